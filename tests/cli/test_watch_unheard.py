"""`prm watch` whose words nobody can take: on a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 60.0
ROOT = Path(__file__).resolve().parent.parent.parent
FULL = "/dev/full"
needs_full = pytest.mark.skipif(not os.path.exists(FULL), reason="no device here that is always full")


@needs_full
def test_talk_that_nobody_can_take_ends_nothing(vault: Callable[..., Path]) -> None:
    page = vault({"people/ben.md": "# Ben Ito\n"}) / "today.md"
    with open(FULL, "wb") as full:
        process = subprocess.Popen(command(page, "-o", str(page)), stderr=full, env=environment())
    while not page.exists():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)

    assert 0 == process.wait(PATIENCE)


@needs_full
def test_news_that_cannot_be_printed_end_it_in_one_line(vault: Callable[..., Path]) -> None:
    page = vault({"people/ben.md": "# Ben Ito\n"}) / "today.md"
    with open(FULL, "wb") as full:
        done = subprocess.run(command(page, "--json"), stdout=full, stderr=-1, env=environment(), timeout=PATIENCE)

    assert b"prm: what is new cannot be printed: the disk is full\n" == done.stderr
    assert 2 == done.returncode


def command(page: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "prm", "--vault", str(page.parent), "watch", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
