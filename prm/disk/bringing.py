"""Bringing what others wrote: by a rebase, or by a merge; what stops it is said, and who goes on from there."""

from __future__ import annotations

import os
from collections.abc import Sequence

from prm.disk import git
from prm.disk.careful import careful
from prm.disk.files import Refused
from prm.disk.files import read
from prm.disk.remotes import Target
from prm.disk.sides import Sides
from prm.disk.sides import forget
from prm.disk.sides import is_ours
from prm.disk.sides import remember


def bring(root: str, git_dir: str, to: Target, options: tuple[str, ...]) -> tuple[str, ...]:
    """Put our commits on top of theirs, and return the files that came.

    A merge of ours that is not pushed yet is merged, as a rebase would undo it. Raises Refused where the user has to
    choose, and where nothing was brought.
    """
    saved = "what you wrote is committed here"
    head = git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text
    goal = git.git(root, "rev-parse", "--verify", to.tracking).text
    if head:
        staged = git.git(root, "diff", "--cached", "--name-only", "--no-renames", "-z").parts
        if staged:
            raise Refused(
                f"{staged[0]} outside of the vault is staged, and bringing what others wrote would unstage it; "
                f"commit it, or “git restore --staged” it, then sync again; {saved}"
            )
    merges = not head or git.git(root, "rev-list", "--merges", "--count", f"{goal}..HEAD").text != "0"
    by_merge = ("merge", "--quiet", "--no-edit", *(("--autostash",) if head else ()), goal)
    by_rebase = ("rebase", "--quiet", "--merge", "--autostash", "--no-fork-point", goal)
    sides = Sides(head, goal)
    if head and to.ahead:
        remember(git_dir, sides)
    answer = careful(root, git_dir, *(by_merge if merges else by_rebase), options=options, goal=goal)
    stopped = _stopped(root)
    half_way = bool(answer.problem)
    if stopped and half_way and is_ours(git_dir, sides):
        from prm.disk.resuming import go_on

        half_way = not go_on(root, git_dir, sides, options)
        stopped = _stopped(root)
    if stopped:
        if half_way:
            remember(git_dir, sides._replace(by_hand=True))
        raise Refused(_conflict(root, stopped, "merge" if merges else "rebase", half_way=half_way))
    if half_way:
        _go_back(root, git_dir, options)
        forget(git_dir)
        raise Refused(f"{answer.problem}; {saved}, and nothing of theirs was brought")
    between = ("diff", "--name-only", "--relative", "--no-renames", "-z", f"{head}...{goal}")
    return tuple(git.git(root, *between).parts) if head else ()


def _stopped(root: str) -> list[str]:
    """Return the files of the vault that wait for a choice."""
    return git.git(root, "diff", "--name-only", "--relative", "--diff-filter=U", "-z").parts


def _go_back(root: str, git_dir: str, options: tuple[str, ...]) -> None:
    """Take back a rebase or a merge that stopped for another reason than a choice: a key that is missing, a hook."""
    for name, what in (("rebase-merge", "rebase"), ("MERGE_HEAD", "merge")):
        if os.path.lexists(os.path.join(git_dir, name)):
            careful(root, git_dir, what, "--abort", options=options)


def _conflict(root: str, paths: Sequence[str], what: str, *, half_way: bool) -> str:
    """Return what to do with files that git could not merge: those without markers are deleted, or no text."""
    whole = [path for path in paths if not _shows_both(os.path.join(root, path))]
    paths = whole or paths
    shown = ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
    if not half_way:
        return f"{shown} changed while git worked; both sides stand in it, yours on the stash too; choose, “git add” it"
    going_on = "git commit" if what == "merge" else "git rebase --continue"
    then = f"“{going_on}”, then sync again (“git {what} --abort” goes back to how it was)"
    if whole:
        ways = "make it what it should be, “git add” or “git rm” it"
        return f"two sides changed {shown}, and nothing can put them together; {ways}, {then}"
    return f"two sides changed the same lines of {shown}; choose between the markers, “git add” it, {then}"


def _shows_both(path: str) -> bool:
    try:
        return b"<<<<<<<" in read(path)
    except OSError:
        return False
