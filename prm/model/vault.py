"""The vault: a frozen view of all notes on one day, lazily asked from the facts."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from prm.model import facts
from prm.model.concerning import all_tasks
from prm.model.concerning import bare
from prm.model.concerning import mention
from prm.model.concerning import task_row
from prm.model.lately import Lately
from prm.model.lazily import Lazily
from prm.model.names import folded
from prm.model.names import means_me
from prm.model.names import target_key
from prm.model.rows import Contact
from prm.model.rows import Last
from prm.model.rows import LinkRow
from prm.model.rows import Mention
from prm.model.rows import NoteRow
from prm.model.rows import TaskRow
from prm.model.rows import ValueRow
from prm.text.cadence import Cadence
from prm.text.diagnostics import Diagnostic

if TYPE_CHECKING:
    import sqlite3

    from prm.model.config import Circle
    from prm.model.config import Config
    from prm.model.facts.memory import Memory
    from prm.model.text import Read
    from prm.model.text import Text
    from prm.model.ties import Ties
    from prm.model.whole import Log
    from prm.text.source import Source


class Vault:
    """A snapshot: what all notes say, the configuration, and the day it is looked at.

    `found` are findings that no table holds. Where the tables hold no text, `whole` returns some, numbered alike,
    that do. `read` reads files for a search; `indexed` says that their words are kept in the tables. A `memory` holds
    what earlier snapshots asked.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        config: Config,
        today: date,
        found: Iterable[Diagnostic] = (),
        whole: Callable[[], sqlite3.Connection] | None = None,
        read: Read | None = None,
        *,
        indexed: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self._connection = connection
        self._found = tuple(found)
        self._whole = whole
        self._read = read or (lambda paths: iter(()))
        self._indexed = indexed
        self._memory = memory
        self._values_of: dict[int, list[ValueRow]] = {}
        self._values: dict[tuple[str, str], list[ValueRow]] = {}
        self.config = config
        self.today = today
        said = self.resolve(bare(str(config.get("me")))) if config.get("me") else ()
        self.me = said[0] if len(said) == 1 else 0

    def _ask(self, question: str, *arguments: object, **named: object) -> list[tuple[Any, ...]]:
        if question not in facts.WITHOUT_TEXT:
            self._need_text()
        if self._memory is not None:
            return self._memory.ask(question, *arguments, **named)
        return facts.ask(self._connection, question, *arguments, **named)

    def _need_text(self) -> None:
        if self._whole is not None:
            self._connection, self._whole, self._indexed = self._whole(), None, False
            self._memory = None

    @cached_property
    def text(self) -> Text:
        """All that the notes say, to be searched."""
        from prm.model.text import Text

        self._need_text()
        return Text(self._connection, self._read, indexed=self._indexed)

    @cached_property
    def log(self) -> Log:
        """What everybody's entries say, asked by day, kind and words."""
        from prm.model.whole import Log

        return Log(self._ask, self._read, self.me, self.today)

    @cached_property
    def ties(self) -> Ties:
        """What the notes say of two people at once."""
        from prm.model.ties import Ties

        return Ties(self._ask, self._of_some, self.today, self.me)

    @cached_property
    def notes(self) -> Lazily[NoteRow]:
        """Every note by its number, in the order of their paths."""
        return Lazily(
            lambda note: next(map(NoteRow._make, self._ask("note", note)), None),
            lambda: {row[0]: NoteRow._make(row) for row in self._ask("notes")},
        )

    def look_up(self, notes: Iterable[int]) -> None:
        """Read the rows of many notes that are about to be asked for, at once."""
        self.notes.learn((row[0], NoteRow._make(row)) for row in self._of_some("notes in", self.notes.lacking(notes)))

    @cached_property
    def people(self) -> tuple[NoteRow, ...]:
        """Every person but me, sorted by reading or name."""
        people = tuple(map(NoteRow._make, self._ask("people", self.me)))
        self.notes.learn((person.id, person) for person in people)
        return people

    def values_of(self, note: int, *keys: str) -> list[ValueRow]:
        """Return the values of one note in the order written; of `keys` only, if any are given."""
        if note not in self._values_of:
            self._values_of[note] = list(map(ValueRow._make, self._ask("values of", note=note)))
        rows = self._values_of[note]
        return [row for row in rows if row.key in keys] if keys else list(rows)

    def values(self, key: str, *, only: str = "") -> list[ValueRow]:
        """Return the values of one field in all notes; `only` some: dated (labelled so), lasting to a day, unlinked."""
        if (key, only) not in self._values:
            question = "stated" if key in ("last_contact", "next_contact") else f"{only} values".lstrip()
            self._values[key, only] = list(map(ValueRow._make, self._ask(question, key)))
        return list(self._values[key, only])

    def values_on(self, key: str, days: Iterable[str]) -> list[ValueRow]:
        """Return the values of one field in all notes that end in one of some days, each as 04-17."""
        return list(map(ValueRow._make, self._ask("values on", key, "|".join(days))))

    def about(self, note: int) -> str:
        """Return the first paragraph of a person's page."""
        return str(next(iter(self._ask("about", note)), ("",))[0])

    def keys_of(self, note: int) -> set[str]:
        """Return every name that finds a note, as names are compared; folded ones begin with “~”."""
        return {str(key) for (key,) in self._ask("keys of", note)}

    def others_in(self, entry: int) -> bool:
        """Tell whether a head links somebody who is known."""
        return self._ask("others in", entry) != []

    def known_keys(self) -> list[str]:
        """Return the keys of all values: fields, and what else stands in front matter."""
        return [str(key) for (key,) in self._ask("keys")]

    def circle(self, person: NoteRow) -> Circle | None:
        """Return the circle a person is in, if `prm.toml` knows it."""
        return self.config.circles.get(person.circle)

    def cadence(self, person: NoteRow) -> Cadence | None:
        """Return how often to be in touch: the person's own cadence, else the circle's, else None."""
        if person.cadence == "none":
            return None
        if person.cadence:
            least, _, most = person.cadence.partition("..")
            return Cadence(int(least), int(most))
        circle = self.circle(person)
        return circle.cadence if circle else None

    def resolve(self, target: str) -> tuple[int, ...]:
        """Return the notes that a link target finds: none, one, or several that are equally good."""
        found = self.ranked(target)
        return tuple(note for note, rank in found if rank == found[0][1])

    def ranked(self, target: str) -> list[tuple[int, int]]:
        """Return every note that a link target finds with its rank; the lowest rank counts."""
        key = target_key(target)
        return [(int(note), int(rank)) for note, rank in self._ask("candidates", key, "~" + folded(key))]

    def who(self, words: str) -> tuple[NoteRow, ...]:
        """Return the people that words on the command line can mean: as a link, by given or family name, by a part.

        “me” is my own note, and no part of a name.
        """
        if found := self.exactly(words):
            return found
        if means_me(words):
            return (self.notes[self.me],) if self.me in self.notes else ()
        return self._people("like", key) if (key := folded(words)) else ()

    def exactly(self, words: str) -> tuple[NoteRow, ...]:
        """Return the people that words find as a link would, or by given or family name; no parts."""
        if written := tuple(map(NoteRow._make, self._ask("people at", path=words, key=target_key(words)))):
            return written
        notes = [self.notes[note] for note in self.resolve(bare(words))]
        found = [note for note in notes if note.kind == "person"]
        return tuple(sorted(found, key=lambda note: note.path)) or self._people("called", "^" + folded(words))

    def _people(self, how: str, key: str) -> tuple[NoteRow, ...]:
        return tuple(map(NoteRow._make, self._ask(f"people {how}", key)))

    def people_named(self, key: str, *, part: bool) -> set[int]:
        """Return the people, without me, whose name is `key` folded, or of whose name it is a part."""
        return {note for (note,) in self._ask("people named", ("^" if part else "~") + key, self.me)}

    def completing(self, begun: str) -> list[str]:
        """Return the names, aliases and readings of people that begin with what somebody has typed."""
        key, plain = folded(begun), begun.casefold()
        names = (name for (name,) in self._ask("completing", low="~" + key, high="~" + key + "\U0010ffff"))
        return [name for name in names if name and (name.casefold().startswith(plain) or folded(name).startswith(key))]

    def contacts_of(self, person: int) -> list[Contact]:
        """Return a person's part in every entry, newest first, counted or not."""
        if person == self.me:
            return []
        rows = self._ask("took", person=person, today=self.today.isoformat())
        return [Contact(row[0], row[1], row[2], bool(row[3]), row[4], bool(row[5]), *row[6:]) for row in rows]

    @cached_property
    def lately(self) -> Lately:
        """When everybody was last in touch."""
        return Lately(self, self._connection, self._memory)

    @cached_property
    def last_contacts(self) -> Mapping[int, Last]:
        """The last contact of each person; a stated one where it is newer than every dated line."""
        return self.lately.last_contacts()

    @cached_property
    def last_exchanges(self) -> Mapping[int, Last]:
        """The last contact of each person in which both sides had a part."""
        return self.lately.last_exchanges()

    @cached_property
    def first_meetings(self) -> dict[int, Last]:
        """The first contact in person with each person."""
        return self.lately.first_meetings()

    @cached_property
    def contact_counts(self) -> Mapping[int, int]:
        """How many distinct days of contact there are with each person."""
        return self.lately.contact_counts()

    def company_of(self, person: int) -> dict[int, list[int]]:
        """Return the people who took part in each entry in which a person did."""
        found: dict[int, list[int]] = {}
        for entry, each in self._ask("company", person=person) if person != self.me else ():
            if each != self.me:
                found.setdefault(entry, []).append(each)
        return found

    def mentions_of(self, person: int) -> list[Mention]:
        """Return the lines that name a person without being a contact with them."""
        return [mention(row) for row in self._ask("mentions", person)]

    @cached_property
    def tasks(self) -> list[TaskRow]:
        """Every task, with whose it is and whom it concerns."""
        return all_tasks(self, self._ask("tasks"), self._ask("task links"))

    def open_tasks(self, sort: str, until: str = "") -> list[TaskRow]:
        """Return the tasks of a sort that are not done; those due by an ISO day only, if one is given."""
        rows = self._ask("tasks due", sort, until) if until else self._ask("open tasks", sort)
        return all_tasks(self, rows, self._ask("task links"))

    def tasks_of(self, person: int) -> list[TaskRow]:
        """Return the tasks that a person owns or that concern them."""
        found: list[TaskRow] = []
        for row in self._ask("tasks of", person=person):
            asked = [each for (each,) in self._ask("attendees of", row[1]) if each != self.me]
            task = task_row(row, self._ask("links of task", row[1], row[0]), {row[1]: asked}.get, self)
            found += [task] if person in (*task.people, *task.owners) else []
        return found

    @cached_property
    def attendees(self) -> dict[int, list[int]]:
        """The people, without me, that each meeting names as attendees."""
        found: dict[int, list[int]] = {}
        for meeting, person in self._ask("attendees"):
            if person != self.me:
                found.setdefault(meeting, []).append(person)
        return found

    @cached_property
    def links(self) -> list[LinkRow]:
        """Every link, with what it finds."""
        return list(map(LinkRow._make, self._ask("links")))

    def links_of(self, note: int) -> list[LinkRow]:
        """Return the links that one note holds."""
        return list(map(LinkRow._make, self._ask("links of", note=note)))

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of every note by its path, in the order of paths."""
        return dict(self._ask("kinds"))

    @cached_property
    def names_by_slug(self) -> dict[str, str]:
        """The name of every note by its slug."""
        return dict(self._ask("slugs"))

    @cached_property
    def loose_links(self) -> list[LinkRow]:
        """The links that find no note, or several that are equally good."""
        return list(map(LinkRow._make, self._ask("loose links")))

    def links_as(self, role: str) -> list[LinkRow]:
        """Return the links that play one part."""
        return list(map(LinkRow._make, self._ask("links as", role)))

    def links_in(self, notes: Iterable[int]) -> list[tuple[int, int, str, int]]:
        """Return the links of notes that find one note each: the note, the line, the part played, what is found."""
        return self._of_some("links found in", notes)

    def _of_some(self, question: str, notes: Iterable[int]) -> list[tuple[Any, ...]]:
        """Ask of many notes at once."""
        ids, most = sorted(set(notes)), facts.AT_ONCE
        some = (ids[at : at + most] for at in range(0, len(ids), most))
        return [row for each in some for row in self._ask(question, *each, *[0] * (most - len(each)))]

    def links_to(self, note: int) -> list[tuple[int, int, str]]:
        """Return where a note is linked: the note, the line, the part it plays."""
        return [(int(other), int(line), str(role)) for other, line, role in self._ask("links to", note)]

    def findings(self, name: str) -> list[Diagnostic]:
        """Return what reading found under the name of a rule."""
        found = [each for each in self._found if each.name == name]
        if name != "bad-config":
            question = "lost files" if name == "unreadable-file" else "diagnostics"
            found += (Diagnostic(*row[:7]) for row in self._ask(question, name=name))
        return sorted(found, key=lambda each: each[:3])


def build(
    sources: Iterable[Source], config: Config, today: date, found: Iterable[Diagnostic] = (), *, indexed: bool = False
) -> Vault:
    """Read sources into a vault in memory; `indexed` keeps the words of its text in tables too."""
    from prm.model.facts.filling import fill
    from prm.model.reader import Reader

    sources = list(sources)
    read = Reader(config).read
    connection = facts.create()
    fill(connection, ((number * facts.ROOM, each, read(each)) for number, each in enumerate(sources, 1)))
    facts.finish(connection)
    return Vault(connection, config, today, found, read=lambda paths: iter(sources), indexed=indexed)
