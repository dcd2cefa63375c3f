"""The recipes: every file in them is read by what it is for, or by a parser of it, and the hook is run."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from prm.cli.main import cli

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
FILES = {name: text for _, name, text in re.findall(r"^```(\w+) ([\w.-]+)\n(.*?)^```$", PAGE, re.M | re.S)}
CRONTAB = re.search(r"^```crontab\n(.*?)^```$", PAGE, re.M | re.S)


def understood(command: str) -> None:
    """Fail where `prm` would not know a command or an option of it."""
    words = shlex.split(command)
    words = words[words.index("prm") + 1 :]
    name, *rest = words[2:] if words[0] == "--vault" else words
    root = click.Context(cli)
    found = cli.get_command(root, name)
    assert found is not None
    found.make_context(name, rest, parent=root)


def commands() -> list[str]:
    return [found.strip() for found in re.findall(r"(?m)\bprm (?:--vault|check).*?(?=\)|`|</string>|$)", PAGE)]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_one_that_prm_knows(command: str) -> None:
    understood(command)


def test_the_lines_for_cron_have_five_fields_and_a_command_that_a_shell_reads() -> None:
    assert CRONTAB is not None
    for line in CRONTAB[1].splitlines():
        *fields, command = line.split(None, 5)
        assert 5 == len(fields)
        assert re.fullmatch(r"[\d*]+( [\d*]+){4}", " ".join(fields))
        assert "%" not in command.replace("\\%", "")
        subprocess.run(["sh", "-n", "-c", command.replace("\\%", "%")], check=True)


def test_the_units_are_units(tmp_path: Path) -> None:
    units = {name: text for name, text in FILES.items() if name.startswith("prm-digest.")}
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        parser = configparser.ConfigParser(interpolation=None, strict=True)
        parser.optionxform = str  # type: ignore[assignment]
        parser.read_string(text)
        assert "Unit" in parser

    assert {"prm-digest.service", "prm-digest.timer"} == set(units)
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "--user", "--man=no", "verify", *(tmp_path / name for name in units)],
            capture_output=True,
            text=True,
            env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
            check=False,
        )
        assert "" == "".join(line for line in done.stderr.splitlines() if "prm-digest" in line)


def test_the_property_list_is_one() -> None:
    found = plistlib.loads(FILES["prm.digest.plist"].encode())

    assert "prm.digest" == found["Label"]
    assert 0o077 == found["Umask"]
    assert {"Hour": 6, "Minute": 30} == found["StartCalendarInterval"]
    subprocess.run(["sh", "-n", "-c", found["ProgramArguments"][2]], check=True)


def test_the_workflow_is_one() -> None:
    found = yaml.safe_load(FILES["digest.yml"])

    assert ["checkout", "run", "upload"] == [
        re.sub(r"^actions/(checkout|upload).*", r"\1", step.get("uses", "run"))
        for step in found["jobs"]["digest"]["steps"]
    ]


def test_the_hook_makes_the_page_after_a_push(tmp_path: Path) -> None:
    home, work, bare = tmp_path / "home", tmp_path / "work", tmp_path / "notes.git"
    (home / "bin").mkdir(parents=True)
    prm = home / "bin" / "prm"
    prm.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m prm "$@" --today 2026-01-15\n', encoding="utf-8")
    prm.chmod(0o755)
    env = os.environ | {
        "HOME": str(home), "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip

    def git(*words: str, cwd: Path) -> None:
        subprocess.run(["git", *words], cwd=cwd, env=env, check=True, capture_output=True)

    git("init", "-q", "--bare", "-b", "main", str(bare), cwd=tmp_path)
    hook = bare / "hooks" / "post-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(FILES["post-receive"], encoding="utf-8")
    hook.chmod(0o755)
    git("init", "-q", "-b", "main", str(work), cwd=tmp_path)
    (work / "people").mkdir()
    (work / "prm.toml").write_text("", encoding="utf-8")
    (work / "people" / "Ada.md").write_text("---\nbirthday: --01-20\n---\n", encoding="utf-8")
    (work / "people" / "Bo.md").write_text("---\nprivate: true\nbirthday: --01-21\n---\n", encoding="utf-8")
    git("add", ".", cwd=work)
    git("commit", "-q", "-m", "Ada", cwd=work)
    git("push", "-q", str(bare), "main", cwd=work)
    page = home / "digest" / "today.html"
    first = page.read_text(encoding="utf-8")
    (work / "people" / "Ada.md").unlink()
    git("commit", "-q", "-am", "gone", cwd=work)
    git("push", "-q", str(bare), "main", cwd=work)

    assert "<b>Ada</b>" in first
    assert "Bo" not in re.sub(r"<style>.*?</style>", "", first, flags=re.S)
    assert "Ada" not in page.read_text(encoding="utf-8")
    assert 0o600 == page.stat().st_mode & 0o777


def test_nothing_in_the_page_is_unknown_to_click() -> None:
    with pytest.raises(click.UsageError):
        understood("prm --vault x digest --html --no-such-option")
