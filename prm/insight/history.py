"""When the last contact was, and why: every line that counts, every line that does not, and the reason."""

from typing import NamedTuple

from prm.model.rows import Contact
from prm.model.rows import Last
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks


class When(NamedTuple):
    """A day of contact: its kind, null where the channel is unknown, and the line it stands in."""

    date: str
    kind: str | None
    at: str


class Counted(NamedTuple):
    """A line that counts as a contact."""

    date: str
    kind: str | None
    at: str
    text: str


class NotCounted(NamedTuple):
    """A line that names the person and does not count, and the reason."""

    at: str
    text: str
    reason: str


class Why(NamedTuple):
    """The whole derivation of one person's last contact."""

    slug: str
    last_contact: When | None
    counted: list[Counted]
    not_counted: list[NotCounted]


def when(last: Last | None) -> When | None:
    """Return a day of contact as it is shown."""
    return When(last.day, last.kind or None, last.at) if last else None


def why(vault: Vault, person: NoteRow) -> Why:
    """Return every line about a person: those that count, newest first, and those that do not."""
    contacts = vault.contacts_of(person.id)
    counted = [Counted(each.day, each.kind or None, each.at, shown(each)) for each in contacts if each.counts]
    not_counted = [NotCounted(each.at, shown(each), reason(each, vault)) for each in contacts if not each.counts]
    seen = {each.at for each in contacts}
    mentions = [each for each in vault.mentions_of(person.id) if each.at not in seen]
    not_counted += (NotCounted(each.at, without_marks(each.text), each.why) for each in mentions)
    last = vault.last_contacts.get(person.id)
    for row in vault.values_of(person.id, "last_contact", "next_contact"):
        if row.at != (last.at if last else ""):
            said = "what the lines say is newer" if row.key == "last_contact" else "derived each time, never read"
            not_counted.append(NotCounted(row.at, f"{row.key}: {row.text}", said))
    return Why(person.slug, when(last), counted, not_counted)


def shown(contact: Contact) -> str:
    """Return the words of an entry as they are shown."""
    return without_marks(contact.text)


def reason(contact: Contact, vault: Vault) -> str:
    """Return why an entry is no contact."""
    if contact.day > vault.today.isoformat():
        return "in the future"
    return contact.why or "no contact"
