"""How days, numbers and spans of time are compared."""

import unicodedata
from datetime import date
from typing import NamedTuple

from prm.insight.query.grammar import Unreadable
from prm.insight.query.grammar import Value
from prm.insight.query.grammar import Word
from prm.insight.query.matching import Cell
from prm.insight.query.matching import Test
from prm.text.cadence import Cadence
from prm.text.cadence import cadence
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.pattern import Pattern

_NUMBER = Pattern(r"([+-]?\d{1,15}(?:\.\d{1,9})?)(?:歳|才|回)?")
_MONTH = Pattern(r"(\d{1,2})月?")
_NEVER = ("none", "never", "なし")


class Days(NamedTuple):
    """A stretch of days, as ISO dates."""

    first: str
    last: str


class Yearly(NamedTuple):
    """A stretch of days of any year: `04-01`, `04-31`."""

    first: str
    last: str


class Away(NamedTuple):
    """So many days from today."""

    first: int
    last: int


class Scale(NamedTuple):
    """What dates are read with: today, the order of a short date, and which way a span of time counts.

    `way`: past (days gone by), coming (days ahead), yearly (days until the next such day of the year).
    """

    today: date
    order: str
    way: str


def day_bound(word: Word, scale: Scale) -> Days | Yearly | Away | None:
    """Return what a word means on a scale of days, None where it is no date; raises Unreadable with the reason."""
    text = unicodedata.normalize("NFKC", word.text).strip()
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found.group(1)) <= 12:
        return Yearly(f"{int(found.group(1)):02d}-01", f"{int(found.group(1)):02d}-31")
    read = partial(text, scale.order)
    if isinstance(read, PartialDate):
        if read.first is not None and read.last is not None:
            return Days(read.first.isoformat(), read.last.isoformat())
        return Yearly(read.iso().lstrip("~")[2:], read.iso().lstrip("~")[2:])
    if read.reason != "unreadable":
        raise Unreadable(word.at, read.message)
    span = cadence(text) if not text.isdigit() else None
    if isinstance(span, Cadence):
        return Away(span.least, span.most)
    from prm.text.forms import Refused
    from prm.text.spoken import spoken

    said = spoken(text, scale.today, ahead=scale.way != "past", order=scale.order)
    if isinstance(said, Refused):
        raise Unreadable(word.at, said.message)
    return Days(said.first.isoformat(), said.last.isoformat()) if said else None


def by_day(sign: str, value: Value, field: str, scale: Scale) -> Test:
    """Return the comparison with a date, a day of the year or a span; raises Unreadable."""
    if value.end is not None and not value.word.text and not value.end.text:
        return lambda cell: bool(cell.day)
    low = _bound(value.word, field, scale) if value.word.text or value.word.quoted else None
    high = low if value.end is None else _bound(value.end, field, scale) if value.end.text or value.end.quoted else None
    bound = low or high
    if low and high and type(low) is not type(high):
        raise Unreadable(value.word.at, f"“{field}”: both ends of a range must be of one kind, dates or spans")
    if isinstance(bound, Away):
        if value.end is None and sign in (":", "="):
            text = value.word.text
            raise Unreadable(value.word.at, f"“{text}” is a span; write {field}<{text} or {field}>{text}")
        return _away(sign, *_ends(low, high, 0 if scale.way == "past" else -(10**7), 10**7), scale)
    if isinstance(bound, Yearly):
        return _yearly(sign, *_ends(low, high, "01-01", "12-31"), ranged=value.end is not None)
    return _absolute(sign, *_ends(low, high, "0001-01-01", "9999-12-31"))


def _ends(low: object, high: object, least: object, most: object) -> tuple[object, object]:
    return (low[0] if isinstance(low, tuple) else least), (high[1] if isinstance(high, tuple) else most)


def _bound(word: Word, field: str, scale: Scale) -> Days | Yearly | Away:
    found = day_bound(word, scale)
    if found is None:
        more = f"; {word.text}d is a span" if word.text.isdigit() else ""
        known = f"write 2026-03-01, 2026-03, 03-01, 90d or yesterday{more}"
        raise Unreadable(word.at, f"“{field}”: “{word.text}” is no date; {known}")
    return found


def within(sign: str, first: object, last: object, low: object, high: object) -> bool:
    """Tell whether what lies from `first` to `last` is below, above or inside what goes from `low` to `high`."""
    if sign == "<":
        return bool(last < low)  # type: ignore[operator]
    if sign == "<=":
        return bool(last <= high)  # type: ignore[operator]
    if sign == ">":
        return bool(first > high)  # type: ignore[operator]
    if sign == ">=":
        return bool(first >= low)  # type: ignore[operator]
    return bool(low <= first and last <= high)  # type: ignore[operator]


def _stretch(day: str) -> tuple[str, str] | None:
    """Return the first and last day that a date can mean; None where its year is unknown."""
    if len(day) == 10 and day[0] != "-":
        return day, day
    found = partial(day) if day else None
    if not isinstance(found, PartialDate) or found.first is None or found.last is None:
        return None
    return found.first.isoformat(), found.last.isoformat()


def _absolute(sign: str, low: object, high: object) -> Test:
    def holds(cell: Cell) -> bool:
        days = _stretch(cell.day)
        return days is not None and within(sign, *days, low, high)

    return holds


def _yearly(sign: str, low: object, high: object, *, ranged: bool) -> Test:
    turns = ranged and str(low) > str(high)  # 12-15..01-15 runs over new year

    def holds(cell: Cell) -> bool:
        day = cell.day.lstrip("~")
        day = day[2:] if day.startswith("--") else day[5:]
        if not day:
            return False
        first, last = (f"{day}-01", f"{day}-31") if len(day) == 2 else (day, day)
        return (first >= str(low) or last <= str(high)) if turns else within(sign, first, last, low, high)

    return holds


def _away(sign: str, low: object, high: object, scale: Scale) -> Test:
    def holds(cell: Cell) -> bool:
        found = _distance(cell.day, scale)
        return found is not None and within(sign, *found, low, high)

    return holds


def _distance(day: str, scale: Scale) -> tuple[int, int] | None:
    """Return how many days lie at least and at most between today and a date."""
    if scale.way == "yearly":
        read = partial(day) if day else None
        following = read.next_on_or_after(scale.today) if isinstance(read, PartialDate) else None
        return None if following is None else ((following - scale.today).days,) * 2
    days = _stretch(day)
    if days is None:
        return None
    first, last = ((date.fromisoformat(each) - scale.today).days for each in days)
    return (first, last) if scale.way == "coming" else (-last, -first)


def number(text: str) -> float | None:
    """Return the number that a text is, None where it is none."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return float(found.group(1)) if found else None


def by_number(sign: str, value: Value, field: str) -> Test:
    """Return the comparison with a number; raises Unreadable."""
    ends: list[float] = []
    for word, open_ in ((value.word, -1e18), (value.end or value.word, 1e18)):
        found = number(word.text) if word.text else (open_ if value.end else None)
        if found is None:
            raise Unreadable(word.at, f"“{field}” is a number, and “{word.text}” is none; write {field}>=3")
        ends.append(found)
    return lambda cell: cell.number is not None and within(sign, cell.number, cell.number, *ends)


def by_span(sign: str, value: Value, field: str) -> Test:
    """Return the comparison with how often; raises Unreadable."""
    if value.end is None and value.word.text.casefold() in _NEVER:
        return lambda cell: cell.number is None
    ends: list[float] = []
    for word, open_ in ((value.word, 0.0), (value.end or value.word, 1e9)):
        found = cadence(word.text) if word.text else None
        if not isinstance(found, Cadence) and (word.text or value.end is None):
            raise Unreadable(word.at, f"“{field}”: “{word.text}” does not say how often; write 2w, 30d or monthly")
        ends.append(float(found.most) if isinstance(found, Cadence) else open_)

    def holds(cell: Cell) -> bool:
        if cell.number is None or cell.most is None:
            return False
        first = cell.number if value.end is not None else cell.most
        return within(sign, first, cell.most, *ends)

    return holds
