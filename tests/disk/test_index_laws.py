"""Laws 3 and 4: with the index, without it or with an old one, whatever happened to the files, the same answers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule

from prm.disk import indexing
from prm.engine import Engine
from prm.insight.digest import daily
from prm.insight.digest import weekly
from prm.insight.history import why
from prm.insight.keeping.due import due
from prm.insight.meetings.briefs import brief
from prm.insight.occasions import occasions
from prm.insight.people import rows
from prm.insight.people import show
from prm.insight.promises import promises
from prm.insight.promises import threads
from prm.insight.search.lines import find
from prm.insight.search.lines import wanted
from prm.insight.search.who import who
from prm.model.vault import Vault
from prm.rules import check

TODAY = date(2026, 1, 15)
NAMES = ("Ada", "Ben Ito", "ben ito", "健", "Ada 2", "Eva")
PATHS = [f"{folder}/{name}.md" for folder in ("people", "people/work") for name in NAMES]
PATHS += ["journal/2026-01-10.md", "journal/2026-01-11.md", "meetings/2026-01-12 lunch.md", "inbox.md", "notes/x.md"]
LINES = (
    "- 2026-01-02 call: the boat",
    "- 2026-01-09 coffee [[Ada]]: the boat",
    "- 2026-02-09 lunch [[Ben Ito]]",
    "- 01-14 call [[健]]: 明日",
    "- call [[Eva]]: about [[Ada]]",
    "- wrote [[ben ito]]",
    "- [ ] @them the key for [[Ada]] due:2026-01-20",
    "- [ ] send [[Ben Ito]] the score 📅 2026-01-10",
    "We had lunch with [[Ada]] by the river, and [[Nobody]] came.",
    "## Offers",
    "- translation",
    "%% private %%",
)
FIELDS = (
    "aliases: [Countess, Eva]",
    "cadence: 2w",
    "email: ada@example.org",
    "last_contact: 2026-01-12",
    "status: acquaintance",
    "birthday: 1990-01-20",
    "relations: [{friend: '[[Ada]]'}]",
    "spouse: Ben Ito",
    "attendees: ['[[Ada]]', '[[健]]', Eva]",
    "name: Ada",
    "circle: inner",
    "org: '[[x]]'",
    "naem: what",
    "private: true",
)
CONFIGS = ("", "[circles.inner]\ncadence = '1w'\n", "date_order = 'dmy'\n", "me = '[[Eva]]'\n", "ignore = ['work']\n",
           "[index]\ntext = false\n", "[fields]\ncadence = ['naem']\n", "mentions = 'all'\n", "broken =")  # fmt: skip


@st.composite
def notes(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique=True))
    lines = draw(st.lists(st.sampled_from(LINES), max_size=5))
    front = ["---", *fields, "---"] if fields else []
    return "\n".join([*front, *lines, ""])


def answers(vault: Vault) -> dict[str, Any]:
    """All that the commands that look would print of a vault."""
    found: dict[str, Any] = {
        "list": rows(vault, vault.people),
        "due": due(vault),
        "promises": promises(vault, done=True),
        "threads": threads(vault),
        "dates": occasions(vault, 60),
        "daily": daily(vault),
        "weekly": weekly(vault),
        "check": check(vault),
        "names": vault.completing(""),
        "a": vault.completing("a"),
        "notes": [(note.path, note.kind) for note in vault.notes.values()],
    }
    for person in vault.people:
        found[person.path] = (show(vault, person), why(vault, person), brief(vault, person), rows(vault, [person]))
    for words in (*NAMES, "en", "Ito", "Countess", "people/Ada", "ada@example.org"):
        found[f"who {words}"] = [note.path for note in vault.who(words)]
    for words in ("boat", "translation lunch", "明日", "scoer", "river [[Nobody]]", "countess -private"):
        answer = who(vault, words)
        found[f"search {words}"] = (answer.people, answer.seekers, answer.searched.taken, find(vault, wanted(words)))
    found["words"] = sorted(vault.text.known_words())
    return found


def one_by_one(vault: Vault) -> dict[str, Any]:
    """What is asked of one person, before anything is asked of all."""
    found: dict[str, Any] = {}
    for words in NAMES:
        for person in vault.who(words):
            found[person.path] = (show(vault, person), why(vault, person), vault.last_contacts.get(person.id) is None)
    return found


def without(root: str) -> Vault:
    """The vault, read without any index."""
    engine = Engine(root)
    engine._indexed = False
    return engine.vault(TODAY)


class Files(RuleBasedStateMachine):
    """Whatever happens to files, to prm.toml and to the index itself."""

    grain = indexing.GRAIN

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.mkdtemp()
        self.root = os.path.join(self.home, "vault")
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("XDG_CACHE_HOME", os.path.join(self.home, "cache"))
        self.patch.setattr(indexing.Vaulted, "__new__", _with_grain(self.grain))
        os.makedirs(self.root)
        self.saved: list[tuple[str, bytes]] = []

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.home)

    def at(self, path: str) -> str:
        return os.path.join(self.root, path)

    def indexes(self) -> list[str]:
        folder = Engine(self.root).cache()
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".db")]

    @initialize(files=st.dictionaries(st.sampled_from(PATHS), notes(), max_size=8))
    def begin(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            self.write(path, text)

    @rule(path=st.sampled_from(PATHS), text=notes())
    def write(self, path: str, text: str) -> None:
        whole = self.at(path)
        try:
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            Path(whole).write_text(text, encoding="utf-8")
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            pass

    def existing(self) -> list[str]:
        return sorted(
            os.path.join(folder, name)
            for folder, _, names in os.walk(self.root)
            for name in names
            if name != "prm.toml"
        )

    @rule(text=notes(), number=st.integers(0, 20))
    def replace_with_old_time(self, text: str, number: int) -> None:
        if files := self.existing():
            path = files[number % len(files)]
            looks = os.stat(path)
            other = f"{path}.new~"
            Path(other).write_text(text, encoding="utf-8")
            os.replace(other, path)
            os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    @rule(number=st.integers(0, 20))
    def change_within_a_tick(self, number: int) -> None:
        if files := self.existing():
            path = Path(files[number % len(files)])
            looks = path.stat()
            text = path.read_bytes()
            path.write_bytes(text.replace(b"Ada", b"adA").replace(b"2026-01-0", b"2026-01-1").replace(b"Ben", b"Eva"))
            os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    @rule(number=st.integers(0, 20), path=st.sampled_from(PATHS))
    def rename(self, number: int, path: str) -> None:
        if files := self.existing():
            with _refusals():
                os.makedirs(os.path.dirname(self.at(path)), exist_ok=True)
                os.rename(files[number % len(files)], self.at(path))

    @rule(number=st.integers(0, 20))
    def change_case(self, number: int) -> None:
        if files := self.existing():
            folder, name = os.path.split(files[number % len(files)])
            os.rename(os.path.join(folder, name), os.path.join(folder, name[:-3].swapcase() + ".md"))

    @rule(number=st.integers(0, 20))
    def delete(self, number: int) -> None:
        if files := self.existing():
            os.unlink(files[number % len(files)])

    @rule(folder=st.sampled_from(["people", "people/work", "journal"]), as_file=st.booleans())
    def delete_folder(self, folder: str, as_file: bool) -> None:
        with _refusals():
            shutil.rmtree(self.at(folder))
            if as_file:
                Path(self.at(folder)).write_text("now a file")

    @rule(name=st.sampled_from(["people/link.md", "people/Ada.sync-conflict-1.md", "people/.Eva.md.icloud"]))
    def look_like_a_note(self, name: str) -> None:
        with _refusals():
            os.makedirs(self.at("people"), exist_ok=True)
            if "link" in name:
                os.symlink("/", self.at(name))
            else:
                Path(self.at(name)).write_text("# Somebody\n")

    @rule(text=st.sampled_from(CONFIGS))
    def configure(self, text: str) -> None:
        Path(self.at("prm.toml")).write_text(text)

    @rule(at=st.integers(0, 200_000), garbage=st.booleans())
    def damage_the_index(self, at: int, garbage: bool) -> None:
        for path in self.indexes():
            size = os.path.getsize(path)
            if garbage:
                Path(path).write_bytes(os.urandom(1) * min(at, 5000))
            else:
                os.truncate(path, at % size)

    @rule()
    def keep_an_old_index(self) -> None:
        self.saved = [(path, Path(path).read_bytes()) for path in self.indexes()]

    @rule()
    def bring_back_an_old_index(self) -> None:
        for path, data in self.saved:
            Path(path).write_bytes(data)

    @rule(key=st.sampled_from(["key", "generation"]), value=st.sampled_from(["", "7"]))
    def age_the_index(self, key: str, value: str) -> None:
        for path in self.indexes():
            connection = sqlite3.connect(path)
            try:
                connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value or "0", key))
                connection.commit()
            except sqlite3.DatabaseError:
                pass
            finally:
                connection.close()

    @rule()
    def look_twice_at_once(self) -> None:
        one = Engine(self.root)
        held = one.vault(TODAY)
        before = [note.path for note in held.notes.values()]
        self.write("people/Eva.md", "- 2026-01-03 call: again\n")
        other = Engine(self.root)
        assert answers(without(self.root)) == answers(other.vault(TODAY))
        assert before == [note.path for note in held.notes.values()]
        other.keep()
        one.keep()

    @rule()
    def look_on_another_day(self) -> None:
        engine = Engine(self.root)
        assert rows(without(self.root), []) == rows(engine.vault(date(2026, 1, 5)), [])
        engine.keep()

    @invariant()
    def the_index_changes_nothing(self) -> None:
        plain = without(self.root)
        engine = Engine(self.root)
        vault = engine.vault(TODAY)
        assert one_by_one(plain) == one_by_one(vault)
        assert answers(plain) == answers(vault)
        engine.keep()


class FineFiles(Files):
    """The same where only files of the last hundredth of a second are doubtful, so that most are taken on trust."""

    grain = 20_000_000


class StayingFiles(FineFiles):
    """The same where one engine opens a vault after the other, and mostly is the one that brings the index in step."""

    def __init__(self) -> None:
        super().__init__()
        self.staying = Engine(self.root, stays=True)

    @invariant()
    def the_index_changes_nothing(self) -> None:
        assert answers(without(self.root)) == answers(self.staying.vault(TODAY))
        self.staying.release()

    @rule(path=st.sampled_from(PATHS), text=notes())
    def another_is_first(self, path: str, text: str) -> None:
        self.write(path, text)
        super().the_index_changes_nothing()


def _with_grain(grain: int) -> Callable[..., indexing.Vaulted]:
    make = indexing.Vaulted.__new__

    def new(cls: type[indexing.Vaulted], *arguments: Any, **named: Any) -> indexing.Vaulted:
        return make(cls, *arguments, **{"grain": grain, **named})

    return new


class _refusals:  # noqa: N801
    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, OSError)


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestFineFiles = FineFiles.TestCase
TestFineFiles.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestStayingFiles = StayingFiles.TestCase
TestStayingFiles.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
