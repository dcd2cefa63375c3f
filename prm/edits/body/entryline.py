"""The lines of a log entry, written as its neighbours are: bullet, date, stops, cells."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from prm.edits.body.dayforms import write_day
from prm.edits.body.layout import Dated
from prm.edits.body.layout import Layout
from prm.edits.body.spot import Spot
from prm.edits.body.wording import cell
from prm.edits.body.wording import first_line
from prm.edits.body.wording import further_line
from prm.edits.body.wording import harmless
from prm.model.entries import after_time
from prm.model.entries import read_content
from prm.model.names import is_cjk
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import links
from prm.text.markdown import read_line
from prm.text.pattern import Pattern

_BLANKS = " \t\u3000"
_GAP = Pattern(r"[ \t\u3000]*(?:：|[:—–\-·|－｜](?=[\s\u3000]|\Z))?[ \t\u3000]*\Z")
_STOP = Pattern(r"[ \t\u3000]*(?:：|[:—–\-·|－｜](?=[\s\u3000]|\Z))[ \t\u3000]*")
_CELL = Pattern(r"(?:\[\[[^\[\]\n]*\]\]|\\\||[^|])+")
_NUMBERED = Pattern(r"([ \t\u3000]*)(\d{1,3})([.)][ \t]*)\Z")
_BULLET = Pattern(r"[ \t]*([-*+][ \t]+|[・●○][ \t\u3000]*)")


class Said(NamedTuple):
    """An entry that is to be written: its day, head, the lines of its text, and how it was received.

    `stop`: its head needs a stop, even if nothing stands behind it.
    """

    day: date
    head: str
    lines: list[str]
    received: str
    stop: bool = False


class Style(NamedTuple):
    """How an entry is written.

    `prefix`: what stands before the day. `sample`: a day as it is written there, `others` more of them. `gap` stands
    between day and head, `stop` behind the head, `below` before further lines; `row` is a row of the same table, or "".
    """

    form: str
    prefix: str
    sample: str
    others: tuple[str, ...]
    gap: str
    stop: str
    below: str
    row: str = ""
    split: bool = False


def style_of(layout: Layout, model: Dated, group: Sequence[Dated], said: Said, words: Vocabulary) -> Style:
    """Return the style of a dated line; what it does not show is taken from the others of its group."""
    line, text = layout.lines[model.at], layout.text
    samples = [text[dated.begin : dated.found.end] for dated in group]
    prefix = text[line.start : model.begin]
    if model.form == "row":
        split = _is_split(layout, model, words)
        sample = text[model.begin : model.found.end]
        stop = _stop(layout, group, said, words)
        return Style("row", prefix, sample, tuple(samples), "", stop, "", layout.raw(model.at), split)
    begin = min(after_time(layout.body.text, model.found.end, line.end), line.end)
    gap = _GAP.search(text[model.found.end : begin])
    near = [model, *(dated for dated in group if dated is not model)]
    stop = _stop(layout, near, said, words)
    return Style(
        model.form,
        prefix,
        text[model.begin : model.found.end],
        tuple(samples),
        (gap.group() if gap else "") or ("" if model.found.free and begin < line.end else " "),
        stop,
        _below(prefix, line.level) if model.form != "heading" else "",
    )


def style_anew(layout: Layout, said: Said) -> Style:
    """Return the style of the first entry of a file: the bullet its other lists have, a date in ISO form."""
    return Style("item", bullet_of(layout), "", (), " ", _stop_anew(said), "  ")


def bullet_of(layout: Layout) -> str:
    """Return the bullet of the first list of a file, a dash where it has none."""
    bullets = (_BULLET.match(layout.raw(at)) for at, line in enumerate(layout.lines) if line.kind == "item")
    return next((found.group(1) for found in bullets if found), "- ")


def _below(prefix: str, level: int) -> str:
    """Return what further lines begin with: indented deeper than the entry, however its blanks are counted."""
    blanks = prefix[: len(prefix) - len(prefix.lstrip(_BLANKS))]
    width = len(prefix) - len(blanks)
    return blanks + " " * max(2, width, level + 1 - len(blanks))


def _stop(layout: Layout, near: Sequence[Dated], said: Said, words: Vocabulary) -> str:
    """Return the stop that stands behind heads, of the same script where there is one."""
    found = [pair for dated in near[:40] if (pair := _stop_in(layout, dated, words))]
    same = next((stop for japanese, stop in found if japanese == is_cjk(said.head)), "")
    return same or next((stop for _, stop in found), "") or _stop_anew(said)


def _stop_anew(said: Said) -> str:
    return "：" if is_cjk(said.head) else ": "


def _stop_in(layout: Layout, dated: Dated, words: Vocabulary) -> tuple[bool, str] | None:
    text, end = layout.body.text, layout.lines[dated.at].end
    begin = after_time(text, dated.found.end, end)
    head = words.head(text, begin, end, where_of(layout))
    if head is None or not read_content(text, begin, end, words, where_of(layout)).stopped:
        return None
    at = head.end
    inside = [(link.start, link.end) for link in links(text, begin, end)]
    while found := _STOP.search(text, at, end):
        around = next((stop for start, stop in inside if start <= found.start() < stop), 0)
        if not around:
            stop = layout.text[found.start() : found.end()].rstrip("\r")
            if found.end() >= end - 1 and stop[-1:] not in ("：", " ", "\u3000"):
                stop += " "
            return is_cjk(text[begin : found.start()]), stop
        at = around
    return None


def where_of(layout: Layout) -> str:
    """Return which kinds of entry the file admits besides: those of introductions, or of wishes."""
    note = layout.note
    if any(value.key == "wish" or (value.key == "status" and value.text == "wish") for value in note.values):
        return "wish"
    return "intro" if note.kind == "intro" else ""


# Lines


def write_spot(style: Style, said: Said, order: str, *, items: bool = True, paragraphs: bool = True) -> Spot:
    """Return the lines of an entry and what they must say, without a place.

    With `items` lists in its text stay lists, with `paragraphs` text below a heading does.
    """
    day = write_day(said.day, style.sample, style.others, order) if style.sample else said.day.isoformat()
    if style.form == "row":
        return _write_row(style, said, day)
    gap = style.gap if style.gap or day[-1:] in "日)）" else " "
    more = [further_line(line, items=items) for line in said.lines[1:]]
    opening = style.prefix + day + gap + harmless(said.head)
    told = (first_line(said.lines[0]) if said.lines else "") + (
        f" → {harmless(said.received)}" if said.received else ""
    )
    stop = style.stop if said.lines[0:1] > [""] else style.stop.rstrip(_BLANKS) if said.stop else ""
    first = opening + stop + told
    if style.form != "heading":
        lines = [first, *(style.below + line if line else "" for line in more)]
        return Spot(0, lines, told, tuple(line for line in more if read_line(line, 0, len(line)).kind == "text"))
    if not more:
        return Spot(0, [first], told)
    below = more if paragraphs else list(map(_as_item, filter(None, more)))
    return Spot(0, [first, "", *below], told, tuple(map(_told, filter(str.strip, below))))


def _told(line: str) -> str:
    """Return what a line below a dated heading adds to the words of its entry."""
    found = read_line(line, 0, len(line))
    return (line[found.content :] if found.kind == "item" else line).strip()


def _as_item(line: str) -> str:
    return line if read_line(line, 0, len(line)).kind == "item" else f"- {line}"


# Rows of tables


def _cells(row: str) -> list[str]:
    """Return the cells of a row as they are written, blanks and all."""
    begin = row.index("|") + 1
    return [found.group() for found in _CELL.finditer(row[begin:].rstrip(_BLANKS))]


def _is_split(layout: Layout, model: Dated, words: Vocabulary) -> bool:
    """Tell whether a row has its kind in a cell of its own."""
    row = layout.raw(model.at)
    cells = _cells(row)
    if len(cells) < 3:
        return False
    kind = cells[1].strip()
    head = words.head(kind, 0, len(kind), where_of(layout))
    return not kind or head is not None


def _write_row(style: Style, said: Said, day: str) -> Spot:
    cells = _cells(style.row)
    begin = style.row.index("|") + 1
    left = " " if not cells or cells[0][:1] in _BLANKS else ""
    right = " " if not cells or cells[0][-1:] in _BLANKS else ""
    text = cell("<br>".join(line for line in said.lines if line))
    received = f" → {cell(said.received)}" if said.received else ""
    head = cell(said.head) + (":" if said.stop and (style.split or not text) else "")
    joined = head + (style.stop + text if text else "") + received
    written = [day, head, text + received] if style.split else [day, joined]
    written += [""] * (len(cells) - len(written))
    closed = style.row.rstrip(_BLANKS).endswith("|")
    shown = "|".join(left + one + right or " " for one in written)
    return Spot(0, [style.row[:begin] + shown + ("|" if closed else "")], (text + received).strip())


def numbered(prefix: str) -> str:
    """Return the prefix of the item behind one of a numbered list, "" for other lists."""
    found = _NUMBERED.match(prefix)
    return f"{found.group(1)}{int(found.group(2)) + 1}{found.group(3)}" if found else ""
