"""Search in your head: who could help with something, with the lines that speak for each, and who can lead there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.asking import Lexicon
from prm.insight.asking import things as things_of
from prm.insight.evidence import Evidence
from prm.insight.evidence import Ledger
from prm.insight.evidence import Line
from prm.insight.evidence import Via
from prm.insight.evidence import backwards
from prm.insight.leading import leads
from prm.insight.search import Searched
from prm.insight.search import search
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain

_NOT_OFFERED = ("deceased", "archived")
_LEAST = 0.25
"""Who has less than this share of the strongest case is left out."""
_PASSING = ("log", "journal", "meeting", "mention", "note", "intro", "met", "promise")
_FITS = 0.3
"""How much must speak for somebody to be named when a need or an offer is written down."""


class Match(NamedTuple):
    """Somebody who may help: `rank` counts from 1; `evidence` speaks for them, or says how close they are to `via`."""

    slug: str
    name: str
    rank: int
    evidence: list[Evidence]
    via: Via | None


class Fit(NamedTuple):
    """Somebody who offers what another needs, or needs what another offers: the line that says so, and since when."""

    slug: str
    name: str
    field: str
    text: str
    since: str | None
    at: str


class Found(NamedTuple):
    """The answer: people in order, what was searched, and who looks for the same."""

    people: list[Match]
    searched: Searched
    seekers: list[Match]


def who(vault: Vault, words: str, *, without: Iterable[int] = (), direct: bool = False, most: int = 0) -> Found:
    """Return who could help with what the words ask for, the likeliest first; `direct` leaves out who only leads there.

    `without` are notes not to be proposed, `most` is how many people at most, 0 for all.
    """
    searched = search(vault, things_of(words, Lexicon(vault.config)))
    ledger = Ledger(vault, searched)
    cases = ledger.cases(_LEAST)
    left_out = {vault.me, *without}
    found: list[tuple[float, NoteRow, list[Line], Via | None]] = [
        (case.score, vault.notes[case.note], case.lines, None)
        for case in cases
        if _may_help(vault, case.note) and case.note not in left_out
    ]
    if not direct:
        own = {note.id: score for score, note, _, _ in found}
        for lead in leads(vault, cases, ledger.sources(), ledger.told()):
            if lead.note in left_out or not _may_help(vault, lead.note) or lead.score <= own.get(lead.note, 0.0):
                continue
            row = (lead.score, vault.notes[lead.note], lead.lines, lead.via)
            found = [each for each in found if each[1].id != lead.note]
            own[lead.note] = lead.score
            found.append(row)
    found.sort(key=lambda row: _order(vault, row[0], row[1], row[2]))
    best = max((row[0] for row in found), default=0.0)
    found = [row for row in found if row[0] >= best * _LEAST]
    people = [
        _match(note, rank, [line.evidence for line in lines], via)
        for rank, (_, note, lines, via) in enumerate(found[: most or None], 1)
    ]
    seekers = [case for case in ledger.seekers() if case.note not in left_out]
    return Found(
        people,
        searched,
        [
            _match(vault.notes[case.note], rank, [line.evidence for line in case.lines], None)
            for rank, case in enumerate(seekers, 1)
        ],
    )


def _match(note: NoteRow, rank: int, evidence: list[Evidence], via: Via | None) -> Match:
    return Match(note.slug, note.name, rank, evidence, via)


def fits(vault: Vault, person: NoteRow, key: str, what: str) -> list[Fit]:
    """Return with whom it fits that somebody `needs` or `offers` something: who offers it, or who looks for it.

    Nobody is named whom they know already.
    """
    from prm.insight.knowing import Knowing

    searched = search(vault, things_of(what, Lexicon(vault.config)))
    ledger = Ledger(vault, searched)
    knowing = Knowing(vault)
    cases = [
        case
        for case in (ledger.cases() if key == "needs" else ledger.seekers())
        if case.note not in (person.id, vault.me)
        and _may_help(vault, case.note)
        and case.lines[0].evidence.field not in _PASSING
        and not knowing.knows(person.id, case.note)
    ]
    least = max(_FITS, 0.6 * max((case.score for case in cases), default=0.0))
    return [_fit(vault, vault.notes[case.note], case.lines[0]) for case in cases if case.score >= least]


def _fit(vault: Vault, note: NoteRow, line: Line) -> Fit:
    field, text, at = line.evidence
    rows = vault.values_of(note.id, field) if field in ("offers", "needs") else []
    since = next((row.since for row in rows if row.at == at and plain(row.text) == text), "")
    return Fit(note.slug, note.name, field, text, since or None, at)


def _may_help(vault: Vault, note: int) -> bool:
    row = vault.notes[note]
    return row.kind == "person" and row.status not in _NOT_OFFERED


def _order(vault: Vault, score: float, note: NoteRow, lines: list[Line]) -> tuple[bool, float, str, str]:
    """Order by how much speaks for somebody, then the newest line, then the name; acquaintances come last."""
    newest = max((line.day for line in lines), default="")
    return note.status == "acquaintance" and not note.circle, -round(score, 6), backwards(newest), note.path
