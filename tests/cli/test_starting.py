"""How a command starts and ends: no Ctrl-C, closed pipe or full disk at any moment brings a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MakeVault = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
AS_MODULE = ("-m", "prm")
AS_SCRIPT = ("-c", "import sys; from prm.__main__ import main; sys.exit(main())")
STOPPED = """
import os
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where what runs the tests ignores it
os.kill(os.getpid(), signal.SIGINT)
raise SystemExit("it went on")
"""
WITHOUT = "import sys; import prm.__main__; print(*(name for name in ('typing', 're', 'click') if name in sys.modules))"


def start(
    folder: Path, *words: str, stdout: int = subprocess.PIPE, first: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(first), str(ROOT))), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=env, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


@pytest.mark.parametrize("how", [AS_MODULE, AS_SCRIPT])
@pytest.mark.parametrize("module", ["click", "sqlite3", "jinja2"])
def test_stopped_while_it_imports(vault: MakeVault, tmp_path: Path, how: tuple[str, ...], module: str) -> None:
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / f"{module}.py").write_text(STOPPED)
    done = start(vault({"prm.toml": ""}), *how, "due", first=stub)

    assert (130, "", "\nprm: stopped\n") == (done.returncode, done.stdout, done.stderr)


def test_a_system_without_utf_8_is_told_so(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0"), ("LC_ALL", "POSIX")):
        monkeypatch.setenv(name, value)
    root = vault({"prm.toml": "", "people/佐藤 健.md": "# 佐藤 健\n"})
    encoding = start(root, "-c", "import sys; print(sys.getfilesystemencoding())").stdout.strip()
    done = start(root, *AS_MODULE, "set", "佐藤 健", "cadence=2w")

    told = f"prm: file names here need UTF-8, and this system is set to {encoding}; set PYTHONUTF8=1\n"
    assert (told if encoding != "utf-8" else "") == "".join(
        line for line in done.stderr.splitlines(True) if "UTF" in line
    )


def test_little_is_imported_before_a_stop_is_caught(tmp_path: Path) -> None:
    assert "\n" == start(tmp_path, "-S", "-c", WITHOUT).stdout


def test_a_full_disk_behind_the_output_is_one_line(vault: MakeVault) -> None:
    if not Path("/dev/full").exists():
        return
    with open("/dev/full", "w") as full:
        done = start(vault({"prm.toml": "", "people/Ana.md": "# Ana\n"}), *AS_MODULE, "list", stdout=full.fileno())

    assert (2, "prm: No space left on device\n") == (done.returncode, done.stderr)


def test_a_pipe_that_nobody_reads_is_no_error(vault: MakeVault) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = start(vault({"prm.toml": "", "people/Ana.md": "# Ana\n"}), *AS_MODULE, "list", stdout=writes)
    os.close(writes)

    assert (0, "") == (done.returncode, done.stderr)
