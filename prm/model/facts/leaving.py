"""Tables that hold nothing private: which rows of an index they take over, and which must be read anew for them."""

from __future__ import annotations

import sqlite3

from prm.model.facts import kept


def duplicate(index: sqlite3.Connection, path: str) -> sqlite3.Connection:
    """Return a copy of tables in a new file, without the words that a search keeps, in a transaction."""
    with open(path, "wb") as file:  # a backup would wait for ever where this connection itself could not commit yet
        file.write(index.serialize())
    found = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    found.execute("PRAGMA journal_mode = OFF")
    found.execute("PRAGMA synchronous = OFF")
    found.execute("PRAGMA secure_delete = ON")
    found.execute("BEGIN")
    for table in ("word_known", "word", "told_known", "told", "said", "heard"):
        found.execute(f"DROP TABLE IF EXISTS {table}")
    return found


def hidden(index: sqlite3.Connection) -> list[bytes]:
    """Return the files that are private as a whole."""
    rows = index.execute("SELECT f.path FROM note n JOIN file f ON f.note = n.id WHERE n.hidden ORDER BY n.id")
    return [path for (path,) in rows]


def left_out(connection: sqlite3.Connection) -> list[bytes]:
    """Return the files of which nothing is left."""
    rows = connection.execute("SELECT path FROM file WHERE note NOT IN (SELECT id FROM note) ORDER BY note")
    return [path for (path,) in rows]


def noted(connection: sqlite3.Connection) -> list[tuple[str, bytes, int, str]]:
    """Return the notes that are left: the path that is shown, that of the file, the number, the digest of the file."""
    question = "SELECT n.path, f.path, n.id, f.digest FROM note n JOIN file f ON f.note = n.id ORDER BY n.id"
    return connection.execute(question).fetchall()


def keeps_apart(connection: sqlite3.Connection) -> bool:
    """Tell whether every note has a path of its own: without private names two may have the same."""
    (apart,) = connection.execute("SELECT count(*) = count(DISTINCT path) FROM note").fetchone()
    return bool(apart)


def private(index: sqlite3.Connection) -> set[int]:
    """Return the notes that say by themselves what must not leave."""
    return {note for (note,) in index.execute("SELECT id FROM private")}


def files(connection: sqlite3.Connection) -> list[tuple[int, bytes, str]]:
    """Return every file: the number of its note, its path, the digest of its bytes."""
    return connection.execute("SELECT note, path, digest FROM file ORDER BY note").fetchall()


def same_listed(one: sqlite3.Connection, two: sqlite3.Connection) -> bool:
    """Tell whether two tables say the same of files that are not read."""
    rows = [connection.execute("SELECT * FROM listed ORDER BY 1, 2, 3, 8").fetchall() for connection in (one, two)]
    return rows[0] == rows[1]


def copy_listed(index: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Take over what is to be said of files that are not read."""
    into.execute("DELETE FROM listed")
    kept.copy_listed(index, into)


def forget_targets(connection: sqlite3.Connection) -> None:
    """Forget the targets that no link has any more: they may name somebody private."""
    connection.execute("DELETE FROM target WHERE NOT EXISTS (SELECT 1 FROM link WHERE key = target.id)")
