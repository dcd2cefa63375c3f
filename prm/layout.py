"""Text laid out on a terminal: as one line, in columns, as wide as it looks."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category
from unicodedata import east_asian_width

from prm.text.markdown import plain as without_links
from prm.text.pattern import Pattern

_BREAKS = Pattern(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029][ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]*")
_CONTROLS = Pattern(r"[\x00-\x1f\x7f-\x9f]")
_BLANKS = Pattern(r"  +")
_WIDEST = 1_000


def said(value: object) -> str:
    """Return a text or number as text and nothing as an empty one.

    Raises TypeError for all else: what Python would write for a list is nothing to read, and may be endless.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    raise TypeError("only text and numbers can be written; for a list use join or a loop")


def one_line(value: object) -> str:
    """Return a value as one line: line ends become blanks, control characters go."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", said(value)))


def plain(value: object) -> str:
    """Return text from a note as one line to read: links as names, no runs of blanks."""
    text = said(value)
    if "[" not in text and "  " not in text and text.isprintable():
        return text.strip()
    return _BLANKS.sub(" ", one_line(without_links(one_line(text)))).strip()


def _sign_width(sign: str) -> int:
    if category(sign) in ("Mn", "Me", "Cf") or sign in "\ufdd0\ufdd1":  # what `find` marks words with
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def width(value: object) -> int:
    """Return how many columns a text takes: two for a full-width sign, none for a combining one."""
    text = said(value)
    return len(text) if text.isascii() else sum(map(_sign_width, text))


def pad(value: object, columns: int, side: str = "right") -> str:
    """Fill a text with blanks up to a width in columns, on its `right` or its `left`."""
    text = said(value)
    blanks = " " * max(0, min(columns, _WIDEST) - width(text))
    return blanks + text if side == "left" else text + blanks


def truncate(value: object, columns: int, end: str = "…") -> str:
    """Shorten a text to a width in columns; `end` stands for what was left out."""
    text = said(value)
    if len(text) * 2 <= columns or width(text) <= columns:
        return text
    room = columns - width(end)
    for at, sign in enumerate(text):
        room -= _sign_width(sign)
        if room < 0:
            return text[:at].rstrip() + end
    return text


def _is_simple(text: str) -> bool:
    """Tell whether a text is shown as it is, each sign in one column, as most are."""
    return text.isascii() and text.isprintable() and "[" not in text and "  " not in text


def columns(cells: Iterable[object], *widths: int) -> str:
    """Lay texts out in columns of these widths, two blanks between; a last text without a width is as long as it is.

    Each becomes one line to read, as with `plain`; the line has no blanks at its end.
    """
    line = ""
    for at, cell in enumerate(cells):
        if at < len(widths) and isinstance(cell, str) and len(cell) <= widths[at] < _WIDEST and _is_simple(cell):
            line += cell.strip().ljust(widths[at] + 2)
            continue
        text = plain(cell)
        if at < len(widths):
            room = max(1, min(widths[at], _WIDEST))
            if (taken := width(text)) > room:
                text = truncate(text, room)
                taken = width(text)
            text += " " * (room - taken + 2)
        line += text
    return line.rstrip()
