"""Which files of a folder are a cause to look again: notes, settings, templates, calendars; not what programs leave."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from fnmatch import fnmatchcase

CONFIG = "prm.toml"
OBSIDIAN = ".obsidian/daily-notes.json"
_NOTES = (".md", ".markdown")
_CALENDARS = (".ics", ".ical", ".icalendar")


def causes(ignore: tuple[str, ...] = (), outputs: Collection[str] = ()) -> Callable[[str], bool]:
    """Return the test for a path below the vault, `/` between its parts.

    `ignore` are globs of prm.toml; `outputs` are the files that we write ourselves. Swap files, locks and temporary
    files of editors and sync programs need no list: they begin with a dot or end in something else than a note does.
    """

    def test(path: str) -> bool:
        name = path.rpartition("/")[2]
        if path in outputs:
            return False
        if is_hidden(path):
            return path == OBSIDIAN or (not is_hidden(path.rpartition("/")[0]) and name.endswith(".icloud"))
        if path == CONFIG or (name.endswith(".j2") and path.partition("/")[0].lower() == "templates"):
            return True
        return name.lower().endswith((*_NOTES, *_CALENDARS)) and not any(
            fnmatchcase(path, glob) or fnmatchcase(name, glob) for glob in ignore
        )

    return test


def is_hidden(path: str) -> bool:
    """Tell whether a path leads to, or through, a name that begins with a dot."""
    return path.startswith(".") or "/." in path
