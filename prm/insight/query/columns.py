"""What people have under a field, one question to the vault a column: values as written, with what links find."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from prm.insight.entries import status
from prm.insight.people import INVERSES
from prm.insight.query.matching import Cell
from prm.model.names import stem
from prm.model.names import target
from prm.model.rows import LinkRow
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import age
from prm.text.dates import partial
from prm.text.markdown import plain
from prm.text.nodes import fold_key

Cells = dict[int, list[Cell]]
"""The values of each person, by the number of the note; who has none is absent."""

_KEPT = ("email", "phone", "address", "url", "aliases")
"""Fields whose values are found after they ended, too: an old address still tells who wrote."""


def add(cells: Cells, person: int, cell: Cell) -> None:
    """Add one value of a person."""
    cells.setdefault(person, []).append(cell)


def of_values(vault: Vault, *keys: str, label: str = "") -> Cells:
    """Return the values of front matter under some fields; what has ended is left out, but for addresses."""
    cells: Cells = {}
    for key in keys:
        rows = [row for row in vault.values(key) if not label or fold_key(row.label) == fold_key(label)]
        found = _found(vault, key, rows)
        for row in rows:
            if key in _KEPT or _holds(row, vault):
                add(cells, row.note, Cell(_texts(row, found.get((row.note, row.line, row.column), ())), row.value))
    return cells


def _holds(row: ValueRow, vault: Vault) -> bool:
    """Tell whether a value has not ended yet."""
    return not row.until or row.until > vault.today.isoformat()[: len(row.until)]


def _found(vault: Vault, key: str, rows: list[ValueRow]) -> dict[tuple[int, int, int], tuple[str, ...]]:
    """Return the names of the notes that the links among some values find, by the place of the value."""
    links: list[LinkRow] = []
    if any("[[" in row.text for row in rows):
        links += vault.links_as(key)
    if key == "met":
        links += vault.links_as("through")
    if not links:
        return {}
    names = all_names(vault, {link.found for link in links if link.found and link.hits == 1})
    return {(each.note, each.line, each.column): names.get(each.found or 0, ()) for each in links}


def _texts(row: ValueRow, found: tuple[str, ...]) -> tuple[str, ...]:
    if "[[" not in row.text:
        return (row.text, *found)
    return (plain(row.text), target(row.text), *found)


def all_names(vault: Vault, notes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return every name of some notes: name, reading, file name, aliases."""
    wanted = set(notes)
    said = {note: [vault.notes[note].name, vault.notes[note].reading, stem(vault.notes[note].path)] for note in wanted}
    for row in vault.values("aliases"):
        if row.note in wanted:
            said[row.note].append(row.text)
    return {note: tuple(filter(None, dict.fromkeys(names))) for note, names in said.items()}


def names(vault: Vault) -> Cells:
    """Return what people are called: name, aliases, reading, file name, given and family name, how I address them."""
    said = {note: list(each) for note, each in all_names(vault, (person.id for person in vault.people)).items()}
    for key in ("given", "family", "call"):
        for row in vault.values(key):
            if row.note in said:
                said[row.note].append(row.text)
    return {note: [Cell(tuple(dict.fromkeys(each)))] for note, each in said.items()}


# the columns of a note


def status_of(vault: Vault, person: NoteRow) -> str:
    """Return the status a person has in effect; without one they are active."""
    return status(vault, person) or "active"


def statuses(vault: Vault) -> Cells:
    """Return the status of everybody."""
    return {person.id: [Cell((status_of(vault, person),))] for person in vault.people}


def circles(vault: Vault) -> Cells:
    """Return the circle of those who are in one."""
    return {person.id: [Cell((person.circle,))] for person in vault.people if person.circle}


def cadences(vault: Vault) -> Cells:
    """Return how often, in days, own or the circle's; without numbers where it is never."""
    cells: Cells = {}
    for person in vault.people:
        found = vault.cadence(person)
        if found:
            add(cells, person.id, Cell((), "", float(found.least), float(found.most)))
        elif person.cadence == "none":
            add(cells, person.id, Cell(("none",)))
    return cells


def ages(vault: Vault) -> Cells:
    """Return the age of those whose year of birth is known for sure and who are alive."""
    cells: Cells = {}
    for person in vault.people:
        born = partial(person.birthday) if person.birthday and person.status != "deceased" else None
        years = age(born, vault.today) if isinstance(born, PartialDate) else None
        if years is not None:
            add(cells, person.id, Cell((), "", float(years)))
    return cells


# the columns of history


def lasts(vault: Vault) -> Cells:
    """Return the day of the last contact with those there was one with."""
    return {person: [Cell((), last.day)] for person, last in vault.last_contacts.items()}


def exchanges(vault: Vault) -> Cells:
    """Return the day of the last contact in which both sides had a part."""
    return {person: [Cell((), last.day)] for person, last in vault.last_exchanges.items()}


def contacts(vault: Vault) -> Cells:
    """Return on how many days there was contact with everybody."""
    return {person.id: [Cell((), "", float(vault.contact_counts.get(person.id, 0)))] for person in vault.people}


def dues(vault: Vault) -> Cells:
    """Return on which day it is the turn of everybody with a rhythm."""
    from prm.insight.keeping.turns import turns

    return {turn.person.id: [Cell((), turn.due.isoformat())] for turn in turns(vault)}


def entries(vault: Vault, *kinds: str) -> Cells:
    """Return of what kinds the entries of each person are, or what was given under `kinds`, and how many each."""
    cells: Cells = {}
    for person, kind, what, many in vault.log.tally():
        if kinds and kind in kinds:
            add(cells, person, Cell((what,) if what else (), "", float(many)))
        elif not kinds and kind:
            add(cells, person, Cell((kind,), "", float(many)))
    return cells


def interactions(vault: Vault) -> Cells:
    """Return how many entries each person took part in, by their kind; some have none."""
    cells: Cells = {}
    for person, kind, _, many in vault.log.tally():
        add(cells, person, Cell((kind,) if kind else (), "", float(many)))
    return cells


def promised(vault: Vault) -> Cells:
    """Return the open promises that concern each person, as `me` where I made them and `them` where they did."""
    cells: Cells = {}
    for task in vault.tasks:
        if task.sort == "promise" and task.owner != "unclear" and not task.done:
            for owner in task.owners:
                for person in task.people if owner == 0 else (owner,):
                    add(cells, person, Cell(("me" if owner == 0 else "them",), "", 1.0))
    return cells


def met(vault: Vault, label: str = "") -> Cells:
    """Return how we met, in words and on which day; where no day is noted, that of the first meeting in person."""
    cells = of_values(vault, "met", label=label)
    if label in ("", "date"):
        for person, first in vault.first_meetings.items():
            if not any(cell.day for cell in cells.get(person, ())):
                add(cells, person, Cell((), first.day))
    return cells


def relations(vault: Vault, label: str = "") -> Cells:
    """Return who is related to whom, whichever of the two files says so; `label` is what they are to this person."""
    cells = of_values(vault, "relations", label=label)
    places = {(link.note, link.line, link.column): link.found for link in vault.links_as("relations") if link.hits == 1}
    sides = [(row, places.get((row.note, row.line, row.column))) for row in vault.values("relations")]
    called = all_names(vault, {row.note for row, other in sides if other})
    for row, other in sides:
        kind = row.label.casefold()
        turned = INVERSES.get(kind.replace(" ", ""), kind)
        if other and (not label or fold_key(turned) == fold_key(label)) and _holds(row, vault):
            add(cells, other, Cell(called[row.note]))
    return cells


def texts(vault: Vault) -> Cells:
    """Return nothing: what is written about people is searched, not read in whole (fulltext.py)."""
    return {}


def first_day(text: str) -> date | None:
    """Return the first day that a date can mean."""
    found = partial(text) if text else None
    return found.first if isinstance(found, PartialDate) else None
