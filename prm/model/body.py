"""The walk through a body: line by line, to entries, tasks, links and the words of its sections."""

from __future__ import annotations

from prm.model.boxes import Boxes
from prm.model.dating import Dating
from prm.model.entries import after_time
from prm.model.entries import read_content
from prm.model.excluded import read_excluded
from prm.model.log import Log
from prm.model.notes import Value
from prm.model.page import Found
from prm.model.page import Page
from prm.model.sections import Sections
from prm.text.days import DayAt
from prm.text.markdown import Body
from prm.text.markdown import Line
from prm.text.markdown import lines
from prm.text.markdown import links

_NO_ABOUT = frozenset({"private", "promises", "research"})


class Walk:
    """The state of one walk: whose a line is, by its indentation and by the heading above. `walk` fills `found`."""

    def __init__(self, page: Page, found: Found) -> None:
        self.page, self.found = page, found
        self.heading = ""
        self.about = ""
        self._text, self._shown = page.text, page.shown
        self._days = Dating(page, found.problems)
        self._sections = Sections(page.place, found.private)
        self._log = Log(page, found, self._days, self._sections)
        self._boxes = Boxes(page, found, self._days, self._sections)
        self._owner_indent = -1
        self._owner = self._told = 0
        self._owner_text = -1
        self._more: dict[int, list[str]] = {}
        self._paragraph: list[Line] = []
        kind = page.place.kind
        self._is_person, self._is_dated = kind == "person", kind == "dated"
        self._takes_headings = kind in ("person", "org", "intro")
        self._takes_items = kind in ("dated", "note", "meeting")

    def walk(self, body: Body, begin: int) -> None:
        """Read every line of the body, then what is excluded from it."""
        for line in lines(self._text, begin):
            kind = line.kind
            if kind == "text":
                self._line(line)
                continue
            if self._paragraph:
                self._end_paragraph()
            if kind == "item":
                self._item(line)
            elif kind == "heading":
                self._heading(line)
            elif kind == "row":
                self._log.row(line)
        self._end_paragraph()
        self._sections.close(0, len(self._text))
        for number, more in self._more.items():
            entry = self.found.entries[number]
            self.found.entries[number] = entry._replace(text="\n".join(part for part in (entry.text, *more) if part))
        read_excluded(body, self.page, self.found, self._sections)

    def _mentions(self, start: int, end: int, why: str) -> None:
        self.found.mentions(self._text, start, end, why)

    # headings

    def _heading(self, line: Line) -> None:
        self._owner_indent = -1
        title = self._shown[line.content : line.end].rstrip(" #\t\r\u3000")
        found = self._days.at(line.content, line.end)
        if line.level == 1 and not self._sections.begun and found is None:
            self.heading = title.strip()
        self._sections.enter(title, line.level, line.start)
        if self._owner_text >= line.level:
            self._owner_text = -1
        self._heading_entry(line, found)

    def _heading_entry(self, line: Line, found: DayAt | None) -> None:
        """Read a heading as an entry that owns all text below it, or as the day of the lines below."""
        if self._owner_text >= 0:
            self._mentions(line.content, line.end, "text below a dated heading")
            return
        if found is not None and not found.span and self._takes_headings:
            self._told = len(self.found.entries)
            self._log.dated(line, found)
            self._owner_text = line.level
        elif found is not None and not found.span:
            self._days.heading(found, line)
            if links(self._text, found.end, line.end):
                self._log.undated(line, after_time(self._text, found.end, line.end))
                self._owner_text = line.level
        elif self._is_dated and links(self._text, line.content, line.end):
            self._log.undated(line, line.content)
            self._owner_text = line.level
        else:
            self._mentions(line.content, line.end, "in a heading")

    # running text

    def _line(self, line: Line) -> None:
        """Read a line of running text: below an item, dated by itself, or one of a paragraph."""
        content = line.content
        if self._owner_indent >= 0 and _indentation(self._text, line) > self._owner_indent:
            self._continue(line)
            return
        if self._is_person and self._owner_text < 0 and not self._paragraph:
            found = self._days.at(content, line.end)
            if found is not None and found.year is not None:
                if not found.span:
                    self._owner = len(self.found.entries)
                    self._log.dated(line, found)
                    self._owner_indent = 0
                else:
                    self._mentions(content, line.end, "a span of time")
                return
        self._owner_indent = -1
        self._paragraph.append(line)

    def _end_paragraph(self) -> None:
        if not self._paragraph:
            return
        paragraph, self._paragraph = self._paragraph, []
        start, end = paragraph[0].content, paragraph[-1].end
        if self._owner_text >= 0:
            self._tell(start, end)
        elif not self.about and not (self._sections.flags & _NO_ABOUT):
            self.about = self._shown[start:end].strip()
        if "[" not in self._text[start:end]:
            return
        if self._owner_text >= 0:
            self._mentions(start, end, "text below a dated heading")
        elif self._is_dated:
            self._log.undated(paragraph[0]._replace(end=end), start)
        else:
            self._mentions(start, end, "in running text")

    def _tell(self, start: int, end: int) -> None:
        """Add what stands below a dated heading to the words of its entry."""
        if self._takes_headings and self._told < len(self.found.entries):
            told = self._shown[start:end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._more.setdefault(self._told, []).extend(line.strip() for line in told)

    def _continue(self, line: Line) -> None:
        """Read a line that an entry owns: its links are mentions."""
        number = self._owner if self._owner < len(self.found.entries) else -1
        if number >= 0 and line.kind == "text" and self.found.entries[number].text:
            self._more.setdefault(number, []).append(self._shown[line.content : line.end].strip())
        self.found.mentions(self._text, line.content, line.end, "below an entry", number)

    # items

    def _item(self, line: Line) -> None:
        if line.box:
            self._boxes.task(line)
        elif "offers" in self._sections.flags or "needs" in self._sections.flags:
            self._offer(line)
        elif self._owner_indent >= 0 and line.level > self._owner_indent:
            self._nested(line)
        else:
            self._own_item(line)

    def _own_item(self, line: Line) -> None:
        """Read an item that stands below no other."""
        self._owner_indent, self._owner = -1, len(self.found.entries)
        if self._owner_text >= 0:
            self._tell(line.content, line.end)
            self._mentions(line.content, line.end, "text below a dated heading")
            return
        if self._log.usual(line):
            self._owner_indent = line.level
            return
        found = self._days.at(line.content, line.end)
        if found is not None and found.span:
            self._mentions(line.content, line.end, "a span of time")
        elif found is not None and (found.year is not None or self._days.is_plausible(found, line)):
            self._log.dated(line, found)
            self._owner_indent = line.level
        elif self._days.day and self._takes_items:
            self._log.undated(line, line.content)
            self._owner_indent = line.level
        else:
            self._mentions(line.content, line.end, "no day")

    def _nested(self, line: Line) -> None:
        """Read an item below another: in a journal one with a contact head and a link is an entry of its own."""
        begin = after_time(self._text, line.content, line.end)
        if self._is_dated and self._owner_text < 0 and "[" in self._text[begin : line.end]:
            reading = read_content(self._text, begin, line.end, self.page.words, journal=True)
            if reading.kind is not None and reading.kind.contact and reading.with_:
                self._log.undated(line, begin)
                return
        self._continue(line)

    def _offer(self, line: Line) -> None:
        """Read an item of a section that says what somebody offers or needs."""
        key = "offers" if "offers" in self._sections.flags else "needs"
        found = self._days.at(line.content, line.end)
        begin = after_time(self._text, found.end, line.end) if found and found.date else line.content
        since = found.date.isoformat() if found and found.date else ""
        text = self._shown[begin : line.end].strip()
        if text:
            self.found.values.append(Value(key, "", text, "", since, "", "", line.content, line.end))
            self._mentions(begin, line.end, f"under {key}")


def _indentation(text: str, line: Line) -> int:
    return line.content - line.start if text[line.start : line.content].strip(" \t\u3000") == "" else 0
