"""What two states of the notes differ in, told of people."""

from __future__ import annotations

from prm.insight.changes.events import Change
from prm.insight.changes.events import arranged
from prm.insight.changes.events import changes
from prm.insight.changes.pairing import versions
from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.source import Source
from tests.small import vault_of

CONFIG = read_config("")[0]


def told(old: dict[str, str], new: dict[str, str], *, hidden: list[Note] | None = None, me: str = "") -> list[Change]:
    """What changed between two vaults, each change dated as if it was of the same day."""
    pairs = [
        (
            Source(path, old[path].encode()) if path in old else None,
            Source(path, new[path].encode()) if path in new else None,
        )
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    ]
    vault = vault_of(new | ({"prm.toml": f'me = "{me}"\n'} if me else {}))
    return arranged(each.change for each in changes(vault, versions(pairs, CONFIG, hidden)))


def short(rows: list[Change]) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(row.name, row.kind, row.field or row.said, row.was, row.text) for row in rows]


def page(front: str, body: str = "") -> dict[str, str]:
    return {"people/Aiko.md": f"---\n{front}---\n# Aiko\n{body}"}


def facts(old: str, new: str) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return short(told(page(old), page(new)))


def test_where_somebody_lives_and_works() -> None:
    assert [("Aiko", "moved", "location", "Malmö", "Osaka")] == facts("city: Malmö\n", "city: Osaka\n")
    assert [("Aiko", "moved", "location", None, "Osaka")] == facts("", "location: Osaka\n")
    assert [("Aiko", "job", "role", "cook", "chef, Inn")] == facts(
        "role: cook\n", "role: chef\norg: '[[orgs/inn|Inn]]'\n"
    )
    ended = "org:\n- {org: Inn, to: 2026-01}\n- {org: Bay, from: 2026-02}\n"
    assert [("Aiko", "job", "role", "Inn", "Bay")] == facts("org: Inn\n", ended)
    assert [("Aiko", "job", "role", "Inn", None)] == facts("org: Inn\n", "tags: []\n")


def test_what_else_is_known() -> None:
    assert [("Aiko", "fact", "birthday", None, "--04-17")] == facts("", "birthday: April 17\n")
    assert [("Aiko", "fact", "circle", "inner", None)] == facts("circle: inner\n", "tags: []\n")
    assert [("Aiko", "fact", "status", "active", "paused")] == facts("status: active\n", "status: paused\n")
    assert [
        ("Aiko", "fact", "needs", None, "a flat"),
        ("Aiko", "fact", "needs", "a room", None),
    ] == facts("needs: [a room, shelves]\n", "needs: [shelves, a flat, {what: a room, until: 2026-01}]\n")
    assert [("Aiko", "fact", "needs", "a room by the sea", "a room by a lake")] == facts(
        "needs: [a room by the sea]\n", "needs: [a room by a lake]\n"
    )
    assert [("Aiko", "fact", "email", "a@x.org", "b@x.org")] == facts(
        "email: {home: a@x.org, work: c@x.org}\n", "email: {home: b@x.org, work: c@x.org}\n"
    )
    assert [("Aiko", "edited", None, None, None)] == facts("tags: [a, b]\n", "tags: [b, a]\n")


def test_only_words_that_mean_nothing_else_are_an_edit() -> None:
    assert [("Aiko", "edited", None, None, None)] == short(told(page("", "A painter.\n"), page("", "A potter.\n")))
    assert ["moved"] == [row.kind for row in told(page("city: A\n", "A painter.\n"), page("city: B\n", "A potter.\n"))]
    assert [] == told(page("", "one\n"), page("", "one\r\n\n"))


def test_who_was_met() -> None:
    log = "\n- 2025-12-01 call: hello\n"
    first = told(page("", log), page("", log + "- 2026-01-10 coffee: yuzu\n"))
    again = told(
        page("", log + "- 2025-12-05 lunch\n"), page("", log + "- 2025-12-05 lunch\n- 2026-01-10 coffee: yuzu\n")
    )

    assert [("Aiko", "met", "coffee", None, "yuzu")] == short(first) == short(again)
    assert [True, False] == [row.first for row in (*first, *again)]
    assert ["2026-01-10", "people/Aiko.md:6"] == [first[0].date, first[0].at]
    noted = told(page(""), page("", "- 2026-01-11 learned: she paints\n- 2026-01-12 email: hello\n"))
    assert [("Aiko", "contact", "email", None, "hello"), ("Aiko", "noted", "learned", None, "she paints")] == short(
        noted
    )


def test_a_note_that_waits_for_words_tells_of_nothing() -> None:
    path = "meetings/2026-01-12 Soup.md"
    empty = {path: '---\ntype: meal\nattendees: ["[[Ann Lee]]"]\n---\n# Soup\n\n- learned [[Ann Lee]]:\n'}
    filled = {path: empty[path].replace("Lee]]:", "Lee]]: she paints")}

    assert [] == told({}, empty)
    assert [("Ann Lee", "met", "meal", None, "Soup"), ("Ann Lee", "noted", "learned", None, "she paints")] == sorted(
        short(told(empty, filled))
    )


def test_everybody_who_took_part_is_told_of_but_me() -> None:
    files = {"people/Ben.md": "# Ben\n", "people/Me.md": "# Me\n", "people/Cy.md": "# Cy\n"}
    line = "- met [[Ben]], [[Cy]] and [[Me]] and [[Nobody Here]]: we sang\n"
    rows = told(files, files | {"journal/2026-01-10.md": line}, me="[[Me]]")

    assert [
        ("Ben", "people/Ben", ["people/Cy", "people/Me", "Nobody Here"]),
        ("Cy", "people/Cy", ["people/Ben", "people/Me", "Nobody Here"]),
        ("Nobody Here", None, ["people/Ben", "people/Cy", "people/Me"]),
    ] == [(row.name, row.slug, row.people) for row in rows]


def test_promises() -> None:
    old = page(
        "", "## Promises\n- [ ] the score due:2026-02-01\n- [ ] @them a key due:2026-02-02\n- [ ] stays due:2027\n"
    )
    new = page(
        "",
        "## Promises\n- [x] the score due:2026-02-01 done:2026-01-12\n"
        "- [x] @them a key due:2026-02-02 done:2026-01-13\n"
        "- [ ] stays due:2027\n- [ ] @them soup due:2026-03-01\n- [x] @me a boat done:2026-01-14\n",
    )

    assert [
        ("kept", "me", "a boat", "2026-01-14"),
        ("kept", "them", "a key", "2026-01-13"),
        ("kept", "me", "the score", "2026-01-12"),
        ("promised", "them", "soup", "2026-03-01"),
    ] == [(row.kind, row.said, row.text, row.date) for row in told(old, new)]


def test_new_people_and_those_who_are_gone() -> None:
    ada = {"people/Ada.md": "---\ncity: Lund\nrole: pilot\n---\n# Ada\n\n## Promises\n- [x] old done:2020-01-01\n"}

    assert [("Ada", "new", None, None, "pilot, Lund")] == short(told({}, ada))
    gone = told(ada, {})
    assert [("Ada", "gone", None, None, None)] == short(gone)
    assert [(None, None)] == [(row.slug, row.at) for row in gone]
    assert [] == told({}, {"orgs/Inn.md": "# Inn\n", "notes/x.md": "words\n"})


def test_a_new_name_is_the_same_person() -> None:
    body = "\n- 2025-12-01 coffee: cake\n- 2025-12-02 call: more\n"
    ben = {"people/Ben Ito.md": f"# Ben Ito\n{body}"}
    by_alias = {"people/Larsen.md": "---\naliases: [Ben Ito]\n---\n# Ben Larsen\n"}
    by_words = {"people/Larsen.md": f"# Ben Larsen\n{body}"}

    assert [("Ben Larsen", "renamed", None, "Ben Ito", "Ben Larsen")] == short(told(ben, by_alias))
    assert [("Ben Larsen", "renamed", None, "Ben Ito", "Ben Larsen")] == short(told(ben, by_words))
    other = told(ben, {"people/Cy.md": "# Cy\n\nA painter.\n\n- 2025-12-01 coffee: cake\n"})
    assert ["gone", "met", "new"] == sorted(row.kind for row in other)


def test_what_is_private_is_in_nothing_that_is_shared() -> None:
    old = page("needs: [shelves]\nbecause: she listens\ncity: Lund\n", "- 2026-01-01 call: x\n")
    new = page(
        "needs: [a flat]\nbecause: she sings\ncity: Oslo\nprivate: [needs, because, log]\n",
        "- 2026-01-01 call: x\n- 2026-01-10 lunch [[Zed Quux]]: soup\n- 2026-01-11 call: Zed called\n",
    )
    gone = page("city: Oslo\nprivate: [needs]\n")
    zed_now = {"people/Zed.md": "---\nprivate: true\n---\n# Zed Quux\n\n- 2026-01-02 call: hm\n"}
    zed_then = {"people/Zed.md": "# Zed Quux\n"}
    hidden = [Reader(CONFIG).read(Source("people/Zed.md", zed_now["people/Zed.md"].encode()))]

    assert 5 < len(told(old | zed_then, new | zed_now))
    assert [("Aiko", "moved", "location", "Lund", "Oslo")] == short(told(old | zed_then, new | zed_now, hidden=hidden))
    assert [("Aiko", "moved", "location", "Lund", "Oslo"), ("Aiko", "fact", "because", "she listens", None)] == short(
        told(old, gone, hidden=hidden)
    )
    assert [] == told(zed_now, zed_then, hidden=[])
    assert [] == told(zed_now, {}, hidden=[])


def test_the_newest_comes_first() -> None:
    blank = told(page("city: A\n"), page("city: B\n"))[0]
    rows = [
        blank._replace(name=name, slug=name, written=day, kind=kind, date=date)
        for name, day, kind, date in (
            ("Ben", "2026-01-01", "moved", None),
            ("Ada", "2026-01-01", "job", None),
            ("Cy", "2026-01-03", "met", "2026-01-01"),
            ("Cy", "2026-01-03", "contact", "2026-01-02"),
            ("Cy", "2026-01-03", "fact", None),
            ("Ben", "2026-01-02", "gone", None),
        )
    ]

    assert [("Cy", "fact"), ("Cy", "contact"), ("Cy", "met"), ("Ben", "gone"), ("Ben", "moved"), ("Ada", "job")] == [
        (row.name, row.kind) for row in arranged(rows)
    ]
