"""Introductions: where each stands, which line says so, and what comes next; states follow from lines alone."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.model.introducing import Introducing
from prm.model.introducing import Line
from prm.model.introducing import Linked
from prm.model.names import ME
from prm.model.names import named_day
from prm.model.rows import NoteRow
from prm.model.schema import FORMS
from prm.model.vault import Vault
from prm.text.markdown import links
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern

STATES = ("idea", "asked", "half-open", "open", "introduced", "bore fruit", "thanked", "declined")
"""Where an introduction can stand, in this order; *declined* is its other end."""
OUTCOME_AFTER = 21
"""After how many days to ask what came of an introduction."""
_HAPPENED = ("introduced", "outcome", "thanked")
_ASKING = ("asked", "yes", "no")
_ONE = r"\[\[[^\[\]\n]+\]\](?:さん|さま|様|先生|君|くん|ちゃん|氏|殿)?"
_ALONE = Pattern(
    rf"[ \u3000]*{_ONE}(?:[ \u3000]*(?:と|・|、|,|&|and)?[ \u3000]*{_ONE})*(?=[ \u3000]*(?:[。、，,.;：:(（→—–-]|$))"
)
_AT_REST = ("deceased", "paused", "archived")


class Who(NamedTuple):
    """Somebody in an introduction; `note` is 0 and `slug` null where the vault does not know them, or it is me."""

    note: int
    name: str
    slug: str | None
    me: bool = False
    at_rest: bool = False


class Step(NamedTuple):
    """A line of the log: what happened, on which day, with whom; `people` are empty where its head links nobody."""

    kind: str
    day: str
    people: tuple[Who, ...]
    text: str
    at: str


class Next(NamedTuple):
    """What comes next: ask, wait, introduce, outcome, thank or report; with whom, and from which day on.

    With nobody, it is I who know what came of it.
    """

    do: str
    who: tuple[Who, ...]
    day: str


class Introduction(NamedTuple):
    """One introduction; `since` and `at` are the day and the line that brought it where it stands.

    `said_yes`, `said_no` and `waiting` are those who answered so last, and those who were asked and have not answered;
    `needed` are all whose yes it takes. `mine` says that I introduce.
    """

    note: int
    path: str
    between: tuple[Who, ...]
    by: Who | None
    whose: Who | None
    form: str | None
    why: str | None
    state: str
    since: str | None
    at: str
    next: Next | None
    steps: tuple[Step, ...]
    needed: tuple[Who, ...]
    said_yes: tuple[Who, ...]
    said_no: tuple[Who, ...]
    waiting: tuple[Who, ...]
    mine: bool

    @property
    def may_join(self) -> bool:
        """Whether a message to all of them may be written: it is mine, and everybody said yes."""
        return self.mine and len(self.needed) > 1 and set(self.needed) == set(self.said_yes)


def introductions(vault: Vault, since: str = "") -> list[Introduction]:
    """Return every introduction between two people or more, in the order of paths; those with a line `since` a day."""
    rows = [each for each in vault.log.introductions() if not since or any(line.day >= since for line in each.lines)]
    return _built(vault, rows)


def introductions_of(vault: Vault, person: NoteRow) -> list[Introduction]:
    """Return the introductions that a person is part of, or that they made for me, the newest first."""
    found = [each for each in _built(vault, vault.log.introductions(person.id)) if person.id in _notes(each)]
    return _newest_first(found)


def introductions_by_person(vault: Vault) -> dict[int, list[Introduction]]:
    """Return for everybody what `introductions_of` does, for who asks of many."""
    found: dict[int, list[Introduction]] = {}
    for one in introductions(vault):
        for note in _notes(one):
            found.setdefault(note, []).append(one)
    return {note: _newest_first(each) for note, each in found.items()}


def _newest_first(found: list[Introduction]) -> list[Introduction]:
    return sorted(found, key=lambda each: (each.since or "", each.path), reverse=True)


def named_in(one: Introduction) -> tuple[Who, ...]:
    """Return everybody an introduction names, without me."""
    return tuple(who for who in (*one.between, *([one.by] if one.by else ())) if not who.me)


def pairs(vault: Vault) -> dict[frozenset[int], Introduction]:
    """Return the introduction of every two people that there is one of; none of them is to be proposed again."""
    found: dict[frozenset[int], Introduction] = {}
    for one in introductions(vault):
        notes = [vault.me if who.me else who.note for who in one.between]
        for at, note in enumerate(notes):
            found |= {frozenset((note, other)): one for other in notes[:at] if note != other}
    return found


def _built(vault: Vault, rows: Iterable[Introducing]) -> list[Introduction]:
    return [one for one in (_introduction(vault, row) for row in rows) if len(one.between) > 1]


def _notes(one: Introduction) -> set[int]:
    return {who.note for who in named_in(one)}


def _introduction(vault: Vault, row: Introducing) -> Introduction:
    between = tuple(dict.fromkeys(_who(vault, each) for each in row.between))
    by = _who(vault, row.by) if row.by else None
    mine = by is None or by.me
    others = tuple(who for who in between if not who.me)
    with_me = any(who.me for who in between)
    needed = others if mine else tuple(dict.fromkeys((by, *others))) if by and with_me else between
    begun = Introduction(
        row.note,
        row.path,
        between,
        None if mine else by,
        _who(vault, row.whose) if row.whose else None,
        _form(row.said.get("form", "")),
        without_marks(row.said["because"]) if "because" in row.said else None,
        "idea",
        row.day or named_day(row.path)[0] or None,
        f"{row.path}:{row.line}",
        None,
        (),
        needed,
        (),
        (),
        (),
        mine,
    )
    return told(begun, [_step(vault, row, line) for line in row.lines])


def told(one: Introduction, more: Iterable[Step]) -> Introduction:
    """Return an introduction as it stands with more lines in its log."""
    steps = tuple(sorted((*one.steps, *more), key=_place))
    answers = {who: _answer(steps, who) for who in one.needed}
    state, reason = _state(steps, answers, one.by)
    found = one._replace(
        state=state,
        since=reason.day if reason else one.since,
        at=reason.at if reason else one.at,
        steps=steps,
        said_yes=tuple(who for who, step in answers.items() if step and step.kind == "yes"),
        said_no=tuple(who for who, step in answers.items() if step and step.kind == "no"),
        waiting=tuple(who for who, step in answers.items() if step and step.kind == "asked"),
    )
    concerns_me = one.mine or any(who.me for who in one.between)
    return found._replace(next=_next(found, answers) if concerns_me else None)


def _form(text: str) -> str | None:
    said = text.strip().casefold()
    return said if said in FORMS else None


def _who(vault: Vault, linked: Linked) -> Who:
    if linked.note:
        return _known(vault, linked.note, linked.name, linked.slug, linked.status)
    if linked.text.strip().casefold() in ME:
        return Who(0, "me", None, me=True)
    found = vault.resolve(linked.text)
    if len(found) == 1 and vault.notes[found[0]].kind == "person":
        note = vault.notes[found[0]]
        return _known(vault, note.id, note.name, note.slug, note.status)
    return Who(0, linked.name, None)


def _known(vault: Vault, note: int, name: str, slug: str | None, status: str) -> Who:
    return Who(note, name, slug, me=note == vault.me, at_rest=status in _AT_REST)


def _step(vault: Vault, row: Introducing, line: Line) -> Step:
    people = tuple(dict.fromkeys(_who(vault, each) for each in line.linked or _alone(line)))
    return Step(line.kind, line.day, people, _words(without_marks(line.text)), f"{row.path}:{line.line}")


def _alone(line: Line) -> list[Linked]:
    """Return who stands alone behind the stop of a line about asking: 快諾：[[咲]]さん is 快諾 [[咲]]."""
    found = _ALONE.match(line.text) if line.kind in _ASKING else None
    if found is None:
        return []
    return [Linked(link.target, 0, link.target, None, "") for link in links(line.text, 0, found.end())]


def _words(text: str) -> str:
    """Return the words of a line, "" where it has none but its head: `yes [[Aiko Sato]]`."""
    rest, end = "", 0
    for link in links(text, 0, len(text)):
        rest, end = f"{rest}{text[end : link.start]} ", link.end
    return "" if end and len(f"{rest}{text[end:]}".split()) < 2 else text


# States


def _answer(steps: Iterable[Step], who: Who) -> Step | None:
    """Return what somebody answered last: yes or no; or that they were asked, where nothing came of it yet.

    On one day a no counts before a yes, and an asking behind a no asks again. A line without a name asks everybody, or
    says no for everybody, and never says yes.
    """
    last: dict[str, Step] = {}
    for step in steps:
        concerns = who in step.people or (not step.people and step.kind in ("asked", "no"))
        if concerns and (step.kind not in last or _place(step) >= _place(last[step.kind])):
            last[step.kind] = step
    asked, yes, no = last.get("asked"), last.get("yes"), last.get("no")
    if no and (yes is None or yes.day <= no.day):
        return asked if asked and asked.day > no.day else no
    return yes or asked


def _state(steps: tuple[Step, ...], answers: dict[Who, Step | None], by: Who | None) -> tuple[str, Step | None]:
    """Return where it stands, and the line that says so, None for an idea."""
    last = {step.kind: step for step in steps if step.kind in _HAPPENED and _is_thanks(step, by)}
    introduced, outcome, thanked = (last.get(kind) for kind in _HAPPENED)
    if thanked and (introduced or outcome) and (outcome is None or thanked.day >= outcome.day):
        return "thanked", thanked
    if outcome or introduced:
        return ("bore fruit", outcome) if outcome else ("introduced", introduced)
    said = [step for step in answers.values() if step]
    by_kind = {kind: [step for step in said if step.kind == kind] for kind in ("no", "yes", "asked")}
    if by_kind["no"]:
        return "declined", max(by_kind["no"], key=_place)
    if by_kind["yes"]:
        whole = len(by_kind["yes"]) == len(answers)
        return ("open", max(by_kind["yes"], key=_place)) if whole else ("half-open", min(by_kind["yes"], key=_place))
    return ("asked", max(by_kind["asked"], key=_place)) if by_kind["asked"] else ("idea", None)


def _is_thanks(step: Step, by: Who | None) -> bool:
    """Tell whether a line of thanks thanks the one who introduced us; other lines are none."""
    return step.kind != "thanked" or by is None or not step.people or by in step.people


def _place(step: Step) -> tuple[str, int]:
    return step.day, int(step.at.rpartition(":")[2])


# What comes next


def _next(one: Introduction, answers: dict[Who, Step | None]) -> Next | None:
    """Return what comes next; nothing where somebody said no, has died or rests."""
    if one.state == "declined" or any(who.at_rest for who in named_in(one)):
        return None
    since = one.since or ""
    introduced = max((step.day for step in one.steps if step.kind == "introduced"), default="")
    if one.state in ("introduced", "thanked"):
        told = any(step.kind == "outcome" for step in one.steps)
        if one.state == "introduced" and one.by:
            return Next("report", (one.by,), since)
        who = () if one.by else _others(one)
        return None if told or not introduced else Next("outcome", who, later(introduced, OUTCOME_AFTER))
    if one.state == "bore fruit":
        return Next("report", (one.by,), since) if one.by else Next("thank", _others(one), since)
    if one.by:
        return Next("ask" if one.state == "idea" else "wait", (one.by,), since)
    if one.state == "open":
        return Next("introduce", _others(one), since)
    if one.waiting:
        asked = [step.day for step in answers.values() if step and step.kind == "asked"]
        return Next("wait", one.waiting, max(asked))
    return Next("ask", tuple(who for who in one.needed if who not in one.said_yes), since)


def _others(one: Introduction) -> tuple[Who, ...]:
    return tuple(who for who in one.between if not who.me)


def later(day: str, days: int) -> str:
    """Return a day some days later."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day and day < "9998" else day
