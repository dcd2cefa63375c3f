"""Who keeps me in mind, with the lines that say so; and when I last thought of somebody."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.history import When
from prm.insight.history import shown
from prm.model.rows import RECENT
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault

MONTHS = 6
"""In how many months of the last two years somebody wrote or gave who keeps me in mind."""
_THEIRS = ("heard", "got")
_MINE = ("thought", "tried", "learned", "note")
_YEARS = 2


class WarmLine(NamedTuple):
    """A line that says that they wrote or gave."""

    date: str
    kind: str
    what: str | None
    text: str
    at: str


class Warm(NamedTuple):
    """Somebody who keeps me in mind: in how many months of the last two years they wrote or gave, newest line first."""

    name: str
    slug: str
    months: int
    since: str
    lines: list[WarmLine]


def warm(vault: Vault, among: frozenset[str] | None = None, most: int | None = None) -> list[Warm]:
    """Return those who keep me in mind, who wrote or gave last first."""
    rows = vault.lately.rows
    ids = [person.id for person in vault.people if person.id in rows and rows[person.id][RECENT.months] >= MONTHS]
    ids.sort(key=lambda each: rows[each][RECENT.day], reverse=True)
    people = [vault.notes[each] for each in ids]
    chosen = [person for person in people if among is None or person.slug in among]
    found = [each for person in chosen[:most] if (each := warm_of(vault, person, vault.contacts_of(person.id)))]
    return sorted(found, key=lambda each: (each.lines[0].date, each.slug), reverse=True)


def warm_of(vault: Vault, person: NoteRow, contacts: Iterable[Contact]) -> Warm | None:
    """Return how somebody keeps me in mind; None where the lines do not say so."""
    today = vault.today
    since = f"{max(1, today.year - _YEARS):04}-{today.month:02}"
    lines = [_line(each) for each in contacts if _is_theirs(each) and each.day[:7] > since]
    months = {each.date[:7] for each in lines}
    if len(months) < MONTHS or person.status in ("deceased", "archived"):
        return None
    return Warm(person.name, person.slug, len(months), lines[-1].date, lines)


def _is_theirs(contact: Contact) -> bool:
    return contact.counts and contact.kind in _THEIRS


def _line(contact: Contact) -> WarmLine:
    return WarmLine(contact.day, contact.kind, contact.what or None, shown(contact), contact.at)


def thought_of(vault: Vault, person: NoteRow, contacts: Iterable[Contact]) -> When | None:
    """Return when I last had somebody in mind: the newest contact, or line that I thought of them, tried or noted."""
    today = vault.today.isoformat()
    last = vault.last_contacts.get(person.id)
    for each in contacts:
        if each.day and each.day <= today and (each.counts or each.kind in _MINE):
            if last is not None and last.day > each.day:
                break
            return When(each.day, each.kind or None, each.at)
    return When(last.day, last.kind or None, last.at) if last else None
