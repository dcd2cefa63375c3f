"""Front matter by the field table: which key is which field, and what its value says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from prm.model.config import Config
from prm.model.notes import Value
from prm.model.schema import FIELDS
from prm.model.schema import STATUSES
from prm.text.cadence import cadence
from prm.text.dates import PartialDate
from prm.text.dates import Refused
from prm.text.dates import partial
from prm.text.diagnostics import Problem
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key

_SHAPES = {field.name: field.shape for field in FIELDS}
_KNOWN = tuple(field.name.replace("_", "") for field in FIELDS if len(field.name) > 3)
_LABELLED = re.compile(r"^([^\[\].]+)\[(?:\d+:)?([^\]]*)\](?:\.(.+))?$")
_NUMBERED = re.compile(r"^(.*\D)\d$")
_BASES = ("emailaddress", "email", "mobile", "phone", "address", "url", "tel", "メール", "電話")
_PIECE = re.compile(r"(?:\[\[[^\[\]]*+\]\]|[^,、，､])++")
_SAID = re.compile(r"^([^\W\d_][\w ]{0,20})[:：][ \u3000]+(?=\S)")
_MAILTO = re.compile(r"^\[[^\]]*\]\((?:mailto:|tel:)?([^)]*)\)$")
_UNRENDERED = re.compile(r"\{\{[^{]*?\}\}|<%[^<]*?%>")
_MOST_PROBLEMS = 100
_NEVER = ("never", "unknown", "none", "n/a", "-", "–", "?", "不明", "なし")
_REASONS = {"ambiguous": "ambiguous-date", "impossible": "impossible-date", "unreadable": "bad-value"}
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
_VALUE_KEYS = ("address", "value", "number")
_WHAT = ("what", "name", "value", "text", "org", "title", "url", "label")


class Read(NamedTuple):
    """What the front matter says, and what is wrong with it."""

    values: list[Value]
    problems: list[Problem]


def read_values(pairs: tuple[Pair, ...], config: Config) -> Read:
    """Return the values of front matter, in the order written."""
    read = Read([], [])
    for pair in pairs:
        name, label = field_of(pair.key, config)
        if name:
            _read(name, label, pair, read, config)
        else:
            read.values.extend(_flat(fold_key(pair.key), "", pair.value))
            _near_miss(pair, read, config)
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
        return not node.text.strip() or (not node.quoted and node.text in ("~", "null"))
    return not (node.items if isinstance(node, Items) else node.pairs)


def _read(name: str, label: str, pair: Pair, read: Read, config: Config) -> None:
    node = pair.value
    if is_empty(node):
        return
    shape = _SHAPES[name]
    if shape in ("date", "day"):
        _dates(name, label, node, read, config)
    elif shape == "dates":
        _labelled_dates(name, label, node, read, config)
    elif shape == "cadence":
        _cadence(name, node, read)
    elif shape == "snooze":
        _snooze(name, node, read, config)
    elif shape == "met":
        _met(name, label, node, read, config)
    elif shape == "relations":
        _relations(name, label, node, read)
    elif shape == "position":
        _positions(name, node, read)
    elif shape == "wish":
        _wish(node, read)
    elif shape == "labelled":
        read.values.extend(_labelled(name, label, node))
    elif shape == "needs":
        read.values.extend(_needs(name, node))
    elif shape == "entries":
        read.values.extend(
            value for item in _items(node) if not isinstance(item, Pairs) for value in _flat(name, "", item)
        )
    elif shape in ("list", "private"):
        read.values.extend(_listed(name, node))
    else:
        read.values.extend(_flat(name, label, node))
        _choice(name, node, read)


def _choice(name: str, node: Node, read: Read) -> None:
    if name != "status" or not isinstance(node, Scalar) or node.text.strip().casefold() in STATUSES:
        return
    if near := get_close_matches(node.text.casefold()[:40], STATUSES, 1, 0.7):
        message = f"unknown status “{node.text}”; did you mean “{near[0]}”?"
        read.problems.append(Problem("bad-value", node.start, node.end, message))


def _value(key: str, node: Node, text: str, label: str = "", **more: str) -> Value:
    full = {"value": "", "since": "", "until": "", "extra": ""} | more
    return Value(key, label, text, full["value"], full["since"], full["until"], full["extra"], node.start, node.end)


def _flat(key: str, label: str, node: Node) -> Iterator[Value]:
    """Yield every scalar below a node; the keys of maps are labels."""
    if isinstance(node, Scalar):
        if not is_empty(node):
            yield _value(key, node, node.text.strip(), label)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _flat(key, label, item)
    else:
        for pair in node.pairs:
            yield from _flat(key, f"{label} {pair.key}".strip(), pair.value)


_WORDS = ("tags", "aliases", "private", "prm_ignore")  # lists of words: a comma is no part of one


def _listed(key: str, node: Node) -> Iterator[Value]:
    """Yield the items of a list; a text that stands for a list splits at commas, and so do items that are words."""
    if isinstance(node, Items):
        for item in node.items:
            if isinstance(item, Scalar) and (item.quoted or key not in _WORDS) and "," in item.text:
                yield from _flat(key, "", item)
            else:
                yield from _listed(key, item)
        return
    for value in _flat(key, "", node):
        for part in _PIECE.findall(value.text):
            word = part.strip().lstrip("#").strip()
            if word:
                yield value._replace(text=word)


def _pick(node: Pairs, *keys: str) -> str:
    """Return the text of the first of `keys` that a map holds."""
    for pair in node.pairs:
        if fold_key(pair.key) in keys and isinstance(pair.value, Scalar) and not is_empty(pair.value):
            return pair.value.text.strip()
    return ""


def _pick_key(node: Pairs, *keys: str) -> str:
    """Return the first of `keys` that a map holds with a text."""
    return next(
        (fold_key(pair.key) for pair in node.pairs if fold_key(pair.key) in keys and _pick(node, fold_key(pair.key))),
        "",
    )


def _rest(node: Pairs, *used: str) -> str:
    """Return what a map says besides the keys that are `used`."""
    values = (
        value for pair in node.pairs if fold_key(pair.key) not in used for value in _flat("", pair.key, pair.value)
    )
    return "; ".join(f"{value.label}: {value.text}" for value in values)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else (node,)


def _labelled(key: str, label: str, node: Node) -> Iterator[Value]:
    for item in _items(node):
        if isinstance(item, Scalar):
            yield from _said(key, label, item)
        elif isinstance(item, Pairs) and (found := _pick_key(item, *_VALUE_KEYS[key == "address" :], key)):
            until, kind = _pick(item, "until", "to", "end"), _pick(item, "label", "type", "kind")
            rest = _rest(item, found, "until", "to", "end", "label", "type", "kind")
            yield _value(key, item, _pick(item, found), kind or label, until=until, extra=rest)
        elif isinstance(item, Pairs):
            for pair in item.pairs:
                yield from _labelled(key, f"{label} {pair.key}".strip(), pair.value)
        else:
            yield from _labelled(key, label, item)


def _said(key: str, label: str, node: Scalar) -> Iterator[Value]:
    if is_empty(node):
        return
    texts = _PIECE.findall(node.text) if key in ("email", "phone") else [node.text]
    for text in texts:
        text = text.strip()
        if key in ("email", "phone", "url") and (mail := _MAILTO.match(text)):
            text = mail.group(1).strip()
        spoken = _SAID.match(text) if key in ("email", "phone") else None
        if spoken:
            yield _value(key, node, text[spoken.end() :], spoken.group(1))
        elif text:
            yield _value(key, node, text, label)


def _needs(key: str, node: Node) -> Iterator[Value]:
    for item in _items(node):
        if isinstance(item, Pairs) and (text := _pick(item, *_WHAT)):
            rest = _rest(item, _pick_key(item, *_WHAT), "since", "from", "until", "to")
            since, until = _pick(item, "since", "from"), _pick(item, "until", "to")
            yield _value(key, item, text, since=since, until=until, extra=rest)
        else:
            yield from _listed(key, node if item is node else Items((item,), item.start, item.end))


def _positions(key: str, node: Node, read: Read) -> None:
    for item in _items(node):
        if not isinstance(item, Pairs):
            read.values.extend(value for value in _flat(key, "", item))
            continue
        since, until = _pick(item, "from", "since", "start"), _pick(item, "to", "until", "end")
        orgs, roles = (
            ("org", "name", "company", "organisation", "organization"),
            ("role", "title", "position"),
        )
        rest = _rest(item, *orgs, *roles, "from", "since", "start", "to", "until", "end")
        before = len(read.values)
        for name, keys in (("org", orgs), ("role", roles)):
            if text := _pick(item, *keys):
                extra = rest if len(read.values) == before else ""
                read.values.append(_value(name, item, text, since=since, until=until, extra=extra))
        if len(read.values) == before:
            read.values.extend(_flat(key, "", item))


def _partial(node: Scalar, read: Read, config: Config) -> PartialDate | None:
    if _UNRENDERED.search(node.text) or node.text.strip().casefold() in _NEVER:
        return None
    found = partial(node.text, config.date_order)
    if isinstance(found, Refused):
        read.problems.append(Problem(_REASONS[found.reason], node.start, node.end, found.message))
        return None
    return found


def _dates(key: str, label: str, node: Node, read: Read, config: Config) -> None:
    for item in _items(node):
        if isinstance(item, Scalar) and not is_empty(item):
            found = _partial(item, read, config)
            read.values.append(_value(key, item, item.text.strip(), label, value=found.iso() if found else ""))
        elif not isinstance(item, Scalar):
            read.values.extend(_flat(key, label, item))


def _labelled_dates(key: str, label: str, node: Node, read: Read, config: Config) -> None:
    for item in _items(node):
        if isinstance(item, Scalar):
            _dates(key, label, item, read, config)
        elif isinstance(item, Pairs) and (name := _pick(item, "label", "name", "what")):
            for pair in item.pairs:
                if fold_key(pair.key) in ("date", "on", "day"):
                    _dates(key, name, pair.value, read, config)
                elif fold_key(pair.key) not in ("label", "name", "what"):
                    read.values.extend(_flat(key, f"{name} {pair.key}", pair.value))
        elif isinstance(item, Pairs):
            for pair in item.pairs:
                _dates(key, pair.key, pair.value, read, config)


def _cadence(key: str, node: Node, read: Read) -> None:
    if not isinstance(node, Scalar):
        read.problems.append(Problem("bad-value", node.start, node.end, "a cadence is one value, such as 2w or 4w..6w"))
        read.values.extend(_flat(key, "", node))
        return
    found = Refused("unreadable", "") if _UNRENDERED.search(node.text) else cadence(node.text)
    if isinstance(found, Refused):
        if found.message:
            read.problems.append(Problem("bad-value", node.start, node.end, found.message))
        read.values.append(_value(key, node, node.text.strip()))
        return
    value = f"{found.least}..{found.most}" if found else "none"
    read.values.append(_value(key, node, node.text.strip(), value=value))


def _snooze(key: str, node: Node, read: Read, config: Config) -> None:
    because = _pick(node, "because", "why", "reason") if isinstance(node, Pairs) else ""
    day: Node = node
    if isinstance(node, Pairs):
        day = next((pair.value for pair in node.pairs if fold_key(pair.key) in ("until", "date", "to")), node)
    if isinstance(day, Scalar):
        found = _partial(day, read, config)
        extra = because
        if isinstance(node, Pairs):
            rest = _rest(node, "because", "why", "reason", "until", "date", "to")
            extra = "; ".join(part for part in (because, rest) if part)
        read.values.append(_value(key, node, day.text, value=found.iso() if found else "", extra=extra))
    else:
        read.problems.append(
            Problem("bad-value", node.start, node.end, "a snooze needs a day: write {until: 2026-02-01}")
        )
        read.values.extend(_flat(key, "", node))


def _met(key: str, label: str, node: Node, read: Read, config: Config) -> None:
    if isinstance(node, Pairs):
        for pair in node.pairs:
            part = {"on": "date", "where": "at", "via": "through", "by": "through"}.get(
                fold_key(pair.key), fold_key(pair.key)
            )
            _met(key, part, pair.value, read, config)
    elif label == "date":
        _dates(key, "date", node, read, config)
    else:
        for value in _flat(key, label, node):
            found = partial(value.text, config.date_order) if not label else None
            if isinstance(found, PartialDate):
                value = value._replace(label="date", value=found.iso())
            read.values.append(value)


def _relations(key: str, label: str, node: Node, read: Read) -> None:
    for item in _items(node):
        if isinstance(item, Scalar):
            for value in _listed(key, item):
                kind, _, target = (
                    value.text.partition(":") if not label and not value.text.startswith("[[") else ("", "", "")
                )
                if target.strip():
                    value = value._replace(text=target.strip(), label=kind.strip())
                read.values.append(value._replace(label=value.label or label))
        elif isinstance(item, Pairs) and (target := _pick(item, "target", "who", "person", "to")):
            until, kind = _pick(item, "until", "end"), _pick(item, "type", "kind", "relation")
            rest = _rest(item, "target", "who", "person", "to", "until", "end", "type", "kind", "relation")
            read.values.append(_value(key, item, target, kind or label, until=until, extra=rest))
        elif isinstance(item, Pairs):
            until, asides = _pick(item, "until", "end"), ("since", "period", "confidence", "note")
            said = {fold_key(pair.key) for pair in item.pairs}
            rest = _rest(item, *(said - set(asides)))
            for pair in item.pairs:
                if fold_key(pair.key) not in ("until", "end", *asides):
                    before = len(read.values)
                    _relations(key, f"{label} {pair.key}".strip(), pair.value, read)
                    read.values[before:] = [
                        value._replace(until=value.until or until, extra=value.extra or rest)
                        for value in read.values[before:]
                    ]
        else:
            _relations(key, label, item, read)


def _wish(node: Node, read: Read) -> None:
    if not isinstance(node, Pairs):
        read.values.extend(_flat("wish", "why", node))
        return
    for pair in node.pairs:
        if fold_key(pair.key) != "offerings":
            read.values.extend(_flat("wish", fold_key(pair.key), pair.value))
            continue
        for item in _items(pair.value):
            if isinstance(item, Pairs) and _pick(item, *_WHAT):
                extra = " ".join(part for part in (_pick(item, "price"), _pick(item, "url")) if part)
                read.values.append(
                    _value(
                        "wish",
                        item,
                        _pick(item, *_WHAT),
                        "offering",
                        since=_pick(item, "release"),
                        extra=extra,
                    )
                )
            else:
                read.values.extend(_flat("wish", "offering", item))
