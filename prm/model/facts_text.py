"""The table of what is said, word by word, and the SQL that searches it; given an open connection, pure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator
from typing import NamedTuple

from prm.model.words import terms

_SCHEMA = """
CREATE TABLE IF NOT EXISTS heard (note INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS said (
    id INTEGER PRIMARY KEY, note INTEGER, field TEXT, line INTEGER, last INTEGER, title TEXT, text TEXT,
    since TEXT, until TEXT);
CREATE INDEX IF NOT EXISTS said_note ON said (note);
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (terms, content='', detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS word_known USING fts5vocab (word, row);
"""
# The tokenizer `ascii` takes every sign that is not ASCII for a letter, so that terms stay what model/words.py made
# them, whichever version of SQLite reads them. Nothing asks for the order of terms: what is found is read again.


class Said(NamedTuple):
    """One thing a note says: under which field (`line` for its own words, `title` for a heading), where, and what."""

    note: int
    field: str
    line: int
    last: int
    title: str
    text: str
    since: str = ""
    until: str = ""


def prepare(connection: sqlite3.Connection) -> bool:
    """Make the tables of the text, if they are not there; False where SQLite cannot, as without FTS5."""
    try:
        for statement in _SCHEMA.strip().split(";\n"):
            connection.execute(statement)
    except sqlite3.Error:
        return False
    return True


def is_kept(connection: sqlite3.Connection) -> bool:
    """Tell whether the tables of the text are there."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'heard'").fetchone() is not None


def notes(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return every note: number, path and kind."""
    return connection.execute("SELECT id, path, kind FROM note ORDER BY id").fetchall()


def unheard(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return the notes whose text is not in the tables: number, path and kind."""
    missing = "SELECT id, path, kind FROM note WHERE id NOT IN (SELECT note FROM heard) ORDER BY id"
    return connection.execute(missing).fetchall()


def forget_gone(connection: sqlite3.Connection) -> None:
    """Take out the text of notes that are no longer there."""
    gone = connection.execute("SELECT note FROM heard WHERE note NOT IN (SELECT id FROM note)").fetchall()
    forget(connection, [note for (note,) in gone])


def forget(connection: sqlite3.Connection, notes: Iterable[int]) -> None:
    """Take out the text of some notes."""
    for note in notes:
        rows = connection.execute("SELECT id, text FROM said WHERE note = ?", (note,)).fetchall()
        connection.executemany(
            "INSERT INTO word (word, rowid, terms) VALUES ('delete', ?, ?)",
            [(number, terms(text)) for number, text in rows],
        )
        connection.execute("DELETE FROM said WHERE note = ?", (note,))
        connection.execute("DELETE FROM heard WHERE note = ?", (note,))


def hear(connection: sqlite3.Connection, note: int, said: Iterable[Said]) -> None:
    """Add the text of one note."""
    insert = "INSERT INTO said (note, field, line, last, title, text, since, until) VALUES (?,?,?,?,?,?,?,?)"
    for row in said:
        number = connection.execute(insert, row).lastrowid
        connection.execute("INSERT INTO word (rowid, terms) VALUES (?, ?)", (number, terms(row.text)))
    connection.execute("INSERT OR REPLACE INTO heard VALUES (?)", (note,))


def holding(connection: sqlite3.Connection, query: str) -> Iterator[Said]:
    """Yield what may hold the terms of a query of FTS5: all that does, and perhaps more."""
    found = connection.execute(
        "SELECT s.note, s.field, s.line, s.last, s.title, s.text, s.since, s.until"
        " FROM word w JOIN said s ON s.id = w.rowid WHERE word MATCH ?",
        (query,),
    )
    return (Said(*row) for row in found)


def known_words(connection: sqlite3.Connection) -> list[str]:
    """Return every term of the text."""
    return [term for (term,) in connection.execute("SELECT term FROM word_known")]


def fields(connection: sqlite3.Connection) -> dict[int, list[Said]]:
    """Return what the fields of every note say, the label of a value as its title."""
    found: dict[int, list[Said]] = {}
    values = "SELECT note, key, line, end_line, label, text, since, until FROM value ORDER BY id"
    for row in connection.execute(values):
        found.setdefault(row[0], []).append(Said(*row))
    return found


def listed_entries(connection: sqlite3.Connection) -> dict[int, list[Said]]:
    """Return the entries of people's own files, as lines: some stand in front matter, which is no part of a body."""
    found: dict[int, list[Said]] = {}
    for note, line, text in connection.execute(
        "SELECT e.note, e.line, e.text FROM entry e JOIN note n ON n.id = e.note"
        " WHERE n.kind = 'person' AND e.own ORDER BY e.id"
    ):
        found.setdefault(note, []).append(Said(note, "line", line, line, "", text))
    return found
