"""Going on with a merge that a sync began, and that stopped because its driver was killed or is missing."""

import os
import stat
from typing import NamedTuple

from prm.disk import git
from prm.disk.careful import careful
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import spare_names
from prm.disk.files import write_whole
from prm.disk.sides import Sides
from prm.disk.sides import is_ours
from prm.edits.merge.diff3 import Unmergeable
from prm.edits.merge.merge3 import LABELS
from prm.edits.merge.merge3 import merge
from prm.text.ciphers import CIPHERS

_ASIDE = "prm-again"


class Stopped(NamedTuple):
    """A file that waits for a choice: what it was before, with us and with them; None where it was not there."""

    path: str
    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def go_on(root: str, git_dir: str, sides: Sides, options: tuple[str, ...]) -> bool:
    """Merge what waits for a choice and is as git left it, and go on; return whether it came to its end.

    What cannot be merged without a choice stays, with markers in it; nothing that somebody touched is written to.
    """
    while is_ours(git_dir, sides) and (waiting := unmerged(root)):
        settled = [each.path for each in waiting if _settle(root, git_dir, each)]
        stdin = b"\0".join(map(os.fsencode, settled))
        if stdin:
            words = ("add", "--pathspec-from-file=-", "--pathspec-file-nul")
            careful(root, git_dir, *words, stdin=stdin, options=options)
        if len(settled) < len(waiting):
            return False
        rebases = os.path.isdir(os.path.join(git_dir, "rebase-merge"))
        goes_on = ("rebase", "--continue") if rebases else ("commit", "--quiet", "--no-edit")
        answer = careful(root, git_dir, *goes_on, options=options, goal=sides.theirs)
        if answer.problem and rebases and not git.git(root, "diff", "--cached", "--quiet", "HEAD").code:
            answer = careful(root, git_dir, "rebase", "--skip", options=options, goal=sides.theirs)  # it says no more
    return not is_ours(git_dir, sides)


def unmerged(root: str) -> list[Stopped]:
    """Return the files that wait for a choice, in the whole repository."""
    top = git.top(root).text
    found: dict[str, dict[str, str]] = {}
    for row in git.git(top, "ls-files", "--unmerged", "-z").parts:
        about, _, path = row.partition("\t")
        _, id, stage = about.split(" ")
        found.setdefault(path, {})[stage] = id
    wanted = sorted({id for ids in found.values() for id in ids.values()})
    blobs = dict(zip(wanted, git.blobs(top, wanted), strict=True))
    below = {path: os.path.relpath(os.path.join(os.path.realpath(top), path), os.path.realpath(root)) for path in found}
    return [Stopped(below[path], *(blobs.get(ids.get(stage, "")) for stage in "123")) for path, ids in found.items()]


def _settle(root: str, git_dir: str, stopped: Stopped) -> bool:
    """Merge one note that nobody touched since git left it; return whether no choice is left in it."""
    path = os.path.join(root, stopped.path)
    ours, theirs, base = stopped.ours, stopped.theirs, stopped.base or b""
    if ours is None or theirs is None or os.path.islink(path):
        return False
    if git.attributes(root, "merge", [stopped.path]).get(stopped.path) != "prm":
        return False
    try:
        if any(data.startswith(CIPHERS) for data in (base, ours, theirs)):
            return False
        now, merged = read(path), merge(base, ours, theirs)
        if now == merged.data and not merged.conflicts:
            return True  # the driver came to its end, and git did not hear of it
        if now != ours and (merged.conflicts or now != _by_git(git_dir, base, ours, theirs)):
            return False
        _write(path, now, merged.data)
    except (OSError, Unmergeable):
        return False
    return not merged.conflicts


def _by_git(git_dir: str, base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Return what the line of the driver has git write where the driver itself fails."""
    paths = [os.path.join(git_dir, f"{_ASIDE}-{label}") for label in LABELS]
    try:
        remove(*paths)
        for path, data in zip(paths, (ours, base, theirs), strict=True):
            write_whole(path, data)
        git.merge_file(paths[0], paths[1], paths[2], 7, LABELS)
        return read(paths[0])
    finally:
        remove(*paths)


def _write(path: str, now: bytes, new: bytes) -> None:
    """Write a file that still is as it was."""
    temporary = spare_names(os.path.dirname(path), set())[0]
    try:
        write_whole(temporary, new, stat.S_IMODE(os.stat(path).st_mode))
        if read(path) != now:
            raise OSError(0, "it was saved by another program meanwhile")
        os.replace(temporary, path)
    finally:
        remove(temporary)
