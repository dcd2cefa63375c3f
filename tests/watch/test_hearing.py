"""Folders that cannot be heard: those that came just now, and those beyond the system's limit."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection
from pathlib import Path

import pytest

from prm.watch.ears import SHORT
from prm.watch.ears import listen
from prm.watch.pace import Heard
from tests.watch.test_loop import Silent
from tests.watch.test_loop import Stage
from tests.watch.test_loop import batches
from tests.watch.test_loop import notices
from tests.watch.test_loop import play


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "people").mkdir(parents=True)
    (root / "people/ben.md").write_text("# Ben\n")
    return root


class Short(Silent):
    """Ears that hear of those folders only that were there when they opened, of so many at most."""

    def __init__(self, root: str, most: int = 99) -> None:
        self.heard = {os.stat(folder).st_ino for folder, _, _ in list(os.walk(root))[:most]}

    def hear_all(self, folders: Collection[int]) -> bool:
        return self.heard >= set(folders)


def test_a_folder_that_is_not_heard_yet_is_listened_to_anew(folder: Path) -> None:
    def new() -> None:
        (folder / "work").mkdir()
        (folder / "work/eva.md").write_text("# Eva\n")

    later = (9.0, lambda: (folder / "people/ben.md").write_text("# Benno\n"), [Heard("people/ben.md")])
    said = play(folder, Stage((1.0, new, [Heard()]), later), ears=Short)

    assert [("start", ()), ("edit", ("work/eva.md",)), ("edit", ("people/ben.md",))] == batches(said)
    assert [] == notices(said), "it can be heard now"


def test_folders_beyond_the_limit_are_looked_at_by_the_clock(folder: Path) -> None:
    unheard = (4.0, lambda: (folder / "people/ben.md").write_text("# Benno\n"), ())
    said = play(folder, Stage((1.0, (folder / "work").mkdir, [Heard()]), unheard), ears=lambda root: Short(root, 2))

    assert [("start", ()), ("edit", ("people/ben.md",))] == batches(said)
    assert [SHORT.text] == notices(said), "once"


def test_watchdog_is_not_heard_on_the_screen(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    listen(str(folder), lambda heard: None).stop()
    logging.getLogger("watchdog.observers.inotify").warning("queue_events() called when the thread is inactive")

    assert "" == capfd.readouterr().err
