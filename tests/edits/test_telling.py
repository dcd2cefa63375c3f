"""The day that a line tells."""

from __future__ import annotations

from datetime import date

import pytest

from prm.edits.capture.telling import is_relative
from prm.edits.capture.telling import lacks_year
from prm.edits.capture.telling import told

TODAY = date(2026, 1, 15)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("yesterday: called Ben", "2026-01-14", "called Ben"),
        ("2026-01-10 called Ben", "2026-01-10", "called Ben"),
        ("2026-01-10: yesterday called Ben", "2026-01-09", "called Ben"),
        ("had lunch with Ben yesterday", "2026-01-14", "had lunch with Ben"),
        ("called Ben last friday.", "2026-01-09", "called Ben"),
        ("called Ben 3 days ago", "2026-01-12", "called Ben"),
        ("called Ben on Monday", "2026-01-12", "called Ben"),
        ("昨日、佐藤さんと電話", "2026-01-14", "佐藤さんと電話"),
        ("昨日佐藤さんと電話", "2026-01-14", "佐藤さんと電話"),
        ("11月3日 佐藤さんと電話", "2025-11-03", "佐藤さんと電話"),
        ("called Ben", "", "called Ben"),
        ("called Ben, he moved in yesterday", "", "called Ben, he moved in yesterday"),
        ("called Ben who moved in yesterday", "", "called Ben who moved in yesterday"),
    ],
)
def test_the_day_and_the_rest(text: str, day: str, rest: str) -> None:
    said = told(text, TODAY, "ymd")

    assert (day, rest, "") == (said.day.isoformat() if said.day else "", said.text, said.problem)


@pytest.mark.parametrize(
    ("text", "loose"),
    [("called Ben, he moved in yesterday", "yesterday"), ("佐藤さんと昨日電話", "昨日"), ("called Ben", "")],
)
def test_words_of_a_day_inside_a_line_are_named(text: str, loose: str) -> None:
    assert loose == told(text, TODAY, "ymd").loose


@pytest.mark.parametrize("text", ["last week: lunch with Ben", "2026-02-30 lunch", "next friday lunch"])
def test_what_is_no_single_day_is_a_problem(text: str) -> None:
    said = told(text, TODAY, "ymd")

    assert (None, True) == (said.day, bool(said.problem))


@pytest.mark.parametrize(
    ("text", "relative", "yearless"),
    [
        ("yesterday: x", True, False),
        ("friday: x", True, False),
        ("x yesterday", True, False),
        ("11/16 x", False, True),
        ("November 3 x", False, True),
        ("2026-01-10 x", False, False),
        ("x", False, False),
    ],
)
def test_what_a_day_counts_from(text: str, relative: bool, yearless: bool) -> None:
    assert (relative, yearless) == (is_relative(text, TODAY, "ymd"), lacks_year(text, TODAY, "ymd"))
