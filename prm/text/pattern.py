"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

_Find: TypeAlias = Callable[..., re.Match[str] | None]


class Pattern:
    """A regular expression whose methods are those of `re`, made at their first use.

    Compiling those of this package takes some 10 ms, and most commands need few of them.
    """

    __slots__ = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "written")

    match: _Find
    fullmatch: _Find
    search: _Find
    sub: Callable[..., str]
    split: Callable[..., list[str]]
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, written: str) -> None:
        self.written = written

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Compile, at the first use of a method; from then on its slot is filled."""
            if name not in self.__slots__:
                raise AttributeError(name)
            setattr(self, name, getattr(re.compile(self.written), name))
            return getattr(self, name)
