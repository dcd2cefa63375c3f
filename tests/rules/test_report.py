from __future__ import annotations

import json

from prm.rules import Finding
from prm.rules.report import as_json
from prm.rules.report import concise
from prm.rules.report import fails
from prm.rules.report import full
from prm.rules.report import github
from prm.rules.report import jsonl
from prm.rules.report import summary
from prm.rules.report import visible

BROKEN = Finding(
    "P301", "broken-link", "warning", "people/ana.md", 7, 11, 7, 18, "no person “bob”; did you mean “Bob Ito”?", False
)
NOTE = BROKEN._replace(
    code="P402", name="overdue-promise", severity="info", column=1, end_column=1, message="was meant"
)
WHOLE = Finding("P101", "not-utf8", "error", "people/健.md", 1, 1, 1, 1, "the file is not UTF-8", False)
HOSTILE = BROKEN._replace(path="people/\x1b[31m\n::error::,x%.md", message="no\r\nperson \u202e\x9b, 100%: no")


def test_concise() -> None:
    expected = "people/ana.md:7:11: P301 no person “bob”; did you mean “Bob Ito”? [broken-link]\n"

    assert expected == concise([BROKEN])
    assert "" == concise([])


def test_full_marks_the_place_below_wide_letters() -> None:
    found = BROKEN._replace(line=12, end_line=12, column=5, end_column=12)
    expected = """\
people/ana.md:12:5: P301 no person “bob”; did you mean “Bob Ito”? [broken-link]
  12 | - 電話[[bob]]：歌
     |       ^^^^^^^
  fix: write the name as the file has it, add it to the `aliases` of the one who is meant, or make a file for them.
"""

    assert expected == full([found], lambda path, line: "- 電話[[bob]]：歌" if (path, line) == (found.path, 12) else "")


def test_full_marks_wide_letters_over_their_width() -> None:
    rows = full([BROKEN._replace(column=3, end_column=6)], lambda path, line: "a\t健か\u3099x\r\n").split("\n")

    assert ["  7 | a    健か\u3099x", "    |      ^^^^"] == rows[1:3]


def test_full_marks_a_whole_line_and_no_line_of_a_whole_file() -> None:
    assert ["  7 |   - [ ] the map", "    |   ^^^^^^^^^^^^^"] == full(
        [NOTE], lambda path, line: "  - [ ] the map"
    ).split("\n")[1:3]
    assert 2 == len(full([WHOLE], lambda path, line: "# 佐藤 健").splitlines())


def test_full_crops_a_long_line_around_the_place() -> None:
    text = "a" * 300 + "[[bob]]" + "b" * 300
    rows = full([BROKEN._replace(column=301, end_column=308)], lambda path, line: text).split("\n")

    mark = rows[2].index("^")
    assert "[[bob]]" == rows[1][mark : mark + 7]
    assert "^^^^^^^" == rows[2].strip(" |")
    assert len(rows[1]) < 120


def test_full_bears_places_outside_the_line() -> None:
    assert 4 == len(full([BROKEN], lambda path, line: "short").splitlines())
    assert 2 == len(full([BROKEN], lambda path, line: "").splitlines())


def test_json_is_the_finding() -> None:
    expected = {
        "code": "P301",
        "name": "broken-link",
        "severity": "warning",
        "path": "people/ana.md",
        "line": 7,
        "column": 11,
        "end_line": 7,
        "end_column": 18,
        "message": "no person “bob”; did you mean “Bob Ito”?",
        "fixable": False,
    }

    assert [expected] == json.loads(as_json([BROKEN]))
    assert [] == json.loads(as_json([]))
    assert [expected, WHOLE._asdict()] == [json.loads(line) for line in jsonl([BROKEN, WHOLE]).splitlines()]
    assert [HOSTILE._asdict()] == json.loads(as_json([HOSTILE]))
    assert "健" in as_json([WHOLE])


def test_github() -> None:
    expected = (
        "::warning file=people/ana.md,line=7,col=11,endLine=7,endColumn=18,title=P301 broken-link"
        "::no person “bob”; did you mean “Bob Ito”?\n"
        "::notice file=people/ana.md,line=7,col=1,endLine=7,endColumn=1,title=P402 overdue-promise::was meant\n"
    )

    assert expected == github([BROKEN, NOTE])


def test_github_escapes() -> None:
    expected = (
        "::warning file=people/�[31m�%3A%3Aerror%3A%3A%2Cx%25.md,line=7,col=11,endLine=7,endColumn=18,"
        "title=P301 broken-link::no��person ��, 100%25: no\n"
    )

    assert expected == github([HOSTILE])


def test_nothing_steers_a_terminal() -> None:
    for text in (concise([HOSTILE]), full([HOSTILE], lambda path, line: "\x1b[2J\x07"), github([HOSTILE])):
        assert all(sign >= " " for sign in text.replace("\n", ""))
        assert not set("\x9b\u202e\x1b\x7f") & set(text)
    for text in (as_json([HOSTILE]), jsonl([HOSTILE])):
        assert not set("\x9b\u202e\x1b\x7f") & set(text)
    assert 1 == concise([HOSTILE]).count("\n")
    assert "a�b" == visible("a\x00b")


def test_summary() -> None:
    assert "nothing to mend" == summary([])
    assert "1 warning in 1 file" == summary([BROKEN])
    assert "2 notes in 1 file" == summary([NOTE, NOTE])
    assert "1 error, 2 warnings, 1 note in 2 files" == summary([BROKEN, BROKEN, WHOLE, NOTE])


def test_notes_do_not_fail() -> None:
    assert not fails([])
    assert not fails([NOTE])
    assert fails([NOTE, BROKEN])
