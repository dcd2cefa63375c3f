"""Which two commits are being put together: noted in the repository, for a look at what came of it."""

import os
from typing import NamedTuple

from prm.disk import git
from prm.disk.files import Refused
from prm.disk.files import explain
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import write_whole
from prm.text.pattern import Pattern

_MARK = "prm-merging"
_WRITTEN = Pattern(r"([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (by hand)?")


class Sides(NamedTuple):
    """The two commits that are put together, and whether the user had to choose between them."""

    ours: str
    theirs: str
    by_hand: bool = False


def remember(git_dir: str, sides: Sides) -> None:
    """Note what is being put together, so that it is looked at also where we are killed, or the user ends it."""
    path = os.path.join(git_dir, _MARK)
    try:
        remove(path)
        write_whole(path, " ".join((*sides[:2], "by hand" if sides.by_hand else "")).encode())
    except OSError as error:
        raise Refused(f"{path} cannot be written: {explain(error)}") from None


def forget(git_dir: str) -> None:
    """Take the note away again."""
    remove(os.path.join(git_dir, _MARK))


def is_remembered(git_dir: str) -> bool:
    """Tell whether an earlier sync stopped while it put two sides together."""
    return os.path.exists(os.path.join(git_dir, _MARK))


def remembered(git_dir: str) -> Sides | None:
    """Return what was being put together when an earlier sync stopped; None also where that can no longer be read."""
    try:
        found = _WRITTEN.fullmatch(read(os.path.join(git_dir, _MARK)).decode("latin-1"))
    except OSError:
        return None
    return Sides(found[1], found[2], bool(found[3])) if found else None


def came_together(root: str, sides: Sides) -> bool:
    """Tell whether two sides are one now; a rebase or a merge that was taken back leaves the branch as it was."""
    if git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text == sides.ours:
        return False
    return git.git(root, "merge-base", "--is-ancestor", sides.theirs, "HEAD").code == 0


def is_ours(git_dir: str, sides: Sides) -> bool:
    """Tell whether the rebase or merge that is half done is the one that a sync began."""
    heads = (("rebase-merge/onto", sides.theirs), ("rebase-merge/orig-head", sides.ours))
    if all(_text(git_dir, name) == commit for name, commit in heads):
        return True
    return _text(git_dir, "MERGE_HEAD") == sides.theirs and not os.path.isdir(os.path.join(git_dir, "rebase-merge"))


def _text(git_dir: str, name: str) -> str:
    try:
        return read(os.path.join(git_dir, name)).decode().strip()
    except OSError:
        return ""
