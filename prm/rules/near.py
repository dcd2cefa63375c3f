"""Names that are nearly the same: one letter too many, too few, wrong, or two swapped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]")
_KANA = re.compile(r"[\u3040-\u30ff]")


class Near:
    """Finds names within one letter of another; made once, asked often.

    Two words one letter apart share their first or their second half, so only those names are compared.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._halves: dict[tuple[int, bool, str], list[str]] = defaultdict(list)
        for name in set(names):
            size = len(name)
            self._halves[size, True, name[: size // 2]].append(name)
            self._halves[size, False, name[size // 2 :]].append(name)

    def find(self, word: str) -> list[str]:
        """Return the names one letter away from `word`, sorted."""
        found: set[str] = set()
        for size in range(max(len(word) - 1, 2), len(word) + 2):
            for tail in {size - size // 2, size - size // 2 - 1}:
                found.update(self._halves.get((size, False, word[len(word) - tail :]), ()))
            for half in {size // 2}:
                found.update(self._halves.get((size, True, word[:half]), ()))
            found.update(self._swapped(word, size))
        return sorted(name for name in found if one_letter(word, name))

    def _swapped(self, word: str, size: int) -> list[str]:
        half = size // 2
        if size != len(word) or not 0 < half < size:
            return []
        swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
        return self._halves.get((size, True, swapped[:half]), [])


def one_letter(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter that a slip of the hand explains.

    Digits and kanji are no letters here: 健一 and 健二 are brothers, and so are a meeting 1 and a meeting 2.
    """
    if one == other or len(one) < _shortest(one) or len(other) < _shortest(other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    stop = 0
    while stop < min(len(one), len(other)) - start and one[-1 - stop] == other[-1 - stop]:
        stop += 1
    left, right = one[start : len(one) - stop], other[start : len(other) - stop]
    if not (left + right).isalpha() or _KANJI.search(left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _shortest(word: str) -> int:
    return 4 if _KANA.search(word) or _KANJI.search(word) else 5
