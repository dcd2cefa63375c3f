"""What others run for us: the recipe for CI and the hook of pre-commit, taken from where they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.disk.clones import ROOT
from tests.disk.clones import run

DOCS = (ROOT / "docs/git.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
GOOD = "# Ada\n\n- 2026-01-10 call: hello\n"
BROKEN = "---\nbirthday: 1990-02-30\n---\n# Ada\n"
MARKED = "# Ada\n<<<<<<< a\n- 2026-01-02 b\n=======\n- 2026-01-02 c\n>>>>>>> d\n"
PIP = """#!/bin/sh
[ "$1 $2" = "install {name}" ] || exit 9
printf '#!/bin/sh\\nexec "{python}" -P -m prm "$@"\\n' > "{folder}/prm"
chmod +x "{folder}/prm"
"""
Shell = Callable[[str], "subprocess.CompletedProcess[str]"]


def recipes(heading: str) -> list[Any]:
    """Return the YAML below a heading of the page on git."""
    section = DOCS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [yaml.safe_load(found) for found in re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run lines in a repository as a machine of others would; what `pip install` installs is this checkout."""
    folder, root = tmp_path / "bin", tmp_path / "vault"
    (root / "people").mkdir(parents=True)
    folder.mkdir()
    (folder / "pip").write_text(PIP.format(name=PROJECT["name"], python=sys.executable, folder=folder))
    (folder / "pip").chmod(0o755)
    run(root, "init", "-q")
    environment = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
    }

    def call(lines: str) -> subprocess.CompletedProcess[str]:
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", lines]
        return subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)

    return call


def page(tmp_path: Path, text: str) -> None:
    (tmp_path / "vault/people/Ada.md").write_text(text)
    run(tmp_path / "vault", "add", "-A")


def test_the_recipe_for_ci_marks_the_lines(tmp_path: Path, shell: Shell) -> None:
    (recipe,) = recipes("In CI")
    (job,) = recipe["jobs"].values()
    lines = "\n".join(step["run"] for step in job["steps"] if "run" in step)
    (python,) = (step["with"]["python-version"] for step in job["steps"] if "python-version" in step.get("with", ()))

    assert {"contents": "read"} == job["permissions"]
    assert f"Programming Language :: Python :: {python}" in PROJECT["classifiers"]
    page(tmp_path, BROKEN)
    done = shell(lines)
    assert (1, "1 warning in 1 file\n") == (done.returncode, done.stderr)
    assert re.match(r"::warning file=people/Ada\.md,line=2,.*::.*1990-02-30", done.stdout), done.stdout
    page(tmp_path, GOOD)
    assert (0, "") == (shell(lines).returncode, shell(lines).stdout)


def test_the_hook_of_pre_commit_stops_for_markers_alone(tmp_path: Path, shell: Shell) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (settings,) = recipes("The hook")
    installs = f"pip install {PROJECT['name']}\n"

    assert [hook["id"]] == [each["id"] for repo in settings["repos"] for each in repo["hooks"]]
    assert [f"v{PROJECT['version']}"] == [repo["rev"] for repo in settings["repos"]]
    assert ("python", False) == (hook["language"], hook["pass_filenames"])
    assert hook["entry"].split()[0] in PROJECT["scripts"]
    page(tmp_path, MARKED)
    done = shell(installs + hook["entry"])
    assert (1, "1 error in 1 file\n") == (done.returncode, done.stderr)
    assert "conflict-marker" in done.stdout
    page(tmp_path, BROKEN)
    done = shell(installs + hook["entry"])
    assert (0, "1 warning in 1 file\n") == (done.returncode, done.stderr)
    assert "1990-02-30" in done.stdout
    page(tmp_path, GOOD)
    assert (0, "") == (shell(installs + hook["entry"]).returncode, shell(installs + hook["entry"]).stdout)
