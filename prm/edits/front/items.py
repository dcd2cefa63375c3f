"""Add an item to a list field and remove one, in the form the list has."""

from __future__ import annotations

from collections.abc import Mapping

from prm.edits.front.changes import insert_items
from prm.edits.front.changes import put
from prm.edits.front.changes import remove
from prm.edits.front.changes import replace_item
from prm.edits.front.forms import Item
from prm.edits.front.forms import flow
from prm.edits.front.forms import shape_of
from prm.edits.front.page import Page
from prm.edits.front.page import page_of
from prm.edits.front.page import slot_of
from prm.edits.front.place import Place
from prm.edits.front.place import place_of
from prm.edits.front.place import refuse_evidence
from prm.edits.front.writing import entries
from prm.edits.front.writing import finish
from prm.edits.front.writing import write
from prm.edits.proof import Shape
from prm.edits.proof import refuse
from prm.edits.proof import shape
from prm.model.config import Config
from prm.model.names import exact
from prm.model.values import is_empty
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_LISTS = ("", "list", "needs", "private", "labelled", "position", "relations", "dates")
_ONE_FIRST = ("labelled", "position")
_PIECE = Pattern(r"(?:\[\[[^\[\]]*+\]\]|[^,、，､])++")
_WHAT = ("what", "value", "name", "text", "target", "who")


def add_to(source: Source, config: Config, key: str, item: Item, *, why: str = "") -> Edit | None:
    """Return the edit that adds an item to a list in the form it has, None where it is there already.

    A single text becomes a list of two, `a, b` stays one text. Raises Refused.
    """
    page = page_of(source)
    place = place_of(page, config, key)
    refuse_evidence(page, place)
    if place.shape not in _LISTS:
        raise refuse(page.source, _line_of(place), f"“{place.key}” holds one value; set it instead")
    if place.pair is None or is_empty(place.pair.value):
        first = item if isinstance(item, str) and place.shape in _ONE_FIRST else [item]
        return write(page, config, place, first, why)
    node = place.pair.value
    if _identity(item) in {said for said, _ in _said(node, _splits(place))}:
        return None
    if isinstance(node, Pairs):
        return _add_to_map(page, config, place, place.pair, node, item, why)
    if isinstance(node, Items):
        said: Shape = [*(shape(inner) for inner in node.items), shape_of(item)]
        slot_of(page, place.pair)
        return finish(page, config, insert_items(page, node, len(node.items), [item]), {place.pair.key: said}, why)
    return write(page, config, place, _joined(place, node, item), why)


def _line_of(place: Place) -> int:
    return place.pair.key_start if place.pair else 0


def _splits(place: Place) -> bool:
    """Tell whether a field is read as several values where its text has commas."""
    return place.shape in ("list", "needs", "private", "relations") or place.name in ("email", "phone")


def _identity(item: Item | tuple[tuple[str, Shape], ...]) -> str:
    """Return what makes two items the same: their text, or what a map is about."""
    if isinstance(item, str):
        return exact(item.strip().lstrip("#"))
    said = {fold_key(key): value for key, value in (item.items() if isinstance(item, Mapping) else item)}
    about = next((said[key] for key in _WHAT if isinstance(said.get(key), str)), None)
    if isinstance(about, str):
        return exact(about)
    return "\n".join(f"{key}: {exact(value)}" for key, value in sorted(said.items()) if isinstance(value, str))


def _said(node: Node, splits: bool) -> list[tuple[str, int]]:
    """Return what each item or entry says, with its number; a text with commas says several things."""
    if isinstance(node, Scalar):
        pieces = list(_PIECE.finditer(node.text)) if splits else []
        return [(_identity(node.text), 0), *((_identity(piece.group()), 0) for piece in pieces)]
    if isinstance(node, Items):
        return [(said, at) for at, item in enumerate(node.items) for said, _ in _said_by_item(item, splits)]
    whole = shape(node)
    about = [(_identity(whole), -1)] if isinstance(whole, tuple) else []
    inner = [(_identity(((pair.key, shape(pair.value)),)), at) for at, pair in enumerate(node.pairs)]
    return [*about, *inner]


def _said_by_item(item: Node, splits: bool) -> list[tuple[str, int]]:
    whole = shape(item)
    return [(_identity(whole), 0)] if isinstance(whole, tuple) else _said(item, splits)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return where each piece of a text with commas begins and ends, blanks around it left out."""
    found = ((piece.start(), piece.group()) for piece in _PIECE.finditer(text))
    return [(at + len(said) - len(said.lstrip()), at + len(said.rstrip())) for at, said in found if said.strip()]


def _joined(place: Place, node: Scalar, item: Item) -> str | list[Item]:
    """Return a text with one more piece, or a list of two."""
    pieces = _pieces(node.text) if _splits(place) else []
    if len(pieces) > 1 and isinstance(item, str) and len(_pieces(item)) == 1:
        comma = node.text[pieces[-2][1] : pieces[-1][0]]
        return node.text[: pieces[-1][1]] + comma + item
    return [node.text, item]


def _add_to_map(page: Page, config: Config, place: Place, pair: Pair, node: Pairs, item: Item, why: str) -> Edit | None:
    """Add to a map: an entry, or one more value to the entry of that label; a need alone becomes a list of two."""
    if any(fold_key(inner.key) in _WHAT for inner in node.pairs) and page.text[node.start] == "{":
        slot = slot_of(page, pair)
        first = page.text[node.start : node.end]
        text = f"[{first}, {flow(page, item)}]"
        return finish(
            page,
            config,
            [Change(Span(slot.node.start, slot.node.end), text)],
            {pair.key: [shape(node), shape_of(item)]},
            why,
        )
    if isinstance(item, str) or len(item) != 1:
        raise refuse(
            page.source, pair.key_start, f"“{pair.key}” is a map; name the entry that “{_identity(item)}” belongs to"
        )
    [(label, text)] = item.items()
    there = next((inner.value for inner in node.pairs if fold_key(inner.key) == fold_key(label)), None)
    if there is None or is_empty(there):
        return entries(page, config, pair, {label: text}, set(), why)
    if isinstance(there, Scalar) and exact(there.text) != exact(text):
        return entries(page, config, pair, {label: [there.text, text]}, set(), why)
    if isinstance(there, Items) and all(isinstance(inner, Scalar) for inner in there.items):
        texts = [inner.text for inner in there.items if isinstance(inner, Scalar)]
        if exact(text) not in {exact(said) for said in texts}:
            return entries(page, config, pair, {label: [*texts, text]}, set(), why)
    return None


def remove_from(source: Source, config: Config, key: str, item: Item, *, why: str = "") -> Edit | None:
    """Return the edit that takes an item out of a list, a map or a text with commas, None where it is not there.

    The key stays, with an empty list, when its only item goes. Raises Refused.
    """
    page = page_of(source)
    place = place_of(page, config, key)
    if place.pair is None or is_empty(place.pair.value):
        return None
    node, wanted = place.pair.value, _identity(item)
    gone = {at for said, at in _said(node, _splits(place)) if said == wanted}
    if isinstance(node, Pairs) and isinstance(item, str):
        values = ((at, pair.value) for at, pair in enumerate(node.pairs))
        gone |= {at for at, value in values if isinstance(value, Scalar) and _identity(value.text) == wanted}
    if not gone:
        return None
    if place.shape not in _LISTS:
        raise refuse(page.source, _line_of(place), f"“{place.key}” holds one value; set it, or take it out")
    if isinstance(node, Scalar):
        return write(page, config, place, _without(node.text, wanted) or [], why)
    if isinstance(node, Pairs):
        return write(page, config, place, [], why) if -1 in gone else entries(page, config, place.pair, {}, gone, why)
    return _remove_items(page, config, place.pair, node, wanted, gone, why)


def _without(text: str, wanted: str) -> str:
    """Return a text with commas without one of its pieces, "" where nothing is left."""
    pieces = _pieces(text)
    at = next((at for at, (start, end) in enumerate(pieces) if _identity(text[start:end]) == wanted), None)
    if at is None or len(pieces) < 2 or _identity(text) == wanted:
        return ""
    if at + 1 < len(pieces):
        return text[: pieces[at][0]] + text[pieces[at + 1][0] :]
    return text[: pieces[at - 1][1]]


def _remove_items(page: Page, config: Config, pair: Pair, node: Items, wanted: str, gone: set[int], why: str) -> Edit:
    """Take items out of a list; of an item with commas only the piece that is meant."""
    left = {
        at: text
        for at in gone
        if isinstance(inner := node.items[at], Scalar) and (text := _without(inner.text, wanted))
    }
    gone = gone - left.keys()
    if len(gone) == len(node.items):
        return finish(page, config, put(page, slot_of(page, pair), []), {pair.key: []}, why)
    slot_of(page, pair)
    changes: list[Change] = []
    for at, text in left.items():
        changes += replace_item(page, node, node.items[at], text)
    changes += remove(page, node, gone)
    said: Shape = [left.get(at) or shape(inner) for at, inner in enumerate(node.items) if at not in gone]
    return finish(page, config, changes, {pair.key: said}, why)
