"""Write one field of front matter: its value, entries of its map, or its end; proven before it is returned."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from prm.edits.front.changes import edit_map
from prm.edits.front.changes import put
from prm.edits.front.forms import Given
from prm.edits.front.forms import Part
from prm.edits.front.forms import key_lines
from prm.edits.front.forms import shape_of
from prm.edits.front.page import Page
from prm.edits.front.page import begins_its_line
from prm.edits.front.page import below
from prm.edits.front.page import indent_of
from prm.edits.front.page import line_start
from prm.edits.front.page import slot_of
from prm.edits.front.place import Place
from prm.edits.front.place import refuse_evidence
from prm.edits.proof import Refused
from prm.edits.proof import Shape
from prm.edits.proof import prove
from prm.edits.proof import refuse
from prm.edits.proof import shape
from prm.model.config import Config
from prm.text.fences import next_line
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import fold_key
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Span


def write(page: Page, config: Config, place: Place, value: Given, why: str) -> Edit:
    """Return the edit that makes a place say `value`."""
    refuse_evidence(page, place)
    if place.pair is None:
        return finish(page, config, _new_key(page, place.key, value), {place.key: shape_of(value)}, why)
    node = place.pair.value
    if isinstance(value, Mapping) and isinstance(node, Pairs) and node.pairs and value:
        keep = {fold_key(label) for label in value}
        drops = {at for at, pair in enumerate(node.pairs) if fold_key(pair.key) not in keep}
        return entries(page, config, place.pair, value, drops, why)
    slot = slot_of(page, place.pair)
    return finish(page, config, put(page, slot, value), {place.pair.key: shape_of(value)}, why)


def entries(page: Page, config: Config, pair: Pair, given: Mapping[str, Part], drops: set[int], why: str) -> Edit:
    """Return the edit that gives entries of a map their values, found by their keys, and takes out `drops`."""
    node = pair.value
    if not isinstance(node, Pairs):
        raise TypeError("entries belong to a map")
    slot_of(page, pair)
    folds = [fold_key(inner.key) for inner in node.pairs]
    if twice := next((label for label in given if folds.count(fold_key(label)) > 1), ""):
        raise refuse(page.source, node.start, f"“{twice}” is given twice in “{pair.key}”; keep one first")
    puts = {folds.index(fold_key(label)): value for label, value in given.items() if fold_key(label) in folds}
    new = {label: value for label, value in given.items() if fold_key(label) not in folds}
    said: list[tuple[str, Shape]] = [
        (inner.key, shape_of(puts[at]) if at in puts else shape(inner.value))
        for at, inner in enumerate(node.pairs)
        if at not in drops
    ]
    if not said and not new:
        return finish(page, config, put(page, slot_of(page, pair), {}), {pair.key: ()}, why)
    changes = edit_map(page, node, puts, drops, new)
    return finish(
        page, config, changes, {pair.key: (*said, *((label, shape_of(value)) for label, value in new.items()))}, why
    )


def drop(page: Page, config: Config, place: Place, why: str) -> Edit:
    """Return the edit that takes a key out with its lines."""
    pair = place.pair
    if pair is None:
        return finish(page, config, [], {}, why)
    if not begins_its_line(page, pair):
        raise refuse(page.source, pair.key_start, f"“{pair.key}” is written in an unusual way; change it in an editor")
    end = next_line(page.text, max(pair.value.end, pair.key_end))
    span = Span(line_start(page.text, pair.key_start), end)
    return finish(page, config, [Change(span, "")], {pair.key: None}, why)


def _new_key(page: Page, key: str, value: Given) -> list[Change]:
    """Write a key behind the last one, before the comments and blank lines at the end; or a block at the top."""
    front, newline = page.front, page.newline
    indent, at = "", front.end
    if front.pairs:
        last = front.pairs[-1]
        indent, at = indent_of(page.text, last.key_start), below(page, last.value)
        if not begins_its_line(page, last):
            raise refuse(
                page.source, last.key_start, f"“{last.key}” is written in an unusual way; add the line by hand"
            )
    lines = key_lines(page, key, value, indent)
    if not front.kind:
        lines = ["---", *lines, "---"]
    return [Change(Span(at, at), "".join(line + newline for line in lines))]


def finish(page: Page, config: Config, changes: Sequence[Change], expect: Mapping[str, Shape | None], why: str) -> Edit:
    """Return the edit with the smallest changes, proven."""
    small = [least for change in changes for least in _smallest(page.text, change)]
    if page.source.encoding == "unknown" and any("\ufffd" in change.text for change in small):
        advice = "this would rewrite bytes that are not UTF-8; save the file as UTF-8 first"
        raise Refused(f"{page.source.path}: {advice}")
    edit = Edit(page.source.path, page.source.digest, tuple(small), why=why)
    if small:
        prove(page.source, edit, config, expect=expect, before=page.front)
    return edit


def _smallest(text: str, change: Change) -> list[Change]:
    """Leave out of a change what stays: at its ends, or in its middle."""
    (start, end), new = change
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    old = text[start:end]
    if not old and not new:
        return []
    at = new.find(old) if old else -1
    if at < 0:
        return [Change(Span(start, end), new)]
    around = (Change(Span(start, start), new[:at]), Change(Span(end, end), new[at + len(old) :]))
    return [change for change in around if change.text]
