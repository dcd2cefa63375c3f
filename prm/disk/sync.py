"""One vault on many machines: commit what changed, bring what others wrote, push; nothing is ever forced or dropped."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Sequence
from typing import NamedTuple

from prm.disk import git
from prm.disk import remotes
from prm.disk.careful import careful
from prm.disk.careful import half_done
from prm.disk.careful import recover
from prm.disk.files import Refused
from prm.disk.files import read
from prm.disk.lock import WAIT
from prm.disk.lock import locked
from prm.disk.recover import finish

TRIES = 5
_PATIENCE = 600.0
_MARKERS = re.compile(rb"^<{7} .*^={7}$.*^>{7} ", re.MULTILINE | re.DOTALL)
_PLAIN = (
    *("-c", "rebase.updateRefs=false", "-c", "rebase.autoSquash=false"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
)
_RACE = re.compile(r"\[rejected\]|cannot lock ref|failed to update ref|incorrect old value|fetch first")


class Changed(NamedTuple):
    """A file of the vault that is not committed as it is; `old` is the object git has of it, "" where it is new."""

    path: str
    old: str


class State(NamedTuple):
    """How a repository stands; `changed` are files of the vault, `left_out` repositories inside of it.

    `ahead` is -1 where the branch has no upstream yet, or one that is still empty.
    """

    head: str
    branch: str
    ahead: int
    behind: int
    changed: tuple[Changed, ...]
    left_out: tuple[str, ...]


class Done(NamedTuple):
    """What a sync did: files committed, under which message; commits received and sent; files that came."""

    committed: tuple[str, ...] = ()
    message: str = ""
    received: int = 0
    sent: int = 0
    came: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a sync asks of those above: what a commit is called, and which notes hold conflict markers."""

    message: Callable[[Sequence[Changed]], str]
    marked: Callable[[Sequence[Changed]], Sequence[str]]


def sync(root: str, state: str, asked: Asked, *, wait: float = WAIT) -> Done:
    """Bring a vault and its remote together; `state` is the folder that keeps the lock of the vault.

    Raises Refused, with nothing lost: what it says tells how far it came, and what to do.
    """
    git_dir, prefix = _place(root)
    said: list[str] = []
    if os.path.exists(os.path.join(git_dir, "prm-sync")):
        with locked(state, wait):
            said += recover(root, git_dir)
    half_done(git_dir)
    is_there = _fetch(root, git_dir, said)
    now = look(root, prefix)
    if now.head and not (now.changed or now.ahead or now.behind):
        return Done(said=(*said, *_left_out(now)))
    to = remotes.target(root, now.branch)
    now = _counted(root, now, to)
    if to and is_there and (now.changed or now.ahead):
        _refuse_public(root, to)
    with locked(state, wait):
        said += finish(state)
        half_done(git_dir)
        now = _counted(root, look(root, prefix), to)
        done = _commit(root, git_dir, now, asked)
        if to and to.tracking and now.behind:
            done = _bring(root, git_dir, now, to, done)
    if not to:
        said.append("there is no remote, so it is saved here alone; “git remote add origin …” adds one")
    elif is_there:
        done = _Pushing(root, git_dir, prefix, state, wait).push(to, done, said)
    return done._replace(said=(*said, *_left_out(now)))


def preview(root: str) -> tuple[State, bool]:
    """Return how a repository stands, and whether there is a remote; nothing is fetched, nothing is written."""
    git_dir, prefix = _place(root)
    half_done(git_dir)
    now = look(root, prefix)
    to = remotes.target(root, now.branch)
    return _counted(root, now, to), to is not None


def refuse_markers(root: str, now: State, marked: Sequence[str]) -> None:
    """Raise Refused where a note, or a changed file, holds what git could not merge."""
    paths = [each.path for each in now.changed if each.path not in marked]
    found = [*marked, *(path for path in paths if _holds_markers(root, path))]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise Refused(f"{found[0]}{more} holds conflict markers; choose between the sides first, then sync again")


def _holds_markers(root: str, path: str) -> bool:
    if path.endswith((".md", ".markdown")):
        return False  # the reader of notes knows better: it may be an example in a fence
    try:
        return bool(_MARKERS.search(read(os.path.join(root, path))))
    except OSError:
        return False


def _place(root: str) -> tuple[str, str]:
    """Return the folder that git keeps, and where the vault lies below the top, "" or with a slash behind it."""
    answer = git.git(root, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix")
    if answer.problem:
        raise Refused(answer.problem)
    inside, git_dir, *prefix = answer.text.split("\n")
    if inside != "true":
        raise Refused("this folder is what git keeps, not the notes; go to the folder of the vault")
    return git_dir, "\n".join(prefix)


def look(root: str, prefix: str) -> State:
    """Ask git how things stand; raises Refused where it cannot be saved so."""
    words = ("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    answer = git.git(root, *words, timeout=None)
    if answer.problem:
        raise Refused(answer.problem)
    head: dict[str, str] = {}
    changed: list[Changed] = []
    left_out: list[str] = []
    for row in answer.parts:
        if row.startswith("# "):
            name, _, value = row[2:].partition(" ")
            head[name] = value
        elif row.startswith("u "):
            path = row.split(" ", 10)[10].removeprefix(prefix)
            raise Refused(f"{path} waits for a choice between two sides; choose, “git add” it, then sync again")
        elif found := _changed(row, prefix, left_out):
            changed.append(found)
    changed = [each for each in changed if each.old or os.path.lexists(os.path.join(root, each.path))]
    branch = head.get("branch.head", "")
    if branch == "(detached)":
        raise Refused("no branch is checked out; “git switch main” (or another branch) first, then sync again")
    ahead, behind = (abs(int(each)) for each in head.get("branch.ab", "+0 -0").split())
    oid = head.get("branch.oid", "").replace("(initial)", "")
    ahead = ahead if "branch.ab" in head else -1
    return State(oid, branch, ahead, behind, tuple(changed), tuple(left_out))


def _changed(row: str, prefix: str, left_out: list[str]) -> Changed | None:
    if row.startswith("? "):
        path, old = row[2:], ""
    else:
        fields = row.split(" ", 8)
        path, old = fields[8], fields[6] if fields[6].strip("0") else ""
        if fields[2].startswith("S"):
            left_out.append(path.removeprefix(prefix))
            return None
    if path.endswith("/"):
        left_out.append(path.removeprefix(prefix))
        return None
    return None if path.rpartition("/")[2].startswith(".prm-") else Changed(path.removeprefix(prefix), old)


def _left_out(now: State) -> list[str]:
    return [f"{path.rstrip('/')} is a repository of its own, and is left out" for path in now.left_out]


def _counted(root: str, now: State, to: remotes.Target | None) -> State:
    """Return a state with commits counted where git's own look does not count them."""
    if now.ahead >= 0:
        return now
    if to and to.tracking and now.head:
        answer = git.git(root, "rev-list", "--left-right", "--count", f"HEAD...{to.tracking}")
        if answer.problem:
            raise Refused(answer.problem)
        ahead, behind = map(int, answer.text.split())
        return now._replace(ahead=ahead, behind=behind)
    count = git.git(root, "rev-list", "--count", "HEAD").text if now.head else "0"
    behind = int(git.git(root, "rev-list", "--count", to.tracking).text) if to and to.tracking else 0
    return now._replace(ahead=int(count or 0), behind=behind)


def _fetch(root: str, git_dir: str, said: list[str]) -> bool:
    """Fetch from the remote, if there is one; return whether it can be reached."""
    words = ("fetch", "--quiet", "--no-recurse-submodules")
    answer = careful(root, git_dir, *words, timeout=_PATIENCE, options=_PLAIN)
    if answer.problem and not _is_offline(answer, said):
        raise Refused(f"{answer.problem}; nothing was written")
    return not answer.problem


def _is_offline(answer: git.Answer, said: list[str]) -> bool:
    why = remotes.offline(answer)
    if why:
        said.append(f"offline ({why}); what is new stays here until the next sync")
    return bool(why)


def _refuse_public(root: str, to: remotes.Target) -> None:
    if address := remotes.public(root, to.remote):
        raise Refused(
            f"anybody can read {address}, without a password; make it private, then sync again; nothing was written"
        )


def _commit(root: str, git_dir: str, now: State, asked: Asked) -> Done:
    """Commit the changed files of the vault as they are, and nothing else; hooks and signing are git's."""
    refuse_markers(root, now, asked.marked(now.changed))
    if not now.changed:
        return Done()
    message = asked.message(now.changed)
    stdin = b"\0".join(os.fsencode(each.path) for each in now.changed)
    from_stdin = ("--pathspec-from-file=-", "--pathspec-file-nul")
    new = [each.path for each in now.changed if not each.old]
    if new:
        announced = b"\0".join(map(os.fsencode, new))
        answer = careful(root, git_dir, "add", "--intent-to-add", *from_stdin, stdin=announced)
        _checked(answer, "nothing was committed")
    words = ("commit", "--quiet", "--only", "--cleanup=whitespace", "-m", message, *from_stdin)
    answer = careful(root, git_dir, *words, stdin=stdin, options=_PLAIN)
    if answer.problem:
        _unmark(root, git_dir, new)
        raise Refused(f"{_why_not(answer)}; nothing was committed, and all files are as they were")
    return Done(tuple(each.path for each in now.changed), message)


def _unmark(root: str, git_dir: str, new: Sequence[str]) -> None:
    """Take back what was announced to git of new files."""
    if new:
        stdin = b"\0".join(map(os.fsencode, new))
        careful(root, git_dir, "reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=stdin)


def _why_not(answer: git.Answer) -> str:
    if "user.email" in answer.errors or "tell me who you are" in answer.errors:
        return "git does not know who you are: “git config --global user.name …” and “user.email …” tell it"
    return answer.problem


def _checked(answer: git.Answer, rest: str) -> None:
    if answer.problem:
        raise Refused(f"{answer.problem}; {rest}")


def _bring(root: str, git_dir: str, now: State, to: remotes.Target, done: Done) -> Done:
    """Put our commits on top of theirs; a merge of ours that is not pushed yet is merged, as a rebase would undo it."""
    saved = "what you wrote is committed here"
    head = git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text
    goal = git.git(root, "rev-parse", "--verify", to.tracking).text
    if head:
        staged = git.git(root, "diff", "--cached", "--name-only", "--no-renames", "-z").parts
        if staged and now.behind:
            raise Refused(
                f"{staged[0]} outside of the vault is staged, and bringing what others wrote would unstage it; "
                f"commit it, or “git restore --staged” it, then sync again; {saved}"
            )
    merges = not head or git.git(root, "rev-list", "--merges", "--count", f"{goal}..HEAD").text != "0"
    by_merge = ("merge", "--quiet", "--no-edit", *(("--autostash",) if head else ()), goal)
    by_rebase = ("rebase", "--quiet", "--merge", "--autostash", "--no-fork-point", goal)
    answer = careful(root, git_dir, *(by_merge if merges else by_rebase), options=_PLAIN, goal=goal)
    stopped = git.git(root, "diff", "--name-only", "--relative", "--diff-filter=U", "-z").parts
    if stopped:
        raise Refused(_conflict(stopped, "merge" if merges else "rebase", half_way=bool(answer.problem)))
    _checked(answer, saved)
    between = ("diff", "--name-only", "--relative", "--no-renames", "-z", f"{head}...{goal}")
    came = git.git(root, *between).parts if head else []
    return done._replace(received=done.received + now.behind, came=(*done.came, *came))


def _conflict(paths: Sequence[str], what: str, *, half_way: bool) -> str:
    """Return what to do with files that git could not merge."""
    shown = ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
    if not half_way:
        return f"{shown} changed while git worked; both sides stand in it, yours on the stash too; choose, “git add” it"
    going_on = "git commit" if what == "merge" else "git rebase --continue"
    return (
        f"two sides changed the same lines of {shown}; choose between the markers, “git add” it, “{going_on}”, "
        f"then sync again (“git {what} --abort” goes back to how it was)"
    )


class _Pushing(NamedTuple):
    """What pushing needs to know where somebody else was faster, and all begins anew."""

    root: str
    git_dir: str
    prefix: str
    state: str
    wait: float

    def push(self, to: remotes.Target, done: Done, said: list[str]) -> Done:
        """Push; where somebody else was faster, bring what they wrote and try again."""
        for left in range(TRIES - 1, -1, -1):
            now = _counted(self.root, look(self.root, self.prefix), to)
            if not now.ahead:
                return done
            answer = self._once(to)
            if not answer.problem:
                return done._replace(sent=now.ahead)
            if _is_offline(answer, said):
                return done
            if not left or not _RACE.search(answer.errors + answer.text):
                break
            words = ("fetch", "--quiet", "--no-recurse-submodules", to.remote)
            answer = careful(self.root, self.git_dir, *words, timeout=_PATIENCE, options=_PLAIN)
            if answer.problem:
                break
            to = remotes.target(self.root, now.branch) or to
            done = self._bring(to, done)
        raise Refused(f"{answer.problem}; what you wrote is committed here, and the next sync tries again")

    def _once(self, to: remotes.Target) -> git.Answer:
        words = ("push", "--quiet", "--porcelain", *(() if to.tracking else ("--set-upstream",)))
        words = (*words, to.remote, f"HEAD:{to.ref}")
        options = (*_PLAIN, "-c", "push.followTags=false")
        return careful(self.root, self.git_dir, *words, timeout=_PATIENCE, options=options)

    def _bring(self, to: remotes.Target, done: Done) -> Done:
        with locked(self.state, self.wait):
            now = _counted(self.root, look(self.root, self.prefix), to)
            return _bring(self.root, self.git_dir, now, to, done) if now.behind else done
