"""Where the lines of an inbox go: a log, the journal, a promise, what was learned; with the reason where one stays."""

from datetime import date
from typing import NamedTuple

from prm.edits.body.log import add_entry
from prm.edits.body.tasks import add_promise
from prm.edits.capture.filing import Daily
from prm.edits.capture.filing import file_entry
from prm.edits.capture.inboxlines import Recorded
from prm.edits.capture.inboxlines import Waiting
from prm.edits.capture.inboxlines import base_day
from prm.edits.capture.promising import Promised
from prm.edits.capture.promising import promised
from prm.edits.capture.seeking import offered
from prm.edits.capture.seeking import sought
from prm.edits.capture.telling import Told
from prm.edits.capture.telling import is_relative
from prm.edits.capture.telling import told
from prm.edits.capture.understand import Captured
from prm.edits.capture.understand import Doubt
from prm.edits.capture.understand import capture
from prm.edits.capture.understand import people_in
from prm.edits.chain import Step
from prm.edits.front.fields import add_to
from prm.model.tasks import read_task
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import read_line
from prm.text.pattern import Pattern

_MORE_MARKS = Pattern(r"[🛫➕❌✅🔁🔺⏫🔼🔽]|(?<!\w)done:|[ \t]\^[A-Za-z0-9-]+$")
_QUESTION = Pattern(r"[?？][ \t]*$")


class Desk(NamedTuple):
    """What lines are sorted by: the vault, its words, how it keeps daily notes, and when lines were written."""

    vault: Vault
    words: Vocabulary
    daily: Daily
    recorded: Recorded


class Proposal(NamedTuple):
    """Where a line goes, "" for nowhere yet, as what, and what there is to say of it.

    `sort`: log, journal, promise, learned, needs, offers. `clear`: nothing about it is a guess. `doubt` is a name that
    somebody could explain, `undated` that the day is all that is missing.
    """

    line: Waiting
    sort: str = ""
    day: date | None = None
    kind: str = ""
    people: tuple[int, ...] = ()
    path: str = ""
    steps: tuple[Step, ...] = ()
    clear: bool = False
    reason: str = ""
    doubt: Doubt | None = None
    undated: bool = False


def propose(desk: Desk, line: Waiting, words: str = "", written: date | None = None) -> Proposal:
    """Return where a line goes; `words` are said in its place, `written` is the day on which it was written."""
    words, vault = words or line.words, desk.vault
    if line.private:
        return Proposal(line, reason="it is private; move it by hand")
    if line.box == "-":
        return Proposal(line, reason="it was dropped")
    if any(read_line(below, 0, len(below)).box for below in line.more):
        return Proposal(line, reason="a task stands below it; move that first")
    if line.box == " ":
        return _task(desk, line, words, written)
    done = None
    if line.box == "x":
        task = read_task(words, words, 0, len(words), vault.config.date_order)
        head = desk.words.head(task.text, 0, len(task.text))
        if head is None or not head.kind.contact:
            return Proposal(line, reason="it is done, and no contact")
        words, done = task.text, date.fromisoformat(task.done) if len(task.done) == 10 else None
    when = _when(desk, line, words, done or written)
    if when.problem:
        return Proposal(line, reason=when.problem)
    if not when.text:
        return Proposal(line, reason="it says nothing but a day")
    task_ = promised(vault, when.text, when.day, desk.words)
    if task_ is not None:
        return _promise(desk, line, task_, when)
    return _said(desk, line, when)


def _when(desk: Desk, line: Waiting, words: str, written: date | None) -> Told:
    """Return the day of a line, never that of its filing, and its words without it."""
    today, order = desk.vault.today, desk.vault.config.date_order
    base = written or base_day(line, words, today, order, desk.recorded)
    said = told(words, base or today, order)
    if base is None and said.day is not None and is_relative(words, today, order):
        return said._replace(day=None, loose=said.words)
    return said._replace(day=said.day or base)


def _undated(line: Waiting, when: Told) -> Proposal:
    why = f"“{when.loose}” counts from a day that nobody noted" if when.loose else "nobody noted on which day it was"
    return Proposal(line, reason=f"{why}; begin the line with the date", undated=True)


def _doubted(line: Waiting, doubt: Doubt, vault: Vault) -> Proposal:
    if not doubt.notes:
        advice = f'“prm new "{doubt.words}"” makes a file, “+{doubt.words}” in the line keeps the name as text'
        return Proposal(line, reason=f"“{doubt.words}” is nobody here; {advice}", doubt=doubt)
    names = ", ".join(f"{vault.notes[note].name} ({vault.notes[note].path})" for note in doubt.notes[:8])
    return Proposal(line, reason=f"“{doubt.words}” could be {names}; say which", doubt=doubt)


def _said(desk: Desk, line: Waiting, when: Told) -> Proposal:
    vault = desk.vault
    said = capture(vault, when.text, desk.words)
    if isinstance(said, Doubt):
        return _doubted(line, said, vault)
    if not said.people:
        return Proposal(line, reason="it names nobody of this vault")
    if when.day is None:
        return _undated(line, when)
    if when.day > vault.today:
        return Proposal(line, reason=f"{when.day.isoformat()} is still to come; as a promise it begins with “- [ ]”")
    loose = f"“{when.loose}” may say another day; begin the line with it if so" if when.loose else ""
    if said.kind == "note":
        return _learned(desk, line, when, said, loose)
    more = "".join(f"\n{below}" for below in line.more)
    filed = file_entry(vault, when.day, said, more, desk.daily)
    sort = "log" if any(vault.notes[person].path == filed.path for person in said.people) else "journal"
    return Proposal(
        line, sort, when.day, said.kind, said.people, filed.path, (filed.step,), clear=not loose, reason=loose
    )


def _learned(desk: Desk, line: Waiting, when: Told, said: Captured, loose: str) -> Proposal:
    """Return what a line without a word of contact says of the one it begins with: learned, sought or offered."""
    vault, day = desk.vault, when.day or desk.vault.today
    person = vault.notes[said.people[0]]
    first = next(iter(people_in(vault, when.text)))
    words = said.alone
    kind = "learned" if first.start == 0 and first.notes[0] == person.id else "note"
    head = said.head if said.head not in ("note", "") else kind
    more = "".join(f"\n{below}" for below in line.more)
    steps: list[Step] = [lambda source: add_entry(source, vault.config, day, head, words + more)]
    sort = kind if kind == "learned" else "log"
    for key, what in (("needs", sought(words)), ("offers", offered(words))):
        if what and kind == "learned":
            item = {"what": what, "since": day.isoformat()}
            steps.append(lambda source, key=key, item=item: add_to(source, vault.config, key, item))  # type: ignore[misc]
            sort = key
            break
    reason = loose
    if _QUESTION.search(when.text):
        reason = "it asks something"
    elif kind == "note" and not desk.words.head(when.text, 0, len(when.text)):
        reason = reason or "no word says how you met, and it does not begin with a name"
    people = said.people[:1]
    return Proposal(line, sort, day, head, people, person.path, tuple(steps), clear=not reason, reason=reason)


def _task(desk: Desk, line: Waiting, words: str, written: date | None) -> Proposal:
    vault = desk.vault
    task = read_task(words, words, 0, len(words), vault.config.date_order)
    if line.more or _MORE_MARKS.search(words):
        return Proposal(line, reason="it has more lines or marks than a promise keeps; move it by hand")
    if task.problem:
        return Proposal(line, reason=task.problem.message)
    found = people_in(vault, words)
    doubt = next((each for each in found if len(each.notes) > 1), None)
    if doubt:
        return _doubted(line, Doubt(doubt.words, doubt.notes, doubt.start, doubt.end), vault)
    who = tuple(dict.fromkeys(each.notes[0] for each in found if each.notes[0] != vault.me))
    owner = task.owner or "me"
    if owner == "link":
        owners = vault.resolve(task.owners[0].target)
        who, owner = (owners, "them") if len(owners) == 1 else ((), owner)
    if not who:
        return Proposal(line, reason="it names nobody of this vault")
    reason = "it names several people; write “@[[Name]]” before whose it is" if len(who) > 1 else ""
    return _promise(desk, line, Promised(who[0], task.text, owner, task.due, reason), Told(written, words))


def _promise(desk: Desk, line: Waiting, task: Promised, when: Told) -> Proposal:
    vault = desk.vault
    if isinstance(task.person, Doubt):
        return _doubted(line, task.person, vault)
    if task.undated and when.day is None:
        return _undated(line, when)
    if line.more:
        return Proposal(line, reason="it has more lines than a promise keeps; move it by hand")
    person = vault.notes[task.person]
    step: Step = lambda source: add_promise(source, vault.config, task.text, task.owner, task.due)  # noqa: E731
    clear = not task.reason
    return Proposal(line, "promise", None, "", (task.person,), person.path, (step,), clear=clear, reason=task.reason)
