"""Search in your head: who could help with something, with the lines that speak for each, and who can lead there."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from itertools import tee
from typing import NamedTuple

from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things as things_of
from prm.insight.search.evidence import Case
from prm.insight.search.evidence import Evidence
from prm.insight.search.evidence import Line
from prm.insight.search.evidence import Via
from prm.insight.search.evidence import backwards
from prm.insight.search.leading import SOURCES
from prm.insight.search.leading import leads
from prm.insight.search.ledger import Ledger
from prm.insight.search.pieces import Searched
from prm.insight.search.pieces import search
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_NOT_OFFERED = ("deceased", "archived")
_LEAST = 0.25
"""Who has less than this share of the strongest case is left out."""


class Match(NamedTuple):
    """Somebody who may help: `rank` counts from 1; `evidence` speaks for them, or says how close they are to `via`."""

    slug: str
    name: str
    rank: int
    evidence: list[Evidence]
    via: Via | None


class _Row(NamedTuple):
    """Somebody to be named: how much speaks for them, which lines, and whom they lead to."""

    score: float
    note: NoteRow
    lines: list[Line]
    via: Via | None


class Found(NamedTuple):
    """The answer: people in order, what was searched, and who looks for the same."""

    people: list[Match]
    searched: Searched
    seekers: list[Match]


def who(
    vault: Vault, words: str, *, without: Iterable[int] = (), direct: bool = False, most: int = 0, seekers: int = 0
) -> Found:
    """Return who could help with what the words ask for, the likeliest first; `direct` leaves out who only leads there.

    `without` are notes not to be proposed, `most` is how many people at most, `seekers` how many who look for the same;
    0 for all.
    """
    searched = search(vault, things_of(words, Lexicon(vault.config)))
    ledger = Ledger(vault, searched)
    left_out = {vault.me, *without}
    leading, helping = tee(_telling(ledger))
    led = [] if direct else [row for row in _led(vault, ledger, leading) if row.note.id not in left_out]
    found = sorted([*led, *_able(vault, helping, left_out | {row.note.id for row in led}, most)], key=_order)
    best = max((row.score for row in found), default=0.0)
    people = islice((row for row in found if row.score >= best * _LEAST), most or None)
    looking = islice((case for case in ledger.seekers() if case.note not in left_out), seekers or None)
    return Found(
        [_match(row.note, rank, row.lines, row.via) for rank, row in enumerate(people, 1)],
        searched,
        [_match(vault.notes[case.note], rank, case.lines, None) for rank, case in enumerate(looking, 1)],
    )


def _led(vault: Vault, ledger: Ledger, telling: Iterator[Case]) -> list[_Row]:
    """Return who leads to somebody or something for which most speaks, where less speaks for them themselves."""
    cases, sources = list(islice(telling, SOURCES)), list(islice(ledger.sources(), SOURCES))
    found = [lead for lead in leads(vault, cases, sources, ledger.told()) if _may_help(vault, lead.note)]
    own = ledger.scores(lead.note for lead in found)
    least = _LEAST * max((case.score for case in cases), default=0.0)
    return [
        _Row(lead.score, vault.notes[lead.note], lead.lines, lead.via)
        for lead in found
        if not least <= own.get(lead.note, 0.0) >= lead.score
    ]


def _able(vault: Vault, telling: Iterable[Case], left_out: set[int], most: int) -> Iterator[_Row]:
    """Yield who can help themselves, the likeliest first: `most` besides acquaintances, and whoever equals the last."""
    named, last = 0, 0.0
    for case in telling:
        if most and named >= most and round(case.score, 6) < last:
            return
        if case.note not in left_out and _may_help(vault, case.note):
            row = _Row(case.score, vault.notes[case.note], case.lines, None)
            named, last = named + (not _is_aside(row.note)), round(case.score, 6)
            yield row


def _telling(ledger: Ledger) -> Iterator[Case]:
    """Yield the cases that are not all too weak beside the strongest."""
    least = 0.0
    for case in ledger.cases():
        least = least or case.score * _LEAST
        if case.score < least:
            return
        yield case


def _match(note: NoteRow, rank: int, lines: Iterable[Line], via: Via | None) -> Match:
    return Match(note.slug, note.name, rank, [line.evidence for line in lines], via)


def _may_help(vault: Vault, note: int) -> bool:
    row = vault.notes[note]
    return row.kind == "person" and row.status not in _NOT_OFFERED


def _is_aside(note: NoteRow) -> bool:
    """Tell whether somebody is a mere acquaintance; these come last."""
    return note.status == "acquaintance" and not note.circle


def _order(row: _Row) -> tuple[bool, float, str, str]:
    """Order by how much speaks for somebody, then the newest line, then the name; acquaintances come last."""
    newest = max((line.day for line in row.lines), default="")
    return _is_aside(row.note), -round(row.score, 6), backwards(newest), row.note.path
