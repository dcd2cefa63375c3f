"""Ordinary front matter, of which YAML can make but one thing, read line by line without PyYAML."""

from __future__ import annotations

from typing import Any

from prm.text.nodes import Items
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import duplicates
from prm.text.pattern import Pattern

_LONGEST = 16_000  # the parts of a longer block must be counted
_SIGNS = r"[^\n:#]*+"  # all but those that end plain text where a blank is beside
_FLOW = r"\w[^\n,:#?\[\]{}\"']*+"
_PLAIN = rf"[\w+(/~]{_SIGNS}(?::(?![\s:]){_SIGNS})*+(?<! )"
_DOUBLE = r"\"[^\n\"\\]*+\""
_SINGLE = r"'[^\n']*+'"
_LINK = rf"\[\[{_FLOW}\]\]"
_PART = rf"(?:{_FLOW}|{_DOUBLE}|{_SINGLE}|{_LINK})"
_NAME = r"[^\W\d](?:[\w.\[\]-]| (?=\w)){0,60}"
_FLOW_NAME = r"[^\W\d][\w-]{0,60}"
_SAID = rf"{_FLOW_NAME}: {_PART}"
_VALUE = (
    rf"(?:({_PLAIN})|({_DOUBLE}|{_SINGLE})|({_LINK})|\[({_PART}(?:, ?{_PART})*+)\]|\{{({_SAID}(?:, ?{_SAID})*+)\}})"
)
_LINE = Pattern(rf"((?:( *)(?:(-)|({_NAME}):)(?: {_VALUE}| *)|#[^\n]*)\n)")
_PARTS = Pattern(_PART)
_SAYINGS = Pattern(rf"({_FLOW_NAME}): ({_PART})")


def read_ordinary(block: str, base: int) -> list[Pair] | None:
    """Return the pairs of a block, or None where one line is not ordinary: what is returned is what YAML gives.

    Ordinary are `key:`, `key: value`, and below a key without a value either `- value` or indented `key: value`; the
    value plain, in quotes without escapes, a link, or a list or map of these on one line. Comments have a line of
    their own; no blank lines.
    """
    rows = _LINE.findall(block) if len(block) <= _LONGEST and _is_plain(block) else []
    if sum([len(row[0]) for row in rows]) != len(block):
        return None
    new = tuple.__new__
    pairs: list[Any] = []
    maps: list[Any] = []
    below: list[Any] | None = None  # what stands below a key without a value
    at, first, indent, bullet = base, 0, "", ""
    node: Any
    for line, blanks, dash, key, plain, quoted, link, flow, says in rows:
        end = at + len(line) - 1
        if plain:
            node = new(Scalar, (plain, end - len(plain), end, False))
        elif quoted:
            node = new(Scalar, (quoted[1:-1], end - len(quoted), end, True))
        elif link:
            node = new(Scalar, (link, end - len(link), end, False))
        elif flow:
            node = new(Items, (_parts(flow, end - len(flow) - 1), end - len(flow) - 2, end))
        else:
            node = new(Pairs, (_sayings(says, end - len(says) - 1), end - len(says) - 2, end)) if says else None
            maps += [node.pairs] if says else []
        if key and not blanks:
            if below:
                maps += _close(pairs, below, first)
            below, colon = (None, 0) if node else ([], at + len(key) + 1)
            pairs.append(new(Pair, (key, node or new(Scalar, ("", colon, colon, False)), at, at + len(key))))
        elif key or dash:
            if below is None or node is None or (below and (blanks != indent or dash != bullet)):
                return None
            start = at + len(blanks)
            if not below:
                first, indent, bullet = start, blanks, dash
            below.append(node if dash else new(Pair, (key, node, start, start + len(key))))
        at = end + 1
    if below:
        maps += _close(pairs, below, first)
    return None if not pairs or any(map(duplicates, maps)) else pairs


def _is_plain(block: str) -> bool:
    """Tell whether a block has no tabs, controls and line ends but newlines: all that is printable is fit for YAML."""
    return block.replace("\n", "").replace("\u3000", "").isprintable()


def _close(pairs: list[Any], below: list[Any], first: int) -> list[tuple[Pair, ...]]:
    """Give the last key what stands below it, a list or a map; return the map, if it is one."""
    last = below[-1]
    is_map = type(last) is Pair
    end = last.value.end if is_map else last.end
    value = Pairs(tuple(below), first, end) if is_map else Items(tuple(below), first, end)
    pairs[-1] = pairs[-1]._replace(value=value)
    return [tuple(below)] if is_map else []


def _parts(flow: str, base: int) -> tuple[Scalar, ...]:
    """Return the items of a list in brackets."""
    return tuple([_part(found.group(), base + found.start()) for found in _PARTS.finditer(flow)])


def _sayings(says: str, base: int) -> tuple[Pair, ...]:
    """Return the pairs of a map in braces."""
    pairs: list[Pair] = []
    for found in _SAYINGS.finditer(says):
        key, written = found.groups()
        start = base + found.start()
        pairs.append(Pair(key, _part(written, base + found.start(2)), start, start + len(key)))
    return tuple(pairs)


def _part(written: str, start: int) -> Scalar:
    text = written.rstrip(" ")
    quoted = text[0] in "\"'"
    return Scalar(text[1:-1] if quoted else text, start, start + len(text), quoted)
