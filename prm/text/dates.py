"""Dates as people write them, in English and Japanese: in values, lines and file names; and rhythms."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal
from typing import NamedTuple
from unicodedata import normalize

_LONGEST = 200  # no date or rhythm is longer; more is not looked at
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:size]: at for size in (3, 9) for at, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS["sept"] = 9
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS = {name.lower(): at for at, name in enumerate(_DAY_NAMES)}
_WEEKDAYS |= {name[:3]: at for name, at in _WEEKDAYS.items()}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_WEEKDAYS |= {sign: at for at, sign in enumerate("月火水木金土日")}
_ALSO_WORDS = ("wed", "sat", "sun")  # “sat down with her” holds no weekday
_ERAS = {  # the year before its first, and how many years it has
    **dict.fromkeys(("明治", "m"), (1867, 45)),
    **dict.fromkeys(("大正", "t"), (1911, 15)),
    **dict.fromkeys(("昭和", "s"), (1925, 64)),
    **dict.fromkeys(("平成", "h"), (1988, 31)),
    **dict.fromkeys(("令和", "r"), (2018, 99)),
}


class Refused(NamedTuple):
    """Why a value was not taken: what is wrong and what to write instead."""

    reason: Literal["ambiguous", "impossible", "unreadable"]
    message: str


class PartialDate(NamedTuple):
    """A date of which parts may be unknown; `about` is a date that is only roughly so."""

    year: int | None
    month: int | None
    day: int | None
    about: bool = False

    def iso(self) -> str:
        """Return `1990-04-17`, `1990-04`, `1990` or `--04-17`, behind a `~` where it is only about then."""
        parts = ["-" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "~" * self.about + "-".join(parts)

    @property
    def whole(self) -> date | None:
        """The day, where all of it is known for sure."""
        known = self.month is not None and self.day is not None and not self.about
        return self.first if known else None

    @property
    def first(self) -> date | None:
        """The earliest day it can mean; None where the year is unknown."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date | None:
        """The latest day it can mean; None where the year is unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or _month_days(self.year, month))

    def next_on_or_after(self, today: date) -> date | None:
        """Return its next yearly day, never before its own year.

        29 February falls on the 28th in other years.
        """
        if self.month is None or self.day is None:
            return None
        year = max(today.year, self.year or 0)
        found = _in_year(year, self.month, self.day)
        if found < today:
            return _in_year(year + 1, self.month, self.day) if year < date.max.year else None
        return found


class DayAt(NamedTuple):
    """A day that stands in a line: `end` is the offset behind it, its weekday and its closing marks.

    `free`: nothing need part it from what follows. `weekday`: as written, Monday being 0. `span`: it is
    joined to another date. `problem`: why it is no day of the calendar, or not a clear one.
    """

    year: int | None
    month: int
    day: int
    end: int
    free: bool
    weekday: int | None
    span: bool
    problem: str | None

    @property
    def date(self) -> date | None:
        """The day itself; None without a year, or where there is a problem."""
        return None if self.year is None or self.problem else date(self.year, self.month, self.day)


class Cadence(NamedTuple):
    """How often, in days: at least and at most so many lie between two contacts."""

    least: int
    most: int


class Due(NamedTuple):
    """When something is due: in ISO form (`2026-11-25`, `2026-12`, `2026-W49`), and the last day in time."""

    text: str
    last: date


class _Read(NamedTuple):
    """What one form means: a date that may lack parts, where it ends, if it ends in 日, and what is wrong."""

    year: int | None
    month: int | None
    day: int | None
    end: int
    free: bool
    refused: Refused | None


def weekday_name(day: date) -> str:
    """Return the English name of the day of the week."""
    return _DAY_NAMES[day.weekday()]


def age(born: PartialDate, on: date) -> int | None:
    """Return the years reached on a day; None before birth or where the year is not known for sure.

    Where only the year or month of birth is known, the birthday counts as its first possible day.
    """
    if born.year is None or born.about or on.year < born.year:
        return None
    had = on >= _in_year(on.year, born.month or 1, born.day or 1)
    years = on.year - born.year - (not had)
    return years if years >= 0 else None


def _month_days(year: int | None, month: int) -> int:
    common = month == 2 and year is not None and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
    return 28 if common else _MONTH_DAYS[month - 1]


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, _month_days(year, month)))


# --- The written forms. All are matched against text whose full-width signs were made narrow, one for one.

_WIDE = re.compile("[\uff01-\uff5e\u3000\u00a0]")
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr]) ?(?P<count>\d{1,2}|元)"
_YEAR_KANJI = rf"(?:(?P<year>\d{{4}})|{_ERA}) ?年"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMERIC = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_LOW_LINES = re.compile(r"(?P<year>\d{4})_(?P<month>\d{1,2})_(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_KANJI = re.compile(rf"{_YEAR_KANJI} ?(?P<month>\d{{1,2}})月 ?(?P<day>\d{{1,2}})日")
_ERA_SHORT = re.compile(rf"{_ERA}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)")
_DAY_NAME_YEAR = re.compile(rf"{_NTH} {_NAME},? (?P<year>\d{{4}})(?!\d)")
_NAME_DAY_YEAR = re.compile(rf"{_NAME} {_NTH},? (?P<year>\d{{4}})(?!\d)")
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)")
_MONTH_DAY_KANJI = re.compile(r"(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日")
_MONTH_DAY = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/])")
_NAMED = (_NUMERIC, _KANJI, _ERA_SHORT, _DAY_NAME_YEAR, _NAME_DAY_YEAR)
_WHOLE = (*_NAMED, _YEAR_LAST)
_IN_LINE = (*_WHOLE, _MONTH_DAY_KANJI, _MONTH_DAY)
_IN_VALUE = (*_WHOLE, _COMPACT)
_IN_FILE_NAME = (*_NAMED, _LOW_LINES, _COMPACT)
_PARTS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
    re.compile(rf"{_YEAR_KANJI} ?(?P<month>\d{{1,2}})月"),
    re.compile(rf"{_ERA}[-/.](?P<month>\d{{1,2}})"),
    re.compile(r"(?P<year>\d{4})(?: ?年)?"),
    re.compile(rf"{_ERA}(?: ?年)?"),
    re.compile(r"(?:--|\?{4}-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"--(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(rf"{_NAME},? (?P<year>\d{{4}})"),
    re.compile(rf"{_NTH} {_NAME}"),
    re.compile(rf"{_NAME} {_NTH}"),
    _MONTH_DAY_KANJI,
    _MONTH_DAY,
)


def _narrow_sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(code - 0xFEE0) if code > 0xFF00 else " "


def _narrow(text: str) -> str:
    """Return the text with full-width signs made narrow, every offset staying what it was."""
    return text if text.isascii() else _WIDE.sub(_narrow_sign, text)


def _fault(year: int | None, month: int, day: int | None, shown: str) -> Refused | None:
    if year == 0:
        return Refused("impossible", f"“{shown}” has the year 0000; where the year is unknown write --MM-DD")
    if not 1 <= month <= 12:
        return Refused("impossible", f"“{shown}” has month {month}; write a month from 1 to 12")
    most = _month_days(year, month)
    if day is None or 1 <= day <= most:
        return None
    where = f"month {month}" if year is None else f"{year:04d}-{month:02d}"
    return Refused("impossible", f"“{shown}” has day {day}, and {where} has {most} days; write one of them")


def _era_year(era: str, count: str, shown: str) -> tuple[int, Refused | None]:
    before, years = _ERAS[era.lower()]
    nth = 1 if count == "元" else int(count)
    if 1 <= nth <= years:
        return before + nth, None
    known = f"has no year {nth}; write the year in full, like {before + max(1, nth)}"
    return before + nth, Refused("impossible", f"“{shown}”: the era {known}")


def _by_order(one: int, two: int, year: int | None, order: str, shown: str) -> tuple[int, int, Refused | None]:
    """Tell month from day: by which reading is possible where the year is given, else by `order`."""
    month, day = (two, one) if order == "dmy" else (one, two)
    fault = _fault(year, month, day, shown)
    if year is None:
        return month, day, fault
    if _fault(year, day, month, shown) is None and month != day:
        if fault is not None:
            return day, month, None
        if order not in ("mdy", "dmy"):
            ways = " or ".join(f"{year:04d}-{a:02d}-{b:02d}" for a, b in ((month, day), (day, month)))
            return month, day, Refused("ambiguous", f"“{shown}” can be two days; write {ways}")
    return month, day, fault


def _reading(found: re.Match[str], order: str) -> _Read | None:
    """Return what the named groups of a match mean; None where its word is no month."""
    had, shown, refused = found.groupdict(), found.group(), None
    year = int(had["year"]) if had.get("year") else None
    if had.get("era"):
        year, refused = _era_year(had["era"], had["count"], shown)
    month = int(had["month"]) if had.get("month") else None
    day = int(had["day"]) if had.get("day") else None
    if had.get("name"):
        month = _MONTHS.get(had["name"].lower())
        if month is None:
            return None
    if had.get("one"):
        month, day, fault = _by_order(int(had["one"]), int(had["two"]), year, order, shown)
    else:
        fault = _fault(year, 1 if month is None else month, day, shown)
    return _Read(year, month, day, found.end(), shown[-1] == "日", refused or fault)


def _first(forms: tuple[re.Pattern[str], ...], text: str, at: int, order: str) -> _Read | None:
    """Return the reading of the first form that begins at an offset."""
    for form in forms:
        found = form.match(text, at)
        if found is not None and (read := _reading(found, order)) is not None:
            return read
    return None


# --- The weekday behind a date, and what else may follow.

_BLANKS = r"[ \t]{0,8}"
_NEXT = r"(?=[ \t\r\n:—–\-·|,]|[~〜/] ?\d|\*\*|\]\]|\Z)"
_FOLLOWED = re.compile(r"[ \t\r\n:—–\-·|,]|\Z")
_BESIDE = r"(?:曜日?)?(?:[・･,、/][^()\r\n]{1,8}|祝日?|休)?"
_IN_PARENTHESES = re.compile(_BLANKS + rf"\([ \t]?(?:([月火水木金土日]){_BESIDE}|([A-Za-z]{{3,9}})\.?)[ \t]?\)")
_KANJI_DAY = re.compile(_BLANKS + r"([月火水木金土日])曜(?:(日)|" + _NEXT + ")")
_ENGLISH_DAY = re.compile(r"(?:,?[ \t]{1,8})?([A-Za-z]{3,9})\.?" + _NEXT + r"(?!-[A-Za-z])")
_ENGLISH_DAY_IN_NAME = re.compile(r"[-_, ]{1,3}([A-Za-z]{3,9})(?![A-Za-z0-9'’])")
_LONE = re.compile(_BLANKS + r"(?:[:—–\-·|,\r\n]|[~〜/] ?\d|\d{1,2}[:時]|午[前後]|\*\*|\]\]|\Z)")


class _Weekday(NamedTuple):
    end: int
    number: int
    free: bool


def _weekday(text: str, at: int, day: date | None, english: re.Pattern[str] = _ENGLISH_DAY) -> _Weekday | None:
    """Read a weekday behind the date that ends at an offset."""
    if found := _IN_PARENTHESES.match(text, at):
        number = _WEEKDAYS.get(found.group(1) or found.group(2).lower())
        return None if number is None else _Weekday(found.end(), number, True)
    if found := _KANJI_DAY.match(text, at):
        return _Weekday(found.end(), _WEEKDAYS[found.group(1)], found.group(2) is not None)
    if found := english.match(text, at):
        word = found.group(1)
        number = _WEEKDAYS.get(word.lower())
        lone = english is _ENGLISH_DAY and _LONE.match(text, found.end()) is not None
        if number is not None and (lone or _is_weekday(word, number, day, english is not _ENGLISH_DAY)):
            return _Weekday(found.end(), number, False)
    return None


def _is_weekday(word: str, number: int, day: date | None, in_name: bool) -> bool:
    """Tell Sat from sat: a word that means something else too must fit the day and, in a line, be a name."""
    if word.lower() not in _ALSO_WORDS:
        return True
    return (in_name or word[0].isupper()) and (day is None or day.weekday() == number)


def _day_of(read: _Read) -> date | None:
    if read.year is None or read.month is None or read.day is None or read.refused:
        return None
    return date(read.year, read.month, read.day)


_JOINT = re.compile(_BLANKS + r"(-{1,3}|[–—~〜/]|to(?![A-Za-z]))" + _BLANKS + r"(?:\*\*)?(?:\[\[)?")
_YEAR_ALONE = re.compile(r"(?:19\d\d|20\d\d|2100)(?![\d円人])")
_DAY_ALONE = re.compile(r"\d{1,2}日(?![間目後前ぶ])")


def _joined(text: str, at: int, order: str) -> bool:
    """Tell whether the date that ends at an offset is joined to another date, day or year."""
    joint = _JOINT.match(text, at)
    if joint is None:
        return False
    read = _first(_IN_LINE, text, joint.end(), order)
    if read is not None and (read.year is not None or read.refused is None):
        return True
    if _YEAR_ALONE.match(text, joint.end()):
        return True
    spaced = joint.group()[0] in " \t" and joint.group(1) not in "~〜"
    return not spaced and _DAY_ALONE.match(text, joint.end()) is not None


# --- A value that is a date.

_ABOUT = ("~", "〜")
_WRAPPINGS = (("[[", "]]"), ("**", "**"), *zip("\"'“‘「『", "\"'”’」』", strict=True))
_SECONDS = r"(?::[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?|[0-5]\d[0-6]\d)"
_CLOCK = re.compile(rf"[T ] *(?:[01]?\d|2[0-4]){_SECONDS}(?: ?(?:[Zz]|[+-]\d\d:?\d\d))?\Z")


def _shown(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:39] + "…"


def _unwrap(text: str) -> str:
    """Return a value without blanks, quotes, bold and link marks around it, in compatibility form."""
    text = text.strip()
    text = normalize("NFKC", text).strip() if len(text) <= _LONGEST else ""
    inside = False
    while not inside:
        inside = True
        for left, right in _WRAPPINGS:
            if len(text) > len(left + right) and text.startswith(left) and text.endswith(right):
                text = text[len(left) : -len(right)].strip()
                text = text.partition("|")[0].strip() if left == "[[" else text
                inside = False
    return text


def _value(text: str, order: str) -> _Read | None:
    """Return what a whole value means, a weekday and a time behind it left out."""
    if read := _first(_IN_VALUE, text, 0, order):
        named = _weekday(text, read.end, _day_of(read))
        end = named.end if named else read.end
        if end == len(text) or _CLOCK.match(text, end):
            return read
    for form in _PARTS:
        found = form.fullmatch(text)
        if found is not None and (read := _reading(found, order)) is not None:
            return read
    return None


def partial(text: str, order: str = "ymd") -> PartialDate | Refused:
    """Read a value that is a whole or partial date, in any form of the format."""
    value = _unwrap(text)
    about = value.startswith(_ABOUT)
    read = _value(value[1:].lstrip() if about else value, order)
    if read is None:
        known = "write it like 1990-04-17, 1990-04, 1990 or --04-17"
        return Refused("unreadable", f"“{_shown(text)}” is no date that can be read; {known}")
    if read.refused is not None:
        return read.refused
    if read.year != 1604:
        return PartialDate(read.year, read.month, read.day, about)
    if read.day is None:
        return Refused(
            "unreadable", f"“{_shown(text)}”: the year 1604 means no year; write month and day, like --04-17"
        )
    return PartialDate(None, read.month, read.day, about)


_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")


def due(text: str, order: str = "ymd") -> Due | Refused:
    """Read when something is due: a date with its year, whole or partial, or an ISO week."""
    if found := _WEEK.fullmatch(_unwrap(text)):
        return _week(int(found.group(1)), int(found.group(2)), text)
    read = partial(text, order)
    if isinstance(read, Refused):
        return read
    if read.last is None:
        return Refused("unreadable", f"“{_shown(text)}” has no year; write it as YYYY{read.iso().lstrip('~')[1:]}")
    return Due(read.iso(), read.last)


def _week(year: int, week: int, text: str) -> Due | Refused:
    try:
        return Due(f"{year:04d}-W{week:02d}", date.fromisocalendar(year, week, 7))
    except (ValueError, OverflowError):
        return Refused("impossible", f"“{_shown(text)}”: there is no such week; write one from W01 to W52, or a day")


# --- A day that begins a line.

_WORD_DAYS = "[Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un"
_USUAL_NEXT = rf"[\[*]|(?!{_WORD_DAYS}|to[ \t\d*\[]|.曜)[^\W\d_\uff01-\uff5e]"
_USUAL = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?=:| (?:{_USUAL_NEXT})|[\r\n]|\Z)")
_MAY_BEGIN = re.compile(
    r"(?:\*\*)?(?:\[\[)?(?:\d{1,4}[-/.年月 snrt\uff0d\uff0f\uff0e\u3000\u00a0]|[明大昭平令\uff21-\uff5a]"
    r"|[MTSHRmtshr][ \d元]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|[\uff0a\uff3b]"
)
_OPENED = re.compile(r"(\*\*)?(\[\[)?")
_LINK_END = re.compile(r"(?:\|[^\[\]\r\n]*)?\]\]")
_BOLD_END = re.compile(r":?\*\*")
_TIME_MARK = re.compile(r"T(?=\d\d?:\d\d)")


def day_at(text: str, pos: int, order: str = "ymd") -> DayAt | None:
    """Read the date that begins at an offset of a line, with its weekday; None where there is none.

    A blank, a stop or the end must follow, except behind 日, a weekday in parentheses, or the `T` of a time.
    """
    if found := _USUAL.match(text, pos):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        if year and 1 <= month <= 12 and 1 <= day <= 28:
            return DayAt(year, month, day, found.end(), False, None, False, None)
    elif _MAY_BEGIN.match(text, pos) is None:
        return None
    return _any_day_at(text, pos, order)


def _any_day_at(text: str, pos: int, order: str) -> DayAt | None:
    line = _narrow(text[pos : pos + 100])
    opened = _OPENED.match(line)
    at = opened.end() if opened else 0
    closings = [_LINK_END] if line[at - 2 : at] == "[[" else []
    closings += [_BOLD_END] if line.startswith("**") else []
    if _LINK_END in closings:
        line = _narrow(text[pos : pos + 100 + _LONGEST])
    read = _first(_IN_LINE, line, at, order)
    if read is None or (read.refused and read.year is None and not read.free):
        return None
    found = _behind(line, read, closings, order)
    if found is None or read.month is None or read.day is None:
        return None
    end, free, weekday, span = found
    problem = read.refused.message if read.refused else None
    return DayAt(read.year, read.month, read.day, pos + end, free, weekday, span, problem)


def _behind(
    line: str, read: _Read, closings: list[re.Pattern[str]], order: str
) -> tuple[int, bool, int | None, bool] | None:
    """Return where a date with weekday and closing marks ends, if it is free, its weekday, and if a span."""
    at, free, weekday = read.end, read.free, None
    for closing in (*closings, None):
        named = _weekday(line, at, _day_of(read)) if weekday is None else None
        if named is not None:
            at, weekday, free = named
        closed = closing.match(line, at) if closing else None
        if closed is None:
            break
        at = closed.end()
    if _joined(line, at, order):
        return at, free, weekday, True
    if closing is not None:
        return None
    if mark := _TIME_MARK.match(line, at):
        return mark.end(), True, weekday, False
    return (at, free, weekday, False) if free or _FOLLOWED.match(line, at) else None


# --- A day in the name of a file.

_SEPARATORS = " \t\u3000\u00a0-_–—:：,，、.．・·"
_DIGIT = re.compile(r"\d")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z\d]")
_BEFORE_TIME = re.compile(r"T(?=\d)")
_LONGEST_DAY = 60


class _NameDay(NamedTuple):
    day: date
    end: int
    span: bool


def _name_day(name: str, at: int) -> _NameDay | None:
    read = _first(_IN_FILE_NAME, name, at, "ymd")
    day = _day_of(read) if read else None
    if read is None or day is None or (_COMPACT.match(name, at) and not 1900 <= day.year <= 2100):
        return None
    named = _weekday(name, read.end, day, _ENGLISH_DAY_IN_NAME)
    end, free = (named.end, named.free) if named else (read.end, read.free)
    span = _joins_day(name, end)
    if mark := _BEFORE_TIME.match(name, end):
        return _NameDay(day, mark.end(), span)
    return None if not free and _LETTER_OR_DIGIT.match(name, end) else _NameDay(day, end, span)


def _joins_day(name: str, at: int) -> bool:
    """Tell whether a whole date is joined on; other numbers in a name are often something else."""
    joint = _JOINT.match(name, at)
    read = _first(_IN_FILE_NAME, name, joint.end(), "ymd") if joint else None
    day = _day_of(read) if read else None
    return day is not None and 1900 <= day.year <= 2100


def day_in_name(stem: str) -> tuple[date, str] | None:
    """Return the whole date at the start or end of a file's name, and the rest of it; None for a span."""
    if _DIGIT.search(stem) is None:
        return None
    found = _name_day(_narrow(stem[:_LONGEST_DAY]), 0)
    if found is not None:
        return None if found.span else (found.day, stem[found.end :].strip(_SEPARATORS))
    return _day_at_end(stem)


def _day_at_end(stem: str) -> tuple[date, str] | None:
    before = max(0, len(stem) - _LONGEST_DAY)
    tail = _narrow(stem[before:])
    for at in range(1, len(tail)):
        if _LETTER_OR_DIGIT.match(tail[at - 1]):
            continue
        found = _name_day(tail, at)
        if found is None:
            continue
        if found.span:
            return None
        enclosed = tail[at - 1] == "(" and tail[found.end :] == ")"
        if found.end == len(tail) or enclosed:
            return found.day, stem[: before + at - enclosed].strip(_SEPARATORS)
    return None


# --- How often.

_CADENCES = {
    **dict.fromkeys(("daily", "毎日"), 1),
    **dict.fromkeys(("weekly", "毎週", "週1回"), 7),
    **dict.fromkeys(("biweekly", "fortnightly", "隔週"), 14),
    **dict.fromkeys(("monthly", "毎月", "月1回"), 30),
    **dict.fromkeys(("隔月",), 60),
    **dict.fromkeys(("quarterly", "四半期", "毎四半期"), 91),
    **dict.fromkeys(("twiceyearly", "twiceayear", "halfyearly", "halfayear", "半年", "年2回"), 182),
    **dict.fromkeys(("yearly", "annually", "annual", "毎年", "年1回"), 365),
}
_UNITS = {
    **dict.fromkeys(("d", "day", "days", "日"), 1),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "週", "週間"), 7),
    **dict.fromkeys(("m", "mo", "month", "months", "ヶ月", "か月", "カ月", "ヵ月", "ケ月", "箇月"), 30),
    **dict.fromkeys(("q", "quarter", "quarters"), 91),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "年", "年間"), 365),
}
_MOST_DAYS = 36500
_EVERY = re.compile(r"\A(?:every |毎)|(?:ごと|おき)\Z|に1(?:回|度)\Z")
_TERM = re.compile(r"(\d*) ?([^\W\d_]*)")
_RANGE = re.compile(r" ?(?:\.{2,3}|[-–—~〜]| to |から) ?")


def _named_days(term: str) -> int | None:
    return _CADENCES.get(re.sub(r"[-_ ]", "", _EVERY.sub("", term))) or _CADENCES.get(re.sub(r"[-_ ]", "", term))


def _days(term: str, unit: str = "") -> int | None:
    """Return the days of `monthly`, `3 months`, `every week` or `30`, the last in `unit` if one is given."""
    if named := _named_days(term):
        return named
    found = _TERM.fullmatch(_EVERY.sub("", term))
    if found is None or not found.group():
        return None
    each = _UNITS.get(found.group(2) or unit or "d")
    if each is None or (not found.group(1) and found.group() == term):
        return None
    return int(found.group(1) or 1) * each


def cadence(text: str) -> Cadence | Refused | None:
    """Read how often to be in touch; None where it says never."""
    value = " ".join(_unwrap(text).lower().split())
    if value in ("none", "never", "なし"):
        return None
    least = most = _days(value)
    if most is None:
        first, *rest = _RANGE.split(value, maxsplit=1)
        last = rest[0] if rest else ""
        found = _TERM.fullmatch(last)
        least, most = _days(first, found.group(2) if found else ""), _days(last)
    if least is None or most is None:
        known = "write it like 30d, 2w, 3 months, monthly, 4w..6w or none"
        return Refused("unreadable", f"“{_shown(text)}” does not say how often; {known}")
    if not 0 < least <= most <= _MOST_DAYS:
        known = "write one day to 100 years, the shorter first"
        return Refused("impossible", f"“{_shown(text)}” cannot be how often; {known}")
    return Cadence(least, most)
