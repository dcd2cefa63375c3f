"""Fields: what is meant changes, nothing else does, in the style that the file has."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest
import yaml
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.front.fields import add_to
from prm.edits.front.fields import remove_from
from prm.edits.front.fields import set_field
from prm.edits.front.fields import set_in
from prm.edits.front.written import is_plain
from prm.edits.front.written import scalar
from prm.edits.proof import Refused
from prm.edits.proof import Shape
from prm.edits.proof import result
from prm.edits.proof import shape
from prm.model.config import read_config
from prm.text.frontmatter import read
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import splice

MANY = 100 if os.environ.get("CI") == "true" else 500
CONFIG, _ = read_config("")
LOOSE = CONFIG._replace(spellings=defaultdict(str))
"""No key means anything here, so that any value will do."""
BOM = b"\xef\xbb\xbf"
Do = Callable[[Source], Edit | None]


def put(key: str, value: str | list[str | dict[str, str]] | dict[str, str] | None) -> Do:
    return lambda source: set_field(source, CONFIG, key, value)


def add(key: str, item: str | dict[str, str]) -> Do:
    return lambda source: add_to(source, CONFIG, key, item)


def take(key: str, item: str | dict[str, str]) -> Do:
    return lambda source: remove_from(source, CONFIG, key, item)


def label(key: str, name: str, value: str | None) -> Do:
    return lambda source: set_in(source, CONFIG, key, name, value)


def text_after(text: str, do: Do) -> str:
    source = Source("people/ada.md", text.encode())
    edit = do(source)
    assert edit is not None
    return result(source, edit).data.decode()


def block(lines: str) -> str:
    return f"---\n{lines}---\n# Ada\n"


SCALARS = [
    ("name: Ada\n", put("name", "Ada L"), "name: Ada L\n"),
    ("name: 'Ada'\n", put("name", "Ada O'Neil"), "name: 'Ada O''Neil'\n"),
    ('name: "Ada"\n', put("name", 'Ada "L"'), 'name: "Ada \\"L\\""\n'),
    ("name:   Ada   # me\nx: 1\n", put("name", "Bo"), "name:   Bo   # me\nx: 1\n"),
    ("BDAY: 1990\n", put("birthday", "1990-04"), "BDAY: 1990-04\n"),
    ("誕生日: 1990\n", put("birthday", "--04-17"), "誕生日: --04-17\n"),
    ("Date_of-Birth: 1990\n", put("bday", "2000-02-29"), "Date_of-Birth: 2000-02-29\n"),
    ("title: Engineer\n", put("role", "Chief"), "title: Chief\n"),
    ("title: Ada\n", put("role", "Chief"), "title: Ada\nrole: Chief\n"),
    ("a: 1\n", put("born", "1990"), "a: 1\nbirthday: 1990\n"),
    ("a: 1\n", put("work_email", "a@x.org"), "a: 1\nwork_email: a@x.org\n"),
    ("a: 1\n", put("Pet name", "Rex"), "a: 1\nPet name: Rex\n"),
    ("a: 1\n", put("no", "x"), 'a: 1\n"no": x\n'),
    ("phone: '1'\n", put("phone", "0123"), "phone: '0123'\n"),
    ("phone: x\n", put("phone", "0123"), 'phone: "0123"\n'),
    ("phone: x\nname: 'a'\n", put("phone", "0123"), "phone: '0123'\nname: 'a'\n"),
    ("phone: x\n", put("phone", "+819012345678"), 'phone: "+819012345678"\n'),
    ("phone: x\n", put("phone", "+81 90 1234"), "phone: +81 90 1234\n"),
    ("x: y\n", put("x", "no"), 'x: "no"\n'),
    ("x: y\n", put("x", "1200"), "x: 1200\n"),
    ("x: y\n", put("x", "1.10"), 'x: "1.10"\n'),
    ("x: y\n", put("x", "12:30"), 'x: "12:30"\n'),
    ("x: y\n", put("x", "2026-01-02"), "x: 2026-01-02\n"),
    ("x: y\n", put("x", "2026-02-30"), 'x: "2026-02-30"\n'),
    ("x: y\n", put("x", "[[X]]"), 'x: "[[X]]"\n'),
    ("x: [[Ben]]\n", put("x", "[[X]]"), 'x: "[[X]]"\n'),
    ("x: y\n", put("x", "@x"), 'x: "@x"\n'),
    ("x: y\n", put("x", "#x"), 'x: "#x"\n'),
    ("x: y\n", put("x", "a: b"), 'x: "a: b"\n'),
    ("x: y\n", put("x", "a #b"), 'x: "a #b"\n'),
    ("x: y\n", put("x", "a#b:c"), "x: a#b:c\n"),
    ("x: y\n", put("x", " a"), 'x: " a"\n'),
    ("x: y\n", put("x", "a\u3000"), 'x: "a\u3000"\n'),
    ("x: y\n", put("x", "時間：夜"), "x: 時間：夜\n"),
    ("x: y\n", put("x", "- a"), 'x: "- a"\n'),
    ("x: y\n", put("x", '"a" \\ b'), "x: '\"a\" \\ b'\n"),
    ("x: y\n", put("x", "a\nb\tc\x85d"), 'x: "a\\nb\\tc\\x85d"\n'),
    ("x: y\n", put("x", ""), 'x: ""\n'),
    ("x: y\n", put("x", "👩\u200d🚀 é"), "x: 👩\u200d🚀 é\n"),
    ("x:\ny: 1\n", put("x", "a"), "x: a\ny: 1\n"),
    ("x:  # c\ny: 1\n", put("x", "a"), "x: a  # c\ny: 1\n"),
    ("x: \ny: 1\n", put("x", "a"), "x: a\ny: 1\n"),
    ("x: ~\n", put("x", "a"), "x: a\n"),
    ("x:\n  # below\ny: 1\n", put("x", "a"), "x: a\n  # below\ny: 1\n"),
    ("x: a\n  b\n  c # d\ny: 1\n", put("x", "z"), "x: z # d\ny: 1\n"),
    ("x: |  # c\n  a\n  b\n\n# d\ny: 1\n", put("x", "z"), "x: z  # c\n\n# d\ny: 1\n"),
    ("x: >-\n   a\n   b\ny: 1\n", put("x", "c\n\nd"), "x: |-\n   c\n\n   d\ny: 1\n"),
    ("x: |\n  a\ny: 1\n", put("x", "a\nb\n"), "x: |\n  a\n  b\ny: 1\n"),
    ("x: 'a'\ny: 'b'\n", put("z", "c"), "x: 'a'\ny: 'b'\nz: 'c'\n"),
    ("? x\n: a\ny: 1\n", put("y", "2"), "? x\n: a\ny: 2\n"),
    ("tags:\n  - a # one\n  # two\n  - b\ny: 1\n", put("tags", "c"), "tags: c\n  # two\ny: 1\n"),
    ("m:\n  a: 1\n  b: 2\ny: 1\n", put("m", "c"), "m: c\ny: 1\n"),
    ("a: 1\n\n# end\n", put("b", "2"), "a: 1\nb: 2\n\n# end\n"),
    ("a: |+\n  x\n\n", put("b", "2"), "a: |+\n  x\n\nb: 2\n"),
    ("a:\n  - x\n  # deep\n", put("b", "2"), "a:\n  - x\nb: 2\n  # deep\n"),
    ("  a: 1\n", put("b", "2"), "  a: 1\n  b: 2\n"),
    ("", put("b", "2"), "b: 2\n"),
    ("# only this\n", put("b", "2"), "# only this\nb: 2\n"),
    ("x: a\r\ny: b\r\n", put("y", "c"), "x: a\r\ny: c\r\n"),
    ("x: 1  \ny: [a]\t\n", put("x", "2"), "x: 2  \ny: [a]\t\n"),
]

REMOVED = [
    ("x: 1 # c\ny: 2\n", put("x", None), "y: 2\n"),
    ("x:\n  - a\n  # in\n  - b\n# below\ny: 2\n", put("x", None), "# below\ny: 2\n"),
    ("x: |\n  a\n\ny: 2\n", put("x", None), "\ny: 2\n"),
    ("x: 1\n", put("x", None), ""),
    ("x: 1\n", put("y", None), "x: 1\n"),
    ("誕生日: 1990\ny: 1\n", put("birthday", None), "y: 1\n"),
]

LISTS = [
    ("tags: [a, b]\n", put("tags", ["a", "c"]), "tags: [a, c]\n"),
    ("tags: [a, b]\n", put("tags", []), "tags: []\n"),
    ("tags: [ a,b ] # c\n", put("tags", ["a", "b", "c"]), "tags: [ a,b,c ] # c\n"),
    ("tags: []\n", put("tags", ["a"]), "tags: [a]\n"),
    ("tags: a\n", put("tags", ["a", "b"]), "tags: [a, b]\n"),
    ("tags: a # c\no:\n- x\n", put("tags", ["a", "b"]), "tags: # c\n- a\n- b\no:\n- x\n"),
    ("tags:\no:\n    - x\n", put("tags", ["a", "b"]), "tags:\n    - a\n    - b\no:\n    - x\n"),
    (
        "tags:\n  - a # one\n  # two\n  - b\n",
        put("tags", ["a", "c", "b"]),
        "tags:\n  - a # one\n  - c\n  # two\n  - b\n",
    ),
    ("tags:\n  - a # one\n  - b # two\n", put("tags", ["a", "c"]), "tags:\n  - a # one\n  - c # two\n"),
    ("tags:\n  - a\n  - b\nx: 1\n", put("tags", []), "tags: []\nx: 1\n"),
    ("a: 1\n", put("tags", ["x", "y z", "0123", "a, b"]), 'a: 1\ntags: [x, y z, "0123", "a, b"]\n'),
    ("o:\n- x\n", put("tags", ["x", "a, b"]), "o:\n- x\ntags:\n- x\n- a, b\n"),
    ("tags: [a]\n", add("tags", "b"), "tags: [a, b]\n"),
    ("tags: [a, ]\n", add("tags", "b"), "tags: [a, b, ]\n"),
    ("tags: ['a']\n", add("tags", "b"), "tags: ['a', 'b']\n"),
    ("tags: [\n  a, # one\n  b # two\n]\n", add("tags", "c"), "tags: [\n  a, # one\n  b, c # two\n]\n"),
    ("tags: [\n  a,\n  b\n]\n", add("tags", "c"), "tags: [\n  a,\n  b,\n  c\n]\n"),
    ("tags:\n- a\n", add("tags", "b"), "tags:\n- a\n- b\n"),
    ("tags:\n  -   'a' # c\n\n  # end\nx: 1\n", add("tags", "b"), "tags:\n  -   'a' # c\n  -   'b'\n\n  # end\nx: 1\n"),
    ("tags:\n  -\n    a\n", add("tags", "b"), "tags:\n  -\n    a\n  - b\n"),
    ("tags:\n  - |\n    a\n\nx: 1\n", add("tags", "b"), "tags:\n  - |\n    a\n  - b\n\nx: 1\n"),
    ("tags: a\n", add("tags", "b"), "tags: [a, b]\n"),
    ("tags: 'a'\n", add("tags", "b"), "tags: ['a', 'b']\n"),
    ("tags: a, b # c\n", add("tags", "d"), "tags: a, b, d # c\n"),
    ("tags: a、b\n", add("tags", "d"), "tags: a、b、d\n"),
    ('tags: "a, b"\n', add("tags", "d"), 'tags: "a, b, d"\n'),
    ("x: a, b\n", add("x", "d"), 'x: ["a, b", d]\n'),
    ("x: 1\n", add("tags", "b"), "x: 1\ntags: [b]\n"),
    ("tags:\n", add("tags", "b"), "tags: [b]\n"),
    ("x: 1\n", add("email", "a@x"), "x: 1\nemail: a@x\n"),
    ("email: a@x\n", add("email", "b@x"), "email: [a@x, b@x]\n"),
    ("x: 1\n", add("needs", {"what": "a room", "since": "2025-05"}), "x: 1\nneeds: [{what: a room, since: 2025-05}]\n"),
    (
        "tags: [a]\nlikes: [b]\noffers:\n  - drums\n",
        add("needs", {"what": "a room", "since": "2025-05"}),
        "tags: [a]\nlikes: [b]\noffers:\n  - drums\nneeds:\n  - {what: a room, since: 2025-05}\n",
    ),
    ("needs:\n  - a\n", add("needs", {"what": "b, c"}), 'needs:\n  - a\n  - {what: "b, c"}\n'),
    (
        "needs:\n  - what: a\n    since: 2025\n",
        add("needs", {"what": "b", "since": "2026"}),
        "needs:\n  - what: a\n    since: 2025\n  - what: b\n    since: 2026\n",
    ),
    ("needs: {what: a}\n", add("needs", {"what": "b"}), "needs: [{what: a}, {what: b}]\n"),
    (
        "relations:\n  spouse: '[[B]]'\n",
        add("relations", {"child": "[[C]]"}),
        "relations:\n  spouse: '[[B]]'\n  child: '[[C]]'\n",
    ),
    ("relations: {child: '[[B]]'}\n", add("relations", {"child": "[[C]]"}), "relations: {child: ['[[B]]', '[[C]]']}\n"),
    ("tags: [a, b, c]\n", take("tags", "b"), "tags: [a, c]\n"),
    ("tags: [a, b, c]\n", take("tags", "A"), "tags: [b, c]\n"),
    ("tags: [a, b, c]\n", take("tags", "#c"), "tags: [a, b]\n"),
    ("tags: [a]\n", take("tags", "a"), "tags: []\n"),
    ("tags: [\n  a, # one\n  b # two\n]\n", take("tags", "b"), "tags: [\n  a, # one\n]\n"),
    ("tags: [ a, # one\n  b,]\n", take("tags", "b"), "tags: [ a, # one\n  ]\n"),
    ("tags: [\n  a, # one\n  b # two\n]\n", take("tags", "a"), "tags: [\n  b # two\n]\n"),
    ("tags:\n- a # one\n# two\n- b\n", take("tags", "a"), "tags:\n# two\n- b\n"),
    ("tags:\n- a\nx: 1\n", take("tags", "a"), "tags: []\nx: 1\n"),
    ("tags: # c\n  - a\nx: 1\n", take("tags", "a"), "tags: [] # c\nx: 1\n"),
    ("tags: a, b, c\n", take("tags", "b"), "tags: a, c\n"),
    ("tags: a, b\n", take("tags", "b"), "tags: a\n"),
    ("tags: a\n", take("tags", "a"), "tags: []\n"),
    ("needs:\n  - what: a\n    since: 2025\n  - b\n", take("needs", "a"), "needs:\n  - b\n"),
    ("email: {work: a@x, home: b@x}\n", take("email", "a@x"), "email: {home: b@x}\n"),
    ("email:\n  work: a@x\n", take("email", "a@x"), "email: {}\n"),
]

MAPS = [
    ("x: 1\n", label("email", "work", "a@x"), "x: 1\nemail: {work: a@x}\n"),
    ("o:\n  - x\n", label("email", "work", "a@x"), "o:\n  - x\nemail:\n  work: a@x\n"),
    ("email:\n  work: a@x # c\n", label("email", "Work", "b@x"), "email:\n  work: b@x # c\n"),
    ("email:\n  work: a@x\n\nx: 1\n", label("email", "home", "b@x"), "email:\n  work: a@x\n  home: b@x\n\nx: 1\n"),
    ("email: {work: a@x}\n", label("email", "home", "b@x"), "email: {work: a@x, home: b@x}\n"),
    ("email: {work: a@x, home: b@x}\n", label("email", "work", None), "email: {home: b@x}\n"),
    ("email: {work: a@x, home: b@x}\n", label("email", "home", None), "email: {work: a@x}\n"),
    ("email:\n  work: a@x\n", label("email", "work", None), "email: {}\n"),
    ("email: {a: 1, b: 2, c: 3, d: 4}\n", put("email", {"a": "1", "e": "5"}), "email: {a: 1, e: 5}\n"),
    ("email: {a: 1}\n", put("email", {"e": "5"}), "email: {e: 5}\n"),
    ("email:\n  a: 1 # one\n  b: 2\n", put("email", {"e": "5", "b": "3"}), "email:\n  b: 3\n  e: 5\n"),
    ("work_email: a@x\n", label("email", "work", "b@x"), "work_email: b@x\n"),
    ("email: a@x\n", label("email", "work", "b@x"), "email: [a@x, {work: b@x}]\n"),
    ("email:\n  - a@x\n  - {work: b@x}\n", label("email", "work", "c@x"), "email:\n  - a@x\n  - {work: c@x}\n"),
    (
        "email:\n  - value: a@x\n    label: work\n",
        label("email", "home", "c@x"),
        "email:\n  - value: a@x\n    label: work\n  - value: c@x\n    label: home\n",
    ),
    (
        "dates: [{date: 2015-06-06, label: wedding}]\n",
        label("dates", "wedding", "2015-06-07"),
        "dates: [{date: 2015-06-07, label: wedding}]\n",
    ),
    ("met_via: '[[Bo]]'\n", label("met", "through", "[[Cy]]"), "met_via: '[[Cy]]'\n"),
    ("met: {at: choir, via: '[[Bo]]'}\n", label("met", "through", "[[Cy]]"), "met: {at: choir, via: '[[Cy]]'}\n"),
    ("met: 2021-09\n", label("met", "at", "choir"), "met: {date: 2021-09, at: choir}\n"),
    ("wish: her staging\n", label("wish", "gives", "tea"), "wish: {why: her staging, gives: tea}\n"),
    ("snooze: 2026-02-01\n", label("snooze", "because", "exams"), "snooze: {until: 2026-02-01, because: exams}\n"),
    ("x: 1\n", put("met", {"date": "2021", "through": "[[B]]"}), 'x: 1\nmet: {date: 2021, through: "[[B]]"}\n'),
    ("relations:\n  child:\n    - '[[A]]'\nx: 1\n", label("relations", "child", "B"), "relations:\n  child: B\nx: 1\n"),
]

WIDE = [
    ("名前：山田\n", put("name", "山田 太郎"), "名前：山田 太郎\n"),
    ("名前：山田\n", put("birthday", "1990"), "名前：山田\nbirthday：1990\n"),
    ("名前：山田\nメモ：\n", put("メモ", "犬"), "名前：山田\nメモ：犬\n"),
    ("名前：山田\n趣味：音楽、本\n", add("interests", "犬"), "名前：山田\n趣味：音楽、本、犬\n"),
    ("名前：山田\n関連：[[A]]、[[B]]\n", add("関連", "[[C]]"), "名前：山田\n関連：[[A]]、[[B]]、[[C]]\n"),
    ("名前：山田\n趣味：\n  - 本\n", add("interests", "犬"), "名前：山田\n趣味：\n  - 本\n  - 犬\n"),
    ("名前：山田\n趣味：本\n", add("interests", "犬"), "名前：山田\n趣味：[本, 犬]\n"),
    ("名前:　山田\n", put("birthday", "1990"), "名前:　山田\nbirthday:　1990\n"),
    ("名前：山田\n電話：1\n", put("phone", None), "名前：山田\n"),
]


@pytest.mark.parametrize(("before", "do", "after"), [*SCALARS, *REMOVED, *LISTS, *MAPS, *WIDE])
def test_before_and_after(before: str, do: Do, after: str) -> None:
    assert block(after) == text_after(block(before), do)


NOTHING: list[tuple[str, Do]] = [
    ("tags: [a, b]\n", add("tags", "B")),
    ("tags: a, b\n", add("tags", "#b")),
    ("tags: a\n", add("tags", "ａ")),
    ("tags: [a]\n", take("tags", "b")),
    ("x: 1\n", take("tags", "b")),
    ("needs: [{what: a room}]\n", add("needs", {"what": "A room", "since": "2026"})),
    ("relations: {child: ['[[B]]']}\n", add("relations", {"child": "[[b]]"})),
]


@pytest.mark.parametrize(("before", "do"), NOTHING)
def test_nothing_to_do(before: str, do: Do) -> None:
    assert do(Source("people/ada.md", block(before).encode())) is None


def test_the_same_value_is_an_edit_without_changes() -> None:
    assert () == set_field(Source("a.md", block("tags: [a, 'b']\n").encode()), CONFIG, "tags", ["a", "b"]).changes


FILES: list[tuple[bytes, Do, bytes]] = [
    (b"", put("name", "Ada"), b"---\nname: Ada\n---\n"),
    (b"# Ada\n", put("name", "Ada"), b"---\nname: Ada\n---\n# Ada\n"),
    (BOM + b"# Ada\r\n", put("name", "Ada"), BOM + b"---\r\nname: Ada\r\n---\r\n# Ada\r\n"),
    (b"---\n\nrule above\n", put("tags", ["a"]), b"---\ntags: [a]\n---\n---\n\nrule above\n"),
    (BOM + b"---\nx: 1\n---", put("x", "2"), BOM + b"---\nx: 2\n---"),
    (b"---\r\nx: 1\r\n---\r\n", put("tags", ["a"]), b"---\r\nx: 1\r\ntags: [a]\r\n---\r\n"),
    (b"---\rx: 1\rl:\r- a\r---\rb", add("l", "b"), b"---\rx: 1\rl:\r- a\r- b\r---\rb"),
    (b"x: 1\rb", put("z", "2"), b"---\rz: 2\r---\rx: 1\rb"),
    (b"---\n---\n", put("z", "2"), b"---\nz: 2\n---\n"),
    (b"---\nx: 1\nz: a\x81 b\n---\n\x81 \n", put("x", "\u00e9"), b"---\nx: \xc3\xa9\nz: a\x81 b\n---\n\x81 \n"),
    (b"---\nz: a\x81 c\n---\n", add("z", "b"), b"---\nz: [a\x81 c, b]\n---\n"),
    ("---\n名前: 髙橋\n---\n".encode("cp932"), put("name", "髙田"), "---\n名前: 髙田\n---\n".encode("cp932")),
]


@pytest.mark.parametrize(("before", "do", "after"), FILES)
def test_whole_files_byte_for_byte(before: bytes, do: Do, after: bytes) -> None:
    source = Source("a.md", before)
    edit = do(source)

    assert edit is not None
    assert after == splice(source, list(edit.changes))


REFUSED: list[tuple[bytes, Do, str]] = [
    (b"+++\nx = 1\n+++\n", put("x", "2"), "a.md:2: front matter in TOML is read, never edited"),
    (b"---\nx: 1\n---\n<<<<<<< ours\n", put("x", "2"), "a.md:4: git could not merge this file"),
    (b"---\nx: [a\n---\n", put("y", "2"), "a.md:2: the value of"),
    (b"---\nx: 1\ny: *z\n---\n", put("x", "2"), "a.md:3: "),
    (b"---\nx: 1\n# Ada\n", put("x", "2"), "never closed"),
    (b"---\n{a: b}\n---\n", put("a", "2"), "a.md:2: this front matter is one map in braces"),
    (b"---\nx: 1\nX: 2\n---\n", put("x", "2"), "a.md:3: “x” is given twice (lines 2 and 3)"),
    (b"---\nborn: 1990\nbday: 1991\n---\n", put("birthday", "2"), "“born” and “bday” both say “birthday”"),
    (b"---\nborn: 1990\nbirthday: 1991\n---\n", put("birthday", "1"), "“born” above says the same"),
    (b"---\nx: &a b\n---\n", put("x", "2"), "a.md:2: “x” carries an anchor or a tag"),
    (b"---\nx: !!str b\n---\n", put("x", "2"), "a.md:2: “x” carries an anchor or a tag"),
    (b"---\nx: 1\n---\n", put("last_contact", "2026-01-01"), "never written"),
    (b"---\nx: 1\n---\n", put("birthday", "1990-02-30"), "a.md: "),
    (b"---\nx: 1\n---\n", put("cadence", "often"), "a.md: "),
    (b"---\nx: 1\n---\n", put(" ", "often"), "a key is some words"),
    (b"---\nx: 1\n---\n", put("x", "\ud800"), "a.md: "),
    (b"---\nprefers: LINE, evenings\n---\n", add("prefers", "mail"), "a.md:2: “prefers” holds one value"),
    (b"---\nprefers: LINE\n---\n", label("prefers", "a", "b"), "a.md:2: “prefers” is no map"),
    (b"---\nmet: choir\n---\n", label("met", "date", "2026"), "“met” is one text"),
    (b"---\nemail: {work: a@x}\n---\n", add("email", "b@x"), "“email” is a map"),
    (b"---\nemail: {a: 1, A: 2}\n---\n", label("email", "a", "3"), "“a” is given twice in “email”"),
    (b"---\nx: a\x81 \n---\n", put("x", "b\ufffd c"), "bytes that are not UTF-8"),
    ("---\nx: 山\n---\n".encode("cp932"), put("y", "\u00e9"), "“é” cannot be written in CP932"),
    ("---\nx: 山\n---\n".encode("cp932"), put("y", "😀"), "“😀” cannot be written in CP932"),
]


@pytest.mark.parametrize(("data", "do", "message"), REFUSED)
def test_what_cannot_be_done_safely_is_refused_in_one_line(data: bytes, do: Do, message: str) -> None:
    with pytest.raises(Refused) as refused:
        do(Source("a.md", data))

    assert message in str(refused.value)
    assert str(refused.value).startswith("a.md:")
    assert "\n" not in str(refused.value)


# How a text is written


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("ab01-:#,[]{}'\"\\ \n\t|>&*!?%@`~=.+_eE", max_size=8),
    st.sampled_from(["no", "Y", "~", "0123", "+81 90", "1e3", "0x1f", "12:30", "2026-01-02", "2026-02-30", "[[B]]"]),
    st.sampled_from(
        ["2026-01-02 10:00:00", "190:20:30", "<<", "=", ".inf", "0o17", "1_000", "1.5", "0.1", "-0", "- a"]
    ),
    st.sampled_from(
        ["a, b", "a: b", "名前：山田", "a\u3000", "👩\u200d🚀", "x # y", "---", "...", "a\nb\n", "\ufeffa", "\x85"]
    ),
)


def as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)


@settings(max_examples=2 * MANY)
@given(TEXTS, st.sampled_from(["", "'", '"']), st.sampled_from(["'", '"']), st.booleans())
def test_every_program_reads_what_is_written(text: str, was: str, quote: str, flow: bool) -> None:
    written = scalar(text, flow=flow, was=was, quote=quote)
    found = yaml.safe_load(f"[{written}, 1]" if flow else f"- {written}\n- 1")

    assert [text, 1] == [as_text(found[0]), found[1]]
    assert {"\n", "\r"}.isdisjoint(written)
    if written == text:
        assert is_plain(text, flow=flow)


ITEMS = TEXTS.filter(lambda text: not re.match(r"\d{1,4}[-/.年月]\d", text))
LINES = TEXTS.filter(lambda text: not re.search(r"[\n\r\x85\u2028\u2029]", text))


# Law 2, on random documents of varied style

WORDS = st.sampled_from(
    ["Ada", "a b", "x:y", "a#b", "0123", "no", "~", "2026-01-02", "山田 太郎", "é😀", "--04-17", "[[Ben Ito]]", "it's"]
)
LIST_WORDS = WORDS.filter(lambda word: word != "2026-01-02")  # below a blank line, such an item is a log
FLOW_WORDS = st.sampled_from(
    ["Ada", "a b", "a#b", "0123", "no", "山田 太郎", "é😀", "[[Ben]]", "'x, y'", '"q\\""', "''"]
)
KEYS = ["name", "tags", "email", "誕生日", "needs", "odd key", "'quoted'", "met", "url", "favourite", "メモ", "x"]
EMAIL_LIKE = st.sampled_from(["work", "home", "a b", "携帯"])
COMMENTS = st.sampled_from(["", "", "", "  # why", " #", "\t# tab"])
GAPS = st.sampled_from(["", "", "", "\n", "# note: x\n", "  # - deep\n", "\n\n# [a\n"])


@st.composite
def values(draw: st.DrawFn) -> str:
    """What stands behind the colon of a key, up to the end of its last line."""
    end = draw(COMMENTS)
    sort = draw(st.integers(0, 11))
    if sort <= 1:
        return " " * draw(st.integers(1, 4)) + draw(WORDS) + end
    if sort == 2:
        quoted = draw(st.sampled_from(["'it''s'", '"a\\tb \\u00e9"', "''", '"two\n  lines"', "'[[X]]'", "'a # b'"]))
        return f" {quoted}{end}"
    if sort == 3:
        return draw(st.sampled_from(["", " ", "   # none yet", " ~", " null"]))
    if sort == 4:
        return " one\n  two" + draw(st.sampled_from(["", "\n\n  three"])) + end
    if sort == 5:
        header = draw(st.sampled_from(["|", "|-", "|+", ">", ">-", "|2", ">+"]))
        return f" {header}{draw(COMMENTS)}\n  text: [here\n\n    # deeper\n  end" + draw(
            st.sampled_from(["", "\n", "\n\n"])
        )
    if sort in (6, 7):
        items = draw(st.lists(FLOW_WORDS, max_size=4))
        comma = draw(st.sampled_from([", ", ",  ", " , ", ",\n   ", ", # c, d\n  "]))
        tail = draw(st.sampled_from(["", " ", ",", "\n  "])) if items else draw(st.sampled_from(["", " "]))
        return f" [{draw(st.sampled_from(['', ' ']))}{comma.join(items)}{tail}]{end}"
    if sort in (8, 9):
        indent, gap = draw(st.sampled_from(["", "  ", "    "])), draw(st.sampled_from([" ", "   "]))
        lines = [f"{end}"]
        for _ in range(draw(st.integers(1, 4))):
            item = draw(
                st.one_of(
                    LIST_WORDS, st.just("what: a\n  since: 2025"), st.just("'q'"), st.just("|\n  lit\n"), st.just("")
                )
            )
            item = item.replace("\n  ", "\n" + indent + " " + " " * len(gap))
            lines.append(
                f"{indent}-{gap if item else ''}{item}{'' if chr(10) in item else draw(COMMENTS) if item else ''}"
            )
            lines += [indent + "# between"] if draw(st.integers(0, 4)) == 0 else []
        while lines[-1].strip() == "# between":
            lines.pop()
        return "\n".join(lines)
    keys = draw(st.lists(EMAIL_LIKE, unique=True, max_size=3))
    if sort == 10 or not keys:
        return " {" + ", ".join(f"{key}: {draw(FLOW_WORDS)}" for key in keys) + "}" + end
    indent = draw(st.sampled_from([" ", "  ", "    "]))
    return end + "".join(
        f"\n{indent}{key}: {draw(st.one_of(WORDS, st.just('[a, b]')))}{draw(COMMENTS)}" for key in keys
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[bytes, str]:
    """A file with front matter in one of many styles, or with none; and one of its keys, or a new one."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=5))
    key = draw(st.sampled_from([*keys, *keys, "new", "0"]))
    lines = "".join(f"{key}{draw(st.sampled_from(['', '', ' ']))}:{draw(values())}\n{draw(GAPS)}" for key in keys)
    top, fence = draw(st.sampled_from(["", "", "# top\n"])), draw(st.sampled_from(["---", "--- ", "----"]))
    text = f"---\n{top}{lines}{fence}\n"
    text = draw(st.sampled_from([text, text, text, text, ""])) + draw(
        st.sampled_from(["", "# Ada\n\n- 2026 a\n", "\n---\nx: [\n---"])
    )
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    data = text.replace("\n", newline).encode()
    data = draw(st.sampled_from([b"", b"", BOM])) + data + draw(st.sampled_from([b"", b"", b"\xff\x81 \n"]))
    return data, key.strip("'")


def said(source: Source) -> dict[str, Shape]:
    return {pair.key: shape(pair.value) for pair in read(source.text).pairs}


def stretch(source: Source, key: str) -> tuple[int, int] | None:
    """From where to where the lines of a key go."""
    for pair in read(source.text).pairs:
        if pair.key == key:
            line = source.line(pair.key_start)
            last = source.line(max(pair.value.end, pair.key_end))
            ends = [*source.line_starts, len(source.text)]
            return ends[line - 1], ends[last]
    return None


def attempt(do: Callable[[], Edit | None]) -> Edit | str | None:
    """Return the edit, or why it was refused."""
    try:
        return do()
    except Refused as refused:
        return str(refused)


def check_law(source: Source, edit: Edit, key: str, value: Shape | list[str] | None) -> None:
    """The key says `value`, every other what it said, and no byte outside its lines has changed."""
    after = result(source, edit)
    before, now = said(source), said(after)
    assert before.pop(key, None) is not None or key not in before
    assert value == now.pop(key, None)
    assert list(before.items()) == list(now.items())
    lines = stretch(source, key)
    for (start, end), _ in edit.changes:
        assert lines[0] <= start <= end <= lines[1] if lines else start == end
    body = source.data[source.byte(read(source.text).body) :]
    assert after.data.endswith(body)
    assert (source.bom, source.newline) == (after.bom, after.newline) or not read(source.text).kind


@settings(max_examples=MANY)
@given(cases(), st.one_of(TEXTS, st.none(), st.lists(ITEMS, max_size=4)))
def test_set_then_read(case: tuple[bytes, str], value: str | list[str] | None) -> None:
    source, key = Source("a.md", case[0]), case[1]
    edit = attempt(lambda: set_field(source, LOOSE, key, value))
    if isinstance(edit, str):  # a last key goes and leaves a heading, or blank lines or a comment to a text above
        keeps = ("|" in source.text or ">" in source.text) and "would not say what is meant" in edit
        assert value is None
        assert keeps or "would not read as front matter" in edit
        return

    assert edit is not None
    check_law(source, edit, key, value)


@settings(max_examples=MANY)
@given(cases(), st.dictionaries(EMAIL_LIKE, TEXTS, max_size=3))
def test_set_a_map_then_read(case: tuple[bytes, str], value: dict[str, str]) -> None:
    source, key = Source("a.md", case[0]), case[1]
    edit = set_field(source, LOOSE, key, value)
    old = said(source).get(key)
    order = [name for name, _ in old if name in value] if isinstance(old, tuple) else []

    check_law(source, edit, key, tuple({name: value[name] for name in [*order, *value]}.items()))


@settings(max_examples=MANY)
@given(cases(), ITEMS)
def test_add_and_take_away_again(case: tuple[bytes, str], item: str) -> None:
    source, key = Source("a.md", case[0]), case[1]
    edit = attempt(lambda: add_to(source, LOOSE, key, item))
    if not isinstance(edit, Edit):
        assert edit is None or "is a map" in edit
        return
    after = result(source, edit)
    new = said(after)[key]
    check_law(source, edit, key, new)
    assert isinstance(new, list)
    assert item == new[-1]
    assert add_to(after, LOOSE, key, item) is None
    back = remove_from(after, LOOSE, key, item)
    assert back is not None
    check_law(after, back, key, new[:-1])
    assert said(result(after, back))[key] == new[:-1]


@settings(max_examples=MANY // 2)
@given(cases(), EMAIL_LIKE, st.one_of(TEXTS, st.none()))
def test_set_an_entry_then_read(case: tuple[bytes, str], name: str, value: str | None) -> None:
    source, key = Source("a.md", case[0]), case[1]
    old = said(source).get(key)
    edit = attempt(lambda: set_in(source, LOOSE, key, name, value))
    if not isinstance(edit, Edit):
        assert edit is not None
        assert "is one text" in edit
        return
    new = said(result(source, edit)).get(key)
    check_law(source, edit, key, new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        assert [pair for pair in old if pair[0] != name] == [pair for pair in new if pair[0] != name]
    if isinstance(new, tuple):
        assert value == dict(new).get(name)
    elif isinstance(new, list) and value is not None:
        assert ((name, value),) == new[-1]


@settings(max_examples=MANY // 2)
@given(
    st.lists(
        st.tuples(st.sampled_from(["名前", "趣味", "メモ", "電話", "name"]), WORDS),
        min_size=1,
        unique_by=lambda it: it[0],
    ),
    st.sampled_from(["：", "： ", ":\u3000", ": "]),
    st.sampled_from(["\n", "\r\n"]),
    st.one_of(TEXTS, st.none(), st.lists(ITEMS, max_size=3)),
    st.sampled_from(["趣味", "メモ", "new"]),
)
def test_full_width_colons_stay(
    lines: list[tuple[str, str]], colon: str, newline: str, value: str | list[str] | None, key: str
) -> None:
    text = newline.join(["---", *(f"{name}{colon}{word}" for name, word in lines), "---", "# 山田", ""])
    source = Source("a.md", text.encode())
    assume(not read(source.text).problems)
    edit = attempt(lambda: set_field(source, LOOSE, key, value))
    if not isinstance(edit, Edit):  # in the first line `メモ：": 0"` would be YAML with another key
        assert ":" in str(value)
        return

    check_law(source, edit, key, value)
    assert all(f"{name}{colon}{word}{newline}" in result(source, edit).text for name, word in lines if name != key)
    if value is not None:
        assert f"{key}{colon.rstrip(' ')}" in result(source, edit).text


@settings(max_examples=MANY // 2)
@given(cases(), st.one_of(LINES, st.lists(ITEMS, max_size=3)))
def test_yaml_edit_says_the_same(case: tuple[bytes, str], value: str | list[str]) -> None:
    yaml_edit = pytest.importorskip("yaml_edit")
    source, key = Source("a.md", case[0]), case[1]
    front = read(source.text)
    assume(front.pairs and source.encoding == "utf-8")
    other = yaml_edit.Document.parse(source.text[front.start : front.end])
    other[key] = value
    lines = str(other) if str(other).endswith(source.newline) else str(other) + source.newline
    theirs = Source("a.md", (source.text[: front.start] + lines + source.text[front.end :]).encode())

    assert said(theirs) == said(result(source, set_field(source, LOOSE, key, value)))
