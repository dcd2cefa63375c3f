"""Tables that are kept from one command to the next: which files their rows came from, and how those looked."""

import sqlite3
from collections.abc import Iterable
from typing import Any
from typing import NamedTuple

from prm.model.facts.tables import ROOM

Row = tuple[Any, ...]

_STEP = 1 << 12
"""How much room is left below a new note: daily notes come one behind the other, and must not halve it each time."""


class Full(Exception):
    """There is no room for a note between the numbers of its neighbours."""


class File(NamedTuple):
    """A file whose rows are kept: the number of its note and the digest of its bytes, "" where it could not be read."""

    note: int
    digest: str


def connect(path: str, wait: float) -> sqlite3.Connection:
    """Return a connection to a file with tables; others who write it are waited for, for some seconds."""
    connection = sqlite3.connect(path, timeout=wait, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA cache_spill = OFF")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def meta(connection: sqlite3.Connection, key: str) -> str:
    """Return a remark about the tables, "" for none."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else ""


def note_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a remark about the tables."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def folders(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    """Return how the folders looked."""
    return dict(connection.execute("SELECT path, stats FROM folder"))


def racy(connection: sqlite3.Connection) -> set[bytes]:
    """Return the files that may have been written again right after they were read."""
    return {path for (path,) in connection.execute("SELECT path FROM racy")}


def file(connection: sqlite3.Connection, path: bytes) -> File | None:
    """Return what is kept of a file."""
    found = connection.execute("SELECT note, digest FROM file WHERE path = ?", (path,)).fetchone()
    return File(*found) if found else None


def count(connection: sqlite3.Connection) -> int:
    """Return how many files there are."""
    return int(connection.execute("SELECT count(*) FROM file").fetchone()[0])


def numbered(connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    """Return every file with its number."""
    return connection.execute("SELECT note, path FROM file ORDER BY note").fetchall()


def paths(connection: sqlite3.Connection) -> list[tuple[str, bytes]]:
    """Return the path of every note, as shown and as it is."""
    return connection.execute("SELECT n.path, f.path FROM note n JOIN file f ON f.note = n.id ORDER BY n.id").fetchall()


def paths_of(connection: sqlite3.Connection, shown: list[str]) -> list[tuple[str, bytes]]:
    """Return the paths of some notes, as shown and as they are."""
    question = "SELECT n.path, f.path FROM note n JOIN file f ON f.note = n.id WHERE n.path IN ({}) ORDER BY n.id"
    found: list[tuple[str, bytes]] = []
    for at in range(0, len(shown), 500):
        some = shown[at : at + 500]
        found += connection.execute(question.format(",".join("?" * len(some))), some).fetchall()
    return found


def keep_folders(connection: sqlite3.Connection, changed: Iterable[tuple[bytes, bytes | None]]) -> None:
    """Keep how folders look now; None for one that is gone."""
    for path, stats in changed:
        if stats is None:
            connection.execute("DELETE FROM folder WHERE path = ?", (path,))
        else:
            connection.execute("INSERT OR REPLACE INTO folder VALUES (?,?)", (path, stats))


def keep_files(connection: sqlite3.Connection, files: Iterable[tuple[bytes, int, str]]) -> None:
    """Keep which note came from which file."""
    connection.executemany("INSERT OR REPLACE INTO file VALUES (?,?,?)", files)


def forget_files(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Forget files that are gone, and what was to be said of them."""
    found = [(path,) for path in paths]
    connection.executemany("DELETE FROM file WHERE path = ?", found)
    connection.executemany("DELETE FROM listed WHERE folder = ?", found)


def unlist(connection: sqlite3.Connection, folder: bytes) -> None:
    """Forget what was to be said of a folder or file."""
    connection.execute("DELETE FROM listed WHERE folder = ?", (folder,))


def mark_racy(connection: sqlite3.Connection, paths: set[bytes], clean: set[bytes]) -> None:
    """Keep which files were written too close to their reading, and which were not after all."""
    connection.executemany("DELETE FROM racy WHERE path = ?", [(path,) for path in clean])
    connection.executemany("INSERT OR IGNORE INTO racy VALUES (?)", [(path,) for path in paths])


def number_for(connection: sqlite3.Connection, path: bytes, rows: int) -> int:
    """Return a number for the note of a new file, between those of its neighbours; raises Full."""
    before = connection.execute(
        "SELECT f.note + coalesce(n.span, 1) FROM file f LEFT JOIN note n ON n.id = f.note"
        " WHERE f.path < ? ORDER BY f.path DESC LIMIT 1",
        (path,),
    ).fetchone()
    after = connection.execute("SELECT note FROM file WHERE path > ? ORDER BY path LIMIT 1", (path,)).fetchone()
    low = before[0] if before else 1
    if after is None:
        return int(low) + ROOM
    room = after[0] - rows - low
    if room < 0:
        raise Full
    return int(low) + int(min(room // 2, _STEP))


def check_room(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Raise Full where the rows of a note reach into those of the next."""
    for number in numbers:
        reaches = "SELECT 1 FROM note n WHERE n.id = ? AND n.id + n.span > (SELECT min(id) FROM note WHERE id > n.id)"
        if connection.execute(reaches, (number,)).fetchone():
            raise Full


def keeps_words(connection: sqlite3.Connection) -> bool:
    """Tell whether words may be kept: in a file they are there next time; in memory, only if they were copied there."""
    (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
    return bool(path) or connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'heard'").fetchone() is not None


def copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of tables in memory, as they were before what is not committed."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    found = duplicate(connection)
    connection.close()
    return found


def duplicate(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of tables in memory, as this connection sees them, with what it could not commit."""
    found = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    try:
        connection.backup(found, progress=_never_wait)
    except BlockingIOError:
        found.deserialize(connection.serialize())
    return found


def _never_wait(status: int, _left: int, _all: int) -> None:
    """Stop a copy that cannot go on: while its source holds what is not committed, it would be tried for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise BlockingIOError


def copy_listed(connection: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy what is to be said of files that are not read."""
    into.executemany("INSERT INTO listed VALUES (?,?,?,?,?,?,?,?)", connection.execute("SELECT * FROM listed"))
