"""Measures what commands cost: python -m benchmarks [PEOPLE …]; see docs/benchmarks.md."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.place import ROOT
from benchmarks.place import Broken
from benchmarks.place import place
from benchmarks.report import page
from benchmarks.rows import ROWS
from benchmarks.section import section_of
from prm.version import VERSION

TINY = 10


def main() -> None:
    """Measure as the command line says, print the tables and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what commands cost.")
    parser.add_argument("people", nargs="*", type=int, default=[1000, 10000, 50000], help="sizes of vaults")
    parser.add_argument("--runs", type=int, default=15, help="runs of each row (default 15)")
    parser.add_argument("--patience", type=float, default=60, help="seconds for a row, then three runs do (default 60)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks", help="where the vaults are kept")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md", help="the page that is written")
    said = parser.parse_args()
    places = [place(people, said.folder.resolve()) for people in (TINY, *sorted(set(said.people)))]
    try:
        found = measure(places, ROWS, said.runs, said.patience)
    except Broken as broken:
        parser.exit(2, f"nothing was measured: {broken}\n")
    text, _ = page(places, found, said.runs, date.today().isoformat(), VERSION)
    said.output.write_text(text + section_of(said.output), encoding="utf-8")
    print(text[text.index("\n## ") :].strip())


if __name__ == "__main__":
    main()
