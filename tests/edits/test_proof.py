"""The proof of an edit, and what is shown of it: an edit that does anything else is refused."""

from __future__ import annotations

import pytest

from prm.edits.diff import diff
from prm.edits.proof import Refused
from prm.edits.proof import prove
from prm.edits.proof import prove_body
from prm.edits.proof import prove_note
from prm.model.config import read_config
from prm.model.notes import Note
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

CONFIG, _ = read_config("")
GOOD = Source("a.md", b"---\nname: Ada\ntags: [a]\n---\n# Ada\n- one\n- two")


def edit(start: int, end: int, text: str) -> Edit:
    return Edit("a.md", GOOD.digest, (Change(Span(start, end), text),))


BAD_EDITS: list[tuple[Edit, str]] = [
    (edit(10, 13, "Bo"), "“name” would not say"),
    (edit(14, 23, ""), "“tags” would not say"),
    (edit(14, 14, "x: 1\n"), "“tags” would not say"),
    (edit(24, 24, "x: 1\n"), "“x” would not say"),
    (edit(28, 29, "!"), "leaves the front matter"),
    (edit(24, 24, "---\n"), "the text below it would change"),
    (edit(0, 4, ""), "would not read as front matter"),
    (edit(10, 13, "[Ada"), "would"),
    (edit(10, 99, ""), "cannot be made"),
    (edit(10, 13, "Ada")._replace(digest="0"), "has changed since"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD_EDITS)
def test_an_edit_that_does_something_else_is_refused(wrong: Edit, message: str) -> None:
    prove(GOOD, edit(10, 13, "Bo"), CONFIG, expect={"name": "Bo"})
    with pytest.raises(Refused, match=message):
        prove(GOOD, wrong, CONFIG, expect={"name": "Ada"})


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_an_edit_of_utf16_is_refused(encoding: str) -> None:
    source = Source("a.md", "\ufeff# Ada\n".encode(encoding))
    first = Edit("a.md", source.digest, (Change(Span(0, 0), "---\nrole: x\n---\n"),))
    with pytest.raises(Refused, match="save it as UTF-8 first"):
        prove(source, first, CONFIG, expect={"role": "x"})


END = len(GOOD.text)
BODY_EDITS: list[tuple[Edit, list[str], list[str], bool]] = [
    (edit(34, 34, "- new\n"), ["- new"], [], True),
    (edit(34, 34, "\n- new\n"), ["", "- new"], [], True),
    (edit(34, 34, "\n- new\n"), ["- new"], [], False),
    (edit(END, END, "\n- three"), ["- three"], [], True),
    (edit(END, END, "\n- three\n"), ["- three"], [], True),
    (edit(END, END, "- three\n"), ["- three"], [], False),
    (edit(36, 39, "1"), ["- 1"], ["- one"], True),
    (edit(34, 40, ""), [], ["- one"], True),
    (edit(34, 40, ""), [], ["- two"], False),
    (edit(34, END, "- two\n- one"), [], [], False),
    (edit(24, 24, "x: 1\n"), ["x: 1"], [], False),
]


@pytest.mark.parametrize(("change", "added", "removed", "right"), BODY_EDITS)
def test_an_edit_of_the_body_changes_the_lines_it_means(
    change: Edit, added: list[str], removed: list[str], right: bool
) -> None:
    if right:
        prove_body(GOOD, change, added=added, removed=removed)
    else:
        with pytest.raises(Refused, match="safely"):
            prove_body(GOOD, change, added=added, removed=removed)


def test_an_edit_is_proven_by_what_the_note_means() -> None:
    def same_name(old: Note, new: Note) -> str:
        return "" if old.name == new.name else "the name would change"

    prove_note(GOOD, edit(END, END, "\n- three"), CONFIG, same_name)
    with pytest.raises(Refused, match="the name would change"):
        prove_note(GOOD, edit(10, 13, "Bo"), CONFIG, same_name)


# Diffs


def test_a_diff_shows_the_lines_that_change() -> None:
    expected = """\
--- a/a.md
+++ b/a.md
@@ -1,5 +1,5 @@
 ---
-name: Ada
+name: Bo
 tags: [a]
 ---
 # Ada
"""
    assert expected == diff(GOOD, edit(10, 13, "Bo"))


def test_a_diff_tells_where_no_line_end_is() -> None:
    expected = "@@ -4,4 +4,5 @@\n ---\n # Ada\n - one\n-- two\n\\ No newline at end of file\n+- two\n+- three\n"
    assert diff(GOOD, edit(END, END, "\n- three\n")).endswith(expected)


def test_a_diff_of_a_new_a_deleted_and_a_moved_file() -> None:
    new = Edit("b.md", "", (Change(Span(0, 0), "# B\r\n"),))
    gone = Edit("a.md", GOOD.digest, delete=True)
    moved = Edit("a.md", GOOD.digest, (), to="c.md")

    assert "--- /dev/null\n+++ b/b.md\n@@ -0,0 +1 @@\n+# B\r\n" == diff(Source("b.md", b""), new)
    assert diff(GOOD, gone).startswith("--- a/a.md\n+++ /dev/null\n@@ -1,7 +0,0 @@\n----\n-name: Ada\n")
    assert "rename from a.md\nrename to c.md\n" == diff(GOOD, moved)
    assert "" == diff(GOOD, Edit("a.md", GOOD.digest))
