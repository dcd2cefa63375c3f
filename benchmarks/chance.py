"""Chance that is the same on every Python: only `Random.random` is promised to stay as it is."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a seed; the same seed draws the same, for ever."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed).random

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.random() * len(choices))]

    def number(self, least: int, most: int) -> int:
        return least + int(self.random() * (most - least + 1))

    def one_in(self, many: float) -> bool:
        return self.random() * many < 1

    def some(self, choices: Sequence[T], most: int) -> list[T]:
        """Return one to `most` different ones."""
        return list(dict.fromkeys(self.pick(choices) for _ in range(self.number(1, most))))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        keys = [self.random() for _ in items]
        return [items[at] for at in sorted(range(len(items)), key=keys.__getitem__)]


class Weighted:
    """Picks numbers from 0, each as often as its weight says."""

    def __init__(self, weights: Sequence[float]) -> None:
        self.sums = list(accumulate(weights))

    def pick(self, chance: Chance) -> int:
        return min(bisect(self.sums, chance.random() * self.sums[-1]), len(self.sums) - 1)
