"""What templates do to values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm import filters


def test_every_filter_says_what_it_does() -> None:
    assert [name for name, function in filters.FILTERS if not function.__doc__] == []
    assert sorted(name for name, _ in filters.FILTERS) == [name for name, _ in filters.FILTERS]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain text, (1) 100%", "plain text, (1) 100%"),
        ("a_b@example.org", "a_b@example.org"),
        ("_x_ *y* __z__", r"\_x\_ \*y\* \_\_z\_\_"),
        ("# no heading", r"\# no heading"),
        ("#music", "#music"),
        ("- no item", r"\- no item"),
        ("---", r"\---"),
        ("+81 90 1234", "+81 90 1234"),
        ("1. no list", r"1\. no list"),
        ("> no quote", r"\> no quote"),
        ("a | b", r"a \| b"),
        ("[[x]] `y` <b> &amp; ~~z~~", r"\[\[x\]\] \`y\` \<b> \&amp; \~\~z\~\~"),
        ("two\r\n  lines\u2028three", "two lines three"),
        ("佐藤　愛子", "佐藤　愛子"),
        ("red\x1b[31m", r"red\[31m"),
        (None, ""),
        (7, "7"),
    ],
)
def test_markdown_shows_the_text_as_it_is(value: object, expected: str) -> None:
    assert expected == filters.md(value)


@given(st.text())
def test_escaped_text_stays_on_one_line(value: str) -> None:
    assert len(filters.md(value).splitlines()) <= 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"slug": "people/ada", "name": "Ada Lovelace"}, "[[ada|Ada Lovelace]]"),
        ({"slug": "people/Ada Lovelace", "name": "Ada Lovelace"}, "[[Ada Lovelace]]"),
        ({"slug": None, "name": "Ada *"}, r"Ada \*"),
        ({"slug": "people/ada", "name": "a|b ]] c"}, "[[ada|a/b )) c]]"),
        ({"slug": "people/a#b", "name": "Ada"}, "Ada"),
        ({"slug": "people/ada", "name": "<b>Ada</b> <3"}, "[[ada|‹b>Ada‹/b> <3]]"),
        ({"slug": "people/<b>", "name": "Ada"}, "Ada"),
        ({"slug": "orgs/acme", "text": "Acme"}, "[[acme|Acme]]"),
        ({"slug": "people/ada", "name": None}, "[[ada]]"),
    ],
)
def test_a_link_is_written_as_prm_writes_it(row: dict[str, object], expected: str) -> None:
    assert expected == filters.link(row)


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        ("2026-01-15", "15 Jan 2026", "2026年1月15日"),
        ("1990-04", "Apr 1990", "1990年4月"),
        ("1990", "1990", "1990年"),
        ("--04-17", "17 Apr", "4月17日"),
        ("~1985", "about 1985", "1985年頃"),
        ("spring", "spring", "spring"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        (None, "", ""),
    ],
)
def test_dates_are_spoken(value: object, english: str, japanese: str) -> None:
    assert (english, japanese) == (filters.spoken_date(value), filters.spoken_date(value, lang="ja"))


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [("2026-01-15", "Thu 15 Jan", "1月15日（木）"), ("1990-04", "Apr 1990", "1990年4月"), (None, "", "")],
)
def test_days_have_a_weekday(value: object, english: str, japanese: str) -> None:
    assert (english, japanese) == (filters.day(value), filters.day(value, lang="ja"))


@pytest.mark.parametrize(
    ("days", "english", "japanese"),
    [
        (0, "today", "今日"),
        (1, "yesterday", "昨日"),
        (-1, "tomorrow", "明日"),
        (13, "13 days ago", "13日前"),
        (21, "3 weeks ago", "3週間前"),
        (-21, "in 3 weeks", "3週間後"),
        (61, "2 months ago", "2か月前"),
        (730, "1 year ago", "1年前"),
        (731, "2 years ago", "2年前"),
        (None, "", ""),
    ],
)
def test_time_ago(days: int | None, english: str, japanese: str) -> None:
    assert (english, japanese) == (filters.ago(days), filters.ago(days, lang="ja"))


def test_widths() -> None:
    assert (3, 4, 1) == (filters.width("Ada"), filters.width("愛子"), filters.width("e\u0301"))
    assert ("愛子  ", "  愛子") == (filters.pad("愛子", 6), filters.pad("愛子", 6, "left"))
    assert ("愛…", "愛子", "Ada…") == (
        filters.truncate("愛子様", 4),
        filters.truncate("愛子", 4),
        filters.truncate("Ada Lovelace", 5),
    )


@given(st.text(), st.integers(1, 30))
def test_a_shortened_text_fits(value: str, columns: int) -> None:
    assert filters.width(filters.truncate(value, columns)) <= columns


def test_lists_are_joined_as_people_do() -> None:
    assert ("", "A", "A and B", "A, B and C") == tuple(
        filters.join_and(list(names)) for names in ("", "A", "AB", "ABC")
    )
    assert filters.join_and(["A", "B", "C"], lang="ja") == "A、B、C"


def test_lines_are_indented() -> None:
    assert filters.indent("a\n\nb", 2) == "a\n\n  b"
    assert filters.indent("a\nb", 2, first=True) == "  a\n  b"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("call  [[people/Ben Ito|Ben]]\nat [nine](notes/nine.md)", "call Ben at nine"),
        (" [[大野 正雄]] と\u2028散歩\x1b ", "大野 正雄 と 散歩"),
        ("plain", "plain"),
        (None, ""),
    ],
)
def test_text_from_a_note_is_made_readable(value: object, expected: str) -> None:
    assert expected == filters.plain(value)


@given(st.text())
def test_readable_text_is_one_line(value: str) -> None:
    assert len(filters.plain(value).splitlines()) <= 1


@given(st.lists(st.text(), max_size=3), st.lists(st.integers(1, 12), max_size=3))
def test_columns_hold_their_width(cells: list[str], widths: list[int]) -> None:
    line = filters.columns(cells, *widths)

    assert line == line.rstrip()
    if len(cells) <= len(widths):
        assert filters.width(line) <= sum(widths) + 2 * len(widths)


@pytest.mark.parametrize(
    ("cells", "widths", "expected"),
    [
        (["佐藤 愛子", "a", "end"], (10, 2), "佐藤 愛子   a   end"),
        (["Aiko Sato-Lindgren", "x"], (8, 3), "Aiko Sa…  x"),
        (["Aiko", "", None], (6, 3, 4), "Aiko"),
    ],
)
def test_columns(cells: list[object], widths: tuple[int, ...], expected: str) -> None:
    assert expected == filters.columns(cells, *widths)


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        ("2 weeks", "every 2 weeks", "2週間に一度"),
        ("4 to 6 weeks", "every 4 to 6 weeks", "4〜6週間に一度"),
        ("3 months", "every 3 months", "3か月に一度"),
        ("week", "every week", "週に一度"),
        ("day", "every day", "毎日"),
        ("now and then", "every now and then", "now and then"),
        ([14, 14], "every 2 weeks", "2週間に一度"),
        ([28, 42], "every 4 to 6 weeks", "4〜6週間に一度"),
        ([7, 7], "every week", "週に一度"),
        ([10, 10], "every 10 days", "10日に一度"),
        (None, "", ""),
    ],
)
def test_a_rhythm_is_said_in_words(value: object, english: str, japanese: str) -> None:
    assert english == filters.rhythm(value)
    assert japanese == filters.rhythm(value, lang="ja")


@pytest.mark.parametrize(
    ("value", "other", "expected"),
    [
        ("2026-01-13", "2026-01-15", 2),
        ("2026-01-15", "2026-01-13", -2),
        ("2026-01", "2026-01-15", None),
        (None, "", None),
    ],
)
def test_days_between_dates(value: object, other: object, expected: int | None) -> None:
    assert expected == filters.days_to(value, other)


def test_thousands() -> None:
    assert ["0", "999", "3,736", "-1,000,000"] == [filters.thousands(number) for number in (0, 999, 3736, -1000000)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("call [[Tom]] about the keys", "call", True),
        ("had a long lunch", "meal", False),
        ("had a lunch with [[Tom]]", "meal", True),
        ("called", "call", True),
        ("callous words", "call", False),
        ("お茶、[[Tom]]も", "coffee", True),
        ("お電話で公演の件", "call", True),
        ("the keys again", "call", False),
        ("no answer", "tried", False),
        ("kendo practice", "kendo", True),
        ("", "call", False),
        ("call", None, False),
    ],
)
def test_says(text: str, kind: str | None, expected: bool) -> None:
    assert expected == filters.says(text, kind)
