"""Introductions: where they stand follows from their lines, in any order; nobody is joined before two yeses."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.introductions.listed import listed
from prm.insight.introductions.listed import waiting
from prm.insight.introductions.shown import shown
from prm.insight.introductions.states import STATES
from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import introductions
from prm.insight.introductions.states import introductions_by_person
from prm.insight.introductions.states import introductions_of
from prm.insight.introductions.states import pairs
from prm.insight.rows import as_data
from prm.model.vault import Vault
from tests.small import vault_of

PATH = "intros/2026-01-01-ada-bob.md"
PEOPLE = {"people/Ada.md": "# Ada\n", "people/Bob.md": "# Bob\n", "people/Cy.md": "# Cy\n", "people/Me.md": "# Me\n"}


def vault(
    lines: list[str],
    between: str = '["[[Ada]]", "[[Bob]]"]',
    more: str = "",
    today: date = date(2026, 1, 15),
    **files: str,
) -> Vault:
    text = f"---\ntype: intro\nbetween: {between}\n{more}---\n\n" + "".join(f"- {line}\n" for line in lines)
    return vault_of({"prm.toml": 'me = "[[Me]]"\n', **PEOPLE, PATH: text, **files}, today)


def of(lines: list[str], between: str = '["[[Ada]]", "[[Bob]]"]', more: str = "") -> Introduction:
    return introductions(vault(lines, between, more))[0]


def told(one: Introduction) -> tuple[str, str | None, str, tuple[str, str, str] | None]:
    next_ = (one.next.do, " ".join(who.name for who in one.next.who), one.next.day) if one.next else None
    return one.state, one.since, one.at.removeprefix(PATH + ":"), next_


ASKED, YES, NO = "2026-01-02 asked [[Ada]]", "2026-01-03 yes [[Ada]]", "2026-01-03 no [[Ada]]"
ASKED_BOB, YES_BOB, NO_BOB = "2026-01-04 asked [[Bob]]", "2026-01-05 yes [[Bob]]", "2026-01-05 no [[Bob]]: not now"


MET, FRUIT, THANKS = "2026-01-06 introduced", "2026-01-09 outcome: tea", "2026-01-07 thanked [[Cy]]"
FIRST, ASK_BOB = ("ask", "Ada Bob", "2026-01-01"), ("ask", "Bob", "2026-01-03")
INTRODUCE = ("introduce", "Ada Bob", "2026-01-05")
LATER, THANK = ("outcome", "Ada Bob", "2026-01-27"), ("thank", "Ada Bob", "2026-01-09")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ("idea", "2026-01-01", "3", FIRST)),
        ([ASKED], ("asked", "2026-01-02", "6", ("wait", "Ada", "2026-01-02"))),
        ([ASKED, ASKED_BOB], ("asked", "2026-01-04", "7", ("wait", "Ada Bob", "2026-01-04"))),
        (["2026-01-02 asked"], ("asked", "2026-01-02", "6", ("wait", "Ada Bob", "2026-01-02"))),
        ([ASKED, YES], ("half-open", "2026-01-03", "7", ASK_BOB)),
        ([ASKED, YES, ASKED_BOB], ("half-open", "2026-01-03", "7", ("wait", "Bob", "2026-01-04"))),
        ([ASKED, YES, ASKED_BOB, YES_BOB], ("open", "2026-01-05", "9", ("introduce", "Ada Bob", "2026-01-05"))),
        (["2026-01-05 yes [[Ada]] [[Bob]]"], ("open", "2026-01-05", "6", ("introduce", "Ada Bob", "2026-01-05"))),
        (["2026-01-05 快諾：[[Ada]]さん"], ("half-open", "2026-01-05", "6", ("ask", "Bob", "2026-01-05"))),
        (["2026-01-05 快諾：[[Ada]]さんと[[Bob]]さん。喜んで"], ("open", "2026-01-05", "6", INTRODUCE)),
        (["2026-01-05 yes: [[Ada]], says [[Bob]]"], ("half-open", "2026-01-05", "6", ("ask", "Bob", "2026-01-05"))),
        (["2026-01-05 yes: [[Ada]] told me so"], ("idea", "2026-01-01", "3", FIRST)),
        (["2026-01-05 辞退：[[Bob]]（忙しいので）"], ("declined", "2026-01-05", "6", None)),
        (["2026-01-05 yes: both are glad"], ("idea", "2026-01-01", "3", FIRST)),
        ([ASKED, YES, ASKED_BOB, NO_BOB], ("declined", "2026-01-05", "9", None)),
        (["2026-01-05 no: not the moment"], ("declined", "2026-01-05", "6", None)),
        ([YES, NO], ("declined", "2026-01-03", "7", None)),
        ([YES_BOB, NO, ASKED], ("declined", "2026-01-03", "7", None)),
        ([NO, "2026-01-06 asked [[Ada]]: she wished it"], ("asked", "2026-01-06", "7", ("wait", "Ada", "2026-01-06"))),
        ([NO, "2026-01-06 yes [[Ada]]"], ("half-open", "2026-01-06", "7", ("ask", "Bob", "2026-01-06"))),
        ([YES, "2026-01-06 asked [[Ada]]: which day"], ("half-open", "2026-01-03", "6", ASK_BOB)),
        (["2026-01-06 introduced in person: the fair"], ("introduced", "2026-01-06", "6", LATER)),
        ([NO, "2026-01-06 introduced in person"], ("introduced", "2026-01-06", "7", LATER)),
        ([MET, FRUIT], ("bore fruit", "2026-01-09", "7", THANK)),
        ([MET, FRUIT, "2026-01-10 thanked"], ("thanked", "2026-01-10", "8", None)),
        ([MET, "2026-01-07 thanked"], ("thanked", "2026-01-07", "7", LATER)),
        ([MET, "2026-01-07 thanked", FRUIT], ("bore fruit", "2026-01-09", "8", THANK)),
        (["2026-01-07 thanked"], ("idea", "2026-01-01", "3", FIRST)),
        (["2026-02-07 yes [[Ada]]"], ("idea", "2026-01-01", "3", FIRST)),
        (["2026-01-02 打診 [[Ada]]：電話で", "2026-01-03 快諾 [[Ada]]"], ("half-open", "2026-01-03", "7", ASK_BOB)),
        (["2026-01-03 見送り [[Ada]]：また今度"], ("declined", "2026-01-03", "6", None)),
    ],
)  # fmt: skip
def test_where_it_stands_and_which_line_says_so(
    lines: list[str], expected: tuple[str, str, str, tuple[str, str, str] | None]
) -> None:
    assert expected == told(of(lines))


BY = "by: '[[Cy]]'\n"
FOR_ME = '["[[Me]]", "[[Ada]]"]'


@pytest.mark.parametrize("between", [FOR_ME, '[me, "[[Ada]]"]', "[私, Ada]"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ("idea", ("ask", "Cy"))),
        (["2026-01-02 asked [[Cy]]"], ("asked", ("wait", "Cy"))),
        (["2026-01-02 asked [[Cy]]", "2026-01-04 yes [[Cy]]"], ("half-open", ("wait", "Cy"))),
        (["2026-01-04 yes [[Cy]]", "2026-01-05 yes [[Ada]]"], ("open", ("wait", "Cy"))),
        (["2026-01-04 no [[Cy]]"], ("declined", None)),
        (["2026-01-06 introduced"], ("introduced", ("report", "Cy"))),
        ([MET, THANKS], ("thanked", ("outcome", ""))),
        ([MET, "2026-01-07 thanked [[Ada]]"], ("introduced", ("report", "Cy"))),
        ([MET, THANKS, "2026-01-09 outcome: a flute"], ("bore fruit", ("report", "Cy"))),
        ([MET, "2026-01-09 outcome: a flute", "2026-01-10 thanked [[Cy]]"], ("thanked", None)),
    ],
)  # fmt: skip
def test_who_introduced_me_is_told_and_thanked(
    lines: list[str], expected: tuple[str, tuple[str, str] | None], between: str
) -> None:
    one = of(lines, between, BY)
    state, _, _, next_ = told(one)

    assert expected == (state, next_[:2] if next_ else None)
    assert (False, "Cy", False) == (one.mine, one.by and one.by.name, one.may_join)


def test_what_others_do_among_themselves_is_not_mine_to_end() -> None:
    assert None is of([ASKED, YES], more=BY).next


@pytest.mark.parametrize("status", ["deceased", "paused"])
def test_nobody_who_rests_is_brought_up(status: str) -> None:
    ada = {"people/Ada.md": f"---\nstatus: {status}\n---\n"}

    assert [None] == [one.next for one in introductions(vault([YES], **ada))]
    assert [] == waiting(vault([YES], **ada))


def test_it_takes_two() -> None:
    assert [] == introductions(vault([YES], '["[[Ada]]"]'))
    assert [] == introductions(vault([YES], '["[[Ada]]", "[[Ada]]"]'))
    assert [] == introductions(vault([YES], "[]"))
    assert ["Ada", "Zoe"] == [who.name for who in of([], '["[[Ada]]", "[[Zoe]]"]').between]


LINES = [
    f"2026-01-{day:02} {kind}"
    for day in (2, 3, 4, 5)
    for kind in ("asked", "asked [[Ada]]", "asked [[Bob]]", "yes", "yes [[Ada]]", "yes [[Bob]]", "no", "no [[Ada]]",
                 "no [[Bob]]", "introduced", "outcome: x", "thanked", "note: yes [[Bob]]", "yes [[Cy]]")
]  # fmt: skip
lines_of_a_log = st.lists(st.sampled_from(LINES), max_size=8)


@given(st.data())
def test_where_it_stands_follows_from_the_set_of_lines(data: st.DataObject) -> None:
    lines = data.draw(lines_of_a_log)
    again = data.draw(st.permutations(lines)) + data.draw(
        st.lists(st.sampled_from(lines or [YES]), max_size=2) if lines else st.just([])
    )
    first, other = of(lines), of(again)

    assert (first.state, first.since, first.next) == (other.state, other.since, other.next)
    assert set(first.said_yes) == set(other.said_yes)
    assert first.state in STATES


@given(lines_of_a_log)
def test_nobody_is_joined_before_two_yeses(lines: list[str]) -> None:
    one = of(lines)

    for name in ("Ada", "Bob"):
        days = {
            kind: [line[:10] for line in lines if line[11:] in (kind, f"{kind} [[{name}]]")] for kind in ("yes", "no")
        }
        yes = [line[:10] for line in lines if line[11:] == f"yes [[{name}]]"]
        if not yes or (days["no"] and max(days["no"]) >= max(yes)):
            assert not one.may_join
            assert one.state != "open"
    if one.next and one.next.do == "introduce":
        assert one.may_join


@given(lines_of_a_log)
def test_no_pair_is_proposed_twice(lines: list[str]) -> None:
    held = vault(lines)
    ada, bob = (person.id for person in held.people if person.name in ("Ada", "Bob"))

    assert {frozenset((ada, bob))} == set(pairs(held))


def test_a_pair_with_me_is_known_too() -> None:
    held = vault(["2026-01-04 no [[Cy]]"], '[me, "[[Ada]]"]', BY)

    assert [frozenset((held.me, held.people[0].id))] == list(pairs(held))


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([ASKED], (14, 120)),
        ([ASKED, YES], (1, 121)),
        ([ASKED, YES, ASKED_BOB], (2, 122)),
        ([ASKED, YES, ASKED_BOB, YES_BOB], (3, 368)),
        (["2026-01-02 introduced"], (21, 201)),
        (["2026-01-02 introduced", "2026-01-05 outcome: tea"], (3, 183)),
    ],
)
def test_a_word_is_due_from_a_day_to_a_day(lines: list[str], days: tuple[int, int]) -> None:
    def due(day: int) -> bool:
        return bool(waiting(vault(lines, today=date(2026, 1, 2) + timedelta(day))))

    first, last = days
    newest = max(int(line[8:10]) for line in lines) - 2
    seen = [due(day) for day in (first - 1, first, last, last + 1) if day >= newest]
    assert [False, True, True, False][-len(seen) :] == seen


def test_what_waits_says_for_whom() -> None:
    held = vault([ASKED, YES, ASKED_BOB])

    expected = {
        "between": [{"name": name, "slug": f"people/{name}", "me": False} for name in ("Ada", "Bob")],
        "by": None,
        "state": "half-open",
        "do": "wait",
        "who": [{"name": "Bob", "slug": "people/Bob", "me": False}],
        "yes": [{"name": "Ada", "slug": "people/Ada", "me": False}],
        "since": "2026-01-03",
        "days": 12,
        "at": f"{PATH}:7",
    }
    assert [expected] == as_data(waiting(held))
    assert [[expected], []] == [as_data(waiting(held, frozenset([slug]))) for slug in ("people/Bob", "people/Cy")]


def test_a_list_has_what_waits_first() -> None:
    other = "---\nbetween: [Ada, Cy]\nform: real\nwhy: tea\nfor: Cy\n---\n- 2026-01-14 no [[Cy]]: no tea\n"
    held = vault([ASKED], **{"intros/2026-01-10-ada-cy.md": other})

    found = as_data(listed(held))
    assert [PATH, "intros/2026-01-10-ada-cy.md"] == [row["path"] for row in found]
    assert {
        "path": "intros/2026-01-10-ada-cy.md",
        "between": [{"text": "Ada", "slug": "people/Ada"}, {"text": "Cy", "slug": "people/Cy"}],
        "form": "real",
        "state": "declined",
        "next": None,
        "since": "2026-01-14",
        "at": "intros/2026-01-10-ada-cy.md:7",
        "why": "tea",
        "whose": {"text": "Cy", "slug": "people/Cy"},
        "by": None,
        "do": None,
        "who": [],
        "on": None,
        "steps": [
            {
                "kind": "no",
                "date": "2026-01-14",
                "people": [{"text": "Cy", "slug": "people/Cy"}],
                "text": "no tea",
                "at": "intros/2026-01-10-ada-cy.md:7",
            }
        ],
    } == found[1]
    cy = next(person for person in held.people if person.name == "Cy")
    assert ["intros/2026-01-10-ada-cy.md"] == [row.path for row in listed(held, [cy])]
    theirs = introductions_of(held, cy)
    assert (1, 0) == (len(shown(theirs, cy)), len(shown(theirs, cy, declined=False)))


def test_those_of_everybody_are_those_of_each() -> None:
    other = "---\nbetween: [Ada, Cy]\nby: Bob\n---\n- 2026-01-14 no [[Cy]]: no tea\n"
    older = "---\nbetween: [Cy, Bob]\n---\n- 2025-01-14 asked [[Bob]]\n"
    held = vault([ASKED], **{"intros/2026-01-10-ada-cy.md": other, "intros/2025-01-14-cy-bob.md": older})
    found = introductions_by_person(held)

    assert [3, 2, 2] == sorted((len(each) for each in found.values()), reverse=True)
    assert {each.id: introductions_of(held, each) for each in held.people if each.id in found} == found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-01-02 asked [[Ada]]", ""),
        ("2026-01-02 asked [[ada-l]]", ""),
        ("2026-01-02 asked [[ada-l|Ada]] [[Bob]]", ""),
        ("2026-01-02 打診 [[ada-l]]", ""),
        ("2026-01-02 asked [[ada-l]]: by the harbour", "by the harbour"),
    ],
)
def test_a_head_alone_has_no_words(line: str, expected: str) -> None:
    held = vault([line], '["[[ada-l]]", "[[Bob]]"]', **{"people/ada-l.md": "---\nname: Ada Lund\n---\n"})

    assert [expected] == [step.text for step in introductions(held)[0].steps]
