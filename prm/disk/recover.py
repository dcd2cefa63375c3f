"""Finishing what an interrupted command left."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from prm.disk.files import remove
from prm.disk.journal import PREPARING
from prm.disk.journal import READY
from prm.disk.journal import Journal
from prm.disk.journal import Step
from prm.disk.journal import close
from prm.disk.journal import load
from prm.disk.journal import save
from prm.disk.journal import turn
from prm.disk.steps import FINE
from prm.disk.steps import RACED
from prm.disk.steps import Raced
from prm.disk.steps import check
from prm.disk.steps import clean
from prm.disk.steps import discard
from prm.disk.steps import naming
from prm.disk.steps import outcome
from prm.disk.steps import perform
from prm.disk.steps import performed
from prm.disk.steps import sync
from prm.disk.steps import take_back
from prm.disk.steps import take_back_all


def finish(state: str) -> tuple[str, ...]:
    """Finish what an interrupted command left, where a file still is what it was; return what to say.

    Of a command that was interrupted before its first file nothing remains. Raises Refused where the disk refuses.
    """
    with naming("an interrupted change"):
        found = load(state)
        if found is None:
            return ()
        phase, journal = found
        if phase == READY and any(map(performed, journal.steps)):
            return _finish(state, journal)
        kept = take_back_all(state, journal, phase) if phase != PREPARING else []
        discard(state, journal)
        return ("an earlier change was interrupted; nothing of it was written", *kept)


def _finish(state: str, journal: Journal) -> tuple[str, ...]:
    left: list[Step] = []
    kept: list[str] = []
    for step in journal.steps:
        if performed(step):
            continue
        try:
            check(step)
            perform(step)
        except Raced:
            left.append(step)
    sync(journal)
    for step in journal.steps:
        if step in left:
            remove(step.temporary, step.aside)
        elif (came_out := outcome(step)) != FINE:
            left.append(step)
            if came_out == RACED:
                kept += take_back(state, step)
    clean(journal)
    held = journal._replace(steps=tuple(step for step in journal.steps if step not in left))
    if left:
        save(state, held)
        turn(state, PREPARING, READY)
    close(state, held)
    return (
        *_told(held.steps, "had been interrupted while it was written; it is finished now"),
        *_told(left, "changed since a write that was interrupted; it was left as it is"),
        *kept,
    )


def _told(steps: Iterable[Step], what: str) -> Iterator[str]:
    return (f"{shown} {what}" for shown in dict.fromkeys(step.shown for step in steps))
