"""Lines with a box: to tasks, and where ticked to entries."""

from __future__ import annotations

from prm.model.dating import Dating
from prm.model.entries import read_content
from prm.model.notes import Entry
from prm.model.notes import Task
from prm.model.page import Found
from prm.model.page import Page
from prm.model.sections import Sections
from prm.model.tasks import Written
from prm.model.tasks import read_task
from prm.model.vocabulary import Head
from prm.text.days import day_at
from prm.text.diagnostics import Problem
from prm.text.markdown import Line
from prm.text.markdown import Link


class Boxes:
    """Turns lines with a box into tasks; what it finds goes to `found`."""

    def __init__(self, page: Page, found: Found, days: Dating, sections: Sections) -> None:
        self.page, self.found, self.days, self.sections = page, found, days, sections
        self._is_person = page.place.kind == "person"

    def task(self, line: Line) -> None:
        """Read one line with a box."""
        written = read_task(self.page.text, self.page.shown, line.content, line.end, self.page.place.order)
        if not written.text:
            return
        if written.problem:
            self.found.problems.append(written.problem)
        number = len(self.found.tasks)
        sort = self._sort(line, written)
        others = [link for link in written.links if not link.owner]
        owner = self._owner(line, written, sort, others)
        ticked, own = line.box == "x", self._is_person
        due, last, done_day = written.due, written.due_last, self._done_day(written)
        task = Task(sort, owner, written.text, due, last, ticked, done_day, own, line.start, line.end)
        self.found.tasks.append(task)
        for link in written.owners:
            self.found.link("owner", link, task=number)
        if ticked:
            self._ticked(line, written, number, done_day)
            return
        owners = {link.start for link in written.owners}
        for link in others:
            if link.start not in owners:
                self.found.link("mention", link, task=number, why="a task that is not ticked")

    def _sort(self, line: Line, written: Written) -> str:
        if line.box == "-":
            return "dropped"
        if "research" in self.sections.flags:
            return "research"
        promise = written.owner or written.due or "promises" in self.sections.flags
        return "promise" if promise else "thread"

    def _owner(self, line: Line, written: Written, sort: str, others: list[Link]) -> str:
        owner = written.owner or "me"
        known = self._is_person or len(others) == 1 or (self.page.place.kind == "meeting" and not others)
        if owner != "them" or sort != "promise" or known:
            return owner
        message = "whose promise is it? write @[[Name]] instead of @them"
        self.found.problems.append(Problem("owner-unclear", line.content, line.end, message))
        return "unclear"

    def _done_day(self, written: Written) -> str:
        day = day_at(written.done, 0, self.page.place.order) if written.done else None
        if day is not None and day.date:
            return day.date.isoformat()
        return self.days.day if not written.done else ""

    def _ticked(self, line: Line, written: Written, number: int, day: str) -> None:
        """Add a ticked task as an entry on its done date; it is a contact only if it begins with a kind of contact."""
        head = self._head(line, written)
        contact = head is not None and head.kind.contact and head.kind is not self.page.words.kinds["tried"]
        why = "" if contact else "a ticked task that does not begin with a kind of contact"
        owners = {link.start for link in written.owners}
        links = [link for link in written.links if contact or link.start not in owners]
        if not day:
            contact, why = False, "a ticked task without a day"
        entry = len(self.found.entries)
        kind, what = (head.kind.name, head.what) if head else ("", "")
        self.found.entries.append(
            Entry(day, kind, what, written.text, self._is_person, contact, why, 0, "", line.start, line.end)
        )
        for link in links:
            self.found.link("with", link, entry=entry, task=number)

    def _head(self, line: Line, written: Written) -> Head | None:
        """Return what a ticked task begins with; a contact that was only tried is none."""
        page, words = self.page, self.page.words
        head = words.head(page.text, written.begin, line.end, page.place.where)
        if head is None or not head.kind.contact:
            return head
        tried = words.kinds["tried"]
        kind = read_content(page.text, written.begin, line.end, words).kind
        return head._replace(kind=tried) if kind is tried else head
