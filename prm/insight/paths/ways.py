"""Through whom: the ways from me to somebody, the strongest and the shortest, each hop with what speaks for it.

Nobody who has died leads anywhere, nobody I have yet to meet or leave alone for now is asked, and nobody who is part of
an introduction that was declined leads to the one it was for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from heapq import heappop
from heapq import heappush
from typing import NamedTuple

from prm.insight.paths.bonds import MOST
from prm.insight.paths.bonds import Bond
from prm.insight.paths.bonds import Bonds
from prm.insight.paths.bonds import Source
from prm.insight.paths.bonds import grade
from prm.insight.paths.bonds import together
from prm.model.rows import RECENT
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks

_LONG, _VERY_LONG = 2 * 365, 5 * 365
_DAYS = ((15, 0.9), (8, 0.8), (5, 0.7), (4, 0.65), (3, 0.6), (2, 0.5), (1, 0.35))
_TRUST = {"knows": 0.4, "likes": 0.65, "trusts": 0.9}
_ASIDE = ("deceased", "paused", "archived")
_SHOWN = 3


class Proof(NamedTuple):
    """A line that speaks for a hop: `times` says of how many lines of its kind it is the newest."""

    kind: str
    text: str
    times: int
    date: str | None
    at: str


class Hop(NamedTuple):
    """One step of a way: to whom, what speaks for it, and how strong it is, from 0 to 1."""

    slug: str
    name: str
    evidence: list[Proof]
    strength: float


class Path(NamedTuple):
    """A way from me to somebody; `grade` is strong, fair or weak, as its weakest hop is."""

    hops: list[Hop]
    strength: float
    grade: str


class Way(NamedTuple):
    """The ways to one person; how they like to be approached and what they dislike where it is a wish to meet them.

    `prefers` says how those to be asked first like to be reached, by their slugs.
    """

    slug: str
    name: str
    status: str | None
    approach: str | None
    dislikes: list[str]
    paths: list[Path]
    prefers: dict[str, str]


class Chain(NamedTuple):
    """The people of a way, the first of them known to me, the last the one meant, with the strength of each hop."""

    people: tuple[int, ...]
    strengths: tuple[float, ...]

    @property
    def strength(self) -> float:
        """How strong the whole of it is."""
        product = 1.0
        for each in self.strengths:
            product *= each
        return product


def _ago(today: date, days: int) -> str:
    return (today - timedelta(min(days, (today - date.min).days))).isoformat()


def paths(vault: Vault, people: Iterable[NoteRow], most: int = 3) -> list[Path]:
    """Return the ways to each of some people: at most so many, the strongest first, the shortest among them."""
    ways = Ways(vault)
    return [ways.shown(chain) for person in people for chain in ways.to(person, most)]


def way_to(vault: Vault, ways: Ways, person: NoteRow, most: int) -> Way:
    """Return the ways to a person, with what to know before the first word."""
    chains = ways.to(person, most)
    wish = vault.values_of(person.id, "wish", "dislikes") if person.status == "wish" else []
    prefers: dict[str, str] = {}
    for first in (chain.people[0] for chain in chains if len(chain.people) > 1):
        if said := [plain(row.text) for row in vault.values_of(first, "prefers")]:
            prefers[vault.notes[first].slug] = ", ".join(said)
    return Way(
        person.slug,
        person.name,
        person.status or None,
        next((without_marks(row.text) for row in wish if row.label == "approach"), None),
        [without_marks(row.text) for row in wish if row.key == "dislikes"],
        [ways.shown(chain) for chain in chains],
        prefers,
    )


class Ways:
    """Searches the graph of a vault, from whoever is meant back to me."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.bonds = Bonds(vault)
        self._trust = {row.note: _TRUST.get(row.text.strip().casefold(), 0.0) for row in vault.values("trust")}
        self._standings = self.bonds.standings
        self._noted: dict[int, str] = {}
        for row in vault.lately.stated:
            self._noted[row.note] = max(row.value, self._noted.get(row.note, ""))
        self._known: dict[int, float] = {}
        self._long_ago, self._very_long_ago = (_ago(vault.today, days) for days in (_LONG, _VERY_LONG))

    def to(self, person: NoteRow, most: int = 3) -> list[Chain]:
        """Return the ways to a person, the strongest first; the shortest is among them."""
        if person.status == "deceased" or person.id == self._vault.me:
            return []
        refused = self._refused(person.id)
        found = self._strongest(person.id, refused, most)
        shortest = self._shortest(person.id, refused)
        if shortest and all(len(chain.people) > len(shortest.people) for chain in found):
            found = [*found[: most - 1], shortest] if most > 1 else found
        return found

    # me and those I know

    def known(self, person: int) -> float:
        """Return how well I know somebody, from 0 to 1: by days of contact, how long since, trust, family."""
        if person not in self._known:
            self._known[person] = self._know(person)
        return self._known[person]

    def _know(self, person: int) -> float:
        vault = self._vault
        row = vault.lately.rows.get(person)
        last = max(row[RECENT.day] if row else "", self._noted.get(person, ""))
        weights = [self._trust.get(person, 0.0)]
        if last:
            days = row[RECENT.contacts] if row else 0
            by_days = next((weight for least, weight in _DAYS if days >= least), 0.3)
            met = 1.0 if row and row[RECENT.first_day] else 0.8
            weights.append(
                by_days * met * (0.5 if last < self._very_long_ago else 0.7 if last < self._long_ago else 1.0)
            )
        bond = self.bonds.bond(vault.me, person)
        if bond and not bond.apart:
            weights.append(bond.strength())
        return together(weights)

    def _is_unmet(self, person: int) -> bool:
        row = self._vault.lately.rows.get(person) if self._standings.get(person) == "wish" else None
        return self._standings.get(person) == "wish" and not (row and row[RECENT.first_day])

    def _asked(self, person: int) -> float:
        """Return how well I know somebody, 0 for one I have yet to meet."""
        return 0.0 if self._is_unmet(person) else self.known(person)

    # the search

    def _leads(self, person: int, refused: frozenset[int]) -> bool:
        """Tell whether somebody can be part of a way to somebody else."""
        if person in refused or person == self._vault.me:
            return False
        return self._standings.get(person, "deceased") not in _ASIDE and not self._is_unmet(person)

    def _refused(self, person: int) -> frozenset[int]:
        """Return those who were to introduce somebody, or be introduced to them, where that was declined."""
        found: set[int] = set()
        for each in self.bonds.introductions:
            if each.declined and person in each.between:
                found |= {*each.between, *each.by}
        return frozenset(found - {person})

    def _strongest(self, person: int, refused: frozenset[int], most: int) -> list[Chain]:
        """Return the strongest ways, each beginning with another person; best first from the one meant."""
        queue: list[tuple[float, int, tuple[int, ...], tuple[float, ...], bool]] = [(-1.0, 1, (person,), (), True)]
        hopes = 1
        settled: set[int] = set()
        finished: set[str] = set()
        found: list[Chain] = []
        own = self._asked(person)
        while hopes:  # where there are none, whatever is still to come is a detour
            minus, hops, people, strengths, hope = heappop(queue)
            hopes -= hope
            if len(found) >= most and -minus <= found[most - 1].strength:
                break
            if hops > 1 and -minus <= own:  # whoever comes now is a detour
                break
            first = people[0]
            if first in settled:
                continue
            settled.add(first)
            mine = self._asked(first)
            if mine and not self._is_detour(people, strengths, mine):
                found.append(Chain(people, (mine, *strengths)))
                found.sort(key=lambda chain: (-chain.strength, len(chain.people), chain.people))
            for other, strength in self.bonds.around(first, finished):
                if other not in settled and strength > 0 and self._leads(other, refused):
                    way, along = (other, *people), (strength, *strengths)
                    hope = not self._is_detour(way, along, MOST)
                    hopes += hope
                    heappush(queue, (minus * strength, hops + 1, way, along, hope))
        return found[:most]

    def _is_detour(self, people: tuple[int, ...], strengths: tuple[float, ...], mine: float) -> bool:
        """Tell whether I could as well go to somebody further along."""
        for person, strength in zip(people[1:], strengths, strict=True):
            mine *= strength
            if self._asked(person) >= mine:
                return True
        return False

    def _shortest(self, person: int, refused: frozenset[int]) -> Chain | None:
        """Return the way with the fewest hops, the strongest of these."""
        if mine := self._asked(person):
            return Chain((person,), (mine,))
        level: dict[int, Chain] = {person: Chain((person,), ())}
        seen, finished = {person}, set[str]()
        while level:
            following: dict[int, Chain] = {}
            for first, chain in sorted(level.items(), key=lambda item: (-item[1].strength, item[0])):
                for other, strength in self.bonds.around(first, finished):
                    if other in seen or not strength or not self._leads(other, refused):
                        continue
                    way = Chain((other, *chain.people), (strength, *chain.strengths))
                    if other not in following or way.strength > following[other].strength:
                        following[other] = way
            seen |= set(following)
            mine_ = [(self._asked(each), chain) for each, chain in following.items()]
            whole = [Chain(chain.people, (mine, *chain.strengths)) for mine, chain in mine_ if mine]
            if whole:
                return min(whole, key=lambda chain: (-chain.strength, chain.people))
            level = following
        return None

    # what speaks for it

    def shown(self, chain: Chain) -> Path:
        """Return a way with its evidence."""
        notes = self._vault.notes
        hops = []
        for at, (person, strength) in enumerate(zip(chain.people, chain.strengths, strict=True)):
            evidence = self.evidence(chain.people[at - 1], person) if at else self.of_mine(person)
            hops.append(Hop(notes[person].slug, notes[person].name, evidence, round(strength, 2)))
        return Path(hops, round(chain.strength, 2), grade(min(chain.strengths)))

    def of_mine(self, person: int) -> list[Proof]:
        """Return what says that I know somebody."""
        vault = self._vault
        found = [
            Proof("trust", plain(row.text), 1, None, row.at)
            for row in vault.values_of(person, "trust")
            if self._trust.get(person)
        ]
        last = vault.last_contacts.get(person)
        bond = self.bonds.bond(vault.me, person)
        if bond:
            found += self._stated(bond)
        if last:
            count = vault.contact_counts.get(person, 0)
            found.append(Proof("contact", last.kind, count, last.day, last.at))
        return found

    def evidence(self, one: int, other: int) -> list[Proof]:
        """Return what says that two people know each other, what says most first."""
        bond = self.bonds.bond(one, other)
        found = self._stated(bond) if bond else []
        if bond and bond.days:
            day = max(bond.days)
            found.append(self._line(Source("together", "", day, "", bond.days[day][1]), len(bond.days)))
        if place := self.bonds.shared_place(one, other):
            rows = sorted(map(self.bonds.places.row, place), key=lambda row: row.at)
            found += [Proof("org", plain(row.text), 1, None, row.at) for row in rows]
        if bond and bond.named and len(found) < _SHOWN:
            newest = max(bond.named.items(), key=lambda item: (item[1].day, item[0]))[1]
            found.append(self._line(newest, len(bond.named)))
        return found[:_SHOWN]

    def _stated(self, bond: Bond) -> list[Proof]:
        best: dict[str, tuple[float, Source]] = {}
        for weight, source in bond.stated:
            if source.kind not in best or (weight, source.day) > (best[source.kind][0], best[source.kind][1].day):
                best[source.kind] = (weight, source)
        ranked = sorted(best.values(), key=lambda each: (-each[0], each[1].kind))
        return [self._line(source, 1) for _, source in ranked]

    def _line(self, source: Source, count: int) -> Proof:
        """Return a piece of evidence with the words of its line."""
        if source.entry:
            entry = self._vault.ties.lines([source.entry])[source.entry]
            return Proof(source.kind, without_marks(entry.text), count, entry.day or None, f"{entry.path}:{entry.line}")
        if source.kind == "named":
            note, _, line = source.at.partition(":")
            known = self._vault.notes[int(note)]
            return Proof(source.kind, known.name, count, known.day or None, f"{known.path}:{line}")
        return Proof(source.kind, source.text, count, source.day or None, source.at)
