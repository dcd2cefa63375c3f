from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.engine import Engine
from prm.model.config import read_config
from prm.model.vault import build
from prm.rules import RULES
from prm.rules import Finding
from prm.rules import Unknown
from prm.rules import check
from prm.rules import codes_of
from prm.rules import find_rule
from prm.rules.near import Near
from prm.rules.near import one_letter
from prm.rules.people import digits
from prm.text.diagnostics import Diagnostic
from prm.text.source import Source

TODAY = date(2026, 1, 15)
EXAMPLE = Path(__file__).resolve().parents[2] / "example-vault"


def findings(
    files: dict[str, str | bytes], select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> list[Finding]:
    config, problems = read_config(str(files.get("prm.toml", "")))
    assert () == problems
    sources = [
        Source(path, text.encode() if isinstance(text, str) else text)
        for path, text in files.items()
        if path != "prm.toml"
    ]
    return check(build(sources, config, TODAY), select, ignore)


def places(found: list[Finding]) -> list[str]:
    return [f"{each.path}:{each.line}:{each.column}-{each.end_line}:{each.end_column} {each.code}" for each in found]


# places


def test_places_in_front_matter_count_code_points() -> None:
    text = "---\nbirthday: 1990-02-30\n---\n"
    expected = ["people/a.md:2:11-2:21 P204"]

    assert expected == places(findings({"people/a.md": text}))
    assert expected == places(findings({"people/a.md": text.replace("\n", "\r\n")}))
    assert expected == places(findings({"people/a.md": text.replace("\n", "\r")}))
    assert expected == places(findings({"people/a.md": b"\xef\xbb\xbf" + text.encode()}))
    assert expected == places(findings({"people/a.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()}))


def test_places_in_japanese_lines() -> None:
    text = "---\r\nname: 小林 美咲\r\n---\r\n- 2026-01-02（木）電話 [[たかはし なおき]]：歌の件\r\n"

    assert ["people/美咲.md:4:3-4:16 P405", "people/美咲.md:4:19-4:31 P301"] == places(
        findings({"people/美咲.md": text})
    )


def test_places_behind_signs_beyond_the_first_plane() -> None:
    assert ["people/ana.md:1:19-1:26 P301"] == places(
        findings({"people/ana.md": "- 2026-01-02 call 𠮷[[bob]]: the fair".replace("𠮷", "")})
    )
    found = findings({"people/ana.md": "- 2026-01-02 call with 𠮷 [[bob]]: the fair"})
    assert ["people/ana.md:1:26-1:33 P301"] == places(found)


def test_places_in_the_table_of_settings() -> None:
    files: dict[str, str | bytes] = {
        "prm.toml": "[circles.inner]\ncadence = '3w'\n  room = 1\n",
        "people/a.md": "---\ncircle: inner\n---\n",
        "people/b.md": "---\ncircle: inner\n---\n",
    }

    assert ["prm.toml:3:3-3:11 P506"] == places(findings(files))


def test_places_of_whole_lines_and_files() -> None:
    files: dict[str, str | bytes] = {
        "people/a.md": "\r\n- [ ] the map 📅 2026-01-10\r\n- 2026-12-24 call: the year is wrong\r\n",
        "people/健.md": "# 佐藤 健".encode("cp932"),
    }

    assert ["people/a.md:2:1-2:1 P402", "people/a.md:3:1-3:1 P401", "people/健.md:1:1-1:1 P101"] == places(
        findings(files)
    )


# choosing


def test_rules_are_found_by_code_and_name() -> None:
    assert find_rule("P301") is find_rule("broken-link") is find_rule("p301") is find_rule("Broken-Link")


def test_an_unknown_rule_proposes_the_nearest() -> None:
    with pytest.raises(Unknown, match=r"^no rule “broken-lnk”; did you mean “broken-link”\?$"):
        find_rule("broken-lnk")
    with pytest.raises(ValueError, match=r"^no rule “P31”; did you mean “P301”\?$"):
        codes_of("P31")
    with pytest.raises(Unknown, match=r"^no rule “zzz”; `prm rule` lists them$"):
        codes_of("zzz")


def test_a_beginning_of_a_code_stands_for_a_family() -> None:
    assert {"P301", "P302", "P303"} == codes_of("p3") == codes_of("P30")
    assert {rule.code for rule in RULES} == codes_of("P")


TWO: dict[str, str | bytes] = {
    "people/a.md": "---\nbirthdya: 1990\n---\n- 2026-01-02 call [[bob]]: the fair\n",
    "people/b.md": "---\nbirthdya: 1990\n---\n- 2026-01-02 call [[bob]]: the fair\n",
}


def test_select_and_ignore() -> None:
    assert ["P201", "P301"] * 2 == [each.code for each in findings(TWO)]
    assert ["P301"] * 2 == [each.code for each in findings(TWO, select=("P3",))]
    assert ["P201"] * 2 == [each.code for each in findings(TWO, ignore=("broken-link",))]
    assert [] == findings(TWO, select=("P3",), ignore=("P301",))
    with pytest.raises(Unknown):
        findings(TWO, select=("typo",))
    with pytest.raises(Unknown):
        findings(TWO, ignore=("typo",))


def test_settings_ignore_and_change_the_severity() -> None:
    quiet = TWO | {"prm.toml": "[rules]\nignore = ['P2']\n[rules.severity]\nbroken-link = 'error'\n"}

    assert [("P301", "error")] * 2 == [(each.code, each.severity) for each in findings(quiet)]
    assert ["P201"] * 2 == [each.code for each in findings(quiet, select=("misspelt-key",))]
    assert [] == findings(quiet, select=("P2",))


def test_a_file_ignores_for_itself() -> None:
    files: dict[str, str | bytes] = {
        "people/a.md": "---\nbirthdya: 1990\nprm-ignore: [P3, misspelt-key]\n---\n- 2026-01-02 call [[bob]]: hi\n",
        "people/b.md": TWO["people/b.md"],
    }

    assert ["people/b.md"] * 2 == [each.path for each in findings(files)]


def test_unknown_words_in_settings_and_files_are_findings() -> None:
    files: dict[str, str | bytes] = {
        "prm.toml": "me = '[[nobody]]'\n[rules]\nignore = ['broken-lnk']\n[rules.severity]\nP3 = 'info'\n",
        "people/a.md": "---\nprm-ignore: duplicate-fone\n---\n",
    }

    assert [
        "people/a.md:2:13-2:27 P602",
        "prm.toml:1:1-1:3 P602",
        "prm.toml:3:12-3:22 P602",
        "prm.toml:5:1-5:3 P602",
    ] == (places(findings(files)))


def test_findings_have_the_order_of_their_places_whatever_the_order_of_files() -> None:
    turned = dict(reversed(TWO.items()))

    assert findings(TWO) == findings(turned) == sorted(findings(TWO), key=lambda each: each[3:6])


def test_a_large_file_and_one_that_cannot_be_opened() -> None:
    sources = [Source("people/ana.md", b"the fair\n" * (1 << 19)), Source("people/ben.md", b"")]
    refused = Diagnostic("people/ben.md", 1, 1, 1, 1, "unreadable-file", "the file cannot be read: permission denied")
    found = check(build(sources, read_config("")[0], TODAY, [refused]))

    assert ["people/ana.md:1:1-1:1 P108", "people/ben.md:1:1-1:1 P110"] == places(found)
    assert ["warning", "error"] == [each.severity for each in found]


# vaults


def test_the_example_vault_has_nothing_to_mend() -> None:
    found = check(Engine(str(EXAMPLE)).vault(TODAY))

    assert [] == [each for each in found if each.severity != "info"]


def test_plain_notes_may_write_dates_as_they_like() -> None:
    files: dict[str, str | bytes] = {
        "costs.md": "---\nstatis: x\ndate: one day\n---\n- 03/04/2025 rent\n- 2025-02-30 rent\n",
        "people/ana.md": "",
        "calls.md": "- 2025-02-30 call [[ana]]: the rent\n",
    }

    assert ["calls.md:1:3-1:13 P204"] == places(findings(files))


def test_links_in_plain_notes_mean_people_only_by_a_letter() -> None:
    files: dict[str, str | bytes] = {
        "people/Bob Ito.md": "# Bob Ito",
        "ideas.md": "[[Bob Itos]] and [[The Book]], `[[Bob Itto]]`, [[Bob]], ![[Bob Itx]]\n> [[Bob Itoh]]",
    }

    found = findings(files)
    assert ["ideas.md:1:1-1:13 P301"] == places(found)
    assert "no person “Bob Itos”; did you mean “Bob Ito”?" == found[0].message


def test_a_link_behind_others_in_a_head_may_be_a_place() -> None:
    files: dict[str, str | bytes] = {
        "people/Bob Ito.md": "# Bob Ito",
        "people/Ana.md": "- 2026-01-02 coffee [[Bob Ito]] at [[Bar X]]: hi\n- 2026-01-03 met [[Bob I.]] in [[Porto]]\n",
        "journal/2026-01-05.md": "- lunch with [[Nobody]] at [[Bar X]]\n\nHad lunch with [[Bob Ito]] at [[Bar X]].\n",
    }

    expected = ["journal/2026-01-05.md:1:14-1:24 P301", "people/Ana.md:2:18-2:28 P301"]
    assert expected == places(findings(files))


def test_attendees_in_plain_text_may_be_strangers() -> None:
    files: dict[str, str | bytes] = {
        "meetings/2026-01-08 fair.md": "---\nattendees: [Nobody Known, '[[Known Nobody]]']\n---\nplans\n",
    }

    assert ["meetings/2026-01-08 fair.md:2:27-2:45 P301"] == places(findings(files))


def test_places_and_organisations_need_no_note() -> None:
    text = "---\norg: '[[Hibari Hall]]'\nlocation: '[[Porto]]'\nmet: {at: '[[ETH]]', through: an old friend}\n---\n"

    assert [] == findings({"people/ana.md": text})


def test_family_may_share_an_address() -> None:
    files: dict[str, str | bytes] = {
        "people/ana.md": "---\nphone: 03-1234-5678\nchildren: ['[[eva]]', '[[rui]]']\n---\n",
        "people/eva.md": "---\nphone: 03-1234-5678\n---\n",
        "people/rui.md": "---\nphone: +81 3 1234 5678\nemail: rui@example.org\n---\n",
        "people/zoe.md": "---\nphone: ０３（１２３４）５６７８\nemail: [{value: rui@example.org, until: 2020}]\n---\n",
    }

    assert ["people/zoe.md:2:8-2:20 P502"] == places(findings(files))


def test_names_told_apart() -> None:
    files: dict[str, str | bytes] = {
        "people/山本翔-大学.md": "---\nname: 山本 翔\n---\n",
        "people/山本翔-テニス.md": "---\nname: 山本 翔\n---\n",
        "people/a.md": "---\nname: Ana\nbirthday: 1990\n---\n",
        "people/b.md": "---\nname: Ana\nbirthday: 1991\n---\n",
        "people/c.md": "---\nname: ana\n---\n",
    }

    assert ["people/c.md:1:1-1:1 P503"] == places(findings(files, select=("duplicate-name",)))


def test_paths_that_are_one_file_elsewhere() -> None:
    files: dict[str, str | bytes] = {"people/Zo\u00eb.md": "# A", "people/zoe\u0308.md": "# B", "people/zoe.md": "# C"}

    assert ["people/zoe\u0308.md"] == [each.path for each in findings(files, select=("P504",))] or (
        ["people/Zo\u00eb.md"] == [each.path for each in findings(files, select=("P504",))]
    )


def test_couples() -> None:
    files: dict[str, str | bytes] = {
        "people/ana.md": "---\nspouse: '[[rui]]'\nstatus: deceased\n---\n",
        "people/rui.md": "---\nspouse: '[[lia]]'\n---\n",
        "people/lia.md": "---\npartner: '[[rui]]'\n---\n",
        "people/max.md": "---\nspouse: '[[lia]]'\n---\n",
    }

    assert ["people/max.md:2:9-2:18 P505"] == places(findings(files))


# words


@pytest.mark.parametrize(
    ("one", "other"),
    [("bob ito", "bob itoo"), ("bob ito", "bbo ito"), ("aiko sato", "aiko sata"), ("さとう あいこ", "さとう あいか")],
)
def test_one_letter(one: str, other: str) -> None:
    assert one_letter(one, other)
    assert one_letter(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ben", "bea"),
        ("佐藤 健一", "佐藤 健二"),
        ("meeting 1", "meeting 2"),
        ("bob ito", "bob ito"),
        ("ana sousa", "ana-sousa"),
    ],
)
def test_not_one_letter(one: str, other: str) -> None:
    assert not one_letter(one, other)
    assert not one_letter(other, one)


@given(st.text("abc", min_size=5, max_size=8), st.lists(st.text("abc", min_size=4, max_size=9), max_size=30))
def test_near_names_are_those_one_letter_away(word: str, names: list[str]) -> None:
    assert sorted({name for name in names if one_letter(word, name)}) == Near(names).find(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+81 90 0000 0001", "09000000001"),
        ("+81 (0)90-0000-0001", "09000000001"),
        ("０９０－００００－０００１", "09000000001"),
        ("0081 90 0000 0001", "09000000001"),
        ("+1 (646) 749-4726", "16467494726"),
        ("001 646 749 4726", "16467494726"),
        ("+1 646 749 4726 ext. 12", "16467494726x12"),
        ("03-0000-0001 内線 5", "0300000001x5"),
        ("110", ""),
        ("ask her", ""),
    ],
)
def test_telephone_numbers_as_compared(text: str, expected: str) -> None:
    assert expected == digits(text)


_PIECES = st.sampled_from(
    [
        "---\n", "\n", "\r\n", "birthday: ", "met: ", "{date: ", "}", "[[Ana]]", "[[bob]]", "- ", "2026-12-30 ",
        "call ", ": ", "~9999-12-31", "0001-01-01", "snooze: ", "circle: ", "inner", "spouse: ", "phone: ",
        "+81 90 0000 0001", "email: a@b", "- [ ] ", "due:", "@them ", "prm-ignore: ", "P3", "last_contact: ",
        "9999-12-31", "org: ", "from: ", "to: ", "\t", "髙",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join), st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_can_be_checked(one: str, other: str) -> None:
    found = findings({"people/ana.md": one, "people/ben.md": other, "prm.toml": "[circles.inner]\nroom = 1\n"})

    lines = {"people/ana.md": one, "people/ben.md": other}
    for each in found:
        text = Source(each.path, lines.get(each.path, "\n\n").encode())
        assert 1 <= each.line <= each.end_line <= len(text.line_starts)
        assert 1 <= each.column
        assert (each.line, each.column) <= (each.end_line, each.end_column)
