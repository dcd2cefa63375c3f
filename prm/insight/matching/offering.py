"""Who could give what many people look for: every line that says so, asked of the words of the vault at once."""

from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from prm.insight.matching.ear import Ear
from prm.insight.search.evidence import INDEXES
from prm.insight.search.evidence import KIND_FIELD
from prm.insight.search.evidence import PAST
from prm.insight.search.evidence import PROMISES
from prm.insight.search.evidence import SILENT
from prm.insight.search.evidence import Evidence
from prm.insight.search.evidence import freshness
from prm.insight.search.evidence import is_light
from prm.insight.search.evidence import rarity
from prm.insight.search.evidence import weight_of
from prm.insight.search.evidence import without_day
from prm.insight.search.kin import kin_in
from prm.insight.search.saying import Thing
from prm.insight.search.saying import fts
from prm.insight.search.saying import in_full
from prm.model.facts_text import Said
from prm.model.facts_text import Stated
from prm.model.names import folded
from prm.model.names import stem
from prm.model.rows import NoteRow
from prm.model.titles import words_of
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern

COMMON = 60
"""Where more lines than this may say a thing, lines tell nothing of who can give it: everybody talks about it."""
ENOUGH = 0.4
"""How much must speak for somebody to be named: 1 is an offer that says all that is looked for."""
_NOT_SAID = SILENT | {"relations", "met", "wish"}
_PLACES = ("location", "address")
"""Where somebody lives helps, but speaks for nobody alone."""
_PARTS = ("with", "mention", "owner", "seen")
_MORE = (1.0, 0.15, 0.07)
_TELLING = 0.3
_OF_OTHERS = Pattern(
    r"(?i)"
    r"\b(?:look(?:s|ed|ing)?|search(?:es|ed|ing)?)\s+for\b|\b(?:needs|needed|wants|wanted|wants\s+to\s+hear"
    r"|asked\s+whether)\b"
    r"|探して|探し中|欲しが|ほしが|求めて|必要と|知りたが|^(?:gave|give|あげた|差し上げた|贈った)\b"
)
"""A line that says what somebody looks for, or what I gave, offers nothing."""


class Words(NamedTuple):
    """What is said of somebody, and as what; `is_place` says that it only tells where they live."""

    field: str
    text: str
    is_place: bool


Offered = tuple[float, Words, int, int]
"""Words that speak for somebody: how much, which, and the note and line where they stand."""


class Case(NamedTuple):
    """How much speaks for somebody."""

    person: int
    score: float


class Offering:
    """What everybody can give of some things.

    How much a thing counts among others does not hang on what is offered, nor does a case on the offers of others: who
    takes an offer away takes matches away and brings none.
    """

    def __init__(self, vault: Vault, things: Sequence[Thing]) -> None:
        self._vault = vault
        self._things = things
        self._less = [thing.aside or is_light(thing) for thing in things]
        self._ear = Ear(things)
        self._people = vault.ties.standings
        self._said: list[dict[int, list[Offered]]] = [{} for _ in things]
        self._best: dict[int, tuple[dict[int, float], dict[int, float]]] = {}
        counts = [0] * len(things)
        for stated in vault.text.fields_holding(fts(things), _NOT_SAID) if things else ():
            self._put_field(stated, counts)
        common = self._put_lines(counts)
        self._rare = [
            rarity(thing, max(1, count) + (COMMON if at in common else 0))
            for at, (thing, count) in enumerate(zip(things, counts, strict=True))
        ]

    def cases(self, wanted: Sequence[int]) -> list[Case]:
        """Return who could give what is wanted, things by their numbers, in no order."""
        own: dict[int, float] = {}
        place: dict[int, float] = {}
        for at, rare in self._shares(wanted):
            for scores, bests in zip((own, place), self._bests(at), strict=True):
                for person, best in bests.items():
                    scores[person] = scores.get(person, 0.0) + rare * best
        return [Case(each, round(best + place.get(each, 0.0), 6)) for each, best in own.items() if best >= ENOUGH]

    def most(self, wanted: Sequence[int]) -> float:
        """Return how much speaks at most for anybody who could give what is wanted."""
        highest = {at: max(max(each.values(), default=0.0) for each in self._bests(at)) for at in wanted}
        return sum(rare * highest[at] for at, rare in self._shares(wanted))

    def _shares(self, wanted: Sequence[int]) -> list[tuple[int, float]]:
        """Return how much each thing counts among those of a need; all that is told aside at most half as much.

        So a pianist is enough for “a pianist for the Christmas concert”, however many pianists there are.
        """
        main = sum(self._rare[at] for at in wanted if not self._less[at])
        less = sum(self._rare[at] for at in wanted if self._less[at])
        share = min(1.0, 0.5 * main / less) if main and less else 1.0
        total = main + share * less or 1.0
        return [(at, self._rare[at] * (share if self._less[at] else 1.0) / total) for at in wanted]

    def _bests(self, at: int) -> tuple[dict[int, float], dict[int, float]]:
        """Return how much speaks for those of whom one thing is said, and how much for whom only where they live."""
        known = self._best.get(at)
        if known is None:
            known = self._best[at] = ({}, {})
            for person, said in self._said[at].items():
                own = said
                if len(said) > 1:
                    own = [each for each in said if not each[1].is_place] or said
                known[own[0][1].is_place][person] = own[0][0] if len(own) == 1 else _best(own)
        return known

    def says(self, at: int, person: int) -> list[tuple[Words, float]]:
        """Return the words that say one thing of somebody, and how surely each says it."""
        said = self._said[at].get(person, [])
        return [(words, self._ear.hear(words.text).get(at, 0.0)) for _, words, _, _ in said if not words.is_place]

    def is_said(self, at: int, text: str) -> bool:
        """Tell whether a text says one thing."""
        return at in self._ear.hear(text)

    def evidence(self, wanted: Sequence[int], person: int) -> list[Evidence]:
        """Return the lines that speak for somebody, the heaviest first."""
        weights: dict[Evidence, float] = {}
        for at in wanted:
            said = self._said[at].get(person, [])
            for weight, words, note, line in [each for each in said if not each[1].is_place] or said:
                evidence = Evidence(words.field, words.text, f"{self._vault.notes[note].path}:{line}")
                weights[evidence] = weights.get(evidence, 0.0) + self._rare[at] * weight
        return _shown(weights)

    # fields

    def _put_field(self, stated: Stated, counts: list[int]) -> None:
        """Put down what a field says of those who say it in the same words."""
        field, title, text, until, places = stated
        places = [place for place in places if place[0] in self._people]
        heard = self._ear.hear(text) if places else {}
        if not heard:
            return
        over = bool(until) and until <= self._vault.today.isoformat()[: len(until)]
        weight = weight_of(field) * (PAST if over else 1.0)
        shown = plain(without_day(text))
        words = Words(field, f"{title}: {shown}" if title else shown, field in _PLACES)
        for at, sure in heard.items():
            counts[at] += len(places) if field != "offers" else 0
            said = self._said[at]
            for note, line in places:
                said.setdefault(note, []).append((weight * sure, words, note, line))

    # lines

    def _put_lines(self, counts: list[int]) -> set[int]:
        """Put down what lines say of things that are not on everybody's lips; return the others."""
        common: set[int] = set()
        found: set[Said] = set()
        for at, thing in enumerate(self._things):
            lines = self._vault.text.lines_holding(fts([thing]), COMMON, in_full(thing))
            if lines is None:
                common.add(at)
            else:
                counts[at] += len(lines)
                found.update(lines)
        self._vault.look_up({said.note for said in found})
        days = self._vault.log.days_at({(said.note, said.line) for said in found if said.line})
        links: dict[int, list[tuple[int, str, int]]] = {}
        for note, line, role, other in self._vault.links_in({said.note for said in found if "[" in said.text}):
            links.setdefault(note, []).append((line, role, other))
        for said in sorted(found):
            heard = {at: sure for at, sure in self._ear.hear(said.text).items() if at not in common}
            if heard and not _OF_OTHERS.search(plain(without_day(said.text))):
                self._put_line(said, heard, days.get((said.note, said.line), ""), links.get(said.note, []))
        return common

    def _put_line(self, said: Said, heard: dict[int, float], day: str, links: list[tuple[int, str, int]]) -> None:
        note = self._vault.notes.get(said.note)
        if note is None or note.id == self._vault.me or stem(note.path).casefold() in INDEXES:
            return
        text = plain(without_marks(without_day(said.text)))
        day = day or note.day
        for person, field, share in self._meant(note, said, text, day, heard, links):
            weight = weight_of(field) * share * freshness(self._vault.today, day)
            words = Words(field, text, is_place=False)
            for at, sure in heard.items():
                self._said[at].setdefault(person, []).append((weight * sure, words, note.id, said.line))

    def _meant(
        self, note: NoteRow, said: Said, text: str, day: str, heard: dict[int, float], links: list[tuple[int, str, int]]
    ) -> Iterator[tuple[int, str, float]]:
        """Yield of whom a line tells, as what, and how much of it is theirs."""
        if note.kind == "person":
            is_name = said.field == "title" and folded(said.text) == folded(note.name)
            if is_name or words_of(said.title) in PROMISES or kin_in(text, [self._things[at] for at in heard]):
                return
            yield note.id, "log" if day else "about", 1.0
        if said.field == "line" and "[" in said.text:
            named = {
                other
                for line, role, other in links
                if said.line <= line <= said.last and role in _PARTS and other not in (note.id, self._vault.me)
                if other in self._people
            }
            field = "mention" if note.kind == "person" else KIND_FIELD.get(note.kind, "note")
            yield from ((person, field, 1.0 if len(named) < 3 else 0.6) for person in sorted(named))


def _best(said: list[Offered]) -> float:
    """Return what lines weigh together: the heaviest in full, two more a little, the same words once."""
    weights: dict[str, float] = {}
    for weight, words, _, _ in said:
        weights[words.text] = max(weight, weights.get(words.text, 0.0))
    best = sorted(weights.values(), reverse=True)
    return sum(weight * share for weight, share in zip(best, _MORE, strict=False))


def _shown(lines: dict[Evidence, float], most: int = 3) -> list[Evidence]:
    """Return the lines to show, the heaviest first, the same words once, none that tells next to nothing."""
    best = max(lines.values())
    found: dict[str, Evidence] = {}
    for line in sorted(lines, key=lambda line: (-round(lines[line], 6), line.at, line.text)):
        if lines[line] >= _TELLING * best:
            found.setdefault(line.text, line)
    return list(found.values())[:most]
