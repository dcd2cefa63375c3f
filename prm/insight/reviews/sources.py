"""Where acquaintances came from: through whom, from which evening, and what grew of it."""

from typing import NamedTuple

from prm.insight.digest import Person
from prm.insight.giving.given import days_since
from prm.model.names import stem
from prm.model.names import target
from prm.model.rows import Last
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.days import day_in_name
from prm.text.markdown import plain
from prm.text.pattern import Pattern

_YEAR = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
YEARS = 3
"""People met within so many years are looked at."""
EARLY = 180
"""For so many days it is too early to say what grows of an acquaintance."""
_DAYS, _SPAN = 3, 90
"""A relation has grown where there were so many days of contact over so many days."""


class Source(NamedTuple):
    """Where people came from: `sort` is `through` a person, an `event` with what it cost, or a `place`.

    `grew` are those of them who became more than a name, `stayed` those who did not, `early` those met lately. `cost`
    and `hours` are what the note of the event says. `at` is the line, or the file, that says so.
    """

    sort: str
    name: str
    slug: str | None
    cost: str | None
    hours: str | None
    grew: list[Person]
    stayed: list[Person]
    early: list[Person]
    at: str


class _Origin(NamedTuple):
    """One person's way into the vault."""

    person: NoteRow
    day: str
    sort: str
    name: str
    slug: str | None
    note: int
    at: str


def sources(vault: Vault, days: dict[int, dict[str, str]]) -> list[Source]:
    """Return the sources of those met within three years, those from which most grew first.

    `days` has each person's days of contact.
    """
    found: dict[tuple[str, str], list[_Origin]] = {}
    for origin in _origins(vault):
        found.setdefault((origin.sort, origin.slug or origin.name), []).append(origin)
    spent = {key: {row.note: plain(row.text) for row in vault.values(key)} for key in ("cost", "hours")}
    rows = [_source(vault, origins, days, spent) for origins in found.values()]
    return sorted(rows, key=lambda row: (-len(row.grew), -len(row.stayed), row.sort, row.name))


def _origins(vault: Vault) -> list[_Origin]:
    said, first = told_of_meeting(vault), vault.first_meetings
    events = {note.path: note for note in vault.notes.values() if note.kind == "meeting"}
    found: list[_Origin] = []
    for person in vault.people:
        start = first.get(person.id)
        day = day_met(person, said.get(person.id, {}), start)
        if not day or not 0 <= days_since(vault, day) <= YEARS * 365:
            continue
        origin = _origin(vault, person, day, said.get(person.id, {}), events.get(start.path) if start else None)
        if origin is not None:
            found.append(origin)
    return found


def _origin(
    vault: Vault, person: NoteRow, day: str, said: dict[str, tuple[str, str]], event: NoteRow | None
) -> _Origin | None:
    if "through" in said:
        text, at = said["through"]
        notes = vault.resolve(target(text))
        if len(notes) != 1:
            return _Origin(person, day, "through", plain(text), None, 0, at)
        return _Origin(person, day, "through", vault.notes[notes[0]].name, vault.notes[notes[0]].slug, 0, at)
    if event is not None:
        return _Origin(person, day, "event", _title(event), event.slug, event.id, event.path)
    text, at = said.get("at") or said.get("") or ("", "")
    return _Origin(person, day, "place", plain(text), None, 0, at) if text else None


def _title(event: NoteRow) -> str:
    """Return the name of an event without its day."""
    if event.name != stem(event.path):
        return event.name
    found = day_in_name(stem(event.path))
    return (found[1] if found else "") or event.name


def _source(
    vault: Vault, origins: list[_Origin], days: dict[int, dict[str, str]], spent: dict[str, dict[int, str]]
) -> Source:
    first = origins[0]
    groups: tuple[list[Person], list[Person], list[Person]] = ([], [], [])
    for each in origins:
        known = sorted(days.get(each.person.id, ()))
        grew = len(known) >= _DAYS and days_since(vault, known[0]) - days_since(vault, known[-1]) >= _SPAN
        early = days_since(vault, each.day) < EARLY
        groups[0 if grew else 2 if early else 1].append(Person(each.person.name, each.person.slug))
    cost, hours = (spent[key].get(first.note) if first.note else None for key in ("cost", "hours"))
    return Source(first.sort, first.name, first.slug, cost, hours, *groups, first.at)


def told_of_meeting(vault: Vault) -> dict[int, dict[str, tuple[str, str]]]:
    """Return what is said of how I met people, by note and label: the text and its place."""
    said: dict[int, dict[str, tuple[str, str]]] = {}
    for row in vault.values("met"):
        said.setdefault(row.note, {}).setdefault(row.label, (row.text, row.at))
    return said


def day_met(person: NoteRow, said: dict[str, tuple[str, str]], start: Last | None) -> str:
    """Return the day we met, or its earliest; "" where that is not said.

    Without `met.date` it is that of the first contact in person, unless the words name an earlier year: “2015, at the
    honey stall”.
    """
    known = partial(person.met_day) if person.met_day else None
    if isinstance(known, PartialDate):
        return known.first.isoformat() if known.first else ""
    text, _ = said.get("") or said.get("at") or ("", "")
    year = _YEAR.search(text)
    if start is None or (year and year.group() < start.day[:4]):
        return f"{year.group()}-01-01" if year else ""
    return start.day
