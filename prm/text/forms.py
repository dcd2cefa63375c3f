"""The forms in which dates are written, in English and Japanese, and the weekday behind them."""

import re
from datetime import date
from typing import Literal
from typing import NamedTuple
from unicodedata import normalize

from prm.text.pattern import Pattern

LONGEST = 200  # no date or rhythm is longer; more is not looked at
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:size]: at for size in (3, 9) for at, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS["sept"] = 9
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS = {name.lower(): at for at, name in enumerate(DAY_NAMES)}
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
_WRAPPINGS = (("[[", "]]"), ("**", "**"), *zip("\"'“‘「『", "\"'”’」』", strict=True))


class Refused(NamedTuple):
    """Why a value was not taken: what is wrong and what to write instead."""

    reason: Literal["ambiguous", "impossible", "unreadable"]
    message: str


class Reading(NamedTuple):
    """What one form means: a date that may lack parts, where it ends, if it ends in 日, and what is wrong."""

    year: int | None
    month: int | None
    day: int | None
    end: int
    free: bool
    refused: Refused | None


def month_days(year: int | None, month: int) -> int:
    """Return how many days a month has, February 29 where the year is unknown."""
    common = month == 2 and year is not None and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
    return 28 if common else _MONTH_DAYS[month - 1]


def shorten(text: str) -> str:
    """Return a value as messages quote it."""
    text = text.strip()
    return text if len(text) <= 40 else text[:39] + "…"


def unwrap(text: str) -> str:
    """Return a value without blanks, quotes, bold and link marks around it, in compatibility form."""
    text = text.strip()
    if len(text) > LONGEST:
        return ""
    if not text.isascii():
        text = normalize("NFKC", text).strip()
    if text[-1:].isalnum():
        return text  # no wrapping ends so
    inside = False
    while not inside:
        inside = True
        for left, right in _WRAPPINGS:
            if len(text) > len(left + right) and text.startswith(left) and text.endswith(right):
                text = text[len(left) : -len(right)].strip()
                text = text.partition("|")[0].strip() if left == "[[" else text
                inside = False
    return text


# --- The written forms. All are matched against text whose full-width signs were made narrow, one for one.

_WIDE = Pattern("[\uff01-\uff5e\u3000\u00a0]")
_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr]) ?(?P<count>\d{1,2}|元)"
_YEAR_KANJI = rf"(?:(?P<year>\d{{4}})|{_ERA}) ?年"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMERIC = Pattern(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_LOW_LINES = Pattern(r"(?P<year>\d{4})_(?P<month>\d{1,2})_(?P<day>\d{1,2})(?!\d)")
COMPACT = Pattern(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_KANJI = Pattern(rf"{_YEAR_KANJI} ?(?P<month>\d{{1,2}})月 ?(?P<day>\d{{1,2}})日")
_ERA_SHORT = Pattern(rf"{_ERA}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)")
_DAY_NAME_YEAR = Pattern(rf"{_NTH} {_NAME},? (?P<year>\d{{4}})(?!\d)")
_NAME_DAY_YEAR = Pattern(rf"{_NAME} {_NTH},? (?P<year>\d{{4}})(?!\d)")
_YEAR_LAST = Pattern(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)")
_MONTH_DAY_KANJI = Pattern(r"(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日")
_MONTH_DAY = Pattern(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/])")
_NAMED = (_NUMERIC, _KANJI, _ERA_SHORT, _DAY_NAME_YEAR, _NAME_DAY_YEAR)
_WHOLE = (*_NAMED, _YEAR_LAST)
IN_LINE = (*_WHOLE, _MONTH_DAY_KANJI, _MONTH_DAY)
IN_VALUE = (*_WHOLE, COMPACT)
IN_FILE_NAME = (*_NAMED, _LOW_LINES, COMPACT)
PARTS = (
    Pattern(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
    Pattern(rf"{_YEAR_KANJI} ?(?P<month>\d{{1,2}})月"),
    Pattern(rf"{_ERA}[-/.](?P<month>\d{{1,2}})"),
    Pattern(r"(?P<year>\d{4})(?: ?年)?"),
    Pattern(rf"{_ERA}(?: ?年)?"),
    Pattern(r"(?:--|\?{4}-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    Pattern(r"--(?P<month>\d\d)(?P<day>\d\d)"),
    Pattern(rf"{_NAME},? (?P<year>\d{{4}})"),
    Pattern(rf"{_NTH} {_NAME}"),
    Pattern(rf"{_NAME} {_NTH}"),
    _MONTH_DAY_KANJI,
    _MONTH_DAY,
)


def _narrow_sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(code - 0xFEE0) if code > 0xFF00 else " "


def narrow(text: str) -> str:
    """Return the text with full-width signs made narrow, every offset staying what it was."""
    return text if text.isascii() else _WIDE.sub(_narrow_sign, text)


def _fault(year: int | None, month: int, day: int | None, shown: str) -> Refused | None:
    if year == 0:
        return Refused("impossible", f"“{shown}” has the year 0000; where the year is unknown write --MM-DD")
    if not 1 <= month <= 12:
        return Refused("impossible", f"“{shown}” has month {month}; write a month from 1 to 12")
    most = month_days(year, month)
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


def reading(found: re.Match[str], order: str) -> Reading | None:
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
    return Reading(year, month, day, found.end(), shown[-1] == "日", refused or fault)


def first_reading(forms: tuple[Pattern, ...], text: str, at: int, order: str) -> Reading | None:
    """Return the reading of the first form that begins at an offset."""
    for form in forms:
        found = form.match(text, at)
        if found is not None and (read := reading(found, order)) is not None:
            return read
    return None


# --- The weekday behind a date, and what else may follow.

_BLANKS = r"[ \t]{0,8}"
_NEXT = r"(?=[ \t\r\n:—–\-·|,]|[~〜/] ?\d|\*\*|\]\]|\Z)"
_BESIDE = r"(?:曜日?)?(?:[・･,、/][^()\r\n]{1,8}|祝日?|休)?"
_IN_PARENTHESES = Pattern(_BLANKS + rf"\([ \t]?(?:([月火水木金土日]){_BESIDE}|([A-Za-z]{{3,9}})\.?)[ \t]?\)")
_KANJI_DAY = Pattern(_BLANKS + r"([月火水木金土日])曜(?:(日)|" + _NEXT + ")")
_ENGLISH_DAY = Pattern(r"(?:,?[ \t]{1,8})?([A-Za-z]{3,9})\.?" + _NEXT + r"(?!-[A-Za-z])")
ENGLISH_DAY_IN_NAME = Pattern(r"[-_, ]{1,3}([A-Za-z]{3,9})(?![A-Za-z0-9'’])")
_LONE = Pattern(_BLANKS + r"(?:[:—–\-·|,\r\n]|[~〜/] ?\d|\d{1,2}[:時]|午[前後]|\*\*|\]\]|\Z)")


class _Weekday(NamedTuple):
    end: int
    number: int
    free: bool


def weekday_behind(text: str, at: int, day: date | None, english: Pattern = _ENGLISH_DAY) -> _Weekday | None:
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


def day_of(read: Reading) -> date | None:
    """Return the day that is read; None where a part of it is unknown or wrong."""
    if read.year is None or read.month is None or read.day is None or read.refused:
        return None
    return date(read.year, read.month, read.day)


JOINT = Pattern(_BLANKS + r"(-{1,3}|[–—~〜/]|to(?![A-Za-z]))" + _BLANKS + r"(?:\*\*)?(?:\[\[)?")
_YEAR_ALONE = Pattern(r"(?:19\d\d|20\d\d|2100)(?![\d円人])")
_DAY_ALONE = Pattern(r"\d{1,2}日(?![間目後前ぶ])")


def joined(text: str, at: int, order: str) -> bool:
    """Tell whether the date that ends at an offset is joined to another date, day or year."""
    joint = JOINT.match(text, at)
    if joint is None:
        return False
    read = first_reading(IN_LINE, text, joint.end(), order)
    if read is not None and (read.year is not None or read.refused is None):
        return True
    if _YEAR_ALONE.match(text, joint.end()):
        return True
    spaced = joint.group()[0] in " \t" and joint.group(1) not in "~〜"
    return not spaced and _DAY_ALONE.match(text, joint.end()) is not None
