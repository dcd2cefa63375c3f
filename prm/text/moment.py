"""Days written by a pattern of letters, as the names of daily notes are: YYYY-MM-DD, dddd, [W]ww."""

from __future__ import annotations

import re
from datetime import date

from prm.text.pattern import Pattern

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = Pattern(r"\[([^\[\]]*)\]|YYYY|YY|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|d|GGGG|gggg|WW|W|ww|w|Qo|Q|E")


def written_day(day: date, pattern: str) -> str:
    """Return a day written by a pattern; words in brackets stay, month and weekday names are English."""
    return _TOKEN.sub(lambda found: _written(day, found), pattern)


def _written(day: date, found: re.Match[str]) -> str:
    if found.group(1) is not None:
        return found.group(1)
    year, week, weekday = day.isocalendar()
    month, number, of_year = day.month, day.day, day.timetuple().tm_yday
    values = {
        "YYYY": f"{day.year:04d}", "YY": f"{day.year % 100:02d}", "GGGG": f"{year:04d}", "gggg": f"{year:04d}",
        "MMMM": _MONTHS[month - 1], "MMM": _MONTHS[month - 1][:3], "MM": f"{month:02d}", "M": str(month),
        "Mo": _ordinal(month), "DDDD": f"{of_year:03d}", "DDD": str(of_year), "DD": f"{number:02d}", "D": str(number),
        "Do": _ordinal(number), "dddd": _DAYS[weekday - 1], "ddd": _DAYS[weekday - 1][:3],
        "dd": _DAYS[weekday - 1][:2], "d": str(weekday % 7), "E": str(weekday), "WW": f"{week:02d}", "W": str(week),
        "ww": f"{week:02d}", "w": str(week), "Q": str((month + 2) // 3), "Qo": _ordinal((month + 2) // 3),
    }  # fmt: skip
    return values[found.group()]


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
