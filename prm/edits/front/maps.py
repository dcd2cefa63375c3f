"""Set one entry of a field that is a map, or a list of maps: a labelled address, a relation, who introduced us."""

from __future__ import annotations

from prm.edits.front.changes import insert_items
from prm.edits.front.changes import put
from prm.edits.front.changes import remove
from prm.edits.front.forms import shape_of
from prm.edits.front.page import Page
from prm.edits.front.page import page_of
from prm.edits.front.page import slot_of
from prm.edits.front.place import Place
from prm.edits.front.place import place_of
from prm.edits.front.place import refuse_evidence
from prm.edits.front.writing import drop
from prm.edits.front.writing import entries
from prm.edits.front.writing import finish
from prm.edits.front.writing import write
from prm.edits.proof import Refused
from prm.edits.proof import Shape
from prm.edits.proof import refuse
from prm.edits.proof import shape
from prm.model.config import Config
from prm.model.names import exact
from prm.model.values import field_of
from prm.model.values import is_empty
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.nodes import Items
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Edit
from prm.text.source import Source

_MAPS = ("", "labelled", "dates", "met", "relations", "wish", "snooze")
_LABEL = ("label", "type", "kind", "relation", "name")
_SAID = ("value", "number", "date", "on", "day", "target", "who", "person")
_PARTS = {
    "met": {"on": "date", "where": "at", "via": "through", "by": "through"},
    "snooze": {"date": "until", "to": "until", "why": "because", "reason": "because"},
}


def set_in(source: Source, config: Config, key: str, label: str, value: str | None, *, why: str = "") -> Edit:
    """Return the edit that gives one entry of a map its value; None takes the entry out.

    A key that says field and label by itself (`work_email`, `met_via`) counts as that entry. Raises Refused.
    """
    page = page_of(source)
    place = place_of(page, config, key)
    own = _own_key(page, config, place, label)
    if own:
        place = Place(place.name, label, place.shape, own.key, own)
        return drop(page, config, place, why) if value is None else write(page, config, place, value, why)
    if place.pair is None or is_empty(place.pair.value):
        refuse_evidence(page, place)
        _refuse_no_map(page, place)
        return finish(page, config, [], {}, why) if value is None else write(page, config, place, {label: value}, why)
    node = place.pair.value
    if isinstance(node, Pairs):
        return _set_entry(page, config, place, place.pair, node, label, value, why)
    _refuse_no_map(page, place)
    if isinstance(node, Items):
        return _set_item(page, config, place, place.pair, node, label, value, why)
    if value is None:
        return finish(page, config, [], {}, why)
    return write(page, config, place, _beside(page, place, node, label, value), why)


def _own_key(page: Page, config: Config, place: Place, label: str) -> Pair | None:
    """Return the key that says field and label by itself."""
    meant = (place.name, _part(place, label))
    found = [pair for pair in page.front.pairs if place.name and field_of(pair.key, config) == meant]
    return found[0] if len(found) == 1 and meant[1] else None


def _part(place: Place, label: str) -> str:
    """Return a label as labels are compared; `via` and `by` are `through`."""
    return _PARTS.get(place.name, {}).get(fold_key(label), fold_key(label))


def _refuse_no_map(page: Page, place: Place) -> None:
    if place.shape not in _MAPS:
        at = place.pair.key_start if place.pair else 0
        raise refuse(page.source, at, f"“{place.key}” is no map and has no entries; set it as a whole")


def _set_entry(
    page: Page, config: Config, place: Place, pair: Pair, node: Pairs, label: str, value: str | None, why: str
) -> Edit:
    parts = [_part(place, inner.key) for inner in node.pairs]
    if place.shape == "labelled" and any(part in ("value", "number") for part in parts):
        raise refuse(page.source, node.start, f"“{place.key}” is one value with a label; make it a list first")
    there = [at for at, part in enumerate(parts) if part == _part(place, label)]
    if len(there) > 1:
        raise refuse(page.source, node.start, f"“{label}” is given twice in “{place.key}”; keep one first")
    written = node.pairs[there[0]].key if there else label
    if value is None:
        return entries(page, config, pair, {}, set(there), why) if there else finish(page, config, [], {}, why)
    return entries(page, config, pair, {written: value}, set(), why)


def _set_item(
    page: Page, config: Config, place: Place, pair: Pair, node: Items, label: str, value: str | None, why: str
) -> Edit:
    """Set the entry in a list of maps: `{work: a}`, `{value: a, label: work}`, `{date: a, label: wedding}`."""
    found = [(at, inner) for at, item in enumerate(node.items) if (inner := _entry(item, label))]
    if len(found) > 1:
        raise refuse(page.source, found[1][1].key_start, f"“{label}” is there twice in “{place.key}”; keep one first")
    slot = slot_of(page, pair)
    said: list[Shape] = [shape(item) for item in node.items]
    if not found:
        if value is None:
            return finish(page, config, [], {}, why)
        item = _like(node, label, value)
        changes = insert_items(page, node, len(node.items), [item])
        return finish(page, config, changes, {pair.key: [*said, shape_of(item)]}, why)
    at, inner = found[0]
    if value is None:
        changes = remove(page, node, {at}) if len(said) > 1 else put(page, slot, [])
        return finish(page, config, changes, {pair.key: said[:at] + said[at + 1 :]}, why)
    whole = node.items[at]
    inside = page.text[whole.start] == "{"
    changes = put(page, slot_of(page, inner), value, inside=inside)
    if isinstance(whole, Pairs):
        said[at] = tuple((part.key, value if part is inner else shape(part.value)) for part in whole.pairs)
    return finish(page, config, changes, {pair.key: said}, why)


def _entry(item: object, label: str) -> Pair | None:
    """Return the pair of an item that holds the value of a label."""
    if not isinstance(item, Pairs):
        return None
    labels = [pair for pair in item.pairs if fold_key(pair.key) in _LABEL and isinstance(pair.value, Scalar)]
    if any(isinstance(pair.value, Scalar) and exact(pair.value.text) == exact(label) for pair in labels):
        return next((pair for pair in item.pairs if fold_key(pair.key) in _SAID), None)
    return next((pair for pair in item.pairs if fold_key(pair.key) == fold_key(label)), None)


def _like(node: Items, label: str, value: str) -> dict[str, str]:
    """Return a new item in the form of the last map in the list."""
    maps = [item for item in node.items if isinstance(item, Pairs)]
    keys = [pair.key for pair in maps[-1].pairs] if maps else []
    said = next((key for key in keys if fold_key(key) in _SAID), "")
    named = next((key for key in keys if fold_key(key) in _LABEL), "")
    if not said or not named:
        return {label: value}
    return {key: value if key == said else label for key in keys if key in (said, named)}


def _beside(
    page: Page, place: Place, node: Scalar, label: str, value: str
) -> list[str | dict[str, str]] | dict[str, str]:
    """Return a map, or a list, of the one text that is there and the new entry."""
    if place.shape in ("labelled", "relations"):
        return [node.text, {label: value}]
    first = {"wish": "why", "snooze": "until"}.get(place.name, "")
    if place.name == "met" and isinstance(partial(node.text), PartialDate):
        first = "date"
    if not first or first == _part(place, label):
        raise Refused(f"{page.source.path}: “{place.key}” is one text; make it a map before you give it “{label}”")
    return {first: node.text, label: value}
