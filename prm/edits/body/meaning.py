"""What a file means but for the lines an edit changes, so that before and after can be compared."""

from collections import Counter
from typing import NamedTuple

from prm.edits.proof import Refused
from prm.edits.proof import prove_body
from prm.edits.proof import result
from prm.model.config import Config
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.notes import Note
from prm.model.notes import Task
from prm.model.reader import Reader
from prm.text.diagnostics import Problem
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_STYLE = ("unpadded-date", "unquoted-link")
"""Findings that a line may bring which is written in the file's own style."""


class Meaning(NamedTuple):
    """A note without places, and without what stands in some stretches of it."""

    whole: tuple[object, ...]
    values: list[tuple[str, ...]]
    entries: list[Entry]
    tasks: list[Task]
    links: list[LinkTo]
    problems: Counter[tuple[str, str]]


class Inside(NamedTuple):
    """What stands in the changed stretches of a note."""

    entries: list[Entry]
    tasks: list[Task]
    links: list[LinkTo]
    problems: list[Problem]
    hidden: bool


def meaning(note: Note, spans: list[Span]) -> Meaning:
    """Return what a note means outside of `spans`."""
    entries = [at for at, entry in enumerate(note.entries) if not _in(spans, entry.start)]
    tasks = [at for at, task in enumerate(note.tasks) if not _in(spans, task.start)]
    number = {-1: -1} | {at: new for new, at in enumerate(entries)}
    task_number = {-1: -1} | {at: new for new, at in enumerate(tasks)}
    return Meaning(
        (note.kind, note.name, note.reading, note.day, note.about, note.hidden, note.names),
        [tuple(value[:7]) for value in note.values if not _in(spans, value.start)],
        [note.entries[at]._replace(start=0, end=0) for at in entries],
        [note.tasks[at]._replace(start=0, end=0) for at in tasks],
        [
            link._replace(start=0, end=0, entry=number[link.entry], task=task_number[link.task])
            for link in note.links
            if not _in(spans, link.start) and link.entry in number and link.task in task_number
        ],
        Counter((found.rule, found.message) for found in note.problems if not _is_in(spans, found)),
    )


def inside(note: Note, spans: list[Span]) -> Inside:
    """Return what stands in `spans`."""
    starts = [entry.start for entry in note.entries] + [task.start for task in note.tasks]
    return Inside(
        [entry for entry in note.entries if _in(spans, entry.start)],
        [task for task in note.tasks if _in(spans, task.start)],
        [link for link in note.links if _in(spans, link.start)],
        [found for found in note.problems if _is_in(spans, found) and found.rule not in _STYLE],
        any(_in(list(note.private), at) for at in starts if _in(spans, at)),
    )


def _is_in(spans: list[Span], found: Problem) -> bool:
    """Tell whether a problem lies in `spans`; one of the whole file has no length and lies nowhere."""
    return found.start < found.end and _in(spans, found.start)


def _in(spans: list[Span], offset: int) -> bool:
    return any(start <= offset < end for start, end in spans)


def changed_lines(source: Source, after: Source, edit: Edit) -> tuple[list[Span], list[Span]]:
    """Return the lines that an edit touches, before and after it; lines only added stand in `after` alone."""
    old: list[Span] = []
    new: list[Span] = []
    moved = 0
    for (start, end), text in sorted(edit.changes, key=lambda change: change.span):
        begin, stop = start + moved, start + moved + len(text)
        moved += len(text) - (end - start)
        whole = start == end and text.endswith(("\n", "\r")) and source.line_starts[source.line(start) - 1] == start
        if start == end == len(source.text) and text[:1] in ("\n", "\r"):
            new.append(Span(begin + 1, stop))
        elif whole:
            new.append(Span(begin, stop))
        else:
            old.append(_lines(source, start, end))
            new.append(_lines(after, begin, stop))
    return old, new


def _lines(source: Source, start: int, end: int) -> Span:
    starts = [*source.line_starts, len(source.text) + 1]
    return Span(starts[source.line(start) - 1], starts[source.line(max(start, end - 1))])


def prove_lines(
    source: Source, edit: Edit, config: Config, before: Note, *, added: list[str], removed: list[str]
) -> Inside:
    """Prove that an edit changes those lines alone, and all that other lines mean is the same.

    `before` is what the file means. Returns what the new lines mean. Raises Refused.
    """
    prove_body(source, edit, added=added, removed=removed)
    after = result(source, edit)
    now = Reader(config).read(after)
    old, new = changed_lines(source, after, edit)
    wrong = _difference(meaning(before, old), meaning(now, new))
    if wrong:
        raise unsafe(source, wrong)
    if len(before.private) != len(now.private):
        raise unsafe(source, "what is private would change")
    return inside(now, new)


def _difference(before: Meaning, after: Meaning) -> str:
    names = ("the name, kind or summary", "a value", "another entry", "another task", "another link", "a finding")
    return next((f"{name} would change" for name, a, b in zip(names, before, after, strict=True) if a != b), "")


def unsafe(source: Source, why: str) -> Refused:
    """Return the refusal of an edit that would not do just what is meant."""
    return Refused(f"{source.path}: this cannot be written safely ({why}); write the line in an editor")
