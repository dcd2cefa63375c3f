"""The walk through a body: line by line, to entries, tasks, links and the words of its sections."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from prm.model.entries import after_time
from prm.model.entries import minutes
from prm.model.entries import read_content
from prm.model.entries import read_link_first
from prm.model.entries import read_sentence
from prm.model.entries import received
from prm.model.entries import sentences
from prm.model.entries import taking_part
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.notes import Task
from prm.model.notes import Value
from prm.model.schema import SECTIONS
from prm.model.tasks import Written
from prm.model.tasks import read_task
from prm.model.vocabulary import Vocabulary
from prm.text.dates import weekday_name
from prm.text.days import DayAt
from prm.text.days import day_at
from prm.text.diagnostics import Problem
from prm.text.markdown import Body
from prm.text.markdown import Line
from prm.text.markdown import Link
from prm.text.markdown import lines
from prm.text.markdown import links
from prm.text.markdown import read_line
from prm.text.source import Span

_SECTIONS = {title: name for name, titles in SECTIONS for title in titles}
_FIRST_LETTER = re.compile(r"\w")
_HEADING = re.compile(r"(?<![^\r\n])[ \t\u3000>＞]*+(?P<hashes>\#{1,6})[ \t\u3000](?P<title>[^\r\n]*)")
_ANY_LINE = re.compile(r"[^\r\n]++")
_MARKS = re.compile(r"(?:[ \t\u3000>＞]|<!-{2,})*+")
_STOPS = ":—–-·|－｜"
_CELL = re.compile(r"(?:\[\[[^\[\]\n]*+\]\]|\\\||[^|])++")
_WHY = {"code": "in code", "comment": "in a comment", "quote": "in a block quote", "embed": "embedded"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Place(NamedTuple):
    """What the walk must know of the file: its kind, its own day, what kinds of entry it admits, and its meeting's day.

    `where`: "" or "intro" or "wish" admits more kinds; `inbox` leaves years of short dates to today; `met` is the day
    before which dated lines without a kind are facts.
    """

    kind: str
    day: str
    where: str
    inbox: bool
    met: str
    private: frozenset[str]
    facts: frozenset[str]
    order: str
    mentions: str


class Walk:
    """The state of one walk; `walk` fills the lists."""

    def __init__(self, shown: str, body: Body, begin: int, place: Place, words: Vocabulary) -> None:
        self.shown, self.text, self.begin, self.place, self.words = shown, body.text, begin, place, words
        self.body = body
        self.entries: list[Entry] = []
        self.tasks: list[Task] = []
        self.links: list[LinkTo] = []
        self.values: list[Value] = []
        self.problems: list[Problem] = []
        self.private: list[Span] = list(body.private)
        self.heading = ""
        self.about = ""
        self._headings: list[tuple[int, int]] = []
        self._sections: list[tuple[int, frozenset[str], int]] = []
        self._flags: frozenset[str] = frozenset()
        self._day = place.day
        self._above = ""
        self._owner_indent = -1
        self._owner = 0
        self._more: dict[int, list[str]] = {}
        self._owner_text = -1
        self._paragraph: list[Line] = []
        self._is_person = place.kind == "person"
        self._is_dated = place.kind == "dated"
        self._takes_headings = place.kind in ("person", "org", "intro")

    def walk(self) -> None:
        """Read every line of the body, then what is excluded from it."""
        for line in lines(self.text, self.begin):
            if line.kind == "blank":
                self._end_paragraph()
            elif line.kind == "heading":
                self._end_paragraph()
                self._heading(line)
            elif line.kind == "text":
                self._text(line)
            else:
                self._end_paragraph()
                if line.kind == "item":
                    self._item(line)
                else:
                    self._row(line)
        self._end_paragraph()
        self._close_sections(0, len(self.text))
        for number, more in self._more.items():
            entry = self.entries[number]
            self.entries[number] = entry._replace(text="\n".join([entry.text, *more]) if entry.text else entry.text)
        for excluded in self.body.excluded:
            if excluded.why in _WHY:
                self._excluded(excluded.start, excluded.end, _WHY[excluded.why])

    # sections

    def _heading(self, line: Line) -> None:
        self._owner_indent = -1
        title = self.shown[line.content : line.end].rstrip(" #\t\r\u3000")
        if line.level == 1 and not self._headings and self._day_at(line.content, line.end) is None:
            self.heading = title.strip()
        self._close_sections(line.level, line.start)
        if self._owner_text >= line.level:
            self._owner_text = -1
        fold = words_of(title)
        flags = {_SECTIONS[fold]} if fold in _SECTIONS else set()
        if fold in self.place.facts:
            flags.add("facts")
        if fold in self.place.private or flags & self.place.private:
            flags.add("private")
        self._headings.append((line.start, line.level))
        self._sections.append((line.level, frozenset(flags), line.start))
        self._flags = frozenset().union(*(flags for _, flags, _ in self._sections))
        self._heading_entry(line)

    def _close_sections(self, level: int, at: int) -> None:
        while self._sections and self._sections[-1][0] >= level:
            _, flags, start = self._sections.pop()
            if "private" in flags:
                self.private.append(Span(start, at))
        self._flags = frozenset().union(*(flags for _, flags, _ in self._sections))

    def _heading_entry(self, line: Line) -> None:
        if self._owner_text >= 0:
            self._mentions(line.content, line.end, "text below a dated heading")
            return
        found = self._day_at(line.content, line.end)
        if found is not None and not found.span and self._takes_headings:
            self._dated(line, found)
            self._owner_text = line.level
        elif found is not None and not found.span:
            self._day = self._above = self._iso(found, line) or self._day
            if links(self.text, found.end, line.end):
                self._undated(line, after_time(self.text, found.end, line.end))
                self._owner_text = line.level
        elif self._is_dated and links(self.text, line.content, line.end):
            self._undated(line, line.content)
            self._owner_text = line.level
        else:
            self._mentions(line.content, line.end, "in a heading")

    # lines

    def _text(self, line: Line) -> None:
        content = line.content
        if self._owner_indent >= 0 and _indentation(self.text, line) > self._owner_indent:
            self._continue(line)
            return
        if self._is_person and self._owner_text < 0 and not self._paragraph:
            found = self._day_at(content, line.end)
            if found is not None and found.year is not None:
                if not found.span:
                    self._owner = len(self.entries)
                    self._dated(line, found)
                    self._owner_indent = 0
                else:
                    self._mentions(content, line.end, "a span of time")
                return
        self._owner_indent = -1
        self._paragraph.append(line)

    def _end_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, []
        if not paragraph:
            return
        start, end = paragraph[0].content, paragraph[-1].end
        if not self.about and not (self._flags & {"private", "promises", "research"}):
            self.about = self.shown[start:end].strip()
        if "[" not in self.text[start:end]:
            return
        if self._owner_text >= 0:
            self._mentions(start, end, "text below a dated heading")
        elif self._is_dated:
            self._undated(paragraph[0]._replace(end=end), start)
        else:
            self._mentions(start, end, "in running text")

    def _continue(self, line: Line) -> None:
        """Read a line that an entry owns: its links are mentions."""
        number = self._owner if self._owner < len(self.entries) else -1
        if number >= 0 and line.kind == "text":
            self._more.setdefault(number, []).append(self.shown[line.content : line.end].strip())
        self._mentions(line.content, line.end, "below an entry", number)

    def _item(self, line: Line) -> None:
        if line.box:
            self._task(line)
            return
        if "offers" in self._flags or "needs" in self._flags:
            self._offer(line)
            return
        owned = self._owner_indent >= 0 and line.level > self._owner_indent
        if owned:
            self._nested(line)
            return
        self._owner_indent, self._owner = -1, len(self.entries)
        if self._owner_text >= 0:
            self._mentions(line.content, line.end, "text below a dated heading")
            return
        found = self._day_at(line.content, line.end)
        if found is not None and found.span:
            self._mentions(line.content, line.end, "a span of time")
        elif found is not None and (found.year is not None or self._plausible(found, line)):
            self._dated(line, found)
            self._owner_indent = line.level
        elif self._day and self.place.kind in ("dated", "note", "meeting"):
            self._undated(line, line.content)
            self._owner_indent = line.level
        else:
            self._mentions(line.content, line.end, "no day")

    def _plausible(self, found: DayAt, line: Line) -> bool:
        """Tell whether a short date is one: in a journal, behind a year, in an inbox, or with a head behind it."""
        if self._day or self._above or self.place.inbox or found.weekday is not None or found.free:
            return True
        begin = after_time(self.text, found.end, line.end)
        return self.words.head(self.text, begin, line.end) is not None

    def _nested(self, line: Line) -> None:
        """Read an item below another: in a journal one with a contact head and a link is an entry of its own."""
        begin = after_time(self.text, line.content, line.end)
        if self._is_dated and self._owner_text < 0 and "[" in self.text[begin : line.end]:
            reading = read_content(self.text, begin, line.end, self.words, journal=True)
            if reading.kind is not None and reading.kind.contact and reading.with_:
                self._undated(line, begin)
                return
        self._continue(line)

    def _row(self, line: Line) -> None:
        """Read a table row whose first cell is a day; the second cell is the head."""
        cells = [found.span() for found in _CELL.finditer(self.text, line.content, line.end)]
        bounds = [self._trim(start, stop) for start, stop in cells]
        if not bounds:
            return
        found = self._day_at(*bounds[0])
        if found is None or found.span or (not self._takes_headings and self.place.kind not in ("dated", "note")):
            self._mentions(line.content, line.end, "in a table")
            return
        rest = [(start, stop) for start, stop in bounds[1:] if start < stop]
        day = self._iso(found, line)
        if rest and (head := self.words.head(self.text, rest[0][0], rest[0][1], self.place.where)):
            kind = head.kind
            told = rest[1] if len(rest) > 1 else (rest[0][1], rest[0][1])
            if kind.contact and self.words.tried(self.text, *told):
                kind = self.words.kinds["tried"]
            text = " ".join(self.shown[start:stop] for start, stop in rest[1:]) or self.shown[slice(*rest[0])]
            with_ = taking_part(self.text, *rest[0], links(self.text, *rest[0]))
            contact, why = kind.contact, "" if kind.contact else kind.name
            if contact and "facts" in self._flags and head.end < rest[0][1]:
                contact, why = False, "a fact, under such a heading"
            self._add(line, day, kind.name, head.what, text, with_, contact, why, rest[0][0])
        else:
            text = " ".join(self.shown[start:stop] for start, stop in rest)
            self._plain(line, day, rest[0][0] if rest else line.end, text)

    def _trim(self, start: int, stop: int) -> tuple[int, int]:
        text = self.text[start:stop]
        return start + len(text) - len(text.lstrip()), stop - (len(text) - len(text.rstrip()))

    def _offer(self, line: Line) -> None:
        key = "offers" if "offers" in self._flags else "needs"
        found = self._day_at(line.content, line.end)
        begin = after_time(self.text, found.end, line.end) if found and found.date else line.content
        since = found.date.isoformat() if found and found.date else ""
        text = self.shown[begin : line.end].strip()
        if text:
            self.values.append(Value(key, "", text, "", since, "", "", line.content, line.end))
            self._mentions(begin, line.end, f"under {key}")

    # entries

    def _day_at(self, pos: int, end: int) -> DayAt | None:
        found = day_at(self.text, pos, self.place.order)
        return found if found is not None and found.end <= end and _ends_there(self.text, found, end) else None

    def _iso(self, found: DayAt, line: Line) -> str:
        """Return the day of an entry; remember it for the lines below; say what is wrong with it."""
        if found.problem:
            rule = "ambiguous-date" if _in_year(found, found.year or 2000) else "impossible-date"
            self.problems.append(Problem(rule, line.content, found.end, found.problem))
            return ""
        day = found.date
        if day is None and self._above:
            day = _nearest(found, date.fromisoformat(self._above))
        elif day is None and self._day:
            day = _not_after(found, date.fromisoformat(self._day))
        elif day is None and self.place.inbox:
            return f"--{found.month:02}-{found.day:02}"
        elif day is None:
            message = "no year: nothing above says which; write the date in full"
            self.problems.append(Problem("undated-year", line.content, found.end, message))
            return ""
        if day is None:
            return ""
        if found.weekday is not None and found.weekday != day.weekday():
            message = f"{day.isoformat()} is a {weekday_name(day)}, not a {_WEEKDAYS[found.weekday]}"
            self.problems.append(Problem("weekday-mismatch", line.content, found.end, message))
        self._above = day.isoformat()
        return self._above

    def _dated(self, line: Line, found: DayAt) -> None:
        """Read a line that begins with its own day."""
        day = self._iso(found, line)
        begin = after_time(self.text, found.end, line.end)
        if not day and found.problem is None and not self._is_person:
            self._mentions(begin, line.end, "no year")
            return
        reading = read_content(self.text, begin, line.end, self.words, self.place.where, journal=self._is_dated)
        text = self.shown[reading.text : line.end].strip()
        if reading.kind is None:
            if self._is_dated:
                self._said(line, begin, day)
            else:
                self._plain(line, day, begin, text)
            return
        contact, why = reading.kind.contact, "" if reading.kind.contact else reading.kind.name
        if contact and "facts" in self._flags and not reading.stopped:
            contact, why = False, "a fact, under such a heading"
        self._add(line, day, reading.kind.name, reading.what, text, reading.with_, contact, why, begin)

    def _plain(self, line: Line, day: str, begin: int, text: str) -> None:
        """Add a dated line without a kind: in a person's file a contact by an unknown channel, or a fact."""
        contact, why = self._is_person, "" if self._is_person else "no kind of contact"
        if contact and "facts" in self._flags:
            contact, why = False, "a fact, under such a heading"
        elif contact and self.place.met and "" < day < self.place.met:
            contact, why = False, "a fact, before you met"
        if self._is_person or "[" in self.text[begin : line.end]:
            self._add(line, day, "", "", text, (), contact, why, begin)

    def _undated(self, line: Line, begin: int) -> None:
        """Read a line that takes its day from the note or a heading."""
        begin = after_time(self.text, begin, line.end)
        if "[" not in self.text[begin : line.end]:
            return
        reading = read_content(self.text, begin, line.end, self.words, self.place.where, journal=self._is_dated)
        if reading.kind is None and self._is_dated:
            reading = read_link_first(self.text, begin, line.end, self.words) or reading
        if reading.kind is None or (not reading.with_ and self._is_dated):
            if self._is_dated:
                self._said(line, begin, self._day)
            else:
                self._mentions(begin, line.end, "no kind of contact")
            return
        if self.place.kind == "meeting":
            self._mentions(begin, line.end, "in the notes of a meeting")
            return
        text = self.shown[reading.text : line.end].strip()
        contact = reading.kind.contact
        why = "" if contact else reading.kind.name
        self._add(line, self._day, reading.kind.name, reading.what, text, reading.with_, contact, why, begin)

    def _said(self, line: Line, begin: int, day: str) -> None:
        """Read running text of a journal, sentence by sentence."""
        line_start, line_seen = self.text.rfind("\n", 0, begin) + 1, begin
        for start, end in sentences(self.text, begin, line.end):
            said = read_sentence(self.text, start, end, self.words, self.place.mentions)
            if said.with_:
                contact = said.kind is None or said.kind.contact
                why = "" if contact or said.kind is None else said.kind.name
                at = said.with_[0].start
                line_start = self.text.rfind("\n", line_seen, at) + 1 or line_start
                line_seen = at
                cited = Line(line_start, end, "text", 0, at, "")
                text = self.shown[start:end].strip()
                self._add(
                    cited,
                    day,
                    said.kind.name if said.kind else "",
                    said.what,
                    text,
                    said.with_,
                    contact,
                    why,
                    end,
                )
            for link in said.mentions:
                self._link("mention", link, why=said.why)

    def _add(
        self,
        line: Line,
        day: str,
        kind: str,
        what: str,
        text: str,
        with_: tuple[Link, ...],
        contact: bool,
        why: str,
        begin: int,
    ) -> None:
        number = len(self.entries)
        if not day and contact:
            contact, why = False, "no day"
        own = self._is_person
        length, liked = minutes(text), received(text)
        self.entries.append(Entry(day, kind, what, text, own, contact, why, length, liked, line.start, line.end))
        taking = {link.start for link in with_}
        for link in with_:
            self._link("with", link, entry=number)
        if begin < line.end and "[" in self.text[begin : line.end]:
            for link in links(self.text, begin, line.end):
                if link.start not in taking:
                    self._link(
                        "mention",
                        link,
                        entry=number,
                        why=(why if not kind and not own else "") or "talked about",
                    )

    def _link(self, role: str, link: Link, *, entry: int = -1, task: int = -1, why: str = "") -> None:
        self.links.append(LinkTo(role, link.target, link.start, link.end, entry, task, why))

    def _mentions(self, start: int, end: int, why: str, entry: int = -1) -> None:
        if "[" in self.text[start:end]:
            for link in links(self.text, start, end):
                self._link("mention", link, entry=entry, why=why)

    # tasks

    def _task(self, line: Line) -> None:
        written = read_task(self.text, self.shown, line.content, line.end, self.place.order)
        if written.problem:
            self.problems.append(written.problem)
        number = len(self.tasks)
        sort = self._sort(line, written)
        owner = written.owner or "me"
        others = [link for link in written.links if not link.owner]
        known = self._is_person or len(others) == 1 or (self.place.kind == "meeting" and not others)
        if owner == "them" and sort == "promise" and not known:
            owner = "unclear"
            message = "whose promise is it? write @[[Name]] instead of @them"
            self.problems.append(Problem("owner-unclear", line.content, line.end, message))
        done_day = self._done_day(written)
        self.tasks.append(
            Task(
                sort,
                owner,
                written.text,
                written.due,
                written.due_last,
                line.box == "x",
                done_day,
                self._is_person,
                line.start,
                line.end,
            )
        )
        for link in written.owners:
            self._link("owner", link, task=number)
        if line.box == "x":
            self._ticked(line, written, number, done_day)
        else:
            owners = {link.start for link in written.owners}
            for link in others:
                if link.start not in owners:
                    self._link("mention", link, task=number, why="a task that is not ticked")

    def _sort(self, line: Line, written: Written) -> str:
        if line.box == "-":
            return "dropped"
        if "research" in self._flags:
            return "research"
        promise = written.owner or written.due or "promises" in self._flags
        return "promise" if promise else "thread"

    def _done_day(self, written: Written) -> str:
        day = day_at(written.done, 0, self.place.order) if written.done else None
        if day is not None and day.date:
            return day.date.isoformat()
        return self._day if not written.done else ""

    def _ticked(self, line: Line, written: Written, number: int, day: str) -> None:
        """Add a ticked task as an entry on its done date; it is a contact only if it begins with a kind of contact."""
        head = self.words.head(self.text, written.begin, line.end, self.place.where)
        contact = head is not None and head.kind.contact
        if (
            head is not None
            and contact
            and read_content(self.text, written.begin, line.end, self.words).kind is self.words.kinds["tried"]
        ):
            head, contact = head._replace(kind=self.words.kinds["tried"]), False
        why = "" if contact else "a ticked task that does not begin with a kind of contact"
        owners = {link.start for link in written.owners}
        links_ = [link for link in written.links if contact or link.start not in owners]
        if not day:
            contact, why = False, "a ticked task without a day"
        entry = len(self.entries)
        kind, what = (head.kind.name, head.what) if head else ("", "")
        self.entries.append(
            Entry(day, kind, what, written.text, self._is_person, contact, why, 0, "", line.start, line.end)
        )
        for link in links_:
            self._link("with", link, entry=entry, task=number)

    # what is excluded

    def _excluded(self, start: int, end: int, why: str) -> None:
        """Add the dated lines and links of an excluded stretch, as what does not count."""
        if why != _WHY["embed"]:
            self._hidden_sections(start, end)
            if self._is_person:
                self._excluded_lines(start, end, why)
        for link in links(self.shown, start, end):
            self._link("mention", link, why=why)

    def _excluded_lines(self, start: int, end: int, why: str) -> None:
        for written in _ANY_LINE.finditer(self.shown, start, end):
            marks = _MARKS.match(self.shown, *written.span()) if why != _WHY["code"] else None
            line = read_line(self.shown, marks.end() if marks else written.start(), written.end())
            found = day_at(self.shown, line.content, self.place.order)
            if found is not None and found.end <= line.end and found.date and not found.span:
                day, text = found.date.isoformat(), self.shown[found.end : line.end].strip(" \t\u3000:：->")
                self.entries.append(Entry(day, "", "", text, True, False, why, 0, "", written.start(), line.end))

    def _hidden_sections(self, start: int, end: int) -> None:
        """Keep a private section private where a fence that nobody closed has swallowed its heading."""
        for found in _HEADING.finditer(self.shown, start, end):
            title = words_of(found.group("title"))
            flags = {_SECTIONS[title]} if title in _SECTIONS else set()
            if "private" in flags or title in self.place.private or flags & self.place.private:
                level = len(found.group("hashes"))
                later = (at for at, depth in self._headings if at >= end and depth <= level)
                self.private.append(Span(found.start(), next(later, len(self.shown))))


def words_of(title: str) -> str:
    """Return the title of a heading as it is compared: without signs around it, in lower case."""
    found = _FIRST_LETTER.search(title)
    end = len(title)
    while end and not (title[end - 1].isalnum() or title[end - 1] in "_)）"):
        end -= 1
    return title[found.start() if found else 0 : end].casefold()


def _ends_there(text: str, found: DayAt, end: int) -> bool:
    """Tell whether a day that something must follow is followed by a blank, the end, or a stop and a blank."""
    if found.free or found.span or found.end >= end or text[found.end] not in _STOPS:
        return True
    return found.end + 1 >= end or text[found.end + 1] in " \t\u3000"


def _indentation(text: str, line: Line) -> int:
    return line.content - line.start if text[line.start : line.content].strip(" \t\u3000") == "" else 0


def _nearest(found: DayAt, above: date) -> date | None:
    """Return the day of that month and day that is nearest to the dated line above."""
    days = [day for year in (above.year - 1, above.year, above.year + 1) if (day := _in_year(found, year))]
    return min(days, key=lambda day: abs((day - above).days), default=None)


def _not_after(found: DayAt, last: date) -> date | None:
    """Return the latest day of that month and day that is not after `last`."""
    days = [day for year in range(last.year, last.year - 9, -1) if (day := _in_year(found, year)) and day <= last]
    return days[0] if days else None


def _in_year(found: DayAt, year: int) -> date | None:
    try:
        return date(year, found.month, found.day)
    except ValueError:
        return None
