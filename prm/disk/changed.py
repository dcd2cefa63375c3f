"""Which notes differ between a commit and now, and the day on which a line came or went. Writes nothing."""

import os
import re
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.disk import git
from prm.disk.files import Refused
from prm.disk.files import read
from prm.disk.history import ENCRYPTED
from prm.disk.history import is_note
from prm.disk.history import nothing_yet
from prm.model.config import Config
from prm.text.ciphers import CIPHERS
from prm.text.source import Source

_COMMIT = re.compile("(?:^|\0)\x01(?P<head>[0-9a-f]{40,64} [0-9-]{10})(?:\0|$)")
_RAW = ("--raw", "-z", "-M", "--no-abbrev", "--relative", "--no-color")
_LINK = "120000"


class Both(NamedTuple):
    """A note that differs, as it was in the commit and as it is now; None where there was, or is, no such file."""

    old: Source | None
    new: Source | None


class Line(NamedTuple):
    """A line to be dated: it stands in the file of a path now and did not, or the other way round (`gone`).

    `old_path` is where git knows the file, if it was moved and that is not committed.
    """

    path: str
    old_path: str
    data: bytes
    gone: bool


class Version(NamedTuple):
    """A file as a commit left it, "" where it removed it; the day is that of the commit's author."""

    day: str
    blob: str


class Compared(NamedTuple):
    """What differs since a commit.

    `first` is the day of the oldest commit where git's record does not reach back further, else "": what it holds is
    where all begins, and nothing new; `there` counts its notes. `shallow` says that this clone does not hold all of
    git's record. `versions` are those of each path since, the newest first.
    """

    notes: tuple[Both, ...]
    first: str
    there: int
    shallow: bool
    versions: dict[str, list[Version]]


class _Raw(NamedTuple):
    """One file in a comparison: paths differ for a rename, objects are "" for no file, or for one as it is on disk."""

    status: str
    old_path: str
    path: str
    old: str
    new: str


def compared(root: str, since: date | str, config: Config, *, until: date | None = None) -> Compared:
    """Return what differs between the last commit before a day, or a commit that is named, and the files as they are.

    With `until` the last commit of that day stands for the files. Raises Refused where git knows nothing.
    """
    tip = _last(root, until, "HEAD")
    base, first, shallow = _base(root, since, tip)
    versions = _versions(root, f"{base}..{tip}")
    rows = _differing(root, base, tip if until else "")
    known = _Chains(versions)
    ignore = tuple(map(str, config.get("ignore")))
    rows = [row for row in known.joined(rows) if is_note(row.path, ignore) or is_note(row.old_path, ignore)]
    blobs = git.blobs(root, [name for row in rows for name in (row.old, row.new if until else "")])
    notes = [
        Both(_source(row.old_path, old), _source(row.path, new if until else _now(root, row.path)))
        for row, old, new in zip(rows, blobs[::2], blobs[1::2], strict=True)
    ]
    if any(each.data.startswith(CIPHERS) for both in notes for each in both if each):
        raise Refused(ENCRYPTED)
    there = _notes_in(root, base, ignore) if first else 0
    return Compared(tuple(each for each in notes if _differs(each)), first, there, shallow, known.versions)


def _notes_in(root: str, commit: str, ignore: tuple[str, ...]) -> int:
    """Count the notes of a commit."""
    paths = git.git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".", timeout=None).parts
    return sum(is_note(path, ignore) for path in paths)


def _source(path: str, data: bytes | None) -> Source | None:
    return Source(os.fsencode(path).decode("utf-8", "replace"), data) if path and data is not None else None


def _differs(both: Both) -> bool:
    old, new = both
    return (old.path, old.data) != (new.path, new.data) if old and new else old is not new


def _last(root: str, day: date | None, start: str) -> str:
    """Return the last commit up to the end of a day, "" where there is none; raises Refused where git has nothing."""
    before = (f"--before={day.isoformat()}T23:59:59",) if day else ()
    answer = git.git(root, "rev-list", "-1", *before, start, timeout=None)
    if answer.problem:
        raise Refused(nothing_yet(answer.problem))
    if not answer.text and start == "HEAD":
        raise Refused(f"git knows nothing of {day}, which is before its first commit")
    return answer.text


def _base(root: str, since: date | str, tip: str) -> tuple[str, str, bool]:
    """Return the commit to compare with, the oldest where none is older; the day of that one."""
    if isinstance(since, str):
        return _named(root, since), "", False
    if base := _last(root, since - timedelta(days=1), tip):
        return base, "", False
    answer = git.git(root, "log", "--reverse", "--date-order", "--format=%H %as", tip, timeout=None)
    oldest, _, day = answer.text.split("\n")[0].partition(" ")
    shallow = git.git(root, "rev-parse", "--is-shallow-repository").text == "true"
    return oldest, day, shallow


def _named(root: str, name: str) -> str:
    if not (commit := commit_named(root, name)):
        raise Refused(f"“{name}” is no commit that git knows")
    return commit


def commit_named(root: str, name: str) -> str:
    """Return the commit that git knows by a name, "" for none."""
    return "" if name.startswith("-") else git.git(root, "rev-parse", "--verify", "--quiet", name + "^{commit}").text


def _differing(root: str, base: str, tip: str) -> list[_Raw]:
    """Return the files that differ between two commits, or between one and the disk, new ones included."""
    if tip:
        answer = git.git(root, "diff-tree", "-r", *_RAW, base, tip, "--", ".", timeout=None)
    else:
        answer = git.git(root, "diff", *_RAW, base, "--", ".", timeout=None)
    if answer.problem:
        raise Refused(answer.problem)
    rows = _raw(os.fsdecode(answer.out).split("\0"))
    if not tip:
        new = git.git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".", timeout=None).parts
        rows += [_Raw("A", "", path, "", "") for path in new if not os.path.islink(os.path.join(root, path))]
    return rows


def _raw(fields: Sequence[str]) -> list[_Raw]:
    """Return the files that git lists with --raw -z; of a merge those that differ from all that it merged."""
    rows: list[_Raw] = []
    left = iter(fields)
    for field in left:
        if not (field := field.lstrip("\n")).startswith(":"):
            continue
        parents = len(field) - len(field.lstrip(":"))
        words = field[parents:].split(" ")
        names, status = words[parents + 1 : -1], words[-1]
        path = next(left, "")
        to = next(left, "") if parents == 1 and status[:1] in "RC" else path
        if _LINK in words[: parents + 1]:
            continue
        kind = status[:1] if parents == 1 else "D" if not names[-1].strip("0") else "M"
        old, new = ("" if not name.strip("0") else name for name in (names[0], names[-1]))
        rows.append(_Raw(kind, "" if kind == "A" else path, "" if kind == "D" else to, old, new))
    return [row._replace(status="A", old_path="", old="") if row.status == "C" else row for row in rows]


def _versions(root: str, commits: str) -> list[tuple[str, list[_Raw]]]:
    """Return what each commit changed, with its day, the newest first."""
    words = ("log", *_RAW, "-c", "--no-show-signature", "--format=%x01%H %as", commits, "--", ".")
    answer = git.git(root, *words, timeout=None)
    if answer.problem:
        raise Refused(answer.problem)
    parts = _COMMIT.split(os.fsdecode(answer.out))[1:]
    return [
        (head.partition(" ")[2], _raw(rest.split("\0"))) for head, rest in zip(parts[::2], parts[1::2], strict=True)
    ]


class _Chains:
    """The versions of each file since a commit, followed through renames back to the name it had there."""

    def __init__(self, commits: Iterable[tuple[str, list[_Raw]]]) -> None:
        self.versions: dict[str, list[Version]] = {}
        self._origin: dict[str, str] = {}
        now: dict[str, str] = {}  # the name that a file has now, by the name it had where we are
        for day, rows in commits:
            moves: dict[str, str] = {}
            for row in rows:
                name = now.get(row.path or row.old_path, row.path or row.old_path)
                self.versions.setdefault(name, []).append(Version(day, row.new))
                if row.status == "R":
                    moves[row.old_path] = name
                    self._origin[name] = row.old_path
            now |= moves

    def joined(self, rows: list[_Raw]) -> list[_Raw]:
        """Return the rows, a file that went and one that came as one where commits tell that it was renamed.

        Another file may have taken the old name since.
        """
        before = {row.old_path: row for row in rows if row.status in "DM"}
        moved: dict[str, _Raw] = {}
        for row in (row for row in rows if row.status == "A"):
            here = row.path if row.path in before else self._origin.get(row.path, "")
            if was := before.pop(here, None):
                moved[row.path] = was
        found = [
            row._replace(old_path=was.old_path, old=was.old)
            if (was := moved.get(row.path)) and row.status == "A"
            else row
            for row in rows
        ]
        taken = {was.old_path for was in moved.values()}
        found = [row._replace(old_path="", old="") if row.status == "M" and row.path in taken else row for row in found]
        return [row for row in found if row.status != "D" or row.old_path not in taken]


def _now(root: str, path: str) -> bytes | None:
    try:
        return read(os.path.join(root, path))
    except OSError:
        return None


def days(root: str, found: Compared, lines: Sequence[Line], today: date) -> list[str]:
    """Return the day on which each line came or went, today for what is not committed; one git call a round.

    Each round looks at the middle of what is left of each line's versions, so a thousand of them take ten.
    """
    versions = [found.versions.get(line.path) or found.versions.get(line.old_path) or [] for line in lines]
    rounds = [[-1, len(each)] for each in versions]
    seen: dict[str, bytes | None] = {"": None}
    while asked := [at for at, (low, high) in enumerate(rounds) if high - low > 1]:
        middles = {at: versions[at][sum(rounds[at]) // 2].blob for at in asked}
        unknown = sorted(set(middles.values()) - seen.keys())
        seen |= zip(unknown, git.blobs(root, unknown), strict=True)
        for at, blob in middles.items():
            rounds[at][_stands(seen[blob], lines[at].data) == lines[at].gone] = sum(rounds[at]) // 2
    return [each[low].day if low >= 0 else today.isoformat() for each, (low, _) in zip(versions, rounds, strict=True)]


def _stands(data: bytes | None, line: bytes) -> bool:
    return data is not None and line in data
