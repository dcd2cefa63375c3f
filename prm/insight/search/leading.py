"""Who can lead to somebody or something: relations, introductions, a workplace in common, evenings in common."""

from collections.abc import Iterator
from typing import NamedTuple

from prm.insight.search.evidence import Case
from prm.insight.search.evidence import Evidence
from prm.insight.search.evidence import Line
from prm.insight.search.evidence import Via
from prm.insight.search.standing import Standing
from prm.insight.search.standing import standing
from prm.model.names import target
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import plain

SOURCES = 12
"""Of how many it is asked who leads to them."""
_MOST_MEMBERS = 25
_TOLD = 0.75
_STRANGER, _FRIEND = 0.75, 0.25
"""How much it helps to be led to somebody: those I know well I can ask myself."""


class Lead(NamedTuple):
    """Somebody who is close to a source, with the line that says so, and what leads on."""

    note: int
    score: float
    lines: list[Line]
    via: Via


class Tie(NamedTuple):
    """How close somebody is to a source, and the line that says so."""

    note: int
    strength: float
    evidence: Evidence
    day: str = ""


def leads(vault: Vault, people: list[Case], sources: list[Case], told: dict[int, dict[str, Case]]) -> list[Lead]:
    """Return who can lead to the people and sources for which something speaks, each through their best way."""
    best: dict[int, Lead] = {}
    for lead in _all(vault, people, sources, told):
        if lead.note not in best or lead.score > best[lead.note].score:
            best[lead.note] = lead
    return list(best.values())


def _all(vault: Vault, people: list[Case], sources: list[Case], told: dict[int, dict[str, Case]]) -> Iterator[Lead]:
    for case in people:
        contacts = vault.contacts_of(case.note)
        known = standing(vault, vault.notes[case.note], contacts)
        if known.status == "deceased":
            continue
        share = _FRIEND if _can_ask(known) else _STRANGER
        yield from _led(vault, case, share, _around_person(vault, vault.notes[case.note], contacts))
    for case in sources:
        yield from _led(vault, case, 1.0, _around_note(vault, vault.notes[case.note]))
    for note, cases in told.items():
        for name, case in cases.items():
            evidence = [line.evidence for line in case.lines]
            yield Lead(note, case.score * _TOLD / 0.5, case.lines[:1], Via(None, name, evidence))


def _can_ask(known: Standing) -> bool:
    return not (
        known.few or known.long_ago or known.status in ("wish", "deceased", "archived", "paused", "acquaintance")
    )


def _led(vault: Vault, case: Case, share: float, ties: Iterator[Tie]) -> Iterator[Lead]:
    source = vault.notes[case.note]
    via = Via(source.slug, source.name, [line.evidence for line in case.lines])
    found = list(ties)
    vault.look_up(tie.note for tie in found)
    for tie in found:
        if tie.note != case.note and vault.notes[tie.note].kind == "person":
            line = Line(tie.evidence, (), tie.day)
            yield Lead(tie.note, case.score * share * tie.strength, [line], via)


def _around_person(vault: Vault, person: NoteRow, contacts: list[Contact]) -> Iterator[Tie]:
    for row in vault.values_of(person.id, "relations", "met"):
        through = row.key == "met" and row.label == "through"
        if (row.key == "met" and not through) or _is_over(vault, row.until):
            continue
        found = vault.resolve(target(row.text))
        if len(found) == 1:
            label = "met through" if through else row.label
            field = "met" if through else "relations"
            yield Tie(
                found[0], 0.8, Evidence(field, f"{label}: {plain(row.text)}" if label else plain(row.text), row.at)
            )
    yield from _linking(vault, person)
    yield from _colleagues(vault, person)
    yield from _together(vault, person, contacts)


def _tie_line(row: ValueRow) -> Evidence:
    label = "met through" if row.key == "met" else row.label
    return Evidence(row.key, f"{label}: {plain(row.text)}" if label else plain(row.text), row.at)


def _linking(vault: Vault, person: NoteRow) -> Iterator[Tie]:
    """Yield those whose own pages name a person: as a relation, as how we met, in the log."""
    links = vault.links_to(person.id)
    vault.look_up(note for note, _, _ in links)
    for note, line, role in links:
        other = vault.notes[note]
        if other.kind != "person" or note == person.id:
            continue
        if role in ("relations", "through"):
            for row in vault.values_of(note, "relations", "met"):
                if row.line == line and person.id in vault.resolve(target(row.text)) and not _is_over(vault, row.until):
                    yield Tie(note, 0.8 if row.key == "relations" else 0.6, _tie_line(row))
        elif role in ("with", "mention"):
            yield Tie(note, 0.45, Evidence("log", f"[[{person.name}]]", f"{other.path}:{line}"))


def _colleagues(vault: Vault, person: NoteRow) -> Iterator[Tie]:
    for row in vault.values_of(person.id, "org"):
        if _is_over(vault, row.until):
            continue
        found = vault.resolve(target(row.text))
        if len(found) == 1:
            members = [tie for tie in _members(vault, vault.notes[found[0]]) if tie.note != person.id]
        else:
            same = [
                other
                for other in vault.values("org")
                if other.text == row.text and other.note != person.id and not _is_over(vault, other.until)
            ]
            members = [Tie(other.note, 1.0, Evidence("org", plain(other.text), other.at)) for other in same]
        if len(members) <= _MOST_MEMBERS:
            yield from (tie._replace(strength=0.5) for tie in members)


def _members(vault: Vault, org: NoteRow) -> Iterator[Tie]:
    links = vault.links_to(org.id)
    vault.look_up(note for note, _, _ in links)
    for note, line, role in links:
        if role == "org" and vault.notes[note].kind == "person":
            for row in vault.values_of(note, "org"):
                if row.line == line and org.id in vault.resolve(target(row.text)) and not _is_over(vault, row.until):
                    yield Tie(note, 0.8, Evidence("org", plain(row.text), row.at))


def _together(vault: Vault, person: NoteRow, contacts: list[Contact]) -> Iterator[Tie]:
    """Yield those who took part in two entries or more with a person."""
    shared: dict[int, list[int]] = {}
    for entry, company in vault.company_of(person.id).items():
        for other in company:
            if other != person.id:
                shared.setdefault(other, []).append(entry)
    often = {other: entries for other, entries in shared.items() if len(entries) > 1}
    if not often:
        return
    known = {each.entry: each for each in contacts}
    for other, entries in often.items():
        newest = max((known[entry] for entry in entries if entry in known), key=lambda each: each.day, default=None)
        if newest:
            strength = min(0.6, 0.4 + 0.05 * len(entries))
            yield Tie(other, strength, Evidence("log", plain(newest.text), newest.at), newest.day)


def _around_note(vault: Vault, note: NoteRow) -> Iterator[Tie]:
    """Yield the people of an organisation, those a note names, those whose pages name it."""
    if note.kind == "org":
        yield from _members(vault, note)
    links = vault.links_in([note.id])
    linking = vault.links_to(note.id)
    vault.look_up([*(found for _, _, _, found in links), *(other for other, _, _ in linking)])
    for _, line, role, found in links:
        if role in ("mention", "with") and vault.notes[found].kind == "person":
            strength, field = (0.75, "org note") if note.kind == "org" else (0.5, "note")
            yield Tie(found, strength, Evidence(field, note.name, f"{note.path}:{line}"))
    for other, line, role in linking:
        if vault.notes[other].kind == "person" and role != "org":
            yield Tie(other, 0.5, Evidence("mention", f"[[{note.name}]]", f"{vault.notes[other].path}:{line}"))


def _is_over(vault: Vault, until: str) -> bool:
    return bool(until) and until <= vault.today.isoformat()[: len(until)]
