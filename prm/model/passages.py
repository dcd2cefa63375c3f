"""What a file says in its own words, piece by piece: headings, items, rows of tables, paragraphs."""

from bisect import bisect_right
from typing import NamedTuple

from prm.model.opening import readable
from prm.text.days import day_at
from prm.text.fences import CLOSING
from prm.text.fences import may_hold_log
from prm.text.fences import next_line
from prm.text.frontmatter import read
from prm.text.markdown import Line
from prm.text.markdown import lines
from prm.text.markdown import read_body
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern
from prm.text.source import Source

_PLAIN_KEY = Pattern(r"---+[ \t]*(?:\r\n|\r|\n)[A-Za-z]\w*:[ \t]")
_NOT_END = Pattern(r"[^\n]+")
_NEWLINE = Pattern(r"\n")
_LEFT_OUT = ("code", "comment", "generated")
_MARKS = Pattern(r"(?m)^[>＞\s]+|\A[|｜\s]+|[|｜\s]+\Z")
_DAY_BEGINS = Pattern(r"[\d０-９*\[令平昭大明RSHTM]")
_WORD = Pattern(r"\w")


class Passage(NamedTuple):
    """A piece of a body: from which line to which, counted from 1, the heading above it, and its words.

    `sort` is `title` for a heading and `line` for all else.
    """

    sort: str
    line: int
    last: int
    title: str
    text: str


def passages(source: Source) -> list[Passage]:
    """Return the pieces of a file's body in order, without code, comments and what was generated."""
    shown, _ = readable(source)
    begin = body_start(shown)
    text = _visible(shown, begin)
    starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]
    found: list[Passage] = []
    title = ""
    for sort, start, end in _blocks(text, begin):
        words = _words(text[start:end])
        if sort == "title":
            title = words = words.rstrip("# ")
        if _WORD.search(words):
            line, last = bisect_right(starts, start), bisect_right(starts, max(start, end - 1))
            found.append(Passage(sort, line, last, "" if sort == "title" else title, words))
    return found


def body_start(shown: str) -> int:
    """Return where the body begins; where the front matter is plain, without reading it."""
    if not shown.startswith(("---", "+++")):
        return 0
    if _PLAIN_KEY.match(shown):
        start = next_line(shown, 3)
        closing = CLOSING[shown[0]].search(shown, start - 1)
        if closing and not may_hold_log(shown, start, closing.start() + 1):
            return next_line(shown, closing.end())
    return read(shown).body


def _visible(shown: str, begin: int) -> str:
    """Return a text with what does not count blanked, its lines ending in plain newlines, offset for offset."""
    text = shown.replace("\r\n", " \n").replace("\r", "\n") if "\r" in shown else shown
    for start, end, why in ((each.start, each.end, each.why) for each in read_body(shown, begin).excluded):
        if why in _LEFT_OUT:
            blank = _NOT_END.sub(lambda found: " " * len(found.group()), text[start:end])
            text = text[:start] + blank + text[end:]
    return text


def _blocks(text: str, begin: int) -> list[tuple[str, int, int]]:
    """Return headings, rows, items with the lines they run on into, and paragraphs: sort, start and end."""
    found: list[tuple[str, int, int]] = []
    is_open = False
    for line in lines(text, begin):
        if line.kind == "text" and is_open and not _begins_entry(text, line):
            sort, start, _ = found[-1]
            found[-1] = (sort, start, line.end)
        elif line.kind != "blank":
            found.append(("title" if line.kind == "heading" else "line", line.content, line.end))
        is_open = line.kind in ("text", "item")
    return found


def _begins_entry(text: str, line: Line) -> bool:
    """Tell whether a line without a bullet begins with a day, as entries may."""
    if not _DAY_BEGINS.match(text, line.content):
        return False
    found = day_at(text, line.content)
    return found is not None and found.year is not None and found.end <= line.end


def _words(text: str) -> str:
    return " ".join(without_marks(_MARKS.sub("", text)).split())
