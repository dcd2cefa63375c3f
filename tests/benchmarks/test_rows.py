"""Every row can be measured, and what was measured is told as it is; no time decides a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.measure import Measured
from benchmarks.measure import measure
from benchmarks.place import Broken
from benchmarks.place import Cost
from benchmarks.place import NotThere
from benchmarks.place import Place
from benchmarks.place import place
from benchmarks.report import growth
from benchmarks.report import page
from benchmarks.report import table
from benchmarks.rows import ROWS
from benchmarks.rows import Row
from prm.cli.main import COMMANDS

NOWHERE = Place(10, "", "", "", "")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place(50, tmp_path_factory.mktemp("benchmarks"))


def test_every_row_yields_a_figure(small: Place) -> None:
    commands = {entry.name for entry in COMMANDS}
    (measured,) = measure([small], ROWS, runs=1, patience=0)
    absent = {each.row.name for each in measured if not each.costs}
    text, _ = page([small, small], [measured, measured], 1, "2026-01-15", "0")

    assert all(cost.seconds > 0 and cost.megabytes > 0 for each in measured for cost in each.costs)
    assert absent <= {"khard birthdays", "ripgrep, one word", "prm who"} - {f"prm {name}" for name in commands}
    assert [] == [each.row.name for each in measured if each.row.name.partition(",")[0] not in text]
    assert not any(secret in text for secret in (small.vault, str(Path.home())))


def test_a_place_is_made_once(small: Place) -> None:
    mark = Path(small.vault, "prm.toml")
    before = mark.stat().st_mtime_ns

    assert small == place(50, Path(small.beside).parent)
    assert before == mark.stat().st_mtime_ns


def test_a_command_that_fails_is_not_measured(small: Place) -> None:
    with pytest.raises(Broken, match="nobody"):
        small.prm("show", "Nobody At All")


def test_a_command_that_is_still_to_come_is_not_there(small: Place) -> None:
    with pytest.raises(NotThere):
        small.prm("no-such-command")


def row(name: str, limit: float | None, *, grows: bool = False) -> Row:
    return Row(name, lambda place: Cost(0, 0), "so much", (lambda of: limit) if limit is not None else None, grows)


def test_budgets_are_held_against_the_fastest_run() -> None:
    measured = [
        Measured(row("base", None), [Cost(0.05, 10)]),
        Measured(row("prm quick", 0.2), [Cost(0.3, 10), Cost(0.1, 90)]),
        Measured(row("prm slow", 0.2), [Cost(0.3, 10), Cost(0.5, 250)]),
        Measured(row("prm later", 0.2), []),
    ]
    text, missed = table(NOWHERE, measured)

    assert 2 == missed
    assert [
        "| base | | | 50 ms | | 10 MB | |",
        "| `prm quick` | so much | 200 ms | 100 ms | 0.50 | 90 MB | yes |",
        "| `prm slow` | so much | 200 ms | 300 ms | 1.50 | 250 MB | **no** |",
        "| `prm later` | so much | | not there yet | | | |",
        "| peak memory | 200 MB | | | 1.25 | 250 MB | **no** |",
    ] == text.split("\n")[2:]


def test_the_cost_of_a_person_may_not_grow() -> None:
    places = [Place(size, "", "", "", "") for size in (10, 1010, 10_010)]
    even, steep = row("even", 1, grows=True), row("steep", 1, grows=True)
    found = [
        [Measured(even, [Cost(start, 1)]), Measured(steep, [Cost(start + dear, 1)])]
        for start, dear in ((0.1, 0), (0.2, 0), (1.1, 1))
    ]
    text, missed = growth(places, found)

    assert 1 == missed
    assert ["| even | 100 µs | 100 µs | 1.00 | yes |", "| steep | 100 µs | 200 µs | 2.00 | **no** |"] == (
        text.split("\n")[2:]
    )


def test_a_slow_row_is_run_three_times_and_the_rest_as_often_as_asked(small: Place) -> None:
    quick = Row("quick", lambda place: Cost(1, 1))
    slow = Row("slow", lambda place: Cost(9, 1))
    (measured,) = measure([small], [quick, slow], runs=6, patience=20)

    assert [6, 3] == [len(each.costs) for each in measured]
