"""What a day or a week asks for: meetings, people to write to, promises, dates."""

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.giving.shown import Suggestion
from prm.insight.introductions.listed import Waiting
from prm.insight.introductions.listed import waiting
from prm.insight.keeping.due import Due
from prm.insight.keeping.due import Turns
from prm.insight.keeping.due import row
from prm.insight.keeping.due import rows
from prm.insight.keeping.due import today_rows
from prm.insight.keeping.due import turns_of
from prm.insight.keeping.reasons import following
from prm.insight.keeping.warmth import Warm
from prm.insight.keeping.warmth import warm
from prm.insight.meetings.agenda import NO_CALENDARS
from prm.insight.meetings.agenda import Agenda
from prm.insight.meetings.agenda import Meeting
from prm.insight.meetings.agenda import meetings
from prm.insight.occasions import Occasion
from prm.insight.occasions import approaching
from prm.insight.promises import Promise
from prm.insight.promises import promises
from prm.insight.reviews.yearly import Question
from prm.insight.reviews.yearly import question
from prm.insight.screen import has_room
from prm.insight.seasons.open import open_seasons
from prm.insight.seasons.progress import SeasonShown
from prm.insight.wishes.coming import Coming
from prm.insight.wishes.coming import coming as coming_of_wishes
from prm.model.vault import Vault

MOST = 7
"""How many people a day is asked to think of at most, and how many in a week besides."""
MOST_A_WEEK = 12
A_FEW = 5
NOBODY: Mapping[str, str] = {}


class Person(NamedTuple):
    """Somebody by name, and their file."""

    name: str
    slug: str


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

    `turns` are those who wait for an answer, then the choice of the day; `more` is how many besides are due, in the
    days to come; `next` is who comes next where nobody is; `tended` says that the vault names anybody to keep in touch
    with; `people` is how many people there are. `done` is how many of today's had their word; `good` are those for
    whom it is a good moment though it is not their turn, `silent` those who have not replied yet.
    `idea` is what I could give today, `introductions` are those that wait for a word of mine.
    """

    today: str
    until: str
    meetings: list[Meeting]
    turns: list[Due]
    more: int
    next: Due | None
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
    done: int
    good: list[Due]
    silent: list[Due]
    warm: list[Warm]
    question: Question | None
    place: str | None
    there: list[Due]


def daily(vault: Vault, among: frozenset[str] | None = None, agenda: Agenda = NO_CALENDARS, place: str = "") -> Digest:
    """Return what today asks for: today's meetings, who is due, promises due within a week, dates within their lead.

    `among` are the slugs of the people it is about; None means everybody. `agenda` is what the calendars say.
    Who lives in a `place` is named besides.
    """
    return _in(vault, place, among, _digest(vault, among, agenda, days=0, promised=7, ahead=0))


def weekly(vault: Vault, among: frozenset[str] | None = None, agenda: Agenda = NO_CALENDARS, place: str = "") -> Digest:
    """Return what the next seven days ask for, all open promises, and whom I was in touch with in the last seven."""
    digest = _in(vault, place, among, _digest(vault, among, agenda, days=6, promised=None, ahead=30))
    met = _met(vault, vault.today - timedelta(days=min(7, (vault.today - date.min).days)))
    return digest._replace(met=[each for each in met if among is None or each.slug in among])


def _in(vault: Vault, place: str, among: frozenset[str] | None, digest: Digest) -> Digest:
    """Return a digest with those who live in a place, where one is asked for."""
    if not place:
        return digest
    from prm.insight.keeping.places import there

    return digest._replace(place=place, there=there(vault, place, among)[:MOST_A_WEEK])


def _digest(
    vault: Vault, among: frozenset[str] | None, agenda: Agenda, days: int, promised: int | None, ahead: int
) -> Digest:
    until = vault.today + timedelta(days=min(days, (date.max - vault.today).days))
    found = turns_of(vault, among, ahead=days, days=days)
    shown = _shown(vault, found, until)
    mine, theirs = _promised(vault, among, promised)
    coming = following(vault, among) if not shown and not found.rest and not found.done else None
    digest = Digest(
        vault.today.isoformat(),
        until.isoformat(),
        [
            each
            for each in meetings(vault, agenda, vault.today, until)
            if _is_among(among, *(person.slug for person in each.people))
        ],
        shown,
        len(found.answers) + len(found.chosen) + len(found.rest) - sum(each.days_past >= 0 for each in shown),
        row(vault, coming, None) if coming else None,
        mine,
        theirs,
        [each for each in approaching(vault, 14, ahead) if _is_among(among, each.slug)],
        [],
        bool(found.tracked or shown),
        len(vault.people if among is None else among),
        None,
        open_seasons(vault, among),
        waiting(vault, among),
        coming_of_wishes(vault, max(1, days), among),
        found.done,
        rows(vault, found.good[: A_FEW if days else min(found.free, 3)]),
        rows(vault, found.silent[:A_FEW]) if days else [],
        warm(vault, among, most=3) if days else [],
        question(vault, among) if days or not (shown or found.rest or found.done) else None,
        None,
        [],
    )
    if not days and not has_room({**digest._asdict(), "wishes": digest.wishes._asdict()}):
        return digest
    from prm.insight.giving.ideas import suggestion

    return digest._replace(idea=suggestion(vault, found.tracked))


def _shown(vault: Vault, found: Turns, until: date) -> list[Due]:
    """Return those of today, and in a week those who follow by its end."""
    shown = today_rows(vault, found, MOST if until == vault.today else MOST_A_WEEK)
    following = sorted(
        (each for each in (*found.rest, *found.soon) if found.days.get(each.person.path, date.max) <= until),
        key=lambda each: found.days[each.person.path],
    )
    return shown + [row(vault, each, found.days[each.person.path]) for each in following[: MOST_A_WEEK - len(shown)]]


def _is_among(among: frozenset[str] | None, *slugs: str) -> bool:
    """Tell whether something concerns one of those the digest is about."""
    return among is None or not among.isdisjoint(slugs)


def _promised(
    vault: Vault, among: frozenset[str] | None, days: int | None
) -> tuple[list[PromiseShown], list[PromiseShown]]:
    """Return my promises and theirs that are due within `days`, or all open ones."""
    until = None if days is None else vault.today + timedelta(min(days, (date.max - vault.today).days))
    found = [each for each in promises(vault, until=until) if _is_among(among, each.owner, *each.people)]
    names = {person.slug: person.name for person in vault.people}
    shown = [promise_shown(vault, each, names) for each in found]
    return [each for each in shown if each.mine], [each for each in shown if not each.mine]


def promise_shown(vault: Vault, promise: Promise, known: Mapping[str, str] = NOBODY) -> PromiseShown:
    """Return a promise with names: of those I owe it to, or of the one who owes it; `known` are names by slug."""
    slugs = promise.people if promise.owner == "me" else [promise.owner]
    people = [Person(known.get(slug) or vault.names_by_slug.get(slug, slug), slug) for slug in slugs]
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
    return sorted(found, key=lambda each: (_backwards(each.date), each.name, each.slug))


def _backwards(day: str) -> int:
    return -date.fromisoformat(day).toordinal()
