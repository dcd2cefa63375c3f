"""The sections of a body: which headings a line stands under, what they say of it, and what is private."""

from __future__ import annotations

from prm.model.page import Place
from prm.model.schema import SECTIONS
from prm.model.titles import words_of
from prm.text.pattern import Pattern
from prm.text.source import Span

_SECTIONS = {title: name for name, titles in SECTIONS for title in titles}
_NO_FLAGS: frozenset[str] = frozenset()
_HEADING = Pattern(r"(?<![^\r\n])[ \t\u3000>＞]*+(?P<hashes>\#{1,6})[ \t\u3000](?P<title>[^\r\n]*)")


class Sections:
    """The headings above a line; `flags` says under which sections with a meaning it stands.

    What stands in a private section is added to `private` when the section ends.
    """

    def __init__(self, place: Place, private: list[Span]) -> None:
        self.flags = _NO_FLAGS
        self.begun = False
        self._place = place
        self._private = private
        self._seen: list[tuple[int, int]] = []
        self._open: list[tuple[int, frozenset[str], int]] = []

    def enter(self, title: str, level: int, at: int) -> None:
        """Begin a section, and end those that its heading ends."""
        if self._open:
            self.close(level, at)
        fold = words_of(title)
        flags = _flags(fold)
        if fold in self._place.facts:
            flags.add("facts")
        if self._is_private(fold, flags):
            flags.add("private")
        self.begun = True
        self._seen.append((at, level))
        self._open.append((level, frozenset(flags), at))
        self.flags = self.flags.union(flags) if flags else self.flags

    def close(self, level: int, at: int) -> None:
        """End the sections of a level and of those below it."""
        while self._open and self._open[-1][0] >= level:
            _, flags, start = self._open.pop()
            if "private" in flags:
                self._private.append(Span(start, at))
        self.flags = frozenset().union(*[flags for _, flags, _ in self._open]) if self._open else _NO_FLAGS

    def hide(self, shown: str, start: int, end: int) -> None:
        """Keep a private section private where a fence that nobody closed has swallowed its heading."""
        for found in _HEADING.finditer(shown, start, end):
            title = words_of(found.group("title"))
            if self._is_private(title, _flags(title)):
                level = len(found.group("hashes"))
                later = (at for at, depth in self._seen if at >= end and depth <= level)
                self._private.append(Span(found.start(), next(later, len(shown))))

    def _is_private(self, title: str, flags: set[str]) -> bool:
        return "private" in flags or title in self._place.private or bool(flags & self._place.private)


def _flags(title: str) -> set[str]:
    return {_SECTIONS[title]} if title in _SECTIONS else set()
