"""Measures `prm watch` at length: python -m benchmarks.watching; writes the last section of docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.place import COMMIT
from benchmarks.place import ROOT
from benchmarks.place import Broken
from benchmarks.place import Place
from benchmarks.place import place
from benchmarks.report import machine
from benchmarks.section import put_section
from benchmarks.watch import PROMISE
from benchmarks.watch import Watch
from benchmarks.watch import found_of
from benchmarks.watch import latencies
from benchmarks.watch import percentile
from benchmarks.watch import watching
from prm.version import VERSION

LATENCY, IDLE, FLAT = 0.4, 0.2, 1.1
"""The budgets: seconds to a fresh digest, processor seconds of ten idle minutes, growth of memory over many saves."""


class Long(NamedTuple):
    """What takes minutes: times of single saves, processor seconds of idle time, batches of a checkout, megabytes."""

    took: list[float]
    idle: float
    batches: int
    before: float
    after: float


def at_length(at: Place, single: int, idle: float, files: int, saves: int) -> Long:
    """Save a note, leave `prm watch` alone for `idle` seconds, let git change many files, save one note many times.

    In the end what it said must add up to what is wrong; raises Broken where it does not.
    """
    _branch(at, files)
    with watching(at) as watch:
        took = latencies(watch, single)
        watch.rest()
        start = watch.processor()
        time.sleep(idle)
        rested = watch.processor() - start
        batches = max(_checkout(watch, "more"), _checkout(watch, "-"))
        before, after = _saves(watch, saves)
        watch.rest()
        said = +watch.findings
    at.prm("check", "--format", "json")
    if said != Counter(map(found_of, json.loads(at.printed()))):
        raise Broken("what prm watch said is not what prm check finds")
    return Long(took, rested, batches, before, after)


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
    return watch.rest()


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


def section(found: Long, said: argparse.Namespace) -> str:
    """Return the section of the page."""
    half, most = percentile(found.took, 0.5), percentile(found.took, 0.95)
    rows = (
        (f"{len(found.took)} saves, to the fresh digest: half of them", "", f"{half * 1000:.0f} ms", None),
        ("95 of a hundred, debounce of 100 ms included", "400 ms", f"{most * 1000:.0f} ms", most <= LATENCY),
        (f"{said.idle:.0f} idle seconds", "0.2 s of processor time", f"{found.idle:.2f} s", found.idle <= IDLE),
        (f"a checkout of {said.files:,} files", "1 batch", str(found.batches), found.batches == 1),
        (f"{said.saves:,} saves, memory", "flat", f"{found.before:.0f} MB, then {found.after:.0f} MB",
         found.after <= FLAT * found.before),
    )  # fmt: skip
    cells = "".join(
        f"| {what} | {budget} | {measured} | {'' if met is None else 'yes' if met else '**no**'} |\n"
        for what, budget, measured, met in rows
    )
    return (
        f"`python -m benchmarks.watching {said.people}` on {date.today()} with prm {VERSION}, {machine()}.\n"
        f"In the end what it had said added up to what `prm check` finds.\n\n"
        f"| what | at most | measured | |\n|---|---|--:|---|\n{cells}"
    )


def main() -> None:
    """Measure what takes minutes, and write it into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watching", description="Measure prm watch at length.")
    parser.add_argument("people", nargs="?", type=int, default=10000, help="the size of the vault (default 10000)")
    parser.add_argument("--latencies", type=int, default=200, help="single saves that are timed (default 200)")
    parser.add_argument("--idle", type=float, default=600, help="idle seconds (default 600)")
    parser.add_argument("--files", type=int, default=5000, help="files that git changes at once (default 5000)")
    parser.add_argument("--saves", type=int, default=10000, help="saves of one note (default 10000)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks", help="where the vaults are kept")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md", help="the page to write into")
    said = parser.parse_args()
    at = place(said.people, said.folder.resolve())
    at.prm("due")
    found = at_length(at, said.latencies, said.idle, said.files, said.saves)
    put_section(said.output, section(found, said))
    print(section(found, said))


if __name__ == "__main__":
    main()
