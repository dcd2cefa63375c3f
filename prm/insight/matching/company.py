"""The people of one event, note or place: whom the notes of that name link, and who took part in lines that name it."""

import re
from typing import NamedTuple

from prm.insight.search.lines import Wanted
from prm.insight.search.lines import wanted
from prm.insight.search.saying import Heard
from prm.insight.search.saying import fts
from prm.insight.search.saying import surely
from prm.model.names import folded
from prm.model.names import stem
from prm.model.vault import Vault

_QUERY = re.compile(r"[:：=<>()（）#＃]|(?:^|\s)(?:or|not|and|-\S)")
"""What makes words a query: they name no event that lines could speak of."""


class Company(NamedTuple):
    """People who are together somewhere; `apart` are those meetings, and the entries that say who was there."""

    people: frozenset[int]
    apart: frozenset[int]


def company(vault: Vault, words: str) -> Company:
    """Return the people of the note that is called so, else of all with these words in it, and of lines with them."""
    notes = [note for note in vault.resolve(words) if vault.notes[note].kind != "person"]
    key = folded(words)
    if not notes and key:
        notes = [
            note.id
            for note in vault.notes.values()
            if note.kind in ("meeting", "dated", "note", "org") and key in folded(f"{note.name} {stem(note.path)}")
        ]
    else:
        names = [folded(vault.notes[note].name) for note in notes]
        notes += [
            note.id
            for note in vault.notes.values()
            if note.kind == "meeting" and any(name and name in folded(note.name) for name in names)
        ]
    told = _told(vault, words)
    notes += [note for note, _ in told if vault.notes[note].kind == "meeting"]
    took = vault.log.took_at(told)
    people = {found for _, _, _, found in vault.links_in(notes) if vault.notes[found].kind == "person"}
    meetings = {note for note in notes if vault.notes[note].kind == "meeting"}
    return Company(
        frozenset(people | {each.person for each in took}), frozenset(meetings | {each.entry for each in took})
    )


def _told(vault: Vault, words: str) -> list[tuple[int, int]]:
    """Return the lines that hold all the words, which are no query and nobody's name: their note, and where."""
    asked = wanted(words)
    if not asked.things or _QUERY.search(words) or vault.exactly(words):
        return []
    found = vault.text.holding(fts(asked.things, " AND "))
    return [(said.note, said.line) for said in found if said.line and _says(asked, said.text)]


def _says(asked: Wanted, text: str) -> bool:
    heard = Heard(text, {})
    return all(surely(thing, heard) for thing in asked.things)
