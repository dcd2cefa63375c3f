from pathlib import Path

import pytest

from prm.disk import git
from tests.disk.clones import commit
from tests.disk.clones import run
from tests.disk.clones import settle

NAME = "people/佐藤 'Ai'\n.md"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    run(folder, "init", "-qb", "main")
    settle(folder)
    commit(folder, {NAME: "# Ai\n", "notes/x.txt": "x\n"})
    return folder


def test_paths_come_back_as_they_are(repository: Path) -> None:
    assert [NAME] == git.notes(str(repository))
    assert str(repository) == git.top(str(repository / "people")).text


def test_a_failure_is_one_line(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = git.git(str(repository), "show", "nothing")

    assert failed.code == 128
    assert failed.problem.startswith("git show: ambiguous argument 'nothing'")
    assert "\n" not in failed.problem
    assert git.NO_REPOSITORY == git.git(str(tmp_path), "status").problem
    assert f"there is no folder “{tmp_path}/none”" == git.git(f"{tmp_path}/none", "status").problem
    monkeypatch.setenv("PATH", "")
    assert git.MISSING == git.git(str(repository), "status").problem


def test_one_that_takes_too_long_is_stopped(repository: Path) -> None:
    run(repository, "config", "alias.wait", "!sleep 30")

    assert (
        "git wait took longer than 0.2 seconds and was stopped" == git.git(str(repository), "wait", timeout=0.2).problem
    )


def test_a_look_runs_no_program_of_the_repository(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.txt diff=spy\n")
    for name in ("diff.external", "diff.spy.command", "diff.spy.textconv", "core.fsmonitor"):
        run(repository, "config", name, "touch spied; false")
    (repository / "notes/x.txt").write_text("y\n")
    answer = git.git(str(repository), "diff", "--", "notes/x.txt")

    assert "" == answer.problem
    assert b"-x\n+y\n" in answer.out
    assert not (repository / "spied").exists()


def test_what_a_hook_sets_does_not_lead_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")

    assert [NAME] == git.notes(str(repository))


def test_staged_notes_are_those_of_the_index_a_hook_was_given(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / NAME).write_text("# Ai\n\nnew\n")
    run(repository, "add", "-A")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert [NAME] == git.staged(str(repository)).parts
    assert [NAME.removeprefix("people/")] == git.staged(str(repository / "people")).parts


def test_attributes(repository: Path) -> None:
    (repository / ".gitattributes").write_text("people/* merge=prm\n*.x -merge\n")

    assert {NAME: "prm"} == git.attributes(str(repository), "merge", [NAME, "a.x", "notes/x.txt"])
