"""Meetings that ring before they begin."""

from __future__ import annotations

from datetime import datetime

from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.insight.meetings.agenda import Agenda
from prm.watch.alarms import Alarm
from prm.watch.alarms import ringing
from prm.watch.appointments import appointments
from prm.watch.words import JAPANESE
from tests.small import vault_of

VAULT = {
    "people/Ann Lee.md": "---\nemail: ann@x.org\navoid_topics: [the flat, money]\n---\n\n"
    "- 2026-01-02 call: about [[Ben]]\n"
    "\n## Promises\n\n- [ ] @me the score due:2026-01-20\n- [ ] @them the key\n",
    "people/Ben.md": "# Ben\n",
}


def event(start: str, *emails: str, title: str = "Tea") -> Event:
    return Event(start, start, "", title, "", False, tuple(Guest("", each, "") for each in emails), "a.ics:2")


def test_a_meeting_rings_with_what_to_know() -> None:
    found = appointments(vault_of(VAULT), Agenda([event("2026-01-15T15:00", "ann@x.org", "mike@x.org")]))

    text = (
        "Ann Lee: better left alone: the flat\nAnn Lee: better left alone: money\nAnn Lee: you promised: the score\n"
        "Ann Lee: 2026-01-02: about Ben\nnot here yet: mike@x.org"
    )
    alarm = Alarm(datetime(2026, 1, 15, 15, 0), "15:00 Tea", text)
    assert [alarm] == found
    assert [] == ringing(found, datetime(2026, 1, 15, 14, 49), frozenset())
    assert [alarm] == ringing(found, datetime(2026, 1, 15, 14, 50), frozenset())


def test_what_to_know_in_japanese() -> None:
    (found,) = appointments(vault_of(VAULT), Agenda([event("2026-01-15T15:00", "ann@x.org", "mike@x.org")]), JAPANESE)

    assert (
        "Ann Lee：触れないほうがよい話：the flat\nAnn Lee：触れないほうがよい話：money\nAnn Lee：約束：the score\n"
        "Ann Lee：2026-01-02：about Ben\nまだページのない人：mike@x.org"
    ) == found.text


def test_only_those_of_today_and_tomorrow_that_have_a_time() -> None:
    events = [
        event("2026-01-14T15:00", "ann@x.org"),
        event("2026-01-15", title="Lunch Ben"),
        event("2026-01-16T08:00", title="Lunch Ben"),
        event("2026-01-17T15:00", "ann@x.org"),
        event("2026-01-15T15:00", title="Dentist"),
    ]

    found = appointments(vault_of(VAULT), Agenda(events))
    assert [(datetime(2026, 1, 16, 8, 0), "08:00 Lunch Ben", "Ben")] == [tuple(each) for each in found]
