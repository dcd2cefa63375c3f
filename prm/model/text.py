"""The text of a vault: all that notes say, searched by an index where there is one, else read from end to end."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from prm.model import facts_text
from prm.model.facts_text import Note
from prm.model.facts_text import Said
from prm.model.facts_text import Stated
from prm.model.facts_text import Told
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

    def fields_holding(self, query: str, without: Collection[str] = ()) -> Iterable[Stated]:
        """Return what fields, `without` some, say that may hold the terms of an FTS5 query, the same words once."""
        return facts_text.fields_holding(self._tables, query, without) if self._tables else ()

    def lines_holding(self, query: str, most: int, quick: str = "") -> list[Said] | None:
        """Return the lines that may hold the terms of an FTS5 query; None where they are more than `most`.

        `quick` is a query that finds some of the same lines, and is sooner answered.
        """
        return facts_text.lines_holding(self._tables, query, most, quick) if self._tables else None

    @cached_property
    def _tables(self) -> sqlite3.Connection | None:
        """The tables of words: those that are kept, else some for this once."""
        return self._connection if self._kept else facts_text.apart(self._everything)

    def everything(self) -> Iterable[Said]:
        """Return all that the notes say."""
        return facts_text.everything(self._connection) if self._kept else self._everything

    def known_words(self) -> Iterable[str]:
        """Return every term of the text: words, and pairs of Japanese signs."""
        if self._kept:
            return facts_text.known_words(self._connection)
        return {term for said in self._everything for term in terms(said.text).split(" ")}

    @cached_property
    def _kept(self) -> bool:
        """Whether the tables of words hold the whole snapshot; what is missing is added now."""
        return self._indexed and facts_text.bring_up(self._connection, self._listen)

    @cached_property
    def _everything(self) -> list[Said]:
        notes = facts_text.notes(self._connection)
        return [said for _, rows, _ in self._listen(notes) for said in rows]

    def _listen(self, notes: list[Note]) -> Iterator[Told]:
        """Yield what each note says: its fields, its entries in front matter, and its own words."""
        from prm.model.passages import passages

        speaking: dict[str, list[tuple[int, str]]] = {}  # without private names, several may have one path
        for note, path, kind in notes:
            if kind not in _SILENT:
                speaking.setdefault(path, []).append((note, kind))
        for source in self._read(speaking) if speaking else ():
            if speaking.get(source.path):
                note, kind = speaking[source.path].pop(0)
                said = facts_text.fields(self._connection, note)
                known = {row.line for row in said}
                body = [Said(note, *passage) for passage in passages(source) if passage.line not in known]
                first = body[0].line if body else 0
                entries = facts_text.listed_entries(self._connection, note) if kind == "person" else []
                front = [row for row in entries if row.line < first or not body]
                yield note, [*said, *front, *body], source.digest
        for note, _, kind in notes:
            if kind in _SILENT:
                yield note, [], None
