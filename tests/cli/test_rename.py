"""`prm rename` on the disk: everything or nothing, taken back in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run


def texts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md")}


def linking(count: int) -> dict[str, str]:
    days = {f"journal/{number:03} day.md": f"- call [[Ben Ito]]: {number}\r\n" for number in range(count)}
    return {"prm.toml": "", "people/Ben Ito.md": "# Ben Ito\n", **days}


def test_three_hundred_files_change_at_once_and_back(vault: Callable[..., Path]) -> None:
    root = vault(linking(300))
    before = texts(root)

    assert 0 == run(["--vault", str(root), "rename", "Ben Ito", "Ben Novak"])
    assert b"- call [[Ben Novak]]: 7\r\n" == (root / "journal" / "007 day.md").read_bytes()
    assert not (root / "people" / "Ben Ito.md").exists()
    assert 0 == run(["--vault", str(root), "undo"])
    assert before == texts(root)


def test_one_read_only_file_holds_back_all(vault: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = vault(linking(3))
    (root / "journal" / "001 day.md").chmod(0o444)
    before = texts(root)

    assert 2 == run(["--vault", str(root), "rename", "Ben Ito", "Ben Novak"])
    assert "journal/001 day.md is read-only; nothing was written" in capsys.readouterr().err
    assert before == texts(root)


def test_a_new_spelling_of_a_name_moves_the_file(vault: Callable[..., Path]) -> None:
    root = vault({"prm.toml": "", "people/ben ito.md": "- 2026-01-02 call\n", "a.md": "[[ben ito]]"})

    assert 0 == run(["--vault", str(root), "rename", "Ben Ito", "Ben Ito"])
    assert {"people/Ben Ito.md": b"- 2026-01-02 call\n", "a.md": b"[[Ben Ito]]"} == texts(root)


def test_a_symbolic_link_in_the_vault_is_neither_read_nor_written(vault: Callable[..., Path]) -> None:
    root = vault(linking(1))
    (root / "people" / "link.md").symlink_to(root / "people" / "Ben Ito.md")

    assert 0 == run(["--vault", str(root), "rename", "Ben Ito", "Ben 100% O'Neil 🎺"])
    assert b"- call [[Ben 100% O'Neil \xf0\x9f\x8e\xba]]: 0\r\n" == (root / "journal" / "000 day.md").read_bytes()
    assert (root / "people" / "link.md").is_symlink()
