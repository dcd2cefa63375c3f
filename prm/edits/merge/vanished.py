"""What a merge of many files took away although no file of it conflicted: lines and pages that both sides still had.

Git merges file by file. Where two files say the same and each side removes another one of them, both are gone, and no
merge driver is asked. The law: what both sides had before a merge, and what one side wrote, is there after it.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from prm.edits.merge.body import counted
from prm.edits.merge.diff3 import Unmergeable
from prm.edits.merge.merge3 import body_of
from prm.edits.merge.merge3 import merge
from prm.edits.merge.outline import Unit
from prm.edits.merge.outline import outline
from prm.model.names import exact
from prm.model.names import stem


class Page(NamedTuple):
    """A note, and the lines of it that say something."""

    data: bytes
    lines: frozenset[str]


Notes = Mapping[str, Page]
"""Notes of one state by their paths: those in which any two states differ."""
_WIDE = 60
_MARKERS = tuple(sign * _WIDE for sign in (b"<", b"=", b">"))
Name = Callable[[str, bytes], str]
"""Returns the name that a note states, "" where it states none."""
Named = Callable[[str], bool]
"""Tells whether any note that there is after the merge has a name."""


class States(NamedTuple):
    """The notes before two sides went apart (more than one such state, if they met crosswise), theirs, and what came.

    `theirs` is what came from elsewhere. A merge that was finished `by_hand` holds choices: then only
    lines count that each side took out of another file.
    """

    bases: tuple[Notes, ...]
    ours: Notes
    theirs: Notes
    merged: Notes
    by_hand: bool = False


class Back(NamedTuple):
    """A note to be kept: the lines to put back into it, or none where all of it comes back.

    `theirs` tells which side still had it, `other` is the note that held the same and that the other side removed.
    """

    path: str
    theirs: bool
    lines: frozenset[str]
    other: str


class Found(NamedTuple):
    """What to put back, and pairs of notes removed by one side each that had a line in common: path, path, line."""

    back: tuple[Back, ...] = ()
    apart: tuple[tuple[str, str, str], ...] = ()


def page(data: bytes) -> Page:
    """Return a note with its lines."""
    return Page(data, said(data))


def said(data: bytes) -> frozenset[str]:
    """Return the lines of a note that say something: no headings, no front matter, nothing that `prm` made."""
    if b"\0" in data[:1024]:
        return frozenset()
    return frozenset(line for line in counted(body_of(data)) if _says(line))


def _says(line: str) -> bool:
    return line[0] != "#" and any(sign.isalnum() for sign in line)


def entries(data: bytes) -> frozenset[str]:
    """Return those lines of a note that begin with a day, or are tasks."""
    return frozenset(counted([unit.head[0] for unit in _units(outline(body_of(data)).units) if _is_entry(unit)]))


def _units(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        yield from _units(unit.inside)


def _is_entry(unit: Unit) -> bool:
    return unit.kind not in ("section", "text") and bool(unit.day or unit.key.startswith("task "))


def missing(states: States) -> frozenset[str]:
    """Return the lines that should be in what was merged, as far as those notes go, and are not."""
    old: frozenset[str] = frozenset().union(*map(_all, states.bases))
    ours, theirs = _all(states.ours), _all(states.theirs)
    return ((ours & theirs) | ((ours | theirs) - old)) - _all(states.merged)


def _all(notes: Notes) -> frozenset[str]:
    return frozenset().union(*(page.lines for page in notes.values()))


def _has(notes: Notes, path: str, line: str) -> bool:
    return path in notes and line in notes[path].lines


def put_back(now: bytes, before: bytes, lines: frozenset[str]) -> bytes | None:
    """Return a note with lines back where they stood in another state of it; None where that cannot be.

    Where something else was written in their place they stand below that.
    """
    try:
        merged = merge(_without(before, lines), now, before, size=_WIDE).data
    except Unmergeable:
        return None
    both = b"".join(line for line in merged.splitlines(keepends=True) if not line.startswith(_MARKERS))
    return both if said(both) >= said(now) | (lines & said(before)) else None


def _without(data: bytes, lines: frozenset[str]) -> bytes:
    """Return a note without lines."""
    body = body_of(data)
    kept = [line for line in body if not lines.intersection(counted([line]))]
    front = data[: len(data) - len("".join(body).encode("utf-8", "surrogateescape"))]
    return front + "".join(kept).encode("utf-8", "surrogateescape")


def found(states: States, gone: frozenset[str], name: Name, named: Named) -> Found:
    """Return what to put back of `gone`, lines that are in no note any more, and of pages.

    Of two copies of a note one comes back: who removed a copy trusted in the other. Of two different notes each stays
    removed, as was meant.
    """
    search = _Search(states, name)
    lines = {line for line in gone if search.counts(line)}
    back, left = search.into_kept(lines)
    pages, left = search.whole(left)
    pages += search.nameless(named, {each.path for each in pages})
    return Found((*back, *pages), tuple(search.apart(left)))


class _Search(NamedTuple):
    states: States
    name: Name

    def sides(self) -> tuple[tuple[Notes, Notes, bool], ...]:
        """Return each side with the other one, and whether it is theirs; theirs comes first, as it is everybody's."""
        return (self.states.theirs, self.states.ours, True), (self.states.ours, self.states.theirs, False)

    def holders(self, line: str) -> list[tuple[str, bool]]:
        """Return the notes that held a line, and on which side."""
        return [(path, side) for notes, _, side in self.sides() for path in sorted(notes) if line in notes[path].lines]

    def counts(self, line: str) -> bool:
        """Tell whether a missing line is lost: an entry, one that a side wrote, or one of two copies of a note."""
        holders = self.holders(line)
        if self.states.by_hand and not all(self._taken_out(line, *holder) for holder in holders):
            return False
        if len({side for _, side in holders}) < 2 or any(line in entries(self._page(each).data) for each in holders):
            return True
        ours, theirs = ([each for each in holders if each[1] is side] for side in (False, True))
        return any(self._copies(one, two) for one in ours for two in theirs)

    def _taken_out(self, line: str, path: str, theirs: bool) -> bool:
        """Tell whether a line of a note was there before and the other side alone took it out: that was no choice."""
        other = self.states.ours if theirs else self.states.theirs
        return all(_has(base, path, line) for base in self.states.bases) and not _has(other, path, line)

    def _page(self, holder: tuple[str, bool]) -> Page:
        path, theirs = holder
        return (self.states.theirs if theirs else self.states.ours)[path]

    def _copies(self, one: tuple[str, bool], two: tuple[str, bool]) -> bool:
        """Tell whether two notes are copies of one: they state the same name, or say mostly the same without one."""
        first, second = (self.name(each[0], self._page(each).data) for each in (one, two))
        if first and second:
            return exact(first) == exact(second)
        lines, others = self._page(one).lines, self._page(two).lines
        return stem(one[0]) == stem(two[0]) or 2 * len(lines & others) > min(len(lines), len(others))

    def into_kept(self, lines: Iterable[str]) -> tuple[list[Back], list[str]]:
        """Return what goes back into notes that are still there, and the lines that stood in none of those."""
        wanted: dict[tuple[str, bool], set[str]] = {}
        left = []
        for line in sorted(lines):
            holders = self.holders(line)
            kept = [each for each in holders if each[0] in self.states.merged]
            if kept:
                wanted.setdefault(min(kept, key=lambda each: (each[0], not each[1])), set()).add(line)
            else:
                left.append(line)
        back = [Back(*holder, frozenset(those), self._other(holder, those)) for holder, those in wanted.items()]
        return back, left

    def _other(self, holder: tuple[str, bool], lines: Iterable[str]) -> str:
        """Return the note of the other side in which some lines stood, "" where one side alone had them."""
        found = [path for line in lines for path, side in self.holders(line) if side != holder[1] and path != holder[0]]
        return min(found, default="")

    def whole(self, lines: Sequence[str]) -> tuple[list[Back], list[str]]:
        """Return the notes that come back whole for the sake of lines, and the lines that stay gone."""
        back: list[Back] = []
        left = set(lines)
        while left:
            held: dict[tuple[str, bool], list[str]] = {}
            for line in sorted(left):
                for holder in self.holders(line):
                    if self._returns(holder, line):
                        held.setdefault(holder, []).append(line)
            if not held:
                break
            best = min(held, key=lambda each: (-len(held[each]), each[0], not each[1]))
            back.append(Back(*best, frozenset(), self._other(best, held[best])))
            left -= self._page(best).lines
        return back, sorted(left)

    def _returns(self, holder: tuple[str, bool], line: str) -> bool:
        """Tell whether a note that held a line may come back: a side wrote it, or its copy is gone as well."""
        others = [each for each in self.holders(line) if each[1] != holder[1]]
        return not others or any(each[0] == holder[0] or self._copies(holder, each) for each in others)

    def nameless(self, named: Named, back: set[str]) -> list[Back]:
        """Return one of each two copies, of which each side removed another, where no note has their name now."""
        pages: list[Back] = []
        theirs, ours = (self._removed_by_the_other(*side) for side in self.sides())
        for one in theirs:
            for two in ours:
                if {one[0], two[0]} & back or not self._copies(one, two):
                    continue
                if not named(self.name(one[0], self._page(one).data) or stem(one[0])):
                    kept, other = sorted((one, two))
                    pages.append(Back(*kept, frozenset(), other[0]))
                    back |= {one[0], two[0]}
        return pages

    def _removed_by_the_other(self, notes: Notes, others: Notes, theirs: bool) -> list[tuple[str, bool]]:
        gone = (path for path in sorted(notes) if path not in others and path not in self.states.merged)
        return [
            (path, theirs)
            for path in gone
            if notes[path] in [base.get(path) for base in self.states.bases] and not self._moved(notes[path].lines)
        ]

    def _moved(self, lines: frozenset[str]) -> bool:
        """Tell whether most lines of a note stand in a new one."""
        new = (path for path in self.states.merged if not any(path in base for base in self.states.bases))
        return any(2 * len(lines & self.states.merged[path].lines) > len(lines) for path in new)

    def apart(self, lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield two different notes, removed by one side each, that had a line in common; each pair once."""
        shown: set[tuple[str, str]] = set()
        for line in lines:
            holders = self.holders(line)
            here = next((path for path, theirs in holders if theirs), "")
            there = next((path for path, theirs in holders if not theirs), "")
            if here and there and (here, there) not in shown:
                shown.add((here, there))
                yield here, there, line
