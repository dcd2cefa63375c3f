"""Repositories to try things in."""

import os
import subprocess
import sys
from pathlib import Path

from prm.disk.gitsetup import driver

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = f"env PYTHONPATH='{ROOT}' '{sys.executable}' -m prm"


def run(folder: Path, *words: str, fails: bool = False) -> str:
    """Run git in a folder; unless it may fail it must not. Returns what it printed, errors included."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "GIT_EDITOR": "true", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, env=env, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")

    assert fails or done.returncode == 0, f"git {' '.join(words)}\n{said}"
    return said


def clone(remote: Path, folder: Path, *, prm: bool = True) -> Path:
    """Clone a repository; one with the driver has it in its settings, as git-setup puts it there."""
    run(folder.parent, "clone", "-q", str(remote), folder.name)
    settle(folder, prm=prm)
    return folder


def settle(folder: Path, *, prm: bool = True) -> None:
    settings = {
        "user.name": folder.name,
        "user.email": f"{folder.name}@x.example.org",
        "commit.gpgSign": "false",
        "core.autocrlf": "false",
        "gc.auto": "0",
    }
    for name, value in (settings | ({"merge.prm.driver": driver(PROGRAM)} if prm else {})).items():
        run(folder, "config", name, value)


def commit(folder: Path, files: dict[str, str | bytes], message: str = "m") -> None:
    """Write files and commit them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    run(folder, "add", "-A")
    run(folder, "commit", "-qm", message)


def diverged(
    folder: Path, base: dict[str, str | bytes], ours: dict[str, str | bytes], theirs: dict[str, str | bytes]
) -> Path:
    """Make a repository in which two branches changed the same files; ours is checked out, the other is `theirs`."""
    folder.mkdir(parents=True)
    run(folder, "init", "-qb", "ours")
    settle(folder)
    commit(folder, {".gitattributes": "*.md merge=prm\n", **base}, "base")
    run(folder, "checkout", "-qb", "theirs")
    commit(folder, theirs, "theirs")
    run(folder, "checkout", "-q", "ours")
    commit(folder, ours, "ours")
    return folder
