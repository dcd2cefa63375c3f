"""Answers of introductions as people write them, and lines that only sound like one."""

from __future__ import annotations

import pytest

from prm.rules.introducing import answer_unread
from tests.small import vault_of

FILES = {"people/Ann.md": "# Ann\n", "people/Bo.md": "# Bo\n"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[[Bo]] says no", True),
        ("[[Bo]] said yes at once", True),
        ("[[Bo]]: yes", True),
        ("[[Bo]] declined", True),
        ("[[Bo]] is not interested", True),
        ("heard [[Bo]]: yes, gladly", True),
        ("yes Bo", True),
        ("[[Bo]]さんは辞退", True),
        ("yes [[Bo]]: gladly", False),
        ("no [[Bo]]", False),
        ("[[Bo]]: no news yet", False),
        ("call [[Bo]]: he asked whether there was any news", False),
        ("met [[Bo]] at the yes campaign", False),
    ],
)
def test_an_answer_that_is_not_read_is_found(line: str, *, found: bool) -> None:
    note = f"---\nbetween: [Ann, Bo]\n---\n\n- 2026-01-02 asked [[Ann]] [[Bo]]\n- 2026-01-05 {line}\n"

    places = [(each.path, each.line) for each in answer_unread(vault_of(FILES | {"intros/a.md": note}))]
    assert ([("intros/a.md", 6)] if found else []) == places
