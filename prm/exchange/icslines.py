"""The lines of a calendar: its events cut out, one by one, with what is needed of each and where it stands."""

import re
from datetime import date
from datetime import timedelta
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?im)^(?:(BEGIN|END):(VCALENDAR|VEVENT|VTIMEZONE)|(X-WR-TIMEZONE|METHOD)[^:\n]*:([^\n]*))[ \t]*$"
)
_FOLD = re.compile(rb"\n[ \t]")
_INSIDE = re.compile(r"(?ims)^BEGIN:(VALARM|VTODO|VJOURNAL)$.*?(?:^END:\1$|\Z)")
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_ONCE = frozenset({
    "SUMMARY", "LOCATION", "STATUS", "CLASS", "DTSTART", "DTEND", "DURATION", "ORGANIZER", "RECURRENCE-ID", "UID",
    "SEQUENCE",
})  # fmt: skip
_KEPT = _ONCE | {"RDATE", "EXDATE", "ATTENDEE"}
_START = re.compile(r"(?im)^DTSTART(?:;[^\n]*?)?:(\d{8})(T\d{4,6})?")
_END = re.compile(r"(?im)^DTEND(?:;[^\n]*?)?:(\d{8})")
_UNTIL = re.compile(r"(?i)UNTIL=(\d{8})")
_LASTS = re.compile(r"(?im)^DURATION(?:;[^:\n]*)?:\+?P(?:(\d{1,5})([WD]))?")
_COMES_AGAIN = re.compile(r"(?im)^(?:RRULE|RDATE|RECURRENCE-ID)[;:]")
_LONG = 2000
_MANY = 2000


class Block(NamedTuple):
    """One event as written: the properties that are needed, its rule apart; `recurrence` is the day it replaces.

    `zone` and `method` are what its calendar says of itself, `start` the digits of its beginning.
    """

    line: int
    uid: str
    lines: tuple[str, ...]
    rule: str
    start: str
    recurrence: str
    repeats: bool
    text: str
    zone: str
    method: str

    def may_touch(self, first: date, last: date) -> bool:
        """Tell whether an event may touch some days, as far as can be seen without reading it; in doubt it may."""
        found = _START.search(self.text)
        if found is None:
            return True
        start, low, high = found.group(1), f"{first - timedelta(1):%Y%m%d}", f"{last + timedelta(1):%Y%m%d}"
        if start > high and not self.recurrence:
            return False
        if self.rule and not self.recurrence:
            until = _UNTIL.search(self.rule)
            return until is None or until.group(1) >= low or "\nRDATE" in self.text.upper()
        if _COMES_AGAIN.search(self.text):
            return True
        if lasts := _LASTS.search(self.text):
            days = int(lasts.group(1) or 1) * (7 if lasts.group(2) in ("W", "w") else 1)
            low = f"{max(first - timedelta(min(days, 4000) + 2), date(1, 1, 2)):%Y%m%d}"
        end = _END.search(self.text)
        return max(start, end.group(1) if end else start) >= low


class Blocks(NamedTuple):
    """What a calendar is made of: its events, and the text of its time zones by their name."""

    is_calendar: bool
    events: list[Block]
    zones: dict[str, str]


def without_folds(data: bytes) -> str:
    """Return the text of bytes with plain line ends; long lines are put together again before decoding."""
    data = _FOLD.sub(b"", data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp932")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def blocks(data: bytes) -> Blocks:
    """Cut a calendar into its events and time zones; one that never ends ends where the next begins."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    events: list[Block] = []
    zones: dict[str, str] = {}
    begun: tuple[str, int, int] | None = None
    says = {"X-WR-TIMEZONE": "", "METHOD": ""}
    calendar, counted, line = False, 0, 1

    def end(at: int) -> None:
        if begun is None:
            return
        what, start, number = begun
        text = without_folds(data[start:at])
        if what == "VEVENT":
            events.append(_block(text, number, says["X-WR-TIMEZONE"], says["METHOD"].upper()))
        elif name := re.search(r"(?im)^TZID[^:\n]*:(.*)$", text):
            zones.setdefault(name.group(1).strip(), text)

    for found in _TOKEN.finditer(data):
        verb, what, key = (part.decode("ascii").upper() if part else "" for part in found.groups()[:3])
        if key:
            says[key] = found.group(4).decode("utf-8", "replace").strip()
        elif what == "VCALENDAR":
            calendar = True
            end(found.start())
            begun = None
            says = dict.fromkeys(says, "")
        elif verb == "BEGIN":
            end(found.start())
            line, counted = line + data.count(b"\n", counted, found.start()), found.start()
            begun = (what, found.end() + 1, line)
        elif begun and begun[0] == what:
            end(found.start())
            begun = None
    end(len(data))
    return Blocks(calendar, events, zones)


def _block(text: str, line: int, zone: str, method: str) -> Block:
    text = _INSIDE.sub("", text)
    lines: list[str] = []
    said: dict[str, str] = {}
    rule = ""
    for each in text.split("\n"):
        name = found.group(1).upper() if (found := _NAME.match(each)) else ""
        if name == "RRULE":
            rule = rule or each.partition(":")[2].strip()
        elif name in _KEPT and not (name in _ONCE and name in said) and len(lines) < _MANY:
            said.setdefault(name, each.partition(":")[2].strip())
            if name in ("SUMMARY", "LOCATION", "UID"):
                each = each[:_LONG]
            lines.append(each.rstrip())
    start = _START.search(text)
    recurrence = re.search(r"(?im)^RECURRENCE-ID(?:;[^\n]*?)?:(\d{8})", text)
    again = bool(rule) or "RDATE" in said or "RECURRENCE-ID" in said
    digits = (start.group(1) + (start.group(2) or "")) if start else ""
    moved = recurrence.group(1) if recurrence else ""
    return Block(line, said.get("UID", ""), tuple(lines), rule, digits, moved, again, text, zone, method)
