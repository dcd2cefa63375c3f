import pytest

from prm.edits.merge.vanished import entries
from prm.edits.merge.vanished import put_back
from prm.edits.merge.vanished import said

NOTE = "---\ncity: Malmö\n---\n# Ada\n\n## Log\n- 2026-01-02 call: two\n- 2026-01-01 call: one\n\nWe met there.\n"


def test_lines_that_say_something() -> None:
    text = NOTE + "\n***\n- [x] bring it ✅ 2026-01-02\n<!-- prm:begin -->\nmade\n<!-- prm:end -->\n"

    expected = {"- 2026-01-02 call: two", "- 2026-01-01 call: one", "We met there.", "bring it"}
    assert expected == said(text.encode())
    assert expected - {"We met there."} == entries(text.encode())
    assert frozenset() == said(b"\0\1binary")


@pytest.mark.parametrize(
    ("now", "line", "expected"),
    [
        (
            NOTE.replace("- 2026-01-01 call: one\n", "").replace("Malmö", "Lund"),
            "- 2026-01-01 call: one",
            NOTE.replace("Malmö", "Lund"),
        ),
        (
            NOTE.replace("\nWe met there.\n", "\nWe met elsewhere.\n"),
            "We met there.",
            NOTE.replace("\nWe met there.\n", "\nWe met elsewhere.\nWe met there.\n"),
        ),
        (
            NOTE.replace("- 2026-01-02 call: two\n", "").replace("\n", "\r\n"),
            "- 2026-01-02 call: two",
            NOTE.replace("\n", "\r\n"),
        ),
    ],
    ids=["an entry", "in the place of another", "other line ends"],
)
def test_a_line_goes_back_where_it_stood(now: str, line: str, expected: str) -> None:
    assert expected == (put_back(now.encode(), NOTE.encode(), frozenset({line})) or b"").decode()


def test_what_cannot_be_merged_takes_nothing() -> None:
    assert put_back(b"---\nname: Ada\n", NOTE.encode(), frozenset({"We met there."})) is None
