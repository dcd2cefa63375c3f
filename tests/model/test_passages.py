"""What a file says in its own words, piece by piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prm.model.opening import readable
from prm.model.passages import body_start
from prm.model.passages import passages
from prm.text.frontmatter import read
from prm.text.source import Source
from tests.small import vault_of

FILE = """\
---
role: baker
interactions:
  - {date: 2025-01-01, text: "call: rye"}
---
# Ann

First line
second line.

- item one
  goes on
- [ ] a task
2025-01-02 coffee: cake
2025-01-03 call: tea

> quoted words

```
code
```
<!-- a comment -->
<!-- prm:begin -->
made by prm
<!-- prm:end -->

| 2025-02-02 | lunch | soup |
|---|---|---|

## Offers

- a bench
"""


def test_a_file_is_read_piece_by_piece() -> None:
    found = [
        (each.sort, each.line, each.last, each.title, each.text) for each in passages(Source("a.md", FILE.encode()))
    ]

    assert [
        ("title", 6, 6, "", "Ann"),
        ("line", 8, 9, "Ann", "First line second line."),
        ("line", 11, 12, "Ann", "item one goes on"),
        ("line", 13, 13, "Ann", "a task"),
        ("line", 14, 14, "Ann", "2025-01-02 coffee: cake"),
        ("line", 15, 15, "Ann", "2025-01-03 call: tea"),
        ("line", 17, 17, "Ann", "quoted words"),
        ("line", 27, 27, "Ann", "2025-02-02 | lunch | soup"),
        ("title", 30, 30, "", "Offers"),
        ("line", 32, 32, "Offers", "a bench"),
    ] == found


def test_a_vault_says_each_thing_once() -> None:
    said = [(each.field, each.line, each.text) for each in vault_of({"people/Ann.md": FILE}).text.holding("")]

    assert [("role", 2, "baker"), ("offers", 32, "a bench"), ("line", 4, "rye")] == [
        row for row in said if row[1] < 6 or row[1] > 30
    ]
    assert len(said) == len({row[1] for row in said})


@given(
    st.lists(st.sampled_from(["---", "+++", "a: b", "a = 1", "- 2025-01-01 x", "# h", "", "text", " - x"]), max_size=9)
)
def test_the_body_begins_where_reading_says(lines: list[str]) -> None:
    shown, _ = readable(Source("a.md", "\n".join(lines).encode()))

    assert read(shown).body == body_start(shown)


@given(st.text())
def test_any_text_has_passages_on_its_own_lines(text: str) -> None:
    source = Source("people/a.md", text.encode())
    for each in passages(source):
        assert 1 <= each.line <= each.last <= len(source.line_starts)
