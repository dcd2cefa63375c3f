"""Ordinary front matter, of which YAML can make but one thing, read line by line without PyYAML."""

from __future__ import annotations

from typing import Any

from prm.text.nodes import Items
from prm.text.nodes import Pair
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern

_LONGEST = 16_000  # the parts of a longer block must be counted
_SIGNS = r"[^\n:#]*+"  # all but those that end plain text where a blank is beside
_FLOW = r"\w[^\n,:#?\[\]{}\"']*+"
_PLAIN = rf"[\w+(/~]{_SIGNS}(?::(?![\s:]){_SIGNS})*+(?<! )"
_DOUBLE = r"\"[^\n\"\\]*+\""
_SINGLE = r"'[^\n']*+'"
_LINK = rf"\[\[{_FLOW}\]\]"
_PART = rf"(?:{_FLOW}|{_DOUBLE}|{_SINGLE}|{_LINK})"
_VALUE = rf"(?:({_PLAIN})|({_DOUBLE}|{_SINGLE})|({_LINK})|\[({_PART}(?:, ?{_PART})*+)\])"
_LINE = Pattern(rf"((?:([^\W\d](?:[\w-]| (?=\w)){{0,60}}):|( *)-)(?: {_VALUE}| *)\n)")
_PARTS = Pattern(_PART)


def read_ordinary(block: str, base: int) -> list[Pair] | None:
    """Return the pairs of a block, or None where one line is not ordinary: what is returned is what YAML gives.

    Ordinary are `key:`, `key: value`, and `- value` below a key without one; the value plain, in quotes without
    escapes, a link, or a list of these in brackets. No comments, no blank lines, no indentation but of items.
    """
    rows = _LINE.findall(block) if len(block) <= _LONGEST and _is_plain(block) else []
    if not rows or sum([len(row[0]) for row in rows]) != len(block):
        return None
    new = tuple.__new__
    pairs: list[Any] = []
    items: list[Any] | None = None  # those below a key without a value
    at, first, indent = base, 0, ""
    node: Any
    for line, key, blanks, plain, quoted, link, flow in rows:
        end = at + len(line) - 1
        if plain:
            node = new(Scalar, (plain, end - len(plain), end, False))
        elif quoted:
            node = new(Scalar, (quoted[1:-1], end - len(quoted), end, True))
        elif link:
            node = new(Scalar, (link, end - len(link), end, False))
        else:
            node = new(Items, (_parts(flow, end - len(flow) - 1), end - len(flow) - 2, end)) if flow else None
        if key:
            if items:
                _close(pairs, items, first)
            items, colon = (None, 0) if node else ([], at + len(key) + 1)
            pairs.append(new(Pair, (key, node or new(Scalar, ("", colon, colon, False)), at, at + len(key))))
        elif items is None or node is None or (items and blanks != indent):
            return None
        else:
            first, indent = (first, indent) if items else (at + len(blanks), blanks)
            items.append(node)
        at = end + 1
    if items:
        _close(pairs, items, first)
    return pairs


def _is_plain(block: str) -> bool:
    """Tell whether a block has no tabs, controls and line ends but newlines: all that is printable is fit for YAML."""
    return block.replace("\n", "").replace("\u3000", "").isprintable()


def _close(pairs: list[Any], items: list[Any], first: int) -> None:
    """Give the last key the items that stand below it."""
    pairs[-1] = pairs[-1]._replace(value=Items(tuple(items), first, items[-1].end))


def _parts(flow: str, base: int) -> tuple[Scalar, ...]:
    """Return the items of a list in brackets."""
    found: list[Scalar] = []
    for part in _PARTS.finditer(flow):
        text = part.group().rstrip(" ")
        start = base + part.start()
        quoted = text[0] in "\"'"
        found.append(Scalar(text[1:-1] if quoted else text, start, start + len(text), quoted))
    return tuple(found)
