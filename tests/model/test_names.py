"""Which note a link finds: tiers, folding, and that nothing is guessed."""

# ruff: noqa: E501 - tables of lines

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from prm.model.config import read_config
from prm.model.names import exact
from prm.model.names import folded
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source


def vault(files: dict[str, str]) -> Vault:
    sources = (Source(path, text.encode()) for path, text in files.items())
    return build(sources, read_config("")[0], date(2026, 11, 21))


def found(files: dict[str, str], target: str) -> list[str]:
    read = vault(files)
    return sorted(read.notes[number].path for number in read.resolve(target))


FILES = {
    "people/aiko-sato.md": "---\nname: Aiko Sato\naliases: [Ai, Birdie]\nreading: さとう あいこ\nemail: aiko@example.org\n---\n",
    "people/ben.md": "---\nname: Aiko\nfull: x\naliases: [Tom]\n---\n",
    "people/tom.md": "---\nname: Ben\n---\n",
    "people/work/Clara Dubois.md": "",
    "people/髙橋 直樹.md": "---\nreading: たかはし なおき\n---\n",
    "people/岡﨑恵.md": "",
    "people/渡邉典子.md": "",
    "people/Ōno Kōji.md": "",
    "people/Zoë.md": "",
    "people/やまもと あき.md": "",
    "orgs/Hibari Hall.md": "",
    "notes/Ai.md": "",
    "notes/Clara Dubois.md": "",
}


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("people/aiko-sato", "people/aiko-sato.md"),
        ("people/aiko-sato.md", "people/aiko-sato.md"),
        ("./people/aiko-sato.md", "people/aiko-sato.md"),
        ("../people/aiko-sato.md", "people/aiko-sato.md"),
        ("People/Aiko-Sato", "people/aiko-sato.md"),
        ("work/Clara Dubois", "people/work/Clara Dubois.md"),
        ("notes/Clara Dubois", "notes/Clara Dubois.md"),
        ("aiko-sato", "people/aiko-sato.md"),
        ("Aiko Sato", "people/aiko-sato.md"),
        ("aiko sato", "people/aiko-sato.md"),
        ("ＡＩＫＯ　ＳＡＴＯ", "people/aiko-sato.md"),
        ("Birdie", "people/aiko-sato.md"),
        ("さとう あいこ", "people/aiko-sato.md"),
        ("サトウアイコ", "people/aiko-sato.md"),
        ("aiko@example.org", "people/aiko-sato.md"),
        ("AIKO@example.org", "people/aiko-sato.md"),
        ("ben", "people/ben.md"),  # the file name before the name
        ("Tom", "people/tom.md"),  # the file name before the alias
        ("Clara Dubois", "people/work/Clara Dubois.md"),  # people before other notes
        ("Ai", "notes/Ai.md"),  # a file name of any note comes before an alias
        ("高橋直樹", "people/髙橋 直樹.md"),
        ("高橋　直樹さん", "people/髙橋 直樹.md"),
        ("髙橋直樹先生", "people/髙橋 直樹.md"),
        ("タカハシナオキ様", "people/髙橋 直樹.md"),
        ("岡崎 恵", "people/岡﨑恵.md"),
        ("渡辺典子", "people/渡邉典子.md"),
        ("渡邊 典子殿", "people/渡邉典子.md"),
        ("Oono Kouji", "people/Ōno Kōji.md"),
        ("Ono Koji", "people/Ōno Kōji.md"),
        ("Zoe", "people/Zoë.md"),
        (unicodedata.normalize("NFD", "Zoë"), "people/Zoë.md"),
        ("ヤマモト・アキ", "people/やまもと あき.md"),
        ("Hibari Hall", "orgs/Hibari Hall.md"),
        ("hibari-hall", "orgs/Hibari Hall.md"),
        ("Nobody", None),
        ("", None),
    ],
)
def test_a_target_finds(target: str, path: str | None) -> None:
    assert ([path] if path else []) == found(FILES, target)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("高崎", "髙﨑"),
        ("渡辺", "渡邉"),
        ("渡辺", "渡邊"),
        ("浜田", "濵田"),
        ("浜田", "濱田"),
        ("斎藤", "齋藤"),
        ("斎藤", "齊藤"),
        ("斎藤", "斉藤"),
        ("沢田", "澤田"),
        ("さとう", "サトウ"),
        ("さとう", "ｻﾄｳ"),
        ("がく", "ｶﾞｸ"),
        ("佐藤 健", "佐藤健"),
        ("佐藤　健", "佐藤健"),
        ("佐藤さん", "佐藤"),
        ("佐藤様", "佐藤"),
        ("佐藤さま", "佐藤"),
        ("佐藤先生", "佐藤"),
        ("佐藤氏", "佐藤"),
        ("佐藤君", "佐藤"),
        ("佐藤くん", "佐藤"),
        ("佐藤ちゃん", "佐藤"),
        ("佐藤殿", "佐藤"),
        ("Sato", "Satō"),
        ("Sato", "Satou"),
        ("Yuki", "Yūki"),
        ("Yuki", "Yuuki"),
        ("Oono", "Ohno"),
        ("Ono", "Ōno"),
        ("Zoe", "Zoë"),
        ("Inês", "Ines"),
        ("Ben Ito", "ben-ito"),
        ("Straße", "STRASSE"),
        ("Ａｉｋｏ", "aiko"),
    ],
)
def test_folded(left: str, right: str) -> None:
    assert folded(left) == folded(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("はな", "ばな"),
        ("Ben", "Benn"),
        ("佐藤 健", "佐藤 健一"),
        ("Noah", "Noa"),
        ("Johan", "Joan"),
        ("先生", "佐藤"),
        ("John Ito", "Johnito"),
    ],
)
def test_not_folded(left: str, right: str) -> None:
    assert folded(left) != folded(right)


def test_exact_is_compatibility_form_and_case() -> None:
    assert exact("Ｂｅｎ　Ｉｔｏ") == exact(" ben  ito ") == "ben ito"
    assert exact(unicodedata.normalize("NFD", "が")) == "が"


def test_more_than_one_hit_in_a_tier_is_ambiguous() -> None:
    files = {
        "people/a.md": "---\nname: Ben Ito\n---\n",
        "people/b.md": "---\nname: Ben Ito\n---\n",
        "people/c.md": "---\naliases: [Ben Ito]\n---\n",
    }
    assert ["people/a.md", "people/b.md"] == found(files, "Ben Ito")
    files["journal/2026-01-02.md"] = "- call [[Ben Ito]]"
    read = vault(files)
    assert [2] == [link.hits for link in read.links]
    assert [] == [each for person in read.people for each in read.contacts_of(person.id)]


def test_two_files_of_one_name_are_told_apart_by_path() -> None:
    files = {"people/a/Ben.md": "", "people/b/Ben.md": ""}
    assert 2 == len(found(files, "Ben"))
    assert ["people/b/Ben.md"] == found(files, "b/Ben")


@pytest.mark.parametrize(
    "link",
    [
        "[[Ben Ito]]",
        "[[Ben Ito|B]]",
        "[[Ben Ito#Log]]",
        "[[Ben Ito#Log|B]]",
        "[[people/Ben Ito]]",
        "[[people/Ben Ito.md|B]]",
        "[B](people/Ben%20Ito.md)",
        "[B](<people/Ben Ito.md>)",
        "[B](people/Ben%20Ito.md#log)",
        "[B](../people/Ben%20Ito.md)",
        "[[ Ben Ito ]]",
        "[[BEN ITO]]",
        "[[ben-ito]]",
    ],
)
def test_every_form_of_link_is_a_contact(link: str) -> None:
    read = vault({"people/Ben Ito.md": "", "journal/2026-01-02.md": f"- call {link}: fair"})
    assert ["2026-01-02"] == [each.day for each in read.contacts_of(read.people[0].id) if each.counts]


@pytest.mark.parametrize(
    "link",
    [
        "[B](https://example.org/Ben%20Ito.md)",
        "[[Ben",
        "[Ben Ito]",
        "\\[Ben Ito\\]",
        "![[Ben Ito]]",
        "`[[Ben Ito]]`",
    ],
)
def test_what_is_no_link_is_no_contact(link: str) -> None:
    read = vault({"people/Ben Ito.md": "", "journal/2026-01-02.md": f"- call {link}: fair"})
    assert [] == [each for each in read.contacts_of(read.people[0].id) if each.counts]


def test_a_decomposed_file_name_is_found() -> None:
    path = unicodedata.normalize("NFD", "people/がくと.md")
    assert [path] == found({path: ""}, "がくと")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("佐藤 愛子", "佐藤愛子"),
        ("佐藤　愛子さん", "佐藤愛子"),
        ("ケンジ・モリ", "けんじもり"),
        ("田中 Ken", "田中ken"),
        ("Ken 田中先生", "ken田中"),
        ("Anne・Marie Sato", "anne・marie sato"),
        ("Aikoさん", "aikoさん"),
        ("さん", "さん"),
    ],
)
def test_blanks_beside_kanji_and_honorifics_are_not_compared(name: str, key: str) -> None:
    assert key == folded(name)
