"""With whom it fits at once that somebody needs or offers something, as it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prm.insight.matching.ear import Ear
from prm.insight.matching.knowing import Knowing
from prm.insight.matching.needs import learned_needs
from prm.insight.matching.offering import Offering
from prm.insight.matching.passing import in_passing
from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things as things_of
from prm.insight.search.evidence import Evidence
from prm.insight.search.ledger import Ledger
from prm.insight.search.pieces import search
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain

_FITS = 0.3
"""How much of an offer must answer a need."""
_BESIDE = 0.6
"""Who has less than this share of the best is not named beside them."""
_PASSING = ("log", "journal", "meeting", "mention", "note", "intro", "met", "promise")
_OUT = ("deceased", "archived", "paused", "wish")


class Fit(NamedTuple):
    """Somebody who offers what another needs, or needs what another offers: the line that says so, and since when."""

    slug: str
    name: str
    field: str
    text: str
    since: str | None
    at: str


def fits(vault: Vault, person: NoteRow, key: str, what: str) -> list[Fit]:
    """Return with whom it fits that somebody `needs` or `offers` something: who offers it, or who looks for it.

    Nobody is named whom they know already, nor whom I leave alone or have not met; I am, where it is me.
    """
    knowing = Knowing(vault)
    found: list[Fit] = []
    best = 0.0
    for other, score, evidence in _offers(vault, what) if key == "needs" else _seekers(vault, what):
        if score < _BESIDE * best:
            break
        if (
            other != person.id
            and _may_meet(vault, other)
            and not (other != vault.me and knowing.knows(person.id, other))
        ):
            best = best or score
            found.append(_fit(vault, vault.notes[other], evidence))
    return found


def _may_meet(vault: Vault, other: int) -> bool:
    return other == vault.me or vault.ties.standings.get(other, "deceased") not in _OUT


def _offers(vault: Vault, what: str) -> Iterator[tuple[int, float, Evidence]]:
    """Yield who could give something as the match sees it, the likeliest first; nobody by a line in passing."""
    things = things_of(what, Lexicon(vault.config))
    offering, wanted = Offering(vault, things), range(len(things))
    for case in sorted(offering.cases(wanted), key=lambda case: (-case.score, case.person)):
        evidence = offering.evidence(wanted, case.person)[0]
        if evidence.field not in _PASSING and not in_passing(offering, what, things, wanted, case.person):
            yield case.person, case.score, evidence


def _seekers(vault: Vault, what: str) -> Iterator[tuple[int, float, Evidence]]:
    """Yield who looks for something, the closest first; I come before all."""
    yield from _me(vault, what)
    for case in Ledger(vault, search(vault, things_of(what, Lexicon(vault.config)))).seekers():
        if case.score < _FITS:
            return
        stated = [line.evidence for line in case.lines if line.evidence.field == "needs"]
        if stated:
            yield case.note, case.score, stated[0]


def _me(vault: Vault, what: str) -> Iterator[tuple[int, float, Evidence]]:
    """Yield my own needs that something answers: at least half of the things I look for are said."""
    me, today = vault.notes.get(vault.me), vault.today.isoformat()
    if me is None:
        return
    rows = [row for row in vault.values_of(me.id, "needs") if not (row.until and row.until < today[: len(row.until)])]
    stated = [(plain(row.text), row.at) for row in rows]
    learned = [(each.what, each.at) for each in learned_needs(vault, me, [text for text, _ in stated])]
    for text, at in (*stated, *learned):
        things = [thing for thing in things_of(text, Lexicon(vault.config)) if not thing.aside]
        if things and 2 * sum(Ear(things).hear(what).values()) >= len(things):
            yield me.id, 0.0, Evidence("needs", text, at)


def _fit(vault: Vault, note: NoteRow, evidence: Evidence) -> Fit:
    field, text, at = evidence
    rows = vault.values_of(note.id, field) if field in ("offers", "needs") else []
    since = next((row.since for row in rows if row.at == at and plain(row.text) == text), "")
    return Fit(note.slug, note.name, field, text, since or None, at)
