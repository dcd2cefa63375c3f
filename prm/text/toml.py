"""Front matter in TOML, with the place of every key and value that a line gives."""

import re
from typing import NamedTuple

from prm.text.diagnostics import Problem
from prm.text.fences import QUOTED
from prm.text.fences import TOML_TABLE
from prm.text.fences import Line
from prm.text.fences import lines_in
from prm.text.fences import toml_key
from prm.text.nodes import DEPTH
from prm.text.nodes import Found
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import duplicates
from prm.text.pattern import Pattern
from prm.text.rescue import as_written


class _Place(NamedTuple):
    """Where a line of TOML gives a key and its value; `path` are the tables it is in, and the key."""

    path: tuple[str | int, ...]
    key_start: int
    key_end: int
    start: int
    end: int


_PART = Pattern(r"\"([^\"\r\n]*)\"|'([^'\r\n]*)'|([^\s=.#\[\]\"'{},]+)")
_LINE = Pattern(r"at line (\d+)")
_CHAIN = Pattern(r"(?:\.[ \t]*[^\s.=]{1,40}[ \t]*){200}")


def _path(key: str) -> tuple[str, ...]:
    return tuple(found[1] or found[2] or found[3] for found in _PART.finditer(key))


def _places(block: str) -> list[_Place]:
    """Find keys and values line by line; a value over several lines is bounded by its first (best effort)."""
    places: list[_Place] = []
    table: tuple[str | int, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for line in lines_in(block, 0, len(block)):
        key = toml_key(block, line)
        if key is None or len(path := _path(key.key)) > DEPTH:
            continue
        if TOML_TABLE.match(block, line.text, line.end):
            counts[path] = counts.get(path, -1) + 1
            table = (*path, counts[path]) if key.wide else path
            places.append(_Place(path, key.start, key.end, key.start, key.end))
        else:
            end = _end(block, key.value, line.end)
            places.append(_Place((*table, *path), key.start, key.end, key.value, end))
    return places


def _end(block: str, start: int, end: int) -> int:
    """Return where the value at `start` ends in its line, a comment behind it left out."""
    quoted = QUOTED.match(block, start, end)
    if quoted and block[quoted.end() : end].lstrip()[:1] in ("", "#"):
        return quoted.end()
    value = block[start:end]
    return start + len((value if value[:1] in ("'", '"', "[", "{") else value.partition("#")[0]).rstrip())


def read_toml(block: str, base: int) -> Found:
    """Read a block of TOML; where it is none, every `key = value` line as written."""
    import tomllib

    found = _places(block)
    places = {place.path: place for place in reversed(found)}
    number = None
    try:
        if _CHAIN.search(block):
            raise ValueError("a key of so many parts takes minutes to read")
        table = tomllib.loads(re.sub(r"\r(?!\n)", "\n", block), parse_float=str)
        root = _node(table, (), _Place((), 0, 0, 0, len(block)), places, block, base)
        return (list(root.pairs) if isinstance(root, Pairs) else []), []
    except (ValueError, RecursionError) as error:
        number = _LINE.search(str(error))
    lines = list(lines_in(block, 0, len(block)))[: int(number.group(1)) if number else None]
    shown = [line for line in lines if line.text < line.end] or [Line(0, 0, 0, 0)]
    line = shown[-1]
    advice = "this line cannot be read as TOML; check its quotes and brackets"
    problem = Problem("bad-yaml", base + line.text, base + max(line.end, line.text), advice)
    pairs = [
        Pair(
            ".".join(map(str, place.path)),
            as_written(block, base, place.start, place.end),
            base + place.key_start,
            base + place.key_end,
        )
        for place in found
        if place.start != place.key_start
    ]
    return pairs, [problem, *duplicates(pairs)]


def _node(
    value: object,
    path: tuple[str | int, ...],
    place: _Place,
    places: dict[tuple[str | int, ...], _Place],
    block: str,
    base: int,
) -> Node:
    """Return a TOML value as the nodes YAML would give; without a place of its own it takes its table's."""
    if len(path) > DEPTH:
        raise ValueError("nested too deep")
    start, end = base + place.start, base + place.end
    if isinstance(value, dict):
        pairs = []
        for key, inner in value.items():
            at = places.get((*path, key), place)
            node = _node(inner, (*path, key), at, places, block, base)
            pairs.append(Pair(key, node, base + at.key_start, base + at.key_end))
        return Pairs(tuple(pairs), start, end)
    if isinstance(value, list):
        items = (_node(item, (*path, at), place, places, block, base) for at, item in enumerate(value))
        return Items(tuple(items), start, end)
    written = block[place.start : place.end]
    return Scalar(_text(value, written), start, end, isinstance(value, str) and written[:1] in "'\"[{")


def _text(value: object, written: str) -> str:
    """Return a TOML scalar as text; whole numbers as written, since `+81…` is a telephone number."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return written if re.fullmatch(r"[+-]?[\w]+", written) else str(value)
    form = getattr(value, "isoformat", None)
    return str(form()) if form else str(value)
