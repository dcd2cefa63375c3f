"""How people are bound to one another, as a graph: each bond with what speaks for it, and how much.

How strong a bond is follows from the kinds of evidence together: 1 − (1 − a)(1 − b)…, each kind counting more the more
there is of it. So more evidence never weakens, less never strengthens, and a bond is the same from both ends.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from prm.insight.relating import FAMILY
from prm.insight.relating import relation_weight
from prm.model.names import folded
from prm.model.names import target
from prm.model.rows import ValueRow
from prm.model.ties import Beside
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import plain

STRONG, FAIR = 0.7, 0.45
"""From where on a hop is called strong or fair; below it is weak."""
_MOST = 0.98
_NO_ORG = frozenset((
    "freelance", "freelancer", "self-employed", "self employed", "retired", "none", "student", "unemployed", "-", "n/a",
    "various", "フリーランス", "自営業", "自営", "無職", "退職", "学生", "主婦", "主夫", "なし",
))  # fmt: skip
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
    return min(_MOST, 1 - left)


def resolver(vault: Vault) -> Callable[[str], int]:
    """Return what tells the note that a value finds, linked or in plain text, 0 for none or several."""
    targets = vault.ties.targets()

    def found(text: str) -> int:
        name = target(text)
        if name not in targets:
            notes = vault.resolve(name)
            targets[name] = notes[0] if len(notes) == 1 else 0
        return targets[name]

    return found


class Introduction(NamedTuple):
    """An introduction: the people between whom it is, 0 for me, those who make it, and the line that names the two."""

    note: int
    between: tuple[int, ...]
    by: tuple[int, ...]
    at: str
    declined: bool


def introductions(vault: Vault, found: Callable[[str], int]) -> list[Introduction]:
    """Return every introduction between people who are known."""
    makers: dict[int, tuple[int, ...]] = {}
    for row in vault.values("by"):
        makers[row.note] = (*makers.get(row.note, ()), found(row.text))
    declined = vault.ties.declined()
    made: dict[int, Introduction] = {}
    for row in vault.values("between"):
        is_me = target(row.text).casefold() == "me"
        person = 0 if is_me else found(row.text) or -1
        known = made.get(row.note) or Introduction(row.note, (), makers.get(row.note, ()), row.at, row.note in declined)
        made[row.note] = known._replace(between=(*known.between, 0 if person == vault.me else person))
    return list(made.values())


class Place(NamedTuple):
    """Somebody's time at an organisation; `dated` says that a day of it is known."""

    person: int
    first: date
    last: date
    dated: bool
    row: ValueRow


class Bonds:
    """The graph of a vault; everything in it is asked by columns, once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._today = vault.today.isoformat()
        self.near: dict[int, dict[int, Bond]] = {}
        self.standings = vault.ties.standings()
        self._found = resolver(vault)
        self.introductions = introductions(vault, self._found)
        self._relations()
        self._through()
        self._introduced()
        self._entries()
        self._beside()
        self.places, self.orgs = self._orgs()
        self._dated = {
            key: dated for key, all_ in self.orgs.items() if (dated := [each for each in all_ if each.dated])
        }

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
        for other, bond in self.near.get(person, _NOBODY).items():
            if not bond.apart:
                yield other, self.strength(person, other)
        for key, place in self.places.get(person, ()):
            mates = self.orgs[key] if key not in finished else self._dated.get(key, []) if place.dated else []
            if place.first == date.min and place.last == date.max:
                finished.add(key)
            for mate in mates:
                if mate.person != person and _overlap(place, mate) and not self._is_apart(person, mate.person):
                    yield mate.person, _org_weight(place, mate)

    def strength(self, one: int, other: int) -> float:
        """Return how strong the bond of two people is, from 0 to 1."""
        bond = self.near.get(one, _NOBODY).get(other)
        if bond and bond.apart:
            return 0.0
        weights = [bond.strength()] if bond else []
        shared = self.shared_place(one, other)
        return together([*weights, _org_weight(*shared)] if shared else weights)

    def shared_place(self, one: int, other: int) -> tuple[Place, Place] | None:
        """Return the workplace that two people shared at one time, the best known one."""
        theirs = self.places.get(other)
        found = [
            (mine, their)
            for key, mine in self.places.get(one, ())
            for name, their in theirs or ()
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

    def _through(self) -> None:
        for row in self._vault.values("met"):
            if row.label == "through" and (other := self._found(row.text)) not in (0, row.note, self._vault.me):
                source = Source("through", plain(row.text), "", row.at, 0)
                self.between(row.note, other).state(_THROUGH, source)

    def _introduced(self) -> None:
        for each in self.introductions:
            for one in each.by:
                for other in each.between:
                    if one != other and {one, other} <= self.standings.keys() - {self._vault.me}:
                        note = self._vault.notes[each.note]
                        source = Source("introduction", note.name, note.day, each.at, 0)
                        self.between(one, other).state(_INTRODUCED, source)

    # what stands in one entry

    def _entries(self) -> None:
        me = self._vault.me
        took: set[int] = set()
        named: set[int] = set()
        last: Beside | None = None
        for each in self._vault.ties.together():
            if last is None or each.entry != last.entry:
                if last is not None:
                    self._entry(last, took - {me}, named - {me})
                took, named, last = {each.owner} if each.owner else set(), set(), each
            if each.person in self.standings:
                (named if each.role == "mention" else took).add(each.person)
        if last is not None:
            self._entry(last, took - {me}, named - {me})

    def _entry(self, entry: Beside, took: set[int], named: set[int]) -> None:
        """Add what one entry says of everybody in it."""
        if entry.contact:
            weight = 1.0 if entry.kind in (*IN_PERSON, "introduced") else 0.6
            for one in took:
                for other in took:
                    if one < other:
                        self.between(one, other).meet(entry.day, weight, entry.entry)
        named = named - took
        if not named:
            return
        given = entry.kind in ("gave", "got") and entry.what == "intro"
        everybody = took | named
        for one in named:
            for other in everybody:
                if one < other or (other in took and one != other):
                    bond = self.between(one, other)
                    if given and other in took:
                        bond.state(_INTRODUCED, Source("introduced", "", entry.day, "", entry.entry))
                    bond.named[(0, entry.entry)] = Source("named", "", entry.day, "", entry.entry)

    def _beside(self) -> None:
        """Add what lines that are no entries say: whom a person's page names, and whom one line of a note names."""
        me = self._vault.me
        lines: dict[tuple[int, int], set[int]] = {}
        for note, line, person, own in self._vault.ties.named_beside():
            if person in self.standings:
                lines.setdefault((note, line), {note} if own else set()).add(person)
        for (note, line), people in lines.items():
            people.discard(me)
            for one in people:
                for other in people:
                    if one < other:
                        source = Source("named", "", "", f"{note}:{line}", 0)
                        self.between(one, other).named[(note, line)] = source

    # where they work

    def _orgs(self) -> tuple[dict[int, list[tuple[str, Place]]], dict[str, list[Place]]]:
        places: dict[int, list[tuple[str, Place]]] = {}
        orgs: dict[str, list[Place]] = {}
        names: dict[str, str] = {}
        for row in self._vault.values("org"):
            if row.note == self._vault.me:
                continue
            key = names.get(row.text)
            if key is None:
                key = names[row.text] = self._org_key(row.text)
            if key and key not in _NO_ORG:
                first, last = _first(row.since), _last(row.until)
                place = Place(row.note, first, last, bool(row.since or row.until), row)
                places.setdefault(row.note, []).append((key, place))
                orgs.setdefault(key, []).append(place)
        return places, orgs

    def _org_key(self, text: str) -> str:
        """Return what an organisation is compared by: the note that a link finds, else its name."""
        note = self._found(text) if text.startswith("[[") else 0
        return folded(self._vault.notes[note].name if note else plain(text))


_NOBODY: dict[int, Bond] = {}


def _first(text: str) -> date:
    found = partial(text) if text else None
    return found.first or date.min if isinstance(found, PartialDate) else date.min


def _last(text: str) -> date:
    found = partial(text) if text else None
    return found.last or date.max if isinstance(found, PartialDate) else date.max


def _overlap(one: Place, other: Place) -> bool:
    return one.first <= other.last and other.first <= one.last


def _org_weight(one: Place, other: Place) -> float:
    return _DATED_ORG if one.dated and other.dated else _ORG


def grade(strength: float) -> str:
    """Return a strength in a word."""
    return "strong" if strength >= STRONG else "fair" if strength >= FAIR else "weak"
