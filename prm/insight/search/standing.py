"""How well I know somebody: how often we were in touch, since when not, and how they like to be reached."""

from datetime import date
from typing import NamedTuple

from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_FEW = 2
_LONG = 2 * 365


class Standing(NamedTuple):
    """What to know before writing: `few` contacts or none, the last one `long_ago`; `prefers` is how they like it."""

    status: str | None
    contacts: int
    last: str | None
    few: bool
    long_ago: bool
    prefers: str | None


def standing(vault: Vault, person: NoteRow, contacts: list[Contact]) -> Standing:
    """Return how well I know a person, from that person's own rows; `contacts` are all of theirs."""
    days = {each.day for each in contacts if each.counts}
    stated = vault.values_of(person.id, "last_contact", "prefers")
    whole = [row.value for row in stated if row.key == "last_contact" and len(row.value) == 10]
    last = max([*days, *(day for day in whole if day <= vault.today.isoformat())], default=None)
    prefers = next((row.text for row in stated if row.key == "prefers"), None)
    status = person.status
    if status == "acquaintance" and (person.circle or days):
        status = "active"
    gone = (vault.today - date.fromisoformat(last)).days if last else 0
    return Standing(status or None, len(days), last, len(days) < _FEW and not whole, gone > _LONG, prefers)
