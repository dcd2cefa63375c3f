"""When each thing on somebody's page came to the vault."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from prm.model.notes import Note
from prm.text.markdown import plain
from prm.text.markdown import without_marks
from prm.text.source import Source

_UNTOLD = ("type", "prm_ignore", "last_contact", "next_contact")
"""Keys that say nothing about the person."""


class Learned(NamedTuple):
    """Something on a page: the day on which its line was written as it stands, the field, the words, the line.

    `field` is a field, or log, promise, thread; `label` the part of a field, or the kind of an entry.
    """

    written: str
    field: str
    label: str | None
    text: str
    at: str


def learned(source: Source, note: Note, days: Sequence[date | None], today: date) -> list[Learned]:
    """Return what a page says, the newest first; `days` are those of its lines, None for what is not committed."""
    tasks = {task.start for task in note.tasks}
    said = [(each.start, each.key, each.label, each.text) for each in note.values if each.key not in _UNTOLD]
    said += ((each.start, "log", each.kind, each.text) for each in note.entries if each.start not in tasks)
    said += ((each.start, each.sort, "", each.text) for each in note.tasks if each.sort in ("promise", "thread"))
    found: list[Learned] = []
    for start, field, label, text in sorted(said):
        number = source.text.count("\n", 0, start)  # as git counts lines
        day = (days[number] if number < len(days) else None) or today
        words = plain(without_marks(text))
        found.append(Learned(day.isoformat(), field, label or None, words, f"{source.path}:{source.line(start)}"))
    return sorted(found, key=lambda each: each.written, reverse=True)
