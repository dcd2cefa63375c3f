"""How far a wish to meet somebody has come: what the lines and the ticked research say, in whatever order."""

from typing import NamedTuple

from prm.insight.history import shown
from prm.insight.introductions.states import introductions_of
from prm.model.names import target
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks

STAGES = ("found", "studied", "used", "reported", "approached", "waiting", "answered", "met")
"""How far a wish can have come."""
IN_PERSON = ("meet", "coffee", "meal", "drink", "visit", "event")
_REACHES = {
    "learned": "studied", "used": "used", "result": "used", "reported": "reported",
    "wrote": "approached", "message": "approached", "email": "approached", "letter": "approached",
    "gave": "approached", "asked": "approached",
    "heard": "answered", "got": "answered", "call": "answered", "video": "answered", "introduced": "answered",
    "yes": "answered", "no": "answered",
    **dict.fromkeys(IN_PERSON, "met"),
}  # fmt: skip
_ASKING = ("asked", "yes", "no")
_ON_ITS_WAY = ("asked", "half-open", "open")
"""Where an introduction to me stands while I wait for it."""
MINE = ("wrote", "message", "email", "letter", "gave", "reported")
THEIRS = ("heard", "got")


class Step(NamedTuple):
    """A stage that was reached, and a line that says so; `date` is null where the line has no day."""

    stage: str
    date: str | None
    text: str
    at: str


class Task(NamedTuple):
    """Something to find out before the first word."""

    text: str
    done: bool
    date: str | None
    at: str


def so_far(vault: Vault, person: NoteRow) -> list[Contact]:
    """Return the lines about a person until today, the oldest first; of introductions those between them and me."""
    today = vault.today.isoformat()
    lines = [each for each in vault.contacts_of(person.id) if each.day and each.day <= today]
    if any(each.kind in _ASKING for each in lines):
        paths = {row.path for row in vault.values("between") if _is_me(vault, row.text)}
        lines = [each for each in lines if each.kind not in _ASKING or each.path in paths]
    return sorted(lines, key=lambda each: (each.day, each.path, each.line))


def _is_me(vault: Vault, text: str) -> bool:
    name = target(text)
    return name.casefold() == "me" or (vault.me != 0 and vault.resolve(name) == (vault.me,))


def of_kind(lines: list[Contact], *kinds: str) -> list[Contact]:
    """Return the lines of some kinds."""
    return [each for each in lines if each.kind in kinds]


def newest(lines: list[Contact], *kinds: str) -> str:
    """Return the newest day of a line of some kinds, "" for none."""
    return max((each.day for each in lines if each.kind in kinds), default="")


def stage_of(line: Contact) -> str:
    """Return the stage that a line shows to be reached, "" where it says nothing of it."""
    stage = _REACHES.get(line.kind, "")
    return stage if line.counts or stage in ("studied", "used") or line.kind in _ASKING else ""


def research_of(vault: Vault, person: NoteRow) -> list[Task]:
    """Return what there is to find out, as it stands in their own file."""
    return [
        Task(without_marks(task.text), task.done, task.done_day or None, task.at)
        for task in vault.tasks_of(person.id)
        if task.sort == "research" and task.note == person.id
    ]


def steps_of(
    vault: Vault,
    person: NoteRow,
    begun: ValueRow,
    rows: list[ValueRow],
    lines: list[Contact],
    research: list[Task],
) -> list[Step]:
    """Return the stages reached in their order, each with its first line and, if there are more, its newest."""
    steps = [Step("found", None, without_marks(begun.text), begun.at)]
    steps += (Step("studied", task.date, task.text, task.at) for task in research if task.done)
    steps += (Step(stage, line.day, shown(line) or line.kind, line.at) for line in lines if (stage := stage_of(line)))
    steps += _asked_for_me(vault, person)
    if person.status != "wish" and not any(step.stage == "met" for step in steps):
        days = (row for row in rows if row.key == "met" and row.label == "date" and row.value)
        steps += [Step("met", row.value, without_marks(row.text), row.at) for row in days][-1:]
    found: dict[str, list[Step]] = {}
    for step in sorted(steps, key=lambda each: each.date or ""):
        found[step.stage] = [*found.get(step.stage, [])[:1], step]
    if "approached" in found and not ("answered" in found or "met" in found):
        last = found["approached"][-1]
        if last.date and last.date < vault.today.isoformat():
            found["waiting"] = [last._replace(stage="waiting")]
    return [step for stage in STAGES for step in found.get(stage, [])]


def _asked_for_me(vault: Vault, person: NoteRow) -> list[Step]:
    """Return the lines that asked a friend to introduce me, where that friend did not say no."""
    made = {row.note for row in vault.values("by")}
    between = (row.text for row in vault.values("between") if row.note in made)
    if not any(person.id in vault.resolve(target(text)) for text in between):
        return []
    asked = [
        each
        for each in introductions_of(vault, person)
        if not each.mine and each.state in _ON_ITS_WAY and any(who.me for who in each.between)
    ]
    return [
        Step("approached", step.day, step.text or ", ".join(who.name for who in step.people) or step.kind, step.at)
        for each in asked
        for step in each.steps
        if step.kind == "asked"
    ]


def missing_for(research: list[Task], wish: list[ValueRow], lines: list[Contact]) -> list[str]:
    """Return what holds an approach back."""
    studied = any(task.done for task in research) and all(task.done for task in research)
    return [
        word
        for word, holds in (
            ("research", not studied),
            ("gives", not any(row.label == "gives" for row in wish)),
            ("declined", newest(lines, "no") > newest(lines, *THEIRS, *IN_PERSON, "call", "video", "yes")),
        )
        if holds
    ]
