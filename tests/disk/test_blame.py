"""What git records of lines."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

from prm.disk.blame import line_days

MakeVault = Callable[..., Path]


def git(folder: Path, *words: str, day: str = "2026-01-02T23:30:00+0900") -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@x.org", *words]
    environment = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


def test_each_line_has_the_day_on_which_it_was_written(vault: MakeVault) -> None:
    root = vault({"inbox.md": "# Inbox\n- one\n"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    (root / "inbox.md").write_text("# Inbox\n- one\n- 二\r\n")
    git(root, "commit", "-qam", "two", day="2026-01-05T00:30:00-0500")
    (root / "inbox.md").write_text("# Inbox\n- new\n- one\n- 二\r\n- last")

    first, second = date(2026, 1, 2), date(2026, 1, 5)
    assert [first, None, first, second, None] == line_days(str(root), "inbox.md")


def test_where_git_knows_nothing_there_is_no_day(vault: MakeVault) -> None:
    root = vault({"inbox.md": "- one\n"})

    assert [] == line_days(str(root), "inbox.md")
    git(root, "init", "-q")
    assert [] == line_days(str(root), "inbox.md")
    assert [] == line_days(str(root), "missing.md")
