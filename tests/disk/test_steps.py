"""What may happen at every single step on the disk: killed, refused, or somebody else saves. See `campaign.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
DISKS = ("exchange", "links", "bare")
"""Disks that exchange two files in one step; that only have links; that have neither, as some sticks."""
AFTER_THE_LAST_LOOK = {"unlink vault", "mkdir state", "replace state"}


def run(what: str, scenario: str, disk: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / "campaign.py"), what, scenario, disk],
        env={**os.environ, "PYTHONPATH": str(HERE.parent.parent), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    assert [] == found["wrong"]
    return found


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("scenario", ["one", "many"])
def test_killed_at_any_step_each_file_is_whole_and_the_next_command_finishes(scenario: str, disk: str) -> None:
    assert run("kill", scenario, disk)["steps"] > (45 if scenario == "many" else 15)


@pytest.mark.parametrize(
    ("scenario", "disk"),
    [("one", "exchange"), ("one", "links"), ("one", "bare"), pytest.param("many", "exchange", marks=pytest.mark.slow)],
)
def test_killed_again_while_the_next_command_finishes(scenario: str, disk: str) -> None:
    run("killed_again", scenario, disk)


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("scenario", ["one", "many"])
def test_killed_while_a_command_is_undone(scenario: str, disk: str) -> None:
    run("killed_undo", scenario, disk)


@pytest.mark.parametrize(("scenario", "disk"), [("one", "exchange"), ("many", "exchange"), ("many", "links")])
def test_what_is_typed_after_a_kill_is_never_overwritten(scenario: str, disk: str) -> None:
    run("killed_then_saved", scenario, disk)


@pytest.mark.parametrize(
    ("scenario", "disk"), [("one", "exchange"), ("one", "links"), ("one", "bare"), ("many", "exchange")]
)
def test_killed_while_a_change_is_taken_back(scenario: str, disk: str) -> None:
    run("killed_while_taking_back", scenario, disk)


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("scenario", ["one", "many"])
def test_refused_at_any_step_all_is_as_it_was(scenario: str, disk: str) -> None:
    run("fail", scenario, disk)


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("scenario", ["one", "many"])
def test_stopped_at_any_step_for_good_or_by_hand(scenario: str, disk: str) -> None:
    run("stop", scenario, disk)


@pytest.mark.parametrize("scenario", ["one", "many"])
def test_an_editor_saves_at_any_step_and_its_text_survives(scenario: str) -> None:
    found = run("save", scenario, "exchange")

    assert [] == found["lost"]
    assert AFTER_THE_LAST_LOOK == set(found["unsaid"])


def test_two_saves_at_any_two_steps_and_the_later_text_survives() -> None:
    assert [] == run("twice", "one", "exchange")["lost"]


def test_without_exchange_only_the_rename_itself_is_a_gap() -> None:
    assert ["rename before replace vault"] == run("save", "one", "links")["lost"]
    bare = ["rename before replace vault", "truncate before replace vault"]
    assert bare == run("save", "one", "bare")["lost"]


def test_two_processes_append_to_one_file_and_every_line_is_there_once() -> None:
    run("both", "one", "exchange")
