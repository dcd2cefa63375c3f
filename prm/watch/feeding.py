"""A command after each batch: never two at once, and what it writes itself does not start it again; pure."""

from collections.abc import Mapping
from typing import NamedTuple

CALM = 10.0
"""How many seconds after its second run the command runs a last time, if files changed during that one too."""


class Feeding(NamedTuple):
    """Where the command stands.

    `ended` is when it ended last. `during` is what changed while it ran, and `own` what did so in its last runs: its
    own work, except for `theirs`, the files that it was started for. `again` says that it has run for what changed in
    between; what changed while it did is `left`, and it runs once more in a `calm` moment. What changes then is its
    own work: it `writes`, and there is no calm run from then on, until it has run without changing anything.
    """

    runs: bool = False
    ended: float = float("-inf")
    during: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    again: bool = False
    left: bool = False
    calm: bool = False
    writes: bool = False
    changed: bool = False


def changed(feeding: Feeding, files: Mapping[str, float]) -> tuple[Feeding, bool]:
    """Return where the command stands after a batch, and whether to start it; `files` are given with their times."""
    if feeding.runs:
        return feeding._replace(during=feeding.during | set(files)), False
    since = frozenset(path for path, time in files.items() if time > feeding.ended)
    if since:
        own, writes = (frozenset(files) - since) or feeding.own, feeding.writes and feeding.changed
        return Feeding(runs=True, ended=feeding.ended, own=own, theirs=since, writes=writes), True
    return _settle(feeding._replace(during=frozenset(files)))


def ended(feeding: Feeding, now: float) -> tuple[Feeding, bool]:
    """Return where the command stands once it has ended, and whether to start it again."""
    return _settle(feeding._replace(runs=False, ended=now))


def waits(feeding: Feeding, now: float) -> float:
    """Return for how many seconds nothing is to be done, if nothing changes."""
    return max(0.0, feeding.ended + CALM - now) if feeding.left and not feeding.runs else float("inf")


def calm(feeding: Feeding, now: float) -> tuple[Feeding, bool]:
    """Return where the command stands as time goes by, and whether to start it for what was left."""
    start = feeding.left and not feeding.runs and now >= feeding.ended + CALM
    return (feeding._replace(runs=True, left=False, calm=True) if start else feeding), start


def _settle(feeding: Feeding) -> tuple[Feeding, bool]:
    """Start again, once, for files that changed while it ran and are not what it changes each time."""
    if not feeding.during:
        return feeding, False
    fresh = bool(feeding.during - (feeding.own - feeding.theirs))
    own = feeding.own | feeding.during if feeding.again else feeding.during
    start = fresh and not feeding.again and not feeding.calm
    writes = feeding.writes or (fresh and feeding.calm)
    left = fresh and not start and not writes
    found = feeding._replace(during=frozenset(), own=own, changed=True, writes=writes, left=left)
    return found._replace(runs=start, again=feeding.again or start), start
