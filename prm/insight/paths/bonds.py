"""How people are bound to one another, as a graph: each bond with what speaks for it, and how much.

How strong a bond is follows from the kinds of evidence together: 1 − (1 − a)(1 − b)…, each kind counting more the more
there is of it. So more evidence never weakens, less never strengthens, and a bond is the same from both ends.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from prm.insight.introductions.bringing import introductions
from prm.insight.introductions.bringing import resolver
from prm.insight.paths.relating import FAMILY
from prm.insight.paths.relating import relation_weight
from prm.insight.paths.workplaces import Place
from prm.insight.paths.workplaces import Workplaces
from prm.model.ties import Beside
from prm.model.vault import Vault
from prm.text.markdown import plain

STRONG, FAIR = 0.7, 0.45
"""From where on a hop is called strong or fair; below it is weak."""
MOST = 0.98
"""Nothing is surer than that."""
_PATIENCE = 300
"""Of how many people entries are asked one by one, before they are asked of everybody."""
IN_PERSON = ("meet", "coffee", "meal", "drink", "visit", "event")
_THROUGH, _INTRODUCED, _DATED_ORG, _ORG, _NAMED = 0.7, 0.65, 0.5, 0.4, 0.44


class Source(NamedTuple):
    """Where a piece of evidence stands: a value's line, or an entry by its number."""

    kind: str
    text: str
    day: str
    at: str
    entry: int


class Bond:
    """What speaks for two people knowing each other: stated lines, days together, lines that name both."""

    __slots__ = ("_strength", "apart", "days", "named", "stated")

    def __init__(self) -> None:
        self.stated: list[tuple[float, Source]] = []
        self.days: dict[str, tuple[float, int]] = {}
        self.named: dict[tuple[int, int], Source] = {}
        self.apart = False
        self._strength = -1.0

    def state(self, weight: float, source: Source) -> None:
        """Add a line that says so."""
        self.stated.append((weight, source))

    def meet(self, day: str, weight: float, entry: int) -> None:
        """Add a day on which both took part in one entry; of a day the weightiest counts."""
        known = self.days.get(day)
        if known is None or weight > known[0]:
            self.days[day] = (weight, entry)

    def strength(self) -> float:
        """Return how strong the bond is without a workplace in common, from 0 to 1."""
        if self._strength < 0:
            of_kind: dict[str, float] = {}
            for weight, source in self.stated:
                of_kind[source.kind] = max(weight, of_kind.get(source.kind, 0.0))
            points = sum(weight for weight, _ in self.days.values())
            names = len(self.named)
            weights = [*of_kind.values(), 0.95 * points / (points + 1.1), min(_NAMED, 0.8 * names / (names + 2))]
            self._strength = together(weights)
        return self._strength


def together(weights: list[float]) -> float:
    """Return how much several kinds of evidence say at once."""
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return min(MOST, 1 - left)


class Bonds:
    """The graph of a vault: relations are read at once, all else of somebody when they are looked at."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._today = vault.today.isoformat()
        self.near: dict[int, dict[int, Bond]] = {}
        self.standings = vault.ties.standings
        self._found = resolver(vault)
        self.introductions = introductions(vault, self._found)
        self.places = Workplaces(vault, self._found)
        self._read: set[int] = set()
        self._whole = False
        self._relations()
        self._introduced()

    def between(self, one: int, other: int) -> Bond:
        """Return the bond of two people, made if there is none."""
        bond = self.near.get(one, _NOBODY).get(other)
        if bond is None:
            bond = Bond()
            self.near.setdefault(one, {})[other] = bond
            self.near.setdefault(other, {})[one] = bond
        return bond

    def around(self, person: int, finished: set[str]) -> Iterator[tuple[int, float]]:
        """Yield everybody bound to somebody, with the strength, for a search that goes from the strongest on.

        A workplace is `finished` once somebody was asked whose time there has no ends: who comes later leads to nobody
        there by a stronger way, unless the days of both are known.
        """
        self._read_of(person)
        for other, bond in list(self.near.get(person, _NOBODY).items()):
            if not bond.apart:
                yield other, self.strength(person, other)
        for key, place in self.places.of(person):
            is_first = key not in finished
            mates = self.places.at(key) if is_first or place.dated else []
            if place.first == date.min and place.last == date.max:
                finished.add(key)
            for mate in mates:
                is_other = mate.person != person and (is_first or mate.dated)
                if is_other and _overlap(place, mate) and not self._is_apart(person, mate.person):
                    yield mate.person, _org_weight(place, mate)

    def among(self, people: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield whoever of some people may be tied to another of them."""
        inside = set(people)
        at: dict[str, list[int]] = {}
        self.look_at(len(people))
        for one in people:
            self._read_of(one)
            yield from ((one, other) for other in self.near.get(one, _NOBODY) if other in inside and other != one)
            for key in {key for key, _ in self.places.of(one)}:
                yield from ((one, mate) for mate in at.get(key, ()))
                at.setdefault(key, []).append(one)

    def bond(self, one: int, other: int) -> Bond | None:
        """Return the bond of two people, if there is one."""
        self._read_of(one)
        return self.near.get(one, _NOBODY).get(other)

    def strength(self, one: int, other: int) -> float:
        """Return how strong the bond of two people is, from 0 to 1."""
        bond = self.bond(one, other)
        if bond and bond.apart:
            return 0.0
        weights = [bond.strength()] if bond else []
        shared = self.shared_place(one, other)
        return together([*weights, _org_weight(*shared)] if shared else weights)

    def shared_place(self, one: int, other: int) -> tuple[Place, Place] | None:
        """Return the workplace that two people shared at one time, the best known one."""
        theirs = self.places.of(other)
        found = [
            (mine, their)
            for key, mine in (self.places.of(one) if theirs else ())
            for name, their in theirs
            if key == name and _overlap(mine, their)
        ]
        return max(found, key=lambda pair: _org_weight(*pair), default=None)

    def _is_apart(self, one: int, other: int) -> bool:
        bond = self.near.get(one, _NOBODY).get(other)
        return bond is not None and bond.apart

    # what is stated

    def _relations(self) -> None:
        for row in self._vault.values("relations"):
            other = self._found(row.text)
            if other in (0, row.note) or (row.until and row.until <= self._today[: len(row.until)]):
                continue
            weight = relation_weight(row.label)
            bond = self.between(row.note, other)
            bond.apart = bond.apart or not weight
            said = f"{row.label}: {plain(row.text)}" if row.label else plain(row.text)
            bond.state(weight, Source("family" if weight == FAMILY else "relation", said, "", row.at, 0))

    def _through(self, only: int) -> None:
        for row in self._vault.ties.through(only):
            if (other := self._found(row.text)) not in (0, row.note, self._vault.me):
                source = Source("through", plain(row.text), "", row.at, 0)
                self.between(row.note, other).state(_THROUGH, source)

    def _introduced(self) -> None:
        made = self._vault.ties.made() if self.introductions else {}
        for each in self.introductions:
            for one in each.by if each.note in made else ():
                for other in each.between:
                    if one != other and {one, other} <= self.standings.keys() - {self._vault.me}:
                        note = self._vault.notes[each.note]
                        source = Source("introduction", note.name, note.day, each.at, 0)
                        self.between(one, other).state(_INTRODUCED, source)

    # what is read of somebody, or of everybody once many are asked for; to say it twice changes nothing

    def look_at(self, many: int) -> None:
        """Read of everybody at once where so many are about to be looked at."""
        if not self._whole and len(self._read) + many > _PATIENCE:
            self._whole = True
            self._read_rest(0)

    def _read_of(self, person: int) -> None:
        if self._whole or not person or person in self._read:
            return
        self.look_at(1)
        self._read.add(person)
        if not self._whole:
            self._read_rest(person)

    def _read_rest(self, only: int) -> None:
        self._through(only)
        if only != self._vault.me or not only:
            self._entries(only)
            self._beside(only)

    def _entries(self, only: int) -> None:
        """Add what entries say of one person and others, or with 0 of everybody."""
        me = {self._vault.me}
        for _, some in groupby(self._vault.ties.together(only), key=itemgetter(0)):
            rows = list(some)
            people = [each for each in rows if each.person in self.standings]
            named = {each.person for each in people if each.role == "mention"}
            took = {each.person for each in people if each.role != "mention"}
            took |= {rows[0].owner} if rows[0].owner else set()
            self._entry(rows[0], took - me, named - me, only)

    def _entry(self, entry: Beside, took: set[int], named: set[int], only: int) -> None:
        """Add what one entry says of everybody in it, or of one of them and the others."""
        if entry.contact:
            weight = 1.0 if entry.kind in (*IN_PERSON, "introduced") else 0.6
            for one in took:
                for other in took:
                    if one < other and (not only or only in (one, other)):
                        self.between(one, other).meet(entry.day, weight, entry.entry)
        named = named - took
        if not named:
            return
        given = entry.kind in ("gave", "got") and entry.what == "intro"
        everybody = took | named
        for one in named:
            for other in everybody:
                if (one < other or (other in took and one != other)) and (not only or only in (one, other)):
                    bond = self.between(one, other)
                    if given and other in took:
                        bond.state(_INTRODUCED, Source("introduced", "", entry.day, "", entry.entry))
                    bond.named[(0, entry.entry)] = Source("named", "", entry.day, "", entry.entry)

    def _beside(self, only: int) -> None:
        """Add what lines that are no entries say: whom a person's page names, and whom one line of a note names."""
        me = self._vault.me
        lines: dict[tuple[int, int], set[int]] = {}
        for note, line, person, own in self._vault.ties.named_beside(only):
            if person in self.standings:
                lines.setdefault((note, line), {note} if own else set()).add(person)
        for (note, line), people in lines.items():
            people.discard(me)
            for one in people:
                for other in people:
                    if one < other and (not only or only in (one, other)):
                        source = Source("named", "", "", f"{note}:{line}", 0)
                        self.between(one, other).named[(note, line)] = source


_NOBODY: dict[int, Bond] = {}


def _overlap(one: Place, other: Place) -> bool:
    return one.first <= other.last and other.first <= one.last


def _org_weight(one: Place, other: Place) -> float:
    return _DATED_ORG if one.dated and other.dated else _ORG


def grade(strength: float) -> str:
    """Return a strength in a word."""
    return "strong" if strength >= STRONG else "fair" if strength >= FAIR else "weak"
