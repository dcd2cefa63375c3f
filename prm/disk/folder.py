"""The files of a vault: which are notes, which only look like it, and their bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from prm.text.diagnostics import Diagnostic
from prm.text.source import Source

_ENDINGS = (".md", ".markdown")
_CONFLICT_COPY = re.compile(
    r"^(?P<name>.+?)(?:\.sync-conflict-[^.]+|[ (_-]*conflicted copy[^.]*\)?| \d)(?P<ending>\.(?:md|markdown))$",
    re.IGNORECASE,
)
_ICLOUD = re.compile(r"^\.(?P<name>.+\.(?:md|markdown))\.icloud$", re.IGNORECASE)


_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


class Listing(NamedTuple):
    """The notes of a folder, as paths below it, and what is to be said of files that are not read."""

    paths: tuple[str, ...]
    found: tuple[Diagnostic, ...]


def list_notes(root: str, ignore: tuple[str, ...] = ()) -> Listing:
    """Return the paths of all notes below `root`, sorted; folders that vanish or refuse are findings."""
    paths: list[str] = []
    found: list[Diagnostic] = []
    real = os.path.realpath(root)
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            descriptor = os.open(os.path.join(root, folder), os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        except OSError as error:
            found.append(_finding(folder or ".", "unreadable-file", f"the folder cannot be read: {_why(error)}"))
            continue
        try:
            names = os.listdir(descriptor)
            present = set(names)
            for name in names:
                _sort(real, folder, name, descriptor, present, ignore, paths, pending, found)
        finally:
            os.close(descriptor)
    return Listing(tuple(sorted(paths)), tuple(sorted(found)))


def _sort(
    real: str, folder: str, name: str, descriptor: int, present: set[str], ignore: tuple[str, ...],
    paths: list[str], pending: list[str], found: list[Diagnostic],
) -> None:  # fmt: skip
    path = f"{folder}/{name}" if folder else name
    if name.startswith("."):
        if waiting := _ICLOUD.match(name):
            message = f"“{waiting.group('name')}” is still in iCloud: download it, or it is not read"
            found.append(_finding(path, "conflict-copy", message))
        return
    lower = name.lower()
    is_note = lower.endswith(_ENDINGS)
    if "." in name[-5:] and not is_note and lower.endswith((".png", ".jpg", ".pdf", ".toml", ".json")):
        return
    if any(fnmatchcase(path, glob) or fnmatchcase(name, glob) for glob in ignore):
        return
    try:
        mode = os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode
    except OSError:
        return
    if stat.S_ISLNK(mode):
        if is_note or os.path.isdir(os.path.join(real, path)):
            _link(real, path, found)
    elif stat.S_ISDIR(mode):
        if lower != "templates":
            pending.append(path)
    elif is_note and stat.S_ISREG(mode):
        original = _original(name, present)
        if original:
            message = (
                f"a copy that a sync program left beside “{original}”; it is not read: merge it by hand and delete it"
            )
            found.append(_finding(path, "conflict-copy", message))
        else:
            paths.append(path)
    elif is_note:
        what = next((name for test, name in _KINDS if test(mode)), "no file")
        found.append(_finding(path, "not-a-file", f"{what}, and no file; it is not read"))


def _link(real: str, path: str, found: list[Diagnostic]) -> None:
    target = os.path.realpath(os.path.join(real, path))
    if target != real and not target.startswith(real + os.sep):
        message = "a symbolic link out of the vault; it is not followed"
        found.append(_finding(path, "link-outside-vault", message))
    elif not os.path.exists(target):
        found.append(_finding(path, "not-a-file", "a symbolic link to nothing; it is not read"))


def _original(name: str, present: set[str]) -> str:
    """Return the name of the file that a conflict copy stands beside, or "" for no copy."""
    copy = _CONFLICT_COPY.match(name)
    if copy is None:
        return ""
    original = copy.group("name") + copy.group("ending")
    numbered = name[: -len(copy.group("ending"))][-2:].strip().isdigit() and "conflict" not in name.lower()
    return original if original in present or not numbered else ""


def read_file(root: str, path: str) -> tuple[Source | None, Diagnostic | None]:
    """Return the source of a note; one that cannot be read is empty with a finding, one that vanished is None."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        with open(os.path.join(root, path), "rb") as file:
            return Source(shown, file.read()), None
    except FileNotFoundError:
        return None, None
    except OSError as error:
        return Source(shown, b""), _finding(shown, "unreadable-file", f"the file cannot be read: {_why(error)}")


def read_sources(root: str, listing: Listing) -> Iterator[tuple[Source, Diagnostic | None]]:
    """Yield the sources of a listing, with what is to be said of each."""
    for path in listing.paths:
        source, found = read_file(root, path)
        if source is not None:
            yield source, found


def _why(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()


def _finding(path: str, name: str, message: str) -> Diagnostic:
    shown = os.fsencode(path).decode("utf-8", "replace")
    return Diagnostic(shown, 1, 1, 1, 1, name, message)
