"""Expectations of prm.toml: where a query that cannot be read is reported, and who is not asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prm.engine import Engine
from prm.rules import check

TODAY = date(2026, 1, 15)
TOML = """\
[[expect]]
who = "tag:choir"
has = ["email"]

[[expect]]
who = 'due or circel:inner'
has = ["birthday", "emial", "wichtig"]

[seasons.newyear]
who = "(status:active"
"""


def findings(root: Path, rule: str) -> list[tuple[str, int, int, int, str]]:
    found = check(Engine(str(root)).vault(TODAY), select=(rule,))
    return [(each.path, each.line, each.column, each.end_column, each.message) for each in found]


def test_an_unreadable_query_is_reported_at_its_place(vault: Callable[..., Path]) -> None:
    root = vault({"prm.toml": TOML, "people/A.md": "# A\n"})

    assert [
        ("prm.toml", 6, 15, 27, "“circel” is no field; did you mean “circle”?"),
        ("prm.toml", 7, 21, 26, "“emial” is no field; did you mean “email”?"),
        ("prm.toml", 7, 30, 37, "“wichtig” is no field, and no key of this vault"),
        ("prm.toml", 10, 8, 22, "this parenthesis is never closed"),
    ] == findings(root, "bad-config")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("- 2025-11-16 call: x\n", None),
        (
            "- 2025-11-15 call: x\n",
            "61 days since the last contact with “A” (2025-11-15); prm.toml expects one within 60 days",
        ),
        ("- 2025-11-15 tried: x\n", "no contact with “A” is noted; prm.toml expects one within 60 days"),
        ("---\nmet: 2026-01-01\n---\n", None),
        (
            "---\nmet: 2025-01-01\n---\n",
            "379 days since you met “A” (2025-01-01); prm.toml expects one within 60 days",
        ),
        ("---\nstatus: paused\n---\n", None),
        ("---\nstatus: deceased\n---\n", None),
        ("---\nsnooze: 2026-01-16\n---\n", None),
        ("---\nsnooze: 2026-01-15\n---\n", "no contact with “A” is noted; prm.toml expects one within 60 days"),
        ("---\nprm-ignore: [expectation-failed]\n---\n", None),
    ],
)
def test_who_was_silent_too_long(note: str, expected: str | None, vault: Callable[..., Path]) -> None:
    root = vault({"prm.toml": '[[expect]]\ncontact_within = "60d"\n', "people/A.md": note})

    messages = [message for *_, message in findings(root, "expectation-failed")]
    assert ([expected] if expected else []) == messages
