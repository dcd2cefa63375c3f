"""The table of what is said, word by word, and the SQL that searches it; given an open connection, pure."""

import sqlite3
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any
from typing import NamedTuple

from prm.model.facts.questions import damage
from prm.model.words import terms

_SCHEMA = """
CREATE TABLE IF NOT EXISTS heard (note INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS said (
    id INTEGER PRIMARY KEY, note INTEGER, field TEXT, line INTEGER, last INTEGER, title TEXT, text TEXT,
    since TEXT, until TEXT);
CREATE INDEX IF NOT EXISTS said_note ON said (note);
CREATE VIRTUAL TABLE IF NOT EXISTS told USING fts5 (terms, content='', detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS told_known USING fts5vocab (told, row);
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (terms, content='', detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS word_known USING fts5vocab (word, row);
"""
_OF_NOTE = "id >= :note AND id < :note + (SELECT span FROM note WHERE id = :note)"
_FIELDS = f"SELECT note, key, line, end_line, label, text, since, until FROM value WHERE {_OF_NOTE} ORDER BY id"
_ENTRIES = f"SELECT line, text FROM entry WHERE {_OF_NOTE} AND own ORDER BY id"
_AT_ONCE = 200
_DAMAGED = (11, 24, 26)  # SQLITE_CORRUPT, FORMAT, NOTADB
_OF_LINES = ("line", "title")
# Lines and headings have their words in `word`, fields theirs in `told`: lines are many, and some ask for fields alone.
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


class Stated(NamedTuple):
    """What fields say in the same words, and where: the notes and lines."""

    field: str
    title: str
    text: str
    until: str
    places: list[tuple[int, int]]


Note = tuple[int, str, str]
"""A note: its number, its path, its kind."""
Told = tuple[int, list[Said], str | None]
"""What a note says: its number, its text, and the digest of the file that was read for it, None for none."""


def is_there(connection: sqlite3.Connection) -> bool:
    """Tell whether the tables of the text are there."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'word_known'").fetchone() is not None


def bring_up(connection: sqlite3.Connection, listen: Callable[[list[Note]], Iterator[Told]]) -> bool:
    """Add the text of the notes that are not in the tables; False where that cannot be. Raises Damaged.

    The tables stay as they were where another process writes, nothing can be written, or SQLite has no FTS5.
    """
    try:
        if is_there(connection) and not _unheard(connection) and _is_equal(connection):
            return True
        connection.execute("SAVEPOINT words")
        for statement in _SCHEMA.strip().split(";\n"):
            connection.execute(statement)
        missing, gone = _unheard(connection), _gone(connection)
        forget(connection, [*gone, *(note for note, _, _ in missing)])
        _hear(connection, listen(missing))
        connection.execute("RELEASE words")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK TO words")
            connection.execute("RELEASE words")
        if getattr(error, "sqlite_errorcode", 1) & 0xFF in _DAMAGED:
            raise damage(connection, error) from None
        return False
    return True


def notes(connection: sqlite3.Connection) -> list[Note]:
    """Return every note."""
    return connection.execute("SELECT id, path, kind FROM note ORDER BY id").fetchall()


def _unheard(connection: sqlite3.Connection) -> list[Note]:
    missing = "SELECT id, path, kind FROM note WHERE id NOT IN (SELECT note FROM heard) ORDER BY id"
    return connection.execute(missing).fetchall()


def _is_equal(connection: sqlite3.Connection) -> bool:
    """Tell whether there are as many notes heard as notes, which is soon counted."""
    counts = "SELECT (SELECT count(*) FROM note) = (SELECT count(*) FROM heard)"
    return bool(connection.execute(counts).fetchone()[0])


def _gone(connection: sqlite3.Connection) -> list[int]:
    gone = connection.execute("SELECT note FROM heard WHERE note NOT IN (SELECT id FROM note)").fetchall()
    return [note for (note,) in gone]


def forget(connection: sqlite3.Connection, notes: Iterable[int]) -> None:
    """Take out the text of some notes."""
    for note in notes:
        rows = connection.execute("SELECT id, field, text FROM said WHERE note = ?", (note,)).fetchall()
        for table, some in _by_table(rows):
            connection.executemany(f"INSERT INTO {table} ({table}, rowid, terms) VALUES ('delete', ?, ?)", some)
        if rows:
            connection.execute("DELETE FROM said WHERE note = ?", (note,))
        connection.execute("DELETE FROM heard WHERE note = ?", (note,))


def _hear(connection: sqlite3.Connection, told: Iterator[Told]) -> None:
    """Add what notes say, many at once.

    A file that changed since its rows were made, as its digest tells, does not count as heard: it is heard again.
    """
    digests: dict[int, str] = dict(connection.execute("SELECT note, digest FROM file"))
    (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM said").fetchone()
    while some := list(islice(told, _AT_ONCE)):
        rows = [(number + at, *row) for at, row in enumerate((row for _, said, _ in some for row in said), 1)]
        _add(connection, rows)
        heard = [(note,) for note, _, digest in some if digest is None or digests.get(note, digest) == digest]
        connection.executemany("INSERT INTO heard VALUES (?)", heard)
        number += len(rows)


def _add(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    connection.executemany("INSERT INTO said VALUES (?,?,?,?,?,?,?,?,?)", rows)
    for table, some in _by_table((row[0], row[2], row[6]) for row in rows):
        connection.executemany(f"INSERT INTO {table} (rowid, terms) VALUES (?,?)", some)


def _by_table(rows: Iterable[tuple[int, str, str]]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield the tables of words with what they hold of some rows: number, field and text."""
    found: dict[str, list[tuple[int, str]]] = {"word": [], "told": []}
    for number, field, text in rows:
        found["word" if field in _OF_LINES else "told"].append((number, terms(text)))
    yield from found.items()


_SAID = "SELECT s.note, s.field, s.line, s.last, s.title, s.text, s.since, s.until"
_LINES = f"{_SAID} FROM word w JOIN said s ON s.id = w.rowid WHERE word MATCH ?"
_TOLD = f"{_SAID} FROM told w JOIN said s ON s.id = w.rowid WHERE told MATCH ?"
_STATED = """
SELECT s.field, s.title, s.text, s.until, s.note, s.line
FROM told w JOIN said s ON s.id = w.rowid WHERE told MATCH ? AND s.field NOT IN ({})"""
_SOME_LINES = "SELECT rowid FROM word WHERE word MATCH ? LIMIT ?"


def holding(connection: sqlite3.Connection, query: str) -> Iterator[Said]:
    """Yield what may hold the terms of a query of FTS5: all that does, and perhaps more."""
    return map(Said._make, _rows(connection, f"{_LINES} UNION ALL {_TOLD}", query, query))


def everything(connection: sqlite3.Connection) -> Iterator[Said]:
    """Yield all that is said."""
    return map(Said._make, _rows(connection, f"{_SAID} FROM said s"))


def fields_holding(connection: sqlite3.Connection, query: str, without: Collection[str] = ()) -> Iterator[Stated]:
    """Yield what fields say that may hold the terms of a query, all fields `without` some, the same words once."""
    question = _STATED.format(", ".join("?" * len(without)))
    found: dict[tuple[str, str, str, str], set[tuple[int, int]]] = {}
    for field, title, text, until, note, line in _rows(connection, question, query, *without):
        found.setdefault((field, title, text, until), set()).add((note, line))
    for said, places in found.items():
        yield Stated(*said, sorted(places))


def lines_holding(connection: sqlite3.Connection, query: str, most: int, quick: str = "") -> list[Said] | None:
    """Return the lines that may hold the terms of a query; None where they are more than `most`.

    `quick` is a query that finds some of the same and is sooner answered, for what stands everywhere.
    """
    if quick and len(_rows(connection, _SOME_LINES, quick, most + 1)) > most:
        return None
    found = _rows(connection, f"{_LINES} LIMIT ?", query, most + 1)
    return None if len(found) > most else list(map(Said._make, found))


def apart(said: Iterable[Said]) -> sqlite3.Connection | None:
    """Return tables of words of their own for a text that is kept in none; None where SQLite has no FTS5."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    try:
        for statement in _SCHEMA.strip().split(";\n"):
            connection.execute(statement)
    except sqlite3.Error:
        return None
    _add(connection, [(number, *row) for number, row in enumerate(said, 1)])
    return connection


def known_words(connection: sqlite3.Connection) -> list[str]:
    """Return every term of the text."""
    known = "SELECT term FROM {} WHERE doc > 0"
    return [term for (term,) in _rows(connection, f"{known.format('word_known')} UNION {known.format('told_known')}")]


def _rows(connection: sqlite3.Connection, question: str, *arguments: object) -> list[tuple[Any, ...]]:
    try:
        return connection.execute(question, arguments).fetchall()
    except sqlite3.DatabaseError as error:
        raise damage(connection, error) from None


def fields(connection: sqlite3.Connection, note: int) -> list[Said]:
    """Return what the fields of a note say, the label of a value as its title."""
    found = connection.execute(_FIELDS, {"note": note})
    return list(map(Said._make, found))


def listed_entries(connection: sqlite3.Connection, person: int) -> list[Said]:
    """Return the entries of a person's own file, as lines: some stand in front matter, which is no part of a body."""
    found = connection.execute(_ENTRIES, {"note": person})
    return [Said(person, "line", line, line, "", text) for line, text in found]
