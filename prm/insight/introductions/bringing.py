"""Introductions between people who are known: whom they are for, and who makes them."""

from collections.abc import Callable
from typing import NamedTuple

from prm.model.names import target
from prm.model.vault import Vault


def resolver(vault: Vault) -> Callable[[str], int]:
    """Return what tells the note that a value finds, linked or in plain text, 0 for none or several."""
    targets = vault.ties.targets()

    def found(text: str) -> int:
        name = target(text)
        if name not in targets:
            notes = vault.resolve(name)
            targets[name] = notes[0] if len(notes) == 1 else 0
        return targets[name]

    return found


class Introduction(NamedTuple):
    """An introduction: the people between whom it is, 0 for me, those who make it, and the line that names the two."""

    note: int
    between: tuple[int, ...]
    by: tuple[int, ...]
    at: str
    declined: bool


def introductions(vault: Vault, found: Callable[[str], int]) -> list[Introduction]:
    """Return every introduction between people who are known."""
    makers: dict[int, tuple[int, ...]] = {}
    for row in vault.values("by"):
        makers[row.note] = (*makers.get(row.note, ()), found(row.text))
    declined = vault.ties.declined()
    made: dict[int, Introduction] = {}
    for row in vault.values("between"):
        is_me = target(row.text).casefold() == "me"
        person = 0 if is_me else found(row.text) or -1
        known = made.get(row.note) or Introduction(row.note, (), makers.get(row.note, ()), row.at, row.note in declined)
        made[row.note] = known._replace(between=(*known.between, 0 if person == vault.me else person))
    return list(made.values())
