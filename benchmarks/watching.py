"""Measures `prm watch`: how long from a save to a fresh digest; python -m benchmarks.watching for what takes longer."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from queue import Empty
from queue import Queue
from typing import Any
from typing import NamedTuple

from benchmarks.place import COMMIT
from benchmarks.place import ROOT
from benchmarks.place import Broken
from benchmarks.place import Cost
from benchmarks.place import Place
from benchmarks.place import place

SAVES = 20
"""How many saves a sample has."""
PROMISE = "\n\n## Promises\n\n- [ ] @me the {number}. thing due:2001-01-01\n"
"""A line that every daily digest shows first, whatever else there is."""
_PATIENCE = 30.0
_QUIET = 5.0


class Watch:
    """A running `prm watch` that keeps a digest fresh, and what it has said."""

    def __init__(self, at: Place, process: subprocess.Popen[str], digest: Path) -> None:
        self.at, self.process, self.digest = at, process, digest
        self.batches: Queue[dict[str, Any]] = Queue()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.batches.put(json.loads(line))

    def end(self) -> None:
        """End it as a user does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(_PATIENCE)
        self._ears.join()

    def batch(self, patience: float = _PATIENCE) -> dict[str, Any]:
        """Return the next batch; raises Broken where none comes."""
        try:
            return self.batches.get(timeout=patience)
        except Empty:
            raise Broken("prm watch answered nothing") from None

    def fresh(self, text: str, start: float) -> float:
        """Return how long it took from `start` until the digest holds a text."""
        while text not in self.digest.read_text(encoding="utf-8"):
            if time.perf_counter() > start + _PATIENCE:
                raise Broken("the digest stayed as it was")
            time.sleep(0.001)
        return time.perf_counter() - start

    def processor(self) -> float:
        """Return the seconds of processor time that it has taken, where the system tells."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return the megabytes that it holds now, where the system tells."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def watching(at: Place) -> Iterator[Watch]:
    """Run `prm watch` in a place until the end of the block; the first batch has been read."""
    digest = Path(at.beside, "today.md")
    digest.unlink(missing_ok=True)
    command = (*at.script, "--today", "2026-01-15", "watch", "--digest", "daily", "-o", str(digest), "--json")
    with open(f"{at.beside}/err", "wb") as err:
        process = subprocess.Popen(
            command, cwd=at.vault, env=at.environment(), stdout=subprocess.PIPE, stderr=err, text=True
        )
    found = Watch(at, process, digest)
    try:
        found.batch()
        yield found
    finally:
        found.end()


def saved(at: Place) -> Cost:
    """Save a note twenty times, and return the 95th percentile of the time until the digest says so."""
    path = Path(at.typical_file)
    before = path.read_bytes()
    took: list[float] = []
    try:
        with watching(at) as watch:
            for number in range(SAVES):
                line = PROMISE.format(number=number)
                start = time.perf_counter()
                path.write_bytes(before + line.encode())
                took.append(watch.fresh(f"the {number}. thing", start))
                watch.batch()
            megabytes = watch.memory() if os.path.exists("/proc") else 0.001
    finally:
        path.write_bytes(before)
    return Cost(sorted(took)[int(0.95 * len(took))], megabytes)


class Long(NamedTuple):
    """What takes minutes: processor seconds of idle time, batches of a checkout, megabytes before and after saves."""

    idle: float
    batches: int
    before: float
    after: float


def at_length(at: Place, idle: float, files: int, saves: int) -> Long:
    """Leave `prm watch` alone for `idle` seconds, let git change many files, and save one note many times."""
    _branch(at, files)
    with watching(at) as watch:
        start = watch.processor()
        time.sleep(idle)
        rested = watch.processor() - start
        batches = max(_checkout(watch, "more"), _checkout(watch, "-"))
        before, after = _saves(watch, saves)
    return Long(rested, batches, before, after)


def _branch(at: Place, files: int) -> None:
    """Have a branch on which so many files have a line more."""
    at.run(("git", "checkout", "-q", "-B", "more"))
    for path in sorted(Path(at.vault, "people").rglob("*.md"))[:files]:
        path.write_bytes(path.read_bytes() + b"\n- 2026-01-13 call: one more\n")
    at.run((*COMMIT, "-a"))
    at.run(("git", "checkout", "-q", "-"))


def _checkout(watch: Watch, branch: str) -> int:
    """Have git go over to a branch; return in how many batches that came."""
    watch.at.run(("git", "checkout", "-q", branch))
    count = 0
    with suppress(Broken):
        while watch.batch(_PATIENCE if count == 0 else _QUIET):
            count += 1
    return count


def _saves(watch: Watch, saves: int) -> tuple[float, float]:
    path = Path(watch.at.typical_file)
    text = path.read_bytes()
    try:
        for number in range(saves):
            path.write_bytes(text + PROMISE.format(number=number).encode())
            if number % 20 == 19:  # a batch holds what came within two seconds
                watch.fresh(f"the {number}. thing", time.perf_counter())
            if number == min(200, saves // 2):
                before = watch.memory()
        return before, watch.memory()
    finally:
        path.write_bytes(text)


def main() -> None:
    """Measure what takes minutes, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watching", description="Measure prm watch at length.")
    parser.add_argument("people", nargs="?", type=int, default=10000, help="the size of the vault (default 10000)")
    parser.add_argument("--idle", type=float, default=600, help="idle seconds (default 600)")
    parser.add_argument("--files", type=int, default=5000, help="files that git changes at once (default 5000)")
    parser.add_argument("--saves", type=int, default=10000, help="saves of one note (default 10000)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks", help="where the vaults are kept")
    said = parser.parse_args()
    at = place(said.people, said.folder.resolve())
    at.prm("due")
    found = at_length(at, said.idle, said.files, said.saves)
    print(f"{said.idle:.0f} idle seconds: {found.idle:.2f} s of processor time")
    print(f"a checkout of {said.files} files: {found.batches} batches")
    print(f"{said.saves} saves: {found.before:.0f} MB, then {found.after:.0f} MB")


if __name__ == "__main__":
    main()
