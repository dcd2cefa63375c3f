"""What everybody can give: as the tables of words say it, and as reading every line says it."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.matching import offering
from prm.insight.matching.offering import ENOUGH
from prm.insight.matching.offering import Offering
from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things as things_of
from prm.insight.search.evidence import PAST
from prm.insight.search.evidence import SILENT
from prm.insight.search.evidence import freshness
from prm.insight.search.evidence import is_light
from prm.insight.search.evidence import rarity
from prm.insight.search.evidence import weight_of
from prm.insight.search.evidence import without_day
from prm.insight.search.saying import Form
from prm.insight.search.saying import Heard
from prm.insight.search.saying import Thing
from prm.insight.search.saying import surely
from prm.model.vault import Vault
from prm.model.words import stem_start
from prm.model.words import terms
from tests.small import TODAY
from tests.small import vault_of

PEOPLE = ("Ada", "Ben", "Cy")
FIELDS = ("offers", "role", "tags", "interests", "location", "needs", "gifts")
SAID = ("zither lessons", "teaches the zither", "a boat", "boats", "竹の楽器", "楽器", "bamboo", "piano tuning", "tuna")
ASKED = ("zither lessons", "boat", "竹の楽器", "piano tuner", "a quiet room", "lessons for a big boat that is quiet")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, str]:
    """Some people of whom fields and lines say some of this, or of that."""
    files: dict[str, str] = {}
    for name in PEOPLE:
        front = ""
        for field in draw(st.lists(st.sampled_from(FIELDS), max_size=4, unique=True)):
            said = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=3))
            front += f"{field}: [{', '.join(said)}]\n" if field != "location" else f"location: {said[0]}\n"
        if draw(st.booleans()):
            front += f"org: {{org: {draw(st.sampled_from(SAID))}, to: 2020-01}}\n"
        lines = draw(
            st.lists(st.tuples(st.sampled_from(("2025-12-01", "2021-03-03")), st.sampled_from(SAID)), max_size=3)
        )
        log = "".join(f"- {day} coffee: {said}\n" for day, said in lines)
        files[f"people/{name}.md"] = f"---\n{front}---\n# {name}\n\n{log}"
    return files


def may_say(form: Form, text: str) -> bool:
    """Tell whether the words of a text may say a form."""
    held = terms(text).split(" ")
    if form.sort == "run":
        needed = terms(form.text).split(" ")
        return set(needed[:-1] if len(needed) > 1 else ()) <= {*held} and any(
            each.startswith(needed[0]) for each in held
        )
    if form.sort == "phrase":
        return all(any(each.startswith(stem_start(word)) for each in held) for word in form.text.split(" "))
    start = stem_start(form.text) if form.sort == "stem" else form.text
    return any(each.startswith(start) for each in held)


def weigh(said: list[tuple[str, float]]) -> float:
    """What lines weigh together, the same words once."""
    best = sorted(({text: max(w for t, w in said if t == text) for text, _ in said}).values(), reverse=True)
    return sum(weight * share for weight, share in zip(best, (1.0, 0.15, 0.07), strict=False))


def by_reading(vault: Vault, things: list[Thing]) -> dict[int, float]:
    """Who could give all the things, and how well, as every line says that is read."""
    own: dict[tuple[int, int], list[tuple[str, float]]] = {}
    near: dict[tuple[int, int], list[tuple[str, float]]] = {}
    counts = [0] * len(things)
    days = {(row.note, row.line): row.day for row in vault.log.contacts_after("")}
    for said in set(vault.text.everything()):
        if said.field in SILENT or vault.notes[said.note].name == said.text:
            continue
        is_line = said.field in ("line", "title")
        for at, thing in enumerate(things):
            if is_line:
                counts[at] += any(may_say(form, said.text) for form in thing.forms)
            sure = surely(thing, Heard(said.text, {}))
            if not sure:
                continue
            day = days.get((said.note, said.line), "") if is_line else ""
            field = ("log" if day else "about") if is_line else said.field
            counts[at] += not is_line and field != "offers"
            weight = sure * weight_of(field) * (PAST if said.until else 1.0) * freshness(TODAY, day)
            text = without_day(said.text)
            (near if field == "location" else own).setdefault((said.note, at), []).append((text, weight))
    rare = [rarity(thing, max(1, count)) for thing, count in zip(things, counts, strict=True)]
    less = [thing.aside or is_light(thing) for thing in things]
    main, rest = (sum(each for each, so in zip(rare, less, strict=True) if so is such) for such in (False, True))
    if 0 < main < 2 * rest:
        rare = [each * main / rest / 2 if so else each for each, so in zip(rare, less, strict=True)]
    found: dict[int, float] = {}
    for person in {person for person, _ in own}:
        theirs = sum(rare[at] / sum(rare) * weigh(own.get((person, at), [])) for at in range(len(things)))
        live = [at for at in range(len(things)) if (person, at) not in own]
        if theirs >= ENOUGH:
            found[person] = theirs + sum(rare[at] / sum(rare) * weigh(near.get((person, at), [])) for at in live)
    return found


@settings(max_examples=150, deadline=None)
@for_all(worlds(), st.sampled_from(ASKED))
def test_the_tables_say_what_reading_says(files: dict[str, str], asked: str) -> None:
    vault = vault_of(files)
    things = things_of(asked, Lexicon(vault.config))
    cases = Offering(vault, things).cases(range(len(things)))

    assert {person: pytest.approx(score, abs=1e-5) for person, score in by_reading(vault, things).items()} == {
        case.person: case.score for case in cases
    }


@settings(max_examples=60, deadline=None)
@for_all(worlds(), st.integers(0, 3))
def test_what_stands_everywhere_is_found_sooner_by_whole_words_and_is_the_same(
    files: dict[str, str], common: int
) -> None:
    vault = vault_of(files)
    things = [thing for asked in ASKED for thing in things_of(asked, Lexicon(vault.config))]

    def cases() -> list[offering.Case]:
        found = Offering(vault, things)
        return [case for at in range(len(things)) for case in sorted(found.cases([at]))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offering, "COMMON", common)
        soon = cases()
        patch.setattr(offering, "in_full", lambda thing: "")
        assert cases() == soon
