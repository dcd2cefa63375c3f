"""Ordinary front matter says what YAML says it does, and what is not ordinary is left to YAML."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.text import frontmatter
from prm.text.diagnostics import Problem
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Unreadable
from prm.text.ordinary import read_ordinary

BASE = 4


def by_yaml(block: str) -> tuple[Pair, ...] | None:
    """Return what YAML makes of a block: its pairs, or None where it has something to say against it."""
    problems: list[Problem] = []
    try:
        root = frontmatter._build(block, BASE, problems)
    except Unreadable:
        return None
    return root.pairs if isinstance(root, Pairs) and not problems else None


ORDINARY = (
    "name: Aiko Sato\n",
    "name: 佐藤　愛子\nよみ: さとう あいこ\n",
    "phone: +81 90 1234\nurl: https://x.org/a?b=c&d\nwhen: 12:30\nsays: she said:no\n",
    "tags: [a, b c,d]\nname: x\n",
    "tags: [person]\naliases: [\"A, B\", 'C: d', E , f]\n",
    "aliases:\n  - one\n  - \"two: 2\"\n  - '[[Three]]'\n  - [[Four]]\nname: x\n",
    "aliases:\n- one\n- two\nname:\n",
    "a:\nb:  \nc:\n",
    "org: [[Hall Inc]]\n",
    "work email: \"a@b\"\nlast-contact: '2026-01-01'\n_x: ~\n",
    "empty: \"\"\nnone: ''\n",
    "a: b\na: c\n",
    "lists:\n  - [a, b]\n  - c\n",
    'met:\n  date: 2014-01-14\n  at: Mill Press\n  through: "[[Ada]]"\nname: x\n',
    'met: {date: "2013-07-22", at: the fair , through: [[Ada]]}\n',
    "org:\n  - {org: 'Hall, Inc', role: cook}\n  - {org: Choir,role: alto}\n",
    "by:\n  email: [a, b]\n  where: {a: b}\n",
    "# old\nEMAIL[HOME]: a@b\n# older\nn.gn:\n# oldest\n  - x\n  # x\n"[:-6],
)


@pytest.mark.parametrize("block", ORDINARY)
def test_ordinary_blocks_need_no_yaml(block: str) -> None:
    found = read_ordinary(block, BASE)

    assert found is not None
    assert by_yaml(block) == tuple(found)


@pytest.mark.parametrize(
    "block",
    [
        *(
            "a: x # c\n",
            "# c\n",
            "a:\n  # c\n  - x\n",
            "a: x\n\nb: y\n",
            "a: x\n  y\n",
            "a: b: c\n",
            "a: [x, [y]]\n",
            "a: {x: {y: z}}\n",
        ),
        *("a: |\n  x\n", "a: *x\n", "a: &x y\n", "a: !t x\n", "a: @x\n", "a: - x\n", 'a: "x\\n"\n', "a: 'it''s'\n"),
        *('a: "x" y\n', "a: [x: y]\n", 'a: ["x":y]\n', "a: [x\n", "a: x\u2028y\n", "a: x\0\n", "a: x\x85\n", "? a\n"),
        *(
            "a:\tx\n",
            "a: x \n",
            "a:  x\n",
            "a:x\n",
            "- x\n",
            "a: x\n- y\n",
            "a:\n  - x\n- y\n",
            "a:\n  -\n",
            "a:\n  b:\n",
            "a:\n  b: c\n  - d\n",
            "a:\n  b: c\n d: e\n",
            "a: x\n  b: c\n",
            "a:\n  b: c\n  B: d\n",
            "a: {b: c, b: d}\n",
            "a:\n  - {b: c, b: d}\n",
            "a: {b}\n",
            "a: {b:c}\n",
            "  a: b\n",
            "a: x\r\n",
        ),
        *("a: {{title}}\n", "a: [[x]], [[y]]\n", "a: [x,]\n", "a: [#x]\n", "a: x:\n", "a", "", "---\n", "a: x\n...\n"),
        "a: " + 16_000 * "x" + "\n",
    ],
)
def test_anything_else_is_left_to_yaml(block: str) -> None:
    assert read_ordinary(block, BASE) is None


def test_ordinary_front_matter_imports_no_library() -> None:
    code = (
        "import sys; from prm.text.frontmatter import read; read('---\\nname: Aiko\\ntags: [a, b]\\n---\\n# Aiko');"
        "sys.exit(bool({'yaml', 'frontmatter', 'tomllib', 'json'} & set(sys.modules)))"
    )

    assert 0 == run([sys.executable, "-c", code], check=False).returncode


VALUES = st.sampled_from(
    [
        *("", "x", "Aiko Sato", "佐藤 愛子", "2026-01-01", "12:30", "+81 90", "~", "null", "yes", "a#b", "a:b", "a: b"),
        *("[a, b]", "[a,b ,c]", "[]", "[ a ]", "['a', \"b, c\"]", "[a b, 'c']", "[[Ada]]", "[[Ada|x]]", "[[a]] b"),
        *(
            '"x"',
            "'x'",
            '""',
            "''",
            '"a\\n"',
            "'it''s'",
            '"x" y',
            "x, y",
            "x ]",
            "{a: b}",
            "{a: 'b, c', d: [[e]]}",
            "{a: b, a: c}",
            "{a: b ,c: d}",
            "{a:b}",
            "{a: }",
            "{a}",
            "{'a': b}",
            "{a: [b]}",
            "-x",
            "- x",
            "?x",
            "x?",
        ),
        *(
            "@x",
            "`x`",
            "%x",
            "|",
            ">-",
            "*x",
            "&x",
            "!x",
            "=",
            "<<",
            "x  y",
            "x　y",
            "　x",
            "\xa0x",
            "x\x85y",
            "\ufeffx",
        ),
        *("# c", "x # c", "x -", "...", "---", "https://a.b/c?d=e", "a@b.org", "C'est", 'a "b" c', "(x)", "/x", "\\x"),
    ]
)
KEYS = st.sampled_from(
    ["a", "b", "name", "work_email", "last-contact", "full name", "名前", "x1", "_", "A", "1", "a.b", "'q'", "a[b]"]
)
LINES = st.one_of(
    st.tuples(KEYS, st.sampled_from([": ", ":", " : ", ":  ", ":\t"]), VALUES).map("".join),
    st.tuples(st.sampled_from(["- ", "  - ", "    - ", "-", "\t- "]), VALUES).map("".join),
    st.tuples(st.sampled_from(["  ", " ", "    "]), KEYS, st.sampled_from([": ", ":"]), VALUES).map("".join),
    st.sampled_from(["# c", "#", "  # c", "", "  ", "a:", "b:", "  more", "---"]),
    st.text(max_size=8),
)


@settings(max_examples=600)
@given(st.lists(LINES, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines)))
@example("a:\n- x\n- 'y'\nb: [c, \"d\"]\n")
@example("a: [x,y ]\n")
@example("a:\n  b: c\n# d\n  e: {f: g}\n")
def test_what_is_ordinary_is_what_yaml_gives(block: str) -> None:
    found = read_ordinary(block, BASE)

    assert found is None or by_yaml(block) == tuple(found)
