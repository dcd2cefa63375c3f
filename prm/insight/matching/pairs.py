"""Who around me needs what somebody else offers: pairs that do not know each other, the best first."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from heapq import heappop
from heapq import heappush
from itertools import islice
from typing import NamedTuple

from prm.insight.introductions.readiness import readiness
from prm.insight.matching.knowing import Knowing
from prm.insight.matching.needs import Sought
from prm.insight.matching.needs import all_sought
from prm.insight.matching.offering import Case
from prm.insight.matching.offering import Offering
from prm.insight.matching.passing import in_passing
from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things as things_of
from prm.insight.search.evidence import Evidence
from prm.insight.search.saying import Thing
from prm.model.vault import Vault

_NEXT = 0.85
"""How much the next one who could give the same counts: who is alone with a need comes before its fifth answer."""
_LOOK = 8
"""Among how many of the best answers to a need the next is chosen."""
_KNOWN = 0.15
"""How much it adds that I know both."""
_HAIR = 1e-5
_OUT = ("deceased", "archived")


class Lacking(NamedTuple):
    """What I do not know yet of one of the two."""

    slug: str
    name: str
    missing: list[str]


class Pair(NamedTuple):
    """Somebody who looks for something and somebody who could give it; one of them may be me.

    `evidence` is the line of the need, then those that speak for who offers. `lacking` is what is missing before I
    introduce the two on my own standing, `since` since when it is looked for. `passing` says that just a word in
    passing speaks for it.
    """

    needs: str
    offers: str
    on: str
    evidence: list[Evidence]
    ready: bool
    missing: list[str]
    since: str | None
    lacking: list[Lacking]
    score: float
    passing: bool


class Match(NamedTuple):
    """A pair as it is printed."""

    needs: str
    offers: str
    on: str
    evidence: list[Evidence]
    ready: bool
    missing: list[str]


def match(pair: Pair) -> Match:
    """Return a pair as it is printed."""
    return Match(pair.needs, pair.offers, pair.on, pair.evidence, pair.ready, pair.missing)


def pairs(
    vault: Vault,
    person: int | None = None,
    among: frozenset[int] | None = None,
    apart: Iterable[int] = (),
    most: int = 0,
) -> list[Pair]:
    """Return who needs what somebody offers, the best first; `most` of them, 0 for all.

    With `person` only pairs with that person, on either side; with `among` only pairs of these. `apart` are meetings
    and entries at which two may have been without knowing each other. I am part of it, unless it is `among` others.
    """
    wanted = [each for each in all_sought(vault) if among is None or each.note in among]
    cases = _Cases(vault, wanted, person, among)
    found = list(islice(_in_order(vault, wanted, cases, Knowing(vault, apart)), most or None))
    vault.look_up(person for need, case, _ in found for person in (need.note, case.person))
    return [_pair(vault, need, case, cases.evidence(need, case), passing=passing) for need, case, passing in found]


def _in_order(
    vault: Vault, wanted: list[Sought], cases: _Cases, knowing: Knowing
) -> Iterator[tuple[Sought, Case, bool]]:
    """Yield needs with who could answer them, the best first; who knows whom is only asked of the next in turn.

    Each time that a need is answered, or somebody named, their next turn counts less, so that nobody crowds out others.
    What rests on a word in passing, as it says, comes behind all else.
    """
    behind: list[tuple[Sought, Case]] = []
    named: dict[int, int] = {}
    answered = [0] * len(wanted)
    left: dict[int, list[Case]] = {}
    heap: list[tuple[float, str, str, int]] = []
    turn: dict[int, Case] = {}

    def push(number: int) -> None:
        need = wanted[number]
        waiting = (case for case in left.get(number) or cases.of(need) if cases.may_meet(need, case))
        look = _LOOK if named else 1
        best = min(((-worth(number, case), at, case) for at, case in enumerate(islice(waiting, look))), default=None)
        if best is not None:
            turn[number] = best[2]
            heappush(heap, (best[0], need.since or "~", need.at, number))

    def worth(number: int, case: Case) -> float:
        turns = answered[number] + named.get(case.person, 0)
        return round(cases.worth(wanted[number], case) * _NEXT**turns, 6)

    def strangers(need: Sought, case: Case) -> bool:
        return vault.me in (need.note, case.person) or not knowing.knows(need.note, case.person)

    asking: dict[str, list[int]] = {}
    for number, need in enumerate(wanted):
        asking.setdefault(need.what, []).append(number)
    whats = list(asking)
    for at, what in enumerate(whats):
        heappush(heap, (-cases.most(what), "", "", ~at))
    while heap:
        known, _, _, number = heappop(heap)
        if number < 0:  # until now it was enough to know how good a pair can be at most
            for each in asking[whats[~number]]:
                push(each)
            continue
        need, case = wanted[number], turn[number]
        if -known > worth(number, case):
            push(number)
            continue
        if cases.in_passing(need, case):
            behind.append((need, case))
        elif strangers(need, case):
            yield need, case, False
            answered[number] += 1
            named[case.person] = named.get(case.person, 0) + 1
        rest = left.setdefault(number, list(cases.of(need)))
        rest.remove(case)
        if rest:
            push(number)
    yield from ((need, case, True) for need, case in behind if strangers(need, case))


class _Cases:
    """Who could answer each need; needs in the same words are asked once."""

    def __init__(self, vault: Vault, wanted: list[Sought], person: int | None, among: frozenset[int] | None) -> None:
        self._vault, self._person, self._among = vault, person, among
        lexicon = Lexicon(vault.config)
        numbers: dict[Thing, int] = {}
        self._things: dict[str, list[Thing]] = {}
        self._wanted: dict[str, list[int]] = {}
        for need in wanted:
            if need.what not in self._wanted:
                things = self._things[need.what] = things_of(need.what, lexicon)
                self._wanted[need.what] = [numbers.setdefault(thing, len(numbers)) for thing in things]
        self._offering = Offering(vault, list(numbers))
        self._found: dict[str, list[Case]] = {}
        least = int(vault.config.get("introductions.min_meetings"))
        self._known = {person for person, count in vault.contact_counts.items() if count >= least} | {vault.me}
        self._standings = vault.ties.standings

    def of(self, need: Sought) -> list[Case]:
        """Return who could answer a need, the best first; with a person in view, of others' needs only that one."""
        if need.what not in self._found:
            found = self._offering.cases(self._wanted[need.what])
            self._found[need.what] = sorted(
                (case for case in found if self._may_give(case.person)),
                key=lambda case: (-self._given(case), case.person),
            )
        found = self._found[need.what]
        if self._person in (None, need.note):
            return found
        return [case for case in found if case.person == self._person]

    def most(self, what: str) -> float:
        """Return how good a pair for a need in these words is at most."""
        return self._offering.most(self._wanted[what]) + 2 * _KNOWN + _HAIR

    def evidence(self, need: Sought, case: Case) -> list[Evidence]:
        """Return the lines that speak for somebody who could answer a need."""
        return self._offering.evidence(self._wanted[need.what], case.person)

    def in_passing(self, need: Sought, case: Case) -> bool:
        """Tell whether only a word in passing speaks for somebody who could answer a need."""
        return in_passing(self._offering, need.what, self._things[need.what], self._wanted[need.what], case.person)

    def _may_give(self, person: int) -> bool:
        return self._standings[person] not in _OUT and (self._among is None or person in self._among)

    def _rests(self, person: int) -> bool:
        """Tell whether somebody is left alone for now: they are named only where they are asked about."""
        return self._standings[person] == "paused" and person != self._person

    def may_meet(self, need: Sought, case: Case) -> bool:
        """Tell whether two can be introduced: they are two, and nobody introduces whom they have not met themselves."""
        if need.note == case.person or self._rests(need.note) or self._rests(case.person):
            return False
        if "wish" in (self._standings[need.note], self._standings[case.person]):
            return self._vault.me in (need.note, case.person)
        return True

    def worth(self, need: Sought, case: Case) -> float:
        """Return how good a pair is: what speaks for who offers, and whether I know both."""
        return self._given(case) + _KNOWN * (need.note in self._known)

    def _given(self, case: Case) -> float:
        return case.score + _KNOWN * (case.person in self._known)


def _pair(vault: Vault, need: Sought, case: Case, evidence: list[Evidence], *, passing: bool) -> Pair:
    one, other = vault.notes[need.note], vault.notes[case.person]
    lacking: list[Lacking] = []
    if vault.me not in (one.id, other.id):
        for note in (one, other):
            missing = readiness(vault, note, "none").missing  # what they need and can do is what the pair says
            lacking += [Lacking(note.slug, note.name, missing)] if missing else []
    return Pair(
        one.slug,
        other.slug,
        need.what,
        [Evidence("needs", need.what, need.at), *evidence],
        not lacking,
        [f"{each.name}: {', '.join(each.missing)}" for each in lacking],
        need.since or None,
        lacking,
        case.score,
        passing,
    )
