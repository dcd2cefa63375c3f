"""The merge driver as git runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prm.cli.driver import drive
from prm.disk.gitsetup import driver
from tests.disk.clones import ROOT
from tests.disk.clones import commit
from tests.disk.clones import diverged
from tests.disk.clones import run

PATH = "people/佐藤 'Ai' \"健\".md"
BASE = "---\ntags: [a]\ncity: X\n---\n# Ada\n\n- 2026-01-01 a\n"
OURS = BASE.replace("[a]", "[a, b]") + "- 2026-01-02 b\n"
THEIRS = BASE.replace("[a]", "[a, c]") + "- 2026-01-03 c\n"
BOTH = BASE.replace("[a]", "[a, b, c]") + "- 2026-01-02 b\n- 2026-01-03 c\n"


def test_git_merges_through_the_driver(tmp_path: Path) -> None:
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: OURS}, {PATH: THEIRS})
    run(folder, "merge", "-q", "theirs")

    assert BOTH == (folder / PATH).read_text()
    assert "" == run(folder, "status", "--porcelain")


def test_git_rebases_and_moves_through_the_driver(tmp_path: Path) -> None:
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: OURS}, {PATH: THEIRS})
    run(folder, "checkout", "-q", "theirs")
    run(folder, "mv", PATH, "people/Ada.md")
    run(folder, "commit", "-qm", "rename")
    run(folder, "rebase", "-q", "ours")

    assert sorted(BOTH) == sorted((folder / "people/Ada.md").read_text())


def test_a_conflict_stands_in_the_file_and_in_git(tmp_path: Path) -> None:
    ours, theirs = BASE.replace("X", "Y"), BASE.replace("X", "Z") + "- 2026-01-03 c\n"
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: ours}, {PATH: theirs})
    run(folder, "merge", "-q", "theirs", fails=True)
    text = (folder / PATH).read_text()

    assert "UU" == run(folder, "status", "--porcelain")[:2]
    assert "city: Y\n=======\ncity: Z\n" in text
    assert text.endswith("- 2026-01-01 a\n- 2026-01-03 c\n")


def test_the_base_is_shown_where_git_is_told_to(tmp_path: Path) -> None:
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: BASE.replace("X", "Y")}, {PATH: BASE.replace("X", "Z")})
    run(folder, "config", "merge.conflictStyle", "zdiff3")
    run(folder, "merge", "-q", "theirs", fails=True)

    assert "city: Y\n||||||| base\ncity: X\n=======\ncity: Z\n" in (folder / PATH).read_text()


def test_added_on_both_sides(tmp_path: Path) -> None:
    folder = diverged(tmp_path / "vault", {}, {PATH: OURS}, {PATH: THEIRS})
    run(folder, "merge", "-q", "theirs")

    assert BOTH == (folder / PATH).read_text()


@pytest.mark.parametrize(
    "broken",
    [
        "/nowhere/prm",  # moved away
        "/dev/null",  # not to be run
        "false",  # ends as Python does that cannot find its packages: without a word
        "sh -c 'echo half > \"$2\"; kill -9 $$' x",  # killed half-way
        f"{sys.executable} -c 'import nothing_of_that_name'",
    ],
)
def test_a_driver_that_fails_loses_nothing(tmp_path: Path, broken: str) -> None:
    """Where the driver does not run git must merge by itself, not keep our side alone."""
    ours, theirs = BASE.replace("X", "Y"), BASE.replace("X", "Z")
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: ours}, {PATH: theirs})
    line = driver(broken).replace("|| f prm ", "|| f /nowhere/prm ")
    run(folder, "config", "merge.prm.driver", line)
    run(folder, "merge", "-q", "theirs", fails=True)
    text = (folder / PATH).read_text()

    assert "UU" == run(folder, "status", "--porcelain")[:2]
    assert "city: Y\n" in text
    assert "city: Z\n" in text


def test_what_is_no_text_is_a_conflict_as_git_makes_it(tmp_path: Path) -> None:
    folder = diverged(tmp_path / "vault", {PATH: b"\0a"}, {PATH: b"\0b"}, {PATH: b"\0c"})
    run(folder, "merge", "-q", "theirs", fails=True)

    assert b"\0b" == (folder / PATH).read_bytes()
    assert "UU" == run(folder, "status", "--porcelain")[:2]


def test_a_file_with_markers_is_left_to_git(tmp_path: Path) -> None:
    marked = BASE + "<<<<<<< a\n- 2026-01-02 b\n=======\n- 2026-01-02 c\n>>>>>>> d\n"
    folder = diverged(tmp_path / "vault", {PATH: BASE}, {PATH: marked}, {PATH: BASE.replace("X", "Z")})
    run(folder, "merge", "-q", "theirs")

    assert marked.replace("X", "Z") == (folder / PATH).read_text()


def test_no_traceback_and_no_half_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in (("o", "a\n"), ("a", "b\n"), ("b", "c\n")):
        (tmp_path / name).write_text(content)

    assert 1 == drive([*(str(tmp_path / name) for name in "oab"), "7", "x.md"])
    assert "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n" == (tmp_path / "a").read_text()
    assert 1 == drive([str(tmp_path / "none"), *(str(tmp_path / name) for name in "ab"), "7", "x.md"])
    assert 2 == drive([])
    assert "Traceback" not in capsys.readouterr().err
    assert ["a", "b", "o"] == sorted(os.listdir(tmp_path))


def test_git_s_own_names_of_the_sides_are_used(tmp_path: Path) -> None:
    for name, content in (("o", "a\n"), ("a", "b\n"), ("b", "c\n")):
        (tmp_path / name).write_text(content)
    drive([*(str(tmp_path / name) for name in "oab"), "9", "x.md", "1a2b", "HEAD", "main"])

    assert "<<<<<<<<< HEAD\nb\n=========\nc\n>>>>>>>>> main\n" == (tmp_path / "a").read_text()


def test_the_driver_starts_without_what_only_people_need(tmp_path: Path) -> None:
    for name, content in (("o", BASE), ("a", BASE + "- 2026-01-02 b\n"), ("b", BASE + "- 2026-01-03 c\n")):
        (tmp_path / name).write_text(content)
    code = "import os, sys; from prm.__main__ import main\nos._exit = lambda code: print(*sys.modules)\nmain()"
    words = [sys.executable, "-c", code, "merge-driver", "o", "a", "b", "7", "x.md"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    loaded = subprocess.run(words, cwd=tmp_path, capture_output=True, env=env, check=True).stdout.decode().split()

    assert "prm.edits.merge.merge3" in loaded
    unneeded = (
        "click",
        "yaml",
        "frontmatter",
        "subprocess",
        "json",
        "pathlib",
        "difflib",
        "datetime",
        "prm.text.forms",
    )
    assert [] == [name for name in unneeded if name in loaded]


def test_what_stands_in_the_vault_is_no_module_of_python(tmp_path: Path) -> None:
    """Git starts the driver in the vault, and a Python that is started with -m looks there first."""
    folder = diverged(
        tmp_path / "vault", {PATH: BASE, "prm.toml": "", "re.py": "exit(3)\n"}, {PATH: OURS}, {PATH: THEIRS}
    )
    words = [sys.executable, "-P", "-m", "prm", "git-setup"]
    subprocess.run(words, cwd=folder, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)

    assert f"{sys.executable} -P -m prm merge-driver" in run(folder, "config", "merge.prm.driver")
    run(folder, "checkout", "-q", ".gitattributes")
    run(folder, "merge", "-q", "theirs")
    assert BOTH == (folder / PATH).read_text()


def test_a_staged_note_with_markers_stops_a_commit(tmp_path: Path) -> None:
    from prm.disk.gitsetup import plan

    folder = diverged(tmp_path / "vault", {PATH: BASE, "prm.toml": ""}, {PATH: OURS}, {PATH: THEIRS})
    for step in plan(str(folder), f"'{sys.executable}' -m prm", hooks=True).steps:
        step.do()
    commit(folder, {"people/Bo.md": "# Bo\n\n- 2026-01-01 call [[Nobody]]: x\n"})
    (folder / "people/Bo.md").write_text("# Bo\n<<<<<<< a\n- 2026-01-02 b\n=======\n- 2026-01-02 c\n>>>>>>> d\n")
    said = run(folder, "commit", "-qam", "no", fails=True)

    assert "conflict-marker" in said
    assert "people/Bo.md" in run(folder, "status", "--porcelain")


@pytest.mark.parametrize("head", [b"\0GITCRYPT\0", b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"])
def test_an_encrypted_note_stays_as_it_is(tmp_path: Path, head: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    versions = {name: head + name.encode() * 9 for name in ("base", "ours", "theirs")}
    for name, data in versions.items():
        (tmp_path / name).write_bytes(data)

    assert 1 == drive([str(tmp_path / name) for name in versions])
    assert versions == {name: (tmp_path / name).read_bytes() for name in versions}
    assert "encrypted notes cannot be merged" in capsys.readouterr().err
