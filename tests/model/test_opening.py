"""Files that git could not merge."""

import pytest

from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

CONFLICT = """# Ada

Log
=======

<<<<<<< ours
- 2026-01-02 call: the boat
||||||| base
- 2026-01-01 call: the old boat
=======
- 2026-01-03 call: the new boat
>>>>>>> theirs
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_both_sides_are_read_and_the_conflict_is_said(newline: str) -> None:
    data = CONFLICT.replace("\n", newline).encode()
    note = Reader(read_config("")[0]).read(Source("people/ada.md", data))

    assert ["2026-01-02", "2026-01-03"] == [entry.day for entry in note.entries]
    assert ["conflict-marker"] == [problem.rule for problem in note.problems]
    assert [6] == [Source("people/ada.md", data).line(problem.start) for problem in note.problems]


def test_a_heading_underlined_with_equal_signs_is_no_conflict() -> None:
    note = Reader(read_config("")[0]).read(Source("people/ada.md", b"Ada\n=======\n\n- 2026-01-02 call: x <<<<<<< y\n"))

    assert () == note.problems


def test_what_stands_below_a_dated_heading_is_its_text_and_not_about_the_person() -> None:
    log = "# Ada\n\n## 2026-01-02 call: posters\nTwo colours only.\n\n- and no glitter\n\n## 2025-12-24\nRain.\n\n"
    note = Reader(read_config("")[0]).read(Source("people/ada.md", f"{log}## Likes\n\nTea.\n".encode()))

    assert ["posters\nTwo colours only.\nand no glitter", "Rain."] == [entry.text for entry in note.entries]
    assert "Tea." == note.about
