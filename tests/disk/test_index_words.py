"""The words of the text in the index: filled in at the first search, renewed note by note, done without at need."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from prm.cli.main import run
from prm.disk import reading
from prm.engine import Engine
from prm.insight.search.lines import find
from prm.insight.search.lines import wanted
from prm.insight.search.who import who
from prm.model import passages
from prm.model.vault import Vault

TODAY = date(2026, 1, 15)
Make = Callable[..., Path]


def three(vault: Make) -> Path:
    return vault({f"people/{name}.md": f"# {name}\n\n- 2026-01-02 call: the boat\n" for name in ("Ada", "Ben", "Eva")})


def index(root: Path) -> str:
    folder = Engine(str(root)).cache()
    (kept,) = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".db")]
    return kept


def make_index(root: Path) -> None:
    engine = Engine(str(root))
    engine.vault(TODAY)
    engine.keep()


def at(vault: Vault, words: str) -> list[str]:
    return [row.at for row in find(vault, wanted(words))]


def searched(root: Path, words: str) -> list[str]:
    engine = Engine(str(root))
    found = at(engine.vault(TODAY), words)
    engine.keep()
    return found


def read_for_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of each note is added that is read for its words."""
    seen: list[str] = []
    read = passages.passages
    monkeypatch.setattr(passages, "passages", lambda source: seen.append(source.path) or read(source))
    return seen


def heard(root: Path) -> int | None:
    connection = sqlite3.connect(index(root))
    try:
        return int(connection.execute("SELECT count(*) FROM heard").fetchone()[0])
    except sqlite3.OperationalError:
        return None
    finally:
        connection.close()


def test_only_what_changed_is_read_for_its_words_again(vault: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = three(vault)
    seen = read_for_words(monkeypatch)

    assert ["people/Ada.md:3", "people/Ben.md:3", "people/Eva.md:3"] == searched(root, "boat")
    assert ["people/Ada.md", "people/Ben.md", "people/Eva.md"] == seen
    seen.clear()
    assert ["people/Ada.md:3", "people/Ben.md:3", "people/Eva.md:3"] == searched(root, "boats")
    assert [] == seen
    (root / "people/Ben.md").write_text("# Ben\n\n- 2026-01-03 call: the kite\n")
    (root / "people/Eva.md").unlink()
    (root / "people/Kim.md").write_text("# Kim\n\n- 2026-01-03 call: the kite\n")
    assert ["people/Ada.md:3"] == searched(root, "boat")
    assert ["people/Ben.md", "people/Kim.md"] == seen
    assert ["people/Ben.md:3", "people/Kim.md:3"] == searched(root, "kite")


def test_nothing_is_kept_before_the_first_search(vault: Make) -> None:
    root = three(vault)
    engine = Engine(str(root))
    assert 3 == len(engine.vault(TODAY).people)
    engine.keep()

    assert None is heard(root)
    assert 3 == len(searched(root, "boat"))
    assert 3 == heard(root)


def test_a_search_leaves_no_text_in_an_index_that_may_hold_none(vault: Make) -> None:
    root = three(vault)
    (root / "prm.toml").write_text("[index]\ntext = false\n")

    assert ["people/Ada.md:3", "people/Ben.md:3", "people/Eva.md:3"] == searched(root, "boat")
    assert None is heard(root)
    assert b"boat" not in Path(index(root)).read_bytes()


def test_while_another_process_writes_everything_is_read(vault: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = three(vault)
    make_index(root)
    other = sqlite3.connect(index(root), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("prm.disk.index.WAIT", 0.01)

    assert ["people/Ada.md:3", "people/Ben.md:3", "people/Eva.md:3"] == searched(root, "boat")
    other.execute("ROLLBACK")
    other.close()
    assert None is heard(root)
    assert 3 == len(searched(root, "boat"))
    assert 3 == heard(root)


def test_on_a_full_disk_everything_is_read(vault: Make) -> None:
    root = vault({f"people/{at}.md": f"# P{at}\n\n- 2026-01-02 call: the boat {'of wood ' * at}\n" for at in range(99)})
    engine = Engine(str(root))
    found = engine.vault(TODAY)
    (pages,) = found._connection.execute("PRAGMA page_count").fetchone()
    found._connection.execute(f"PRAGMA max_page_count = {pages + 9}")

    assert 99 == len(at(found, "boat"))
    engine.keep()
    assert None is heard(root)
    assert 99 == len(searched(root, "boat"))


def test_tables_in_memory_keep_no_words(vault: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = three(vault)
    monkeypatch.setattr("prm.model.facts.kept.connect", lambda path, wait: sqlite3.connect(path, factory=_Refusing))
    found = Engine(str(root)).vault(TODAY)

    assert 3 == len(at(found, "boat"))
    assert [] == found._connection.execute("SELECT name FROM sqlite_master WHERE name = 'heard'").fetchall()


class _Refusing(sqlite3.Connection):
    def execute(self, *arguments: object) -> sqlite3.Cursor:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error


def test_damaged_words_are_made_anew(
    vault: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRM_INDEX", "")
    monkeypatch.delenv("PRM_INDEX")
    root = three(vault)
    options = ["--vault", str(root), "--today", "2026-01-15", "--format", "json", "find", "boat"]
    assert 0 == run(options)
    before = capsys.readouterr().out
    connection = sqlite3.connect(index(root))
    connection.execute("UPDATE word_data SET block = x'ff00ff00ff' WHERE id > 10")
    connection.commit()
    connection.close()

    assert 0 == run(options)
    assert (before, "prm: the index was damaged and is made anew\n") == tuple(capsys.readouterr())


def test_a_note_that_changed_since_its_rows_were_made_is_not_taken_as_heard(
    vault: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = three(vault)
    make_index(root)
    path, before = root / "people/Ben.md", (root / "people/Ben.md").read_bytes()
    engine = Engine(str(root))
    found = engine.vault(TODAY)
    path.write_text("# Ben\n\n- 2026-01-03 call: the kite\n")
    assert ["people/Ben.md:3"] == at(found, "kite")
    engine.keep()

    path.write_bytes(before)
    assert [] == searched(root, "kite")
    assert ["people/Ada.md:3", "people/Ben.md:3", "people/Eva.md:3"] == searched(root, "boat")
    assert 3 == heard(root)


def test_who_finds_the_same_with_words_in_the_index(vault: Make) -> None:
    root = vault(
        {"people/Ada.md": "# Ada\n\n## Offers\n\n- teaches the 竹の楽器\n", "people/Ben.md": "- call [[Ada]]\n"}
    )
    for _ in range(2):
        engine = Engine(str(root))
        assert ["Ada"] == [each.name for each in who(engine.vault(TODAY), "楽器 teacher", direct=True).people]
        engine.keep()


def test_what_a_killed_command_left_does_not_keep_the_index_from_use(
    vault: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({"people/Ben.md": "- 2026-01-02 call: the kite\n"})
    engine = Engine(str(root))
    engine.vault(TODAY)
    (name,) = [each for each in os.listdir(engine.cache()) if each.endswith(".db")]
    Path(engine.cache(), f"{name}-journal").write_bytes(bytes(512))
    monkeypatch.setattr(reading, "read_all", None)

    assert ["people/Ben.md:1"] == searched(root, "kite")


class Full:
    """A connection whose disk has no room for what it holds."""

    def execute(self, question: str, *arguments: object) -> sqlite3.Cursor:
        if question in ("COMMIT", "ROLLBACK"):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = 13
            raise error
        return sqlite3.connect(":memory:").execute("SELECT 'x'")


def test_a_full_disk_is_said_once_and_the_search_answers(vault: Make) -> None:
    told: list[str] = []
    engine = Engine(str(vault({"people/Ben.md": "- 2026-01-02 call: the kite\n"})), told.append)
    for shared in (False, True):
        found = engine.vault(TODAY, shared=shared)
        assert ["people/Ben.md:1"] == at(found, "kite")
        engine._kept[shared] = (cast("sqlite3.Connection", Full()), found)
    engine.keep()

    assert ["the index cannot keep what this command found out (the disk is full); the next does it again"] == told


def test_a_cache_that_cannot_be_used_is_said_in_one_line(
    vault: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({"people/Ben.md": "- 2026-01-02 call: the kite\n"})
    (tmp_path / "blocked").write_text("a file\n")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    told: list[str] = []

    assert ["people/Ben.md:1"] == at(Engine(str(root), told.append).vault(TODAY), "kite")
    assert ["there is no index (a file stands where its folder should be), and all notes are read instead"] == told
