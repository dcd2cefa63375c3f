"""When each person was last in touch: counted from the entries, and remembered until an entry of theirs changes."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from prm.model.facts.questions import DAY
from prm.model.facts.questions import TOOK_PART
from prm.model.pulse import pulse

if TYPE_CHECKING:
    from prm.model.facts.memory import Memory

Row = tuple[Any, ...]

IN_PERSON = ("meet", "coffee", "meal", "drink", "visit", "event")
"""The kinds of a meeting face to face."""

# What counts as a contact, one row for each person in it, in the order of paths and lines: the later row of two that
# are equally new is not taken.
_OWN = f"""
SELECT e.note AS person, {DAY} AS day, 1 AS own, e.line AS line, e.kind AS kind, n.path AS path, e.id AS entry
FROM entry e JOIN note n ON n.id = e.note WHERE e.own = 1 AND e.contact AND n.kind = 'person'"""
_LINKED = f"""
SELECT t.note, {DAY}, e.note = t.note, e.line, e.kind, n.path, e.id
FROM link l CROSS JOIN target t ON t.id = l.key AND t.hits = 1
CROSS JOIN note p ON p.id = t.note AND p.kind = 'person' CROSS JOIN entry e ON e.id = l.entry
CROSS JOIN note n ON n.id = e.note
WHERE l.role IN {TOOK_PART} AND l.role <> 'seen' AND e.contact"""
_ALL = f"SELECT * FROM ({_OWN} UNION ALL {_LINKED}) WHERE day <= :today"
_OF_ONE = f"""
SELECT * FROM (
    {
    _OWN.replace(
        "FROM entry e JOIN note n ON n.id = e.note",
        "FROM note n CROSS JOIN entry e ON e.id >= n.id AND e.id < n.id + n.span",
    )
} AND n.id = :person
    UNION ALL
    {
    _LINKED.replace(
        "FROM link l CROSS JOIN target t ON t.id = l.key AND t.hits = 1",
        "FROM target t CROSS JOIN link l ON l.key = t.id AND t.hits = 1",
    )
} AND t.note = :person)
WHERE day <= :today"""

MOST_STALE = 500
"""How many people are counted one by one; more are counted all at once."""

FEW = 8
"""So few are counted again by the next command too: that takes a millisecond, to keep them on the disk fifteen."""

_NEVER = (("",), "", "", 0)
_ALWAYS = (("~",), "", "", 0)
_MARKS = {"wrote": 1, "heard": 2}
_SINCE = "SELECT value FROM meta WHERE key = 'recent'"


def count(connection: sqlite3.Connection, today: str, person: int | None = None) -> dict[int, Row]:
    """Return a row of the table `recent` for each person with a contact, or for one of them."""
    question = _ALL if person is None else _OF_ONE
    best: dict[int, list[Any]] = {}
    day_now = date.fromisoformat(today)
    for who, day, own, line, kind, path, entry in connection.execute(question, {"today": today, "person": person}):
        key = (day, own, line, -entry)
        known = best.get(who)
        if known is None:
            best[who] = known = [{}, _NEVER, _NEVER, _ALWAYS, set()]
        days = known[0]
        days[day] = days.get(day, 0) | _MARKS.get(kind, 4)
        if key > known[1][0]:
            known[1] = (key, kind, path, line)
        if kind != "wrote" and key > known[2][0]:
            known[2] = (key, kind, path, line)
        if kind in IN_PERSON and (day, line, entry) < known[3][0]:
            known[3] = ((day, line, entry), kind, path, line)
        if kind in ("heard", "got"):
            known[4].add(day[:7])
    return {
        who: (
            *(who, len(days), last[0][0], *last[1:], answered[0][0], *answered[1:]),
            *(first[0][0].strip("~"), *first[1:], *pulse(days, months, day_now)),
        )
        for who, (days, last, answered, first, months) in best.items()
    }


def known(connection: sqlite3.Connection, today: str, memory: Memory | None = None) -> dict[int, Row] | None:
    """Return what is remembered of a day, by person, with those counted anew who changed; None where that is no use."""
    held = memory.recent if memory else None
    if (held[0] if held else _day(connection)) != today:
        return None
    stale = [person for (person,) in connection.execute("SELECT person FROM stale")]
    if len(stale) > MOST_STALE:
        return None
    found = dict(held[1]) if held else {row[0]: row for row in connection.execute("SELECT * FROM recent")}
    for person in stale:
        found.pop(person, None)
        found |= count(connection, today, person)
    return found


def counts(connection: sqlite3.Connection, today: str) -> dict[int, int] | None:
    """Return on how many days there was contact with each person; None where what is remembered is not all of it."""
    if connection.execute(_SINCE).fetchone() != (today,) or connection.execute("SELECT 1 FROM stale").fetchone():
        return None
    return dict(connection.execute("SELECT person, contacts FROM recent"))


def _day(connection: sqlite3.Connection) -> str:
    """Return the day of which it is remembered."""
    found = connection.execute(_SINCE).fetchone()
    return str(found[0]) if found else ""


def remember(connection: sqlite3.Connection, today: str, found: dict[int, Row]) -> None:
    """Keep what was counted for a day, unless so few were counted anew that the next may do it again."""
    stale: list[tuple[int]] = []
    if _day(connection) == today:
        stale = connection.execute("SELECT person FROM stale").fetchall()
        if len(stale) <= FEW:
            return
    if FEW < len(stale) <= MOST_STALE:
        connection.executemany("DELETE FROM recent WHERE person = ?", stale)
        rows = [found[person] for (person,) in stale if person in found]
    else:
        connection.execute("DELETE FROM recent")
        rows = list(found.values())
    connection.executemany(f"INSERT INTO recent VALUES ({','.join('?' * 20)})", rows)
    connection.execute("DELETE FROM stale")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('recent', ?)", (today,))
