"""Front matter as a page to write on: its style, where each value stands, and what may be changed there."""

from collections.abc import Iterator
from typing import NamedTuple

from prm.edits.proof import readable
from prm.edits.proof import refuse
from prm.text.fences import BLANKS
from prm.text.fences import next_line
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern
from prm.text.source import Source

_COLON = Pattern(r"[ \t\u3000]*[:：]")
_SEPARATOR = Pattern(r"[ \t\u3000]*(?:：[ \t\u3000]*|:\u3000[ \t\u3000]*)")
_FIRST_SIGN = Pattern(r"(?:[ \t\r\n]+|#[^\r\n]*)*(.)")
_DASH = Pattern(r"[ \t]*-")
_LINE_END = Pattern(r"[\r\n]|\Z")


class Style(NamedTuple):
    """How a file writes: its quotes, whether most or some lists stand in lines, their indent, whether all is quoted."""

    quote: str
    in_lines: bool
    some_in_lines: bool
    indent: str
    all_quoted: bool


class Page(NamedTuple):
    """The text of a file, its front matter, the line end it uses and its style."""

    source: Source
    text: str
    front: FrontMatter
    newline: str
    style: Style


class Slot(NamedTuple):
    """Where a value stands: its node, where the colon before it ends, how far its key is indented."""

    node: Node
    colon: int
    indent: str


def page_of(source: Source) -> Page:
    """Return the page of a file; raises Refused where its front matter cannot be edited."""
    front = readable(source)
    if front.kind == "toml":
        advice = "front matter in TOML is read, never edited; change the line in an editor, or write it as YAML"
        raise refuse(source, front.start, advice)
    first = _FIRST_SIGN.match(source.text, front.start, front.end)
    if first and first.group(1) == "{":
        raise refuse(source, first.start(1), "this front matter is one map in braces; write each key on its own line")
    return Page(source, source.text, front, source.newline, _style(source.text, front))


def _style(text: str, front: FrontMatter) -> Style:
    nodes = [node for pair in front.pairs for node in _nodes(pair.value)]
    scalars = [node for node in nodes if isinstance(node, Scalar) and node.end > node.start]
    single = sum(text[node.start] == "'" for node in scalars)
    double = sum(text[node.start] == '"' for node in scalars)
    indents: list[str] = []
    flows = 0
    for pair in front.pairs:
        if isinstance(pair.value, Items | Pairs):
            inside = is_block(text, pair.value)
            flows += not inside
            indents += [indent_of(text, pair.value.start)] if inside else []
    in_lines = len(indents) > flows
    all_quoted = len(scalars) > 1 and single + double == len(scalars)
    indent = indents[0] if indents else "  "
    return Style("'" if single > double else '"', in_lines, bool(indents), indent, all_quoted)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    below = node.items if isinstance(node, Items) else [p.value for p in node.pairs] if isinstance(node, Pairs) else ()
    for inner in below:
        yield from _nodes(inner)


def is_block(text: str, node: Node) -> bool:
    """Tell whether a list or map stands in lines of its own; one without brackets in its key's line does not."""
    if isinstance(node, Scalar) or node.end <= node.start or text[node.start] in "[{":
        return False
    return not text[line_start(text, node.start) : node.start].strip(BLANKS)


def is_literal(text: str, node: Node) -> bool:
    """Tell whether a value is a block scalar, behind `|` or `>`."""
    return isinstance(node, Scalar) and not node.quoted and text[node.start : node.start + 1] in ("|", ">")


def line_start(text: str, at: int) -> int:
    """Return where the line of `at` begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of `at` ends, its line end left out."""
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def indent_of(text: str, at: int) -> str:
    """Return what stands between the line's beginning and `at`."""
    return text[line_start(text, at) : at]


def below(page: Page, node: Node) -> int:
    """Return where the line below a value begins; blank lines that belong to the value come before it."""
    at = next_line(page.text, node.end)
    last = list(_nodes(node))[-1]
    if is_literal(page.text, last) and "+" in page.text[last.start : last.start + 3]:
        while at < page.front.end and not page.text[at : line_end(page.text, at)].strip(BLANKS):
            at = next_line(page.text, at)
    return at


def slot_of(page: Page, pair: Pair) -> Slot:
    """Return where the value of a key stands.

    Raises Refused where the value carries an anchor or a tag, or the key does not begin its line.
    """
    node, text = pair.value, page.text
    colon = _COLON.match(text, pair.key_end)
    if node.end > node.start and text[node.start] in "&!":
        raise refuse(page.source, node.start, f"“{pair.key}” carries an anchor or a tag; change it in an editor")
    if colon is None:
        raise refuse(page.source, pair.key_start, f"“{pair.key}” is written in an unusual way; change it in an editor")
    return Slot(node, colon.end(), indent_of(text, pair.key_start))


def begins_its_line(page: Page, pair: Pair) -> bool:
    """Tell whether only blanks stand before a key."""
    return not indent_of(page.text, pair.key_start).strip(BLANKS)


def separator(page: Page) -> str:
    """Return what the last key puts between itself and its value where that is full-width, else a colon and a blank."""
    if page.front.pairs and (found := _SEPARATOR.match(page.text, page.front.pairs[-1].key_end)):
        return found.group()
    return ": "


def dashes(page: Page, node: Items) -> list[int]:
    """Return where the dash of each item of a block list stands."""
    text, found, at = page.text, [], line_start(page.text, node.start)
    for item in node.items:
        while not (dash := _DASH.match(text, at)):
            if at > item.start:
                raise refuse(page.source, item.start, "this list is written in an unusual way; change it in an editor")
            at = next_line(text, at)
        found.append(dash.end() - 1)
        at = next_line(text, item.end)
    return found
