"""Days inside other text: at a place in a line, and at the start or end of a file's name."""

from datetime import date
from typing import NamedTuple

from prm.text.forms import COMPACT
from prm.text.forms import ENGLISH_DAY_IN_NAME
from prm.text.forms import IN_FILE_NAME
from prm.text.forms import IN_LINE
from prm.text.forms import JOINT
from prm.text.forms import LONGEST
from prm.text.forms import Reading
from prm.text.forms import day_of
from prm.text.forms import first_reading
from prm.text.forms import joined
from prm.text.forms import month_days
from prm.text.forms import narrow
from prm.text.forms import weekday_behind
from prm.text.pattern import Pattern
from prm.text.usual import MAY_BEGIN
from prm.text.usual import USUAL
from prm.text.usual import USUAL_WORD


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


# In a line.

_MARKED = Pattern(rf"(?:(\[\[)|\*\*)(\d{{4}})-(\d\d)-(\d\d)(?(1)\]\]|\*\*)(?= {USUAL_WORD})")
_MARKS = ("[[", "**")
_DAYS = "(?:0[1-9]|1[012])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[012])-(?:29|30)|(?:0[13578]|1[02])-31"
DAY_AND_WORD = rf"((?!0000)[0-9]{{4}}-(?:{_DAYS})) (?={USUAL_WORD})"
"""A day, 29 February apart, and a blank before a word: what `day_at` reads there is this usual form, and no more."""
_OPENED = Pattern(r"(\*\*)?(\[\[)?")
_LINK_END = Pattern(r"(?:\|[^\[\]\r\n]*)?\]\]")
_BOLD_END = Pattern(r":?\*\*")
_FOLLOWED = Pattern(r"[ \t\r\n:—–\-·|,]|\Z")
_TIME_MARK = Pattern(r"T(?=\d\d?:\d\d)")


def day_at(text: str, pos: int, order: str = "ymd") -> DayAt | None:
    """Read the date that begins at an offset of a line, with its weekday; None where there is none.

    A blank, a stop or the end must follow, except behind 日, a weekday in parentheses, or the `T` of a time.
    """
    found = (_MARKED if text.startswith(_MARKS, pos) else USUAL).match(text, pos)
    if found is not None:
        year, month, day = map(int, found.groups()[-3:])
        if year and 1 <= month <= 12 and 1 <= day <= month_days(year, month):
            return DayAt(year, month, day, found.end(), False, None, False, None)
    elif MAY_BEGIN.match(text, pos) is None:
        return None
    return _any_day_at(text, pos, order)


def _any_day_at(text: str, pos: int, order: str) -> DayAt | None:
    line = narrow(text[pos : pos + 100])
    opened = _OPENED.match(line)
    at = opened.end() if opened else 0
    closings = [_LINK_END] if line[at - 2 : at] == "[[" else []
    closings += [_BOLD_END] if line.startswith("**") else []
    if _LINK_END in closings:
        line = narrow(text[pos : pos + 100 + LONGEST])
    read = first_reading(IN_LINE, line, at, order)
    if read is None or (read.refused and read.year is None and not read.free):
        return None
    found = _behind(line, read, closings, order)
    if found is None or read.month is None or read.day is None:
        return None
    end, free, weekday, span = found
    problem = read.refused.message if read.refused else None
    return DayAt(read.year, read.month, read.day, pos + end, free, weekday, span, problem)


def _behind(line: str, read: Reading, closings: list[Pattern], order: str) -> tuple[int, bool, int | None, bool] | None:
    """Return where a date with weekday and closing marks ends, if it is free, its weekday, and if a span."""
    at, free, weekday = read.end, read.free, None
    for closing in (*closings, None):
        named = weekday_behind(line, at, day_of(read)) if weekday is None else None
        if named is not None:
            at, weekday, free = named
        closed = closing.match(line, at) if closing else None
        if closed is None:
            break
        at = closed.end()
    if joined(line, at, order):
        return at, free, weekday, True
    if closing is not None:
        return None
    if mark := _TIME_MARK.match(line, at):
        return mark.end(), True, weekday, False
    return (at, free, weekday, False) if free or _FOLLOWED.match(line, at) else None


# In the name of a file.

_SEPARATORS = " \t\u3000\u00a0-_–—:：,，、.．・·"
_MAY_BE_DAY = Pattern(r"\d(?:[-/._年月]|\d{7}|(?:st|nd|rd|th)?,? [A-Za-z\d])|元")  # in every IN_FILE_NAME
_LETTER_OR_DIGIT = Pattern(r"[A-Za-z\d]")
_BEFORE_TIME = Pattern(r"T(?=\d)")
_LONGEST_DAY = 60


class _NameDay(NamedTuple):
    day: date
    end: int
    span: bool


def _name_day(name: str, at: int) -> _NameDay | None:
    read = first_reading(IN_FILE_NAME, name, at, "ymd")
    day = day_of(read) if read else None
    if read is None or day is None or (COMPACT.match(name, at) and not 1900 <= day.year <= 2100):
        return None
    named = weekday_behind(name, read.end, day, ENGLISH_DAY_IN_NAME)
    end, free = (named.end, named.free) if named else (read.end, read.free)
    span = _joins_day(name, end)
    if mark := _BEFORE_TIME.match(name, end):
        return _NameDay(day, mark.end(), span)
    return None if not free and _LETTER_OR_DIGIT.match(name, end) else _NameDay(day, end, span)


def _joins_day(name: str, at: int) -> bool:
    """Tell whether a whole date is joined on; other numbers in a name are often something else."""
    joint = JOINT.match(name, at)
    read = first_reading(IN_FILE_NAME, name, joint.end(), "ymd") if joint else None
    day = day_of(read) if read else None
    return day is not None and 1900 <= day.year <= 2100


def day_in_name(stem: str) -> tuple[date, str] | None:
    """Return the whole date at the start or end of a file's name, and the rest of it; None for a span."""
    if _MAY_BE_DAY.search(narrow(stem)) is None:
        return None
    found = _name_day(narrow(stem[:_LONGEST_DAY]), 0)
    if found is not None:
        return None if found.span else (found.day, stem[found.end :].strip(_SEPARATORS))
    return _day_at_end(stem)


def _day_at_end(stem: str) -> tuple[date, str] | None:
    before = max(0, len(stem) - _LONGEST_DAY)
    tail = narrow(stem[before:])
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
