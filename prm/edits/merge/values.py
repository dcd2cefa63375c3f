"""Three versions of one value made into one, and written in the form that it has."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prm.edits.front.shape import Shape
from prm.edits.front.shape import shape
from prm.edits.merge.diff3 import chosen
from prm.text.frontmatter import read
from prm.text.nodes import Pairs
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern
from prm.text.source import Source
from prm.text.source import splice

if TYPE_CHECKING:
    from prm.edits.front.forms import Given
    from prm.edits.front.forms import Item
from prm.edits.front.forms import Part

_PIECE = Pattern(r"(?:\[\[[^\[\]]*+\]\]|[^,、，､])++")
_COMMA = Pattern(r"\s*[,、，､]\s*")
_ABOUT = ("what", "value", "name", "text", "target", "who", "date")


def merge_shapes(base: Shape | None, ours: Shape, theirs: Shape, merge: str) -> Shape | None:
    """Return two values as one, None for a conflict."""
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        if merge == "scalar" or not isinstance(base, tuple | None) or isinstance(base, str):
            return None
        return merge_maps(base or (), ours, theirs)
    if isinstance(ours, tuple) or isinstance(theirs, tuple) or isinstance(base, tuple):
        return None
    if isinstance(ours, str) and isinstance(theirs, str) and merge != "set":
        return None
    if merge == "scalar" and (isinstance(ours, str) or isinstance(theirs, str)):
        return None
    splits = merge == "set"
    found = merge_lists(_items(base, splits), _items(ours, splits), _items(theirs, splits))
    if found is None or not isinstance(ours, str):
        return found
    texts = [item for item in found if isinstance(item, str)]
    comma = _COMMA.search(ours) or (_COMMA.search(theirs) if isinstance(theirs, str) else None)
    return comma.group().join(texts) if comma and len(texts) == len(found) else found


def _items(said: Shape | None, splits: bool) -> list[Shape]:
    if isinstance(said, str):
        return [piece.group().strip() for piece in _PIECE.finditer(said) if piece.group().strip()] if splits else [said]
    return list(said) if isinstance(said, list) else []


def identity(item: Shape) -> str:
    """Return what makes two items the same: their text, or what a map is about."""
    if isinstance(item, str):
        return " ".join(item.split()).lstrip("#").casefold()
    if isinstance(item, tuple):
        said = {fold_key(key): value for key, value in item}
        about = next((said[key] for key in _ABOUT if isinstance(said.get(key), str)), None)
        return f"{about}".casefold() if about is not None else "\n".join(f"{key}: {value}" for key, value in item)
    return repr(item)


def _byidentity(items: Sequence[Shape]) -> dict[str, list[Shape]]:
    found: dict[str, list[Shape]] = {}
    for item in items:
        found.setdefault(identity(item), []).append(item)
    return found


def merge_lists(base: Sequence[Shape], ours: Sequence[Shape], theirs: Sequence[Shape]) -> list[Shape] | None:
    """Return the items of ours in their order without those that theirs took out, then those that theirs added."""
    old, other = _byidentity(base), _byidentity(theirs)
    merged: list[Shape] = []
    for item in ours:
        name = identity(item)
        was = old[name].pop(0) if old.get(name) else None
        now = other[name].pop(0) if other.get(name) else None
        if now is None:
            merged += [item] if was is None or was != item else []
            continue
        pick = chosen(was, item, now)
        if pick == "conflict" and not (was is None and isinstance(item, str)):
            return None
        merged.append(now if pick == "theirs" else item)
    for item in theirs:
        left = other.get(identity(item))
        if left and any(each is item for each in left):
            was = old[identity(item)].pop(0) if old.get(identity(item)) else None
            merged += [item] if was is None or was != item else []
    return merged


_Map = tuple[tuple[str, Shape], ...]


def merge_maps(base: _Map, ours: _Map, theirs: _Map) -> Shape | None:
    """Return the entries of ours, changed and taken out as theirs did, then those that theirs added."""
    old, mine, other = (dict(each) for each in (base, ours, theirs))
    if len(mine) < len(ours) or len(other) < len(theirs):
        return None
    merged: dict[str, Shape] = {}
    for key in dict.fromkeys((*mine, *other)):
        was, ours_, theirs_ = old.get(key), mine.get(key), other.get(key)
        pick = chosen(was, ours_, theirs_)
        if pick == "conflict" and ours_ is not None and theirs_ is not None:
            both = merge_shapes(was, ours_, theirs_, "")
            if both is None:
                return None
            merged[key] = both
            continue
        said = theirs_ if pick == "theirs" or (pick == "conflict" and ours_ is None) else ours_
        if said is not None:
            merged[key] = said
    return tuple(merged.items())


# From values to lines


def between(lines: Sequence[str], fence: str) -> str:
    """Return lines of front matter as the text of a file."""
    return "\n".join([fence, *(line.rstrip("\r\n") for line in lines), fence, ""])


def written(lines: Sequence[str], wanted: Shape) -> list[str] | None:
    """Return the lines of a key changed to say what is wanted, None where they cannot be proven to."""
    from prm.edits.front.changes import edit_map
    from prm.edits.front.changes import put
    from prm.edits.front.page import page_of
    from prm.edits.front.page import slot_of
    from prm.edits.proof import Refused

    given = _given(wanted)
    ends = {line[len(line.rstrip("\r\n")) :] for line in lines}
    if given is None or len(ends) > 1:
        return None
    source = Source("", between(lines, "---").encode("utf-8", "surrogateescape"))
    try:
        page = page_of(source)
        pair = page.front.pairs[0]
        slot = slot_of(page, pair)
        if isinstance(given, Mapping) and isinstance(pair.value, Pairs):
            changes = edit_map(page, pair.value, *_entries(pair.value, given))
        else:
            changes = put(page, slot, given)
        text = splice(source, changes).decode("utf-8", "surrogateescape")
    except (Refused, ValueError):
        return None
    front = read(text)
    if front.problems or [shape(each.value) for each in front.pairs] != [wanted]:
        return None
    end = next(iter(ends), "")
    return [line + end for line in text[front.start : front.end].split("\n")[:-1]]


def _entries(node: Pairs, given: Mapping[str, Part]) -> tuple[dict[int, Given], set[int], dict[str, str]]:
    """Return which entries get which value, which go, and which are new; raises ValueError for what cannot be new."""
    puts: dict[int, Given] = {at: given[pair.key] for at, pair in enumerate(node.pairs) if pair.key in given}
    drops = {at for at, pair in enumerate(node.pairs) if pair.key not in given}
    there = {pair.key for pair in node.pairs}
    new = {key: value for key, value in given.items() if key not in there and isinstance(value, str)}
    if len(new) + len(puts) < len(given):
        raise ValueError("a new entry that is no text")
    return puts, drops, new


def _given(wanted: Shape) -> Given | None:
    """Return a value in the form in which it can be written, None where it nests too deep for that."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, tuple):
        flat = {key: value for key, value in wanted if isinstance(value, str)}
        return flat if len(flat) == len(wanted) else None
    items: list[Item] = []
    for each in wanted:
        given = _given(each)
        if not isinstance(given, str | dict):
            return None
        items.append(given)
    return items
