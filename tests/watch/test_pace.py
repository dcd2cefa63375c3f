from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from prm.watch.pace import BUSY
from prm.watch.pace import CAP
from prm.watch.pace import FULL
from prm.watch.pace import GRACE
from prm.watch.pace import MANY
from prm.watch.pace import QUIET
from prm.watch.pace import TICK
from prm.watch.pace import Heard
from prm.watch.pace import Pace
from prm.watch.pace import hear
from prm.watch.pace import hold
from prm.watch.pace import is_due
from prm.watch.pace import pause
from prm.watch.pace import ready_at
from prm.watch.pace import rested

DAY, NEXT = date(2026, 1, 15), date(2026, 1, 16)
CALM = Pace(DAY, 0.0)


def test_a_burst_is_looked_at_once_it_is_quiet() -> None:
    pace = hear(hear(CALM, [Heard("a.md")], 10.0), [Heard("b.md"), Heard("a.md")], 10.05)

    assert {"a.md", "b.md"} == pace.paths
    assert 10.05 + QUIET == ready_at(pace)
    assert not is_due(pace, 10.1, DAY)
    assert is_due(pace, 10.05 + QUIET, DAY)


def test_quiet_is_counted_from_when_it_was_heard() -> None:
    pace = hear(CALM, [Heard("a.md", 10.0), Heard("b.md", 10.3)], 12.0)

    assert (10.0, 10.3) == (pace.first, pace.last)
    assert is_due(pace, 12.0, DAY)


def test_nothing_heard_changes_nothing() -> None:
    assert hear(CALM, [], 10.0) == CALM


@given(st.lists(st.floats(0.001, 0.099), min_size=30, max_size=200))
def test_a_steady_writer_is_looked_at_after_two_seconds(gaps: list[float]) -> None:
    now, pace = 10.0, hear(CALM, [Heard("a.md")], 10.0)
    for gap in gaps:
        now += gap
        if is_due(pace, now, DAY):
            break
        pace = hear(pace, [Heard("a.md")], now)

    assert (now >= 10.0 + CAP) == is_due(pace, now, DAY)


def test_a_folder_an_overflow_and_many_names_mean_everything() -> None:
    assert hear(CALM, [Heard("a.md"), Heard()], 1.0).whole
    assert hear(CALM, [Heard(f"{number}.md") for number in range(MANY + 1)], 1.0).whole
    assert frozenset() == hear(CALM, [Heard("a.md"), Heard()], 1.0).paths


def test_everything_is_looked_at_every_ten_minutes() -> None:
    assert not is_due(CALM, FULL - 1, DAY)
    assert is_due(CALM, FULL, DAY)
    assert rested(CALM, FULL, DAY, full=True).looked == FULL
    assert rested(CALM, 5.0, DAY, full=False).looked == 0.0


def test_another_day_is_a_reason_to_look_but_not_in_the_middle_of_a_burst() -> None:
    assert is_due(CALM, 1.0, NEXT)
    assert not is_due(hear(CALM, [Heard("a.md")], 1.0), 1.05, NEXT)


def test_waiting_is_short_in_a_burst_and_never_longer_than_a_tick() -> None:
    assert pause(CALM, 1.0) == TICK
    assert 0 < pause(hear(CALM, [Heard("a.md")], 1.0), 1.0) <= QUIET + 1e-9
    assert pause(CALM, FULL + 1) == 0.0


def test_a_file_that_is_missing_is_given_a_second_and_git_fifteen() -> None:
    pace = hear(CALM, [Heard("a.md")], 10.0)

    assert hold(pace, 10.1, unsettled=False, busy=False) is None
    held = hold(pace, 10.1, unsettled=True, busy=False)
    assert held is not None
    assert ready_at(held) == 10.1 + QUIET
    assert hold(pace, 10.0 + GRACE, unsettled=True, busy=False) is None
    assert hold(pace, 10.0 + GRACE, unsettled=True, busy=True) is not None
    assert hold(pace, 10.0 + BUSY, unsettled=True, busy=True) is None


def test_a_look_by_the_clock_can_be_held_too() -> None:
    held = hold(CALM, FULL, unsettled=True, busy=False)

    assert held is not None
    assert (FULL, FULL + QUIET) == (held.first, ready_at(held))


def test_after_a_look_nothing_is_left_of_the_burst() -> None:
    pace = hear(CALM, [Heard("a.md"), Heard()], 10.0)

    assert Pace(NEXT, 0.0) == rested(pace, 10.2, NEXT, full=False)
