"""Short ways of reading give what the long ways give: usual lines, one link, words that say it was tried, days."""

from __future__ import annotations

from contextlib import ExitStack
from unittest.mock import patch

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.model import entries
from prm.model import vocabulary
from prm.model.config import read_config
from prm.model.log import Log
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.model.vocabulary import Vocabulary
from prm.text import days
from prm.text.days import day_in_name
from prm.text.pattern import Pattern
from prm.text.source import Source

TOML = (
    "",
    '[kinds.sauna]\naliases = ["steam bath", "サウナ"]\n[kinds.favour]\naliases = ["favour"]\ngive = true\n',
    '[kinds.zero]\naliases = ["re: zero", "call — of duty", "…"]\n[kinds.tried]\naliases = ["x-é", "none: at all"]\n',
)
READERS = tuple(Reader(read_config(text)[0]) for text in TOML)
PATHS = ("people/a.md", "journal/2026-11-20.md", "notes/a.md", "intros/a.md", "meetings/2026-11-10 a.md")


def in_full(reader: Reader, source: Source) -> Note:
    """Return what a file means where no line is read the short way."""
    with patch.object(Log, "usual", return_value=False), patch.object(Log, "_brief", return_value=False):
        return reader.read(source)


DAYS = (
    "2026-10-02",
    "2026-11-20",
    "2026-02-30",
    "2026-02-29",
    "2024-02-29",
    "2026-01-31",
    "2026-06-31",
    "2026-04-30",
    "0000-01-01",
    "２０２６-10-02",
    "2026-1-2",
    "11/20",
)
HEADS = (
    *(
        "coffee",
        "call",
        "Call",
        "had a call",
        "the lunch with",
        "e-mail",
        "gave thanks",
        "got help from",
        "gave",
        "note",
    ),
    *(
        "card",
        "heard",
        "no answer",
        "電話",
        "お茶",
        "会いました",
        "お土産をもらった",
        "LINEで",
        "sauna",
        "steam bath",
        "favour",
    ),
    *(
        "re",
        "call — of duty",
        "moved house",
        "Mon",
        "to 2026",
        "T14",
        "午後2時",
        "introduced",
        "asked",
        "talked of the",
        "",
    ),
)
STOPS = (": ", " — ", " - ", "：", ":", " ", " : ", ":  ", "： ", " | ", ": - ", ". ", "。", "")
TEXTS = (
    *(
        "the boat",
        "[[Ben]] and the boat",
        "no answer",
        "had no answer",
        "不在。また",
        "電話したが出ず",
        "missed it",
        "x",
    ),
    *(
        "about [[Tom]] (30m)",
        "gift → liked it",
        "@[[Ben]] said. So",
        "none: at all",
        "x-éa",
        "zero",
        "of duty",
        "ﬁn",
        "",
    ),
    *("[[Ben]]の件", "see https://x.org/a: b", "12:30 then", "（1時間）", "nO Answer", "ſ", "… and so on"),
)
LINES = st.tuples(
    st.sampled_from(["- ", "* ", "  - ", "", "・", "## ", "- [x] ", "> "]),
    st.sampled_from(DAYS),
    st.sampled_from([" ", "", ": ", "  ", " 14:00 ", " Fri "]),
    st.sampled_from(HEADS),
    st.sampled_from([*STOPS, " [[Ben]]: ", " with [[Ben]] "]),
    st.sampled_from(TEXTS),
).map("".join)
OTHERS = st.sampled_from(
    ["", "## Career", "## Log", "  and more [[Ann]]", "| 2026-11-20 | call | x |", "- 10/03 call: y"]
)


@settings(max_examples=600)
@given(st.sampled_from(READERS), st.sampled_from(PATHS), st.lists(LINES | LINES | OTHERS, max_size=6))
@example(READERS[0], "people/a.md", ["- 2026-10-02 call: no answer", "- 2026-10-02 coffee: [[Ben]] moved"])
@example(READERS[2], "people/a.md", ["- 2026-10-02 re: zero", "- 2026-10-02 call — of duty: x"])
@example(READERS[0], "journal/2026-11-20.md", ["- 2026-10-02 call: [[Ben]] said", "- 10/03 call: [[Ben]]"])
def test_usual_lines_read_as_any_others(reader: Reader, path: str, lines: list[str]) -> None:
    source = Source(path, "\n".join(lines).encode())

    assert in_full(reader, source) == reader.read(source)


@pytest.mark.parametrize("line", ["- 2026-10-02 coffee: x", "* 2026-10-02 moved house", "- 2026-10-02 お茶：[[Ben]]と"])
def test_usual_lines_are_read_the_short_way(line: str) -> None:
    with patch.object(Log, "dated", side_effect=AssertionError):
        assert 1 == len(READERS[0].read(Source("people/a.md", line.encode())).entries)


@pytest.mark.parametrize("line", ["- **2026-10-02** coffee: x", "- 2026-10-02 Fri: call: x", "2026年10月2日 お茶：x"])
def test_a_head_of_words_is_read_once_behind_any_day(line: str) -> None:
    reader = Reader(read_config("")[0])
    twice = Source("people/a.md", f"{line}\n\n{line}".encode())
    with patch("prm.model.entries.read_content", side_effect=entries.read_content) as asked:
        assert 2 == len(reader.read(twice).entries)
    assert 1 == asked.call_count


GLANCES = ("_is_outside", "_is_one_sentence", "_stands_alone", "_took_part")
WORDS = (
    *(
        "We had lunch with ",
        "call ",
        "[[Ben]]",
        "[[Ben]] and [[Ann]]",
        "[[re: b. c]]",
        "@[[Tom about]]",
        "[a: b. c](x)",
    ),
    *(
        "[x](http://a.b/c. d)",
        " about ",
        " re ",
        "About",
        "'s boat",
        "’s",
        "の件",
        "さんと",
        " with ",
        ": ",
        " - ",
        "：",
    ),
    *(". ", "。", "? ", "!", " Dr. ", " e.g. ", "...", "want to ", "ran into ", "https://call.org ", "a@call.org "),
    *(
        "WwW.call.org ",
        "www",
        "電話した",
        "電話する予定",
        "\u017f",
        "I should ",
        "- ",
        "- 2026-10-02 ",
        "\n",
        "[",
        "](",
        "]]",
    ),
)


@settings(max_examples=800)
@given(st.sampled_from(READERS), st.sampled_from(PATHS), st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
@example(READERS[0], PATHS[1], "- call [[Ben]]: about the boat")
@example(READERS[0], PATHS[1], "We had lunch with [[re: b. c]] by the river. And [[Ann]] about [[Tom]].")
@example(READERS[0], PATHS[1], "lunch: https://call.org [[Ben]] a@call.org coffee WwW.call.org")
def test_a_glance_at_a_line_sees_what_a_long_look_sees(reader: Reader, path: str, text: str) -> None:
    source = Source(path, text.encode())

    with ExitStack() as patched:
        for name in GLANCES:
            patched.enter_context(patch.object(entries, name, return_value=False))
        patched.enter_context(patch.object(vocabulary, "_MAY_BE_NO_WORDS", Pattern("")))
        expected = reader.read(source)

    assert expected == reader.read(source)


@settings(max_examples=400)
@given(st.sampled_from(TOML), st.lists(st.sampled_from([*TEXTS, *HEADS, " ", "the ", "’"]) | st.text(max_size=3)))
@example(TOML[0], ["nO Answer"])
@example(TOML[2], ["x-É"])
def test_a_first_look_misses_nothing_that_was_tried(toml: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    short, long = (Vocabulary(read_config(toml)[0]) for _ in range(2))
    long.__dict__["_may_begin_tried"] = lambda *_: True

    assert long.tried(text, 0, len(text)) == short.tried(text, 0, len(text))


NAMES = st.lists(
    st.sampled_from(
        [
            *(
                "2026-11-20",
                "20261120",
                "2026_11_20",
                "2026年11月20日",
                "令和8年11月20日",
                "令和元年5月1日",
                "R8.11.20",
            ),
            *(
                "15 Apr 1990",
                "15th Apr, 1990",
                "Apr 15, 1990",
                "Apr. 3rd 1990",
                "２０２６－１１－２０",
                "Aiko",
                "1077",
                " ",
            ),
            *("-", "(", ")", "元", "　", "\xa0", "T10", "call", "1", "S55/4/17", "M1.1.1"),
        ]
    )
    | st.text(max_size=4),
    max_size=5,
).map("".join)


@settings(max_examples=500)
@given(NAMES)
def test_a_first_look_misses_no_day_in_a_name(name: str) -> None:
    with patch.object(days, "_MAY_BE_DAY", Pattern("")):
        expected = day_in_name(name)

    assert expected == day_in_name(name)
