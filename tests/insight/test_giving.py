"""What was given and received, how it was taken, and what I could give."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from prm.insight.giving.given import not_for_them
from prm.insight.giving.given import thanks
from prm.insight.giving.given import to_ask
from prm.insight.giving.given import totals
from prm.insight.giving.given import without_thanks
from prm.insight.giving.ideas import given
from prm.insight.giving.ideas import given_by_person
from prm.insight.giving.ideas import ideas
from prm.insight.giving.ideas import suggestion
from prm.insight.giving.telling import telling
from prm.insight.meetings.briefs import brief
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from tests.small import TODAY
from tests.small import vault_of

AIKO = "people/Aiko.md"


def vault(log: str = "", front: str = "", **files: str) -> Vault:
    """A vault with Aiko: her front matter, her log, and other files by their paths."""
    return vault_of({AIKO: f"---\n{front}\n---\n# Aiko\n\n## Log\n{log}", **files})


def aiko(found: Vault) -> NoteRow:
    return next(person for person in found.people if person.name == "Aiko")


def reasons(found: Vault) -> list[tuple[str, str]]:
    return [(idea.reason, idea.text) for idea in ideas(found, aiko(found), 0)]


def test_what_was_given_and_received_stands_in_order_with_its_line() -> None:
    found = vault(
        "- 2025-12-18 gave gift: a box of yōkan → liked it (10m)\n- 2025-11-02 got help: carried the piano (2h)\n",
        **{"journal/2025-12-30.md": "- gave praise [[Aiko]]: her solo\n"},
    )

    actual = [(each.date, each.way, each.what, each.text, each.received, each.liked, each.at) for each in given(found)]

    assert [
        ("2025-12-30", "gave", "praise", "her solo", None, None, "journal/2025-12-30.md:1"),
        ("2025-12-18", "gave", "gift", "a box of yōkan", "liked it", True, f"{AIKO}:7"),
        ("2025-11-02", "got", "help", "carried the piano", None, None, f"{AIKO}:8"),
    ] == actual
    assert given(found) == given_by_person(found, aiko(found))


def test_a_line_whose_day_is_no_day_is_no_giving_and_stops_nothing() -> None:
    log = (
        "- 2026-13-01 yes [[Aiko]]: in hospital\n- 2026-02-30 gave gift [[Aiko]]: a box\n- 2025-12-18 asked [[Aiko]]\n"
    )
    found = vault(**{"intros/2025-12-18-aiko-tom.md": f'---\nbetween: ["[[Aiko]]", "[[Tom]]"]\n---\n{log}'})

    assert [] == reasons(found)
    assert [] == given(found)
    assert [] == given_by_person(found, aiko(found))


def test_two_in_the_head_of_a_line_were_both_given_it_and_one_talked_about_was_not() -> None:
    found = vault(
        "",
        **{
            "people/Ben.md": "# Ben\n\n- 2025-12-01 gave intro: [[Aiko]], for the choir\n",
            "journal/2025-12-02.md": "- gave meal [[Aiko]] [[Ben]]: soup\n",
        },
    )

    assert [("Aiko", "meal"), ("Ben", "meal"), ("Ben", "intro")] == [(each.name, each.what) for each in given(found)]


def test_what_is_ahead_was_not_given() -> None:
    assert [] == given(vault("- 2026-02-01 gave gift: a tram\n"))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("", True),
        ("- 2025-10-02 gave thanks: a card\n", False),
        ("- 2025-10-01 gave meal: soup\n", False),
        ("- 2025-09-30 gave meal: soup\n", True),
        ("- 2025-10-02 wrote: thanks for the piano\n", False),
        ("- 2025-10-02 電話：ピアノのお礼を言った\n", False),
        ("- 2025-10-02 call: she thanked me for the soup\n", True),
        ("- 2025-10-02 heard: thanks from her mother\n", True),
        ("- 2025-09-01 wrote: thanks for the soup\n", True),
    ],
)
def test_help_is_open_until_something_is_given_or_thanks_are_said(after: str, expected: bool) -> None:
    found = vault(f"{after}- 2025-10-01 got help: carried the piano\n")
    help_ = next(each for each in given(found) if each.way == "got")

    assert expected is help_.open
    assert given(found) == given_by_person(found, aiko(found))


@pytest.mark.parametrize(
    "line", ["got thanks: for the soup", "got praise: my solo", "got help: the piano; I thanked her"]
)
def test_thanks_and_praise_ask_for_none_and_thanks_on_the_spot_are_enough(line: str) -> None:
    assert [False] == [each.open for each in given(vault(f"- 2025-10-01 {line}\n"))]


def test_what_is_older_than_a_year_or_came_from_the_dead_is_not_brought_up() -> None:
    old = vault("- 2024-10-01 got help: carried the piano\n")
    dead = vault("- 2025-10-01 got help: carried the piano\n", front="status: deceased")

    assert [] == without_thanks(old, given(old))
    assert [] == without_thanks(dead, given(dead))
    assert [] == ideas(dead, aiko(dead))


@pytest.mark.parametrize(
    ("received", "liked"),
    [
        ("liked it", True),
        ("laughed out loud", True),
        ("喜ばれた", True),
        ("not for them", False),
        ("didn't really like the taste", False),
        ("not her colour", False),
        ("好みではなかった", False),
        ("お口に合わなかった", False),
        ("no reaction yet", None),
        ("まだ", None),
    ],
)
def test_how_it_was_received(received: str, liked: bool | None) -> None:
    assert [(received, liked)] == [
        (each.received, each.liked) for each in given(vault(f"- 2025-12-01 gave gift: a hat → {received}\n"))
    ]


def test_one_may_ask_about_what_nobody_has_said_anything_of() -> None:
    found = vault(
        "- 2025-12-20 gave gift: yōkan\n- 2025-12-01 gave gift: a hat → liked it\n- 2025-11-01 gave thanks: a card\n"
        "- 2025-10-01 gave gift: a lamp → no word yet\n- 2024-10-01 gave gift: a cup\n"
    )

    assert ["yōkan", "a lamp"] == [each.text for each in to_ask(found, given(found))]


def test_totals_are_by_month_and_kind() -> None:
    found = vault(
        "- 2025-12-20 gave gift: a\n- 2025-12-19 got gift: b\n- 2025-12-18 gave gift: c\n- 2025-11-01 got help: d\n"
    )

    assert [("2025-12", "gift", 2, 1), ("2025-11", "help", 0, 1)] == [tuple(each) for each in totals(given(found))]


def test_ideas_come_from_what_is_known_the_best_reason_first() -> None:
    found = vault(
        "- 2026-01-10 call: her grandmother is in hospital; she would love a day by the sea\n"
        "- 2025-12-19 got help: drove the piano\n- 2025-12-01 learned: collects tram tickets\n"
        "- 2025-03-01 lunch: herring\n- 2024-05-01 gave gift: a fork → liked it\n",
        front="needs: [{what: a rehearsal room, since: 2025-11}]\ngifts: [a lamp]\ninterests: [persimmons]",
    )

    assert [
        ("got", "drove the piano"),
        ("hard", "her grandmother is in hospital"),
        ("needs", "a rehearsal room"),
        ("wants", "she would love a day by the sea"),
        ("gifts", "a lamp"),
        ("likes", "collects tram tickets"),
        ("liked", "a fork"),
        ("interests", "persimmons"),
        ("meal", "herring"),
    ] == reasons(found)
    assert [f"{AIKO}:10", f"{AIKO}:9", f"{AIKO}:2"] == [idea.at for idea in ideas(found, aiko(found), 3)]


def test_nothing_they_dislike_or_have_is_an_idea() -> None:
    front = "gifts: [a box of liquorice, a green lamp, persimmons]\ndislikes: [liquorice]\ninterests: [liquorice fish]"
    found = vault(
        "- 2024-12-01 gave gift: a green lamp\n- 2025-02-01 gave gift: persimmons → not for them\n", front=front
    )

    assert [] == reasons(found)
    assert ["persimmons"] == [each.text for each in not_for_them(given(found))]


def test_a_brief_offers_no_present_that_was_given() -> None:
    found = vault(
        "- 2026-01-12 gave gift: a big roll of white tape\n", front="gifts: [the big roll of white tape, a lamp]"
    )

    assert ["a lamp"] == [each.text for each in brief(found, aiko(found)).gifts]


def test_what_a_line_says_they_do_not_like_is_no_idea() -> None:
    front = "gifts: [coriander seeds, カラオケのマイク]"
    found = vault("- 2025-02-01 learned: he hates coriander\n- 2025-03-01 聞いた：カラオケは苦手\n", front=front)

    assert [] == reasons(found)


def test_a_need_that_is_over_or_was_answered_is_no_idea() -> None:
    needs = "needs: [{what: a rehearsal room, since: 2025-10}, {what: a van, until: 2025-12}]"
    answered = vault("- 2025-11-05 gave help: found her a rehearsal room\n", front=needs)

    assert [] == reasons(answered)
    assert [("needs", "a rehearsal room")] == reasons(vault(front=needs))


def test_what_i_offer_for_a_need_stands_beside_it() -> None:
    me = {
        "prm.toml": 'me = "[[Haru]]"',
        "people/Haru.md": "---\noffers: [piano tuning]\n---\n# Haru\n",
    }
    found = vault(front="needs: [somebody who tunes a piano]", **me)

    assert [("piano tuning", "people/Haru.md:2")] == [idea.mine for idea in ideas(found, aiko(found))]


def test_nobody_is_congratulated_in_mourning() -> None:
    log = "- 2026-01-10 call: she has won the prize\n"

    assert [("good", "she has won the prize")] == reasons(vault(log))
    assert [] == reasons(vault(log, front="mourning: 2025-12-01"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("her mother's surgery went well", ["good"]),
        ("お母さまの手術は無事に終わった", ["good"]),
        ("お父さまが入院", ["hard"]),
        ("I would love to see her paintings", []),
        ("he does not want a party", []),
        ("she wants a dog. Her brother died in May", ["wants", "hard"]),
        ("尺八を習いたいそう", ["wants"]),
        ("柿が好き", ["likes"]),
        ("柿は好きではない", []),
        ("in the hospital café, between two shifts", []),
        ("the children started school", []),
    ],
)
def test_what_a_line_tells(text: str, expected: list[str]) -> None:
    assert expected == [each.tells for each in telling(text)]


def test_the_idea_of_a_day_stays_all_day_and_changes_with_the_days() -> None:
    files = {f"people/P{number}.md": f"---\ngifts: [lamp {number}]\n---\n# P{number}\n" for number in range(9)}
    days = [vault_of(files, TODAY + timedelta(each)) for each in range(12)]
    found = [suggestion(each, each.people) for each in days]

    assert found == [suggestion(each, reversed(each.people)) for each in days]
    assert len({each.name for each in found if each}) > 3


def test_there_is_no_second_idea_on_a_day_and_none_where_it_is_not_wanted() -> None:
    front = "gifts: [a lamp]"
    given_today = vault("- 2026-01-15 gave praise: her solo\n", front=front)
    unwanted = vault(front=front, **{"prm.toml": "[giving]\nsuggest = false"})
    wanted = vault(front=front)

    assert suggestion(given_today, given_today.people) is None
    assert suggestion(unwanted, unwanted.people) is None
    assert ("Aiko", "a lamp") == (suggestion(wanted, wanted.people)[0], suggestion(wanted, wanted.people)[2].text)  # type: ignore[index]


def test_an_interest_alone_is_not_worth_a_line_of_the_day() -> None:
    found = vault(front="interests: [trams]")

    assert suggestion(found, found.people) is None


@for_all(st.lists(st.sampled_from([
    "gave gift: a lamp", "got help: the piano", "gave gift: liquorice → not for them", "call: she wants a green lamp",
    "got gift: a hat", "wrote: thanks for it all", "learned: she does not like honey", "call: she loves honey",
]), max_size=8))  # fmt: skip
def test_whatever_happened_every_idea_has_a_line_and_none_is_disliked(lines: list[str]) -> None:
    log = "".join(f"- 2025-{12 - at:02d}-01 {line}\n" for at, line in enumerate(lines))
    found = vault(log, front="dislikes: [surprise parties]\ngifts: [liquorice fish, a party]")
    said = ideas(found, aiko(found), 0)

    assert all(idea.at.startswith(f"{AIKO}:") for idea in said)
    assert not any("part" in idea.text for idea in said)
    assert not (any("not for them" in line for line in lines) and any("liquorice" in idea.text for idea in said))
    assert given(found) == given_by_person(found, aiko(found))


@pytest.mark.parametrize(("kind", "text", "expected"), [("wrote", "お礼を書いた", True), ("got", "thanks", False)])
def test_thanks_are_mine(kind: str, text: str, expected: bool) -> None:
    assert expected is thanks(kind, text)
