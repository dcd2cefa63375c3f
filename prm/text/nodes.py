"""What front matter is made of: values, keys and maps with their places."""

from __future__ import annotations

from typing import NamedTuple
from typing import TypeAlias
from unicodedata import normalize

from prm.text.diagnostics import Problem
from prm.text.pattern import Pattern

DEPTH = 16
UNFIT = Pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JOINTS = {ord(sign): None for sign in " -_\u3000\t"}


class Scalar(NamedTuple):
    """A value as YAML means it, and where it is written: quotes, tag and block header included."""

    text: str
    start: int
    end: int
    quoted: bool = False


class Items(NamedTuple):
    """A list; a block list ends with its last leaf, not with the comments below it."""

    items: tuple[Node, ...]
    start: int
    end: int


class Pair(NamedTuple):
    """A key, its value, and where the key is written."""

    key: str
    value: Node
    key_start: int
    key_end: int


class Pairs(NamedTuple):
    """A map in the order of the file; a key given twice stands here twice."""

    pairs: tuple[Pair, ...]
    start: int
    end: int


Node: TypeAlias = Scalar | Items | Pairs


class FrontMatter(NamedTuple):
    """What stands before the body.

    `kind` is `yaml`, `toml`, or empty without front matter; `start` and `end` bound the text between the
    fences; `body` is where the body begins.
    """

    kind: str
    start: int
    end: int
    body: int
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]


Found: TypeAlias = tuple[list[Pair], list[Problem]]


class Unreadable(Exception):
    """YAML gave up at `at`, an offset into the text it was given; `why` is advice, or empty."""

    def __init__(self, at: int, why: str = "") -> None:
        super().__init__(why)
        self.at = at
        self.why = why


def fold_key(key: str) -> str:
    """Return a key as keys are compared: lower case, half width, without blanks, hyphens and underscores."""
    if not key.isascii():
        key = normalize("NFKC", key)
    return key.casefold().translate(_JOINTS)


def duplicates(pairs: tuple[Pair, ...] | list[Pair]) -> list[Problem]:
    """Return a problem for each key that stands above it already, in the same letters."""
    names = [pair.key.strip().casefold() for pair in pairs]
    if len(set(names)) == len(names):
        return []
    seen: set[str] = set()
    problems = []
    for name, pair in zip(names, pairs, strict=True):
        if name in seen:
            advice = f"key “{pair.key}” is given twice; keep one, or make it a list"
            problems.append(Problem("duplicate-key", pair.key_start, pair.key_end, advice))
        seen.add(name)
    return problems
