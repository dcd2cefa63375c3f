"""Time zones of a calendar: by their known names, by a city in an unknown one, else as the calendar defines them."""

from __future__ import annotations

import re
from binascii import crc32

_TZID = re.compile(r';TZID=("[^"\n]*"|[^;:\n]*)', re.IGNORECASE)
_UTC = re.compile(r"\(?(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?\)?\s*")
_LONGEST = 20_000
_HEAD_OF_PATH = re.compile(r"^.*/((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/)")


class Zones:
    """The time zones that a calendar defines, and what each name in it means; `unknown` says what meant nothing."""

    def __init__(self, defined: dict[str, str]) -> None:
        self._defined = {name: text for name, text in defined.items() if _is_harmless(text)}
        self._meant: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self.unknown: dict[str, int] = {}

    def named(self, line: str, number: int) -> str:
        """Return a property with a name for its zone that is understood; without one it is a time wherever you are."""
        found = _TZID.search(line, 0, _end_of_params(line))
        if found is None:
            return line
        name = found.group(1).strip('" ')
        meant = self._mean(name)
        if not meant:
            message = f"no time zone “{name[:60]}” is known; its events are taken as local time"
            self.unknown.setdefault(message, number)
        return line[: found.start()] + (f";TZID={meant}" if meant else "") + line[found.end() :]

    def used(self, lines: list[str]) -> list[str]:
        """Return the definitions of the zones that some properties use, as lines."""
        text = "\n".join(lines)
        return [line for name, own in self._own.items() if f";TZID={name}" in text for line in own.split("\n")]

    def is_known(self, name: str) -> bool:
        """Tell whether a name is one of the world's."""
        return _known(name) is not None

    def _mean(self, name: str) -> str:
        if name not in self._meant:
            self._meant[name] = _known(name) or _windows(name) or self._define(name) or _by_city(name)
        return self._meant[name]

    def _define(self, name: str) -> str:
        """Return a name for a zone that the calendar defines: one of its own, so that no other calendar's is meant."""
        text = self._defined.get(name)
        if text is None:
            return ""
        own = f"own-{crc32(text.encode()):08x}"
        text = re.sub(r"(?im)^TZID[^:\n]*:.*$", f"TZID:{own}", text, count=1)
        self._own[own] = f"BEGIN:VTIMEZONE\n{text.strip()}\nEND:VTIMEZONE"
        return own


def _end_of_params(line: str) -> int:
    """Return where the parameters of a property end: at a colon outside of quotes."""
    quoted = False
    for at, sign in enumerate(line):
        quoted ^= sign == '"'
        if sign == ":" and not quoted:
            return at
    return 0


def _known(name: str) -> str | None:
    """Return the name by which the world knows a zone; some programs put a path of their own before it."""
    from zoneinfo import ZoneInfo
    from zoneinfo import ZoneInfoNotFoundError

    name = _HEAD_OF_PATH.sub(r"\1", name)
    if name.upper() in ("UTC", "Z", "GMT"):
        return "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, UnicodeError):
        return None
    return name


def _windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name, ""))


def _by_city(name: str) -> str:
    """Return the zone of the one city that a name such as `(UTC+09:00) Osaka, Sapporo, Tokyo` names."""
    from zoneinfo import available_timezones

    cities = {city.strip().replace(" ", "_").casefold() for city in re.split(r"[,/;]", _UTC.sub("", name))} - {""}
    if not cities:
        return ""
    found = [zone for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith(("posix", "right"))]
    found = [zone for zone in found if zone.rpartition("/")[2].casefold() in cities]
    return found[0] if found else ""


def _is_harmless(text: str) -> bool:
    """Tell whether a definition can be read without harm: not long, and changing its clock no more than yearly."""
    rules = re.findall(r"(?im)^RRULE[^:\n]*:(.*)$", text)
    return len(text) <= _LONGEST and all("FREQ=YEARLY" in rule.upper() and len(rule) < 200 for rule in rules)
