"""The shapes of values: one function each, from what is written under a key to what it says."""

from collections.abc import Callable
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from prm.model.leaves import flat
from prm.model.leaves import is_blank
from prm.model.leaves import items
from prm.model.leaves import listed
from prm.model.leaves import pick
from prm.model.leaves import pick_key
from prm.model.leaves import pieces
from prm.model.leaves import rest
from prm.model.leaves import value_at
from prm.model.notes import Value
from prm.model.schema import STATUSES
from prm.text.cadence import cadence
from prm.text.dates import PartialDate
from prm.text.dates import Refused
from prm.text.dates import partial
from prm.text.diagnostics import Problem
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

_SAID = Pattern(r"^([^\W\d_][\w ]{0,20})[:：][ \u3000]+(?=\S)")
_MAILTO = Pattern(r"^\[[^\]]*\]\((?:mailto:|tel:)?([^)]*)\)$")
_UNRENDERED = Pattern(r"\{\{[^{]*?\}\}|<%[^<]*?%>")
_NEVER = ("never", "unknown", "none", "n/a", "-", "–", "?", "不明", "なし")
_REASONS = {"ambiguous": "ambiguous-date", "impossible": "impossible-date", "unreadable": "bad-value"}
_VALUE_KEYS = ("address", "value", "number")
_WHAT = ("what", "name", "value", "text", "org", "title", "url", "label")
_ORG = ("org", "name", "company", "organisation", "organization")
_ROLE = ("role", "title", "position")
_SINCE = ("from", "since", "start")
_UNTIL = ("to", "until", "end")
_TARGET = ("target", "who", "person", "to")
_RELATION = ("type", "kind", "relation")
_ASIDES = ("since", "period", "confidence", "note")
_MET = {"on": "date", "where": "at", "via": "through", "by": "through"}


class Read(NamedTuple):
    """What the front matter says, and what is wrong with it; its dates are read in `order`."""

    values: list[Value]
    problems: list[Problem]
    order: str

    def wrong(self, rule: str, node: Node, message: str) -> None:
        """Add what is wrong with a value."""
        self.problems.append(Problem(rule, node.start, node.end, message))


# texts and lists


def _text(key: str, label: str, node: Node, read: Read) -> None:
    if not isinstance(node, Scalar):
        read.values.extend(flat(key, label, node))
        return
    if not is_blank(node):
        read.values.append(value_at(key, node, node.text.strip(), label))
    if key != "status" or node.text.strip().casefold() in STATUSES:
        return
    if near := get_close_matches(node.text.casefold()[:40], STATUSES, 1, 0.7):
        read.wrong("bad-value", node, f"unknown status “{node.text}”; did you mean “{near[0]}”?")


def _list(key: str, label: str, node: Node, read: Read) -> None:
    read.values.extend(listed(key, node))


def _entries(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if not isinstance(item, Pairs):
            read.values.extend(flat(key, "", item))


def _labelled(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if isinstance(item, Scalar):
            read.values.extend(_said(key, label, item))
        elif isinstance(item, Pairs) and (found := pick_key(item, *_VALUE_KEYS[key == "address" :], key)):
            until, kind = pick(item, *_UNTIL), pick(item, "label", "type", "kind")
            more = rest(item, found, *_UNTIL, "label", "type", "kind")
            read.values.append(value_at(key, item, pick(item, found), kind or label, until=until, extra=more))
        elif isinstance(item, Pairs):
            for pair in item.pairs:
                _labelled(key, f"{label} {pair.key}".strip(), pair.value, read)
        else:
            _labelled(key, label, item, read)


def _said(key: str, label: str, node: Scalar) -> Iterator[Value]:
    """Yield the addresses of a text: `home: 06 123, work: 06 456` says two phones."""
    if is_blank(node):
        return
    texts = pieces(node.text) if key in ("email", "phone") else [node.text]
    for text in texts:
        text = text.strip()
        if text[:1] == "[" and key in ("email", "phone", "url") and (mail := _MAILTO.match(text)):
            text = mail.group(1).strip()
        spoken = _SAID.match(text) if key in ("email", "phone") and (":" in text or "：" in text) else None
        if spoken:
            yield value_at(key, node, text[spoken.end() :], spoken.group(1))
        elif text:
            yield value_at(key, node, text, label)


def _needs(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if isinstance(item, Pairs) and (text := pick(item, *_WHAT)):
            more = rest(item, pick_key(item, *_WHAT), "since", "from", "until", "to")
            since, until = pick(item, "since", "from"), pick(item, "until", "to")
            read.values.append(value_at(key, item, text, since=since, until=until, extra=more))
        else:
            read.values.extend(listed(key, node if item is node else Items((item,), item.start, item.end)))


def _positions(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        before = len(read.values)
        if isinstance(item, Pairs):
            since, until = pick(item, *_SINCE), pick(item, *_UNTIL)
            more = rest(item, *_ORG, *_ROLE, *_SINCE, *_UNTIL)
            for name, keys in (("org", _ORG), ("role", _ROLE)):
                if text := pick(item, *keys):
                    read.values.append(value_at(name, item, text, since=since, until=until, extra=more))
                    more = ""
        if len(read.values) == before:
            read.values.extend(flat(key, "", item))


# dates


def _partial(node: Scalar, read: Read) -> PartialDate | None:
    text = node.text
    if (("{" in text or "<" in text) and _UNRENDERED.search(text)) or text.strip().casefold() in _NEVER:
        return None
    found = partial(node.text, read.order)
    if isinstance(found, Refused):
        read.wrong(_REASONS[found.reason], node, found.message)
        return None
    return found


def _dates(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if not isinstance(item, Scalar):
            read.values.extend(flat(key, label, item))
        elif not is_blank(item):
            found = _partial(item, read)
            read.values.append(value_at(key, item, item.text.strip(), label, value=found.iso() if found else ""))


def _labelled_dates(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if isinstance(item, Scalar):
            _dates(key, label, item, read)
        elif isinstance(item, Pairs) and (name := pick(item, "label", "name", "what")):
            for pair in item.pairs:
                if fold_key(pair.key) in ("date", "on", "day"):
                    _dates(key, name, pair.value, read)
                elif fold_key(pair.key) not in ("label", "name", "what"):
                    read.values.extend(flat(key, f"{name} {pair.key}", pair.value))
        elif isinstance(item, Pairs):
            for pair in item.pairs:
                _dates(key, pair.key, pair.value, read)


def _cadence(key: str, label: str, node: Node, read: Read) -> None:
    if not isinstance(node, Scalar):
        read.wrong("bad-value", node, "a cadence is one value, such as 2w or 4w..6w")
        read.values.extend(flat(key, "", node))
        return
    found = Refused("unreadable", "") if _UNRENDERED.search(node.text) else cadence(node.text)
    if isinstance(found, Refused):
        if found.message:
            read.wrong("bad-value", node, found.message)
        read.values.append(value_at(key, node, node.text.strip()))
        return
    value = f"{found.least}..{found.most}" if found else "none"
    read.values.append(value_at(key, node, node.text.strip(), value=value))


def _snooze(key: str, label: str, node: Node, read: Read) -> None:
    day, extra = node, ""
    if isinstance(node, Pairs):
        day = next((pair.value for pair in node.pairs if fold_key(pair.key) in ("until", "date", "to")), node)
        because = pick(node, "because", "why", "reason")
        more = rest(node, "because", "why", "reason", "until", "date", "to")
        extra = "; ".join(part for part in (because, more) if part)
    if isinstance(day, Scalar):
        found = _partial(day, read)
        read.values.append(value_at(key, node, day.text, value=found.iso() if found else "", extra=extra))
    else:
        read.wrong("bad-value", node, "a snooze needs a day: write {until: 2026-02-01}")
        read.values.extend(flat(key, "", node))


# those with parts


def _met(key: str, label: str, node: Node, read: Read) -> None:
    if isinstance(node, Pairs):
        for pair in node.pairs:
            part = fold_key(pair.key)
            _met(key, _MET.get(part, part), pair.value, read)
    elif label == "date":
        _dates(key, "date", node, read)
    else:
        for value in flat(key, label, node):
            found = partial(value.text, read.order) if not label else None
            if isinstance(found, PartialDate):
                value = value._replace(label="date", value=found.iso())
            read.values.append(value)


def _relations(key: str, label: str, node: Node, read: Read) -> None:
    for item in items(node):
        if isinstance(item, Scalar):
            read.values.extend(_related(value, label) for value in listed(key, item))
        elif isinstance(item, Pairs) and (target := pick(item, *_TARGET)):
            until, kind = pick(item, "until", "end"), pick(item, *_RELATION)
            more = rest(item, *_TARGET, "until", "end", *_RELATION)
            read.values.append(value_at(key, item, target, kind or label, until=until, extra=more))
        elif isinstance(item, Pairs):
            _relations_by_kind(key, label, item, read)
        else:
            _relations(key, label, item, read)


def _related(value: Value, label: str) -> Value:
    """Return one relation; without a label above it `sister: Mai` says its own."""
    if not label and not value.text.startswith("[["):
        kind, _, target = value.text.partition(":")
        if target.strip():
            value = value._replace(text=target.strip(), label=kind.strip())
    return value._replace(label=value.label or label)


def _relations_by_kind(key: str, label: str, node: Pairs, read: Read) -> None:
    until = pick(node, "until", "end")
    more = rest(node, *({fold_key(pair.key) for pair in node.pairs} - set(_ASIDES)))
    for pair in node.pairs:
        if fold_key(pair.key) not in ("until", "end", *_ASIDES):
            before = len(read.values)
            _relations(key, f"{label} {pair.key}".strip(), pair.value, read)
            read.values[before:] = [
                value._replace(until=value.until or until, extra=value.extra or more) for value in read.values[before:]
            ]


def _wish(key: str, label: str, node: Node, read: Read) -> None:
    if not isinstance(node, Pairs):
        read.values.extend(flat("wish", "why", node))
        return
    for pair in node.pairs:
        if fold_key(pair.key) == "offerings":
            _offerings(pair.value, read)
        else:
            read.values.extend(flat("wish", fold_key(pair.key), pair.value))


def _offerings(node: Node, read: Read) -> None:
    for item in items(node):
        if isinstance(item, Pairs) and (what := pick(item, *_WHAT)):
            extra = " ".join(part for part in (pick(item, "price"), pick(item, "url")) if part)
            read.values.append(value_at("wish", item, what, "offering", since=pick(item, "release"), extra=extra))
        else:
            read.values.extend(flat("wish", "offering", item))


SHAPES: dict[str, Callable[[str, str, Node, Read], None]] = {
    "text": _text,
    "list": _list,
    "private": _list,
    "entries": _entries,
    "labelled": _labelled,
    "needs": _needs,
    "position": _positions,
    "date": _dates,
    "day": _dates,
    "dates": _labelled_dates,
    "cadence": _cadence,
    "snooze": _snooze,
    "met": _met,
    "relations": _relations,
    "wish": _wish,
}
"""How the value of a field is read, by the shape that FIELDS gives it: key, label, node, and where to it goes."""
