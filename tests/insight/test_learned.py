"""When each thing on a page was written, by the days of its lines."""

from __future__ import annotations

from datetime import date

from prm.insight.changes.learned import learned
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

TODAY = date(2026, 1, 15)


def page(text: str, days: list[int | None]) -> list[tuple[str, str, str | None, str, str]]:
    source = Source("a.md", text.encode())
    note = Reader(read_config("")[0]).read(source)
    rows = learned(source, note, [date(2026, 1, day) if day else None for day in days], TODAY)
    return [(row.written[-2:], *row[1:4], row.at[5:]) for row in rows]


def test_every_value_entry_and_promise_has_the_day_of_its_line() -> None:
    text = (
        "---\ntype: person\nemail: {home: a@x.org}\nlast_contact: 2026-01-01\nfaith: tea\n---\n# A\n\n"
        "- 2026-01-02 call: [[Ben]] came\n\n## Promises\n- [x] the score done:2026-01-03\n- [ ] a key due:2026-02-01\n"
    )

    assert [
        ("15", "promise", None, "a key", "13"),
        ("09", "email", "home", "a@x.org", "3"),
        ("05", "log", "call", "Ben came", "9"),
        ("05", "promise", None, "the score", "12"),
        ("01", "faith", None, "tea", "5"),
    ] == page(text, [1, 1, 9, 1, 1, 1, 1, 1, 5, 5, 5, 5, None])


def test_lines_are_counted_as_git_counts_them() -> None:
    assert [("02", "tags", None, "x", "4")] == page("---\r\rfaith:\rtags: x\r---\r\n# A\r\n", [2, 3])[:1]
    assert [("15", "tags", None, "x", "2")] == page("---\ntags: x\n---\n", [1])
