"""Readiness: what the lines say of how well I know somebody, and what is missing, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.introductions.readiness import Readiness
from prm.insight.introductions.readiness import readiness
from prm.model.vault import Vault
from prm.render import render
from tests.small import vault_of

WELL = """\
---
met: 2024-03-02
needs: [a rehearsal room]
offers: [drum lessons]
---

## Log

- 2025-12-01 call: about the fair
- 2025-06-01 coffee: sugar lumps
- 2025-01-25 video: her kitchen
- 2024-09-07 dinner: herring
"""


def of(text: str, today: date = date(2026, 1, 15), **more: str) -> Readiness:
    vault = vault_of({"people/Ada.md": text, **more}, today)
    return readiness(vault, vault.people[0])


def test_somebody_i_know_well_is_ready() -> None:
    found = of(WELL)

    assert (True, []) == (found.ready, found.missing)
    assert (3, 22, 45) == (found.meetings, found.months, found.days_since)
    assert (True, True, False, False) == (found.needs_known, found.offers_known, found.is_card, found.trusted)
    assert [
        ("met", "2024-03-02", "people/Ada.md:2"),
        ("meeting", "sugar lumps", "people/Ada.md:10"),
        ("last", "2025-12-01", "people/Ada.md:9"),
        ("needs", "a rehearsal room", "people/Ada.md:3"),
        ("offers", "drum lessons", "people/Ada.md:4"),
    ] == found.evidence


@pytest.mark.parametrize(
    ("relationship", "ready"),
    [
        ("my mother", True), ("brother-in-law", True), ("妹", True), ("my mother's friend", False),
        ("a friend of my sister", False), ("母の友人", False), ("client", False), ("ex-wife", False),
    ],
)  # fmt: skip
def test_my_family_needs_no_count_of_meetings(relationship: str, *, ready: bool) -> None:
    found = of(
        f"---\nrelationship: {relationship}\nneeds: roses\noffers: jam\n---\n# Ada\n\n- 2025-12-24 call: hello\n"
    )

    assert (ready, not ready) == (found.ready, "3 more meetings" in found.missing)
    assert ready == (("family", relationship, "people/Ada.md:2") in found.evidence)


def test_a_meal_was_had_together() -> None:
    text = "# Ada\n\n- 2025-12-24 got meal: Sunday roast\n- 2025-11-24 gave meal: soup\n- 2025-10-01 got gift: jam\n"

    assert 2 == of(text).meetings


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (("- 2025-01-25 video: her kitchen\n", ""), ["1 more meeting"]),
        (("coffee: sugar", "email: sugar"), ["1 more meeting"]),
        (("needs: [a rehearsal room]\n", ""), ["what they need"]),
        (("offers: [drum lessons]\n", ""), ["what they can do"]),
        (("needs: [a", "status: paused\nneeds: [a"), ["they rest for now"]),
        (("needs: [a", "status: deceased\nneeds: [a"), ["they have died"]),
        (("coffee: sugar lumps", "sugar lumps"), []),
        (("needs: [a rehearsal room]", "needs: [{what: a room, since: 2026-02}]"), ["what they need"]),
        (("## Log\n", "## Log\n\n- 2025-12-24 gave listening: her mother\n"), []),
    ],
)
def test_what_is_missing_is_named(change: tuple[str, str], missing: list[str]) -> None:
    assert missing == of(WELL.replace(*change)).missing


def test_a_year_without_a_word_is_said() -> None:
    assert ["a word within the last year"] == of(WELL, date(2026, 12, 2)).missing
    assert [] == of(WELL, date(2026, 12, 1)).missing


def test_a_short_acquaintance_wants_months() -> None:
    lines = "".join(f"- 2025-10-{day} coffee\n" for day in (20, 21, 22))

    assert ["4 more months"] == of(f"---\nneeds: x\noffers: y\n---\n{lines}").missing


@pytest.mark.parametrize(
    "text",
    [
        "# Ada\n",
        "---\nemail: ada@example.org\nphone: 1\norg: Blue\nrole: boss\nmet: {date: 2020-01-01, at: the fair}\n---\n",
        "- 2020-01-01 met: at the fair\n",
        "---\ntrust: trusts\ncircle: inner\n---\n",
    ],
)
def test_a_card_is_called_a_card(text: str) -> None:
    found = of(text)

    assert found.is_card
    assert found.missing[0] == "more than a card"
    assert not found.ready


def test_trust_confirms_and_takes_nothing_away() -> None:
    trusted = of(WELL.replace("met:", "trust: trusts\nmet:"))
    known = of(WELL.replace("met:", "trust: knows\nmet:").replace("needs: [a rehearsal room]\n", ""))

    assert (True, True) == (trusted.ready, trusted.trusted)
    assert (False, ["what they need"]) == (known.trusted, known.missing)
    assert of("---\ntrust: trusts\n---\n").missing == of("# Ada\n").missing


def test_the_configuration_says_how_much_is_wanted() -> None:
    toml = {"prm.toml": "[introductions]\nmin_meetings = 5\nmin_months = 24\n"}

    assert ["2 more meetings", "2 more months"] == of(WELL, **toml).missing


def test_who_is_led_to_what_they_need_need_not_help() -> None:
    vault = vault_of({"people/Ada.md": WELL.replace("offers: [drum lessons]\n", "")})
    said = {
        how: readiness(vault, vault.people[0], how).missing for how in ("both", "either", "needs", "offers", "none")
    }

    unknown = ["what they can do"]
    assert {"both": unknown, "either": [], "needs": [], "offers": unknown, "none": []} == said


def test_it_can_be_asked_of_a_day_long_ago() -> None:
    vault = vault_of({"people/Ada.md": WELL})

    found = readiness(vault, vault.people[0], on=date(2024, 10, 1))
    assert (["2 more meetings"], 1, 6, 24) == (found.missing, found.meetings, found.months, found.days_since)


def test_i_am_ready() -> None:
    vault = vault_of({"prm.toml": 'me = "[[Ada]]"\n', "people/Ada.md": "# Ada\n"})

    assert readiness(vault, vault.notes[vault.me]).ready


LINES = ("coffee", "video: a", "call: b", "wrote: c", "gave help: d", "got advice: e", "tried: f", "note: g")


@given(st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2026, 1, 15)), st.sampled_from(LINES)), max_size=12))
def test_more_lines_never_make_less_ready(lines: list[tuple[date, str]]) -> None:
    def ready(count: int) -> Readiness:
        vault: Vault = vault_of(
            {"people/Ada.md": "# Ada\n\n" + "".join(f"- {on} {what}\n" for on, what in lines[:count])}
        )
        return readiness(vault, vault.people[0])

    grown = [ready(count) for count in range(len(lines) + 1)]

    assert all(after.ready or not before.ready for before, after in pairwise(grown))
    assert all(before.meetings <= after.meetings for before, after in pairwise(grown))


@given(st.permutations([f"- 2025-0{month}-01 {what}\n" for month, what in enumerate(LINES, 1)]))
def test_the_order_of_lines_does_not_matter(lines: list[str]) -> None:
    first, other = of("# Ada\n\n" + "".join(sorted(lines))), of("# Ada\n\n" + "".join(lines))

    assert first[:7] == other[:7]


SAID = {
    "more than a card": "名刺のほかに知っていること",
    "1 more meeting": "あと1回会うこと",
    "3 more months": "あと3か月",
    "a word within the last year": "この一年のやりとり",
    "what they need": "その人が求めていること",
    "what they can do": "その人にできること",
    "they have died": "故人です",
    "they rest for now": "今はそっとしておくとき",
}


def test_a_line_of_what_i_learned_says_what_they_need_and_can_do() -> None:
    bare = WELL.replace("needs: [a rehearsal room]\noffers: [drum lessons]\n", "")
    found = of(bare + "- 2025-12-02 learned: is looking for a bookbinder\n- 2025-12-03 知った：太鼓が得意\n")

    assert (True, []) == (found.ready, found.missing)
    assert [("needs", "a bookbinder"), ("offers", "太鼓")] == [each[:2] for each in found.evidence[-2:]]


@pytest.mark.parametrize("words", SAID)
def test_what_is_missing_is_said_in_japanese(words: str, vault: Callable[..., Path]) -> None:
    call = "{% import 'list/missing.txt.j2' as list %}{{ list.lacking(words) }}"
    own = str(vault({"templates/list/own.txt.j2": call}) / "templates")

    said = {lang: render("list/own.txt.j2", {"words": words}, vault_templates=own, lang=lang) for lang in ("en", "ja")}
    assert {"en": words, "ja": SAID[words]} == {lang: text.strip() for lang, text in said.items()}
