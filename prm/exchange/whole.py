"""All that the vault knows of people, as plain data: what `show` says of each, and every value as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from prm.insight.introductions.states import introductions_by_person
from prm.insight.people import show
from prm.insight.rows import as_data
from prm.model.rows import NoteRow
from prm.model.vault import Vault


def whole(vault: Vault, people: Iterable[NoteRow], *, notes: bool) -> Iterator[dict[str, Any]]:
    """Yield one object a person; `fields` are the values of their page by key, with `notes` its first paragraph too."""
    introduced = introductions_by_person(vault)
    for person in people:
        data = as_data(show(vault, person, introduced.get(person.id, ())))
        fields: dict[str, list[dict[str, Any]]] = {}
        for row in vault.values_of(person.id):
            said = {"text": row.text, "label": row.label, "value": row.value, "since": row.since, "until": row.until}
            said |= {"more": row.extra}
            fields.setdefault(row.key, []).append({name: text or None for name, text in said.items()} | {"at": row.at})
        about = {"about": vault.about(person.id) or None} if notes else {}
        yield data.pop("row") | data | about | {"fields": fields}
