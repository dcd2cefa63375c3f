"""Once a year, for each of those closest: what could I do for them? Asked quietly, one at a time."""

from datetime import date
from typing import NamedTuple

from prm.insight.entries import EntryShown
from prm.model.config import Config
from prm.model.rows import NoteRow
from prm.model.vault import Vault

ASKED = ("what I could do for them", "この人に何ができるか")
"""How the line begins that says the question was asked, in English and Japanese: the kind is `thought`."""
_ENOUGH = 300
"""For so many days after it was asked the question rests."""


class Question(NamedTuple):
    """Somebody for whom the question of the year comes up."""

    name: str
    slug: str


def inner_circle(config: Config) -> str:
    """Return the name of the closest circle: the one with the shortest cadence, else the first; "" for none."""
    circles = list(config.circles.items())
    paced = [(circle.cadence.most, at, name) for at, (name, circle) in enumerate(circles) if circle.cadence]
    return min(paced)[2] if paced else circles[0][0] if circles else ""


def inner(vault: Vault) -> list[NoteRow]:
    """Return the people of the circle of those closest, in the order of their files."""
    name = inner_circle(vault.config)
    found = [person for person in vault.people if name and person.circle == name and person.status in ("", "active")]
    return sorted(found, key=lambda person: person.path)


def question(vault: Vault, among: frozenset[str] | None = None) -> Question | None:
    """Return for whom the question comes up today: each has a part of the year; None once it was asked."""
    people = inner(vault)
    if not people:
        return None
    today = vault.today
    day = today.timetuple().tm_yday - 1
    person = people[day * len(people) // 366]
    if (among is not None and person.slug not in among) or _is_at_rest(vault, person):
        return None
    asked = last_asked(vault, person)
    if asked and (today - date.fromisoformat(asked.date)).days < _ENOUGH:
        return None
    return Question(person.name, person.slug)


def _is_at_rest(vault: Vault, person: NoteRow) -> bool:
    return person.snooze > vault.today.isoformat()


def last_asked(vault: Vault, person: NoteRow) -> EntryShown | None:
    """Return the line that says when the question was last asked of somebody."""
    today = vault.today.isoformat()
    for each in vault.contacts_of(person.id):
        if each.kind == "thought" and each.day and each.day <= today and each.text.startswith(ASKED):
            return EntryShown(each.day, each.kind, None, each.text, [], False, each.at)
    return None
