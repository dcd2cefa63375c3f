"""The note about a meeting: left as it is it counts for nothing, filled in it says what was."""

from __future__ import annotations

import pytest

from prm.edits.debriefing import Facts
from prm.edits.debriefing import meeting_note
from prm.edits.debriefing import note_path
from prm.insight.promises import promises
from prm.model.config import read_config
from prm.model.vault import Vault
from tests.small import vault_of

CONFIG, _ = read_config("")
PEOPLE = {f"people/{name}.md": f"# {name}\n" for name in ("Ann Lee", "Ben Ito", "Cy Mo", "Di Po", "佐藤 健")}


def note(*names: str, lang: str = "en", title: str = "Lunch", others: tuple[str, ...] = ()) -> str:
    facts = Facts("2026-01-12", title, [f"[[{name}]]" for name in names], others, "the “soup”: place", "1.5")
    return meeting_note("meetings/2026-01-12 Lunch.md", facts, CONFIG, lang).changes[0].text


def vault(text: str) -> Vault:
    return vault_of(PEOPLE | {"meetings/2026-01-12 Lunch.md": text})


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("names", [("Ann Lee",), ("Ann Lee", "佐藤 健"), ("Ann Lee", "Ben Ito", "Cy Mo", "Di Po"), ()])
def test_as_it_is_it_counts_for_nothing(names: tuple[str, ...], lang: str) -> None:
    found = vault(note(*names, lang=lang, others=("Mike",)))

    assert {} == dict(found.last_contacts)
    assert [] == found.tasks
    for person in found.people:
        assert [] == found.mentions_of(person.id)
        assert ["nothing is written in it yet"] * (person.name in names) == [
            each.why for each in found.contacts_of(person.id)
        ]


def test_the_whole_note() -> None:
    assert """\
---
type: meal
date: 2026-01-12
attendees: ["[[Ann Lee]]", Mike]
location: "the “soup”: place"
hours: 1.5
---
# Lunch

## Learned

- learned [[Ann Lee]]:

## Promises

- [ ] @me [[Ann Lee]]:
- [ ] @[[Ann Lee]]

## Given

- gave [[Ann Lee]] gift:
""" == note("Ann Lee", others=("Mike",))


FILLED = [
    ("- learned [[Ann Lee]]:", " she has moved", ("learned", None, "she has moved")),
    ("- gave [[Ann Lee]] gift:", " a pan", ("gave", "gift", "a pan")),
    ("- 聞いた [[Ann Lee]]：", "引っ越した", ("learned", None, "引っ越した")),
    ("- 差し上げた [[Ann Lee]] 贈り物：", "鍋", ("gave", "gift", "鍋")),
]


@pytest.mark.parametrize(("line", "more", "expected"), FILLED)
def test_a_line_that_is_filled_in_is_an_entry(line: str, more: str, expected: tuple[str, str | None, str]) -> None:
    text = note("Ann Lee", "Ben Ito", lang="ja" if "：" in line else "en")
    found = vault(text.replace(line, line + more))
    ann, ben = (next(each for each in found.people if each.name == name) for name in ("Ann Lee", "Ben Ito"))

    told = [each for each in found.contacts_of(ann.id) if each.kind == expected[0]]
    assert [expected] == [(each.kind, each.what or None, each.text) for each in told]
    assert {"meal"} == {each.kind for each in found.contacts_of(ben.id)}
    assert {ann.id, ben.id} == set(found.last_contacts)


@pytest.mark.parametrize(
    ("line", "owner", "people"),
    [
        ("- [ ] @me [[Ann Lee]]:", "me", ["people/Ann Lee"]),
        ("- [ ] @[[Ann Lee]]", "people/Ann Lee", ["people/Ann Lee"]),
    ],
)
def test_a_promise_that_is_filled_in_is_one(line: str, owner: str, people: list[str]) -> None:
    found = vault(note("Ann Lee", "Ben Ito").replace(line, line + " the pan"))

    assert [(owner, people, "the pan")] == [(each.owner, each.people, each.text) for each in promises(found)]


@pytest.mark.parametrize(
    "line", ["- [ ]", "- [ ] @me", "- [x] @them", "- [ ] [[Ann Lee]]:", "- [ ] @me due:2026-01-20"]
)
def test_a_box_without_words_is_nothing(line: str) -> None:
    assert [] == vault_of(PEOPLE | {"people/Ann Lee.md": f"# Ann Lee\n\n## Promises\n\n{line}\n"}).tasks


def test_a_box_with_a_name_alone_is_something() -> None:
    assert 1 == len(vault_of(PEOPLE | {"notes/x.md": "- [ ] [[Ann Lee]]\n"}).tasks)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lunch", "meetings/2026-01-12 Lunch.md"),
        ("a/b: c?", "meetings/2026-01-12 a b c.md"),
        ("../../x", "meetings/2026-01-12 x.md"),
        ("", "meetings/2026-01-12.md"),
        ("x" * 300, f"meetings/2026-01-12 {'x' * 80}.md"),
    ],
)
def test_where_it_belongs(title: str, expected: str) -> None:
    assert expected == note_path("meetings", Facts("2026-01-12", title, (), (), "", ""))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lunch Sofie", "meal"),
        ("Zoom with Ann", "video"),
        ("電話", "call"),
        ("Spring Fair", "meeting"),
        ("E-mail", "meeting"),
    ],
)
def test_its_kind_is_that_of_the_title(title: str, expected: str) -> None:
    assert f"type: {expected}\n" in note("Ann Lee", title=title)
