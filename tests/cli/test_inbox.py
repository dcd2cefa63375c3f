"""`prm inbox`: one by one on a terminal, days from git, and an inbox that changes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run
from prm.engine import Engine
from prm.text.source import Source
from tests.cli.terminal import at_terminal
from tests.disk.test_blame import git

MakeVault = Callable[..., Path]
BEN, AIKO = "people/Ben Ito.md", "people/Aiko Sato.md"
INBOX = ("--today", "2026-01-15", "inbox")
LINES = "# Inbox\n\n- 2026-01-10 call Ben\n- lunch with Aiko\n- coffee with Grace\n- 2026-01-11 call Ben and Zed\n"
FILES = {"prm.toml": "", BEN: "# Ben Ito\n", AIKO: "", "people/Grace Holm.md": "", "people/Grace Okafor.md": ""}


@pytest.fixture
def folder(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = vault({**FILES, "inbox.md": LINES})
    monkeypatch.chdir(root)
    return root


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_each_line_is_asked_about(folder: Path) -> None:
    typed = [
        ("file it", "y\n"),
        ("On which day was it written", "last friday\n"), ("file it", "y\n"),
        ("Who is “Grace”", "2\n"), ("On which day was it written", "nonsense\n"), ("no day that has been", "\n"),
        ("file it", "n\n"),
        ("file it", "e\n"), ("anew", "2026-01-11 call Ben and +Zed\n"), ("file it", "y\n"),
    ]  # fmt: skip
    shown, code = at_terminal(folder, INBOX, typed)

    assert 0 == code, shown
    assert "# Inbox\n\n- coffee with Grace\n" == (folder / "inbox.md").read_text()
    assert "- 2026-01-11 call: Ben and Zed\n- 2026-01-10 call\n" in (folder / BEN).read_text()
    assert "- 2026-01-09 meal\n" in (folder / AIKO).read_text()
    assert 0 == run(["undo"])
    assert {**FILES, "inbox.md": LINES} == tree(folder)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ([("file it", "a\n")], "# Inbox\n\n- lunch with Aiko\n- coffee with Grace\n- 2026-01-11 call Ben and Zed\n"),
        ([("file it", "q\n")], LINES),
        ([("file it", "y\n"), ("On which day", "\x03")], LINES),
        ([("file it", "y\n"), ("On which day", "\x04")], LINES),
        ([("file it", "?\n"), ("q enough", "q\n")], LINES),
    ],
)
def test_who_has_enough_may_stop(folder: Path, typed: list[tuple[str, str]], kept: str) -> None:
    shown, _ = at_terminal(folder, INBOX, typed)

    assert kept == (folder / "inbox.md").read_text()
    assert "Traceback" not in shown


def test_git_knows_when_a_line_was_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inbox.md").write_text("- lunch with Aiko\n- yesterday: call Ben\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "on the way", day="2026-01-07T08:00:00+0900")
    (folder / "inbox.md").write_text("- coffee with Aiko\n- lunch with Aiko\n- yesterday: call Ben\n")

    assert 0 == run([*INBOX, "--format", "json"])
    assert [None, "2026-01-07", "2026-01-06"] == [row["day"] for row in json.loads(capsys.readouterr().out)]


def test_a_line_typed_meanwhile_survives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Engine.apply

    def apply(engine: Engine, *words: object, **more: object) -> object:
        (folder / "inbox.md").write_text(LINES.replace("# Inbox\n", "# Inbox\n- typed on the phone\n"))
        return real(engine, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "apply", apply)

    assert 0 == run([*INBOX, "--yes"])
    assert (
        LINES.replace("# Inbox\n", "# Inbox\n- typed on the phone\n").replace("- 2026-01-10 call Ben\n", "")
        == (folder / "inbox.md").read_text()
    )


def test_a_line_that_left_meanwhile_is_not_filed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Engine.source

    def source(engine: Engine, path: str) -> Source:
        found = real(engine, path)
        if path == BEN:
            (folder / "inbox.md").write_text("# Inbox\n")
        return found

    monkeypatch.setattr(Engine, "source", source)

    assert 2 == run([*INBOX, "--yes"])
    assert "prm: inbox.md changed since it was read; nothing was filed, try again" in capsys.readouterr().err
    assert {**FILES, "inbox.md": "# Inbox\n"} == tree(folder)


def test_an_inbox_that_git_could_not_merge_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inbox.md").write_text("<<<<<<< a\n- 2026-01-10 call Ben\n=======\n>>>>>>> b\n")

    assert 2 == run([*INBOX, "--yes"])
    assert "git could not merge this file" in capsys.readouterr().err


def test_without_an_inbox_nothing_waits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inbox.md").unlink()

    assert [0, 0] == [run([*INBOX, "--yes"]), run([*INBOX, "--format", "json"])]
    assert ("[]\n", "there is no inbox.md; nothing waits\n") == capsys.readouterr()
