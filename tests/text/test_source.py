"""Source: what is shown of a file's bytes, places in it, and changes that leave all other bytes alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.text.source import Change
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

BOM = b"\xef\xbb\xbf"
LINES = st.lists(
    st.sampled_from(["a", "佐藤", "😀", "é", "\n", "\r\n", "\r", "\x85", "\u2028", "\t", "ｱ", " "]),
    max_size=30,
).map("".join)
FILES = st.one_of(
    st.binary(max_size=80),
    LINES.map(str.encode),
    LINES.map(lambda text: BOM + text.encode()),
    LINES.map(lambda text: text.encode("cp932", "ignore")),
    LINES.map(lambda text: text.encode("utf-16")),
    st.tuples(LINES, st.binary(max_size=4), LINES).map(lambda it: it[0].encode() + it[1] + it[2].encode()),
)


def test_utf8_is_shown_as_it_is() -> None:
    source = Source("people/aiko.md", "佐藤\r\n".encode())

    assert ("佐藤\r\n", "utf-8", 0) == (source.text, source.encoding, source.bom)
    assert "people/aiko.md" == source.path


def test_a_bom_is_no_part_of_the_text_but_of_the_bytes() -> None:
    source = Source("a.md", BOM + b"---\nname: Ada\n---\n")

    assert ("---", 3) == (source.text[:3], source.byte(0))
    assert (1, 1) == source.place(0)
    assert BOM + b"+---" == splice(source, [Change(Span(0, 0), "+")])[:7]


def test_only_one_bom_is_taken() -> None:
    assert "\ufeffa" == Source("a.md", BOM + BOM + b"a").text


def test_cp932_is_read_where_it_decodes_and_utf8_does_not() -> None:
    source = Source("a.md", "名前：髙橋①\n".encode("cp932"))

    assert ("名前：髙橋①\n", "cp932") == (source.text, source.encoding)
    assert [0, 2, 4, 6] == [source.byte(offset) for offset in range(4)]
    assert "名前：髙田①\n".encode("cp932") == splice(source, [Change(Span(4, 5), "田")])


def test_cp932_that_does_not_encode_back_stays_byte_for_byte() -> None:
    data = b"\xed\x40\x87\x9b\xfa\x5c\x80\xa0\xfd"  # doubles of NEC and IBM, stray single bytes
    source = Source("a.md", data)

    assert "cp932" == source.encoding
    assert data[:4] + b"x" + data[4:] == splice(source, [Change(Span(2, 2), "x")])


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    source = Source("a.md", "名前".encode("cp932"))

    with pytest.raises(UnicodeEncodeError):
        splice(source, [Change(Span(0, 1), "😀")])


def test_latin_1_that_is_no_cp932_shows_a_sign_for_each_byte() -> None:
    source = Source("a.md", b"caf\xe9\nna\xefve\n\xff")

    assert ("caf\ufffd\nna\ufffdve\n\ufffd", "unknown") == (source.text, source.encoding)
    assert b"caf\xe9\nno\xefve\n\xff" == splice(source, [Change(Span(6, 7), "o")])


def test_utf16_keeps_its_bytes() -> None:
    data = "名前: Ada\n".encode("utf-16")
    source = Source("a.md", data)

    assert "unknown" == source.encoding
    assert data == splice(source, [])


def test_a_bom_in_front_of_broken_utf8_is_never_cp932() -> None:
    source = Source("a.md", BOM + "名前".encode("cp932"))

    assert ("unknown", 3) == (source.encoding, source.byte(0))
    assert len(source.data) == source.byte(len(source.text))


def test_a_replacement_sign_in_good_utf8_is_three_bytes() -> None:
    source = Source("a.md", "\ufffdx".encode())

    assert ("utf-8", 3) == (source.encoding, source.byte(1))


@given(st.text("a\n\r\x85\u2028\x0b"))
def test_lines_begin_behind_the_ends_of_lines(text: str) -> None:
    expected = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    assert expected == Source("a.md", text.encode()).line_starts


def test_lines_end_with_lf_crlf_or_cr_and_nothing_else() -> None:
    text = "a\nb\r\nc\rd\x85e\u2028f\x0bg\x0ch\n"
    source = Source("a.md", text.encode())

    assert [0, 2, 5, 7, len(text)] == source.line_starts
    assert [(1, 1), (2, 1), (3, 1), (4, 3), (5, 1)] == [
        source.place(text.index(sign)) if sign else source.place(len(text)) for sign in ("a", "b", "c", "e", "")
    ]


def test_columns_count_code_points() -> None:
    source = Source("a.md", "😀佐x".encode())

    assert (1, 3) == source.place(2)
    assert 7 == source.byte(2)


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", "\n"), (b"a", "\n"), (b"a\nb\r\n", "\n"), (b"a\r\nb\n", "\r\n"), (b"a\rb", "\r")],
)
def test_newline_is_that_of_the_first_line(data: bytes, expected: str) -> None:
    assert expected == Source("a.md", data).newline


def test_an_empty_file_has_one_line() -> None:
    source = Source("a.md", b"")

    assert ([0], (1, 1), 0) == (source.line_starts, source.place(0), source.byte(0))
    assert b"x" == splice(source, [Change(Span(0, 0), "x")])


def test_digest_is_of_the_bytes() -> None:
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert expected == Source("a.md", b"abc").digest
    assert expected != Source("a.md", BOM + b"abc").digest


def test_changes_may_come_in_any_order() -> None:
    source = Source("a.md", b"abcdef")

    assert b"1bc23f" == splice(source, [Change(Span(3, 5), "23"), Change(Span(0, 1), "1")])


def test_changes_at_one_place_keep_their_order() -> None:
    source = Source("a.md", b"ab")

    assert b"azyb" == splice(source, [Change(Span(1, 1), "z"), Change(Span(1, 1), "y")])


def test_an_insertion_may_touch_a_replacement() -> None:
    source = Source("a.md", b"abc")

    assert b"a12!c" == splice(source, [Change(Span(1, 2), "2"), Change(Span(1, 1), "1"), Change(Span(2, 2), "!")])


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(0, 4)], [(-1, 0)], [(2, 1)], [(0, 2), (1, 1)]])
def test_changes_that_overlap_or_lie_outside_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        splice(Source("a.md", b"abc"), [Change(Span(*span), "x") for span in spans])


@settings(deadline=None)
@given(FILES)
@example(b"\x80")
@example(b"\xed\xa0\x80")
@example(b"\xff\xfea\0")
def test_any_bytes_can_be_read_and_every_offset_has_a_byte_and_a_place(data: bytes) -> None:
    source = Source("a.md", data)
    size = len(source.text)
    bytes_ = [source.byte(offset) for offset in range(size + 1)]
    places = [source.place(offset) for offset in range(size + 1)]

    assert (source.bom, len(data)) == (bytes_[0], bytes_[-1])
    assert sorted(set(bytes_)) == bytes_
    assert sorted(set(places)) == places
    assert list(range(size + 1)) == [source.line_starts[line - 1] + column - 1 for line, column in places]


@settings(deadline=None)
@given(FILES, st.data())
def test_a_splice_of_nothing_changes_nothing(data: bytes, draw: st.DataObject) -> None:
    source = Source("a.md", data)
    at = draw.draw(st.integers(0, len(source.text)))

    assert data == splice(source, [])
    assert data == splice(source, [Change(Span(at, at), "")])


@settings(deadline=None)
@given(FILES, st.data(), st.sampled_from(["", "x", "ab\n", "1: 2\r\n"]))
def test_a_splice_leaves_all_other_bytes(data: bytes, draw: st.DataObject, new: str) -> None:
    source = Source("a.md", data)
    start = draw.draw(st.integers(0, len(source.text)))
    end = draw.draw(st.integers(start, len(source.text)))
    before, after = data[: source.byte(start)], data[source.byte(end) :]

    assert before + new.encode() + after == splice(source, [Change(Span(start, end), new)])


@settings(deadline=None)
@given(LINES, st.data(), st.sampled_from(["", "佐", "😀\r\n"]))
def test_in_utf8_a_splice_is_a_splice_of_the_text(text: str, draw: st.DataObject, new: str) -> None:
    source = Source("a.md", text.encode())
    start = draw.draw(st.integers(0, len(text)))
    end = draw.draw(st.integers(start, len(text)))

    assert (text[:start] + new + text[end:]).encode() == splice(source, [Change(Span(start, end), new)])
