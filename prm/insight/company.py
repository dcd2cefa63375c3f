"""The people of one event, note or place: whom the notes of that name link."""

from typing import NamedTuple

from prm.model.names import folded
from prm.model.names import stem
from prm.model.vault import Vault


class Company(NamedTuple):
    """People who are together somewhere; `meetings` are the notes of those meetings."""

    people: frozenset[int]
    meetings: frozenset[int]


def company(vault: Vault, words: str) -> Company:
    """Return the people whom notes of that name link: the note that is called so, else all with these words in it."""
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
    people = {found for _, _, _, found in vault.links_in(notes) if vault.notes[found].kind == "person"}
    return Company(frozenset(people), frozenset(note for note in notes if vault.notes[note].kind == "meeting"))
