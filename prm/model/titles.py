"""Titles of headings, as they are compared."""

from __future__ import annotations

from functools import lru_cache

from prm.text.pattern import Pattern

_MOST_TITLES = 1000
_FIRST_LETTER = Pattern(r"\w")


@lru_cache(_MOST_TITLES)
def words_of(title: str) -> str:
    """Return the title of a heading as it is compared: without signs around it, in lower case."""
    found = _FIRST_LETTER.search(title)
    end = len(title)
    while end and not (title[end - 1].isalnum() or title[end - 1] in "_)）"):
        end -= 1
    return title[found.start() if found else 0 : end].casefold()
