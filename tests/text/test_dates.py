"""Dates as people write them: every form, what is refused, and that no text at all breaks the reader."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from prm.text import days
from prm.text.cadence import Cadence
from prm.text.cadence import cadence
from prm.text.dates import Due
from prm.text.dates import PartialDate
from prm.text.dates import Refused
from prm.text.dates import age
from prm.text.dates import due
from prm.text.dates import partial
from prm.text.dates import weekday_name
from prm.text.days import DayAt
from prm.text.days import day_at
from prm.text.days import day_in_name

ORDERS = ("ymd", "mdy", "dmy")
PIECES = (
    *("2026", "-", "/", ".", "11", "20", "00", "年", "月", "日", "令和", "R8", "元", " ", "\u3000", "(金)"),
    *(
        "（土・祝）",
        "Fri",
        "Sat",
        "**",
        "[[",
        "]]",
        "|",
        "~",
        "〜",
        "to",
        "T",
        "14:00",
        ":",
        "：",
        "Apr",
        "15",
    ),
    *(
        "w",
        "ヶ月",
        "..",
        "１",
        "²",
        "\u0301",
        "\n",
        "\r",
        "9" * 5000,
        "W49",
        "?",
        "1604",
        "0",
        "_",
        "x",
        "every ",
    ),
    "\ud800",
)
NEARLY = st.from_regex(r"(\d{4}|[MTSHR]\d{1,2})[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}([-/.]\d{4})?")
ANY_TEXT = st.one_of(st.text(), NEARLY, st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def iso(text: str, order: str = "ymd") -> str:
    """What a value reads as, or why it is refused."""
    read = partial(text, order)
    return read.reason if isinstance(read, Refused) else read.iso()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026/11/20", "2026-11-20"),
        ("2026.11.20", "2026-11-20"),
        ("2026-1-2", "2026-01-02"),
        ("20261120", "2026-11-20"),
        ("２０２６－１１－２０", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("2026年 4月 1日", "2026-04-01"),
        ("２０２６年１１月２０日（金）", "2026-11-20"),
        ("令和8年11月20日", "2026-11-20"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿8年11月20日", "2026-11-20"),
        ("R8.11.20", "2026-11-20"),
        ("r8/11/20", "2026-11-20"),
        ("Ｒ８．１１．２０", "2026-11-20"),
        ("R元.5.1", "2019-05-01"),
        ("S55.4.17", "1980-04-17"),
        ("昭和55年4月17日", "1980-04-17"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成31年4月30日", "2019-04-30"),
        ("大正15年12月25日", "1926-12-25"),
        ("明治45年7月30日", "1912-07-30"),
        ("15 Apr 1990", "1990-04-15"),
        ("15th April, 1990", "1990-04-15"),
        ("Apr 15, 1990", "1990-04-15"),
        ("Apr. 15, 1990", "1990-04-15"),
        ("APRIL 15th 1990", "1990-04-15"),
        ("Sept 3, 1990", "1990-09-03"),
        ("2026-11-20 (金)", "2026-11-20"),
        ("2026-11-20（火・祝）", "2026-11-20"),
        ("2026-11-20 金曜日", "2026-11-20"),
        ("2026-11-20 金曜", "2026-11-20"),
        ("2026-11-20 Fri", "2026-11-20"),
        ("Apr 15, 1990, Sunday", "1990-04-15"),
        ("2024-01-15T10:30:00Z", "2024-01-15"),
        ("2024-01-15T10:30:00.123+09:00", "2024-01-15"),
        ("2024-01-15 14:00", "2024-01-15"),
        ("20240115T103000Z", "2024-01-15"),
        ("[[2026-11-20]]", "2026-11-20"),
        ("[[2026-11-20|that Friday]]", "2026-11-20"),
        ("**2026-11-20**", "2026-11-20"),
        ("'**[[2026-11-20]]**'", "2026-11-20"),
        (" “2026-11-20” ", "2026-11-20"),
        ("25/12/1990", "1990-12-25"),
        ("12/25/1990", "1990-12-25"),
        ("04/04/1990", "1990-04-04"),
        ("29.2.2024", "2024-02-29"),
        ("1990-04", "1990-04"),
        ("1990/04", "1990-04"),
        ("1990年4月", "1990-04"),
        ("Apr 1990", "1990-04"),
        ("令和8年11月", "2026-11"),
        ("1990", "1990"),
        ("1990年", "1990"),
        ("昭和55年", "1980"),
        ("S55", "1980"),
        ("令和元年", "2019"),
        ("04-17", "--04-17"),
        ("--04-17", "--04-17"),
        ("--0417", "--04-17"),
        ("????-04-17", "--04-17"),
        ("4月17日", "--04-17"),
        ("17 April", "--04-17"),
        ("April 17", "--04-17"),
        ("4/17", "--04-17"),
        ("02-29", "--02-29"),
        ("1604-04-17", "--04-17"),
        ("~1985", "~1985"),
        ("〜1985", "~1985"),
        ("～ 1985", "~1985"),
        ("~1985-04", "~1985-04"),
        ("03/04/1990", "ambiguous"),
        ("3.4.1990", "ambiguous"),
        ("1990-02-30", "impossible"),
        ("1990-13-01", "impossible"),
        ("1990-13", "impossible"),
        ("1990-00-10", "impossible"),
        ("2023-02-29", "impossible"),
        ("0000-04-17", "impossible"),
        ("13/13/1990", "impossible"),
        ("2月30日", "impossible"),
        ("13-45", "impossible"),
        ("17/4", "impossible"),
        ("平成50年", "impossible"),
        ("昭和70年", "impossible"),
        ("H32.1.1", "impossible"),
        ("令和0年1月1日", "impossible"),
        ("", "unreadable"),
        ("soonish", "unreadable"),
        ("04171990x", "unreadable"),
        ("may", "unreadable"),
        ("a", "unreadable"),
        ("12", "unreadable"),
        ("1604", "unreadable"),
        ("03/04/90", "unreadable"),
        ("2019-2021", "unreadable"),
        ("2026-11-20 maybe", "unreadable"),
        ("2026-11/20", "unreadable"),
        ("~~1985", "unreadable"),
        ("1990-04-17\u0301", "unreadable"),
        ("9" * 5000, "unreadable"),
    ],
)
def test_reads_a_value(text: str, expected: str) -> None:
    assert expected == iso(text)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("03/04/1990", "mdy", "1990-03-04"),
        ("03/04/1990", "dmy", "1990-04-03"),
        ("25/12/1990", "mdy", "1990-12-25"),
        ("4/17", "mdy", "--04-17"),
        ("17/4", "dmy", "--04-17"),
        ("4/17", "dmy", "impossible"),
        ("04-17", "dmy", "--04-17"),
    ],
)
def test_an_order_decides(text: str, order: str, expected: str) -> None:
    assert expected == iso(text, order)


def test_says_what_to_write_instead() -> None:
    assert (
        Refused("ambiguous", "“03/04/1990” can be two days; write 1990-03-04 or 1990-04-03"),
        Refused("impossible", "“1990-02-30” has day 30, and 1990-02 has 28 days; write one of them"),
        Refused("impossible", "“平成50年”: the era has no year 50; write the year in full, like 2038"),
        Refused(
            "unreadable",
            "“soonish” is no date that can be read; write it like 1990-04-17, 1990-04, 1990 or --04-17",
        ),
    ) == tuple(partial(text) for text in ("03/04/1990", "1990-02-30", "平成50年", "soonish"))


@pytest.mark.parametrize(
    ("text", "whole", "first", "last"),
    [
        ("1990-04-17", date(1990, 4, 17), date(1990, 4, 17), date(1990, 4, 17)),
        ("2024-02", None, date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", None, date(1900, 2, 1), date(1900, 2, 28)),
        ("2026", None, date(2026, 1, 1), date(2026, 12, 31)),
        ("9999-12", None, date(9999, 12, 1), date(9999, 12, 31)),
        ("~1990-04-17", None, date(1990, 4, 17), date(1990, 4, 17)),
        ("--04-17", None, None, None),
    ],
)
def test_knows_what_it_can_mean(text: str, whole: date | None, first: date | None, last: date | None) -> None:
    read = partial(text)
    assert isinstance(read, PartialDate)
    assert (whole, first, last) == (read.whole, read.first, read.last)


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        (PartialDate(None, 4, 17), date(2026, 4, 17), date(2026, 4, 17)),
        (PartialDate(None, 4, 17), date(2026, 4, 18), date(2027, 4, 17)),
        (PartialDate(1990, 2, 29), date(2026, 1, 1), date(2026, 2, 28)),
        (PartialDate(1992, 2, 29), date(2028, 2, 28), date(2028, 2, 29)),
        (PartialDate(1992, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (PartialDate(2030, 6, 1), date(2026, 4, 18), date(2030, 6, 1)),
        (PartialDate(None, 4, 17), date(9999, 12, 31), None),
        (PartialDate(1990, 4, None), date(2026, 1, 1), None),
        (PartialDate(1990, None, None), date(2026, 1, 1), None),
    ],
)
def test_comes_round_each_year(born: PartialDate, today: date, expected: date | None) -> None:
    assert expected == born.next_on_or_after(today)


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        (PartialDate(1990, 4, 17), date(2026, 4, 16), 35),
        (PartialDate(1990, 4, 17), date(2026, 4, 17), 36),
        (PartialDate(1992, 2, 29), date(2026, 2, 28), 34),
        (PartialDate(1992, 2, 29), date(2028, 2, 28), 35),
        (PartialDate(1990, None, None), date(2026, 1, 1), 36),
        (PartialDate(None, 4, 17), date(2026, 4, 17), None),
        (PartialDate(1985, None, None, True), date(2026, 4, 17), None),
        (PartialDate(2026, 5, 1), date(2026, 4, 17), None),
    ],
)
def test_counts_years_only_where_they_are_known(born: PartialDate, on: date, expected: int | None) -> None:
    assert expected == age(born, on)


def test_names_the_weekday() -> None:
    assert ("Tuesday", "Sunday") == (weekday_name(date(2026, 11, 24)), weekday_name(date(2026, 11, 29)))


def seen(text: str, order: str = "ymd") -> tuple[str, str, str] | None:
    """The day, the rest of the line and the marks of what `day_at` finds at its start."""
    found = day_at(text, 0, order)
    if found is None:
        return None
    marks = f"{'free ' * found.free}{'span ' * found.span}{'problem ' * bool(found.problem)}"
    marks += "" if found.weekday is None else str(found.weekday)
    return PartialDate(found.year, found.month, found.day).iso(), text[found.end :], marks.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-02 call: well", ("2026-10-02", " call: well", "")),
        ("2026-10-02: call", ("2026-10-02", ": call", "")),
        ("2026-10-02：call", ("2026-10-02", "：call", "")),
        ("2026-10-02", ("2026-10-02", "", "")),
        ("2026-10-02\r\nnext", ("2026-10-02", "\r\nnext", "")),
        ("2026-10-31 call", ("2026-10-31", " call", "")),
        ("2026-10-02\u3000電話", ("2026-10-02", "\u3000電話", "")),
        ("2026-10-02 - 14:00 call", ("2026-10-02", " - 14:00 call", "")),
        ("2026-10-02 - 3 people came", ("2026-10-02", " - 3 people came", "")),
        ("2026-10-02 - 3日ぶり", ("2026-10-02", " - 3日ぶり", "")),
        ("2026-10-02 - 24/7 line", ("2026-10-02", " - 24/7 line", "")),
        ("2026-10-02 to Ben: hello", ("2026-10-02", " to Ben: hello", "")),
        ("2026-10-02T14:00 call", ("2026-10-02", "14:00 call", "free")),
        ("2026-10-02 | call", ("2026-10-02", " | call", "")),
        ("2026-10-02, call", ("2026-10-02", ", call", "")),
        ("**2026-10-02** call", ("2026-10-02", " call", "")),
        ("**2026-10-02:** call", ("2026-10-02", " call", "")),
        ("**2026-10-02 (Fri)** call", ("2026-10-02", " call", "free 4")),
        ("[[2026-10-02]] call", ("2026-10-02", " call", "")),
        ("[[2026-10-02|that day]] call", ("2026-10-02", " call", "")),
        ("[[2026-10-02 Fri]] call", ("2026-10-02", " call", "4")),
        ("**[[2026-10-02]]** (金) call", ("2026-10-02", " call", "free 4")),
        (f"[[2026-10-02|{'x' * 150}]] call", ("2026-10-02", " call", "")),
        ("2026/8/12(水) 電話で", ("2026-08-12", " 電話で", "free 2")),
        ("2026/8/12（水・祝）電話で", ("2026-08-12", "電話で", "free 2")),
        ("2026/8/12\u3000（月祝）電話で", ("2026-08-12", "電話で", "free 0")),
        ("２０２６／８／１２：電話", ("2026-08-12", "：電話", "")),
        ("2026年8月12日電話", ("2026-08-12", "電話", "free")),
        ("2026年8月12日（水）電話", ("2026-08-12", "電話", "free 2")),
        ("令和8年8月12日 水曜日に会った", ("2026-08-12", "に会った", "free 2")),
        ("8月12日水曜 会った", ("--08-12", " 会った", "2")),
        ("2026-10-04 日曜大工をした", ("2026-10-04", " 日曜大工をした", "")),
        ("R8.11.20 電話", ("2026-11-20", " 電話", "")),
        ("S55.4.17: born", ("1980-04-17", ": born", "")),
        ("15 Apr 2026 call", ("2026-04-15", " call", "")),
        ("Apr 15, 2026 call", ("2026-04-15", " call", "")),
        ("April 15 2026: call", ("2026-04-15", ": call", "")),
        ("april 15th, 2026 Wed call", ("2026-04-15", " call", "2")),
        ("2026-10-02 Friday: call", ("2026-10-02", ": call", "4")),
        ("2026-10-02 Fri. call", ("2026-10-02", " call", "4")),
        ("2026-10-02 Thu call", ("2026-10-02", " call", "3")),
        ("2026-10-02 Friday's plan", ("2026-10-02", " Friday's plan", "")),
        ("2026-10-02 sat down with Ben", ("2026-10-02", " sat down with Ben", "")),
        ("2026-10-02 Sat down with Ben", ("2026-10-02", " Sat down with Ben", "")),
        ("2026-10-03 Sat call", ("2026-10-03", " call", "5")),
        ("2026-10-02 sat: call", ("2026-10-02", ": call", "5")),
        ("11/20 call", ("--11-20", " call", "")),
        ("11/20(金)電話", ("--11-20", "電話", "free 4")),
        ("11月20日電話", ("--11-20", "電話", "free")),
        ("1/2 cup", ("--01-02", " cup", "")),
        ("25/12/2026 party", ("2026-12-25", " party", "")),
        ("8/1〜8/5 trip", ("--08-01", "〜8/5 trip", "span")),
        ("8/1(土)～8/2(日) trip", ("--08-01", "～8/2(日) trip", "free span 5")),
        ("8月1日〜5日 trip", ("--08-01", "〜5日 trip", "free span")),
        ("2026-08-01〜2026-08-05", ("2026-08-01", "〜2026-08-05", "span")),
        ("2026-08-01 - 2026-08-05", ("2026-08-01", " - 2026-08-05", "span")),
        ("2026-08-01 to 2026-08-05", ("2026-08-01", " to 2026-08-05", "span")),
        ("2026-08-01/2026-08-05", ("2026-08-01", "/2026-08-05", "span")),
        ("2026/8/1-8/5 trip", ("2026-08-01", "-8/5 trip", "span")),
        ("2026-08-01 – 2027: abroad", ("2026-08-01", " – 2027: abroad", "span")),
        ("**2026-08-01**–**2026-08-05**", ("2026-08-01", "–**2026-08-05**", "span")),
        ("**8/1〜8/5** trip", ("--08-01", "〜8/5** trip", "span")),
        ("2026-02-30 call", ("2026-02-30", " call", "problem")),
        ("2026-13-45 call", ("2026-13-45", " call", "problem")),
        ("平成50年1月1日 call", ("2038-01-01", " call", "free problem")),
        ("2月30日 call", ("--02-30", " call", "free problem")),
        ("03/04/1990 call", ("1990-03-04", " call", "problem")),
        ("2026-10-02x", None),
        ("2026-10-02) call", None),
        ("2026-10-020", None),
        ("20261002 call", None),
        ("11-20 call", None),
        ("1990-04 call", None),
        ("2019", None),
        ("2019-2021", None),
        ("13/45 call", None),
        ("24/7 call", None),
        ("1/2/3", None),
        ("11/20/26", None),
        ("**2026-10-02 call**", None),
        ("[[2026-10-02 call]] x", None),
        ("[[Ben]]: moved", None),
        ("may be", None),
        ("April 15 call", None),
        ("ſep 15, 2026", None),
        ("call 2026-10-02", None),
        ("", None),
    ],
)
def test_reads_a_day_in_a_line(text: str, expected: tuple[str, str, str] | None) -> None:
    assert expected == seen(text)


def test_a_day_in_a_line_follows_the_order() -> None:
    assert (("--04-03", " x", ""), ("1990-04-03", " x", ""), None) == (
        seen("3/4 x", "dmy"),
        seen("03/04/1990 x", "dmy"),
        seen("11/20 x", "dmy"),
    )


def test_offsets_are_those_of_the_text() -> None:
    text = "・　**２０２６年８月１２日（水）**電話"
    found = day_at(text, 2)
    assert DayAt(2026, 8, 12, text.index("電"), True, 2, False, None) == found
    assert found is not None
    assert date(2026, 8, 12) == found.date


@pytest.mark.parametrize("text", ["2026-02-30 x", "03/04/1990 x", "11/20 x"])
def test_a_day_that_is_not_known_has_no_date(text: str) -> None:
    found = day_at(text, 0)
    assert found is not None
    assert found.date is None


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2026-11-20", (date(2026, 11, 20), "")),
        ("2026-11-20 Thu", (date(2026, 11, 20), "")),
        ("2026-11-20-Friday", (date(2026, 11, 20), "")),
        ("20261120", (date(2026, 11, 20), "")),
        ("20261120会議", (date(2026, 11, 20), "会議")),
        ("2026_11_20", (date(2026, 11, 20), "")),
        ("2026.11.20 notes", (date(2026, 11, 20), "notes")),
        ("２０２６－１１－２０　電話", (date(2026, 11, 20), "電話")),
        ("2026年11月15日（日）", (date(2026, 11, 15), "")),
        ("2026年11月15日（日）公演", (date(2026, 11, 15), "公演")),
        ("令和8年10月17日", (date(2026, 10, 17), "")),
        ("R8.11.20 稽古", (date(2026, 11, 20), "稽古")),
        ("November 20, 2026", (date(2026, 11, 20), "")),
        ("20 Nov 2026 call", (date(2026, 11, 20), "call")),
        ("2026-11-20T1030 call", (date(2026, 11, 20), "1030 call")),
        ("2024-03-15-14-30-meeting-subject", (date(2024, 3, 15), "14-30-meeting-subject")),
        ("2024-03-15-2024-budget", (date(2024, 3, 15), "2024-budget")),
        ("2026-11-21-sun-festival", (date(2026, 11, 21), "sun-festival")),
        ("Meeting 2026-11-20", (date(2026, 11, 20), "Meeting")),
        ("meeting-20261120", (date(2026, 11, 20), "meeting")),
        ("会議2026年11月20日(金)", (date(2026, 11, 20), "会議")),
        ("Meeting (2026-11-20)", (date(2026, 11, 20), "Meeting")),
        ("Meeting（2026-11-20 Fri）", (date(2026, 11, 20), "Meeting")),
        ("x" * 300 + " 2026-11-20", (date(2026, 11, 20), "x" * 300)),
        ("20-11-2026", None),
        ("03-04-1990", None),
        ("zendesk-2024-q2-support", None),
        ("notes 2026-11-20 call", None),
        ("2026-02-30", None),
        ("2026-11-200", None),
        ("v2026.11.20", None),
        ("12345678", None),
        ("10101010", None),
        ("2026-08-01〜2026-08-05 trip", None),
        ("trip 20260801-20260805", None),
        ("2026-11", None),
        ("Ada Lovelace", None),
        ("", None),
    ],
)
def test_reads_a_day_in_a_name(stem: str, expected: tuple[date, str] | None) -> None:
    assert expected == day_in_name(stem)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("30", (30, 30)), ("30d", (30, 30)), ("30 days", (30, 30)), ("2w", (14, 14)), ("3m", (90, 90))),
        *(("3 months", (90, 90)), ("1y", (365, 365)), ("weekly", (7, 7)), ("biweekly", (14, 14))),
        *(("Bi-Weekly", (14, 14)), ("monthly", (30, 30)), ("quarterly", (91, 91)), ("yearly", (365, 365))),
        *(("twice-yearly", (182, 182)), ("twice a year", (182, 182)), ("annually", (365, 365))),
        *(
            ("every month", (30, 30)),
            ("every 2 weeks", (14, 14)),
            ("“monthly”", (30, 30)),
            ("３０", (30, 30)),
        ),
        *(("4w..6w", (28, 42)), ("4w-6w", (28, 42)), ("4-6w", (28, 42)), ("30-60", (30, 60))),
        *(("2 to 3 months", (60, 90)), ("monthly..quarterly", (30, 91)), ("4w…6w", (28, 42))),
        *(
            ("毎週", (7, 7)),
            ("毎月", (30, 30)),
            ("3ヶ月", (90, 90)),
            ("3か月", (90, 90)),
            ("2週間", (14, 14)),
        ),
        *(("30日", (30, 30)), ("毎年", (365, 365)), ("半年", (182, 182)), ("3ヶ月ごと", (90, 90))),
        *(
            ("月1回", (30, 30)),
            ("30〜60日", (30, 60)),
            ("1ヶ月から2ヶ月", (30, 60)),
            ("100y", (36500, 36500)),
        ),
    ],
)
def test_reads_how_often(text: str, expected: tuple[int, int]) -> None:
    assert Cadence(*expected) == cadence(text)


@pytest.mark.parametrize("text", ["none", "Never", " none ", "なし"])
def test_reads_that_no_rhythm_is_wished(text: str) -> None:
    assert cadence(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("0", "impossible"), ("0d", "impossible"), ("101y", "impossible"), ("6w..4w", "impossible")),
        *(("9" * 150, "impossible"), ("9" * 5000, "unreadable"), ("", "unreadable"), ("often", "unreadable")),
        *(("week", "unreadable"), ("-5", "unreadable"), ("4w..", "unreadable"), ("..6w", "unreadable")),
        *(
            ("3 moons", "unreadable"),
            ("4w..5w..6w", "unreadable"),
            ("1.5", "unreadable"),
            ("every", "unreadable"),
        ),
    ],
)
def test_refuses_how_often(text: str, reason: str) -> None:
    read = cadence(text)
    assert isinstance(read, Refused)
    assert reason == read.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25", Due("2026-11-25", date(2026, 11, 25))),
        ("2026-12", Due("2026-12", date(2026, 12, 31))),
        ("2026", Due("2026", date(2026, 12, 31))),
        ("[[2026-11-25]]", Due("2026-11-25", date(2026, 11, 25))),
        ("2026-W49", Due("2026-W49", date(2026, 12, 6))),
        ("2026W49", Due("2026-W49", date(2026, 12, 6))),
        ("２０２６－Ｗ４９", Due("2026-W49", date(2026, 12, 6))),
        ("2026-W53", Due("2026-W53", date(2027, 1, 3))),
        ("令和8年12月1日", Due("2026-12-01", date(2026, 12, 1))),
    ],
)
def test_reads_when_it_is_due(text: str, expected: Due) -> None:
    assert expected == due(text)


@given(st.dates())
def test_reads_when_a_whole_day_is_due(day: date) -> None:
    expected = due(f"{day.isoformat()}T10:00")  # the same day, read in full

    actual = due(day.isoformat())

    assert expected == actual or (isinstance(expected, Refused) and isinstance(actual, Refused))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("2025-W53", "impossible"), ("2026-W00", "impossible"), ("0000-W01", "impossible")),
        *(("9999-W52", "impossible"), ("2026-02-30", "impossible"), ("03/04/2026", "ambiguous")),
        *(("4/17", "unreadable"), ("--04-17", "unreadable"), ("Q3", "unreadable"), ("soon", "unreadable")),
    ],
)
def test_refuses_when_it_is_due(text: str, reason: str) -> None:
    read = due(text)
    assert isinstance(read, Refused)
    assert reason == read.reason


def test_asks_for_the_year() -> None:
    assert Refused("unreadable", "“4/17” has no year; write it as YYYY-04-17") == due("4/17")


@given(ANY_TEXT, st.sampled_from(ORDERS))
def test_any_value_has_a_reading(text: str, order: str) -> None:
    read = partial(text, order)
    if isinstance(read, PartialDate):
        assert (read.first is None) == (read.last is None) == (read.year is None)
        age(read, date(2026, 11, 20))
        read.next_on_or_after(date(2026, 11, 20))
    cadence(text)
    due(text, order)


@given(ANY_TEXT)
def test_any_name_has_a_reading(stem: str) -> None:
    found = day_in_name(stem)
    assert found is None or found[1] in stem


@given(ANY_TEXT, st.integers(0, 20), st.sampled_from(ORDERS))
def test_any_line_has_a_reading(text: str, pos: int, order: str) -> None:
    found = day_at(text, pos, order)
    if found is not None:
        assert pos < found.end <= len(text)
        assert found.date is None or found.problem is None


MARKS = st.sampled_from((("", ""), ("[[", "]]"), ("**", "**"), ("[[", "**"), ("**", ":**"), ("**[[", "]]**")))


@given(MARKS, st.dates(), st.lists(st.sampled_from((" ", ":", "-", "to ", *PIECES, "call", "[[Ben]]")), max_size=5))
@example(("[[", "]]"), date(2026, 10, 31), [" ", "call"])
@example(("**", "**"), date(2024, 2, 29), [" ", "call"])
@example(("", ""), date(2026, 10, 31), [" ", "|"])
def test_the_usual_line_is_read_like_any_other(marks: tuple[str, str], day: date, rest: list[str]) -> None:
    line = marks[0] + f"{day:%Y}".zfill(4) + f"-{day:%m-%d}" + marks[1] + "".join(rest)
    assert days._any_day_at(line, 0, "ymd") == day_at(line, 0)


YEARS = st.integers(1, 9999).filter(lambda year: year != 1604)
SOME_DATES = st.one_of(
    st.builds(lambda day: PartialDate(day.year, day.month, day.day), st.dates().filter(lambda d: d.year != 1604)),
    st.builds(PartialDate, YEARS, st.integers(1, 12), st.none()),
    st.builds(PartialDate, YEARS, st.none(), st.none()),
    st.builds(lambda n: date(2024, 1, 1) + timedelta(n), st.integers(0, 365)).map(
        lambda day: PartialDate(None, day.month, day.day)
    ),
)


@given(SOME_DATES, st.booleans(), st.sampled_from(ORDERS))
def test_what_it_writes_it_reads(some: PartialDate, about: bool, order: str) -> None:
    some = some._replace(about=about)
    assert some == partial(some.iso(), order)


@given(st.dates())
def test_a_date_in_a_line_a_name_and_a_value_is_the_same(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.year:04d}年{day.month}月{day.day}日",
        f"{day.day} {day:%b} {day.year:04d}",
    ):
        found = day_at(text, 0)
        assert found is not None
        assert (day, (day, "")) == (found.date, day_in_name(text))


HOSTILE = (
    "1",
    "2026-",
    "2026-11-20 ",
    "[[2026-11-20|",
    "**",
    " ",
    "~",
    "2026-11-20 - ",
    "１",
    "日",
    "4w-",
    "毎 ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_lines_are_read_to_the_end(piece: str) -> None:
    # Within some ms; hours where a pattern goes over the line more than once from each place.
    text = "2026-11-20" + piece * (2_000_000 // len(piece))
    for line in (text, text[10:]):
        day_at(line, 0)
        day_in_name(line)
        partial(line)
        cadence(line)
        due(line)
