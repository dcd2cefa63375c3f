"""Stretches of days that come every year."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.text.dates import Refused
from prm.text.window import Window
from prm.text.window import window


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12-01..12-20", Window((12, 1), (12, 20))),
        (" 12-15 .. 01-07 ", Window((12, 15), (1, 7))),
        ("7/1〜7/15", Window((7, 1), (7, 15))),
        ("12月15日〜1月7日", Window((12, 15), (1, 7))),
        ("3-1 to 3-20", Window((3, 1), (3, 20))),
        ("02-29..03-01", Window((2, 29), (3, 1))),
    ],
)
def test_a_window_is_read(text: str, expected: Window) -> None:
    assert expected == window(text)
    assert expected == window(str(expected))


@pytest.mark.parametrize("text", ["", "12-01", "12-01..", "12-32..12-40", "2025..2026", "12-01..12-20..12-25", "soon"])
def test_what_is_no_window_is_refused(text: str) -> None:
    assert isinstance(window(text), Refused)


days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))


@given(days, days, st.integers(-5, 10005))
def test_a_window_lies_in_its_year_and_may_cross_into_the_next(
    first: tuple[int, int], last: tuple[int, int], year: int
) -> None:
    found = Window(first, last).beginning_in(year)
    if not 1 <= year <= 9999 - (last < first):
        assert found is None
        return
    assert found is not None
    begin, end = found

    assert (year, year + (last < first)) == (begin.year, end.year)
    assert timedelta(0) <= end - begin <= timedelta(366)
    for day, said in ((begin, first), (end, last)):
        assert said == (day.month, day.day) or (said, day.month, day.day) == ((2, 29), 2, 28)
