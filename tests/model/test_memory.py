"""What was asked of tables that stay open: kept while it holds, and only then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prm.engine import Engine
from prm.model import facts
from prm.model.facts import QUERIES
from prm.model.facts.memory import columns_of

TODAY = date(2026, 1, 15)
VAULT = {
    "people/Ada.md": "---\ncadence: 2w\n---\n- 2026-01-02 call: the boat\n",
    "people/Ben.md": "- 2026-01-03 coffee [[Ada]]: the kite\n",
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that reach the tables."""
    found: list[str] = []
    ask = facts.ask

    def noted(
        connection: sqlite3.Connection, question: str, *arguments: object, **named: object
    ) -> list[tuple[object, ...]]:
        found.append(question)
        return ask(connection, question, *arguments, **named)

    monkeypatch.setattr("prm.model.facts.memory.ask", noted)
    return found


def look(engine: Engine, asked: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """Return the people, their last contacts, and what reached the tables for that."""
    asked.clear()
    vault = engine.vault(TODAY)
    last = {person.name: vault.last_contacts[person.id].day for person in vault.people}
    names = [person.name for person in vault.people]
    engine.release()
    return names, last, [each for each in asked if each == "people"]


def test_what_an_edit_does_not_touch_is_not_asked_again(vault: Callable[..., Path], asked: list[str]) -> None:
    root = vault(VAULT)
    engine = Engine(str(root), stays=True)

    assert (["Ada", "Ben"], {"Ada": "2026-01-03", "Ben": "2026-01-03"}, ["people"]) == look(engine, asked)
    (root / "people/Ben.md").write_text("- 2026-01-09 coffee [[Ada]]: the kite\n- 2026-01-03 call\n")
    assert (["Ada", "Ben"], {"Ada": "2026-01-09", "Ben": "2026-01-09"}, []) == look(engine, asked)


def test_what_nobody_asks_any_more_is_forgotten(vault: Callable[..., Path], asked: list[str]) -> None:
    root = vault(VAULT)
    engine = Engine(str(root), stays=True)
    look(engine, asked)
    for day in ("05", "06"):
        (root / "people/Ben.md").write_text(f"- 2026-01-{day} coffee [[Ada]]: the kite\n")
        engine.vault(TODAY)
        engine.release()

    assert ["people"] == look(engine, asked)[2]


def test_what_an_edit_touches_is_asked_again(vault: Callable[..., Path], asked: list[str]) -> None:
    root = vault(VAULT)
    engine = Engine(str(root), stays=True)
    look(engine, asked)
    (root / "people/Ada.md").write_text("---\nname: Eva\n---\n- 2026-01-02 call: the boat\n")

    assert (["Ben", "Eva"], {"Eva": "2026-01-03", "Ben": "2026-01-03"}, ["people"]) == look(engine, asked)


def test_what_another_command_writes_is_asked_again(vault: Callable[..., Path], asked: list[str]) -> None:
    root = vault(VAULT)
    engine = Engine(str(root), stays=True)
    look(engine, asked)
    (root / "people/Ada.md").write_text("---\nname: Eva\n---\n- 2026-01-12 call: the boat\n")
    other = Engine(str(root))
    assert 2 == len(other.vault(TODAY).people)
    other.keep()

    assert (["Ben", "Eva"], {"Eva": "2026-01-12", "Ben": "2026-01-03"}, ["people"]) == look(engine, asked)


def test_an_index_that_was_deleted_is_made_anew(vault: Callable[..., Path], asked: list[str]) -> None:
    root = vault(VAULT)
    engine = Engine(str(root), stays=True)
    look(engine, asked)
    Engine(str(root)).forget()
    (root / "people/Ada.md").unlink()

    assert (["Ben"], {"Ben": "2026-01-03"}, ["people"]) == look(engine, asked)
    assert 1 == len([path for path in Path(engine.cache()).iterdir() if path.suffix == ".db"])


def test_sqlite_says_what_a_question_reads() -> None:
    tables = facts.create()
    facts.finish(tables)

    assert {("value", "key")} == columns_of(tables, QUERIES["keys"])
    assert {("link", "key"), ("target", "id"), ("target", "hits"), ("entry", "id")} < columns_of(
        tables, QUERIES["took"], {"person": 1, "today": ""}
    )


def test_tables_that_are_damaged_meanwhile_are_said_to_be(
    vault: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> frozenset[tuple[str, str]]:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr("prm.model.facts.memory.columns_of", damaged)

    with pytest.raises(facts.Damaged, match="malformed"):
        _ = Engine(str(vault(VAULT)), stays=True).vault(TODAY).people
