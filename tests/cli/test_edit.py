"""`prm edit` with small editors, on a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEN = "# Ben Ito\n\n- 2026-01-02 call: a\n- 2025-12-02 call: b\n"
FILES = {"prm.toml": "", "people/Ben Ito.md": BEN, "people/Aiko.md": "# Aiko\n", "journal/2026-01-15.md": "x\n"}


def script(folder: Path, body: str, name: str = "my editor") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def edit(root: Path, *who: str, **environment: str) -> tuple[int, str]:
    """Run the command on a terminal and return its exit code and all that it printed."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", **environment}
    words = [sys.executable, "-m", "prm", "--vault", str(root), "--today", "2026-01-15", "edit", *who]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        said = bytearray()
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            said += piece
    os.close(ours)
    return process.returncode, said.decode().replace("\r\n", "\n").replace(str(root), "…")


def test_the_file_is_checked_when_the_editor_is_closed(vault: Callable[..., Path], tmp_path: Path) -> None:
    root = vault(FILES)
    editor = script(tmp_path, 'echo "- 2026-02-30 call: c" >> "$2"; echo "$1 $2"')

    assert (
        0,
        "--wait …/people/Ben Ito.md\n"
        "people/Ben Ito.md:5:3: P204 “2026-02-30” has day 30, and 2026-02 has 28 days; write one of them"
        " [impossible-date]\n",
    ) == edit(root, "Ben", VISUAL=f"'{editor}' --wait", EDITOR="false")


def test_nothing_changed_is_said(vault: Callable[..., Path]) -> None:
    assert (0, "nothing changed\n") == edit(vault(FILES), "Ben", EDITOR="true")


def test_a_sound_change_is_nothing_to_mend(vault: Callable[..., Path], tmp_path: Path) -> None:
    editor = script(tmp_path, 'for each; do echo >> "$each"; done')

    expected = "people/Ben Ito.md, people/Aiko.md, journal/2026-01-15.md, prm.toml: nothing to mend\n"
    assert (0, expected) == edit(vault(FILES), "Ben", "Aiko", "today", "prm.toml", "Ben", EDITOR=str(editor))


@pytest.mark.parametrize(("body", "left"), [("exit 3", "nothing changed"), ('echo >> "$1"; exit 3', "changed all")])
def test_an_editor_that_fails_is_named(vault: Callable[..., Path], tmp_path: Path, body: str, left: str) -> None:
    code, said = edit(vault(FILES), "Ben", EDITOR=str(script(tmp_path, body)))

    assert 2 == code
    assert "ended with 3; " in said
    assert left in said


def test_an_editor_that_is_not_there_is_named(vault: Callable[..., Path]) -> None:
    code, said = edit(vault(FILES), "Ben", EDITOR="no-such-editor -x")

    assert 2 == code
    assert "the editor “no-such-editor -x” ended with 127; nothing changed" in said


def test_known_editors_begin_at_the_log(vault: Callable[..., Path], tmp_path: Path) -> None:
    editor = script(tmp_path, 'echo "$1"', "nano")

    assert (0, "+3\nnothing changed\n") == edit(vault(FILES), "Ben", EDITOR=str(editor))
