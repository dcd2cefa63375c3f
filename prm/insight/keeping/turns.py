"""Whose turn it is: people you mean to keep in touch with, and how long it has been."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.entries import status
from prm.insight.history import When
from prm.insight.history import when
from prm.model.rows import RECENT
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.cadence import Cadence
from prm.text.dates import PartialDate
from prm.text.dates import partial

RESTING = ("acquaintance", "paused", "archived", "deceased", "wish")
"""Statuses in which nobody is due."""


MOST_PATIENCE = 4
_UNITS = (("year", 365), ("week", 7), ("month", 30))
_MONTHS = {91: 3, 182: 6}  # how `quarterly` and `twice-yearly` are read


class Turn(NamedTuple):
    """Somebody with a rhythm: when they are next due, and whose cadence says so: theirs, or their circle's.

    After a message that was not `unanswered` they are due a cadence later; after each that was, one cadence more.
    """

    person: NoteRow
    cadence: Cadence
    circle: str
    start: date
    due: date
    last: When | None
    snoozed: str
    unanswered: int


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
    start = date.fromisoformat(last.day) if last else first_day(person.met_day)
    if start is None:
        return None
    circle = "" if person.cadence else person.circle
    silent = unanswered(vault, person) if last and last.kind == "wrote" else 0
    until = first_day(person.snooze)
    day = later(start, cadence.most * patience(silent))
    if until is not None and until > day:
        day = until
    snoozed = until.isoformat() if until is not None and until > vault.today else ""
    return Turn(person, cadence, circle, start, day, when(last), snoozed, silent)


def unanswered(vault: Vault, person: NoteRow) -> int:
    """Return on how many of the last days of contact I wrote and nothing came back."""
    row = vault.lately.rows.get(person.id)
    return int(row[RECENT.unanswered]) if row else 0


def patience(silent: int) -> int:
    """Return how many cadences to wait after so many unanswered messages: one more for each, four at most."""
    return min(silent, MOST_PATIENCE - 1) + 1


def later(start: date, days: int) -> date:
    """Return the day so many days later, or the last one there is."""
    return start + timedelta(days) if days < (date.max - start).days else date.max


def first_day(text: str) -> date | None:
    """Return the first day that a date can mean; None where it is none."""
    if len(text) == 10 and text[:1] != "~":
        return date.fromisoformat(text)
    found = partial(text) if text else None
    return found.first if isinstance(found, PartialDate) else None


def is_due(vault: Vault, turn: Turn) -> bool:
    """Tell whether it is somebody's turn: at the end of their cadence, and not snoozed."""
    return turn.due <= vault.today and not turn.snoozed


def said(cadence: Cadence) -> str:
    """Return a cadence in words: 2 weeks, 4 to 6 weeks, 3 months."""
    least, most = cadence
    unit, days = next(((unit, days) for unit, days in _UNITS if least % days == most % days == 0), ("day", 1))
    if least == most in _MONTHS:
        unit, days = "month", most // _MONTHS[most]
    count = str(most // days) if least == most else f"{least // days} to {most // days}"
    return unit if count == "1" else f"{count} {unit}s"
