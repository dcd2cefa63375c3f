"""A stretch of days that comes every year, such as 12-15..01-07."""

from datetime import date
from typing import NamedTuple

from prm.text.dates import PartialDate
from prm.text.dates import Refused
from prm.text.dates import partial
from prm.text.forms import month_days
from prm.text.pattern import Pattern

_BETWEEN = Pattern(r"\s*(?:\.\.|[–—〜～~]|\bto\b)\s*")


class Window(NamedTuple):
    """The first and the last day, each as month and day; the last may lie in the next year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def beginning_in(self, year: int) -> tuple[date, date] | None:
        """Return its days where it begins in a year; None at the end of the calendar."""
        end = year + (self.last < self.first)
        if not (date.min.year <= year and end <= date.max.year):
            return None
        return _day(year, self.first), _day(end, self.last)

    def __str__(self) -> str:
        return "{:02}-{:02}..{:02}-{:02}".format(*self.first, *self.last)


def window(text: str) -> Window | Refused:
    """Read `12-15..01-07`, `7/1〜7/15` or 12月1日〜12月20日."""
    days = _BETWEEN.sub("..", text.strip()).split("..")
    read = [partial(_with_month_first(each.strip())) for each in days]
    found = [(day.month, day.day) for day in read if isinstance(day, PartialDate) and day.month and day.day]
    if len(days) != 2 or len(found) != 2:
        return Refused("unreadable", f"“{text}” is no stretch of days; write it as 12-01..12-20")
    return Window((found[0][0], found[0][1]), (found[1][0], found[1][1]))


def _with_month_first(text: str) -> str:
    """Return a day written 7/1 as 07-01, which needs no order of dates to be read."""
    month, slash, day = text.partition("/")
    return f"{int(month):02}-{int(day):02}" if slash and month.isdecimal() and day.isdecimal() else text


def _day(year: int, day: tuple[int, int]) -> date:
    return date(year, day[0], min(day[1], month_days(year, day[0])))
