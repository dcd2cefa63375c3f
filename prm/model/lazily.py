"""Rows by number, asked for one by one while few are wanted, and all at once where many are."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import ItemsView
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import ValuesView
from typing import Generic
from typing import TypeVar

V = TypeVar("V")

_PATIENCE = 12


class Lazily(Mapping[int, V], Generic[V]):
    """A mapping that is not read before it is asked."""

    def __init__(self, one: Callable[[int], V | None], everything: Callable[[], dict[int, V]]) -> None:
        self._one = one
        self._everything = everything
        self._known: dict[int, V | None] = {}
        self._asked = 0
        self._all: dict[int, V] | None = None

    def learn(self, rows: Iterable[tuple[int, V]]) -> None:
        """Take rows that were read for another reason."""
        self._known.update(rows)

    def lacking(self, keys: Iterable[int]) -> list[int]:
        """Return which of some rows were not read yet."""
        return [key for key in keys if key not in self._known] if self._all is None else []

    def _whole(self) -> dict[int, V]:
        if self._all is None:
            self._all = self._everything()
        return self._all

    def __getitem__(self, key: int) -> V:
        if self._all is not None:
            return self._all[key]
        if key not in self._known:
            self._asked += 1
            if self._asked > _PATIENCE:
                return self._whole()[key]
            self._known[key] = self._one(key)
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def values(self) -> ValuesView[V]:
        """Return all rows."""
        return self._whole().values()

    def items(self) -> ItemsView[int, V]:
        """Return all rows with their numbers."""
        return self._whole().items()
