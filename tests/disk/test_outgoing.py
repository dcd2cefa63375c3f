"""Files that leave: whole or not at all, and over another file only when told to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prm.disk import outgoing
from prm.disk.files import Refused
from prm.disk.outgoing import write_out


def test_a_file_is_written_once_and_left_alone_then(tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"

    assert write_out(str(path), b"one", replace=False)
    assert not write_out(str(path), b"one", replace=False)
    with pytest.raises(Refused, match="says something else; --replace"):
        write_out(str(path), b"two", replace=False)
    assert path.read_bytes() == b"one"

    path.chmod(0o600)
    assert write_out(str(path), b"two", replace=True)
    assert (b"two", 0o600) == (path.read_bytes(), path.stat().st_mode & 0o777)
    assert os.listdir(tmp_path) == ["people.vcf"]


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.vcf"
    put_new = outgoing.put_new

    def late(old: str, new: str) -> None:
        path.write_bytes(b"theirs")
        put_new(old, new)

    monkeypatch.setattr(outgoing, "put_new", late)

    with pytest.raises(Refused, match="is there already"):
        write_out(str(path), b"ours", replace=False)
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["people.vcf"]


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(b"old")

    def full(temporary: str, data: bytes) -> None:
        Path(temporary).write_bytes(data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outgoing, "write_whole", full)

    with pytest.raises(Refused, match="the disk is full"):
        write_out(str(path), b"new", replace=True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["people.vcf"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        write_out(str(tmp_path / "no" / "people.vcf"), b"", replace=False)
    with pytest.raises(Refused, match="no ordinary file"):
        write_out(str(tmp_path), b"", replace=True)
