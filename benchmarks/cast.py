"""Who is in an invented vault: names that are all different, how close each is, who works where."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.chance import Chance
from benchmarks.chance import Weighted
from benchmarks.words import EN
from benchmarks.words import JA
from benchmarks.words import Tongue

LONGEST = 400
HANDS = {
    EN: ("prm",) * 4 + ("obsidian",) * 3 + ("card", "toml", "bare", "bare", "comma"),
    JA: ("prm",) * 2 + ("ja",) * 4 + ("obsidian", "bare"),
}
"""The habits of those who write the files, in each language as often as they are named."""


class Person(NamedTuple):
    """One person; `lines` is how many entries stand in the file, `hand` the habits of whoever wrote it."""

    number: int
    file: str
    family: str
    given: str
    reading: str
    org: str
    hand: str
    lines: int

    @property
    def tongue(self) -> Tongue:
        return JA if self.reading else EN

    @property
    def name(self) -> str:
        return f"{self.family} {self.given}" if self.reading else f"{self.given} {self.family}"


class World(NamedTuple):
    """Everybody, the organisations, and who is met how often."""

    people: list[Person]
    orgs: list[str]
    often: Weighted


def world(count: int, lines: int, chance: Chance) -> World:
    """Return people with so many entries in their files: two in five are Japanese, few have many lines."""
    japanese = count * 2 // 5
    names = chance.shuffled([*_western(count - japanese, chance), *_japanese(japanese, chance)])
    shares = chance.shuffled(_long_tail(count, lines))
    orgs = [f"{a} {b}" for a in EN.orgs for b in EN.org_ends] + [f"{a}{b}" for a in JA.orgs for b in JA.org_ends]
    orgs = chance.shuffled(orgs)[: max(3, count // 30)]
    people: list[Person] = []
    for number, (name, share) in enumerate(zip(names, shares, strict=True)):
        people.append(_person(number, name, share, people, orgs, chance))
    return World(people, orgs, Weighted([1 + person.lines for person in people]))


def _person(
    number: int, name: tuple[str, str, str], lines: int, before: list[Person], orgs: list[str], chance: Chance
) -> Person:
    family, given, reading = name
    hand = chance.pick(HANDS[JA if reading else EN])
    org = chance.pick(orgs) if chance.one_in(2) else ""
    file = f"{family} {given}" if reading else f"{given} {family}"
    if before and chance.one_in(250):  # somebody who is called like somebody else
        twin = before[-1]
        family, given, reading = twin.family, twin.given, twin.reading
        file = f"{twin.file} ({chance.pick(EN.cities)} {number})"
    elif hand == "prm" and not reading and chance.one_in(6):
        file = f"{given.lower()}-{family.lower()}-{number}"
    return Person(number, file, family, given, reading, org, hand, lines)


def _long_tail(count: int, total: int) -> list[int]:
    """Return `count` shares of a total, from hundreds down to none: the same curve at every size."""
    curve = [min(LONGEST, ((at + 0.5) / count) ** (-1 / 1.2)) - 0.98 for at in range(count)]
    scale = total / sum(curve)
    shares = [int(each * scale) for each in curve]
    for at in range(total - sum(shares)):
        shares[at % count] += 1
    return shares


def _different(many: int, count: int, chance: Chance) -> list[int]:
    """Return `count` different numbers below `many`."""
    found: dict[int, None] = {}
    while len(found) < min(count, many):
        found[chance.number(0, many - 1)] = None
    return list(found)


def _western(count: int, chance: Chance) -> list[tuple[str, str, str]]:
    families = [a + b for a in EN.families for b in EN.family_ends if a.lower() != b]
    many = len(EN.given)
    return [(families[at // many], EN.given[at % many], "") for at in _different(len(families) * many, count, chance)]


def _japanese(count: int, chance: Chance) -> list[tuple[str, str, str]]:
    families = [(a[0] + b[0], a[1:] + b[1:]) for a in JA.families for b in JA.family_ends if a[0] != b[0]]
    givens = [(a[0] + b[0], a[1:] + b[1:]) for a in JA.given for b in JA.given_ends if a[0] != b[0]]
    return [
        (family, given, f"{read_family} {read_given}")
        for at in _different(len(families) * len(givens), count, chance)
        for family, read_family in [families[at // len(givens)]]
        for given, read_given in [givens[at % len(givens)]]
    ]
