"""Add an item to a daily note, at the end of its list; the file may not be there yet."""

from __future__ import annotations

from collections.abc import Iterator

from prm.edits.body.entryline import bullet_of
from prm.edits.body.entryline import numbered
from prm.edits.body.layout import Layout
from prm.edits.body.layout import block_end
from prm.edits.body.layout import content_end
from prm.edits.body.layout import last_seen
from prm.edits.body.layout import lay_out
from prm.edits.body.meaning import Inside
from prm.edits.body.spot import TITLES
from prm.edits.body.spot import Spot
from prm.edits.body.spot import first_proven
from prm.edits.body.spot import under_heading
from prm.edits.body.wording import further_line
from prm.edits.body.wording import harmless
from prm.edits.body.wording import words_in
from prm.edits.proof import Refused
from prm.edits.proof import refuse
from prm.model.config import Config
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import links
from prm.text.markdown import read_line
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

_BLANKS = " \t\u3000"


def add_to_day(source: Source | None, config: Config, path: str, text: str, *, template: str = "") -> Edit:
    """Return the edit that adds an item to the daily note at `path`; a new one begins with `template`.

    A text that begins with a word of the log and links somebody must read as entries of the note's day. Raises Refused.
    """
    base = source or Source(path, template.encode())
    layout = lay_out(base, config)
    if layout.note.kind != "dated":
        raise refuse(base, 0, "this is no daily note; its name must be a day, or its folder a journal")
    lines = words_in(text, path)
    if not lines or not lines[0]:
        raise Refused(f"{path}: there is nothing to write")
    first = harmless(lines[0])
    words = Vocabulary(config)
    head = words.head(first, 0, len(first))
    expected = bool(head and head.kind.contact and links(first, 0, len(first)))

    def agrees(found: Inside, spot: Spot) -> str:
        if found.problems or found.tasks:
            return found.problems[0].message if found.problems else "it would read as a task"
        if expected and not any(entry.kind and entry.day for entry in found.entries):
            return "it would not read as an entry"
        return ""

    edit = first_proven(layout, config, _spots(layout, lines), agrees, "log")
    if source is not None:
        return edit
    whole = splice(base, list(edit.changes)).decode()
    return Edit(path, "", (Change(Span(0, 0), whole),), why=edit.why)


def _spots(layout: Layout, lines: list[str]) -> Iterator[Spot]:
    last = _last_item(layout)
    if last is not None:
        line = layout.lines[last]
        before = layout.text[line.start : line.content]
        yield from _written(block_end(layout, last), numbered(before) or before, lines, [])
        return
    bullet = bullet_of(layout)
    title = next((found for found in layout.sections if found.title in TITLES and not found.says), None)
    if title is not None:
        for spot in _written(0, bullet, lines, []):
            yield under_heading(layout, title, spot.lines)
    for end in dict.fromkeys((content_end(layout), last_seen(layout))):
        apart = end and not layout.is_blank(end - 1) and layout.lines[end - 1].kind != "heading"
        yield from _written(end, bullet, lines, [""] if apart else [])


def _written(at: int, bullet: str, lines: list[str], before: list[str]) -> Iterator[Spot]:
    blanks = bullet[: len(bullet) - len(bullet.lstrip(_BLANKS))]
    below = blanks + " " * max(2, len(bullet) - len(blanks))
    for items in (True, False):
        first = harmless(lines[0])
        read = read_line(bullet + first, 0, len(bullet + first))
        first = "\\" + first if read.box or read_line(first, 0, len(first)).kind not in ("text", "blank") else first
        more = [further_line(line, items=items) for line in lines[1:]]
        yield Spot(at, [*before, bullet + first, *(below + line if line else "" for line in more)])


def _last_item(layout: Layout) -> int | None:
    """Return the last item that stands for itself: one that is an entry where there is one, else any but a task."""
    starts = {entry.start for entry in layout.note.entries}
    items = [at for at, line in enumerate(layout.lines) if line.kind == "item" and not line.box]
    items = [at for at in items if not layout.is_private(layout.lines[at].start) and not _says(layout, at)]
    least = min((layout.lines[at].level for at in items), default=0)
    items = [at for at in items if layout.lines[at].level == least]
    entries = [at for at in items if layout.lines[at].start in starts]
    if not entries and any(found.title in TITLES for found in layout.sections):
        titled = {found.at for found in layout.sections if found.title in TITLES}
        items = [at for at in items if (found := layout.section_of(at)) and found.at in titled]
    if not (entries or items):
        return None
    return _run_end(layout, (entries or items)[-1], items)


def _run_end(layout: Layout, at: int, items: list[int]) -> int:
    """Return the last item of the list that an item stands in."""
    for after in (item for item in items if item > at):
        if any(layout.lines[line].kind == "heading" for line in range(at, after)) or block_end(layout, at) < after - 1:
            break
        at = after
    return at


def _says(layout: Layout, at: int) -> bool:
    section = layout.section_of(at)
    return section is not None and bool(section.says - {"facts"})
