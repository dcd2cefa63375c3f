"""How a repository stands: what changed in the vault, which branch is checked out; by one look of git's."""

import os
from collections.abc import Callable
from typing import NamedTuple

from prm.disk import git
from prm.disk.files import Refused

_LOOK = ("status", "--porcelain=v2", "--branch", "--no-ahead-behind", "-z", "--untracked-files=all", "--no-renames")


class Changed(NamedTuple):
    """A file of the vault that is not committed as it is; `old` is the object git has of it, "" where it is new."""

    path: str
    old: str


class State(NamedTuple):
    """How a repository stands; `changed` are files of the vault, `left_out` repositories inside of it."""

    head: str
    branch: str
    changed: tuple[Changed, ...]
    left_out: tuple[str, ...]


def place(root: str) -> tuple[str, str]:
    """Return the folder that git keeps, and where the vault lies below the top, "" or with a slash behind it."""
    answer = git.git(root, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix")
    if answer.problem:
        raise Refused(answer.problem)
    inside, git_dir, *prefix = answer.text.split("\n")
    if inside != "true":
        raise Refused("this folder is what git keeps, not the notes; go to the folder of the vault")
    return git_dir, "\n".join(prefix)


def look(root: str, prefix: str) -> State:
    """Ask git how things stand; raises Refused where it cannot be saved so."""
    return seen(root, prefix, begin_look(root)())


def begin_look(root: str) -> Callable[[], git.Answer]:
    """Have git look at every file while we do something else; what is returned waits for it and must be called."""
    return git.begin(root, *_LOOK, "--", ".", timeout=None)


def seen(root: str, prefix: str, answer: git.Answer) -> State:
    """Return how things stand by what git saw; raises Refused where it cannot be saved so."""
    if answer.problem:
        raise Refused(answer.problem)
    head: dict[str, str] = {}
    changed: list[Changed] = []
    left_out: list[str] = []
    for row in answer.parts:
        if row.startswith("# "):
            name, _, value = row[2:].partition(" ")
            head[name] = value
        elif row.startswith("u "):
            path = row.split(" ", 10)[10].removeprefix(prefix)
            raise Refused(f"{path} waits for a choice between two sides; choose, “git add” it, then sync again")
        elif found := _changed(row, prefix, left_out):
            changed.append(found)
    changed = [each for each in changed if each.old or os.path.lexists(os.path.join(root, each.path))]
    branch = head.get("branch.head", "")
    if branch == "(detached)":
        raise Refused("no branch is checked out; “git switch main” (or another branch) first, then sync again")
    oid = head.get("branch.oid", "").replace("(initial)", "")
    return State(oid, branch, tuple(changed), tuple(left_out))


def _changed(row: str, prefix: str, left_out: list[str]) -> Changed | None:
    if row.startswith("? "):
        path, old = row[2:], ""
    else:
        fields = row.split(" ", 8)
        path, old = fields[8], fields[6] if fields[6].strip("0") else ""
        if fields[2].startswith("S"):
            left_out.append(path.removeprefix(prefix))
            return None
    if path.endswith("/"):
        left_out.append(path.removeprefix(prefix))
        return None
    return None if path.rpartition("/")[2].startswith(".prm-") else Changed(path.removeprefix(prefix), old)


def left_out(now: State) -> list[str]:
    """Return a line on each repository inside of the vault."""
    return [f"{path.rstrip('/')} is a repository of its own, and is left out" for path in now.left_out]
