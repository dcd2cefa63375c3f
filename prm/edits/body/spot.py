"""Where new lines go: the place among the lines of a body, a section for them, and the edit that is proven."""

from collections.abc import Callable
from collections.abc import Iterable
from typing import NamedTuple

from prm.edits.body.layout import Layout
from prm.edits.body.layout import Section
from prm.edits.body.meaning import Inside
from prm.edits.body.meaning import prove_lines
from prm.edits.body.meaning import unsafe
from prm.edits.proof import Refused
from prm.model.config import Config
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Span

TITLES = (
    *("log", "contact log", "contact history", "history", "interactions", "interaction log"),
    *("記録", "連絡記録", "やりとり", "履歴", "連絡履歴", "交流", "ログ"),
)
"""Headings, in lower case, under which a log begins."""


class Spot(NamedTuple):
    """Lines to write before line number `at`.

    `told` must end the first line of what they say, `more` be the lines below it; `hidden`: they are private.
    """

    at: int
    lines: list[str]
    told: str = ""
    more: tuple[str, ...] = ()
    hidden: bool = False


def first_proven(
    layout: Layout, config: Config, spots: Iterable[Spot], agrees: Callable[[Inside, Spot], str], why: str
) -> Edit:
    """Return the first edit that can be proven and reads as it is meant.

    Raises Refused, for the first of them, where none does.
    """
    refused: Refused | None = None
    for spot in spots:
        try:
            edit = edit_at(layout, spot, why)
            found = prove_lines(layout.source, edit, config, layout.note, added=spot.lines, removed=[])
            if wrong := agrees(found, spot):
                raise unsafe(layout.source, wrong)
        except Refused as error:
            refused = refused or error
        else:
            return edit
    raise refused or unsafe(layout.source, "there is no place for it")


def edit_at(layout: Layout, spot: Spot, why: str) -> Edit:
    """Return the edit that writes the lines of a spot, with the line ends of the lines beside them."""
    source, place = layout.source, layout.place(spot.at)
    newline = layout.newline(spot.at - 1) if spot.at else layout.newline(0)
    open_end = place == len(layout.text) and place > 0 and layout.text[-1] not in "\r\n"
    text = "".join(line + newline for line in spot.lines)
    change = Change(Span(place, place), (newline if open_end else "") + text)
    return Edit(source.path, source.digest, (change,), why=why)


def new_section(layout: Layout, title: str, at: int, lines: list[str]) -> Spot:
    """Return the spot of a section that is not there yet, before line `at`; a blank line parts it from the others."""
    level = _level(layout, at)
    written = ["#" * level + f" {title}", *([""] if _is_airy(layout) else []), *lines]
    before = layout.start > 0 if at == 0 else not layout.is_blank(at - 1)
    behind = at < len(layout.lines) and not layout.is_blank(at)
    return Spot(at, [*([""] if before else []), *written, *([""] if behind else [])])


def _level(layout: Layout, at: int) -> int:
    """Return how deep a new section is: 2, less where it would belong to another one that gives it a meaning."""
    first = next(iter(layout.sections), None)
    if any(section.level == 1 for section in layout.sections if section is not first):
        return 1
    around = [found.level for found in layout.sections if found.at < at <= found.end and found.level < 2 and found.says]
    return min([2, *around])


def _is_airy(layout: Layout) -> bool:
    """Tell whether headings are followed by a blank line."""
    below = [found.at + 1 for found in layout.sections if found.at + 1 < len(layout.lines)]
    blank = sum(layout.is_blank(at) for at in below)
    return bool(below) and blank * 2 > len(below)


def under_heading(layout: Layout, section: Section, lines: list[str]) -> Spot:
    """Return the spot at the end of what stands right below a heading."""
    end = next((found.at for found in layout.sections if found.at > section.at), len(layout.lines))
    while end > section.at + 1 and layout.is_blank(end - 1):
        end -= 1
    if end > section.at + 1:
        listed = layout.lines[end - 1].kind == "item"
        return Spot(end, [*([] if listed else [""]), *lines])
    airy = _is_airy(layout)
    if airy and end < len(layout.lines):
        end, airy = end + 1, False
    follows = end < len(layout.lines) and not layout.is_blank(end)
    return Spot(end, [*([""] if airy else []), *lines, *([""] if follows else [])])
