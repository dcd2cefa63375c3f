"""Spoken dates: every phrase in both directions, what is refused, and that no text at all breaks the reader."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.text.dates import Due
from prm.text.dates import due
from prm.text.forms import Refused
from prm.text.spoken import Leading
from prm.text.spoken import Spoken
from prm.text.spoken import leading
from prm.text.spoken import spoken

THURSDAY = date(2026, 1, 15)

# phrase | in a log | in a promise; “-” is None, an empty last column is the same as the one before
TABLE = """
today | 2026-01-15
Yesterday | 2026-01-14
tomorrow | 2026-01-16
last night | 2026-01-14
the day before yesterday | 2026-01-13
day before yesterday | 2026-01-13
the day  after tomorrow | 2026-01-17
on yesterday | 2026-01-14
monday | 2026-01-12 | 2026-01-19
tuesday | 2026-01-13 | 2026-01-20
wednesday | 2026-01-14 | 2026-01-21
thursday | 2026-01-15 | 2026-01-15
friday | 2026-01-09 | 2026-01-16
saturday | 2026-01-10 | 2026-01-17
Sunday | 2026-01-11 | 2026-01-18
mon | 2026-01-12 | 2026-01-19
tue | 2026-01-13 | 2026-01-20
tues | 2026-01-13 | 2026-01-20
wed | 2026-01-14 | 2026-01-21
thu | 2026-01-15 | 2026-01-15
thurs | 2026-01-15 | 2026-01-15
FRI | 2026-01-09 | 2026-01-16
sat | 2026-01-10 | 2026-01-17
sun | 2026-01-11 | 2026-01-18
on friday | 2026-01-09 | 2026-01-16
by fri | - | 2026-01-16
until friday | - | 2026-01-16
last friday | 2026-01-09
last thursday | 2026-01-08
last wed | 2026-01-14
this past monday | 2026-01-12
this friday | 2026-01-16
this monday | 2026-01-12 | 2026-01-19
next thursday | 2026-01-22
next monday | 2026-01-19
coming friday | 2026-01-16
friday next week | 2026-01-23
friday last week | 2026-01-09
next week friday | 2026-01-23
monday of this week | 2026-01-12
1 day ago | 2026-01-14
3 days ago | 2026-01-12
2 weeks ago | 2026-01-01
three weeks ago | 2025-12-25
1 month ago | 2025-12-15
twelve months ago | 2025-01-15
2 years ago | 2024-01-15
a week ago | 2026-01-08
a couple of days ago | 2026-01-13
couple of weeks ago | 2026-01-01
a year ago | 2025-01-15
0 days ago | 2026-01-15
in 3 days | 2026-01-18
in two weeks | 2026-01-29
in a week | 2026-01-22
in 2 months | 2026-03-15
a week from today | 2026-01-22
3w | - | 2026-02-05
2d | - | 2026-01-17
1m | - | 2026-02-15
1y | - | 2027-01-15
+3w | - | 2026-02-05
10 days | - | 2026-01-25
a month | - | 2026-02-15
last week | 2026-W02
this week | 2026-W03
next week | 2026-W04
last month | 2025-12
next month | 2026-02
last year | 2025
next year | 2027
end of month | 2025-12-31 | 2026-01-31
end of this month | 2026-01-31
end of next month | 2026-02-28
the end of the week | 2026-01-11 | 2026-01-18
end of the year | 2025-12-31 | 2026-12-31
weekend | 2026-01-11 | 2026-01-18
the weekend | 2026-01-11 | 2026-01-18
last weekend | 2026-01-11
this weekend | 2026-01-18
the 4th | 2026-01-04 | 2026-02-04
on the 4th | 2026-01-04 | 2026-02-04
4th | 2026-01-04 | 2026-02-04
the 15th | 2026-01-15 | 2026-01-15
the 31st | 2025-12-31 | 2026-01-31
the 4th of last month | 2025-12-04
4 March | 2025-03-04 | 2026-03-04
March 4 | 2025-03-04 | 2026-03-04
Mar 4th | 2025-03-04 | 2026-03-04
march the 4th | 2025-03-04 | 2026-03-04
the 4th of March | 2025-03-04 | 2026-03-04
15 jan | 2026-01-15 | 2026-01-15
29 Feb | 2024-02-29 | 2028-02-29
2026-01-16 | 2026-01-16
2026/1/5 | 2026-01-05
2026.01.05 | 2026-01-05
20260105 | 2026-01-05
15 Apr 1990 | 1990-04-15
Apr 15, 1990 | 1990-04-15
on 4 March 2024 | 2024-03-04
[[2026-01-12]] | 2026-01-12
**2026-01-12** | 2026-01-12
2026-01-12 14:00 | 2026-01-12
2026-01-12 (Mon) | 2026-01-12
2026-01-12 Mon | 2026-01-12
Friday, 9 January 2026 | 2026-01-09
yesterday (Wed) | 2026-01-14
2026-W34 | 2026-W34
2026W34 | 2026-W34
W34 | 2025-W34 | 2026-W34
W03 | 2026-W03
week 2 | 2026-W02 | 2027-W02
w53 | 2020-W53 | 2026-W53
2026-03 | 2026-03
March 2026 | 2026-03
2026 | 2026
11/3 | 2025-11-03 | 2026-11-03
--04-17 | 2025-04-17 | 2026-04-17
今日 | 2026-01-15
本日 | 2026-01-15
昨日 | 2026-01-14
きのう | 2026-01-14
昨夜 | 2026-01-14
一昨日 | 2026-01-13
おととい | 2026-01-13
さきおととい | 2026-01-12
明日 | 2026-01-16
あした | 2026-01-16
明後日 | 2026-01-17
あさって | 2026-01-17
しあさって | 2026-01-18
先週 | 2026-W02
今週 | 2026-W03
来週 | 2026-W04
先々週 | 2026-W01
再来週 | 2026-W05
先月 | 2025-12
今月 | 2026-01
来月 | 2026-02
先々月 | 2025-11
再来月 | 2026-03
去年 | 2025
昨年 | 2025
今年 | 2026
来年 | 2027
先週の金曜 | 2026-01-09
先週の金曜日 | 2026-01-09
先週金曜 | 2026-01-09
今週の土曜 | 2026-01-17
来週の月曜 | 2026-01-19
再来週の水曜日 | 2026-01-28
先々週の日曜 | 2026-01-04
3日前 | 2026-01-12
３日前 | 2026-01-12
三日前 | 2026-01-12
十日前 | 2026-01-05
二十一日前 | 2025-12-25
3日後 | 2026-01-18
2週間前 | 2026-01-01
二週間前 | 2026-01-01
1週後 | 2026-01-22
1か月前 | 2025-12-15
3ヶ月後 | 2026-04-15
一年前 | 2025-01-15
半年前 | 2025-07-15
月末 | 2025-12-31 | 2026-01-31
今月末 | 2026-01-31
来月末 | 2026-02-28
先月末 | 2025-12-31
週末 | 2026-01-11 | 2026-01-18
先週末 | 2026-01-11
今週末 | 2026-01-18
11月3日 | 2025-11-03 | 2026-11-03
１１月３日 | 2025-11-03 | 2026-11-03
十一月三日 | 2025-11-03 | 2026-11-03
1月15日 | 2026-01-15
11月3日(月) | 2025-11-03 | !
3日 | 2026-01-03 | 2026-02-03
3日に | 2026-01-03 | 2026-02-03
三十一日 | 2025-12-31 | 2026-01-31
金曜 | 2026-01-09 | 2026-01-16
木曜日 | 2026-01-15
金曜までに | - | 2026-01-16
先月の15日 | 2025-12-15
来月3日 | 2026-02-03
去年の11月3日 | 2025-11-03
来年の3月 | 2027-03
3週間 | - | 2026-02-05
1か月 | - | 2026-02-15
2026年1月15日 | 2026-01-15
2026年1月15日（木） | 2026-01-15
令和8年1月15日 | 2026-01-15
R8.1.15 | 2026-01-15
令和元年5月1日 | 2019-05-01
昨日（水） | 2026-01-14
2026年3月 | 2026-03
may | -
march | -
sat down | -
second | -
an hour ago | -
a few days ago | -
12 | -
the 4 | -
a | -
R8 | -
~2026-03 | -
noon | -
soon | -
13 days old | -
friday night drinks | -
日 | -
月 | -
昨日と今日 | -
日曜大工 | -
next friday | !
next weekend | !
03/04/1990 | !
2026-02-30 | !
2026-13-01 | !
30 February | !
2月30日 | !
13月1日 | !
今年の13月 | !
the 32nd | !
32日 | !
31st of next month | !
来月の30日 | !
W54 | !
2026-W54 | !
2026年1月15日(金) | !
2026-01-15 (Fri) | !
friday 15 January 2026 | !
昨日(金) | !
9999 years ago | !
in 9999999999 days | !
99999999年後 | !
"""


def _written(said: Spoken | Refused | None) -> str:
    return "-" if said is None else "!" if isinstance(said, Refused) else said.text


def _rows() -> list[tuple[str, bool, str]]:
    rows = []
    for row in TABLE.strip().splitlines():
        phrase, past, *future = (cell.strip() for cell in row.split(" | "))
        rows += [(phrase, False, past), (phrase, True, future[0] if future else past)]
    return rows


@pytest.mark.parametrize(("phrase", "ahead", "expected"), _rows())
def test_a_phrase_means(phrase: str, ahead: bool, expected: str) -> None:
    assert expected == _written(spoken(phrase, THURSDAY, ahead=ahead))


@pytest.mark.parametrize(
    ("today", "phrase", "ahead", "expected"),
    [
        (date(2026, 3, 31), "1 month ago", False, "2026-02-28"),
        (date(2024, 3, 31), "1か月前", False, "2024-02-29"),
        (date(2024, 2, 29), "a year ago", False, "2023-02-28"),
        (date(2026, 12, 31), "in 2 months", True, "2027-02-28"),
        (date(2026, 12, 31), "tomorrow", True, "2027-01-01"),
        (date(2026, 1, 1), "yesterday", False, "2025-12-31"),
        (date(2026, 1, 1), "last month", False, "2025-12"),
        (date(2026, 12, 15), "来月", True, "2027-01"),
        (date(2026, 1, 1), "last week", False, "2025-W52"),
        (date(2026, 12, 28), "this week", False, "2026-W53"),
        (date(2026, 3, 1), "the 31st", False, "2026-01-31"),
        (date(2026, 2, 1), "the 30th", True, "2026-03-30"),
        (date(2026, 1, 31), "月末", False, "2026-01-31"),
        (date(2026, 1, 31), "end of month", True, "2026-01-31"),
        (date(2026, 1, 16), "friday", False, "2026-01-16"),
        (date(2026, 1, 16), "fri", True, "2026-01-16"),
        (date(2026, 1, 16), "last friday", False, "2026-01-09"),
        (date(2026, 1, 16), "next friday", True, "2026-01-23"),
        (date(2026, 1, 17), "next friday", True, "2026-01-23"),
        (date(2026, 1, 17), "this friday", True, "2026-01-23"),
        (date(2026, 1, 17), "this friday", False, "2026-01-16"),
        (date(2026, 1, 17), "weekend", False, "2026-01-18"),
        (date(2026, 1, 18), "last weekend", False, "2026-01-11"),
        (date(2026, 1, 18), "next weekend", True, "2026-01-25"),
        (date(2026, 1, 18), "今週の月曜", False, "2026-01-12"),
        (date(1, 1, 1), "yesterday", False, "!"),
        (date(9999, 12, 31), "明日", True, "!"),
        (date(9999, 12, 31), "this week", True, "!"),
        (date(9999, 12, 31), "March 4", True, "!"),
        (date(9999, 12, 31), "the 4th", True, "!"),
        (date(1, 1, 1), "11月3日", False, "!"),
    ],
)
def test_the_ends_of_months_and_years(today: date, phrase: str, ahead: bool, expected: str) -> None:
    assert expected == _written(spoken(phrase, today, ahead=ahead))


def test_a_span_has_a_first_and_a_last_day() -> None:
    assert Spoken(date(2026, 1, 5), date(2026, 1, 11), "2026-W02") == spoken("last week", THURSDAY, ahead=False)
    assert Spoken(date(2026, 2, 1), date(2026, 2, 28), "2026-02") == spoken("来月", THURSDAY, ahead=True)
    assert Spoken(date(2026, 1, 17), date(2026, 1, 18), "2026-01-18") == spoken("weekend", THURSDAY, ahead=True)


def test_the_order_tells_month_from_day() -> None:
    assert date(1990, 4, 3) == _day(spoken("03/04/1990", THURSDAY, ahead=False, order="dmy"))
    assert date(2025, 4, 3) == _day(spoken("3/4", THURSDAY, ahead=False, order="dmy"))
    assert date(2025, 3, 4) == _day(spoken("3/4", THURSDAY, ahead=False))


def _day(said: Spoken | Refused | None) -> date | None:
    return said.first if isinstance(said, Spoken) else None


@pytest.mark.parametrize(
    ("phrase", "reason", "parts"),
    [
        ("next friday", "ambiguous", ("2026-01-16", "2026-01-23", "friday next week")),
        ("next weekend", "ambiguous", ("2026-01-18", "2026-01-25")),
        ("03/04/1990", "ambiguous", ("1990-03-04", "1990-04-03")),
        ("昨日(金)", "impossible", ("2026-01-14", "Wednesday", "Friday")),
        ("Fri, 15 January 2026", "impossible", ("2026-01-15", "Thursday", "Friday")),
        ("来月の30日", "impossible", ("2026-02", "28")),
        ("W54", "impossible", ("W52",)),
        ("9999 years ago", "impossible", ("1 to 9999",)),
    ],
)
def test_a_refusal_says_what_to_do(phrase: str, reason: str, parts: tuple[str, ...]) -> None:
    said = spoken(phrase, THURSDAY, ahead=False)
    assert isinstance(said, Refused)
    assert reason == said.reason
    assert [] == [part for part in parts if part not in said.message]
    assert "write" in said.message


@pytest.mark.parametrize(
    ("line", "text", "rest"),
    [
        ("yesterday: called Ben --min 20", "2026-01-14", "called Ben --min 20"),
        ("  yesterday:  called", "2026-01-14", "called"),
        ("on the 4th had lunch", "2026-01-04", "had lunch"),
        ("the 4th: lunch", "2026-01-04", "lunch"),
        ("last Friday coffee with Aiko", "2026-01-09", "coffee with Aiko"),
        ("Friday - drinks", "2026-01-09", "drinks"),
        ("Friday 9 Jan lunch", "2026-01-09", "lunch"),
        ("on sat lunch", "2026-01-10", "lunch"),
        ("sun: walk", "2026-01-11", "walk"),
        ("mon, call", "2026-01-12", "call"),
        ("Today was good", "2026-01-15", "was good"),
        ("today", "2026-01-15", ""),
        ("yesterday 14:00 call", "2026-01-14", "14:00 call"),
        ("2026-01-12T14:00 call", "2026-01-12", "14:00 call"),
        ("2026-01-12 (Mon) call", "2026-01-12", "call"),
        ("[[2026-01-12]] lunch", "2026-01-12", "lunch"),
        ("4 May lunch", "2025-05-04", "lunch"),
        ("March 4th — moved", "2025-03-04", "moved"),
        ("1/12 call", "2026-01-12", "call"),
        ("three weeks ago called", "2025-12-25", "called"),
        ("last week had lunch", "2026-W02", "had lunch"),
        ("this week: busy", "2026-W03", "busy"),
        ("2026-W02: busy", "2026-W02", "busy"),
        ("2025-12: busy", "2025-12", "busy"),
        ("昨日、健さんと昼食", "2026-01-14", "健さんと昼食"),
        ("昨日：昼食", "2026-01-14", "昼食"),
        ("昨日は健さんと昼食", "2026-01-14", "健さんと昼食"),
        ("昨日の夜、健さんと", "2026-01-14", "夜、健さんと"),
        ("昨日はじめて会った", "2026-01-14", "はじめて会った"),
        ("昨日18時から飲み", "2026-01-14", "18時から飲み"),
        ("11月3日 お茶", "2025-11-03", "お茶"),
        ("１１月３日\u3000お茶", "2025-11-03", "お茶"),
        ("11月3日(月)お茶", "2025-11-03", "お茶"),
        ("11月3日健さんとお茶", "2025-11-03", "健さんとお茶"),
        ("3日に健さんと", "2026-01-03", "健さんと"),
        ("3日前の夜に飲んだ", "2026-01-12", "夜に飲んだ"),
        ("先週の金曜に健さんと", "2026-01-09", "健さんと"),
        ("先週、健さんと", "2026-W02", "健さんと"),
        ("2026-01-12(火) お茶", "!", "お茶"),
        ("2026-01-32: x", "!", "x"),
        ("昨日(金)、お茶", "!", "お茶"),
        ("yesterday and today we met", "!", " and today we met"),
        ("Mon-Fri conference", "!", "-Fri conference"),
        ("昨日と今日は旅行", "!", "と今日は旅行"),
    ],
)
def test_a_line_begins_with_a_day(line: str, text: str, rest: str) -> None:
    found = leading(line, THURSDAY)
    assert found is not None
    assert (text, rest) == (_written(found.said), line[found.end :])


@pytest.mark.parametrize(
    "line",
    [
        *("may come on Friday", "march past", "4 may come to dinner", "sat down with her", "sun came out", "mon ami"),
        *("second time", "an hour ago", "one of them called", "last sat down with Ben", "the 4th floor", "wed Ben"),
        *("on the 4th floor met Ben", "the 4th time we met", "friday-night drinks", "Monday's meeting", "todays"),
        *("last week's dinner", "this week we met", "in a week we meet", "weekend trip", "1/2 hour call", "3w of rain"),
        *("24/7 support", "2026 was good", "12 people came", "had lunch", "", "   ", "ago", "on", "the", "last"),
        *(
            "今日子さんと昼食",
            "明日香に会った",
            "11月3日間",
            "11月3日生まれ",
            "3日間旅行",
            "3日前の話をした",
            "先週の飲み会",
        ),
        *("今年は忙しい", "日曜大工", "月が綺麗", "一日中寝た", "一人で", "金曜日版", "十分話した"),
    ],
)
def test_a_line_only_looks_like_it(line: str) -> None:
    assert leading(line, THURSDAY) is None


def test_only_a_single_day_is_a_day() -> None:
    one, span = leading("yesterday: x", THURSDAY), leading("last week: x", THURSDAY)
    refused = leading("2026-01-32: x", THURSDAY)
    assert one is not None
    assert span is not None
    assert refused is not None
    assert [date(2026, 1, 14), None, None] == [one.day, span.day, refused.day]
    assert Leading(Spoken(date(2026, 1, 16), date(2026, 1, 16), "2026-01-16"), 5) == leading(
        "fri: x", THURSDAY, ahead=True
    )


PHRASES = tuple(row.split(" | ")[0].strip() for row in TABLE.strip().splitlines())
NOT_AGAIN = ("tomorrow", "next", "coming", "this", "in ", "from", "end of this", "明", "来", "あ", "後", "今週", "今月")
PIECES = (*PHRASES, " ", "(", ")", "（金）", "and", "-", ":", "、", "の", "に", "of", "9" * 30, "İ", "\n", "\x00", "ſ")
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
DAYS = st.dates()


@given(TEXTS, DAYS, st.booleans(), st.sampled_from(("ymd", "mdy", "dmy")))
def test_any_text_is_read(text: str, today: date, ahead: bool, order: str) -> None:
    said = spoken(text, today, ahead=ahead, order=order)
    if isinstance(said, Spoken):
        assert said.first <= said.last
        assert Due(said.text, said.last) == due(said.text)
    found = leading(text, today, ahead=ahead, order=order)
    assert found is None or 0 < found.end <= len(text)


@given(st.sampled_from(PHRASES), DAYS)
def test_what_comes_again_is_on_the_side_asked_for(phrase: str, today: date) -> None:
    past, future = spoken(phrase, today, ahead=False), spoken(phrase, today, ahead=True)
    if isinstance(past, Spoken) and isinstance(future, Spoken) and past != future:
        assert past.first <= today or phrase.startswith(NOT_AGAIN)
        assert future.last >= today


@given(st.sampled_from([row for row in PHRASES if not any(ch.isdecimal() for ch in row)]), DAYS)
def test_the_past_is_meant_unless_the_phrase_says_so(phrase: str, today: date) -> None:
    said = spoken(phrase, today, ahead=False)
    if isinstance(said, Spoken) and not any(word in phrase for word in NOT_AGAIN):
        assert said.first <= today


@given(DAYS, DAYS, st.booleans())
def test_what_is_written_is_read_back(day: date, today: date, ahead: bool) -> None:
    week = day.isocalendar()
    for text in (day.isoformat(), f"{day:%Y-%m}".zfill(7), f"{day.year:04d}"):
        if day.year != 1604:
            assert text == _written(spoken(text, today, ahead=ahead))
    text = f"{week.year:04d}-W{week.week:02d}"
    assert _written(spoken(text, today, ahead=ahead)) in (text, "!")


@pytest.mark.parametrize(
    "piece",
    ["1", " ", "一", "last ", "(", ")", "昨日と", "mon and ", "1月", "[[", "the day ", "a couple of ", "の", "+"],
)
def test_hostile_lines_take_no_longer(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    spoken(text, THURSDAY, ahead=False)
    leading(text, THURSDAY)
    leading("yesterday" + text, THURSDAY)
    assert time.perf_counter() - start < 1
