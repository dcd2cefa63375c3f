"""Who is tied to whom: the people around somebody, or around me, as nodes and edges."""

from collections.abc import Iterator
from heapq import nsmallest
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
    """People and ties, the nearest first; `middle` is a slug, null for me.

    `more` people are left out who are no further away than the last of these; who is further still is not counted.
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
    begun = {person.id: (0, 1.0)} if person else {note: (1, near) for note, near in _known(vault, ways)}
    near = _grow(ways.bonds, begun, depth, most, 0 if person else vault.me, 0 if person else 1)
    kept = nsmallest(most, near, key=lambda note: (near[note][0], -near[note][1], note))
    vault.look_up(kept)
    nodes = [_node(vault, note, *near[note]) for note in kept]
    edges = _edges(vault, ways.bonds, kept, 0.0 if person else _LEAST)
    named = {node.circle for node in nodes if node.circle}
    known = [circle for circle in vault.config.circles if circle in named]
    circles = [*known, *sorted(named - {*known})]
    return Network(person.slug if person else None, circles, nodes, edges, len(near) - len(kept))


def _node(vault: Vault, note: int, distance: int, near: float) -> Node:
    row = vault.notes[note]
    return Node(row.slug, row.name, row.circle or None, row.status or None, distance, round(near, 2))


def _known(vault: Vault, ways: Ways) -> Iterator[tuple[int, float]]:
    return ((note, mine) for note in ways.bonds.standings if note != vault.me and (mine := ways.known(note)))


def _grow(
    bonds: Bonds, found: dict[int, tuple[int, float]], depth: int, most: int, me: int, begun: int
) -> dict[int, tuple[int, float]]:
    """Return people with those tied to them, hop by hop, as long as there is room for more of them.

    Of several ways the strongest says how close somebody is.
    """
    level = dict(found)
    for distance in range(begun + 1, depth + 1):
        if len(found) > most:
            break
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
    pairs = {(one, other) if number[one] < number[other] else (other, one) for one, other in bonds.among(people)}
    found = {pair: bonds.strength(*pair) for pair in pairs}
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
