"""Whose turn it is: people you mean to keep in touch with, and how long it has been."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.history import When
from prm.insight.history import when
from prm.insight.people import status
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.cadence import Cadence
from prm.text.dates import PartialDate
from prm.text.dates import partial

RESTING = ("acquaintance", "paused", "archived", "deceased", "wish")
"""Statuses in which nobody is due."""


_UNITS = (("year", 365), ("week", 7), ("month", 30))
_MONTHS = {91: 3, 182: 6}  # how `quarterly` and `twice-yearly` are read


class Due(NamedTuple):
    """Somebody whose turn it is: `since` is the day it became so, `days_past` the days gone by since then."""

    slug: str
    name: str
    reason: str
    since: str
    days_past: int
    last_contact: When | None


class Turn(NamedTuple):
    """Somebody with a rhythm: when they are next due, and whose cadence says so: theirs, or their circle's."""

    person: NoteRow
    cadence: Cadence
    circle: str
    start: date
    due: date
    last: When | None
    snoozed: str


def turns(vault: Vault) -> list[Turn]:
    """Return everybody with a rhythm and a day to count from, the longest due first."""
    found = [turn for person in vault.people if (turn := turn_of(vault, person))]
    return sorted(found, key=lambda turn: (turn.due, turn.person.path))


def turn_of(vault: Vault, person: NoteRow) -> Turn | None:
    """Return when somebody is next due; None without a cadence, in rest, or where no day is noted to count from."""
    cadence = vault.cadence(person)
    if cadence is None or status(vault, person) in RESTING:
        return None
    last = vault.last_contacts.get(person.id)
    start = date.fromisoformat(last.day) if last else _first_day(person.met_day)
    if start is None:
        return None
    circle = "" if person.cadence else person.circle
    return Turn(person, cadence, circle, start, _later(start, cadence.most), when(last), _snoozed(vault, person))


def _later(start: date, days: int) -> date:
    return start + timedelta(days) if days < (date.max - start).days else date.max


def _first_day(text: str) -> date | None:
    found = partial(text) if text else None
    return found.first if isinstance(found, PartialDate) else None


def _snoozed(vault: Vault, person: NoteRow) -> str:
    until = _first_day(person.snooze)
    return until.isoformat() if until is not None and until > vault.today else ""


def due(vault: Vault) -> list[Due]:
    """Return whose turn it is today, the longest due first."""
    return [due_row(vault, turn) for turn in turns(vault) if is_due(vault, turn)]


def is_due(vault: Vault, turn: Turn) -> bool:
    """Tell whether it is somebody's turn: at the end of their cadence, and not snoozed."""
    return turn.due <= vault.today and not turn.snoozed


def due_row(vault: Vault, turn: Turn) -> Due:
    """Return a turn as `due` shows it."""
    whose = f" ({turn.circle})" if turn.circle else ""
    since = "last contact" if turn.last else "met"
    reason = f"every {said(turn.cadence)}{whose}; {since} {turn.start.isoformat()}"
    return Due(
        turn.person.slug,
        turn.person.name,
        reason,
        turn.due.isoformat(),
        (vault.today - turn.due).days,
        turn.last,
    )


def said(cadence: Cadence) -> str:
    """Return a cadence in words: 2 weeks, 4 to 6 weeks, 3 months."""
    least, most = cadence
    unit, days = next(((unit, days) for unit, days in _UNITS if least % days == most % days == 0), ("day", 1))
    if least == most in _MONTHS:
        unit, days = "month", most // _MONTHS[most]
    count = str(most // days) if least == most else f"{least // days} to {most // days}"
    return unit if count == "1" else f"{count} {unit}s"
