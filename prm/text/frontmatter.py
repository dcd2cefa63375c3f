"""Front matter: every key and value as text with its place, also where YAML itself gives up."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from functools import cache
from functools import lru_cache
from typing import Any
from typing import NamedTuple
from typing import TypeAlias
from unicodedata import normalize

from prm.text.diagnostics import Problem


class Scalar(NamedTuple):
    """A value as YAML means it, and where it is written: quotes, tag and block header included."""

    text: str
    start: int
    end: int
    quoted: bool = False


class Items(NamedTuple):
    """A list; a block list ends with its last leaf, not with the comments below it."""

    items: tuple[Node, ...]
    start: int
    end: int


class Pair(NamedTuple):
    """A key, its value, and where the key is written."""

    key: str
    value: Node
    key_start: int
    key_end: int


class Pairs(NamedTuple):
    """A map in the order of the file; a key given twice stands here twice."""

    pairs: tuple[Pair, ...]
    start: int
    end: int


Node: TypeAlias = Scalar | Items | Pairs


class FrontMatter(NamedTuple):
    """What stands before the body.

    `kind` is `yaml`, `toml`, or empty without front matter; `start` and `end` bound the text between the
    fences; `body` is where the body begins.
    """

    kind: str
    start: int
    end: int
    body: int
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]


class _Unreadable(Exception):
    """YAML gave up at `at`, an offset into the text it was given; `why` is advice, or empty."""

    def __init__(self, at: int, why: str = "") -> None:
        super().__init__(why)
        self.at = at
        self.why = why


class _Line(NamedTuple):
    """A line: where it begins, where its text begins and ends, where the next line begins."""

    start: int
    text: int
    end: int
    next: int


class _Key(NamedTuple):
    """A key that begins a line: its bounds, where colon ends and value begins, if the colon is not YAML's."""

    key: str
    start: int
    end: int
    colon: int
    value: int
    wide: bool


class _Piece(NamedTuple):
    """A key line with the lines that follow it; `stray` is the first line in it that belongs to no key."""

    key: _Key
    line: _Line
    end: int
    stray: int


_Read: TypeAlias = tuple[list[Pair], list[Problem]]

_DEPTH = 16
_NODES = 20_000
_KEY_LENGTH = 80
_NOTHING = FrontMatter("", 0, 0, 0, (), ())
_BLANKS = " \t\u3000"
_OPENING = re.compile(r"(?:-{3,}|\+{3,})(?=[ \t]*(?:[\r\n]|\Z))")
_CLOSING = {
    "-": re.compile(r"[\r\n]---+[ \t]*(?=[\r\n]|\Z)"),
    "+": re.compile(r"[\r\n]\+\+\++[ \t]*(?=[\r\n]|\Z)"),
}
_LINE = re.compile(r"([ \t\u3000]*)([^\r\n]*)(\r\n|\r|\n|\Z)")
_BRACKETS = re.compile(r"\[\[[^\[\]\r\n]+\]\]|\{\{[^{}\r\n]+\}\}")
_QUOTED = re.compile(r"\"(?:[^\"\\\r\n]|\\[^\r\n])*\"|'(?:[^'\r\n]|'')*'")
_COLON = re.compile(r"：|:(?=[ \t\u3000]|\Z)")
_NO_KEY = re.compile(r"[#・●○•]|[-*+?>|](?:[ \t\u3000]|\Z)|\Z")
_ITEM = re.compile(r"-(?:[ \t]+|\Z)")
_COMMA = re.compile(r"(?:\[\[[^\[\]]*\]\]|[^,、，])+")
_DAY = re.compile(r"\d{4}[-/.年]")
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FOLDED = re.compile(r"[\s_-]+")

_ADVICE = (
    (r"\[\[[^\[].*\]\]\s*[,、，]", 'holds several links; make it a list such as ["[[A]]", "[[B]]"]'),
    (r"\[\[[^\[]|\{\{", "begins with brackets and goes on; put all of it in quotes"),
    (r"\[.*(?<![^\s\[,])#", "has a “#” in its list, which begins a comment; put quotes around the item"),
    (r"\[[^\]]*\Z", "is a list that is not closed; add a “]”"),
    (r"\{[^}]*\Z", "is a map that is not closed; add a “}”"),
    (r"(['\"])(?:(?!\1).)*\Z", "begins with a quote that is not closed; add one at the end or take it out"),
    (r"(['\"]).*\1.", "goes on behind its closing quote; put all of it in quotes"),
    (r"[@`%&*!|>]", "begins with a sign that means something else in YAML; put it in quotes"),
    (r"-\s", "begins with a dash; put the list on the lines below, or the value in quotes"),
    (r".*:(?:\s|\Z)", "has a colon and a blank in it; put it in quotes"),
    (r".*\t", "has a tab in it; use blanks"),
)


@lru_cache(maxsize=4096)
def key_fold(key: str) -> str:
    """Return `key` as keys are compared: in lower case, half width, without blanks, “-” and “_”."""
    return _FOLDED.sub("", normalize("NFKC", key).lower())


def read(text: str) -> FrontMatter:
    """Read the front matter of `text`, from which a BOM has been taken; total, offsets into `text`."""
    opening = _OPENING.match(text)
    if opening is None:
        return _NOTHING
    kind = "yaml" if text[0] == "-" else "toml"
    start = _next_line(text, opening.end())
    closing = _CLOSING[text[0]].search(text, start - 1)
    problems = []
    if closing:
        end, body = closing.start() + 1, _next_line(text, closing.end())
    else:
        body = end = _unclosed_end(text, start, kind)
        if end == start:
            return _NOTHING
        advice = f"this front matter is never closed; add a line “{opening.group()[:3]}” after its last key"
        problems.append(Problem("unclosed-front-matter", 0, opening.end(), advice))
    pairs, found = _parser()(text[:body], text[start:end], start, kind)
    problems = sorted([*problems, *found], key=lambda problem: problem.start)
    return FrontMatter(kind, start, end, body, tuple(pairs), tuple(problems))


@cache
def _parser() -> Callable[[str, str, int, str], _Read]:
    """Return the reader of one block, python-frontmatter with a handler of our own; imported late."""
    import frontmatter
    from frontmatter.default_handlers import BaseHandler

    class Handler(BaseHandler):
        """One parse. It brings its own block: python-frontmatter strips the text and turns CRLF into LF."""

        FM_BOUNDARY = _OPENING

        def __init__(self, block: str, base: int, kind: str) -> None:
            super().__init__()
            self.block = block
            self.base = base
            self.kind = kind
            self.found: _Read = [], []

        def split(self, text: str) -> tuple[str, str]:
            """Return the block; raise ValueError, meaning no front matter, where no fence opens the text."""
            if not _OPENING.match(text):
                raise ValueError("the first line is no fence")
            return self.block, ""

        def load(self, fm: str) -> dict[str, object]:
            """Read the block; what was found stays with the handler, since a dict cannot hold it."""
            self.found = (_read_yaml if self.kind == "yaml" else _read_toml)(fm, self.base)
            return {}

        def export(self, metadata: dict[str, object], **kwargs: object) -> str:
            """Refuse: front matter is edited in place and never dumped."""
            raise NotImplementedError("front matter is edited in place and never dumped")

    def parse(text: str, block: str, base: int, kind: str) -> _Read:
        handler = Handler(block, base, kind)
        frontmatter.parse(text, handler=handler)
        return handler.found

    return parse


def _next_line(text: str, at: int) -> int:
    """Return where the line after the one at `at` begins, or the end of the text."""
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the lines of a stretch that ends with a line."""
    while start < end and (found := _LINE.match(text, start, end)):
        yield _Line(start, found.end(1), found.end(2), found.end())
        start = found.end()


def _unclosed_end(text: str, start: int, kind: str) -> int:
    """Return where a block without a closing fence ends, `start` where it has no key at all.

    Comments and blank lines behind the last key are headings and gaps of the body. A list belongs to the
    block only below a key without a value; below any other line it is the body's.
    """
    kept, open_list = start, False
    for line in _lines(text, start, len(text)):
        shown = text[line.text : line.end]
        key = _key(text, line) if kind == "yaml" else _toml_key(text, line)
        if not shown or shown[0] == "#":
            continue
        if kept > start and text[line.start] in " \t":
            kept = line.next
        elif key and not _DAY.match(shown):
            kept, open_list = line.next, not text[key.value : line.end].partition("#")[0].strip()
        elif _ITEM.match(shown) and open_list:
            kept = line.next
        else:
            break
    return kept


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
    count in code points once a BOM is out of the way. Raises _Unreadable.
    """
    bare = text.lstrip("\ufeff")
    base += len(text) - len(bare)
    try:
        return _build_events(bare, base, problems)
    except _yaml().error as error:
        raise _Unreadable(len(text) - len(bare) + _error_at(error, bare), _unfit(bare)) from None
    except UnicodeEncodeError as error:
        raise _Unreadable(len(text) - len(bare) + error.start, _unfit(bare)) from None


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
            if len(outer) == _DEPTH:
                raise _Unreadable(event.start_mark.index, f"nests deeper than {_DEPTH} levels; make it flatter")
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
                problems += _duplicates(node.pairs)
            is_map, flow, start, out, key = outer.pop()
            if is_map and key is None:
                key = text[node.start - base : node.end - base], node.start, node.end
                continue
        elif kind is alias:
            raise _Unreadable(event.start_mark.index, "begins with “*”, an alias in YAML; put it in quotes")
        else:
            documents += kind is document
            if documents > 1:
                raise _Unreadable(event.start_mark.index, "begins a second document; delete the dashes")
            continue
        count += 1
        if count > _NODES:
            raise _Unreadable(node.start - base, f"has more than {_NODES} parts; move them to the body")
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
    if unfit := _UNFIT.search(text):
        return unfit.start()
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if context and (not mark or mark.index >= len(text.rstrip())):
        mark = context
    return min(mark.index, len(text)) if mark else 0


def _unfit(text: str) -> str:
    found = _UNFIT.search(text)
    if found is None:
        return ""
    return f"has a character that no text file should have (U+{ord(found.group()):04X}); delete it"


def _duplicates(pairs: tuple[Pair, ...] | list[Pair]) -> list[Problem]:
    """Return a problem for each key that stands above it already, in the same letters."""
    names = [pair.key.strip().casefold() for pair in pairs]
    if len(set(names)) == len(names):
        return []
    seen: set[str] = set()
    problems = []
    for name, pair in zip(names, pairs, strict=True):
        if name in seen:
            advice = f"key “{pair.key}” is given twice; keep one, or make it a list"
            problems.append(Problem("duplicate-key", pair.key_start, pair.key_end, advice))
        seen.add(name)
    return problems


def _read_yaml(block: str, base: int) -> _Read:
    """Read a whole block; where it is no YAML mapping, piece by piece."""
    problems: list[Problem] = []
    error = None
    try:
        root = _build(block, base, problems)
        if root is None:
            return [], []
        if isinstance(root, Pairs):
            return list(root.pairs), [*_duplicates(root.pairs), *problems]
    except _Unreadable as found:
        error = found
    pairs, problems, wide = _rescue(block, base, 0, len(block), 0)
    if not wide and not any(problem.rule == "bad-yaml" for problem in problems):
        problems.insert(0, _bad_line(block, base, error))
    return pairs, [*_duplicates(pairs), *problems]


def _bad_line(block: str, base: int, error: _Unreadable | None) -> Problem:
    """Return the problem of a block whose pieces can all be read, though the whole cannot."""
    at, why = (error.at, error.why) if error else (0, "")
    before = [line for line in _lines(block, 0, len(block)) if line.start <= at and line.text < line.end]
    line = before[-1] if before else _Line(0, 0, 0, 0)
    advice = f"this line {why}" if why else "YAML cannot read this line; check its indentation, quotes and brackets"
    return Problem("bad-yaml", base + line.text, base + max(line.end, line.text), advice)


# The rescue of a block that YAML refuses


def _key(text: str, line: _Line) -> _Key | None:
    """Return the key that begins `line`; its colon is followed by a blank, or is full-width."""
    if _NO_KEY.match(text, line.text, line.end):
        return None
    quoted = _QUOTED.match(text, line.text, line.end)
    colon = _COLON.search(text, quoted.end() if quoted else line.text, line.end)
    if colon is None:
        return None
    key = text[line.text : colon.start()].rstrip(_BLANKS)
    if not key or len(key) > _KEY_LENGTH or (quoted and len(key) != len(quoted.group())):
        return None
    value = line.end - len(text[colon.end() : line.end].lstrip(_BLANKS))
    wide = colon.group() == "：" or text.startswith("\u3000", colon.end())
    name = key[1:-1] if quoted else key
    return _Key(name, line.text, line.text + len(key), colon.end(), value, wide)


def _pieces(block: str, start: int, end: int) -> tuple[list[_Piece], list[_Line]]:
    """Cut a stretch at the keys that stand furthest left; return the lines before the first key besides."""
    pieces: list[_Piece] = []
    stray: list[_Line] = []
    top = -1
    for line in _lines(block, start, end):
        indent, shown = line.text - line.start, block[line.text : line.end]
        key = _key(block, line) if top < 0 or indent <= top else None
        if key:
            top = indent if top < 0 else top
            pieces.append(_Piece(key, line, line.next, -1))
        elif not pieces:
            stray += [line] if shown and shown[0] != "#" else []
        else:
            last = pieces[-1]
            loose = shown and indent <= top and shown[0] != "#" and not _ITEM.match(shown) and last.stray < 0
            pieces[-1] = last._replace(end=line.next, stray=line.start if loose else last.stray)
    return pieces, stray


def _rescue(block: str, base: int, start: int, end: int, depth: int) -> tuple[list[Pair], list[Problem], bool]:
    """Read a stretch key by key; return also whether a full-width colon explains why YAML did not."""
    pieces, stray = _pieces(block, start, end)
    pairs: list[Pair] = []
    problems = [_no_key(block, base, stray[0])] if stray else []
    for piece in pieces:
        pair, found = _pair(block, base, piece, depth)
        pairs.append(pair)
        problems += found
    return pairs, problems, any(piece.key.wide for piece in pieces)


def _no_key(block: str, base: int, line: _Line) -> Problem:
    advice = "this line is no “key: value”; give it a key, indent it below one, or move it to the body"
    return Problem("bad-yaml", base + line.text, base + line.end, advice)


def _pair(block: str, base: int, piece: _Piece, depth: int) -> tuple[Pair, list[Problem]]:
    """Return the pair of one piece: by YAML, by YAML without the stray lines, or as written."""
    problems: list[Problem] = []
    try:
        return _alone(block, base, piece, problems), problems
    except _Unreadable as found:
        error = found
    if piece.stray < 0:
        value, problems = _as_written(block, base, piece, error, depth)
        return Pair(piece.key.key, value, base + piece.key.start, base + piece.key.end), problems
    line = next(_lines(block, piece.stray, piece.end))
    pair, problems = _pair(block, base, piece._replace(end=piece.stray, stray=-1), depth)
    return pair, [*problems, _no_key(block, base, line)]


def _alone(block: str, base: int, piece: _Piece, problems: list[Problem]) -> Pair:
    """Return what YAML makes of one piece alone; behind a full-width colon, of its value alone."""
    key = piece.key
    at = key.value - 3 if key.wide else piece.line.start
    chunk = "k: " + block[key.value : piece.end] if key.wide else block[at : piece.end]
    found: list[Problem] = []
    try:
        root = _build(chunk, base + at, found)
    except _Unreadable as error:
        raise _Unreadable(at + error.at, error.why) from None
    if not isinstance(root, Pairs) or len(root.pairs) != 1:
        raise _Unreadable(key.value)
    problems += found
    if not key.wide:
        return root.pairs[0]
    node = root.pairs[0].value
    if node.start < base + key.value:
        node = Scalar("", base + key.colon, base + key.colon)
    elif isinstance(node, Scalar) and not node.quoted:
        if key.value == piece.line.end and any(_key(block, line) for line in _lines(block, at + 3, piece.end)):
            raise _Unreadable(key.value)  # keys with full-width colons below, which YAML takes for text
        trailing = len(node.text) - len(node.text.rstrip(_BLANKS))
        node = Scalar(node.text[: len(node.text) - trailing], node.start, node.end - trailing)
    return Pair(key.key, node, base + key.start, base + key.end)


def _as_written(block: str, base: int, piece: _Piece, error: _Unreadable, depth: int) -> tuple[Node, list[Problem]]:
    """Return the value of a piece that is no YAML: items, a map below, or the rest of the line."""
    key = piece.key
    below = [line for line in _lines(block, piece.line.next, piece.end) if block[line.text : line.end]]
    below = [line for line in below if block[line.text] != "#"]
    first = [_plain(block, base, key.value, piece.line.end)] if key.value < piece.line.end else []
    problem = _bad_value(block, base, piece, below, error)
    if below and _ITEM.match(block, below[0].text, below[0].end):
        items, problems = _items(block, base, below, piece.end)
        nodes = (*first, *items)
        return Items(nodes, nodes[0].start, nodes[-1].end), problems or [problem]
    if below and not first and depth < 4:
        pairs, problems, wide = _rescue(block, base, below[0].start, piece.end, depth + 1)
        if pairs:
            problems = [*_duplicates(pairs), *(problems or ([] if wide else [problem]))]
            return Pairs(tuple(pairs), pairs[0].key_start, pairs[-1].value.end), problems
    if below:
        start = key.value if first else below[0].text
        shown = [block[line.text : line.end].strip() for line in below]
        text = " ".join([block[start : piece.line.end].strip(), *shown] if first else shown)
        return Scalar(text, base + start, base + below[-1].end), [problem]
    at = base + key.colon
    return first[0] if first else Scalar("", at, at), [] if key.wide else [problem]


def _items(block: str, base: int, lines: list[_Line], end: int) -> tuple[list[Node], list[Problem]]:
    """Return the items of a list that is no YAML, each read alone, else as written."""
    indent = lines[0].text - lines[0].start
    heads = [line for line in lines if line.text - line.start <= indent and _ITEM.match(block, line.text, line.end)]
    items: list[Node] = []
    problems: list[Problem] = []
    for line, stop in zip(heads, [*(line.start for line in heads[1:]), end], strict=True):
        try:
            root = _build(block[line.start : stop], base + line.start, problems)
            if isinstance(root, Items) and len(root.items) == 1:
                items.append(root.items[0])
                continue
        except _Unreadable:
            pass
        mark = _ITEM.match(block, line.text, line.end)
        start = mark.end() if mark else line.text
        items.append(_plain(block, base, start, line.end))
        tab = "\t" in block[line.start : line.text]
        advice = "is indented with a tab; use blanks" if tab else _advice(block[start : line.end])
        problems.append(Problem("bad-yaml", base + start, base + max(line.end, start + 1), f"this item {advice}"))
    return items, problems


def _plain(block: str, base: int, start: int, end: int) -> Node:
    """Return a stretch of one line as written: links side by side and `[a, #b]` as items, else a scalar."""
    text = block[start:end].rstrip()
    if text[:1] == "[" and (text[:2] != "[[" or text[:3] == "[[["):
        inner = text[1:-1] if text[-1:] == "]" and text.count("]") >= text.count("[") else text[1:]
        parts = [(found.start() + 1, found.group()) for found in _COMMA.finditer(inner)]
    else:
        parts = [(found.start(), found.group()) for found in _COMMA.finditer(text)]
        if len(parts) < 2 or not all(part.strip().startswith("[[") for _, part in parts):
            return _scalar(text, base + start)
    kept = [(at + len(part) - len(part.lstrip()), part.strip()) for at, part in parts if part.strip()]
    items = tuple(_scalar(part, base + start + at) for at, part in kept)
    return Items(items, base + start, base + start + len(text))


def _scalar(text: str, start: int) -> Scalar:
    """Return a scalar as written, without the quotes around it."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return Scalar(text[1:-1] if quoted else text, start, start + len(text), quoted)


def _bad_value(block: str, base: int, piece: _Piece, below: list[_Line], error: _Unreadable) -> Problem:
    """Return the problem of a piece: at its value, or at the line below it where YAML stopped."""
    if _UNFIT.match(block, error.at):
        return Problem("bad-yaml", base + error.at, base + error.at + 1, f"this line {error.why}")
    line = next((line for line in below if line.start <= error.at < line.next), piece.line)
    tab = "\t" in block[line.start : line.text]
    if tab or line is not piece.line:
        advice = "is indented with a tab; use blanks" if tab else _advice(block[line.text : line.end])
        return Problem("bad-yaml", base + line.text, base + line.end, f"this line {error.why or advice}")
    start, end = (piece.key.value, piece.line.end) if piece.key.value < piece.line.end else piece.key[1:3]
    advice = error.why or _advice(block[piece.key.value : piece.line.end])
    return Problem("bad-yaml", base + start, base + end, f"the value of “{piece.key.key}” {advice}")


def _advice(value: str) -> str:
    """Return what keeps YAML from reading `value`, and what to do."""
    for pattern, advice in _ADVICE:
        if re.match(pattern, value):
            return advice
    return "cannot be read as YAML; put it in quotes"


# TOML


class _Place(NamedTuple):
    """Where a line of TOML gives a key and its value; `path` are the tables it is in, and the key."""

    path: tuple[str | int, ...]
    key_start: int
    key_end: int
    start: int
    end: int


_TOML_PART = re.compile(r"\"([^\"\r\n]*)\"|'([^'\r\n]*)'|([^\s=.#\[\]\"'{},]+)")
_TOML_KEY = re.compile(r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s=#\[\]\"'{},])+")
_TOML_TABLE = re.compile(r"(\[\[?)([^\[\]\r\n]+)\]")
_TOML_LINE = re.compile(r"at line (\d+)")
_TOML_CHAIN = re.compile(r"(?:\.[ \t]*[^\s.=]{1,40}[ \t]*){200}")


def _toml_key(text: str, line: _Line) -> _Key | None:
    """Return the key of a TOML line, or the table that it opens."""
    if table := _TOML_TABLE.match(text, line.text, line.end):
        is_list = table.group(1) == "[["
        return _Key(table.group(2).strip(), table.start(2), table.end(2), line.end, line.end, is_list)
    key = _TOML_KEY.match(text, line.text, line.end)
    if key is None:
        return None
    rest = text[key.end() : line.end].lstrip()
    if not rest.startswith("="):
        return None
    value = line.end - len(rest[1:].lstrip())
    return _Key(key.group(), key.start(), key.end(), line.end - len(rest) + 1, value, False)


def _toml_path(key: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _TOML_PART.findall(key))


def _toml_places(block: str) -> list[_Place]:
    """Find keys and values line by line; a value over several lines is bounded by its first (best effort)."""
    places: list[_Place] = []
    table: tuple[str | int, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for line in _lines(block, 0, len(block)):
        key = _toml_key(block, line)
        if key is None or len(path := _toml_path(key.key)) > _DEPTH:
            continue
        if _TOML_TABLE.match(block, line.text, line.end):
            counts[path] = counts.get(path, -1) + 1
            table = (*path, counts[path]) if key.wide else path
            places.append(_Place(path, key.start, key.end, key.start, key.end))
        else:
            end = _toml_end(block, key.value, line.end)
            places.append(_Place((*table, *path), key.start, key.end, key.value, end))
    return places


def _toml_end(block: str, start: int, end: int) -> int:
    """Return where the value at `start` ends in its line, a comment behind it left out."""
    quoted = _QUOTED.match(block, start, end)
    if quoted and block[quoted.end() : end].lstrip()[:1] in ("", "#"):
        return quoted.end()
    value = block[start:end]
    return start + len((value if value[:1] in ("'", '"', "[", "{") else value.partition("#")[0]).rstrip())


def _read_toml(block: str, base: int) -> _Read:
    """Read a block of TOML; where it is none, every `key = value` line as written."""
    import tomllib

    found = _toml_places(block)
    places = {place.path: place for place in reversed(found)}
    number = None
    try:
        if _TOML_CHAIN.search(block):
            raise ValueError("a key of so many parts takes minutes to read")
        table = tomllib.loads(re.sub(r"\r(?!\n)", "\n", block), parse_float=str)
        root = _toml_node(table, (), _Place((), 0, 0, 0, len(block)), places, block, base)
        return (list(root.pairs) if isinstance(root, Pairs) else []), []
    except (ValueError, RecursionError) as error:
        number = _TOML_LINE.search(str(error))
    lines = list(_lines(block, 0, len(block))) or [_Line(0, 0, 0, 0)]
    line = lines[min(int(number.group(1)), len(lines)) - 1] if number else lines[-1]
    advice = "this line cannot be read as TOML; check its quotes and brackets"
    problem = Problem("bad-yaml", base + line.text, base + max(line.end, line.text), advice)
    pairs = [
        Pair(
            ".".join(map(str, place.path)),
            _plain(block, base, place.start, place.end),
            base + place.key_start,
            base + place.key_end,
        )
        for place in found
        if place.start != place.key_start
    ]
    return pairs, [problem, *_duplicates(pairs)]


def _toml_node(
    value: object,
    path: tuple[str | int, ...],
    place: _Place,
    places: dict[tuple[str | int, ...], _Place],
    block: str,
    base: int,
) -> Node:
    """Return a TOML value as the nodes YAML would give; without a place of its own it takes its table's."""
    if len(path) > _DEPTH:
        raise ValueError("nested too deep")
    start, end = base + place.start, base + place.end
    if isinstance(value, dict):
        pairs = []
        for key, inner in value.items():
            at = places.get((*path, key), place)
            node = _toml_node(inner, (*path, key), at, places, block, base)
            pairs.append(Pair(key, node, base + at.key_start, base + at.key_end))
        return Pairs(tuple(pairs), start, end)
    if isinstance(value, list):
        items = (_toml_node(item, (*path, at), place, places, block, base) for at, item in enumerate(value))
        return Items(tuple(items), start, end)
    written = block[place.start : place.end]
    return Scalar(_toml_text(value, written), start, end, isinstance(value, str) and written[:1] in "'\"[{")


def _toml_text(value: object, written: str) -> str:
    """Return a TOML scalar as text; whole numbers as written, since `+81…` is a telephone number."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return written if re.fullmatch(r"[+-]?[\w]+", written) else str(value)
    form = getattr(value, "isoformat", None)
    return str(form()) if form else str(value)
