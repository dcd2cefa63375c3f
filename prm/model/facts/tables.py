"""The tables that notes become. Every row follows from one file alone, but for what links find and what is counted."""

from __future__ import annotations

import sqlite3

ROOM = 1 << 24
"""How far apart the numbers of two notes are when tables are filled: room for a note's rows, and for files between."""

# A note's number rises with its path, and each of its rows takes a number of its own from the note's number on: rows
# of one note lie together, and the order of numbers is the order of paths and lines, however the tables came to be.
SCHEMA = """
CREATE TABLE note (
    id INTEGER PRIMARY KEY, path TEXT, slug TEXT, kind TEXT, name TEXT, reading TEXT, day TEXT,
    hidden INTEGER, status TEXT, circle TEXT, cadence TEXT, snooze TEXT, snooze_why TEXT, birthday TEXT, met_day TEXT,
    sort TEXT, span INTEGER);
CREATE TABLE about (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE private (id INTEGER PRIMARY KEY);
CREATE TABLE name (id INTEGER PRIMARY KEY, key TEXT, note INTEGER, rank INTEGER);
CREATE TABLE value (
    id INTEGER PRIMARY KEY, note INTEGER, key TEXT, label TEXT, text TEXT, value TEXT, since TEXT, until TEXT,
    extra TEXT, line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, note INTEGER, day TEXT, kind TEXT, what TEXT, text TEXT, own INTEGER, contact INTEGER,
    why TEXT, minutes INTEGER, received TEXT, line INTEGER, col INTEGER);
CREATE TABLE task (
    id INTEGER PRIMARY KEY, note INTEGER, sort TEXT, owner TEXT, text TEXT, due TEXT, due_last TEXT,
    done INTEGER, done_day TEXT, own INTEGER, line INTEGER, col INTEGER);
CREATE TABLE link (
    id INTEGER PRIMARY KEY, note INTEGER, entry INTEGER, task INTEGER, role TEXT, key INTEGER, why TEXT, text TEXT,
    line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER);
CREATE TABLE diagnostic (
    id INTEGER PRIMARY KEY, path TEXT, name TEXT, line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER,
    message TEXT);
CREATE TABLE listed (
    folder BLOB, path TEXT, name TEXT, line INTEGER, col INTEGER, end_line INTEGER, end_col INTEGER, message TEXT);
CREATE TABLE target (id INTEGER PRIMARY KEY, text TEXT, key TEXT, fold TEXT, note INTEGER, hits INTEGER);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE folder (path BLOB PRIMARY KEY, stats BLOB);
CREATE TABLE file (path BLOB PRIMARY KEY, note INTEGER, digest TEXT);
CREATE TABLE racy (path BLOB PRIMARY KEY);
CREATE TABLE stale (person INTEGER PRIMARY KEY);
CREATE VIEW took AS
    SELECT person, entry, max(weight) AS weight FROM (
        SELECT e.note AS person, e.id AS entry, 6 AS weight
        FROM entry e JOIN note n ON n.id = e.note AND n.kind = 'person' WHERE e.own = 1
        UNION ALL
        SELECT t.note, e.id, (e.note = t.note) * 4 + CASE l.role WHEN 'with' THEN 2 ELSE l.role = 'folder' END
        FROM link l JOIN target t ON t.id = l.key AND t.hits = 1 JOIN note n ON n.id = t.note AND n.kind = 'person'
        JOIN entry e ON e.id = l.entry WHERE l.role IN ('with', 'seen', 'folder'))
    GROUP BY person, entry;
CREATE VIEW resolved AS SELECT id AS key, note, hits FROM target;
CREATE TABLE recent (
    person INTEGER PRIMARY KEY, contacts INTEGER, day TEXT, kind TEXT, path TEXT, line INTEGER,
    exchange_day TEXT, exchange_kind TEXT, exchange_path TEXT, exchange_line INTEGER,
    first_day TEXT, first_kind TEXT, first_path TEXT, first_line INTEGER,
    days TEXT, gap INTEGER, drift TEXT, asleep TEXT, unanswered INTEGER, months INTEGER);
"""
INDEXES = """
CREATE INDEX note_kind ON note (kind, sort, path, status);
CREATE INDEX name_key ON name (key, note, rank);
CREATE INDEX entry_learned ON entry (kind) WHERE kind IN ('learned', 'note');
CREATE INDEX value_key ON value (key);
CREATE INDEX link_key ON link (key);
CREATE INDEX link_entry ON link (entry) WHERE entry IS NOT NULL;
CREATE INDEX diagnostic_name ON diagnostic (name);
CREATE UNIQUE INDEX target_text ON target (text);
CREATE INDEX target_key ON target (key);
CREATE INDEX target_fold ON target (fold);
CREATE INDEX target_note ON target (note);
"""
GIVEN = 99
"""The rank of a given or family name: it finds a person on the command line, and is no name a link may use."""
_RESOLVE = f"""
UPDATE target SET (note, hits) = (
    SELECT min(note), count(DISTINCT note) FROM name
    WHERE name.key IN (target.key, target.fold) AND rank < {GIVEN} AND rank = (
        SELECT min(rank) FROM name WHERE name.key IN (target.key, target.fold)))
WHERE hits IS NULL"""
OWNED = ("about", "private", "name", "value", "entry", "task", "link", "diagnostic")
"""The tables whose rows belong to a note by their numbers."""


def create(path: str = ":memory:") -> sqlite3.Connection:
    """Return a connection to empty tables, in memory or in a new file."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for statement in SCHEMA.split(";\n"):
        connection.execute(statement)
    return connection


def finish(connection: sqlite3.Connection) -> None:
    """Make the indexes, once the tables are full: that is faster than to keep them while they fill."""
    for statement in INDEXES.split(";\n"):
        connection.execute(statement)
    resolve(connection)


def resolve(connection: sqlite3.Connection) -> None:
    """Find out what the targets find of which that is not known: one note, or several that are equally good."""
    connection.execute(_RESOLVE)
