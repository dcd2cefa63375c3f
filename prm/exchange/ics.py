"""Calendars: from the bytes of an .ics file to what happens within some days, and what could not be read.

The bytes are cut into events before any library sees them, so that one broken event costs only itself, events of other
years cost next to nothing, and a rule that would keep the computer busy for ever is refused by looking at it.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any
from typing import NamedTuple

from prm.exchange.icsevents import MOST_BYTES
from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.exchange.icsevents import Trouble
from prm.exchange.icslines import Block
from prm.exchange.icslines import blocks
from prm.exchange.icsrules import Refused
from prm.exchange.icsrules import bounded
from prm.exchange.icszones import Zones

MOST_EVENTS = 50_000
"""No more events than this are taken from one file."""
_MOST_GUESTS = 500
_MOST_TROUBLES = 100
_LONGEST = 300
_GONE = ("ROOM", "RESOURCE")
_NOBODY = re.compile(r"@(?:resource|group|unknownorganizer)\.calendar\.google\.com$|^unknownorganizer@", re.IGNORECASE)


class Calendar(NamedTuple):
    """What a calendar says of some days, by their beginning, and what was not understood."""

    events: list[Event]
    troubles: list[Trouble]


def read(data: bytes, first: date, last: date) -> Calendar:
    """Return the events of a calendar that touch the days from `first` to `last`, in any time zone."""
    if len(data) > MOST_BYTES:
        return Calendar([], [Trouble(0, f"larger than {MOST_BYTES // 1_000_000} MB; it is not read")])
    first, last = max(first, date.min + timedelta(3)), min(last, date.max - timedelta(3))
    reading = _Reading(first - timedelta(1), last + timedelta(1))
    found = blocks(data)
    if not (found.is_calendar or found.events):
        return Calendar([], [Trouble(0, "this is no calendar: it holds no BEGIN:VCALENDAR")])
    zones = Zones(found.zones)
    series: dict[str, list[Block]] = {}
    for number, block in enumerate(found.events):
        if block.method != "CANCEL" and block.may_touch(reading.first, reading.last):
            series.setdefault(block.uid or f"\0{number}", []).append(block)
    for group in series.values():
        reading.take(group, zones)
        if len(reading.troubles) > _MOST_TROUBLES:
            reading.troubles.append(Trouble(0, f"more than {_MOST_TROUBLES} events are odd; the rest is left out"))
            break
        if len(reading.events) > MOST_EVENTS:
            reading.troubles.append(Trouble(0, f"more than {MOST_EVENTS:,} events; the rest is left out"))
            break
    reading.troubles += [Trouble(line, message) for message, line in zones.unknown.items()]
    return Calendar(sorted(reading.events[:MOST_EVENTS]), sorted(set(reading.troubles)))


class _Reading:
    """The events of one file between two days, and what was wrong."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.events: list[Event] = []
        self.troubles: list[Trouble] = []

    def take(self, group: list[Block], zones: Zones) -> None:
        """Take the events that share a name: one, or a series with the days that differ from it."""
        try:
            text, repeats = self._calendar(group, zones)
            line = {block.recurrence: block.line for block in reversed(group)}
            for each in self._occurrences(text, repeats=repeats):
                self._add(each, line)
        except Refused as refused:
            self.troubles.append(Trouble(refused.line or group[0].line, str(refused)))
        except Exception as error:  # the libraries raise what they like for events that they cannot read
            why = " ".join(str(error).split())[:120] or type(error).__name__
            self.troubles.append(Trouble(group[0].line, f"an event that cannot be read: {why}"))

    def _calendar(self, group: list[Block], zones: Zones) -> tuple[str, bool]:
        """Return a calendar that holds a group and nothing else, and whether it repeats."""
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:prm"]
        if group[0].zone and zones.is_known(group[0].zone):
            lines.append(f"X-WR-TIMEZONE:{group[0].zone}")
        body: list[str] = []
        for number, block in enumerate(group):
            body += ["BEGIN:VEVENT", *(() if block.uid else (f"UID:{number}",))]
            for line in block.lines:
                body.append(zones.named(line, block.line))
            if block.rule and (rule := bounded(block.rule, block.start, self.last, block.line)):
                body.append(f"RRULE:{rule}")
            body.append("END:VEVENT")
        repeats = any(block.repeats for block in group)
        return "\r\n".join([*lines, *zones.used(body), *body, "END:VCALENDAR", ""]), repeats

    def _occurrences(self, text: str, *, repeats: bool) -> Iterator[Any]:
        import icalendar

        calendar: Any = icalendar.Calendar.from_ical(text)
        if not repeats:
            yield from calendar.walk("VEVENT")
            return
        import recurring_ical_events

        yield from recurring_ical_events.of(calendar).between(self.first, self.last + timedelta(1))

    def _add(self, event: Any, lines: dict[str, int]) -> None:
        line = lines.get("", min(lines.values()))
        replaced = getattr(event.get("RECURRENCE-ID"), "dt", None)
        if isinstance(replaced, date):
            line = lines.get(f"{replaced:%Y%m%d}", line)
        if _text(event, "STATUS").upper() == "CANCELLED":
            return
        begin = event.get("DTSTART")
        start = _moment(getattr(begin, "dt", None))
        if not start:
            raise Refused("an event without a beginning", line)
        end = _end(event, start)
        if end[:10] < self.first.isoformat() or start[:10] > self.last.isoformat():
            return
        private = _text(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")
        guests = tuple(_guests(event))
        title, place = _text(event, "SUMMARY"), _text(event, "LOCATION")
        self.events.append(Event(start, end, _text(event, "UID"), title, place, private, guests, str(line)))


def _text(event: Any, name: str) -> str:
    found = event.get(name)
    if isinstance(found, list):
        found = found[0] if found else ""
    return _plain(str(found or ""))


def _plain(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _moment(value: object) -> str:
    """Return a moment as text, "" for what is none."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.isoformat("T", "minutes")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat("T", "minutes") + "Z"
    return value.isoformat() if isinstance(value, date) else ""


def _end(event: Any, start: str) -> str:
    """Return when an event ends: as stated, else after its duration, else at once, or with its day."""
    stated = _moment(getattr(event.get("DTEND"), "dt", None))
    if stated and len(stated) == len(start) and stated >= start:
        return stated if stated > start or len(start) > 10 else _next(start)
    lasts = getattr(event.get("DURATION"), "dt", None)
    if isinstance(lasts, timedelta) and timedelta(0) < lasts < timedelta(3650):
        if len(start) == 10:
            return (date.fromisoformat(start) + max(lasts, timedelta(1))).isoformat()
        zulu = "Z" if start[-1] == "Z" else ""
        return (datetime.fromisoformat(start.rstrip("Z")) + lasts).isoformat("T", "minutes") + zulu
    return start if len(start) > 10 else _next(start)


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def _guests(event: Any) -> Iterator[Guest]:
    """Return who takes part: those invited and the one who invited; rooms and lists left out, nobody twice."""
    asked = event.get("ATTENDEE") or []
    asked = asked if isinstance(asked, list) else [asked]
    by = event.get("ORGANIZER")
    seen: set[tuple[str, str]] = set()
    for each in [*([by[0] if isinstance(by, list) else by] if by else []), *asked[:_MOST_GUESTS]]:
        params = {str(key).upper(): value for key, value in (getattr(each, "params", None) or {}).items()}
        if _param(params, "CUTYPE").upper() in _GONE:
            continue
        guest = _guest(str(each), params)
        known = (guest.email.casefold(), guest.name.casefold() if not guest.email else "")
        if guest.name + guest.email and not _NOBODY.search(guest.email) and known not in seen:
            seen.add(known)
            yield guest


def _guest(value: str, params: dict[str, Any]) -> Guest:
    email = re.sub(r"^\s*mailto:\s*", "", value, flags=re.IGNORECASE).strip()
    if "@" not in email:
        email = _param(params, "EMAIL")
    name = _param(params, "CN").strip("'\" ")
    if "@" in name:
        name, email = "", email if "@" in email else name
    return Guest(_plain(name), _plain(email) if "@" in email else "", _param(params, "PARTSTAT").upper())


def _param(params: dict[str, Any], name: str) -> str:
    found = params.get(name) or ""
    found = ", ".join(map(str, found)) if isinstance(found, (list, tuple)) else found
    return " ".join(str(found).split())
