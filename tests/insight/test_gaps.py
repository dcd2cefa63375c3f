"""What is not known of somebody: each rule, and what silences it."""

from __future__ import annotations

from typing import Any

import pytest

from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.insight.meetings.gaps import Unknown
from prm.insight.meetings.gaps import unknowns
from prm.model.vault import Vault
from tests.small import TODAY
from tests.small import vault_of

REACH = "email: a@x.org\n"


def found(front: str, body: str = "", name: str = "Ann Lee", **more: Any) -> list[Unknown]:
    vault = vault_of({f"people/{name}.md": f"---\n{front}\n---\n\n# {name}\n\n{body}\n"} | more.pop("files", {}))
    return unknowns(vault, vault.people[0], **more)


def what(front: str, body: str = "", name: str = "Ann Lee", **more: Any) -> list[str]:
    return [each.what for each in found(REACH + front, body, name, **more)]


def event(start: str, *guests: Guest) -> Event:
    return Event(start, start, "", "Choir", "", False, guests, "a.ics:7")


ANN = Guest("", "A@x.org", "")


@pytest.mark.parametrize(
    ("front", "body", "events", "expected"),
    [
        ("", "", [], []),
        ("", "", [event("2026-01-12T19:00", ANN)], ["meeting"]),
        ("", "", [event("2026-01-12T19:00", Guest("Lee, Ann", "", ""))], ["meeting"]),
        ("", "", [event("2026-01-12T19:00", ANN._replace(said="DECLINED"))], []),
        ("", "", [event("2026-01-12T19:00", Guest("Tom", "t@x.org", ""))], []),
        ("", "", [event("2026-01-15T19:00", ANN)], []),
        ("", "- 2026-01-12 met: the choir", [event("2026-01-12T19:00", ANN)], []),
        ("", "- 2026-01-13 call: about it", [event("2026-01-12T19:00", ANN)], []),
        ("", "- 2026-01-12 learned: she sang", [event("2026-01-12T19:00", ANN)], []),
        ("", "- 2026-01-11 call: before it", [event("2026-01-12T19:00", ANN)], ["meeting"]),
    ],
)
def test_meetings_without_a_line(front: str, body: str, events: list[Event], expected: list[str]) -> None:
    assert expected == what(front, body, events=events)


def test_a_meeting_says_how_to_note_it() -> None:
    events = [event("2026-01-05T19:00", ANN), event("2026-01-12T19:00", ANN)]

    assert [Unknown("meeting", "2026-01-12 Choir", "a.ics:7", "prm debrief Choir --on 2026-01-12")] == found(
        REACH, events=events
    )


def test_an_empty_note_is_a_meeting_without_a_line() -> None:
    note = '---\nattendees: ["[[Ann Lee]]"]\n---\n\n# The fair\n\n- learned [[Ann Lee]]:\n'

    assert ["meeting"] == what("", files={"meetings/2026-01-12 The fair.md": note})
    today = TODAY.isoformat()
    assert [] == what("", files={f"meetings/{today} The fair.md": note}), "it may still be ahead"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("birthday: 1990-04-17\ndates: {birthday: 1990-04-18}", ["birthdays"]),
        ("birthday: 1990-04-17\nbday: 1991-04-17", ["birthdays"]),
        ("birthday: 1990-04-17\ndates: {birthday: 04-17}", []),
        ("birthday: 1990\ndates: {birthday: 04-17}", []),
        ("birthday: ~1985\ndates: {birthday: 1990-04-17}", []),
    ],
)
def test_two_birthdays(front: str, expected: list[str]) -> None:
    assert expected == what(front)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("her daughter starts school", ["children"]),
        ("his two kids sing", ["children"]),
        ("has two kids who sing", ["children"]),
        ("her younger son is ill", ["children"]),
        ("her daughter Nora starts school", []),
        ("her children are called Nora and Per", []),
        ("his son [[Per]] came along", []),
        ("after the last children's show", []),
        ("her kids' school", []),
        ("息子さんが入学", ["children"]),
        ("長女は三年生", ["children"]),
        ("娘さんの[[ノラ]]も来た", []),
        ("子どもも大人も来る食堂", []),
    ],
)
def test_children(line: str, expected: list[str]) -> None:
    assert expected == what("", f"- 2026-01-10 call: {line}")


def test_children_that_are_known() -> None:
    assert [] == what("relations: {child: Nora}", "- 2026-01-10 call: her daughter sings")


@pytest.mark.parametrize(
    ("front", "body", "written", "expected"),
    [
        ("role: nurse", "", {}, []),
        ("role: nurse", "", {3: "2024-01-01"}, ["role"]),
        ("role: nurse", "", {3: "2025-06-01"}, []),
        ("role: nurse", "", {3: "2026-06-01"}, []),
        ("role: {role: nurse, from: 2021-08}", "", {}, ["role"]),
        ("role: [{role: nurse, from: 2021}]", "", {}, ["role"]),
        ("role: [{role: nurse, from: 2021, to: 2023}]", "", {}, []),
        ("role: {role: nurse, from: 2021-08}", "- 2025-12-01 learned: still nurse", {}, []),
        ("role: {role: nurse, from: 2021-08}", "- 2024-12-01 learned: still nurse", {}, ["role"]),
    ],
)
def test_roles_that_may_have_changed(front: str, body: str, written: dict[int, str], expected: list[str]) -> None:
    assert expected == what(front, body, written=written)


@pytest.mark.parametrize(
    ("name", "front", "expected"),
    [
        ("佐藤 健", "", ["reading"]),
        ("佐藤 健", "reading: さとう けん", []),
        ("王 小明", "lang: zh", []),
        ("さとう けん", "", []),
    ],
)
def test_readings(name: str, front: str, expected: list[str]) -> None:
    assert expected == what(front, name=name)


def test_addresses_birthdays_and_needs() -> None:
    three = "\n".join(f"- 2026-01-0{day} call: x" for day in (1, 2, 3))

    assert [Unknown("reach", None, None, "prm set 'Ann Lee' email=…")] == found("email: {value: a@x.org, until: 2024}")
    assert ["birthday"] == what("circle: inner")
    assert ["needs"] == what("", three)
    assert [] == what("needs: a piano", three)
    assert [] == found("status: deceased\ncircle: inner", three)
    assert ["reading"] == [each.what for each in found("status: wish", name="佐藤 健")]


def test_a_command_holds_nothing_that_runs() -> None:
    vault: Vault = vault_of({"people/x.md": "---\nname: $(rm -rf ~) `id`; 'x\n---\n"})

    assert ["prm set '$(rm -rf ~) `id`; '\"'\"'x' email=…"] == [
        each.command for each in unknowns(vault, vault.people[0])
    ]
