"""What kind of note a file is, and in what order the marks of it count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prm.disk.folder import list_notes
from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.source import Source


def note(path: str, front: str = "", toml: str = "", daily: str = "") -> Note:
    text = f"---\n{front}\n---\n" if front else ""
    return Reader(read_config(toml, daily)[0]).read(Source(path, text.encode()))


@pytest.mark.parametrize(
    ("path", "front", "kind"),
    [
        # marks
        ("x/a.md", "type: person", "person"),
        ("x/a.md", "type: 'person'", "person"),
        ("x/a.md", "type: '[[Person]]'", "person"),
        ("x/a.md", "type: [[Person]]", "person"),
        ("x/a.md", "Type: Contact", "person"),
        ("x/a.md", "type: 人物", "person"),
        ("x/a.md", "tags: person", "person"),
        ("x/a.md", "tags: [x, '#people']", "person"),
        ("x/a.md", "tags: contact, x", "person"),
        ("x/a.md", "tags: [person/friend]", "person"),
        ("x/a.md", "categories: ['[[People]]']", "person"),
        ("x/a.md", "categories: [[People]]", "person"),
        *(
            ("x/a.md", f"type: {word}", "org")
            for word in ["org", "company", "organisation", "organization", "会社", "団体"]
        ),
        ("x/a.md", "type: intro", "intro"),
        ("x/a.md", "type: digest", "generated"),
        ("x/a.md", "type: brief", "generated"),
        # folders
        *(
            (f"{folder}/a.md", "", "person")
            for folder in ["people", "persons", "contacts", "人", "人物", "連絡先", "People", "PEOPLE"]
        ),
        ("people/work/a.md", "", "person"),
        ("x/People/a.md", "", "person"),
        *((f"{folder}/a.md", "", "org") for folder in ["orgs", "organizations", "organisations", "companies", "Orgs"]),
        ("intros/a.md", "", "intro"),
        ("紹介/a.md", "", "intro"),
        *((f"{folder}/a.md", "", "dated") for folder in ["journal", "journals", "日記", "Journal"]),
        ("journal/2026/a.md", "", "dated"),
        ("x/a.md", "", "note"),
        ("a.md", "", "note"),
        # names that are days
        ("2026-11-20.md", "", "dated"),
        ("20261120.md", "", "dated"),
        ("x/2026-11-20 Fri.md", "", "dated"),
        ("x/2026-11-20 (金).md", "", "dated"),
        ("x/2026年11月20日（金）.md", "", "dated"),
        ("x/令和8年11月20日.md", "", "dated"),
        ("x/2026-11-20 the fair.md", "", "dated"),
        ("2026/11/2026-11-20.md", "", "dated"),
        ("x/2026-11-20 a long story of how we came to live here.md", "", "note"),
        ("journal/2026-11-20 a long story of how we came to live here.md", "", "dated"),
        ("x/a.md", "date: 2026-11-20", "note"),
        ("people/a.md", "date: 2026-11-20", "person"),
        # meetings
        ("x/2026-11-20 fair.md", "attendees: [a]", "meeting"),
        ("x/fair 2026-11-20.md", "people: [a]", "meeting"),
        ("x/a.md", "date: 2026-11-20\nperson: a", "meeting"),
        ("x/a.md", "date: 2026-11-20\nparticipants: [a]", "meeting"),
        ("x/a.md", "date: 2026-11-20\ncontacts: [a]", "meeting"),
        ("x/a.md", "date: 2026-11-20\n参加者: a", "meeting"),
        ("x/a.md", "date: 2026-11-20\nattendees:", "note"),
        ("x/a.md", "attendees: [a]", "note"),
        ("x/a.md", "date: 2026-11\nattendees: [a]", "note"),
        ("x/2026-11-20.md", "people: [a]", "dated"),
        ("journal/2026-11-20 fair.md", "people: [a]", "dated"),
        # marks before folders, those of introductions and organisations before days, days before the other folders
        ("people/a.md", "type: org", "org"),
        ("orgs/a.md", "type: person", "person"),
        ("journal/2026-11-20.md", "type: person", "person"),
        ("people/a.md", "type: digest", "generated"),
        ("x/2026-11-20.md", "type: digest", "generated"),
        ("intros/2026-11-20-a-b.md", "", "intro"),
        ("orgs/2026-11-20.md", "", "org"),
        ("people/2026-11-20.md", "", "dated"),
        ("people/intros/a.md", "", "intro"),
        ("people/orgs/a.md", "", "org"),
        ("people/journal/a.md", "", "person"),
        ("people/a.md", "date: 2026-11-20\npeople: [b]", "person"),
        # not people
        ("people/README.md", "", "none"),
        ("people/readme.markdown", "", "none"),
        ("people/index.md", "", "none"),
        ("people/_index.md", "", "none"),
        ("people/{{title}}.md", "", "none"),
        ("people/<% tp.file.title %>.md", "", "none"),
        ("people/templates/a.md", "", "none"),
        ("Templates/a.md", "type: person", "none"),
        ("people/index.md", "type: person", "person"),
    ],
)
def test_kind(path: str, front: str, kind: str) -> None:
    assert kind == note(path, front).kind


@pytest.mark.parametrize(
    ("path", "front", "toml", "daily", "kind"),
    [
        ("friends/a.md", "", 'people = ["friends"]', "", "person"),
        ("people/a.md", "", 'people = ["friends"]', "", "note"),
        ("x/a.md", "tags: [human]", 'person_tags = ["human"]', "", "person"),
        ("x/a.md", "tags: [person]", 'person_tags = ["human"]', "", "note"),
        ("Daily/a.md", "", "", "Daily", "dated"),
        ("log/days/a.md", "", "", "Log/Days", "dated"),
        ("daily/a.md", "", "", "", "note"),
    ],
)
def test_settings(path: str, front: str, toml: str, daily: str, kind: str) -> None:
    assert kind == note(path, front, toml, daily).kind


@pytest.mark.parametrize(
    ("path", "front", "day"),
    [
        ("x/2026-11-20 Fri.md", "", "2026-11-20"),
        ("x/2026-11-20.md", "date: 2026-11-19", "2026-11-20"),
        ("x/a.md", "date: 2026-11-20\npeople: [a]", "2026-11-20"),
        ("x/2026-11-20 fair.md", "attendees: [a]", "2026-11-20"),
        ("x/a.md", "date: 2026-11-20", ""),
        ("people/a.md", "date: 2026-11-20", ""),
    ],
)
def test_the_day_of_a_note(path: str, front: str, day: str) -> None:
    assert day == note(path, front).day


def test_a_person_with_a_template_left_in_it_stays_a_person() -> None:
    found = note("people/a.md", "name: '{{title}}'\nbirthday: '{{date}}'")
    assert ("person", "a", ["unrendered-template"] * 2) == (
        found.kind,
        found.name,
        [each.rule for each in found.problems],
    )


def test_of_a_generated_note_nothing_is_read() -> None:
    text = b"---\ntype: digest\n---\n- 2026-01-02 call [[Ben]]\n- [ ] @me x"
    found = Reader(read_config("")[0]).read(Source("people/a.md", text))
    assert ((), (), ()) == (found.entries, found.tasks, found.links)


def test_what_is_no_note(vault: Callable[..., Path]) -> None:
    paths = [
        "a.md",
        "b.markdown",
        "c.txt",
        ".d.md",
        ".e/f.md",
        "templates/g.md",
        "x/Templates/h.md",
        "drafts/i.md",
        "J.MD",
    ]
    root = vault(dict.fromkeys(paths, ""))
    assert ("J.MD", "a.md", "b.markdown", "drafts/i.md") == list_notes(str(root)).paths
    assert ("J.MD", "a.md", "b.markdown") == list_notes(str(root), ("drafts/*",)).paths
    assert ("J.MD", "b.markdown", "drafts/i.md") == list_notes(str(root), ("a.*",)).paths
