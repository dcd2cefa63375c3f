"""Needs and offers as one writes them in Japanese: true pairs are found, and a word that many things share is none."""

from __future__ import annotations

import pytest

from tests.insight.test_pairs import found
from tests.insight.test_pairs import vault


def page(name: str, key: str, text: str) -> str:
    return f'---\n{key}: ["{text}"]\n---\n# {name}\n'


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("ホームページを作れる人を探している", "ウェブサイト制作"),
        ("HPを作成してくれる方", "ウェブ制作"),
        ("チラシのデザインを頼みたい", "チラシやロゴのデザイン"),
        ("コンピューターの使い方を知りたい", "パソコンの修理"),
        ("子守をしてくれる人", "子どもの相手、保育士"),
        ("ピアノの調律をしてくれる人を知りませんか", "調律"),
        ("ヴァイオリンの先生", "バイオリンを教える"),
        ("転職の相談に乗ってくれる人", "キャリア相談"),
        ("稽古場を安く借りられるところ", "稽古場が安く使える"),
        ("配達を手伝ってくれる人を募集中", "配達"),
    ],
)
def test_one_finds_what_the_other_can_do(need: str, offer: str) -> None:
    assert [("Ada", "Ben")] == found(vault(page("Ada", "needs", need), page("Ben", "offers", offer)))


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("着付けを教えてくれる先生", "バイオリンを教える"),
        ("着付けを教えてくれる先生", "稽古場が安く使える"),
        ("花屋を探している", "花田さんの紹介"),
        ("イルカに会いたい", "金魚に会える"),
        ("カウンセラーに会いたい", "確定申告の相談"),
    ],
)
def test_a_word_that_many_things_share_is_no_pair(need: str, offer: str) -> None:
    assert [] == found(vault(page("Ada", "needs", need), page("Ben", "offers", offer)))
