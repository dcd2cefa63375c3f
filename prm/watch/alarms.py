"""What is worth a notification: promises for today, and what is released in ten minutes; pure."""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from typing import NamedTuple

from prm.insight.promises import promises
from prm.model.vault import Vault
from prm.text.clock import moment
from prm.watch.words import ENGLISH
from prm.watch.words import Words

AHEAD = timedelta(minutes=10)
"""How long before a release it rings."""


class Alarm(NamedTuple):
    """Something that rings shortly before a moment of local time."""

    at: datetime
    title: str
    text: str


def promised_today(vault: Vault, words: Words = ENGLISH) -> tuple[str, ...]:
    """Return what I promised for today, a line each."""
    return tuple(
        _with_names(each.text, [vault.names_by_slug.get(slug, slug) for slug in each.people], words)
        for each in promises(vault)
        if each.owner == "me" and each.days_past == 0
    )


def _with_names(text: str, names: list[str], words: Words) -> str:
    return words.with_names.format(text=text, names=words.join.join(names)) if names else text


def releases(vault: Vault, words: Words = ENGLISH) -> list[Alarm]:
    """Return what those whom I wish to meet release at a stated time."""
    return [
        Alarm(at, words.release.format(text=row.text, time=f"{at:%H:%M}"), vault.notes[row.note].name)
        for row in vault.values("wish")
        if row.label == "offering" and row.since and (at := local(row.since)) is not None
    ]


def local(text: str) -> datetime | None:
    """Return the moment of a day with a time in local time, which it is in where no zone is written."""
    at = moment(text)
    return at.astimezone().replace(tzinfo=None) if at is not None and at.tzinfo else at


def ringing(alarms: Iterable[Alarm], now: datetime, rung: frozenset[Alarm]) -> list[Alarm]:
    """Return the alarms that ring now and did not before; what is over rings no more."""
    return [each for each in alarms if each not in rung and each.at - AHEAD <= now < each.at]
