"""Where things are measured: an invented vault in git, folders for cache and state, and whole processes in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = ("cast.py", "chance.py", "days.py", "lines.py", "people.py", "vault.py", "words.py", "words.toml")
START = "from prm.__main__ import main\n\nmain()\n"
"""What installers write as the command `prm`."""
COMMIT = (
    "git",
    "-c",
    "user.name=bench",
    "-c",
    "user.email=bench@example.org",
    "-c",
    "gc.auto=0",
    "commit",
    "-qm",
    "all",
)
MIDDLING = 900
"""Bytes of a file with some ten entries."""
_UNIT = 1 if sys.platform == "darwin" else 1024


class NotThere(Exception):
    """What a row needs is not there: a command of `prm` that is still to come, or another program."""


class Broken(Exception):
    """What was to be measured failed, so that its time says nothing."""


class Cost(NamedTuple):
    """What one run took: seconds on the clock, megabytes of its largest process."""

    seconds: float
    megabytes: float


class Place(NamedTuple):
    """A vault and what stands beside it: `prm` as a script, cache, state; two people to ask about."""

    people: int
    vault: str
    beside: str
    fullest_file: str
    typical_file: str

    @property
    def fullest(self) -> str:
        """The person with the longest file."""
        return Path(self.fullest_file).stem

    @property
    def typical(self) -> str:
        """A person with a middling file."""
        return Path(self.typical_file).stem

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return an environment in which nothing of the user's own is seen."""
        own = {f"XDG_{kind}_HOME": f"{self.beside}/{kind.lower()}" for kind in ("CACHE", "STATE", "CONFIG", "DATA")}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
        start = {"PATH": os.environ.get("PATH", os.defpath), "HOME": self.beside, "PYTHONPATH": str(ROOT)}
        return start | quiet | own | dict(more or {})

    def run(self, command: Sequence[str], more: Mapping[str, str] | None = None, fine: Sequence[int] = (0,)) -> Cost:
        """Run a process in the vault and return what it took."""
        with open(f"{self.beside}/out", "wb") as out, open(f"{self.beside}/err", "wb") as err:
            start = time.perf_counter()
            process = subprocess.Popen(command, cwd=self.vault, env=self.environment(more), stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            said = Path(self.beside, "err").read_text(encoding="utf-8", errors="replace").strip()
            raise Broken(f"{' '.join(command[-3:])}: exit {process.returncode}: {said[-300:]}")
        return Cost(seconds, usage.ru_maxrss * _UNIT / 1e6)

    def prm(self, *arguments: str, more: Mapping[str, str] | None = None) -> Cost:
        """Run `prm` as on the last day of the vault; it must say something."""
        known = arguments[0]
        if not known.startswith("-") and not has(self, known):
            raise NotThere(f"prm {known}")
        cost = self.run((*self.script, *arguments, "--today", "2026-01-15"), more, fine=(0, 1))
        if not any(os.path.getsize(f"{self.beside}/{name}") for name in ("out", "err")):
            raise Broken(f"prm {' '.join(arguments)} said nothing")
        return cost

    @property
    def script(self) -> tuple[str, str]:
        """`prm` as a user starts it."""
        return sys.executable, f"{self.beside}/prm"

    def printed(self) -> str:
        """Return what the last process printed."""
        return Path(self.beside, "out").read_text(encoding="utf-8", errors="replace")


@cache
def has(place: Place, command: str) -> bool:
    """Tell whether `prm` knows a command."""
    try:
        place.run((*place.script, command, "--help"))
    except Broken:
        return False
    return True


def place(people: int, folder: Path) -> Place:
    """Return the place with so many people below a folder, made now unless it is there."""
    key = hashlib.sha256(b"".join((ROOT / "benchmarks" / name).read_bytes() for name in GENERATOR)).hexdigest()[:8]
    beside = folder / f"{people}-{key}"
    if not (beside / "ready").exists():
        for old in folder.glob(f"{people}-*"):
            shutil.rmtree(old)
        _make(people, beside)
    (beside / "prm").write_text(START, encoding="utf-8")
    Place(people, str(beside / "vault"), str(beside), "", "").run(("git", "checkout", "-q", "."))  # takes edits back
    return _with_people(people, beside)


def _make(people: int, beside: Path) -> None:
    vault = beside / "vault"
    beside.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "benchmarks.vault", str(people), vault], cwd=ROOT, check=True, stdout=2)
    empty = Place(people, str(vault), str(beside), "", "")
    for command in (("git", "init", "-q"), ("git", "-c", "gc.auto=0", "add", "-A"), COMMIT):
        empty.run(command)
    (beside / "ready").touch()


def _with_people(people: int, beside: Path) -> Place:
    """Return a place with the people who have the longest and a middling file, and a name of their own.

    One file at a time: a child is never seen to take less memory than this process.
    """
    twins = {path.rpartition("/")[2].partition(" (")[0] for _, path in _files(beside) if "(" in path}
    longest = middling = (0, "")
    for size, path in _files(beside):
        name = path.rpartition("/")[2].removesuffix(".md")
        if "(" not in name and name not in twins:
            longest = max(longest, (size, path))
            middling = min(middling, (size, path), key=lambda each: (abs(each[0] - MIDDLING), each[1]))
    return Place(people, str(beside / "vault"), str(beside), longest[1], middling[1])


def _files(beside: Path) -> Iterator[tuple[int, str]]:
    """Yield the size and path of every person's file."""
    for top in ("people", "人物"):
        for folder, _, names in os.walk(beside / "vault" / top):
            for name in names:
                yield os.path.getsize(f"{folder}/{name}"), f"{folder}/{name}"
