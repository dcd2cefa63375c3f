"""Front matter by the field table: which key is which field, and what its value says."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache
from functools import partial

from prm.model.config import Config
from prm.model.leaves import flat
from prm.model.leaves import is_blank
from prm.model.schema import FIELDS
from prm.model.shapes import SHAPES
from prm.model.shapes import Read
from prm.text.diagnostics import Problem
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

_READS = {field.name: SHAPES[field.shape] for field in FIELDS}
_KNOWN = tuple(field.name.replace("_", "") for field in FIELDS if len(field.name) > 3)
_LABELLED = Pattern(r"^([^\[\].]+)\[(?:\d+:)?([^\]]*)\](?:\.(.+))?$")
_NUMBERED = Pattern(r"^(.*\D)\d$")
_BASES = ("emailaddress", "email", "mobile", "phone", "address", "url", "tel", "メール", "電話")
_MOST_PROBLEMS = 100
_MOST_KEYS = 2000
_RELATION_WORDS = (
    "spouse",
    "partner",
    "children",
    "kids",
    "parents",
    "siblings",
    "manager",
    "reportsto",
    "家族",
)
_MET_PARTS = {
    "metat": "at", "wherewemet": "at", "metvia": "through", "introducedby": "through", "紹介者": "through",
    "metdate": "date", "firstmetdate": "date",
}  # fmt: skip
_DATE_LABELS = {"anniversary": "anniversary", "deathday": "death", "died": "death"}


Fields = Callable[[str], tuple[str, str]]
"""What `field_of` says of a key under one configuration."""


def remembered_fields(config: Config) -> Fields:
    """Return `field_of` under one configuration, which looks each key up but once: most files have the same."""
    return lru_cache(_MOST_KEYS)(partial(field_of, config=config))


def read_values(pairs: tuple[Pair, ...], config: Config, fields: Fields | None = None) -> Read:
    """Return the values of front matter, in the order written."""
    read = Read([], [], config.date_order)
    fields = fields or partial(field_of, config=config)
    for pair in pairs:
        name, label = fields(pair.key)
        if not name:
            read.values.extend(flat(fold_key(pair.key), "", pair.value))
            _near_miss(pair, read, config)
        elif not is_empty(pair.value):
            _READS[name](name, label, pair.value, read)
    return read


def field_of(key: str, config: Config) -> tuple[str, str]:
    """Return the field that a key means and its label: `work_email` is (email, work); unknown keys give ("", "")."""
    written = fold_key(key)
    name = config.spellings.get(written)
    if name:
        return name, _own_label(written, name)
    if found := _LABELLED.match(written):
        name = config.spellings.get(found.group(1), "")
        kinds = (found.group(2), found.group(3))
        return name, " ".join(part for part in kinds if part and not part.isdigit())
    base, _, part = written.partition(".")
    if part and config.spellings.get(base) in ("email", "phone", "address", "url"):
        return config.spellings[base], part
    if written.startswith("xphonetic"):
        return "reading", ""
    if written in ("n.gn", "n.fn"):
        return ("given" if written == "n.gn" else "family"), ""
    if (found := _NUMBERED.match(written)) and found.group(1) in config.spellings:
        return config.spellings[found.group(1)], ""
    for base in _BASES:
        if written.endswith(base) and len(written) <= len(base) + 12:
            return config.spellings[base], written[: -len(base)]
    return "", ""


def _own_label(written: str, name: str) -> str:
    if name == "relations" and written in _RELATION_WORDS:
        return written
    if name == "phone" and written in ("mobile", "mobilephone", "cell", "携帯", "携帯電話"):
        return "mobile" if written.isascii() else "携帯"
    return _MET_PARTS.get(written) or _DATE_LABELS.get(written) or ""


@lru_cache(1000)
def _nearest(written: str) -> str:
    return next(iter(get_close_matches(written, _KNOWN, 1, 0.84)), "") if 3 < len(written) < 24 else ""


def _near_miss(pair: Pair, read: Read, config: Config) -> None:
    if len(read.problems) >= _MOST_PROBLEMS:
        return
    near = _nearest(fold_key(pair.key))
    if near in config.spellings:
        message = f"unknown key “{pair.key}”; did you mean “{config.spellings[near]}”?"
        read.problems.append(Problem("misspelt-key", pair.key_start, pair.key_end, message))


def is_empty(node: Node) -> bool:
    """Tell whether a value says nothing: empty, `~`, `null`, an empty list or map."""
    if isinstance(node, Scalar):
        return is_blank(node)
    return not (node.items if isinstance(node, Items) else node.pairs)
