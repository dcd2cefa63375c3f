"""From a value and what it shall say to the smallest changes, in the style that is there."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from prm.edits.front import written
from prm.edits.front.forms import Given
from prm.edits.front.forms import Item
from prm.edits.front.forms import Part
from prm.edits.front.forms import entry
from prm.edits.front.forms import flow
from prm.edits.front.forms import in_lines
from prm.edits.front.forms import shape_of
from prm.edits.front.page import Page
from prm.edits.front.page import Slot
from prm.edits.front.page import below
from prm.edits.front.page import dashes
from prm.edits.front.page import indent_of
from prm.edits.front.page import is_block
from prm.edits.front.page import is_literal
from prm.edits.front.page import line_end
from prm.edits.front.page import line_start
from prm.edits.front.page import slot_of
from prm.edits.proof import shape
from prm.text.fences import BLANKS
from prm.text.fences import next_line
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Span

_HEADER = Pattern(r"[|>][-+0-9]*")
_TRAILING_COMMA = Pattern(r"[ \t]*,")
_COMMA = Pattern(r"\s*[,、，]\s*")


# One value


def put(page: Page, slot: Slot, value: Given, *, inside: bool = False) -> list[Change]:
    """Return the changes that make the value in `slot` say `value`."""
    node = slot.node
    if shape(node) == shape_of(value):
        return []
    if isinstance(value, str):
        return _put_text(page, slot, value, inside)
    if isinstance(value, Sequence) and isinstance(node, Items) and node.items and value:
        return edit_list(page, node, value)
    lines = is_block(page.text, node) or (page.style.in_lines and (isinstance(node, Scalar) or node.end == node.start))
    was = _quotes(page, node)
    if value and lines and not inside:
        return _put_lines(page, slot, in_lines(page, value, slot.indent + page.style.indent, was))
    return _put_inline(page, slot, flow(page, value, was))


def _put_text(page: Page, slot: Slot, text: str, inside: bool) -> list[Change]:
    node = slot.node
    if is_literal(page.text, node) and "\n" in text:
        first = next_line(page.text, node.start)
        deep = page.text[first : node.end]
        indent = deep[: len(deep) - len(deep.lstrip(" "))] if deep.strip() else slot.indent + "  "
        if found := written.literal(text, indent, page.newline):
            header, lines = found
            return [*_drop_literal(page, node, header), Change(_after_header(page, node), page.newline + lines)]
    return _put_inline(page, slot, flow(page, text, _quotes(page, node), inside=inside))


def _quotes(page: Page, node: Node) -> str:
    """Return the quotes a value is written in, "" where it has none."""
    return page.text[node.start] if isinstance(node, Scalar) and node.quoted else ""


def _put_inline(page: Page, slot: Slot, text: str) -> list[Change]:
    node = slot.node
    if is_block(page.text, node):
        return [_behind_colon(page, slot, text), *_drop_lines(page, node)]
    if is_literal(page.text, node):
        return [*_drop_literal(page, node, text), Change(_after_header(page, node), "")]
    if node.end == node.start:
        return [_behind_colon(page, slot, text)]
    return [Change(Span(node.start, node.end), text)]


def _put_lines(page: Page, slot: Slot, lines: list[str]) -> list[Change]:
    node = slot.node
    at = next_line(page.text, max(node.end, slot.colon))
    changes: list[Change] = []
    if is_block(page.text, node):
        at = line_start(page.text, node.start)
        changes = _drop_lines(page, node)
    elif is_literal(page.text, node):
        changes = [*_drop_literal(page, node, ""), Change(_after_header(page, node), "")]
    elif node.end > node.start:
        changes = [Change(Span(slot.colon, node.end), "")]
    return [Change(Span(at, at), "".join(line + page.newline for line in lines)), *changes]


def _behind_colon(page: Page, slot: Slot, text: str) -> Change:
    """Write where nothing stands yet; blanks at the end of the line and a comment stay where they are."""
    at = slot.colon
    rest = page.text[at : line_end(page.text, at)]
    if rest and not rest.strip(BLANKS):
        return Change(Span(at + 1, at + 1), text)
    return Change(Span(at, at), text if page.text[at - 1] == "：" else " " + text)


def _drop_lines(page: Page, node: Node) -> list[Change]:
    """Take out the lines of a block's items or entries; comments and blank lines between them stay."""
    return [Change(Span(start, end), "") for start, end in _line_parts(page, node)]


def _line_parts(page: Page, node: Node) -> list[Span]:
    """Return the lines of each item or entry of a block."""
    if isinstance(node, Items):
        heads = dashes(page, node)
    else:
        heads = [pair.key_start for pair in node.pairs] if isinstance(node, Pairs) else []
    ends = [end for _, end in _parts(node)]
    return [Span(line_start(page.text, head), next_line(page.text, end)) for head, end in zip(heads, ends, strict=True)]


def _parts(node: Node) -> list[Span]:
    """Return where each item or entry begins and ends."""
    if isinstance(node, Items):
        return [Span(item.start, item.end) for item in node.items]
    pairs = node.pairs if isinstance(node, Pairs) else ()
    return [Span(pair.key_start, max(pair.value.end, pair.key_end)) for pair in pairs]


def _drop_literal(page: Page, node: Node, header: str) -> list[Change]:
    """Replace the header of a block scalar."""
    found = _HEADER.match(page.text, node.start)
    return [Change(Span(node.start, found.end() if found else node.start), header)]


def _after_header(page: Page, node: Node) -> Span:
    """Return the lines of a block scalar, from the end of its header's line."""
    at = line_end(page.text, node.start)
    return Span(at, max(at, node.end))


# Lists


def edit_list(page: Page, node: Items, wanted: Sequence[Item]) -> list[Change]:
    """Return the changes that make a list hold `wanted`: what it shares with the old one stays untouched."""
    old, new = [shape(item) for item in node.items], [shape_of(item) for item in wanted]
    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    changes = []
    both = min(len(old), len(new)) - first - last
    for at in range(first, first + both):
        changes += replace_item(page, node, node.items[at], wanted[at])
    first += both
    if len(old) - last > first:
        changes += _remove(page, node, first, len(old) - last)
    if len(new) - last > first:
        changes += insert_items(page, node, first, wanted[first : len(new) - last])
    return changes


def replace_item(page: Page, node: Items, item: Node, value: Item) -> list[Change]:
    """Return the changes that make one item of a list say something else."""
    inside = not is_block(page.text, node) or not isinstance(value, str)
    text = flow(page, value, _quotes(page, item), inside=inside)
    if item.end == item.start and page.text[item.start - 1] == "-":
        text = " " + text
    return [Change(Span(item.start, item.end), text)]


def insert_items(page: Page, node: Items, at: int, items: Sequence[Item]) -> list[Change]:
    """Insert items before the one at `at`, in the form of those around."""
    near = node.items[at - 1 if at else 0]
    was = _quotes(page, near) if all(not isinstance(i, Scalar) or i.quoted for i in node.items) else ""
    if not is_block(page.text, node):
        texts = [flow(page, item, was) for item in items]
        if node.items[0].start == node.start:
            texts = [item if isinstance(item, str) else text for item, text in zip(items, texts, strict=True)]
        return _insert_inline(page, node, at, texts)
    dash = dashes(page, node)[at - 1 if at else 0]
    indent, gap = indent_of(page.text, dash), page.text[dash + 1 : near.start]
    gap = gap if gap and not gap.strip(" \t") else " "
    lines = []
    for item in items:
        if isinstance(item, Mapping) and item and _is_block_item(page, near):
            parts = [entry(page, key, text, inside=False) for key, text in item.items()]
            lines += [indent + "-" + gap + parts[0], *(indent + " " + " " * len(gap) + part for part in parts[1:])]
        else:
            lines.append(indent + "-" + gap + flow(page, item, was, inside=not isinstance(item, str)))
    return [_insert_lines(page, node, at, lines)]


def _is_block_item(page: Page, item: Node) -> bool:
    """Tell whether an item of a list is a map without braces."""
    return isinstance(item, Pairs) and page.text[item.start] != "{"


def _insert_lines(page: Page, node: Items | Pairs, at: int, lines: Sequence[str]) -> Change:
    """Insert lines before the item or entry at `at` of a block."""
    parts = _line_parts(page, node)
    place = parts[0].start if at == 0 else below(page, node) if at == len(parts) else parts[at - 1].end
    return Change(Span(place, place), "".join(line + page.newline for line in lines))


def _insert_inline(page: Page, node: Items | Pairs, at: int, texts: Sequence[str]) -> list[Change]:
    parts = _parts(node)
    comma = ", "
    if len(parts) > 1 and _COMMA.fullmatch(between := page.text[parts[-2].end : parts[-1].start]):
        comma = between
    if at < len(parts):
        place, text = parts[at].start, "".join(text + comma for text in texts)
    else:
        place, text = parts[-1].end, "".join(comma + text for text in texts)
    return [Change(Span(place, place), text)]


def remove(page: Page, node: Items | Pairs, gone: set[int]) -> list[Change]:
    """Take out items or entries by their numbers; at least one of a list in brackets stays."""
    changes: list[Change] = []
    for first in (at for at in sorted(gone) if at - 1 not in gone):
        changes += _remove(page, node, first, next(at for at in range(first, len(gone) + first + 1) if at not in gone))
    return changes


def _remove(page: Page, node: Items | Pairs, first: int, last: int) -> list[Change]:
    """Take out the items or entries from `first` up to `last`, but not all there are."""
    if is_block(page.text, node):
        return [Change(Span(start, end), "") for start, end in _line_parts(page, node)[first:last]]
    parts = _parts(node)
    if last < len(parts):
        return [Change(Span(parts[first].start, parts[last].start), "")]
    start, end = parts[first - 1].end, parts[last - 1].end
    if "#" in page.text[start : parts[first].start]:
        return [Change(_below_comment(page, parts[first].start, end), "")]
    return [Change(Span(start, end), "")]


def _below_comment(page: Page, start: int, end: int) -> Span:
    """Return what goes with the last items of a list in brackets, below a comment: whole lines if they can."""
    if comma := _TRAILING_COMMA.match(page.text, end):
        end = comma.end()
    rest = page.text[end : line_end(page.text, end)].strip(BLANKS)
    if rest and rest[0] != "#":
        return Span(start, end)
    start = line_start(page.text, start) - 1
    return Span(start - (page.text[start - 1 : start + 1] == "\r\n"), line_end(page.text, end))


# Maps


def edit_map(
    page: Page, node: Pairs, puts: Mapping[int, Given], drops: set[int], new: Mapping[str, Part]
) -> list[Change]:
    """Return the changes that give entries new values, take some out, and put new ones behind the last.

    `puts` and `drops` go by number; where all go and none comes, the caller writes an empty map instead.
    """
    if len(drops) == len(node.pairs) and not is_block(page.text, node):
        return [Change(Span(node.start, node.end), flow(page, new))]
    inside = not is_block(page.text, node)
    changes: list[Change] = []
    for at, value in puts.items():
        changes += put(page, slot_of(page, node.pairs[at]), value, inside=inside)
    changes += remove(page, node, drops)
    if new and inside:
        changes += _insert_inline(page, node, len(node.pairs), [entry(page, key, text) for key, text in new.items()])
    elif new:
        indent = indent_of(page.text, node.pairs[0].key_start)
        lines = [indent + entry(page, key, text, inside=False) for key, text in new.items()]
        changes.append(_insert_lines(page, node, len(node.pairs), lines))
    return changes
