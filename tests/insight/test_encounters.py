"""A meeting on one page: which one is meant, who is a stranger, who knows whom."""

from __future__ import annotations

import pytest

from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.insight.meetings.agenda import Agenda
from prm.insight.meetings.agenda import Held
from prm.insight.meetings.agenda import held
from prm.insight.meetings.encounters import Common
from prm.insight.meetings.encounters import Near
from prm.insight.meetings.encounters import Stranger
from prm.insight.meetings.encounters import Tie
from prm.insight.meetings.encounters import about
from prm.insight.meetings.encounters import coming
from prm.insight.meetings.encounters import common
from prm.insight.meetings.encounters import encounter
from prm.insight.meetings.encounters import ties
from prm.model.vault import Vault
from tests.small import TODAY
from tests.small import vault_of

FILES = {
    "prm.toml": 'me = "[[Me]]"\n',
    "people/Me.md": "",
    "people/Ann Lee.md": "---\nemail: ann@x.org\n---\n\n- 2026-01-02 lunch [[Ben Ito]]: soup\n",
    "people/Ben Ito.md": "---\nemail: {home: ben@x.org}\nrelations: {friend: '[[Cy Mo]]'}\norg: Choir\n---\n",
    "people/Cy Mo.md": "---\norg: Choir\nmet: {through: '[[Ann Lee]]'}\n---\n",
    "people/Di Po.md": "---\norg: Choir\n---\n",
    "people/Ed Fo.md": "",
}


def event(title: str, start: str, *guests: tuple[str, str]) -> Event:
    return Event(start, start, "", title, "", False, tuple(Guest(*each, "") for each in guests), "a.ics:2")


def found(*events: Event, vault: Vault | None = None) -> list[Held]:
    from datetime import date

    return held(vault or vault_of(FILES), Agenda(events), date(2025, 12, 1), date(2026, 3, 1))


DAYS = [
    event("Choir", "2026-01-12T19:00", ("", "ann@x.org")),
    event("Early", "2026-01-15T09:00", ("", "ann@x.org")),
    event("Late", "2026-01-15T19:00", ("", "ben@x.org")),
    event("Lunch with Ann", "2026-01-15"),
    event("Choir", "2026-01-19T19:00", ("", "ben@x.org")),
]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("00:00", ["Early", "Late", "Lunch with Ann", "Choir"]),
        ("09:15", ["Early", "Late", "Lunch with Ann", "Choir"]),
        ("09:16", ["Late", "Lunch with Ann", "Choir"]),
        ("23:59", ["Lunch with Ann", "Choir"]),
    ],
)
def test_what_is_still_to_come(clock: str, expected: list[str]) -> None:
    assert expected == [each.meeting.title for each in coming(found(*DAYS), TODAY, clock)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("choir", ["2026-01-12", "2026-01-19"]),
        ("ＣＨＯＩＲ", ["2026-01-12", "2026-01-19"]),
        ("Ann", ["2026-01-15"]),
        ("ito", ["2026-01-15", "2026-01-19"]),
        ("choir ito", ["2026-01-19"]),
        ("nothing", []),
    ],
)
def test_which_is_meant(words: str, expected: list[str]) -> None:
    assert expected == [each.meeting.date for each in about(found(*DAYS), words)]


def test_strangers_with_the_commands_that_would_create_them() -> None:
    vault = vault_of(FILES)
    lunch = event(
        "Lunch", "2026-01-15T12:00", ("", "zed.quill@y.org"), ("Ann L. Lee", "new@y.org"), ("B. Ito", "b@y.org")
    )

    seen = encounter(vault, found(lunch, vault=vault)[0])
    more = "--met Lunch --on 2026-01-15"
    assert [
        Stranger(None, "zed.quill@y.org", "invited", [], f"prm new 'Zed Quill zed.quill@y.org' {more}"),
        Stranger(
            "Ann L. Lee",
            "new@y.org",
            "invited",
            [Near("Ann Lee", "people/Ann Lee", "prm set 'Ann Lee' email+=new@y.org")],
            f"prm new 'Ann L. Lee new@y.org' {more}",
        ),
        Stranger(
            "B. Ito",
            "b@y.org",
            "invited",
            [Near("Ben Ito", "people/Ben Ito", "prm set 'Ben Ito' email.other=b@y.org")],
            f"prm new 'B. Ito b@y.org' {more}",
        ),
    ] == seen.strangers
    assert [] == seen.briefs


def test_names_of_a_note_that_nobody_bears_are_strangers() -> None:
    vault = vault_of(FILES | {"meetings/2026-01-15 Fair.md": "---\nattendees: [Ann Lee, Zed]\n---\n\nx\n"})

    seen = encounter(vault, found(vault=vault)[0])
    assert [Stranger("Zed", None, "note", [], "prm new Zed")] == seen.strangers
    assert ["Ann Lee"] == [each.person.name for each in seen.briefs]


def test_who_knows_whom() -> None:
    vault = vault_of(FILES)
    people = {person.name: person for person in vault.people}
    ann, ben, cy, di, ed = (people[name] for name in ("Ann Lee", "Ben Ito", "Cy Mo", "Di Po", "Ed Fo"))

    assert [Common("Ben Ito", "people/Ben Ito", ["people/Ann Lee", "people/Cy Mo"], "people/Ann Lee.md:5")] == common(
        vault, [ann, cy]
    )
    assert [] == common(vault, [ann])
    assert [
        Tie("Ann Lee", "Ben Ito", "met", "people/Ann Lee.md:5"),
        Tie("Ann Lee", "Cy Mo", "met", "people/Cy Mo.md:3"),
        Tie("Ben Ito", "Cy Mo", "friend", "people/Ben Ito.md:3"),
    ] == ties(vault, [ann, ben, cy])
    assert [Tie("Ben Ito", "Di Po", "together", "people/Ben Ito.md:4"), Tie("Ben Ito", "Ed Fo", None, None)] == ties(
        vault, [ben, di]
    ) + ties(vault, [ben, ed])
