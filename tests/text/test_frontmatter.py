"""Front matter: keys and values as written, their places, and what is rescued where YAML gives up."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from subprocess import run
from typing import Any

import frontmatter as python_frontmatter
import pytest
import yaml
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.text import frontmatter
from prm.text.frontmatter import read
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Source


def plain(node: Node) -> Any:
    """The texts of a node, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {pair.key: plain(pair.value) for pair in node.pairs}


def fields(found: FrontMatter) -> dict[str, Any]:
    return {pair.key: plain(pair.value) for pair in found.pairs}


def block(yaml_text: str) -> str:
    return f"---\n{yaml_text}\n---\n# body\n"


def rules(found: FrontMatter) -> list[str]:
    return [problem.rule for problem in found.problems]


def marked(text: str) -> list[tuple[str, str]]:
    """The rule and the stretch of each problem."""
    return [(problem.rule, text[problem.start : problem.end]) for problem in read(text).problems]


def pairs_in(node: Node) -> Iterator[Pair]:
    if isinstance(node, Pairs):
        for pair in node.pairs:
            yield pair
            yield from pairs_in(pair.value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from pairs_in(item)


def nodes_in(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Pairs):
        for pair in node.pairs:
            yield from nodes_in(pair.value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from nodes_in(item)


# Fences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nname: Ada\n---\nbody", ("yaml", 4, 14, 18)),
        ("---\r\nname: Ada\r\n---\r\nbody", ("yaml", 5, 16, 21)),
        ("---\rname: Ada\r---\rbody", ("yaml", 4, 14, 18)),
        ("----  \nname: Ada\n-----\t\nbody", ("yaml", 7, 17, 24)),
        ("---\nname: Ada\n---", ("yaml", 4, 14, 17)),
        ("---\n---\nbody", ("yaml", 4, 4, 8)),
        ("---\n---", ("yaml", 4, 4, 7)),
        ("+++\nname = 'Ada'\n+++\nbody", ("toml", 4, 17, 21)),
        ("+++\r\nname = 'Ada'\r\n+++\r\nbody", ("toml", 5, 19, 24)),
    ],
)
def test_the_block_stands_between_two_fences(text: str, expected: tuple[str, int, int, int]) -> None:
    assert (expected, ()) == (read(text)[:4], read(text).problems)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Ada",
        "\n---\nname: Ada\n---\n",
        " ---\nname: Ada\n---\n",
        "--\nname: Ada\n--\n",
        "--- x\nname: Ada\n---\n",
        "text\n---\nmid: value\n---\nend",
        "---",
        "---\n",
        "---\n\nprose that follows a rule",
        "---\n# heading\n\nprose",
        "---\n- 2026-11-17 call\n",
        "\ufeff---\nname: Ada\n---\n",
    ],
)
def test_without_an_opening_fence_and_a_key_all_is_body(text: str) -> None:
    assert FrontMatter("", 0, 0, 0, (), ()) == read(text)


def test_dots_do_not_close_and_rules_in_the_body_do_not_count() -> None:
    text = "---\nname: Ada\n...\n---\nbody\n---\nmid: x\n---\n"

    assert ({"name": "Ada"}, 22) == (fields(read(text)), read(text).body)


def test_the_body_keeps_its_first_indentation_and_last_newline() -> None:
    text = "---\nname: Ada\n---\n\n    code\n\n"

    assert "\n    code\n\n" == text[read(text).body :]


def test_a_fence_inside_a_value_is_indented() -> None:
    assert {"note": "a\n---\nb"} == fields(read("---\nnote: |-\n  a\n  ---\n  b\n---\n"))


@pytest.mark.parametrize(
    ("text", "expected", "body"),
    [
        ("---\nname: Ada\n\n# Ada\n\n- 2026-01-01 call\n", {"name": "Ada"}, "\n# Ada\n\n- 2026-01-01 call\n"),
        ("---\nname: Ada\n- 2026-01-01: call\n", {"name": "Ada"}, "- 2026-01-01: call\n"),
        ("---\ntags:\n- a\n# and\n\n- b\nprose\n", {"tags": ["a", "b"]}, "prose\n"),
        ("---\ntags: # all\n- a\n", {"tags": ["a"]}, ""),
        ("---\nmet:\n  at: fair\n\n  on: 2020\nprose", {"met": {"at": "fair", "on": "2020"}}, "prose"),
        ("---\n名前：山田\n　今日は会った\n", {"名前": "山田"}, "　今日は会った\n"),
        ("---\nname: Ada\n2026-01-01: call\n", {"name": "Ada"}, "2026-01-01: call\n"),
        ("---\nname: Ada", {"name": "Ada"}, ""),
        ("+++\nname = 'Ada'\n[org]\nname = 'A'\n\nprose", {"name": "Ada", "org": {"name": "A"}}, "\nprose"),
    ],
)
def test_an_unclosed_block_ends_behind_its_last_key(text: str, expected: dict[str, Any], body: str) -> None:
    found = read(text)

    assert (expected, body) == (fields(found), text[found.body :])
    assert [("unclosed-front-matter", text[:3])] == marked(text)


@pytest.mark.parametrize(
    "lines",
    [
        "just text",
        "Met at the fair.\n\nShe knows Ben.",
        "- a\n- b",
        "- 2026-10-02 call\n- 2026-09-01 lunch\n  Note: long",
        "\n# Ada\n",
        "\n# Ada\n\nMet at the fair.\n\n- 2026-10-02 call: well\n",
        "# Ada\n\nMet at the fair.",
        "・2026/8/12(水) 電話で：公演の件",
        "[[Ada]]",
        "\0",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_prose_between_two_rules_is_body(lines: str, end: str) -> None:
    assert FrontMatter("", 0, 0, 0, (), ()) == read(block(lines).replace("\n", end))


@pytest.mark.parametrize("lines", ["", "\n\n", "# only a comment", "# one\n# two\n\n", "{}", "? a\n: b", "  a: b"])
def test_a_block_without_prose_is_front_matter(lines: str) -> None:
    assert ("yaml", ()) == (read(block(lines)).kind, read(block(lines)).problems)


@pytest.mark.parametrize(
    ("keys", "log"),
    [
        ("name: Ada\n", "\n# Ada\n\n- 2026-10-02 call\n"),
        ("name: Ada\n", "\n# Ada\n\nMet at the fair.\n"),
        ("name: Ada\n", "\n# Ada\nMet at the fair.\n"),
        ("name: Ada\n", "\n## Log\n\n- call\nemail: x\n"),
        ("name: Ada\ntags:\n- a\n- b\n", "\n# Log\n\n- 2026-10-02 call\n"),
        ("name: Ada\nphone:\n", "\n# Log\n\n- likes tea\n"),
        ("name: Ada\nphone:\n", "\n- 2026-10-02 call\n- 2026-10-01 mail\n"),
        ("name: Ada\n", "- 2026-10-02 call\n- 2026-10-01 mail\n"),
        ("name: Ada\n", "- **2026-10-02** call\n"),
        ("name: Ada\n", "・2026/8/12 電話で：公演の件\n"),
        ("name: Ada\n", "Met at the fair.\n- 11/20 call: well\n"),
        ("name: Ada\n", "\n2026-10-02 call: well\n"),
        ("name: Ada\nbad: @x\n", "\nMet at the fair.\n\n- tea\n  - green\n"),
        ("# all\nname: Ada\n# phone\nphone: 1\n\n# more\nx: y\n", "\n\nMet at the fair.\n# tea\n"),
        ("名前：山田\n", "\n今日は会った\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_rule_below_the_log_closes_no_front_matter(keys: str, log: str, end: str) -> None:
    keys, log = keys.replace("\n", end), log.replace("\n", end)
    text = f"---{end}{keys}{log}---{end}more"
    found = read(text)

    assert (log + f"---{end}more", keys) == (text[found.body :], text[found.start : found.end])
    assert ("unclosed-front-matter", "---") == marked(text)[0]
    assert {"Ada", "山田"} & {plain(found.pairs[0].value)}


@pytest.mark.parametrize(
    "lines",
    [
        "name: Ada\n\n# contact\nphone: 1",
        "name: Ada\n\n# contact\n\nphone: 1",
        "name: Ada\n# comment\n\n# birthday: 1990",
        "likes:\n- a\n\n# music\n- b\nend: x",
        "interactions:\n- 2026-10-02 call\n\n- 2026-10-01 mail",
        "note: 'a\n\n# b\n\nc'\nend: x",
        "tags: [\n\na,\n\nb\n]",
        "note: |\n  a\n\n  # b\n\n  - 2026-10-02 call\nend: x",
        "name: Ada\n\n\nmet:\n\n  at: x\n\n",
        "name: Ada\n2026-10-02: x\nend: y",
    ],
)
def test_comments_lists_and_blank_lines_among_keys_stay(lines: str) -> None:
    text = block(lines)

    assert (("# body\n"), []) == (text[read(text).body :], marked(text))


def test_a_stray_line_before_more_keys_does_not_end_the_block() -> None:
    text = block("name: Ada\n\na line\nemail: x")

    assert ({"name": "Ada", "email": "x"}, [("bad-yaml", "a line")]) == (fields(read(text)), marked(text))


# Values


def test_every_scalar_is_text_as_written() -> None:
    written = {
        "phone": "+13105551234",
        "mobile": "0123",
        "birthday": "0417",
        "born": "1990-02-30",
        "time": "12:30:00",
        "at": "9:30",
        "country": "NO",
        "ok": "Yes",
        "last": "Null",
        "none": "~",
        "zip": "0010001",
        "thousand": "1_000",
        "version": "1.10",
        "equals": "=",
        "url": "https://example.org/#x",
        "day": "--04-17",
        "long": "9" * 5000,
    }
    found = read(block("\n".join(f"{key}: {value}" for key, value in written.items())))

    assert (written, ()) == (fields(found), found.problems)


@pytest.mark.parametrize(
    ("written", "text", "quoted"),
    [
        ("'it''s'", "it's", True),
        ('"a\\tb\\u4f50"', "a\tb佐", True),
        ("''", "", True),
        ('"~"', "~", True),
        ("!!int 5", "5", False),
        ("&me Ada", "Ada", False),
        ("a\n  b\n\n  c", "a b\nc", False),
        ("|-\n  a\n   b\n\n  c", "a\n b\n\nc", False),
        (">\n  a\n  b", "a b\n", False),
        ("[[Ada Lovelace]]", "[[Ada Lovelace]]", False),
        ("[[Doe, John]]", "[[Doe, John]]", False),
        ("[[x|y]]", "[[x|y]]", False),
        ("[[a: b]]", "[[a: b]]", False),
        ('"[[Ada]]"', "[[Ada]]", True),
        ("{{title}}", "{{title}}", False),
        ("{{ a | b }}", "{{ a | b }}", False),
    ],
)
@pytest.mark.parametrize("after", ["", "\n\n# comment\nend: x", "  # comment\nend: x"])
def test_a_value_is_what_yaml_means_and_its_span_what_is_written(
    written: str, text: str, quoted: bool, after: str
) -> None:
    if after.startswith(" ") and "\n" in written:
        return
    source = block(f"key: {written}{after}")
    found = read(source)
    value = found.pairs[0].value

    assert isinstance(value, Scalar)
    assert (text, written, quoted) == (value.text, source[value.start : value.end], value.quoted)
    assert () == found.problems


@pytest.mark.parametrize(("line", "at"), [("key:", 4), ("key:  # none", 4), ("key:\nb: c", 4), ('"k" :', 5)])
def test_an_empty_value_stands_behind_its_colon(line: str, at: int) -> None:
    assert Scalar("", 4 + at, 4 + at) == read(block(line)).pairs[0].value


def test_an_empty_value_behind_a_full_width_colon() -> None:
    assert [Scalar("", 7, 7), Scalar("", 11, 11), Scalar("x", 16, 17)] == [
        pair.value for pair in read(block("名前：\n電話：　\nキー：x")).pairs
    ]


def test_a_tag_behind_a_hash_is_a_comment() -> None:
    assert {"tags": ""} == fields(read(block("tags: #person")))


def test_links_in_lists_and_maps() -> None:
    text = block(
        "a: [ [[A]], [[B, C]], x ]\nb:\n- [[D]]\n- manager: [[E]]\n  since: 2020\n"
        'c: {by: [[F]], at: x}\nd: [["G"], [H]]'
    )

    assert {
        "a": ["[[A]]", "[[B, C]]", "x"],
        "b": ["[[D]]", {"manager": "[[E]]", "since": "2020"}],
        "c": {"by": "[[F]]", "at": "x"},
        "d": [["G"], ["H"]],
    } == fields(read(text))
    assert () == read(text).problems


def test_maps_and_lists() -> None:
    text = block("email: {work: a, home: b}\nneeds: [{since: 2026, what: x}, y]\nnone: []\nlist: [b: c]")

    assert {
        "email": {"work": "a", "home": "b"},
        "needs": [{"since": "2026", "what": "x"}, "y"],
        "none": [],
        "list": [{"b": "c"}],
    } == fields(read(text))


def test_block_collections_end_with_their_last_leaf() -> None:
    text = block("a:\n  - b\n  - c: d  # e\n\n  # f\n\n# g\nz: 1")
    value = read(text).pairs[0].value

    assert "- b\n  - c: d" == text[value.start : value.end]


@pytest.mark.parametrize(
    ("line", "key", "written"),
    [
        ("'a b': x", "a b", "'a b'"),
        ('"a\\tb": x', "a\tb", '"a\\tb"'),
        ("EMAIL[HOME]: x", "EMAIL[HOME]", "EMAIL[HOME]"),
        ("Date Created: x", "Date Created", "Date Created"),
        ("? a\n: x", "a", "a"),
        ("? [a, b]\n: x", "[a, b]", "[a, b]"),
        ("[[Ada]]: x", "[[Ada]]", "[[Ada]]"),
        ("{{title}}: x", "{{title}}", "{{title}}"),
        ("content: x", "content", "content"),
        ("handler: x", "handler", "handler"),
        ("1: x", "1", "1"),
        ("no: x", "no", "no"),
        ("2024-01-01: x", "2024-01-01", "2024-01-01"),
        ("<<: x", "<<", "<<"),
    ],
)
def test_keys_are_text_and_know_their_place(line: str, key: str, written: str) -> None:
    text = block(line)
    pair = read(text).pairs[0]

    assert (key, written, "x") == (pair.key, text[pair.key_start : pair.key_end], plain(pair.value))
    assert () == read(text).problems


def test_a_bom_behind_the_fence_moves_no_place() -> None:
    text = block("\ufeffname: 山田\nb: [[A]]")

    assert {"name": "山田", "b": "[[A]]"} == fields(read(text))
    assert ["山田", "[[A]]"] == [text[pair.value.start : pair.value.end] for pair in read(text).pairs]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_move_no_place(end: str) -> None:
    text = block("名: 😀 佐藤\ntags:\n- a\n- 'b'\nnote: |\n  x\n  y\nbad: @z").replace("\n", end)
    spans = [text[node.start : node.end] for pair in read(text).pairs for node in nodes_in(pair.value)]

    assert {"名": "😀 佐藤", "tags": ["a", "b"], "note": "x\ny\n", "bad": "@z"} == fields(read(text))
    assert ["😀 佐藤", f"- a{end}- 'b'", "a", "'b'", f"|{end}  x{end}  y", "@z"] == spans
    assert "# body" == text[read(text).body :].strip()


# Duplicates


@pytest.mark.parametrize(
    ("lines", "second"),
    [
        ("email: a\nemail: b", "email"),
        ("email: a\nEmail : b", "Email"),
        ("'email': a\nemail: b", "email"),
        ("email: @a\nemail: b", "email"),
        ("メール：a\nメール：b", "メール"),
    ],
)
def test_a_key_given_twice_is_kept_twice(lines: str, second: str) -> None:
    text = block(lines)
    found = read(text)
    problem = found.problems[-1]

    assert ["a", "b"] == [plain(pair.value).strip("@") for pair in found.pairs]
    assert "duplicate-key" == problem.rule
    assert (lines.rindex(second) + 4, second) == (problem.start, text[problem.start : problem.end])
    assert f"key “{second}” is given twice; keep one, or make it a list" == problem.message


def test_a_key_given_twice_further_in() -> None:
    text = block("email:\n- {work: a, WORK: b}\n- {work: c}")

    assert [("duplicate-key", "WORK")] == marked(text)


def test_spellings_of_one_field_are_no_duplicates() -> None:
    assert [] == marked(block("e-mail: a\nemail: b\nphone: c\nmobile: d"))


# What YAML refuses


@pytest.mark.parametrize(
    ("line", "value", "word"),
    [
        ("telegram: @carl", "@carl", "put it in quotes"),
        ("x: `code`", "`code`", "put it in quotes"),
        ("x: %d", "%d", "put it in quotes"),
        ("x: *star", "*star", "alias"),
        ("title: Head of R&D: Europe", "Head of R&D: Europe", "colon"),
        ("people: [[A]], [[B, C]]、[[D]]", ["[[A]]", "[[B, C]]", "[[D]]"], "several links"),
        ("people: [[A]] and [[B]]", "[[A]] and [[B]]", "put all of it in quotes"),
        ("tags: [a, #b, c]", ["a", "#b", "c"], "begins a comment"),
        ("tags: [#person, a]", ["#person", "a"], "begins a comment"),
        ("tags: [[[A]], #b, 'c']", ["[[A]]", "#b", "c"], "quotes"),
        ("tags: [a, b", ["a", "b"], "not closed"),
        ("x: {a: b", "{a: b", "not closed"),
        ('x: "Ada', '"Ada', "not closed"),
        ("x: 'a' b", "'a' b", "closing quote"),
        ("x: - y", "- y", "dash"),
        ("created: {{date}} {{time}}", "{{date}} {{time}}", "brackets"),
        ("x: a\x00b", "a\x00b", "U+0000"),
        ("x: a\x1bb", "a\x1bb", "U+001B"),
        ("x: a\ud800b", "a\ud800b", "U+D800"),
        ("x: a\ufffeb", "a\ufffeb", "U+FFFE"),
        ("x: " + "[" * 20 + "]" * 20, None, "flatter"),
    ],
)
def test_a_line_yaml_cannot_read_is_read_as_written(line: str, value: object, word: str) -> None:
    text = block(f"name: 山田\n{line}\nend: 'x'")
    found = read(text)
    key = line.partition(":")[0]
    place = text.index(line)

    assert ["name", key, "end"] == [pair.key for pair in found.pairs]
    assert ("山田", "x") == (fields(found)["name"], fields(found)["end"])
    assert value is None or value == fields(found)[key]
    assert ["bad-yaml"] == rules(found)
    assert place <= found.problems[0].start < found.problems[0].end <= place + len(line)
    assert word in found.problems[0].message


def test_each_link_side_by_side_knows_its_place() -> None:
    text = block("date: 2026-10-21\nattendees: [[高橋直樹]], [[渡邉典子]], [[森川葵]]")
    value = read(text).pairs[1].value

    assert ["[[高橋直樹]]", "[[渡邉典子]]", "[[森川葵]]"] == plain(value)
    assert isinstance(value, Items)
    assert plain(value) == [text[item.start : item.end] for item in value.items]
    assert [("bad-yaml", "[[高橋直樹]], [[渡邉典子]], [[森川葵]]")] == marked(text)


def test_items_of_a_bad_list_are_read_one_by_one() -> None:
    text = block("people:\n  - [[A]]\n  - @b\n  - {name: c}\n  - name: d\n    at: e\n  - 'f' g\nend: x")

    assert {
        "people": ["[[A]]", "@b", {"name": "c"}, {"name": "d", "at": "e"}, "'f' g"],
        "end": "x",
    } == fields(read(text))
    assert [("bad-yaml", "@b"), ("bad-yaml", "'f' g")] == marked(text)


def test_a_map_with_a_bad_line_keeps_its_others() -> None:
    text = block("email:\n  work: a\n  home: @b\nend: x")

    assert {"email": {"work": "a", "home": "@b"}, "end": "x"} == fields(read(text))
    assert [("bad-yaml", "@b")] == marked(text)


def test_indented_lines_belong_to_the_value_above() -> None:
    text = block("bio: Head: all\n  of it\n\n  # not this\n  and more\nend: x")

    assert {"bio": "Head: all of it and more", "end": "x"} == fields(read(text))


@pytest.mark.parametrize(
    ("lines", "expected", "place"),
    [
        ("\tname: Ada", {"name": "Ada"}, "name: Ada"),
        ("name: Ada\ntags:\n\t- a", {"name": "Ada", "tags": ["a"]}, "a"),
        ("name: Ada\nmet:\n\tat: x", {"name": "Ada", "met": {"at": "x"}}, "at: x"),
    ],
)
def test_a_tab_that_indents_is_named(lines: str, expected: dict[str, Any], place: str) -> None:
    text = block(lines)

    assert (expected, [("bad-yaml", place)]) == (fields(read(text)), marked(text))
    assert "tab" in read(text).problems[0].message


def test_a_line_without_a_key_hides_no_other() -> None:
    text = block("name: Ada\na line\nanother\nemail: x\ntags: [\na, b\n]\n")

    assert {"name": "Ada", "email": "x", "tags": ["a", "b"]} == fields(read(text))
    assert [("bad-yaml", "a line")] == marked(text)


@pytest.mark.parametrize("line", ["- a", "just text", "%x"])
def test_a_line_above_the_first_key_is_a_problem(line: str) -> None:
    text = block(f"{line}\na: b")

    assert ({"a": "b"}, [("bad-yaml", line)]) == (fields(read(text)), marked(text))


@pytest.mark.parametrize("lines", ["", "# only a comment", "\n\n", "{}", "{a: b}"])
def test_an_empty_block_and_a_flow_map_are_fine(lines: str) -> None:
    assert () == read(block(lines)).problems


@pytest.mark.parametrize("lines", ["a: 1\n...\nb: 2", "a: 1\n--- # new\nb: 2", "...\na: 1\n--- \nb: 2"])
def test_two_documents_are_refused_and_both_are_read(lines: str) -> None:
    text = block(lines)

    assert "1" == fields(read(text))["a"]
    if read(text).end > text.index("b: 2"):
        assert (["bad-yaml"], "2") == (rules(read(text)), fields(read(text))["b"])


def test_an_indented_block_is_read_too() -> None:
    assert {"a": "@x", "b": "y"} == fields(read(block("  a: @x\n  b: y")))


def test_quotes_around_keys_and_values_are_taken_off_in_the_rescue() -> None:
    text = block("'a b': '@x'\n\"c\": y\nd: @z")

    assert {"a b": "@x", "c": "y", "d": "@z"} == fields(read(text))


@pytest.mark.parametrize("template", ["created: {{date}}", "name: <% tp.file.title %>", "a: {{x}}\nb: [{{y}}, z]"])
def test_an_unrendered_template_is_text(template: str) -> None:
    found = read(block(template))

    assert template.partition(": ")[2].split("\n")[0] == plain(found.pairs[0].value)
    assert () == found.problems


# Full-width colons


def test_a_block_written_with_full_width_colons_is_a_style() -> None:
    text = block(
        "名前：小林 美咲\nよみ：こばやし　みさき　\n# 連絡\n\n電話： 090: 1\n好き：カレー、古い電球\n友：[[A]]、[[B]]"
    )
    found = read(text)

    assert {
        "名前": "小林 美咲",
        "よみ": "こばやし　みさき",
        "電話": "090: 1",
        "好き": "カレー、古い電球",
        "友": ["[[A]]", "[[B]]"],
    } == fields(found)
    assert () == found.problems
    assert ["名前", "よみ", "電話", "好き", "友"] == [text[pair.key_start : pair.key_end] for pair in found.pairs]
    assert "小林 美咲" == text[found.pairs[0].value.start : found.pairs[0].value.end]


@pytest.mark.parametrize(
    "lines",
    [
        "name: 大塚 源\n携帯：090\nタグ:　猫",
        "携帯：090\nname: 大塚 源\nタグ:　猫",
        "タグ:　猫\n携帯：090  # 仕事\nname: 大塚 源",
        "name: 大塚 源\n携帯：'090'\nタグ：　猫",
    ],
)
def test_full_width_colons_beside_yaml(lines: str) -> None:
    found = read(block(lines))

    assert {"name": "大塚 源", "携帯": "090", "タグ": "猫"} == fields(found)
    assert () == found.problems


def test_full_width_colons_with_lists_and_maps_below() -> None:
    found = read(block("好き：\n- a\n- [[B]]\n会社：\n  名：x\n  役:　y\n別名：[a, b]\n一言：\n  はい"))

    assert {"好き": ["a", "[[B]]"], "会社": {"名": "x", "役": "y"}, "別名": ["a", "b"], "一言": "はい"} == fields(found)


def test_full_width_colons_do_not_excuse_what_is_wrong() -> None:
    text = block("名前：山田\nただの文\ntelegram: @x\n電話：090")

    assert {"名前": "山田", "telegram": "@x", "電話": "090"} == fields(read(text))
    assert [("bad-yaml", "ただの文"), ("bad-yaml", "@x")] == marked(text)


# TOML


def test_toml_gives_the_same_nodes() -> None:
    text = (
        '+++\nname = "Ada" # x\nphone = +8190\nborn = 1990-04-17\nat = 2020-01-02 10:00:00\nok = true\nscore = 1.10\n'
        "tags = ['a', \"b\"]\nmap = {x = 'y'}\n'quoted key' = 'z'\n[org]\nname = 'Acme'\n"
        "[[needs]]\nwhat = 'x'\n[[needs]]\nwhat = 'y'\n+++\nbody"
    )
    found = read(text)

    assert {
        "name": "Ada",
        "phone": "+8190",
        "born": "1990-04-17",
        "at": "2020-01-02T10:00:00",
        "ok": "true",
        "score": "1.10",
        "tags": ["a", "b"],
        "map": {"x": "y"},
        "quoted key": "z",
        "org": {"name": "Acme"},
        "needs": [{"what": "x"}, {"what": "y"}],
    } == fields(found)
    assert () == found.problems
    assert ("name", '"Ada"') == tuple(text[slice(*span)] for span in (found.pairs[0][2:], found.pairs[0].value[1:3]))
    assert "'y'" in [text[node.start : node.end] for pair in found.pairs for node in nodes_in(pair.value)]


@pytest.mark.parametrize(
    ("lines", "expected", "place"),
    [
        ("a = 1\nb = @x\nc = 'y' # z", {"a": "1", "b": "@x", "c": "y"}, "b = @x"),
        ("名前 = '山田'", {"名前": "山田"}, "名前 = '山田'"),
        ("a = 1\n[o]\nb = ", {"a": "1", "o.b": ""}, "b = "),
        ("a = [1, 2", {"a": ["1", "2"]}, "a = [1, 2"),
        ("nothing", {}, "nothing"),
        ("a = \x00", {"a": "\x00"}, "a = \x00"),
    ],
)
def test_broken_toml_is_read_line_by_line(lines: str, expected: dict[str, Any], place: str) -> None:
    text = f"+++\n{lines}\n+++\n"

    assert (expected, [("bad-yaml", place)]) == (fields(read(text)), marked(text))


def test_a_toml_key_given_twice() -> None:
    text = "+++\na = 1\na = 2\n+++\n"

    assert ["1", "2"] == [plain(pair.value) for pair in read(text).pairs]
    assert "duplicate-key" in rules(read(text))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_toml_line_ends(end: str) -> None:
    text = "+++\na = 'x'\nb = 2\n+++\n".replace("\n", end)

    assert {"a": "x", "b": "2"} == fields(read(text))


# Hostile files

SIZE = 25_000
HOSTILE = {
    "brackets": "[" * SIZE,
    "brackets below a key": "a: " + "[" * SIZE,
    "braces": "{" * SIZE,
    "braces with keys": "{a: " * (SIZE // 4),
    "dashes": "- " * SIZE,
    "question marks": "? " * SIZE,
    "indentation": "\n".join(" " * depth + "a:" for depth in range(220)),
    "aliases": "a0: &a0 [x, x]\n" + "\n".join(f"a{i}: &a{i} [{f'*a{i - 1}, ' * 9}]" for i in range(1, 10)),
    "merges": "a: &a {b: c}\n" + "\n".join(f"d{i}: {{<<: [{'*a, ' * 9}]}}" for i in range(9)),
    "quote": 'a: "' + "\\" * SIZE,
    "one long line of dashes": "-" * SIZE + "x",
    "blanks": "a" + " " * SIZE + "b",
    "colons": ": " * SIZE,
    "commas": "a: [[x]]," + "," * SIZE + ": ",
    "links": "a: " + "[[x" * SIZE,
    "NUL": "\0" * SIZE,
    "surrogates": "a: \ud800" * SIZE,
    "tags": "!a " * SIZE,
    "anchors": "&a " * SIZE,
    "directives": "%YAML " * SIZE,
    "dotted": "a." * SIZE + "a = 1",
    "inline tables": "a = " + "{a=" * SIZE,
    "arrays": "a = " + "[" * SIZE,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("fence", ["---", "+++"])
def test_a_hostile_block_is_a_problem_or_prose(name: str, fence: str) -> None:
    found = read(f"{fence}\n{HOSTILE[name]}\n{fence}\nbody")

    # Within some ms; minutes or a crash where the guards are missing.
    assert found.kind == "" or "bad-yaml" in rules(found)


def test_too_many_parts_are_refused() -> None:
    found = read(block("name: Ada\nlist: [" + "a," * 20_001 + "]"))

    assert ("Ada", ["bad-yaml"]) == (fields(found)["name"], rules(found))


def test_sixteen_levels_are_read_and_seventeen_are_not() -> None:
    assert [[], ["bad-yaml"]] == [rules(read(block("a: " + "[" * n + "x" + "]" * n))) for n in (15, 16)]


# Laws

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORD = st.text(st.sampled_from("abzAZ019佐藤あア😀é-_:#,[]{}'\"|>&*!%@`?=~. \n\t　：、"), max_size=12)
VALUE = st.one_of(TEXT, WORD, st.sampled_from(["no", "~", "null", "0123", "2024-01-05", "12:30", "<<", "[[A]]"]))
DOCUMENT = st.dictionaries(VALUE, st.one_of(VALUE, st.lists(VALUE, max_size=4)), max_size=6)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "default_flow_style": st.sampled_from([None, True, False]),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from([10, 40, 1000]),
        "indent": st.sampled_from([2, 4, 8]),
        "sort_keys": st.just(False),
    }
)


@settings(deadline=None)
@given(DOCUMENT, STYLES)
def test_where_python_frontmatter_reads_without_loss_ours_agrees(
    document: dict[str, Any], style: dict[str, Any]
) -> None:
    text = f"---\n{yaml.safe_dump(document, **style)}---\nbody\n"
    theirs, body = python_frontmatter.parse(text, handler=python_frontmatter.YAMLHandler())
    if theirs != document:
        return
    found = read(text)

    assert (document, list(document)) == (fields(found), [pair.key for pair in found.pairs])
    assert "bad-yaml" not in rules(found)
    assert (body, "yaml") == (text[found.body :].strip(), found.kind)


PIECES = st.lists(
    st.sampled_from(
        [
            *("a: ", "b:", "名：", "名:　", "'k': ", "- ", "  ", "\n", "\n", "\n", "\r\n", "\r", "\t", "　", "\x85"),
            *("\u2028", "\ufeff", "[[", "]]", "[", "]", "{{", "}}", "{", "}", ", ", "、", "# c", " #", "|", ">", "'"),
            *('"', "\\", "@x", "*x", "&x ", "!t ", "? ", ": ", "：", "%", "---\n", "...\n", "--- ", "x", "山田", "😀"),
            *("\0", "\ud800", "\ufffd", "= ", "a = 1\n", "[t]\n", "[[t]]\n", "'''", '"""', "2020-01-01", "~", "<<: "),
        ]
    ),
    max_size=25,
).map("".join)
FILES = st.one_of(
    st.text(max_size=60),
    st.tuples(st.sampled_from(["---\n", "+++\n", "---\r\n", "----\r"]), PIECES).map("".join),
    st.tuples(PIECES, st.sampled_from(["\n---\nbody", "\n---", "\r---\r"])).map(lambda it: "---\n" + "".join(it)),
    PIECES.map(lambda text: f"+++\n{text}\n+++\n"),
)


def check_places(text: str, found: FrontMatter) -> None:
    assert 0 <= found.start <= found.end <= found.body <= len(text)
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.start < problem.end or problem.rule == "duplicate-key" or not found.pairs
        assert problem.message
    assert list(found.problems) == sorted(found.problems, key=lambda problem: problem.start)
    whole = Pairs(found.pairs, found.start, found.end)
    for node in nodes_in(whole):
        assert found.start <= node.start <= node.end <= found.end
    for pair in pairs_in(whole):
        assert found.start <= pair.key_start <= pair.key_end <= found.end
        assert pair.key_end <= pair.value.start or found.kind == "toml"


@settings(max_examples=400, deadline=None)
@given(FILES)
@example("---\n\x85\n---")
@example("---\n---\n---")
@example("---\n\ufeff: [[\n---\n")
@example("---\n\t\n0:")
@example("+++\n'\n0=\n\n+++")
def test_any_text_is_read_and_every_place_lies_in_the_block(text: str) -> None:
    check_places(text, read(text))


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=60), FILES.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read(data: bytes) -> None:
    text = Source("a.md", b"---\n" + data).text

    check_places(text, read(text))


PLAIN = st.text(st.sampled_from("abc佐藤あ😀é01"), min_size=1, max_size=8)
LINKS = st.one_of(PLAIN, PLAIN.map(lambda name: f"[[{name}]]"))


@settings(deadline=None)
@given(
    st.lists(st.tuples(PLAIN, st.one_of(LINKS, st.lists(LINKS, min_size=1, max_size=3))), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "bad: @x\n", "名：x\n"]),
    st.booleans(),
)
def test_plain_scalars_stand_where_they_are_written(
    pairs: list[tuple[str, str | list[str]]], end: str, last: str, flow: bool
) -> None:
    lines = []
    for key, value in pairs:
        if isinstance(value, str):
            lines.append(f"{key}:  {value}  # c\n")
        elif flow:
            lines.append(f"{key}: [ {' , '.join(value)} ]\n")
        else:
            lines.append(f"{key}:\n" + "".join(f"  -  {item}\n\n" for item in value) + "# c\n")
    text = f"---\n{''.join(lines)}{last}---\nbody".replace("\n", end)
    found = read(text)

    assert pairs == [(pair.key, plain(pair.value)) for pair in found.pairs][: len(pairs)]
    for pair in found.pairs:
        assert pair.key == text[pair.key_start : pair.key_end]
        for node in nodes_in(pair.value):
            if isinstance(node, Scalar):
                assert node.text == text[node.start : node.end]


@settings(deadline=None)
@given(st.lists(st.tuples(PLAIN, LINKS), min_size=1, max_size=6))
def test_a_full_width_colon_reads_like_an_ascii_one(pairs: list[tuple[str, str]]) -> None:
    ascii_, wide = (read(block("\n".join(f"{key}{colon}{value}" for key, value in pairs))) for colon in (": ", "："))
    texts = [[(pair.key, plain(pair.value)) for pair in found.pairs] for found in (ascii_, wide)]

    assert texts[0] == texts[1]
    assert rules(ascii_) == rules(wide)


# The library and its absence


@pytest.mark.parametrize("text", [*map(block, HOSTILE.values()), block("a: [[B]]\nc: |\n  d\n\ne: @f\ng: 'h'\n名：x")])
def test_without_libyaml_the_same_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(text)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    frontmatter._yaml.cache_clear()
    try:
        found = read(text)
    finally:
        frontmatter._yaml.cache_clear()

    assert (fields(expected), set(rules(expected))) == (fields(found), set(rules(found)))


def test_nothing_is_imported_before_there_is_front_matter() -> None:
    code = (
        "import sys; from prm.text.frontmatter import read; read('# Ada');"
        "sys.exit(bool({'yaml', 'frontmatter', 'tomllib', 'json'} & set(sys.modules)))"
    )

    assert 0 == run([sys.executable, "-c", code], check=False).returncode


def test_messages_are_quiet_and_say_what_to_do() -> None:
    bad = ["a: @x", "a: [b", "a: 'b", "a: b: c", "text\na: b", "a: [[B]], [[C]]", "\ta: b", "a: 1\na: 2", "a: \0"]
    messages = [problem.message for text in bad for problem in read(block(text)).problems]

    assert len(bad) <= len(messages)
    assert [] == [message for message in messages if not re.match(r"(the value|this|key|“)", message)]
    assert [] == [message for message in messages if ";" not in message]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("Last-Contact", "lastcontact"),
        ("last_contact", "lastcontact"),
        ("last contact", "lastcontact"),
        ("ＬＡＳＴ　ｃｏｎｔａｃｔ", "lastcontact"),
        ("ﾒｰﾙ", "メール"),
        ("EMAIL[HOME]", "email[home]"),
        (" 誕生日 ", "誕生日"),
        ("", ""),
    ],
)
def test_keys_fold(key: str, expected: str) -> None:
    assert expected == fold_key(key)
