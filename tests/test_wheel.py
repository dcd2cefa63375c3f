"""The wheel, away from the checkout: everything is inside, and the demo runs from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import prm

ROOT = Path(__file__).resolve().parent.parent
TRAVELS = ("templates", "example-vault")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program away from the checkout and return what it prints; it must succeed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(folder: Path) -> Path:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment that borrows this one's libraries; return its programs."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scheme = "nt_venv" if os.name == "nt" else "posix_venv"
    where = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", scheme, where))
    borrowed = folder / "borrowed"
    borrow(Path(sysconfig.get_path("purelib")), borrowed)
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    programs = Path(sysconfig.get_path("scripts", scheme, where))
    python = programs / ("python.exe" if os.name == "nt" else "python")
    command = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel)
    run(sys.executable, "-m", "pip", "--python", python, *command, cwd=folder)
    return programs


def borrow(packages: Path, folder: Path) -> None:
    """Link every installed library but prm itself into a folder."""
    folder.mkdir()
    for path in packages.iterdir():
        own = path.name == "prm" or path.name.startswith(("plain_prm", "_plain_prm", "_editable_impl_plain_prm"))
        if not own and path.suffix != ".pth":
            (folder / path.name).symlink_to(path, target_is_directory=path.is_dir())


def files(folder: Path) -> set[str]:
    listed = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in listed if not name.endswith((".DS_Store", ".pyc"))}


@pytest.mark.slow
def test_the_wheel_runs_the_demo_away_from_the_checkout(tmp_path: Path) -> None:
    wheel = build(tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    for folder in TRAVELS:
        expected = {f"prm/{folder}/{name}" for name in files(ROOT / folder)}
        assert expected
        assert expected == {name for name in names if name.startswith(f"prm/{folder}/")}
    assert not [name for name in names if name.startswith(("tests/", "docs/", "benchmarks/"))]

    programs = install(wheel, tmp_path / "env")
    found = Path(run(programs / "python", "-c", "import prm; print(prm.__file__)", cwd=tmp_path).strip())
    assert found.is_relative_to(tmp_path)

    away = tmp_path / "away"
    away.mkdir()
    shutil.copytree(found.parent / "example-vault", away / "example-vault")
    assert "digest" in run(programs / "prm", "--help", cwd=away)
    today = ("--vault", "example-vault", "--today", "2026-01-15")
    assert run(programs / "prm", *today, "digest", cwd=away).strip()


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert prm.__version__ == project["version"]
