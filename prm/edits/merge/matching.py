"""Which units of three versions are the same: equal, else with the same key, else much alike."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Sequence
from typing import NamedTuple

from prm.edits.merge.outline import Unit
from prm.text.pattern import Pattern

_ALIKE = 0.5
_ALIKE_ON_ANOTHER_DAY = 0.8
_MOST = 60
_DATE = Pattern(r"\d{2,4}[-/.]\d\d?(?:[-/.]\d\d?)?")


class Match(NamedTuple):
    """One thing in three versions: its numbers among the units of base, ours and theirs, -1 where it is not there."""

    base: int
    ours: int
    theirs: int


def matches(base: Sequence[Unit], ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[Match]:
    """Return every unit but plain text once, with its like in the other versions."""
    mine, other = _found(base, ours, alike=True), _found(base, theirs, alike=True)
    found = [Match(at, mine.get(at, -1), other.get(at, -1)) for at, unit in enumerate(base) if unit.kind != "text"]
    new = [at for at in _numbers(ours) if at not in mine.values()]
    new_other = [at for at in _numbers(theirs) if at not in other.values()]
    both = _found([ours[at] for at in new], [theirs[at] for at in new_other], alike=False)
    found += [Match(-1, at, new_other[both[place]] if place in both else -1) for place, at in enumerate(new)]
    found += [Match(-1, -1, at) for place, at in enumerate(new_other) if place not in both.values()]
    return found


def _numbers(units: Sequence[Unit]) -> list[int]:
    return [at for at, unit in enumerate(units) if unit.kind != "text"]


def _found(one: Sequence[Unit], two: Sequence[Unit], *, alike: bool) -> dict[int, int]:
    """Return the numbers in `two` of what stands in `one`."""
    found: dict[int, int] = {}
    _pair(one, two, found, lambda unit: (unit.kind, unit.core))
    _pair(one, two, found, lambda unit: (unit.kind, unit.day, unit.key))
    if alike:
        _pair_alike(one, two, found)
    return found


def _pair(
    one: Sequence[Unit], two: Sequence[Unit], found: dict[int, int], identity: Callable[[Unit], Hashable]
) -> None:
    """Pair what has the same identity, in order, each unit once."""
    taken = set(found.values())
    waiting: dict[Hashable, list[int]] = {}
    for at in reversed(_numbers(two)):
        if at not in taken:
            waiting.setdefault(identity(two[at]), []).append(at)
    for at in _numbers(one):
        if at not in found and (places := waiting.get(identity(one[at]))):
            found[at] = places.pop()


def _pair_alike(one: Sequence[Unit], two: Sequence[Unit], found: dict[int, int]) -> None:
    """Pair what was edited: the most alike first."""
    taken = set(found.values())
    left = [at for at in _numbers(one) if at not in found and one[at].kind != "key"][:_MOST]
    right = [at for at in _numbers(two) if at not in taken][:_MOST]
    scored = [(_likeness(one[at], two[to]), -at, -to) for at in left for to in right if one[at].kind == two[to].kind]
    for score, at, to in sorted(scored, reverse=True):
        if score and -at not in found and -to not in found.values():
            found[-at] = -to


def _likeness(one: Unit, two: Unit) -> float:
    """Return how alike two units are, 0 where they are two different things."""
    if one.kind == "section" and one.key.split()[0] != two.key.split()[0]:
        return 0
    if one.kind == "section" and one.inside and {unit.core for unit in one.inside} & {u.core for u in two.inside}:
        return 1
    first, second = _pieces(one), _pieces(two)
    shared = sum((first & second).values())
    dice = 2 * shared / max(1, sum(first.values()) + sum(second.values()))
    if one.day != two.day:
        return dice if dice >= _ALIKE_ON_ANOTHER_DAY else 0
    dice = max(dice, 0.9 * shared / max(1, min(sum(first.values()), sum(second.values()))) if shared > 3 else 0)
    return dice if dice >= _ALIKE else 0


def _pieces(unit: Unit) -> Counter[str]:
    words = _DATE.sub("", unit.key)
    return Counter(words[at : at + 2] for at in range(len(words) - 1))


def in_place(found: Sequence[Match]) -> tuple[list[Match], set[Match], set[Match]]:
    """Return what all three versions have in the same order, and what ours and what theirs moved elsewhere."""
    everywhere = sorted(match for match in found if min(match) >= 0)
    mine = _rising(everywhere, 1)
    other = _rising(everywhere, 2)
    both = [match for match in everywhere if match in mine and match in other]
    moved, moved_other = set(everywhere) - mine, set(everywhere) - other
    return both, moved, moved_other


def _rising(found: Sequence[Match], side: int) -> set[Match]:
    """Return as many as possible whose numbers on one side rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, match in enumerate(found):
        place = bisect_left(ends, match[side])
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(match[side])
            last.append(at)
        else:
            ends[place], last[place] = match[side], at
    kept: set[Match] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(found[at])
        at = before[at]
    return kept
