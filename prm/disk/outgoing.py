"""Files that leave for other programs: written whole or not at all, and never over another without being told to."""

from __future__ import annotations

import os

from prm.disk.files import Refused
from prm.disk.files import explain
from prm.disk.files import output_path
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import spare_names
from prm.disk.files import write_whole
from prm.disk.swap import put_new


def write_out(path: str, data: bytes, *, replace: bool) -> bool:
    """Write a file unless it says the same already; return whether it was written.

    Raises Refused where another file stands there and `replace` is not said, and where nothing can be written.
    """
    path = output_path(path)
    try:
        if os.path.lexists(path):
            if read(path) == data:
                return False
            if not replace:
                raise Refused(f"{path} is there already and says something else; --replace writes over it")
        _put(path, data, replace=replace)
    except FileExistsError:
        raise Refused(f"{path} is there already; --replace writes over it") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {explain(error)}") from None
    return True


def _put(path: str, data: bytes, *, replace: bool) -> None:
    temporary, _ = spare_names(os.path.dirname(path), set())
    try:
        write_whole(temporary, data)
        if replace and os.path.lexists(path):
            os.chmod(temporary, os.stat(path).st_mode & 0o7777)
            os.replace(temporary, path)
        else:
            put_new(temporary, path)
    finally:
        remove(temporary)
