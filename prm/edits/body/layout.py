"""The body of a file as an edit sees it: its lines, the sections they stand in, and its dated lines."""

from datetime import date
from typing import NamedTuple

from prm.edits.proof import readable
from prm.edits.proof import refuse
from prm.model.config import Config
from prm.model.notes import Note
from prm.model.opening import MOST_BYTES
from prm.model.reader import Reader
from prm.model.schema import SECTIONS
from prm.model.titles import words_of
from prm.text.days import DayAt
from prm.text.days import day_at
from prm.text.markdown import Body
from prm.text.markdown import Line
from prm.text.markdown import lines as lines_of
from prm.text.markdown import read_body
from prm.text.source import Source

_SECTIONS = {title: name for name, titles in SECTIONS for title in titles}
_BLANKS = " \t\u3000"
_MARKS = ("<!--", "%%", "％％")


class Section(NamedTuple):
    """A heading and what stands below it: its number among the lines, depth, words, where it ends, and its meaning.

    `says` are the meanings of the heading and of those above it: facts, private, promises …
    """

    at: int
    level: int
    title: str
    end: int
    says: frozenset[str]


class Dated(NamedTuple):
    """A line that begins with its own day, and the lines it owns.

    `form`: item, row, heading or text. `at` and `end` are numbers of lines, `begin` is where the day is written;
    `section` is the number of the heading's line, -1 above all headings. `counts`: it is an entry, and no fact.
    """

    at: int
    end: int
    form: str
    level: int
    section: int
    begin: int
    found: DayAt
    day: date
    counts: bool
    private: bool


class Layout(NamedTuple):
    """A file laid out: `text` is what is shown of it, `lines` are those of its body."""

    source: Source
    text: str
    start: int
    body: Body
    note: Note
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]

    def raw(self, at: int) -> str:
        """Return a line as it is written, without its end."""
        line = self.lines[at]
        return self.text[line.start : line.end].removesuffix("\r")

    def place(self, at: int) -> int:
        """Return where a line begins; behind the last one, the end of the text."""
        return self.lines[at].start if at < len(self.lines) else len(self.text)

    def is_blank(self, at: int) -> bool:
        """Tell whether nothing is written in a line."""
        return not self.raw(at).strip(_BLANKS)

    def section_of(self, at: int) -> Section | None:
        """Return the innermost section a line stands in."""
        return next((found for found in reversed(self.sections) if found.at < at < found.end), None)

    def is_private(self, offset: int) -> bool:
        """Tell whether an offset lies in what never leaves."""
        return any(start <= offset < end for start, end in self.note.private)

    def newline(self, at: int) -> str:
        """Return the line end of a line, else that of the file."""
        if 0 <= at < len(self.lines):
            line = self.lines[at]
            end = self.text[line.start + len(self.raw(at)) : self.place(at + 1)]
            return end if end in ("\n", "\r\n", "\r") else self.source.newline
        return self.source.newline


def lay_out(source: Source, config: Config) -> Layout:
    """Return the layout of a file.

    Raises Refused where the file cannot be read well enough to write to it.
    """
    front = readable(source)
    if len(source.data) > MOST_BYTES:
        raise refuse(source, 0, "the file is too large to be read whole; split it first")
    note = Reader(config).read(source)
    if note.kind == "generated":
        raise refuse(source, 0, "this file was written by a program and is not read for history; write elsewhere")
    body = read_body(source.text, front.body)
    lines = tuple(lines_of(body.text, front.body))
    return Layout(source, source.text, front.body, body, note, lines, _sections(source.text, lines, config))


def _sections(text: str, lines: tuple[Line, ...], config: Config) -> tuple[Section, ...]:
    facts = {str(title).casefold() for title in config.get("log.facts")}
    found: list[Section] = []
    opened: list[int] = []
    for at, line in enumerate(lines):
        if line.kind != "heading":
            continue
        while opened and found[opened[-1]].level >= line.level:
            closing = opened.pop()
            found[closing] = found[closing]._replace(end=at)
        title = words_of(text[line.content : line.end].rstrip(" #\t\r\u3000"))
        says = {_SECTIONS[title]} if title in _SECTIONS else {"facts"} if title in facts else set()
        above = found[opened[-1]].says if opened else frozenset()
        opened.append(len(found))
        found.append(Section(at, line.level, title, len(lines), above | says))
    return tuple(found)


def dated_lines(layout: Layout, config: Config) -> list[Dated]:
    """Return the lines that begin with a day, in their order; text below a dated heading holds none."""
    starts = {entry.start for entry in layout.note.entries if entry.why not in ("in code", "in a comment")}
    by_heading = any(line.kind == "heading" and line.start in starts for line in layout.lines)
    strict = by_heading or layout.note.kind == "person"
    found: list[Dated] = []
    for at, line in enumerate(layout.lines):
        counts = line.start in starts
        if line.box or line.kind == "blank" or (not counts and (strict or line.kind not in ("item", "row"))):
            continue
        begin = (
            line.content
            + len(layout.text[line.content : line.end])
            - len(layout.text[line.content : line.end].lstrip(_BLANKS))
        )
        written = day_at(layout.body.text, begin, config.date_order)
        day = _day(layout.note, line, written) if written and not written.span and written.end <= line.end else None
        if written is not None and day is not None:
            found.append(_dated(layout, at, begin, written, day, counts))
    return found


def _day(note: Note, line: Line, written: DayAt) -> date | None:
    """Return the day of a dated line: as written, else as it was read."""
    if written.date or written.problem:
        return written.date
    read = next((entry.day for entry in note.entries if entry.start == line.start), "")
    return date.fromisoformat(read) if len(read) == 10 else None


def _dated(layout: Layout, at: int, begin: int, written: DayAt, day: date, counts: bool) -> Dated:
    line = layout.lines[at]
    section = layout.section_of(at)
    says: frozenset[str] = section.says if section else frozenset()
    counts = counts and not says & {"facts", "offers", "needs"}
    end = block_end(layout, at)
    heading = section.at if section else -1
    private = layout.is_private(line.start)
    return Dated(at, end, line.kind, line.level, heading, begin, written, day, counts, private)


def block_end(layout: Layout, at: int) -> int:
    """Return the number of the line behind those that a dated line owns; blank lines at the end are not its own."""
    line = layout.lines[at]
    if line.kind == "heading":
        end = next(section.end for section in layout.sections if section.at == at)
        return _without_blanks(layout, at + 1, end)
    if line.kind == "row":
        return at + 1
    end = now = at + 1
    apart = False
    while now < len(layout.lines):
        if layout.is_blank(now):
            apart, now = True, now + 1
            continue
        if not _belongs(layout, line, now, apart):
            break
        now = end = _excluded_end(layout, now)
        apart = False
    return end


def _belongs(layout: Layout, owner: Line, at: int, apart: bool) -> bool:
    """Tell whether a line belongs to the entry above it: indented, or right below it and nothing of its own."""
    line, raw = layout.lines[at], layout.raw(at)
    blanks = raw[: len(raw) - len(raw.lstrip(_BLANKS))]
    deeper = max(line.level, len(blanks)) > owner.level if line.kind == "item" else len(blanks) > owner.level
    if line.kind in ("heading", "row"):
        return False
    if line.kind == "item":
        return line.level > owner.level
    if line.kind == "text" and not deeper:
        begins = any(entry.start == line.start for entry in layout.note.entries)
        return not apart and not (begins and layout.note.kind == "person") and not raw.startswith(_MARKS)
    return deeper or (not apart and line.kind == "blank" and not raw.lstrip(_BLANKS).startswith(_MARKS))


def _excluded_end(layout: Layout, at: int) -> int:
    """Return the number of the line behind a line, or behind the code or comment that begins in it."""
    line = layout.lines[at]
    ends = [found.end for found in layout.body.excluded if line.start <= found.start < max(line.end, line.start + 1)]
    after = at + 1
    while ends and after < len(layout.lines) and layout.lines[after].start < max(ends):
        after += 1
    return after


def _without_blanks(layout: Layout, first: int, end: int) -> int:
    while end > first and layout.is_blank(end - 1):
        end -= 1
    return end


def content_end(layout: Layout) -> int:
    """Return the number of the line behind the last one before a private or generated stretch that ends the file."""
    end = _without_blanks(layout, 0, len(layout.lines))
    stretches = [(start, stop) for start, stop in layout.note.private]
    stretches += [(found.start, found.end) for found in layout.body.excluded if found.why == "generated"]
    moved = True
    while moved and end:
        moved = False
        limit = layout.place(end - 1) + len(layout.raw(end - 1))
        for start, stop in stretches:
            alone = not layout.text[layout.place(_line_at(layout, start)) : start].strip(_BLANKS)
            if alone and start < limit <= max(stop, start + 1):
                end, moved = _without_blanks(layout, 0, _line_at(layout, start)), True
                break
    return end


def last_seen(layout: Layout) -> int:
    """Return the number of the line behind the last one that is not excluded, as in code that is never closed."""
    end = content_end(layout)
    while end and layout.lines[end - 1].kind == "blank":
        end -= 1
    return end


def _line_at(layout: Layout, offset: int) -> int:
    return max((at for at, line in enumerate(layout.lines) if line.start <= offset), default=0)
