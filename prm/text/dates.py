"""Dates of which parts may be unknown: what they mean, and reading them from a value."""

from datetime import date
from typing import NamedTuple

from prm.text.forms import DAY_NAMES
from prm.text.forms import IN_VALUE
from prm.text.forms import PARTS
from prm.text.forms import Reading
from prm.text.forms import Refused as Refused
from prm.text.forms import day_of
from prm.text.forms import first_reading
from prm.text.forms import month_days
from prm.text.forms import reading
from prm.text.forms import shorten
from prm.text.forms import unwrap
from prm.text.forms import weekday_behind
from prm.text.pattern import Pattern

_ABOUT = ("~", "〜")
_SECONDS = r"(?::[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?|[0-5]\d[0-6]\d)"
_CLOCK = Pattern(rf"[T ] *(?:[01]?\d|2[0-4]){_SECONDS}(?: ?(?:[Zz]|[+-]\d\d:?\d\d))?\Z")
_ISO = Pattern(r"((?!0000|1604)[0-9]{4})-(0[1-9]|1[012])-(0[1-9]|1[0-9]|2[0-8])")  # as most are, and in no doubt
_WEEK = Pattern(r"(\d{4})-?[Ww](\d{1,2})")


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
        return date(self.year, month, self.day or month_days(self.year, month))

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


class Due(NamedTuple):
    """When something is due: in ISO form (`2026-11-25`, `2026-12`, `2026-W49`), and the last day in time."""

    text: str
    last: date


def weekday_name(day: date) -> str:
    """Return the English name of the day of the week."""
    return DAY_NAMES[day.weekday()]


def age(born: PartialDate, on: date) -> int | None:
    """Return the years reached on a day; None before birth or where the year is not known for sure.

    Where only the year or month of birth is known, the birthday counts as its first possible day.
    """
    if born.year is None or born.about or on.year < born.year:
        return None
    had = on >= _in_year(on.year, born.month or 1, born.day or 1)
    years = on.year - born.year - (not had)
    return years if years >= 0 else None


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, month_days(year, month)))


def _value(text: str, order: str) -> Reading | None:
    """Return what a whole value means, a weekday and a time behind it left out."""
    if read := first_reading(IN_VALUE, text, 0, order):
        named = weekday_behind(text, read.end, day_of(read))
        end = named.end if named else read.end
        if end == len(text) or _CLOCK.match(text, end):
            return read
    for form in PARTS:
        found = form.fullmatch(text)
        if found is not None and (read := reading(found, order)) is not None:
            return read
    return None


def partial(text: str, order: str = "ymd") -> PartialDate | Refused:
    """Read a value that is a whole or partial date, in any form of the format."""
    if found := _ISO.fullmatch(text):
        return PartialDate(int(found[1]), int(found[2]), int(found[3]))
    value = unwrap(text)
    about = value.startswith(_ABOUT)
    read = _value(value[1:].lstrip() if about else value, order)
    if read is None:
        known = "write it like 1990-04-17, 1990-04, 1990 or --04-17"
        return Refused("unreadable", f"“{shorten(text)}” is no date that can be read; {known}")
    if read.refused is not None:
        return read.refused
    if read.year != 1604:
        return PartialDate(read.year, read.month, read.day, about)
    if read.day is None:
        return Refused(
            "unreadable", f"“{shorten(text)}”: the year 1604 means no year; write month and day, like --04-17"
        )
    return PartialDate(None, read.month, read.day, about)


def due(text: str, order: str = "ymd") -> Due | Refused:
    """Read when something is due: a date with its year, whole or partial, or an ISO week."""
    if _ISO.fullmatch(text):
        return Due(text, date.fromisoformat(text))
    if found := _WEEK.fullmatch(unwrap(text)):
        return _week(int(found.group(1)), int(found.group(2)), text)
    read = partial(text, order)
    if isinstance(read, Refused):
        return read
    if read.last is None:
        return Refused("unreadable", f"“{shorten(text)}” has no year; write it as YYYY{read.iso().lstrip('~')[1:]}")
    return Due(read.iso(), read.last)


def _week(year: int, week: int, text: str) -> Due | Refused:
    try:
        return Due(f"{year:04d}-W{week:02d}", date.fromisocalendar(year, week, 7))
    except (ValueError, OverflowError):
        return Refused("impossible", f"“{shorten(text)}”: there is no such week; write one from W01 to W52, or a day")
