"""How a value looks on a page: in one line or in several, in the quotes that the file uses."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import TypeAlias

from prm.edits.front import written
from prm.edits.front.page import Page
from prm.edits.front.page import separator
from prm.edits.proof import Shape
from prm.text.fences import BLANKS

Item: TypeAlias = str | Mapping[str, str]
Part: TypeAlias = str | Sequence[Item]
Given: TypeAlias = Part | Mapping[str, Part]


def shape_of(value: Given) -> Shape:
    """Return what a given value will say once it is written."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return tuple((key, shape_of(said)) for key, said in value.items())
    return [shape_of(item) for item in value]


def flow(page: Page, value: Given, was: str = "", *, inside: bool = True) -> str:
    """Return a value in one line; `inside` brackets more signs need quotes."""
    style = page.style
    if isinstance(value, str):
        quotes = was or (style.quote if style.all_quoted else "")
        return written.scalar(value, flow=inside, was=quotes, quote=style.quote)
    if isinstance(value, Mapping):
        return "{" + ", ".join(entry(page, key, text) for key, text in value.items()) + "}"
    return "[" + ", ".join(flow(page, item, was) for item in value) + "]"


def entry(page: Page, key: str, value: Given, *, inside: bool = True) -> str:
    """Return one entry of a map."""
    return f"{written.scalar(key, flow=True)}: {flow(page, value, inside=inside)}"


def key_lines(page: Page, key: str, value: Given, indent: str) -> list[str]:
    """Return the lines of a key that is new to the file."""
    head = indent + written.scalar(key, flow=True) + separator(page)
    if isinstance(value, str) or not value or not _takes_lines(page, value):
        return [head + flow(page, value, inside=not isinstance(value, str))]
    return [head.rstrip(BLANKS), *in_lines(page, value, indent + page.style.indent)]


def _takes_lines(page: Page, value: Given) -> bool:
    """Tell whether a new list or map stands in lines: as most do; one of maps as any list does."""
    of_maps = not isinstance(value, Mapping) and any(isinstance(item, Mapping) for item in value)
    return page.style.in_lines or (of_maps and page.style.some_in_lines)


def in_lines(page: Page, value: Given, indent: str, was: str = "") -> list[str]:
    """Return a list or a map as lines of a block."""
    if isinstance(value, Mapping):
        indent = indent or "  "
        return [indent + entry(page, key, text, inside=False) for key, text in value.items()]
    return [f"{indent}- {flow(page, item, was, inside=not isinstance(item, str))}" for item in value]
