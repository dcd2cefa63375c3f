"""The command line killed at each step, on a full disk, beside an editor and beside itself. See `killing.py`."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MakeVault = Callable[..., Path]
HERE = Path(__file__).resolve().parent
PROJECT = str(HERE.parent.parent)
BEN = "people/Ben Ito.md"
TOGETHER = """
import sys
from prm.cli import capturing, log, main
from prm.disk import lock, recover, store
from prm.edits.capture import filing
print("ready", flush=True)
sys.stdin.readline()
sys.exit(main.run(sys.argv[1:]))
"""


def campaign(what: str, scenario: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), what, scenario],
        env={**os.environ, "PYTHONPATH": PROJECT}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    assert [] == found["wrong"]
    return found


@pytest.mark.parametrize(("scenario", "steps"), [("log", 10), ("journal", 10), ("create", 15), ("inbox", 25)])
def test_killed_at_any_step_a_line_is_in_one_place(scenario: str, steps: int) -> None:
    assert campaign("kill", scenario)["steps"] >= steps


@pytest.mark.parametrize("scenario", ["log", "inbox"])
def test_a_full_disk_changes_nothing(scenario: str) -> None:
    assert campaign("full", scenario)["runs"] > 20


@pytest.mark.parametrize("scenario", ["log", "inbox"])
def test_what_an_editor_saves_meanwhile_survives(scenario: str) -> None:
    assert campaign("editor", scenario)["runs"] > 10


@pytest.mark.parametrize("scenario", ["log", "inbox"])
def test_a_file_that_is_removed_meanwhile(scenario: str) -> None:
    assert campaign("removed", scenario)["runs"] > 10


def start(root: Path, code: list[str], *words: str, most: int = 0) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": PROJECT, "XDG_STATE_HOME": str(root.parent / "state")}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.Popen(
        [sys.executable, *code, "--vault", str(root), "--today", "2026-01-15", *words],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=limit if most else None,
    )  # fmt: skip


def test_two_at_once_write_both_lines(vault: MakeVault) -> None:
    before = "# Ben Ito\n\n## Log\n- 2025-12-01 call: ovens\n"
    for round_ in range(6):
        root = vault({BEN: before, "people/Aiko Sato.md": "", "journal/2026-01-15.md": "# Day\n"})
        people = ("Ben", "Ben") if round_ % 3 else ("Ben and Aiko", "Ben and Aiko")
        both = [
            start(root, ["-c", TOGETHER], "log", f"lunch with {who}, {n} of us")
            for n, who in zip("AB", people, strict=True)
        ]
        for each in both:
            assert "ready\n" == each.stdout.readline()  # type: ignore[union-attr]
        for each in both:
            each.stdin.write("\n")  # type: ignore[union-attr]
            each.stdin.flush()  # type: ignore[union-attr]
        said = [each.communicate()[1] for each in both]

        assert [0, 0] == [each.returncode for each in both], said
        path = root / (BEN if round_ % 3 else "journal/2026-01-15.md")
        lines = path.read_text().splitlines()
        assert [1, 1] == [sum(f"{word} of us" in line for line in lines) for word in "AB"]
        assert [] == [path.name for path in root.rglob(".prm-*")]
        assert (root / BEN).read_text().endswith("- 2025-12-01 call: ovens\n")


def test_a_file_that_may_not_grow_stays_as_it_was(vault: MakeVault) -> None:
    before = "# Ben Ito\n\n## Log\n- 2025-12-01 call: ovens\n" + "- 2025-11-01 call: more\n" * 100
    root = vault({BEN: before})
    done = start(root, ["-m", "prm"], "log", "lunch with Ben", most=len(before) // 2)
    _, said = done.communicate()

    assert 2 == done.returncode
    assert "nothing was written" in said.splitlines()[-1]
    assert {BEN: before} == {
        str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()
    }


def test_a_read_only_file_is_said(vault: MakeVault) -> None:
    root = vault({BEN: "# Ben Ito\n", "inbox.md": "- 2026-01-10 call Ben\n"})
    (root / BEN).chmod(0o444)
    for words in (["log", "lunch with Ben"], ["inbox", "--yes"]):
        done = start(root, ["-m", "prm"], *words)
        _, said = done.communicate()

        assert 2 == done.returncode
        assert f"prm: {BEN} is read-only; nothing was written" == said.splitlines()[-1]
    assert ["# Ben Ito\n", "- 2026-01-10 call Ben\n"] == [(root / path).read_text() for path in (BEN, "inbox.md")]
