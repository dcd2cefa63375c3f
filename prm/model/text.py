"""The text of a vault: all that notes say, searched by an index where there is one, else read from end to end."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from prm.model import facts_text
from prm.model.facts_text import Said
from prm.model.passages import passages
from prm.model.words import terms

if TYPE_CHECKING:
    import sqlite3

    from prm.text.source import Source

_SILENT = ("generated", "none")
"""Kinds of note that say nothing: what prm made, templates, indexes."""

Read = Callable[[Iterable[str]], Iterator["Source"]]
"""Reads files by their paths."""


class Text:
    """What the notes of one snapshot say.

    `indexed` says that the words are kept in the tables, made at the first search; both ways find the same.
    """

    def __init__(self, connection: sqlite3.Connection, read: Read, *, indexed: bool) -> None:
        self._connection = connection
        self._read = read
        self._indexed = indexed

    def holding(self, query: str) -> Iterable[Said]:
        """Return what may hold the terms of an FTS5 query: all that does, and perhaps more."""
        return facts_text.holding(self._connection, query) if self._kept else self._everything

    def known_words(self) -> Iterable[str]:
        """Return every term of the text: words, and pairs of Japanese signs."""
        if self._kept:
            return facts_text.known_words(self._connection)
        return {term for said in self._everything for term in terms(said.text).split(" ")}

    @cached_property
    def _kept(self) -> bool:
        """Whether the tables of words hold the whole snapshot; what is missing is added now."""
        if not self._indexed or not facts_text.prepare(self._connection):
            return False
        facts_text.forget_gone(self._connection)
        for note, said in self._listen(facts_text.unheard(self._connection)):
            facts_text.hear(self._connection, note, said)
        return True

    @cached_property
    def _everything(self) -> list[Said]:
        notes = facts_text.notes(self._connection)
        return [said for _, rows in self._listen(notes) for said in rows]

    def _listen(self, notes: list[tuple[int, str, str]]) -> Iterator[tuple[int, list[Said]]]:
        """Yield what each note says: its fields, its entries in front matter, and its own words."""
        speaking = {path: note for note, path, kind in notes if kind not in _SILENT}
        fields = facts_text.fields(self._connection)
        entries = facts_text.listed_entries(self._connection)
        for source in self._read(speaking):
            note = speaking.get(source.path)
            if note is not None:
                said = fields.get(note, [])
                known = {row.line for row in said}
                body = [Said(note, *passage) for passage in passages(source) if passage.line not in known]
                first = body[0].line if body else 0
                front = [row for row in entries.get(note, ()) if row.line < first or not body]
                yield note, [*said, *front, *body]
        for note, _, kind in notes:
            if kind in _SILENT:
                yield note, []
