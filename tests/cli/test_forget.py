"""Forgetting leaves no copy: not in prm's own folders, and not in git once its recipe is followed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run as prm
from tests.disk.clones import ROOT
from tests.disk.clones import clone
from tests.disk.clones import commit
from tests.disk.clones import run

MakeVault = Callable[..., Path]
SECRET = "the colour of her umbrella"
FILES = {
    "prm.toml": "",
    "people/Ada Byron.md": f"# Ada Byron\n\n- 2026-01-02 call: {SECRET}\n",
    "people/Ben.md": "# Ben\n\n- 2026-01-03 coffee [[Ada Byron]]: cake\n",
}

# What `git filter-repo` does of the recipe, by what comes with git; the real one is tried by hand.
FILTER_REPO = """\
import shlex, subprocess, sys
words = sys.argv[1:]
assert words[:2] == ["--force", "--invert-paths"] and set(words[2::2]) == {"--path"}, words
paths = " ".join(map(shlex.quote, words[3::2]))
def git(*words):
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout
top = git("rev-parse", "--show-toplevel").strip()
removing = f"git rm -r -q --cached --ignore-unmatch -- {paths}"
git("-C", top, "filter-branch", "-f", "--prune-empty", "--index-filter", removing, "--", "--all")
git("remote", "remove", "origin")
for ref in git("for-each-ref", "--format=%(refname)", "refs/original").split():
    git("update-ref", "-d", ref)
git("reflog", "expire", "--expire=now", "--all")
git("gc", "-q", "--prune=now")
"""


def holding(folder: Path, text: str) -> list[str]:
    """The files below a folder that hold a text, as it is or as a record of undo keeps it."""
    from binascii import b2a_base64

    kept = (b2a_base64(text.encode()[at:], newline=False)[4:-8] for at in range(3))
    forms = [text.encode(), *(form for form in kept if len(form) > 8)]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_no_copy_stays_in_the_folders_of_prm(vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault(FILES)
    state, cache = tmp_path / "state", tmp_path / "cache"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(root)
    for words in ("set Ada tags+=x", "log call with Ada, hello", "log call with Ben, hi", "find umbrella"):
        assert 0 == prm([*words.split(), "--today", "2026-01-15"])
    [own] = (state / "prm").iterdir()
    (own / "kept").mkdir()
    (own / "kept" / "000001-Ada Byron.md").write_text(SECRET)
    (own / "kept" / "000002-Ben.md").write_text("words of somebody else's editor\n")
    assert [] != holding(state, SECRET)
    assert [] != holding(cache, SECRET)

    assert 0 == prm(["forget", "Ada", "--yes", "--today", "2026-01-15"])

    assert ([], [], []) == (holding(state, SECRET), holding(cache, SECRET), holding(root, SECRET))
    assert ["people/Ben.md"] == holding(root, "Ada Byron")
    assert (own / "kept" / "000002-Ben.md").exists()
    assert 2 == prm(["undo"])
    assert 0 == prm(["list", "--today", "2026-01-15"])
    assert ([], []) == (holding(state, SECRET), holding(cache, SECRET))


def test_nothing_goes_without_a_yes(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    root = vault(FILES)
    monkeypatch.chdir(root)
    for words in (("forget", "Ada"), ("forget", "Ada", "--dry-run")):
        prm([*words, "--today", "2026-01-15"])

        assert FILES == {name: (root / name).read_text() for name in FILES}


def test_the_recipe_takes_it_out_of_every_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    first = clone(tmp_path / "remote.git", tmp_path / "a", prm=False)
    run(first, "checkout", "-qB", "main")
    commit(first, {f"my vault/{name.replace('Ada Byron', 'Ada')}": text for name, text in FILES.items()})
    run(first, "mv", "my vault/people/Ada.md", "my vault/people/Ada Byron.md")
    commit(first, {"other.txt": "kept\n"})
    run(first, "push", "-qu", "origin", "main")
    monkeypatch.chdir(first / "my vault")
    assert 0 == prm(["forget", "Ada", "--yes", "--today", "2026-01-15"])
    said = capsys.readouterr().err.splitlines()
    commands = [line.strip() for line in said if line.startswith("  ")]

    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "filter.py").write_text(FILTER_REPO)
    programs = {"git-filter-repo": [str(tools / "filter.py")], "prm": ["-m", "prm"]}
    for name, words in programs.items():
        (tools / name).write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, *words])} "$@"\n')
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    done = subprocess.run(["sh", "-e", "-c", "\n".join(commands)], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr

    again = clone(tmp_path / "remote.git", tmp_path / "b", prm=False)
    for folder in (first, again):
        assert "" == run(folder, "log", "--all", "--format=%h", "-S", SECRET)
        assert "" == run(folder, "log", "--all", "--format=%h", "--", "my vault/people/Ada*")
    assert "- 2026-01-03 coffee Ada Byron: cake\n" in (again / "my vault/people/Ben.md").read_text()
    assert "kept\n" == (again / "other.txt").read_text()
    objects = run(first, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    assert [] == [name for name in objects if SECRET in run(first, "cat-file", "-p", name)]


def test_a_calendar_that_names_somebody_is_told_of_and_stays(
    vault: MakeVault, capsys: pytest.CaptureFixture[str]
) -> None:
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Soup with ada by\r\n ron\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    settings = {"prm.toml": 'calendars.files = ["mine.ics", "other.ics", "gone.ics"]\n'}
    root = vault(FILES | settings | {"mine.ics": event, "other.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"})

    assert 0 == prm(["--vault", str(root), "forget", "Ada", "--yes"])
    told = [line for line in capsys.readouterr().err.splitlines() if ".ics" in line]
    assert ["mine.ics names Ada Byron too; take that out where the calendar is kept"] == told
