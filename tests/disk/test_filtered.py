"""Notes that git keeps encrypted, by a clean and smudge filter: synced as they are, merged by nobody, none lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run as prm
from prm.disk.gitsetup import driver
from tests.disk.clones import PROGRAM
from tests.disk.clones import ROOT
from tests.disk.clones import clone
from tests.disk.clones import run

Say = Callable[..., tuple[int, str]]
ADA = "people/Ada.md"
NOTE = "# Ada\n\n## Log\n- 2025-12-01 call: hello\n"

# A stand-in for git-crypt and for age with armour: the same text always gives the same cipher, as git needs it.
LOCK = """\
import base64, sys
head = {"crypt": b"\\0GITCRYPT\\0", "age": b"-----BEGIN AGE ENCRYPTED FILE-----\\n"}[sys.argv[1]]
data = sys.stdin.buffer.read()
if sys.argv[2] == "clean":
    data = head + base64.encodebytes(data[::-1])
else:
    assert data.startswith(head), "this is no cipher"
    data = base64.decodebytes(data[len(head):])[::-1]
sys.stdout.buffer.write(data)
"""


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def call(folder: Path, *words: str) -> tuple[int, str]:
        code = prm(["--vault", str(folder), "--today", "2026-01-15", *words])
        out, err = capsys.readouterr()
        return code, out + err

    return call


@pytest.fixture(params=["crypt", "age"])
def pair(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Two clones of a vault whose people are encrypted in git."""
    (tmp_path / "lock.py").write_text(LOCK)
    run(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    first = clone(tmp_path / "remote.git", tmp_path / "a", prm=False)
    run(first, "checkout", "-qB", "main")
    unlock(first, request.param)
    (first / ".gitattributes").write_text("people/** filter=lock\n")
    (first / "people").mkdir()
    (first / ADA).write_text(NOTE)
    (first / "prm.toml").write_text("")
    run(first, "add", "-A")
    run(first, "commit", "-qm", "one")
    run(first, "push", "-qu", "origin", "main")
    run(tmp_path, "clone", "-q", "--no-checkout", str(tmp_path / "remote.git"), "b")
    second = tmp_path / "b"
    for name in ("user.name", "user.email"):
        run(second, "config", name, "b@x.example.org")
    unlock(second, request.param)
    run(second, "checkout", "-q", "main")
    return first, second


def unlock(folder: Path, kind: str) -> None:
    for what in ("clean", "smudge"):
        run(folder, "config", f"filter.lock.{what}", f"'{sys.executable}' '{folder.parent / 'lock.py'}' {kind} {what}")
    run(folder, "config", "filter.lock.required", "true")


def append(folder: Path, line: str) -> None:
    with (folder / ADA).open("a") as file:
        file.write(line)


def test_sync_carries_ciphers_and_shows_notes(pair: tuple[Path, Path], say: Say) -> None:
    first, second = pair
    append(first, "- 2026-01-02 call: soup\n")

    assert (0, "committed 1 file: log: 1 person\nsent 1 commit\n") == say(first, "sync")
    assert 0 == say(second, "sync")[0]
    assert NOTE + "- 2026-01-02 call: soup\n" == (second / ADA).read_text()
    assert "soup" not in run(first, "cat-file", "-p", f"HEAD:{ADA}")
    code, said = say(first, "git-setup")
    assert (2, True) == (code, "through the filter “lock”" in said)
    assert 2 == say(first, "changes", "--since", "HEAD~1")[0]


@pytest.mark.parametrize("program", ["", PROGRAM, "/nowhere/prm", "false"])
def test_two_sides_are_both_kept_for_a_choice(pair: tuple[Path, Path], say: Say, program: str) -> None:
    first, second = pair
    if program:  # an attribute that was there before the filter
        run(second, "config", "merge.prm.driver", driver(program).replace("|| f prm ", "|| f /nowhere/prm "))
        (second / ".git/info/attributes").write_text("*.md merge=prm\n")
    append(first, "- 2026-01-02 call: ours\n")
    append(second, "- 2026-01-03 call: theirs\n")
    assert 0 == say(first, "sync")[0]

    code, said = say(second, "sync")

    assert (2, True) == (code, f"two sides changed {ADA}, and nothing can put them together" in said)
    if program:
        assert NOTE + "- 2026-01-02 call: ours\n" == (second / ADA).read_text()
    texts = {run(second, "cat-file", "--filters", f":{side}:{ADA}") for side in (2, 3)}
    assert {NOTE + "- 2026-01-02 call: ours\n", NOTE + "- 2026-01-03 call: theirs\n"} == texts
    (second / ADA).write_text(NOTE + "- 2026-01-02 call: ours\n- 2026-01-03 call: theirs\n")
    run(second, "add", ADA)
    run(second, "rebase", "--continue")
    for folder in (second, first):
        assert 0 == say(folder, "sync")[0]
        assert NOTE + "- 2026-01-02 call: ours\n- 2026-01-03 call: theirs\n" == (folder / ADA).read_text()
