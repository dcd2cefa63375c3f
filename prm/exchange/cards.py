"""What of a person goes into other programs: names in their parts, addresses that still hold, days, who is related."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.entries import status
from prm.model.names import is_cjk
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.nodes import fold_key

_KEYS = ("name", "family", "given", "aliases", "tags", "email", "phone", "address", "url", "org", "role", "location",
         "timezone", "lang", "birthday", "dates", "relations", "uid")  # fmt: skip
_PARTICLES = (
    "van", "von", "der", "den", "de", "da", "do", "dos", "das", "di", "del", "della", "la", "le", "ter", "ten", "zu",
    "al", "el", "bin", "ibn", "af", "av",
)  # fmt: skip
_FAMILY = ("last", "lastname", "family", "familyname", "姓", "nom")
_GIVEN = ("first", "firstname", "given", "givenname", "名", "prenom")


class Labelled(NamedTuple):
    """An address, a day (an ISO partial date) or a name, under its label, "" for none."""

    label: str
    text: str


class Parts(NamedTuple):
    """A name or a reading in its parts."""

    family: str
    given: str


class Card(NamedTuple):
    """One person as other programs know people; "" where nothing is noted. What has ended is left out."""

    slug: str
    uid: str
    name: str
    parts: Parts
    reading: str
    read: Parts
    aliases: list[str]
    tags: list[str]
    circle: str
    status: str
    emails: list[Labelled]
    phones: list[Labelled]
    addresses: list[Labelled]
    urls: list[Labelled]
    org: str
    role: str
    location: str
    timezone: str
    lang: str
    birthday: str
    dates: list[Labelled]
    relations: list[Labelled]
    last: str
    contacts: int
    note: str

    @property
    def key(self) -> str:
        """The `uid` as the name of a file."""
        from uuid import NAMESPACE_URL
        from uuid import uuid5

        plain_ = self.uid.replace("-", "").isalnum() and self.uid.isascii()
        return self.uid if plain_ else str(uuid5(NAMESPACE_URL, self.uid))


def cards(vault: Vault, people: Iterable[NoteRow], *, notes: bool) -> list[Card]:
    """Return the card of each of `people`; with `notes` the first paragraph of their pages too."""
    people = list(people)
    said: dict[int, dict[str, list[ValueRow]]] = {person.id: {} for person in people}
    for key in _KEYS:
        for row in vault.values(key):
            if row.note in said and _holds(row, vault):
                said[row.note].setdefault(key, []).append(row)
    return [_card(vault, person, said[person.id], vault.about(person.id) if notes else "") for person in people]


def _holds(row: ValueRow, vault: Vault) -> bool:
    return not row.until or row.until > vault.today.isoformat()[: len(row.until)]


def _card(vault: Vault, person: NoteRow, said: dict[str, list[ValueRow]], note: str) -> Card:
    last = vault.last_contacts.get(person.id)
    return Card(
        person.slug,
        _first(said, "uid") or _uid(person.slug),
        person.name,
        _parts(person, said),
        person.reading,
        split(person.reading, family_first=is_cjk(person.reading) or is_cjk(person.name)),
        [row.text for row in said.get("aliases", ())],
        [plain(row.text) for row in said.get("tags", ())],
        person.circle,
        status(vault, person),
        _labelled(said, "email"),
        _labelled(said, "phone"),
        _labelled(said, "address"),
        _labelled(said, "url"),
        _first(said, "org"),
        _first(said, "role"),
        _first(said, "location"),
        _first(said, "timezone"),
        _first(said, "lang"),
        person.birthday,
        [Labelled(row.label, row.value) for row in said.get("dates", ()) if row.value],
        _labelled(said, "relations"),
        last.day if last else "",
        vault.contact_counts.get(person.id, 0),
        note,
    )


def _first(said: dict[str, list[ValueRow]], key: str) -> str:
    return next((plain(row.text) for row in said.get(key, ())), "")


def _labelled(said: dict[str, list[ValueRow]], key: str) -> list[Labelled]:
    rows = said.get(key, ())
    return [Labelled(row.label, plain(row.text) + (f", {row.extra}" if row.extra else "")) for row in rows]


def _uid(slug: str) -> str:
    """Return what tells this person from others, the same each time."""
    from uuid import NAMESPACE_URL
    from uuid import uuid5

    return str(uuid5(NAMESPACE_URL, f"prm:{slug}"))


def _parts(person: NoteRow, said: dict[str, list[ValueRow]]) -> Parts:
    """Return a name in its parts: as stated, else by its blanks; a name without one is not taken apart."""
    labelled = {fold_key(row.label): row.text for row in reversed(said.get("name", ()))}
    family = _first(said, "family") or next((labelled[key] for key in _FAMILY if key in labelled), "")
    given = _first(said, "given") or next((labelled[key] for key in _GIVEN if key in labelled), "")
    if family and given:
        return Parts(family, given)
    found = split(person.name, family_first=is_cjk(person.name))
    if family or given:
        rest = " ".join(word for word in person.name.split() if word not in (family or given).split())
        return Parts(family or rest, given or rest)
    return found


def split(name: str, *, family_first: bool) -> Parts:
    """Return a name in its parts by its blanks: `van der Berg` is one family name."""
    words = name.split()
    if len(words) < 2:
        return Parts(name, "") if family_first else Parts("", name)
    if family_first:
        return Parts(words[0], " ".join(words[1:]))
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return Parts(" ".join(words[at:]), " ".join(words[:at]))
