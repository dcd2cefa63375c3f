"""How the files of a vault look on disk: size, times and inode of each that is a cause to look again."""

import os
import stat
from collections.abc import Callable
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from prm.watch.causes import OBSIDIAN

GRAIN = 20_000_000
"""For how many nanoseconds after a change another one may leave the same time."""

Looks = tuple[int, int, int, int]
"""Size, time of the last change of the text, time of the last change of anything, inode."""


class Tree(NamedTuple):
    """All files that count, by their path, and the inodes of the folders they can lie in."""

    files: dict[str, Looks]
    folders: frozenset[int]


def look(root: str, counts: Callable[[str], bool], now: int) -> Tree | None:
    """Look at everything; `now` is in nanoseconds. None where the folder cannot be listed: nobody is gone for that."""
    files: dict[str, Looks] = {}
    folders: set[int] = set()
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    _sort(entry, path, counts, now, files, pending)
            folders.add(os.stat(os.path.join(root, folder)).st_ino)
        except OSError:
            if not folder:
                return None
    if (looks := look_at(root, OBSIDIAN, now)) and counts(OBSIDIAN):
        files[OBSIDIAN] = looks
    return Tree(files, frozenset(folders))


def _sort(
    entry: os.DirEntry[str],
    path: str,
    counts: Callable[[str], bool],
    now: int,
    files: dict[str, Looks],
    pending: list[str],
) -> None:
    try:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                pending.append(path)
        elif counts(path) or (not entry.name.startswith(".") and entry.is_symlink() and entry.is_dir()):
            files[path] = _looks(entry.stat(follow_symlinks=False), now)
    except OSError:  # gone since the folder was listed
        return


def look_at(root: str, path: str, now: int) -> Looks | None:
    """Look at one file; None where none is there."""
    try:
        found = os.stat(os.path.join(root, path), follow_symlinks=False)
    except (OSError, ValueError):
        return None
    return None if stat.S_ISDIR(found.st_mode) else _looks(found, now)


def _looks(found: os.stat_result, now: int) -> Looks:
    """Return how a file looks; one that has changed this moment looks like no other."""
    racy = abs(now - found.st_mtime_ns) < GRAIN
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, -1 if racy else found.st_ino


def look_again(
    root: str, paths: Iterable[str], counts: Callable[[str], bool], now: int, known: Container[str] = ()
) -> dict[str, Looks | None]:
    """Look at those of some paths that count, or did: links to folders do, which nothing else about them tells."""
    return {
        path: look_at(root, path, now)
        for path in paths
        if counts(path) or path in known or _leads(os.path.join(root, path))
    }


def _leads(path: str) -> bool:
    """Tell whether a path is a link to a folder."""
    return os.path.islink(path) and os.path.isdir(path) and not os.path.basename(path).startswith(".")


def looks_of(paths: Mapping[str, str], now: int) -> dict[str, Looks]:
    """Look at files elsewhere, through links; the names stay as they are called."""
    found: dict[str, Looks] = {}
    for name, path in paths.items():
        with suppress(OSError, ValueError):
            found[name] = _looks(os.stat(path), now)
    return found


def differing(known: dict[str, Looks], fresh: dict[str, Looks | None]) -> dict[str, Looks | None]:
    """Return what of `fresh` looks different than it did."""
    return {path: looks for path, looks in fresh.items() if looks != known.get(path)}


def all_differing(known: dict[str, Looks], fresh: dict[str, Looks]) -> dict[str, Looks | None]:
    """Return what looks different, with None for what is gone.

    A file that changed just before it was looked at is no different for that: nobody said that it changed again.
    """
    gone: dict[str, Looks | None] = dict.fromkeys(known.keys() - fresh.keys())
    return gone | {path: looks for path, looks in fresh.items() if not _same(known.get(path), looks)}


def _same(known: Looks | None, looks: Looks) -> bool:
    return known == looks or (known is not None and -1 in (known[3], looks[3]) and known[:3] == looks[:3])


def unsettled(known: dict[str, Looks], differing: dict[str, Looks | None]) -> bool:
    """Tell whether a file that was there is gone or empty now, as it is for a moment while some editors save."""
    return any(
        known[path][0] > 0 and (looks is None or looks[0] == 0) for path, looks in differing.items() if path in known
    )


def times(found: dict[str, Looks | None], now: int) -> dict[str, float]:
    """Return when each file changed, in seconds; `now`, in nanoseconds, for those that are gone."""
    return {path: (max(looks[1], looks[2]) if looks else now) / 1e9 for path, looks in found.items()}
