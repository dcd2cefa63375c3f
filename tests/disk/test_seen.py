"""Folders looked at again where files are named: the same as looking at everything, if all that changed is named."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.disk.folder import Seen
from prm.disk.folder import look
from prm.engine import Engine
from prm.model.vault import Vault

TODAY = date(2026, 1, 15)
PATHS = (
    "a.md",
    "people/a.md",
    "people/a 2.md",
    "people/A.md",
    "people/健.md",
    "people/work/b.md",
    "people/.c.md",
    "x.txt",
)
ACTS = ("write", "delete", "replace", "link", "folder", "pipe")
ignores = st.sampled_from(((), ("work",), ("people/a*",)))
steps = st.lists(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PATHS)), max_size=3), max_size=6)


def act(root: str, what: str, path: str) -> None:
    """Do something to a file, as far as it can be done."""
    whole = os.path.join(root, path)
    with suppress(OSError):
        if what == "write" and (os.path.isfile(whole) or not os.path.lexists(whole)):  # a pipe would wait for a reader
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            Path(whole).write_text(f"# {path} {os.urandom(2).hex()}\n", encoding="utf-8")
        elif what == "write":
            return
        elif what == "replace":
            Path(f"{whole}~").write_text("# New\n", encoding="utf-8")
            os.replace(f"{whole}~", whole)
        else:
            with suppress(FileNotFoundError):
                os.unlink(whole) if not os.path.isdir(whole) else os.rmdir(whole)
        if what == "link":
            os.symlink("/", whole)
        elif what == "folder":
            os.mkdir(whole)
        elif what == "pipe":
            os.mkfifo(whole)


def plain(folders: dict[str, str]) -> dict[str, set[str]]:
    return {folder: set(stats.split("\0")) - {""} for folder, stats in folders.items()}


@given(steps=steps, ignore=ignores)
def test_named_files_suffice(steps: list[list[tuple[str, str]]], ignore: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(f"{root}/people/work")
        seen = Seen(root)
        seen.look(ignore, None)
        for step in steps:
            for what, path in step:
                act(root, what, path)
            assert plain(look(root, ignore)) == plain(seen.look(ignore, [path for _, path in step]))


def test_only_what_is_named_is_looked_at(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# One\n")
    seen = Seen(str(tmp_path))
    before = dict(seen.look((), None))
    (tmp_path / "b.md").write_text("# Another\n")

    assert before == seen.look((), ["a.md"])
    assert before != seen.look((), None)


def test_other_globs_mean_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n")
    seen = Seen(str(tmp_path))
    seen.look((), None)

    assert {"": "a.md/i"} == seen.look(("a*",), [])


def test_a_vault_whose_changes_are_named_is_a_fresh_one(vault: Callable[..., Path]) -> None:
    root = vault({f"people/{name}.md": f"# {name}\n" for name in ("Ada", "Ben", "Eva")})
    engine = Engine(str(root))
    engine.vault(TODAY)
    engine.keep()
    (root / "people/Ada.md").write_text("# Ada Lovelace\n")
    (root / "people/Ben.md").unlink()
    (root / "people/Zoe.md").write_text("# Zoe\n")
    named = engine.vault(TODAY, named=("people/Ada.md", "people/Ben.md", "people/Zoe.md"))

    assert names(Engine(str(root)).vault(TODAY)) == names(named) == ["Ada Lovelace", "Eva", "Zoe"]


def test_a_program_that_is_replaced_while_it_runs_keeps_its_own_index(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({"people/Ada.md": "# Ada\n"})
    engine = Engine(str(root))
    engine.vault(TODAY)
    engine.keep()
    monkeypatch.setattr("prm.disk.index.parser", lambda: "another one")
    engine.vault(TODAY)

    assert 1 == len([name for name in os.listdir(engine.cache()) if name.endswith(".db")])


def names(found: Vault) -> list[str]:
    return [person.name for person in found.people]
