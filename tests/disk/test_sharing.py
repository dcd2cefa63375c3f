"""What leaves is the same whether it comes from the tables kept of it or from all files, whoever is private."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule

from prm.disk import indexing
from prm.disk import sharing
from prm.engine import Engine
from prm.insight.search.lines import find
from prm.insight.search.lines import wanted
from prm.model.vault import Vault
from tests.disk import test_index_laws as laws
from tests.disk.test_index_laws import TODAY
from tests.disk.test_index_laws import answers

FIELDS = (
    "private: true",
    "visibility: private",
    "private: [needs, Health, cadence]",
    "needs: [Zxqv, bread]",
    "trust: 3",
    "email: ada@example.org",
    "call: Countess",
    "aliases: [Eva, Ben]",
    "name: Ada",
    "relations: [{friend: '[[Ben Ito]]'}]",
    "type: digest",
    "attendees: ['[[Ada]]', Eva]",
)
LINES = (
    "- 2026-01-02 call: the boat %% private %% Zxqv %% /private %%",
    "- 2026-01-09 coffee [[Ada]] and [[Ben Ito]]: the boat",
    "  - below [[ben ito]] it",
    "## Health",
    "- 2026-01-03 call: Zxqv",
    "## Private",
    "## With Countess",
    "- 2026-01-04 lunch: with Ben-Ito",
    "- 2026-01-05 call [[健さん]]: 明日",
    "- [ ] @[[people/Ada]] the key due:2026-01-20",
    "```",
    "%% private %%",
    "<!-- prm:begin -->",
    "<!-- prm:end -->",
    "- 2026-01-06 call [x](Eva.md): about ada@example.org",
    "[[2026-01-10]] and [[work/Eva]]",
)


@st.composite
def secrets(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
    front = ["---", *fields, "---"] if fields else []
    return "\n".join([*front, *draw(st.lists(st.sampled_from(LINES), max_size=6)), ""])


def from_files(root: str) -> Vault:
    engine = Engine(root)
    engine._indexed = False
    return engine.vault(TODAY, shared=True)


PATHS = [*laws.PATHS, "people/Ben Ito/2026-01-02.md", "meetings/2026-01-13 Countess.md", "people/Ben.md"]


class Shared(laws.Files):
    """Whatever happens to files with secrets in them, to prm.toml and to both files of the index."""

    grain = indexing.GRAIN

    def indexes(self) -> list[str]:
        folder = Engine(self.root).cache()
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name != "vault"]

    @rule(path=st.sampled_from(PATHS), text=secrets())
    def write_a_secret(self, path: str, text: str) -> None:
        self.write(path, text)

    @precondition(lambda self: os.path.isdir(self.at("people")))
    @rule(text=secrets())
    def say_who_is_private(self, text: str) -> None:
        Path(self.at("people/Ben Ito.md")).write_text("---\nprivate: true\n---\n" + text, encoding="utf-8")

    @invariant()
    def the_index_changes_nothing(self) -> None:
        engine = Engine(self.root)
        whole, shared = engine.vault(TODAY), engine.vault(TODAY, shared=True)
        plain = from_files(self.root)
        assert answers(plain) == answers(shared)
        assert laws.one_by_one(plain) == laws.one_by_one(shared)
        assert whole.today == shared.today
        engine.keep()


TestShared = Shared.TestCase
TestShared.settings = settings(max_examples=6, stateful_step_count=8, deadline=None)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "vault" / "people").mkdir(parents=True)
    return tmp_path / "vault"


def write(root: Path, **people: str) -> None:
    for name, text in people.items():
        (root / "people" / f"{name}.md").write_text(text)


def shared(root: Path) -> Vault:
    engine = Engine(str(root))
    found = engine.vault(TODAY, shared=True)
    assert answers(from_files(str(root))) == answers(found)
    engine.keep()
    return found


def tables(root: Path) -> list[Any]:
    (path,) = Path(Engine(str(root)).cache()).glob("*.shared")
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if name not in ("file", "folder", "racy", "meta")]
    return [row for name in kept for row in connection.execute(f"SELECT * FROM {name}")]


def test_nothing_private_is_kept_for_what_leaves(vault: Path) -> None:
    write(
        vault,
        Zxqv="---\nprivate: true\n---\n- 2026-01-02 call\n",
        Ann="- 2026-01-03 lunch [[Zxqv]]\n- 2026-01-04 call\n",
    )
    write(vault, Ben="---\nprivate: [needs]\nneeds: Zxqv\n---\n## Private\nZxqv\n")
    assert ["people/Ann.md", "people/Ben.md"] == [note.path for note in shared(vault).notes.values()]
    assert "zxqv" not in repr(tables(vault)).casefold()
    write(vault, Ann="- 2026-01-03 lunch [[Zxqv]]\n- 2026-01-05 call %% private %% Zxqv %% /private %%\n")
    assert "2026-01-05" in repr(shared(vault).last_contacts.values())
    assert "zxqv" not in repr(tables(vault)).casefold()


def test_who_becomes_private_vanishes_from_what_is_kept(vault: Path) -> None:
    write(vault, Zoe="- 2026-01-02 call\n", Ann="- 2026-01-03 lunch [[Zoe]]\n")
    assert 2 == len(shared(vault).people)
    write(vault, Zoe="---\nprivate: true\n---\n- 2026-01-02 call\n")
    assert ["Ann"] == [person.name for person in shared(vault).people]
    assert "Zoe" not in repr(tables(vault))
    write(vault, Zoe="- 2026-01-02 call\n")
    assert 2 == len(shared(vault).people)


def test_a_name_that_a_private_person_shares_finds_nobody(vault: Path) -> None:
    private = "---\nprivate: true\naliases: [Kay]\n---\n"
    write(
        vault, Kim=private, Kate="---\naliases: [Kay]\n---\n", Ann="- 2026-01-03 lunch [[Kay]]\n- 2026-01-03 [[Kate]]\n"
    )
    found = shared(vault)
    assert () == tuple(link.target for link in found.links_as("with") if "Kay" in link.target)
    assert [] == [note.path for note in found.who("Kay")]


def test_only_what_changed_is_read_again(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(vault, Zoe="---\nprivate: true\n---\n", Ann="- 2026-01-03 lunch [[Zoe]]\n", Ben="- 2026-01-03 call\n")
    shared(vault)
    read: list[str] = []
    before = sharing.read_file
    monkeypatch.setattr(sharing, "read_file", lambda root, path: (read.append(path), before(root, path))[1])
    engine = Engine(str(vault))
    engine.vault(TODAY, shared=True)
    assert [] == read
    write(vault, Ben="- 2026-01-04 call\n")
    engine.vault(TODAY, shared=True)
    assert ["people/Zoe.md", "people/Ben.md"] == read


def test_two_vaults_of_one_command_do_not_wait_for_each_other(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first still reads while the second finds a file changed: neither of the tables can be written then."""
    write(vault, Zoe="---\nprivate: true\n---\n", Ann="- 2026-01-03 call\n")
    engine = Engine(str(vault))
    for made in (True, False):
        whole, before = engine.vault(TODAY), engine.vault(TODAY, shared=True)
        write(vault, Ann=f"- 2026-01-03 call\n- 2026-01-05 lunch [[Zoe]]\n- 2026-01-1{made:d} call\n")
        if made:
            for path in Path(engine.cache()).glob("*.shared"):
                path.unlink()
        after = engine.vault(TODAY, shared=True)
        assert answers(from_files(str(vault))) == answers(after)
        assert [len(each.notes) for each in (whole, before, after)] == [2, 1, 1]
        engine.keep()


def test_what_leaves_is_searched_by_words_that_are_kept(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = "---\nprivate: true\n---\nZxqv\n"
    write(vault, Zoe=private, Ann="kites %% private %% Zxqv %% /private %%\n", Ben="- 2026-01-03 [[Zoe]]: kites\n")
    write(vault, Cy="- 2026-01-03 call: kites\n")

    def found(words: str) -> list[str]:
        engine = Engine(str(vault))
        at = [row.at for row in find(engine.vault(TODAY, shared=True), wanted(words))]
        engine.keep()
        return at

    assert ["people/Cy.md:1", "people/Ann.md:1"] == found("kites")
    assert [] == found("Zxqv")
    assert "zxqv" not in repr(tables(vault)).casefold()
    read: list[str] = []
    before = sharing.read_file
    monkeypatch.setattr(sharing, "read_file", lambda root, path: (read.append(path), before(root, path))[1])
    assert ["people/Cy.md:1", "people/Ann.md:1"] == found("kites")
    assert [] == read
    write(vault, Cy="- 2026-01-03 call: kites %% private %% Zxqv %% /private %%\n- 2026-01-04 call [[Zoe]]: kites\n")
    assert ["people/Cy.md:1", "people/Ann.md:1"] == found("kites")
    assert "people/Ann.md" not in read
    write(vault, Ann="---\nprivate: true\n---\nkites\n")
    assert ["people/Cy.md:1"] == found("kites")
    assert "zxqv" not in repr(tables(vault)).casefold()


def test_who_turns_private_while_it_is_read_keeps_all_from_leaving(vault: Path) -> None:
    write(vault, Zoe="---\nprivate: true\n---\n", Ann="[[Ben]] flies kites\n", Ben="kites\n")
    found = Engine(str(vault)).vault(TODAY, shared=True)
    write(vault, Zoe="---\nprivate: true\naliases: [Ben]\n---\n")

    assert [] == find(found, wanted("kites"))
