"""The rhythm two people had of themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.model.pulse import HEARD
from prm.model.pulse import WROTE
from prm.model.pulse import pulse

TODAY = date(2026, 1, 15)


def days(*said: str, mark: int = 4) -> dict[str, int]:
    return dict.fromkeys(said, mark)


WEEKS = days("2025-09-01", "2025-09-15", "2025-09-29", "2025-10-13", "2025-10-27")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (WEEKS, (14, "2025-11-24", "2026-04-13")),
        (WEEKS | days("2025-11-10", mark=WROTE), (14, "2025-11-24", "2026-04-13")),  # what I wrote is no rhythm
        (WEEKS | days("2025-11-10", mark=HEARD), (14, "2025-12-08", "2026-04-27")),
        (days("2025-09-01", "2025-09-15", "2025-09-29", "2025-10-13"), (0, "", "")),  # too few
        (days(*(f"2025-09-{day:02}" for day in range(1, 30, 2))), (0, "", "")),  # a month is no rhythm yet
        (days("2025-06-01", "2025-07-01", "2025-08-01", "2025-08-02", "2025-08-03"), (16, "2025-09-04", "2026-02-11")),
        (days("2015-01-01", "2017-01-01", "2019-01-01", "2021-01-01", "2023-01-01"), (731, "2027-01-02", "2027-01-16")),
    ],
)
def test_the_usual_gap_and_when_silence_is_a_drift(marks: dict[str, int], expected: tuple[int, str, str]) -> None:
    found = pulse(marks, (), TODAY)

    assert expected == (found.gap, found.drift, found.asleep)


def test_what_was_not_answered_and_the_months_they_wrote() -> None:
    marks = WEEKS | days("2025-11-10", "2025-12-10", mark=WROTE)

    found = pulse(marks, ("2023-12", "2024-01", "2024-02", "2026-01"), TODAY)

    assert (2, 2) == (found.unanswered, found.months)
    assert found.days.startswith("2025-12-10w2025-11-10w2025-10-27x")


@given(st.sets(st.dates(date(1, 1, 1), date(9999, 12, 31)), min_size=1, max_size=40))
def test_any_days_have_a_pulse(said: set[date]) -> None:
    found = pulse({day.isoformat(): 4 for day in said}, (), TODAY)

    assert found.drift <= found.asleep
    assert (found.gap == 0) == (found.drift == "")
