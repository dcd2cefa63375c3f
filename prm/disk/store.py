"""Writing to disk: a file is there whole, old or new, at any moment."""

from __future__ import annotations

import os
import tempfile

MARK = b"<!-- prm:begin -->"
"""What every file that `prm` generated carries, so that it is never read for history and may be made anew."""


class Refused(Exception):
    """A file that is not ours to write: what is wrong, and what to do."""


def write_new(path: str, data: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; return whether it was written."""
    temporary = _temporary(path, data)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        os.unlink(temporary)
    return True


def write_generated(path: str, data: bytes) -> bool:
    """Write a file that `prm` made, unless it says the same already; return whether it was written.

    Raises Refused where a file stands there that `prm` did not make.
    """
    path = os.path.realpath(path)
    try:
        with open(path, "rb") as file:
            old = file.read()
    except FileNotFoundError:
        old = None
    if old == data:
        return False
    if old is not None and MARK not in old:
        raise Refused(f"{path} was not made by prm, and is left as it is; name another file")
    temporary = _temporary(path, data)
    try:
        if old is not None:
            os.chmod(temporary, os.stat(path).st_mode & 0o7777)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return True


def _temporary(path: str, data: bytes) -> str:
    """Write the data to a file of its own in the same folder, on the disk for good, and return its name."""
    descriptor, name = tempfile.mkstemp(dir=os.path.dirname(path) or ".", prefix=".prm-", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            os.fchmod(file.fileno(), 0o666 & ~umask)
    except BaseException:
        os.unlink(name)
        raise
    return name
