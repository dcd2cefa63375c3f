"""The engine: opens a folder as a vault and writes edits to it. The one object that knows the disk."""

from __future__ import annotations

import os
import time
from binascii import crc32
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from prm.disk.folder import Seen
from prm.disk.folder import list_notes
from prm.disk.folder import read_file
from prm.disk.lock import state_folder
from prm.model.config import Config
from prm.model.config import read_config
from prm.model.parsing import parsing_key
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic
from prm.text.source import Edit
from prm.text.source import Source

if TYPE_CHECKING:
    import sqlite3

    from prm.disk.calendars import Calendars
    from prm.disk.history import Then
    from prm.disk.indexing import Vaulted
    from prm.disk.store import Applied
    from prm.model.facts.memory import Memory
    from prm.model.notes import Note

CONFIG_NAME = "prm.toml"


class Engine:
    """A folder on disk; `root` need not have a `prm.toml`.

    One that `stays` opens a vault after the other, and keeps the index open and what was asked of it.
    """

    def __init__(
        self,
        root: str,
        tell: Callable[[str], None] = lambda text: None,
        progress: Callable[[int, int], None] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        self.root = root
        self._tell = tell
        self._progress = progress
        self._indexed = os.environ.get("PRM_INDEX", "").lower() not in ("0", "off", "no", "false")
        self._kept: dict[bool, tuple[sqlite3.Connection, Vault]] = {}
        self._seen = Seen(root)
        self._parser = ""
        self._stays = stays
        self._memory: Memory | None = None

    def config(self) -> tuple[Config, tuple[Diagnostic, ...]]:
        """Return what `prm.toml` says, or the defaults, with what is wrong with it."""
        path = os.path.join(self.root, CONFIG_NAME)
        try:
            with open(path, "rb") as file:
                source = Source(CONFIG_NAME, file.read())
        except FileNotFoundError:
            return read_config("", self._daily_folder())[0], ()
        except OSError as error:
            why = (error.strerror or "unknown error").lower()
            found = (Diagnostic(CONFIG_NAME, 1, 1, 1, 1, "bad-config", f"prm.toml cannot be read: {why}"),)
            return read_config("", self._daily_folder())[0], found
        config, problems = read_config(source.text, self._daily_folder())
        return config, tuple(
            Diagnostic(
                CONFIG_NAME,
                *source.place(problem.start),
                *source.place(problem.end),
                problem.rule,
                problem.message,
            )
            for problem in problems
        )

    def _daily_folder(self) -> str:
        """Return the folder that Obsidian keeps daily notes in, or ""."""
        return self._daily_notes("folder").strip("/")

    def daily(self) -> tuple[str, str]:
        """Return the format of the names of daily notes, "" for none stated, and what a new one begins with."""
        template = self._daily_notes("template").strip("/")
        path = template if not template or template.endswith(".md") else f"{template}.md"
        return self._daily_notes("format").strip("/"), self.source(path).text if path and ".." not in path else ""

    def _daily_notes(self, key: str) -> str:
        """Return what Obsidian is told about daily notes, or ""."""
        try:
            with open(os.path.join(self.root, ".obsidian", "daily-notes.json"), encoding="utf-8") as file:
                import json

                found = json.load(file)
        except (OSError, ValueError, RecursionError):
            return ""
        value = found.get(key) if isinstance(found, dict) else None
        return value if isinstance(value, str) else ""

    def vault(self, today: date, *, shared: bool = False, named: Collection[str] | None = None) -> Vault:
        """Return a snapshot of the folder; a `shared` one holds nothing private.

        `named` are the files that changed since the last one, where the caller knows of all that did.
        """
        from prm.disk import indexing
        from prm.model.facts import kept

        config, found = self.config()
        if shared:
            return self._shared(config, today, found, named)
        of = self._vaulted(config, named)
        if not self._indexed:
            connection = indexing.in_memory(of)
            return Vault(connection, config, today, found, read=indexing.reads(connection, self.root, self._progress))
        if self._stays and self._memory is None:
            from prm.model.facts.memory import Memory

            self._memory = Memory()
        connection = self._open(of, self._memory)
        memory = self._memory if self._memory and self._memory.connection is connection else None
        bare = not config.get("index.text")
        whole = (lambda: indexing.whole(connection, of)) if bare else None
        read = indexing.reads(connection, self.root, self._progress)
        words = kept.keeps_words(connection)
        vault = Vault(connection, config, today, found, whole, read, indexed=words, memory=memory)
        self._kept[False] = (connection, vault)
        return vault

    def _shared(self, config: Config, today: date, found: Iterable[Diagnostic], named: Collection[str] | None) -> Vault:
        """Return what is left without what is private, from the tables that are kept of it, else from all files."""
        from prm.model.vault import build

        if self._indexed and config.get("index.text"):
            from prm.disk import sharing
            from prm.model.facts import leaving

            of = self._vaulted(config, named)
            index, wait = self._open(of), sharing.WAIT if True not in self._kept else 0.0
            connection, private = sharing.tables(self.cache(), index, of, wait), leaving.private(index)
            index.close()
            if connection is not None:
                read = sharing.reads(connection, private, of)
                vault = Vault(connection, config, today, found, read=read, indexed=leaving.keeps_apart(connection))
                self._kept[True] = (connection, vault)
                return vault
        sources, lost = self._redacted(config)
        return build(sources, config, today, [*found, *lost])

    def _redacted(self, config: Config) -> tuple[Iterator[Source], list[Diagnostic]]:
        """Return every note without what is private, and what is to be said of files that are none or refused."""
        from prm.model.reader import Reader
        from prm.model.redact import redact

        sources, lost = self._sources(config)
        reader = Reader(config)
        return redact((source, reader.read(source)) for source in sources), lost

    def hidden(self) -> list[Note]:
        """Return the notes whose whole file is private."""
        from prm.model.reader import Reader

        config, _ = self.config()
        reader = Reader(config)
        return [note for source in self._sources(config)[0] if (note := reader.read(source)).hidden]

    def past(self, day: date, *, shared: bool = False) -> Vault:
        """Return the vault as git knew it at the end of a day; raises disk.files.Refused.

        Where the settings were the same, the index tells what files say that are the same.
        """
        from prm.disk.history import sources
        from prm.disk.history import then

        config, _ = self.config()
        found = then(self.root, day, config)
        was = config if found.toml is None else read_config(found.toml, self._daily_folder())[0]
        is_same = parsing_key(was) == parsing_key(config) and was.get("ignore") == config.get("ignore")
        if self._indexed and config.get("index.text") and is_same and not shared:
            from prm.model.facts.kept import Full

            with suppress(Full):
                return self._past_by_index(found, config, was, day)
        return self._past_by_git(sources(self.root, found, list(found.objects)).values(), was, day, shared=shared)

    def _past_by_index(self, found: Then, config: Config, was: Config, day: date) -> Vault:
        """Return the vault of then from the index of now; raises kept.Full."""
        from prm.disk import indexing
        from prm.disk.history import sources
        from prm.model.facts import kept

        now = self._open(self._vaulted(config))
        known = {os.fsdecode(path) for _, path in kept.numbered(now)}
        paths = [path for path in found.objects if path in found.differing or path not in known]
        old = sources(self.root, found, paths)
        same = found.objects.keys() - set(paths)
        connection = indexing.as_it_was(now, was, [*same, *old], old)
        shown = {source.path: source for source in old.values()}
        from_disk = indexing.reads(connection, self.root, self._progress)

        def read(paths: Iterable[str]) -> Iterator[Source]:
            asked = list(paths)
            yield from (shown[path] for path in asked if path in shown)
            yield from from_disk(path for path in asked if path not in shown)

        return Vault(connection, was, day, (), None, read, indexed=kept.keeps_words(connection))

    def _past_by_git(self, found: Iterable[Source], was: Config, day: date, *, shared: bool) -> Vault:
        """Return the vault of then from all its texts."""
        from prm.model.reader import Reader
        from prm.model.redact import redact
        from prm.model.vault import build

        if shared:
            reader = Reader(was)
            found = list(redact((source, reader.read(source)) for source in found))
        return build(found, was, day, indexed=True)

    def calendars(
        self, config: Config, today: date, more: Sequence[str] = (), days: tuple[date, date] | None = None
    ) -> Calendars:
        """Return what the calendars of `prm.toml`, and `more` files, say around a day, or of some `days` around it."""
        from prm.disk.calendars import read_calendars

        files = [*map(str, config.get("calendars.files")), *more]
        return read_calendars(self.root, files, today, self.cache() if self._indexed and not more else "", days)

    def calendar_files(self) -> dict[str, str]:
        """Return the calendars of `prm.toml` that are there, as they are called, each with its path."""
        from prm.disk.calendars import calendar_files

        return calendar_files(self.root, list(map(str, self.config()[0].get("calendars.files"))))

    def keep(self) -> None:
        """Remember what was counted for the last vault, and the last shared one; they must not be asked any more."""
        from prm.disk import index

        for connection, vault in self._kept.values():
            if why := index.keep(connection, vault.today.isoformat(), vault.lately.counted):
                self._tell(f"the index cannot keep what this command found out ({why}); the next does it again")
                break
        self._kept = {}

    def release(self) -> None:
        """Keep what was counted for the last vaults, and empty them, for who opens one after the other."""
        vaults = [vault for _, vault in self._kept.values()]
        self.keep()
        for vault in vaults:
            vault.__dict__.clear()  # what was asked holds the vault, which holds it

    def forget(self) -> None:
        """Delete the index of this vault; the next command makes it anew."""
        from prm.disk import indexing

        folder, self._memory = self.cache(), None
        with suppress(OSError):
            for name in os.listdir(folder):
                indexing.discard(os.path.join(folder, name))

    def cache(self) -> str:
        """Return the folder that keeps the index of this vault."""
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        real = os.fsencode(os.path.realpath(self.root))
        return os.path.join(base, "prm", f"{crc32(real):08x}{crc32(real[::-1]):08x}")

    def preview(self, today: date, new: Sequence[Source]) -> Vault:
        """Return a snapshot of the folder as it would be with some files that are not there yet."""
        from prm.disk import indexing
        from prm.model.vault import build

        config, found = self.config()
        if not (self._indexed and config.get("index.text")):
            sources, _ = self._sources(config)
            return build([*sources, *new], config, today, found)
        connection = indexing.with_more(self._open(self._vaulted(config)), config, new)
        return Vault(connection, config, today, found)

    def _open(self, of: Vaulted, memory: Memory | None = None) -> sqlite3.Connection:
        from prm.disk import index

        if os.environ.get("PRM_INDEX") == "anew":
            self.forget()
        wait = 0.0 if False in self._kept else index.WAIT
        return index.tables(self.cache(), of, self._tell, wait, memory)

    def _vaulted(self, config: Config, named: Collection[str] | None = None) -> Vaulted:
        from prm.disk import index
        from prm.disk.indexing import Vaulted

        self._parser = self._parser or index.parser()  # the one that runs, whatever is installed meanwhile
        key = "\n".join((os.path.realpath(self.root), self._parser, parsing_key(config)))
        found = Vaulted(self.root, config, key, time.time_ns, self._progress)
        return found._replace(seen=lambda: self._seen.look(found.ignore, named))

    def _sources(self, config: Config) -> tuple[list[Source], list[Diagnostic]]:
        """Return every note, and what is to be said of files that are none or refused."""
        listing = list_notes(self.root, tuple(map(str, config.get("ignore"))))
        findings = list(listing.found)
        sources: list[Source] = []
        for path in listing.paths:
            source, lost = read_file(self.root, path)
            sources += [source] if source else []
            findings += [lost] if lost else []
        return sources, findings

    def source(self, path: str) -> Source:
        """Return one file as it is now; empty where there is none."""
        return read_file(self.root, path)[0] or Source(path, b"")

    def state(self) -> str:
        """Return the folder outside the vault that keeps its lock, its journal and what undoes the last commands."""
        return state_folder(self.root)

    def apply(self, edits: Sequence[Edit], replan: Callable[[Edit, Source], Edit | None] | None = None) -> Applied:
        """Write all edits, or none; raises disk.store.Refused with everything as it was."""
        from prm.disk.store import apply

        return apply(self.root, self.state(), edits, replan=replan)

    def undo(self) -> Applied:
        """Take back the last command that wrote; raises disk.store.Refused."""
        from prm.disk.undo import undo_last

        return undo_last(self.root, self.state())
