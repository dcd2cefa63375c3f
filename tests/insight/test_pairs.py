"""Who needs what somebody offers: pairs, the board of needs, and what may never be proposed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.matching.company import company
from prm.insight.matching.knowing import Knowing
from prm.insight.matching.needs import asks_still
from prm.insight.matching.needs import needs
from prm.insight.matching.pairs import _Cases
from prm.insight.matching.pairs import match
from prm.insight.matching.pairs import pairs
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.redact import redact
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source
from tests.small import TODAY
from tests.small import vault_of

ADA = "---\nneeds: [zither lessons]\n---\n# Ada\n"
BEN = "---\noffers: [zither lessons]\n---\n# Ben\n"


def vault(ada: str = ADA, ben: str = BEN, **files: str) -> Vault:
    """A vault in which Ada needs what Ben offers."""
    return vault_of({"people/Ada.md": ada, "people/Ben.md": ben, **files})


def found(at: Vault, **asked: object) -> list[tuple[str, str]]:
    """Who needs and who offers, by name."""
    names = at.names_by_slug
    return [(names[pair.needs], names[pair.offers]) for pair in pairs(at, **asked)]  # type: ignore[arg-type]


def number(at: Vault, name: str) -> int:
    return next(note.id for note in at.notes.values() if note.name == name)


def test_a_need_meets_an_offer_with_the_lines_that_say_so() -> None:
    pair = match(pairs(vault())[0])

    assert ("people/Ada", "people/Ben", "zither lessons") == pair[:3]
    assert [
        ("needs", "zither lessons", "people/Ada.md:2"),
        ("offers", "zither lessons", "people/Ben.md:2"),
    ] == [tuple(each) for each in pair.evidence]
    assert not pair.ready
    assert [True, True] == [text.startswith(name) for text, name in zip(pair.missing, ("Ada: ", "Ben: "), strict=True)]


def test_two_whom_i_know_well_are_ready() -> None:
    log = "".join(f"- 2025-{month:02d}-01 coffee: tea\n" for month in (1, 3, 5, 7, 9, 11))

    assert [True] == [pair.ready for pair in pairs(vault(ADA + log, BEN + log))]
    assert [[]] == [pair.missing for pair in pairs(vault(ADA + log, BEN + log))]


@pytest.mark.parametrize(
    "ada",
    [
        "# Ada\n\n## Looking for\n\n- zither lessons\n",
        "# Ada\n\n- 2025-12-01 learned: is looking for zither lessons\n",
        "# Ada\n\n- 2025-12-01 note: needs zither lessons; about June\n",
    ],
)
def test_a_section_and_a_line_say_needs_too(ada: str) -> None:
    assert ["zither lessons"] == [each.what for each in needs(vault(ada))]
    assert [("Ada", "Ben")] == found(vault(ada))


@pytest.mark.parametrize(
    "ben",
    [
        "---\nrole: zither teacher\n---\n# Ben\n",
        "---\ninterests: [zither lessons]\n---\n# Ben\n",
        "# Ben\n\n- 2025-12-01 coffee: he gives zither lessons in the yard\n",
    ],
)
def test_roles_interests_and_entries_speak_for_somebody(ben: str) -> None:
    assert [("Ada", "Ben")] == found(vault(ben=ben))


@pytest.mark.parametrize(
    "ben",
    [
        "---\nneeds: [zither lessons]\n---\n# Ben\n",
        "# Ben\n\n- 2025-12-01 learned: is looking for zither lessons too\n",
        "# Ben\n\n- 2025-12-01 gave gift: zither lessons\n",
        "# Ben\n\nHis brother gives zither lessons.\n",
        "---\nlocation: Zither Lessons\n---\n# Ben\n",
        "---\ndislikes: [zither lessons]\n---\n# Ben\n",
        "---\nstatus: deceased\noffers: [zither lessons]\n---\n# Ben\n",
        "---\nstatus: archived\noffers: [zither lessons]\n---\n# Ben\n",
        "---\nstatus: wish\noffers: [zither lessons]\n---\n# Ben\n",
    ],
)
def test_who_looks_for_it_too_has_died_or_is_not_met_yet_offers_nothing(ben: str) -> None:
    assert ("Ada", "Ben") not in found(vault(ben=ben))


@pytest.mark.parametrize(
    "files",
    [
        {"journal/2025-12-01.md": "- coffee [[Ada]] [[Ben]]: tea\n"},
        {"meetings/2025-12-01 Tea.md": "---\ndate: 2025-12-01\nattendees: ['[[Ada]]', '[[Ben]]']\n---\n"},
        {"intros/2025-12-01-ada-ben.md": "---\nbetween: ['[[Ada]]', '[[Ben]]']\n---\n- 2025-12-01 asked [[Ada]]\n"},
        {
            "intros/2025-12-01-ada-ben.md": "---\nbetween: ['[[Ada]]', '[[Ben]]']\n---\n"
            "- 2025-12-01 asked [[Ben]]\n- 2025-12-02 no [[Ben]]\n"
        },
    ],
)
def test_who_met_or_was_asked_before_is_no_pair(files: dict[str, str]) -> None:
    assert [] == found(vault(**files))


@pytest.mark.parametrize(
    "line", ["relations: [friend: '[[Ben]]']", "met: {through: '[[Ben]]'}", "because: sits beside [[Ben]]"]
)
def test_a_link_from_either_page_says_that_they_know_each_other(line: str) -> None:
    other = line.replace("Ben", "Ada")

    assert [] == found(vault(ADA.replace("---\n# Ada", f"{line}\n---\n# Ada")))
    assert [] == found(vault(ben=BEN.replace("---\n# Ben", f"{other}\n---\n# Ben")))


def test_a_need_that_is_over_is_none() -> None:
    ada = "---\nneeds: [{what: zither lessons, until: 2025-12}]\n---\n# Ada\n"

    assert [] == needs(vault(ada))
    assert [] == found(vault(ada))


def test_i_am_part_of_it_on_both_sides_though_i_know_everybody() -> None:
    me = {
        "prm.toml": 'me = "[[Haru]]"',
        "people/Haru.md": "---\noffers: [zither lessons]\nneeds: [a boat]\n---\n# Haru\n\nKnows [[Ada]] and [[Cy]].\n",
        "people/Cy.md": "---\noffers: [a boat]\n---\n# Cy\n",
    }
    at = vault(**me)

    assert {("Ada", "Ben"), ("Ada", "Haru"), ("Haru", "Cy")} == set(found(at))
    assert {("Ada", "Haru"), ("Haru", "Cy")} == {
        (at.names_by_slug[pair.needs], at.names_by_slug[pair.offers]) for pair in pairs(at) if pair.ready
    }
    assert ["people/Ada"] == [each.slug for each in needs(at)]


def test_with_a_person_only_what_concerns_them_both_ways() -> None:
    at = vault(
        "---\nneeds: [zither lessons]\noffers: [a boat]\n---\n# Ada\n",
        **{"people/Cy.md": "---\nneeds: [a boat]\n---\n# Cy\n", "people/Dee.md": "---\noffers: [a boat]\n---\n# Dee\n"},
    )

    assert {("Ada", "Ben"), ("Cy", "Ada")} == set(found(at, person=number(at, "Ada")))
    assert {("Cy", "Dee")} == set(found(at, person=number(at, "Dee")))
    assert set(found(at)) == {
        pair for name in ("Ada", "Ben", "Cy", "Dee") for pair in found(at, person=number(at, name))
    }


def test_among_the_people_of_an_event_a_meeting_there_does_not_count() -> None:
    fair = "---\ndate: 2026-01-10\nattendees: ['[[Ada]]', '[[Ben]]']\n---\n# Spring Fair\n"
    at = vault(
        **{
            "meetings/2026-01-10 Spring Fair.md": fair,
            "people/Cy.md": "---\noffers: [zither lessons]\n---\n# Cy\n",
        }
    )
    group = company(at, "spring fair")

    assert {("Ada", "Cy")} == set(found(at))
    assert {"Ada", "Ben"} == {at.notes[each].name for each in group.people}
    assert [("Ada", "Ben")] == found(at, among=group.people, apart=group.apart)


@pytest.mark.parametrize("words", ["spring fair", "Spring Fairs", "fair spring", "春の市"])
def test_lines_say_who_was_at_an_event(words: str) -> None:
    at = vault(
        ADA + "\n## Log\n\n- 2026-01-10 event: the Spring Fair（春の市）, in the rain\n",
        BEN,
        **{
            "journal/2026-01-10.md": "- met [[Ben]] and [[Dee]] at the spring fair, that is 春の市\n",
            "people/Cy.md": "---\noffers: [zither lessons]\n---\n# Cy\n",
            "people/Dee.md": "---\nneeds: [zither lessons]\n---\n# Dee\n",
        },
    )
    group = company(at, words)

    assert {"Ada", "Ben", "Dee"} == {at.notes[each].name for each in group.people}
    assert {("Ada", "Ben"), ("Dee", "Ben")} == set(found(at, among=group.people, apart=group.apart))
    assert {("Ada", "Ben")} == set(found(at, among=group.people))


@pytest.mark.parametrize("words", ["Ada", "#choir", "circle:inner", "Ada or Ben", "", "no such evening"])
def test_a_name_or_a_query_is_no_event(words: str) -> None:
    assert not company(vault(ADA + "\n- 2026-01-10 coffee: Ada or Ben, circle inner, choir\n"), words).people


def test_the_best_and_the_oldest_come_first_and_nobody_crowds_out_others() -> None:
    files = {
        f"people/S{each}.md": f"---\nneeds: [{{what: a boat, since: 202{each}}}]\n---\n# S{each}\n" for each in range(3)
    }
    files |= {f"people/O{each}.md": f"---\noffers: [a boat]\n---\n# O{each}\n" for each in range(3)}
    at = vault_of(files)

    assert [("S0", "O0"), ("S1", "O1"), ("S2", "O2")] == found(at, most=3)
    assert 9 == len(found(at))


def test_needs_stand_oldest_first_and_after_a_year_one_asks_still() -> None:
    at = vault_of(
        {
            "people/A.md": "---\nneeds: [a hat, {what: a boat, since: 2024-05}]\n---\n# A\n",
            "people/B.md": "# B\n\n- 2025-06-01 learned: looks for a hat\n- 2025-05-01 learned: looks for a hat\n",
        }
    )

    assert [
        ("people/A", "a boat", "2024-05", "people/A.md:2"),
        ("people/B", "a hat", "2025-06-01", "people/B.md:3"),
        ("people/A", "a hat", None, "people/A.md:2"),
    ] == [tuple(each) for each in needs(at)]
    assert [True, False, False] == [asks_still(at, each.since) for each in needs(at)]


def test_what_everybody_talks_about_is_no_evidence() -> None:
    lines = "".join(f"- 2025-01-01 coffee: zither lessons, again {each}\n" for each in range(70))
    few = "- 2025-01-01 coffee: zither lessons\n"

    assert [] == found(vault(ben=f"# Ben\n\n{lines}"))
    assert [("Ada", "Ben")] == found(vault(ben=f"# Ben\n\n{few}"))


def test_japanese_needs_meet_english_offers() -> None:
    ben = "---\noffers: [translation of menus]\n---\n# Ben\n"

    assert [("Ada", "Ben")] == found(vault("---\nneeds: [献立の翻訳]\n---\n# Ada\n", ben))


GOODS = ("zither lessons", "a boat", "piano tuning", "竹の楽器", "a quiet room", "honey")
NAMES = ("Ada", "Ben", "Cy", "Dee", "Eve")
LINES = ("knows [[{}]]", "coffee [[{}]]: tea", "wrote: about the boat", "learned: looks for honey")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, str]:
    """A few people with needs, offers and lines about each other, and introductions that came to nothing."""
    files: dict[str, str] = {"prm.toml": 'me = "[[Eve]]"'}
    for name in NAMES:
        wants = draw(st.lists(st.sampled_from(GOODS), max_size=2, unique=True))
        gives = draw(st.lists(st.sampled_from(GOODS), max_size=3, unique=True))
        others = st.sampled_from([each for each in NAMES if each != name])
        lines = draw(st.lists(st.tuples(st.sampled_from(LINES), others), max_size=2))
        log = "".join(f"- 2025-12-{at + 1:02d} {line.format(other)}\n" for at, (line, other) in enumerate(lines))
        status = draw(st.sampled_from(["active", "active", "active", "deceased", "archived", "wish"]))
        private = draw(st.sampled_from(["", "", "private: [offers]\n", "private: true\n"]))
        files[f"people/{name}.md"] = (
            f"---\nstatus: {status}\n{private}needs: [{', '.join(wants)}]\noffers: [{', '.join(gives)}]\n---\n"
            f"# {name}\n\n{log}"
        )
    for one, other in draw(
        st.lists(st.sampled_from([("Ada", "Ben"), ("Cy", "Dee"), ("Ben", "Dee")]), unique=True, max_size=2)
    ):
        files[f"intros/2025-{one}-{other}.md"] = (
            f"---\nbetween: ['[[{one}]]', '[[{other}]]']\n---\n"
            f"- 2025-12-01 asked [[{one}]]\n- 2025-12-03 no [[{one}]]\n"
        )
    return files


@settings(max_examples=60, deadline=None)
@for_all(worlds())
def test_nobody_is_named_with_whom_they_know_or_were_asked_about(files: dict[str, str]) -> None:
    at = vault_of(files)
    knowing = Knowing(at)
    slugs = {note.slug: note for note in at.notes.values()}

    for pair in pairs(at):
        one, other = slugs[pair.needs], slugs[pair.offers]
        assert one.id != other.id
        assert not {"deceased", "archived"} & {one.status, other.status}
        if at.me not in (one.id, other.id):
            assert "wish" not in {one.status, other.status}
            assert not knowing.knows(one.id, other.id)
            assert not knowing.knows(other.id, one.id)
            for a, b in ((one, other), (other, one)):
                assert f"[[{a.name}]]" not in files[b.path]
                assert f"intros/2025-{a.name}-{b.name}.md" not in files
        assert all(":" in line.at for line in pair.evidence)


@settings(max_examples=60, deadline=None)
@for_all(worlds(), st.sampled_from(NAMES), st.sampled_from(GOODS))
def test_to_take_an_offer_away_adds_no_pair(files: dict[str, str], name: str, good: str) -> None:
    path = f"people/{name}.md"
    lines = files[path].split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("offers:"))
    kept = [each for each in lines[at][len("offers: [") : -1].split(", ") if each and each != good]
    less = files | {path: "\n".join([*lines[:at], f"offers: [{', '.join(kept)}]", *lines[at + 1 :]])}

    before = {(pair.needs, pair.offers, pair.on) for pair in pairs(vault_of(files))}
    after = {(pair.needs, pair.offers, pair.on) for pair in pairs(vault_of(less))}

    assert set() == after - before


@settings(max_examples=30, deadline=None)
@for_all(worlds())
def test_with_tables_of_words_and_without_the_pairs_are_the_same(files: dict[str, str]) -> None:
    assert pairs(vault_of(files)) == pairs(vault_of(files, indexed=True))


@settings(max_examples=60, deadline=None)
@for_all(worlds())
def test_who_could_answer_is_looked_for_in_turn_and_the_order_is_the_same(files: dict[str, str]) -> None:
    at = vault_of(files)
    in_turn = pairs(at)

    assert in_turn[:2] == pairs(at, most=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Cases, "most", lambda self, what: 9.0)
        assert pairs(at) == in_turn


@settings(max_examples=30, deadline=None)
@for_all(worlds(), st.sampled_from(NAMES))
def test_what_concerns_one_is_what_concerns_them_among_all(files: dict[str, str], name: str) -> None:
    at = vault_of(files)
    slug = f"people/{name}"
    concerns = {match(pair)[:3] for pair in pairs(at) if slug in (pair.needs, pair.offers)}

    assert concerns == {match(pair)[:3] for pair in pairs(at, person=number(at, name))}


def test_the_day_decides_what_is_still_looked_for() -> None:
    ada = "---\nneeds: [{what: zither lessons, until: 2026-01-20}]\n---\n# Ada\n"
    files = {"people/Ada.md": ada, "people/Ben.md": BEN}

    assert [1, 0] == [len(pairs(vault_of(files, date(2026, 1, day)))) for day in (15, 25)]


@settings(max_examples=25, deadline=None)
@for_all(worlds())
def test_nothing_private_stands_in_what_is_shared(files: dict[str, str]) -> None:
    config, _ = read_config(files["prm.toml"])
    read = Reader(config).read
    sources = [Source(path, text.encode()) for path, text in files.items() if path != "prm.toml"]
    at = build(redact([(source, read(source)) for source in sources]), config, TODAY)
    hidden = {path.removesuffix(".md") for path, text in files.items() if "private: true" in text}
    silent = {path for path, text in files.items() if "private: [offers]" in text}

    for pair in pairs(at):
        assert not hidden & {pair.needs, pair.offers}
        assert not [line for line in pair.evidence if line.field == "offers" and line.at.rpartition(":")[0] in silent]
    assert not hidden & {each.slug for each in needs(at)}
