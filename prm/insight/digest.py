"""What a day or a week asks for: meetings, people to write to, promises, dates."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.briefs import text
from prm.insight.giving import Suggestion
from prm.insight.giving import suggestion
from prm.insight.history import When
from prm.insight.intros import Waiting
from prm.insight.intros import waiting
from prm.insight.keeping import Turn
from prm.insight.keeping import is_due
from prm.insight.keeping import said
from prm.insight.keeping import turns
from prm.insight.meetings import NO_CALENDARS
from prm.insight.meetings import Agenda
from prm.insight.meetings import Meeting
from prm.insight.meetings import meetings
from prm.insight.occasions import Occasion
from prm.insight.occasions import approaching
from prm.insight.open_season import open_seasons
from prm.insight.people import EntryShown
from prm.insight.people import entries
from prm.insight.promises import Promise
from prm.insight.promises import promises
from prm.insight.season import SeasonShown
from prm.insight.wishes import Coming
from prm.insight.wishes import coming as coming_of_wishes
from prm.model.vault import Vault

MOST = 7
"""How many people a digest names at most."""


class Person(NamedTuple):
    """Somebody by name, and their file."""

    name: str
    slug: str


class Turned(NamedTuple):
    """Somebody whose turn it is: how long it has been, the last line about them, how they like to be reached."""

    name: str
    slug: str
    cadence: str
    circle: str | None
    last_contact: When | None
    days_since: int
    days_past: int
    last_entry: EntryShown | None
    prefers: str | None
    because: str | None


class PromiseShown(NamedTuple):
    """A promise with the names of those it concerns; `mine` says that I owe it."""

    mine: bool
    people: list[Person]
    text: str
    due: str | None
    done: bool
    days_past: int | None
    at: str


class Met(NamedTuple):
    """Somebody I was in touch with, and how."""

    name: str
    slug: str
    date: str
    kind: str | None
    at: str


class Digest(NamedTuple):
    """What a stretch of days asks for.

    `more` is how many people besides `turns` are due; `next` is who comes next where nobody is; `tended` says that the
    vault names anybody to keep in touch with; `people` is how many people there are; `idea` is what I could give today;
    `introductions` are those that wait for a word of mine; `wishes` what those I wish to meet release, and one step.
    """

    today: str
    until: str
    meetings: list[Meeting]
    turns: list[Turned]
    more: int
    next: Turned | None
    mine: list[PromiseShown]
    theirs: list[PromiseShown]
    dates: list[Occasion]
    met: list[Met]
    tended: bool
    people: int
    idea: Suggestion | None
    seasons: list[SeasonShown]
    introductions: list[Waiting]
    wishes: Coming


def daily(vault: Vault, among: frozenset[str] | None = None, agenda: Agenda = NO_CALENDARS) -> Digest:
    """Return what today asks for: today's meetings, who is due, promises due within a week, dates within their lead.

    `among` are the slugs of the people it is about; None means everybody. `agenda` is what the calendars say.
    """
    return _digest(vault, among, agenda, days=0, promised=7, ahead=0)


def weekly(vault: Vault, among: frozenset[str] | None = None, agenda: Agenda = NO_CALENDARS) -> Digest:
    """Return what the next seven days ask for, all open promises, and whom I was in touch with in the last seven."""
    digest = _digest(vault, among, agenda, days=6, promised=None, ahead=30)
    met = _met(vault, vault.today - timedelta(days=min(7, (vault.today - date.min).days)))
    return digest._replace(met=[each for each in met if among is None or each.slug in among])


def _digest(
    vault: Vault, among: frozenset[str] | None, agenda: Agenda, days: int, promised: int | None, ahead: int
) -> Digest:
    until = vault.today + timedelta(days=min(days, (date.max - vault.today).days))
    everyone = [turn for turn in turns(vault) if among is None or turn.person.slug in among]
    due = [turn for turn in everyone if is_due(vault, turn)]
    coming = [turn for turn in everyone if not turn.snoozed and vault.today < turn.due]
    wanted = due + [turn for turn in coming if turn.due <= until]
    mine, theirs = _promised(vault, among, promised)
    following = _turned(vault, coming[0]) if coming and not wanted else None
    return Digest(
        vault.today.isoformat(),
        until.isoformat(),
        [
            each
            for each in meetings(vault, agenda, vault.today, until)
            if _is_among(among, *(person.slug for person in each.people))
        ],
        [_turned(vault, turn) for turn in wanted[:MOST]],
        max(0, len(wanted) - MOST),
        following,
        mine,
        theirs,
        [each for each in approaching(vault, 14, ahead) if _is_among(among, each.slug)],
        [],
        bool(everyone),
        len(vault.people if among is None else among),
        suggestion(vault, (turn.person for turn in everyone if not turn.snoozed)),
        open_seasons(vault, among),
        waiting(vault, among),
        coming_of_wishes(vault, max(1, days), among),
    )


def _is_among(among: frozenset[str] | None, *slugs: str) -> bool:
    """Tell whether something concerns one of those the digest is about."""
    return among is None or not among.isdisjoint(slugs)


def _turned(vault: Vault, turn: Turn) -> Turned:
    person = turn.person
    last = entries(vault, person, 1)
    return Turned(
        person.name,
        person.slug,
        said(turn.cadence),
        turn.circle or None,
        turn.last,
        (vault.today - turn.start).days,
        (vault.today - turn.due).days,
        last[0] if last else None,
        text(vault, person, "prefers"),
        text(vault, person, "because"),
    )


def _promised(
    vault: Vault, among: frozenset[str] | None, days: int | None
) -> tuple[list[PromiseShown], list[PromiseShown]]:
    """Return my promises and theirs that are due within `days`, or all open ones."""
    found = [
        each
        for each in promises(vault)
        if _is_among(among, each.owner, *each.people)
        if days is None or (each.days_past is not None and each.days_past >= -days)
    ]
    shown = [promise_shown(vault, each) for each in found]
    return [each for each in shown if each.mine], [each for each in shown if not each.mine]


def promise_shown(vault: Vault, promise: Promise) -> PromiseShown:
    """Return a promise with names: of those I owe it to, or of the one who owes it."""
    slugs = promise.people if promise.owner == "me" else [promise.owner]
    names = vault.names_by_slug
    people = [Person(names.get(slug, slug), slug) for slug in slugs]
    return PromiseShown(
        promise.owner == "me", people, promise.text, promise.due, promise.done, promise.days_past, promise.at
    )


def _met(vault: Vault, since: date) -> list[Met]:
    """Return the last contact of everyone I was in touch with since a day, newest first."""
    names = vault.notes
    found = [
        Met(names[person].name, names[person].slug, last.day, last.kind or None, last.at)
        for person, last in vault.last_contacts.items()
        if last.day >= since.isoformat()
    ]
    return sorted(found, key=lambda each: (_backwards(each.date), each.name))


def _backwards(day: str) -> int:
    return -date.fromisoformat(day).toordinal()
