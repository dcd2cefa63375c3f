"""A terminal with somebody at it: runs the command line, waits for words and types."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def at_terminal(folder: Path, words: Sequence[str], typed: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """Return what a terminal showed and the exit code; each pair is what to wait for, and what to type then."""
    child, terminal = pty.fork()
    if not child:
        with suppress(BaseException):
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.chdir(folder)
            environment = {**os.environ, "TERM": "dumb", "INPUTRC": os.devnull, "LC_ALL": "C.UTF-8"}
            root = Path(__file__).parent.parent.parent
            environment["PYTHONPATH"] = str(root)
            os.execve(sys.executable, [sys.executable, "-m", "prm", *words], environment)
        os._exit(127)
    seen = bytearray()
    waiting, at, last = list(typed), 0, ""
    while True:
        while waiting and (found := seen.find(waiting[0][0].encode(), at)) >= 0:
            at = found + 1
            last = waiting.pop(0)[1]
            os.write(terminal, last.encode())
        if last.endswith("\x03") and not select.select([terminal], [], [], 2)[0]:
            os.write(terminal, b"\x03")  # one that comes just before readline waits is only seen with the next key
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux says so where nobody is left to write
            break
        if not more:
            break
        seen += more
    os.close(terminal)
    return seen.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
