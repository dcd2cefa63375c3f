"""Drafts: what they say, what they leave open, and what they never say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.letters.drafting import KINDS
from prm.insight.letters.drafting import Draft
from prm.insight.letters.drafting import Held
from prm.insight.letters.drafting import drafted
from prm.model.vault import Vault
from tests.messages import draft
from tests.messages import shared_of
from tests.messages import write
from tests.small import TODAY
from tests.small import vault_of

ME = {
    "prm.toml": 'me = "[[Haru Lindgren]]"\n',
    "people/Haru Lindgren.md": """\
---
reading: リンドグレン はる
aliases: [ハル, 春さん]
role: [piano tuner, ピアノ調律師]
---
""",
}
BEN = """\
---
{call: Ben, register: casual, lang: en, role: baker, location: Copenhagen, needs: [somebody who knows koji]}
---
"""
TUNER = """\
---
{call: Tom, register: casual, lang: en, role: piano tuner}
---
"""
SAKI = """\
---
{call: 咲さん, register: casual, lang: ja, role: 豆腐屋, location: 京都, aliases: [Saki], needs: [英語の献立表]}
---
"""


def small(**people: str) -> Vault:
    return vault_of(ME | {f"people/{name}.md": text for name, text in people.items()})


def body(found: Draft | Held) -> str:
    assert isinstance(found, Draft), found
    return found.body


def intro(log: str) -> dict[str, str]:
    return {"intros/ben-saki.md": f'---\ntype: intro\nbetween: ["[[Ben]]", "[[Saki]]"]\n---\n\n{log}'}


def test_a_line_that_does_not_say_how_is_no_meeting() -> None:
    ann = "---\n{call: Ann, register: casual, lang: en}\n---\n\n- "

    assert "when we were last in touch on 2 January." in body(
        draft(small(Ann=ann + "2026-01-02 a long story\n"), "checkin", "Ann")
    )
    assert "when we saw each other on 2 January." in body(draft(small(Ann=ann + "2026-01-02 met\n"), "checkin", "Ann"))


def test_what_is_not_known_is_asked_for_and_never_guessed() -> None:
    assert draft(small(Tom="# Tom\n", Ben=BEN), "intro-thank", "Tom", "Ben") == Held(
        "not noted for Tom yet: how you call them, how close you write (casual, polite or formal), their language"
        ' (en, ja); say so with: prm set "Tom" call=… register=… lang=… (or for this once --call --register --lang)'
    )


def test_who_signs_is_asked_for() -> None:
    vault = vault_of({"people/Ben.md": BEN, "people/Eva.md": "# Eva\n"})

    found = drafted(vault, "intro-thank", vault.people[0], vault.people[1], write=write)

    assert found == Held(
        'who signs? write me = "[[Your Name]]" into prm.toml and give yourself a note, or say --sign NAME'
    )


def test_who_introduced_me_hears_what_came_of_it_also_where_the_line_names_nobody() -> None:
    note = (
        '---\nbetween: [me, "[[Saki]]"]\nby: "[[Ben]]"\n---\n\n- 2026-01-03 introduced\n- 2026-01-09 outcome: a bowl\n'
    )
    found = draft(
        vault_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI, "intros/x.md": note}), "intro-thank", "Ben", "Saki"
    )

    assert isinstance(found, Draft)
    assert [("a bowl", "intros/x.md:7")] == [tuple(each) for each in found.evidence]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("Ben", "Ben knows Ben; name two people"),
        ("Eva", "Eva is no longer alive"),
        ("Haru", "one of the two is you; “prm intro me WHO --through Ben” asks a friend to introduce you"),
    ],
)
def test_a_letter_about_an_introduction_is_about_two_others_who_live(other: str, why: str) -> None:
    vault = small(Ben=BEN, Eva="---\nstatus: deceased\n---\n")

    assert draft(vault, "intro-request", "Ben", other) == Held(why)


def test_i_am_told_of_a_no_and_the_letter_is_not() -> None:
    files = ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI}
    found = draft(vault_of(files | intro("- 2026-01-02 asked\n- 2026-01-04 no [[Saki]]\n")), "intro-ask", "Ben", "Saki")

    assert isinstance(found, Draft)
    assert "Saki said no on 2026-01-04 (intros/ben-saki.md:7); write only at their own wish" in found.notes
    assert "Saki" not in found.subject + found.body


def test_before_a_yes_the_other_has_no_name() -> None:
    files = ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI.replace("豆腐屋", "tofu maker")}
    asked = vault_of(files | intro("- 2026-01-02 asked [[Saki]]\n"))
    agreed = vault_of(files | intro("- 2026-01-02 asked [[Saki]]\n- 2026-01-04 yes [[Saki]]\n"))
    declined = vault_of(files | intro("- 2026-01-04 yes [[Saki]]\n- 2026-01-04 no [[Saki]]\n"))

    assert ["Saki" in body(draft(each, "intro-offer", "Ben", "Saki")) for each in (asked, agreed, declined)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("log", "written"),
    [
        ("", False),
        ("- 2026-01-04 yes [[Saki]]\n", False),
        ("- 2026-01-04 yes [[Saki]]\n- 2026-01-05 yes [[Ben]]\n", True),
        ("- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n", True),
        ("- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n- 2026-01-06 no [[Saki]]\n", False),
        ("- 2026-01-06 no [[Saki]]\n- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n", False),
    ],
)
def test_nobody_is_joined_before_two_yeses(log: str, written: bool) -> None:
    vault = vault_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI} | intro(log))

    assert written == isinstance(draft(vault, "intro-joint", "Ben", "Saki"), Draft)


@pytest.mark.parametrize("kind", ["intro-offer", "intro-ask"])
def test_a_need_that_the_other_does_not_answer_is_not_told(kind: str) -> None:
    vault = small(Ben=BEN, Tom=BEN.replace("Ben", "Tom").replace("koji", "glue"))

    told = body(draft(vault, kind, "Ben", "Tom", why="bread for the exhibition"))
    asked = body(draft(vault, kind, "Ben", "Tom"))

    assert "koji" not in told + asked
    assert "looking for" not in told + asked
    assert "What made me think of it: bread for the exhibition." in told
    assert "[why " in asked


def test_why_the_two_is_taken_from_the_note_where_it_is_mine() -> None:
    files = ME | {"people/Ben.md": BEN, "people/Tom.md": BEN.replace("Ben", "Tom")}
    note = '---\ntype: intro\nbetween: ["[[Ben]]", "[[Tom]]"]\nwhy: {}\n---\n'
    mine = vault_of(files | {"intros/a.md": note.format("they both bake at night")})
    made = vault_of(files | {"intros/a.md": note.format("'somebody who knows koji: koji'")})

    assert "[why the two of you]" in body(draft(mine, "intro-offer", "Ben", "Tom"))
    assert "What made me think of you both" not in body(draft(made, "intro-offer", "Ben", "Tom"))
    noted = vault_of(files | {"intros/a.md": note.format("night bakers")})
    assert "think of it: night bakers." in body(draft(noted, "intro-offer", "Ben", "Tom"))


def test_a_role_that_answers_a_need_is_said_once() -> None:
    vault = small(Ben=BEN, Tom=TUNER, Mie=TUNER.replace("lang: en", "lang: ja").replace("piano tuner", "調律師"))
    said = {"need": "a piano tuner", "offer": "piano tuner"}

    assert 1 == body(draft(vault, "intro-offer", "Ben", "Tom", **said)).count("piano tuner")
    assert "think of you: your work as a piano tuner." in body(draft(vault, "intro-ask", "Tom", "Ben", **said))
    asked = draft(vault, "intro-ask", "Mie", "Ben", need="調律する人", offer="調律師", register="polite")
    assert "調律師でいらっしゃるので、" in body(asked)


def test_a_role_that_answers_a_need_is_said_once_to_both() -> None:
    log = "---\nbetween: [Ben, Tom]\n---\n\n- 2026-01-04 yes [[Ben]]\n- 2026-01-05 yes [[Tom]]\n"
    made = vault_of(ME | {"people/Ben.md": BEN, "people/Tom.md": TUNER, "intros/a.md": log})

    found = body(draft(made, "intro-joint", "Ben", "Tom", need="a tuner", offer="piano tuner"))
    assert "Tom is a piano tuner.\n" in found
    assert "to offer" not in found


def test_two_languages_are_two_texts() -> None:
    log = "- 2026-01-04 yes [[Saki]]\n- 2026-01-05 yes [[Ben]]\n"
    found = draft(
        vault_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI} | intro(log)),
        "intro-joint",
        "Ben",
        "Saki",
        need="somebody who knows koji",
    )

    english, japanese = body(found).split("* * *")
    assert "is looking for somebody who knows koji" in english
    assert "京都の豆腐屋" in japanese
    assert "koji" not in japanese


@pytest.mark.parametrize("kind", ["intro-offer", "intro-ask"])
@pytest.mark.parametrize(
    ("log", "name"),
    [
        ("", ""),
        ("- 2026-01-02 asked [[Saki]]\n", ""),
        ("- 2026-01-02 yes [[Ben]]\n", ""),
        ("- 2026-01-02 no [[Saki]]\n", ""),
        ("- 2026-01-02 yes [[Saki]]\n", "Saki"),
    ],
)
def test_before_a_yes_no_template_is_told_the_name(kind: str, log: str, name: str) -> None:
    vault = shared_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI} | intro(log), TODAY)
    told: list[Mapping[str, Any]] = []

    def write_down(_: str, context: Mapping[str, object], lang: str) -> str:
        told.append(context)
        return "subject\n"

    drafted(vault, kind, vault.who("Ben")[0], vault.who("Saki")[0], write=write_down)

    assert [name] == [context["other"]["name"] for context in told]


@given(st.permutations(["yes [[Ada]]", "yes [[Bob]]", "introduced", "outcome: tea", "no [[Ada]]"]), st.integers(0, 5))
def test_thanks_for_an_introduction_name_the_other_only_once_they_were_introduced(order: list[str], count: int) -> None:
    log = "".join(f"- 2026-01-{day:02} {line}\n" for day, line in enumerate(order[:count], 1))
    files = ME | {f"people/{name}.md": person(name, frozenset(), []) for name in ("Ada", "Bob")}
    files["intros/one.md"] = f'---\nbetween: ["[[Ada]]", "[[Bob]]"]\n---\n\n{log}'
    found = draft(shared_of(files, TODAY), "thanks", "Ada", path="intros/one.md")

    assert isinstance(found, Draft) == bool({"introduced", "outcome: tea"} & set(order[:count]))
    assert ("Bob" in str(found)) == isinstance(found, Draft)


def test_a_name_in_signs_the_letter_is_not_written_in_is_said_to_me() -> None:
    found = draft(small(Saki=SAKI.replace("lang: ja", "lang: en")), "season", "Saki")

    assert isinstance(found, Draft)
    assert "in this letter 咲さん stands in Japanese signs; --call says it otherwise" in found.notes


@pytest.mark.parametrize(
    ("result", "register", "said"),
    [
        ("息が深くなった", "formal", "「息が深くなった」と申しますのが、率直な実感でございます。"),
        ("息が深くなった", "polite", "「息が深くなった」というのが、率直な実感です。"),
        ("息が深くなりました", "formal", "息が深くなりました。"),
        ("息が深くなった", "casual", "息が深くなった。"),
    ],
)
def test_plain_words_of_mine_are_quoted_in_a_polite_letter(result: str, register: str, said: str) -> None:
    saki = SAKI.replace("lang: ja", "lang: ja, wish: {why: お話を聞くため}")
    vault = small(Saki=saki + f"- 2026-01-02 met: tea\n- 2026-01-03 result: {result}\n")

    assert said in body(draft(vault, "report", "Saki", register=register))


SECRET = "Quietword"
PUBLIC = {
    "role": "piano mover",
    "location": "Lund",
    "needs": "a quiet room",
    "offers": "good bread",
    "prefers": "letters",
    "dislikes": "noise",
    "avoid_topics": "the merger",
    "wish": "{why: to hear the low bell, gives: a recording, approach: by letter}",
}
LINES = (
    "got advice: breathe before {}",
    "got gift: the {} of plums",
    "got intro [[{}]]",
    "result: {} speaks at last",
    "used: the {}",
    "coffee: an hour about {}",
)


def person(name: str, hidden: frozenset[str], lines: list[tuple[str, bool]]) -> str:
    """A page on which some fields, and some lines, hold a word and are private."""
    fields = {key: value.replace("quiet", SECRET) for key, value in PUBLIC.items()}
    fields |= {key: f"{{why: to see {SECRET}, gives: {SECRET}}}" if key == "wish" else SECRET for key in hidden}
    front = "".join(f"{key}: {value}\n" for key, value in fields.items() if SECRET not in value or key in hidden)
    log = []
    for number, (line, private) in enumerate(lines, 1):
        words = line.format(SECRET if private else "plums")
        log.append(f"- 2026-01-{number:02} " + (f"%% private %% {words} %% /private %%" if private else words))
    listed = ", ".join(hidden)
    return (
        f"---\ncall: {name}\nregister: polite\nlang: en\nbirthday: 2000-01-16\nprivate: [{listed}]\n{front}---\n\n"
        "## Research\n\n- [x] read it\n\n## Log\n\n" + "\n".join(log) + f"\n\n## Private\n\n- [ ] {SECRET} @me\n"
    )


people = st.builds(
    person,
    st.just("Ada"),
    st.frozensets(st.sampled_from(sorted(PUBLIC))),
    st.lists(st.tuples(st.sampled_from(LINES), st.booleans()), max_size=6),
)


@given(ada=people, bob=people)
def test_nothing_private_stands_in_a_draft(ada: str, bob: str) -> None:
    files = ME | {"people/Ada.md": ada, "people/Bob.md": bob.replace("call: Ada", "call: Bob")}
    files["people/Eve.md"] = f"---\nprivate: true\naliases: [{SECRET}]\n---\n- 2026-01-02 coffee [[Ada]]: {SECRET}\n"
    files["intros/one.md"] = (
        '---\nbetween: ["[[Ada]]", "[[Bob]]"]\n---\n- 2026-01-02 yes [[Ada]]\n- 2026-01-03 yes [[Bob]]\n'
    )
    vault = shared_of(files, TODAY)
    for kind in KINDS:
        found = draft(vault, kind.name, "Ada", "Bob" if kind.other else "")

        assert SECRET.casefold() not in str(found).casefold()


@given(st.permutations([("yes", "Ada"), ("yes", "Bob"), ("no", "Ada"), ("no", "Bob")]), st.integers(0, 4))
def test_a_decline_is_told_to_nobody(order: list[tuple[str, str]], count: int) -> None:
    log = "".join(
        f"- 2026-01-{day:02} {word} [[{who}]]: {SECRET}\n" for day, (word, who) in enumerate(order[:count], 1)
    )
    files = ME | {f"people/{name}.md": person(name, frozenset(), []) for name in ("Ada", "Bob")}
    files["intros/one.md"] = f'---\nbetween: ["[[Ada]]", "[[Bob]]"]\n---\n\n{log}'
    vault = shared_of(files, TODAY)
    last = {who: word for word, who in order[:count]}

    for kind in KINDS:
        if kind.other:
            found = draft(vault, kind.name, "Ada", "Bob")
            assert SECRET not in str(found)
            if kind.name == "intro-joint":
                assert isinstance(found, Draft) == (last == {"Ada": "yes", "Bob": "yes"})
            if kind.name in ("intro-offer", "intro-ask"):
                assert ("Bob" in body(found)) == (last.get("Bob") == "yes" and last.get("Ada") != "no")
