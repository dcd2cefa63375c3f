"""When people were last in touch: of one person counted at once, of everybody remembered where that is possible."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from prm.model.facts import recent
from prm.model.lazily import Lazily
from prm.model.rows import Last

if TYPE_CHECKING:
    import sqlite3

    from prm.model.facts.memory import Memory
    from prm.model.rows import ValueRow
    from prm.model.vault import Vault


class Lately:
    """What the entries of one vault say of last contacts; nothing is counted before it is asked."""

    def __init__(self, vault: Vault, connection: sqlite3.Connection, memory: Memory | None = None) -> None:
        self._vault = vault
        self._connection = connection
        self._memory = memory
        self._today = vault.today.isoformat()
        self.counted: dict[int, tuple[Any, ...]] | None = None
        self._recent = Lazily(self._of_one, lambda: {who: row for who, row in self._all() if who != vault.me})

    def _of_one(self, person: int) -> tuple[Any, ...] | None:
        return recent.count(self._connection, self._today, person).get(person)

    def _all(self) -> Iterable[tuple[int, tuple[Any, ...]]]:
        if self.counted is None:
            found = recent.known(self._connection, self._today, self._memory)
            self.counted = recent.count(self._connection, self._today) if found is None else found
            if self._memory:
                self._memory.recent = self._today, self.counted
        return self.counted.items()

    @property
    def rows(self) -> Mapping[int, tuple[Any, ...]]:
        """The rows of the table `recent` by person; RECENT names their columns."""
        return self._recent

    @cached_property
    def stated(self) -> list[ValueRow]:
        """The last contacts that are stated, of everybody."""
        return [row for row in self._vault.values("last_contact") if self._holds(row)]

    def newer(self) -> dict[int, Last]:
        """Return the last contacts that are stated and newer than every dated line."""
        found: dict[int, Last] = {}
        for row in self.stated:
            counted = self._recent.get(row.note)
            known = found[row.note].day if row.note in found else counted[2] if counted else ""
            if row.value > known:
                found[row.note] = Last(row.value, "stated", row.path, row.line)
        return found

    def _holds(self, row: ValueRow) -> bool:
        whole = len(row.value) == 10 and row.value <= self._today
        return whole and self._vault.notes[row.note].kind == "person"

    def last_contacts(self) -> Mapping[int, Last]:
        """Return the last contact of each person, stated or dated."""
        return Lazily(self._last_of_one, self._last_of_all)

    def _last_of_one(self, person: int) -> Last | None:
        row = self._recent.get(person)
        found = {person: Last(*row[2:6])} if row else {}
        if person != self._vault.me:
            self._state(found, self._vault.values_of(person, "last_contact"))
        return found.get(person)

    def _last_of_all(self) -> dict[int, Last]:
        found = {person: Last(*row[2:6]) for person, row in self._recent.items()}
        self._state(found, self.stated)
        found.pop(self._vault.me, None)
        return found

    def _state(self, last: dict[int, Last], said: Iterable[ValueRow]) -> None:
        for row in said:
            known = last.get(row.note)
            if (known is None or row.value > known.day) and self._holds(row):
                last[row.note] = Last(row.value, "stated", row.path, row.line)

    def last_exchanges(self) -> Mapping[int, Last]:
        """Return the last contact of each person in which both sides had a part."""

        def one(person: int) -> Last | None:
            row = self._recent.get(person)
            return Last(*row[6:10]) if row and row[6] else None

        return Lazily(one, lambda: {who: Last(*row[6:10]) for who, row in self._recent.items() if row[6]})

    def contact_counts(self) -> Mapping[int, int]:
        """Return how many distinct days of contact there are with each person."""

        def one(person: int) -> int | None:
            row = self._recent.get(person)
            return row[1] if row else None

        return Lazily(one, self._counts)

    def _counts(self) -> dict[int, int]:
        found = recent.counts(self._connection, self._today) if self.counted is None else None
        if found is None:
            return {person: row[1] for person, row in self._recent.items()}
        found.pop(self._vault.me, None)
        return found

    def first_meetings(self) -> dict[int, Last]:
        """Return the first contact in person with each person."""
        return {person: Last(*row[10:14]) for person, row in self._recent.items() if row[10]}
