from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest

from prm.engine import Engine
from prm.watch.alarms import Alarm
from prm.watch.alarms import moment
from prm.watch.alarms import promised_today
from prm.watch.alarms import releases
from prm.watch.alarms import ringing

DAY = date(2026, 1, 15)
VAULT = {
    "people/aiko.md": "# Aiko Sato\n\n- [ ] @me the video due:2026-01-15\n- [ ] @me a score due:2026-01-16\n"
    "- [ ] @them the address due:2026-01-15\n- [x] @me the key due:2026-01-15\n",
    "people/rin.md": "---\nstatus: wish\nwish:\n  why: her books\n  offerings:\n"
    "    - {what: the second volume, release: 2026-01-15 19:00}\n    - {what: the first, release: 2025-01-15}\n---\n\n"
    "# Rin Mori\n",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01 19:00", datetime(2026, 2, 1, 19, 0)),
        ("2026-02-01T19:30", datetime(2026, 2, 1, 19, 30)),
        ("2026-02-01T19:30:15", datetime(2026, 2, 1, 19, 30, 15)),
        ("2026/2/1 9:05", datetime(2026, 2, 1, 9, 5)),
        ("２０２６年２月１日 午後７時半", datetime(2026, 2, 1, 19, 30)),
        ("2026年2月1日 19時5分", datetime(2026, 2, 1, 19, 5)),
        ("2026-02-01", None),
        ("2026-02", None),
        ("19:00", None),
        ("2026-02-01 25:00", None),
        ("2026-02-30 19:00", None),
        ("soon", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    assert expected == moment(text)


def test_what_i_promised_for_today(vault: Callable[..., Path]) -> None:
    assert ("the video (Aiko Sato)",) == promised_today(Engine(str(vault(VAULT))).vault(DAY))


def test_releases_with_a_time(vault: Callable[..., Path]) -> None:
    found = releases(Engine(str(vault(VAULT))).vault(DAY))

    assert [Alarm(datetime(2026, 1, 15, 19, 0), "the second volume at 19:00", "Rin Mori")] == found


def test_it_rings_once_ten_minutes_before() -> None:
    alarm = Alarm(datetime(2026, 1, 15, 19, 0), "x", "y")

    assert [] == ringing([alarm], datetime(2026, 1, 15, 18, 49, 59), frozenset())
    assert [alarm] == ringing([alarm], datetime(2026, 1, 15, 18, 50), frozenset())
    assert [] == ringing([alarm], datetime(2026, 1, 15, 18, 51), frozenset({alarm}))
    assert [] == ringing([alarm], datetime(2026, 1, 15, 19, 0), frozenset())
