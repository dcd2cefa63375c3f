"""The index: the tables of a vault kept in the user's cache folder, so that only what changed is read again.

It is a memo. A file's rows are kept for as long as its size, its times and its inode stay as they were and it was not
written around the time it was read (git's rule for “racily clean” files); otherwise its hash decides. What else the
rows depend on, the settings that parsing reads and the parser itself, is the key: another key is another file.
Anything odd, and the index is made anew, or done without.
"""

import os
import sqlite3
import sys
from binascii import crc32
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from prm.disk.files import explain
from prm.disk.folder import findings_in
from prm.disk.folder import notes_in
from prm.disk.folder import read_file
from prm.disk.indexing import Vaulted
from prm.disk.indexing import discard
from prm.disk.indexing import in_memory
from prm.disk.indexing import made
from prm.disk.indexing import mark_lost
from prm.model.facts import kept
from prm.version import VERSION

if TYPE_CHECKING:
    from prm.model.facts.memory import Memory

WAIT = 2.0
"""How many seconds to wait for another process that is writing the index."""
_MANY = 1000
"""Up to how many files tables are changed in any case."""
_DAMAGED = (1, 11, 24, 26)  # SQLITE_ERROR, CORRUPT, FORMAT, NOTADB: the file is no index, or no longer

_FAILS = (10, 13)  # SQLITE_IOERR, FULL: the disk is in the way, and not another command
_REASONS = {5: "another command is writing it", 8: "it cannot be written", 10: "the disk fails", 13: "the disk is full"}


class Odd(Exception):
    """The index cannot be used as it is, and is to be made anew."""


class _Changes(NamedTuple):
    """What differs from the tables.

    `folders` are those that look different, and how now (None: gone); `doubtful` files that do, or were racy, each
    with the time of its last change; `refreshed` those of them whose bytes are the same.
    """

    folders: dict[bytes, bytes | None]
    gone: set[bytes]
    doubtful: dict[bytes, int]
    refreshed: set[bytes]


def tables(
    folder: str, of: Vaulted, tell: Callable[[str], None], wait: float = WAIT, memory: "Memory | None" = None
) -> sqlite3.Connection:
    """Return tables in step with the files, from the index in `folder` if that is any use, else from the files.

    `wait` is 0 where this process reads the index already, for then nobody else will let go of it meanwhile. A
    `memory` keeps the connection, and is of use where it is that of the tables that come back.
    """
    name = f"{crc32(of.key.encode()):08x}-"
    try:
        _prepare(folder)
        names = sorted(each for each in os.listdir(folder) if each.startswith(name) and each.endswith(".db"))
        for path in (os.path.join(folder, each) for each in names[::-1]):
            try:
                return _opened(path, of, wait, memory)
            except Odd as odd:
                discard(path)
                if str(odd):
                    tell(f"the index was of no use ({odd}) and is made anew")
        return _opened(made(folder, f"{name}{of.now():x}-{os.getpid()}.db", of), of, wait, memory)
    except (OSError, sqlite3.Error, Odd) as error:
        if wait:
            tell(f"there is no index ({_why(error)}), and all notes are read instead")
        return in_memory(of)


def _why(error: Exception) -> str:
    return explain(error) if isinstance(error, OSError) else _REASONS.get(_code(error), str(error))


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def parser() -> str:
    """Return what tells one parser from another: its version, and how its files look."""
    found: list[object] = [VERSION, sys.version_info[:3]]
    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for part in ("model", "model/facts", "text"):
        folder = os.path.join(above, part)
        with suppress(OSError):
            for name in sorted(os.listdir(folder)):
                if name.endswith(".py"):
                    looks = os.stat(os.path.join(folder, name))
                    found.append((name, looks.st_size, looks.st_mtime_ns))
    return repr(found)


def _prepare(folder: str) -> None:
    """Make the folder, for nobody else's eyes; raises OSError where it is not ours."""
    try:
        found = os.stat(folder)
    except FileNotFoundError:
        os.makedirs(folder, 0o700, exist_ok=True)
        found = os.stat(folder)
    if hasattr(os, "getuid") and found.st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    if found.st_mode & 0o077:
        os.chmod(folder, 0o700)


def _opened(path: str, of: Vaulted, wait: float, memory: "Memory | None" = None) -> sqlite3.Connection:
    connection = memory.opened(path, os.stat(path).st_ino, wait) if memory else kept.connect(path, wait)
    try:
        return _in_step(connection, of, memory)
    except (sqlite3.Error, kept.Full, Odd) as error:
        connection.close()
        if memory:
            memory.drop()
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 1) & 0xFF not in _DAMAGED:
            raise
        raise Odd(str(error)) from None


def _in_step(connection: sqlite3.Connection, of: Vaulted, memory: "Memory | None" = None) -> sqlite3.Connection:
    """Bring tables in step with the files, and leave them in a read transaction."""
    connection.execute("BEGIN")
    if memory:
        memory.look()
    if kept.meta(connection, "key") != of.key:
        raise Odd("it was made for something else")
    began = of.now()
    changes = _compare(connection, of.root, of.look(), began - of.grain)
    if changes is None:
        return connection
    if _is_nearly_all(connection, changes):
        raise Odd
    generation = kept.meta(connection, "generation")
    connection.execute("COMMIT")
    try:
        connection.execute("BEGIN IMMEDIATE")
        if kept.meta(connection, "generation") != generation:
            connection.execute("ROLLBACK")
            return _in_step(connection, of, memory)
        _apply(connection, of, changes, began - of.grain, memory)
    except sqlite3.OperationalError:
        if memory:
            memory.drop()
        connection = kept.copy(connection)
        _apply(connection, of, changes, began - of.grain)
    kept.note_meta(connection, "generation", str(int(generation) + 1))
    try:
        connection.execute("COMMIT")
        connection.execute("BEGIN")
    except sqlite3.OperationalError:  # whoever still reads keeps us from it: others will read the files again
        if memory:
            memory.drop()
    if memory:
        memory.look()
    return connection


def _is_nearly_all(connection: sqlite3.Connection, changes: _Changes) -> bool:
    """Tell whether so much differs that tables are made anew for less time and memory than it takes to change them."""
    differing = len(changes.doubtful) - len(changes.refreshed) + len(changes.gone)
    return differing > _MANY and differing * 3 > kept.count(connection) * 2


def _compare(connection: sqlite3.Connection, root: str, seen: dict[str, str], limit: int) -> _Changes | None:
    """Return what differs from the tables, None for nothing; files changed after `limit` remain racy."""
    known = kept.folders(connection)
    racy = kept.racy(connection)
    folders: dict[bytes, bytes | None] = {}
    gone: set[bytes] = set()
    doubtful: dict[bytes, int] = {}
    for name, stats in seen.items():
        path, looks = os.fsencode(name), os.fsencode(stats)
        before = known.pop(path, None)
        if before != looks:
            folders[path] = looks
            _differ(name, os.fsdecode(before or b""), stats, gone, doubtful)
    for path, before in known.items():
        folders[path] = None
        gone.update(map(os.fsencode, notes_in(os.fsdecode(path), os.fsdecode(before))))
    for path in racy - gone - doubtful.keys():
        doubtful[path] = _changed_at(os.path.join(os.fsencode(root), path))
    refreshed = {path for path in doubtful if _is_same(connection, root, path)}
    if folders or gone or doubtful.keys() - refreshed or any(doubtful[path] < limit for path in racy & refreshed):
        return _Changes(folders, gone, doubtful, refreshed)
    return None


def _differ(folder: str, before: str, now: str, gone: set[bytes], doubtful: dict[bytes, int]) -> None:
    """Find the files of a folder that are gone, or look different."""
    old, new = set(before.split("\0")), set(now.split("\0"))
    less, more = old - new, new - old
    if {each.partition("/")[0] for each in less} == {each.partition("/")[0] for each in more}:
        was, is_ = notes_in(folder, "\0".join(less), before), notes_in(folder, "\0".join(more), now)
    else:
        was, is_ = notes_in(folder, before), notes_in(folder, now)
    gone.update(os.fsencode(path) for path in was.keys() - is_.keys())
    for path, said in is_.items():
        if was.get(path) != said:
            _, modified, changed, _ = said.split(".")
            doubtful[os.fsencode(path)] = max(int(modified), int(changed))


def _changed_at(path: bytes) -> int:
    try:
        found = os.stat(path)
    except OSError:
        return 0
    return max(found.st_mtime_ns, found.st_ctime_ns)


def _is_same(connection: sqlite3.Connection, root: str, path: bytes) -> bool:
    """Tell whether a file's bytes are those that its rows came from."""
    known = kept.file(connection, path)
    if known is None or not known.digest:
        return False
    source, _ = read_file(root, os.fsdecode(path))
    return source is not None and source.digest == known.digest


def _apply(
    connection: sqlite3.Connection, of: Vaulted, changes: _Changes, limit: int, memory: "Memory | None" = None
) -> None:
    """Bring the tables in step; raises kept.Full where a note finds no room between its neighbours."""
    from prm.disk.reading import read_all
    from prm.model.facts import filling

    old = [known.note for path in changes.gone if (known := kept.file(connection, path))]
    kept.forget_files(connection, changes.gone)
    jobs: list[tuple[int, str]] = []
    for path in sorted(changes.doubtful.keys() - changes.refreshed):
        known = kept.file(connection, path)
        number = known.note if known else kept.number_for(connection, path, _most_rows(of.root, path))
        old += [number] if known else []
        kept.keep_files(connection, [(path, number, "")])
        jobs.append((number, os.fsdecode(path)))
    jobs.sort()
    rows = filling.no_rows()
    racy = {path for path, changed in changes.doubtful.items() if changed >= limit}
    vanished = {os.fsencode(path) for _, path in jobs}
    for each in read_all(of.root, jobs, of.config, of.progress):
        for table, more in zip(rows, each.rows, strict=True):
            table += more
        files = [(os.fsencode(path), number, digest) for number, path, digest in each.files]
        vanished -= {path for path, _, _ in files}
        kept.forget_files(connection, (path for path, _, _ in files))
        kept.keep_files(connection, files)
        racy |= mark_lost(connection, each.lost, files)
    kept.forget_files(connection, vanished)
    filling.replace(connection, old, rows if of.config.get("index.text") else filling.without_text(rows), memory)
    kept.check_room(connection, [row[0] for row in rows.note])
    for folder, stats in changes.folders.items():
        kept.unlist(connection, folder)
        if stats is not None:
            filling.list_findings(connection, findings_in(os.fsdecode(folder), os.fsdecode(stats)), folder)
    kept.keep_folders(connection, changes.folders.items())
    kept.mark_racy(connection, racy, (changes.doubtful.keys() | changes.gone) - racy)


def _most_rows(root: str, path: bytes) -> int:
    """Return more than the rows that a file can have in any table: none is made of less than a byte."""
    try:
        return os.stat(os.path.join(os.fsencode(root), path)).st_size + 4096
    except OSError:
        return 4096


def keep(connection: sqlite3.Connection, today: str, counted: dict[int, tuple[Any, ...]] | None) -> str:
    """Keep the words that a search added, and remember what was counted, if nothing changed and nobody else is writing.

    Ends the snapshot. Returns why the disk keeps nothing, "" where it does, or may another time.
    """
    from prm.model.facts import recent

    try:
        generation = kept.meta(connection, "generation")
        connection.execute("COMMIT")
        if counted is None:
            return ""
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("BEGIN IMMEDIATE")
        if kept.meta(connection, "generation") == generation:
            recent.remember(connection, today, counted)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        return _why(error) if _code(error) in _FAILS else ""
    return ""
