"""The rhythm two people had of themselves: the usual gap, since when it is quieter than that, what was not answered."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

WROTE, HEARD = 1, 2
"""How a day is marked on which I only wrote, or only heard; a day of anything else has another mark."""
KEPT = 13
"""How many of the last days of contact are kept."""
_LEAST_DAYS = 5
_LEAST_SPAN = 56
_QUIETER = 2
_MORE = 14
_ALIVE = 12
_ALIVE_DAYS = 90
_MOST_ALIVE = 730
_SIGNS = {WROTE: "w", HEARD: "h"}
_SPOKEN_YEARS = 2


class Pulse(NamedTuple):
    """What the days of contact with one person say.

    `days` are the last ones, newest first, each an ISO day and a sign: `w` where I only wrote, `h` where I only heard,
    else `x`. `gap` is the median of days between two real contacts, 0 where there were too few. From `drift` on, and
    before `asleep`, it is quieter than that. `unanswered` are the last days on which I wrote into silence; `months`
    the months of the last two years in which they wrote or gave.
    """

    days: str
    gap: int
    drift: str
    asleep: str
    unanswered: int
    months: int


def pulse(marks: Mapping[str, int], months: Iterable[str], today: date) -> Pulse:
    """Return the pulse of one person from the marks of their days and the months in which they wrote or gave."""
    kept = sorted(marks, reverse=True)[: KEPT * 2]
    days = [day + _SIGNS.get(marks[day], "x") for day in kept]
    gap, drift, asleep = rhythm_of(days)
    return Pulse("".join(days[:KEPT]), gap, drift, asleep, unanswered(days), _lately(months, today))


def split(days: str) -> list[str]:
    """Return the days of a pulse, each with its sign."""
    return [days[at : at + 11] for at in range(0, len(days), 11)]


def unanswered(days: list[str]) -> int:
    """Return on how many of the last days I wrote and nothing came back."""
    return next((at for at, day in enumerate(days) if day[10] != "w"), len(days))


def rhythm_of(days: list[str]) -> tuple[int, str, str]:
    """Return the usual gap, and from when to when silence is a drift; 0 and no days where there is no rhythm.

    It takes five days of contact over eight weeks to have one. Silence is a drift once it is twice the usual gap and
    two weeks longer than it, and no more once the relation sleeps: after twelve gaps, at least three months.
    """
    real = [date.fromisoformat(day[:10]).toordinal() for day in days if day[10] != "w"][:KEPT]
    if len(real) < _LEAST_DAYS or real[0] - real[-1] < _LEAST_SPAN:
        return 0, "", ""
    gap = _median([later - earlier for later, earlier in pairwise(real)])
    drift = real[0] + max(_QUIETER * gap, gap + _MORE)
    asleep = real[0] + max(min(max(_ALIVE * gap, _ALIVE_DAYS), _MOST_ALIVE), _QUIETER * gap + _MORE)
    return gap, _iso(drift), _iso(asleep)


def _median(gaps: list[int]) -> int:
    ordered = sorted(gaps)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle] + 1) // 2


def _iso(day: int) -> str:
    return date.fromordinal(min(day, date.max.toordinal())).isoformat()


def _lately(months: Iterable[str], today: date) -> int:
    """Return how many of the months lie within the last two years."""
    years = min(_SPOKEN_YEARS, today.year - 1)
    since = f"{today.year - years:04}-{today.month:02}"
    return sum(month > since for month in months)


def days_before(today: date, days: int) -> date:
    """Return a day so many days ago, or the first one there is."""
    return today - timedelta(min(days, (today - date.min).days))
