"""`text:` of queries: the full text with its index and without finds what a look at every line finds."""

from __future__ import annotations

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.query import Unreadable
from prm.insight.query import find
from prm.insight.query import quoted
from prm.insight.query.fulltext import spoken_of
from prm.insight.query.grammar import Word
from prm.insight.query.matching import by_words
from prm.model.vault import Vault
from tests.small import vault_of

FILES = {
    "people/Ana Núñez.md": (
        "---\nreading: アナ\noffers: [Translation from Japanese]\nsnooze: {until: 2026-03-01, because: exams}\n---\n"
        "Plays the harmonium.\n\nLater: lives by the Café Möllan.\n\n## Log\n- 2026-01-02 電話: 竹 の 楽器の話\n"
        "  - she knows 髙木さん\n- 2026-01-03 coffee [[Ben]]: steam engines, once more\n\n```\ncodeword\n```\n"
    ),
    "people/Ben.md": "# Ben\n\n- [ ] send the score\n%% a comment %%\n\n| a | b |\n|---|---|\n| violet | rye |\n",
    "people/Cy.md": "---\nprivate: true\n---\nharmonium too → 7°\n",
    "journal/2026-01-05.md": "- call [[Ben]]: the tuning fork\n- [[Cy]] was named only: windmill\n",
    "meetings/2026-01-06 Fair.md": "---\nattendees: ['[[Ana Núñez]]', '[[Ben]]']\n---\nWe drew lanterns.\n",
    "notes/Harmoniums.md": "Harmoniums are heavy. [[Ben]] owns one.\n",
}  # fmt: skip
LETTERS = {"Ana Núñez": "A", "Ben": "B", "Cy": "C"}
INDEXED, SCANNED = vault_of(FILES, indexed=True), vault_of(FILES)


def names(vault: Vault, query: str) -> str:
    return "".join(sorted(LETTERS[person.name] for person in find(vault, query).people))


@pytest.mark.parametrize("vault", [INDEXED, SCANNED], ids=["indexed", "scanned"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("text:harmonium", "AC"),
        ("text:harmoniums", ""),
        ("text:harmon*", "AC"),
        ("text:*monium", "AC"),
        ("text:*rmoni*", "AC"),
        ("text:HARMONIUM", "AC"),
        ("text:cafe", "A"),
        ('text:"cafe mollan"', "A"),
        ('text:"mollan cafe"', ""),
        ("text:竹の楽器", "A"),
        ("text:楽", "A"),
        ("text:高木", "A"),
        ("text:あな", "A"),
        ("text:nunez", "A"),
        ("text:translation", "A"),
        ("text:exams", "A"),
        ('text:"steam engines"', "AB"),
        ("text:fork", "B"),
        ("text:windmill", ""),
        ("text:score", "B"),
        ("text:violet", "B"),
        ("text:codeword", ""),
        ('text:"→"', "C"),
        ("text:*", "ABC"),
        ("text:zzz", ""),
        ("text:zzz,rye", "B"),
        ("not text:harmonium", "B"),
        ('text="Plays the harmonium."', "A"),
        ('text="the harmonium"', ""),
        ("本文:楽器", "A"),
    ],
)
def test_words_find_whom_they_speak_of(vault: Vault, query: str, expected: str) -> None:
    assert expected == names(vault, query)


@pytest.mark.parametrize("query", ["text>5", "text:a..b", "text<=2026"])
def test_a_text_is_not_compared(query: str) -> None:
    with pytest.raises(Unreadable, match="is searched for words, and not compared"):
        find(SCANNED, query)


PIECES = [
    "harmonium",
    "harm",
    "the",
    "tuning fork",
    "竹",
    "竹の楽器",
    "電話",
    "ANA",
    "ö",
    "*",
    "%",
    '"',
    "→",
    "7",
    " ",
    "髙木",
    "x",
]
said = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join) | st.text(max_size=6)


@given(said, st.booleans())
@example("*", False)
@example("**", False)
@example("・", True)
def test_the_index_leaves_nobody_out(text: str, in_quotes: bool) -> None:
    word = Word(text, in_quotes, 0)
    test = by_words(word)
    every = SCANNED.text.everything
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SCANNED.text, "holding", lambda _: every())
        expected = spoken_of(SCANNED, word, test)

    assert expected == spoken_of(INDEXED, word, test)
    assert expected == spoken_of(SCANNED, word, test)
    if in_quotes and text.strip():
        assert {each.id for each in SCANNED.people} & expected == find(SCANNED, f"text:{quoted(text)}").ids


PARTS = vault_of({
    "people/Ana.md": (
        "---\nbirthday: '{{birthday}}'\ndates: {Wedding Day: 2015-06-06}\nrelations: {colleague: '[[Ben]]'}\n---\n"
    ),
    "people/Ben.md": "---\nbirthday: 1990-02-30\n---\n- 2026-01-02 gave thanks: for the jam\n",
})  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dates.weddingday:2015", "Ana"),
        ("has:dates.wedding-day", "Ana"),
        ("relations.colleague:Ben", "Ana"),
        ("has:birthday", "Ben"),
        ("gave:thanks", "Ben"),
        ("gave.thanks>=1", "Ben"),
    ],
)
def test_parts_and_values(query: str, expected: str) -> None:
    assert [expected] == [person.name for person in find(PARTS, query).people]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("colleague:Ben", "relations.colleague"),
        ("wedding-day:2015", "dates.weddingday"),
        ("dates.weding:2015", "dates.weddingday"),
        ("relations.coleague:Ben", "relations.colleague"),
    ],
)
def test_a_part_that_is_meant_is_named(query: str, meant: str) -> None:
    with pytest.raises(Unreadable, match=f"is no field; did you mean “{meant}”"):
        find(PARTS, query)
