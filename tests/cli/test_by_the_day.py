"""A day of capture on a copy of the example vault: git sees the lines that were meant, and the digest their effect."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from prm.cli.main import run

EXAMPLE = Path(__file__).parent.parent.parent / "example-vault"


class Step(NamedTuple):
    """A command, the lines that git then sees in each file, and what the digest says right after (`!` before: not)."""

    command: str
    changed: dict[str, list[str]]
    digest: tuple[str, ...] = ()


AIKO, BEN, TOM, KEN = (f"people/{name}.md" for name in ("Aiko Sato", "Ben Ito", "Tom Larsen", "佐藤 健"))
DAY = (
    Step(
        "log had lunch with Aiko and Ben, she starts at the community hall in March",
        {
            "journal/2026-01-15.md": [
                "+- had lunch with [[Aiko Sato|Aiko]] and [[Ben Ito|Ben]], she starts at the community hall in March"
            ]
        },
        ("![[Aiko Sato]] — 18 days ago",),
    ),
    Step("log yesterday: called Ben --min 20", {BEN: ["+- 2026-01-14 call: (20m)"]}),
    Step("log 昨日、佐藤健さんと電話。帽子の色の相談", {KEN: ["+- 2026-01-14(水) 電話：帽子の色の相談"]}),
    Step("gave Aiko thanks for the introduction", {AIKO: ["+- 2026-01-15 gave thanks: for the introduction"]}),
    Step("got Tom intro to the landlord", {TOM: ["+- 2026-01-15 got intro: to the landlord"]}),
    Step(
        "learn Tom looks for a rehearsal room --needs",
        {
            TOM: [
                "+needs:",
                "+  - {what: a rehearsal room, since: 2026-01-15}",
                "+- 2026-01-15 learned: looks for a rehearsal room",
            ]
        },
    ),
    Step(
        "promise Aiko send the rehearsal video --due fri",
        {AIKO: ["+- [ ] send the rehearsal video due:2026-01-16"]},
        ("to [[Aiko Sato]]: send the rehearsal video",),
    ),
    Step(
        "done rehearsal",
        {
            AIKO: [
                "-- [ ] send the rehearsal video due:2026-01-16",
                "+- [x] send the rehearsal video due:2026-01-16 ✅ 2026-01-15",
            ]
        },
        ("!send the rehearsal video",),
    ),
    Step(
        "new 'Mike Bianco <mike@x.co> +1 310 555 1234' --met 'ETH Denver' --through Ben",
        {
            "people/Mike Bianco.md": [
                "+---",
                "+email: mike@x.co",
                "+phone: +1 310 555 1234",
                '+met: {at: ETH Denver, through: "[[Ben Ito]]"}',
                "+---",
                "+# Mike Bianco",
            ]
        },
    ),
    Step("set Aiko cadence=2w", {}),  # it says so already
    Step("snooze Ben 3w", {BEN: ["+snooze: 2026-02-05"]}),
    Step("snooze '大野 正雄' 3w", {"people/大野 正雄.md": ["+snooze: 2026-02-05"]}, ("![[大野 正雄]]",)),
    Step("undo", {"people/大野 正雄.md": ["-snooze: 2026-02-05"]}, ("[[大野 正雄]]",)),
    Step(
        "inbox --yes",
        {
            BEN: [
                "+- 2026-01-13 message: three loaves put aside for Thursday evening, one of them “experimental”",
            ],
            "inbox.md": [
                "-- 2026-01-13 message [[Ben Ito]]: three loaves put aside for Thursday evening, "
                "one of them “experimental”",
            ],
        },
    ),
)


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-c", "user.name=A", "-c", "user.email=a@x.org", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def changed(folder: Path) -> dict[str, list[str]]:
    """Return the lines that git sees added and removed in each file since the last commit."""
    git(folder, "add", "-A")
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in git(folder, "diff", "--cached", "-U0").splitlines():
        if line.startswith(("--- a/", "+++ b/")):
            lines = found.setdefault(line[6:].rstrip("\t"), [])
        elif line[:1] in ("+", "-") and not line.startswith(("--- /dev/null", "+++ /dev/null")):
            lines.append(line)
    git(folder, "commit", "-qm", "a step", "--allow-empty")
    return {path: lines for path, lines in found.items() if lines}


def test_each_command_changes_just_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(EXAMPLE, folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it was")
    monkeypatch.chdir(folder)
    for step in DAY:
        assert 0 == run(["--today", "2026-01-15", *shlex.split(step.command)])
        assert (step.command, step.changed) == (step.command, changed(folder))
        capsys.readouterr()
        assert 0 == run(["--today", "2026-01-15", "digest"])
        digest = capsys.readouterr().out
        for words in step.digest:
            assert (words, not words.startswith("!")) == (words, words.removeprefix("!") in digest)
    assert 0 == run(["--today", "2026-01-15", "check"])


ALIAS = ["aliases:", "  - Ben Ito"]


def test_a_new_name_is_all_that_a_rename_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(EXAMPLE, folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it was")
    monkeypatch.chdir(folder)

    assert 0 == run(["--today", "2026-01-15", "rename", "Ben Ito", "Ben Novak"])
    git(folder, "add", "-A")
    shown = git(folder, "diff", "--cached", "-U0", "-M").splitlines()
    removed = [line[1:] for line in shown if line.startswith("-") and not line.startswith("---")]
    added = [line[1:] for line in shown if line.startswith("+") and not line.startswith("+++")]

    assert 18 == len(removed)
    assert [line.replace("Ben Ito", "Ben Novak") for line in removed] == [line for line in added if line not in ALIAS]
    assert ALIAS == [line for line in added if line in ALIAS]
    assert 0 == run(["undo"])
    assert {} == changed(folder)
