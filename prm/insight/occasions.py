"""Birthdays and other days of the year, ahead of today."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.people import status
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial

DAYS = 30
"""How many days ahead `dates` looks unless told otherwise."""


class Occasion(NamedTuple):
    """A day of the year that comes: `date` is the next one, `age` the years it completes, null without a year."""

    slug: str
    name: str
    label: str
    date: str
    age: int | None
    in_days: int


def occasions(vault: Vault, days: int = DAYS, person: NoteRow | None = None) -> list[Occasion]:
    """Return what falls within `days` from today, soonest first.

    Acquaintances and archived people are left out. Of the deceased only the day of their death is kept.
    """
    found: list[Occasion] = []
    near = _near(vault.today, days)
    for key in ("birthday", "dates"):
        for row in vault.values_of(person.id, key) if person else vault.values(key):
            if row.value[-5:] not in near:
                continue
            note = vault.notes[row.note]
            if note.kind != "person" or note.id == vault.me:
                continue
            if status(vault, note) in ("acquaintance", "archived"):
                continue
            label = row.label or ("birthday" if key == "birthday" else "date")
            if note.status == "deceased" and "death" not in label.casefold():
                continue
            day = partial(row.value) if row.value else None
            if (
                isinstance(day, PartialDate)
                and (occasion := _next(vault, note, label, day))
                and occasion.in_days <= days
            ):
                found.append(occasion)
    return sorted(found, key=lambda each: (each.in_days, each.name, each.label))


def _near(today: date, days: int) -> frozenset[str]:
    """Return the days of the year from today on, as the last five signs of a date that has one."""
    most = min(days, 400, (date.max - today).days)
    near = {(today + timedelta(ahead)).strftime("%m-%d") for ahead in range(most + 1)}
    return frozenset(near | {"02-29"})


def _next(vault: Vault, note: NoteRow, label: str, day: PartialDate) -> Occasion | None:
    following = day.next_on_or_after(vault.today)
    if following is None:
        return None
    age = following.year - day.year if day.year is not None and not day.about else None
    return Occasion(note.slug, note.name, label, following.isoformat(), age, (following - vault.today).days)
