"""Whose turn it is today, why today, and what was last talked about; and who follows in the days to come."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from prm.insight.entries import EntryShown
from prm.insight.entries import entries
from prm.insight.history import When
from prm.insight.history import when
from prm.insight.keeping.measure import plan
from prm.insight.keeping.measure import spread
from prm.insight.keeping.reasons import ANSWER
from prm.insight.keeping.reasons import DRIFT
from prm.insight.keeping.reasons import RETURNED
from prm.insight.keeping.reasons import Reason
from prm.insight.keeping.reasons import reasons
from prm.insight.keeping.reasons import waiting_of
from prm.insight.keeping.turns import said
from prm.model.names import slug
from prm.model.pulse import split
from prm.model.rows import RECENT
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.cadence import Cadence

TOLD = 20
"""Of how many who wrote last it is told what they said; where there are more, nobody reads it."""
FOREVER = 366 * 400
"""How many days ahead those who wait are spread over, at most."""


class Due(NamedTuple):
    """Somebody to turn to: `since` is the day it became so, `days_past` the days gone by since then.

    `why` is one of the words of `reasons`; `day` is when their turn comes, null if no place was found for it.
    `cadence` is in English words; `usual_days` is the gap there used to be; `unanswered` counts the days on which I
    wrote since the last answer. What was last said, how they like to be reached and why I keep them in mind is told of
    those of today, and of twenty who wrote last at most. `place` is where they live, if a place was asked for.
    """

    slug: str
    name: str
    reason: str
    since: str
    days_past: int
    last_contact: When | None
    why: str
    day: str | None
    cadence: str | None
    circle: str | None
    usual_days: int | None
    days_since: int | None
    unanswered: int
    unanswered_since: str | None
    until: str | None
    until_because: str | None
    last_entry: EntryShown | None
    prefers: str | None
    because: str | None
    place: str | None = None


class Turns(NamedTuple):
    """What today asks for: answers first, then the choice of the day; who follows; who else there is reason to name.

    `days` says when the turn of each follows by the path of their file; `done` is how many of today's had their word.
    """

    answers: list[Reason]
    chosen: list[Reason]
    rest: list[Reason]
    soon: list[Reason]
    good: list[Reason]
    silent: list[Reason]
    days: dict[str, date]
    done: int
    free: int
    tracked: list[NoteRow]


def turns_of(vault: Vault, among: frozenset[str] | None = None, ahead: int = 0, days: int = 0) -> Turns:
    """Return whose turn it is today, of everybody or `among` some.

    `ahead` takes in who will be due within so many days; `days` is how many days ahead the rest is spread over.
    """
    per_day, per_week = (int(vault.config.get(f"keeping.per_{each}")) for each in ("day", "week"))
    found = reasons(vault, ahead)
    mine = [[each for each in some if among is None or each.person.slug in among] for some in found[:4]]
    answers, waiting, good, silent = mine
    queue = [waiting_of(each) for each in waiting]
    tended = [each for each in found.tended if among is None or slug(each.key) in among]
    now = plan([*queue, *tended], vault.today, per_day, per_week)
    later = spread(queue, now, vault.today, per_day, per_week, days) if days else {}
    order = {each.key: at for at, each in enumerate(now.today)}
    chosen = sorted((each for each in waiting if each.person.path in order), key=lambda one: order[one.person.path])
    rest = [each for each in waiting if each.person.path not in order]
    due = [each for each in rest if each.since <= vault.today]
    soon = [each for each in rest if each.since > vault.today]
    tracked = [each for each in found.tracked if among is None or each.slug in among]
    free = max(0, per_day - len(chosen) - now.done)
    return Turns(answers, chosen, due, soon, good, silent, later, now.done, free, tracked)


def due(vault: Vault, among: frozenset[str] | None = None) -> list[Due]:
    """Return everybody whose turn it is: those of today first, then the others by the day on which their turn comes."""
    found = turns_of(vault, among, days=FOREVER)
    return [*today_rows(vault, found), *later_rows(vault, found)]


def due_people(vault: Vault) -> set[int]:
    """Return the numbers of everybody whose turn it is, today or in the days to come."""
    found = reasons(vault)
    return {each.person.id for each in (*found.answers, *found.waiting)}


def today_rows(vault: Vault, found: Turns, most: int | None = None) -> list[Due]:
    """Return those to turn to today: those who wrote last, as many as fit, the latest first, and then the choice."""
    named = (*found.answers[:most], *found.chosen[:most])
    answers = len(found.answers[:most])
    return [row(vault, each, vault.today, full=at < TOLD or at >= answers) for at, each in enumerate(named)]


def later_rows(vault: Vault, found: Turns, most: int | None = None) -> list[Due]:
    """Return those who follow in the days to come, the next first, without what was last said."""
    ordered = sorted(found.rest, key=lambda one: found.days.get(one.person.path, date.max))[:most]
    return [row(vault, each, found.days.get(each.person.path), full=False) for each in ordered]


def rows(vault: Vault, found: Iterable[Reason]) -> list[Due]:
    """Return reasons as rows of no day in particular."""
    return [row(vault, each, None) for each in found]


def row(vault: Vault, each: Reason, day: date | None, *, full: bool = True) -> Due:
    """Return one reason as it is shown; `full` tells what was last said too, at the price of asking for it."""
    person, today = each.person, vault.today
    circle = "" if person.cadence else person.circle if each.cadence else ""
    told = _told(vault, each) if full else (None, None, None)
    until = person.snooze if person.snooze and _is_new(each) else ""
    return Due(
        person.slug,
        person.name,
        _reason(vault, each, circle, until),
        each.since.isoformat(),
        (today - each.since).days,
        when(each.last),
        each.why,
        day.isoformat() if day else None,
        said(each.cadence) if each.cadence else None,
        circle or None,
        each.gap or None,
        (today - each.start).days if each.start else None,
        each.unanswered,
        _silent_since(vault, each) or None,
        until or None,
        (person.snooze_why or None) if until else None,
        *told,
    )


def _is_new(each: Reason) -> bool:
    """Tell whether a day until which somebody was set aside has come since the last contact."""
    return each.start is None or each.person.snooze > each.start.isoformat()


def _told(vault: Vault, each: Reason) -> tuple[EntryShown | None, str | None, str | None]:
    last = entries(vault, each.person, 1)
    return last[0] if last else None, _text(vault, each, "prefers"), _text(vault, each, "because")


def _text(vault: Vault, each: Reason, key: str) -> str | None:
    return ", ".join(value.text for value in vault.values_of(each.person.id, key)) or None


def _silent_since(vault: Vault, each: Reason) -> str:
    if not each.unanswered:
        return ""
    return split(vault.lately.rows[each.person.id][RECENT.days])[: each.unanswered][-1][:10]


def _reason(vault: Vault, each: Reason, circle: str, until: str) -> str:
    """Return in English why somebody is named."""
    start = each.start.isoformat() if each.start else ""
    last = f"{'last contact' if each.last else 'met'} {start}" if start else "not in touch yet"
    aside = f"set aside until {until}" + (f": {each.person.snooze_why}" if each.person.snooze_why else "")
    if each.why == ANSWER:
        return f"they wrote last, on {start}"
    if each.why == RETURNED:
        return f"{aside}; {last}"
    if each.why == DRIFT:
        return f"usually every {said(Cadence(each.gap, each.gap))}; {last}"
    said_ = [f"every {said(each.cadence)}{f' ({circle})' if circle else ''}" if each.cadence else "", last]
    if each.unanswered:
        times = "once" if each.unanswered == 1 else f"{each.unanswered} times"
        said_.append(f"wrote {times} since {_silent_since(vault, each)}, no reply")
    return "; ".join(filter(None, (*said_, aside if until else "")))
