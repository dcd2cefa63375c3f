"""What one line of a list says of each person, read at once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prm.insight.entries import status
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain


def lines(vault: Vault, people: Iterable[NoteRow]) -> list[dict[str, Any]]:
    """Return of each of `people` what a line says of them: a part of their row, as plain data, links as their text."""
    today = vault.today.isoformat()
    said: dict[int, dict[str, str]] = {}
    for note, key, text, until in vault.log.works():
        if not until or until > today[: len(until)]:
            said.setdefault(note, {}).setdefault(key, text)
    last = {person: {"date": when.day} for person, when in vault.last_contacts.items()}
    nothing: dict[str, str] = {}
    return [_line(vault, person, last.get(person.id), said.get(person.id, nothing)) for person in people]


def _line(vault: Vault, person: NoteRow, last: dict[str, str] | None, work: dict[str, str]) -> dict[str, Any]:
    return {
        "name": person.name,
        "last_contact": last,
        "circle": person.circle,
        "status": status(vault, person) if person.status else "",
        "role": _text(work.get("role", "")),
        "org": _text(work.get("org", "")),
        "location": _text(work.get("location", "")),
    }


def _text(text: str) -> str:
    return plain(text) if text.startswith("[[") and text.endswith("]]") else text
