"""Renaming somebody: file, name and every link, as one change; every link finds what it found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from prm.edits.naming.rename import new_path
from prm.edits.naming.rename import rename
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source

TODAY = date(2026, 1, 15)
BEN = "people/Ben Ito.md"


def vault_of(files: dict[str, bytes]) -> Vault:
    config, _ = read_config(files.get("prm.toml", b"").decode())
    return build([Source(path, data) for path, data in sorted(files.items()) if path != "prm.toml"], config, TODAY)


def renamed(
    files: Mapping[str, str | bytes],
    new: str = "Ben Novak",
    old: str = BEN,
    *,
    alias: bool = True,
    anyway: bool = False,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return all files after a rename, and what was said."""
    raw = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    vault = vault_of(raw)
    note = next(note for note in vault.notes.values() if note.path == old)
    others = [Source(path, data) for path, data in raw.items() if path not in (old, "prm.toml")]
    toml = Source("prm.toml", raw["prm.toml"]) if "prm.toml" in raw else None
    plan = rename(vault, note, new, Source(old, raw[old]), others, toml=toml, alias=alias, anyway=anyway)
    after = dict(raw)
    for edit in plan.edits:
        made = result(Source(edit.path, raw[edit.path]), edit).data
        del after[edit.path]
        after[edit.to or edit.path] = made
    return {path: data.decode("utf-8", "surrogateescape") for path, data in after.items()}, plan.said


PAGES = [
    ("# Ben Ito\n", "---\naliases: [Ben Ito]\n---\n# Ben Novak\n"),
    ("", "---\naliases: [Ben Ito]\n---\n"),
    ("---\nname: Ben Ito\n---\n", "---\nname: Ben Novak\naliases: [Ben Ito]\n---\n"),
    ('---\nname: "Ben Ito"  # his\n---\n', '---\nname: "Ben Novak"  # his\naliases: [Ben Ito]\n---\n'),
    (
        "---\nfull_name: Ben  Ito\n---\n# ben ito #\n",
        "---\nfull_name: Ben Novak\naliases: [Ben Ito]\n---\n# Ben Novak #\n",
    ),
    ("---\naliases:\n  - B\n---\n# Ben Ito", "---\naliases:\n  - B\n  - Ben Ito\n---\n# Ben Novak"),
    ("---\naliases: [Ben Novak]\n---\n# Ben Ito\n", "---\naliases: [Ben Ito]\n---\n# Ben Novak\n"),
    (
        "---\r\nname: Ben Ito\r\n---\r\n# Ben Ito\r\n",
        "---\r\nname: Ben Novak\r\naliases: [Ben Ito]\r\n---\r\n# Ben Novak\r\n",
    ),
    ("\ufeff# Ben Ito\n", "\ufeff---\naliases: [Ben Ito]\n---\n# Ben Novak\n"),
    (
        "---\ngiven: Ben\nfamily: Ito\n---\n",
        "---\ngiven: Ben\nfamily: Novak\naliases: [Ben Ito]\n---\n",
    ),
    (
        "---\nlast_name: Ito\nfirst_name: Ben\n---\n# Ben Ito\n",
        "---\nlast_name: Novak\nfirst_name: Ben\naliases: [Ben Ito]\n---\n# Ben Novak\n",
    ),
    (
        "---\nname: Ben Ito\ngiven: Bennie\nfamily: Ito\n---\n",
        "---\nname: Ben Novak\ngiven: Bennie\nfamily: Novak\naliases: [Ben Ito]\n---\n",
    ),
    (
        "---\nname: {first: Ben, last: Ito}\n---\n",
        "---\nname: {first: Ben, last: Novak}\naliases: [Ben Ito]\n---\n",
    ),
    (
        "# Ben Ito\n\nBen Ito said so. `[[Ben Ito]]` [[Ben Ito]]\n",
        "---\naliases: [Ben Ito]\n---\n# Ben Novak\n\nBen Ito said so. `[[Ben Ito]]` [[Ben Novak]]\n",
    ),
]


@pytest.mark.parametrize(("page", "after"), PAGES)
def test_the_page_is_called_by_the_new_name(page: str, after: str) -> None:
    files, _ = renamed({BEN: page})

    assert {"people/Ben Novak.md": after} == files


BOTH = [
    ("---\nfirst_name: Ben\nlast_name: Ito\n---\n", "---\nfirst_name: Zed\nlast_name: Quux\n---\n"),
    ("---\nname: {first: Ben, last: Ito}\n---\n", "---\nname: {first: Zed, last: Quux}\n---\n"),
    (
        "---\nname: Ben Ito\ntitle: Ben Ito\nFN: Ben Ito\n---\n",
        "---\nname: Zed Quux\ntitle: Zed Quux\nFN: Zed Quux\n---\n",
    ),
    ("---\nname: Ben Ito\ngiven: Ben\nfamily: Ito\n---\n", "---\nname: Zed Quux\ngiven: Zed\nfamily: Quux\n---\n"),
]


@pytest.mark.parametrize(("page", "after"), BOTH)
def test_every_key_that_states_the_name_follows(page: str, after: str) -> None:
    files, _ = renamed({BEN: page}, "Zed Quux", alias=False)

    assert {"people/Zed Quux.md": after} == files


def test_without_an_alias_no_old_name_is_left() -> None:
    files, _ = renamed({BEN: "# Ben Ito\n", "a.md": "[[ben  ito]] [[Ben Ito|Ben]]"}, alias=False)

    assert {"people/Ben Novak.md": "# Ben Novak\n", "a.md": "[[Ben Novak]] [[Ben Novak|Ben]]"} == files


def test_there_and_back_leaves_nothing_behind() -> None:
    files, _ = renamed({BEN: "---\nrole: cook\naliases: [B]\n---\n# Ben Ito\n", "a.md": "[[Ben Ito]]"})
    back, _ = renamed(dict(files), "Ben Ito", "people/Ben Novak.md")

    assert "---\nrole: cook\naliases: [B, Ben Novak]\n---\n# Ben Ito\n" == back[BEN]
    assert "[[Ben Ito]]" == back["a.md"]


PATHS = [
    ("people/Ben Ito.md", "Ben Ito", "Ben Novak", "people/Ben Novak.md"),
    ("Ben Ito.markdown", "Ben Ito", "Ben Novak", "Ben Novak.markdown"),
    ("p/ben-ito.md", "Ben Ito", "Ben Novak", "p/ben-novak.md"),
    ("p/Ben_Ito.md", "Ben Ito", "Ben Novak", "p/Ben_Novak.md"),
    ("p/ben_ito.md", "Ben Ito", "Ben O’Neil", "p/ben_oneil.md"),
    ("p/ines-cruz.md", "Inês Cruz", "Inês Sá", "p/ines-sa.md"),
    ("p/ben.md", "Ben", "Ben Novak", "p/ben-novak.md"),
    ("p/ben.md", "Ben Ito", "Ben Novak", "p/ben.md"),
    ("p/ito-ben.md", "Ben Ito", "Ben Novak", "p/novak-ben.md"),
    ("p/van-der-meer-tom.md", "Tom van der Meer", "Tom Meer", "p/meer-tom.md"),
    ("p/@Ben Ito.md", "Ben Ito", "Ben Novak", "p/@Ben Novak.md"),
    ("人/佐藤健.md", "佐藤 健", "鈴木 健", "人/鈴木健.md"),
    ("人/佐藤 健.md", "佐藤 健", "鈴木 健", "人/鈴木 健.md"),
    ("p/Ben Ito.md", "Ben Ito", 'Ben "B" N/A?', "p/Ben B N A.md"),
    ("p/Ben Ito.md", "Ben Ito", "100% Ben 🎺", "p/100% Ben 🎺.md"),
    ("p/Rene\u0301.md", "Rene\u0301", "Ren\u00e9", "p/Ren\u00e9.md"),
]


@pytest.mark.parametrize(("path", "old", "new", "after"), PATHS)
def test_the_file_is_named_in_its_own_style(path: str, old: str, new: str, after: str) -> None:
    assert after == new_path(path, old, new)


LINKS = [
    ("[[Ben Ito]] [[Ben Ito|Ben]] [[people/Ben Ito#Log]]", "[[Ben Novak]] [[Ben Novak|Ben]] [[people/Ben Novak#Log]]"),
    ("[b](people/Ben%20Ito.md) [b](<people/Ben Ito.md>)", "[b](people/Ben%20Novak.md) [b](<people/Ben Novak.md>)"),
    ("[[Benny]] Ben Ito “Ben Ito” [[Ben Itto]]", None),
    ("```\n[[Ben Ito]]\n```\n<!-- [[Ben Ito]] -->", None),
    ("%% private %%\n[[Ben Ito]]\n%% /private %%", "%% private %%\n[[Ben Novak]]\n%% /private %%"),
    ("---\nattendees: [Ben Ito, Cy]\n---\n", "---\nattendees: [Ben Novak, Cy]\n---\n"),
    ("---\nattendees: Cy, Ben Ito, Benny\n---\n", "---\nattendees: Cy, Ben Novak, Benny\n---\n"),
    ("---\nmet: {at: Ben Ito, through: 'Ben Ito'}\n---\n", "---\nmet: {at: Ben Ito, through: 'Ben Novak'}\n---\n"),
    ("---\nrelations:\n  - brother: Ben Ito\n---\n", "---\nrelations:\n  - brother: Ben Novak\n---\n"),
    ("---\nrelations: ['brother: Ben Ito']\n---\n", "---\nrelations: ['brother: Ben Novak']\n---\n"),
    ("---\nbetween: [Ben Ito, x]\nx: Ben Ito\n---\n", "---\nbetween: [Ben Novak, x]\nx: Ben Ito\n---\n"),
    ("---\nnotes: see [[Ben Ito]] again\n---\n", "---\nnotes: see [[Ben Novak]] again\n---\n"),
    ("---\nspouse: [[Ben Ito]]\n---\n", "---\nspouse: [[Ben Novak]]\n---\n"),
    ("---\ntype: digest\n---\n[[Ben Ito]]", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "after"), LINKS)
def test_what_means_them_follows_and_nothing_else(text: str, after: str | None) -> None:
    page = "---\naliases: [Benny]\n---\n# Ben Ito\n"
    files, _ = renamed({BEN: page, "2026-01-05.md": text})

    assert (text if after is None else after) == files["2026-01-05.md"]


def test_japanese_names_follow_and_running_text_stays() -> None:
    text = "- 昨日、[[佐藤 健]]さんと電話。佐藤健さんは元気。[[佐藤健]]の件、[[佐藤健さん]]\n"
    files, said = renamed(
        {"人/佐藤 健.md": "---\nreading: さとう けん\n---\n# 佐藤 健（さとう けん）\n", "日記/2026-01-05.md": text},
        "鈴木 健",
        "人/佐藤 健.md",
    )

    assert (
        "- 昨日、[[鈴木 健]]さんと電話。佐藤健さんは元気。[[鈴木 健]]の件、[[佐藤健さん]]\n"
        == files["日記/2026-01-05.md"]
    )
    assert files["人/鈴木 健.md"].endswith("---\n# 鈴木 健（さとう けん）\n")
    assert ("人/佐藤 健.md:2: the reading is still “さとう けん”",) == said


def test_a_slug_keeps_its_style_and_links_by_name_get_the_name() -> None:
    files, _ = renamed(
        {"p/ben-ito.md": "---\ntype: person\n---\n# Ben Ito\n", "a.md": "[[ben-ito]] [[Ben Ito]]"}, old="p/ben-ito.md"
    )

    assert "[[ben-novak]] [[ben-novak|Ben Novak]]" == files["a.md"]
    assert "p/ben-novak.md" in files


def test_a_name_that_another_note_has_is_linked_by_path() -> None:
    files, _ = renamed(
        {
            BEN: "# Ben Ito\n",
            "friends/Ben Novak.md": "# X\n---\n",
            "people/x/Ben Novak.md": "# Y\n",
            "a.md": "[[Ben Ito]] [[Ben Ito|B]]",
        },
        anyway=True,
    )

    assert "[[people/Ben Novak|Ben Novak]] [[people/Ben Novak|B]]" == files["a.md"]


def test_me_in_the_settings_follows() -> None:
    files, _ = renamed({BEN: "# Ben Ito\n", "prm.toml": 'lang = "en"\nme = "[[Ben Ito]]" # that is me\n'}, alias=False)

    assert 'lang = "en"\nme = "[[Ben Novak]]" # that is me\n' == files["prm.toml"]


REFUSED: list[tuple[dict[str, str | bytes], str, str]] = [
    ({BEN: "", "people/ben novak.md": ""}, "Ben Novak", "is there already"),
    ({BEN: "", "people/n.md": "# Ben Novak\n"}, "Ben Novak", "--anyway has two people"),
    ({BEN: "", "people/n.md": "# Ben Novak\n"}, "Ben\nNovak [x]", "cannot stand in a link"),
    ({BEN: "", "people/Ben.md": ""}, "Ben 2", "would look like a copy"),
    ({BEN: ""}, "  ", "no name for a file"),
    ({BEN: ""}, "???", "no name for a file"),
    ({BEN: "---\nname: &ben Ben Ito\n---\n"}, "Ben Novak", "an anchor"),
    ({BEN: "---\nname: [Ben Ito]\n---\n"}, "Ben Novak", "would still be called"),
    ({BEN: ""}, "README", "read as something else"),
    ({BEN: "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"}, "Ben Novak", "git could not merge"),
    ({BEN: "---\na: [\n---\n"}, "Ben Novak", "people/Ben Ito.md:2"),
    ({BEN: "---\ngiven: Benjamin\nfamily: X\n---\n# Ben Ito\n"}, "B de la Cruz", "which part"),
    ({BEN: "", "orgs/Ben Novak.md": "", "a.md": "[[Ben Novak]]"}, "Ben Novak", "means orgs/Ben Novak.md"),
    ({BEN: "", "a.md": "[[people/Ben Ito]]\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"}, "Ben Novak", "a.md:2: git could"),
]


@pytest.mark.parametrize(("files", "new", "why"), REFUSED)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    files: dict[str, str | bytes], new: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        renamed(files, new)


def test_a_file_that_cannot_be_edited_is_named_where_the_alias_still_finds_them() -> None:
    broken = "[[Ben Ito]]\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
    files, said = renamed({BEN: "", "a.md": broken, "b.md": "[[Ben Ito]]"})

    assert broken == files["a.md"]
    assert "[[Ben Novak]]" == files["b.md"]
    assert said[0].startswith("a.md:2: git could not merge")
    assert said[0].endswith("find the alias")
    with pytest.raises(Refused, match="would find nobody"):
        renamed({BEN: "", "a.md": broken}, alias=False)


def test_links_that_found_nobody_are_said() -> None:
    _, said = renamed({BEN: "", "a.md": "[[Ben Novak]]"})

    assert ("a.md:1: 1 link to “Ben Novak” found nobody before, and now finds people/Ben Ito.md",) == said


def test_two_of_one_name_are_told_apart_only_if_that_is_meant() -> None:
    files: dict[str, str | bytes] = {
        "people/b1.md": "# Ben Ito\n",
        "people/b2.md": "# Ben Ito\n",
        "a.md": "[[Ben Ito]]",
    }
    with pytest.raises(Refused, match=r"can be people/b1\.md or people/b2\.md"):
        renamed(files, "Ben Novak", "people/b1.md")
    after, said = renamed(files, "Ben Novak", "people/b1.md", anyway=True)

    assert "[[Ben Ito]]" == after["a.md"]
    assert "could be several before" in said[0]


def test_organisations_are_renamed_too() -> None:
    files, _ = renamed(
        {"orgs/Crumb.md": "# Crumb\n", "people/A.md": "---\norg: Crumb\n---\n[[Crumb]]"}, "Loaf", "orgs/Crumb.md"
    )

    assert "---\norg: Loaf\n---\n[[Loaf]]" == files["people/A.md"]


def test_three_hundred_files_follow() -> None:
    files: dict[str, str | bytes] = {f"journal/{day}.md": f"- call [[Ben Ito]]: {day}\n" for day in range(300)}
    after, _ = renamed({BEN: "", **files})

    assert {"- call [[Ben Novak]]: 7\n"} == {text for path, text in after.items() if path == "journal/7.md"}
    assert 300 == sum("[[Ben Novak]]" in text for text in after.values())
