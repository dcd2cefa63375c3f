"""A day with a time, as people write it: 2026-02-01 19:00, 2月1日 午後7時半."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import datetime
from datetime import time

from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.pattern import Pattern

_CLOCK = Pattern(r"(?:T|\s|^)(?:(午前|午後)\s?)?(\d{1,2})(?::(\d{2})|時(半|\d{1,2}分)?)")


def moment(text: str) -> datetime | None:
    """Return the moment of a day with a time, as written; it knows its zone only where that is written too."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CLOCK.search(plain)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(plain)
    day = partial(plain[: found.start()].strip())
    if not isinstance(day, PartialDate) or day.whole is None:
        return None
    half, hour, minutes, more = found.groups()
    minute = 30 if more == "半" else int((minutes or more or "0").rstrip("分"))
    number = int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)
    return datetime.combine(day.whole, time(number, minute)) if number < 24 and minute < 60 else None
