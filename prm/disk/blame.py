"""When each line of a file was written, as git records it."""

from __future__ import annotations

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone

from prm.disk.git import git


def line_days(root: str, path: str) -> list[date | None]:
    """Return the day on which each line of a file was written, as its author's clock had it.

    None stands for lines that are not committed; the list is empty where git knows nothing of the file.
    """
    answer = git(root, "blame", "-w", "-M", "--line-porcelain", "--", path)
    return _days(answer.out) if answer.code == 0 else []


def _days(blame: bytes) -> list[date | None]:
    days: list[date | None] = []
    commit, seconds, zone = b"", 0, timezone(timedelta(0))
    begins = True
    for line in blame.split(b"\n"):
        if line.startswith(b"\t"):
            days.append(None if not commit.strip(b"0") else _day(seconds, zone))
            begins = True
        elif begins:
            commit, begins = line.partition(b" ")[0], False
        elif line.startswith(b"author-time "):
            seconds = int(line.split()[1])
        elif line.startswith(b"author-tz "):
            zone = _zone(line.split()[1].decode("ascii", "replace"))
    return days


def _zone(written: str) -> timezone:
    """Return a zone written as +0900."""
    try:
        return timezone(datetime.strptime(written, "%z").utcoffset() or timedelta(0))
    except ValueError:
        return timezone(timedelta(0))


def _day(seconds: int, zone: timezone) -> date | None:
    try:
        return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)).astimezone(zone).date()
    except OverflowError:
        return None
