"""The lines of an inbox that wait for a place: their words, what stands below them, the day of their heading."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.edits.body.layout import Layout
from prm.edits.capture.telling import is_relative
from prm.edits.capture.telling import lacks_year
from prm.edits.capture.telling import told
from prm.edits.capture.telling import told_at
from prm.edits.proof import Refused
from prm.edits.proof import prove_body
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Span

Recorded = Callable[[int], date | None]
"""Returns the day on which a line, counted from 1, was written, as far as anybody recorded it."""

_BLANKS = " \t\u3000"
_HALF_A_YEAR = timedelta(182)


class Waiting(NamedTuple):
    """One line of an inbox, with what is indented below it: lines `at` to `end` of the layout.

    `number` counts from 1 in the file. `day` is that of the heading above, `near` the last whole day above.
    """

    at: int
    end: int
    number: int
    words: str
    more: tuple[str, ...]
    box: str
    private: bool
    day: date | None
    near: date | None


def waiting(layout: Layout, today: date, order: str, recorded: Recorded) -> Iterator[Waiting]:
    """Yield the lines that wait; code, comments, quotes and what was generated do not, nor a day that stands alone."""
    headings: list[tuple[int, date | None]] = []
    above: list[tuple[int, date]] = []
    near: date | None = None
    at, count = 0, len(layout.lines)
    while at < count:
        line, words = (
            layout.lines[at],
            layout.text[layout.lines[at].content : layout.lines[at].end].strip(_BLANKS + "\r"),
        )
        number, level = layout.source.line(line.start), _level(layout, at)
        if line.kind == "heading":
            headings = [each for each in headings if each[0] < line.level]
            headings.append((line.level, _heading_day(words.strip(" #"), today, order, near, recorded, number)))
            above, near, at = [], headings[-1][1] or near, at + 1
            continue
        if line.kind not in ("item", "text") or not words or _is_excluded(layout, at):
            at += 1
            continue
        above = [each for each in above if each[0] < level]
        day = above[-1][1] if above else next((day for _, day in reversed(headings) if day), None)
        if not line.box and (alone := _alone(words, day or near or today, order)):
            above, near, at = [*above, (level if line.kind == "item" else -1, alone)], alone, at + 1
            continue
        end = _end(layout, at, level)
        more = tuple(layout.raw(below).strip(_BLANKS) for below in range(at + 1, end))
        yield Waiting(at, end, number, words, more, line.box, layout.is_private(line.start), day, near)
        whole = told_at(words, today, order)
        near = whole if whole and not is_relative(words, today, order) and not lacks_year(words, today, order) else near
        at = end


def _heading_day(
    words: str, today: date, order: str, near: date | None, recorded: Recorded, number: int
) -> date | None:
    found = told_at(words, near or today, order)
    if found is None or not is_relative(words, today, order):
        return found
    base = recorded(number)
    return told_at(words, base, order) if base else None


def _alone(words: str, base: date, order: str) -> date | None:
    """Return the day of a line that says nothing but a day, written out."""
    words = words.strip("*_:： ")
    said = told(words, base, order)
    return said.day if said.day and not said.text and not is_relative(words, base, order) else None


def _is_excluded(layout: Layout, at: int) -> bool:
    line = layout.lines[at]
    return any(
        found.start < line.end and line.content < found.end and found.why != "code" for found in layout.body.excluded
    ) or (not layout.body.text[line.content : line.end].strip(_BLANKS))


def _level(layout: Layout, at: int) -> int:
    raw = layout.raw(at)
    return sum(
        4 if sign == "\t" else 2 if sign == "\u3000" else 1 for sign in raw[: len(raw) - len(raw.lstrip(_BLANKS))]
    )


def _end(layout: Layout, at: int, level: int) -> int:
    """Return the number of the line behind those that are indented below a line."""
    end = now = at + 1
    while now < len(layout.lines):
        if layout.is_blank(now):
            now += 1
        elif layout.lines[now].kind == "heading" or _level(layout, now) <= level:
            break
        else:
            now = end = now + 1
    return end


def base_day(line: Waiting, text: str, today: date, order: str, recorded: Recorded) -> date | None:
    """Return the day from which the days in a line are counted, None where nobody knows it."""
    if line.day is not None:
        return line.day
    found = told_at(text, today, order)
    if found is not None and not is_relative(text, today, order):
        if not lacks_year(text, today, order):
            return today
        return line.near + _HALF_A_YEAR if line.near else today
    return recorded(line.number)


def take_out(layout: Layout, lines: Sequence[Waiting]) -> Edit:
    """Return the edit that removes lines from the inbox, and blank lines that would stand twice. Raises Refused."""
    gone = {number for line in lines for number in range(line.at, line.end)}
    dropped: set[int] = set()
    last_kept, parted = -1, False
    for at in range(len(layout.lines)):
        if at in gone:
            parted = True
        elif layout.is_blank(at) and parted and (last_kept < 0 or layout.is_blank(last_kept)):
            dropped.add(at)
        else:
            last_kept, parted = at, False
    spans: list[Span] = []
    for at in sorted(gone | dropped):
        start, end = layout.place(at), layout.place(at + 1)
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    edit = Edit(layout.source.path, layout.source.digest, tuple(Change(span, "") for span in spans), why="inbox")
    prove_body(layout.source, edit, added=[], removed=[layout.raw(at) for at in sorted(gone | dropped)])
    return edit


def found_again(before: Layout, after: Layout, lines: Sequence[Waiting]) -> list[Waiting]:
    """Return the same lines in a file that changed since; raises Refused where they cannot be told for sure."""
    found: list[Waiting] = []
    for line in lines:
        text = _raw(before, line.at, line.end)
        size = line.end - line.at
        old = [at for at in range(len(before.lines) - size + 1) if _raw(before, at, at + size) == text]
        new = [at for at in range(len(after.lines) - size + 1) if _raw(after, at, at + size) == text]
        if len(old) != len(new):
            raise Refused(f"{after.source.path} changed since it was read; nothing was filed, try again")
        at = new[old.index(line.at)]
        found.append(line._replace(at=at, end=at + size))
    return found


def _raw(layout: Layout, at: int, end: int) -> tuple[str, ...]:
    return tuple(map(layout.raw, range(at, end)))
