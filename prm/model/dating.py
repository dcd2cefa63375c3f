"""The day that a line gets: its own, or completed by the line above, the note, a heading or today."""

from __future__ import annotations

from datetime import date

from prm.model.entries import after_time
from prm.model.page import Page
from prm.text.dates import weekday_name
from prm.text.days import DayAt
from prm.text.days import day_at
from prm.text.diagnostics import Problem
from prm.text.markdown import Line
from prm.text.pattern import Pattern

UNPADDED = Pattern(r"[ \t\u3000]*(?:\*\*)?(?P<date>\d{4}-(?:\d(?:-\d\d?)?|\d\d-\d))(?!\d)")
"""A date that other programs read only with a zero before its month or day."""
_STOPS = ":—–-·|－｜"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def padding(written: str) -> str:
    """Return what is wrong with an unpadded date."""
    right = "-".join(f"{int(part):02}" for part in written.split("-"))
    return f"“{written}” is no date to other programs; write {right}"


class Dating:
    """Reads days in the order of the lines; `day` is that of the note or of the heading above."""

    def __init__(self, page: Page, problems: list[Problem]) -> None:
        self.day = page.place.day
        self._above = ""
        self._page, self._problems = page, problems
        self._text, self._order = page.text, page.place.order

    def at(self, pos: int, end: int) -> DayAt | None:
        """Return the day or span of days that stands at `pos`, if it is followed by what may follow one."""
        found = day_at(self._text, pos, self._order)
        return found if found is not None and found.end <= end and _ends_there(self._text, found, end) else None

    def iso(self, found: DayAt, line: Line) -> str:
        """Return the day of an entry; remember it for the lines below; say what is wrong with it."""
        if found.problem:
            rule = "ambiguous-date" if _in_year(found, found.year or 2000) else "impossible-date"
            self._wrong(rule, line, found, found.problem)
            return ""
        if found.date is None and not self._above and not self.day:
            if self._page.place.inbox:
                return f"--{found.month:02}-{found.day:02}"
            self._wrong("undated-year", line, found, "no year: nothing above says which; write the date in full")
            return ""
        day = found.date or self._complete(found)
        if day is None:
            return ""
        if found.date is not None and (unpadded := UNPADDED.match(self._text, line.content)):
            self._problems.append(Problem("unpadded-date", *unpadded.span("date"), padding(unpadded["date"])))
        if found.weekday is not None and found.weekday != day.weekday():
            message = f"{day.isoformat()} is a {weekday_name(day)}, not a {_WEEKDAYS[found.weekday]}"
            self._wrong("weekday-mismatch", line, found, message)
        self._above = day.isoformat()
        return self._above

    def take(self, day: str) -> None:
        """Remember the day of an entry for the lines below it."""
        self._above = day

    def heading(self, found: DayAt, line: Line) -> None:
        """Take the day of a heading for the lines below it."""
        self.day = self._above = self.iso(found, line) or self.day

    def is_plausible(self, found: DayAt, line: Line) -> bool:
        """Tell whether a short date is one: in a journal, behind a year, in an inbox, or with a head behind it."""
        page = self._page
        if self.day or self._above or page.place.inbox or found.weekday is not None or found.free:
            return True
        begin = after_time(self._text, found.end, line.end)
        return page.words.head(self._text, begin, line.end) is not None

    def _complete(self, found: DayAt) -> date | None:
        if self._above:
            return _nearest(found, date.fromisoformat(self._above))
        return _not_after(found, date.fromisoformat(self.day))

    def _wrong(self, rule: str, line: Line, found: DayAt, message: str) -> None:
        self._problems.append(Problem(rule, line.content, found.end, message))


def _ends_there(text: str, found: DayAt, end: int) -> bool:
    """Tell whether a day that something must follow is followed by a blank, the end, or a stop and a blank."""
    if found.free or found.span or found.end >= end or text[found.end] not in _STOPS:
        return True
    return found.end + 1 >= end or text[found.end + 1] in " \t\u3000"


def _nearest(found: DayAt, above: date) -> date | None:
    """Return the day of that month and day that is nearest to the dated line above."""
    days = [day for year in (above.year - 1, above.year, above.year + 1) if (day := _in_year(found, year))]
    return min(days, key=lambda day: abs((day - above).days), default=None)


def _not_after(found: DayAt, last: date) -> date | None:
    """Return the latest day of that month and day that is not after `last`."""
    days = [day for year in range(last.year, last.year - 9, -1) if (day := _in_year(found, year)) and day <= last]
    return days[0] if days else None


def _in_year(found: DayAt, year: int) -> date | None:
    try:
        return date(year, found.month, found.day)
    except ValueError:
        return None
