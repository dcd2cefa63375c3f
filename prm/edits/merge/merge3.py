"""Three versions of a note made into one, for git: nothing that either side wrote is lost, no byte changes unasked."""

import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

from prm.edits.merge.diff3 import Marks
from prm.edits.merge.diff3 import Unmergeable as Unmergeable
from prm.edits.merge.diff3 import chosen
from prm.edits.merge.diff3 import merge_lines

_BOM = "\ufeff"
_SIGNS = (b"<" * 7, b">" * 7, b"|" * 7)
_MARKER = rb"(?:\A|[\r\n])(?:<{7,}|>{7,}|\|{7,})(?:[ \t\r\n]|\Z)"
_MOST_BYTES = 4 << 20
_MOST_LINES = 20_000
LABELS = ("ours", "base", "theirs")


class Merged(NamedTuple):
    """What came of a merge, and how many conflicts stand in it."""

    data: bytes
    conflicts: int


class _Side(NamedTuple):
    """One version: its lines without their ends, where those are the usual ones of the file.

    `front` are the lines between the fences, None without front matter; `fences` the two fence lines.
    """

    bom: bool
    end: str
    closed: bool
    fences: tuple[str, ...]
    front: list[str] | None
    body: list[str]


def merge(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    *,
    size: int = 7,
    labels: tuple[str, str, str] = LABELS,
    show_base: bool = False,
) -> Merged:
    """Return three versions of a note as one; `size` is the width of conflict markers.

    Raises Unmergeable where a version is too large, holds markers, is no text or has front matter without an end.
    """
    pick = chosen(base, ours, theirs)
    if pick != "conflict":
        return Merged(theirs if pick == "theirs" else ours, 0)
    for data in (base, ours, theirs):
        _refuse(data)
    sides = (_side(base), _side(ours), _side(theirs))
    marks = Marks(size, labels, show_base=show_base)
    front = _front(*sides, marks)
    body = _body(sides[0].body, sides[1].body, sides[2].body, marks)
    return Merged(_bytes(sides, [*front, *body]), marks.count)


def _refuse(data: bytes) -> None:
    if len(data) > _MOST_BYTES:
        raise Unmergeable("too large")
    if b"\0" in data:
        raise Unmergeable("no text")
    if any(sign in data for sign in _SIGNS) and re.search(_MARKER, data):
        raise Unmergeable("conflict markers from an earlier merge")


def _side(data: bytes) -> _Side:
    """Cut a version into lines."""
    text = data.decode("utf-8", "surrogateescape")
    bom = text.startswith(_BOM)
    lines = list(StringIO(text.removeprefix(_BOM), newline=""))  # ends are as they were: \n, \r\n, a lone \r
    if len(lines) > _MOST_LINES:
        raise Unmergeable("too many lines")
    ends = Counter(line[len(line.rstrip("\r\n")) :] for line in lines)
    closed = not lines or lines[-1][-1] in "\r\n"
    end = max((each for each in ends if each), key=lambda each: (ends[each], each), default="")
    bare = [_bare(line, end) for line in lines]
    if not bare or not (fence := _fence(bare[0])):
        return _Side(bom, end, closed, (), None, bare)
    close = next((at for at, line in enumerate(bare[1:], 1) if _fence(line)[:1] == fence[0]), 0)
    if not close:
        raise Unmergeable("front matter that does not end")
    return _Side(bom, end, closed, (bare[0], bare[close]), bare[1:close], bare[close + 1 :])


def body_of(data: bytes) -> list[str]:
    """Return the lines below the front matter, with their ends; all lines where that has no end."""
    lines = list(StringIO(data.decode("utf-8", "surrogateescape").removeprefix(_BOM), newline=""))
    fence = _fence(lines[0].rstrip("\r\n")) if lines else ""
    ends = (at for at, line in enumerate(lines[1:], 2) if fence and _fence(line.rstrip("\r\n"))[:1] == fence[0])
    return lines[next(ends, 0) :]


def _bare(line: str, end: str) -> str:
    """Return a line without the usual end of its file; another end stays."""
    other = end == "\n" and line.endswith("\r\n")
    return line if other or not end else line.removesuffix(end)


def _fence(line: str) -> str:
    """Return the dashes or plus signs that make a line a fence, "" where it is none."""
    signs = line.rstrip(" \t")
    return signs if len(signs) >= 3 and signs in ("-" * len(signs), "+" * len(signs)) else ""


def _front(base: _Side, ours: _Side, theirs: _Side, marks: Marks) -> list[str]:
    pick = chosen((base.fences, base.front), (ours.fences, ours.front), (theirs.fences, theirs.front))
    if pick == "conflict" and (ours.front is None or theirs.front is None):
        pick = "ours" if theirs.front is None else "theirs"  # deleted against edited
    if pick != "conflict" or ours.front is None or theirs.front is None:
        side = theirs if pick == "theirs" else ours
        return [*side.fences[:1], *(side.front or ()), *side.fences[1:]]
    fences = theirs.fences if chosen(base.fences, ours.fences, theirs.fences) == "theirs" else ours.fences
    pick = chosen(base.front, ours.front, theirs.front)
    if pick != "conflict":
        return [fences[0], *(theirs.front if pick == "theirs" else ours.front), fences[1]]
    if len({side.fences[0][0] for side in (base, ours, theirs) if side.fences}) > 1:
        return [fences[0], *merge_lines(base.front or (), ours.front, theirs.front, marks), fences[1]]
    from prm.edits.merge.front import merge_front

    return [fences[0], *merge_front(base.front, ours.front, theirs.front, fences[0].strip()[:3], marks), fences[1]]


def _body(base: list[str], ours: list[str], theirs: list[str], marks: Marks) -> list[str]:
    """Return three versions of the body as one; by its lines where by its meaning one of them would be lost."""
    pick = chosen(base, ours, theirs)
    if pick != "conflict":
        return theirs if pick == "theirs" else ours
    from prm.edits.merge.body import lost
    from prm.edits.merge.body import merge_body

    count = marks.count
    merged = merge_body(base, ours, theirs, marks)
    if not lost(base, ours, theirs, merged):
        return merged
    marks.count = count
    return merge_lines(base, ours, theirs, marks)


def _bytes(sides: Sequence[_Side], lines: Sequence[str]) -> bytes:
    """Return lines as bytes; BOM, line ends and the end of the file are those of the side that changed them."""
    base, ours, theirs = sides
    end = (theirs if chosen(base.end, ours.end or base.end, theirs.end or base.end) == "theirs" else ours).end
    end = end or ours.end or theirs.end or base.end or "\n"
    text = "".join(line if line[-1:] in ("\r", "\n") else line + end for line in lines)
    keeps = theirs if chosen(base.closed, ours.closed, theirs.closed) == "theirs" else ours
    if not keeps.closed and lines and lines[-1][:7] != ">" * 7 and lines[-1][-1:] not in ("\r", "\n"):
        text = text.removesuffix(end)
    bom = theirs if chosen(base.bom, ours.bom, theirs.bom) == "theirs" else ours
    return ((_BOM if bom.bom else "") + text).encode("utf-8", "surrogateescape")
