"""The tables of what leaves: those of the index without anything private, kept beside it and brought in step with it.

A note that says nothing private and names nobody private is the same when it is redacted, so its rows are taken from
the index; the others are read and redacted anew. Who is private decides what is redacted: with others, all is new.
"""

from __future__ import annotations

import os
import sqlite3
from binascii import crc32
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

from prm.disk.folder import read_file
from prm.disk.indexing import Vaulted
from prm.disk.indexing import discard
from prm.model.facts import filling
from prm.model.facts import kept
from prm.model.facts import leaving
from prm.model.reader import Reader
from prm.model.redact import Redaction
from prm.text.source import Source

WAIT = 2.0
"""How many seconds to wait for another process that brings the tables in step."""
_ENDING = ".shared"
_ABANDONED = 3600 * 10**9


def tables(folder: str, index: sqlite3.Connection, of: Vaulted, wait: float = WAIT) -> sqlite3.Connection | None:
    """Return tables without anything private, in a transaction; None where all is to be read for them.

    `folder` is where the index lies, whose tables are in step with the files. `wait` is 0 where this process has such
    tables open already.
    """
    path = os.path.join(folder, f"{crc32(of.key.encode()):08x}{_ENDING}")
    try:
        return _opened(path, index, of, wait) or _made(path, index, of, wait)
    except (OSError, sqlite3.Error, kept.Full):
        return None


def _opened(path: str, index: sqlite3.Connection, of: Vaulted, wait: float) -> sqlite3.Connection | None:
    """Return the tables that are kept, brought in step; None where they are of no use."""
    if not os.path.exists(path):
        return None
    connection = kept.connect(path, wait)
    try:
        if _in_step(connection, index, of):
            return connection
    except (sqlite3.Error, kept.Full):
        pass
    connection.close()
    return None


def _in_step(connection: sqlite3.Connection, index: sqlite3.Connection, of: Vaulted) -> bool:
    connection.execute("BEGIN")
    if kept.meta(connection, "key") != of.key:
        return False
    if leaving.files(connection) == leaving.files(index) and leaving.same_listed(connection, index):
        return True
    redaction = _redaction(index, of)
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    before, now = _by_path(connection), _by_path(index)
    moved = any(path in now and now[path][0] != number for path, (number, _) in before.items())
    if moved or kept.meta(connection, "redaction") != _mark(redaction):
        return False
    changed = {path for path, found in now.items() if before.get(path) != found or not found[1]}
    gone = before.keys() - now.keys()
    old = [before[path][0] for path in (*gone, *changed) if path in before]
    kept.forget_files(connection, gone)
    _replace(connection, of, redaction, old, {path: now[path][0] for path in changed})
    _finish(connection, index, of, redaction)
    with suppress(sqlite3.OperationalError):  # whoever still reads keeps us from it: others will do it again
        connection.execute("COMMIT")
        connection.execute("BEGIN")
    return True


def _made(path: str, index: sqlite3.Connection, of: Vaulted, wait: float) -> sqlite3.Connection | None:
    """Make the tables anew; they are there only once they are whole."""
    redaction = _redaction(index, of)
    unfinished = f"{path}.{os.getpid()}"
    with suppress(FileNotFoundError):
        os.unlink(unfinished)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        connection = leaving.duplicate(index, unfinished)
        try:
            touched = _touched(index, of, redaction)
            _replace(connection, of, redaction, list(touched.values()), touched)
            _finish(connection, index, of, redaction)
            connection.execute("COMMIT")
        finally:
            connection.close()
        _discard_others(path, of.now())
        os.rename(unfinished, path)
    finally:
        discard(unfinished)
    return _opened(path, index, of, wait)


def reads(
    connection: sqlite3.Connection, private: set[int], of: Vaulted
) -> Callable[[Iterable[str]], Iterator[Source]]:
    """Return what reads the files of these tables, by the paths of their notes, without what is private.

    `private` are the notes that say by themselves what must not leave. A file that changed since is left out, and all
    are where somebody else is private by now.
    """

    def read(paths: Iterable[str]) -> Iterator[Source]:
        wanted = set(paths)
        reader = Reader(of.config)
        found = (read_file(of.root, os.fsdecode(path))[0] for path in leaving.left_out(connection))
        redaction = Redaction(note for source in found if source and (note := reader.read(source)).hidden)
        if kept.meta(connection, "redaction") != _mark(redaction):
            return
        rows = [row for row in leaving.noted(connection) if row[0] in wanted]
        for at, (shown, path, number, digest) in enumerate(rows, 1):
            if of.progress and (at % 100 == 0 or at == len(rows)):
                of.progress(at, len(rows))
            source = read_file(of.root, os.fsdecode(path))[0]
            if source is None or source.digest != digest:
                continue
            told: Source | None = source
            if number in private or redaction.concerns(source):
                told = redaction.of(source, reader.read(source))
            if told is not None and told.path == shown:
                yield told

    return read


def _discard_others(path: str, now: int) -> None:
    """Remove tables made for something else, and those that were never finished."""
    folder = os.path.dirname(path)
    for name in os.listdir(folder):
        other = os.path.join(folder, name)
        if name.endswith(_ENDING) or (f"{_ENDING}." in name and os.stat(other).st_mtime_ns < now - _ABANDONED):
            discard(other)


def _redaction(index: sqlite3.Connection, of: Vaulted) -> Redaction:
    """Return what is to be left out because of the files that are private as a whole."""
    reader = Reader(of.config)
    sources = [read_file(of.root, os.fsdecode(path))[0] for path in leaving.hidden(index)]
    return Redaction(reader.read(source) for source in sources if source is not None)


def _mark(redaction: Redaction) -> str:
    return sha256(str(redaction).encode("utf-8", "surrogatepass")).hexdigest()


def _touched(index: sqlite3.Connection, of: Vaulted, redaction: Redaction) -> dict[bytes, int]:
    """Return the files that can differ when they are redacted, with the numbers of their notes."""
    private = leaving.private(index)
    found: dict[bytes, int] = {}
    for path, (number, digest) in _by_path(index).items():
        if number in private or not digest:
            found[path] = number
        elif not redaction.is_idle:
            source, _ = read_file(of.root, os.fsdecode(path))
            if source is None or source.digest != digest or redaction.concerns(source):
                found[path] = number
    return found


def _replace(
    connection: sqlite3.Connection, of: Vaulted, redaction: Redaction, old: list[int], new: dict[bytes, int]
) -> None:
    """Take notes out, and put others in as they are when redacted; raises kept.Full where one finds no room."""
    reader, rows = Reader(of.config), filling.no_rows()
    for path, number in sorted(new.items(), key=lambda each: each[1]):
        source, lost = read_file(of.root, os.fsdecode(path))
        kept.keep_files(connection, [(path, number, source.digest if source and not lost else "")])
        if source is None:
            continue
        note = reader.read(source)
        shown = redaction.of(source, note)
        if shown is not None:
            filling.collect(rows, number, shown, note if shown is source else reader.read(shown))
    filling.replace(connection, old, rows)
    kept.check_room(connection, [row[0] for row in rows.note])


def _finish(connection: sqlite3.Connection, index: sqlite3.Connection, of: Vaulted, redaction: Redaction) -> None:
    leaving.copy_listed(index, connection)
    leaving.forget_targets(connection)
    generation = int(kept.meta(connection, "generation") or 0) + 1
    for key, value in (("key", of.key), ("redaction", _mark(redaction)), ("generation", str(generation))):
        kept.note_meta(connection, key, value)


def _by_path(connection: sqlite3.Connection) -> dict[bytes, tuple[int, str]]:
    """Return the number of the note and the digest of every file."""
    return {path: (note, digest) for note, path, digest in leaving.files(connection)}
