"""When to look: a burst of events becomes one look, once it is quiet; pure in what was heard and the clock."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

QUIET = 0.1
"""How many seconds without an event end a burst."""
CAP = 2.0
"""How many seconds a burst may last before it is looked at all the same."""
GRACE = 1.0
"""How many seconds a note may be missing or empty in a burst: editors set it aside before they write it anew."""
BUSY = 15.0
"""How many seconds git is given to finish what it is doing to the files."""
FULL = 600.0
"""How many seconds pass between two looks at everything."""
TICK = 15.0
"""How many seconds pass, at most, before the day and the folder itself are looked at."""
MANY = 500
"""From how many paths on everything is looked at, not each of them."""


class Heard(NamedTuple):
    """What an event said: a file at this path; without a path, that names do not suffice (a folder, an overflow).

    `at` is when it was heard, by the clock of the loop; None for just now.
    """

    path: str = ""
    at: float | None = None


class Pace(NamedTuple):
    """What is to be looked at, and since when.

    `looked` is when everything was looked at last, `every` after how long it is again. `first` and `last` are the
    ends of the burst that was heard, None for none; `held` is a time before which it is not looked at. `paths` are
    what it named; `whole` says that names do not suffice.
    """

    day: date
    looked: float
    every: float = FULL
    first: float | None = None
    last: float = 0.0
    held: float = 0.0
    paths: frozenset[str] = frozenset()
    whole: bool = False


def hear(pace: Pace, events: Iterable[Heard], now: float) -> Pace:
    """Return the pace after events; without any it is the same."""
    events = list(events)
    if not events:
        return pace
    paths = pace.paths | {event.path for event in events if event.path}
    whole = pace.whole or len(paths) > MANY or any(not event.path for event in events)
    times = [now if event.at is None else event.at for event in events]
    first = min(times) if pace.first is None else pace.first
    return pace._replace(first=first, last=max(times), paths=frozenset() if whole else paths, whole=whole)


def ready_at(pace: Pace) -> float:
    """Return when there is something to look at."""
    full = pace.looked + pace.every
    if pace.first is None:
        return full
    return max(min(pace.last + QUIET, pace.first + CAP), pace.held)


def pause(pace: Pace, now: float) -> float:
    """Return for how many seconds to wait for events."""
    return min(max(ready_at(pace) - now, 0.0), TICK)


def is_due(pace: Pace, now: float, today: date) -> bool:
    """Tell whether it is time to look, because it is quiet, or late, or another day."""
    return now >= ready_at(pace) or (pace.first is None and today != pace.day)


def hold(pace: Pace, now: float, *, unsettled: bool, busy: bool) -> Pace | None:
    """Return the pace that waits a little longer, where a save or git is seen half-way; None where it is time."""
    begun = now if pace.first is None else pace.first
    until = max(begun + GRACE if unsettled else 0.0, begun + BUSY if busy else 0.0)
    if now >= until:
        return None
    return pace._replace(first=begun, last=max(pace.last, begun), held=min(now + QUIET, until))


def rested(pace: Pace, now: float, today: date, *, full: bool) -> Pace:
    """Return the pace after a look; `full` says that it was at everything."""
    return Pace(today, now if full else pace.looked, pace.every)
