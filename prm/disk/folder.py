"""The files of a vault: which are notes, which only look like it, and their bytes."""

import os
import re
import stat
from collections.abc import Collection
from collections.abc import Container
from typing import NamedTuple

from prm.text.diagnostics import Diagnostic
from prm.text.pattern import Pattern
from prm.text.source import Source

_ENDINGS = (".md", ".markdown")
_NEVER_FOLDERS = (".png", ".jpg", ".pdf", ".toml", ".json")
_DIGITS = "-0123456789"
_AT_ONCE = 1 << 16
_CONFLICT_COPY = Pattern(
    r"(?i)^(?P<name>.+?)(?:\.sync-conflict-[^.]+|[ (_-]*conflicted copy[^.]*\)?| \d)(?P<ending>\.(?:md|markdown))$",
)
_SIGNS = ("/o", "/c", "/?", "conflict")
_NUMBERED = Pattern(r" \d\.[mM]")
_ICLOUD = Pattern(r"(?i)^\.(?P<name>.+\.(?:md|markdown))\.icloud$")


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


class Listing(NamedTuple):
    """The notes of a folder, as paths below it, and what is to be said of files that are not read."""

    paths: tuple[str, ...]
    found: tuple[Diagnostic, ...]


def list_notes(root: str, ignore: tuple[str, ...] = ()) -> Listing:
    """Return the paths of all notes below `root`, sorted; folders that vanish or refuse are findings."""
    paths: list[str] = []
    found: list[Diagnostic] = []
    for folder, stats in look(root, ignore).items():
        paths += notes_in(folder, stats)
        found += findings_in(folder, stats)
    return Listing(tuple(sorted(paths)), tuple(sorted(found)))


def look(root: str, ignore: tuple[str, ...] = ()) -> dict[str, str]:
    """Return one text for each folder that says all there is to know of its files without reading them.

    `name/size.mtime.ctime.inode` for what looks like a note, `name/d` for a folder, `name/o` for a link out of the
    vault, `name/c` for a file that is still in iCloud, `name/?` and what it is for no file, `name/i` for what else is
    not read; NUL between. A folder that cannot be read is `/` and the reason.
    """
    found: dict[str, str] = {}
    real = os.path.realpath(root)
    ignored = _ignored(ignore) if ignore else None
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            descriptor = os.open(os.path.join(root, folder), os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        except OSError as error:
            found[folder] = f"/{_why(error)}"
            continue
        try:
            records: list[str] = []
            for name in os.listdir(descriptor):
                if ignored is None and name[-3:] == ".md" and name[0] != ".":  # most names: nothing is called for them
                    try:
                        looks = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                    except OSError:
                        continue
                    if looks.st_mode & 0o170000 == stat.S_IFREG:
                        records.append(f"{name}/{looks.st_size}.{looks.st_mtime_ns}.{looks.st_ctime_ns}.{looks.st_ino}")
                        continue
                if record := _record(real, folder, name, descriptor, ignored):
                    records.append(record)
                    if record[-2:] == "/d":
                        pending.append(f"{folder}/{name}" if folder else name)
            found[folder] = "\0".join(records)
        finally:
            os.close(descriptor)
    return found


class Seen:
    """How the folders of a vault looked last, for who looks again and knows of all that changed meanwhile."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._ignore: tuple[str, ...] = ()
        self._folders: dict[str, str] = {}

    def look(self, ignore: tuple[str, ...], named: Collection[str] | None) -> dict[str, str]:
        """Return what `look` would, if nothing changed but files that are named; None: anything may have."""
        known = named is not None and ignore == self._ignore and self._look_at(named)
        if not known:
            self._ignore, self._folders = ignore, look(self._root, ignore)
        return self._folders

    def _look_at(self, named: Collection[str]) -> bool:
        """Look at some files; tell whether that will do: what was not seen under this very name may be anything."""
        real = os.path.realpath(self._root)
        ignored = _ignored(self._ignore) if self._ignore else None
        for path in named:
            folder, _, name = path.rpartition("/")
            stats = f"\0{self._folders.get(folder, '')}\0"
            begin = stats.find(f"\0{name}/")
            end = stats.find("\0", begin + 1)
            try:
                descriptor = os.open(os.path.join(self._root, folder), os.O_RDONLY | os.O_DIRECTORY)
            except OSError:
                return False
            try:
                os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                record = _record(real, folder, name, descriptor, ignored)
            except OSError:
                record = ""
            finally:
                os.close(descriptor)
            if begin < 0 or "/d" in (stats[end - 2 : end], record[-2:]):
                return False
            stats = stats[:begin] + (f"\0{record}" if record else "") + stats[end:]
            self._folders[folder] = stats[1:-1]
        return True


def _ignored(ignore: tuple[str, ...]) -> re.Pattern[str]:
    from fnmatch import translate

    return re.compile("|".join(map(translate, ignore)))


def _record(real: str, folder: str, name: str, descriptor: int, ignored: re.Pattern[str] | None) -> str:
    if name[0] == ".":
        return f"{name}/c" if _ICLOUD.match(name) else ""
    is_note = name[-3:] == ".md" or (lower := name.lower()).endswith(_ENDINGS)
    if not is_note and "." in name[-5:] and lower.endswith(_NEVER_FOLDERS):
        return ""
    if ignored and (ignored.match(name) or ignored.match(f"{folder}/{name}" if folder else name)):
        return f"{name}/i" if is_note else ""
    try:
        found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
    except OSError:
        return ""
    kind = found.st_mode & 0o170000
    if kind == stat.S_IFREG and is_note:
        return f"{name}/{found.st_size}.{found.st_mtime_ns}.{found.st_ctime_ns}.{found.st_ino}"
    if kind == stat.S_IFDIR and name.lower() != "templates":
        return f"{name}/d"
    if kind == stat.S_IFLNK:
        return f"{name}/{_link(os.path.join(real, folder, name), real, is_note=is_note)}"
    if is_note and kind != stat.S_IFDIR:
        return f"{name}/?{_KINDS.get(kind, 'no file')}, and no file"
    return f"{name}/i" if is_note else ""


def _link(path: str, real: str, *, is_note: bool) -> str:
    """Return what is to be said of a symbolic link to a folder, or one named like a note."""
    target = os.path.realpath(path)
    if is_note or os.path.isdir(path):
        if target != real and not target.startswith(real + os.sep):
            return "o"
        if not os.path.exists(target):
            return "?a symbolic link to nothing"
    return "i"


class _Names:
    """The names in a folder, found in its text: for the few that are asked for, quicker than to take it apart."""

    def __init__(self, stats: str) -> None:
        self._stats = f"\0{stats}"

    def __contains__(self, name: object) -> bool:
        return f"\0{name}/" in self._stats


def notes_in(folder: str, stats: str, among: str | None = None) -> dict[str, str]:
    """Return what is to be read in a folder: paths of notes, each with what `look` says of it.

    `stats` may be a part of `among`, the whole text of the folder.
    """
    found: dict[str, str] = {}
    if stats[:1] != "/":
        records = dict(record.split("/") for record in stats.split("\0") if record)
        present = records if among is None else _Names(among)
        within = f"{folder}/" if folder else ""
        for name, said in records.items():
            if said[0] in _DIGITS and not _original(name, present):
                found[within + name] = said
    return found


def findings_in(folder: str, stats: str) -> list[Diagnostic]:
    """Return what is to be said of a folder, and of files in it that are not read."""
    if stats[:1] == "/":
        return [_finding(folder or ".", "unreadable-file", f"the folder cannot be read: {stats[1:]}")]
    lower = stats.lower()
    if not any(sign in lower for sign in _SIGNS) and not _NUMBERED.search(stats):  # as in nearly every folder
        return []
    records = dict(record.split("/") for record in stats.split("\0") if record)
    within = f"{folder}/" if folder else ""
    found: list[Diagnostic] = []
    for name, said in records.items():
        if said == "c" and (waiting := _ICLOUD.match(name)):
            message = f"“{waiting.group('name')}” is still in iCloud: download it, or it is not read"
            found.append(_finding(within + name, "conflict-copy", message))
        elif said == "o":
            message = "a symbolic link out of the vault; it is not followed"
            found.append(_finding(within + name, "link-outside-vault", message))
        elif said[0] == "?":
            found.append(_finding(within + name, "not-a-file", f"{said[1:]}; it is not read"))
        elif said[0] in _DIGITS and (original := _original(name, records)):
            message = (
                f"a copy that a sync program left beside “{original}”; it is not read: merge it by hand and delete it"
            )
            found.append(_finding(within + name, "conflict-copy", message))
    return found


def _original(name: str, present: Container[str]) -> str:
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
        return Source(shown, _bytes(os.path.join(root, path))), None
    except FileNotFoundError:
        return None, None
    except OSError as error:
        return Source(shown, b""), _finding(shown, "unreadable-file", f"the file cannot be read: {_why(error)}")


def _bytes(path: str) -> bytes:
    """Return the bytes of a file with as few calls as that takes: there are many small ones."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_BINARY", 0))
    try:
        pieces = [os.read(descriptor, _AT_ONCE)]
        while pieces[-1]:
            pieces.append(os.read(descriptor, _AT_ONCE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def _why(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()


def _finding(path: str, name: str, message: str) -> Diagnostic:
    shown = os.fsencode(path).decode("utf-8", "replace")
    return Diagnostic(shown, 1, 1, 1, 1, name, message)
