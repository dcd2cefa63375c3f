"""A merge driver that is killed, or cannot run: `sync` merges what it left, and nothing that somebody touched."""

import sys
from pathlib import Path
from random import Random

import pytest

from tests.disk.clones import ROOT
from tests.disk.clones import commit
from tests.disk.clones import run
from tests.disk.test_sync import ADA
from tests.disk.test_sync import NOTE
from tests.disk.test_sync import Killed
from tests.disk.test_sync import Say
from tests.disk.test_sync import driver_finds_prm as driver_finds_prm
from tests.disk.test_sync import pair as pair
from tests.disk.test_sync import status
from tests.disk.test_sync import sync as sync
from tests.disk.test_sync import write

CITY = "---\ncity: Malmö\n---\n# Cy\n"
MOMENTS = Random(7).sample(range(5, 90), 6)


def dying(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Have syncs call a merge driver that is a script."""
    program = folder / "driver"
    program.write_text(f"#!/bin/sh\n{words}\n")
    program.chmod(0o755)
    monkeypatch.setattr("prm.cli.git_setup.program", lambda: str(program))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")  # no other prm is the second choice


def apart(pair: tuple[Path, Path], sync: Say) -> None:
    """Have two sides write to the same places of two notes, so that only the driver can merge them."""
    for folder, word in zip(pair, ("FIRST", "SECOND"), strict=True):
        write(folder, f"- 2026-01-1{len(word)} coffee: {word}")
        commit(folder, {ADA: (folder / ADA).read_text()}, "one")
        write(folder, f"- 2026-01-11 coffee: {word} again", "people/Ben.md")
    assert 0 == sync(pair[0])[0]


def stopped(pair: tuple[Path, Path], sync: Say, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a sync be killed after its merge driver was."""

    def killed(*words: object) -> bool:
        raise Killed

    apart(pair, sync)
    with monkeypatch.context() as patch:
        dying(folder, patch, "kill -9 $PPID")
        patch.setattr("prm.disk.resuming.go_on", killed)
        with pytest.raises(Killed):
            sync(pair[1])


def together(pair: tuple[Path, Path], sync: Say) -> None:
    assert 0 == sync(pair[0])[0]
    for folder in pair:
        text = (folder / ADA).read_text() + (folder / "people/Ben.md").read_text()
        assert "<<<<" not in text
        assert [2, 2] == [text.count(word) for word in ("FIRST", "SECOND")]
        assert "" == status(folder)
    assert run(pair[0], "rev-parse", "HEAD") == run(pair[1], "rev-parse", "HEAD")


@pytest.mark.parametrize(
    "words",
    [
        "kill -9 $PPID",
        "kill -9 $$",
        f'"{sys.executable}" -m prm "$@"; kill -9 $PPID',
        "exit 1",
        "exit 127",
        *(f'("{sys.executable}" -m prm "$@") & sleep 0.0{moment:02}; kill -9 $! $PPID' for moment in MOMENTS),
    ],
)
def test_a_killed_driver_is_run_again_at_once(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    apart(pair, sync)
    dying(tmp_path, monkeypatch, words)

    code, _, err = sync(pair[1])
    assert (0, True) == (code, err.endswith("sent 2 commits\n"))
    together(pair, sync)


def test_a_killed_driver_of_a_merge_is_run_again(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = pair[1]
    run(second, "checkout", "-qb", "side")
    commit(second, {"side.md": "side\n"})
    run(second, "checkout", "-q", "main")
    commit(second, {"main.md": "main\n"})
    run(second, "merge", "-q", "--no-edit", "side")
    apart(pair, sync)
    dying(tmp_path, monkeypatch, "kill -9 $PPID")

    assert 0 == sync(second)[0]
    together(pair, sync)
    assert 2 == len(run(second, "log", "--merges", "--format=%h").split())


def test_what_an_earlier_sync_left_is_finished_by_the_next(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(pair, sync, tmp_path, monkeypatch)
    assert "UU" in status(pair[1])

    assert 0 == sync(pair[1])[0]
    together(pair, sync)


def test_what_somebody_touched_meanwhile_is_theirs(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(pair, sync, tmp_path, monkeypatch)
    path = pair[1] / run(pair[1], "diff", "--name-only", "--diff-filter=U").strip()
    path.write_text("# Mine\n")

    code, _, err = sync(pair[1])
    assert (2, "prm: a rebase is half done here") == (code, err[:31])
    assert "# Mine\n" == path.read_text()
    run(pair[1], "add", "-A")
    run(pair[1], "rebase", "--continue")
    assert 0 == sync(pair[1])[0]


def test_a_choice_that_is_the_users_stands_between_markers(
    pair: tuple[Path, Path], sync: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git leaves one side alone where its driver is killed; to “git add” that would lose the other."""
    commit(pair[0], {"people/Cy.md": CITY})
    run(pair[0], "push", "-q")
    run(pair[1], "pull", "-q")
    for folder, word in zip(pair, ("Lund", "Oslo"), strict=True):
        (folder / "people/Cy.md").write_text(CITY.replace("Malmö", word))
        (folder / ADA).write_text(NOTE + f"- 2026-01-10 call: {word}\n")
    sync(pair[0])
    dying(tmp_path, monkeypatch, "kill -9 $PPID")

    code, _, err = sync(pair[1])
    assert (2, True) == (code, "two sides changed the same lines of people/Cy.md; choose" in err)
    text = (pair[1] / "people/Cy.md").read_text()
    assert [1, 1, 1] == [text.count(word) for word in ("<<<<<<<", "Lund", "Oslo")]
    assert "UU people/Cy.md\n" == "".join(
        line for line in status(pair[1]).splitlines(keepends=True) if line.startswith("UU")
    )
    assert {"Lund", "Oslo"} <= set((pair[1] / ADA).read_text().split())


def test_a_clone_without_the_driver_merges_by_that_of_sync(
    pair: tuple[Path, Path], sync: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    apart(pair, sync)
    run(pair[1], "config", "--remove-section", "merge.prm")
    monkeypatch.setattr("prm.disk.resuming.go_on", None)

    assert 0 == sync(pair[1])[0]
    together(pair, sync)
