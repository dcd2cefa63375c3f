"""The loop: waits for events, looks once they are over, and says what is to be read again."""

import os
import stat
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from typing import Protocol

from prm.watch import tree
from prm.watch.ears import SHORT
from prm.watch.ears import Deaf
from prm.watch.pace import FULL
from prm.watch.pace import Heard
from prm.watch.pace import Pace
from prm.watch.pace import hear
from prm.watch.pace import hold
from prm.watch.pace import is_due
from prm.watch.pace import pause
from prm.watch.pace import rested
from prm.watch.words import Notice

POLL = 2.0
"""How many seconds pass between two looks where no events can be trusted."""
SHARE = 25
"""How many times what such a look takes passes, at least, before the next."""


ELSEWHERE = 60.0
"""How many seconds pass between two looks at calendars outside of the folder."""


class World(NamedTuple):
    """The clock, and the wait: for so many seconds at most, for what was heard; None says to end."""

    monotonic: Callable[[], float]
    now: Callable[[], int]
    today: Callable[[], date]
    wait: Callable[[float], Sequence[Heard] | None]


class Batch(NamedTuple):
    """A reason to read the vault anew: what it is (start, edit, day), the files with the time of each, and the day.

    `whole` says that everything was looked at, not just files that were named.
    """

    cause: str
    times: dict[str, float]
    day: date
    whole: bool = True

    @property
    def files(self) -> tuple[str, ...]:
        """The files that changed, in order."""
        return tuple(sorted(self.times))


class Listening(Protocol):
    """Ears on a folder."""

    def is_alive(self) -> bool:
        """Tell whether they still listen."""

    def hear_all(self, folders: Collection[int]) -> bool:
        """Tell whether every folder of these inodes can be heard."""

    def stop(self) -> None:
        """Listen no more."""


class Watched:
    """A folder that is watched: how its files looked when they were read last, and the ears on it.

    `root` is an absolute path without links. `counts` may be replaced, as the settings may. `listen` opens ears on a
    folder or raises Deaf; without it, it is looked at by the clock. `elsewhere` names files that count but cannot be
    heard of, with the path of each.
    """

    def __init__(
        self,
        root: str,
        counts: Callable[[str], bool],
        listen: Callable[[str], Listening] | None = None,
        elsewhere: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self.root = root
        self.counts = counts
        self._listen = listen
        self._elsewhere = elsewhere
        self._others: dict[str, tree.Looks] = {}
        self._next = 0.0
        self._ears: Listening | None = None
        self._is = identity(root)
        self._marked = os.path.exists(os.path.join(root, "prm.toml"))
        self._git = git_folder(root)
        self._files: dict[str, tree.Looks] = {}
        self._doubted: dict[str, tree.Looks | None] = {}

    @property
    def files(self) -> dict[str, tree.Looks]:
        """How the files looked when they were read last."""
        return self._files

    @property
    def every(self) -> float:
        """How many seconds pass between two looks at everything."""
        return POLL if self.polls else FULL

    @property
    def polls(self) -> bool:
        """Whether looking by the clock is all there is."""
        return self._ears is None

    def open(self, now: int) -> Iterator[Notice]:
        """Listen, and look at everything; say so where listening does not work."""
        self._is = identity(self.root)
        self._git = git_folder(self.root)
        yield from self.listen()
        seen, said = self._hear_all(self._look(now), now)
        self._files = dict(seen.files) if seen else {}
        yield from said

    def listen(self) -> Iterator[Notice]:
        """Listen; say so where that does not work."""
        self.close()
        if self._listen is not None:
            try:
                self._ears = self._listen(self.root)
            except Deaf as deaf:
                yield deaf.notice

    def close(self) -> None:
        """Stop listening."""
        if self._ears is not None:
            self._ears.stop()
            self._ears = None

    def is_deaf(self) -> bool:
        """Tell whether the ears have given up."""
        return self._ears is not None and not self._ears.is_alive()

    def is_there(self) -> bool:
        """Tell whether the folder is still the one that was opened."""
        return self._is is not None and identity(self.root) == self._is

    def is_back(self) -> bool:
        """Tell whether a vault stands in the place: not just the empty folder that a disk is mounted on."""
        if identity(self.root) is None:
            return False
        if self._marked:
            return os.path.exists(os.path.join(self.root, "prm.toml"))
        try:
            return bool(os.listdir(self.root))
        except OSError:
            return False

    def is_busy(self) -> bool:
        """Tell whether git is at work on the files."""
        return bool(self._git) and os.path.exists(os.path.join(self._git, "index.lock"))

    def look(
        self, paths: frozenset[str] | None, now: int
    ) -> tuple[dict[str, tree.Looks | None], tuple[Notice, ...]] | None:
        """Return what looks different than when it was read last, and what to say where not all can be heard any more.

        `paths` are the files to look at, None for everything. None comes back where the folder cannot be listed.
        """
        if paths is not None:
            fresh = tree.look_again(self.root, paths, self.counts, now, self._files)
            return tree.differing(self._files, fresh), ()
        seen, said = self._hear_all(self._look(now), now)
        return (tree.all_differing(self._files, seen.files), said) if seen else None

    def _hear_all(self, seen: tree.Tree | None, now: int) -> tuple[tree.Tree | None, tuple[Notice, ...]]:
        """Make sure that all folders are heard; return how all looks then, and what to say.

        One that has come just now may not be heard yet, and one that came and went was perhaps never: to listen anew
        tells that from folders beyond the system's limit, with which all is looked at by the clock.
        """
        if seen is None or self._ears is None or self._ears.hear_all(seen.folders):
            return seen, ()
        said = tuple(self.listen())
        again = self._look(now)
        if again and self._ears and not self._ears.hear_all(seen.folders & again.folders):
            self.close()
            said = (SHORT,)
        return again, said

    def _look(self, now: int) -> tree.Tree | None:
        """Look at everything."""
        self._others = tree.looks_of(self._elsewhere(), now)
        seen = tree.look(self.root, self.counts, now)
        return seen._replace(files=seen.files | self._others) if seen else None

    def is_stirred(self, now: int, clock: float) -> bool:
        """Tell, once a minute, whether a file elsewhere looks different than when everything was looked at."""
        if clock < self._next:
            return False
        self._next = clock + ELSEWHERE
        return bool(tree.all_differing(self._others, tree.looks_of(self._elsewhere(), now)))

    def is_unsettled(self, found: dict[str, tree.Looks | None]) -> bool:
        """Tell whether files seem to be in the middle of a save."""
        moving = self.polls and found != self._doubted
        self._doubted = found
        return tree.unsettled(self._files, found) or (moving and bool(found))

    def accept(self, found: dict[str, tree.Looks | None]) -> None:
        """Remember how files look that are about to be read."""
        for path, looks in found.items():
            if looks is None:
                self._files.pop(path, None)
            else:
                self._files[path] = looks
        self._doubted = {}


def identity(path: str) -> tuple[int, int] | None:
    """Return what tells a folder from another one in its place; None where no folder is."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


def git_folder(root: str) -> str:
    """Return the folder in which git keeps its lock while it changes files at or below `root`; "" for none."""
    folder = root
    while not os.path.lexists(path := os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return ""
    if os.path.isdir(path):
        return path
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            said = file.readline(4096)
    except OSError:
        return ""
    return os.path.join(folder, said.partition("gitdir:")[2].strip()) if said.startswith("gitdir:") else ""


def moments(watched: Watched, world: World) -> Iterator[Batch | Notice]:
    """Yield what happens: first a batch for the start, then one for every burst of changes and every new day."""
    yield from watched.open(world.now())
    pace = Pace(world.today(), world.monotonic(), watched.every)
    yield Batch("start", {}, pace.day)
    while (heard := world.wait(pause(pace, world.monotonic()))) is not None:
        now = world.monotonic()
        if not watched.is_there():
            before = dict(watched.files)
            if not (yield from _absence(watched, world)):
                return
            pace = Pace(world.today(), world.monotonic(), watched.every)
            found = tree.all_differing(before, watched.files)
            yield Batch("edit", tree.times(found, world.now()), pace.day)
            continue
        if watched.is_deaf():
            yield from watched.listen()
            heard = [*heard, Heard()]
        if pace.first is None and watched.is_stirred(world.now(), now):
            heard = [*heard, Heard()]
        pace = hear(pace, heard, now)
        if is_due(pace, now, world.today()):
            pace = yield from _turn(watched, world, pace, now)


def _absence(watched: Watched, world: World) -> Generator[Notice, None, bool]:
    """Wait until a vault stands there again; tell whether one does, or the end came first."""
    watched.close()
    if watched.is_back():
        yield Notice("replaced", watched.root)
    else:
        yield Notice("away", watched.root)
        while not watched.is_back():
            if world.wait(POLL) is None:
                return False
        yield Notice("back", watched.root)
    yield from watched.open(world.now())
    return True


def _turn(watched: Watched, world: World, pace: Pace, now: float) -> Generator[Batch | Notice, None, Pace]:
    """Look, and yield a batch if anything is different; return the pace from here on."""
    today = world.today()
    full = pace.whole or pace.first is None or today != pace.day
    seen = watched.look(None if full else pace.paths, world.now())
    if seen is None:
        return hear(pace, [Heard()], now)._replace(held=now + POLL)
    found, said = seen
    yield from said
    if found:
        held = hold(pace, now, unsettled=watched.is_unsettled(found), busy=watched.is_busy())
        if held is not None:
            return held._replace(whole=full)
    watched.accept(found)
    took = world.monotonic() - now
    if found or today != pace.day:
        yield Batch("edit" if found else "day", tree.times(found, world.now()), today, full)
    every = max(watched.every, took * SHARE) if full and watched.polls else watched.every
    return rested(pace, now, today, full=full)._replace(every=every)
