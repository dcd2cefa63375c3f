"""A `prm watch` that is measured: how long from a save to a fresh digest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from queue import Empty
from queue import Queue
from typing import Any

from benchmarks.place import Broken
from benchmarks.place import Cost
from benchmarks.place import Place

SAVES = 20
"""How many saves a sample has."""
PROMISE = "\n\n## Promises\n\n- [ ] @me the {number}. thing due:2001-01-01\n"
"""A line that every daily digest shows first, whatever else there is."""
Found = tuple[str, str, int, int, str]
"""What tells one finding from another."""
_PATIENCE = 120.0
_QUIET = 5.0


class Watch:
    """A running `prm watch` that keeps a digest fresh, and what it has said."""

    def __init__(self, at: Place, process: subprocess.Popen[str], digest: Path) -> None:
        self.at, self.process, self.digest = at, process, digest
        self.batches: Queue[dict[str, Any]] = Queue()
        self.findings: Counter[Found] = Counter()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                batch = json.loads(line)
                self.findings.subtract(map(found_of, batch["gone"]))
                self.findings.update(map(found_of, batch["appeared"]))
                self.batches.put(batch)

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

    def rest(self) -> int:
        """Return how many batches come until none has come for a while."""
        count = 0
        with suppress(Broken):
            while self.batch(_PATIENCE if count == 0 else _QUIET):
                count += 1
        return count

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
    with watching(at) as watch:
        took = latencies(watch, SAVES)
        return Cost(percentile(took, 0.95), watch.memory() if os.path.exists("/proc") else 0.001)


def latencies(watch: Watch, saves: int) -> list[float]:
    """Save a note so many times; return the times until the digest says so, in order."""
    path = Path(watch.at.typical_file)
    before = path.read_bytes()
    took: list[float] = []
    try:
        for number in range(saves):
            line = PROMISE.format(number=number)
            start = time.perf_counter()
            path.write_bytes(before + line.encode())
            took.append(watch.fresh(f"the {number}. thing", start))
            watch.batch()
    finally:
        path.write_bytes(before)
    return sorted(took)


def percentile(took: list[float], share: float) -> float:
    """Return the time within which a share of sorted times lies."""
    return took[int(share * len(took))]


def found_of(finding: dict[str, Any]) -> Found:
    """Return what tells a finding of JSON from another."""
    return finding["code"], finding["path"], finding["line"], finding["column"], finding["message"]
