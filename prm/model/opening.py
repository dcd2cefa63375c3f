"""The text of a file that is to be read: of a sensible size, both sides of a conflict, with what is wrong with it."""

from __future__ import annotations

import re

from prm.text.diagnostics import Problem
from prm.text.pattern import Pattern
from prm.text.source import Source

MOST_BYTES = 4 << 20
"""A larger file is read up to here only."""

_MARKER = Pattern(r"(?m)(?:^|(?<=\r))(?:<{7}|>{7}|={7}|\|{7})(?:[ \t][^\r\n]*)?(?=[\r\n]|\Z)")


def readable(source: Source) -> tuple[str, list[Problem]]:
    """Return the text to read, with conflict markers blanked, and what is wrong with the file as a whole."""
    shown, problems = source.text, []
    if source.encoding != "utf-8":
        how = "shown as CP932" if source.encoding == "cp932" else "shown with �"
        hint = "; it looks like UTF-16" if source.data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        problems.append(Problem("not-utf8", 0, 0, f"the file is not UTF-8 ({how}){hint}; save it as UTF-8"))
    elif (at := shown.find("\0")) >= 0:
        advice = "a NUL byte: look whether words are missing here, and delete it"
        problems.append(Problem("nul-byte", at, at + 1, advice))
    if len(source.data) > MOST_BYTES:
        shown = shown[: readable_end(source)]
        problems.append(
            Problem(
                "too-large",
                0,
                0,
                f"the file has {len(source.data) >> 20} MB; only the first {MOST_BYTES >> 20} are read",
            )
        )
    if "<<<<<<<" in shown and (marks := _markers(shown)):
        problems.append(
            Problem(
                "conflict-marker",
                *marks[0].span(),
                "git could not merge this file: choose between the sides and delete the marker lines",
            )
        )
        shown = _both_sides(shown, marks)
    return shown, problems


def readable_end(source: Source) -> int:
    """Return up to where a file that is too large is read: the end of a line."""
    return max(source.text.rfind("\n", 0, MOST_BYTES), 0) or MOST_BYTES


def _markers(shown: str) -> list[re.Match[str]]:
    """Return the marker lines of conflicts; a line of `=======` elsewhere underlines a heading."""
    found: list[re.Match[str]] = []
    inside = False
    for mark in _MARKER.finditer(shown):
        sign = mark.group()[0]
        if inside or sign == "<":
            found.append(mark)
            inside = sign != ">"
    return found


def _both_sides(shown: str, marks: list[re.Match[str]]) -> str:
    """Blank the marker lines and the base between `|||||||` and `=======`, offset for offset."""
    pieces: list[str] = []
    at, base = 0, False
    for mark in marks:
        before = shown[at : mark.start()]
        pieces.append(re.sub(r"[^\r\n]", " ", before) if base else before)
        pieces.append(" " * (mark.end() - mark.start()))
        at, base = mark.end(), mark.group().startswith("|")
    return "".join([*pieces, shown[at:]])
