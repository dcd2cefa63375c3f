"""What was asked of tables that stay open, remembered until a column that it was read from changes."""

from __future__ import annotations

import sqlite3
from typing import Any

from prm.model.facts.kept import connect
from prm.model.facts.questions import QUERIES
from prm.model.facts.questions import ask
from prm.model.facts.questions import damage
from prm.model.facts.tables import OWNED

Row = tuple[Any, ...]
Column = tuple[str, str]
Question = tuple[str, tuple[object, ...]]
"""A question by its name, with what it is asked about."""
Noted = dict[str, dict[int, Row]]
"""The rows of some notes: by table, and by their numbers."""

_FOLLOWED = ("note", *OWNED, "target")
"""The tables of whose changes we are told; what is read from another one is asked each time."""


class Memory:
    """Answers of one connection, which stays open from one snapshot to the next.

    They hold while nobody else writes (SQLite counts that) and `changed` is told of all that is written here. What a
    question reads is what SQLite says that it reads.
    """

    def __init__(self) -> None:
        self.connection: sqlite3.Connection | None = None
        self.recent: tuple[str, dict[int, Row]] | None = None
        self._place: tuple[str, int] = ("", 0)
        self._version = 0
        self._answers: dict[Question, list[Row]] = {}
        self._asked: set[Question] = set()
        self._reads: dict[str, frozenset[Column]] = {}

    def opened(self, path: str, inode: int, wait: float) -> sqlite3.Connection:
        """Return the connection to the file that lies at a path: the one that is open, if it is to that very file."""
        if self.connection is not None and (path, inode) == self._place and not self.connection.in_transaction:
            self.connection.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
            return self.connection
        self.drop()
        self.connection, self._place = connect(path, wait), (path, inode)
        return self.connection

    def look(self) -> None:
        """Forget the answers if somebody else has written since the last look; first of all in a transaction."""
        if self.connection is not None:
            (version,) = self.connection.execute("PRAGMA data_version").fetchone()
            if version != self._version:
                self._version, self.recent, self._answers = version, None, {}

    def drop(self) -> None:
        """Forget everything; the connection is left to whoever asks it still."""
        self.connection, self.recent, self._version, self._answers = None, None, 0, {}

    def ask(self, question: str, *arguments: object, **named: object) -> list[Row]:
        """Return the rows of a question; raises Damaged."""
        assert self.connection
        key = (question, arguments or tuple(sorted(named.items())))
        self._asked.add(key)
        if key not in self._answers:
            found = ask(self.connection, question, *arguments, **named)
            if any(table not in _FOLLOWED for table, _ in self._columns(question, named or arguments)):
                return found
            self._answers[key] = found
        return list(self._answers[key])

    def _columns(self, question: str, arguments: Any) -> frozenset[Column]:
        """Return what a question reads; raises Damaged."""
        if question not in self._reads:
            assert self.connection
            try:
                self._reads[question] = columns_of(self.connection, QUERIES[question], arguments)
            except sqlite3.DatabaseError as error:
                raise damage(self.connection, error) from None
        return self._reads[question]

    def rows_of(self, notes: list[int]) -> Noted:
        """Return all rows of some notes."""
        assert self.connection
        return {table: _rows(self.connection, table, notes) for table in ("note", *OWNED)}

    def changed(self, was: Noted, notes: list[int], *, targets: bool) -> None:
        """Forget what was read from columns that differ from what `was`, now that the rows of `notes` are there.

        `targets` says that what links find may be otherwise too. What nobody asked since the last change is forgotten
        as well: the people whose notes were saved once are many in a day.
        """
        assert self.connection
        changed = differing(self.connection, was, self.rows_of(notes)) | ({("target", "*")} if targets else set())
        tables = {table for table, column in changed if column == "*"}
        for key in list(self._answers):
            read = self._reads[key[0]]
            if key not in self._asked or not read.isdisjoint(changed) or any(table in tables for table, _ in read):
                del self._answers[key]
        self._asked.clear()


def columns_of(connection: sqlite3.Connection, sql: str, arguments: Any = ()) -> frozenset[Column]:
    """Return the columns that a statement reads, as SQLite itself finds out when it prepares it; none of views."""
    found: set[Column] = set()

    def note(action: int, table: str | None, column: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            found.add((table or "", column or ""))
        return sqlite3.SQLITE_OK

    views = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    connection.set_authorizer(note)
    try:
        connection.execute(f"EXPLAIN {sql}", arguments).close()
    finally:
        connection.set_authorizer(None)
    return frozenset((table, column) for table, column in found if table not in views)


def _rows(connection: sqlite3.Connection, table: str, notes: list[int]) -> dict[int, Row]:
    span = "id < :note + (SELECT span FROM note WHERE id = :note)"
    question = f"SELECT * FROM {table} WHERE id " + ("= :note" if table == "note" else f">= :note AND {span}")
    return {row[0]: row for note in notes for row in connection.execute(question, {"note": note})}


def differing(connection: sqlite3.Connection, was: Noted, now: Noted) -> set[Column]:
    """Return the columns in which rows differ; "*" where there are others."""
    found: set[Column] = set()
    for table, rows in was.items():
        if rows.keys() != now[table].keys():
            found.add((table, "*"))
        elif rows != now[table]:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            pairs = [(row, now[table][number]) for number, row in rows.items()]
            found.update(
                (table, name) for at, name in enumerate(names) if any(one[at] != two[at] for one, two in pairs)
            )
    return found
