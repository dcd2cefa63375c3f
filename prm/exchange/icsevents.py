"""Events of calendars as values, and when they are by the clock of a place."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from datetime import tzinfo

MOST_BYTES = 64_000_000
"""A larger file is refused."""


class Guest(NamedTuple):
    """Somebody whom an event names: a name and an address, each "" where there is none; `said` is their answer."""

    name: str
    email: str
    said: str


class Event(NamedTuple):
    """One event on one day: begin and end are `2026-01-15`, `2026-01-15T18:30` (wherever you are) or `…T17:30Z`.

    The end of whole days is the day behind the last. `at` is where it stands: a line, and its file once that is known.
    """

    start: str
    end: str
    uid: str
    title: str
    place: str
    private: bool
    guests: tuple[Guest, ...]
    at: str


class Trouble(NamedTuple):
    """Something in a calendar that could not be taken as it is; line 0 is the file."""

    line: int
    message: str


class Span(NamedTuple):
    """When an event is, where somebody lives: the days, and the times of day, "" for whole days."""

    day: str
    last: str
    start: str
    end: str


def local(event: Event, zone: tzinfo | None) -> Span:
    """Return when an event is by the clock of a zone; None is that of this machine."""
    if len(event.start) == 10:
        until = (date.fromisoformat(event.end) - timedelta(1)).isoformat()
        return Span(event.start, max(event.start, until), "", "")
    begin, end = (_there(text, zone) for text in (event.start, event.end))
    last = end - timedelta(minutes=1) if end > begin and end.time() == time() else end
    return Span(f"{begin:%Y-%m-%d}", f"{last:%Y-%m-%d}", f"{begin:%H:%M}", f"{end:%H:%M}" if end > begin else "")


def _there(text: str, zone: tzinfo | None) -> datetime:
    if text[-1] != "Z":
        return datetime.fromisoformat(text)
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
