from __future__ import annotations

import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from prm.disk.journal import MOST_RECORDS
from prm.disk.store import Refused
from prm.disk.store import apply
from prm.disk.undo import plan_undo
from prm.disk.undo import undo_last
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

MakeVault = Callable[..., Path]
FILES = {"people/Ada.md": b"# Ada\r\n\xff", "people/Bo.md": b"# Bo\n", "people/Cy.md": b"# Cy\n"}


def append(path: str, data: bytes, line: str = "- new\n") -> Edit:
    source = Source(path, data)
    return Edit(path, source.digest, (Change(Span(len(source.text), len(source.text)), line),), why=f"log {line}")


def edits() -> list[Edit]:
    return [
        append("people/Ada.md", FILES["people/Ada.md"]),
        append("people/Bo.md", FILES["people/Bo.md"])._replace(to="friends/Bo.md"),
        Edit("people/Cy.md", sha256(FILES["people/Cy.md"]).hexdigest(), delete=True),
        Edit("a/b/new.md", "", (Change(Span(0, 0), "new"),)),
    ]


def tree(root: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


def state(root: Path) -> str:
    return str(root.parent / "state")


def test_a_command_is_taken_back_exactly(vault: MakeVault) -> None:
    root = vault(FILES)
    for path in FILES:
        (root / path).chmod(0o640)
    before = tree(root)
    apply(str(root), state(root), edits())

    undone = undo_last(str(root), state(root))

    assert before == tree(root)
    assert {*FILES, "friends/Bo.md", "a/b/new.md"} == set(undone.written)
    assert {0o640} == {stat.S_IMODE((root / path).stat().st_mode) for path in FILES}
    assert ["lock"] == [name for name in os.listdir(state(root)) if name != "undo"]


@pytest.mark.parametrize("path", ["people/Ada.md", "friends/Bo.md", "people/Cy.md", "a/b/new.md"])
def test_a_file_that_changed_since_stops_all_of_it(vault: MakeVault, path: str) -> None:
    root = vault(FILES)
    apply(str(root), state(root), edits())
    (root / path).write_bytes(b"typed since")
    before = tree(root)

    with pytest.raises(Refused, match=f"^{path} changed since; nothing was undone$"):
        undo_last(str(root), state(root))

    assert before == tree(root)


def test_the_last_command_comes_first_and_twenty_are_kept(vault: MakeVault) -> None:
    root = vault(FILES)
    texts = [FILES["people/Bo.md"]]
    for number in range(MOST_RECORDS + 3):
        apply(str(root), state(root), [append("people/Bo.md", texts[-1], f"- {number}\n")])
        texts.append((root / "people/Bo.md").read_bytes())

    for text in texts[-2 : -2 - MOST_RECORDS : -1]:
        undo_last(str(root), state(root))
        assert text == (root / "people/Bo.md").read_bytes()
    with pytest.raises(Refused, match=r"^there is nothing to undo$"):
        undo_last(str(root), state(root))
    assert b"# Bo\n- 0\n- 1\n- 2\n" == (root / "people/Bo.md").read_bytes()


def test_what_would_be_undone_can_be_shown(vault: MakeVault) -> None:
    root = vault(FILES)
    apply(str(root), state(root), [append("people/Bo.md", b"# Bo\n")])
    before = tree(root)

    record, steps, folders = plan_undo(str(root), state(root))

    assert (("log - new\n",), ()) == (record.why, folders)
    assert [("write", "people/Bo.md", b"# Bo\n")] == [(step.kind, step.shown, step.after) for step in steps]
    assert before == tree(root)


def test_another_vault_is_left_alone(vault: MakeVault, tmp_path: Path) -> None:
    root = vault(FILES)
    apply(str(root), state(root), [append("people/Bo.md", b"# Bo\n")])

    with pytest.raises(Refused, match="nothing was undone"):
        undo_last(str(tmp_path), state(root))


def test_a_damaged_record_is_named(vault: MakeVault) -> None:
    root = vault(FILES)
    apply(str(root), state(root), [append("people/Bo.md", b"# Bo\n")])
    (root.parent / "state/undo/000001.json").write_bytes(b'{"version": 1}')

    with pytest.raises(Refused, match=r"cannot be read; delete .*000001\.json"):
        undo_last(str(root), state(root))


@pytest.mark.parametrize("damaged", [b"", b"[]", b'{"version": 2}', b"{" * 100_000])
def test_a_damaged_journal_is_put_out_of_the_way(vault: MakeVault, damaged: bytes) -> None:
    root = vault(FILES)
    (root.parent / "state").mkdir()
    (root.parent / "state/journal.json").write_bytes(damaged)

    apply(str(root), state(root), [append("people/Bo.md", b"# Bo\n")])

    assert damaged == (root.parent / "state/damaged.json").read_bytes()
    assert b"# Bo\n- new\n" == (root / "people/Bo.md").read_bytes()
