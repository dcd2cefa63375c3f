"""What a value of front matter says leaf by leaf: the texts of lists and maps, and the parts of a map by their keys."""

from __future__ import annotations

from collections.abc import Iterator

from prm.model.notes import Value
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

PIECE = Pattern(r"(?:\[\[[^\[\]]*+\]\]|[^,、，､])++")
"""One item of a list that is written as a text; a link may hold commas."""

_COMMA = Pattern("[,、，､]")
_new = tuple.__new__
_WORDS = ("tags", "aliases", "private", "prm_ignore")  # lists of words: a comma is no part of one


def is_blank(leaf: Scalar) -> bool:
    """Tell whether a text says nothing: empty, `~`, `null`."""
    return not leaf.text.strip() or (not leaf.quoted and leaf.text in ("~", "null"))


def value_at(
    key: str, node: Node, text: str, label: str = "", *,
    value: str = "", since: str = "", until: str = "", extra: str = "",
) -> Value:  # fmt: skip
    """Return a value that stands where a node stands."""
    return _new(Value, (key, label, text, value, since, until, extra, node.start, node.end))


def items(node: Node) -> tuple[Node, ...]:
    """Return the items of a list; anything else stands for a list of itself."""
    return node.items if isinstance(node, Items) else (node,)


def flat(key: str, label: str, node: Node) -> Iterator[Value]:
    """Yield every scalar below a node; the keys of maps are labels."""
    if isinstance(node, Scalar):
        if not is_blank(node):
            yield value_at(key, node, node.text.strip(), label)
    elif isinstance(node, Items):
        for item in node.items:
            yield from flat(key, label, item)
    else:
        for pair in node.pairs:
            yield from flat(key, f"{label} {pair.key}".strip(), pair.value)


def listed(key: str, node: Node) -> Iterator[Value]:
    """Yield the items of a list; a text that stands for a list splits at commas, and so do items that are words."""
    if isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Scalar) and (item.quoted or key not in _WORDS) and "," in item.text:
                yield from flat(key, "", item)
            else:
                yield from listed(key, item)
        return
    for value in flat(key, "", node):
        for part in pieces(value.text):
            word = part.strip().lstrip("#").strip()
            if word:
                yield value_at(key, node, word) if isinstance(node, Scalar) else value._replace(text=word)


def pieces(text: str) -> list[str]:
    """Return the items of a list that is written as a text; most have but one."""
    return PIECE.findall(text) if _COMMA.search(text) else [text]


def pick(node: Pairs, *keys: str) -> str:
    """Return the text of the first of `keys` that a map holds."""
    for pair in node.pairs:
        if fold_key(pair.key) in keys and isinstance(pair.value, Scalar) and not is_blank(pair.value):
            return pair.value.text.strip()
    return ""


def pick_key(node: Pairs, *keys: str) -> str:
    """Return the first of `keys` that a map holds with a text."""
    return next(
        (fold_key(pair.key) for pair in node.pairs if fold_key(pair.key) in keys and pick(node, fold_key(pair.key))),
        "",
    )


def rest(node: Pairs, *used: str) -> str:
    """Return what a map says besides the keys that are `used`."""
    values = (
        value for pair in node.pairs if fold_key(pair.key) not in used for value in flat("", pair.key, pair.value)
    )
    return "; ".join(f"{value.label}: {value.text}" for value in values)
