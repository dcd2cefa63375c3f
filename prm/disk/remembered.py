"""What git still remembers of files, and how to make it forget; writes nothing."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from prm.disk import git


class Remembered(NamedTuple):
    """Files as git knows them, from the top of the repository, under every name they had; where they were pushed to."""

    paths: tuple[str, ...]
    commits: int
    remote: str
    address: str


def remembered(root: str, paths: Sequence[str]) -> Remembered | None:
    """Return what the history of a vault holds of files, None where it holds nothing."""
    names: dict[str, None] = {}
    commits: set[str] = set()
    for path in paths:
        words = ("log", "--all", "--follow", "--name-only", "-z", "--no-show-signature", "--format=%x01%H")
        answer = git.git(root, *words, "--", path, timeout=None)
        for part in answer.parts:
            if part.lstrip("\n").startswith("\x01"):
                commits.add(part.lstrip("\n")[1:])
            elif name := part.lstrip("\n"):
                names[name] = None
    if not commits:
        return None
    remotes = git.git(root, "remote").text.split("\n")
    remote = "origin" if "origin" in remotes else remotes[0]
    address = git.git(root, "remote", "get-url", remote).text if remote else ""
    return Remembered(tuple(names), len(commits), remote, address)


def recipe(found: Remembered, words: Sequence[str], instead: str) -> list[str]:
    """Return the commands that take the files out of history, and the words too, if any are given."""
    from shlex import quote

    paths = " ".join(f"--path {quote(os.fsencode(path).decode('utf-8', 'replace'))}" for path in found.paths)
    lines = ["prm sync"]
    replacing = ""
    if words:
        lines.append(f"printf '%s\\n' {' '.join(quote(f'{word}==>{instead}') for word in words)} > ../forget.txt")
        replacing = " --replace-text ../forget.txt --replace-message ../forget.txt"
    lines.append(f"git filter-repo --force --invert-paths {paths}{replacing}")
    if words:
        lines.append("rm ../forget.txt")
    if found.remote:
        lines.append(f"git remote add {found.remote} {quote(found.address)}")
        lines.append(f"git push --force --all {found.remote}")
        lines.append(f"git push --force --tags {found.remote}")
    return lines
