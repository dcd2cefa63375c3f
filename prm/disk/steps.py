"""Doing steps, looking at what came of them, and taking them back: no text is lost on the way, whoever wrote it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress

from prm.disk.files import Refused
from prm.disk.files import digest
from prm.disk.files import explain
from prm.disk.files import listed
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import same
from prm.disk.files import sync_folders
from prm.disk.files import write_whole
from prm.disk.journal import BACK
from prm.disk.journal import PREPARING
from prm.disk.journal import READY
from prm.disk.journal import Journal
from prm.disk.journal import Step
from prm.disk.journal import close
from prm.disk.journal import drop
from prm.disk.journal import save
from prm.disk.journal import turn
from prm.disk.lock import private_folder
from prm.disk.swap import UNSUPPORTED
from prm.disk.swap import exchange
from prm.disk.swap import put_new

FINE, RACED, OVERTAKEN = "fine", "raced", "overtaken"
"""How a step came out: as meant; on top of somebody's save; or under one."""


class Raced(Refused):
    """Another program wrote or removed a file at the same time; its text stands, and nothing of ours does."""

    def __init__(self, shown: str, *, gone: bool = False) -> None:
        what = (
            "removed by another program meanwhile" if gone else "saved by another program meanwhile; its text was kept"
        )
        super().__init__(f"{shown} was {what}, and nothing was written")
        self.shown = shown


def run(state: str, journal: Journal) -> tuple[str, ...]:
    """Do all steps or none, and keep what takes them back; return what to say of files saved right after.

    Raises Raced, or Refused where the disk does not let us; everything is as it was then.
    """
    try:
        with naming(state):
            save(state, journal)
        _prepare(journal)
        with naming(state):
            turn(state, PREPARING, READY)
    except BaseException:
        discard(state, journal)
        raise
    try:
        said = _perform_all(state, journal)
    except BaseException as error:
        kept = take_back_all(state, journal)
        if kept and isinstance(error, Refused):
            raise Refused("; ".join((str(error), *kept))) from None
        raise
    with suppress(OSError):
        clean(journal)
        close(state, journal)
    return said


def _prepare(journal: Journal) -> None:
    for folder in journal.folders:
        with naming(folder), suppress(FileExistsError):
            os.mkdir(folder)
    for step in journal.steps:
        if step.temporary:
            with naming(step.shown):
                write_whole(step.temporary, step.after, step.mode, step.owner, step.like)
    if len(journal.steps) > 1:
        with naming("the folder"):
            sync(journal)


def _perform_all(state: str, journal: Journal) -> tuple[str, ...]:
    for step in journal.steps:
        with naming(step.shown):
            check(step)
    for step in journal.steps:
        with naming(step.shown):
            perform(step)
    with naming("the folder"):
        sync(journal)
        outcomes = [(outcome(step), step.shown) for step in journal.steps]
    for came_out, shown in outcomes:
        if came_out == RACED:
            raise Raced(shown)
    return tuple(
        f"{shown} was saved by another program right after; its text was kept, and the change may be missing from it"
        for came_out, shown in dict.fromkeys(outcomes)
        if came_out == OVERTAKEN
    )


def check(step: Step) -> None:
    """Raise Raced unless a file still is what the step was made for."""
    there = os.path.lexists(step.path)
    if step.kind == "create":
        as_read = not there
    elif step.kind == "respell":
        as_read = there and not listed(step.to)
    else:
        as_read = digest(step.path) == step.old
    if not as_read:
        raise Raced(step.shown, gone=not there)


def perform(step: Step) -> None:
    """Do one step; what stood there is in `aside` or `temporary` afterwards. Raises OSError, Raced."""
    try:
        if step.kind == "create":
            put_new(step.temporary, step.path)
        elif step.kind == "write":
            _put_over(step)
        elif step.kind == "delete":
            os.rename(step.path, step.aside)
        else:
            os.rename(step.path, step.to)
    except FileExistsError:
        raise Raced(step.shown) from None
    except FileNotFoundError:
        if step.kind == "create":
            raise
        raise Raced(step.shown, gone=True) from None


def _put_over(step: Step) -> None:
    """Put the new text in place of the old one: in exchange for it, else over it with a link to it set aside."""
    try:
        exchange(step.temporary, step.path)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        _set_aside(step)
        check(step)
        if not _still(step):
            raise Raced(step.shown) from None
        os.replace(step.temporary, step.path)


def _set_aside(step: Step) -> None:
    remove(step.aside)
    try:
        os.link(step.path, step.aside, follow_symlinks=False)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        write_whole(step.aside, read(step.path), step.mode, step.owner)


def _still(step: Step) -> bool:
    """Tell whether what was set aside is the file in place, or a copy where the disk has no links."""
    return same(step.path, step.aside) or (os.lstat(step.aside).st_nlink == 1 and digest(step.aside) == step.old)


def performed(step: Step) -> bool:
    """Tell whether an interrupted step was done; all temporary files were whole before the first one was."""
    if step.kind == "create":
        return not os.path.lexists(step.temporary) or same(step.temporary, step.path)
    if step.kind == "write":
        return digest(step.temporary) != step.new
    if step.kind == "delete":
        return os.path.lexists(step.aside) or not os.path.lexists(step.path)
    return listed(step.to)


def outcome(step: Step) -> str:
    """Look once more at a step that was done: at what stands there now, and at what was taken out."""
    if step.kind == "respell":
        return FINE if listed(step.to) else OVERTAKEN
    if step.kind != "create" and digest(_taken_out(step)) not in (step.old, ""):
        return RACED
    return FINE if digest(step.path) == step.new else OVERTAKEN


def _taken_out(step: Step) -> str:
    return step.aside if os.path.lexists(step.aside) or step.kind == "delete" else step.temporary


def take_back(state: str, step: Step) -> list[str]:
    """Undo one step as far as it was done; a text that another program wrote since stands.

    Returns what to say of texts that had to be kept elsewhere, because another one stands in their place.
    """
    kept: list[str] = []
    if performed(step):
        if step.kind == "create":
            kept = _remove_created(state, step)
        elif step.kind == "write":
            kept = _put_back(state, step)
        elif step.kind == "delete":
            kept = _restore(state, step, step.path, step.old)
        else:
            os.rename(step.to, step.path)
    remove(step.aside, step.temporary)
    return kept


def _put_back(state: str, step: Step) -> list[str]:
    """Put what was taken out back in place of our text; what is newer than that stands."""
    out = _taken_out(step)
    if digest(step.path) != step.new:
        return _keep(state, step, out, step.old)
    try:
        exchange(out, step.path)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        os.replace(out, step.path)
        return []
    if digest(out) != step.new:
        exchange(out, step.path)
        return _keep(state, step, out, step.old)
    return []


def _remove_created(state: str, step: Step) -> list[str]:
    """Take away the file that a step made, unless it was changed since."""
    if digest(step.path) != step.new:
        return []
    os.rename(step.path, step.aside)
    return _restore(state, step, step.path, step.new) if digest(step.aside) != step.new else []


def _restore(state: str, step: Step, path: str, known: str) -> list[str]:
    """Give what was set aside its name again, or keep it where that is taken."""
    if os.path.lexists(step.aside):
        try:
            put_new(step.aside, path)
        except FileExistsError:
            return _keep(state, step, step.aside, known)
    return []


def _keep(state: str, step: Step, out: str, known: str) -> list[str]:
    """Keep a text in the folder `state` that stands nowhere else: not the one that was read, and not ours."""
    if digest(out) in ("", known):
        return []
    folder = os.path.join(state, "kept")
    private_folder(folder)
    path = os.path.join(folder, f"{len(os.listdir(folder)) + 1:06}-{os.path.basename(step.path)}")
    write_whole(path, read(out), 0o600)
    return [f"{step.shown} was saved twice by other programs: the later text stands, the earlier one is in {path}"]


def take_back_all(state: str, journal: Journal, phase: str = READY) -> list[str]:
    """Take back all steps, as `take_back`; an interruption of this goes on with it next time."""
    try:
        turn(state, phase, BACK)
        kept = [line for step in reversed(journal.steps) for line in take_back(state, step)]
        sync(journal)
    except OSError as error:
        raise Refused(
            f"the change could not be made whole nor taken back: {explain(error)}; "
            "the next command that writes finishes it"
        ) from error
    discard(state, journal)
    return kept


def discard(state: str, journal: Journal) -> None:
    """Remove what was prepared for steps none of which was done, or is any more."""
    with suppress(OSError):
        for step in journal.steps:
            remove(step.temporary, step.aside if step.kind != "delete" else "")
        for folder in reversed(journal.folders):
            with suppress(OSError):
                os.rmdir(folder)
        drop(state)


def clean(journal: Journal) -> None:
    """Remove what was set aside."""
    for step in journal.steps:
        remove(step.temporary, step.aside)


def sync(journal: Journal) -> None:
    """Make the names in all folders concerned last."""
    sync_folders(os.path.dirname(path) for path in (*(step.path for step in journal.steps), *journal.folders))


@contextmanager
def naming(what: str) -> Iterator[None]:
    """Turn what the system says into one line about a file."""
    try:
        yield
    except OSError as error:
        raise Refused(f"{what} cannot be written: {explain(error)}; nothing was written") from None
