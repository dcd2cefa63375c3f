"""What two versions of a note differ in, as things that happened: written, promised, kept, moved."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple

from prm.model.notes import NOT_HELD
from prm.model.notes import NOT_WRITTEN
from prm.model.notes import Entry
from prm.model.notes import Note
from prm.model.notes import Task

_NAMES = 5


class Difference(NamedTuple):
    """One thing that happened to a note.

    `kind`: added, removed, log (an entry was written), promise, kept, moved, job, or edited (anything else). `people`
    are names, or targets of links as they are written; `was` and `text` are what it says, before and now; `day` is an
    entry's own, `contact` that it counts as one, `said` its kind, or whose promise it is; `status` is that of a meeting
    which was not held. `start` is where it stands, -1 for nowhere.
    """

    kind: str
    path: str
    people: tuple[str, ...] = ()
    text: str = ""
    was: str = ""
    day: str = ""
    contact: bool = False
    said: str = ""
    start: int = -1
    status: str = ""


def differences(old: Note | None, new: Note | None) -> list[Difference]:
    """Return what happened between two versions of one note; None stands for no file."""
    if old is None or new is None:
        return _come_or_gone(old, new)
    if old.kind == "person" != new.kind:
        return [Difference("removed", new.path, (old.name,))]
    found = [*_added(old, new), *_written(old, new), *_promised(old, new), *_moved(old, new)]
    return found or [Difference("edited", new.path, _own(new))]


def _come_or_gone(old: Note | None, new: Note | None) -> list[Difference]:
    if old is not None:
        return [Difference("removed" if old.kind == "person" else "edited", old.path, _own(old))]
    if new is None:
        return []
    empty = new._replace(values=(), entries=(), tasks=(), links=())
    found = [*_written(empty, new), *(each for each in _promised(empty, new) if each.kind == "promise")]
    if new.kind == "person":
        return [Difference("added", new.path, (new.name,)), *found]
    return found or [Difference("edited", new.path)]


def _own(note: Note) -> tuple[str, ...]:
    return (note.name,) if note.kind == "person" else ()


def _added(old: Note, new: Note) -> list[Difference]:
    is_new = new.kind == "person" != old.kind
    return [Difference("added", new.path, (new.name,))] if is_new else []


def _written(old: Note, new: Note) -> list[Difference]:
    """Return the entries that only the new version has; one whose words changed is not written anew.

    A meeting's note that waits for its words is none yet: the day it gets them counts. One that was planned, and is
    held or cancelled now, is written anew.
    """
    before = [entry for entry in old.entries if entry.why != NOT_WRITTEN]
    after = [(number, entry) for number, entry in enumerate(new.entries) if entry.why != NOT_WRITTEN]
    there = Counter(_entry_key(entry) for entry in before)
    days = Counter(_rough_key(entry) for entry in before)
    now = Counter(_rough_key(entry) for _, entry in after)
    found: list[Difference] = []
    for number, entry in after:
        key, rough = _entry_key(entry), _rough_key(entry)
        if there[key]:
            there[key] -= 1
        elif now[rough] > days[rough]:
            now[rough] -= 1
            found.append(_entry(new, number, entry))
    return found


def _entry_key(entry: Entry) -> tuple[str, str, str]:
    return entry.day, entry.kind, " ".join(entry.text.split())


def _rough_key(entry: Entry) -> tuple[str, str, str]:
    return entry.day, entry.kind, _status(entry)


def _status(entry: Entry) -> str:
    """Return what a meeting that was not held is: planned, tentative or cancelled; "" for every other entry."""
    return entry.why.removeprefix(NOT_HELD) if entry.why.startswith(NOT_HELD) else ""


def _entry(note: Note, number: int, entry: Entry) -> Difference:
    linked = [link.target for link in note.links if link.entry == number and link.role == "with"]
    people = tuple(dict.fromkeys([*(_own(note) if entry.own or note.kind == "person" else ()), *linked]))
    status = _status(entry)
    text = entry.text.removesuffix(f"({status})").rstrip() if status else entry.text
    return Difference("log", note.path, people, text, "", entry.day, entry.contact, entry.kind, entry.start, status)


def _promised(old: Note, new: Note) -> list[Difference]:
    """Return the promises that are new, and those that are kept now."""
    before = {_task_key(task): task for task in old.tasks if task.sort == "promise"}
    found: list[Difference] = []
    for number, task in enumerate(new.tasks):
        was = before.get(_task_key(task))
        linked = [link.target for link in new.links if link.task == number]
        people = tuple(dict.fromkeys([*(_own(new) if task.own else ()), *linked]))
        if task.sort == "promise" and was is None and not task.done:
            due = task.due_last
            found.append(Difference("promise", new.path, people, task.text, "", due, False, task.owner, task.start))
        elif task.sort == "promise" and task.done and (was is None or not was.done):
            day = task.done_day
            found.append(Difference("kept", new.path, people, task.text, "", day, False, task.owner, task.start))
    return found


def _task_key(task: Task) -> str:
    return " ".join(task.text.split()).casefold()


def _moved(old: Note, new: Note) -> list[Difference]:
    """Return where somebody lives or works now; what was not known before is no change of it."""
    if new.kind != "person":
        return []
    found: list[Difference] = []
    for kind, keys in (("moved", ("location",)), ("job", ("org", "role"))):
        was, now = said_of(old, keys), said_of(new, keys)
        if was and now and was != now:
            found.append(Difference(kind, new.path, (new.name,), now, was))
    return found


def said_of(note: Note, keys: Sequence[str]) -> str:
    """Return what a note says of some fields at present, without what has ended."""
    values = [value.text for key in keys for value in note.values if value.key == key and not value.until]
    return ", ".join(dict.fromkeys(_bare(text) for text in values if text.strip()))


def _bare(text: str) -> str:
    text = text.strip()
    if text.startswith("[[") and text.endswith("]]"):
        target, _, label = text[2:-2].partition("|")
        return label or target
    return text


def message(found: Iterable[Difference], others: int, *, names: bool) -> str:
    """Return what a commit is called: by count, or with `names` by name; `others` are files that are no notes."""
    by_kind: dict[str, list[Difference]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    parts: list[str] = []
    for kind, word in (("log", "log"), ("added", "new"), ("removed", "removed")):
        if people := list(dict.fromkeys(who for each in by_kind.get(kind, ()) for who in each.people)):
            parts.append(f"{word}: {_people(people, names=names)}")
    nobody = sum(not each.people for each in by_kind.get("log", ()))
    parts += [f"{_count(nobody, 'entry', 'entries')}"] if nobody else []
    for kind, one, many in (("promise", "promise", "promises"), ("kept", "promise kept", "promises kept")):
        parts += [_count(len(by_kind[kind]), one, many)] if kind in by_kind else []
    rest = {each.path for kind in ("moved", "job", "edited") for each in by_kind.get(kind, ())}
    parts += [f"edit: {_count(len(rest), 'note', 'notes')}"] if rest else []
    parts += [_count(others, "other file", "other files")] if others else []
    return "; ".join(parts) or "notes"


def _people(people: Sequence[str], *, names: bool) -> str:
    if not names:
        return _count(len(people), "person", "people")
    more = len(people) - _NAMES
    return ", ".join([*(" ".join(who.split()) for who in people[:_NAMES]), *([f"{more} more"] if more > 0 else [])])


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
