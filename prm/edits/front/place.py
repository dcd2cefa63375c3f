"""Where a field stands: the key that a name means in a file, found by any spelling."""

from typing import NamedTuple

from prm.edits.front.page import Page
from prm.edits.proof import Refused
from prm.edits.proof import refuse
from prm.model.config import Config
from prm.model.schema import FIELDS
from prm.model.values import field_of
from prm.model.values import is_empty
from prm.text.nodes import Items
from prm.text.nodes import Pair
from prm.text.nodes import fold_key

_SHAPES = {field.name: field.shape for field in FIELDS}
_ONE_VALUE = ("text", "date", "cadence", "snooze", "day")
_EVIDENCE = ("last_contact", "next_contact")


class Place(NamedTuple):
    """A field in a file: its name ("" if unknown), label and shape, the key to write, and the pair that is there."""

    name: str
    label: str
    shape: str
    key: str
    pair: Pair | None


def place_of(page: Page, config: Config, key: str) -> Place:
    """Return where a field stands, or where it would.

    Raises Refused where two keys of the file say it.
    """
    key = key.strip()
    if not key or "\n" in key or "\r" in key:
        raise Refused(f"{page.source.path}: a key is some words on one line, such as “birthday”")
    name, label = field_of(key, config)
    named = [pair for pair in page.front.pairs if fold_key(pair.key) == fold_key(key)]
    alike = [pair for pair in page.front.pairs if name and field_of(pair.key, config) == (name, label)]
    alike = [pair for pair in alike if not is_empty(pair.value)] or alike[:1]
    if name == "role" and not alike:
        alike = _title_as_role(page, config)
    shape = _SHAPES.get(name, "")
    _refuse_two(page, key, named, alike, shape)
    pair = next(iter(named or alike), None)
    written = pair.key if pair else name if name and not label else key
    return Place(name, label, shape, written, pair)


def _refuse_two(page: Page, key: str, named: list[Pair], alike: list[Pair], shape: str) -> None:
    if len(named) > 1:
        lines = " and ".join(str(page.source.line(pair.key_start)) for pair in named)
        raise refuse(page.source, named[1].key_start, f"“{key}” is given twice (lines {lines}); keep one first")
    if not named and len(alike) > 1:
        keys = " and ".join(f"“{pair.key}”" for pair in alike)
        raise refuse(page.source, alike[1].key_start, f"{keys} both say “{key}”; name the one to change, or keep one")
    if named and shape in _ONE_VALUE and alike and alike[0].key_start < named[0].key_start:
        message = f"“{alike[0].key}” above says the same and is read first; change that one, or keep one"
        raise refuse(page.source, named[0].key_start, message)


def _title_as_role(page: Page, config: Config) -> list[Pair]:
    """Return the `title` that is read as the role: it is neither heading nor file name."""
    titles = [pair for pair in page.front.pairs if field_of(pair.key, config)[0] == "title"]
    if not titles or isinstance(titles[0].value, Items):
        return []
    from prm.model.reader import Reader

    note = Reader(config).read(page.source)
    roles = {value.start for value in note.values if value.key == "role"}
    return [pair for pair in titles if pair.value.start in roles]


def refuse_evidence(page: Page, place: Place) -> None:
    """Refuse to write what is only read: the contacts that others stated."""
    if place.name in _EVIDENCE:
        message = f"“{place.key}” follows from the log and is never written; use `prm log` or `prm snooze`"
        raise Refused(f"{page.source.path}: {message}")
