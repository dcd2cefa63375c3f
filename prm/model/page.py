"""A file while it is read: what is known of it beforehand, and what reading it collects."""

from typing import NamedTuple

from prm.model.entries import Heads
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.notes import Task
from prm.model.notes import Value
from prm.model.vocabulary import Vocabulary
from prm.text.diagnostics import Problem
from prm.text.markdown import Link
from prm.text.markdown import links
from prm.text.nodes import FrontMatter
from prm.text.source import Span


class Known(NamedTuple):
    """What a note is before its body is read; `subject` is the word it names its kind with, a meeting's or a day's.

    `fields` are the names of the fields that the keys of its front matter mean, pair by pair.
    """

    path: str
    front: FrontMatter
    fields: tuple[str, ...]
    kind: str
    day: str
    subject: str


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


class Page(NamedTuple):
    """What every step of the walk reads; `shown` is `text` before anything was blanked, offset for offset."""

    shown: str
    text: str
    place: Place
    words: Vocabulary
    heads: Heads


class Found(NamedTuple):
    """What reading collects, each in the order found."""

    entries: list[Entry]
    tasks: list[Task]
    links: list[LinkTo]
    values: list[Value]
    problems: list[Problem]
    private: list[Span]

    def link(self, role: str, link: Link, *, entry: int = -1, task: int = -1, why: str = "") -> None:
        """Add a link that stands in the body."""
        self.links.append(LinkTo(role, link.target, link.start, link.end, entry, task, why))

    def mentions(self, text: str, start: int, end: int, why: str, entry: int = -1) -> None:
        """Add every link of a stretch as a mention, with why it is no more."""
        if "[" in text[start:end]:
            for link in links(text, start, end):
                self.links.append(LinkTo("mention", link.target, link.start, link.end, entry, -1, why))
