"""An ear for many things at once: which of them a text says, without trying each."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from prm.insight.search.saying import Heard
from prm.insight.search.saying import Thing
from prm.insight.search.saying import needles
from prm.insight.search.saying import surest

_START = 5
"""Words that begin a longer one are looked for from this many letters on."""


class Ear:
    """Hears things in texts; what was heard once is remembered."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self._needles = [needles(thing) for thing in things]
        self._known: dict[str, str] = {}
        self._heard: dict[str, dict[int, float]] = {}
        self._stems: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._starts: dict[str, list[int]] = {}
        self._pairs: dict[str, list[int]] = {}
        for at, thing in enumerate(things):
            for sort, text, _ in thing.forms:
                table, key = self._place(sort, text)
                table.setdefault(key, []).append(at)

    def _place(self, sort: str, text: str) -> tuple[dict[str, list[int]], str]:
        if sort in ("stem", "phrase"):
            return self._stems, text.partition(" ")[0]
        if sort == "word":
            return self._words, text
        if sort == "start":
            return self._starts, text[:_START]
        return self._pairs, text[:2]

    def hear(self, text: str) -> dict[int, float]:
        """Return which things a text says, and how surely."""
        found = self._heard.get(text)
        if found is None:
            heard = Heard(text, self._known)
            maybe = sorted(set(self._maybe(heard)))
            found = {at: sure for at in maybe if (sure := surest(self._needles[at], heard))}
            self._heard[text] = found
        return found

    def _maybe(self, heard: Heard) -> Iterator[int]:
        for stem in heard.stems:
            yield from self._stems.get(stem, ())
        for word in heard.words:
            yield from self._words.get(word, ())
            yield from self._starts.get(word[:_START], ())
        if self._pairs:
            folded = heard.folded
            for at in range(len(folded)):
                yield from self._pairs.get(folded[at : at + 2], ())
                yield from self._pairs.get(folded[at], ())
