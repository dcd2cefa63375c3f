"""The log of a file: lines that say what happened on a day, as entries."""

from typing import NamedTuple

from prm.model.dating import Dating
from prm.model.entries import after_time
from prm.model.entries import minutes
from prm.model.entries import read_content
from prm.model.entries import read_link_first
from prm.model.entries import read_sentence
from prm.model.entries import received
from prm.model.entries import sentences
from prm.model.entries import taking_part
from prm.model.handed import handed
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.page import Found
from prm.model.page import Page
from prm.model.schema import Kind
from prm.model.sections import Sections
from prm.text.days import DAY_AND_WORD
from prm.text.days import DayAt
from prm.text.markdown import Line
from prm.text.markdown import Link
from prm.text.markdown import links
from prm.text.pattern import Pattern

_WORDS = r"[^\W\d_]+(?:[ -][^\W\d_]+)*"
_HEAD = rf"({_WORDS}(?:: | [—–-] |：))(?=[^\s:：—–\-·|－｜])"
_USUAL = Pattern(rf"{DAY_AND_WORD}(?:{_HEAD})?")
_PLAIN = Pattern(_HEAD)
_CELL = Pattern(r"(?:\[\[[^\[\]\n]*+\]\]|\\\||[^|])++")
_new = tuple.__new__
_TIME_LETTERS = "T午"
_TOLD_AT_MEETINGS = ("learned", "note", "gave", "got")
_FACT = "a fact, under such a heading"


class _Told(NamedTuple):
    """What a line tells; links from `begin` on that are not in `with_` are mentions."""

    kind: str
    what: str
    text: str
    with_: tuple[Link, ...]
    contact: bool
    why: str
    begin: int


class Log:
    """Turns lines with a day into entries; what it finds goes to `found`."""

    def __init__(self, page: Page, found: Found, days: Dating, sections: Sections) -> None:
        self.page, self.found, self.days, self.sections = page, found, days, sections
        self._text, self._shown = page.text, page.shown
        kind = page.place.kind
        self._is_person, self._is_dated, self._is_meeting = kind == "person", kind == "dated", kind == "meeting"
        self._takes_rows = kind in ("person", "org", "intro", "dated", "note")

    def usual(self, line: Line) -> bool:
        """Read a line that begins with a day in its usual form before a word; tell whether it is one.

        It is what `dated` would read: such a day ends before its blank, and a word there begins no stop and seldom a
        time.
        """
        found = _USUAL.match(self._text, line.content, line.end)
        if found is None:
            return False
        day, head = found.groups()
        self.days.take(day)
        if head is None or not self._brief(line, day, head, found.end()):
            begin = found.end(1) + 1
            timed = self._text[begin] in _TIME_LETTERS
            self._read(line, day, after_time(self._text, begin - 1, line.end) if timed else begin)
        return True

    def _brief(self, line: Line, day: str, head: str, behind: int) -> bool:
        """Read a line whose head is words alone, which are read but once; tell whether it is one.

        Such a head links nobody and ends at its stop, so that only the text behind it is still to be looked at.
        """
        words = self.page.words
        if not words.plain or (self._is_dated and self._text.find("[", behind, line.end) >= 0):
            return False
        kind, what, _, said, _ = self.page.heads.read(head, self.page.place.where)
        if kind is None:
            return False
        if kind.contact and words.tried(self._text, behind, line.end):
            kind = words.kinds["tried"]
        why = "" if kind.contact else kind.name
        text = self._shown[behind - len(head) + said : line.end].strip()
        self._add(line, day, _new(_Told, (kind.name, what, text, (), kind.contact, why, behind)))
        return True

    def dated(self, line: Line, found: DayAt) -> None:
        """Read a line that begins with its own day."""
        day = self.days.iso(found, line)
        begin = after_time(self._text, found.end, line.end)
        if not day and found.problem is None and not self._is_person:
            self.found.mentions(self._text, begin, line.end, "no year")
            return
        plain = _PLAIN.match(self._text, begin, line.end)
        if plain is None or not self._brief(line, day, plain.group(1), plain.end()):
            self._read(line, day, begin)

    def _read(self, line: Line, day: str, begin: int) -> None:
        """Read a dated line from its head on."""
        page = self.page
        linked = links(self._text, begin, line.end)
        reading = read_content(
            self._text, begin, line.end, page.words, page.place.where, journal=self._is_dated, found=linked
        )
        text = self._shown[reading.text : line.end].strip()
        if reading.kind is None:
            if self._is_dated:
                self._said(line, begin, day, linked)
            else:
                self._plain(line, day, begin, text)
            return
        contact, why = self._counts(reading.kind, stopped=reading.stopped)
        told = _Told(reading.kind.name, reading.what, text, reading.with_, contact, why, begin)
        self._add(line, day, told, linked)

    def undated(self, line: Line, begin: int) -> None:
        """Read a line that takes its day from the note or a heading."""
        begin = after_time(self._text, begin, line.end)
        if self._text.find("[", begin, line.end) < 0:
            return
        page = self.page
        linked = links(self._text, begin, line.end)
        reading = read_content(
            self._text, begin, line.end, page.words, page.place.where, journal=self._is_dated, found=linked
        )
        if reading.kind is None and self._is_dated:
            reading = read_link_first(self._text, begin, line.end, page.words, linked) or reading
        if reading.kind is None or (not reading.with_ and self._is_dated):
            if self._is_dated:
                self._said(line, begin, self.days.day, linked)
            else:
                self.found.mentions(self._text, begin, line.end, "no kind of contact")
            return
        text = self._shown[reading.text : line.end].strip()
        if self._is_meeting:
            tells = reading.with_ and reading.kind.name in _TOLD_AT_MEETINGS
            if tells and not text:  # a line that prm debrief left to be filled in
                return
            if not tells:
                self.found.mentions(self._text, begin, line.end, "in the notes of a meeting")
                return
        contact = reading.kind.contact
        why = "" if contact else reading.kind.name
        told = _Told(reading.kind.name, reading.what, text, reading.with_, contact, why, begin)
        self._add(line, self.days.day, told, linked)

    def row(self, line: Line) -> None:
        """Read a table row whose first cell is a day; the second cell is the head."""
        cells = [found.span() for found in _CELL.finditer(self._text, line.content, line.end)]
        bounds = [self._trim(start, stop) for start, stop in cells]
        if not bounds:
            return
        found = self.days.at(*bounds[0])
        if found is None or found.span or not self._takes_rows:
            self.found.mentions(self._text, line.content, line.end, "in a table")
            return
        rest = [(start, stop) for start, stop in bounds[1:] if start < stop]
        day = self.days.iso(found, line)
        told = self._row_told(rest) if rest else None
        if told:
            self._add(line, day, told)
        else:
            text = " ".join(self._shown[start:stop] for start, stop in rest)
            self._plain(line, day, rest[0][0] if rest else line.end, text)

    def _row_told(self, cells: list[tuple[int, int]]) -> _Told | None:
        start, stop = cells[0]
        words = self.page.words
        head = words.head(self._text, start, stop, self.page.place.where)
        if head is None:
            return None
        kind = head.kind
        if kind.contact and words.tried(self._text, *(cells[1] if len(cells) > 1 else (stop, stop))):
            kind = words.kinds["tried"]
        text = " ".join(self._shown[slice(*cell)] for cell in cells[1:]) or self._shown[start:stop]
        with_ = taking_part(self._text, start, stop, links(self._text, start, stop))
        contact, why = self._counts(kind, stopped=head.end >= stop)
        return _Told(kind.name, head.what, text, with_, contact, why, start)

    def _trim(self, start: int, stop: int) -> tuple[int, int]:
        text = self._text[start:stop]
        return start + len(text) - len(text.lstrip()), stop - (len(text) - len(text.rstrip()))

    def _counts(self, kind: Kind, *, stopped: bool) -> tuple[bool, str]:
        """Tell whether a line of a kind is a contact, and if not, why; among facts it needs no words but its head."""
        if not kind.contact:
            return False, kind.name
        if "facts" in self.sections.flags and not stopped:
            return False, _FACT
        return True, ""

    def _plain(self, line: Line, day: str, begin: int, text: str) -> None:
        """Add a dated line without a head: in a person's file a contact by an unknown channel, or a fact.

        A Japanese one may say at its end what was given.
        """
        contact, why = self._is_person, "" if self._is_person else "no kind of contact"
        if contact and "facts" in self.sections.flags:
            contact, why = False, _FACT
        elif contact and self.page.place.met and "" < day < self.page.place.met:
            contact, why = False, "a fact, before you met"
        kind, what = (handed(text) if contact else None) or ("", "")
        if self._is_person or "[" in self._text[begin : line.end]:
            self._add(line, day, _Told(kind, what, text, (), contact, why, begin))

    def _said(self, line: Line, begin: int, day: str, linked: list[Link]) -> None:
        """Read running text of a journal, sentence by sentence; `linked` are its links."""
        line_start, line_seen = self._text.rfind("\n", 0, begin) + 1, begin
        for start, end in sentences(self._text, begin, line.end, linked):
            inside = [link for link in linked if start <= link.start < end]
            said = read_sentence(self._text, start, end, self.page.words, self.page.place.mentions, inside)
            if said.with_:
                contact = said.kind is None or said.kind.contact
                kind = said.kind.name if said.kind else ""
                at = said.with_[0].start
                line_start = self._text.rfind("\n", line_seen, at) + 1 or line_start
                line_seen = at
                text = self._shown[start:end].strip()
                told = _Told(kind, said.what, text, said.with_, contact, "" if contact else kind, end)
                self._add(Line(line_start, end, "text", 0, at, ""), day, told)
            for link in said.mentions:
                self.found.link("mention", link, why=said.why)

    def _add(self, line: Line, day: str, told: _Told, linked: list[Link] | None = None) -> None:
        """Add an entry with its links; `linked` are those from where it begins, if they are known."""
        kind, what, text, with_, contact, why, begin = told
        number = len(self.found.entries)
        if not day and contact:
            contact, why = False, "no day"
        own = self._is_person
        length, liked = minutes(text), received(text)
        entry = (day, kind, what, text, own, contact, why, length, liked, line.start, line.end)
        self.found.entries.append(_new(Entry, entry))
        add = self.found.links.append
        for link in with_:
            add(_new(LinkTo, ("with", link.target, link.start, link.end, number, -1, "")))
        linked = links(self._text, begin, line.end) if linked is None else linked
        if linked:
            taking = {link.start for link in with_}
            why = (why if not kind and not own else "") or "talked about"
            for start, end, target, _, _ in linked:
                if start not in taking:
                    add(_new(LinkTo, ("mention", target, start, end, number, -1, why)))
