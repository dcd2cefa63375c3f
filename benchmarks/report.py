"""Makes docs/benchmarks.md of what was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence

from benchmarks.measure import Measured
from benchmarks.place import Place

MEMORY = 200
GROWTH = 1.5
HEADER = "| what | at most | budget | measured | ratio | memory | |\n|---|---|--:|--:|--:|--:|---|"
INTRODUCTION = """# Benchmarks

What commands cost on invented vaults: ten entries a person, a third of them in journals and half of those without a
head, a few people with hundreds of lines, Japanese and English, every shape of front matter. The same seed makes the
same bytes everywhere.

Whole processes, from start to end, all taken in turn within one run: machines change speed by the minute. Each figure
is the fastest of {runs} runs; of at least three where a command takes long. *click* is `python -c 'import click'`; *G*
is `git status --porcelain` on the same vault, the price of looking at every file; *the loop* is `frontmatter.load` over
every note. Memory is that of the largest process; less than the measuring process itself takes cannot be seen. The
index is warm, except where the row says that there is none.

This page is written by the command that measures. To repeat it:

    make bench                              # 1,000, 10,000 and 50,000 people; takes a while
    make bench PEOPLE="1000 10000" RUNS=5

The vaults stay in `build/benchmarks`; `make clean` removes them. To see where the time of one command goes:

    python -m benchmarks.vault 10000 some-folder
    cd some-folder
    python -c "import cProfile, prm.cli.main; cProfile.run('prm.cli.main.run([])', sort='tottime')" | head -40
    python -X importtime -m prm --help

What takes minutes has a command of its own, `python -m benchmarks.watching`: 200 saves, ten idle minutes,
a checkout of 5,000 files, 10,000 saves. It writes the last section of this page.

A row is one function and one line in `benchmarks/rows.py`.

Measured on {day} with prm {version}: {machine}.
"""


def machine() -> str:
    """Return the machine in words, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GB of memory"
    return f"{system}; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, git {git}"


def table(place: Place, measured: Sequence[Measured]) -> tuple[str, int]:
    """Return the table of one place and how many budgets were not met."""
    figures = {each.row.name: each.seconds for each in measured if each.costs}
    lines = [HEADER]
    missed = 0
    for each in measured:
        row = each.row
        if not each.costs:
            what = "not there yet" if row.limit else "not installed"
            lines.append(f"| {_code(row.name)} | {row.budget} | | {what} | | | |".replace("|  |", "| |"))
            continue
        if row.limit is None:
            lines.append(f"| {_code(row.name)} | | | {_time(each.seconds)} | | {each.megabytes:.0f} MB | |")
            continue
        limit = row.limit(figures)
        missed += each.seconds > limit
        cells = f"{_time(limit)} | {_time(each.seconds)} | {each.seconds / limit:.2f} | {each.megabytes:.0f} MB"
        lines.append(f"| {_code(row.name)} | {row.budget} | {cells} | {_met(each.seconds <= limit)} |")
    peak = max(each.megabytes for each in measured if each.costs and each.row.limit)
    missed += peak > MEMORY
    lines.append(f"| peak memory | {MEMORY} MB | | | {peak / MEMORY:.2f} | {peak:.0f} MB | {_met(peak <= MEMORY)} |")
    return "\n".join(lines), missed


def growth(places: Sequence[Place], found: Sequence[Sequence[Measured]]) -> tuple[str, int]:
    """Return the cost of one more person in each place, and how many commands grow faster than they may.

    The first place is tiny: what a command takes there is what it takes to start.
    """
    sizes = [place.people for place in places]
    heads = [f"{size:,} people" for size in sizes[1:]]
    lines = [f"| beyond its start, a person | {' | '.join(heads)} | ratio | |", f"|---|{'--:|' * len(heads)}--:|---|"]
    missed = 0
    for row in zip(*found, strict=True):
        if not row[0].row.grows or not all(each.costs for each in row):
            continue
        start = row[0].seconds
        more = [(each.seconds - start) / (size - sizes[0]) for each, size in zip(row[1:], sizes[1:], strict=True)]
        ratio = max(more) / min(more) if min(more) > 0 else float("inf")
        missed += ratio > GROWTH
        cells = " | ".join(f"{each * 1e6:.0f} µs" for each in more)
        lines.append(f"| {_code(row[0].row.name)} | {cells} | {ratio:.2f} | {_met(ratio <= GROWTH)} |")
    return "\n".join(lines), missed


def page(
    places: Sequence[Place], found: Sequence[Sequence[Measured]], runs: int, day: str, version: str
) -> tuple[str, int]:
    """Return the whole page and how many budgets were not met; the first place is only there to compare with."""
    out = [INTRODUCTION.format(runs=runs, day=day, version=version, machine=machine())]
    missed = 0
    for place, measured in list(zip(places, found, strict=True))[1:]:
        text, more = table(place, measured)
        out.append(f"## {place.people:,} people\n\n{text}\n")
        missed += more
    if len(places) > 2:
        text, more = growth(places, found)
        out.append(f"## The cost of a person\n\nWithin {GROWTH} × of one another at all sizes.\n\n{text}\n")
        missed += more
    absent = sorted({each.row.name for measured in found for each in measured if not each.costs and each.row.limit})
    out.append(f"{missed} budgets not met; not there yet: {', '.join(map(_code, absent)) or 'nothing'}.\n")
    return "\n".join(out), missed


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _met(met: bool) -> str:
    return "yes" if met else "**no**"


def _code(name: str) -> str:
    command = name.startswith(("prm", "python", "git", "khard"))
    first, comma, rest = name.partition(", ") if name.startswith("prm") else (name, "", "")
    return f"`{first}`{comma}{rest}" if command else name
