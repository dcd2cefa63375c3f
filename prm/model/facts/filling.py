"""From notes to rows, and rows into the tables: added, taken out, and what their links find."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from prm.model import facts_text
from prm.model.facts.tables import GIVEN
from prm.model.facts.tables import OWNED
from prm.model.facts.tables import resolve
from prm.model.names import TIERS
from prm.model.names import folded
from prm.model.names import slug
from prm.model.names import target_key
from prm.model.privacy import holds_private

if TYPE_CHECKING:
    from prm.model.facts.memory import Memory
    from prm.model.notes import Note
    from prm.text.diagnostics import Diagnostic
    from prm.text.source import Source

Row = tuple[Any, ...]

_RANKS = {tier: rank * 2 for rank, tier in enumerate(TIERS)}
_SINGLE = ("status", "circle", "cadence", "snooze", "birthday", "met")
_NAMED = ("given", "family", "call")


class Rows(NamedTuple):
    """The rows of some notes, table by table; a link's row still holds its target as written."""

    note: list[Row]
    about: list[Row]
    private: list[Row]
    name: list[Row]
    value: list[Row]
    entry: list[Row]
    task: list[Row]
    link: list[Row]
    diagnostic: list[Row]


def no_rows() -> Rows:
    """Return room for rows."""
    return Rows([], [], [], [], [], [], [], [], [])


def collect(rows: Rows, number: int, source: Source, note: Note) -> None:
    """Add the rows of one note, whose number it is."""
    starts = source.line_starts
    names = _names(note)
    rows.name.extend([(at, key, number, rank) for at, (key, rank) in enumerate(names, number)])
    rows.value.extend(
        [(at, number, *value[:7], *_span(starts, value[7], value[8])) for at, value in enumerate(note.values, number)]
    )
    rows.entry.extend(
        [(at, number, *entry[:9], *_place(starts, entry[9])) for at, entry in enumerate(note.entries, number)]
    )
    rows.task.extend([(at, number, *task[:8], *_place(starts, task[8])) for at, task in enumerate(note.tasks, number)])
    rows.link.extend([_link(source, number, at, *link) for at, link in enumerate(note.links, number)])
    rows.diagnostic.extend(
        [
            (at, note.path, found.rule, *_span(starts, found.start, found.end), found.message)
            for at, found in enumerate(note.problems, number)
        ]
    )
    most = max(map(len, (names, note.values, note.entries, note.tasks, note.links, note.problems)))
    rows.note.append(_note(number, note, most + 1))
    if note.about:
        rows.about.append((number, note.about))
    if holds_private(source, note):
        rows.private.append((number,))


def _note(number: int, note: Note, span: int) -> Row:
    first: dict[tuple[str, str], Row] = {}
    for value in note.values:
        if value[0] in _SINGLE:
            first.setdefault(value[:2], value)
    none = ("",) * 9
    snooze = first.get(("snooze", ""), none)
    return (
        number, note.path, slug(note.path), note.kind, note.name, note.reading, note.day, int(note.hidden),
        first.get(("status", ""), none)[2].casefold(), first.get(("circle", ""), none)[2],
        first.get(("cadence", ""), none)[3], snooze[3], snooze[6], first.get(("birthday", ""), none)[3],
        first.get(("met", "date"), none)[3], folded(note.reading or note.name) if note.kind == "person" else "", span,
    )  # fmt: skip


def _names(note: Note) -> list[tuple[str, int]]:
    """Return the keys that find a note, with their ranks; people also by the parts of their names."""
    other = 0 if note.kind == "person" else 1
    keys = [(f"~{key}" if tier == "folded" else key, _RANKS[tier] + other) for tier, key in note.names]
    if note.kind == "person":
        parts = {*note.name.split(), *note.reading.split()}
        parts.update([value[2] for value in note.values if value[0] in _NAMED])
        keys += [(f"^{key}", GIVEN) for key in sorted(map(folded, parts)) if key]
    return keys


def _place(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _span(starts: list[int], start: int, end: int) -> tuple[int, int, int, int]:
    line = bisect_right(starts, start)
    begin = starts[line - 1]
    if line == len(starts) or end < starts[line]:
        return line, start - begin + 1, line, end - begin + 1
    return (line, start - begin + 1, *_place(starts, end))


def _link(
    source: Source, number: int, row: int, role: str, target: str, start: int, end: int, entry: int, task: int, why: str
) -> Row:
    starts = source.line_starts
    span = _span(starts, start, end)
    text = ""
    if role == "mention" and entry < 0 and task < 0:
        line = span[0]
        stop = starts[line] if line < len(starts) else len(source.text)
        text = source.text[starts[line - 1] : stop].strip().lstrip("-*+・●○#> ")[:300]
    belongs = (number + entry if entry >= 0 else None, number + task if task >= 0 else None)
    return (row, number, *belongs, role, target, why, text, *span)


_INSERTS = {
    "note": 17, "about": 2, "private": 1, "name": 4, "value": 13, "entry": 13, "task": 12, "link": 12, "diagnostic": 8,
}  # fmt: skip


class Targets(dict[str, int]):
    """The number of every link target that was met; a new one gets the next, and is not in the table yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection
        self._next = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM target").fetchone()[0]
        self._is_empty = self._next == 1
        self.has_new = False
        self._new: list[Row] = []

    def __missing__(self, text: str) -> int:
        known = None
        if not self._is_empty:
            known = self._connection.execute("SELECT id FROM target WHERE text = ?", (text,)).fetchone()
        if known is None:
            known, self.has_new = (self._next,), True
            self._next += 1
            key = target_key(text)
            self._new.append((known[0], text, key, "~" + folded(key)))
        self[text] = number = int(known[0])
        return number

    def add(self) -> None:
        """Add the new ones to the table; what they find is not known yet."""
        self._connection.executemany("INSERT INTO target (id, text, key, fold) VALUES (?,?,?,?)", self._new)
        self._new = []


_KEPT = ("aliases", "last_contact", "next_contact")


def without_text(rows: Rows) -> Rows:
    """Return rows without what a note says: names, kinds and days, and who took part."""
    none = ("", "")
    return rows._replace(
        about=[],
        value=[row for row in rows.value if row[2] in _KEPT],
        entry=[(*row[:4], *none, *row[6:8], "", *row[9:10], "", *row[11:]) for row in rows.entry],
        task=[],
        link=[(*row[:6], *none, *row[8:]) for row in rows.link if row[4] in ("with", "seen", "folder")],
        diagnostic=[],
    )


def insert(connection: sqlite3.Connection, rows: Rows, targets: Targets) -> None:
    """Add rows to the tables."""
    link = [(*row[:5], targets[row[5]], *row[6:]) for row in rows.link]
    targets.add()
    for table, found in zip(_INSERTS, rows._replace(link=link), strict=True):
        if found:
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * _INSERTS[table])})", found)


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Take a note's rows out of the tables."""
    for (span,) in connection.execute("SELECT span FROM note WHERE id = ?", (number,)).fetchall():
        for table in OWNED:
            connection.execute(f"DELETE FROM {table} WHERE id >= ? AND id < ?", (number, number + span))
    connection.execute("DELETE FROM note WHERE id = ?", (number,))


def replace(connection: sqlite3.Connection, gone: list[int], come: Rows, memory: Memory | None = None) -> None:
    """Take notes out and put rows in; what other notes' links find, and who is to be counted anew, follows.

    A memory of what was asked is told what is otherwise now.
    """
    new = [row[0] for row in come.note]
    was = memory.rows_of(gone) if memory else {}
    before, stale = _names_of(connection, gone), _people_in(connection, gone)
    for number in gone:
        remove(connection, number)
    if facts_text.is_there(connection):
        facts_text.forget(connection, gone)
    targets = Targets(connection)
    insert(connection, come, targets)
    changed = {(name[0],) for name in before ^ _names_of(connection, new)}
    stale |= {*gone, *new, *_loosen(connection, changed)}
    resolve(connection)
    stale |= _people_in(connection, new) | _finding(connection, changed)
    connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(person,) for person in stale])
    if memory:
        memory.changed(was, new, targets=bool(changed) or targets.has_new)


def _names_of(connection: sqlite3.Connection, notes: list[int]) -> set[Row]:
    found: set[Row] = set()
    for number in notes:
        found.update(
            connection.execute(
                "SELECT key, note, rank FROM name WHERE id >= :note"
                " AND id < :note + (SELECT span FROM note WHERE id = :note)",
                {"note": number},
            )
        )
    return found


def _people_in(connection: sqlite3.Connection, notes: list[int]) -> set[int]:
    """Return the notes that some notes link as those who took part."""
    found: set[int] = set()
    for number in notes:
        rows = connection.execute(
            "SELECT t.note FROM link l JOIN target t ON t.id = l.key AND t.hits = 1 WHERE l.entry IS NOT NULL"
            " AND l.id >= :note AND l.id < :note + (SELECT span FROM note WHERE id = :note)",
            {"note": number},
        )
        found.update(note for (note,) in rows)
    return found


def _finding(connection: sqlite3.Connection, keys: set[tuple[str]]) -> set[int]:
    """Return what the targets find that names of these keys bear on."""
    found: set[int] = set()
    for key in keys:
        for column in ("key", "fold"):
            rows = connection.execute(f"SELECT note FROM target WHERE {column} = ? AND note IS NOT NULL", key)
            found.update(note for (note,) in rows)
    return found


def _loosen(connection: sqlite3.Connection, keys: set[tuple[str]]) -> set[int]:
    """Forget what those targets find, and return what they found."""
    found = _finding(connection, keys)
    for column in ("key", "fold"):
        connection.executemany(f"UPDATE target SET note = NULL, hits = NULL WHERE {column} = ?", keys)
    return found


def list_findings(connection: sqlite3.Connection, found: Iterable[Diagnostic], folder: bytes = b"") -> None:
    """Add findings about files that could not be read as notes."""
    connection.executemany(
        "INSERT INTO listed VALUES (?,?,?,?,?,?,?,?)",
        [(folder, each[0], each.name, *each[1:5], each.message) for each in found],
    )


def fill(connection: sqlite3.Connection, notes: Iterable[tuple[int, Source, Note]], at_once: int = 200) -> None:
    """Add what numbered notes say, in the order of their numbers."""
    targets = Targets(connection)
    rows = no_rows()
    for number, source, note in notes:
        collect(rows, number, source, note)
        if len(rows.note) >= at_once:
            insert(connection, rows, targets)
            rows = no_rows()
    insert(connection, rows, targets)
