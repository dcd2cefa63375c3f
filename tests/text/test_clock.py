"""A day with a time, as people write it."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import timezone

import pytest

from prm.text.clock import moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01 19:00", datetime(2026, 2, 1, 19, 0)),
        ("2026-02-01T19:30", datetime(2026, 2, 1, 19, 30)),
        ("2026-02-01T19:30:15", datetime(2026, 2, 1, 19, 30, 15)),
        ("2026/2/1 9:05", datetime(2026, 2, 1, 9, 5)),
        ("２０２６年２月１日 午後７時半", datetime(2026, 2, 1, 19, 30)),
        ("2026年2月1日 19時5分", datetime(2026, 2, 1, 19, 5)),
        ("2026-02-01T10:00+09:00", datetime(2026, 2, 1, 10, 0, tzinfo=timezone(timedelta(hours=9)))),
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
