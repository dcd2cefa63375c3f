"""What of my notes can be said to the one they are about: her is made you where it is sure, else nothing is said."""

from __future__ import annotations

import pytest

from prm.insight.letters.phrases import advice
from prm.insight.letters.phrases import helped
from prm.insight.letters.phrases import news
from prm.insight.letters.phrases import of_both
from prm.insight.letters.phrases import sought
from prm.insight.letters.phrases import title
from prm.insight.letters.phrases import to_you
from prm.insight.letters.phrases import topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he fixed my sink in the rain", "when you fixed my sink in the rain"),
        ("She carried her drum up to the fourth floor (1h)", "when you carried your drum up to the fourth floor"),
        ("they lent me a tent", "when you lent me a tent"),
        ("she was there all night", "when you were there all night"),
        ("took the old upright down two floors with me", "when you took the old upright down two floors with me"),
        ("with the stairs", "with the stairs"),
        ("he drove her home", ""),
        ("she drove her home", ""),
        ("she drove her to the doctor", ""),
        ("he told his mother about them", ""),
        ("she is patient", ""),
        ("her van, her ramp and her patience", "your van, your ramp and your patience"),
        ("her van, her ramp and her patience, for the piano of ward four", "your van, your ramp and your patience"),
        ("her van, for the piano (2h)", "out with your van"),
        ("his cargo bike → glad of it", "out with your cargo bike"),
        ("her patience", "your patience"),
        ("her van broke down", ""),
        ("her van and his ramp", ""),
        ("her brother", ""),
        ("his two friends", ""),
        ("her help", "your help"),
        ("her brother, who fixed the sink", ""),
        ("moved my printing press in his van, took all day", "when you moved my printing press in your van"),
        ("drove me home in her old car", "when you drove me home in your old car"),
        ("lent me his drill for her kitchen", ""),
        ("watered the plants while I was away", "when you watered the plants while I was away"),
        ("fixed her bike", ""),
        ("red", ""),
        ("[[Ben]] fixed my sink", ""),
        ("he drove [[Mia]] home", ""),
        ("needed a hand", ""),
    ],
)
def test_what_somebody_did_is_said_to_them(text: str, expected: str) -> None:
    assert expected == helped(text, "en")


@pytest.mark.parametrize("text", ["her van", "moved my desk in his van"])
def test_what_two_did_may_be_the_others(text: str) -> None:
    assert "" == helped(text, "en", alone=False)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("her father", "en", "your father"),
        ("his new job", "en", "your new job"),
        ("the lift home", "en", "the lift home"),
        ("her and her dog", "en", "her and her dog"),
        ("お父様", "ja", "お父様"),
    ],
)
def test_words_about_somebody_are_said_to_them(text: str, lang: str, expected: str) -> None:
    assert expected == to_you(text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("they play every second Thursday", "en", "you play every second Thursday"),
        ("they are building their own stage → glad", "en", "you are building your own stage"),
        ("he plays for her", "en", ""),
        ("they play with her", "en", ""),
        ("tea", "en", ""),
        ("月に二度いっしょに弾いている", "ja", "月に二度いっしょに弾いている"),
        ("彼は来なかった", "ja", ""),
        ("月に二度いっしょに弾いている", "en", ""),
    ],
)
def test_what_came_of_it_is_said_to_both(text: str, lang: str, expected: str) -> None:
    assert expected == of_both(text, lang)


def test_to_a_third_one_speaks_of_another() -> None:
    assert "He taught me to listen" == news("he taught me to listen", "en", of_another=True)
    assert "" == news("he taught me to listen", "en")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("about the fair", "en", "the fair"),
        ("her knee is bad, worried about the stairs", "en", ""),
        ("she is upset about the fair; later about the boat", "en", "the boat"),
        ("お店の話", "ja", "お店の話"),
        ("心配している店の話", "ja", ""),
    ],
)
def test_what_somebody_worries_about_is_no_topic(text: str, lang: str, expected: str) -> None:
    assert expected == topic(text, lang)


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        ("ホームページを作れる人を探している", "ホームページを作れる人"),
        ("ホームページを作れる人を探しています。", "ホームページを作れる人"),
        ("稽古場、探してる", "稽古場"),
        ("稽古場を探し中", "稽古場"),
        ("留守番を募集中", "留守番"),
        ("ピアノの調律をしてくれる人を知りませんか", "ピアノの調律をしてくれる人"),
        ("着付けを教えてくれる方はいませんか？", "着付けを教えてくれる方"),
        ("中古の自転車が欲しい", "中古の自転車"),
        ("英語を教えてほしい", "英語を教えてほしい"),
        ("探している", "探している"),
        ("日本画を習いたい", "日本画を習いたい"),
        ("後継ぎがいない", "後継ぎがいない"),
        ("着付けの先生", "着付けの先生"),
        ("a drummer for Fridays", "a drummer for Fridays"),
    ],
)
def test_what_is_looked_for_stands_alone(need: str, expected: str) -> None:
    assert expected == sought(need)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「女形の一生」", "女形の一生"),
        ("『月を待つ』、二度目", "月を待つ"),
        ("詩集", "詩集"),
        ("「一」と「二」", ""),
        ("柿のおすそ分けをいただいた", "柿のおすそ分け"),
        ("引っ越しを手伝ってもらった", "引っ越し"),
        ("彼が来てくれた", ""),
    ],
)
def test_a_title_is_a_thing(text: str, expected: str) -> None:
    assert expected == title(text, "ja")


def test_that_somebody_gave_advice_is_no_advice() -> None:
    assert "" == advice("確定申告の相談に乗っていただいた：控えのこと", "ja")
    assert "控えは五年とっておく" == advice("控えは五年とっておく", "ja")


def test_a_topic_stands_behind_a_stop() -> None:
    assert "新しい台本のこと" == topic("相談に乗っていただいた：新しい台本のこと", "ja")
