"""What a value of front matter says, without its places."""

from __future__ import annotations

from typing import TypeAlias

from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Scalar

Shape: TypeAlias = "str | list[Shape] | tuple[tuple[str, Shape], ...]"
"""A value without its places: a text, a list, or the pairs of a map in their order."""


def shape(node: Node) -> Shape:
    """Return what a value says, without its places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [shape(item) for item in node.items]
    return tuple((pair.key, shape(pair.value)) for pair in node.pairs)
