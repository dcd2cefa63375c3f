"""Indexes made anew: tables filled from all files of a vault, and those nobody needs any more removed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.disk.folder import findings_in
from prm.disk.folder import look
from prm.disk.folder import notes_in
from prm.disk.folder import read_file
from prm.model.facts import kept

if TYPE_CHECKING:
    from prm.disk.reading import Progress
    from prm.model.config import Config
    from prm.text.diagnostics import Diagnostic
    from prm.text.source import Source

GRAIN = 2_100_000_000
"""How far apart, in nanoseconds, two writes lie at least whose times differ: the coarsest file system's two seconds."""
_KEPT = 2
_UNUSED = 90 * 24 * 3600


class Vaulted(NamedTuple):
    """What an index is made from: the folder, the settings, and `key`, all that rows follow from besides the files.

    `now` is a clock in nanoseconds, `grain` how coarse the times of files may be. `seen` looks at the folders for who
    knows what of them changed.
    """

    root: str
    config: Config
    key: str
    now: Callable[[], int]
    progress: Progress | None = None
    grain: int = GRAIN
    seen: Callable[[], dict[str, str]] | None = None

    @property
    def ignore(self) -> tuple[str, ...]:
        """The globs of files that are no notes."""
        return tuple(map(str, self.config.get("ignore")))

    def look(self) -> dict[str, str]:
        """Return how the folders look."""
        return self.seen() if self.seen else look(self.root, self.ignore)


def in_memory(of: Vaulted) -> sqlite3.Connection:
    """Return tables in memory, filled from the files."""
    from prm.model.facts.tables import create

    connection = create()
    _fill(connection, of, with_text=True)
    return connection


def discard(path: str) -> None:
    """Remove an index."""
    for each in (path, f"{path}-journal"):
        with suppress(OSError):
            os.unlink(each)


def made(folder: str, name: str, of: Vaulted) -> str:
    """Make an index anew; it is there only once it is whole."""
    from prm.model.facts.tables import create

    path, unfinished = os.path.join(folder, name), os.path.join(folder, f".{name}")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        connection = create(unfinished)
        try:
            connection.execute("BEGIN")
            _fill(connection, of, with_text=bool(of.config.get("index.text")))
            kept.note_meta(connection, "key", of.key)
            kept.note_meta(connection, "generation", "1")
            connection.execute("COMMIT")
        finally:
            connection.close()
        descriptor = os.open(unfinished, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.rename(unfinished, path)
    finally:
        discard(unfinished)
    _prune(folder, of)
    return path


def _fill(connection: sqlite3.Connection, of: Vaulted, *, with_text: bool) -> None:
    """Fill empty tables from the files."""
    from prm.model.facts import filling
    from prm.model.facts.tables import ROOM
    from prm.model.facts.tables import finish

    began = of.now()
    seen = look(of.root, of.ignore)
    paths = {os.fsencode(path): said for name, stats in seen.items() for path, said in notes_in(name, stats).items()}
    jobs = [(number * ROOM, os.fsdecode(path)) for number, path in enumerate(sorted(paths), 1)]
    racy = {path for path, said in paths.items() if max(map(int, said.split(".")[1:3])) >= began - of.grain}
    _read_into(connection, of, jobs, racy, with_text=with_text)
    finish(connection)
    for name, stats in seen.items():
        filling.list_findings(connection, findings_in(name, stats), os.fsencode(name))
    kept.keep_folders(connection, [(os.fsencode(name), os.fsencode(stats)) for name, stats in seen.items()])
    kept.mark_racy(connection, racy, set())


def _read_into(
    connection: sqlite3.Connection, of: Vaulted, jobs: list[tuple[int, str]], racy: set[bytes], *, with_text: bool
) -> None:
    from prm.disk.reading import read_all
    from prm.model.facts import filling

    targets = filling.Targets(connection)
    for each in read_all(of.root, jobs, of.config, of.progress):
        filling.insert(connection, each.rows if with_text else filling.without_text(each.rows), targets)
        files = [(os.fsencode(path), number, digest) for number, path, digest in each.files]
        kept.keep_files(connection, files)
        racy |= mark_lost(connection, each.lost, files)


def whole(connection: sqlite3.Connection, of: Vaulted) -> sqlite3.Connection:
    """Return tables in memory that hold the text of the notes, which these leave out, under the same numbers."""
    from prm.model.facts.tables import create
    from prm.model.facts.tables import finish

    found = create()
    jobs = [(number, os.fsdecode(path)) for number, path in kept.numbered(connection)]
    _read_into(found, of, jobs, set(), with_text=True)
    finish(found)
    kept.copy_listed(connection, found)
    return found


def _prune(folder: str, of: Vaulted) -> None:
    """Remove indexes made for other settings or parsers, all but the newest, and those of vaults long gone."""
    with suppress(OSError):
        ours = [os.path.join(folder, each) for each in os.listdir(folder) if each.endswith(".db")]
        for path in sorted(ours, key=os.path.getmtime)[:-_KEPT]:
            discard(path)
        private = partial(os.open, mode=0o600)
        with open(
            os.path.join(folder, "vault"), "w", encoding="utf-8", errors="surrogateescape", opener=private
        ) as file:
            file.write(os.path.realpath(of.root))
        above = os.path.dirname(folder)
        for name in os.listdir(above):
            _prune_other(os.path.join(above, name), of.now() // 10**9)


def _prune_other(folder: str, now: int) -> None:
    """Remove the indexes of a vault that is no longer there and was not looked at for long."""
    with suppress(OSError):
        with open(os.path.join(folder, "vault"), encoding="utf-8", errors="surrogateescape") as file:
            root = file.read()
        names = os.listdir(folder)
        looks = [os.stat(os.path.join(folder, each)) for each in names]
        last = max(max(found.st_mtime, found.st_atime) for found in looks)
        if not os.path.isdir(root) and last < now - _UNUSED:
            for each in names:
                os.unlink(os.path.join(folder, each))
            os.rmdir(folder)


def with_more(connection: sqlite3.Connection, config: Config, new: Sequence[Source]) -> sqlite3.Connection:
    """Return tables in memory that hold some notes more, which are no files yet."""
    from prm.model.facts import filling
    from prm.model.reader import Reader

    found, reader, rows = kept.duplicate(connection), Reader(config), filling.no_rows()
    for source in new:
        path = os.fsencode(source.path)
        number = kept.number_for(found, path, len(source.data) + 4096)
        kept.keep_files(found, [(path, number, "")])
        filling.collect(rows, number, source, reader.read(source))
    filling.replace(found, [], rows)
    return found


def as_it_was(
    connection: sqlite3.Connection, config: Config, paths: Iterable[str], old: Mapping[str, Source]
) -> sqlite3.Connection:
    """Return tables in memory that hold just the notes of `paths`, those in `old` as they were; raises kept.Full."""
    from prm.model.facts import filling
    from prm.model.reader import Reader

    found, reader, rows = kept.duplicate(connection), Reader(config), filling.no_rows()
    there = {path: number for number, path in kept.numbered(found)}
    wanted = {os.fsencode(path) for path in paths}
    again = {os.fsencode(path): source for path, source in old.items()}
    gone = [path for path in there if path not in wanted]
    kept.forget_files(found, gone)
    for path, source in again.items():
        number = there.get(path) or kept.number_for(found, path, len(source.data) + 4096)
        kept.keep_files(found, [(path, number, "")])
        filling.collect(rows, number, source, reader.read(source))
    filling.replace(found, [there[path] for path in (*gone, *again) if path in there], rows)
    kept.check_room(found, [row[0] for row in rows.note])
    for folder in (*kept.folders(found), *there):
        kept.unlist(found, folder)
    return found


def reads(
    connection: sqlite3.Connection, root: str, progress: Progress | None = None
) -> Callable[[Iterable[str]], Iterator[Source]]:
    """Return what reads the files of the tables, by the paths of their notes."""

    def read(paths: Iterable[str]) -> Iterator[Source]:
        wanted = set(paths)
        known = kept.paths_of(connection, sorted(wanted)) if len(wanted) < 500 else kept.paths(connection)
        found = [path for shown, path in known if shown in wanted]
        for number, path in enumerate(found, 1):
            source = read_file(root, os.fsdecode(path))[0]
            if progress and (number % 100 == 0 or number == len(found)):
                progress(number, len(found))
            if source is not None:
                yield source

    return read


def mark_lost(
    connection: sqlite3.Connection, lost: list[Diagnostic], files: list[tuple[bytes, int, str]]
) -> set[bytes]:
    """Keep what is to be said of files that refused; they are racy for good, for they may be read next time."""
    from prm.model.facts.filling import list_findings

    refused = [path for path, _, digest in files if not digest]
    for path, found in zip(refused, lost, strict=True):
        list_findings(connection, [found], path)
    return set(refused)
