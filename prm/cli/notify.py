"""Notifications on the desktop, through the program that the system has for them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from datetime import datetime

from prm.cli.output import safe
from prm.cli.output import say
from prm.watch.alarms import Alarm
from prm.watch.alarms import ringing
from prm.watch.words import Words

_SCRIPT = "on run {t, m}\ndisplay notification m with title t\nend run"


class Bell:
    """Rings for what was promised for today, ten minutes before meetings and releases; for nothing twice."""

    def __init__(self) -> None:
        self._alarms: list[Alarm] = []
        self._rung: frozenset[Alarm] = frozenset()
        self._told: dict[date, frozenset[str]] = {}

    def set(self, day: date, promised: Sequence[str], alarms: list[Alarm], words: Words) -> None:
        """Take what there is to ring for; promises that are new for the day ring at once."""
        fresh = [line for line in promised if line not in self._told.get(day, ())]
        self._told = {day: self._told.get(day, frozenset()) | frozenset(promised)}
        if fresh:
            _notify(words.for_today, "\n".join(fresh))
        self._alarms = alarms
        self.ring(datetime.now())

    def ring(self, now: datetime) -> None:
        """Ring for what is about to come."""
        for alarm in ringing(self._alarms, now, self._rung):
            self._rung |= {alarm}
            _notify(alarm.title, alarm.text)


def program() -> tuple[str, ...]:
    """Return the command that shows a notification, without its title and text; () where there is none."""
    if found := shutil.which("notify-send"):
        return found, "--app-name=prm", "--"
    if found := shutil.which("osascript"):
        return found, "-e", _SCRIPT
    return ()


def _notify(title: str, text: str) -> None:
    try:
        subprocess.run(
            (*program(), safe(title), safe(text)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"prm: no notification could be shown: {type(error).__name__}")
