"""Front matter: every key and value as text with its place, also where YAML itself gives up."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from typing import NamedTuple

from prm.text.diagnostics import Problem
from prm.text.fences import CLOSING
from prm.text.fences import OPENING
from prm.text.fences import has_heading
from prm.text.fences import log_below
from prm.text.fences import may_hold_log
from prm.text.fences import next_line
from prm.text.fences import unclosed_end
from prm.text.nodes import DEPTH
from prm.text.nodes import UNFIT
from prm.text.nodes import Found
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import Unreadable
from prm.text.nodes import duplicates
from prm.text.ordinary import read_ordinary
from prm.text.pattern import Pattern

_NODES = 20_000
_NOTHING = FrontMatter("", 0, 0, 0, (), ())
_BRACKETS = Pattern(r"\[\[[^\[\]\r\n]+\]\]|\{\{[^{}\r\n]+\}\}")


def read(text: str) -> FrontMatter:
    """Read the front matter of `text`, from which a BOM has been taken; total, offsets into `text`."""
    opening = OPENING.match(text)
    if opening is None:
        return _NOTHING
    kind = "yaml" if text[0] == "-" else "toml"
    start = next_line(text, opening.end())
    closing = CLOSING[text[0]].search(text, start - 1)
    if closing is None:
        return _unclosed(text, opening.end(), start, unclosed_end(text, start, kind), kind)
    end, body = closing.start() + 1, next_line(text, closing.end())
    pairs, problems = _pairs(text[:body], text[start:end], start, kind)
    if kind == "yaml" and (not pairs or may_hold_log(text, start, end)):
        cut = log_below(text, start, end)
        broken = any(problem.rule == "bad-yaml" for problem in problems)
        if cut == start and (broken or (not pairs and has_heading(text, start, end))):
            return _NOTHING
        if cut is not None and cut > start and not any(_holds(pair, cut, text, broken) for pair in pairs):
            return _unclosed(text, opening.end(), start, cut, kind)
    return FrontMatter(kind, start, end, body, tuple(pairs), _in_order(problems))


def _unclosed(text: str, opened: int, start: int, end: int, kind: str) -> FrontMatter:
    if end == start:
        return _NOTHING
    pairs, problems = _pairs(text[:end], text[start:end], start, kind)
    advice = f"this front matter is never closed; add a line “{text[:3]}” after its last key"
    problems.append(Problem("unclosed-front-matter", 0, opened, advice))
    return FrontMatter(kind, start, end, end, tuple(pairs), _in_order(problems))


def _pairs(text: str, block: str, base: int, kind: str) -> Found:
    """Read a block: an ordinary one here, any other by the library."""
    ordinary = read_ordinary(block, base) if kind == "yaml" else None
    return _parser()(text, block, base, kind) if ordinary is None else (ordinary, duplicates(ordinary))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.start)) if problems else ()


def _holds(pair: Pair, at: int, text: str, broken: bool) -> bool:
    """Tell whether an offset lies in quotes or brackets, or before an odd key `? …` of good YAML."""
    value = pair.value
    if not broken and pair.key_start > at and text[at] == "?":
        return True
    return value.start < at < value.end and text[value.start] in "\"'[{"


@cache
def _parser() -> Callable[[str, str, int, str], Found]:
    """Return the reader of one block, python-frontmatter with a handler of our own; imported late."""
    import frontmatter
    from frontmatter.default_handlers import BaseHandler

    class Handler(BaseHandler):
        """One parse. It brings its own block: python-frontmatter strips the text and turns CRLF into LF."""

        FM_BOUNDARY = re.compile(OPENING.written)

        def __init__(self, block: str, base: int, kind: str) -> None:
            super().__init__()
            self.block = block
            self.base = base
            self.kind = kind
            self.found: Found = [], []

        def split(self, text: str) -> tuple[str, str]:
            """Return the block; raise ValueError, meaning no front matter, where no fence opens the text."""
            if not OPENING.match(text):
                raise ValueError("the first line is no fence")
            return self.block, ""

        def load(self, fm: str) -> dict[str, object]:
            """Read the block; what was found stays with the handler, since a dict cannot hold it."""
            self.found = (_read_yaml if self.kind == "yaml" else _read_toml)(fm, self.base)
            return {}

        def export(self, metadata: dict[str, object], **kwargs: object) -> str:
            """Refuse: front matter is edited in place and never dumped."""
            raise RuntimeError("front matter is edited in place and never dumped")

    def parse(text: str, block: str, base: int, kind: str) -> Found:
        handler = Handler(block, base, kind)
        frontmatter.parse(text, handler=handler)
        return handler.found

    return parse


def _read_yaml(block: str, base: int) -> Found:
    """Read a whole block; where it is no YAML mapping, piece by piece."""
    problems: list[Problem] = []
    error = None
    try:
        root = _build(block, base, problems)
        if root is None:
            return [], []
        if isinstance(root, Pairs):
            return list(root.pairs), [*duplicates(root.pairs), *problems]
    except Unreadable as found:
        error = found
    from prm.text.rescue import rescue

    return rescue(block, base, _build, error)


def _read_toml(block: str, base: int) -> Found:
    from prm.text.toml import read_toml

    return read_toml(block, base)


# YAML


class _Yaml(NamedTuple):
    """What is used of PyYAML, imported late: a source of events, their classes, and its errors."""

    events: Callable[[str], Callable[[], Any]]
    scalar: type
    map_start: type
    list_start: type
    map_end: type
    list_end: type
    alias: type
    document: type
    error: type[Exception]


@cache
def _yaml() -> _Yaml:
    import yaml
    from yaml import events

    def slow(text: str) -> Callable[[], Any]:
        found = yaml.parse(text, Loader=yaml.SafeLoader)
        return lambda: next(found, None)

    def fast(text: str) -> Callable[[], Any]:
        from yaml._yaml import CParser

        get: Callable[[], Any] = CParser(text).get_event
        return get

    return _Yaml(
        fast if yaml.__with_libyaml__ else slow,
        events.ScalarEvent,
        events.MappingStartEvent,
        events.SequenceStartEvent,
        events.MappingEndEvent,
        events.SequenceEndEvent,
        events.AliasEvent,
        events.DocumentStartEvent,
        yaml.YAMLError,
    )


def _build(text: str, base: int, problems: list[Problem]) -> Node | None:
    """Return the one document in `text`, None where it is empty; `base` is added to every offset.

    Works on events, because composing deep or aliased documents crashes the process or never ends. Marks
    count in code points once a BOM is out of the way. Raises Unreadable.
    """
    bare = text.lstrip("\ufeff")
    base += len(text) - len(bare)
    try:
        return _build_events(bare, base, problems)
    except _yaml().error as error:
        raise Unreadable(len(text) - len(bare) + _error_at(error, bare), _unfit(bare)) from None
    except UnicodeEncodeError as error:
        raise Unreadable(len(text) - len(bare) + error.start, _unfit(bare)) from None


def _build_events(text: str, base: int, problems: list[Problem]) -> Node | None:
    """Return the root of `text`; one loop without calls, since this is most of what reading a vault costs."""
    events, scalar, map_start, list_start, map_end, list_end, alias, document, _ = _yaml()
    new = tuple.__new__
    get = events(text)
    is_map = flow = False
    start = count = documents = 0
    out: list[Any] = []  # what the list or map at hand holds so far
    key: tuple[str, int, int] | None = None  # the key that waits for its value
    outer: list[tuple[bool, bool, int, list[Any], tuple[str, int, int] | None]] = []
    node: Node
    while (event := get()) is not None:
        kind = type(event)
        if kind is scalar:
            at, end, style = event.start_mark.index, event.end_mark.index, event.style
            if is_map and key is None:
                key = event.value, base + at, base + end
                continue
            if style == "|" or style == ">":
                end = at + len(text[at:end].rstrip())
            node = new(Scalar, (event.value, base + at, base + end, style == "'" or style == '"'))
        elif kind is map_start or kind is list_start:
            if len(outer) == DEPTH:
                raise Unreadable(event.start_mark.index, f"nests deeper than {DEPTH} levels; make it flatter")
            outer.append((is_map, flow, start, out, key))
            is_map, flow, start, out, key = (
                kind is map_start,
                event.flow_style,
                event.start_mark.index,
                [],
                None,
            )
            continue
        elif kind is map_end or kind is list_end:
            node = _closed(is_map, out, base + start, base + event.end_mark.index if flow else -1, text, base)
            if is_map and outer[1:] and isinstance(node, Pairs):
                problems += duplicates(node.pairs)
            is_map, flow, start, out, key = outer.pop()
            if is_map and key is None:
                key = text[node.start - base : node.end - base], node.start, node.end
                continue
        elif kind is alias:
            raise Unreadable(event.start_mark.index, "begins with “*”, an alias in YAML; put it in quotes")
        else:
            documents += kind is document
            if documents > 1:
                raise Unreadable(event.start_mark.index, "begins a second document; delete the dashes")
            continue
        count += 1
        if count > _NODES:
            raise Unreadable(node.start - base, f"has more than {_NODES} parts; move them to the body")
        if key:
            out.append(new(Pair, (key[0], node, key[1], key[2])))
            key = None
        else:
            out.append(node)
    return out[0] if out else None


def _closed(is_map: bool, out: list[Any], start: int, end: int, text: str, base: int) -> Node:
    """Return a finished list or map, `end` being -1 where it is a block, which ends with its last leaf.

    `[[Ada]]` and `{{title}}` are text, whatever YAML makes of them.
    """
    if end < 0:
        end = (out[-1].value.end if is_map else out[-1].end) if out else start
    elif text.startswith(("[[", "{{"), start - base) and _BRACKETS.fullmatch(text, start - base, end - base):
        return Scalar(text[start - base : end - base], start, end)
    return Pairs(tuple(out), start, end) if is_map else Items(tuple(out), start, end)


def _error_at(error: Exception, text: str) -> int:
    """Return where YAML met an error; where it ran to the end of the text, the place it had begun from."""
    if unfit := UNFIT.search(text):
        return unfit.start()
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if context and (not mark or mark.index >= len(text.rstrip())):
        mark = context
    return min(mark.index, len(text)) if mark else 0


def _unfit(text: str) -> str:
    found = UNFIT.search(text)
    if found is None:
        return ""
    return f"has a character that no text file should have (U+{ord(found.group()):04X}); delete it"
