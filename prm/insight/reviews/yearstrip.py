"""A year of contact at a glance: how near each month, or each day, brought two people."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from prm.model.rows import Contact
from prm.model.schema import KINDS
from prm.model.vault import Vault

NOTHING, WRITTEN, SPOKEN, TOGETHER = 0, 1, 2, 3
"""How near a contact was: none, in writing, by voice or by a channel that is not said, in person."""
_NEAR = {"in person": TOGETHER, "live": SPOKEN, "message": WRITTEN, "one way": WRITTEN}
_DEPTHS = {kind.name: _NEAR.get(kind.channel, SPOKEN) for kind in KINDS}
MONTHS = 12


class Month(NamedTuple):
    """A month, and how near its nearest contact was: 0 none, 1 in writing, 2 by voice or unsaid, 3 in person."""

    month: str
    depth: int


def depth_of(kind: str) -> int:
    """Return how near a contact of a kind is."""
    return _DEPTHS.get(kind, SPOKEN)


def strip(today: date, days: Iterable[tuple[str, str]]) -> list[Month]:
    """Return the last twelve months, the oldest first, from days of contact with their kinds."""
    found = dict.fromkeys(_months(today), NOTHING)
    for day, kind in days:
        if day[:7] in found and day <= today.isoformat():
            found[day[:7]] = max(found[day[:7]], depth_of(kind))
    return [Month(month, depth) for month, depth in found.items()]


def strip_of(vault: Vault, contacts: Iterable[Contact]) -> list[Month]:
    """Return the last twelve months of a person's contacts."""
    return strip(vault.today, [(each.day, each.kind) for each in contacts if each.counts])


def _months(today: date) -> list[str]:
    last = today.year * 12 + today.month - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - MONTHS + 1, last + 1) if at >= 12]
