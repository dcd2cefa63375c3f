"""What one line of a list says of each person, read at once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.people import status
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain


class Day(NamedTuple):
    """A day of contact, and no more."""

    date: str


class Line(NamedTuple):
    """One person as a line of `list` shows them: what PersonRow says of these, its links as their text."""

    name: str
    last_contact: Day | None
    circle: str | None
    status: str | None
    role: str | None
    org: str | None
    location: str | None


def lines(vault: Vault, people: Iterable[NoteRow]) -> list[Line]:
    """Return of each of `people` what a line says of them: a part of their row."""
    said: dict[int, dict[str, str]] = {}
    today = vault.today.isoformat()
    for note, key, text, until in vault.works():
        if not until or until > today[: len(until)]:
            said.setdefault(note, {}).setdefault(key, text)
    last, nothing = vault.last_contacts, dict[str, str]()
    found: list[Line] = []
    for person in people:
        work, seen = said.get(person.id, nothing), last.get(person.id)
        role, org, location = (_text(work.get(key)) for key in ("role", "org", "location"))
        day = Day(seen.day) if seen else None
        found.append(Line(person.name, day, person.circle or None, status(vault, person) or None, role, org, location))
    return found


def _text(text: str | None) -> str | None:
    return plain(text) if text is not None and text.startswith("[[") and text.endswith("]]") else text
