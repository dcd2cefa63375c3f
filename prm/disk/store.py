"""The one door to disk: a file is there whole, old or new, at any moment, and nobody's text is lost."""

import os
import re
import stat
from collections.abc import Callable
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from prm.disk.files import Refused as Refused
from prm.disk.files import explain
from prm.disk.files import listed
from prm.disk.files import output_path
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import same
from prm.disk.files import spare_names
from prm.disk.files import write_whole
from prm.disk.journal import Journal
from prm.disk.journal import Step
from prm.disk.lock import WAIT
from prm.disk.lock import locked
from prm.disk.recover import finish
from prm.disk.steps import Raced
from prm.disk.steps import naming
from prm.disk.steps import run
from prm.disk.swap import put_new
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import splice

MARK = b"<!-- prm:begin -->"
"""What every file that `prm` generated carries, so that it is never read for history and may be made anew."""
END = b"<!-- prm:end -->"
"""Where what was generated ends; what a person writes below stays."""
TRIES = 3
"""How often an edit is planned again when its file changes under it."""

_CONFLICT = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])<{7}(?=[ \t\r\n]|\Z)")

Replan = Callable[[Edit, Source], Edit | None]
"""Makes an edit again on the text as it is now; None where there is nothing left to do."""


class Applied(NamedTuple):
    """What was written (paths in the vault), and what to say: of other programs' texts, of an interrupted command."""

    written: tuple[str, ...] = ()
    saved_aside: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()


def apply(root: str, state: str, edits: Sequence[Edit], *, replan: Replan | None = None, wait: float = WAIT) -> Applied:
    """Write all edits to the vault `root`, or none; what takes them back is kept in the folder `state`.

    An edit whose file changed since is made again by `replan`, three times at most. Raises Refused, with
    everything as it was.
    """
    with locked(state, wait), naming("the vault"):
        finished = finish(state)
        raced: list[str] = []
        while True:
            edits = _fresh(root, edits, replan, TRIES - len(raced))
            try:
                written, said = _once(root, state, edits)
            except Raced as race:
                raced.append(race.shown)
                if replan is None or len(raced) > TRIES:
                    raise
            else:
                again = "was saved by another program meanwhile; its text was kept, and the change made on it"
                return Applied(written, (*(f"{shown} {again}" for shown in dict.fromkeys(raced)), *said), finished)


def _once(root: str, state: str, edits: Sequence[Edit]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the edits; return the paths written, and what to say. Raises Raced, Refused."""
    steps, folders = plan(root, edits)
    if not steps:
        return (), ()
    why = tuple(dict.fromkeys(edit.why for edit in edits if edit.why))
    said = run(state, Journal(os.path.realpath(root), steps, folders, why))
    written = dict.fromkeys(edit.to or edit.path for edit in edits)
    shown = {step.shown for step in steps}
    return tuple(path for path in written if path in shown), said


def _fresh(root: str, edits: Sequence[Edit], replan: Replan | None, tries: int) -> list[Edit]:
    """Return the edits, those whose file changed planned again; raises Refused where that may not be."""
    found: list[Edit] = []
    for edit in edits:
        now: Edit | None = edit
        for left in range(tries, -1, -1):
            source = read_now(root, edit.path) if now else None
            if now is None or now.digest == (source.digest if source else ""):
                break
            now = _again(now, source, replan if left else None)
        found += [now] if now else []
    return found


def _again(edit: Edit, source: Source | None, replan: Replan | None) -> Edit | None:
    if source is None:
        raise Refused(f"{edit.path} is no longer there; nothing was written")
    if replan is None:
        if not edit.digest:
            raise Refused(f"{edit.path} is there already; nothing was written")
        raise Refused(f"{edit.path} changed since it was read; nothing was written")
    if edit.digest and not source.data:
        raise Refused(
            f"{edit.path} is empty just now, another program may be saving it; nothing was written, try again"
        )
    return replan(edit, source)


def read_now(root: str, path: str) -> Source | None:
    """Return a file of the vault as it is now, None where there is none; raises Refused for what is no file in it."""
    whole = _place(root, path)
    try:
        if not stat.S_ISREG(os.stat(whole).st_mode):
            raise Refused(f"{path} is not a file; nothing was written")
        return Source(path, read(whole))
    except (FileNotFoundError, NotADirectoryError):
        if os.path.lexists(whole):
            raise Refused(f"{path} is a symbolic link to nothing; nothing was written") from None
        return None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {explain(error)}; nothing was written") from None


def _place(root: str, path: str) -> str:
    """Return where a file of the vault really lies; raises Refused for one outside of it or among our own."""
    parts = path.split("/")
    if "\0" in path or any(part in ("", ".", "..", ".git") or part.startswith(".prm-") for part in parts):
        raise Refused(f"“{path}” is no path of a note; nothing was written")
    real = os.path.realpath(root)
    whole = os.path.join(os.path.realpath(os.path.join(real, *parts[:-1])), parts[-1])
    if os.path.islink(whole) and os.path.exists(whole):
        whole = os.path.realpath(whole)
    if not whole.startswith(real.rstrip(os.sep) + os.sep):
        raise Refused(f"{path} leads out of the vault by a symbolic link; nothing was written")
    return whole


def plan(root: str, edits: Sequence[Edit]) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """Return the steps that the edits come to, with texts before and after, and the folders to be made.

    Writes nothing. Raises Refused for what may not be written, or not on the text that stands there now.
    """
    if not os.path.isdir(root):
        raise Refused(f"{root} is no folder; nothing was written")
    taken: set[str] = set()
    steps = [step for edit in edits for step in _steps(root, edit, taken)]
    if len({step.path for step in steps if step.kind != "respell"}) < sum(step.kind != "respell" for step in steps):
        twice = next(step.shown for step in steps if sum(step.path == other.path for other in steps) > 1)
        raise Refused(f"{twice} would be changed twice at once; nothing was written")
    order = ("create", "write", "respell", "delete")
    steps.sort(key=lambda step: order.index(step.kind))
    folders = dict.fromkeys(folder for step in steps if step.kind == "create" for folder in missing_folders(step.path))
    return tuple(steps), tuple(folders)


def missing_folders(path: str) -> list[str]:
    """Return the folders above a path that are not there yet, the upper ones first."""
    found: list[str] = []
    while not os.path.lexists(path := os.path.dirname(path)):
        found.insert(0, path)
    return found


def _steps(root: str, edit: Edit, taken: set[str]) -> list[Step]:
    source = read_now(root, edit.path)
    if edit.digest != (source.digest if source else ""):
        _again(edit, source, None)
    path = _place(root, edit.path)
    if source is None:
        return [_step("create", path, edit.path, taken, after=_spliced(Source(edit.path, b""), edit))]
    after = b"" if edit.delete else _spliced(source, edit)
    step = _existing(path, edit, source.data, after, taken)
    if edit.delete or (edit.to and edit.to != edit.path):
        if os.path.islink(os.path.join(root, edit.path)):
            raise Refused(f"{edit.path} is a symbolic link; move or remove the file that it leads to")
        return [step._replace(kind="delete", new="", temporary="")] if edit.delete else _moved(root, edit, step, taken)
    return [step] if after != source.data else []


def _existing(path: str, edit: Edit, before: bytes, after: bytes, taken: set[str]) -> Step:
    """Return the step that writes a file anew with its mode and owner; raises Refused where it may not be written."""
    info = os.stat(path)
    if not info.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise Refused(f"{edit.path} is read-only; nothing was written")
    if not edit.delete and _CONFLICT.search(after):
        raise Refused(
            f"{edit.path} holds a merge that git could not finish; choose between the sides first; nothing was written"
        )
    kept = _step("write", path, edit.path, taken, before=before, after=after)
    return kept._replace(mode=stat.S_IMODE(info.st_mode), owner=(info.st_uid, info.st_gid), like=path)


def _moved(root: str, edit: Edit, step: Step, taken: set[str]) -> list[Step]:
    to = _place(root, edit.to)
    if os.path.lexists(to) and not (same(to, step.path) and not listed(to)):
        raise Refused(f"{edit.to} is there already; nothing was moved")
    if os.path.lexists(to):
        respelled = Step("respell", step.path, edit.to, to=to)
        return [step, respelled] if step.before != step.after else [respelled]
    made = _step("create", to, edit.to, taken, after=step.after)
    made = made._replace(mode=step.mode, owner=step.owner, like=step.like)
    return [made, step._replace(kind="delete", new="", temporary="")]


def _step(kind: str, path: str, shown: str, taken: set[str], *, before: bytes = b"", after: bytes = b"") -> Step:
    old = sha256(before).hexdigest() if kind == "write" else ""
    temporary, aside = spare_names(os.path.dirname(path), taken)
    return Step(kind, path, shown, old, sha256(after).hexdigest(), "", temporary, aside, before=before, after=after)


def _spliced(source: Source, edit: Edit) -> bytes:
    if source.is_utf16 and edit.changes:
        raise Refused(f"{edit.path} is UTF-16; save it as UTF-8 first; nothing was written")
    try:
        return splice(source, list(edit.changes))
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.end].encode("utf-8", "replace").decode()
        raise Refused(f"{edit.path} is not UTF-8 and has no sign for “{letter}”; save it as UTF-8 first") from None
    except ValueError as error:
        raise Refused(f"{edit.path} cannot be changed: {error}; nothing was written") from None


def write_new(path: str, data: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; return whether it was written."""
    temporary = _temporary(path, data)
    try:
        put_new(temporary, path)
    except FileExistsError:
        return False
    finally:
        remove(temporary)
    return True


def write_generated(path: str, text: str, *, page: bool) -> bool:
    """Write text that `prm` made, unless the file says the same already; return whether it was written.

    In Markdown it stands between two marks, and what a person wrote outside of them stays; a `page` is a file of its
    own. Raises Refused where a file stands there that `prm` did not make, or that is no file.
    """
    path = output_path(path)
    try:
        old = read(path)
    except FileNotFoundError:
        old = None
    data = _page(text, old, path) if page else _between_marks(text, old, path)
    if old == data:
        return False
    try:
        temporary = _temporary(path, data)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {explain(error)}") from None
    try:
        if old is not None:
            os.chmod(temporary, os.stat(path).st_mode & 0o7777)
        os.replace(temporary, path)
    except BaseException:
        remove(temporary)
        raise
    return True


def _page(text: str, old: bytes | None, path: str) -> bytes:
    if old is not None and not old.rstrip().endswith(MARK):
        raise Refused(f"{path} was not made by prm, or changed since, and is left as it is; name another file")
    return text.encode() + MARK + b"\n"


def _between_marks(text: str, old: bytes | None, path: str) -> bytes:
    whole = MARK + b"\n" + text.encode() + END + b"\n"
    if old is None:
        return b"---\ntype: digest\n---\n" + whole
    begin, end = old.find(MARK), old.find(END)
    if begin < 0 or end < begin or old.count(MARK) > 1 or old.count(END) > 1:
        raise Refused(f"{path} was not made by prm, and is left as it is; name another file")
    after = end + len(END)
    after += len(b"\r\n") if old[after : after + 2] == b"\r\n" else int(old[after : after + 1] in (b"\n", b"\r"))
    return old[:begin] + whole + old[after:]


def _temporary(path: str, data: bytes) -> str:
    """Write the data to a file of its own in the same folder, on the disk for good, and return its name."""
    temporary, _ = spare_names(os.path.dirname(path) or ".", set())
    try:
        write_whole(temporary, data)
    except BaseException:
        remove(temporary)
        raise
    return temporary
