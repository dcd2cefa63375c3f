"""A command after each batch: never two at once, and what it writes itself does not start it again; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

MOST = 5
"""How often the command runs again, in a row, for what changed while it ran."""


class Feeding(NamedTuple):
    """Where the command stands.

    `ended` is when it ended last. `during` is what changed while it ran, and `own` what did so in its last runs: its
    own work, except for `theirs`, the files that it was started for. `again` counts its runs for what changed in
    between.
    """

    runs: bool = False
    ended: float = float("-inf")
    during: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    again: int = 0


def changed(feeding: Feeding, files: Mapping[str, float]) -> tuple[Feeding, bool]:
    """Return where the command stands after a batch, and whether to start it; `files` are given with their times."""
    if feeding.runs:
        return feeding._replace(during=feeding.during | set(files)), False
    since = frozenset(path for path, time in files.items() if time > feeding.ended)
    if since:
        own = (frozenset(files) - since) or feeding.own
        return feeding._replace(runs=True, during=frozenset(), own=own, theirs=since, again=0), True
    return _settle(feeding._replace(during=frozenset(files)))


def ended(feeding: Feeding, now: float) -> tuple[Feeding, bool]:
    """Return where the command stands once it has ended, and whether to start it again."""
    return _settle(feeding._replace(runs=False, ended=now))


def _settle(feeding: Feeding) -> tuple[Feeding, bool]:
    """Start again for files that changed while it ran, and are not what it changes each time: somebody saved them."""
    if not feeding.during:
        return feeding, False
    fresh = feeding.during - (feeding.own - feeding.theirs)
    start = bool(fresh) and feeding.again < MOST
    own = feeding.own | feeding.during if feeding.again else feeding.during
    return feeding._replace(runs=start, during=frozenset(), own=own, again=feeding.again + start), start
