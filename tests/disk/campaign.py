"""Runs one change again and again, and at each step of it on the disk something happens: see `test_steps.py`.

A script, because it forks: `campaign.py WHAT SCENARIO DISK` prints what it found as JSON.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from prm.disk import swap
from prm.disk.store import Applied
from prm.disk.store import Refused
from prm.disk.store import apply
from prm.disk.undo import undo_last
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

Tree = dict[str, bytes]
OLD: Tree = {
    "people/Ada.md": b"# Ada\r\n\r\n- 2026-01-01 call: \x81\r\n",
    "people/Bo.md": b"\xef\xbb\xbf# Bo\n",
    "people/Cy.md": b"# Cy\n",
    "people/Di.md": b"# Di\n",
}
LINE = "- 2026-01-02 coffee: 桜\n"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def append(path: str, data: bytes) -> Edit:
    end = len(Source(path, data).text)
    return Edit(path, digest(data), (Change(Span(end, end), LINE),), why="log")


def one() -> tuple[list[Edit], Tree]:
    new = {**OLD, "people/Ada.md": OLD["people/Ada.md"] + LINE.encode()}
    return [append("people/Ada.md", OLD["people/Ada.md"])], new


def many() -> tuple[list[Edit], Tree]:
    """Write two files, make one in a new folder, move one while changing it, and remove one."""
    moved = append("people/Cy.md", OLD["people/Cy.md"])._replace(to="friends/dear/Cy Young.md")
    edits = [
        append("people/Ada.md", OLD["people/Ada.md"]),
        append("people/Bo.md", OLD["people/Bo.md"]),
        moved,
        Edit("journal/2026-01-02.md", "", (Change(Span(0, 0), LINE),)),
        Edit("people/Di.md", digest(OLD["people/Di.md"]), delete=True),
    ]
    new = {
        "people/Ada.md": OLD["people/Ada.md"] + LINE.encode(),
        "people/Bo.md": OLD["people/Bo.md"] + LINE.encode(),
        "friends/dear/Cy Young.md": OLD["people/Cy.md"] + LINE.encode(),
        "journal/2026-01-02.md": LINE.encode(),
    }
    return edits, new


SCENARIOS: dict[str, Callable[[], tuple[list[Edit], Tree]]] = {"one": one, "many": many}
HOOKED = ("open", "write", "fsync", "link", "rename", "replace", "unlink", "mkdir", "rmdir", "fchmod", "fchown")
Action = Callable[[int, str, tuple[Any, ...]], None]


class Disk:
    """Calls `action` before each step on the disk; `kind` is what the disk can do: exchange, links or bare."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.real = {name: getattr(os, name) for name in HOOKED}
        self.rename = swap._rename
        self.action: Action | None = None
        self.count = 0
        for name in HOOKED:
            setattr(os, name, self._wrapped(name))
        setattr(swap, "_rename", self._special)  # noqa: B010

    def _wrapped(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name != "open" or args[1] & os.O_CREAT:
                self._step(name, args)
                if name == "link" and self.kind == "bare":
                    raise OSError(errno.EPERM, "no links", args[0])
            return None if name == "fsync" else self.real[name](*args, **options)

        return call

    def _special(self, old: str, new: str, flags: dict[str, int]) -> None:
        self._step("exchange" if flags == swap._EXCHANGE else "rename_new", (old, new))
        if self.kind != "exchange":
            raise OSError(errno.EINVAL, "no exchange", old)
        self.rename(old, new, flags)

    def _step(self, name: str, args: tuple[Any, ...]) -> None:
        if self.action is not None:
            self.count += 1
            action, number = self.action, self.count
            self.action = None
            action(number, name, args)
            self.action = action

    @contextmanager
    def during(self, action: Action) -> Iterator[None]:
        self.count, self.action = 0, action
        try:
            yield
        finally:
            self.action = None


class Vault:
    """A folder with the old files, and its state beside it."""

    def __init__(self, base: str) -> None:
        shutil.rmtree(base, ignore_errors=True)
        self.root, self.state = os.path.join(base, "vault"), os.path.join(base, "state")
        for path, data in OLD.items():
            self.write(path, data)

    def write(self, path: str, data: bytes) -> None:
        whole = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "wb") as file:
            file.write(data)

    def swap_in(self, path: str, data: bytes) -> None:
        self.write(f"{path}.editor", data)
        os.replace(os.path.join(self.root, f"{path}.editor"), os.path.join(self.root, path))

    def tree(self, *, hidden: bool = True) -> Tree:
        found = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                whole = os.path.join(folder, name)
                if hidden or not name.startswith("."):
                    with open(whole, "rb") as file:
                        found[os.path.relpath(whole, self.root)] = file.read()
        return found

    def folders(self) -> set[str]:
        return {os.path.relpath(folder, self.root) for folder, _, _ in os.walk(self.root)}

    def junk(self) -> list[str]:
        known = ("lock", "lock.pid", "undo")
        return [path for path in self.tree() if "/.prm-" in path] + [
            name for name in (os.listdir(self.state) if os.path.isdir(self.state) else ()) if name not in known
        ]


def nothing(number: int, name: str, args: tuple[Any, ...]) -> None:
    pass


def killing(at: int, *, half: bool = False) -> Action:
    def action(number: int, name: str, args: tuple[Any, ...]) -> None:
        if number == at:
            if half and name == "write":
                os.write(args[0], bytes(args[1][: len(args[1]) // 2]))
            os.kill(os.getpid(), signal.SIGKILL)

    return action


def in_child(work: Callable[[], None]) -> bool:
    """Do the work in a process of its own; return whether it was killed."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


class Campaign:
    def __init__(self, scenario: str, kind: str) -> None:
        self.disk = Disk(kind)
        self.base = tempfile.mkdtemp()
        self.edits, self.new = SCENARIOS[scenario]()
        self.wrong: list[str] = []
        self.unsaid: set[str] = set()
        self.lost: set[str] = set()
        self.runs = 0
        self.steps = 0

    def expect(self, holds: bool, *what: object) -> None:
        if not holds:
            self.wrong.append(" ".join(map(str, what)))

    def fresh(self) -> Vault:
        self.runs += 1
        return Vault(self.base)

    def apply(self, vault: Vault, **options: Any) -> Applied:
        return apply(vault.root, vault.state, self.edits, wait=0, **options)

    def count(self) -> list[str]:
        names: list[str] = []
        vault = self.fresh()
        with self.disk.during(lambda number, name, args: names.append(name)):
            applied = self.apply(vault)
        self.expect(applied.saved_aside == (), applied)
        self.expect(vault.tree() == self.new, "not as meant", vault.tree())
        self.expect(vault.junk() == [], "junk", vault.junk())
        self.steps = len(names)
        return names

    # killed at each step, and again while the rest is finished

    def kill(self) -> None:
        names = self.count()
        for at in range(1, self.steps + 1):
            for half in (False, True) if names[at - 1] == "write" else (False,):
                self._killed(at, half)

    def killed_again(self) -> None:
        self.count()
        for at in range(1, self.steps + 1):
            for again in range(1, 400):
                if not self._killed(at, False, again):
                    break

    def killed_then_saved(self) -> None:
        """After a kill a file is typed into; the next command leaves that as it is, and names it where others go on."""
        self.count()
        for at in range(1, self.steps + 1):
            for path in sorted({*OLD, *self.new}):
                vault = self.fresh()
                with self.disk.during(killing(at)):
                    in_child(lambda: (self.apply(vault), None)[1])  # noqa: B023
                began = vault.tree(hidden=False)
                vault.swap_in(path, b"# typed\n")
                said = " ".join(apply(vault.root, vault.state, [], wait=0).finished)
                tree = vault.tree()
                self.expect(tree.get(path) == b"# typed\n", "lost", at, path, tree)
                self.expect(vault.junk() == [], "junk", at, path, vault.junk())
                half = began not in (OLD, self.new) and path in {edit.to or edit.path for edit in self.edits}
                self.expect(not half or path in said or "nothing of it was" in said, "unsaid", at, path, said)

    def killed_undo(self) -> None:
        vault = self.fresh()
        self.apply(vault)
        names: list[str] = []
        with self.disk.during(lambda number, name, args: names.append(name)):
            undo_last(vault.root, vault.state, wait=0)
        self.steps = len(names)
        for at in range(1, self.steps + 1):
            vault = self.fresh()
            self.apply(vault)
            with self.disk.during(killing(at)):
                in_child(lambda: (undo_last(vault.root, vault.state, wait=0), None)[1])  # noqa: B023
            self._each_whole(vault, at, 0)
            apply(vault.root, vault.state, [], wait=0)
            self.expect(vault.tree() in (OLD, self.new), "neither", at, vault.tree())
            if vault.tree() == self.new:
                undo_last(vault.root, vault.state, wait=0)
            self.expect(vault.tree() == OLD, "not taken back", at, vault.tree())
            self.expect(vault.junk() == [], "junk", at, vault.junk())
            self.expect(os.listdir(os.path.join(vault.state, "undo")) == [], "still recorded", at)

    def killed_while_taking_back(self) -> None:
        """An editor saves, so that all is taken back, and at each step of that the process is killed."""
        names = self.count()
        moments = {"exchange": ("exchange", "link", "rename"), "links": ("exchange", "link", "rename")}
        for at in (at for at, name in enumerate(names, 1) if name in moments.get(self.disk.kind, ("exchange", "link"))):
            for then in range(at, 400):
                vault = self.fresh()

                def action(number: int, name: str, args: tuple[Any, ...], at: int = at, then: int = then) -> None:
                    if number == at:
                        vault.swap_in("people/Ada.md", b"# typed\n")  # noqa: B023
                    killing(then)(number, name, args)

                with self.disk.during(action):
                    if not in_child(lambda: self._quietly(vault)):  # noqa: B023
                        break
                for path, data in vault.tree(hidden=False).items():
                    self.expect(data in (OLD.get(path), self.new.get(path), b"# typed\n"), "not whole", at, then, path)
                applied = apply(vault.root, vault.state, [], wait=0)
                self.expect(vault.junk() == [], "junk", at, then, vault.junk())
                self.expect(vault.tree().get("people/Ada.md") == b"# typed\n", "lost", at, then, vault.tree())
                rest = {path: data for path, data in vault.tree().items() if path != "people/Ada.md"}
                whole = [{p: d for p, d in tree.items() if p != "people/Ada.md"} for tree in (OLD, self.new)]
                self.expect(rest in whole, "half", at, then, rest)
                self.expect(rest == whole[0] or bool(applied.finished), "unsaid", at, then)

    def _quietly(self, vault: Vault) -> None:
        with contextlib.suppress(Refused):
            self.apply(vault)

    def _killed(self, at: int, half: bool, again: int = 0) -> bool:
        vault = self.fresh()
        with self.disk.during(killing(at, half=half)):
            self.expect(in_child(lambda: (self.apply(vault), None)[1]), "not killed", at)
        self._each_whole(vault, at, again)
        if again:
            with self.disk.during(killing(again)):
                if not in_child(lambda: (apply(vault.root, vault.state, [], wait=0), None)[1]):
                    return False
            self._each_whole(vault, at, again)
        applied = apply(vault.root, vault.state, [], wait=0)
        tree = vault.tree()
        self.expect(vault.junk() == [], "junk", at, again, vault.junk())
        self.expect(tree in (OLD, self.new), "neither old nor new", at, again, tree)
        if tree == self.new:
            undo_last(vault.root, vault.state, wait=0)
            self.expect(vault.tree() == OLD, "not taken back", at, again, vault.tree())
        else:
            self.expect(not again or bool(applied), "left")
        self.expect(vault.folders() == {".", "people"}, "folders", at, again, vault.folders())
        return True

    def _each_whole(self, vault: Vault, at: int, again: int) -> None:
        tree = vault.tree(hidden=False)
        for path, data in tree.items():
            self.expect(data in (OLD.get(path), self.new.get(path)), "not whole", at, again, path, data)
        for path in OLD:
            if path not in tree and path in self.new:
                self.wrong.append(f"gone {at} {again} {path}")
        if "people/Cy.md" not in tree:
            self.expect(any(data.startswith(b"# Cy") for data in tree.values()), "gone", at, again, "Cy")

    # the system refuses each step once

    def fail(self) -> None:
        self.count()
        for number in (errno.ENOSPC, errno.EACCES, errno.EIO):
            for at in range(1, self.steps + 1):
                self._failing(at, number)

    def _failing(self, at: int, code: int) -> None:
        def action(number: int, name: str, args: tuple[Any, ...]) -> None:
            if number == at:
                raise OSError(code, os.strerror(code), "somewhere")

        vault = self.fresh()
        try:
            with self.disk.during(action):
                self.apply(vault)
        except Refused as refused:
            self.expect(vault.tree() == OLD, "not as it was", at, code, vault.tree())
            self.expect("\n" not in str(refused) and "nothing was written" in str(refused), refused)
            self.expect(vault.folders() == {".", "people"}, "folders", at, code, vault.folders())
            self.expect(vault.junk() == [], "junk", at, code, vault.junk())
        else:
            self.expect(vault.tree(hidden=False) == self.new, "not as meant", at, code)
        apply(vault.root, vault.state, [], wait=0)
        self.expect(vault.junk() == [], "junk later", at, code, vault.junk())
        self.expect(vault.tree() in (OLD, self.new), "later", at, code)

    def stop(self) -> None:
        """Each step is the first of which none succeeds any more, or the one at which Ctrl-C is pressed."""
        self.count()
        for at in range(1, self.steps + 1):
            self._stopped(at, OSError(errno.EIO, "the disk is gone"), lasting=True)
            self._stopped(at, KeyboardInterrupt(), lasting=False)

    def _stopped(self, at: int, error: BaseException, *, lasting: bool) -> None:
        def action(number: int, name: str, args: tuple[Any, ...]) -> None:
            if number == at or (lasting and number > at):
                raise error

        vault = self.fresh()
        done = False
        with contextlib.suppress(Refused, KeyboardInterrupt), self.disk.during(action):
            done = bool(self.apply(vault))
        if not lasting and vault.tree(hidden=False) != self.new:
            self.expect(vault.tree() == OLD, "not as it was", at, vault.tree())
        self._each_whole(vault, at, 0)
        apply(vault.root, vault.state, [], wait=0)
        self.expect(vault.tree() in ((self.new,) if done else (OLD, self.new)), "neither", at, vault.tree())
        self.expect(vault.junk() == [], "junk", at, vault.junk())

    # an editor saves at each step

    def save(self) -> None:
        names = self.count()
        paths = sorted({*OLD, *self.new} & {path for edit in self.edits for path in (edit.path, edit.to)})
        for path in paths:
            for style in ("truncate", "rename"):
                for replanned in (False, True):
                    for at in range(1, len(names) + 1):
                        self._saved(path, style, replanned, {at: b"# typed\n"})

    def twice(self) -> None:
        names = self.count()
        path = self.edits[0].path
        for first in range(1, len(names) + 1):
            for second in range(first + 1, len(names) + 1):
                for style in ("truncate", "rename"):
                    self._saved(path, style, True, {first: b"# typed\n", second: b"# typed again\n"})

    def _saved(self, path: str, style: str, replanned: bool, texts: dict[int, bytes]) -> None:
        vault = self.fresh()
        after: list[str] = []

        def action(number: int, name: str, args: tuple[Any, ...]) -> None:
            if number in texts:
                (vault.write if style == "truncate" else vault.swap_in)(path, texts[number])
                own = args and isinstance(args[0], str) and args[0].startswith(vault.state)
                after.append(f"{name} {'state' if own else 'vault'}")

        def replan(edit: Edit, source: Source) -> Edit | None:
            if edit.delete or edit.to:
                return edit._replace(digest=source.digest, changes=())
            return append(source.path, source.data)

        said, refused = "", False
        try:
            with self.disk.during(action):
                applied = self.apply(vault, replan=replan if replanned else None)
                said = " ".join(applied.saved_aside)
        except Refused as error:
            said, refused = str(error), True
        tree = vault.tree()
        text = texts[max(texts)]
        case = (path, style, replanned, list(texts), after, said)
        moved = (text in tree.values() or text + LINE.encode() in tree.values()) or (
            replanned and path == "people/Di.md" and path not in tree
        )
        if not moved:
            kept = os.path.join(vault.state, "kept")
            self.expect(not os.path.isdir(kept), "kept", case)
            self.lost.add(f"{style} before {after[-1]}")
            return
        if path not in said and not (replanned and tree.get(path) == text + LINE.encode()) and path in tree:
            self.unsaid.add(after[-1])
        others = {name: data for name, data in tree.items() if name != path}
        if refused:
            expected = {name: data for name, data in OLD.items() if name != path}
            self.expect(others == expected, "not as it was", case, others)
        self.expect([name for name in vault.junk() if name != "kept"] == [], "junk", case, vault.junk())

    # two at once

    def both(self) -> None:
        vault = self.fresh()
        rounds = 60
        children = [self._appending(vault, name, rounds) for name in ("one", "two")]
        self.expect([os.waitpid(child, 0)[1] for child in children] == [0, 0], "a child failed")
        lines = vault.tree()["people/Cy.md"].decode().splitlines()[1:]
        expected = sorted(f"- {name} {number}" for name in ("one", "two") for number in range(rounds))
        self.expect(sorted(lines) == expected, "lines", len(lines))
        self.expect(vault.junk() == [], "junk", vault.junk())

    def _appending(self, vault: Vault, name: str, rounds: int) -> int:
        child = os.fork()
        if child:
            return child
        status = 1
        try:
            for number in range(rounds):
                line = f"- {name} {number}\n"

                def replan(edit: Edit, source: Source, line: str = line) -> Edit:
                    end = len(source.text)
                    return Edit(edit.path, source.digest, (Change(Span(end, end), line),))

                apply(vault.root, vault.state, [replan(Edit("people/Cy.md", ""), Source("", b"# Cy\n"))], replan=replan)
            status = 0
        finally:
            os._exit(status)


def main(what: str, scenario: str, kind: str) -> None:
    campaign = Campaign(scenario, kind)
    try:
        getattr(campaign, what)()
    finally:
        shutil.rmtree(campaign.base)
    found = {
        "wrong": campaign.wrong[:20],
        "unsaid": sorted(campaign.unsaid),
        "lost": sorted(campaign.lost),
        "steps": campaign.steps,
        "runs": campaign.runs,
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
