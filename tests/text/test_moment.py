"""Names of daily notes, written by a pattern."""

from __future__ import annotations

from datetime import date

import pytest

from prm.text.moment import written_day


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("YYYY-MM-DD", "2026-01-05"),
        ("YYYY/MM/YYYY-MM-DD dddd", "2026/01/2026-01-05 Monday"),
        ("YYYY-MM-DD ddd", "2026-01-05 Mon"),
        ("[Day] D MMMM YY", "Day 5 January 26"),
        ("Do MMM", "5th Jan"),
        ("GGGG-[W]WW-E", "2026-W02-1"),
        ("YYYY年M月D日", "2026年1月5日"),
        ("", ""),
    ],
)
def test_a_day_is_written_by_a_pattern(pattern: str, expected: str) -> None:
    assert expected == written_day(date(2026, 1, 5), pattern)


@pytest.mark.parametrize(
    ("day", "expected"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (22, "22nd")]
)
def test_ordinals(day: int, expected: str) -> None:
    assert expected == written_day(date(2026, 1, day), "Do")
