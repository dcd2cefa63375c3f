"""`text:` of a query: whom the words of the notes speak of, asked of the full text, by its index where there is one."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable

from prm.insight.query import matching
from prm.insight.query.grammar import Word
from prm.insight.query.matching import Cell
from prm.insight.query.matching import Test
from prm.model.vault import Vault
from prm.model.words import tokens


def spoken_of(vault: Vault, word: Word, test: Test) -> set[int]:
    """Return the people of whose page a line, a field or a name passes the test, or an entry they took part in.

    Every text that passes must hold the words of `word`.
    """

    def passes(text: str) -> bool:
        return test(Cell((text,)))

    found = {person.id for person in vault.people if passes(f"{person.name} {person.reading}")}
    found |= {note for note, text in vault.log.asides() if passes(text)}
    query = _query(word, vault.text.known_words)
    if query == "":
        return found
    hits = vault.text.holding(query) if query is not None else vault.text.everything()
    notes = {said.note for said in hits if passes(said.text)}
    return found | notes | {person for person, text in vault.ties.texts_with_others(notes) if passes(text)}


def _query(word: Word, known: Callable[[], Iterable[str]]) -> str | None:
    """Return the query of FTS5 for all that may hold a word; None where every text may, "" where none can."""
    text, front, back = matching.bare(word)
    found = tokens(matching.fold(text))
    parts: list[str] = []
    for at, token in enumerate(found):
        opened = front and at == 0
        closed = back and at == len(found) - 1
        if token.run:
            pairs = [token.text[at : at + 2] for at in range(len(token.text) - 1)] or [token.text]
            parts += [f'"{pair}"' + "*" * (len(pair) == 1) for pair in pairs]
        elif not opened:
            parts.append(f'"{token.text}"' + "*" * closed)
        elif len(found) == 1:
            ends = [term for term in known() if token.text in term]
            return " OR ".join(f'"{term}"' for term in ends if closed or term.endswith(token.text))
    return " AND ".join(parts) if parts else None
