from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from prm.disk.files import Refused
from prm.disk.lock import locked


def without_flock(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    if how == "module":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    elif how == "disk":
        import fcntl

        def unsupported(*args: object) -> None:
            raise OSError(errno.ENOSYS, "no locks here")

        monkeypatch.setattr(fcntl, "flock", unsupported)


@pytest.mark.parametrize("how", ["flock", "module", "disk"])
def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    without_flock(monkeypatch, how)
    state = str(tmp_path / "state")

    with locked(state, 0), pytest.raises(Refused, match="another prm is writing"), locked(state, 0):
        pass
    with locked(state, 0):
        pass


@pytest.mark.parametrize("how", ["flock", "module"])
def test_it_is_free_after_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    without_flock(monkeypatch, how)

    with pytest.raises(KeyError), locked(str(tmp_path), 0):
        raise KeyError
    with locked(str(tmp_path), 0):
        pass


def test_the_lock_of_a_process_that_is_no_more_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_flock(monkeypatch, "module")
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (tmp_path / "lock.pid").write_bytes(done.stdout.strip())

    with locked(str(tmp_path), 0.5):
        assert str(os.getpid()) == (tmp_path / "lock.pid").read_text()
    assert ["lock"] == os.listdir(tmp_path)


def test_a_lock_that_was_removed_meanwhile_is_made_anew(tmp_path: Path) -> None:
    with locked(str(tmp_path), 0):
        (tmp_path / "lock").unlink()
        with locked(str(tmp_path), 0):
            pass
