"""One writer at a time: the lock of a vault, kept outside of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress

from prm.disk.files import Refused
from prm.disk.files import explain

WAIT = 10.0
"""For how many seconds another `prm` is waited for."""
_PAUSE = 0.02


@contextmanager
def locked(state: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of the vault whose state lies in the folder `state`, which is made where it is missing.

    Raises Refused after `wait` seconds, or where nothing can be kept in that folder.
    """
    try:
        private_folder(state)
        held = _wait_for(state, wait)
    except OSError as error:
        raise Refused(f"{state} cannot be written to: {explain(error)}; nothing was written") from None
    try:
        yield
    finally:
        _release(held)


def private_folder(path: str) -> None:
    """Make a folder, and those above it that are missing, for its owner alone."""
    if not os.path.isdir(path):
        above = os.path.dirname(path)
        if above and not os.path.isdir(above):
            private_folder(above)
        with suppress(FileExistsError):
            os.mkdir(path, 0o700)


def _wait_for(state: str, wait: float) -> int | str:
    from time import monotonic
    from time import sleep

    until = monotonic() + wait
    while True:
        held = _take(os.path.join(state, "lock"))
        if held is not None:
            return held
        if monotonic() >= until:
            raise Refused("another prm is writing; try again in a moment")
        sleep(_PAUSE)


def _take(path: str) -> int | str | None:
    """Return what releases the lock, or None while somebody else holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_ino == os.stat(path).st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except (ImportError, OSError):
        os.close(descriptor)
        return _take_by_name(f"{path}.pid")
    os.close(descriptor)
    return None


def _take_by_name(path: str) -> str | None:
    """Take the lock where the system has none: a file that only one can make, with its maker's number in it."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        _drop_dead(path)
        return None
    os.write(descriptor, b"%d" % os.getpid())
    os.close(descriptor)
    return path


def _drop_dead(path: str) -> None:
    """Remove the lock of a process that is no more; one taken anew at this very moment is put back."""
    number = _owner(path)
    if not number:
        return
    with suppress(PermissionError):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            mine = f"{path}.{os.getpid()}"
            with suppress(FileNotFoundError):
                os.rename(path, mine)
                if _owner(mine) != number:
                    os.link(mine, path)
                os.unlink(mine)


def _owner(path: str) -> int:
    with suppress(OSError, ValueError), open(path, "rb") as file:
        return int(file.read())
    return 0


def _release(held: int | str) -> None:
    if isinstance(held, str):
        with suppress(FileNotFoundError):
            os.unlink(held)
    else:
        os.close(held)


def state_folder(root: str) -> str:
    """Return the folder outside a vault that keeps its lock, its journal and what undoes the last commands."""
    from hashlib import sha256

    base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(base, "prm", sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16])
