"""Write down something that somebody I wish to meet makes, under `offerings` of their wish."""

from __future__ import annotations

from collections.abc import Mapping

from prm.edits.front.changes import insert_items
from prm.edits.front.forms import Item
from prm.edits.front.forms import shape_of
from prm.edits.front.page import page_of
from prm.edits.front.place import place_of
from prm.edits.front.writing import entries
from prm.edits.front.writing import finish
from prm.edits.front.writing import write
from prm.edits.proof import Shape
from prm.edits.proof import refuse
from prm.edits.proof import shape
from prm.model.config import Config
from prm.model.values import is_empty
from prm.text.nodes import Items
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Edit
from prm.text.source import Source


def add_offering(source: Source, config: Config, item: Mapping[str, str], *, why: str = "") -> Edit:
    """Return the edit that adds `{what, price, release, url}` to what somebody makes. Raises Refused."""
    page = page_of(source)
    place = place_of(page, config, "wish")
    made: Item = item["what"] if set(item) == {"what"} else dict(item)
    pair = place.pair
    if pair is None or is_empty(pair.value):
        return write(page, config, place, {"offerings": [made]}, why)
    node = pair.value
    if isinstance(node, Scalar):
        return write(page, config, place, {"why": node.text, "offerings": [made]}, why)
    if not isinstance(node, Pairs):
        raise refuse(source, node.start, f"“{pair.key}” is a list; make it a map before you add to it")
    there = [inner for inner in node.pairs if fold_key(inner.key) == "offerings"]
    if len(there) > 1:
        raise refuse(source, there[1].key_start, "“offerings” is given twice; keep one first")
    if not there or is_empty(there[0].value):
        return entries(page, config, pair, {there[0].key if there else "offerings": [made]}, set(), why)
    known = there[0].value
    if isinstance(known, Items):
        changes = insert_items(page, known, len(known.items), [made])
        return finish(page, config, changes, {pair.key: _with(node, there[0], made)}, why)
    if isinstance(known, Scalar):
        return entries(page, config, pair, {there[0].key: [known.text, made]}, set(), why)
    first = {inner.key: inner.value.text for inner in known.pairs if isinstance(inner.value, Scalar)}
    return entries(page, config, pair, {there[0].key: [first, made]}, set(), why)


def _with(node: Pairs, offerings: Pair, item: Item) -> Shape:
    """Return what the wish then says."""
    said: list[tuple[str, Shape]] = []
    for inner in node.pairs:
        value = shape(inner.value)
        said.append((inner.key, [*value, shape_of(item)] if inner is offerings and isinstance(value, list) else value))
    return tuple(said)
