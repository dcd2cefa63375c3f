"""Who knows whom: as far as links, entries, relations and introductions say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import links


def met_each_other(vault: Vault, one: NoteRow, other: NoteRow) -> Contact | None:
    """Return the newest entry that two people took part in together."""
    company = vault.company_of(one.id)
    together = (each for each in vault.contacts_of(one.id) if each.counts and other.id in company.get(each.entry, ()))
    return max(together, key=lambda each: (each.day, each.at), default=None)


class Knowing:
    """Who is known to whom, asked person by person and remembered.

    `apart` are meetings and entries that do not count: who is asked among the people of an evening may meet there.
    """

    def __init__(self, vault: Vault, apart: Iterable[int] = ()) -> None:
        self._vault = vault
        self._apart = frozenset(apart)
        self._known: dict[int, frozenset[int]] = {}
        self._numbers: list[int] = []

    def knows(self, one: int, other: int) -> bool:
        """Tell whether two know each other, or were introduced, or asked whether they would like to be."""
        return other in self.known_to(one) or one in self.known_to(other)

    def known_to(self, person: int) -> frozenset[int]:
        """Return the notes of those who know a person, as far as links to and from their page say."""
        if person not in self._known:
            self._known[person] = self._find(person)
        return self._known[person]

    def _find(self, person: int) -> frozenset[int]:
        vault = self._vault
        found = {other for _, _, _, other in vault.links_in([person])}
        for row in vault.values_of(person):
            if "[[" in row.text:
                found.update(
                    other for link in links(row.text, 0, len(row.text)) for other in vault.resolve(link.target)
                )
        intros: set[int] = set()
        linking = vault.links_to(person)
        vault.look_up(note for note, _, _ in linking)
        for note, _, _ in linking:
            kind = vault.notes[note].kind
            if kind == "person":
                found.add(note)
            elif kind == "intro":
                intros.add(note)
        found |= {other for _, _, _, other in vault.links_in(intros)} if intros else set()
        for entry, company in vault.company_of(person).items():
            if not self._is_apart(entry):
                found.update(company)
        found.discard(person)
        return frozenset(found)

    def _is_apart(self, entry: int) -> bool:
        if not self._apart:
            return False
        self._numbers = self._numbers or sorted(self._vault.notes)
        note = self._numbers[bisect_right(self._numbers, entry) - 1]
        return entry in self._apart or note in self._apart
