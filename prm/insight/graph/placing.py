"""Where the people of a graph stand in a picture: the near in the middle, those who are tied beside one another.

Written here rather than taken from a library: it is a page of arithmetic, it needs no package that must be compiled,
and the same graph always gives the same picture: nothing is left to chance.

People fill rings round the middle, the nearest first, as many on a ring as their labels have room; each hop begins a
new ring. On its ring everybody moves towards those they are tied to, a few times over; labels that still touch at last
are moved apart.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from prm.insight.graph.network import Network

_STEP = 58.0
_WIDE = 1.55
_GAP = 12.0
_SWEEPS = 12
_PUSHES = 300


class Box(NamedTuple):
    """The middle of a label, and its size."""

    x: float
    y: float
    width: float
    height: float


def place(graph: Network, sizes: Sequence[tuple[float, float]]) -> list[Box]:
    """Return where each person of a graph stands, in their order; `sizes` are the widths and heights of labels."""
    number = {node.slug: at for at, node in enumerate(graph.nodes)}
    ties: list[list[tuple[int, float]]] = [[] for _ in graph.nodes]
    for edge in graph.edges:
        one, other = number[edge.ends[0]], number[edge.ends[1]]
        ties[one].append((other, edge.strength))
        ties[other].append((one, edge.strength))
    rings = _rings(graph, sizes)
    angles = _angles(rings, ties, sizes)
    points = [[0.0, 0.0] for _ in graph.nodes]
    for at, ring in enumerate(rings):
        radius = _STEP * (at if graph.middle else at + 1)
        for one in ring:
            points[one] = [_WIDE * radius * math.cos(angles[one]), radius * math.sin(angles[one])]
    _apart(points, sizes)
    return [Box(point[0], point[1], *size) for point, size in zip(points, sizes, strict=True)]


def _rings(graph: Network, sizes: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Return who stands on which ring; the one in the middle is a ring of their own."""
    rings: list[list[int]] = []
    room, hops = 0.0, -1
    for at, node in enumerate(graph.nodes):
        width = sizes[at][0] + _GAP
        if node.distance != hops or width > room:
            rings.append([])
            radius = _STEP * (len(rings) - bool(graph.middle))
            room, hops = math.pi * radius * (1 + _WIDE), node.distance
        rings[-1].append(at)
        room -= width
    return rings


def _angles(
    rings: Sequence[Sequence[int]], ties: Sequence[Sequence[tuple[int, float]]], sizes: Sequence[tuple[float, float]]
) -> dict[int, float]:
    """Return the angle of each person: towards those they are tied to, in room for their label."""
    order = {at: turn for turn, at in enumerate(_walk(ties))}
    angles = {at: 2 * math.pi * turn / max(1, len(order)) for at, turn in order.items()}
    for _ in range(_SWEEPS):
        for ring in rings:
            wanted = {at: _towards(at, ties[at], angles) for at in ring}
            angles |= _spread(sorted(ring, key=lambda at: (wanted[at], order[at])), wanted, sizes)
    return angles


def _walk(ties: Sequence[Sequence[tuple[int, float]]]) -> list[int]:
    """Return an order in which those who are tied follow one another: along the strongest tie, back at its end."""
    order: list[int] = []
    seen: set[int] = set()
    for start in range(len(ties)):
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                order.append(at)
                waiting += [other for other, _ in sorted(ties[at], key=lambda tie: (tie[1], -tie[0]))]
    return order


def _towards(at: int, ties: Sequence[tuple[int, float]], angles: dict[int, float]) -> float:
    """Return the angle in which somebody's ties pull, with their own for a part."""
    pulls = [(angles[at], 0.3), *((angles[other], strength) for other, strength in ties)]
    x = sum(strength * math.cos(angle) for angle, strength in pulls)
    y = sum(strength * math.sin(angle) for angle, strength in pulls)
    return math.atan2(round(y, 9), round(x, 9)) % (2 * math.pi)


def _spread(ring: Sequence[int], wanted: dict[int, float], sizes: Sequence[tuple[float, float]]) -> dict[int, float]:
    """Return the angles of a ring in this order, each label with its share of room, turned to where they are wanted."""
    whole = sum(sizes[at][0] + _GAP for at in ring)
    begun, found = 0.0, {}
    for at in ring:
        share = 2 * math.pi * (sizes[at][0] + _GAP) / whole
        found[at] = begun + share / 2
        begun += share
    x = sum(math.cos(wanted[at] - found[at]) for at in ring)
    y = sum(math.sin(wanted[at] - found[at]) for at in ring)
    turn = math.atan2(round(y, 9), round(x, 9))
    return {at: angle + turn for at, angle in found.items()}


def _apart(points: list[list[float]], sizes: Sequence[tuple[float, float]]) -> None:
    """Move labels that touch apart, along the way that is shorter, until none do."""
    for turn in range(_PUSHES):
        order = sorted(range(len(points)), key=lambda at: (points[at][0] - sizes[at][0] / 2, at))
        moved = False
        for position, one in enumerate(order):
            right = points[one][0] + sizes[one][0] / 2 + _GAP / 2
            for other in order[position + 1 :]:
                if points[other][0] - sizes[other][0] / 2 >= right:
                    break
                moved |= _push(points[one], points[other], sizes[one], sizes[other], (one + other + turn) % 2)
        if not moved:
            return


def _push(
    one: list[float], other: list[float], size: tuple[float, float], its: tuple[float, float], parity: int
) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    over_x = (size[0] + its[0]) / 2 + 2 - abs(dx)
    over_y = (size[1] + its[1]) / 2 + 2 - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis = 0 if over_x < over_y else 1
    way = (dx, dy)[axis]
    sign = (1 if way > 0 else -1) if way else (1 if parity else -1)
    half = min(over_x, over_y) / 2 * 1.02 + 0.01
    one[axis] -= sign * half
    other[axis] += sign * half
    return True
