"""The index: where it lies, what it holds, when it is read again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prm.cli.main import run
from prm.disk import index
from prm.disk import reading
from prm.engine import Engine
from prm.insight.history import why
from prm.insight.people import rows
from prm.insight.people import show
from prm.model.config import read_config
from prm.model.facts.kept import Full
from prm.model.parsing import PARSING
from prm.model.parsing import parsing_key
from prm.model.reader import Reader
from prm.model.vault import Vault
from prm.text.source import Source

TODAY = date(2026, 1, 15)
TEXTS = """- 2026-01-02 call: the boat
- 01-14 call [[健]]: 明日
We had lunch with [[Ada]] by the river, and [[Nobody]] came.
aliases: [Countess, Eva]
cadence: 2w
attendees: ['[[Ada]]', '[[健]]', Eva]
name: Ada
private: true
""".splitlines()


def everything(vault: Vault) -> list[Any]:
    return [rows(vault, vault.people), *((show(vault, one), why(vault, one)) for one in vault.people)]


def test_the_index_is_there_private_and_used(vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(vault({"people/Ada.md": "- 2026-01-02 call: the boat\n"}))
    engine = Engine(root)
    engine.vault(TODAY)
    (kept,) = [name for name in os.listdir(engine.cache()) if name.endswith(".db")]
    monkeypatch.setattr("prm.disk.reading.read_all", None)

    assert 0o700 == os.stat(engine.cache()).st_mode & 0o777
    files = [os.path.join(engine.cache(), name) for name in os.listdir(engine.cache())]
    assert {kept, "vault"} == {os.path.basename(path) for path in files}
    assert {0o600} == {os.stat(path).st_mode & 0o777 for path in files}
    assert ["Ada"] == [person.name for person in Engine(root).vault(TODAY).people]


def test_one_changed_file_is_read_again_and_no_other(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({f"people/{name}.md": "- 2026-01-02 call: the boat\n" for name in ("Ada", "Ben", "Eva")})
    Engine(str(root)).vault(TODAY)
    (root / "people/Ben.md").write_text("- 2026-01-12 call [[Ada]]\n")
    seen: list[str] = []
    read = reading.read_some
    monkeypatch.setattr(reading, "read_some", lambda root, jobs, reader: seen.extend(jobs) or read(root, jobs, reader))

    found = Engine(str(root)).vault(TODAY)

    assert {"Ada": "2026-01-12", "Ben": "2026-01-12", "Eva": "2026-01-02"} == {
        person.name: found.last_contacts[person.id].day for person in found.people
    }
    assert ["people/Ben.md"] == [path for _, path in seen]


def test_no_text_stands_in_an_index_that_may_hold_none(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\nneeds: a bamboo flute\naliases: Countess\n---\n- 2026-01-02 call: the boat\n- [ ] the quiet score\n"
    root = vault({"people/Ada.md": text + "Seen by [[Eva]] at the river\n", "prm.toml": "[index]\ntext = false\n"})
    engine = Engine(str(root))
    found = engine.vault(TODAY)
    (kept,) = [name for name in os.listdir(engine.cache()) if name.endswith(".db")]
    data = Path(engine.cache(), kept).read_bytes()

    assert [False] * 4 == [word in data for word in (b"bamboo", b"boat", b"quiet", b"river")]
    assert b"Countess" in data
    monkeypatch.setenv("PRM_INDEX", "off")
    plain = Engine(str(root)).vault(TODAY)
    assert everything(plain) == everything(found)


def test_a_new_note_finds_room_between_its_neighbours_for_years(vault: Callable[..., Path]) -> None:
    root = vault({"journal/2020-01-01.md": "- call [[Ada]]\n", "people/Ada.md": "# Ada\n"})
    for day in range(1, 29):
        (root / f"journal/2020-02-{day:02}.md").write_text("- call [[Ada]]\n")
        found = Engine(str(root)).vault(TODAY)

    assert 29 == found.contact_counts[next(iter(found.people)).id]
    assert sorted(note.path for note in found.notes.values()) == [note.path for note in found.notes.values()]


def test_that_there_is_no_room_between_two_notes_is_nobodys_business(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault({"people/Ada.md": "# Ada\n", "people/Eva.md": "# Eva\n"})
    told: list[str] = []
    Engine(str(root), tell=told.append).vault(TODAY)
    (root / "people/Bea.md").write_text("# Bea\n")
    full: list[str] = []

    def check(*_: object) -> None:
        full.append("full")
        if len(full) == 1:
            raise Full

    monkeypatch.setattr("prm.model.facts.kept.check_room", check)
    found = Engine(str(root), tell=told.append).vault(TODAY)

    assert ["Ada", "Bea", "Eva"] == sorted(person.name for person in found.people)
    assert (["full"], []) == (full[:1], told)


def test_only_the_settings_that_are_named_bear_on_reading() -> None:
    asked: set[str] = set()
    plain, _ = read_config("")

    class Watched(dict[str, Any]):
        def get(self, name: str, default: Any = None) -> Any:
            asked.add(name)
            return super().get(name, default)

    reader = Reader(plain._replace(values=Watched()))
    for text in TEXTS:
        for path in ("people/Ada.md", "journal/2026-01-10.md", "Ada/2026-01-12 lunch.md", "inbox.md", "orgs/x.md"):
            reader.read(Source(path, f"---\n{text}\n---\n{text}\n".encode()))

    assert asked - {"date_order", "lang"} <= set(PARSING)
    assert {"people", "keeping.crowd", "mentions"} <= asked


def test_the_key_tells_settings_apart_that_bear_on_reading() -> None:
    said = [
        "",
        "people = ['leute']",
        "date_order = 'dmy'",
        "[fields]\ncadence = ['takt']",
        "mentions = 'all'",
        "[kinds.sauna]\naliases = ['steam']",
        "[keeping]\ncrowd = 3",
        "[log]\nfacts = ['x']",
        "ignore = ['*.x']",
    ]

    assert len(said) == len({parsing_key(read_config(text)[0]) for text in said})
    assert parsing_key(read_config("")[0]) == parsing_key(read_config("[circles.inner]\ncadence = '3w'")[0])
    assert parsing_key(read_config("")[0]) != parsing_key(read_config("", "diary")[0])


def indexes(root: Path) -> list[str]:
    """Return the names of the indexes of a vault."""
    return [name for name in os.listdir(Engine(str(root)).cache()) if name.endswith(".db")]


@pytest.mark.parametrize(("changed", "anew"), [(6, False), (13, False), (14, True), (20, True)])
def test_where_nearly_all_files_changed_the_index_is_made_anew(
    vault: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: int,
    anew: bool,
) -> None:
    monkeypatch.setattr(index, "_MANY", 5)
    root = vault({f"people/{number:02}.md": "- 2026-01-02 call: the boat\n" for number in range(20)})
    said: list[str] = []
    Engine(str(root)).vault(TODAY)
    before = indexes(root)
    for number in range(changed // 2, changed):
        (root / f"people/{number:02}.md").write_text("- 2026-01-03 lunch: the river\n")
    for number in range(changed // 2):
        (root / f"people/{number:02}.md").unlink()

    after = everything(Engine(str(root), said.append).vault(TODAY))

    assert ([before != indexes(root), len(indexes(root))], []) == ([anew, 1], said)
    monkeypatch.setenv("PRM_INDEX", "off")
    assert everything(Engine(str(root)).vault(TODAY)) == after


def damaged(root: Path) -> str:
    """Damage the index of a vault inside, where the entries are; return its path."""
    folder = Engine(str(root)).cache()
    (kept,) = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".db")]
    connection = sqlite3.connect(kept)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = bytearray(Path(kept).read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    Path(kept).write_bytes(data)
    return kept


def test_an_index_damaged_inside_is_made_anew_while_a_command_runs(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault({f"people/{number}.md": f"- 2026-01-02 call: the boat {number}\n" * 9 for number in range(60)})
    options = ["--vault", str(root), "--today", "2026-01-15", "--format", "json"]
    monkeypatch.setenv("PRM_INDEX", "")
    monkeypatch.delenv("PRM_INDEX")
    assert 0 == run([*options, "show", "people/7"])
    before = capsys.readouterr().out
    kept = damaged(root)

    assert 0 == run([*options, "show", "people/7"])
    assert (before, "prm: the index was damaged and is made anew\n") == tuple(capsys.readouterr())
    assert not os.path.exists(kept)


def test_a_command_that_may_have_written_is_not_run_twice_on_a_damaged_index(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault({f"people/{number}.md": f"- 2026-01-02 call: the boat {number}\n" * 9 for number in range(60)})
    options = ["--vault", str(root), "--today", "2026-01-15"]
    monkeypatch.setenv("PRM_INDEX", "")
    monkeypatch.delenv("PRM_INDEX")
    assert 0 == run([*options, "show", "people/7"])
    capsys.readouterr()
    kept = damaged(root)
    said = "prm: the index was damaged and is removed; look whether the command has written, and run it again if not\n"

    assert 2 == run([*options, "check"])
    assert ("", said) == tuple(capsys.readouterr())
    assert not os.path.exists(kept)
    assert 0 == run([*options, "check"])


def test_a_preview_is_the_vault_with_some_notes_more(vault: Callable[..., Path]) -> None:
    root = vault({"people/Ada.md": "- 2026-01-02 call [[Zed]]: the boat\n", "people/Eva.md": "# Eva\n"})
    text = b"- 2026-01-03 call [[Ada]]\n"

    ahead = everything(Engine(str(root)).preview(TODAY, [Source("people/Zed.md", text)]))
    before = everything(Engine(str(root)).vault(TODAY))
    (root / "people/Zed.md").write_bytes(text)

    assert ahead == everything(Engine(str(root)).vault(TODAY))
    assert ahead != before


def test_a_preview_waits_for_nobody_who_still_reads(vault: Callable[..., Path]) -> None:
    root = vault({"people/Ada.md": "- 2026-01-02 call: the boat\n"})
    reading, writing = Engine(str(root)), Engine(str(root))
    before = reading.vault(TODAY)
    assert ["Ada"] == [person.name for person in before.people]  # it holds its read lock from now on
    (root / "people/Eva.md").write_text("# Eva\n")

    ahead = writing.preview(TODAY, [Source("people/Zed.md", b"# Zed\n")])

    assert ["Ada", "Eva", "Zed"] == [person.name for person in ahead.people]
    assert ["Ada"] == [person.name for person in before.people]
