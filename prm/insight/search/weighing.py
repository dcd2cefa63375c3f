"""Weighs what speaks for people: at most how much at once, exactly how much of those whose turn comes."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from heapq import heappop
from heapq import heappush
from typing import NamedTuple

from prm.insight.search.evidence import MORE
from prm.insight.search.evidence import PROMISES
from prm.insight.search.evidence import Case
from prm.insight.search.evidence import Evidence
from prm.insight.search.evidence import Line
from prm.insight.search.evidence import backwards
from prm.insight.search.evidence import day_of_title
from prm.insight.search.evidence import freshness
from prm.insight.search.evidence import rarity
from prm.insight.search.evidence import weight_of
from prm.insight.search.evidence import without_day
from prm.insight.search.pieces import Hit
from prm.insight.search.pieces import Searched
from prm.model.facts_text import Said
from prm.model.rows import NoteRow
from prm.model.titles import words_of
from prm.model.vault import Vault
from prm.text.markdown import plain

_AT_ONCE = 48
"""How many are read together, that others may need reading less."""
_HAIR = 1e-9
_OWN_WORDS = ("line", "title")
_UNLABELLED = (*_OWN_WORDS, "met", "wish")


class Claim(NamedTuple):
    """That a hit speaks for somebody: the note it stands in, as what, and the most it can weigh.

    "" for a field is the page of the note's person: a line of its log, or about them, as its day will tell.
    """

    hit: Hit
    note: NoteRow
    field: str
    weight: float


class Weighing:
    """What claims weigh; the days and words of lines are looked up once somebody asks for them."""

    def __init__(self, vault: Vault, searched: Searched) -> None:
        self._vault = vault
        self._many = len(searched.things)
        counts = [sum(1 for hit in searched.hits if hit.sures[at]) for at in range(self._many)]
        self._rare = [rarity(thing, count) for thing, count in zip(searched.things, counts, strict=True)]
        self._total = sum(self._rare) or 1.0
        self._days: dict[tuple[int, int], str] = {}
        self._asked: set[tuple[int, int]] = set()

    def ordered(self, table: Mapping[int, list[Claim]], *, chosen: bool = True) -> Iterator[Case]:
        """Yield a case for each note, the strongest first, then by path.

        `chosen`: with each line once, and those that say most; else with all lines in their order.
        """
        waiting = sorted((-round(self._at_most(claims) + _HAIR, 6), note) for note, claims in table.items())
        ready: list[tuple[float, int, float, list[Line]]] = []
        at = 0
        while at < len(waiting) or ready:
            if at < len(waiting) and (not ready or waiting[at][0] <= ready[0][0]):
                some = {note: table[note] for _, note in waiting[at : at + _AT_ONCE]}
                at += len(some)
                for note, score, lines in self._read(some, chosen=chosen):
                    heappush(ready, (-round(score, 6), note, score, lines))
                continue
            _, note, score, lines = heappop(ready)
            yield Case(note, score, self._best(lines) if chosen else lines)

    def scores(self, table: Mapping[int, list[Claim]]) -> dict[int, float]:
        """Return how much speaks for each note."""
        return {note: score for note, score, _ in self._read(table, chosen=True)}

    def case(self, note: int, claims: list[Claim]) -> Case:
        """Return a case for a note with all that claims say."""
        lines = [self._line(claim) for claim in claims]
        return Case(note, self._score(lines), lines)

    def _read(self, table: Mapping[int, list[Claim]], *, chosen: bool) -> Iterator[tuple[int, float, list[Line]]]:
        """Yield notes with how much speaks for them, and the lines that do."""
        self._vault.look_up(table)
        self.look_up(claim for claims in table.values() for claim in claims)
        for note, claims in table.items():
            lines = [self._line(claim) for claim in claims]
            lines = _once(lines) if chosen else lines
            yield note, self._score(lines), lines

    # one line

    def look_up(self, claims: Iterable[Claim]) -> None:
        """Read the days of lines."""
        places = {(claim.note.id, claim.hit.said.line) for claim in claims if _has_day(claim)} - self._asked
        self._asked |= places
        self._days |= self._vault.log.days_at(place for place in places if place[1])

    def _line(self, claim: Claim) -> Line:
        said, note = claim.hit.said, claim.note
        day = self._day(claim)
        field = claim.field or ("log" if day else "about")
        weight = claim.weight if claim.field else weight_of(field)
        fresh = weight * (freshness(self._vault.today, day) if field != "needs" else 1.0)
        evidence = Evidence(field, words_said(said), f"{note.path}:{said.line}")
        return Line(evidence, tuple(fresh * sure for sure in claim.hit.sures), day)

    def _day(self, claim: Claim) -> str:
        """Return the day of a line, of a need since when it is one; "" for none."""
        said = claim.hit.said
        if not _has_day(claim):
            return said.since if claim.field == "needs" else ""
        day = self._days.get((said.note, said.line), "") or day_of_title(said.title)
        return day if claim.note.kind == "person" else day or claim.note.day

    # all lines of one note

    def _at_most(self, claims: list[Claim]) -> float:
        """Return what claims weigh if all their lines are new and none repeats another."""
        if len(claims) == 1:
            hit, _, _, weight = claims[0]
            score = sum([rare * weight * sure for rare, sure in zip(self._rare, hit.sures, strict=True)])
            return score / self._total + self._together(_said(hit.sures))
        each = [[weight * hit.sures[at] for hit, _, _, weight in claims] for at in range(self._many)]
        return self._sum(each, max(_said(hit.sures) for hit, _, _, _ in claims))

    def _score(self, lines: list[Line]) -> float:
        """Return how well lines answer all that is asked for: 1 for an offer that says every thing of it."""
        each: list[list[float]] = []
        for at in range(self._many):
            seen: dict[str, float] = {}
            for line in lines:
                seen[line.evidence.text] = max(seen.get(line.evidence.text, 0.0), line.weights[at])
            each.append(list(seen.values()))
        return self._sum(each, max((_said(line.weights) for line in lines), default=0))

    def _sum(self, each: list[list[float]], together: int) -> float:
        """Return the score of what is said of each thing; `together` is how many of them one line says."""
        score = 0.0
        for rare, weights in zip(self._rare, each, strict=True):
            best = sorted(weights, reverse=True)[: len(MORE)]
            score += rare * sum(weight * share for weight, share in zip(best, MORE, strict=False))
        return score / self._total + self._together(together)

    def _together(self, things: int) -> float:
        """Return how much it adds that one line says several things."""
        return 0.1 * (things - 1) / self._many if things > 1 else 0.0

    def _best(self, lines: list[Line], most: int = 3) -> list[Line]:
        """Return the lines to show: the best for each thing first, then the heaviest."""
        if len(lines) == 1:
            return lines

        def heavy(line: Line) -> tuple[float, str, str]:
            return (
                -sum(w * r for w, r in zip(line.weights, self._rare, strict=True)),
                backwards(line.day),
                line.evidence.at,
            )

        ordered = sorted(lines, key=heavy)
        shown: list[Line] = []
        covered: set[int] = set()
        for line in ordered:
            new = {at for at, weight in enumerate(line.weights) if weight} - covered
            if new:
                shown.append(line)
                covered |= new
        texts = {line.evidence.text for line in shown}
        more = [line for line in ordered if line not in shown and line.evidence.text not in texts]
        kept = (shown + more[: max(0, most - len(shown))])[: max(most, self._many)]
        return sorted(kept, key=heavy)


def words_said(said: Said) -> str:
    """Return the words of a hit as they are shown, behind the label of what it is a value of."""
    text = plain(without_day(said.text))
    return f"{said.title}: {text}" if said.title and said.field not in _UNLABELLED else text


def _has_day(claim: Claim) -> bool:
    """Tell whether a day counts for a line: on somebody's own page, for what is told there, but no promise."""
    said = claim.hit.said
    return claim.note.kind != "person" or (said.field in _OWN_WORDS and words_of(said.title) not in PROMISES)


def _once(lines: list[Line]) -> list[Line]:
    """Return each line once, at its heaviest."""
    if len(lines) == 1:
        return lines
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = (line.evidence.at, line.evidence.text)
        if key not in found or sum(found[key].weights) < sum(line.weights):
            found[key] = line
    return list(found.values())


def _said(weights: tuple[float, ...]) -> int:
    """Return of how many things something is said."""
    return len(weights) - weights.count(0.0)
