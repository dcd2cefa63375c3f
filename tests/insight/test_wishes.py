"""How far a wish has come, and what comes next, from the lines alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.wishes.coming import coming
from prm.insight.wishes.offerings import meant
from prm.insight.wishes.offerings import released
from prm.insight.wishes.spending import Amount
from prm.insight.wishes.spending import amount_in
from prm.insight.wishes.stages import STAGES
from prm.insight.wishes.wish import Wishing
from prm.insight.wishes.wish import wish_of
from prm.insight.wishes.wish import wishes
from tests.small import vault_of

HEAD = """\
---
status: wish
wish:
  why: to learn how he listens
  gives: a recording
  approach: a letter
  offerings:
    - {what: the booklet, price: 2200 JPY}
    - {what: long-tone sheets, price: 800 JPY}
    - {what: open day, price: 30 EUR, release: "2026-01-24 10:00"}
---

# Kenji Mori

"""
READ = "## Research\n\n- [x] read the booklet ✅ 2025-12-20\n\n"


def wish(body: str = "", head: str = HEAD, **files: str) -> Wishing | None:
    vault = vault_of({"people/kenji.md": head + body, "prm.toml": 'me = "[[me myself]]"\n'} | files)
    return wish_of(vault, vault.who("kenji")[0])


@pytest.mark.parametrize("status", ["archived", "paused"])
def test_a_wish_that_is_put_aside_rests(status: str) -> None:
    found = wish(log("2025-12-10 bought: the booklet"), HEAD.replace("status: wish", f"status: {status}"))

    assert found is not None
    assert (None, False, ["resting"]) == (found.next, found.may_approach, found.missing)
    assert [] == wishes(vault_of({"people/kenji.md": HEAD.replace("status: wish", f"status: {status}")}))


def log(*lines: str) -> str:
    return READ + "## Log\n\n" + "".join(f"- {line}\n" for line in lines)


def stage(body: str, **files: str) -> tuple[str, str | None, int]:
    found = wish(body, **files)
    assert found is not None
    return found.stage, found.since, int(found.at.rpartition(":")[2])


LINES = {
    "learned": ("studied", "2026-01-01"),
    "bought: the booklet": ("studied", "2025-12-20"),
    "used: the booklet": ("used", "2026-01-01"),
    "result: it speaks": ("used", "2026-01-01"),
    "reported: a card": ("reported", "2026-01-01"),
    "wrote: a letter": ("waiting", "2026-01-01"),
    "letter: on paper": ("waiting", "2026-01-01"),
    "gave thanks: a recording": ("waiting", "2026-01-01"),
    "tried: his shed was closed": ("studied", "2025-12-20"),
    "thought: of him": ("studied", "2025-12-20"),
    "heard: come in spring": ("answered", "2026-01-01"),
    "call: he laughed": ("answered", "2026-01-01"),
    "visit: to the shed": ("met", "2026-01-01"),
    "購入：小冊子": ("studied", "2025-12-20"),
    "読了：小冊子": ("used", "2026-01-01"),
    "報告：手紙で": ("reported", "2026-01-01"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_takes_a_wish_as_far_as_it_says(line: str) -> None:
    found = wish(log(f"2026-01-01 {line}"))
    assert found is not None

    assert LINES[line] == (found.stage, found.since)


def test_without_a_line_it_is_found() -> None:
    assert ("found", None, 4) == stage("")
    assert ("found", None, 2) == stage("", **{"people/kenji.md": "---\nstatus: wish\n---\n"})
    assert ("studied", "2025-12-20", 17) == stage(READ + "- [ ] listen to the talk\n")


def test_on_its_day_a_letter_is_an_approach_and_afterwards_silence() -> None:
    assert ("approached", "2026-01-15", 21) == stage(log("2026-01-15 wrote: a letter"))
    assert ("waiting", "2026-01-14", 21) == stage(log("2026-01-14 wrote: a letter"))
    assert ("studied", "2025-12-20", 17) == stage(log("2026-01-16 wrote: a letter tomorrow"))


def test_a_crowd_is_no_meeting_and_a_line_without_a_kind_is_unclear() -> None:
    others = "".join(f"[[P{number}]], " for number in range(9))
    meeting = {"meetings/2026-01-05 Concert.md": f'---\nattendees: "{others}[[Kenji Mori]]"\n---\n\nHe played.\n'}
    found = wish(log("2026-01-03 something about bamboo"), **meeting)
    assert found is not None

    assert ("studied", ["people/kenji.md:21"]) == (found.stage, found.unclear)


def test_a_wish_fulfilled_may_be_said_by_how_we_met() -> None:
    head = HEAD.replace("status: wish", "status: active\nmet: {date: 2026-01-10, through: Ben}")

    found = wish(READ, head)
    assert found is not None
    assert ("met", "2026-01-10", None) == (found.stage, found.since, found.next)


def test_who_has_died_or_is_no_wish_is_none() -> None:
    assert wish("", HEAD.replace("status: wish", "status: deceased")) is None
    assert wish("", "# Kenji\n") is None
    paused = HEAD.replace("status: wish", "status: paused")
    assert [] == wishes(vault_of({"people/kenji.md": paused}))


INTRO = """\
---
type: intro
between: ["[[{other}]]", "[[Kenji Mori]]"]
---

- 2026-01-02 asked [[Kenji Mori]]
- 2026-01-05 {answer} [[Kenji Mori]]
"""


def test_an_introduction_to_me_counts_and_one_to_another_does_not() -> None:
    def with_intro(other: str, answer: str) -> tuple[str, list[str], bool]:
        intro = INTRO.format(other=other, answer=answer)
        found = wish(READ, **{"intros/a.md": intro, "people/me myself.md": "# Me\n", "people/Tom.md": "# Tom\n"})
        assert found is not None
        return found.stage, found.missing, found.next is None

    assert ("answered", [], True) == with_intro("me myself", "yes")
    assert ("answered", ["declined"], True) == with_intro("me", "no")
    assert ("studied", [], False) == with_intro("Tom", "no")


NEXT = {
    ("",): ("try", "the booklet"),
    (READ,): ("try", "the booklet"),
    (READ + "- [ ] listen to the talk\n",): ("study", "listen to the talk"),
    (READ, "2026-01-03 bought: the sheets"): ("use", "long-tone sheets"),
    (READ, "2026-01-03 bought: a flute"): ("use", "a flute"),
    (READ, "2026-01-03 bought: a flute", "2026-01-04 used: it"): ("result", "it"),
    (READ, "2025-12-03 bought: the booklet"): ("approach", None),
    (READ, "2026-01-03 bought: the sheets", "2026-01-04 used: the sheets"): ("result", "the sheets"),
    (READ, "2026-01-04 used: the sheets", "2026-01-09 result: it speaks"): ("report", "it speaks"),
    (READ, "2026-01-04 used: it", "2026-01-09 result: fine", "2026-01-10 reported: by letter"): ("approach", None),
    (READ, "2026-01-10 wrote: a letter"): None,
    (READ, "2025-01-10 wrote: a letter"): None,
    (READ, "2026-01-10 wrote: a letter", "2026-01-12 heard: come"): ("answer", "come"),
    (READ, "2026-01-10 heard: come", "2026-01-12 wrote: gladly"): None,
    (READ, "2026-01-10 heard: come", "2026-01-10 wrote: gladly"): None,
    (READ, "2026-01-10 visit"): ("welcome", None),
}


@pytest.mark.parametrize("case", NEXT, ids=str)
def test_what_comes_next(case: tuple[str, ...]) -> None:
    body, *lines = case
    found = wish(body + "\n\n## Log\n\n" + "".join(f"- {line}\n" for line in lines))
    assert found is not None

    assert NEXT[case] == (found.next and (found.next.step, found.next.what))


def test_how_long_something_lies_unused() -> None:
    found = wish(log("2026-01-03 bought: the sheets"))
    assert found is not None
    assert found.next is not None

    assert ("use", "2026-01-03", 12, "people/kenji.md:21") == (*found.next[:1], *found.next[2:3], *found.next[4:])


def test_a_release_within_a_week_comes_first() -> None:
    body = log("2026-01-03 bought: the sheets")
    near = HEAD.replace("2026-01-24 10:00", "2026-01-22 10:00")
    found = wish(body, near)
    assert found is not None
    assert found.next is not None
    assert ("release", "open day", "2026-01-22", "10:00", 7) == found.next[:5]
    had = wish(body + "- 2026-01-04 bought: the open day\n", near)
    assert had is not None
    assert had.next is not None
    assert "use" == had.next.step


def test_an_approach_waits_for_research_and_something_to_give() -> None:
    without = HEAD.replace("  gives: a recording\n", "")

    def missing(body: str, head: str = HEAD) -> tuple[bool, list[str]]:
        found = wish(body, head)
        assert found is not None
        return found.may_approach, found.missing

    assert (False, ["research"]) == missing("")
    assert (False, ["research", "gives"]) == missing(READ + "- [ ] more\n", without)
    assert (True, []) == missing(READ + "- [-] dropped\n")
    assert (False, []) == missing(log("2026-01-01 wrote: a letter"))


@given(st.permutations([f"2026-01-0{day + 1} {line}" for day, line in enumerate(list(LINES)[:9])]))
def test_the_order_of_lines_is_no_matter(lines: list[str]) -> None:
    found, sorted_ = wish(log(*lines)), wish(log(*sorted(lines)))
    assert found is not None
    assert sorted_ is not None

    assert (sorted_.stage, sorted_.since, sorted_.spent) == (found.stage, found.since, found.spent)
    assert [step.stage for step in sorted_.steps] == [step.stage for step in found.steps]


@given(st.lists(st.sampled_from(list(LINES)), min_size=1, max_size=6), st.data())
def test_fewer_lines_never_lead_further(lines: list[str], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(lines) - 1))
    fewer = [*lines[:left], *lines[left + 1 :]]
    all_, some = (wish(log(*(f"2026-01-01 {line}" for line in each))) for each in (lines, fewer))
    assert all_ is not None
    assert some is not None

    assert STAGES.index(some.stage) <= STAGES.index(all_.stage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the booklet, 3000 JPY with postage", [(3000, "JPY")]),
        ("¥3,000", [(3000, "JPY")]),
        ("3,000円、送料別", [(3000, "JPY")]),
        ("1.5万円", [(15000, "JPY")]),
        ("３千円", [(3000, "JPY")]),
        ("12,50 €", [(12.5, "EUR")]),
        ("€1.234,50", [(1234.5, "EUR")]),
        ("1 234,50 kr", [(1234.5, "kr")]),
        ("SEK 120 + 35 SEK postage", [(155, "SEK")]),
        ("800 JPY and 5 EUR", [(800, "JPY"), (5, "EUR")]),
        ("800 JPY, was 1200 JPY", [(800, "JPY")]),
        ("US$5", [(5, "US$")]),
        ("$5.05", [(5.05, "$")]),
        ("two of them, 2026-01-03", []),
        ("the 7 sheets", []),
        ("A4 paper, size 38 EURO", []),
        ("", []),
    ],
)
def test_amounts(text: str, expected: list[tuple[float, str]]) -> None:
    assert [Amount(*each) for each in expected] == amount_in(text)


def test_what_was_spent_stays_in_its_currency() -> None:
    found = wish(
        log(
            "2026-01-01 bought: the booklet and the sheets",
            "2026-01-02 bought: the sheets again, 900 JPY",
            "2026-01-03 bought: a day, 25,50 EUR",
            "2026-01-04 bought: something",
        )
    )
    assert found is not None

    assert [Amount(3900, "JPY"), Amount(25.5, "EUR")] == found.spent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the booklet and the sheets", [0, 1]),
        ("“Waiting for Bamboo”, twice", [0]),
        ("the second sheets", [1]),
        ("workshop notes", [2, 3]),
        ("a workshop day", [2]),
        ("竹の朝、夜行で", [4]),
        ("Bücher", [5]),
        ("nothing of the kind", []),
    ],
)
def test_which_thing_is_meant(text: str, expected: list[int]) -> None:
    names = ["booklet “Waiting for Bamboo”", "long-tone sheets", "workshop day", "workshop evening", "竹の朝", "Bucher"]

    assert expected == meant(names, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-24 10:00", ("2026-01-24", "10:00")),
        ("2026-01-24T10:00+09:00", ("2026-01-24", "10:00 UTC+09:00")),
        ("1月24日 午前10時", (None, None)),
        ("2026年1月24日 午後7時半", ("2026-01-24", "19:30")),
        ("2026-01-24", ("2026-01-24", None)),
        ("2026-01", (None, None)),
        ("", (None, None)),
    ],
)
def test_releases(text: str, expected: tuple[str | None, str | None]) -> None:
    assert expected == released(text)


def test_a_digest_names_releases_and_one_step() -> None:
    def told(days: int, *lines: str) -> tuple[list[tuple[str | None, str | None]], str | None]:
        near = HEAD.replace("2026-01-24 10:00", "2026-01-20 10:00")
        found = coming(vault_of({"people/kenji.md": near + log(*lines)}), days)
        return [(each.what, each.time) for each in found.releases], found.next and found.next.step

    assert ([("open day", "10:00")], None) == told(6)
    assert ([], "release") == told(1)
    assert ([("open day", "10:00")], "use") == told(6, "2026-01-02 bought: the open day and the sheets")
    assert ([("open day", "10:00")], None) == told(6, "2026-01-02 wrote: a letter")
    assert ([], None) == tuple(coming(vault_of({"people/ann.md": "# Ann\n"}), 6))


def test_each_day_has_another_wish_and_an_answer_goes_first() -> None:
    files = {f"people/p{number}.md": f"---\nstatus: wish\n---\n# P{number}\n" for number in range(3)}
    days = [date(2026, 1, 15 + number) for number in range(3)]
    found = [coming(vault_of(files, day), 6).next for day in days]

    assert {"P0", "P1", "P2"} == {each.name for each in found if each}
    files["people/p1.md"] += "\n- 2026-01-02 heard: gladly\n"
    assert ["P1"] * 3 == [each.name for day in days if (each := coming(vault_of(files, day), 6).next)]
    assert ["P2"] == [each.name for each in [coming(vault_of(files), 6, frozenset({"people/p2"})).next] if each]
