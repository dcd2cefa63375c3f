"""What an invented vault promises: the same bytes for ever, the shape that it says, and notes that can be read."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from benchmarks.cast import world
from benchmarks.chance import Chance
from benchmarks.vault import contents
from benchmarks.vault import write
from benchmarks.words import ANY
from benchmarks.words import EN
from benchmarks.words import JA
from prm.cli.main import run
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

PEOPLE = 300
HEADS = (*EN.heads, *EN.giving, *JA.heads, *JA.giving, *ANY.quiet)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(contents(PEOPLE))


def digest(people: int, seed: int) -> str:
    parts = [hashlib.sha256(path.encode() + b"\0" + content).digest() for path, content in contents(people, seed)]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def journal_entries(files: dict[str, bytes]) -> list[str]:
    """The list items and paragraphs of all daily notes, without tasks."""
    texts = [content.decode() for path, content in files.items() if path.startswith("journal/")]
    bodies = [re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL) for text in texts]
    lines = [line.removeprefix("- ") for body in bodies for line in body.split("\n") if line]
    return [line for line in lines if not line.startswith("[ ] ")]


def test_a_seed_makes_the_same_bytes_everywhere() -> None:
    assert "0a82b1fa6f03499d" == digest(40, 7)
    assert digest(40, 7) != digest(40, 8)


def test_no_two_files_have_one_path() -> None:
    paths = [path for path, _ in contents(2000)]

    assert len({path.casefold() for path in paths}) == len(paths)


def test_a_third_of_all_entries_stand_in_journals_half_of_them_without_a_head(files: dict[str, bytes]) -> None:
    entries = journal_entries(files)
    bare = [re.sub(r"^\d\d:\d\d ", "", entry) for entry in entries]
    headed = [entry for entry in bare if entry.startswith(HEADS)]

    assert [PEOPLE * 10 // 3, PEOPLE * 10 // 6] == [len(entries), len(headed)]


def test_there_are_ten_entries_a_person(files: dict[str, bytes]) -> None:
    count = dict.fromkeys(("person", "meeting", "intro", "org", "dated"), 0)
    entries = dict.fromkeys(count, 0)
    reader = Reader(read_config("")[0])
    for path, content in files.items():
        if path.endswith(".md"):
            note = reader.read(Source(path, content))
            count[note.kind] += 1
            entries[note.kind] += len(note.entries)
    total = entries["person"] + entries["meeting"] + entries["intro"] + len(journal_entries(files))

    assert {"person": PEOPLE, "meeting": PEOPLE // 10, "intro": PEOPLE // 100, "org": PEOPLE // 30} == {
        kind: many for kind, many in count.items() if kind != "dated"
    }
    assert PEOPLE * 10 == pytest.approx(total, rel=0.01)


@pytest.mark.parametrize("people", [1000, 10_000])
def test_few_have_hundreds_of_lines_and_most_have_few(people: int) -> None:
    lines = sorted(person.lines for person in world(people, people * 6, Chance("lines")).people)

    assert [people * 6, True, True] == [sum(lines), lines[-1] >= 200, lines[people // 2] <= 4]
    assert 0 < sum(each >= 100 for each in lines) <= people // 50


def test_every_shape_is_there(files: dict[str, bytes]) -> None:
    people = [content for path, content in files.items() if path.startswith(("people/", "人物/"))]
    shapes = {
        "yaml": rb"\A(\xef\xbb\xbf)?---\r?\n",
        "toml": rb"\A(\xef\xbb\xbf)?\+\+\+\r?\n",
        "no front matter": rb"\A# ",
        "crlf": rb"\r\n",
        "byte order mark": rb"\A\xef\xbb\xbf",
        "no line end": rb"[^\n]\Z",
        "vcard keys": rb"\nFN: ",
        "japanese keys": "\n姓: ".encode(),
        "inline map": rb": \{",
        "block list": rb":\r?\n(  )?- ",
        "comment": rb"\n# from",
        "partial birthday": rb"birthday: \"?(--|~)",
        "promise": rb"- \[ \] ",
        "table": rb"\| --- \|",
        "unknown key": rb"\n(rating|starred|colour|postcode): ",
    }

    assert [] == [name for name, shape in shapes.items() if not any(re.search(shape, each) for each in people)]


def test_check_finds_no_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(PEOPLE, str(tmp_path))
    run(["--vault", str(tmp_path), "--today", "2026-01-15", "--format", "json", "check"])
    found = json.loads(capsys.readouterr().out)

    assert [] == [each for each in found if each["severity"] == "error"]
    assert len(found) <= PEOPLE // 10
