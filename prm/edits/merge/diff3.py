"""Three versions of some lines made into one, as git does it: stretches only one side changed, and conflicts."""

from collections import Counter
from collections.abc import Hashable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

_MOST_WORK = 10**8


class Unmergeable(Exception):
    """Files that are better left to git: what is wrong with them."""


class Region(NamedTuple):
    """A stretch of base, ours and theirs: `sort` is same, ours, theirs, both (the same change), or conflict."""

    sort: str
    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]


class Marks:
    """How conflicts are written, and how many there are so far."""

    def __init__(self, size: int, labels: tuple[str, str, str], *, show_base: bool = False) -> None:
        self.size = size
        self.labels = labels
        self.show_base = show_base
        self.count = 0

    def conflict(self, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
        """Return both sides between marker lines."""
        self.count += 1
        mine, old, other = (f" {label}" if label else "" for label in self.labels)
        shown = [*base] if self.show_base else []
        middle = ["|" * self.size + old, *shown] if self.show_base else []
        return ["<" * self.size + mine, *ours, *middle, "=" * self.size, *theirs, ">" * self.size + other]


def pairs_of(one: Sequence[Hashable], two: Sequence[Hashable]) -> dict[int, int]:
    """Return which elements of two sequences are the same, in increasing order on both sides.

    Raises Unmergeable where that would take too long.
    """
    first, last = 0, min(len(one), len(two))
    while first < last and one[first] == two[first]:
        first += 1
    behind = 0
    while behind < last - first and one[-1 - behind] == two[-1 - behind]:
        behind += 1
    found = {at: at for at in range(first)}
    left, right = one[first : len(one) - behind], two[first : len(two) - behind]
    if left and right:
        found.update((first + here, first + there) for here, there in _shared(left, right))
    found.update((len(one) - 1 - step, len(two) - 1 - step) for step in range(behind - 1, -1, -1))
    return found


def _shared(one: Sequence[Hashable], two: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    from difflib import SequenceMatcher

    _refuse_work(one, two)
    for start, other, size in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
        yield from ((start + step, other + step) for step in range(size))


def _refuse_work(one: Sequence[Hashable], two: Sequence[Hashable]) -> None:
    """Refuse to compare what would take minutes: thousands of lines that differ, many of them alike."""
    size = min(len(one), len(two))
    if size * size > _MOST_WORK // 100:
        counted = Counter(two)
        if size * sum(counted[each] for each in one) > _MOST_WORK:
            raise Unmergeable("too many lines that differ")


def regions(base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Iterator[Region]:
    """Yield the stretches that three versions fall into, in order; an element all three share is `same`, by itself."""
    in_ours, in_theirs = pairs_of(base, ours), pairs_of(base, theirs)
    at = mine = other = 0
    for now in range(len(base) + 1):
        end = now == len(base)
        if not end and not (now in in_ours and now in in_theirs):
            continue
        stop = (len(base), len(ours), len(theirs)) if end else (now, in_ours[now], in_theirs[now])
        if (at, mine, other) != stop:
            old, new, new_other = base[at : stop[0]], ours[mine : stop[1]], theirs[other : stop[2]]
            yield Region(_sort(old, new, new_other), (at, stop[0]), (mine, stop[1]), (other, stop[2]))
        at, mine, other = (place + 1 for place in stop)
        if not end:
            yield Region("same", (at - 1, at), (mine - 1, mine), (other - 1, other))


def _sort(base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> str:
    if list(ours) == list(theirs):
        return "both"
    if list(ours) == list(base):
        return "theirs"
    return "ours" if list(theirs) == list(base) else "conflict"


def merge_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], marks: Marks) -> list[str]:
    """Return three versions of some lines as one, with conflicts as small as they can be."""
    merged: list[str] = []
    for sort, old, mine, other in regions(base, ours, theirs):
        if sort == "conflict":
            merged += _smallest(base[slice(*old)], ours[slice(*mine)], theirs[slice(*other)], marks)
        else:
            merged += theirs[slice(*other)] if sort == "theirs" else ours[slice(*mine)]
    return merged


def _smallest(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], marks: Marks) -> list[str]:
    """Return a conflict without the lines that both sides share; what only one side has is none where both only add."""
    if marks.show_base or not ours or not theirs:
        return marks.conflict(base, ours, theirs)
    merged: list[str] = []
    shared = pairs_of(ours, theirs)
    mine = other = 0
    for now in range(len(ours) + 1):
        end = now == len(ours)
        if not end and now not in shared:
            continue
        stop = len(theirs) if end else shared[now]
        left, right = ours[mine:now], theirs[other:stop]
        if (not left or not right) and not base:
            merged += [*left, *right]
        elif left or right:
            merged += marks.conflict((), left, right)
        if not end:
            merged.append(ours[now])
        mine, other = now + 1, stop + 1
    return merged


def chosen(base: object, ours: object, theirs: object) -> str:
    """Return which side's version of one thing holds: ours, theirs, or conflict where both changed it."""
    if ours == theirs or base == theirs:
        return "ours"
    return "theirs" if base == ours else "conflict"
