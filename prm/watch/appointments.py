"""Meetings that ring ten minutes before they begin, with the first lines of what to know; pure."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta

from prm.exchange.icsevents import local
from prm.insight.entries import entries
from prm.insight.meetings.agenda import Agenda
from prm.insight.meetings.agenda import Held
from prm.insight.meetings.agenda import held
from prm.insight.meetings.encounters import people_of
from prm.insight.people import words as texts
from prm.insight.promises import promises
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks
from prm.watch.alarms import Alarm
from prm.watch.words import ENGLISH
from prm.watch.words import Words

_PEOPLE = 4
_WIDTH = 100


def appointments(vault: Vault, agenda: Agenda, words: Words = ENGLISH) -> list[Alarm]:
    """Return the meetings of today and tomorrow that have a time; they ring by the clock of this machine."""
    found: list[Alarm] = []
    for each in held(vault, agenda, vault.today, day_after(vault.today)):
        span = local(each.event, None) if each.event else None
        if span is not None and span.start:
            people = people_of(vault, each.meeting)[:_PEOPLE]
            lines = [line for person in people for line in _first_lines(vault, person, words)]
            title = f"{span.start} {plain(each.meeting.title)}".strip()
            at = datetime.fromisoformat(f"{span.day}T{span.start}")
            found.append(Alarm(at, title, "\n".join([*lines, *_others(each, words)])))
    return found


def day_after(day: date) -> date:
    """Return the next day; the last there is has none."""
    return day + timedelta(days=min(1, (date.max - day).days))


def _first_lines(vault: Vault, person: NoteRow, words: Words) -> list[str]:
    """Return what to know of somebody at a glance: what to leave alone, what I promised, what was last."""
    said = [words.avoid.format(text=row.text) for row in texts(vault, person, "avoid_topics")[:2]]
    said += [words.promise.format(text=each.text) for each in promises(vault, person) if each.owner == "me"][:2]
    said += [
        words.of.format(name=row.date, text=without_marks(row.text)) for row in entries(vault, person, 1) if row.text
    ]
    return [words.of.format(name=person.name, text=plain(line))[:_WIDTH] for line in said] or [person.name]


def _others(each: Held, words: Words) -> list[str]:
    names = [plain(name) for name in each.meeting.others[:_PEOPLE]]
    return [words.unknown.format(names=words.join.join(names))] if names else []
