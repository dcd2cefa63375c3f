"""Taking back the last command that wrote, exactly."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress

from prm.disk.files import Refused
from prm.disk.files import digest
from prm.disk.files import listed
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import spare_names
from prm.disk.journal import Journal
from prm.disk.journal import Step
from prm.disk.journal import decode
from prm.disk.journal import records
from prm.disk.lock import WAIT
from prm.disk.lock import locked
from prm.disk.recover import finish
from prm.disk.steps import Raced
from prm.disk.steps import naming
from prm.disk.steps import run
from prm.disk.store import Applied
from prm.disk.store import missing_folders


def undo_last(root: str, state: str, *, wait: float = WAIT) -> Applied:
    """Take back the last command that wrote to the vault; asked again, the one before it.

    Raises Refused where there is none, or where a file changed since; nothing is taken back then.
    """
    with locked(state, wait), naming("the vault"):
        finished = finish(state)
        record, steps, folders = plan_undo(root, state)
        whole = Journal(record.root, steps, folders, record.why, record.undoes)
        try:
            said = run(state, whole)
        except Raced as race:
            raise Refused(f"{race.shown} changed since; nothing was undone") from None
        for folder in reversed(record.folders):
            with suppress(OSError):
                os.rmdir(folder)
        return Applied(tuple(dict.fromkeys(step.shown for step in steps)), said, finished)


def plan_undo(root: str, state: str) -> tuple[Journal, tuple[Step, ...], tuple[str, ...]]:
    """Return what was done last, the steps that take it back, and the folders to be made again; writes nothing.

    `undoes` of the journal is the name of its record. Raises Refused as `undo_last`.
    """
    names = records(state)
    if not names:
        raise Refused("there is nothing to undo")
    path = os.path.join(state, "undo", names[-1])
    try:
        record = decode(read(path))
    except (OSError, ValueError):
        raise Refused(f"what was done last cannot be read; delete {path} to undo what was before") from None
    if record.root != os.path.realpath(root):
        raise Refused(f"what was done last was done in {record.root}; nothing was undone")
    taken: set[str] = set()
    steps = tuple(_reverse(step, taken) for step in reversed(record.steps))
    folders = dict.fromkeys(folder for step in steps if step.kind == "create" for folder in missing_folders(step.path))
    return record._replace(undoes=names[-1]), steps, tuple(folders)


def _reverse(step: Step, taken: set[str]) -> Step:
    if step.kind == "respell":
        if not listed(step.to):
            raise _changed(step)
        return Step("respell", step.to, step.shown, to=step.path)
    now = digest(step.path)
    if now != step.new:
        raise _changed(step)
    temporary, aside = spare_names(os.path.dirname(step.path), taken)
    back = step._replace(old=step.new, new=step.old, aside=aside, before=b"", after=step.before)
    if step.kind == "create":
        return back._replace(kind="delete", temporary="")
    if step.kind == "delete":
        return back._replace(kind="create", temporary=temporary, like="")
    info = os.stat(step.path)
    return back._replace(
        temporary=temporary, mode=info.st_mode & 0o7777, owner=(info.st_uid, info.st_gid), like=step.path
    )


def _changed(step: Step) -> Refused:
    return Refused(f"{step.shown} changed since; nothing was undone")


def forget_records(state: str, names: Collection[str]) -> None:
    """Remove what could bring the text of a file back: all records of undo, and texts kept of files of these names."""
    kept = os.path.join(state, "kept")
    with suppress(FileNotFoundError):
        remove(*(os.path.join(kept, name) for name in os.listdir(kept) if name.partition("-")[2] in names))
    remove(*(os.path.join(state, "undo", name) for name in records(state)), os.path.join(state, "damaged.json"))
