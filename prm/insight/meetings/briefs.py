"""One person on one page, for the two minutes before you meet."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.insight.changes.events import Change
from prm.insight.entries import EntryShown
from prm.insight.entries import entries
from prm.insight.giving.ideas import Giving
from prm.insight.giving.ideas import giving
from prm.insight.giving.ideas import presents
from prm.insight.history import When
from prm.insight.introductions.shown import IntroShown
from prm.insight.introductions.shown import shown
from prm.insight.introductions.states import introductions_of
from prm.insight.matching.needs import learned_needs
from prm.insight.meetings.gaps import Unknown
from prm.insight.meetings.gaps import unknowns
from prm.insight.mourning import mourners
from prm.insight.mourning import mourns
from prm.insight.occasions import Occasion
from prm.insight.occasions import occasions
from prm.insight.people import Met
from prm.insight.people import Need
from prm.insight.people import PersonRow
from prm.insight.people import Relation
from prm.insight.people import Word
from prm.insight.people import met
from prm.insight.people import needs
from prm.insight.people import relations
from prm.insight.people import rows
from prm.insight.people import words
from prm.insight.promises import Promise
from prm.insight.promises import Thread
from prm.insight.promises import promises
from prm.insight.promises import threads
from prm.insight.reviews.yearstrip import Month
from prm.insight.reviews.yearstrip import strip_of
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import without_marks

if TYPE_CHECKING:
    from prm.exchange.icsevents import Event

ENTRIES = 5
"""How many entries a brief shows."""
AHEAD = 60
"""How many days ahead a brief looks for dates."""


class Wish(NamedTuple):
    """Why I wish to meet somebody, what I can give, how they like to be approached."""

    why: str | None
    gives: str | None
    approach: str | None
    offerings: list[Word]


class Brief(NamedTuple):
    """What to know of one person; `days_since` counts from the last contact, null where there is none."""

    person: PersonRow
    about: str | None
    days_since: int | None
    call: str | None
    relationship: str | None
    because: str | None
    prefers: str | None
    thought: When | None
    unknowns: list[Unknown]
    entries: list[EntryShown]
    mine: list[Promise]
    theirs: list[Promise]
    threads: list[Thread]
    dates: list[Occasion]
    relations: list[Relation]
    offers: list[Need]
    needs: list[Need]
    interests: list[Word]
    gifts: list[Word]
    dislikes: list[Word]
    avoid_topics: list[Word]
    mourning: Word | None
    met: Met | None
    wish: Wish | None
    heard: When | None
    giving: Giving
    since: list[Change]
    introductions: list[IntroShown]
    year: list[Month]


def brief(
    vault: Vault,
    person: NoteRow,
    since: Sequence[Change] = (),
    events: Sequence[Event] = (),
    written: Mapping[int, str] | None = None,
) -> Brief:
    """Return what to know of one person before meeting them; `since` is what changed since the last contact.

    For `events` and `written` see gaps.unknowns.
    """
    row = rows(vault, [person])[0]
    promised = promises(vault, person)
    return Brief(
        row,
        without_marks(vault.about(person.id)) or None,
        _days_since(vault, row),
        text(vault, person, "call"),
        text(vault, person, "relationship"),
        text(vault, person, "because"),
        text(vault, person, "prefers"),
        _thought(vault, person),
        unknowns(vault, person, events, written),
        entries(vault, person, ENTRIES),
        [each for each in promised if each.owner == "me"],
        [each for each in promised if each.owner != "me"],
        threads(vault, person),
        occasions(vault, AHEAD, person),
        relations(vault, person),
        _present(vault, needs(vault, person, "offers")),
        _needed(vault, person),
        words(vault, person, "interests"),
        presents(vault, person),
        words(vault, person, "dislikes"),
        words(vault, person, "avoid_topics"),
        _mourning(vault, person),
        met(vault, person),
        _wish(vault, person),
        _heard(vault, person),
        giving(vault, person),
        list(since),
        shown(introductions_of(vault, person), person, declined=False),
        strip_of(vault, vault.contacts_of(person.id)),
    )


def text(vault: Vault, person: NoteRow, key: str) -> str | None:
    """Return the text of a field, several items joined, or None."""
    found = words(vault, person, key)
    return ", ".join(each.text for each in found) or None


def _mourning(vault: Vault, person: NoteRow) -> Word | None:
    """Return since when they mourn, while nobody congratulates them."""
    if not mourns(mourners(vault).get(person.id), vault.today):
        return None
    return next(iter(words(vault, person, "mourning")), None)


def _days_since(vault: Vault, row: PersonRow) -> int | None:
    if row.last_contact is None:
        return None
    from datetime import date

    return (vault.today - date.fromisoformat(row.last_contact.date)).days


def _present(vault: Vault, found: list[Need]) -> list[Need]:
    today = vault.today.isoformat()
    return [each for each in found if not each.until or each.until > today[: len(each.until)]]


def _needed(vault: Vault, person: NoteRow) -> list[Need]:
    """Return what somebody looks for: by field or section, and by lines of what I learned."""
    noted = needs(vault, person, "needs")
    learned = learned_needs(vault, person, [each.what for each in noted])
    return [*_present(vault, noted), *(Need(each.what, each.since, None, each.at) for each in learned)]


def _wish(vault: Vault, person: NoteRow) -> Wish | None:
    said = vault.values_of(person.id, "wish")
    if not said:
        return None
    first = {row.label: row.text for row in reversed(said)}
    offerings = [
        Word(" · ".join(part for part in (row.text, row.extra, row.since) if part), row.at)
        for row in said
        if row.label == "offering"
    ]
    return Wish(first.get("why"), first.get("gives"), first.get("approach"), offerings)


def _thought(vault: Vault, person: NoteRow) -> When | None:
    """Return when I last thought of them without a word."""
    found = [each for each in vault.contacts_of(person.id) if each.kind == "thought" and each.day]
    return next((When(each.day, each.kind, each.at) for each in found if each.day <= vault.today.isoformat()), None)


def _heard(vault: Vault, person: NoteRow) -> When | None:
    """Return the last contact if it came from them: the ball is with me."""
    last = vault.last_contacts.get(person.id)
    return When(last.day, last.kind, last.at) if last and last.kind == "heard" else None
