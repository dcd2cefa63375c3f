"""What one file means: a note, its names and values, entries, tasks and links. All frozen."""

from typing import NamedTuple

from prm.text.diagnostics import Problem
from prm.text.source import Span

NOT_WRITTEN = "nothing is written in it yet"
NOT_HELD = "the meeting is "
"""Why a meeting is no contact begins so where its status says that it is planned, tentative or cancelled."""
"""Why a meeting with a note that waits for its words is no contact."""


class Value(NamedTuple):
    """One item of a front matter field, or of a section that counts as one.

    `text` is as written; `value` what the field's type makes of it (an ISO partial date, days) or "". `extra` holds
    what only a few fields have: price and url of an offering, the reason of a snooze. `start`, `end` are code points.
    """

    key: str
    label: str
    text: str
    value: str
    since: str
    until: str
    extra: str
    start: int
    end: int


class LinkTo(NamedTuple):
    """A link, or a name that reads like one, and the part it plays.

    `role`: with (took part), seen (in a crowd), mention, owner, folder, or the front matter key it stands under.
    `why` says why a mention is no contact. `entry` and `task` are positions in the note's own tuples, -1 for none.
    """

    role: str
    target: str
    start: int
    end: int
    entry: int
    task: int
    why: str


class Entry(NamedTuple):
    """One dated line of history.

    `day` is ISO, or `--11-16` where only today can tell the year (an inbox), or "" in a note without a day. `own` says
    that the person whose file it is took part; `contact` that it counts; `why`, if it does not, the reason. `minutes`
    is 0 where no duration is given; `received` is how a gift was liked.
    """

    day: str
    kind: str
    what: str
    text: str
    own: bool
    contact: bool
    why: str
    minutes: int
    received: str
    start: int
    end: int


class Task(NamedTuple):
    """A task: a promise, an open thread, or neither.

    `sort`: promise, thread, research or dropped. `owner`: me, them (the person, or the attendees), link (its `owner`
    links) or unclear. `due` is as written, `due_last` the last day it can mean, `done_day` an ISO day or "".
    """

    sort: str
    owner: str
    text: str
    due: str
    due_last: str
    done: bool
    done_day: str
    own: bool
    start: int
    end: int


class Note(NamedTuple):
    """One file: `kind` is person, org, intro, meeting, dated, note, generated or none (a template, an index).

    `day` is the note's own day, ISO or "". `private` are the stretches that never leave; `hidden` says the whole file
    is private. `about` is the first paragraph of a person's page.
    """

    path: str
    kind: str
    name: str
    reading: str
    day: str
    about: str
    hidden: bool
    names: tuple[tuple[str, str], ...]
    values: tuple[Value, ...]
    entries: tuple[Entry, ...]
    tasks: tuple[Task, ...]
    links: tuple[LinkTo, ...]
    problems: tuple[Problem, ...]
    private: tuple[Span, ...]
