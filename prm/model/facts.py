"""The tables that notes become, and every line of SQL there is; given an open connection, pure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from prm.model.names import TIERS
from prm.model.names import folded
from prm.model.names import slug
from prm.model.names import target_key
from prm.model.notes import Note
from prm.text.diagnostics import Diagnostic
from prm.text.source import Source

_SCHEMA = """
CREATE TABLE note (
    id INTEGER PRIMARY KEY, path TEXT, slug TEXT, kind TEXT, name TEXT, reading TEXT, day TEXT, about TEXT,
    hidden INTEGER, status TEXT, circle TEXT, cadence TEXT, snooze TEXT, snooze_why TEXT, birthday TEXT, met_day TEXT);
CREATE TABLE name (key TEXT, note INTEGER, rank INTEGER);
CREATE TABLE value (
    note INTEGER, key TEXT, label TEXT, text TEXT, value TEXT, since TEXT, until TEXT, extra TEXT,
    line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, note INTEGER, day TEXT, kind TEXT, what TEXT, text TEXT, own INTEGER, contact INTEGER,
    why TEXT, minutes INTEGER, received TEXT, line INTEGER);
CREATE TABLE task (
    id INTEGER PRIMARY KEY, note INTEGER, sort TEXT, owner TEXT, text TEXT, due TEXT, due_last TEXT,
    done INTEGER, done_day TEXT, own INTEGER, line INTEGER);
CREATE TABLE link (
    note INTEGER, entry INTEGER, task INTEGER, role TEXT, target TEXT, key TEXT, fold TEXT, why TEXT, text TEXT,
    line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER);
CREATE TABLE diagnostic (
    path TEXT, name TEXT, line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER, message TEXT);
"""
_INDEXES = """
CREATE INDEX name_key ON name (key);
CREATE INDEX value_note ON value (note, key);
CREATE INDEX value_key ON value (key, note);
CREATE INDEX entry_note ON entry (note);
CREATE INDEX link_key ON link (key);
CREATE INDEX link_entry ON link (entry);
CREATE INDEX link_task ON link (task);
CREATE INDEX task_note ON task (note);
"""
_RESOLVED = """
CREATE TEMP TABLE resolved AS
WITH target AS (SELECT DISTINCT key, fold FROM link),
     hit AS (SELECT t.key AS key, n.note AS note, n.rank AS rank FROM target t JOIN name n ON n.key = t.key
             UNION SELECT t.key, n.note, n.rank FROM target t JOIN name n ON n.key = t.fold),
     best AS (SELECT key, min(rank) AS rank FROM hit GROUP BY key)
SELECT hit.key AS key, min(hit.note) AS note, count(DISTINCT hit.note) AS hits
FROM hit JOIN best ON hit.key = best.key AND hit.rank = best.rank GROUP BY hit.key;
CREATE INDEX temp.resolved_key ON resolved (key);
CREATE INDEX temp.resolved_note ON resolved (note);
"""
_DAY = """
CASE WHEN substr(e.day, 1, 2) <> '--' THEN e.day
     WHEN substr(e.day, 3) <= substr(:today, 6) THEN substr(:today, 1, 4) || substr(e.day, 2)
     ELSE printf('%04d', CAST(substr(:today, 1, 4) AS INTEGER) - 1) || substr(e.day, 2) END"""
_TOOK = f"""
CREATE TEMP TABLE took AS
SELECT s.person, s.entry, max(s.own) AS own, s.role, s.day, s.line, s.path, s.kind,
       s.contact AND s.day <= :today AND s.role <> 'seen' AS counts
FROM (SELECT e.note AS person, e.id AS entry, 1 AS own, 'with' AS role, {_DAY} AS day,
             e.line AS line, n.path AS path, e.kind AS kind, e.contact AS contact
      FROM entry e JOIN note n ON n.id = e.note WHERE e.own = 1
      UNION ALL
      SELECT r.note, e.id, e.note = r.note, l.role, {_DAY}, e.line, n.path, e.kind, e.contact
      FROM link l JOIN resolved r ON r.key = l.key AND r.hits = 1
      JOIN entry e ON e.id = l.entry JOIN note n ON n.id = e.note
      WHERE l.role IN ('with', 'seen', 'folder')) s
JOIN note p ON p.id = s.person AND p.kind = 'person' WHERE p.id <> :me
GROUP BY s.person, s.entry
"""


def create() -> sqlite3.Connection:
    """Return a connection to empty tables in memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.executescript(_SCHEMA)
    return connection


def _first(note: Note, key: str, label: str = "") -> tuple[str, str, str]:
    for value in note.values:
        if value.key == key and value.label == label:
            return value.text, value.value, value.extra
    return "", "", ""


def fill(connection: sqlite3.Connection, notes: Iterable[tuple[Source, Note]], found: Iterable[Diagnostic]) -> None:
    """Add what the notes say; `found` are findings about files that could not be read as notes."""
    connection.execute("BEGIN")
    entry = task = 0
    for number, (source, note) in enumerate(notes, 1):
        _add_note(connection, number, note)
        place = source.place
        connection.executemany(
            "INSERT INTO value VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [(number, *value[:7], *place(value.start), *place(value.end)) for value in note.values],
        )
        connection.executemany(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [(entry + at, number, *found_[:9], source.line(found_.start)) for at, found_ in enumerate(note.entries)],
        )
        connection.executemany(
            "INSERT INTO task VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [(task + at, number, *found_[:8], source.line(found_.start)) for at, found_ in enumerate(note.tasks)],
        )
        connection.executemany(
            "INSERT INTO link VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", _links(source, note, number, entry, task)
        )
        connection.executemany(
            "INSERT INTO diagnostic VALUES (?,?,?,?,?,?,?)",
            [
                (note.path, problem.rule, *place(problem.start), *place(problem.end), problem.message)
                for problem in note.problems
            ],
        )
        entry += len(note.entries)
        task += len(note.tasks)
    connection.executemany(
        "INSERT INTO diagnostic VALUES (?,?,?,?,?,?,?)",
        [
            (each.path, each.name, each.line, each.column, each.end_line, each.end_column, each.message)
            for each in found
        ],
    )
    connection.execute("COMMIT")
    connection.executescript(_INDEXES)


def _add_note(connection: sqlite3.Connection, number: int, note: Note) -> None:
    snooze = _first(note, "snooze")
    connection.execute(
        "INSERT INTO note VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (number, note.path, slug(note.path), note.kind, note.name, note.reading, note.day, note.about, note.hidden,
         _first(note, "status")[0].casefold(), _first(note, "circle")[0], _first(note, "cadence")[1],
         snooze[1], snooze[2], _first(note, "birthday")[1], _first(note, "met", "date")[1]),
    )  # fmt: skip
    other = 0 if note.kind == "person" else 1
    connection.executemany(
        "INSERT INTO name VALUES (?,?,?)",
        [(f"~{key}" if tier == "folded" else key, number, TIERS.index(tier) * 2 + other) for tier, key in note.names],
    )


def _links(source: Source, note: Note, number: int, entry: int, task: int) -> Iterator[tuple[Any, ...]]:
    for link in note.links:
        line, column = source.place(link.start)
        text = ""
        if link.role == "mention" and link.entry < 0 and link.task < 0:
            start = source.line_starts[line - 1]
            stop = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
            text = source.text[start:stop].strip().lstrip("-*+・●○#> ")[:300]
        key = target_key(link.target)
        belongs = (entry + link.entry if link.entry >= 0 else None, task + link.task if link.task >= 0 else None)
        words = (link.role, link.target, key, "~" + folded(key), link.why, text)
        yield (number, *belongs, *words, line, column, *source.place(link.end))


def candidates(connection: sqlite3.Connection, key: str, fold: str) -> list[tuple[int, int]]:
    """Return notes and ranks that a name finds, best rank first."""
    found = "SELECT note, min(rank) FROM name WHERE key = ? OR key = ? GROUP BY note ORDER BY min(rank), note"
    return connection.execute(found, (key, "~" + fold)).fetchall()


def take_part(connection: sqlite3.Connection, today: str, me: int) -> None:
    """Make the table that depends on the day: who took part in what, without me."""
    connection.execute(_TOOK.replace(":today", f"'{today}'").replace(":me", str(int(me))))
    connection.execute("CREATE INDEX temp.took_person ON took (person)")
    connection.execute("CREATE INDEX temp.took_entry ON took (entry)")


def resolve_links(connection: sqlite3.Connection) -> None:
    """Make the table of what every link target finds: one note, or several that are equally good."""
    connection.executescript(_RESOLVED)


QUERIES = {
    "notes": """
        SELECT id, path, slug, kind, name, reading, day, about, hidden, status, circle, cadence, snooze, snooze_why,
               birthday, met_day FROM note""",
    "values": """
        SELECT v.note, v.key, v.label, v.text, v.value, v.since, v.until, v.extra, n.path, v.line, v.col,
               v.end_line, v.end_col FROM value v JOIN note n ON n.id = v.note""",
    "last": """
        SELECT person, max(day || own || printf('%09d', line)), day, kind, path, line
        FROM took WHERE counts GROUP BY person""",
    "last exchange": """
        SELECT person, max(day || own || printf('%09d', line)), day, kind, path, line
        FROM took WHERE counts AND kind <> 'wrote' GROUP BY person""",
    "first meeting": """
        SELECT person, min(day || printf('%09d', line)), day, kind, path, line FROM took
        WHERE counts AND kind IN ('meet', 'coffee', 'meal', 'drink', 'visit', 'event') GROUP BY person""",
    "counts": "SELECT person, count(DISTINCT day) FROM took WHERE counts GROUP BY person",
    "took": """
        SELECT t.person, t.entry, t.day, t.counts, t.role, t.own, e.kind, e.what, e.text, e.why, e.minutes,
               e.received, t.path, e.line FROM took t JOIN entry e ON e.id = t.entry""",
    "company": "SELECT entry, person FROM took WHERE role <> 'seen'",
    "mentions": """
        SELECT r.note, l.why, l.text, n.path, l.line, l.entry, l.task, coalesce(e.text, t.text, ''),
               coalesce(e.day, n.day), l.col
        FROM link l JOIN resolved r ON r.key = l.key AND r.hits = 1 JOIN note n ON n.id = l.note
        LEFT JOIN entry e ON e.id = l.entry LEFT JOIN task t ON t.id = l.task WHERE l.role = 'mention'""",
    "tasks": """
        SELECT t.id, t.note, t.sort, t.owner, t.text, t.due, t.due_last, t.done, t.done_day, t.own, n.path, t.line
        FROM task t JOIN note n ON n.id = t.note""",
    "task links": """
        SELECT l.task, l.role, r.note FROM link l JOIN resolved r ON r.key = l.key AND r.hits = 1
        WHERE l.task IS NOT NULL""",
    "links": """
        SELECT l.note, l.role, l.target, l.key, l.why, n.path, n.kind, l.line, l.col, l.end_line, l.end_col, r.note,
               coalesce(r.hits, 0), l.entry
        FROM link l JOIN note n ON n.id = l.note LEFT JOIN resolved r ON r.key = l.key""",
    "attendees": """
        SELECT l.note, r.note FROM link l JOIN note n ON n.id = l.note JOIN resolved r ON r.key = l.key AND r.hits = 1
        JOIN note p ON p.id = r.note AND p.kind = 'person'
        WHERE n.kind = 'meeting' AND l.role IN ('with', 'seen') GROUP BY l.note, r.note ORDER BY min(l.rowid)""",
    "diagnostics": "SELECT path, line, col, end_line, end_col, name, message FROM diagnostic",
    "names": "SELECT key, note, rank FROM name",
    "entries": """
        SELECT e.id, e.note, e.day, e.kind, e.what, e.text, e.own, e.contact, e.why, n.path, e.line, n.kind
        FROM entry e JOIN note n ON n.id = e.note""",
    "keys": "SELECT DISTINCT key FROM value",
    "tally": """
        SELECT t.person, e.kind, e.what, count(*) FROM took t JOIN entry e ON e.id = t.entry
        WHERE t.counts OR e.why = e.kind GROUP BY t.person, e.kind, e.what""",
    "texts": """
        SELECT id, name || ' ' || reading || ' ' || about FROM note
        UNION ALL SELECT note, text || ' ' || extra FROM value
        UNION ALL SELECT note, kind || ' ' || what || ' ' || text FROM entry
        UNION ALL SELECT note, text FROM task
        UNION ALL SELECT t.person, e.kind || ' ' || e.what || ' ' || e.text
        FROM took t JOIN entry e ON e.id = t.entry AND e.note <> t.person""",
}
"""Every question that the vault asks, by name."""

CONDITIONS = {
    "": "",
    "with": "AND entry IN (SELECT entry FROM took WHERE person = ?)",
    "meeting": "WHERE n.kind = 'meeting' AND e.day BETWEEN ? AND ? ORDER BY e.day, n.path",
    "link of": "WHERE l.note = ? ORDER BY l.line, l.col",
    "value of": "WHERE v.note = ? ORDER BY v.rowid",
    "value key": "WHERE v.key = ? ORDER BY v.rowid",
    "took by": "WHERE t.person = ? ORDER BY t.day DESC, t.own DESC, e.line DESC, t.path",
    "mention of": "AND r.note = ? ORDER BY n.path, l.line, l.col",
    "diagnostic named": "WHERE name = ? ORDER BY path, line, col",
    "loose": "WHERE coalesce(r.hits, 0) <> 1",
    "with role": "WHERE l.role = ?",
    "contact after": "WHERE e.contact AND e.day > ?",
}
"""What a question may be narrowed to, by name."""


def ask(
    connection: sqlite3.Connection, question: str, condition: str = "", *arguments: object
) -> list[tuple[Any, ...]]:
    """Return the rows of one of QUERIES, narrowed by one of CONDITIONS."""
    return connection.execute(f"{QUERIES[question]} {CONDITIONS[condition]}", arguments).fetchall()
