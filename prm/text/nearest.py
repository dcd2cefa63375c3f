"""Days, weeks, months and years counted from today, and the nearest of those that come again and again."""

import re
from collections.abc import Callable
from datetime import date
from datetime import timedelta
from typing import Literal
from typing import NamedTuple
from typing import TypeAlias

from prm.text.forms import DAY_NAMES
from prm.text.forms import Refused
from prm.text.forms import month_days
from prm.text.pattern import Pattern


class Spoken(NamedTuple):
    """What a phrase means: its first and last day, and how prm writes it (`2026-01-16`, `2026-W34`, `2026-03`, `2026`).

    A weekend has no form of its own: its text is its last day.
    """

    first: date
    last: date
    text: str


class Asked(NamedTuple):
    """From which day a phrase is counted, and whether what comes again means the next one or the latest."""

    today: date
    ahead: bool


Said: TypeAlias = Spoken | Refused | None


class Rule(NamedTuple):
    """A form, what it means, and what must follow it in a line: a `blank` is enough, a `stop`, or all must be it.

    Meaning a day beyond the calendar raises OverflowError.
    """

    form: Pattern
    mean: Callable[[re.Match[str], Asked], Said]
    needs: Literal["blank", "stop", "all"]


def a_day(day: date) -> Spoken:
    """Return a single day."""
    return Spoken(day, day, day.isoformat())


def a_week(day: date) -> Spoken:
    """Return the ISO week in which a day lies."""
    monday = day - timedelta(day.weekday())
    year, week, _ = day.isocalendar()
    return Spoken(monday, monday + timedelta(6), f"{year:04d}-W{week:02d}")


def a_month(index: int) -> Spoken:
    """Return the month that is the so many-th, counted from January of the year 0."""
    year, month = _year_and_month(index)
    return Spoken(date(year, month, 1), date(year, month, month_days(year, month)), f"{year:04d}-{month:02d}")


def a_year(year: int) -> Spoken:
    """Return a year."""
    return Spoken(a_month(year * 12).first, date(year, 12, 31), f"{year:04d}")


def a_weekend(day: date) -> Spoken:
    """Return Saturday and Sunday of the ISO week in which a day lies."""
    sunday = day + timedelta(6 - day.weekday())
    return Spoken(sunday - timedelta(1), sunday, sunday.isoformat())


def month_index(day: date) -> int:
    """Return the number of a day's month, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


def _year_and_month(index: int) -> tuple[int, int]:
    if not date.min.year <= index // 12 <= date.max.year:
        raise OverflowError(index)
    return index // 12, index % 12 + 1


def moved(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years on (`d`, `w`, `m`, `y`).

    Where a month is too short its last day is meant.
    """
    if unit in "dw":
        return day + timedelta(count * (7 if unit == "w" else 1))
    year, month = _year_and_month(month_index(day) + count * (12 if unit == "y" else 1))
    return date(year, month, min(day.day, month_days(year, month)))


def same_week(day: date, weekday: int, weeks: int = 0) -> date:
    """Return a weekday of the ISO week that lies so many weeks on."""
    return day + timedelta(7 * weeks + weekday - day.weekday())


def weekday_near(asked: Asked, weekday: int) -> date:
    """Return the next such weekday, or the latest; today is one."""
    away = (weekday - asked.today.weekday()) % 7
    return asked.today + timedelta(away if asked.ahead else away - 7 if away else 0)


def _in_turn(asked: Asked, first: int, step: int, many: int, at: Callable[[int], date | None]) -> date | None:
    """Return the first of the days at `first`, `first + step` … that is on the side that is asked for."""
    for index in range(first, first + many * step, step):
        found = at(index)
        if found is not None and (found >= asked.today if asked.ahead else found <= asked.today):
            return found
    return None


def day_in_month(index: int, day: int) -> date | None:
    """Return a day of a month that is told by its number; None where it has no such day."""
    year, month = _year_and_month(index)
    return date(year, month, day) if 1 <= day <= month_days(year, month) else None


def day_near(asked: Asked, day: int, shown: str) -> Said:
    """Return the next or latest day of a month with this number."""
    if not 1 <= day <= 31:
        return Refused("impossible", f"“{shown}”: no month has a day {day}; write one from 1 to 31")
    step = 1 if asked.ahead else -1
    found = _in_turn(asked, month_index(asked.today), step, 4, lambda index: day_in_month(index, day))
    return a_day(found) if found else None


def day_of_month(index: int, day: int, shown: str) -> Said:
    """Return a day of a month that is told by its number."""
    found = day_in_month(index, day)
    if found is not None:
        return a_day(found)
    month = a_month(index)
    known = f"{month.text} has {month.last.day} days; write one of them"
    return Refused("impossible", f"“{shown}” has day {day}, and {known}")


def date_near(asked: Asked, month: int, day: int, shown: str) -> Said:
    """Return the next or latest such day of the year; 29 February only in years that have it."""
    if not 1 <= month <= 12:
        return Refused("impossible", f"“{shown}” has month {month}; write a month from 1 to 12")
    most = month_days(None, month)
    if not 1 <= day <= most:
        return Refused("impossible", f"“{shown}” has day {day}, and month {month} has {most} days; write one of them")
    step = 12 if asked.ahead else -12
    first = asked.today.year * 12 + month - 1
    found = _in_turn(asked, first, step, 10, lambda index: day_in_month(index, day))
    return a_day(found) if found else None


def end_near(asked: Asked, unit: str) -> date:
    """Return the next or latest end of a week, month or year; today can be one."""
    end = span_at(asked.today, unit, 0).last
    return end if asked.ahead or end == asked.today else span_at(asked.today, unit, -1).last


def span_at(today: date, unit: str, count: int) -> Spoken:
    """Return the week, month, year or weekend (`w`, `m`, `y`, `e`) so many from the one that is running."""
    if unit == "w":
        return a_week(today + timedelta(7 * count))
    if unit == "e":
        return a_weekend(today + timedelta(7 * count))
    return a_month(month_index(today) + count) if unit == "m" else a_year(today.year + count)


def weekend_near(asked: Asked) -> Spoken:
    """Return the next weekend or the latest that has begun; one that is running is both."""
    back = not asked.ahead and asked.today.weekday() < 5
    return span_at(asked.today, "e", -1 if back else 0)


def week_near(asked: Asked, week: int, shown: str) -> Said:
    """Return the next week with this number or the latest that has begun; one that is running is both."""
    if not 1 <= week <= 53:
        return Refused("impossible", f"“{shown}”: there is no such week; write one from W01 to W52, or a day")
    year = asked.today.isocalendar().year
    for at in range(year, year + 12) if asked.ahead else range(year, year - 12, -1):
        if not date.min.year <= at <= date.max.year:
            raise OverflowError(at)
        found = _week_of(at, week)
        if found and (found.last >= asked.today if asked.ahead else found.first <= asked.today):
            return found
    return None


def _week_of(year: int, week: int) -> Spoken | None:
    fourth = date(year, 1, 4)
    found = a_week(fourth - timedelta(fourth.weekday()) + timedelta(7 * (week - 1)))
    return found if found.text[:4] == f"{year:04d}" else None


def weekday_fault(day: date, weekday: int | None, shown: str) -> Refused | None:
    """Say that the weekday beside a day is another one."""
    if weekday is None or weekday == day.weekday():
        return None
    other = f"“{shown}”: {day.isoformat()} is a {DAY_NAMES[day.weekday()]}, not a {DAY_NAMES[weekday]}"
    return Refused("impossible", f"{other}; write the one that is meant")


def two_ways(one: Spoken, two: Spoken, shown: str, instead: str) -> Refused:
    """Say that a phrase can be two days, and which."""
    return Refused("ambiguous", f"“{shown}” can be {one.text} or {two.text}; write {instead}, or one of them")
