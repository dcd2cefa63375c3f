"""Reading is total: any bytes give a note, no person's file disappears, and every place lies in the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.model.redact import redact
from prm.model.vault import build
from prm.text.source import Source
from prm.text.source import Span

CONFIG = read_config("")[0]
READER = Reader(CONFIG)
PATHS = (
    "people/a.md",
    "journal/2026-11-20.md",
    "notes/a.md",
    "meetings/2026-11-10 a.md",
    "intros/a.md",
    "orgs/a.md",
    "inbox.md",
    "people/a/2026-11-20.md",
)


def spans_of(note: Note) -> Iterator[Span]:
    for each in (*note.values, *note.entries, *note.tasks, *note.links, *note.problems):
        yield Span(each.start, each.end)
    yield from note.private


def read(path: str, data: bytes) -> Note:
    """Read a file and see that the laws hold for it."""
    source = Source(path, data)
    note = READER.read(source)
    for start, end in spans_of(note):
        assert 0 <= start <= end <= len(source.text)
    for link in note.links:
        assert -1 <= link.entry < len(note.entries)
        assert -1 <= link.task < len(note.tasks)
    assert note == READER.read(source)
    assert note.name
    list(redact([(source, note)]))
    return note


@settings(max_examples=200)
@given(st.sampled_from(PATHS), st.binary(max_size=400))
@example("people/a.md", b"\xff\xfe-\0-\0-\0")
@example("people/a.md", b"---\n\xed\xa0\x80: x\n---\n")
def test_any_bytes_are_a_note(path: str, data: bytes) -> None:
    read(path, data)


MARKS = (
    "---",
    "+++",
    "---\n",
    "\n---\n",
    "- 2026-",
    "- 2026-11-20",
    "2026-11-20 ",
    "11/20 ",
    "令和8年11月20日",
    "（金）",
    "[[",
    "]]",
    "[[Ben]]",
    "[[a|b]]",
    "[x](people/a.md)",
    "- [ ] ",
    "- [x] ",
    "- ☑ ",
    "@me ",
    "@them ",
    "@[[Ben]] ",
    "due:2026-01-01",
    "📅 2026-01-01",
    "✅ ",
    "%% private %%",
    "%% /private %%",
    "<<<<<<< a\n",
    "=======\n",
    "||||||| b\n",
    ">>>>>>> c\n",
    "| 2026-01-01 | call |",
    "|",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "# ",
    "## Private\n",
    "## Career\n",
    "## Needs\n- ",
    "> ",
    "```",
    "`",
    "~~~\n",
    "<!--",
    "-->",
    "<!-- prm:begin -->",
    "<!-- prm:end -->",
    "![[",
    "call ",
    "lunch with ",
    "電話",
    "お茶",
    "gave ",
    "got help",
    "お土産を",
    "もらった",
    "の件",
    "と",
    "about ",
    "should ",
    "予定",
    ": ",
    "：",
    "。",
    ". ",
    " (30m)",
    "→ ",
    "{{x}}",
    "<% x %>",
    "name: ",
    "birthday: 1990-02-30\n",
    "met: {date: ~2020}\n",
    "private: true\n",
    "private: [needs]\n",
    "needs: x\n",
    "relations:\n  - ",
    "wish: ",
    "interactions: [{date: 2026-01-02, text: 'call [[Ben]]'}]\n",
    "attendees: [[a]], [[b]]\n",
    "date: 2026-01-02\n",
    "type: person\n",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "\t",
    "　",
    "・",
    "  - ",
    "\0",
    "\ufeff",
    "\u2028",
    "\x85",
    "\ud7ff",
    "𠮷",
    "é",
)


@settings(max_examples=400)
@given(st.sampled_from(PATHS), st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=30), st.booleans())
@example("people/a.md", ["---\n", "name: ", "'", "\n", "birthday: 1990-02-30\n", "---\n"], False)
@example("journal/2026-11-20.md", ["- lunch with ", "[[Ben]]", "\n", "  text\n", "- x\n", "  more\n"], True)
def test_any_pieces_of_markdown_are_a_note(path: str, pieces: list[str], crlf: bool) -> None:
    text = "".join(pieces)
    if crlf:
        text = text.replace("\r", "").replace("\n", "\r\n")
    read(path, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=20))
def test_a_file_of_a_person_stays_a_person(pieces: list[str]) -> None:
    text = "".join(piece for piece in pieces if "type" not in piece)
    note = read("people/a.md", text.encode("utf-8", "surrogatepass"))
    if not any(value.key in ("type", "tags") for value in note.values):
        assert "person" == note.kind
        vault = build([Source("people/a.md", text.encode("utf-8", "surrogatepass"))], CONFIG, date(2026, 11, 21))
        assert 1 == len(vault.people)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=20), st.sampled_from(PATHS))
def test_line_ends_change_nothing(pieces: list[str], path: str) -> None:
    text = "".join(pieces).replace("\r", "").replace("\x85", "").encode("utf-8", "surrogatepass")
    plain, crlf = read(path, text), read(path, text.replace(b"\n", b"\r\n"))
    assert [each[:6] for each in plain.entries] == [
        (*each[:3], each.text.replace("\r", ""), *each[4:6]) for each in crlf.entries
    ]
    assert [each[:2] for each in plain.links] == [each[:2] for each in crlf.links]
    assert [each[:2] for each in plain.tasks] == [each[:2] for each in crlf.tasks]


HOSTILE = {
    "brackets": b"[" * 25_000,
    "brackets in front matter": b"---\na: " + b"[" * 25_000 + b"\n---\n",
    "braces": b"---\na: " + b"{" * 25_000 + b"\n---\n",
    "aliases": b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
    + b"---\n",
    "merge keys": b"---\n<<: &a {b: c}\nd: *a\n---\n",
    "nul": b"---\nname: a\0b\n---\n\0",
    "utf-16": "---\nname: Aiko\n---\n- 2026-01-02 call".encode("utf-16"),
    "shift_jis": "---\n名前: 佐藤 愛子\n---\n- 2026-01-02 電話".encode("cp932"),
    "bom": b"\xef\xbb\xbf---\nname: Aiko\n---\n",
    "cr": b"---\rname: Aiko\r---\r- 2026-01-02 call\r",
    "no final newline": b"---\nname: Aiko\n---",
    "rules in the body": b"# A\n\n---\n\n- 2026-01-02 call\n\n---\nname: x\n---\n",
    "template": b"---\nname: {{title}}\ndate: {{date}}\n---\n",
    "two keys": b"---\nname: a\nname: b\nname: c\n---\n",
    "february 30": b"---\nbirthday: 1990-02-30\n---\n- 1990-02-30 call\n",
    "phone": b"---\nphone: 0123\ncountry: NO\nfriend: [[x]]\n---\n",
    "tabs": b"---\n\tname: Aiko\n\t\t- x\n---\n",
    "tags": b"---\na: !!python/object/apply:os.system ['x']\nb: !x y\n---\n",
    "numbers": b"---\na: " + b"9" * 10_000 + b"\nb: 1e999\nc: 0x" + b"f" * 5_000 + b"\n---\n",
    "deep quotes": b">" * 25_000,
    "deep items": b"\n".join(b" " * n + b"- x" for n in range(2_000)),
    "empty": b"",
    "only marks": b"---\n---\n---\n+++\n",
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str, path: str) -> None:
    note = read(path, HOSTILE[name])
    if path == "people/a.md":
        assert "person" == note.kind


def test_what_hostile_files_say() -> None:
    assert ["not-utf8"] == [each.rule for each in read("people/a.md", HOSTILE["shift_jis"]).problems]
    assert "佐藤 愛子" == read("people/a.md", HOSTILE["shift_jis"]).name
    assert "not-utf8" in [each.rule for each in read("people/a.md", HOSTILE["utf-16"]).problems]
    assert "Aiko" == read("people/a.md", HOSTILE["bom"]).name
    assert ("Aiko", 1) == (
        read("people/a.md", HOSTILE["cr"]).name,
        len(read("people/a.md", HOSTILE["cr"]).entries),
    )
    assert "Aiko" == read("people/a.md", HOSTILE["no final newline"]).name
    assert ["2026-01-02"] == [each.day for each in read("people/a.md", HOSTILE["rules in the body"]).entries]
    phone = {value.key: value.text for value in read("people/a.md", HOSTILE["phone"]).values}
    assert {"phone": "0123", "country": "NO", "friend": "[[x]]"} == phone


UNITS = (
    "[",
    "[[",
    "[[a]]",
    "[[Ben]]: ",
    "(",
    "|",
    "📅",
    "📅 ",
    "📅 2026-01-01 ",
    "%%",
    "%% ",
    "%% private %% ",
    ">",
    "> ",
    "`",
    "``",
    "``` ",
    "~~~",
    "- ",
    "-  ",
    "* ",
    "1. ",
    "![[",
    "![a](",
    "[a](",
    "<!--",
    "<!-- prm:begin",
    "<!-- prm:end ",
    " ",
    "　",
    "\t",
    ".",
    ". ",
    "。",
    "call",
    "call ",
    "電話",
    "電話call",
    "gave ",
    "gave the ",
    "a ",
    "[[a]]と",
    "[[a]]　",
    "{{",
    "<%",
    "due:",
    "@[[a]] ",
    "#",
    "・",
    "\\",
    '"',
    "'",
    "(1h) ",
    "https://a.b ",
    "a@b.c ",
    "[[a: b]]",
    "call [[a]]. ",
    "電話[[a]]。",
    ",",
    "、",
    "x",
    "あ",
    "1",
    "\0",
    "!",
    "- 2026-01-02 call\n",
    "  x\n",
    "a: b\n",
    "> - 2026-01-02 call\n",
    "`x` ",
    "<!-- 2026-01-02 -->",
)
BEGINNINGS = (
    "",
    "- 2026-10-02 call",
    "- [x] ",
    "# ",
    "| 2026-10-02 | ",
    "- [[a]]",
    "- call [[a]]",
    "%%",
    "---\na: ",
    "---\ntags: ",
    "---\nname: ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines_take_no_longer_than_their_length(unit: str) -> None:
    """A regular expression that needs quadratic time would hang here."""
    for begin in BEGINNINGS:
        data = (begin + unit * (30_000 // len(unit)) + "x").encode()
        for path in ("people/a.md", "journal/2026-11-20.md"):
            READER.read(Source(path, data))


@pytest.mark.parametrize("sign", ["a", " ", "[", "。", "-", "\t", "電"])
def test_ten_megabytes_in_one_line(sign: str) -> None:
    note = READER.read(
        Source("people/a.md", b"- 2026-01-02 call " + (sign * (10_000_000 // len(sign.encode()))).encode())
    )
    assert ["too-large"] == [each.rule for each in note.problems]
    assert ["2026-01-02"] == [each.day for each in note.entries]
