"""Meetings of notes and calendars: who is meant, each once, and what may be told to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.insight.digest import daily
from prm.insight.meetings.agenda import Agenda
from prm.insight.meetings.agenda import Attendee
from prm.insight.meetings.agenda import Meeting
from prm.insight.meetings.agenda import meetings
from prm.insight.meetings.agenda import shareable
from prm.insight.meetings.guests import Guests
from prm.insight.meetings.guests import names_of
from prm.model.redact import redact
from prm.model.vault import Vault
from prm.model.vault import build
from tests.small import TODAY
from tests.small import vault_of

FILES = {
    "prm.toml": 'me = "[[Haru]]"\n',
    "people/Haru.md": "---\nname: Haru Lindgren\nemail: haru@x.org\ntimezone: Europe/Stockholm\n---\n",
    "people/Sofie Holm.md": "---\nemail: sofie@holm.org\ncall: Sof\n---\n",
    "people/Tom Larsen.md": "---\nemail: [tom@new.org, {value: tom@old.org, until: 2024}]\n---\n",
    "people/Grace Okafor.md": "",
    "people/Grace Lindqvist.md": "",
    "people/佐藤 健.md": "---\nreading: さとう けん\n---\n",
    "orgs/Hall.md": "---\nemail: hall@x.org\n---\n",
}


def event(
    title: str = "", *guests: str | tuple[str, str] | Guest, start: str = "2026-01-15T12:00", **more: Any
) -> Event:
    """An event; a guest is an address, a name with an address, or a whole guest."""
    said = [
        each if isinstance(each, Guest) else Guest(*each, "") if isinstance(each, tuple) else Guest("", each, "")
        for each in guests
    ]
    end = "2026-01-16" if len(start) == 10 else start
    return Event(start, end, "", title, "", False, tuple(said), "a.ics:2")._replace(**more)


def told(*events: Event, vault: Vault | None = None) -> list[Meeting]:
    return meetings(vault or vault_of(FILES), Agenda(events), TODAY, TODAY)


def people(*events: Event) -> list[tuple[str, str]]:
    return [(each.name, each.how) for meeting in told(*events) for each in meeting.people]


def test_a_meeting_of_a_calendar_whole() -> None:
    lunch = event(
        "Lunch", "sofie@holm.org", "x@y.org", start="2026-01-15T11:00Z", end="2026-01-15T12:30Z", place="here"
    )
    sofie = Attendee("Sofie Holm", "people/Sofie Holm", "email")

    assert [
        Meeting(
            "2026-01-15",
            "Lunch",
            [sofie],
            ["x@y.org"],
            "a.ics:2",
            "2026-01-15",
            "12:00",
            "13:30",
            "here",
            "a.ics:2",
            None,
        )
    ] == told(lunch)


@pytest.mark.parametrize(
    ("title", "guests", "expected"),
    [
        ("", ["tom@new.org"], [("Tom Larsen", "email")]),
        ("", ["TOM@OLD.org"], [("Tom Larsen", "email")]),
        ("", [("Tom Larsen", "unknown@x.org")], [("Tom Larsen", "name")]),
        ("", [("Larsen, Tom (Drums)", "")], [("Tom Larsen", "name")]),
        ("", [("佐藤　健 様", "")], [("佐藤 健", "name")]),
        ("", [("Somebody else", "tom@new.org")], [("Tom Larsen", "email")]),
        ("", ["tom@new.org", ("Tom Larsen", "")], [("Tom Larsen", "email")]),
        ("", [("Haru", ""), ("H. L.", "HARU@x.org"), "sofie@holm.org"], [("Sofie Holm", "email")]),
        ("", ["hall@x.org", "sofie@holm.org"], [("Sofie Holm", "email")]),
        ("", [Guest("", "tom@new.org", "DECLINED"), "sofie@holm.org"], [("Sofie Holm", "email")]),
        ("Lunch Sofie", [], [("Sofie Holm", "title")]),
        ("Lunch with Sof", [], [("Sofie Holm", "title")]),
        ("佐藤さんランチ", [], [("佐藤 健", "title")]),
        ("Lunch Sofie", ["sofie@holm.org"], [("Sofie Holm", "email")]),
        ("Lunch Sofie", ["tom@new.org"], [("Tom Larsen", "email"), ("Sofie Holm", "title")]),
        ("Sofie’s birthday", [], []),
        ("佐藤さんの誕生日", [], []),
        ("Dentist", [], []),
        ("Budget review", [], []),
    ],
)
def test_who_takes_part(title: str, guests: Sequence[Any], expected: list[tuple[str, str]]) -> None:
    assert expected == people(event(title, *guests))


@pytest.mark.parametrize(("title", "expected"), [("Lunch Sofie", 1), ("Sofie in Lisbon", 0), ("佐藤さんランチ", 1)])
def test_a_whole_day_needs_a_word_of_meeting(title: str, expected: int) -> None:
    assert expected == len(told(event(title, start="2026-01-15")))


def test_what_i_declined_is_no_meeting_of_mine() -> None:
    assert [] == told(event("", Guest("", "haru@x.org", "DECLINED"), "sofie@holm.org"))


def test_strangers_and_those_who_may_be_meant() -> None:
    party = Guests(vault_of(FILES), ["Coffee with Grace", "Lunch Mike"])

    found = party.of(event("Coffee with Grace", ("Thomas Larsen", "tl@x.org"), "sofie.h@x.org", ("", "zed@x.org")))
    assert [
        ("Thomas Larsen", "tl@x.org", "invited", ["Tom Larsen"]),
        ("", "sofie.h@x.org", "invited", ["Sofie Holm"]),
        ("", "zed@x.org", "invited", []),
        ("Grace", "", "title", ["Grace Okafor", "Grace Lindqvist"]),
    ] == [(each.name, each.email, each.how, [near.name for near in each.near]) for each in found.strangers]
    assert [("Mike", "title")] == [(each.name, each.how) for each in party.of(event("Lunch Mike")).strangers]


def test_strangers_of_a_title_make_no_meeting() -> None:
    assert [] == told(event("Meeting Budget 2026"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Larsen, Tom", ["Tom Larsen", "Larsen, Tom"]),
        ("Tom Larsen / Drums", ["Tom Larsen", "Tom Larsen / Drums"]),
        ("佐藤（横浜）", ["佐藤", "佐藤（横浜）"]),
        ("", []),
    ],
)
def test_names_in_address_books(said: str, expected: list[str]) -> None:
    assert expected == names_of(said)


def noted(front: str, name: str = "2026-01-15 Planning") -> Vault:
    return vault_of(FILES | {f"meetings/{name}.md": f"---\n{front}\n---\n\nwords\n"})


@pytest.mark.parametrize(
    ("title", "guests", "expected"),
    [
        ("Planning", ["tom@new.org"], 1),
        ("ＰＬＡＮＮＩＮＧ", ["tom@new.org"], 1),
        ("Spring planning", ["sofie@holm.org"], 1),
        ("Spring planning", ["tom@new.org"], 2),
        ("Something else", ["sofie@holm.org"], 1),
        ("Something else", ["sofie@holm.org", "tom@new.org"], 2),
    ],
)
def test_a_meeting_with_a_note_is_told_once(title: str, guests: list[str], expected: int) -> None:
    found = told(event(title, *guests), vault=noted('attendees: ["[[Sofie Holm]]"]'))

    assert expected == len(found)
    if expected == 1:
        assert [("meetings/2026-01-15 Planning", "12:00", "a.ics:2")] == [
            (each.note, each.start, each.event) for each in found
        ]
        assert found[0].at.startswith("meetings/")


def test_each_note_takes_one_event() -> None:
    both = [event("Planning", "sofie@holm.org"), event("Lunch", "sofie@holm.org", start="2026-01-15T09:00")]

    found = told(*both, vault=noted('attendees: ["[[Sofie Holm]]"]'))
    assert [("Lunch", "09:00", None), ("Planning", "12:00", "meetings/2026-01-15 Planning")] == [
        (each.title, each.start, each.note) for each in found
    ]


def test_a_note_that_says_cancelled_cancels_the_event() -> None:
    assert [] == told(event("Planning", "tom@new.org"), vault=noted('attendees: ["[[Tom Larsen]]"]\nstatus: cancelled'))


def test_days_are_those_of_where_i_live() -> None:
    late = event("", "sofie@holm.org", start="2026-01-14T23:30Z", end="2026-01-15T00:30Z")
    days = event("Lunch Sofie", start="2026-01-13", end="2026-01-17")

    assert [("2026-01-15", "00:30", "01:30")] == [(each.date, each.start, each.end) for each in told(late)]
    assert [("2026-01-15", None, "2026-01-16")] == [(each.date, each.start, each.until) for each in told(days)]
    assert [] == told(event("", "sofie@holm.org", start="2026-01-15T23:00Z", end="2026-01-15T23:30Z"))


def shared(files: dict[str, str]) -> tuple[Vault, Vault]:
    """A vault and what of it may be told."""
    from prm.model.config import read_config
    from prm.model.reader import Reader
    from prm.text.source import Source

    config, _ = read_config(files["prm.toml"])
    sources = [Source(path, text.encode()) for path, text in files.items() if path != "prm.toml"]
    reader = Reader(config)
    return build(sources, config, TODAY), build(redact((each, reader.read(each)) for each in sources), config, TODAY)


@pytest.mark.parametrize(
    ("happening", "expected"),
    [
        (event("Lunch", "sofie@holm.org", ("Mike", "mike@x.org")), [("Lunch", [])]),
        (event("Lunch", "sofie@holm.org", private=True), []),
        (event("Lunch", "sofie@holm.org", "tom@old.org"), []),
        (event("Lunch Tom", "sofie@holm.org"), []),
        (event("Coffee Grace", "sofie@holm.org"), []),
        (event("Lunch", "mike@x.org"), []),
        (event("Secret", "sofie@holm.org"), []),
    ],
)
def test_nothing_private_is_told_to_others(happening: Event, expected: list[tuple[str, list[str]]]) -> None:
    files = FILES | {
        "people/Tom Larsen.md": "---\nprivate: true\nemail: [tom@new.org, {value: tom@old.org, until: 2024}]\n---\n",
        "people/Grace Okafor.md": "---\nprivate: true\n---\n",
        "meetings/2026-01-15 Secret.md": '---\nprivate: true\nattendees: ["[[Sofie Holm]]"]\n---\n\nx\n'
        if happening.title == "Secret"
        else "",
    }
    whole, part = shared(files)
    agenda = shareable(whole, part, [happening], TODAY, TODAY)

    assert expected == [(each.title, each.others) for each in meetings(part, agenda, TODAY, TODAY)]


def test_the_digest_shows_them() -> None:
    agenda = Agenda([event("Lunch Sofie"), event("Choir", "tom@new.org", start="2026-01-16T19:00")])
    vault = vault_of(FILES)

    assert ["Lunch Sofie"] == [each.title for each in daily(vault, agenda=agenda).meetings]
    assert [] == daily(vault, frozenset({"people/Tom Larsen"}), agenda).meetings
    assert date(2026, 1, 15) == vault.today
