"""A truth table of matches: who could really help whom in a town of people, and who only shares a word with a need."""

from __future__ import annotations

import pytest

from prm.insight.matching.pairs import Pair
from prm.insight.matching.pairs import pairs
from tests.small import vault_of

NEEDS = {
    "Tess": ("a pianist for the Christmas concert", "a bass for the quartet"),
    "Gwen": ("somebody to tune the piano",),
    "Priya": ("a photographer for the new catalogue",),
    "Callum": ("a translator into Welsh for the wall texts",),
    "Leo": ("a bookkeeper for the restaurant", "a second waiter"),
    "Bea": ("a carpenter for shelves in the classroom", "an illustrator who would visit her class"),
    "Dilys": ("a plumber who actually turns up",),
    "Joanna": ("an electrician for the cottage in Wales",),
    "Edwin": ("somebody to digitise four thousand slides",),
    "Ruth": ("somebody who prunes the old roses",),
    "Rosa": ("help with her garden",),
    "Colin": ("studio space he can afford", "a bigger desk"),
    "Lucy": ("help with her taxes", "somebody who speaks Czech"),
    "Oona": ("a new job in publishing", "a quiet flat for a few months"),
}
OFFERS = {
    "Yuki": "role: pianist\noffers: [accompanies singers and small choirs]",
    "Moira": "offers: [piano tuning]",
    "Piers": "offers: [product and food photography]",
    "Rhys": "offers: [translation into Welsh]",
    "Fiona": "offers: [bookkeeping for small businesses, tax returns]",
    "Hugo": "offers: [finds waiters and kitchen staff]",
    "Owen": "offers: [carpentry and shelves]",
    "Maya": "role: illustrator",
    "Pete": "role: plumber",
    "Marcus": "offers: [wiring, small repairs]",
    "Hana": "offers: [digitising slides and negatives]",
    "Jude": "role: gardener\noffers: [pruning roses]",
    "Nadia": "offers: [studio space to rent]",
    "Irena": "offers: [Czech lessons]",
    "Ingrid": "role: publisher",
    "Sam": "offers: [a small flat in April]",
    "Poppy": "offers: [lends her big piano room for parties]",
    "Nora": "role: retired nurse",
    "Vic": "offers: [new ideas, good company, second opinions, a bigger picture]",
    "Kit": "interests: [houses, Wales, the Christmas market, classes, old catalogues]",
    "Ada": "status: paused\nrole: pianist",
    "Bob": "status: archived\nrole: pianist",
    "Cyd": "status: deceased\nrole: pianist",
    "Eve": "status: wish\nrole: pianist\nwish: {why: her touch, gives: photographs of her hands}",
}
LOGS = {"Kit": "- 2025-12-01 call: still waiting for the biopsy\n", "Nora": "- 2025-12-01 tea: watered the plants\n"}

TRUE = {
    ("Tess", "Yuki", "a pianist for the Christmas concert"),
    ("Gwen", "Moira", "somebody to tune the piano"),
    ("Priya", "Piers", "a photographer for the new catalogue"),
    ("Callum", "Rhys", "a translator into Welsh for the wall texts"),
    ("Leo", "Fiona", "a bookkeeper for the restaurant"),
    ("Leo", "Hugo", "a second waiter"),
    ("Bea", "Owen", "a carpenter for shelves in the classroom"),
    ("Bea", "Maya", "an illustrator who would visit her class"),
    ("Dilys", "Pete", "a plumber who actually turns up"),
    ("Joanna", "Marcus", "an electrician for the cottage in Wales"),
    ("Edwin", "Hana", "somebody to digitise four thousand slides"),
    ("Ruth", "Jude", "somebody who prunes the old roses"),
    ("Rosa", "Jude", "help with her garden"),
    ("Colin", "Nadia", "studio space he can afford"),
    ("Lucy", "Fiona", "help with her taxes"),
    ("Lucy", "Irena", "somebody who speaks Czech"),
    ("Oona", "Ingrid", "a new job in publishing"),
    ("Oona", "Sam", "a quiet flat for a few months"),
}
"""Whom I would introduce, or at least think about."""
PASSING = {
    ("Tess", "Moira", "a pianist for the Christmas concert"),
    ("Tess", "Poppy", "a pianist for the Christmas concert"),
    ("Tess", "Yuki", "a bass for the quartet"),
    ("Rosa", "Nora", "help with her garden"),
}
"""Those who share a word with a need, and no more: behind all others, if at all."""


def town() -> list[Pair]:
    """All pairs of the town."""
    files = {f"people/{name}.md": f"---\nneeds: [{', '.join(said)}]\n---\n# {name}\n" for name, said in NEEDS.items()}
    for name, said in OFFERS.items():
        files[f"people/{name}.md"] = f"---\n{said}\n---\n# {name}\n\n{LOGS.get(name, '')}"
    return pairs(vault_of(files))


def said(found: list[Pair]) -> set[tuple[str, str, str]]:
    """Who needs and who offers what."""
    return {(each.needs.removeprefix("people/"), each.offers.removeprefix("people/"), each.on) for each in found}


def test_every_true_match_is_named_and_nothing_else_but_words_in_passing() -> None:
    found = town()

    assert said([each for each in found if not each.passing]) == TRUE
    assert said([each for each in found if each.passing]) == PASSING


def test_words_in_passing_stand_behind_all_others() -> None:
    assert [False] * len(TRUE) + [True] * len(PASSING) == [each.passing for each in town()]


def test_whom_i_leave_alone_for_now_is_named_only_when_asked_for() -> None:
    files = {
        "people/Tess.md": "---\nneeds: [a pianist]\n---\n# Tess\n",
        "people/Ada.md": "---\nstatus: paused\nrole: pianist\n---\n# Ada\n",
    }
    vault = vault_of(files)
    ada = vault.exactly("Ada")[0].id

    assert set() == said(pairs(vault))
    assert {("Tess", "Ada", "a pianist")} == said(pairs(vault, ada))


@pytest.mark.parametrize(
    ("need", "offer", "passing"),
    [
        ("a drummer", "drums", False),
        ("an accountant for the shop", "bookkeeping for choirs", False),
        ("an accountant for the shop", "lends a bookkeeping machine", True),
        ("somebody who can mend bicycles", "mends bicycles", False),
        ("somebody who can mend bicycles", "three bicycles", True),
        ("somebody to play the piano", "piano", False),
        ("a photographer for June", "wedding photography", False),
        ("竹の楽器", "古い楽器の展示", False),
        ("静かな部屋", "rehearsal room in the old factory", False),
        ("an apartment for May", "a small flat", False),
    ],
)
def test_a_word_in_passing_is_told_from_an_answer(need: str, offer: str, *, passing: bool) -> None:
    files = {
        "people/One.md": f"---\nneeds:\n  - {need}\n---\n# One\n",
        "people/Two.md": f"---\noffers:\n  - {offer}\n---\n# Two\n",
    }

    assert [passing] == [each.passing for each in pairs(vault_of(files))]
