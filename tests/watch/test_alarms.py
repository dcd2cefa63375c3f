from __future__ import annotations

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from pathlib import Path

from prm.engine import Engine
from prm.watch.alarms import Alarm
from prm.watch.alarms import local
from prm.watch.alarms import promised_today
from prm.watch.alarms import releases
from prm.watch.alarms import ringing
from prm.watch.words import JAPANESE

DAY = date(2026, 1, 15)
VAULT = {
    "people/aiko.md": "# Aiko Sato\n\n- [ ] @me the video due:2026-01-15\n- [ ] @me a score due:2026-01-16\n"
    "- [ ] @them the address due:2026-01-15\n- [x] @me the key due:2026-01-15\n",
    "people/rin.md": "---\nstatus: wish\nwish:\n  why: her books\n  offerings:\n"
    "    - {what: the second volume, release: 2026-01-15 19:00}\n    - {what: the first, release: 2025-01-15}\n---\n\n"
    "# Rin Mori\n",
}


def test_a_release_with_a_zone_rings_in_local_time() -> None:
    there = datetime(2026, 2, 1, 10, 0, tzinfo=timezone(timedelta(hours=9)))

    assert there.astimezone().replace(tzinfo=None) == local("2026-02-01T10:00+09:00")
    assert datetime(2026, 2, 1, 10, 0) == local("2026-02-01 10:00")
    assert local("soon") is None


def test_what_i_promised_for_today(vault: Callable[..., Path]) -> None:
    assert ("the video (Aiko Sato)",) == promised_today(Engine(str(vault(VAULT))).vault(DAY))


def test_in_japanese(vault: Callable[..., Path]) -> None:
    found = Engine(str(vault(VAULT))).vault(DAY)

    assert ("the video（Aiko Sato）",) == promised_today(found, JAPANESE)
    assert ["19:00 the second volume"] == [each.title for each in releases(found, JAPANESE)]


def test_releases_with_a_time(vault: Callable[..., Path]) -> None:
    found = releases(Engine(str(vault(VAULT))).vault(DAY))

    assert [Alarm(datetime(2026, 1, 15, 19, 0), "the second volume at 19:00", "Rin Mori")] == found


def test_it_rings_once_ten_minutes_before() -> None:
    alarm = Alarm(datetime(2026, 1, 15, 19, 0), "x", "y")

    assert [] == ringing([alarm], datetime(2026, 1, 15, 18, 49, 59), frozenset())
    assert [alarm] == ringing([alarm], datetime(2026, 1, 15, 18, 50), frozenset())
    assert [] == ringing([alarm], datetime(2026, 1, 15, 18, 51), frozenset({alarm}))
    assert [] == ringing([alarm], datetime(2026, 1, 15, 19, 0), frozenset())
