import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run as prm
from prm.disk import gitsetup
from prm.disk import remotes
from tests.disk.clones import commit
from tests.disk.clones import run
from tests.disk.clones import settle

ADA = "people/Ada.md"
Doctor = Callable[..., dict[str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A vault that is kept well."""
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o700)
    run(folder, "init", "-qb", "main")
    settle(folder)
    commit(folder, {".gitattributes": "*.md merge=prm\n*.markdown merge=prm\n", "prm.toml": "", ADA: "# Ada\n"})
    return folder


@pytest.fixture
def doctor(home: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    def call(exits: int = 1) -> dict[str, str]:
        code = prm(["--vault", str(home), "--today", "2026-01-15", "doctor", "--format", "json"])
        out, err = capsys.readouterr()

        assert (exits, "") == (code, err)
        return {each["name"]: each["message"] for each in json.loads(out)}

    return call


def test_all_is_well(home: Path, doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    assert {} == doctor(exits=0)
    assert 0 == prm(["--vault", str(home), "doctor"])
    assert ("", "all is well\n") == capsys.readouterr()


def test_other_users_of_the_machine(home: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    from prm.disk import doctor as module

    home.chmod(0o755)
    monkeypatch.setattr(module, "_reachable", lambda path: True)

    assert f"other users of this machine can read your notes; “chmod o-rwx {home}”" == doctor()["readable-by-others"]
    home.chmod(0o757)
    assert "can change your notes" in doctor()["readable-by-others"]
    monkeypatch.setattr(module, "_reachable", lambda path: False)
    assert {} == doctor(exits=0)


def test_a_folder_that_is_closed_above(tmp_path: Path) -> None:
    from prm.disk.doctor import _reachable

    (tmp_path / "closed" / "inside").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)

    assert not _reachable(str(tmp_path / "closed" / "inside"))


def test_the_merge_driver(home: Path, doctor: Doctor) -> None:
    driver = run(home, "config", "merge.prm.driver").strip()
    run(home, "config", "merge.prm.driver", "prm merge-driver %O %A %B %L %P")
    assert "“prm git-setup” writes it anew" in doctor()["unguarded-driver"]
    run(home, "config", "merge.prm.driver", driver.replace("-----BEGIN", "-----"))
    assert "set up by another version of prm; “prm git-setup” writes it anew" in doctor()["old-driver"]
    run(home, "config", "merge.prm.driver", gitsetup.driver("/gone/bin/prm"))
    assert "/gone/bin/prm is not there any more; “prm git-setup”" in doctor()["old-driver"]
    run(home, "config", "--unset", "merge.prm.driver")
    assert "“prm git-setup” teaches it better" in doctor()["no-merge-driver"]
    run(home, "config", "merge.prm.driver", driver)
    (home / "people/.gitattributes").write_text("*.md merge=union\n")
    assert f"git's attributes keep {ADA} from being merged by prm" in doctor()["no-merge-driver"]


def test_line_ends(home: Path, doctor: Doctor) -> None:
    run(home, "config", "core.autocrlf", "true")
    assert "“git config core.autocrlf false”" in doctor()["line-ends"]
    (home / ".gitattributes").write_text("* -text\n*.md merge=prm\n*.markdown merge=prm\n")
    assert {} == doctor(exits=0)


def test_what_belongs_to_one_machine(home: Path, doctor: Doctor) -> None:
    (home / ".obsidian").mkdir()
    (home / ".obsidian/workspace.json").write_text("{}")
    (home / ".DS_Store").write_text("")
    assert "git would carry .DS_Store and 1 more" in doctor()["carried-cache"]
    (home / ".gitignore").write_text(".DS_Store\n.obsidian/workspace.json\n")
    assert {} == doctor(exits=0)


def test_a_cache_inside_of_the_vault(home: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".gitignore").write_text(".cache\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))

    assert "lies inside of the vault" in doctor()["cache-inside"]


def test_names_that_differ_in_how_they_are_written(home: Path, doctor: Doctor) -> None:
    for name in ("が", "か\u3099"):
        (home / f"people/{name}.md").write_text("# が\n")

    assert "they are one name, with accents or kana written in two ways" in doctor()["case-collision"]


def test_copies_that_sync_programs_leave(home: Path, doctor: Doctor) -> None:
    (home / "people/Ada.sync-conflict-20260110-091500-ABCDEFG.md").write_text("# Ada\n")

    assert "beside “Ada.md”" in doctor()["conflict-copy"]


def test_names_that_differ_in_case(home: Path, doctor: Doctor) -> None:
    (home / "people/ada.md").write_text("# Ada\n")
    if len(os.listdir(home / "people")) == 1:
        run(home, "config", "core.ignoreCase", "false")
        assert "“git config core.ignoreCase true”" in doctor()["case-blind-disk"]
    else:
        assert f"{ADA} and people/ada.md: " in doctor()["case-collision"]


def test_plain_text_beside_encrypted_notes(home: Path, doctor: Doctor) -> None:
    (home / ".gitattributes").write_text("people/*.md filter=rot\n")
    run(home, "config", "filter.rot.clean", r"printf '\000GITCRYPT\000'; cat")
    run(home, "config", "filter.rot.smudge", "cat")
    said = doctor()["plain-text-in-git"]
    assert said.startswith(f"{ADA} is plain text in git beside encrypted notes; “git add --renormalize .”")
    run(home, "add", "--renormalize", ".")
    assert "plain-text-in-git" not in doctor(exits=0)
    commit(home, {"inbox.md": "- Ben\n"})
    assert "inbox.md is plain text in git" in doctor()["plain-text-in-git"]
    assert "filter=rot" in doctor()["plain-text-in-git"]


def test_a_remote_that_anybody_can_read(home: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    run(home, "remote", "add", "origin", "git@example.org:me/a.git")
    monkeypatch.setattr(remotes, "public", lambda root, remote: f"https://example.org/{remote}.git")

    said = "anybody can read https://example.org/origin.git, without a password; make it private"
    assert said == doctor()["public-remote"]


def test_private_is_not_encryption(home: Path, doctor: Doctor) -> None:
    (home / ADA).write_text("---\nprivate: true\n---\n# Ada\n")

    assert "“private” keeps 1 note out" in doctor(exits=0)["private"]
    assert "is not encryption" in doctor(exits=0)["private"]


def test_what_is_half_done(home: Path, doctor: Doctor) -> None:
    (home / ".git/MERGE_HEAD").write_text("x")
    assert "a merge is half done here" in doctor()["half-done"]
    (home / ".git/MERGE_HEAD").unlink()
    (home / ".git/prm-sync").write_text(" \n")
    assert "“prm sync” finishes it" in doctor()["half-done"]


def test_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain").mkdir(mode=0o700)

    assert 0 == prm(["--vault", str(tmp_path / "plain"), "doctor"])
    assert "nothing keeps the history of your notes [no-git]\n" in capsys.readouterr().out
