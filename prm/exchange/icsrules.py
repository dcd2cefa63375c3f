"""Rules of repetition, made safe: those that would go on for ever are refused or end with the days asked for."""

from __future__ import annotations

import re
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from itertools import islice

_DAYS = {"YEARLY": 365, "MONTHLY": 28, "WEEKLY": 7, "DAILY": 1}
_OFTEN = {"SECONDLY": "second", "MINUTELY": "minute", "HOURLY": "hour"}
_MOST_STEPS = 60_000
_MOST_A_DAY = 24
_MOST_PARTS = 800
_UNTIL = re.compile(r"(\d{8})(T\d{6})?Z?")


class Refused(Exception):
    """An event that is not taken, with the line it stands in and why."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def bounded(rule: str, start: str, last: date, line: int) -> str:
    """Return a rule that ends at the latest two days after `last`; `start` is the digits of its beginning.

    One that never comes true is "": the event is on its first day alone.
    Raises Refused for a rule that repeats within the day, never moves on, or would take long from its beginning to now.
    """
    parts = dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)
    begin = _begin(start, line)
    if sum(value.count(",") for value in parts.values()) > _MOST_PARTS or len(rule) > 4000:
        raise Refused("an event whose rule of repetition is too long", line)
    step = _step(parts, line)
    end = datetime.combine(last + timedelta(2), time())
    if (end - begin).days / step > _MOST_STEPS:
        raise Refused(f"an event that repeats since the year {begin.year}", line)
    if not _comes_true(parts, begin):
        return ""
    timed = "T" in start
    latest = _text(end, timed=timed)
    until = parts.pop("UNTIL", "")
    count = parts.pop("COUNT", "")
    stated = _UNTIL.fullmatch(until)
    if stated and stated.group(1) < latest[:8]:
        latest = stated.group(1) + ((stated.group(2) or "T235959") + "Z" if timed else "")
    if count.isdigit() and not until and _ends_by_count(parts, int(count), begin, end):
        return _rule(parts | {"COUNT": count})
    return _rule(parts | {"UNTIL": latest})


def _begin(start: str, line: int) -> datetime:
    try:
        day = date(int(start[:4]), int(start[4:6]), int(start[6:8]))
        clock = start[9:].ljust(6, "0")
        return datetime.combine(day, time(int(clock[:2]), int(clock[2:4]), min(59, int(clock[4:6]))))
    except ValueError:
        raise Refused("an event that repeats, without a beginning that can be read", line) from None


def _step(parts: dict[str, str], line: int) -> int:
    """Return how many days a rule moves on by at a time."""
    often = parts.get("FREQ", "")
    if often in _OFTEN:
        raise Refused(f"an event that repeats every {_OFTEN[often]}", line)
    interval = parts.get("INTERVAL", "1").strip()
    if often not in _DAYS or not interval.isdigit() or not 0 < int(interval) < 100_000:
        raise Refused("an event whose rule of repetition cannot be read", line)
    a_day = 1
    for key in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        a_day *= parts.get(key, "").count(",") + 1
    if a_day > _MOST_A_DAY:
        raise Refused(f"an event that repeats {a_day} times a day", line)
    return _DAYS[often] * int(interval)


def _comes_true(parts: dict[str, str], begin: datetime) -> bool:
    """Tell whether a rule is ever met; looking for a day that never comes takes until the year 9999.

    So the same days are looked at in the last 400 years before that: the calendar repeats after 400 years to the day.
    """
    if not any(key.startswith("BY") for key in parts):
        return True
    from dateutil.rrule import rrulestr

    plain = {key: value for key, value in parts.items() if key not in ("UNTIL", "COUNT")}
    shifted = begin.replace(year=begin.year + (9999 - begin.year) // 400 * 400)
    return next(iter(rrulestr(_rule(plain), dtstart=shifted)), None) is not None


def _ends_by_count(parts: dict[str, str], count: int, begin: datetime, end: datetime) -> bool:
    """Tell whether so many repetitions are over by `end`; only then is it safe to count them."""
    from dateutil.rrule import rrulestr

    rule = rrulestr(_rule(parts | {"UNTIL": _text(end, timed=True).rstrip("Z")}), dtstart=begin)
    return count < _MOST_STEPS and sum(1 for _ in islice(rule, count)) >= count


def _text(moment: datetime, *, timed: bool) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}" if timed else f"{moment:%Y%m%d}"


def _rule(parts: dict[str, str]) -> str:
    return ";".join(f"{key}={value}" for key, value in parts.items())
