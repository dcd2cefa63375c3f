"""The vault: a frozen view of all notes on one day, lazily asked from the facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from prm.model import facts
from prm.model import facts_text
from prm.model.config import Circle
from prm.model.config import Config
from prm.model.names import folded
from prm.model.names import target_key
from prm.model.reader import Reader
from prm.model.rows import Contact
from prm.model.rows import EntryRow
from prm.model.rows import Last
from prm.model.rows import LinkRow
from prm.model.rows import Mention
from prm.model.rows import NoteRow
from prm.model.rows import TaskRow
from prm.model.rows import ValueRow
from prm.model.text import Text
from prm.text.cadence import Cadence
from prm.text.diagnostics import Diagnostic
from prm.text.source import Source

if TYPE_CHECKING:
    import sqlite3


class Vault:
    """A snapshot: what all notes say, the configuration, and the day it is looked at."""

    def __init__(self, connection: sqlite3.Connection, config: Config, today: date, text: Text | None = None) -> None:
        self._connection = connection
        self.text = text or Text(connection, lambda paths: iter(()), indexed=False)
        self.config = config
        self.today = today
        facts.resolve_links(connection)
        found = self.resolve(_bare(str(config.get("me")))) if config.get("me") else ()
        self.me = found[0] if len(found) == 1 else 0
        facts.take_part(connection, today.isoformat(), self.me)

    # notes

    @cached_property
    def notes(self) -> dict[int, NoteRow]:
        """Every note by its number."""
        return {row[0]: NoteRow(*row) for row in facts.ask(self._connection, "notes")}

    @cached_property
    def people(self) -> tuple[NoteRow, ...]:
        """Every person but me, sorted by reading or name."""
        people = [note for note in self.notes.values() if note.kind == "person" and note.id != self.me]
        return tuple(sorted(people, key=lambda note: (folded(note.reading or note.name), note.path)))

    def values_of(self, note: int, *keys: str) -> list[ValueRow]:
        """Return the values of one note in the order written; of `keys` only, if any are given."""
        rows = [ValueRow(*row) for row in facts.ask(self._connection, "values", "value of", note)]
        return [row for row in rows if row.key in keys] if keys else rows

    def values(self, key: str) -> list[ValueRow]:
        """Return the values of one field in all notes."""
        return [ValueRow(*row) for row in facts.ask(self._connection, "values", "value key", key)]

    def known_keys(self) -> list[str]:
        """Return the keys of all values: fields, and what else stands in front matter."""
        return [str(row[0]) for row in facts.ask(self._connection, "keys")]

    def texts(self) -> list[tuple[int, str]]:
        """Return what each note says in fields, entries and tasks, and the entries elsewhere that its person was in."""
        return [(int(note), str(text)) for note, text in facts.ask(self._connection, "texts")]

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

    # who is meant

    def resolve(self, target: str) -> tuple[int, ...]:
        """Return the notes that a link target finds: none, one, or several that are equally good."""
        key = target_key(target)
        found = facts.candidates(self._connection, key, folded(key))
        return tuple(note for note, rank in found if rank == found[0][1]) if found else ()

    def ranked(self, target: str) -> list[tuple[int, int]]:
        """Return every note that a link target finds with its rank; the lowest rank counts."""
        key = target_key(target)
        return [(int(note), int(rank)) for note, rank in facts.candidates(self._connection, key, folded(key))]

    @cached_property
    def _name_keys(self) -> list[tuple[str, int, int]]:
        return [(str(key), int(note), int(rank)) for key, note, rank in facts.ask(self._connection, "names")]

    def who(self, words: str) -> tuple[NoteRow, ...]:
        """Return the people that words on the command line can mean: as a link, by given or family name, by a part."""
        return self.exactly(words) or tuple(sorted(self._by_part(words), key=lambda note: note.path))

    def exactly(self, words: str) -> tuple[NoteRow, ...]:
        """Return the people that words find as a link would, or by given or family name; no parts."""
        written = [note for note in self.notes.values() if note.kind == "person" and words in (note.path, note.slug)]
        if written:
            return tuple(written)
        found = [self.notes[note] for note in self.resolve(_bare(words)) if self.notes[note].kind == "person"]
        return tuple(sorted(found or self._by_given(words), key=lambda note: note.path))

    def _by_given(self, words: str) -> list[NoteRow]:
        key = folded(words)
        stated = {
            row.note for name in ("given", "family", "call") for row in self.values(name) if folded(row.text) == key
        }
        return [
            note
            for note in self.notes.values()
            if note.kind == "person"
            and (note.id in stated or key in map(folded, (*note.name.split(), *note.reading.split())))
        ]

    def _by_part(self, words: str) -> list[NoteRow]:
        key = folded(words)
        hits = {note for name, note, _ in self._name_keys if key and key in name}
        return [self.notes[note] for note in hits if self.notes[note].kind == "person"]

    def person(self, note: int) -> NoteRow:
        """Return a note by its number."""
        return self.notes[note]

    # history

    def contacts_of(self, person: int) -> list[Contact]:
        """Return a person's part in every entry, newest first, counted or not."""
        rows = facts.ask(self._connection, "took", "took by", person)
        return [Contact(row[0], row[1], row[2], bool(row[3]), row[4], bool(row[5]), *row[6:]) for row in rows]

    @cached_property
    def last_contacts(self) -> dict[int, Last]:
        """The last contact of each person; a stated one where it is newer than every dated line."""
        last = self._lines("last")
        for row in self.values("last_contact"):
            known = last.get(row.note)
            whole = len(row.value) == 10 and row.value <= self.today.isoformat()
            if whole and (known is None or row.value > known.day) and self.notes[row.note].kind == "person":
                last[row.note] = Last(row.value, "stated", row.path, row.line)
        last.pop(self.me, None)
        return last

    @cached_property
    def last_exchanges(self) -> dict[int, Last]:
        """The last contact of each person in which both sides had a part."""
        return self._lines("last exchange")

    def _lines(self, question: str) -> dict[int, Last]:
        rows = facts.ask(self._connection, question)
        return {row[0]: Last(row[2], row[3], row[4], row[5]) for row in rows}

    @cached_property
    def first_meetings(self) -> dict[int, Last]:
        """The first contact in person with each person."""
        return self._lines("first meeting")

    @cached_property
    def contact_counts(self) -> dict[int, int]:
        """How many distinct days of contact there are with each person."""
        return dict(facts.ask(self._connection, "counts"))

    def tally(self) -> list[tuple[int, str, str, int]]:
        """Return how many entries of each kind, and of what was given, each person took part in."""
        return [(int(who), kind, what, int(many)) for who, kind, what, many in facts.ask(self._connection, "tally")]

    def company_of(self, person: int) -> dict[int, list[int]]:
        """Return the people who took part in each entry in which a person did."""
        found: dict[int, list[int]] = {}
        for entry, each in facts.ask(self._connection, "company", "with", person):
            found.setdefault(entry, []).append(each)
        return found

    def mentions_of(self, person: int) -> list[Mention]:
        """Return the lines that name a person without being a contact with them."""
        return [_mention(row) for row in facts.ask(self._connection, "mentions", "mention of", person)]

    def meetings(self, first: str, last: str) -> list[EntryRow]:
        """Return the meetings from one ISO day to another, both included, held or not."""
        return [EntryRow(*row) for row in facts.ask(self._connection, "entries", "meeting", first, last)]

    def contacts_after(self, day: str) -> list[EntryRow]:
        """Return the entries after a day that would count as a contact."""
        return [EntryRow(*row) for row in facts.ask(self._connection, "entries", "contact after", day)]

    # tasks, links, findings

    @cached_property
    def tasks(self) -> list[TaskRow]:
        """Every task, with whose it is and whom it concerns."""
        owners: dict[int, list[int]] = {}
        linked: dict[int, list[int]] = {}
        for task, role, note in facts.ask(self._connection, "task links"):
            side = owners if role == "owner" else linked
            if note not in side.setdefault(task, []):
                side[task].append(note)
        attendees = self.attendees
        return [
            _task(row, owners.get(row[0], []), linked.get(row[0], []), attendees.get(row[1], []), self)
            for row in facts.ask(self._connection, "tasks")
        ]

    @cached_property
    def attendees(self) -> dict[int, list[int]]:
        """The people, without me, that each meeting names as attendees."""
        found: dict[int, list[int]] = {}
        for meeting, person in facts.ask(self._connection, "attendees"):
            if person != self.me:
                found.setdefault(meeting, []).append(person)
        return found

    @cached_property
    def links(self) -> list[LinkRow]:
        """Every link, with what it finds."""
        return [LinkRow(*row) for row in facts.ask(self._connection, "links")]

    def links_of(self, note: int) -> list[LinkRow]:
        """Return the links that one note holds."""
        return [LinkRow(*row) for row in facts.ask(self._connection, "links", "link of", note)]

    @cached_property
    def names_by_slug(self) -> dict[str, str]:
        """The name of every note by its slug."""
        return {note.slug: note.name for note in self.notes.values()}

    @cached_property
    def loose_links(self) -> list[LinkRow]:
        """The links that find no note, or several that are equally good."""
        return [LinkRow(*row) for row in facts.ask(self._connection, "links", "loose")]

    def links_as(self, role: str) -> list[LinkRow]:
        """Return the links that play one part."""
        return [LinkRow(*row) for row in facts.ask(self._connection, "links", "with role", role)]

    def links_in(self, notes: Iterable[int]) -> list[tuple[int, int, str, int]]:
        """Return the links of notes that find one note each: the note, the line, the part played, what is found."""
        return facts_text.links_in(self._connection, notes)

    def links_to(self, note: int) -> list[tuple[int, int, str]]:
        """Return where a note is linked: the note, the line, the part it plays."""
        return facts_text.links_to(self._connection, note)

    def days_in(self, notes: Iterable[int]) -> dict[tuple[int, int], str]:
        """Return the days of the entries of notes by note and line; one without a year takes the latest that was."""
        today = self.today.isoformat()
        found: dict[tuple[int, int], str] = {}
        for note, line, day in facts_text.days_in(self._connection, notes):
            if day.startswith("--"):
                day = f"{today[:4] if day[2:] <= today[5:] else int(today[:4]) - 1}{day[1:]}"
            found.setdefault((note, line), day)
        return found

    def findings(self, name: str) -> list[Diagnostic]:
        """Return what reading found under the name of a rule."""
        return [Diagnostic(*row) for row in facts.ask(self._connection, "diagnostics", "diagnostic named", name)]


def _bare(words: str) -> str:
    words = words.strip()
    return words[2:-2].partition("|")[0].partition("#")[0] if words.startswith("[[") and words.endswith("]]") else words


def _mention(row: tuple[Any, ...]) -> Mention:
    return Mention(row[0], row[1], row[2] or row[7], row[8] or "", row[3], row[4], row[6] is not None)


def _task(row: tuple[Any, ...], owners: list[int], linked: list[int], attendees: list[int], vault: Vault) -> TaskRow:
    number, note, sort, owner, text, due, due_last, done, done_day, own, path, line = row
    people = [person for person in (*([note] if own else []), *owners, *linked) if vault.notes[person].kind == "person"]
    if owner == "them":
        owners = [note] if own else linked[:1] or attendees
        people = people or attendees
    people = [person for person in dict.fromkeys(people) if person != vault.me]
    who = (0,) if owner == "me" else tuple(0 if person == vault.me else person for person in owners)
    return TaskRow(number, note, sort, owner, text, due, due_last, bool(done), done_day, path, line, who, tuple(people))


def build(
    sources: Iterable[Source],
    config: Config,
    today: date,
    found: Iterable[Diagnostic] = (),
    *,
    indexed: bool = False,
) -> Vault:
    """Read sources into a vault in memory; `indexed` keeps the words of its text in tables too."""
    reader = Reader(config)
    connection = facts.create()
    sources = list(sources)
    facts.fill(connection, ((source, reader.read(source)) for source in sources), found)
    return Vault(connection, config, today, Text(connection, lambda paths: iter(sources), indexed=indexed))
