"""The command of `prm watch --on-change`: run in the vault, watched from a thread, waited for at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress

from prm.watch.feeding import Feeding
from prm.watch.feeding import calm
from prm.watch.feeding import changed
from prm.watch.feeding import ended
from prm.watch.feeding import waits
from prm.watch.loop import Batch
from prm.watch.words import Notice

PATIENCE = 10.0
"""For how many seconds the command may finish when the watch ends."""


class After:
    """A command line that runs after batches.

    `clock` is the one that files carry; `tell` is called, on another thread, when the command has ended; `talk` says
    what there is to say of it.
    """

    def __init__(
        self,
        line: str,
        root: str,
        clock: Callable[[], float],
        tell: Callable[[], None],
        talk: Callable[[Notice], None],
    ) -> None:
        self._line = line
        self._root = root
        self._clock = clock
        self._tell = tell
        self._talk = talk
        self._feeding = Feeding()
        self._process: subprocess.Popen[bytes] | None = None

    def batch(self, batch: Batch) -> None:
        """Run it after a batch, or note that there is something to run it for."""
        self._feeding, start = changed(self._feeding, batch.times or {batch.day.isoformat(): self._clock()})
        if start:
            self._start()

    def over(self) -> None:
        """Take note that it has ended; run it again where files changed meanwhile that are not its own."""
        if self._process is not None and (code := self._process.wait()):
            self._talk(Notice("ended", self._line, str(code)))
        self._process = None
        self._feeding, start = ended(self._feeding, self._clock())
        if start:
            self._start()

    def rest(self) -> float:
        """Take note that time goes by; run it for what changed while it ran for the last time.

        Returns for how many seconds there is nothing to do.
        """
        self._feeding, start = calm(self._feeding, self._clock())
        if start:
            self._start()
        return waits(self._feeding, self._clock())

    def _start(self) -> None:
        environment = {**os.environ, "PRM_VAULT": self._root}
        try:
            process = subprocess.Popen(
                self._line,
                shell=True,
                cwd=self._root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=2,
                start_new_session=True,
            )
        except OSError as error:
            self._talk(Notice("unrun", self._line, error.strerror or ""))
            self._feeding, _ = ended(self._feeding, self._clock())
            return
        self._process = process
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        self._tell()

    def finish(self) -> None:
        """Wait until it has ended, and end it where that takes too long."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        self._talk(Notice("waiting", self._line))
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._talk(Notice("stopped", self._line))
            _stop(process)
        except KeyboardInterrupt:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(2)
