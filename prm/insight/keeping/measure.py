"""How many people a day: a choice out of those who wait that is the same all day, and the rest in the days to come."""

from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

_CLOSE, _NEAR = 31, 100
_FIRST = ((0, 1, 2), (1, 0, 2), (0, 1, 2), (2, 0, 1))
"""Who comes first, day by day: mostly those I mean to see most often, and everybody in their turn."""


class Waiting(NamedTuple):
    """Somebody who waits since a day: `gone` is the day of this week on which they were given their word.

    `tier` is how often I mean to be in touch: 0 monthly or more, 1 each season, 2 less. Days are ordinals.
    """

    since: int
    key: str
    tier: int
    gone: int | None = None


class Plan(NamedTuple):
    """Whom to turn to today, the first first; `done` of those who were named today have had their word already."""

    today: list[Waiting]
    done: int
    named: int


def tier(days: int) -> int:
    """Return how close somebody is by the days between two words."""
    return 0 if days <= _CLOSE else 1 if days <= _NEAR else 2


def plan(people: Iterable[Waiting], today: date, per_day: int, per_week: int) -> Plan:
    """Return whom to turn to today: a pure function of who waits, so that it is the same whenever it is asked.

    The week is gone through from its Monday. Each morning, whoever was named and still waits stays; free places go to
    those who wait longest, tier by tier in turn, as long as the week has room. A word given today frees no place today.
    """
    tiers = _tiers(people)
    day, monday = today.toordinal(), today.toordinal() - today.weekday()
    named: list[Waiting] = []
    count = 0
    for each in range(monday, day + 1):
        named = [one for one in named if one.gone is None or one.gone >= each]
        room = min(per_day - len(named), per_week - count)
        new = list(islice(_in_turn(tiers, each, named, per_day), max(0, room)))
        named += new
        count += len(new)
    open_ = [one for one in named if one.gone is None]
    return Plan(open_, len(named) - len(open_), count)


def _tiers(people: Iterable[Waiting]) -> list[list[Waiting]]:
    found: list[list[Waiting]] = [[], [], []]
    for one in people:
        found[one.tier].append(one)
    for each in found:
        each.sort()
    return found


def _in_turn(tiers: Sequence[list[Waiting]], day: int, named: list[Waiting], most: int) -> Iterator[Waiting]:
    """Yield who waits on the morning of a day and is not named yet: the first of each tier, then the second of each."""
    there = [list(islice(_there(tiers[each], day), most)) for each in _FIRST[day % len(_FIRST)]]
    for at in range(max(map(len, there))):
        yield from (each[at] for each in there if at < len(each) and each[at] not in named)


def _there(people: list[Waiting], day: int) -> Iterator[Waiting]:
    for one in people:
        if one.since > day:
            return
        if one.gone is None or one.gone >= day:
            yield one


def spread(
    people: Iterable[Waiting], found: Plan, today: date, per_day: int, per_week: int, days: int
) -> dict[str, date]:
    """Return on which of the days to come those whom a plan leaves out have their turn, as things stand."""
    if min(per_day, per_week) <= 0:
        return {}
    now = set(found.today)
    queues = [deque(one for one in each if one.gone is None and one not in now) for each in _tiers(people)]
    turns: dict[str, date] = {}
    count, first = found.named, today.toordinal()
    for day in range(first + 1, min(first + days, date.max.toordinal()) + 1):
        if not any(queues):
            break
        count = 0 if date.fromordinal(day).weekday() == 0 else count
        for place in range(min(per_day, per_week - count)):
            one = _first(queues, day, place)
            if one is None:
                break
            turns[one.key] = date.fromordinal(day)
            count += 1
    return turns


def _first(queues: Sequence[deque[Waiting]], day: int, place: int) -> Waiting | None:
    """Take who gets a place of a day out of the queues: the longest waiting of each tier, by the order of the day."""
    order, at = _FIRST[day % len(_FIRST)], place % len(queues)
    for each in order[at:] + order[:at]:
        if queues[each] and queues[each][0].since <= day:
            return queues[each].popleft()
    return None
