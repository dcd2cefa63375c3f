"""Names in front matter that mean a link and are written without brackets: attendees, through whom, relations."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from prm.edits.front.page import Page
from prm.edits.front.page import page_of
from prm.edits.front.writing import finish
from prm.edits.front.written import is_plain
from prm.edits.front.written import scalar
from prm.edits.proof import Shape
from prm.edits.proof import shape
from prm.model.config import Config
from prm.model.leaves import PIECE
from prm.model.names import exact
from prm.model.notes import Value
from prm.model.values import read_values
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_MEANT = ("attendees", "between", "relations", "for", "by", "org")
_KIND_BEFORE = Pattern(r"[^:：\[\]]{1,20}[:：][ \t\u3000]*")


def rename_plain(source: Source, config: Config, names: Mapping[str, str]) -> Edit | None:
    """Return the edit that writes other names where front matter names somebody without brackets, None for no such.

    `names` are old names, as they are compared exactly, with what stands for each. Raises Refused.
    """
    page = page_of(source)
    spans = [(value.start, value.end) for value in read_values(page.front.pairs, config).values if _is_meant(value)]
    changes: list[Change] = []
    expect: dict[str, Shape | None] = {}
    for pair in page.front.pairs:
        found = {node: each for node in _scalars(pair.value) if (each := _in_node(page, node, spans, names))}
        if found:
            changes += [change for each in found.values() for change in each]
            expect[pair.key] = _said(page, pair.value, found)
    return finish(page, config, changes, expect, "name") if changes else None


def _is_meant(value: Value) -> bool:
    return value.key in _MEANT or (value.key == "met" and value.label == "through")


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for inner in node.items if isinstance(node, Items) else [pair.value for pair in node.pairs]:
            yield from _scalars(inner)


def _in_node(page: Page, node: Scalar, spans: list[tuple[int, int]], names: Mapping[str, str]) -> list[Change]:
    """Return the changes to one text: the pieces between its commas that are one of the names."""
    if not any(start <= node.start and node.end <= end for start, end in spans):
        return []
    raw = page.text[node.start : node.end]
    if raw[:1] in ("|", ">", "&", "!") or "\n" in raw or "\r" in raw:
        return []
    if new := names.get(exact(node.text)):
        was = raw[0] if node.quoted else ""
        return [Change(Span(node.start, node.end), scalar(new, flow=True, was=was, quote=page.style.quote))]
    quotes = int(node.quoted)
    changes = []
    for piece in PIECE.finditer(raw, quotes, len(raw) - quotes):
        begin, end = _trimmed(raw, *piece.span())
        kind = _KIND_BEFORE.match(raw, begin, end)
        new = names.get(exact(raw[begin:end])) or (names.get(exact(raw[kind.end() : end])) if kind else None)
        if new is None or not (is_plain(new, flow=True) or node.quoted) or any(sign in new for sign in ",、，､\"'\\"):
            continue
        begin = kind.end() if kind and exact(raw[begin:end]) not in names else begin
        changes.append(Change(Span(node.start + begin, node.start + end), new))
    return changes


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _said(page: Page, node: Node, found: Mapping[Scalar, list[Change]]) -> Shape:
    """Return what a value says with its changes made."""
    if isinstance(node, Items):
        return [_said(page, item, found) for item in node.items]
    if isinstance(node, Pairs):
        return tuple((pair.key, _said(page, pair.value, found)) for pair in node.pairs)
    if node not in found:
        return shape(node)
    text = page.text[node.start : node.end]
    for (start, end), new in reversed(found[node]):
        text = text[: start - node.start] + new + text[end - node.start :]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    from prm.text.frontmatter import read

    front = read(f"---\nx: {text}\n---\n") if text[:1] == '"' else None
    return text if front is None else _text_of(front.pairs[0])


def _text_of(pair: Pair) -> str:
    return pair.value.text if isinstance(pair.value, Scalar) else ""
