"""The rescue of front matter that YAML refuses: every key that can be read, line by line."""

import re
from collections.abc import Callable
from typing import NamedTuple
from typing import TypeAlias

from prm.text.diagnostics import Problem
from prm.text.fences import BLANKS
from prm.text.fences import ITEM
from prm.text.fences import Key
from prm.text.fences import Line
from prm.text.fences import key_in
from prm.text.fences import lines_in
from prm.text.nodes import UNFIT
from prm.text.nodes import Found
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import Unreadable
from prm.text.nodes import duplicates
from prm.text.pattern import Pattern

Build: TypeAlias = Callable[[str, int, list[Problem]], Node | None]

_COMMA = Pattern(r"(?:\[\[[^\[\]]*\]\]|[^,、，])+")
_ADVICE = (
    (r"\[\[[^\[].*\]\]\s*[,、，]", 'holds several links; make it a list such as ["[[A]]", "[[B]]"]'),
    (r"\[\[[^\[]|\{\{", "begins with brackets and goes on; put all of it in quotes"),
    (r"\[.*(?<![^\s\[,])#", "has a “#” in its list, which begins a comment; put quotes around the item"),
    (r"\[[^\]]*\Z", "is a list that is not closed; add a “]”"),
    (r"\{[^}]*\Z", "is a map that is not closed; add a “}”"),
    (r"(['\"])(?:(?!\1).)*\Z", "begins with a quote that is not closed; add one at the end or take it out"),
    (r"(['\"]).*\1.", "goes on behind its closing quote; put all of it in quotes"),
    (r"[@`%&*!|>]", "begins with a sign that means something else in YAML; put it in quotes"),
    (r"-\s", "begins with a dash; put the list on the lines below, or the value in quotes"),
    (r".*:(?:\s|\Z)", "has a colon and a blank in it; put it in quotes"),
    (r".*\t", "has a tab in it; use blanks"),
)


class _Block(NamedTuple):
    """A block, where it begins in its file, and how YAML reads a part of it (raises Unreadable)."""

    text: str
    base: int
    build: Build


class _Piece(NamedTuple):
    """A key line with the lines that follow it; `stray` is the first line in it that belongs to no key."""

    key: Key
    line: Line
    end: int
    stray: int


def rescue(text: str, base: int, build: Build, error: Unreadable | None) -> Found:
    """Read a block that YAML refuses, or that is no map, piece by piece."""
    block = _Block(text, base, build)
    pairs, problems, wide = _rescue(block, 0, len(text), 0)
    if not wide and not any(problem.rule == "bad-yaml" for problem in problems):
        problems.insert(0, _bad_line(block, error))
    return pairs, [*duplicates(pairs), *problems]


def _pieces(block: _Block, start: int, end: int) -> tuple[list[_Piece], list[Line]]:
    """Cut a stretch at the keys that stand furthest left; return the lines before the first key besides."""
    pieces: list[_Piece] = []
    stray: list[Line] = []
    top = -1
    for line in lines_in(block.text, start, end):
        indent, shown = line.text - line.start, block.text[line.text : line.end]
        key = key_in(block.text, line) if top < 0 or indent <= top else None
        if key:
            top = indent if top < 0 else top
            pieces.append(_Piece(key, line, line.next, -1))
        elif not pieces:
            stray += [line] if shown and shown[0] != "#" else []
        else:
            last = pieces[-1]
            loose = shown and indent <= top and shown[0] != "#" and not ITEM.match(shown) and last.stray < 0
            pieces[-1] = last._replace(end=line.next, stray=line.start if loose else last.stray)
    return pieces, stray


def _rescue(block: _Block, start: int, end: int, depth: int) -> tuple[list[Pair], list[Problem], bool]:
    """Read a stretch key by key; return also whether a full-width colon explains why YAML did not."""
    pieces, stray = _pieces(block, start, end)
    pairs: list[Pair] = []
    problems = [_no_key(block, stray[0])] if stray else []
    for piece in pieces:
        pair, found = _pair(block, piece, depth)
        pairs.append(pair)
        problems += found
    return pairs, problems, any(piece.key.wide for piece in pieces)


def _no_key(block: _Block, line: Line) -> Problem:
    advice = "this line is no “key: value”; give it a key, indent it below one, or move it to the body"
    return Problem("bad-yaml", block.base + line.text, block.base + line.end, advice)


def _pair(block: _Block, piece: _Piece, depth: int) -> tuple[Pair, list[Problem]]:
    """Return the pair of one piece: by YAML, by YAML without the stray lines, or as written."""
    problems: list[Problem] = []
    try:
        return _alone(block, piece, problems), problems
    except Unreadable as found:
        error = found
    if piece.stray < 0:
        value, problems = _value(block, piece, error, depth)
        return Pair(piece.key.key, value, block.base + piece.key.start, block.base + piece.key.end), problems
    line = next(lines_in(block.text, piece.stray, piece.end))
    pair, problems = _pair(block, piece._replace(end=piece.stray, stray=-1), depth)
    return pair, [*problems, _no_key(block, line)]


def _alone(block: _Block, piece: _Piece, problems: list[Problem]) -> Pair:
    """Return what YAML makes of one piece alone; behind a full-width colon, of its value alone."""
    key = piece.key
    at = key.value - 3 if key.wide else piece.line.start
    chunk = "k: " + block.text[key.value : piece.end] if key.wide else block.text[at : piece.end]
    found: list[Problem] = []
    try:
        root = block.build(chunk, block.base + at, found)
    except Unreadable as error:
        raise Unreadable(at + error.at, error.why) from None
    if not isinstance(root, Pairs) or len(root.pairs) != 1:
        raise Unreadable(key.value)
    problems += found
    if not key.wide:
        return root.pairs[0]
    node = root.pairs[0].value
    if node.start < block.base + key.value:
        node = Scalar("", block.base + key.colon, block.base + key.colon)
    elif isinstance(node, Scalar) and not node.quoted:
        if key.value == piece.line.end and any(
            key_in(block.text, line) for line in lines_in(block.text, at + 3, piece.end)
        ):
            raise Unreadable(key.value)  # keys with full-width colons below, which YAML takes for text
        trailing = len(node.text) - len(node.text.rstrip(BLANKS))
        node = Scalar(node.text[: len(node.text) - trailing], node.start, node.end - trailing)
    return Pair(key.key, node, block.base + key.start, block.base + key.end)


def _value(block: _Block, piece: _Piece, error: Unreadable, depth: int) -> tuple[Node, list[Problem]]:
    """Return the value of a piece that is no YAML: items, a map below, or the rest of the line."""
    key = piece.key
    below = [line for line in lines_in(block.text, piece.line.next, piece.end) if block.text[line.text : line.end]]
    below = [line for line in below if block.text[line.text] != "#"]
    first = [as_written(block.text, block.base, key.value, piece.line.end)] if key.value < piece.line.end else []
    problem = _bad_value(block, piece, below, error)
    if below and ITEM.match(block.text, below[0].text, below[0].end):
        items, problems = _items(block, below, piece.end)
        nodes = (*first, *items)
        return Items(nodes, nodes[0].start, nodes[-1].end), problems or [problem]
    if below and not first and depth < 4:
        pairs, problems, wide = _rescue(block, below[0].start, piece.end, depth + 1)
        if pairs:
            problems = [*duplicates(pairs), *(problems or ([] if wide else [problem]))]
            return Pairs(tuple(pairs), pairs[0].key_start, pairs[-1].value.end), problems
    if below:
        start = key.value if first else below[0].text
        shown = [block.text[line.text : line.end].strip() for line in below]
        text = " ".join([block.text[start : piece.line.end].strip(), *shown] if first else shown)
        return Scalar(text, block.base + start, block.base + below[-1].end), [problem]
    at = block.base + key.colon
    return first[0] if first else Scalar("", at, at), [] if key.wide else [problem]


def _items(block: _Block, lines: list[Line], end: int) -> tuple[list[Node], list[Problem]]:
    """Return the items of a list that is no YAML, each read alone, else as written."""
    indent = lines[0].text - lines[0].start
    heads = [line for line in lines if line.text - line.start <= indent and ITEM.match(block.text, line.text, line.end)]
    items: list[Node] = []
    problems: list[Problem] = []
    for line, stop in zip(heads, [*(line.start for line in heads[1:]), end], strict=True):
        try:
            root = block.build(block.text[line.start : stop], block.base + line.start, problems)
            if isinstance(root, Items) and len(root.items) == 1:
                items.append(root.items[0])
                continue
        except Unreadable:
            pass
        mark = ITEM.match(block.text, line.text, line.end)
        start = mark.end() if mark else line.text
        items.append(as_written(block.text, block.base, start, line.end))
        tab = "\t" in block.text[line.start : line.text]
        advice = "is indented with a tab; use blanks" if tab else _advice(block.text[start : line.end])
        problems.append(
            Problem("bad-yaml", block.base + start, block.base + max(line.end, start + 1), f"this item {advice}")
        )
    return items, problems


def _bad_value(block: _Block, piece: _Piece, below: list[Line], error: Unreadable) -> Problem:
    """Return the problem of a piece: at its value, or at the line below it where YAML stopped."""
    if UNFIT.match(block.text, error.at):
        return Problem("bad-yaml", block.base + error.at, block.base + error.at + 1, f"this line {error.why}")
    line = next((line for line in below if line.start <= error.at < line.next), piece.line)
    tab = "\t" in block.text[line.start : line.text]
    if tab or line is not piece.line:
        advice = "is indented with a tab; use blanks" if tab else _advice(block.text[line.text : line.end])
        return Problem("bad-yaml", block.base + line.text, block.base + line.end, f"this line {error.why or advice}")
    start, end = (piece.key.value, piece.line.end) if piece.key.value < piece.line.end else piece.key[1:3]
    advice = error.why or _advice(block.text[piece.key.value : piece.line.end])
    return Problem("bad-yaml", block.base + start, block.base + end, f"the value of “{piece.key.key}” {advice}")


def _advice(value: str) -> str:
    """Return what keeps YAML from reading `value`, and what to do."""
    for pattern, advice in _ADVICE:
        if re.match(pattern, value):
            return advice
    return "cannot be read as YAML; put it in quotes"


def _bad_line(block: _Block, error: Unreadable | None) -> Problem:
    """Return the problem of a block whose pieces can all be read, though the whole cannot."""
    at, why = (error.at, error.why) if error else (0, "")
    shown = [line for line in lines_in(block.text, 0, len(block.text)) if line.text < line.end]
    before = [line for line in shown if line.start <= at] or shown[:1]
    line = before[-1] if before else Line(0, 0, 0, 0)
    advice = f"this line {why}" if why else "YAML cannot read this line; check its indentation, quotes and brackets"
    return Problem("bad-yaml", block.base + line.text, block.base + max(line.end, line.text), advice)


def as_written(block: str, base: int, start: int, end: int) -> Node:
    """Return a stretch of one line as written: links side by side and `[a, #b]` as items, else a scalar."""
    text = block[start:end].rstrip()
    if text[:1] == "[" and (text[:2] != "[[" or text[:3] == "[[["):
        inner = text[1:-1] if text[-1:] == "]" and text.count("]") >= text.count("[") else text[1:]
        parts = [(found.start() + 1, found.group()) for found in _COMMA.finditer(inner)]
    else:
        parts = [(found.start(), found.group()) for found in _COMMA.finditer(text)]
        if len(parts) < 2 or not all(part.strip().startswith("[[") for _, part in parts):
            return _scalar(text, base + start)
    kept = [(at + len(part) - len(part.lstrip()), part.strip()) for at, part in parts if part.strip()]
    items = tuple(_scalar(part, base + start + at) for at, part in kept)
    return Items(items, base + start, base + start + len(text))


def _scalar(text: str, start: int) -> Scalar:
    """Return a scalar as written, without the quotes around it."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return Scalar(text[1:-1] if quoted else text, start, start + len(text), quoted)
