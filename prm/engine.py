"""The engine: opens a folder as a vault and writes edits to it. The one object that knows the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from prm.disk.folder import list_notes
from prm.disk.folder import read_file
from prm.disk.folder import read_sources
from prm.model.config import Config
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.redact import redact
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.diagnostics import Diagnostic
from prm.text.source import Edit
from prm.text.source import Source

if TYPE_CHECKING:
    from prm.disk.store import Applied

CONFIG_NAME = "prm.toml"


class Engine:
    """A folder on disk; `root` need not have a `prm.toml`."""

    def __init__(self, root: str) -> None:
        self.root = root

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
                found = json.load(file)
        except (OSError, ValueError, RecursionError):
            return ""
        value = found.get(key) if isinstance(found, dict) else None
        return value if isinstance(value, str) else ""

    def vault(self, today: date, *, shared: bool = False) -> Vault:
        """Return a snapshot of the folder; a `shared` one holds nothing private."""
        config, found = self.config()
        listing = list_notes(self.root, tuple(map(str, config.get("ignore"))))
        findings = [*found, *listing.found]
        sources: list[Source] = []
        for source, finding in read_sources(self.root, listing):
            sources.append(source)
            findings += [finding] if finding else []
        if shared:
            reader = Reader(config)
            sources = list(redact((source, reader.read(source)) for source in sources))
        return build(sources, config, today, findings)

    def preview(self, today: date, new: Sequence[Source]) -> Vault:
        """Return a snapshot of the folder as it would be with some files that are not there yet."""
        config, found = self.config()
        listing = list_notes(self.root, tuple(map(str, config.get("ignore"))))
        sources = [source for source, _ in read_sources(self.root, listing)]
        return build([*sources, *new], config, today, found)

    def source(self, path: str) -> Source:
        """Return one file as it is now; empty where there is none."""
        return read_file(self.root, path)[0] or Source(path, b"")

    def state(self) -> str:
        """Return the folder outside the vault that keeps its lock, its journal and what undoes the last commands."""
        base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
        return os.path.join(base, "prm", sha256(os.fsencode(os.path.realpath(self.root))).hexdigest()[:16])

    def apply(self, edits: Sequence[Edit], replan: Callable[[Edit, Source], Edit | None] | None = None) -> Applied:
        """Write all edits, or none; raises disk.store.Refused with everything as it was."""
        from prm.disk.store import apply

        return apply(self.root, self.state(), edits, replan=replan)

    def undo(self) -> Applied:
        """Take back the last command that wrote; raises disk.store.Refused."""
        from prm.disk.undo import undo_last

        return undo_last(self.root, self.state())
