"""Three versions of front matter made into one: key by key, a list by its items, a map by its keys."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from prm.edits.front.shape import Shape
from prm.edits.front.shape import shape
from prm.edits.merge.diff3 import Marks
from prm.edits.merge.diff3 import chosen
from prm.edits.merge.diff3 import merge_lines
from prm.edits.merge.outline import Scope
from prm.edits.merge.outline import Unit
from prm.edits.merge.values import between
from prm.edits.merge.values import identity
from prm.edits.merge.values import merge_shapes
from prm.edits.merge.values import written
from prm.edits.merge.weave import weave
from prm.model.schema import FIELDS
from prm.text.frontmatter import read
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

_DASH = Pattern(r"[ \t]*-[ \t]+")
_BAD = ("bad-yaml", "unclosed-front-matter", "duplicate-key")


class Said(NamedTuple):
    """What a key or an item says, how its field merges ("" for an item), and how far its items are indented, if any."""

    shape: Shape
    merge: str
    children: str
    literal: bool


def merge_front(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str], fence: str, marks: Marks
) -> list[str]:
    """Return three versions of the lines between the fences as one; `base` is None where there was no front matter."""
    old, mine, other = (_scope(lines, fence) if fence[0] == "-" else None for lines in (base or (), ours, theirs))
    if old and mine and other:
        count = marks.count
        merged = weave(old, mine, other, _merge_values, marks)
        if marks.count > count or _reads_well(merged, fence):
            return merged
    return merge_lines(base or (), ours, theirs, marks)


def _reads_well(lines: Sequence[str], fence: str) -> bool:
    front = read(between(lines, fence))
    return not any(problem.rule in _BAD for problem in front.problems)


# From lines to units


class _Block(NamedTuple):
    """Front matter as it is cut up: its lines, the text that was read, where each of its lines begins."""

    lines: Sequence[str]
    text: str
    starts: list[int]

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


def _scope(lines: Sequence[str], fence: str) -> Scope | None:
    """Return a unit for each key and each line between them; None where it does not read as keys on their lines."""
    text = between(lines, fence)
    front: FrontMatter = read(text)
    if any(problem.rule in _BAD for problem in front.problems) or (not front.kind and any(map(str.strip, lines))):
        return None
    starts = [len(fence) + 1]
    for line in lines:
        starts.append(starts[-1] + len(line.rstrip("\r\n")) + 1)
    block = _Block(lines, text, starts[:-1])
    units = [_key_unit(block, pair) for pair in front.pairs]
    return _with_rest(block, [unit for unit in units if unit], 0, len(lines)) if all(units) else None


class _Cut(NamedTuple):
    """A unit and the lines it takes."""

    unit: Unit
    start: int
    end: int


def _with_rest(block: _Block, cuts: Sequence[_Cut], start: int, end: int) -> Scope | None:
    """Return the units with the comments and blank lines between them; None where two of them share a line."""
    lead: list[str] = []
    units: list[Unit] = []
    at = start
    for cut in [*cuts, None]:
        stop = cut.start if cut else end
        if stop < at:
            return None
        for line in block.lines[at:stop]:
            if line.strip():
                units.append(Unit("text", "", (line,), (line,)))
            elif units:
                units[-1] = units[-1]._replace(tail=(*units[-1].tail, line))
            else:
                lead.append(line)
        if cut:
            units.append(cut.unit)
            at = cut.end
    return Scope(tuple(lead), tuple(units))


def _key_unit(block: _Block, pair: Pair) -> _Cut | None:
    """Return the unit of a key; None where the key does not begin its line."""
    start, end = block.line(pair.key_start), block.line(max(pair.value.end, pair.key_end)) + 1
    if _before(block.text, pair.key_start).strip() or end > len(block.lines):
        return None
    core = tuple(block.lines[start:end])
    children = _children(block, pair.value, start + 1, end) if _is_block(block.text, pair.value) else None
    indent = _before(block.text, pair.value.start) if children else ""
    said = Said(shape(pair.value), _merge_of(pair.key), indent, _is_literal(block.text, pair.value))
    head, lead, inside = (core, (), ()) if children is None else (core[:1], children.lead, children.units)
    return _Cut(Unit("key", pair.key.strip().casefold(), head, core, lead, inside, value=said), start, end)


def _children(block: _Block, node: Node, start: int, end: int) -> Scope | None:
    """Return the items or entries of a block, each on lines of its own; None where they are written otherwise."""
    cuts: list[_Cut | None] = []
    if isinstance(node, Pairs):
        cuts = [_key_unit(block, pair) for pair in node.pairs]
    elif isinstance(node, Items):
        for item in node.items:
            first, last = block.line(item.start), block.line(item.end) + 1
            if not _DASH.fullmatch(block.text, block.starts[first], item.start):
                return None
            core = tuple(block.lines[first:last])
            said = Said(shape(item), "", "", False)
            cuts.append(_Cut(Unit("item", identity(said.shape), core, core, value=said), first, last))
    found = [cut for cut in cuts if cut]
    return _with_rest(block, found, start, end) if found and len(found) == len(cuts) else None


def _before(text: str, at: int) -> str:
    """Return what stands on the line before a place."""
    return text[text.rfind("\n", 0, at) + 1 : at]


def _is_block(text: str, node: Node) -> bool:
    """Tell whether a list or map stands on lines of its own, without brackets."""
    if isinstance(node, Scalar) or node.end <= node.start or text[node.start] in "[{":
        return False
    return not _before(text, node.start).strip()


def _is_literal(text: str, node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and text[node.start : node.start + 1] in ("|", ">")


def _merge_of(key: str) -> str:
    """Return how the field of a key merges, "" for an unknown key."""
    fold = fold_key(key)
    return next((each.merge for each in FIELDS if fold in (fold_key(each.name), *map(fold_key, each.spellings))), "")


def _merge_values(base: Unit | None, ours: Unit, theirs: Unit, marks: Marks) -> list[str] | None:
    """Return two versions of a key or an item as one; None where their items are to be merged one by one."""
    mine, other = ours.value, theirs.value
    old = base.value if base else None
    if not isinstance(mine, Said) or not isinstance(other, Said):
        return None
    was = old.shape if isinstance(old, Said) else None
    pick = chosen(was, mine.shape, other.shape)
    if pick != "conflict":
        return list(theirs.core if pick == "theirs" else ours.core)
    alike = type(mine.shape) is type(other.shape) and mine.children == other.children
    if mine.children and alike and (not isinstance(old, Said) or old.children):
        return None
    if mine.literal and other.literal:
        return merge_lines(base.core if base else (), ours.core, theirs.core, marks)
    merged = merge_shapes(was, mine.shape, other.shape, mine.merge)
    found = written(ours.core, merged) if merged is not None else None
    return found if found is not None else marks.conflict(base.core if base else (), ours.core, theirs.core)
