"""What git remembers of a vault: its notes as they were on a day. Writes nothing."""

import os
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple

from prm.disk import git
from prm.disk.files import Refused
from prm.model.config import Config
from prm.model.config import read_config
from prm.text.ciphers import CIPHERS
from prm.text.source import Source

_ENDINGS = (".md", ".markdown")
ENCRYPTED = "git keeps these notes encrypted; check out the older commit in a work tree of its own instead"
_LINK = "120000"


class Then(NamedTuple):
    """What a commit holds: its notes by their objects, and which of them differ from the files; its prm.toml."""

    objects: dict[str, str]
    differing: frozenset[str]
    toml: str | None


def then(root: str, day: date, config: Config) -> Then:
    """Return what the last commit up to a day holds; raises Refused where there is none so old."""
    commit = git.git(root, "rev-list", "-1", f"--before={day.isoformat()}T23:59:59", "HEAD", timeout=None)
    if commit.problem:
        raise Refused(nothing_yet(commit.problem))
    if not commit.text:
        first = git.git(root, "log", "--reverse", "--format=%cs", "HEAD").text.split("\n")[0]
        raise Refused(f"git knows nothing of {day.isoformat()}; its first commit here is of {first}")
    listed = git.git(root, "ls-tree", "-r", "-z", commit.text, "--", ".", timeout=None)
    objects = dict(_rows(listed.parts))
    toml = objects.get("prm.toml")
    stated = git.blobs(root, [toml])[0] if toml else None
    text = stated.decode("utf-8", "replace") if stated is not None else None
    ignore = tuple(map(str, (read_config(text)[0] if text is not None else config).get("ignore")))
    words = ("diff", "--name-only", "--no-renames", "--relative", "-z", commit.text, "--", ".")
    differing = frozenset(git.git(root, *words, timeout=None).parts)
    return Then({path: objects[path] for path in sorted(objects) if is_note(path, ignore)}, differing, text)


def sources(root: str, found: Then, paths: Sequence[str]) -> dict[str, Source]:
    """Return notes of a commit as it has them, by path; raises Refused where they are encrypted."""
    contents = git.blobs(root, [found.objects[path] for path in paths])
    if any(data.startswith(CIPHERS) for data in contents if data):
        raise Refused(ENCRYPTED)
    return {
        path: Source(os.fsencode(path).decode("utf-8", "replace"), data)
        for path, data in zip(paths, contents, strict=True)
        if data is not None
    }


def older(root: str, path: str, day: date) -> Source | None:
    """Return a note as the last commit of a day has it, under the name it had then; None where git has none.

    It takes two git calls, and one more for a note that was moved since.
    """
    before = f"--before={day.isoformat()}T23:59:59"
    commit = git.git(root, "rev-list", "-1", before, "HEAD").text
    if not commit:
        return None
    name = path
    [data] = git.blobs(root, [f"{commit}:./{path}"])
    if data is None:
        words = ("diff-tree", "-r", "-M", "-z", "--relative", "--name-status", "--diff-filter=R", commit, "HEAD")
        parts = git.git(root, *words).parts
        moved = {new: old for old, new in zip(parts[1::3], parts[2::3], strict=False)}
        name = moved.get(path, "")
        [data] = git.blobs(root, [f"{commit}:./{name}"]) if name else [None]
    return Source(name, data) if data is not None and not data.startswith(CIPHERS) else None


def nothing_yet(problem: str) -> str:
    """Return what git has to say, in plainer words where nothing is committed."""
    return "nothing is committed yet" if "HEAD" in problem else problem


def _rows(rows: list[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        said, _, path = row.partition("\t")
        mode, _, name = said.split(" ")
        if mode != _LINK:
            yield path, name


def is_note(path: str, ignore: tuple[str, ...]) -> bool:
    """Tell whether a path in a vault is that of a note."""
    *folders, name = path.split("/")
    if not name.lower().endswith(_ENDINGS) or any(part.startswith(".") for part in (*folders, name)):
        return False
    if any(folder.lower() == "templates" for folder in folders):
        return False
    above = ["/".join(folders[: count + 1]) for count in range(len(folders))]
    parts = [*zip(above, folders, strict=True), (path, name)]
    return not any(fnmatchcase(whole, glob) or fnmatchcase(part, glob) for whole, part in parts for glob in ignore)
