"""Promises both ways, and threads left open."""

from datetime import date
from typing import NamedTuple

from prm.model.rows import NoteRow
from prm.model.rows import TaskRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks


class Promise(NamedTuple):
    """Something promised: by me or the person of a slug; `days_past` is below 0 while there is time."""

    owner: str
    people: list[str]
    text: str
    due: str | None
    done: bool
    days_past: int | None
    at: str


class Thread(NamedTuple):
    """Something left open with somebody."""

    people: list[str]
    text: str
    at: str


def promises(
    vault: Vault, person: NoteRow | None = None, *, done: bool = False, until: date | None = None
) -> list[Promise]:
    """Return open promises, of one person or all; the longest past due first, those without a day last.

    Of all, with `until`, only those that are due by that day.
    """
    found = [
        promise
        for task in (vault.open_tasks("promise", until.isoformat()) if until else _tasks(vault, person, done=done))
        if task.sort == "promise" and task.owner != "unclear" and (done or not task.done)
        for promise in _promises(vault, task)
    ]
    return sorted(found, key=lambda each: (-each.days_past if each.days_past is not None else 10**6, each.at))


def _tasks(vault: Vault, person: NoteRow | None, *, done: bool) -> list[TaskRow]:
    if person is not None:
        return vault.tasks_of(person.id)
    return vault.tasks if done else vault.open_tasks("promise")


def _promises(vault: Vault, task: TaskRow) -> list[Promise]:
    people = [vault.notes[note].slug for note in task.people]
    days = (vault.today - date.fromisoformat(task.due_last)).days if task.due_last and not task.done else None
    owners = ["me" if note == 0 else vault.notes[note].slug for note in task.owners]
    text = without_marks(task.text)
    return [Promise(owner, people, text, task.due or None, task.done, days, task.at) for owner in owners]


def threads(vault: Vault, person: NoteRow | None = None) -> list[Thread]:
    """Return open threads: tasks in a person's file or linking a person that are no promise."""
    return [
        Thread([vault.notes[note].slug for note in task.people], without_marks(task.text), task.at)
        for task in (vault.tasks_of(person.id) if person is not None else vault.open_tasks("thread"))
        if task.sort == "thread" and not task.done and task.people
        if person is None or person.id in task.people
    ]
