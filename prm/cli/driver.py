"""The merge driver itself, without click: git calls it once for each note that both sides changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

_DEFAULTS = ("ours", "base", "theirs")


def drive(words: Sequence[str]) -> int:
    """Merge %O %A %B into %A; 0 where that went well, 1 for a conflict, 2 where git asked for something else.

    `words` are %O %A %B %L %P and, from git 2.45 on, the labels %S %X %Y. No exception leaves this function.
    """
    if len(words) < 3:
        sys.stderr.write("prm: git calls this command, as “prm git-setup” tells it to\n")
        return 2
    base, ours, theirs = words[:3]
    size = int(words[3]) if len(words) > 3 and words[3].isdigit() else 7
    path = words[4] if len(words) > 4 else ours
    try:
        labels = _labels(words[5:8])
        return _merge(base, ours, theirs, size, labels)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        why = str(error) or type(error).__name__
        sys.stderr.write(f"prm: {_safe(path)}: merged line by line ({_safe(why)})\n")
        return _by_git(base, ours, theirs, size)


def _merge(base: str, ours: str, theirs: str, size: int, labels: tuple[str, str, str]) -> int:
    from prm.edits.merge.merge3 import merge
    from prm.text.ciphers import CIPHERS

    three = (_read(base), _read(ours), _read(theirs))
    if any(data.startswith(CIPHERS) for data in three):
        sys.stderr.write("prm: encrypted notes cannot be merged; both versions are in git, see docs/git.md\n")
        return 1  # our side stays whole: markers in a cipher could be read by nobody
    merged = merge(*three, size=size, labels=labels)
    if merged.conflicts and _shows_base(ours):
        merged = merge(*three, size=size, labels=labels, show_base=True)
    if merged.data != three[1]:
        _write(ours, merged.data)
    return int(merged.conflicts > 0)


def _labels(said: Sequence[str]) -> tuple[str, str, str]:
    """Return the names of ours, base and theirs; an older git leaves the signs it does not know as they are."""
    base, ours, theirs = (
        default if not word or word.startswith("%") else word
        for word, default in zip((*said, "", "", "")[:3], ("base", "ours", "theirs"), strict=True)
    )
    return ours, base, theirs


def _shows_base(ours: str) -> bool:
    from prm.disk.git import setting

    return setting(os.path.dirname(os.path.abspath(ours)), "merge.conflictStyle") in ("diff3", "zdiff3")


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(path: str, data: bytes) -> None:
    """Write a whole file or none of it, so that what git merges itself later is never half of ours."""
    new = f"{path}.prm"
    try:
        with open(new, "wb") as file:
            file.write(data)
        os.replace(new, path)
    finally:
        with suppress(OSError):
            os.unlink(new)


def _by_git(base: str, ours: str, theirs: str, size: int) -> int:
    """Leave the merge to git; where it cannot either, as for what is no text, ours stays and it is a conflict."""
    with suppress(Exception):
        from prm.disk.git import merge_file

        return int(merge_file(ours, base, theirs, size, _DEFAULTS) != 0)
    return 2


def _safe(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
