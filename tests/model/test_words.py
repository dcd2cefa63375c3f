"""Words as a search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.model.words import fold
from prm.model.words import one_letter_apart
from prm.model.words import spans
from prm.model.words import stem
from prm.model.words import terms
from prm.model.words import tokens
from prm.model.words import words
from prm.model.words import words_from


@pytest.mark.parametrize(
    "forms",
    [
        "teach teacher teachers teaching teaches",
        "percussion percussionist percussionists",
        "translate translator translation translations translating",
        "drum drums drummer drumming",
        "sing singer singing sings",
        "party parties",
        "body bodies",
        "house houses housing",
        "carpenter carpenters",
        "letter letters",
        "doctor doctors",
        "bake baker baking bakes",
    ],
)
def test_forms_of_one_word_share_a_stem(forms: str) -> None:
    assert 1 == len({stem(form) for form in forms.split()})


@pytest.mark.parametrize(
    "words",
    ["let letter", "part party", "ring bring", "spring sprint", "water watch", "pap paper", "even evening", "bus bu"],
)
def test_other_words_do_not(words: str) -> None:
    assert 2 == len({stem(word) for word in words.split()})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "jose"),
        ("ＡＢＣ", "abc"),
        ("ﾊﾟﾝ", "ぱん"),
        ("髙橋", "高橋"),
        ("渡邉", "渡辺"),
        ("Søren", "soren"),
        ("竹 楽器", "竹楽器"),
        ("竹 ・ 楽器", "竹楽器"),
        ("竹。 「楽器", "竹。「楽器"),
    ],
)
def test_folding_takes_away_what_people_write_differently(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ビル", "ビール"),
        ("house", "hose"),
        ("はは", "ばば"),
        ("two words", "twowords"),
        ("竹 ・x", "竹x"),
        ("ő 竹", "o竹"),
    ],
)
def test_folding_keeps_what_means_something_else(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_blanks_go_between_signs_of_languages_without_them_alone() -> None:
    assert [] == [sign for sign in "々〆ぁゖゝゟァヺーヿ㐀鿿가힣" if " " in fold(f"竹 {sign}")]
    assert [] == [sign for sign in "a〇〱ㄅㆍꀀꯍａ𠀀" if " " not in fold(f"竹 {sign}")]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("percusion", "percussion", True),
        ("teahcer", "teacher", True),
        ("bread", "broad", True),
        ("bread", "bread", False),
        ("bread", "bored", False),
        ("bread", "breading", False),
    ],
)
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    assert (apart, apart) == (one_letter_apart(one, other), one_letter_apart(other, one))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.text(alphabet="aé ガﾞｶか゛竹髙・ÅæㅎㅏᄒßЙ각"))
def test_a_text_is_folded_letter_by_letter_as_it_is_at_once(text: str) -> None:
    accent = "\u0301"  # taken away, and a sign that may join its neighbour

    assert fold(text + accent) == fold(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_terms_are_what_the_index_can_hold(text: str) -> None:
    for term in terms(text).split(" "):
        assert term == "" or term.replace("_", "").isalnum() or not term.isascii()


@given(st.text(alphabet="aé ガﾞｶ竹髙・\n、ﾟBＡ"))
def test_every_folded_sign_knows_where_it_comes_from(text: str) -> None:
    folded, places = spans(text)

    assert len(folded) + 1 == len(places)
    assert places == sorted(places)


def test_a_run_becomes_pairs_and_its_last_sign() -> None:
    assert "bamboo 竹の の楽 楽器 器 林" == terms("bamboo 竹の楽器、林")
    assert [("bamboo", False), ("竹", True)] == [(token.text, token.run) for token in tokens(fold("Bamboo 竹"))]


@given(st.text(alphabet="abé_1竹ガ -'"), st.sampled_from(["a", "ab", "b", "1"]))
def test_words_that_begin_so_are_found_without_looking_at_the_others(text: str, start: str) -> None:
    folded = fold(text)

    assert [word for word in words(folded) if word.startswith(start)] == words_from(start, folded)
