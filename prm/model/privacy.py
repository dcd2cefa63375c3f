"""What of a file is private: keys, sections and spans, as stretches of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Iterator

from prm.model.config import Config
from prm.model.notes import Note
from prm.model.opening import MOST_BYTES
from prm.model.page import Known
from prm.model.titles import words_of
from prm.model.values import field_of
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Source
from prm.text.source import Span


def private_words(known: Known, config: Config) -> frozenset[str]:
    """Return what `private` lists, as titles of sections and as names of fields."""
    if "private" not in known.fields:
        return frozenset()
    texts = {
        text
        for pair, field in zip(known.front.pairs, known.fields, strict=True)
        if field == "private"
        for node in (pair.value.items if isinstance(pair.value, Items) else (pair.value,))
        if isinstance(node, Scalar)
        for text in (node.text, *re.split("[,、，]", node.text))
    }
    fields = {name for text in texts for name in (fold_key(text.strip()), field_of(text.strip(), config)[0]) if name}
    return frozenset({words_of(text) for text in texts} | fields)


def private_spans(shown: str, known: Known, spans: list[Span], hidden: frozenset[str]) -> tuple[Span, ...]:
    """Return all that never leaves: private keys with the comments behind them, sections, spans, and `trust`."""
    if not hidden and "trust" not in known.fields:
        return tuple(sorted(spans))
    front, keys = known.front, list[Span]()
    for pair, field in zip(front.pairs, known.fields, strict=True):
        keys.extend(_spans_of(pair) if _is_hidden(pair, field, hidden) else _nested_spans(pair.value, hidden))
    if keys:
        begins = {span.start for pair in front.pairs for span in _spans_of(pair)}
        lines = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", shown[: front.end]))]
        starts = sorted({lines[bisect_right(lines, at) - 1] for at in begins} | {front.end})
        for start, end in keys[:]:
            after = bisect_left(starts, end)
            keys.append(Span(start, max(end, starts[after] if after < len(starts) else end)))
    return tuple(sorted((*keys, *spans)))


def _spans_of(pair: Pair) -> Iterator[Span]:
    """Yield the spans of a pair and of all below it: those of a TOML table lie apart."""
    yield Span(pair.key_start, max(pair.value.end, pair.key_end))
    nodes: list[Node] = [pair.value]
    while nodes:
        node = nodes.pop()
        yield Span(node.start, node.end)
        if isinstance(node, Items):
            nodes.extend(node.items)
        elif isinstance(node, Pairs):
            for below in node.pairs:
                yield Span(below.key_start, max(below.value.end, below.key_end))
                nodes.append(below.value)


def _is_hidden(pair: Pair, field: str, hidden: frozenset[str]) -> bool:
    return field == "trust" or fold_key(pair.key) in hidden or (field in hidden and field != "")


def _nested_spans(node: Node, hidden: frozenset[str]) -> Iterator[Span]:
    if isinstance(node, Items):
        for item in node.items:
            yield from _nested_spans(item, hidden)
    elif isinstance(node, Pairs):
        for pair in node.pairs:
            if fold_key(pair.key) in hidden:
                yield from _spans_of(pair)
            else:
                yield from _nested_spans(pair.value, hidden)


def holds_private(source: Source, note: Note) -> bool:
    """Tell whether a file says by itself what must not leave; where it does not, only whom it names can hide of it."""
    own = note.hidden or note.kind == "generated" or bool(note.private) or "prm:begin" in source.text
    return own or len(source.data) > MOST_BYTES
