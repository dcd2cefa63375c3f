"""Three versions of a tree of units made into one: what is the same is merged, what either side added has its place."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from prm.edits.merge.diff3 import Marks
from prm.edits.merge.diff3 import Region
from prm.edits.merge.diff3 import chosen
from prm.edits.merge.diff3 import merge_lines
from prm.edits.merge.diff3 import regions
from prm.edits.merge.matching import Match
from prm.edits.merge.matching import in_place
from prm.edits.merge.matching import matches
from prm.edits.merge.outline import Scope
from prm.edits.merge.outline import Unit
from prm.edits.merge.outline import ends_in_prose
from prm.edits.merge.outline import is_generated
from prm.edits.merge.pieces import Gap
from prm.edits.merge.pieces import Piece
from prm.edits.merge.pieces import Places
from prm.edits.merge.pieces import is_sorted
from prm.edits.merge.pieces import placed_by_day

Leaf: TypeAlias = Callable[[Unit | None, Unit, Unit, Marks], "list[str] | None"]
"""Merges two units of which both sides changed something; None leaves their heads and what they own to be merged."""

_Range: TypeAlias = tuple[int, int]
_NOTHING = Scope((), ())
_DATED = ("item", "line", "row")


def weave(base: Scope, ours: Scope, theirs: Scope, leaf: Leaf, marks: Marks) -> list[str]:
    """Return three versions of a scope as one."""
    return _Weaver((base, ours, theirs), leaf, marks).lines()


class _Weaver:
    """Merges one scope."""

    def __init__(self, scopes: tuple[Scope, Scope, Scope], leaf: Leaf, marks: Marks) -> None:
        self.scopes = scopes
        self.base, self.ours, self.theirs = (scope.units for scope in scopes)
        self.leaf, self.marks = leaf, marks
        found = matches(self.base, self.ours, self.theirs)
        self.fixed, _, moved_by_theirs = in_place(found)
        self.loose: tuple[dict[int, Match], dict[int, Match]] = ({}, {})
        self.shared: dict[int, int] = {}  # by their number in theirs, the number in ours of what ours places
        fixed = set(self.fixed)
        for match in found:
            if match not in fixed:
                by_theirs = match.ours < 0 or match in moved_by_theirs
                self.loose[by_theirs][match.theirs if by_theirs else match.ours] = match
                if not by_theirs and match.theirs >= 0:
                    self.shared[match.theirs] = match.ours

    def lines(self) -> list[str]:
        """Return the merged lines, with blank lines between them as one of the sides has them."""
        pieces: list[Piece] = []
        starts = (0, 0, 0)
        for match in self.fixed:
            pieces += self._segment((starts[0], match.base), (starts[1], match.ours), (starts[2], match.theirs))
            pieces += self._piece(match)
            starts = (match.base + 1, match.ours + 1, match.theirs + 1)
        ends = (len(self.base), len(self.ours), len(self.theirs))
        pieces += self._segment(*((start, end) for start, end in zip(starts, ends, strict=True)))
        pieces.sort(key=lambda piece: -piece.level)
        return self._joined(self._in_order(pieces))

    # what becomes of each unit

    def _piece(self, match: Match) -> list[Piece]:
        """Return a unit of which one side or both have a version, none where it was deleted."""
        base, ours, theirs = (
            units[at] if at >= 0 else None for units, at in zip((self.base, self.ours, self.theirs), match, strict=True)
        )
        places = (match.base if base else None, match.ours if ours else None, match.theirs if theirs else None)
        if ours and theirs:
            day = theirs.day if base and ours.day == base.day else ours.day
            lines = merge_units(base, ours, theirs, self.leaf, self.marks)
            return [Piece(ours.kind, day, lines, places, places, _level(ours))]
        one = ours or theirs
        if one is None or (base and base.core == one.core):
            return []
        return [Piece(one.kind, one.day, list(one.core), places, places, _level(one))]

    # between two fixed units

    def _segment(self, base: _Range, ours: _Range, theirs: _Range) -> list[Piece]:
        """Return the text of a segment merged line by line, and every other unit between the same lines as before."""
        texts = [
            [at for at in range(*within) if units[at].kind == "text"]
            for units, within in zip((self.base, self.ours, self.theirs), (base, ours, theirs), strict=True)
        ]
        nodes: list[Piece] = []
        behind: list[int] = []
        behind_theirs: list[int] = []
        cores = [
            [units[at].core for at in side]
            for units, side in zip((self.base, self.ours, self.theirs), texts, strict=True)
        ]
        for region in regions(*cores):
            start = len(nodes)
            nodes += self._nodes(region, texts)
            stop = len(nodes)
            for counts, (first, last) in ((behind, region.ours), (behind_theirs, region.theirs)):
                inner = region.sort != "conflict"
                counts += (min(start + step + 1, stop) if inner else stop for step in range(last - first))
        gaps = [Gap([], []) for _ in range(len(nodes) + 1)]
        self._fill([gap.ours for gap in gaps], 0, ours, behind)
        self._fill([gap.theirs for gap in gaps], 1, theirs, behind_theirs)
        merged: list[Piece] = []
        for at, gap in enumerate(gaps):
            merged += [*gap.merged(), *nodes[at : at + 1]]
        return merged

    def _nodes(self, region: Region, texts: Sequence[Sequence[int]]) -> list[Piece]:
        """Return the text of one region."""
        base, ours, theirs = (
            side[slice(*within)] for side, within in zip(texts, (region.base, region.ours, region.theirs), strict=True)
        )
        if region.sort == "conflict":
            mine, other = _lines(self.ours, ours), _lines(self.theirs, theirs)
            generated = len(ours) == len(theirs) == 1 and is_generated(mine[0]) and is_generated(other[0])
            lines = mine if generated else merge_lines(_lines(self.base, base), mine, other, self.marks)
            first, last = ((*((side[at] if side else None) for side in (base, ours, theirs)),) for at in (0, -1))
            return [Piece("text", "", lines, first, last)] if lines else []  # type: ignore[arg-type]
        nodes: list[Piece] = []
        for step in range(len(theirs) if region.sort == "theirs" else len(ours)):
            places: Places = (
                base[step] if region.sort == "same" else None,
                ours[step] if region.sort != "theirs" else None,
                theirs[step] if region.sort != "ours" else None,
            )
            unit = self.theirs[theirs[step]] if region.sort == "theirs" else self.ours[ours[step]]
            nodes.append(Piece("text", "", list(unit.core), places, places))
        return nodes

    def _fill(self, gaps: Sequence[list[Piece | int]], side: int, within: _Range, behind: Sequence[int]) -> None:
        """Put the units of one side that have no fixed place between the text they stand between there."""
        units = self.theirs if side else self.ours
        gap = seen = 0
        for at in range(*within):
            if units[at].kind == "text":
                gap, seen = behind[seen], seen + 1
            elif match := self.loose[side].get(at):
                gaps[gap] += self._piece(match)
            elif side and at in self.shared:
                gaps[gap].append(self.shared[at])

    # the order of a log

    def _in_order(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces with what only one side added where the order of its log puts it."""
        merged: list[Piece] = []
        run: list[Piece] = []
        for piece in [*pieces, None]:
            if run and (piece is None or piece.kind != run[0].kind):
                merged += self._run_in_order(run)
                run = []
            if piece is not None and piece.kind in ("item", "line", "row", "section"):
                run.append(piece)
            elif piece is not None:
                merged.append(piece)
        return merged

    def _run_in_order(self, run: list[Piece]) -> list[Piece]:
        newest_first = self._newest_first(run[0].kind)
        if is_sorted(run, newest_first):
            return run
        for side in (2, 1):
            kept = [piece for piece in run if not piece.is_new(side)]
            if is_sorted(kept, newest_first):
                return placed_by_day(run, kept, newest_first)
        return run

    def _newest_first(self, kind: str) -> bool:
        """Tell the order of units of a kind; where they tell none themselves, that of the others."""
        for kinds in ((kind,), _DATED):
            for units in (self.ours, self.base, self.theirs):
                days = [unit.day for unit in units if unit.kind in kinds and unit.day]
                steps = sum((before > after) - (before < after) for before, after in pairwise(days))
                if steps:
                    return steps > 0
        return True

    # blank lines

    def _joined(self, pieces: Sequence[Piece]) -> list[str]:
        ends = tuple(_last_tail(scope) for scope in self.scopes)
        if not pieces:
            return list(_longer_or_changed(*(scope.lead for scope in self.scopes)))
        start = Piece("start", "", [], (-1, -1, -1), (-1, -1, -1))
        merged: list[str] = []
        for before, piece in pairwise([start, *pieces]):
            merged += [*self._between(before, piece, merged), *piece.lines]
        return [*merged, *_longer_or_changed(*ends)]

    def _between(self, before: Piece, after: Piece, above: Sequence[str]) -> tuple[str, ...]:
        """Return the blank lines between two pieces; one where a day without a bullet would go on with words above."""
        tail = self._blanks(before, after)
        if tail or after.kind != "line" or not ends_in_prose(above):
            return tail
        there = [
            scope.units[at].core[-1]
            for scope, at, to in zip(self.scopes, before.last, after.first, strict=True)
            if at is not None and to == at + 1
        ]
        return tail if above[-1] in there else ("",)

    def _blanks(self, before: Piece, after: Piece) -> tuple[str, ...]:
        """Return the blank lines between two pieces: as where they are neighbours, else as between their kinds."""
        tails: list[tuple[str, ...] | None] = []
        for side, scope in enumerate(self.scopes):
            at, to = before.last[side], after.first[side]
            tails.append(_tail(scope, at) if at is not None and to is not None and to == at + 1 else None)
        old, mine, other = tails
        if mine is not None and other is not None:
            return _longer_or_changed(old, mine, other)
        if mine is not None or other is not None:
            return mine if mine is not None else other or ()
        return self._usual(before, after)

    def _usual(self, before: Piece, after: Piece) -> tuple[str, ...]:
        for side in (1, 2):
            at = before.last[side]
            if at is not None and _kind(self.scopes[side], at + 1) == after.kind:
                return _tail(self.scopes[side], at)
        for side in (1, 2):
            to = after.first[side]
            if to is not None and _kind(self.scopes[side], to - 1) == before.kind:
                return _tail(self.scopes[side], to - 1)
        tails = [_tail(self.scopes[side], at) for side in (1, 2) if (at := before.last[side]) is not None]
        tails += [_tail(self.scopes[side], to - 1) for side in (1, 2) if (to := after.first[side]) is not None]
        found = max(tails, key=len, default=())
        apart = before.kind != "start" and "text" in (before.kind, after.kind) and before.kind != after.kind
        return found or (("",) if apart else ())


def merge_units(base: Unit | None, ours: Unit, theirs: Unit, leaf: Leaf, marks: Marks) -> list[str]:
    """Return two versions of a unit as one."""
    pick = "ours" if ours.core == theirs.core else chosen(base and base.core, ours.core, theirs.core)
    if pick != "conflict":
        return list(theirs.core if pick == "theirs" else ours.core)
    whole = leaf(base, ours, theirs, marks)
    if whole is not None:
        return whole
    return [*_heads(base, ours, theirs, marks), *merge_inside(base, ours, theirs, leaf, marks)]


def merge_inside(base: Unit | None, ours: Unit, theirs: Unit, leaf: Leaf, marks: Marks) -> list[str]:
    """Return what two versions of a unit own as one, with the lines that close it."""
    inside = weave(_inside(base), _inside(ours), _inside(theirs), leaf, marks)
    foot = theirs.foot if base and chosen(base.foot, ours.foot, theirs.foot) == "theirs" else ours.foot
    return [*inside, *foot]


def _heads(base: Unit | None, ours: Unit, theirs: Unit, marks: Marks) -> list[str]:
    """Return the own lines of two versions of a unit as one."""
    pick = chosen(base and base.head, ours.head, theirs.head)
    if pick == "conflict":
        if base is None and ours.key == theirs.key and ours.kind != "key":
            return list(ours.head)
        return merge_lines(base.head if base else (), ours.head, theirs.head, marks)
    return list(theirs.head if pick == "theirs" else ours.head)


def _level(unit: Unit) -> int:
    return int(unit.key.split()[0]) if unit.kind == "section" else 9


def _inside(unit: Unit | None) -> Scope:
    return Scope(unit.lead, unit.inside) if unit else _NOTHING


def _lines(units: Sequence[Unit], numbers: Sequence[int]) -> list[str]:
    """Return the lines of some text, with the blank lines between them."""
    found: list[str] = []
    for at in numbers:
        found += [*units[at].core, *(units[at].tail if at != numbers[-1] else ())]
    return found


def _kind(scope: Scope, at: int) -> str:
    if at < 0:
        return "start"
    return scope.units[at].kind if at < len(scope.units) else "end"


def _tail(scope: Scope, at: int) -> tuple[str, ...]:
    return scope.lead if at < 0 else scope.units[at].tail


def _last_tail(scope: Scope) -> tuple[str, ...]:
    return scope.units[-1].tail if scope.units else ()


def _longer_or_changed(
    base: tuple[str, ...] | None, ours: tuple[str, ...] | None, theirs: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Return the blank lines of the side that changed them, of both the longer."""
    pick = chosen(base, ours, theirs)
    if pick == "conflict":
        return max(ours or (), theirs or (), key=len)
    return (theirs if pick == "theirs" else ours) or ()
