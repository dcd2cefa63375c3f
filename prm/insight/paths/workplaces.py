"""Who worked where, and when: read once in columns, made into places where somebody is looked at."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from functools import lru_cache
from typing import NamedTuple

from prm.model.names import folded
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import plain

_MOST_DAYS = 1000
_NO_ORG = frozenset((
    "freelance", "freelancer", "self-employed", "self employed", "retired", "none", "student", "unemployed", "-", "n/a",
    "various", "フリーランス", "自営業", "自営", "無職", "退職", "学生", "主婦", "主夫", "なし", "",
))  # fmt: skip


class Place(NamedTuple):
    """Somebody's time at an organisation; `dated` says that a day of it is known, `said` how it is written."""

    person: int
    first: date
    last: date
    dated: bool
    said: tuple[str, str, str]


class Workplaces:
    """The organisations of everybody but me, each by what it is compared by; `found` tells what a link finds."""

    def __init__(self, vault: Vault, found: Callable[[str], int]) -> None:
        self._vault = vault
        self._found = found
        self._at: dict[str, list[Place]] = {}
        self._of: dict[int, list[tuple[str, str, str]]] = {}
        self._by_text: dict[str, list[tuple[int, str, str]]] = {}
        for note, text, since, until in vault.ties.workplaces():
            self._of.setdefault(note, []).append((text, since, until))
            self._by_text.setdefault(text, []).append((note, since, until))

    def of(self, person: int) -> list[tuple[str, Place]]:
        """Return where somebody worked."""
        said = ((self._keys[each[0]], each) for each in self._of.get(person, ()))
        return [(key, _place(person, *each)) for key, each in said if key]

    def at(self, key: str) -> list[Place]:
        """Return who worked at an organisation."""
        if key not in self._at:
            self._at[key] = [
                _place(person, text, since, until)
                for text in self._texts[key]
                for person, since, until in self._by_text[text]
            ]
        return self._at[key]

    def row(self, place: Place) -> ValueRow:
        """Return the line that says so."""
        rows = self._vault.values_of(place.person, "org")
        return next(row for row in rows if (row.text, row.since, row.until) == place.said)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """What an organisation is compared by, as it is written: the name of the note that a link finds, else its own.

        "" is none.
        """
        self._vault.look_up(note for text in self._by_text if (note := self._linked(text)))
        keys = {text: self._key(text) for text in self._by_text}
        return {text: "" if key in _NO_ORG else key for text, key in keys.items()}

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for text, key in self._keys.items():
            found.setdefault(key, []).append(text)
        return found

    def _key(self, text: str) -> str:
        note = self._linked(text)
        return folded(self._vault.notes[note].name if note else plain(text))

    def _linked(self, text: str) -> int:
        return self._found(text) if text.startswith("[[") else 0


def _place(person: int, text: str, since: str, until: str) -> Place:
    return Place(person, _first(since), _last(until), bool(since or until), (text, since, until))


@lru_cache(_MOST_DAYS)
def _first(text: str) -> date:
    found = partial(text) if text else None
    return found.first or date.min if isinstance(found, PartialDate) else date.min


@lru_cache(_MOST_DAYS)
def _last(text: str) -> date:
    found = partial(text) if text else None
    return found.last or date.max if isinstance(found, PartialDate) else date.max
