"""A log entry is written where and as the file writes its own; nothing else changes, and it reads back."""

from __future__ import annotations

import os
from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.body.log import add_entry
from prm.edits.body.log import add_to_day
from prm.edits.diff import diff
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

MANY = 60 if os.environ.get("CI") == "true" else 300
CONFIG, _ = read_config("")
JAPANESE, _ = read_config('lang = "ja"')
OLDEST, _ = read_config('[log]\norder = "oldest"')
DAY = date(2026, 1, 15)
BOM = b"\xef\xbb\xbf"


def added(
    text: str, head: str = "call", words: str = "she moves", day: date = DAY, path: str = "people/aiko.md"
) -> str:
    source = Source(path, text.encode())
    return result(source, add_entry(source, CONFIG, day, head, words)).text


def insert(before: str, new: str, after: str, head: str = "call", words: str = "she moves") -> None:
    assert before + new + after == added(before + after, head, words)


# (what stands before, the new lines, what stands behind), head, text
WHERE = [
    ("", "## Log\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n", "\n## Log\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko", "\n\n## Log\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n\nA friend.\n", "\n## Log\n\n- 2026-01-15 call: she moves\n", ""),
    ("---\nname: Aiko\n---\n", "\n## Log\n- 2026-01-15 call: she moves\n", ""),
    ("---\nname: Aiko\n---", "\n\n## Log\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n\n## Log\n", "\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n\n## Log\n\n", "- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n## Log\n", "- 2026-01-15 call: she moves\n", "\n## Promises\n- [ ] x\n"),
    ("# Aiko\n## History\n", "- 2026-01-15 call: she moves\n\n", "## Promises\n- [ ] x\n"),
    ("# Aiko\n## Facts\n* born in Ota\n", "\n## Log\n* 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n", "\n## Log\n- 2026-01-15 call: she moves\n", "\n## Private\n- x\n"),
    ("# Aiko\n", "\n## Log\n\n- 2026-01-15 call: she moves\n", "\n<!-- prm:begin -->\nx\n<!-- prm:end -->\n"),
    ("# Aiko\n", "\n## Log\n\n- 2026-01-15 call: she moves\n", "\n%% private %%\nx\n%% /private %%\n"),
    ("", "## Log\n- 2026-01-15 call: she moves\n\n", "```\nnever closed\n"),
    ("## Life events\n- 2020-01-01 born\n", "\n## Log\n- 2026-01-15 call: she moves\n", ""),
    ("# Aiko\n# Gifts\n- x\n", "\n# Log\n- 2026-01-15 call: she moves\n", ""),
    ("- ", "2026-01-15 call: she moves\n- ", "2026-01-10 call: x\n"),
    ("- 2026-02-01 call: x\n", "- 2026-01-15 call: she moves\n", "- 2026-01-10 call: x\n"),
    ("- 2026-02-01 call: x\n- 2026-01-20 call: x\n", "- 2026-01-15 call: she moves\n", "\n## Other\n"),
    ("- 2026-01-15 call: x\n", "- 2026-01-15 call: she moves\n", "- 2026-01-10 call: x\n"),
    ("- 2026-01-01 call: x\n- 2026-01-10 call: x\n", "- 2026-01-15 call: she moves\n", ""),
    ("- 2026-01-01 call: x\n- 2026-01-10 call: x", "\n- 2026-01-15 call: she moves\n", ""),
    ("- 2026-01-01 call: x\n- 2026-01-10 call: x\n", "- 2026-01-15 call: she moves\n", "- 2026-01-20 call: x\n"),
    ("- 2026-01-01 call: x\n- 2026-01-15 call: x\n", "- 2026-01-15 call: she moves\n", "- 2026-01-20 call: x\n"),
    ("", "- 2026-01-15 call: she moves\n", "- 2026-01-20 call: x\n- 2026-01-21 call: x\n"),
    (
        "- 2026-02-10 call: x\n  more\n\n  - nested\n  ```\n  code\n  ```\n",
        "- 2026-01-15 call: she moves\n",
        "- 2026-01-01 call: x\n",
    ),
    ("- 2026-02-10 call: x\nlazy\n> quote\n", "- 2026-01-15 call: she moves\n", "\nProse.\n"),
    ("- 2026-02-10 call: x\n\n", "- 2026-01-15 call: she moves\n\n", "- 2026-01-01 call: x\n"),
    ("- 2026-02-10 call: x\n\n- 2026-02-01 call: x\n", "\n- 2026-01-15 call: she moves\n", "\n## Other\n"),
    ("## Life events\n- 2026-02-10 moved\n\n## Log\n", "- 2026-01-15 call: she moves\n", "- 2026-01-01 call: x\n"),
    ("## Log\n", "- 2026-01-15 call: she moves\n", "- 2026-01-01 call: x\n\n## Old log\n- 2020-01-01 call: x\n"),
    (
        "## Private\n- 2026-02-10 call: secret\n\n## Log\n",
        "- 2026-01-15 call: she moves\n",
        "- 2026-01-01 call: x\n",
    ),
    ("## Private\n- 2026-02-10 call: secret\n", "- 2026-01-15 call: she moves\n", ""),
    ("- [x] call ✅ 2026-01-01\n", "\n## Log\n- 2026-01-15 call: she moves\n", ""),
]

STYLES = [
    ("", "* 2026-01-15 call: she moves\n", "* 2026-01-10 call: x\n"),
    ("", "  - 2026-01-15 call: she moves\n", "  - 2026-01-10 call: x\n"),
    ("", "\t- 2026-01-15 call: she moves\n", "\t- 2026-01-10 call: x\n"),
    ("", "-   2026-01-15  call: she moves\n", "-   2026-01-10  call: x\n"),
    ("", "- **2026-01-15** call: she moves\n", "- **2026-01-10** call: x\n"),
    ("", "- **2026-01-15:** call: she moves\n", "- **2026-01-10:** call: x\n"),
    ("", "- [[2026-01-15]] call: she moves\n", "- [[2026-01-10]] call: x\n"),
    ("", "- [[2026-01-15]]: call: she moves\n", "- [[2026-01-10|last week]]: call: x\n"),
    ("", "- **[[2026-01-15]]** — call: she moves\n", "- **[[2026-01-10]]** — call: x\n"),
    ("", "- 2026-01-15: call — she moves\n", "- 2026-01-10: call — x\n"),
    ("", "- 2026-01-15 - call - she moves\n", "- 2026-01-10 - call - x\n"),
    ("", "- 2026-01-15 call: she moves\n", "- 2026-01-10 14:00 call: x\n"),
    ("", "- 2026-01-15: call: she moves\n", "- 2026-01-10 14:00-15:00: call: x\n"),
    ("", "- 2026/01/15 call: she moves\n", "- 2026/01/02 call: x\n"),
    ("", "- 2026/1/15 call: she moves\n", "- 2026/1/2 call: x\n"),
    ("", "- 2026.01.15 call: she moves\n", "- 2026.01.10 call: x\n"),
    ("", "- 15 Jan 2026 call: she moves\n", "- 3 Dec 2025 call: x\n"),
    ("", "- January 15, 2026 call: she moves\n", "- December 3, 2025 call: x\n"),
    ("", "- Jan 15th, 2026: call: she moves\n", "- Dec 3rd, 2025: call: x\n"),
    ("", "- 2026-01-15 Thu call: she moves\n", "- 2026-01-10 Sat call: x\n"),
    ("", "- 2026-01-15, Thursday: call: she moves\n", "- 2026-01-10, Saturday: call: x\n"),
    ("", "- 2026-01-15 (Thu) call: she moves\n", "- 2026-01-10 (Sat) call: x\n"),
    ("", "- 2026-01-15 call: she moves\n", "- 2026-01-10 call: x\n- 2026-01-02 (Fri) call: x\n"),
    ("", "1. 2026-01-15 call: she moves\n", "1. 2026-01-10 call: x\n"),
    ("1. 2026-01-02 call: x\n2. 2026-01-10 call: x\n", "3. 2026-01-15 call: she moves\n", ""),
    ("", "2026-01-15 call: she moves\n", "2026-01-10 call: x\n2026-01-02 call: x\n"),
    ("", "2026-01-15 call: she moves\n\n", "2026-01-10 call: x\n\n2026-01-02 call: x\n"),
    ("# Aiko\n\n", "## 2026-01-15 call: she moves\n\n", "## 2026-01-10 call: x\n\ntext\n"),
    ("# Aiko\n", "## 2026-01-15 call: she moves\n", "## 2026-01-10 call: x\ntext\n## 2026-01-02 met\ntext\n"),
    (
        "# Aiko\n\n## 2026-01-02 call\n\ntext\n\n## 2026-01-10 call\n\n- text\n",
        "\n## 2026-01-15 call: she moves\n",
        "",
    ),
    ("# Aiko\n## Log\n\n", "### 2026-01-15 call: she moves\n\n", "### 2026-01-10 call\n\ntext\n\n## Other\ntext\n"),
    ("| Day | What |\n|---|---|\n", "| 2026-01-15 | call: she moves |\n", "| 2026-01-10 | call: x |\n"),
    ("| Day | What |\n|---|---|\n", "|2026-01-15|call: she moves|\n", "|2026-01-10|call: x|\n"),
    (
        "| Day | Kind | What | Where |\n|---|---|---|---|\n",
        "| 2026-01-15 | call | she moves |  |\n",
        "| 2026-01-10 | meal | x | y |\n",
    ),
]

PERIODS = [
    ("## Log\n### 2026\n", "- 2026-01-15 call: she moves\n", "- 2026-01-10 call: x\n### 2025\n- 2025-01-10 call: x\n"),
    ("## Log\n", "### 2026\n- 2026-01-15 call: she moves\n", "### 2025\n- 2025-12-10 call: x\n- 2025-01-10 call: x\n"),
    ("## Log\n\n", "### 2026年\n\n- 2026-01-15 call: she moves\n\n", "### 2025年\n\n- 2025-12-10 call: x\n"),
    (
        "## Log\n\n### 2025\n\n- 2025-01-10 call: x\n- 2025-12-10 call: x\n",
        "\n### 2026\n\n- 2026-01-15 call: she moves\n",
        "\n### Notes\n\nx\n",
    ),
    (
        "## 2026-02\n- 2026-02-10 call: x\n",
        "## 2026-01\n- 2026-01-15 call: she moves\n",
        "## 2025-12\n- 2025-12-10 call: x\n",
    ),
    (
        "## 2026-02\n- 2026-02-10 call: x\n## 2026-01\n",
        "- 2026-01-15 call: she moves\n",
        "\n## 2025-12\n- 2025-12-10 call: x\n",
    ),
]

JAPANESE_STYLES = [
    ("", "・2026/1/15(木) 電話：引越し\n", "・2026/1/10(土) 電話：x\n"),
    ("", "・2026/1/15（木） 電話：引越し\n", "・2026/1/3（土・祝） 電話：x\n"),
    ("", "● 2026年1月15日(木) 電話：引越し\n", "● 2026年1月10日(土) 会食：x\n"),
    ("", "- 2026年1月15日木曜日 電話：引越し\n", "- 2026年1月10日土曜日 会食：x\n"),
    ("", "・令和8年1月15日 電話：引越し\n", "・令和7年12月1日 会食：x\n"),
    ("", "・R8.1.15 電話：引越し\n", "・R8.1.3 会食：x\n"),
    ("", "・２０２６年１月１５日　電話：引越し\n", "・２０２６年１月３日　会食：x\n"),
    ("", "・2026-01-15：電話：引越し\n", "・2026-01-10：会食：x\n"),
    ("", "- 2026-01-15 電話: 引越し\n", "- 2026-01-10 会食: x\n"),
    ("", "2026年1月15日　電話：引越し\n", "2026年1月10日　会食：x\n"),
    ("・2025/12/1(月) 電話：x\n・2026/1/10(土) 電話：x\n", "・2026/1/15(木) 電話：引越し\n", ""),
    ("| 日付 | 種別 | 内容 |\n|---|---|---|\n", "| 2026/1/15 | 電話 | 引越し |\n", "| 2026/1/3 | 会食 | x |\n"),
]


@pytest.mark.parametrize(("before", "new", "after"), WHERE + STYLES + PERIODS)
def test_an_entry_is_added_as_the_file_has_it(before: str, new: str, after: str) -> None:
    insert(before, new, after)


@pytest.mark.parametrize(("before", "new", "after"), JAPANESE_STYLES)
def test_a_japanese_entry_is_added_as_the_file_has_it(before: str, new: str, after: str) -> None:
    insert(before, new, after, "電話", "引越し")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize(("before", "new", "after"), [WHERE[at] for at in (0, 2, 5, 8, 18, 22, 26, 28)])
def test_line_ends_are_those_of_the_file(before: str, new: str, after: str, newline: str) -> None:
    if "\n" not in before + after:
        newline = "\n"
    insert(*(text.replace("\n", newline) for text in (before, new, after)))


TEXTS = [
    ("", "- 2026-01-15 call\n"),
    ("a ] b | c # d 🎉", "- 2026-01-15 call: a ] b | c # d 🎉\n"),
    ("- lead", "- 2026-01-15 call: \\- lead\n"),
    (": lead", "- 2026-01-15 call: \\: lead\n"),
    ("-lead", "- 2026-01-15 call: -lead\n"),
    ("2026-01-01 call: x", "- 2026-01-15 call: 2026-01-01 call: x\n"),
    ("a\nb\n\n\nc", "- 2026-01-15 call: a\n  b\n\n  c\n"),
    ("a\r\nb\rc", "- 2026-01-15 call: a\n  b\n  c\n"),
    ("a\n2026-01-01 call: x", "- 2026-01-15 call: a\n  2026-01-01 call: x\n"),
    ("a\n- b\n- c\nd", "- 2026-01-15 call: a\n  - b\n  - c\n  d\n"),
    ("a\n- [ ] b", "- 2026-01-15 call: a\n  \\- [ ] b\n"),
    ("a\n□b", "- 2026-01-15 call: a\n  \\□b\n"),
    ("a\n# b", "- 2026-01-15 call: a\n  \\# b\n"),
    ("a\n| b", "- 2026-01-15 call: a\n  \\| b\n"),
    ("a\n> b", "- 2026-01-15 call: a\n  \\> b\n"),
    ("a\n```\nb", "- 2026-01-15 call: a\n  \\```\n  b\n"),
    ("a <!-- b", "- 2026-01-15 call: a <\\!-- b\n"),
    ("a %% private %% b", "- 2026-01-15 call: a %\\% private %% b\n"),
    ("a ％％非公開％％ b", "- 2026-01-15 call: a ％\\％非公開％％ b\n"),
    ("a `b", "- 2026-01-15 call: a `b\n"),
    ("[[Ben]]'s dog ![[pic.png]]", "- 2026-01-15 call: [[Ben]]'s dog ![[pic.png]]\n"),
    ("  a  ", "- 2026-01-15 call: a\n"),
    ("x (30m)", "- 2026-01-15 call: x (30m)\n"),
    ("a\x85b\u2028c", "- 2026-01-15 call: a\x85b\u2028c\n"),
    ("word " * 2000 + "end", "- 2026-01-15 call: " + "word " * 2000 + "end\n"),
]


@pytest.mark.parametrize(("words", "new"), TEXTS)
def test_a_text_may_hold_anything(words: str, new: str) -> None:
    insert("", new, "- 2026-01-10 call: x\n", words=words)


HEADS = [
    ("gave thanks", "x", "- 2026-01-15 gave thanks: x\n"),
    ("call [[Ben Ito]]", "x", "- 2026-01-15 call [[Ben Ito]]: x\n"),
    ("had lunch with [[Ben]]", "x", "- 2026-01-15 had lunch with [[Ben]]: x\n"),
    ("note", "x", "- 2026-01-15 note: x\n"),
    ("heard", "", "- 2026-01-15 heard:\n"),
    ("電話", "x", "- 2026-01-15 電話: x\n"),
    ("call", "no answer", "- 2026-01-15 call: no answer\n"),
]


@pytest.mark.parametrize(("head", "words", "new"), HEADS)
def test_a_head_is_always_written(head: str, words: str, new: str) -> None:
    insert("", new, "- 2026-01-10 call: x\n", head, words)


def test_how_it_was_received_ends_the_line() -> None:
    source = Source("people/a.md", b"- 2026-01-10 call: x\n")
    edit = add_entry(source, CONFIG, DAY, "gave gift", "tea\nin a tin", received="loved it")

    assert "- 2026-01-15 gave gift: tea → loved it\n  in a tin\n- 2026-01-10 call: x\n" == result(source, edit).text


def test_a_cell_holds_pipes_and_lines() -> None:
    table = "| Day | What |\n|---|---|\n"
    new = "| 2026-01-15 | call: a\\|b [[X\\|y]]<br>c |\n"
    insert(table, new, "| 2026-01-10 | call: x |\n", words="a|b [[X|y]]\nc")


def test_further_lines_stand_below_a_dated_heading() -> None:
    before, after = "# A\n\nAbout.\n\n", "## 2026-01-10 call: x\n\ntext\n"
    insert(before, "## 2026-01-15 call: a\n\nb\n\nc\n\n", after, words="a\nb\n\nc")
    insert("", "## 2026-01-15 call: a\n\nb\n\n", "## 2026-01-10 call: x\n", words="a\nb")


def test_order_is_the_config_s_where_the_file_has_none() -> None:
    source = Source("people/a.md", b"- 2026-01-10 call: x\n")
    edit = add_entry(source, OLDEST, DAY, "call", "y")

    assert "- 2026-01-10 call: x\n- 2026-01-15 call: y\n" == result(source, edit).text


def test_a_japanese_vault_begins_a_japanese_log() -> None:
    source = Source("people/a.md", "# 佐藤\n".encode())
    edit = add_entry(source, JAPANESE, DAY, "電話", "引越し")

    assert "# 佐藤\n\n## 記録\n- 2026-01-15 電話：引越し\n" == result(source, edit).text


def test_bom_and_cp932_and_other_bytes_stay() -> None:
    bom = Source("people/a.md", BOM + b"- 2026-01-10 call: x\n")
    old = Source("people/a.md", "・2026/1/10 電話：引越\n".encode("cp932"))
    odd = Source("people/a.md", b"- 2026-01-10 call: \x81 x\n")

    assert BOM + b"- 2026-01-15 call: y\n- 2026-01-10 call: x\n" == result(bom, add(bom, "call", "y")).data
    assert "・2026/1/15 電話：猫\n".encode("cp932") + old.data == result(old, add(old, "電話", "猫")).data
    assert "- 2026-01-15 call: é\n".encode() + odd.data == result(odd, add(odd, "call", "é")).data


def add(source: Source, head: str, words: str):  # type: ignore[no-untyped-def]
    return add_entry(source, CONFIG, DAY, head, words)


def test_kinds_of_introductions_and_wishes() -> None:
    intro = '---\ntype: intro\nbetween: ["[[A]]", "[[B]]"]\n---\n'
    expected = intro + "\n## Log\n- 2026-01-15 asked [[A]]: x\n"
    wish = "---\nstatus: wish\n---\n## Log\n"

    assert expected == added(intro, "asked [[A]]", "x", path="intros/a-b.md")
    assert wish + "- 2026-01-15 bought: the book\n" == added(wish, "bought", "the book")


REFUSED = [
    ("# A\n", "gossip", "x", "people/a.md: “gossip” does not begin with a word of the log"),
    ("# A\n", "gave", "x", "people/a.md: “gave” does not begin"),
    ("# A\n", "asked", "x", "people/a.md: “asked” does not begin"),
    ("# A\n", "", "x", "people/a.md: “” does not begin"),
    ("# A\n", "call", "a\0b", "people/a.md: U+0000 cannot be written in a note"),
    ("<<<<<<< ours\n=======\n>>>>>>> theirs\n", "call", "x", "people/a.md:1: git could not merge"),
    ("---\nname: [\n---\n", "call", "x", "people/a.md:2: "),
    ("---\nname: x\n", "call", "x", "people/a.md:1: this front matter is never closed"),
    ("---\ntype: digest\n---\n", "call", "x", "people/a.md:1: this file was written by a program"),
    ("<!--", "call", "\ud800", "people/a.md: “U+D800” cannot be written in UTF-8"),
]


@pytest.mark.parametrize(("text", "head", "words", "message"), REFUSED)
def test_what_cannot_be_done_safely_is_refused(text: str, head: str, words: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        added(text, head, words, path="people/a.md")

    assert message == str(refused.value)[: len(message)]
    assert "\n" not in str(refused.value)


def test_a_sign_that_an_old_encoding_lacks_is_refused() -> None:
    source = Source("people/a.md", "・2026/1/10 電話：引越\n".encode("cp932"))
    with pytest.raises(Refused, match="“🎉” cannot be written in CP932"):
        add(source, "電話", "🎉")


# Daily notes

DAILY = [
    ("", "call [[Ben]]: x", "- call [[Ben]]: x\n", ""),
    ("- a\n- b\n  c\n", "call [[Ben]]: x", "- call [[Ben]]: x\n", "\n## Tasks\n- [ ] x\n"),
    ("* a", "call [[Ben]]: x", "\n* call [[Ben]]: x\n", ""),
    ("Text.\n", "call [[Ben]]: x", "\n- call [[Ben]]: x\n", ""),
    ("## Log\n", "call [[Ben]]: x", "- call [[Ben]]: x\n", "\n## Other\n- y\n"),
    ("1. a\n2. b\n", "call [[Ben]]: x\ny", "3. call [[Ben]]: x\n   y\n", ""),
    ("- a\n", "[ ] x", "- \\[ ] x\n", ""),
    ("- a\n", "- x", "- \\- x\n", ""),
    ("- a\n", "plain", "- plain\n", ""),
    ("## 記録\n・[[佐藤]]と会食\n", "電話 [[佐藤]]：x", "・電話 [[佐藤]]：x\n", "\n## メモ\n・y\n"),
]


@pytest.mark.parametrize(("before", "text", "new", "after"), DAILY)
def test_an_item_ends_the_list_of_a_day(before: str, text: str, new: str, after: str) -> None:
    source = Source("journal/2026-01-15.md", (before + after).encode())

    assert before + new + after == result(source, add_to_day(source, CONFIG, source.path, text)).text


def test_a_new_day_begins_with_its_template() -> None:
    template = "# Thursday\n\n## Log\n\n## Tasks\n- [ ] rest\n"
    edit = add_to_day(None, CONFIG, "journal/2026-01-15.md", "call [[Ben]]: x", template=template)
    expected = "# Thursday\n\n## Log\n\n- call [[Ben]]: x\n\n## Tasks\n- [ ] rest\n"

    assert ("", expected) == (edit.digest, edit.changes[0].text)
    assert "--- /dev/null\n+++ b/journal/2026-01-15.md\n" in diff(Source(edit.path, b""), edit)


@pytest.mark.parametrize(("path", "text"), [("people/a.md", "x"), ("journal/2026-01-15.md", " \n")])
def test_a_day_refuses_what_is_none(path: str, text: str) -> None:
    with pytest.raises(Refused):
        add_to_day(Source(path, b"# A\n"), CONFIG, path, text)


# Laws

LINES = st.sampled_from(
    [
        *("# Aiko\n", "\n", "Prose.\n", "## Log\n", "## Life events\n", "## Private\n", "### 2025\n", "## Promises\n"),
        *(
            "- 2026-01-10 call: x\n",
            "- 2025-12-01 coffee [[Ben]]: y\n",
            "  more\n",
            "  - nested\n",
            "- 2026-02-01 meal\n",
        ),
        *("・2026/1/3(土) 電話：z\n", "2025-11-03 talked\n", "## 2025-10-01 met\n", "* **2025-09-01** — call — w\n"),
        *("- [ ] send x 📅 2026-02-01\n", "- [x] call ✅ 2025-08-01\n", "| 2025-07-01 | call | q |\n", "> quote\n"),
        *(
            "```\n",
            "<!-- x -->\n",
            "<!--\n",
            "%% private %%\n",
            "%% /private %%\n",
            "- 11/20 call: short\n",
            "- item\n",
        ),
        *("<!-- prm:begin -->\n", "<!-- prm:end -->\n", "\t- 2025-06-01 call\n", "- 2025-13-45 call\n", "～\n"),
    ]
)
NOTES = st.lists(LINES, max_size=14).map("".join)
WORDS = st.text(st.sampled_from("ab [|#`-:>\n\r%<!é猫📅→・□.12\\~]"), max_size=40)
HEAD = st.sampled_from(["call", "gave thanks", "電話", "coffee [[Tom]]", "note"])
DAYS = st.dates(date(2025, 6, 1), date(2026, 3, 1))


@settings(max_examples=MANY, deadline=None)
@given(NOTES, DAYS, HEAD, WORDS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_an_added_entry_reads_back_and_all_else_stays(
    text: str, day: date, head: str, words: str, newline: str, front: bool
) -> None:
    text = ("---\nname: Aiko\n---\n" * front + text).replace("\n", newline)
    source = Source("people/aiko.md", text.encode())
    try:
        edit = add_entry(source, CONFIG, day, head, words)
    except Refused:
        return
    after = result(source, edit)
    reader = Reader(CONFIG)
    before, now = reader.read(source), reader.read(after)
    ((start, end), new) = edit.changes[0]

    assert (1, start) == (len(edit.changes), end)
    assert source.data[: source.byte(start)] + new.encode() + source.data[source.byte(start) :] == after.data
    assert len(before.entries) + 1 == len(now.entries)
    assert [task.text for task in before.tasks] == [task.text for task in now.tasks]
    assert before.values == now.values
    days = [(entry.day, entry.text) for entry in now.entries]
    for entry in before.entries:
        days.remove((entry.day, entry.text))
    assert day.isoformat() == days[0][0]


def test_random_adds_are_seldom_refused() -> None:
    refused = []
    for words in ("a", "a\nb", "- x\n# y", "%% private %%"):
        for text in ("# A\n", "- 2026-01-10 call: x\n- 2025-01-10 call: y\n", "## 2026-01-10 call\n"):
            try:
                added(text, words=words)
            except Refused as error:
                refused.append(str(error))
    assert [] == refused


@settings(max_examples=MANY // 10, deadline=None)
@given(
    st.sampled_from(["", "- 2026-01-10 call: x\n", "# A\n\n## 2026-01-10 call\n\ntext\n", "・2026/1/3(土) 電話：z\n"]),
    st.sampled_from(["oldest", "newest"]),
    st.lists(st.integers(0, 400), min_size=30, max_size=30),
)
def test_many_adds_keep_their_order(text: str, order: str, offsets: list[int]) -> None:
    config, _ = read_config(f'[log]\norder = "{order}"')
    source = Source("people/aiko.md", text.encode())
    for number, offset in enumerate(offsets):
        edit = add_entry(source, config, DAY - timedelta(days=offset), "call", f"line {number}\nmore {number}")
        source = result(source, edit)
    days = [entry.day for entry in Reader(config).read(source).entries]

    assert len(offsets) + bool(text) == len(days)
    assert sorted(days, reverse=order == "newest") == days
