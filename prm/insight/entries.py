"""The history of one person as it is shown, and whether they are at rest."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks

_TELLING = ("tried", "learned", "note", "thought", "bought", "used", "result")


class EntryShown(NamedTuple):
    """One entry of a person's history; `people` are the others who took part."""

    date: str
    kind: str | None
    what: str | None
    text: str
    people: list[str]
    contact: bool
    at: str


def status(vault: Vault, person: NoteRow) -> str:
    """Return a person's status; a circle or a contact makes an acquaintance active."""
    if person.status == "acquaintance" and (person.circle or vault.contact_counts.get(person.id)):
        return "active"
    return person.status


def entries(vault: Vault, person: NoteRow, most: int | None = None) -> list[EntryShown]:
    """Return a person's history, newest first; `most` entries that are not in the future."""
    found = vault.contacts_of(person.id)
    if most is not None:
        today = vault.today.isoformat()
        found = [each for each in found if each.day and each.day <= today and _tells(each)][:most]
    return told(vault, person, found)


def told(vault: Vault, person: NoteRow, found: Iterable[Contact]) -> list[EntryShown]:
    """Return a person's part in some entries as it is shown, with who else took part."""
    company = vault.company_of(person.id)
    return [_entry(vault, each, company.get(each.entry, [])) for each in found]


def _tells(contact: Contact) -> bool:
    """Tell whether an entry says something about the person: contacts, what I tried, learned or noted."""
    return contact.counts or contact.kind in _TELLING


def _entry(vault: Vault, contact: Contact, company: list[int]) -> EntryShown:
    others = [vault.notes[note].slug for note in company if note != contact.person]
    text = without_marks(contact.text)
    return EntryShown(contact.day, contact.kind or None, contact.what or None, text, others, contact.counts, contact.at)
