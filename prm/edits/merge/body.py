"""Three versions of a body made into one: sections, entries, tasks and items by what they are, the rest by lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from prm.edits.merge.diff3 import Marks
from prm.edits.merge.diff3 import chosen
from prm.edits.merge.outline import DONE
from prm.edits.merge.outline import TASK
from prm.edits.merge.outline import Unit
from prm.edits.merge.outline import is_generated
from prm.edits.merge.outline import outline
from prm.edits.merge.weave import merge_inside
from prm.edits.merge.weave import weave

_BOX_SIGNS = ("[", "［", "□", "☐", "☑")
_OPEN = ("[ ]", "［ ］", "[\u3000]", "□", "☐")


def merge_body(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], marks: Marks) -> list[str]:
    """Return three versions of a body as one."""
    return weave(outline(base), outline(ours), outline(theirs), _leaf, marks)


def _leaf(base: Unit | None, ours: Unit, theirs: Unit, marks: Marks) -> list[str] | None:
    """Merge the line of a task by its parts; everything else by its lines."""
    if not ours.key.startswith("task ") or not theirs.key.startswith("task "):
        return None
    head = merge_task(base.head[0] if base else None, ours.head[0], theirs.head[0])
    return [head, *merge_inside(base, ours, theirs, _leaf, marks)] if head is not None else None


def merge_task(base: str | None, ours: str, theirs: str) -> str | None:
    """Return two versions of a task as one: a ticked one beats an unticked one; None where both changed its words."""
    old = _parts(base) if base is not None else None
    mine, other = _parts(ours), _parts(theirs)
    if mine is None or other is None or (base is not None and old is None):
        return None
    merged: list[str] = []
    for at, (left, right) in enumerate(zip(mine, other, strict=True)):
        pick = chosen(old and old[at], left, right)
        if pick == "conflict":
            found = _decided(at, left, right)
            if found is None:
                return None
            merged.append(found)
        else:
            merged.append(right if pick == "theirs" else left)
    bullet, box, words, done, end = merged
    for line, parts in ((ours, mine), (theirs, other)):
        if tuple(merged) == parts:
            return line
    return bullet + box + words + ("" if box in _OPEN else done) + end


def _decided(part: int, ours: str, theirs: str) -> str | None:
    """Return which of two changes to one part of a task holds: the tick, the earlier day, the wording of ours."""
    if part == 1:
        return theirs if ours in _OPEN else ours
    if part == 2:
        return ours if ours.split() == theirs.split() else None
    return (min(ours, theirs) if ours and theirs else ours or theirs) if part == 3 else ours


def _parts(line: str) -> tuple[str, str, str, str, str] | None:
    """Return a task's bullet, box, words, the day it was done as it is written, and its line end."""
    if not any(sign in line for sign in _BOX_SIGNS):
        return None
    bare = line.rstrip("\r\n")
    found = TASK.match(bare)
    if found is None:
        return None
    done = DONE.search(found["words"])
    words = found["words"][: done.start()] + found["words"][done.end() :] if done else found["words"]
    return found["bullet"], found["box"], words, done.group() if done else "", line[len(bare) :]


def lost(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], merged: Sequence[str]) -> list[str]:
    """Return the lines that one side added, or that both kept, and that are not in what was merged."""
    old, mine, other, new = (counted(lines) for lines in (base, ours, theirs, merged))
    return [line for line in mine | other if new[line] < _least(old[line], mine[line], other[line])]


def counted(lines: Sequence[str]) -> Counter[str]:
    """Count lines; boxes, days of doing, blanks and generated text aside."""
    found: Counter[str] = Counter()
    generated = False
    for line in lines:
        generated = generated or is_generated(line)
        if generated:
            generated = "prm:end" not in line
            continue
        parts = _parts(line)
        found[" ".join((parts[2] if parts else line).split())] += 1
    del found[""]
    return found


def _least(base: int, ours: int, theirs: int) -> int:
    """Return how often a line must be there at least."""
    return max(ours, theirs) if ours >= base and theirs >= base else max(0, ours + theirs - base)
