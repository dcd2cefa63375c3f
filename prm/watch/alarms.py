"""What is worth a notification: promises for today, and what is released in ten minutes; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import NamedTuple

from prm.insight.promises import promises
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial

AHEAD = timedelta(minutes=10)
"""How long before a release it rings."""
_CLOCK = re.compile(r"(?:T|\s|^)(?:(午前|午後)\s?)?(\d{1,2})(?::(\d{2})|時(半|\d{1,2}分)?)")


class Alarm(NamedTuple):
    """Something that rings shortly before a moment of local time."""

    at: datetime
    title: str
    text: str


def promised_today(vault: Vault) -> tuple[str, ...]:
    """Return what I promised for today, a line each."""
    return tuple(
        each.text
        + (f" ({', '.join(vault.names_by_slug.get(slug, slug) for slug in each.people)})" if each.people else "")
        for each in promises(vault)
        if each.owner == "me" and each.days_past == 0
    )


def releases(vault: Vault) -> list[Alarm]:
    """Return what those whom I wish to meet release at a stated time."""
    return [
        Alarm(at, f"{row.text} at {at:%H:%M}", vault.notes[row.note].name)
        for row in vault.values("wish")
        if row.label == "offering" and row.since and (at := moment(row.since)) is not None
    ]


def moment(text: str) -> datetime | None:
    """Return the moment of a day with a time, in local time; None without either: 2026-02-01 19:00, 2月1日…19時半."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _CLOCK.search(plain)
    if found is None:
        return None
    with suppress(ValueError):
        at = datetime.fromisoformat(plain)
        return at.astimezone().replace(tzinfo=None) if at.tzinfo else at
    day = partial(plain[: found.start()].strip())
    if not isinstance(day, PartialDate) or day.whole is None:
        return None
    half, hour, minutes, more = found.groups()
    minute = 30 if more == "半" else int((minutes or more or "0").rstrip("分"))
    number = int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)
    return datetime.combine(day.whole, time(number, minute)) if number < 24 and minute < 60 else None


def ringing(alarms: Iterable[Alarm], now: datetime, rung: frozenset[Alarm]) -> list[Alarm]:
    """Return the alarms that ring now and did not before; what is over rings no more."""
    return [each for each in alarms if each not in rung and each.at - AHEAD <= now < each.at]
