"""Two ways of renaming that Python does not offer: exchange two files, and never overwrite one."""

from __future__ import annotations

import errno
import os

UNSUPPORTED = frozenset(
    (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EMLINK, errno.EXDEV)
)
"""What a disk answers that cannot do it this way; another way is tried then, and says what is really wrong."""

_HERE = -100  # AT_FDCWD of Linux
_EXCHANGE = {"renameat2": 2, "renamex_np": 2}
_KEEP = {"renameat2": 1, "renamex_np": 4}


def exchange(one: str, two: str) -> None:
    """Exchange two files in one step, so that neither name is ever without a file.

    Raises OSError with an `errno` of UNSUPPORTED where the system or the disk cannot.
    """
    _rename(one, two, _EXCHANGE)


def rename_new(old: str, new: str) -> None:
    """Rename a file unless the new name is taken; raises as `exchange`, and FileExistsError."""
    _rename(old, new, _KEEP)


def put_new(old: str, new: str) -> None:
    """Give a file a name that is free, in the same folder; the old name may remain as a second link.

    Raises FileExistsError where the name is taken. Where the disk knows neither links nor renaming without
    overwriting, the name is looked at right before.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        _rename_free(old, new)


def _rename_free(old: str, new: str) -> None:
    try:
        rename_new(old, new)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from None
        os.rename(old, new)


def _rename(old: str, new: str, flags: dict[str, int]) -> None:
    """Call the system's own rename with a flag: `renameat2` of Linux, `renamex_np` of macOS."""
    import ctypes

    try:
        library = ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), old) from None
    names = (os.fsencode(old), os.fsencode(new))
    if call := getattr(library, "renameat2", None):
        failed = call(_HERE, names[0], _HERE, names[1], flags["renameat2"])
    elif call := getattr(library, "renamex_np", None):
        failed = call(names[0], names[1], flags["renamex_np"])
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), old)
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), old)
