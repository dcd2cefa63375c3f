"""Thirty questions as people ask them, of the example vault; and what `who` may not do."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from prm.engine import Engine
from prm.insight.search.who import Found
from prm.insight.search.who import who
from prm.model.vault import Vault
from tests.small import vault_of

EXAMPLE = Path(__file__).parent.parent.parent / "example-vault"
TODAY = date(2026, 1, 15)

# What is asked, who must be among the first three, and through whom or what, where nothing speaks for them directly.
QUESTIONS = (
    ("I'm looking for somebody who can teach bamboo percussion", "Tom Larsen", ""),
    ("do you know a landlord?", "Mio Hayashi", ""),
    ("somewhere we can rehearse with drums", "Mio Hayashi", ""),
    ("who could translate our programme into English", "水野 千晶", ""),
    ("we need a good doctor", "Grace Okafor", "her brother"),
    ("bread for a party of fifty", "Ben Ito", ""),
    ("an electrician for the stage lights", "Tom Larsen", "his flatmate"),
    ("someone to restore an old book", "Marta Nowak", ""),
    ("a place to stay in Lund", "Nils Bergström", ""),
    ("anybody with a van, to move a piano", "Mio Hayashi", ""),
    ("permission to close the street", "Peder Friis", ""),
    ("a lawyer who knows about tenancy", "Elif Demir", "Harbour Advice"),
    ("who keeps bees", "Grace Lindqvist", ""),
    ("a carpenter", "Mio Hayashi", "Astrid Falk"),
    ("somebody who makes pottery", "Inês Carvalho", ""),
    ("竹の楽器を教えられる人", "Kenji Mori", ""),
    ("傘を直してくれる人", "佐藤 健", ""),
    ("歌詞を英訳できる人はいますか", "水野 千晶", ""),
    ("発酵に詳しい人は誰", "藤原 咲", ""),
    ("太鼓の皮を張り替えたい", "中川 悠人", ""),
    ("マルメの近くで泊めてくれる人", "Nils Bergström", ""),
    ("大家さんを探しています", "Mio Hayashi", ""),
    ("編み物が好きな人", "高木 蓮", ""),
    ("子ども食堂をやっている人", "石井 ひかり", ""),
    ("俳句を見てくれる先生", "大野 正雄", ""),
    ("合唱の指揮者", "Elif Demir", ""),
    ("弁護士の知り合い", "中川 悠人", "お姉さん"),
    ("パン屋さん", "Ben Ito", ""),
    ("写真を撮ってくれる人", "石井 ひかり", "村上 修"),
    ("工房を案内してくれる人", "渡邉 邦彦", ""),
)


@cache
def example() -> Vault:
    return Engine(str(EXAMPLE)).vault(TODAY)


def asked(vault: Vault, words: str) -> Found:
    return who(vault, words)


@pytest.mark.parametrize(("question", "name", "via"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_the_person_one_would_name_is_among_the_first_three(question: str, name: str, via: str) -> None:
    first = {match.name: match.via.name if match.via else "" for match in who(example(), question).people[:3]}

    assert {name: via} == {name: first.get(name)}, first


@pytest.mark.parametrize("question", [row[0] for row in QUESTIONS])
def test_who_asks_for_few_gets_the_first_of_all(question: str) -> None:
    everybody = asked(example(), question)

    for most in (1, 3, 7):
        few = who(example(), question, most=most, seekers=2)
        assert (everybody.people[:most], everybody.seekers[:2]) == (few.people, few.seekers)


def test_who_equals_the_last_is_told_apart_by_the_newest_line_and_acquaintances_come_last() -> None:
    log = "- 2025-12-{:02} call: he played the zither\n"
    files = {f"people/{name}.md": f"# {name}\n\n{log.format(day)}" for day, name in enumerate("ABCDEF", 1)}
    files |= {"people/Z.md": "---\nstatus: acquaintance\noffers: [zither]\n---\n# Z\n", "prm.toml": ""}

    assert ["F", "E"] == [match.name for match in who(vault_of(files), "zither", most=2).people]
    assert ["F", "E", "D", "C", "B", "A", "Z"] == [
        match.name for match in who(vault_of(files), "zither", most=9).people
    ]


def test_the_questions_are_what_was_promised() -> None:
    japanese = [row for row in QUESTIONS if not row[0].isascii()]
    led = [row for row in QUESTIONS if row[2]]

    assert (30, 15, True) == (len(QUESTIONS), len(japanese), len(led) >= 5)


PEOPLE = {
    "prm.toml": 'me = "[[Me]]"\n\n[words]\nsynonyms = [["zither", "Hackbrett"]]\n',
    "people/Me.md": "---\noffers: [zither lessons]\n---\n# Me\n",
    "people/Ada.md": "---\noffers: [zither lessons]\n---\n# Ada\n\n- 2025-12-01 call: hello\n- 2025-12-02 call: you\n",
    "people/Bo.md": "# Bo\n\n- 2025-12-24 call: he played the zither\n- 2025-12-02 call: again\n",
    "people/Cy.md": "# Cy\n\n- 2015-12-24 call: he played the zither\n- 2025-12-02 call: again\n",
    "people/Dee.md": "---\nneeds: [zither lessons]\ndislikes: [zither]\n---\n# Dee\n",
    "people/Eve.md": "---\nstatus: deceased\noffers: [zither lessons]\n---\n# Eve\n",
    "people/Fay.md": "---\nrelations:\n  - student: '[[Gus]]'\n---\n# Fay\n",
    "people/Gus.md": "---\nstatus: archived\noffers: [zither repairs]\n---\n# Gus\n",
    "people/Hal.md": "---\nstatus: acquaintance\noffers: [zither lessons]\n---\n# Hal\n",
    "people/Ida.md": "---\noffers: [Hackbrett]\n---\n# Ida\n",
    "people/Joe.md": "---\norg: '[[Monday Club]]'\n---\n# Joe\n",
    "people/Kim.md": "---\norg: {org: '[[Monday Club]]', to: 2020}\n---\n# Kim\n",
    "orgs/Monday Club.md": "# Monday Club\n\nThey play the zither on Mondays.\n",
}


def test_offers_stand_above_the_log_and_the_recent_above_the_old() -> None:
    names = [match.name for match in asked(vault_of(PEOPLE), "zither").people]

    assert ["Ada", "Ida", "Bo", "Cy"] == [name for name in names if name in ("Ada", "Ida", "Bo", "Cy")]
    assert "Hal" == names[-1]


def test_me_the_dead_and_the_archived_are_not_offered_but_lead_on() -> None:
    people = {match.name: match for match in asked(vault_of(PEOPLE), "zither").people}

    assert set() == {"Me", "Eve", "Gus"} & set(people)
    assert ("people/Gus", "Gus") == people["Fay"].via[:2]  # type: ignore[index]
    assert [("relations", "student: Gus", "people/Fay.md:3")] == people["Fay"].evidence


def test_an_organisation_leads_to_those_who_are_there_now() -> None:
    people = {match.name: match for match in asked(vault_of(PEOPLE), "zither").people}

    assert "orgs/Monday Club" == people["Joe"].via[0]  # type: ignore[index]
    assert "Kim" not in people


def test_what_somebody_needs_or_dislikes_does_not_speak_for_them() -> None:
    found = asked(vault_of(PEOPLE), "zither lessons")

    assert "Dee" not in [match.name for match in found.people]
    assert [("Dee", [("needs", "zither lessons", "people/Dee.md:2")])] == [
        (match.name, match.evidence) for match in found.seekers
    ]


def test_a_line_that_says_what_somebody_looks_for_does_not_speak_for_them() -> None:
    files = {
        "people/Ada.md": "# Ada\n\n- 2025-12-01 call: she is looking for zither lessons\n",
        "people/Bo.md": "# Bo\n\n- 2025-12-01 call: teaches the zither, looks for a flat\n",
        "people/Cy.md": "# Cy\n\n- 2013-12-01 call: he needed a zither\n",
        "people/Di.md": "# Di\n\n- 2025-12-01 call: 三味線の先生を探している。太鼓は教えられる。\n",
        "people/Ed.md": "# Ed\n",
        "people/Fay.md": "# Fay\n\nShe does not want the brass band to fuss.\n",
        "journal/2025-12-02.md": "- [[Ed]] asked if I know a zither teacher\n- [[Ed]] and [[Bo]] want a zither\n",
    }

    def answer(words: str) -> tuple[list[str], list[tuple[str, str]]]:
        found = asked(vault_of(files), words)
        return [each.name for each in found.people], [(each.name, each.evidence[0].at) for each in found.seekers]

    assert (["Bo"], [("Ada", "people/Ada.md:3"), ("Ed", "journal/2025-12-02.md:1")]) == answer("zither")
    assert ([], [("Bo", "people/Bo.md:3")]) == answer("a flat")
    assert ([], [("Di", "people/Di.md:3")]) == answer("三味線")
    assert (["Di"], []) == answer("太鼓")
    assert [] == answer("brass band")[1]


def test_what_i_can_give_to_somebody_is_nothing_they_can_do() -> None:
    wish = "---\nstatus: wish\nwish: {why: her zither, gives: photographs of bees, approach: a telegram}\n---\n# Eve\n"
    vault = vault_of({"people/Eve.md": wish})

    assert [[], [], ["Eve"]] == [
        [match.name for match in asked(vault, words).people] for words in ("photographs", "telegram", "zither")
    ]


def test_nothing_asked_and_nothing_found_are_no_error() -> None:
    vault = vault_of(PEOPLE)

    assert [] == asked(vault, "").people == asked(vault, "who can help me with").people
    assert ["wombat"] == [thing.said for thing in asked(vault, "wombat").searched.nowhere]


def test_several_pieces_of_evidence_stand_above_one_that_is_repeated() -> None:
    vault = vault_of(
        {
            "people/A.md": "# A\n\n- 2025-12-01 call: chess\n- 2025-12-02 call: chess\n- 2025-12-03 call: chess\n",
            "people/B.md": "# B\n\n- 2025-12-01 call: chess in the park\n- 2025-12-02 call: lost at chess\n",
        }
    )

    assert ["B", "A"] == [match.name for match in asked(vault, "chess").people]


def test_a_shared_page_of_a_note_is_no_reason_for_everybody_on_it() -> None:
    vault = vault_of(
        {"people/A.md": "# A\n", "people/B.md": "# B\n", "notes/Fair.md": "# Fair\n\n- bread: [[A]]\n- songs: [[B]]\n"}
    )

    assert ["A"] == [match.name for match in asked(vault, "bread").people]
