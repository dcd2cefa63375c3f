"""Takes samples of all rows in all places in turn, so that a machine that changes its speed changes it for all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.place import Cost
from benchmarks.place import NotThere
from benchmarks.place import Place
from benchmarks.rows import Row

FEWEST = 3


class Measured(NamedTuple):
    """The samples of one row in one place; none of a row that is not there yet."""

    row: Row
    costs: list[Cost]

    @property
    def seconds(self) -> float:
        return self.row.settle([cost.seconds for cost in self.costs])

    @property
    def megabytes(self) -> float:
        return max(cost.megabytes for cost in self.costs)


def measure(places: Sequence[Place], rows: Sequence[Row], runs: int, patience: float) -> list[list[Measured]]:
    """Return what each row took in each place; after `patience` seconds a row is run three times and no more."""
    for place in places:
        place.prm("due")
    found = [[Measured(row, []) for row in rows] for _ in places]
    missing: set[tuple[str, int]] = set()
    for turn in range(runs):
        for place, measured in zip(places, found, strict=True):
            print(f"round {turn + 1} of {runs}: {place.people} people", file=sys.stderr)
            for row, costs in measured:
                tired = len(costs) >= FEWEST and sum(cost.seconds for cost in costs) > patience
                if tired or (row.name, place.people) in missing:
                    continue
                try:
                    costs.append(row.sample(place))
                except NotThere:
                    missing.add((row.name, place.people))
    return found
