"""What counts in a body, what its lines are, and its links."""

from __future__ import annotations

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.text.markdown import lines
from prm.text.markdown import links
from prm.text.markdown import plain
from prm.text.markdown import read_body
from prm.text.markdown import without_marks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a c"),
        ("a ``b`` c", "a c"),
        ("a `b c", "a `b c"),
        ("a\n```\nb\n```\nc", "a c"),
        ("a\n``` md\nb\n````\nc", "a c"),
        ("a\n````\nb\n```\nc", "a"),
        ("a\n~~~\nb\n~~~\nc", "a c"),
        ("a\n```b``` c\nd", "a ```b``` c d"),
        ("- ```\n  b\n  ```\n- c", "- - c"),
        ("a\n> b\n>> c\nd", "a d"),
        ("＞ b\nd", "d"),
        ("- > b\n- c", "- - c"),
        ("・> b\nd", "・ d"),
        ("a > b", "a > b"),
        ("a <!-- b\nc --> d", "a d"),
        ("a `<!--` b", "a b"),
        ("a <!-- b", "a"),
        ("a <!-- prm:begin -->\nb <!-- c -->\n<!-- prm:end --> d", "a d"),
        ("a ![[b]] ![c](d.png) e", "a e"),
        ("a %% private %% b %% /private %% c", "a b c"),
        ("a %% b %% c", "a %% b %% c"),
    ],
)
def test_what_does_not_count_is_blank(text: str, left: str) -> None:
    for written in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        body = read_body(written, 0)
        assert len(written) == len(body.text)
        assert left == " ".join(body.text.split())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```\nb\n```", "code"),
        ("> b", "quote"),
        ("<!-- b -->", "comment"),
        ("![[b]]", "embed"),
        ("<!-- prm:begin -->x", "generated"),
        ("`b`", ""),
    ],
)
def test_why_it_does_not_count(text: str, why: str) -> None:
    assert ([why] if why else []) == [each.why for each in read_body(text, 0).excluded]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a %% private %%b%% /private %% c", ["%% private %%b%% /private %%"]),
        ("a %%private%%b%%/private%%", ["%%private%%b%%/private%%"]),
        ("％％ 非公開 ％％b％％ ／非公開 ％％", ["％％ 非公開 ％％b％％ ／非公開 ％％"]),
        ("a %% private %% b", ["%% private %% b"]),
        ("a %% /private %% b", []),
        ("%% private %%a%% private %%b%% /private %%c", ["%% private %%a%% private %%b%% /private %%"]),
    ],
)
def test_private_spans(text: str, inside: list[str]) -> None:
    body = read_body(text, 0)
    assert inside == [text[start:end] for start, end in body.private]
    assert ("/" not in text.replace("／", "/")) == bool(body.unclosed)


def test_marks_are_not_shown() -> None:
    assert "a b c" == without_marks("a %% private %% b %% /private %% c")


@pytest.mark.parametrize(
    ("text", "kind", "level", "content", "box"),
    [
        ("", "blank", 0, "", ""),
        (" \t　", "blank", 0, "", ""),
        ("text", "text", 0, "text", ""),
        ("# A", "heading", 1, "A", ""),
        ("###### A", "heading", 6, "A", ""),
        ("####### A", "text", 0, "####### A", ""),
        ("#tag", "text", 0, "#tag", ""),
        ("##　日記", "heading", 2, "日記", ""),
        ("- a", "item", 0, "a", ""),
        ("* a", "item", 0, "a", ""),
        ("+ a", "item", 0, "a", ""),
        ("-a", "text", 0, "-a", ""),
        ("・a", "item", 0, "a", ""),
        ("･a", "item", 0, "a", ""),
        ("● a", "item", 0, "a", ""),
        ("○　a", "item", 0, "a", ""),
        ("－　a", "item", 0, "a", ""),
        ("  - a", "item", 2, "a", ""),
        ("\t- a", "item", 4, "a", ""),
        ("　・a", "item", 2, "a", ""),
        ("1. a", "item", 0, "a", ""),
        ("- [ ] a", "item", 0, "a", " "),
        ("- [x] a", "item", 0, "a", "x"),
        ("- [X] a", "item", 0, "a", "x"),
        ("- [-] a", "item", 0, "a", "-"),
        ("- [　] a", "item", 0, "a", " "),
        ("・［ｘ］ a", "item", 0, "a", "x"),
        ("- [x]a", "item", 0, "[x]a", ""),
        ("- [[a]]", "item", 0, "[[a]]", ""),
        ("□ a", "item", 0, "a", " "),
        ("☐a", "item", 0, "a", " "),
        ("- ☑ a", "item", 0, "a", "x"),
        ("| a | b |", "row", 0, " a | b |", ""),
        ("-", "item", 0, "", ""),
    ],
)
def test_lines(text: str, kind: str, level: int, content: str, box: str) -> None:
    found = next(iter(lines(text + "\n", 0)))
    assert (kind, level, content, box) == (
        found.kind,
        found.level,
        text[found.content :] if kind != "blank" else "",
        found.box,
    )


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("[[a]]", "a", ""),
        ("[[a|b]]", "a", "b"),
        ("[[a\\|b]]", "a", "b"),
        ("[[a#h]]", "a", ""),
        ("[[a#h|b]]", "a", "b"),
        ("[[f/a]]", "f/a", ""),
        ("[b](a.md)", "a.md", "b"),
        ("[b](f/a%20c.md)", "f/a c.md", "b"),
        ("[b](<f/a c.md>)", "f/a c.md", "b"),
        ("[b](a.markdown#h)", "a.markdown", "b"),
        ("[](a.md)", "a.md", ""),
        ("[b](https://x.org/a.md)", None, None),
        ("[b](a.png)", None, None),
        ("[[]]", None, None),
        ("[[#h]]", None, None),
        ("[[a\nb]]", None, None),
        ("[a]", None, None),
    ],
)
def test_links(text: str, target: str | None, label: str | None) -> None:
    found = [(link.target, link.label) for link in links(text, 0, len(text))]
    assert ([] if target is None else [(target, label)]) == found


def test_places_and_owners_of_links() -> None:
    text = "a @[[b]] ＠[[c]] [[d]]"
    found = links(text, 0, len(text))
    assert [("@[[b]]", True), ("＠[[c]]", True), ("[[d]]", False)] == [
        (text[link.start : link.end], link.owner) for link in found
    ]
    assert [] == links(text, 0, 7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("with [[a]]", "with a"),
        ("[[f/a|b]]", "b"),
        ("[[f/a]]", "a"),
        ("[[a#h]]", "a"),
        ("[b](a.md)", "b"),
        ("[[a\\|b]]", "b"),
        ("no [ link", "no [ link"),
    ],
)
def test_plain(text: str, said: str) -> None:
    assert said == plain(text)


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(["[[", "]]", "[", "]", "@", "＠", "|", "#", "\\", " ", "\n", "Ben", "a/b", "佐藤"]), max_size=9
    )
)
@example(["[[", "]", "]]"])
@example(["@", "[[", "Ben", "\\", "|", "a/b", "]]"])
def test_a_lone_link_reads_as_one_of_many(pieces: list[str]) -> None:
    text = "".join(pieces)
    many = text + "\n[x](y.md)"

    for start in range(len(text) + 1):
        assert links(many, start, len(many))[:-1] == links(text, start, len(text))
