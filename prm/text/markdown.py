"""The Markdown of a note's body: what is excluded from it, its lines, its links."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from prm.text.pattern import Pattern
from prm.text.source import Span


class Excluded(NamedTuple):
    """A stretch in which nothing counts, and why: code, comment, quote, embed or generated."""

    start: int
    end: int
    why: str


class Body(NamedTuple):
    """A body with what is excluded blanked out, offset for offset, and the stretches that are private."""

    text: str
    excluded: tuple[Excluded, ...]
    private: tuple[Span, ...]
    unclosed: tuple[Span, ...]


class Link(NamedTuple):
    """A link as written: where it stands, its target, its label, and whether an `@` makes it an owner."""

    start: int
    end: int
    target: str
    label: str
    owner: bool


class Line(NamedTuple):
    """One line of a body: its bounds without the line end, and what it is.

    `kind`: blank, heading, item, row or text. `level` is a heading's depth or an item's indentation; `content` is where
    the text behind the marks begins; `box` is a task's mark: "", " ", "x" or "-".
    """

    start: int
    end: int
    kind: str
    level: int
    content: int
    box: str


_new = tuple.__new__
_TRIGGERS = ("`", ">", "＞", "~~~", "<!--", "![", "%%")
"""Without one of these nothing is excluded."""
_BLOCK = Pattern(
    r"(?m)^[ \t\u3000]*+(?:(?:[-*+－＊＋]|\d{1,3}[.)])[ \t\u3000]++|[・･●○][ \t\u3000]*+)*+"
    r"(?:(?P<fence>`{3,}+(?=[^`\n]*+$)|~{3,}+)[^\n]*+|(?P<quote>[>＞])[^\n]*+)"
    r"|<!--[ \t]*+(?P<begin>prm:begin\b)?"
    r"|(?<!`)(?P<ticks>`{1,2})(?!`)(?P<code>[^`\n]++)(?P=ticks)(?!`)",
)
_END = Pattern(r"<!--[ \t]*+prm:end\b[^\n<]*?-->")
_EMBED = Pattern(r"!\[\[[^\[\]\n]*\]\]|!\[[^\[\]\n]*\]\([^()\n]*\)")
_BESIDE_MARK = Pattern(
    r"[ \t]*+(?:%%|％％)[ \t\u3000]*+[/／]?[ \t\u3000]*+(?i:private|非公開)[ \t\u3000]*+(?:%%|％％)[ \t]*+"
)
_PRIVATE = Pattern(r"(?:%%|％％)[ \t\u3000]*+(?:([/／])[ \t\u3000]*+)?(?i:private|非公開)[ \t\u3000]*+(?:%%|％％)")
_NOT_END = Pattern(r"[^\n]+")
_UNOWNED = Pattern(
    r"\[(?:\[(?P<wiki>[^\[\]\n]+)\]\]"
    r"|(?P<label>[^\[\]\n]*)\]\((?P<path><[^<>\n]*>|[^()\s<>]+)[ \t]*\))"
)
_LINK = Pattern(f"[@＠]?{_UNOWNED.written}")
_LINE = Pattern(
    r"(?P<blank>[ \t\u3000]*)(?:(?P<hashes>\#{1,6})(?=[ \t\u3000]|$)[ \t\u3000]*"
    r"|(?:[-*+－＊＋](?=[ \t\u3000]|$)|[・･●○])(?P<bullet>)[ \t\u3000]*"
    r"(?P<task>(?:[\[［](?P<box>[ \u3000xXｘＸ\-－])[\]］](?=[ \t\u3000]|$)|(?P<sign>[□☐☑]))[ \t\u3000]*)?"
    r"|(?P<bare>[□☐☑])[ \t\u3000]*"
    r"|\d{1,3}[.)](?=[ \t])[ \t]*(?P<numbered>)"
    r"|(?P<row>\|))?"
)


def _blank(text: str) -> str:
    return _NOT_END.sub(lambda found: " " * len(found.group()), text)


def read_body(text: str, start: int) -> Body:
    r"""Return the body that begins at `start`, with excluded stretches blanked; offsets stay those of `text`.

    Every line of the result ends in a plain newline, so that `\r\n` reads as a blank and a newline.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    private, unclosed = _private(text)
    if not private and not any(mark in text for mark in _TRIGGERS):
        return Body(text, (), (), ())
    masked, excluded = _without_blocks(text, start)
    head, masked = masked[:start], masked[start:]
    if "![" in masked:
        excluded += (Excluded(start + found.start(), start + found.end(), "embed") for found in _EMBED.finditer(masked))
        masked = _EMBED.sub(_spaces, masked)
    if private:
        masked = _PRIVATE.sub(_spaces, masked)
    return Body(head + masked, tuple(excluded), private, unclosed)


def _spaces(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _without_blocks(text: str, start: int) -> tuple[str, list[Excluded]]:
    """Blank code, comments, generated text and block quotes, whichever begins first."""
    pieces: list[str] = [text[:start]]
    excluded: list[Excluded] = []
    at = start
    while found := _BLOCK.search(text, at):
        start, end, why = found.start(), found.end(), ""
        if found.group("fence"):
            start, end, why = found.start("fence"), _fence_end(text, found), "code"
        elif found.group("quote"):
            start, why = found.start("quote"), "quote"
        elif not found.group("code"):
            end, why = _comment_end(text, found)
        pieces += (text[at:start], _blank(text[start:end]))
        if why:
            excluded.append(Excluded(start, end, why))
        at = end
    pieces.append(text[at:])
    return "".join(pieces), excluded


def _fence_end(text: str, fence: re.Match[str]) -> int:
    mark = fence.group("fence")
    closing = re.compile(rf"^[ \t\u3000]*+{mark[0]}{{{len(mark)},}}+[ \t]*+$", re.MULTILINE)
    found = closing.search(text, fence.end())
    return found.end() if found else len(text)


def _comment_end(text: str, opening: re.Match[str]) -> tuple[int, str]:
    if opening.group("begin"):
        found = _END.search(text, opening.end())
        return (found.end() if found else len(text)), "generated"
    end = text.find("-->", opening.end())
    return (end + 3 if end >= 0 else len(text)), "comment"


def _private(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the private spans, marks included, and the opening marks that nobody closes: those run to the end."""
    if "%%" not in text and "％％" not in text:
        return (), ()
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    for found in _PRIVATE.finditer(text):
        if not found.group(1):
            opened = opened or found
        elif opened:
            spans.append(Span(opened.start(), found.end()))
            opened = None
    if opened is None:
        return tuple(spans), ()
    return (*spans, Span(opened.start(), len(text))), (Span(*opened.span()),)


def without_marks(text: str) -> str:
    """Return a text as it is shown, without the marks of private spans."""
    return _BESIDE_MARK.sub(" ", text).strip() if "%%" in text or "％％" in text else text


def lines(text: str, start: int) -> Iterator[Line]:
    """Yield the lines of a body, as `read_body` returns it, from `start` on."""
    size = len(text)
    while start < size:
        end = text.find("\n", start)
        end = size if end < 0 else end
        yield read_line(text, start, end)
        start = end + 1


def read_line(text: str, start: int, end: int) -> Line:
    """Say what the line between `start` and `end` is; most show it by their first signs."""
    if start == end:
        return _new(Line, (start, end, "blank", 0, start, ""))
    first = text[start]
    if first == "-" and text.startswith("- ", start) and start + 2 < end and _is_plain(text, start + 2):
        return _new(Line, (start, end, "item", 0, start + 2, ""))
    if first.isalpha():
        return _new(Line, (start, end, "text", 0, start, ""))
    found = _LINE.match(text, start, end)
    if found is None:
        return Line(start, end, "text", 0, start, "")
    content, kind = found.end(), found.lastgroup
    if kind == "blank":
        return Line(start, end, "text" if content < end else "blank", 0, content, "")
    indent = _indent(found.group("blank"))
    if kind == "hashes":
        return Line(start, end, "heading", len(found.group("hashes")), content, "")
    if kind == "row":
        return Line(start, end, "row", indent, content, "")
    sign = found.group("sign") or found.group("bare") or found.group("box") or ""
    box = _BOXES.get(sign, sign)
    return Line(start, end, "item", indent, content, box)


def _is_plain(text: str, at: int) -> bool:
    """Tell whether what follows the blank behind a bullet is no further blank and no box."""
    return text[at].isalnum() or text.startswith("[[", at)


_BOXES = {"□": " ", "☐": " ", "\u3000": " ", "☑": "x", "X": "x", "ｘ": "x", "Ｘ": "x", "－": "-"}


def _indent(blank: str) -> int:
    return len(blank) + 3 * blank.count("\t") + blank.count("\u3000")


def links(text: str, start: int, end: int) -> list[Link]:
    """Return the links between `start` and `end`: wiki links, and Markdown links to a note."""
    found: list[Link] = []
    at = text.find("[", start, end)
    if at < 0:
        return found
    if text.find("](", at, end) < 0 and text.count("[", at, end) == 2 and text.startswith("[[", at):
        behind = text.find("]]", at, end) + 2  # the one wiki link that most lines have
        wiki = text[at + 2 : behind - 2]
        if behind > 1 and wiki and "]" not in wiki and "\n" not in wiki:
            _add_link(found, text, start, at, behind, *_wiki(wiki))
        return found
    for match in _UNOWNED.finditer(text, at, end):
        written, label, path = match.groups()
        target, label = _wiki(written) if written is not None else (_path(path), label)
        _add_link(found, text, start, *match.span(), target, label)
    return found


def _wiki(written: str) -> tuple[str, str]:
    """Return the target and the label of a wiki link."""
    if "|" not in written and "#" not in written and written[-1] != "\\":
        return written.strip(), ""
    target, _, label = written.partition("|")
    return target.removesuffix("\\").partition("#")[0].strip(), label


def _add_link(found: list[Link], text: str, start: int, at: int, end: int, target: str, label: str) -> None:
    """Add a link, unless it has no target; a sign before it, from `start` on, may make it an owner."""
    if target:
        owner = at > start and text[at - 1] in "@＠"
        found.append(_new(Link, (at - owner, end, target, label.strip(), owner)))


def _path(written: str) -> str:
    path = written.strip("<>")
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path)
    path = path.partition("#")[0]
    if "://" in path or not path.lower().endswith((".md", ".markdown")):
        return ""
    return path


def plain(text: str) -> str:
    """Return a text with its links as a reader would say them: the label, else the last part of the target."""
    return _LINK.sub(_said, text) if "[" in text else text


def _said(found: re.Match[str]) -> str:
    wiki = found.group("wiki")
    if wiki is None:
        return str(found.group("label"))
    target, _, label = wiki.partition("|")
    target = target.removesuffix("\\")
    return str(label or target.partition("#")[0].rpartition("/")[2] or target).strip()
