"""What `prm watch` does with each batch: reads, writes digests, prints what is new, runs the command."""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import Any

import click

from prm.cli.after import After
from prm.cli.calendars import agenda
from prm.cli.notify import Bell
from prm.cli.output import Progress
from prm.cli.output import findings_in_language
from prm.cli.output import json_text
from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.pages import Page
from prm.cli.pages import Refreshed
from prm.cli.pages import refresh
from prm.cli.params import Session
from prm.disk.files import explain
from prm.engine import Engine
from prm.model.facts import Damaged
from prm.model.vault import Vault
from prm.rules import check
from prm.rules import report
from prm.watch.alarms import promised_today
from prm.watch.alarms import releases
from prm.watch.appointments import appointments
from prm.watch.appointments import day_after
from prm.watch.causes import causes
from prm.watch.ears import listen
from prm.watch.loop import Batch
from prm.watch.loop import Watched
from prm.watch.loop import World
from prm.watch.loop import moments
from prm.watch.news import Change
from prm.watch.news import News
from prm.watch.news import Reading
from prm.watch.news import news
from prm.watch.news import reading
from prm.watch.news import without_moves
from prm.watch.pace import Heard
from prm.watch.words import Notice
from prm.watch.words import Words
from prm.watch.words import words

MOST = 12
"""How many lines about people a batch prints; the rest is counted."""
SETTLE = 0.01
"""For how many seconds events are gathered once one has woken us."""
AGAIN = 0.3
"""How many seconds after a signal to end another one means to end at once."""


class Inbox:
    """What other threads and signals say to the loop, in order; None says to end, "" that the command is over."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Heard | str | None] = queue.SimpleQueue()
        self.after: After | None = None
        self.bell: Bell | None = None

    def put(self, said: Heard | str | None) -> None:
        """Say something; may be called from anywhere."""
        self._queue.put(said._replace(at=time.monotonic()) if isinstance(said, Heard) else said)

    def wait(self, seconds: float) -> Sequence[Heard] | None:
        """Return what was heard within so many seconds, None to end."""
        found: list[Heard] = []
        if self.bell:
            self.bell.ring(datetime.now())
        if self.after:
            seconds = min(seconds, self.after.rest())
        try:
            said = self._queue.get(timeout=seconds) if seconds > 0 else self._queue.get_nowait()
            if isinstance(said, Heard):
                time.sleep(SETTLE)
            while said is not None:
                if isinstance(said, Heard):
                    found.append(said)
                elif self.after:
                    self.after.over()
                said = self._queue.get_nowait()
        except queue.Empty:
            return found
        return None


class Watcher:
    """A run of `prm watch`; `root` is an absolute path without links."""

    def __init__(
        self, session: Session, root: str, pages: list[Page], *, on_change: str, notify: bool, as_json: bool
    ) -> None:
        self._session = session
        self._root = root
        self._engine = Engine(root, lambda text: say(f"prm: {text}"), Progress(), stays=True)
        self._pages = pages
        self._json = as_json
        self._inbox = Inbox()
        self._after = After(on_change, root, time.time, lambda: self._inbox.put(""), self._say) if on_change else None
        self._inbox.after = self._after
        self._inbox.bell = self._bell = Bell() if notify else None
        self._known: Reading | None = None
        self._spoken: Words | None = None
        self._problems: dict[str, str] = {}
        own = (os.path.relpath(page.path, root).replace(os.sep, "/") for page in pages)
        self._own = frozenset(own)

    def run(self, *, poll: bool) -> None:
        """Watch until the end is asked for."""
        ears = None if poll else lambda root: listen(root, self._inbox.put)
        watched = Watched(self._root, causes((), self._own), ears, lambda: self._elsewhere(watched))
        world = World(time.monotonic, time.time_ns, lambda: self._session.today, self._inbox.wait)
        with _stopping(self._inbox):
            try:
                for moment in moments(watched, world):
                    if isinstance(moment, Batch):
                        self._batch(moment, watched)
                    else:
                        self._say(moment)
            except KeyboardInterrupt:
                pass
            finally:
                watched.close()
                if self._after:
                    self._after.finish()

    def _say(self, notice: Notice) -> None:
        """Say something about the watching itself."""
        spoken = self._spoken or words(self._session.lang_or(self._engine.config()[0].lang))
        say(f"prm: {notice.said(spoken)}")

    def _elsewhere(self, watched: Watched) -> dict[str, str]:
        """Return the calendars that no event tells of: outside of the vault, in hidden folders, behind links."""
        found = {}
        for name, path in self._engine.calendar_files().items():
            below = os.path.relpath(path, self._root).replace(os.sep, "/")
            if not watched.counts(below) or os.path.realpath(path) != os.path.join(self._root, below):
                found[name] = path
        return found

    def _batch(self, batch: Batch, watched: Watched) -> None:
        """Read the vault anew, write, print, run."""
        try:
            self._answer(batch, watched)
        except Damaged:
            say("prm: the index was damaged and is made anew")
            self._engine.forget()
            self._answer(batch, watched)
        self._engine.release()
        gc.collect()  # the only time; what stays is looked at no more
        gc.freeze()
        if self._after and batch.cause != "start":
            self._after.batch(batch)

    def _answer(self, batch: Batch, watched: Watched) -> None:
        """Write and print what is new; a vault that cannot be read now changes nothing."""
        if (vault := self._read(batch)) is None:
            return
        watched.counts = causes(tuple(map(str, vault.config.get("ignore"))), self._own)
        vaults = {False: vault}
        if any(page.shared for page in self._pages) and (shared := self._read(batch, shared=True)):
            vaults[True] = shared
        self._spoken = spoken = words(self._session.lang(vault))
        done = refresh(self._session, self._pages, vaults, strict=self._known is None)
        now = reading(vault, check(vault))
        self._print(batch, now, done, spoken)
        self._known = now
        if self._bell:
            said = agenda(self._session, vault, (vault.today, day_after(vault.today)), quiet=True)
            alarms = [*releases(vault, spoken), *appointments(vault, said, spoken)]
            self._bell.set(batch.day, promised_today(vault, spoken), alarms, spoken)

    def _read(self, batch: Batch, *, shared: bool = False) -> Vault | None:
        """Return the vault as it is now; None where its folder cannot be listed."""
        vault = self._engine.vault(batch.day, shared=shared, named=None if batch.whole else batch.files)
        return None if any(each.path == "." for each in vault.findings("unreadable-file")) else vault

    def _print(self, batch: Batch, now: Reading, done: Refreshed, spoken: Words) -> None:
        wrote, problems = done
        found = news(self._known, now, spoken) if self._known else News(list(now.findings), [], [])
        if self._json:
            _print(json_text(_row(batch, found, wrote, problems), indent=None) + "\n")
        elif self._known is None:
            people, findings = spoken.number(len(now.people), spoken.people), spoken.summary(now.findings)
            say(f"prm: {spoken.watching.format(about=self._root, people=people, findings=findings)}")
        else:
            _print(safe("".join(f"{line}\n" for line in _lines(self._session, found, spoken))))
        for output in wrote:
            self._say(Notice("wrote", output))
        for output, problem in problems.items():
            if self._problems.get(output) != problem:
                say(f"prm: {problem}")
        for output in self._problems.keys() - problems.keys():
            self._say(Notice("fresh", output))
        self._problems = problems


def _print(text: str) -> None:
    """Print what is new, at once."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"what is new cannot be printed: {explain(error)}") from None


def _lines(session: Session, found: News, spoken: Words) -> Iterator[str]:
    came, went = without_moves(found)
    for sign, findings in (("+", came), ("-", went)):
        for line in report.concise(findings_in_language(session, findings)).splitlines():
            yield f"{sign} {line}"
    yield from (report.visible(change.text) for change in found.changes[:MOST])
    if len(found.changes) > MOST:
        yield spoken.more.format(number=len(found.changes) - MOST)


def _row(batch: Batch, found: News, wrote: list[str], problems: dict[str, str]) -> dict[str, Any]:
    return {
        "cause": batch.cause,
        "day": batch.day.isoformat(),
        "files": list(batch.files),
        "appeared": [each._asdict() for each in found.appeared],
        "gone": [each._asdict() for each in found.gone],
        "changes": [_change(change) for change in found.changes],
        "wrote": wrote,
        "problems": list(problems.values()),
    }


def _change(change: Change) -> dict[str, str]:
    return {"what": change.what, "slug": change.slug, "name": change.name, "text": change.text}


@contextmanager
def _stopping(inbox: Inbox) -> Iterator[None]:
    """End between two batches when a signal asks for it, and at once when it asks again.

    A supervisor may tell the process and its group, so that one wish comes twice.
    """
    asked: list[float] = []

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.append(time.monotonic())
        inbox.put(None)
        if asked[-1] > asked[0] + AGAIN:
            raise KeyboardInterrupt

    known = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [each for each in known if each == signal.SIGINT or signal.getsignal(each) != signal.SIG_IGN]  # nohup
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
