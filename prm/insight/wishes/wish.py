"""People I wish to meet: how far it has come, line by line, and the one thing that comes next.

Found, studied, used, reported, approached, waiting, answered, met. Once I have written there is silence: nothing is
proposed until an answer comes.
"""

from datetime import date
from typing import NamedTuple

from prm.insight.history import shown
from prm.insight.wishes.offerings import Line
from prm.insight.wishes.offerings import Offering
from prm.insight.wishes.offerings import meant
from prm.insight.wishes.offerings import offerings
from prm.insight.wishes.offerings import unused
from prm.insight.wishes.spending import Amount
from prm.insight.wishes.spending import amount_in
from prm.insight.wishes.spending import total
from prm.insight.wishes.stages import MINE
from prm.insight.wishes.stages import STAGES
from prm.insight.wishes.stages import THEIRS
from prm.insight.wishes.stages import Step
from prm.insight.wishes.stages import Task
from prm.insight.wishes.stages import missing_for
from prm.insight.wishes.stages import newest
from prm.insight.wishes.stages import of_kind
from prm.insight.wishes.stages import research_of
from prm.insight.wishes.stages import so_far
from prm.insight.wishes.stages import stage_of
from prm.insight.wishes.stages import steps_of
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks

NEAR = 7
"""How many days ahead a release is near."""
_OVER = ("deceased",)
_RESTING = ("archived", "paused", "deceased")


class Next(NamedTuple):
    """What comes next: answer, release, use, report, result, study, try, give, approach or welcome.

    `days` counts from the line that asks for it, for a release until its day.
    """

    step: str
    what: str | None
    date: str | None
    time: str | None
    days: int | None
    at: str


class Said(NamedTuple):
    """Words of theirs or about them, and the line."""

    text: str
    at: str


class Wishing(NamedTuple):
    """A wish to meet somebody: where it stands and since when, and what comes next, null while there is silence.

    `missing` is what holds an approach back: research, gives, declined. `approach` and `dislikes` come before all else.
    `unclear` are lines of contact that do not say how.
    """

    slug: str
    name: str
    stage: str
    since: str | None
    at: str
    approach: Said | None
    dislikes: list[Said]
    avoid_topics: list[Said]
    prefers: Said | None
    why: Said | None
    gives: Said | None
    may_approach: bool
    missing: list[str]
    next: Next | None
    steps: list[Step]
    research: list[Task]
    offerings: list[Offering]
    spent: list[Amount]
    unclear: list[str]


def wishes(vault: Vault) -> list[Wishing]:
    """Return every wish that is not put aside, the furthest first."""
    wished = {row.note for row in vault.values("wish")}
    found = [
        wish
        for person in vault.people
        if person.status == "wish" or (person.id in wished and person.status not in _RESTING)
        if (wish := wish_of(vault, person))
    ]
    return sorted(found, key=lambda each: (each.stage == "met", -STAGES.index(each.stage), each.name, each.slug))


class Budget(NamedTuple):
    """What was spent on what they make, each currency apart, and what I mean to spend in some of them."""

    spent: list[Amount]
    budget: list[Amount]


def budget(vault: Vault, found: list[Wishing]) -> Budget:
    """Return what all wishes took so far; a budget without a currency is in that of what was spent, if it is one."""
    spent_ = total(amount for wish in found for amount in wish.spent)
    said = str(vault.config.get("wishes.budget")).strip()
    meant_ = amount_in(said) or (amount_in(f"{said} {spent_[0].currency}") if len(spent_) == 1 else [])
    return Budget(spent_, [each for each in meant_ if each.amount])


def wish_of(vault: Vault, person: NoteRow) -> Wishing | None:
    """Return how far the wish to meet somebody has come; None where there is none, or they have died."""
    rows = vault.values_of(person.id)
    wish = [row for row in rows if row.key == "wish"]
    if person.status in _OVER or not (wish or person.status == "wish"):
        return None
    begun = next(iter([*wish, *(row for row in rows if row.key == "status")]))
    lines = so_far(vault, person)
    research = research_of(vault, person)
    steps = steps_of(vault, person, begun, rows, lines, research)
    made = offerings(wish, _lines(lines, "bought"), [*_lines(lines, "used", "result"), *_read(research)])
    stage = steps[-1].stage
    missing = missing_for(research, wish, lines) + (["resting"] if person.status in _RESTING else [])
    wishing = Wishing(
        person.slug,
        person.name,
        stage,
        steps[-1].date,
        steps[-1].at,
        _said(wish, "approach"),
        _all_said(rows, "dislikes"),
        _all_said(rows, "avoid_topics"),
        next(iter(_all_said(rows, "prefers")), None),
        _said(wish, "why") or next(iter(_all_said(rows, "because")), None),
        _said(wish, "gives"),
        not missing and STAGES.index(stage) < STAGES.index("approached"),
        missing,
        None,
        steps,
        research,
        made,
        spent(made, _lines(lines, "bought")),
        [each.at for each in lines if each.counts and not stage_of(each)],
    )
    return wishing._replace(next=_next(vault, person, wishing, lines))


def _lines(lines: list[Contact], *kinds: str) -> list[Line]:
    return [Line(each.day, shown(each), each.at) for each in of_kind(lines, *kinds)]


def _read(research: list[Task]) -> list[Line]:
    """Return what was studied as lines of use: a book that is read is used."""
    return [Line(task.date or "", task.text, task.at) for task in research if task.done]


def _said(wish: list[ValueRow], label: str) -> Said | None:
    words = [row for row in wish if row.label == label]
    return Said("; ".join(without_marks(row.text) for row in words), words[0].at) if words else None


def _all_said(rows: list[ValueRow], key: str) -> list[Said]:
    return [Said(without_marks(row.text), row.at) for row in rows if row.key == key]


def spent(made: list[Offering], bought: list[Line]) -> list[Amount]:
    """Return what was spent: what a line says, else the prices of what it names."""
    names = [each.what for each in made]
    sums: list[Amount] = []
    for line in bought:
        prices = [made[number].price or "" for number in meant(names, line.text)]
        sums += amount_in(line.text) or [amount for price in prices for amount in amount_in(price)]
    return total(sums)


# what comes next


def _next(vault: Vault, person: NoteRow, wish: Wishing, lines: list[Contact]) -> Next | None:
    """Return the one thing that comes next; None while there is silence, after a no, or where the wish rests."""
    if "declined" in wish.missing or "resting" in wish.missing:
        return None
    if wish.stage == "met":
        return Next("welcome", None, None, None, None, wish.at) if person.status == "wish" else None
    if wish.stage == "answered":
        return _answer(vault, lines)
    if wish.stage in ("approached", "waiting"):
        return None
    return _before_the_first_word(vault, wish, lines)


def _answer(vault: Vault, lines: list[Contact]) -> Next | None:
    """Return what of theirs waits for a word of mine; of one day nobody knows who spoke last."""
    theirs = of_kind(lines, *THEIRS)
    if not theirs or theirs[-1].day <= newest(lines, *MINE, "call", "video"):
        return None
    last = theirs[-1]
    return Next("answer", shown(last), last.day, None, _days(vault, last.day), last.at)


def _days(vault: Vault, day: str | None) -> int | None:
    return abs((vault.today - date.fromisoformat(day)).days) if day else None


def _before_the_first_word(vault: Vault, wish: Wishing, lines: list[Contact]) -> Next | None:
    coming = [each for each in upcoming(vault, wish.offerings) if not each.bought]
    if coming and (_days(vault, coming[0].date) or 0) <= NEAR:
        return _release(vault, coming[0])
    if found := _unused(vault, wish, lines) or _unreported(vault, wish, lines):
        return found
    if task := next((task for task in wish.research if not task.done), None):
        return Next("study", task.text, None, None, None, task.at)
    return _try(vault, wish, lines, coming) or _approach(wish)


def upcoming(vault: Vault, made: list[Offering]) -> list[Offering]:
    """Return what is released today or later, the nearest first."""
    today = vault.today.isoformat()
    return sorted((each for each in made if each.date and each.date >= today), key=lambda each: str(each.date))


def _release(vault: Vault, each: Offering) -> Next:
    return Next("release", each.what, each.date, each.time, _days(vault, each.date), each.at)


def _unused(vault: Vault, wish: Wishing, lines: list[Contact]) -> Next | None:
    found = unused(wish.offerings, _lines(lines, "bought"), [*_lines(lines, "used", "result"), *_read(wish.research)])
    return Next("use", found[0], found[1].day, None, _days(vault, found[1].day), found[1].at) if found else None


def _unreported(vault: Vault, wish: Wishing, lines: list[Contact]) -> Next | None:
    """Return the newest result they have not been told; where there is none yet, that one is to be written down."""
    told = newest(lines, "reported")
    results, used = of_kind(lines, "result"), of_kind(lines, "used")
    if results and results[-1].day > told:
        step, line = "report", results[-1]
    elif used and used[-1].day > max(told, results[-1].day if results else ""):
        step, line = "result", used[-1]
    else:
        return None
    return Next(step, shown(line), line.day, None, _days(vault, line.day), line.at)


def _try(vault: Vault, wish: Wishing, lines: list[Contact], coming: list[Offering]) -> Next | None:
    """Return what of theirs to try first; once something was tried, only what I have not tried and cannot miss."""
    if of_kind(lines, "bought", "used", "result"):
        return None
    today = vault.today.isoformat()
    out = [each for each in wish.offerings if not each.date or each.date < today]
    if out:
        return Next("try", out[0].what, None, None, None, out[0].at)
    return _release(vault, coming[0]) if coming else None


def _approach(wish: Wishing) -> Next:
    if "gives" in wish.missing:
        return Next("give", None, None, None, None, wish.steps[0].at)
    if "research" in wish.missing:
        return Next("study", None, None, None, None, wish.steps[0].at)
    return Next("approach", None, None, None, None, wish.steps[0].at)
