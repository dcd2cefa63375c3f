"""Forgetting somebody: what others' notes say of others is what it was."""

from __future__ import annotations

import pytest

from prm.edits.forget import Forgotten
from prm.edits.forget import forget
from prm.edits.forget import named_in
from prm.edits.forget import own_notes
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.vault import Vault
from prm.text.source import Source
from tests.small import vault_of

AIKO = {"people/Aiko Sato.md": "---\naliases: [Ai, 愛子]\n---\n# Aiko Sato\n"}
OTHERS = {"people/Ben.md": "# Ben\n", "people/Cy.md": "# Cy\n", "people/Tom.md": "# Tom\n"}


def forgotten(files: dict[str, str], *, instead: str = "", who: str = "Aiko Sato") -> tuple[dict[str, str], Forgotten]:
    """The files as they are without somebody, and what was said."""
    files = AIKO | OTHERS | files
    vault = vault_of(files)
    sources = {path: Source(path, text.encode()) for path, text in files.items() if path != "prm.toml"}
    person = next(note for note in vault.notes.values() if note.name == who)
    own = [note.path for note in own_notes(vault, person)]
    rest = [source for path, source in sources.items() if path not in own]
    plan = forget(vault, person, [sources[path] for path in own], rest, instead=instead)
    left = {path: text for path, text in files.items() if path not in own}
    for edit in plan.edits:
        assert edit.delete == (edit.path in own)
        if not edit.delete:
            left[edit.path] = result(sources[edit.path], edit).text
    return left, plan


def became(text: str, path: str = "journal/2026-01-05.md", *, instead: str = "") -> str:
    return forgotten({path: text}, instead=instead)[0][path]


def facts(vault: Vault) -> list[object]:
    """What a vault says of everybody but Aiko."""
    people = [person for person in vault.people if person.name != "Aiko Sato"]
    return [
        (
            person.name,
            [(each.day, each.counts, each.kind, each.own) for each in vault.contacts_of(person.id)],
            [
                (each.owner, each.text.replace("[[Aiko Sato]]", "Aiko Sato"), each.done)
                for each in vault.tasks_of(person.id)
            ],
        )
        for person in people
    ]


@pytest.mark.parametrize("line", ["電話 [[Cy]]と[[Aiko Sato]]の件：詳細", "coffee with [[Cy]]、[[Aiko Sato]]のこと。"])
def test_a_link_stays_without_which_somebody_else_would_have_taken_part(line: str) -> None:
    """Cy was talked about together with her; without her link it would be Cy who was called."""
    page = f"# Dan\n- 2026-01-02 {line}\n"
    kept, plan = forgotten({"people/Dan.md": page})

    assert page == kept["people/Dan.md"]
    assert [
        "people/Dan.md:2: the link stays: without it the line would say something else; change it yourself"
    ] == list(plan.said)


@pytest.mark.parametrize(
    ("text", "plain", "named"),
    [
        ("- call [[Aiko Sato]] and [[Ben]]\n", "- call Aiko Sato and [[Ben]]\n", "- call somebody and [[Ben]]\n"),
        ("- lunch [[Ben]]: [[aiko sato|Ai]] sang\n", "- lunch [[Ben]]: Ai sang\n", "- lunch [[Ben]]: somebody sang\n"),
        (
            "- lunch [[Ben]]: [her](../people/Aiko%20Sato.md) song\n",
            "- lunch [[Ben]]: her song\n",
            "- lunch [[Ben]]: her song\n",
        ),
        ("Aiko Sato and [[愛子]] and Ai\n", "Aiko Sato and 愛子 and Ai\n", "somebody and somebody and Ai\n"),
        ("![[Aiko Sato]]\r\n", "Aiko Sato\r\n", "somebody\r\n"),
        ("| [[people/Aiko Sato\\|Ai]] | x |\n", "| Ai | x |\n", "| somebody | x |\n"),
        ("`[[Aiko Sato]]` <!-- Aiko Sato -->\n", "`Aiko Sato` <!-- Aiko Sato -->\n", "`somebody` <!-- somebody -->\n"),
        ("Aiko Satosson, [[Tom]]\n", "Aiko Satosson, [[Tom]]\n", "Aiko Satosson, [[Tom]]\n"),
        ("ah [[Aiko Sato#Log]]", "ah Aiko Sato", "ah somebody"),
    ],
)
def test_links_become_words_and_names_other_words(text: str, plain: str, named: str) -> None:
    assert [plain, named] == [became(text), became(text, instead="somebody")]


def test_front_matter() -> None:
    text = (
        '---\nrelations:\n- friend: "[[Aiko Sato]]"  # since choir\n- spouse: [[Cy]]\n'
        "met: {through: '[[Aiko Sato|Ai]]'}\nmanager: [[Aiko Sato]]\nx: |\n  [[Aiko Sato]] and [[Tom]]\n---\n# Ben\n"
    )

    assert text.replace("[[Aiko Sato|Ai]]", "Ai").replace("[[Aiko Sato]]", "Aiko Sato") == became(text, "people/Ben.md")


def test_a_meeting_of_three_stays_one() -> None:
    text = '---\nattendees: ["[[Aiko Sato]]", "[[Tom]]"]\n---\nwords of [[Aiko Sato]]\n'

    assert text.replace("[[Aiko Sato]]", "Aiko Sato") == became(text, "meetings/2026-01-04 fair.md")


KEPT = {
    "- met [[Aiko Sato]]: she told of [[Tom]]\n": "- met [[{}]]: she told of [[Tom]]\n",
    "- [x] @[[Aiko Sato]] the book done:2026-01-05\n": "- [x] @[[{}]] the book done:2026-01-05\n",
}


@pytest.mark.parametrize("text", KEPT)
def test_a_link_stays_without_which_the_line_would_say_something_else(text: str) -> None:
    path = "journal/2026-01-05.md"
    plain, named = forgotten({path: "\n" + text}), forgotten({path: "\n" + text}, instead="somebody")

    assert "\n" + KEPT[text].format("Aiko Sato") == plain[0][path]
    said = "the link stays: without it the line would say something else; change it yourself"
    assert (f"{path}:2: {said}",) == plain[1].said
    assert "\n" + KEPT[text].format("somebody") == named[0][path]
    said = "a link to “somebody” stays, without which the line would say something else"
    assert (f"{path}:2: {said}",) == named[1].said


def test_what_they_had_promised_is_dropped() -> None:
    path = "journal/2026-01-05.md"
    left, plan = forgotten({path: "- [ ] @[[Aiko Sato]] the key due:2026-02-01\n- [ ] @[[Tom]] soup due:2026-02-02\n"})

    assert "- [-] @Aiko Sato the key due:2026-02-01\n- [ ] @[[Tom]] soup due:2026-02-02\n" == left[path]
    assert (f"{path}:1: what they had promised is marked as dropped",) == plan.said


def test_what_is_said_of_others_is_the_same_in_the_whole_vault() -> None:
    files = {
        "people/Ben.md": (
            "# Ben\n\n[[Aiko Sato]] found him.\n\n- 2026-01-02 coffee [[Aiko Sato]]: cake\n"
            "- 2026-01-01 [[Aiko Sato]] moved\n- 2025-12-01 lunch with [[Aiko Sato]] and [[Tom]]\n\n"
            "## Promises\n- [ ] lend [[Aiko Sato]] it due:2026-02-01\n"
        ),
        "journal/2026-01-03.md": (
            "- dinner with [[Aiko Sato]], [[Ben]] and [[Cy]]\n- saw [[Aiko Sato]]'s garden. Had tea with [[Tom]]\n"
            "- [[Aiko Sato]]: moved\n- call about [[Aiko Sato]]: [[Cy]] knows\n- met [[Aiko Sato]]. [[Ben]] was late\n"
            "## 10:00 call [[Aiko Sato]]\n[[Tom]] came by.\n"
        ),
    }
    before = vault_of(AIKO | OTHERS | files)
    for instead in ("", "somebody"):
        left, _ = forgotten(files, instead=instead)
        after = vault_of(left)
        expected = [
            (
                name,
                rows,
                [(owner, text.replace("Aiko Sato", instead or "Aiko Sato"), done) for owner, text, done in tasks],
            )
            for name, rows, tasks in facts(before)  # type: ignore[misc]
        ]

        assert expected == facts(after)


def test_notes_in_their_folder_go_too() -> None:
    left, plan = forgotten({"aiko-sato/2026-01-01.md": "- call\n", "x/2026-01-01.md": "see [[aiko-sato/2026-01-01]]\n"})

    assert "aiko-sato/2026-01-01.md" not in left
    assert "see 2026-01-01\n" == left["x/2026-01-01.md"]
    assert 3 == len(plan.edits)


def test_another_of_that_name_is_told_of() -> None:
    files = {"people/Ai Kato.md": "---\naliases: [Ai]\n---\n", "x.md": "words\n[[Ai]] came\n"}
    left, plan = forgotten(files)

    assert files["x.md"] == left["x.md"]
    assert ("x.md:2: “Ai” could be two people, and means Ai Kato from now on",) == plan.said


def test_my_own_page_is_not_forgotten() -> None:
    with pytest.raises(Refused, match="your own page"):
        forgotten({"prm.toml": 'me = "[[Aiko Sato]]"\n'})


def test_names_in_paths() -> None:
    assert named_in(("Aiko Sato",), "intros/2026-01-01-aiko-sato-tom.md")
    assert not named_in(("Aiko Sato", "Ai"), "intros/2026-01-01-aiko-tom.md")
