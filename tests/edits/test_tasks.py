"""Promises and tasks: one line changes, and it means what was asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.body.tasks import add_promise
from prm.edits.body.tasks import drop
from prm.edits.body.tasks import reschedule
from prm.edits.body.tasks import tick
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Edit
from prm.text.source import Source

MANY = 60 if os.environ.get("CI") == "true" else 200
CONFIG, _ = read_config("")
JAPANESE, _ = read_config('lang = "ja"')
DAY = date(2026, 1, 15)
Do = Callable[[Source], Edit]


def promise(text: str, owner: str = "me", due: str = "") -> Do:
    return lambda source: add_promise(source, CONFIG, text, owner, due)


def done(line: int = 1) -> Do:
    return lambda source: tick(source, CONFIG, line, DAY)


def later(due: str, line: int = 1) -> Do:
    return lambda source: reschedule(source, CONFIG, line, due)


def dropped(line: int = 1) -> Do:
    return lambda source: drop(source, CONFIG, line)


CASES = [
    ("", promise("a"), "## Promises\n- [ ] a\n"),
    ("# A\n", promise("a", due="2026-11-25"), "# A\n\n## Promises\n- [ ] a due:2026-11-25\n"),
    ("# A\n", promise("a", due="2026/11/5"), "# A\n\n## Promises\n- [ ] a due:2026-11-05\n"),
    ("# A\n", promise("a", "them", "2026-W49"), "# A\n\n## Promises\n- [ ] @them a due:2026-W49\n"),
    ("# A\n", promise("a", "[[Tom]]"), "# A\n\n## Promises\n- [ ] @[[Tom]] a\n"),
    ("# A\n", promise("[[Ben]]: a"), "# A\n\n## Promises\n- [ ] @me [[Ben]]: a\n"),
    ("# A\n", promise("a\nb  c"), "# A\n\n## Promises\n- [ ] a b c\n"),
    ("# A\n", promise("tell @them"), "# A\n\n## Promises\n- [ ] @me tell @them\n"),
    ("# A\n* x\n", promise("a"), "# A\n* x\n\n## Promises\n* [ ] a\n"),
    ("# A\n\nB\n\n## Private\nx\n", promise("a"), "# A\n\nB\n\n## Promises\n- [ ] a\n\n## Private\nx\n"),
    ("## Promises\n- [ ] x\n", promise("a"), "## Promises\n- [ ] x\n- [ ] a\n"),
    ("## Promises\n- [ ] x", promise("a"), "## Promises\n- [ ] x\n- [ ] a\n"),
    ("## Promises\n- [ ] x\n  more\n- [x] y\n", promise("a"), "## Promises\n- [ ] x\n  more\n- [ ] a\n- [x] y\n"),
    ("## Promises\n- [x] y\n\n## Log\n", promise("a"), "## Promises\n- [x] y\n- [ ] a\n\n## Log\n"),
    ("## Promises\n\n- [x] y\n", promise("a"), "## Promises\n\n- [x] y\n- [ ] a\n"),
    ("## Promises\n- [ ] x 📅 2026-01-01\n", promise("a", due="2026-02-01"), None),
    ("## Promises\r\n- [ ] x\r\n", promise("a"), "## Promises\r\n- [ ] x\r\n- [ ] a\r\n"),
    ("## 約束\n□買う\n", promise("送る"), "## 約束\n□買う\n□送る\n"),
    ("## 約束\n・☑ 買う\n", promise("送る"), "## 約束\n・☑ 買う\n・☐ 送る\n"),
    ("## 約束\n", promise("送る", "them"), "## 約束\n- [ ] @them 送る\n"),
    ("- [ ] a\n", done(), "- [x] a ✅ 2026-01-15\n"),
    ("- [ ] a  \n", done(), "- [x] a ✅ 2026-01-15  \n"),
    ("- [ ] a ^id-1\n", done(), "- [x] a ✅ 2026-01-15 ^id-1\n"),
    ("- [ ] a due:2026-01-01\n", done(), "- [x] a due:2026-01-01 done:2026-01-15\n"),
    ("- [ ] a 📅 2026-01-01\n- [x] b done:2025-01-01\n", done(), None),
    ("- [ ] a (2026-01-01)\n", done(), "- [x] a (2026-01-01) ✅ 2026-01-15\n"),
    ("- [ ] @them a [[Ben]]\n", done(), "- [x] @them a [[Ben]] ✅ 2026-01-15\n"),
    ("- [ ] call [[Ben]]\r\n- [ ] b\r\n", done(), "- [x] call [[Ben]] ✅ 2026-01-15\r\n- [ ] b\r\n"),
    ("- [ ] a\n  - [ ] b\n", done(2), "- [ ] a\n  - [x] b ✅ 2026-01-15\n"),
    ("□買う", done(), "☑買う ✅ 2026-01-15"),
    ("・☐ 買う\n", done(), "・☑ 買う ✅ 2026-01-15\n"),
    ("- [\u3000] a\n", done(), "- [x] a ✅ 2026-01-15\n"),
    ("## Research\n- [ ] a\n", done(2), "## Research\n- [x] a ✅ 2026-01-15\n"),
    ("- [ ] a 📅 2026-01-01 b\n", later("2026-02-02"), "- [ ] a 📅 2026-02-02 b\n"),
    ("- [ ] a due:2026/1/1\n", later("2026-02-02"), "- [ ] a due:2026/2/2\n"),
    ("- [ ] a due:: [[2026-01-01]] b\n", later("2026-02-02"), "- [ ] a due:: [[2026-02-02]] b\n"),
    ("- [ ] a due:2026-W03 b\n", later("2026-02"), "- [ ] a due:2026-02 b\n"),
    ("- [ ] a 期限：2026年1月1日\n", later("2026-02-02"), "- [ ] a 期限：2026年2月2日\n"),
    ("- [ ] a (2026-01-01)\n", later("2026-02-02"), "- [ ] a (2026-02-02)\n"),
    ("- [ ] a\n", later("2026-02-02"), "- [ ] a due:2026-02-02\n"),
    ("- [ ] a\n- [ ] b 📅 2026-01-01\n", later("2026-02-02"), "- [ ] a 📅 2026-02-02\n- [ ] b 📅 2026-01-01\n"),
    ("- [ ] a due:2026-02-02\n", later("2026-02-02"), "- [ ] a due:2026-02-02\n"),
    ("- [ ] a due:soon\n", later("2026-02-02"), "- [ ] a due:2026-02-02\n"),
    ("- [ ] a\n", dropped(), "- [-] a\n"),
    ("- [ ] @them [[A]] [[B]] x\n", dropped(), "- [-] @them [[A]] [[B]] x\n"),
    ("□買う\n", dropped(), "- [-] 買う\n"),
    ("・□ 買う\n", dropped(), "・[-] 買う\n"),
]
AFTER = {
    "## Promises\n- [ ] x 📅 2026-01-01\n": "## Promises\n- [ ] x 📅 2026-01-01\n- [ ] a 📅 2026-02-01\n",
    "- [ ] a 📅 2026-01-01\n- [x] b done:2025-01-01\n": (
        "- [x] a 📅 2026-01-01 done:2026-01-15\n- [x] b done:2025-01-01\n"
    ),
}


@pytest.mark.parametrize(("text", "do", "after"), CASES)
def test_a_task_changes_alone(text: str, do: Do, after: str | None) -> None:
    source = Source("people/aiko.md", text.encode())

    assert (after or AFTER[text]) == result(source, do(source)).text


def test_the_heading_is_in_the_vault_s_language() -> None:
    source = Source("people/a.md", "# 佐藤\n".encode())

    assert "# 佐藤\n\n## 約束\n- [ ] 送る\n" == result(source, add_promise(source, JAPANESE, "送る")).text


def test_an_old_encoding_gets_no_sign_it_lacks() -> None:
    source = Source("people/a.md", "- [ ] 買う\n".encode("cp932"))

    assert "- [x] 買う done:2026-01-15\n".encode("cp932") == result(source, tick(source, CONFIG, 1, DAY)).data


REFUSED = [
    ("# A\n", promise(" "), "people/a.md: a promise needs some words"),
    ("# A\n", promise("a", "Ben"), "people/a.md: “Ben” cannot owe it; write me, them or a link"),
    ("# A\n", promise("a", due="soon"), "people/a.md: “soon” is no date that can be read"),
    ("# A\n", promise("a", due="--02-03"), "people/a.md: “--02-03” has no year"),
    ("# A\n", promise("pay due:2026-01-01"), "people/a.md: this cannot be written safely (part of “pay due:"),
    ("# A\n", promise("✅ 2026-01-01 x"), "people/a.md: this cannot be written safely ("),
    ("# A\n", promise("a\x07"), "people/a.md: U+0007 cannot be written"),
    ("- a\n", done(), "people/a.md:1: there is no task on this line"),
    ("- [ ] a\n", done(9), "people/a.md:9: there is no task on this line"),
    ("- [x] a\n", done(), "people/a.md:1: this task is done already"),
    ("- [-] a\n", done(), "people/a.md:1: this task was dropped"),
    ("- [x] a\n", dropped(), "people/a.md:1: this task is done already"),
    ("- [-] a\n", dropped(), "people/a.md:1: this task was dropped already"),
    ("```\n- [ ] a\n", done(2), "people/a.md:2: there is no task on this line"),
    ("- [ ] a\n", later("whenever"), "people/a.md: “whenever” is no date that can be read"),
]


@pytest.mark.parametrize(("text", "do", "message"), REFUSED)
def test_what_cannot_be_done_safely_is_refused(text: str, do: Do, message: str) -> None:
    with pytest.raises(Refused) as refused:
        do(Source("people/a.md", text.encode()))

    assert message == str(refused.value)[: len(message)]


LINES = st.sampled_from(
    [
        *("# A\n", "\n", "## Promises\n", "## Log\n", "## Private\n", "- 2026-01-10 call: x\n", "  more\n", "text\n"),
        *("- [ ] send x\n", "- [ ] @them y 📅 2026-02-01\n", "* [ ] z due:2026-03-01 ^a\n", "□買う\n", "- [x] done\n"),
        *("  - [ ] nested\n", "- [ ] call [[Ben]] (2026-01-01)\n", "> - [ ] quoted\n", "```\n", "<!-- x -->\n"),
    ]
)


@settings(max_examples=MANY, deadline=None)
@given(
    st.lists(LINES, max_size=12).map("".join),
    st.integers(1, 12),
    st.sampled_from(["tick", "later", "drop", "promise"]),
    st.text(st.sampled_from("ab [|#`-:@>%<!猫📅✅(2026-01)\n"), max_size=20),
)
def test_random_changes_of_tasks_change_one_line(text: str, line: int, doing: str, words: str) -> None:
    source = Source("people/aiko.md", text.encode())
    todo = {"tick": done(line), "later": later("2026-05-05", line), "drop": dropped(line), "promise": promise(words)}
    try:
        edit = todo[doing](source)
    except Refused:
        return
    after = result(source, edit)
    before, now = Reader(CONFIG).read(source), Reader(CONFIG).read(after)
    old, new = text.splitlines(), after.text.splitlines()
    changed = [at for at in range(len(old)) if old[at] != new[at]] if doing != "promise" else []

    assert changed in ([], [line - 1])
    assert len(before.tasks) + (doing == "promise") == len(now.tasks)
    assert [e.text for e in before.entries if e.kind] == [e.text for e in now.entries if e.kind][
        : len(before.entries)
    ] or (doing == "tick")
