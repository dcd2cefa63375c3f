"""A brief says that somebody is in mourning while they are, and not when a year has passed."""

from __future__ import annotations

from datetime import date

import pytest

from prm.insight.meetings.briefs import brief
from tests.small import vault_of


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 9, 9), None), (date(2026, 11, 20), "2026-09-10"), (date(2027, 10, 1), None)],
)
def test_for_a_year(day: date, expected: str | None) -> None:
    vault = vault_of({"people/齋藤 美咲.md": "---\n喪中: 2026-09-10\n---\n"}, day)
    mourning = brief(vault, vault.people[0]).mourning

    assert expected == (mourning.text if mourning else None)
