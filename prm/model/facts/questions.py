"""The questions that the vault asks of the tables, by name, and what they may be narrowed to."""

from __future__ import annotations

import sqlite3
from typing import Any

from prm.model.facts.tables import GIVEN
from prm.model.facts.ties import OF_NOTES
from prm.model.facts.ties import TIES
from prm.model.facts.ties import VALUE


class Damaged(Exception):
    """The tables cannot be read: the file at `path` that they lie in was damaged; "" where they lie in memory."""

    def __init__(self, why: str, path: str = "") -> None:
        super().__init__(why)
        self.path = path


DAY = """
CASE WHEN substr(e.day, 1, 2) <> '--' THEN e.day
     WHEN substr(e.day, 3) <= substr(:today, 6) THEN substr(:today, 1, 4) || substr(e.day, 2)
     ELSE printf('%04d', CAST(substr(:today, 1, 4) AS INTEGER) - 1) || substr(e.day, 2) END"""
TOOK_PART = "('with', 'seen', 'folder')"
"""The roles of links whose people took part in an entry."""

_NOTE = """
SELECT id, path, slug, kind, name, reading, day, hidden, status, circle, cadence, snooze, snooze_why,
       birthday, met_day, sort FROM note"""
# What the view `took` says of everybody: the part of one person in every entry, their own and those that link them. A
# link counts as what it says most: that they took part, that the folder bears their name, that they were seen.
_PARTS = f"""
WITH part (entry, weight) AS (
    SELECT e.id, 6 FROM note p JOIN entry e ON e.id >= p.id AND e.id < p.id + p.span AND e.own = 1
    WHERE p.id = :person AND p.kind = 'person'
    UNION ALL
    SELECT l.entry, (e.note = :person) * 4 + CASE l.role WHEN 'with' THEN 2 ELSE l.role = 'folder' END
    FROM target t JOIN link l ON l.key = t.id JOIN entry e ON e.id = l.entry
    WHERE t.note = :person AND t.hits = 1 AND l.role IN {TOOK_PART}
      AND EXISTS (SELECT 1 FROM note WHERE id = :person AND kind = 'person')),
 took (entry, weight) AS (SELECT entry, max(weight) FROM part GROUP BY entry)"""
_TASK = """
SELECT t.id, t.note, t.sort, t.owner, t.text, t.due, t.due_last, t.done, t.done_day, t.own, n.path, t.line, t.col
FROM task t JOIN note n ON n.id = t.note"""
_LINK = """
SELECT l.note, l.role, g.text, g.key, l.why, n.path, n.kind, l.line, l.col, l.end_line, l.end_col, g.note, g.hits,
       l.entry
FROM link l JOIN target g ON g.id = l.key JOIN note n ON n.id = l.note"""
_ENTRY = """
SELECT e.id, e.note, e.day, e.kind, e.what, e.text, e.own, e.contact, e.why, n.path, e.line, n.kind, e.col
FROM entry e JOIN note n ON n.id = e.note"""
# What to look at first is said, CROSS JOIN, wherever SQLite would have to guess: it keeps no statistics here.
_LINKS_OF = """FROM note n CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span
    CROSS JOIN target t ON t.id = l.key AND t.hits = 1"""
# Entries of some sort, with the people whose page they stand in, or whom their head links.
_WITH_PEOPLE = f"""
        WITH said (id) AS ({{0}})
        SELECT n.id, {DAY} AS day, {{1}} FROM said s JOIN entry e ON e.id = s.id
        JOIN note n ON n.id = e.note AND n.kind = 'person' WHERE e.own = 1 AND {DAY} <= :today
        UNION
        SELECT p.id, {DAY}, {{1}} FROM said s CROSS JOIN entry e ON e.id = s.id
        CROSS JOIN note n ON n.id = e.note
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.entry = e.id AND l.role IN ('with', 'folder')
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1 CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        WHERE {DAY} <= :today"""
# Introductions that name somebody as one of their people, or anybody by words that are no link; 0 asks for all.
_MAY_NAME = """(:person = 0
            OR EXISTS (SELECT 1 FROM link m JOIN target f ON f.id = m.key
                       WHERE m.id >= n.id AND m.id < n.id + n.span AND m.role IN ('between', 'by') AND f.note = :person)
            OR EXISTS (SELECT 1 FROM value w WHERE w.id >= n.id AND w.id < n.id + n.span
                       AND w.key IN ('between', 'by') AND w.text NOT LIKE '[[%]]'))"""
AT_ONCE = 64
"""Of how many notes at once some questions are asked; 0 fills up."""
_SOME = f"({','.join('?' * AT_ONCE)})"
_SOME_PLACES = ",".join(["(?,?)"] * AT_ONCE)
_SOME_PASSAGES = ",".join(["(?,?,?)"] * AT_ONCE)
WORDS = 12
"""How many words a question about the text of entries takes."""

_TOOK = """
        SELECT s.note, s.id, s.day, s.kind, s.what, s.text, n.path, s.line FROM some s
        JOIN note n ON n.id = s.note AND n.kind = 'person' WHERE s.own = 1
        UNION
        SELECT t.note, s.id, s.day, s.kind, s.what, s.text, n.path, s.line
        FROM some s CROSS JOIN note n ON n.id = s.note
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.entry = s.id AND l.role = 'with'
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1
        CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        ORDER BY 3, 2, 1"""

QUERIES = {
    **TIES,
    "notes": f"{_NOTE} ORDER BY id",
    "notes in": f"{_NOTE} WHERE id IN {_SOME} ORDER BY id",
    "note": f"{_NOTE} WHERE id = ?",
    "people": f"{_NOTE} WHERE kind = 'person' AND id <> ? ORDER BY sort, path",
    # The sign keeps SQLite from going through all people for the few of a name.
    "people at": f"""{_NOTE} WHERE id IN (SELECT note FROM name WHERE key = :key)
        AND +kind = 'person' AND (path = :path OR slug = :path) ORDER BY id""",
    "people called": f"""{_NOTE} WHERE +kind = 'person'
        AND id IN (SELECT note FROM name WHERE key = ? AND rank = {GIVEN}) ORDER BY path""",
    "people named": """
        SELECT k.note FROM name k JOIN note n ON n.id = k.note AND n.kind = 'person' WHERE k.key = ? AND k.note <> ?""",
    "people like": f"""{_NOTE} WHERE kind = 'person'
        AND id IN (SELECT note FROM name WHERE instr(key, ?) AND rank < {GIVEN}) ORDER BY path""",
    "about": "SELECT text FROM about WHERE id = ?",
    "kinds": "SELECT path, kind FROM note ORDER BY path",
    "slugs": "SELECT slug, name FROM note ORDER BY id",
    "names": f"SELECT key, note, rank FROM name WHERE rank < {GIVEN} ORDER BY id",
    "candidates": f"""
        SELECT note, min(rank) FROM name WHERE key IN (?, ?) AND rank < {GIVEN}
        GROUP BY note ORDER BY min(rank), note""",
    "values of": f"{VALUE} WHERE v.id >= :note AND v.id < :note + (SELECT span FROM note WHERE id = :note)"
    " ORDER BY v.id",
    "some values": """
        SELECT note, key, text, until FROM value WHERE key IN ('role', 'org', 'location') ORDER BY id""",
    "keys of": f"""
        SELECT k.key FROM note n CROSS JOIN name k ON k.id >= n.id AND k.id < n.id + n.span AND k.rank < {GIVEN}
        WHERE n.id = ?""",
    "others in": f"""
        SELECT 1 FROM entry e JOIN note n ON n.id = e.note {_LINKS_OF[len("FROM note n ") :]}
        CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        WHERE e.id = ? AND l.entry = e.id AND l.role = 'with' LIMIT 1""",
    "values": f"{VALUE} WHERE v.key = ? ORDER BY v.id",
    "dated values": f"{VALUE} WHERE v.key = ? AND v.label = 'date' ORDER BY v.id",
    "unlinked values": f"{VALUE} WHERE v.key = ? AND instr(v.text, '[[') = 0 ORDER BY v.id",
    "lasting values": f"{VALUE} WHERE v.key = ? AND v.since <> '' AND v.until <> '' ORDER BY v.id",
    "values on": f"{VALUE} WHERE v.key = ? AND v.value <> '' AND instr(?, substr(v.value, -5)) ORDER BY v.id",
    "took": f"""{_PARTS}
        SELECT :person, e.id, {DAY} AS day, e.contact AND {DAY} <= :today AND k.weight & 3 <> 0,
               CASE k.weight & 3 WHEN 2 THEN 'with' WHEN 1 THEN 'folder' ELSE 'seen' END, k.weight >= 4,
               e.kind, e.what, e.text, e.why, e.minutes, e.received, n.path, e.line
        FROM took k JOIN entry e ON e.id = k.entry JOIN note n ON n.id = e.note
        ORDER BY day DESC, k.weight >= 4 DESC, e.line DESC, n.path, e.id""",
    "company": f"""{_PARTS}
        SELECT e.id, t.note FROM took k CROSS JOIN entry e ON e.id = k.entry CROSS JOIN note n ON n.id = e.note
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.entry = e.id AND l.role IN ('with', 'folder')
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1 CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        UNION
        SELECT e.id, e.note FROM took k JOIN entry e ON e.id = k.entry
        JOIN note p ON p.id = e.note AND p.kind = 'person' WHERE e.own = 1
        ORDER BY 1, 2""",
    "mentions": """
        SELECT g.note, l.why, l.text, n.path, l.line, l.entry, l.task, coalesce(e.text, t.text, ''),
               coalesce(e.day, n.day), l.col
        FROM target g JOIN link l ON l.key = g.id AND l.role = 'mention' JOIN note n ON n.id = l.note
        LEFT JOIN entry e ON e.id = l.entry LEFT JOIN task t ON t.id = l.task
        WHERE g.note = ? AND g.hits = 1 ORDER BY n.path, l.line, l.col, l.id""",
    "tasks": f"{_TASK} ORDER BY t.id",
    "open tasks": f"{_TASK} WHERE t.sort = ? AND NOT t.done ORDER BY t.id",
    "tasks due": f"{_TASK} WHERE t.sort = ? AND NOT t.done AND t.due_last BETWEEN '0' AND ? ORDER BY t.id",
    "task links": """
        SELECT l.task, l.role, t.note FROM link l JOIN target t ON t.id = l.key AND t.hits = 1
        WHERE l.task IS NOT NULL ORDER BY l.id""",
    # Tasks that may concern a person: in their own file, linking them, or in a meeting they are asked to.
    "tasks of": f"""{_TASK} WHERE t.id IN (
            SELECT s.id FROM note p JOIN task s ON s.id >= p.id AND s.id < p.id + p.span WHERE p.id = :person
            UNION SELECT l.task FROM target g JOIN link l ON l.key = g.id WHERE g.note = :person AND g.hits = 1
            UNION SELECT s.id FROM target g JOIN link l ON l.key = g.id JOIN note m ON m.id = l.note
            JOIN task s ON s.id >= m.id AND s.id < m.id + m.span
            WHERE g.note = :person AND g.hits = 1 AND m.kind = 'meeting' AND l.role IN ('with', 'seen'))
        ORDER BY t.id""",
    "links of task": f"""
        SELECT l.task, l.role, t.note {_LINKS_OF} WHERE n.id = ? AND l.task = ? ORDER BY l.id""",
    "links": f"{_LINK} ORDER BY l.id",
    "links of": f"{_LINK} WHERE l.id >= :note AND l.id < :note + (SELECT span FROM note WHERE id = :note)"
    " ORDER BY l.line, l.col, l.id",
    "links as": f"{_LINK} WHERE l.role = ? ORDER BY l.id",
    "loose links": f"{_LINK} WHERE g.hits <> 1 ORDER BY l.id",
    "links found in": f"""
        SELECT l.note, l.line, l.role, t.note {_LINKS_OF} WHERE n.id IN {_SOME} ORDER BY n.id, l.line, l.col, l.id""",
    "links to": """
        SELECT l.note, l.line, l.role FROM target t JOIN link l ON l.key = t.id
        WHERE t.note = ? AND t.hits = 1 ORDER BY l.note, l.line, l.col, l.id""",
    "days at": f"""
        WITH place (note, line) AS (VALUES {_SOME_PLACES})
        SELECT e.note, e.line, e.day FROM (SELECT DISTINCT note FROM place) p CROSS JOIN note n ON n.id = p.note
        CROSS JOIN entry e ON e.id >= n.id AND e.id < n.id + n.span AND (e.note, e.line) IN place ORDER BY e.id""",
    "people linked at": f"""
        WITH place (note, line, last) AS (VALUES {_SOME_PASSAGES})
        SELECT p.note, p.line, p.last, t.note FROM place p CROSS JOIN note n ON n.id = p.note
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.line BETWEEN p.line AND p.last
            AND l.role IN ('with', 'mention', 'owner', 'seen')
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1
        CROSS JOIN note q ON q.id = t.note AND q.kind = 'person'""",
    "attendees": f"""
        SELECT l.note, t.note {_LINKS_OF} CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        WHERE n.kind = 'meeting' AND l.role IN ('with', 'seen') GROUP BY l.note, t.note ORDER BY min(l.id)""",
    "attendees of": f"""
        SELECT t.note {_LINKS_OF} CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
        WHERE n.id = ? AND n.kind = 'meeting' AND l.role IN ('with', 'seen') GROUP BY t.note ORDER BY min(l.id)""",
    "stated": f"{VALUE} WHERE v.key = ? ORDER BY v.id",
    # What people are called, as written, of whose names one begins as `low` does, folded.
    "completing": f"""
        WITH hit AS (SELECT DISTINCT k.note AS id FROM name k JOIN note n ON n.id = k.note AND n.kind = 'person'
                     WHERE k.key >= :low AND k.key < :high AND k.rank < {GIVEN})
        SELECT n.name FROM hit JOIN note n ON n.id = hit.id
        UNION SELECT n.reading FROM hit JOIN note n ON n.id = hit.id
        UNION SELECT v.text FROM hit JOIN note n ON n.id = hit.id
        JOIN value v ON v.id >= n.id AND v.id < n.id + n.span AND v.key = 'aliases' ORDER BY 1""",
    "lost files": """
        SELECT path, line, col, end_line, end_col, name, message FROM listed WHERE name = :name ORDER BY 1, 2, 3""",
    "diagnostics": """
        SELECT path, line, col, end_line, end_col, name, message, id FROM diagnostic WHERE name = :name
        UNION ALL SELECT path, line, col, end_line, end_col, name, message, 0 FROM listed WHERE name = :name
        ORDER BY 1, 2, 3, 8, 7""",
    "keys": "SELECT DISTINCT key FROM value ORDER BY key",
    "tally": f"""
        SELECT k.person, e.kind, e.what, count(*) FROM took k JOIN entry e ON e.id = k.entry
        WHERE k.person <> :me AND (e.why = e.kind OR (e.contact AND k.weight & 3 <> 0 AND {DAY} <= :today))
        GROUP BY k.person, e.kind, e.what ORDER BY 1, 2, 3""",
    "contact days": f"""
        SELECT k.person, {DAY} AS day, e.kind FROM took k JOIN entry e ON e.id = k.entry
        WHERE k.person <> :me AND e.contact AND k.weight & 3 <> 0 AND day BETWEEN :since AND :today
        ORDER BY 1, 2, e.id""",
    # What was given and received, by person: in their own file, or where the head of a line links them.
    "giving": f"""
        WITH part (person, entry, weight) AS (
            SELECT n.id, e.id, 1 FROM entry e JOIN note n ON n.id = e.note AND n.kind = 'person'
            WHERE e.kind IN ('gave', 'got') AND e.own = 1
            UNION
            SELECT p.id, e.id, 1 FROM entry e CROSS JOIN note n ON n.id = e.note
            CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.entry = e.id
            AND l.role IN ('with', 'folder')
            CROSS JOIN target t ON t.id = l.key AND t.hits = 1 CROSS JOIN note p ON p.id = t.note AND p.kind = 'person'
            WHERE e.kind IN ('gave', 'got'))
        SELECT part.person, {DAY} AS day, e.kind, e.what, e.text, e.received, n.path, e.line
        FROM part JOIN entry e ON e.id = part.entry JOIN note n ON n.id = e.note
        WHERE {DAY} <= :today AND part.person <> :me
        ORDER BY day DESC, e.note = part.person DESC, e.line DESC, n.path, e.id""",
    "thanking": _WITH_PEOPLE.format(
        """
            SELECT id FROM entry WHERE kind NOT IN ('gave', 'got') AND (text LIKE '%thank%' OR text LIKE '%お礼%'
                OR text LIKE '%御礼%' OR text LIKE '%ありがと%')""",
        "e.kind, e.text",
    ),
    "learned": _WITH_PEOPLE.format(
        """
            SELECT id FROM entry WHERE kind IN ('learned', 'note') AND (text LIKE '%look%' OR text LIKE '%search%'
                OR text LIKE '%need%' OR text LIKE '%want%' OR text LIKE '%seek%' OR text LIKE '%探し%'
                OR text LIKE '%欲し%' OR text LIKE '%ほし%' OR text LIKE '%必要%' OR text LIKE '%困って%')""",
        "e.text, n.path, e.line",
    )
    + " ORDER BY day DESC, n.path, e.line DESC",
    "asides": "SELECT note, extra FROM value WHERE extra <> ''",
    "texts with others": f"""
        SELECT t.note, e.text {_LINKS_OF} AND t.note <> n.id
        CROSS JOIN note p ON p.id = t.note AND p.kind = 'person' CROSS JOIN entry e ON e.id = l.entry
        WHERE l.role IN {TOOK_PART} AND n.id IN {_SOME}""",
    "some entries": f"{_ENTRY} WHERE e.id IN {_SOME}",
    "entries": f"{_ENTRY} ORDER BY e.id",
    "meetings": f"""{_ENTRY.replace("FROM entry e JOIN note n ON n.id = e.note", OF_NOTES)}
        WHERE n.kind = 'meeting' AND e.day BETWEEN ? AND ? ORDER BY e.day, n.path, e.id""",
    "introductions": f"""
        SELECT n.id, n.path, n.day FROM note n WHERE n.kind = 'intro' AND {_MAY_NAME} ORDER BY n.id""",
    "of introductions": f"""
        SELECT v.note, v.key, v.text, v.line FROM note n CROSS JOIN value v ON v.id >= n.id AND v.id < n.id + n.span
        WHERE n.kind = 'intro' AND {_MAY_NAME} AND v.key IN ('between', 'because', 'form', 'for', 'by')
        ORDER BY v.id""",
    "named in introductions": f"""
        SELECT l.note, l.entry, g.text, coalesce(p.id, 0), p.name, p.slug, p.status
        FROM note n CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span CROSS JOIN target g ON g.id = l.key
        LEFT JOIN note p ON p.id = g.note AND g.hits = 1 AND p.kind = 'person'
        WHERE n.kind = 'intro' AND {_MAY_NAME} AND l.role IN ('with', 'between', 'for', 'by') ORDER BY l.id""",
    "steps of introductions": f"""
        SELECT e.note, e.id, {DAY}, e.kind, e.text, e.line {OF_NOTES}
        WHERE n.kind = 'intro' AND {_MAY_NAME}
          AND e.kind IN ('asked', 'yes', 'no', 'introduced', 'outcome', 'thanked')
          AND {DAY} <= :today ORDER BY e.id""",
    "beside steps of introductions": f"""
        SELECT n.path, e.line, e.text {OF_NOTES}
        WHERE n.kind = 'intro' AND e.kind NOT IN ('asked', 'yes', 'no', 'introduced', 'outcome', 'thanked')
        ORDER BY e.id""",
    # Who took part in the contacts of up to three stretches of days that are of one of three kinds or hold one of some
    # words; and in entries of any day that hold one of two. The limit keeps SQLite from folding each text once a word.
    "contacts in": f"""
        WITH days AS (
            SELECT id, note, day, kind, what, text, own, line, lower(text) AS low FROM entry
            WHERE (day BETWEEN ? AND ? OR day BETWEEN ? AND ? OR day BETWEEN ? AND ?) AND contact LIMIT -1),
        some AS (SELECT * FROM days WHERE kind IN (?, ?, ?) OR {" OR ".join(["instr(low, ?)"] * WORDS)}) {_TOOK}""",
    "entries holding": f"""
        WITH some AS (SELECT id, note, day, kind, what, text, own, line FROM entry
            WHERE instr(text, ?) OR instr(text, ?)) {_TOOK}""",
    "took at": f"""
        WITH place (note, line) AS (VALUES {_SOME_PLACES}),
        some AS (SELECT e.id, e.note, e.day, e.kind, e.what, e.text, e.own, e.line
            FROM place p CROSS JOIN note n ON n.id = p.note
            CROSS JOIN entry e ON e.id >= n.id AND e.id < n.id + n.span AND e.line = p.line) {_TOOK}""",
    "contacts after": f"{_ENTRY} WHERE e.contact AND e.day > ? ORDER BY e.id",
    "recent": "SELECT * FROM recent",
}
"""Every question that the vault asks, by name."""

WITHOUT_TEXT = frozenset({
    "notes", "note", "kinds", "people", "people at", "people called", "people like", "people named", "slugs", "names",
    "candidates", "stated", "attendees", "attendees of", "lost files", "completing",
})  # fmt: skip
"""The questions that can be answered where the tables hold no text."""


def ask(connection: sqlite3.Connection, question: str, *arguments: object, **named: object) -> list[tuple[Any, ...]]:
    """Return the rows of one of QUERIES; raises Damaged."""
    try:
        return connection.execute(QUERIES[question], named or arguments).fetchall()
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        raise damage(connection, error) from None


def damage(connection: sqlite3.Connection, error: sqlite3.Error) -> Damaged:
    """Return what to raise where tables cannot be read."""
    return Damaged(str(error), connection.execute("PRAGMA database_list").fetchone()[2])
