"""Small steps on disk: read and hash a file, prepare a new one beside it, say what went wrong."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress

STRANGE = "?"
"""The digest of what stands in a file's place and is no file."""
NEW_FILE = 0o666
"""The mode of a file that is new, before the user's mask."""

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "it or its folder is gone",
    errno.ENOTDIR: "a file stands where its folder should be",
    errno.ENAMETOOLONG: "its name is too long",
}
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EISDIR)


class Refused(Exception):
    """A file that is not ours to write: what is wrong, and what to do."""


def explain(error: OSError) -> str:
    """Return in a few words why the system refused."""
    return _REASONS.get(error.errno or 0) or (error.strerror or "unknown error").lower()


def output_path(path: str) -> str:
    """Return where a file that somebody named is written, links followed; raises Refused where none can stand there."""
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise Refused(f"there is no folder {folder}; make it first")
    if os.path.lexists(path) and not os.path.isfile(path):
        raise Refused(f"{path} is no ordinary file; name another")
    return path


def read(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def digest(path: str) -> str:
    """Return the SHA-256 of a file as hexadecimal, "" where nothing stands there, STRANGE for what is no file."""
    from hashlib import sha256

    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return STRANGE
        return sha256(read(path)).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def same(one: str, two: str) -> bool:
    """Tell whether two names are names of one file; a name without a file is none."""
    try:
        return os.path.samestat(os.lstat(one), os.lstat(two))
    except (FileNotFoundError, NotADirectoryError):
        return False


def listed(path: str) -> bool:
    """Tell whether a folder lists just this spelling of a name; a disk may know a file by other spellings too."""
    try:
        return os.path.basename(path) in os.listdir(os.path.dirname(path))
    except (FileNotFoundError, NotADirectoryError):
        return False


def spare_names(folder: str, taken: set[str]) -> tuple[str, str]:
    """Return two free names in a folder, for a file that is being prepared and for one that is set aside."""
    number = 0
    while True:
        number += 1
        name = os.path.join(folder, f".prm-{os.getpid()}-{number}")
        pair = (f"{name}.tmp", f"{name}.old")
        if name not in taken and not any(os.path.lexists(path) for path in pair):
            taken.add(name)
            return pair


def write_whole(
    path: str, data: bytes, mode: int = NEW_FILE, owner: tuple[int, int] | None = None, like: str = ""
) -> None:
    """Write a new file, on the disk for good; `mode` is that of a new file, or kept exactly where an owner is given.

    What the system keeps beside a file (labels, access lists) is copied from the file `like` as far as it goes.
    Raises OSError, also where the owner cannot be kept; what was written then remains.
    """
    first = mode if owner is None else 0o600
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, first)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if owner is not None:
            _keep(descriptor, mode, owner, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep(descriptor: int, mode: int, owner: tuple[int, int], like: str) -> None:
    """Give an open file its owner, its labels and its mode, in the order in which none takes back another."""
    info = os.fstat(descriptor)
    if (info.st_uid, info.st_gid) != owner:
        try:
            os.fchown(descriptor, *owner)
        except PermissionError:
            raise OSError(0, "it belongs to another user or group") from None
    if like and hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(like):
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(like, name))
    os.fchmod(descriptor, mode)


def remove(*paths: str) -> None:
    """Remove files; those that are not there are fine."""
    for path in paths:
        if path:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(path)


def sync_folders(folders: Iterable[str]) -> None:
    """Make what the folders list last, where the disk can."""
    for folder in sorted(set(folders)):
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)
