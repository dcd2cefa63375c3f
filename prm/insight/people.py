"""People as rows: what `list` shows of everyone and `show` of one."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.entries import EntryShown
from prm.insight.entries import status
from prm.insight.entries import told
from prm.insight.giving.given import Given
from prm.insight.giving.given import given_in
from prm.insight.history import NotCounted
from prm.insight.history import When
from prm.insight.history import when
from prm.insight.introductions.shown import IntroShown
from prm.insight.introductions.shown import shown
from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import introductions_of
from prm.insight.keeping.warmth import Warm
from prm.insight.keeping.warmth import thought_of
from prm.insight.keeping.warmth import warm_of
from prm.insight.promises import Promise
from prm.insight.promises import Thread
from prm.insight.promises import promises
from prm.insight.promises import threads
from prm.insight.refs import Ref
from prm.insight.refs import linked
from prm.insight.refs import ref
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks


class Address(NamedTuple):
    """An e-mail address or telephone number, as written; `until` says since when it is no longer used."""

    value: str
    label: str | None
    until: str | None


class PersonRow(NamedTuple):
    """One person as `list` shows them; `cadence_days` is least and most days, `org` and `role` are the present ones."""

    slug: str
    path: str
    name: str
    reading: str | None
    aliases: list[str]
    tags: list[str]
    circle: str | None
    status: str | None
    cadence_days: list[int] | None
    org: str | Ref | None
    role: str | Ref | None
    location: str | Ref | None
    emails: list[Address]
    phones: list[Address]
    birthday: str | None
    last_contact: When | None
    last_exchange: When | None
    contacts: int


class Need(NamedTuple):
    """What somebody offers or needs, since when and until when."""

    what: str
    since: str | None
    until: str | None
    at: str


class Word(NamedTuple):
    """One item of a list, and its line."""

    text: str
    at: str


class Relation(NamedTuple):
    """What somebody is to this person; stated in either file."""

    kind: str
    person: Ref
    until: str | None
    at: str


class Met(NamedTuple):
    """How we met: when, where, through whom, in words."""

    date: str | None
    place: str | None
    through: Ref | None
    text: str | None
    at: str


class Dated(NamedTuple):
    """A day of the year to remember."""

    label: str
    date: str
    at: str


INVERSES = {
    "child": "parent", "children": "parent", "kids": "parent", "son": "parent", "daughter": "parent",
    "parent": "child", "parents": "child", "mother": "child", "father": "child",
    "manager": "reports", "reportsto": "reports", "reports": "manager", "mentor": "mentee", "mentee": "mentor",
    "employer": "employee", "employee": "employer", "teacher": "student", "student": "teacher",
    "landlord": "tenant", "tenant": "landlord", "aunt": "nephew or niece", "uncle": "nephew or niece",
    "grandparent": "grandchild", "grandchild": "grandparent", "boss": "reports", "godparent": "godchild",
    "先生": "生徒", "生徒": "先生", "親": "子", "子": "親", "上司": "部下", "部下": "上司",
}  # fmt: skip
"""What the other side of a relation is called; a relation that is not here is the same on both sides."""


def rows(vault: Vault, people: Iterable[NoteRow]) -> list[PersonRow]:
    """Return a row for each of `people`, in their order."""
    people = list(people)
    keys = ("aliases", "tags", "org", "role", "location", "email", "phone")
    table: dict[str, dict[int, list[ValueRow]]] = {key: {} for key in keys}
    if len(people) == 1:
        for row in vault.values_of(people[0].id, *keys):
            table[row.key].setdefault(row.note, []).append(row)
    else:
        for key in keys:
            for row in vault.values(key):
                table[key].setdefault(row.note, []).append(row)
    return [_row(vault, person, {key: table[key].get(person.id, []) for key in keys}) for person in people]


def _row(vault: Vault, person: NoteRow, values: dict[str, list[ValueRow]]) -> PersonRow:
    cadence = vault.cadence(person)
    return PersonRow(
        person.slug,
        person.path,
        person.name,
        person.reading or None,
        [row.text for row in values["aliases"]],
        [plain(row.text) for row in values["tags"]],
        person.circle or None,
        status(vault, person) or None,
        [cadence.least, cadence.most] if cadence else None,
        _present(vault, values["org"]),
        _present(vault, values["role"]),
        _present(vault, values["location"]),
        [Address(row.text, row.label or None, row.until or None) for row in values["email"]],
        [Address(row.text, row.label or None, row.until or None) for row in values["phone"]],
        person.birthday or None,
        when(vault.last_contacts.get(person.id)),
        when(vault.last_exchanges.get(person.id)),
        vault.contact_counts.get(person.id, 0),
    )


def _present(vault: Vault, values: list[ValueRow]) -> str | Ref | None:
    """Return the value that holds today: one without an end, else one that has not ended yet."""
    today = vault.today.isoformat()
    for row in values:
        if not row.until or row.until > today[: len(row.until)]:
            return ref(vault, row.text)
    return None


def needs(vault: Vault, person: NoteRow, key: str) -> list[Need]:
    """Return what a person offers or needs."""
    return [Need(row.text, row.since or None, row.until or None, row.at) for row in vault.values_of(person.id, key)]


def words(vault: Vault, person: NoteRow, key: str) -> list[Word]:
    """Return the items of a list or the text of a field, with their lines."""
    return [Word(row.text, row.at) for row in vault.values_of(person.id, key)]


def relations(vault: Vault, person: NoteRow) -> list[Relation]:
    """Return a person's relations, those stated in other people's files turned round."""
    found = [
        Relation(row.label or "relation", linked(vault, row.text), row.until or None, row.at)
        for row in vault.values_of(person.id, "relations")
    ]
    known = {each.person.slug for each in found}
    for note in sorted(vault.ties.related_to(person.id, vault.keys_of(person.id))):
        other = vault.notes[note]
        if note == person.id or other.slug in known:
            continue
        for row in vault.values_of(note, "relations"):
            if linked(vault, row.text).slug == person.slug:
                label = row.label.casefold()
                kind = INVERSES.get(label.replace(" ", ""), label) or "relation"
                found.append(Relation(kind, Ref(other.name, other.slug), row.until or None, row.at))
    return found


def met(vault: Vault, person: NoteRow) -> Met | None:
    """Return how we met, or None where nothing says so."""
    values = vault.values_of(person.id, "met")
    if not values:
        return None
    said = {row.label: row for row in values}
    date, through = said.get("date"), said.get("through")
    text = said.get("")
    return Met(
        (date.value or date.text) if date else None,
        said["at"].text if "at" in said else None,
        linked(vault, through.text) if through else None,
        text.text if text else None,
        values[0].at,
    )


def dates(vault: Vault, person: NoteRow) -> list[Dated]:
    """Return the days of the year to remember, birthday first."""
    rows_ = vault.values_of(person.id, "birthday", "dates")
    return [
        Dated(row.label or ("birthday" if row.key == "birthday" else "date"), row.value or row.text, row.at)
        for row in rows_
        if row.value
    ]


class PersonShown(NamedTuple):
    """One person as `show` gives them: the row of `list`, and everything else that is known."""

    row: PersonRow
    offers: list[Need]
    needs: list[Need]
    interests: list[Word]
    relations: list[Relation]
    met: Met | None
    because: Word | None
    promises: list[Promise]
    threads: list[Thread]
    mentions: list[NotCounted]
    dates: list[Dated]
    entries: list[EntryShown]
    given: list[Given]
    got: list[Given]
    introductions: list[IntroShown]
    thought_of: When | None
    warm: Warm | None


def show(vault: Vault, person: NoteRow, introduced: Iterable[Introduction] | None = None) -> PersonShown:
    """Return all that is known of one person; `introduced` are their introductions, where they are known."""
    because = words(vault, person, "because")
    contacts = vault.contacts_of(person.id)
    gifts = given_in(vault, person, contacts)
    seen = {each.at for each in contacts}
    mentions = [each for each in vault.mentions_of(person.id) if not each.task and each.at not in seen]
    return PersonShown(
        rows(vault, [person])[0],
        needs(vault, person, "offers"),
        needs(vault, person, "needs"),
        words(vault, person, "interests"),
        relations(vault, person),
        met(vault, person),
        because[0] if because else None,
        promises(vault, person),
        threads(vault, person),
        [NotCounted(each.at, without_marks(each.text), each.why) for each in mentions],
        dates(vault, person),
        told(vault, person, contacts),
        [each for each in gifts if each.way == "gave"],
        [each for each in gifts if each.way == "got"],
        shown(introductions_of(vault, person) if introduced is None else introduced, person),
        thought_of(vault, person, contacts),
        warm_of(vault, person, contacts),
    )
