"""Who is tied to whom: the people around somebody, or around me, as nodes and edges."""

from typing import NamedTuple

from prm.insight.paths.bonds import Bonds
from prm.insight.paths.bonds import grade
from prm.insight.paths.ways import Ways
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_LEAST = 0.3
"""Ties that are weaker are left out of a picture of everybody; around one person all are shown."""


class Node(NamedTuple):
    """Somebody in a graph: how many hops from its middle, and how close to it, from 0 to 1."""

    slug: str
    name: str
    circle: str | None
    status: str | None
    distance: int
    near: float


class Edge(NamedTuple):
    """A tie between two people, by their slugs in order: what it rests on, its strength from 0 to 1 and in a word."""

    ends: list[str]
    kinds: list[str]
    strength: float
    grade: str


class Network(NamedTuple):
    """People and ties, the nearest first; `middle` is a slug, null for me; `more` people are left out.

    `circles` are those of the people, in the order of `prm.toml`.
    """

    middle: str | None
    circles: list[str]
    nodes: list[Node]
    edges: list[Edge]
    more: int


def network(vault: Vault, person: NoteRow | None, depth: int, most: int) -> Network:
    """Return the people around somebody within so many hops, or around me: `most` people, the nearest of them."""
    ways = Ways(vault)
    near = _around(ways.bonds, person.id, depth) if person else _around_me(vault, ways, depth)
    ranked = sorted(near.items(), key=lambda item: (item[1][0], -item[1][1], vault.notes[item[0]].path))
    kept = [note for note, _ in ranked[:most]]
    nodes = [_node(vault, note, *near[note]) for note in kept]
    edges = _edges(vault, ways.bonds, kept, 0.0 if person else _LEAST)
    named = {node.circle for node in nodes if node.circle}
    known = [circle for circle in vault.config.circles if circle in named]
    circles = [*known, *sorted(named - {*known})]
    return Network(person.slug if person else None, circles, nodes, edges, len(ranked) - len(kept))


def _node(vault: Vault, note: int, distance: int, near: float) -> Node:
    row = vault.notes[note]
    return Node(row.slug, row.name, row.circle or None, row.status or None, distance, round(near, 2))


def _around(bonds: Bonds, person: int, depth: int) -> dict[int, tuple[int, float]]:
    return _grow(bonds, {person: (0, 1.0)}, depth)


def _around_me(vault: Vault, ways: Ways, depth: int) -> dict[int, tuple[int, float]]:
    known = {note: mine for note in ways.bonds.standings if note != vault.me and (mine := ways.known(note))}
    return _grow(ways.bonds, {note: (1, mine) for note, mine in known.items()}, depth, vault.me, 1)


def _grow(
    bonds: Bonds, found: dict[int, tuple[int, float]], depth: int, me: int = 0, begun: int = 0
) -> dict[int, tuple[int, float]]:
    """Return people with those tied to them, hop by hop; of several ways the strongest says how close they are."""
    level = dict(found)
    for distance in range(begun + 1, depth + 1):
        following: dict[int, tuple[int, float]] = {}
        bonds.look_at(len(level))
        for one, (_, near) in level.items():
            for other, strength in bonds.around(one, set()):
                closer = near * strength
                if other not in found and other != me and other in bonds.standings and strength > 0:
                    following[other] = max(following.get(other, (distance, 0.0)), (distance, closer))
        found = found | following
        level = following
    return found


def _edges(vault: Vault, bonds: Bonds, people: list[int], least: float) -> list[Edge]:
    number = {note: at for at, note in enumerate(people)}
    found: dict[tuple[int, int], float] = {}
    bonds.look_at(len(people))
    for one in people:
        for other, _ in bonds.around(one, set()):
            if other in number and one != other:
                pair = (one, other) if number[one] < number[other] else (other, one)
                if pair not in found:
                    found[pair] = bonds.strength(*pair)
    shown = [(pair, strength) for pair, strength in found.items() if strength > 0 and strength >= least]
    shown.sort(key=lambda each: (number[each[0][0]], number[each[0][1]]))
    slug = {note: vault.notes[note].slug for note in people}
    return [
        Edge([slug[one], slug[other]], _kinds(bonds, one, other), round(strength, 2), grade(strength))
        for (one, other), strength in shown
    ]


def _kinds(bonds: Bonds, one: int, other: int) -> list[str]:
    bond = bonds.near.get(one, {}).get(other)
    found = dict.fromkeys(source.kind for _, source in sorted(bond.stated, key=lambda each: -each[0])) if bond else {}
    said = [(bool(bond and bond.days), "together"), (bonds.shared_place(one, other) is not None, "org")]
    return [*found, *(kind for holds, kind in (*said, (bool(bond and bond.named), "named")) if holds)]
