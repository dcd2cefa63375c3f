"""What others refuse while vaults are synced: one line that says who, and everything stands as before."""

import errno
import os
from pathlib import Path

import pytest

from prm.disk import careful
from tests.disk.clones import run
from tests.disk.test_sync import ADA
from tests.disk.test_sync import Say
from tests.disk.test_sync import driver_finds_prm as driver_finds_prm
from tests.disk.test_sync import pair as pair
from tests.disk.test_sync import status
from tests.disk.test_sync import sync as sync
from tests.disk.test_sync import write

SAVED = "what you wrote is committed here"


def hook(folder: Path, name: str, words: str) -> Path:
    path = folder / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {words} >&2\nexit 1\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("folder", "name", "said"),
    [("a/.git", "pre-push", "no push today"), ("remote.git", "pre-receive", "remote: no push today")],
)
def test_a_push_that_is_refused_says_by_whom(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, folder: str, name: str, said: str
) -> None:
    refusing = hook(tmp_path / folder, name, "no push today")
    write(pair[0], "- 2026-01-10 coffee: cake")

    assert (2, "", f"prm: git push: {said}; {SAVED}, and the next sync tries again\n") == sync(pair[0])
    refusing.unlink()
    assert (0, "", "sent 1 commit\n") == sync(pair[0])


def test_a_key_that_is_missing_leaves_no_rebase_half_done(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    write(second, "- 2026-01-11 lunch: theirs")
    assert 0 == sync(second)[0]
    write(first, "- 2026-01-10 coffee: ours")
    run(first, "commit", "-qam", "ours")
    run(first, "config", "commit.gpgsign", "true")
    run(first, "config", "gpg.program", "false")
    head = run(first, "rev-parse", "HEAD")

    said = f"git rebase: gpg failed to sign the data; {SAVED}, and nothing of theirs was brought"
    assert (2, "", f"prm: {said}\n") == sync(first)
    assert (head, "") == (run(first, "rev-parse", "HEAD"), status(first))
    assert "main\n" == run(first, "branch", "--show-current")
    run(first, "config", "commit.gpgsign", "false")
    assert (0, "", "received 1 commit\nsent 1 commit\n") == sync(first)


def test_ssh_that_is_refused_says_so(pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pair[0], "remote", "set-url", "origin", "ssh://git@localhost/x.git")
    monkeypatch.setenv(
        "GIT_SSH_COMMAND", "sh -c 'echo \"git@localhost: Permission denied (publickey).\" >&2; exit 255'"
    )
    write(pair[0], "- 2026-01-10 coffee: cake")

    said = "prm: git fetch: git@localhost: Permission denied (publickey).; nothing was written\n"
    assert (2, "", said) == sync(pair[0])
    assert " M people/Ada.md\n" == status(pair[0])


def test_a_mark_of_one_that_died_meanwhile_stays(pair: tuple[Path, Path]) -> None:
    """Who waits for another sync that is killed then takes nothing of it for its own."""
    git_dir = pair[0] / ".git"
    (git_dir / "prm-sync").write_text("a b\n")

    with pytest.raises(careful.Refused, match="interrupted just now"):
        careful.careful(str(pair[0]), str(git_dir), "status")
    assert "a b\n" == (git_dir / "prm-sync").read_text()


def test_a_git_that_alone_was_killed_is_taken_back_by_the_next_sync(pair: tuple[Path, Path], sync: Say) -> None:
    first, second = pair
    write(second, "- 2026-01-11 lunch: theirs")
    assert 0 == sync(second)[0]
    write(first, "- 2026-01-10 coffee: ours")
    killing = hook(first / ".git", "post-checkout", "x")
    killing.write_text("#!/bin/sh\nkill -9 $PPID\n")

    said = "prm: git rebase was killed; sync again, and what it left half-way is taken back first\n"
    assert (2, "", said) == sync(first)
    killing.unlink()
    code, _, err = sync(first)
    assert (0, True) == (code, err.endswith("received 1 commit\nsent 1 commit\n"))
    assert ["ours", "theirs"] == sorted(line.split()[-1] for line in (first / ADA).read_text().splitlines()[4:])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_nothing_is_said_in_one_line(
    pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    write(pair[0], "- 2026-01-10 coffee: cake")
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        if data.endswith(b" \n"):
            raise OSError(number, os.strerror(number))
        return real(descriptor, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        code, _, err = sync(pair[0])
    git_dir = pair[0] / ".git"
    assert (2, 1, True) == (code, err.count("\n"), err.startswith(f"prm: {git_dir}, where git keeps the vault, cannot"))
    assert err.endswith("; nothing was sent, sync again when it can\n")
    assert 0 == sync(pair[0])[0]


def test_a_remote_with_notes_checked_out_takes_none(pair: tuple[Path, Path], sync: Say, tmp_path: Path) -> None:
    run(tmp_path / "remote.git", "config", "core.bare", "false")
    write(pair[0], "- 2026-01-10 coffee: cake")

    said = "the remote is itself a folder with notes checked out, and takes none; send to a “git init --bare” one"
    assert (2, "", f"prm: {said}; {SAVED}, and the next sync tries again\n") == sync(pair[0])


def test_a_folder_beside_that_is_not_plugged_in_is_offline(pair: tuple[Path, Path], sync: Say) -> None:
    run(pair[0], "remote", "set-url", "origin", "../stick.git")
    write(pair[0], "- 2026-01-10 coffee: cake")
    code, _, err = sync(pair[0])

    assert (0, "prm: offline (there is no repository at ../stick.git)") == (code, err.partition(";")[0])


def test_a_link_is_no_note_of_this_vault(pair: tuple[Path, Path], sync: Say, tmp_path: Path) -> None:
    (tmp_path / "else.md").write_text("# Else\n- 2026-01-10 coffee: cake\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n")
    (pair[0] / "people/else.md").symlink_to(tmp_path / "else.md")

    assert "committed 1 file: 1 other file\nsent 1 commit\n" in sync(pair[0])[2]
