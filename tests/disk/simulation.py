"""Three clones of one vault, edited at random and brought together: see `test_simulation.py`.

More of it, from the top of the checkout: `python -m tests.disk.simulation OPERATIONS SEED [missing] [log] [stirred]`.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from prm.disk.files import Refused as Stopped
from prm.disk.gitsetup import driver
from prm.disk.merged import keep
from prm.disk.sides import Sides
from prm.disk.sync import Asked
from prm.disk.sync import sync
from prm.edits.body.log import add_entry
from prm.edits.body.tasks import add_promise
from prm.edits.body.tasks import tick
from prm.edits.front.fields import set_field
from prm.edits.front.items import add_to
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Edit
from prm.text.source import Source
from tests.disk.clones import PROGRAM
from tests.disk.clones import clone
from tests.disk.clones import commit
from tests.disk.clones import run

CONFIG = read_config("", "")[0]
MARK = re.compile(r"\b[epth]\d+x\b")
HUNK = re.compile(r"^<{7}[^\n]*\n(.*?)^={7}\r?\n(.*?)^>{7}[^\n]*\n", re.MULTILINE | re.DOTALL)
START = date(2026, 1, 1)
HEADS = ("call", "coffee", "wrote", "meal", "note")
OPERATIONS = ("log",) * 8 + ("promise", "promise", "tick", "set", "tag", "hand", "hand", "reword", "cut")
STIRRED = ("copy", "copy", "move", "move", "delete", "rename", "cut", "cut", "log", "new")
RARE = ("rename", "new", "delete", "line ends", "order")
PEOPLE = {
    "Ada": (
        "---\nname: Ada\ntags: [choir]\ncity: Malmö\n---\n"
        "# Ada\n\nWe met at the fair.\n\n## Log\n\n- 2025-12-01 call: hello\n"
    ),
    "Ben Ito": (
        "# Ben Ito\n\n- 2025-12-02 coffee: cake\n- 2025-11-02 call: hello\n\n"
        "## Promises\n- [ ] bring p0x back due:2026-02-01\n"
    ),
    "佐藤 健": (
        "---\ntags:\n  - 合唱\nlang: ja\n---\n# 佐藤 健\n\n## 記録\n- 2025-10-01 電話：公演の件\n- 2025-11-01 お茶\n"
    ),
    "Cy": "# Cy\r\n\r\n- 2025-12-01 call: hello\r\n",
    "Di": "---\nname: Di\n---\n",
}


class Report(NamedTuple):
    """What a run did: operations, merges, conflicts, and how often git was left to merge by itself."""

    operations: int
    syncs: int
    merges: int
    conflicts: int
    seconds: float


class World:
    """The clones, what was written, and what was given up where a conflict was settled by hand."""

    def __init__(
        self, folder: Path, seed: int, *, missing: bool = False, log_only: bool = False, stirred: bool = False
    ) -> None:
        self.stirred = stirred
        self.random = Random(seed)
        self.manners = Random(seed)
        self.log_only = log_only
        self.written = 0
        self.given_up: set[str] = set()
        self.counts: Counter[str] = Counter()
        run(folder, "init", "-q", "--bare", "-b", "main", "remote.git")
        remote = folder / "remote.git"
        first = clone(remote, folder / "a")
        run(first, "checkout", "-qB", "main")
        files: dict[str, str | bytes] = {f"people/{name}.md": text for name, text in PEOPLE.items()}
        commit(first, {".gitattributes": "*.md merge=prm\n", **files})
        run(first, "push", "-q", "origin", "main")
        self.clones = [first, clone(remote, folder / "b"), clone(remote, folder / "c", prm=not missing)]
        self.without = self.clones[2:] if missing else []

    def play(self, operations: int, every: int = 6) -> Report:
        """Do so many operations in each clone, with a sync here and there, then bring all together."""
        begun = time.perf_counter()
        for _ in range(operations):
            for folder in self.clones:
                self.operate(folder)
                if self.random.randrange(every) == 0:
                    self.sync(folder)
        for folder in (*self.clones, *self.clones):
            self.sync(folder)
        counts = self.counts
        return Report(
            counts["done"], counts["syncs"], counts["merges"], counts["conflicts"], time.perf_counter() - begun
        )

    # operations

    def operate(self, folder: Path) -> None:
        """Do one thing to one person, as `prm` or as somebody with an editor would."""
        paths = sorted((folder / "people").glob("*.md"))
        path = self.random.choice(paths)
        kinds = ("log", "log", "promise") if self.log_only else STIRRED if self.stirred else OPERATIONS
        what = (
            self.random.choice(RARE) if not self.log_only and self.random.random() < 0.06 else self.random.choice(kinds)
        )
        self.counts["done"] += 1
        if what == "new" or len(paths) < 4:
            name = self.random.choice((f"{folder.name} {self._mark('h')}", "Somebody New"))
            if not (folder / "people" / f"{name}.md").exists():
                (folder / "people" / f"{name}.md").write_text(f"# {name}\n\nNew here {self._mark('h')}.\n")
        elif what == "delete":
            path.unlink()
        elif what == "copy":
            path.with_stem(f"{path.stem.split('~')[0]}~{self.random.randrange(9)}").write_bytes(path.read_bytes())
        elif what == "move":
            self._move(path, self.random.choice(paths))
        elif what == "rename":
            path.rename(path.with_stem(f"{path.stem.split('~')[0]}~{self.random.randrange(9)}"))
        elif what in ("hand", "reword", "cut", "line ends", "order"):
            path.write_bytes(self._by_hand(path.read_bytes().decode(), what).encode())
        else:
            self._by_prm(Source(f"people/{path.name}", path.read_bytes()), path, what)

    def _move(self, path: Path, to: Path) -> None:
        """Take an entry out of one page and write it into another."""
        lines = path.read_bytes().decode().splitlines(keepends=True)
        entries = [line for line in lines if line.startswith("- 20") and MARK.search(line)]
        if entries and path != to:
            line = self.random.choice(entries)
            path.write_bytes("".join(each for each in lines if each != line).encode())
            old = to.read_bytes()
            to.write_bytes(old + (b"" if old.endswith(b"\n") else b"\n") + line.encode())

    def _mark(self, kind: str) -> str:
        self.written += 1
        return f"{kind}{self.written}x"

    def _by_prm(self, source: Source, path: Path, what: str) -> None:
        try:
            edit = self._edit(source, what)
        except Refused:
            self.counts["refused"] += 1
            return
        if edit is not None:
            path.write_bytes(result(source, edit).data)

    def _edit(self, source: Source, what: str) -> Edit | None:
        day = START + timedelta(days=self.random.randrange(60))
        if what == "log":
            return add_entry(source, CONFIG, day, self.random.choice(HEADS), f"about {self._mark('e')}")
        if what == "promise":
            return add_promise(source, CONFIG, f"bring {self._mark('p')}", due=day.isoformat())
        if what == "tag":
            return add_to(source, CONFIG, "tags", self._mark("t"))
        if what == "tick":
            boxes = [at for at, line in enumerate(source.text.splitlines(), 1) if line.startswith("- [ ]")]
            return tick(source, CONFIG, self.random.choice(boxes), day) if boxes else None
        key, value = self.random.choice((("city", "Lund"), ("city", "Oslo"), ("lang", "en"), ("cadence", "2w")))
        return set_field(source, CONFIG, key, value)

    def _by_hand(self, text: str, what: str) -> str:
        end = "\r\n" if "\r\n" in text else "\n"
        if what == "line ends":
            return text.replace("\r\n", "\n") if end == "\r\n" else text.replace("\n", "\r\n")
        lines = text.split(end)
        entries = [at for at, line in enumerate(lines) if line.startswith("- 20")]
        at = self.random.choice(entries) if entries else -1
        if what == "cut" and len(entries) > 2:
            del lines[at]
        elif what == "reword" and entries:
            lines[at] += f" and {self._mark('h')}"
        elif what == "order" and entries and entries[-1] - entries[0] == len(entries) - 1:
            lines[entries[0] : entries[-1] + 1] = reversed(lines[entries[0] : entries[-1] + 1])
        else:
            lines += self.random.choice(
                (
                    [f"- a thing {self._mark('h')}"],
                    ["", f"Some words {self._mark('h')}.", ""],
                    ["", "## Notes", "", f"- {self._mark('h')}"],
                )
            )
        return end.join(lines)

    # bringing together

    def sync(self, folder: Path) -> None:
        """Commit, bring in what the others pushed, and push; the law must hold: nothing that both had is gone.

        It is done by `prm sync`, or by git's rebase or merge with the look of `prm sync` at what came of it; in a clone
        without prm by git alone, and there each of two copies may be removed by one side. Two different people of whom
        each side removed one stay removed, and that is said.
        """
        self.counts["syncs"] += 1
        run(folder, "add", "-A")
        run(folder, "commit", "-qm", "sync", fails=True)
        run(folder, "fetch", "-q")
        sides = Sides(*(run(folder, "rev-parse", name).strip() for name in ("HEAD", "origin/main")))
        ours, theirs = marks(folder, "HEAD"), marks(folder, "origin/main")
        base = marks(folder, run(folder, "merge-base", "HEAD", "origin/main").strip())
        self.counts["merges"] += ours != theirs
        how = "rebase" if self.random.random() < 0.5 else "merge"
        if how == "rebase" and folder not in self.without and self.manners.random() < 0.6:
            how = "sync"
        said = self._by_sync(folder) if how == "sync" else self._by_git(folder, how)
        if how != "sync" and folder not in self.without:
            said += self._keep(folder, sides)
        missing = (((ours | theirs) - base) | (ours & theirs)) - marks(folder, "HEAD") - self.given_up
        if folder in self.without or "stood in both" in said:
            apart = {mark for mark in missing if removed_apart(folder, mark, sides)}
            self.counts["removed apart"] += len(apart)
            missing -= apart

        assert set() == missing, f"lost at a {how}: {missing}\n{said}"
        assert "" == run(folder, "grep", "-lE", "^(<{7}|>{7})", "HEAD", fails=True)
        run(folder, "push", "-q", "origin", "HEAD:main")

    def _by_git(self, folder: Path, how: str) -> str:
        words = ("rebase", "-q") if how == "rebase" else ("merge", "-q", "--no-edit")
        said = run(folder, *words, "origin/main", fails=True)
        self._settle_all(folder, said)
        return said

    def _by_sync(self, folder: Path) -> str:
        """Sync as `prm sync` does, and once more where something had to be settled by hand."""
        lines: list[str] = []
        asked = Asked(lambda changed: "sync", lambda changed: (), name_of, lambda: driver(PROGRAM), lines.append)
        for _ in range(20):
            try:
                sync(str(folder), lambda: f"{folder}.state", asked)
                break
            except Stopped as stopped:
                if not self._half_done(folder):
                    raise
                self._settle_all(folder, str(stopped))
        self.counts["kept"] += len(lines)
        return "\n".join(lines)

    def _keep(self, folder: Path, sides: Sides) -> str:
        kept = keep(str(folder), str(folder / ".git"), sides, name_of)
        self.counts["kept"] += len(kept.said)
        if kept.paths:
            run(folder, "add", "-A")
            run(folder, "commit", "-qm", "kept")
        return "\n".join(kept.said)

    def _settle_all(self, folder: Path, said: str) -> None:
        steps = 0
        while self._half_done(folder):
            steps += 1
            assert steps < 20, said
            said = self._settle(folder, rebases=not (folder / ".git/MERGE_HEAD").exists())

    def _half_done(self, folder: Path) -> bool:
        return any((folder / ".git" / name).exists() for name in ("rebase-merge", "rebase-apply", "MERGE_HEAD"))

    def _settle(self, folder: Path, *, rebases: bool) -> str:
        """Settle conflicts as a person would: both sides of the text, one of two values, an edited file before none."""
        for path in {
            folder / name for name in run(folder, "diff", "--name-only", "-z", "--diff-filter=U").split("\0") if name
        }:
            self.counts["conflicts"] += 1
            if path.exists():
                path.write_bytes(self._both(path.read_bytes().decode()).encode())
        run(folder, "add", "-A")
        if not rebases:
            return run(folder, "commit", "-q", "--no-edit")
        said = run(folder, "rebase", "--continue", fails=True)
        return run(folder, "rebase", "--skip", fails=True) if "No changes" in said else said

    def _both(self, text: str) -> str:
        def settled(hunk: re.Match[str]) -> str:
            in_front = text.startswith("---") and len(re.findall(r"^---\r?$", text[: hunk.start()], re.MULTILINE)) == 1
            if in_front or hunk[2].startswith("---"):
                self.given_up |= set(MARK.findall(hunk[2]))
            return hunk[1] if in_front or hunk[2].startswith("---") else hunk[1] + hunk[2]

        return HUNK.sub(settled, text)


def marks(folder: Path, revision: str) -> set[str]:
    """Return every mark that stands in the notes of a revision."""
    return set(MARK.findall(run(folder, "grep", "-hE", "[epth][0-9]+x", revision, "--", "*.md", fails=True)))


def removed_apart(folder: Path, mark: str, sides: Sides) -> bool:
    """Tell whether each note that held a mark on one side was there before, and the other side took the mark out."""
    base = run(folder, "merge-base", sides.ours, sides.theirs).strip()
    held = [
        {path.partition(":")[2] for path in run(folder, "grep", "-lw", mark, at, "--", "*.md", fails=True).splitlines()}
        for at in (base, sides.ours, sides.theirs)
    ]
    return held[0] >= held[1] | held[2] and not held[1] & held[2]


def name_of(path: str, data: bytes) -> str:
    """Return the name that a note states."""
    name = Reader(CONFIG).read(Source("people/-.md", data)).name
    return "" if name == "-" else name


def agreed(world: World) -> list[tuple[str, str]]:
    """Return what each clone has at its tip, and what it has besides."""
    return [(run(folder, "rev-parse", "HEAD^{tree}"), run(folder, "status", "--porcelain")) for folder in world.clones]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        ways = {"missing": "missing" in sys.argv, "log_only": "log" in sys.argv, "stirred": "stirred" in sys.argv}
        world = World(Path(name), int(sys.argv[2]), **ways)
        sys.stdout.write(f"{world.play(int(sys.argv[1]))}\n{dict(world.counts)}\n{len(set(agreed(world)))} tree\n")
