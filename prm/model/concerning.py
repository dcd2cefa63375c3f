"""From rows to what they say: whom tasks and mentions concern, and on which days."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import Any

from prm.model.rows import Mention
from prm.model.rows import TaskRow

if TYPE_CHECKING:
    from prm.model.vault import Vault


def bare(words: str) -> str:
    """Return the target of a link, or words that are none."""
    words = words.strip()
    return words[2:-2].partition("|")[0].partition("#")[0] if words.startswith("[[") and words.endswith("]]") else words


def mention(row: tuple[Any, ...]) -> Mention:
    """Return a line that names somebody, with the words of the entry or task it stands in."""
    return Mention(row[0], row[1], row[2] or row[7], row[8] or "", row[3], row[4], row[6] is not None)


def days_by_line(rows: Iterable[tuple[Any, ...]], today: str) -> dict[tuple[int, int], str]:
    """Return days by note and line, the first of each; one without a year takes the latest that was."""
    found: dict[tuple[int, int], str] = {}
    for note, line, day in rows:
        if day.startswith("--"):
            day = f"{today[:4] if day[2:] <= today[5:] else int(today[:4]) - 1}{day[1:]}"
        found.setdefault((note, line), day)
    return found


def all_tasks(vault: Vault, rows: list[tuple[Any, ...]], links: list[tuple[Any, ...]]) -> list[TaskRow]:
    """Return tasks with those who own them and those they concern; `links` are those of all tasks."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for link in links:
        found.setdefault(link[0], []).append(link)
    return [task_row(row, found.get(row[0], []), lambda note: vault.attendees.get(note), vault) for row in rows]


def task_row(
    row: tuple[Any, ...], links: list[tuple[Any, ...]], attending: Callable[[int], list[int] | None], vault: Vault
) -> TaskRow:
    """Return a task with those who own it and those it concerns; `attending` says who is asked to a meeting."""
    number, note, sort, owner, text, due, due_last, done, done_day, own, path, line, col = row
    owners = list(dict.fromkeys(found for _, role, found in links if role == "owner"))
    linked = list(dict.fromkeys(found for _, role, found in links if role != "owner"))
    people = [person for person in (*([note] if own else []), *owners, *linked) if vault.notes[person].kind == "person"]
    if owner == "them":
        attendees = [] if own else attending(note) or []
        owners = [note] if own else linked[:1] or attendees
        people = people or attendees
    people = [person for person in dict.fromkeys(people) if person != vault.me]
    who = (0,) if owner == "me" else tuple(0 if person == vault.me else person for person in owners)
    return TaskRow(
        number, note, sort, owner, text, due, due_last, bool(done), done_day, path, line, who, tuple(people), col
    )  # fmt: skip
