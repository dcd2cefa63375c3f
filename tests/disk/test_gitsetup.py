import os
import subprocess
from pathlib import Path

import pytest

from prm.disk.gitsetup import Refused
from prm.disk.gitsetup import driver
from prm.disk.gitsetup import effective
from prm.disk.gitsetup import plan
from prm.disk.gitsetup import plan_undo
from prm.disk.gitsetup import with_block
from prm.disk.gitsetup import without_block
from tests.disk.clones import commit
from tests.disk.clones import run

PROGRAM = "/opt/prm/bin/prm"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    run(folder, "init", "-qb", "main")
    return folder


def do(vault: Path, *, hooks: bool = False) -> list[str]:
    found = plan(str(vault), PROGRAM, hooks=hooks)
    for step in found.steps:
        step.do()
    return [step.words for step in found.steps]


def undo(vault: Path) -> list[str]:
    found = plan_undo(str(vault))
    for step in found.steps:
        step.do()
    return [step.words for step in found.steps]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (".git/" not in str(path) or path.name in ("config", "pre-commit"))
    }


def test_it_is_done_once_and_taken_back_to_the_byte(repository: Path) -> None:
    before = everything(repository)

    assert 3 == len(do(repository, hooks=True))
    assert "*.md merge=prm\n" in (repository / ".gitattributes").read_text()
    assert driver(PROGRAM) == run(repository, "config", "merge.prm.driver").strip()
    assert os.access(repository / ".git/hooks/pre-commit", os.X_OK)
    assert "" == effective(str(repository))
    assert [] == do(repository, hooks=True)
    assert 3 == len(undo(repository))
    assert before == everything(repository)
    assert [] == undo(repository)


@pytest.mark.parametrize("old", ["", "*.png binary\n", "*.png binary", "*.png binary\r\n", "*.png binary\r\n*.x -text"])
def test_other_attributes_stay_as_they_are(old: str) -> None:
    new = with_block(old)

    assert new.startswith(old)
    assert old == without_block(new)
    assert ("\r\n" in new.removeprefix(old)) == ("\r\n" in old)


def test_lines_added_behind_ours_stay(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.png binary")
    do(repository)
    with (repository / ".gitattributes").open("a") as file:
        file.write("*.jpg binary\n")
    undo(repository)

    assert "*.png binary\n*.jpg binary\n" == (repository / ".gitattributes").read_text()


def test_a_vault_in_a_larger_repository_keeps_to_its_folder(repository: Path) -> None:
    vault = repository / "private" / "人"
    vault.mkdir(parents=True)
    (repository / ".gitattributes").write_text("*.png binary\n")
    words = do(vault)

    assert any("private/人/.gitattributes" in each for each in words)
    assert "*.png binary\n" == (repository / ".gitattributes").read_text()
    assert "people/x.md: merge: prm" in run(vault, "check-attr", "merge", "people/x.md")
    assert "unspecified" in run(repository, "check-attr", "merge", "README.md")


def test_another_attribute_that_wins_is_found(repository: Path) -> None:
    commit_as_somebody(repository, {"people/.gitattributes": "*.md merge=union\n", "people/Ada.md": "# Ada\n"})
    do(repository)

    assert "people/Ada.md" == effective(str(repository))


@pytest.mark.parametrize("pattern", ["*.md filter=git-crypt diff=git-crypt\n", "people/** filter=age\n"])
def test_encrypted_notes_are_refused(repository: Path, pattern: str) -> None:
    (repository / ".gitattributes").write_text(pattern)
    before = everything(repository)

    with pytest.raises(Refused, match=r"through the filter “(git-crypt|age)”"):
        do(repository)
    assert before == everything(repository)


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="in no git repository"):
        plan(str(tmp_path), PROGRAM, hooks=False)


def test_a_hook_that_is_there_stays(repository: Path) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    found = plan(str(repository), PROGRAM, hooks=True)

    assert any("prm --vault . check --staged" in hint for hint in found.hints)
    do(repository, hooks=True)
    undo(repository)
    assert "#!/bin/sh\nexit 0\n" == hook.read_text()


def test_hooks_outside_of_the_repository_stay(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    run(repository, "config", "core.hooksPath", str(tmp_path / "hooks"))
    do(repository, hooks=True)

    assert [] == os.listdir(tmp_path / "hooks")


def test_another_work_tree_shares_the_settings(repository: Path, tmp_path: Path) -> None:
    commit_as_somebody(repository, {"people/Ada.md": "# Ada\n"})
    run(repository, "worktree", "add", "-q", str(tmp_path / "second"))
    do(tmp_path / "second", hooks=True)

    assert driver(PROGRAM) == run(repository, "config", "merge.prm.driver").strip()
    assert (repository / ".git/hooks/pre-commit").exists()


def test_the_line_is_one_for_every_shell() -> None:
    line = driver("'/opt/my prm/prm'")

    assert 0 == subprocess.run(["sh", "-n", "-c", line], check=False).returncode
    assert "\n" not in line


def commit_as_somebody(folder: Path, files: dict[str, str | bytes]) -> None:
    run(folder, "config", "user.name", "a")
    run(folder, "config", "user.email", "a@x.example.org")
    commit(folder, files)
