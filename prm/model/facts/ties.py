"""The questions of which ties between people are made."""

from __future__ import annotations

VALUE = """
SELECT v.note, v.key, v.label, v.text, v.value, v.since, v.until, v.extra, n.path, v.line, v.col,
       v.end_line, v.end_col FROM value v JOIN note n ON n.id = v.note"""
OF_NOTES = "FROM note n CROSS JOIN entry e ON e.id >= n.id AND e.id < n.id + n.span"
_VALUES_OF_SOME = """FROM some s CROSS JOIN note n ON n.id = s.note
        CROSS JOIN value v ON v.id >= n.id AND v.id < n.id + n.span"""
# What lines link that are neither entries nor tasks, and notes that say something with them.
_BESIDE = "l.role = 'mention' AND l.entry IS NULL AND l.task IS NULL"
_TELLS = "n.kind NOT IN ('generated', 'none') AND n.path NOT LIKE '%readme.m%' AND n.path NOT LIKE '%index.m%'"

TIES = {
    "related to": """
        SELECT l.note FROM target t JOIN link l ON l.key = t.id
        WHERE t.note = ? AND t.hits = 1 AND l.role = 'relations'""",
    "related in words": """
        SELECT note, text FROM value WHERE key = 'relations' AND substr(text, 1, 2) <> '[[' ORDER BY id""",
    "through": f"{VALUE} WHERE v.key = 'met' AND v.label = 'through' ORDER BY v.id",
    "through with": f"""
        WITH some (note) AS (
            SELECT :person
            UNION
            SELECT l.note FROM target t CROSS JOIN link l ON l.key = t.id
            WHERE t.note = :person AND t.hits = 1 AND l.role = 'through')
        {VALUE.replace("FROM value v JOIN note n ON n.id = v.note", _VALUES_OF_SOME)}
        WHERE v.key = 'met' AND v.label = 'through' ORDER BY v.id""",
    # Who stands in one entry with somebody: in an entry of their own file, or in one that links several.
    "together": """
        SELECT l.entry, l.role, t.note, e.own * e.note, e.contact, e.day, e.kind, e.what
        FROM link l CROSS JOIN entry e ON e.id = l.entry CROSS JOIN target t ON t.id = l.key AND t.hits = 1
        WHERE l.entry IS NOT NULL AND l.role IN ('with', 'folder', 'mention') AND e.day <= ?
          AND (e.own = 1 OR l.entry IN (
              SELECT entry FROM link WHERE entry IS NOT NULL GROUP BY entry HAVING count(*) > 1))
        ORDER BY l.id""",
    "together with": """
        WITH some (id) AS (
            SELECT l.entry FROM note p CROSS JOIN link l ON l.id >= p.id AND l.id < p.id + p.span
            WHERE p.id = :person AND l.entry IS NOT NULL
            UNION
            SELECT l.entry FROM target t CROSS JOIN link l ON l.key = t.id
            WHERE t.note = :person AND t.hits = 1 AND l.entry IS NOT NULL)
        SELECT l.entry, l.role, t.note, e.own * e.note, e.contact, e.day, e.kind, e.what
        FROM some s CROSS JOIN entry e ON e.id = s.id AND e.day <= :today CROSS JOIN note n ON n.id = e.note
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.entry = s.id
            AND l.role IN ('with', 'folder', 'mention')
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1 ORDER BY l.id""",
    "named beside": f"""
        SELECT l.note, l.line, t.note, n.kind = 'person' FROM link l CROSS JOIN target t ON t.id = l.key AND t.hits = 1
        CROSS JOIN note n ON n.id = l.note AND {_TELLS} WHERE {_BESIDE} ORDER BY l.id""",
    "named beside with": f"""
        WITH some (note, line) AS (
            SELECT l.note, l.line FROM note p CROSS JOIN link l ON l.id >= p.id AND l.id < p.id + p.span
            WHERE p.id = :person AND {_BESIDE}
            UNION
            SELECT l.note, l.line FROM target t CROSS JOIN link l ON l.key = t.id
            WHERE t.note = :person AND t.hits = 1 AND {_BESIDE})
        SELECT l.note, l.line, t.note, n.kind = 'person' FROM some s CROSS JOIN note n ON n.id = s.note AND {_TELLS}
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span AND l.line = s.line AND {_BESIDE}
        CROSS JOIN target t ON t.id = l.key AND t.hits = 1 ORDER BY l.id""",
    "workplaces": "SELECT note, text, since, until FROM value WHERE key = 'org' AND note <> ? ORDER BY id",
    "standings": "SELECT id, status FROM note WHERE kind = 'person'",
    "found targets": "SELECT text, note FROM target WHERE hits = 1",
    "declined": f"SELECT DISTINCT e.note {OF_NOTES} WHERE n.kind = 'intro' AND e.kind = 'no' AND e.day <= ?",
    "brought": f"""
        SELECT n.id, n.path, t.note, e.day, e.line {OF_NOTES}
        CROSS JOIN link l ON l.id >= n.id AND l.id < n.id + n.span CROSS JOIN target t ON t.id = l.key AND t.hits = 1
        WHERE n.kind = 'person' AND e.kind = 'got' AND e.what = 'intro' AND l.entry = e.id AND l.role = 'mention'
          AND e.day <= ? ORDER BY e.id, l.id""",
    "introduced": f"""
        SELECT e.note, min(e.day), n.path, e.line {OF_NOTES}
        WHERE n.kind = 'intro' AND e.kind = 'introduced' AND e.day <= ? GROUP BY e.note""",
}
