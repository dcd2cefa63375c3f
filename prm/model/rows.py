"""The rows that a vault answers with: notes, values, contacts, mentions, tasks, links, entries."""

from typing import NamedTuple


class NoteRow(NamedTuple):
    """One note: its kind, names and the single-valued fields that many questions need; dates are ISO, "" for none.

    People are sorted by `sort`, their reading or name folded.
    """

    id: int
    path: str
    slug: str
    kind: str
    name: str
    reading: str
    day: str
    hidden: int
    status: str
    circle: str
    cadence: str
    snooze: str
    snooze_why: str
    birthday: str
    met_day: str
    sort: str


class ValueRow(NamedTuple):
    """One item of a field, with its place."""

    note: int
    key: str
    label: str
    text: str
    value: str
    since: str
    until: str
    extra: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class Contact(NamedTuple):
    """One person's part in one entry: `counts` says it is a contact, else `why` not; `role` is with, seen or folder."""

    person: int
    entry: int
    day: str
    counts: bool
    role: str
    own: bool
    kind: str
    what: str
    text: str
    why: str
    minutes: int
    received: str
    path: str
    line: int

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class Took(NamedTuple):
    """One person's part in one entry that somebody asked for by its day or its words."""

    person: int
    entry: int
    day: str
    kind: str
    what: str
    text: str
    path: str
    line: int

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class Last(NamedTuple):
    """The line that says when the last contact was; `kind` may be `stated`."""

    day: str
    kind: str
    path: str
    line: int

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class Recent(NamedTuple):
    """The columns of what is counted of one person's contacts."""

    person: int = 0
    contacts: int = 1
    day: int = 2
    kind: int = 3
    path: int = 4
    line: int = 5
    exchange_day: int = 6
    exchange_kind: int = 7
    exchange_path: int = 8
    exchange_line: int = 9
    first_day: int = 10
    first_kind: int = 11
    first_path: int = 12
    first_line: int = 13
    days: int = 14
    gap: int = 15
    drift: int = 16
    asleep: int = 17
    unanswered: int = 18
    months: int = 19


RECENT = Recent()
"""Where each column stands in a row: rows stay plain, for there are as many as people."""


class Mention(NamedTuple):
    """A line that names a person without being a contact, and why it is none."""

    person: int
    why: str
    text: str
    day: str
    path: str
    line: int
    task: bool

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class TaskRow(NamedTuple):
    """A task: `owners` are notes, 0 standing for me; `people` are those it concerns, without me."""

    id: int
    note: int
    sort: str
    owner: str
    text: str
    due: str
    due_last: str
    done: bool
    done_day: str
    path: str
    line: int
    owners: tuple[int, ...]
    people: tuple[int, ...]
    column: int

    @property
    def at(self) -> str:
        """The line it stands in."""
        return f"{self.path}:{self.line}"


class LinkRow(NamedTuple):
    """A link with what it finds: `found` is a note where `hits` is 1."""

    note: int
    role: str
    target: str
    key: str
    why: str
    path: str
    note_kind: str
    line: int
    column: int
    end_line: int
    end_column: int
    found: int | None
    hits: int
    entry: int | None


class EntryRow(NamedTuple):
    """One entry as written, whoever took part."""

    id: int
    note: int
    day: str
    kind: str
    what: str
    text: str
    own: int
    contact: int
    why: str
    path: str
    line: int
    note_kind: str
    column: int
