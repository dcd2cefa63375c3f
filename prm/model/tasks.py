"""The grammar of a task: whose it is, when it is due, whether it is a promise."""

import re
from typing import NamedTuple

from prm.text.dates import Refused
from prm.text.dates import due as read_due
from prm.text.days import day_at
from prm.text.diagnostics import Problem
from prm.text.markdown import Link
from prm.text.markdown import links
from prm.text.pattern import Pattern

_MARK = Pattern(
    r"[\[(]?(?P<mark>📅|⏳|🛫|➕|✅|❌|(?<![\w])(?:due|done|期限)(?:::?|：))[\ufe0f \t\u3000]*"
    r"(?P<date>(?:\[\[)?[^\s\u3000\[\]]+(?:\]\])?)[\])]?"
)
_SIGN = Pattern("[📅⏳🛫➕✅❌:：]")  # every mark has one, and no more than “(done” before it
_BEFORE_SIGN = 5
_OWNER = Pattern(r"(?i)(?:(?<=[\s\u3000])|^)[@＠](me|them)(?!\w)")
_TRAILING = Pattern(r"[(（]([^()（）]*)[)）][ \t\u3000]*$")
_STOP = Pattern(r"[ \t\u3000]*(?:：|[:—–\-·|－｜](?=[\s\u3000]|$))")
_BLANKS = Pattern(r"[ \t\u3000]+")


class Written(NamedTuple):
    """What the line of a task says: the owner, its dates, its words, and where they begin behind the owner's mark.

    `owner` is me, them, link or "" for no mark; `owners` are the links that own it.
    """

    owner: str
    owners: tuple[Link, ...]
    links: tuple[Link, ...]
    text: str
    begin: int
    due: str
    due_last: str
    done: str
    problem: Problem | None


def read_task(text: str, shown: str, pos: int, end: int, order: str) -> Written:
    """Read the task whose words run from `pos` to `end` of `text`; `shown` is the same line with nothing blanked."""
    due = done = due_last = ""
    problem: Problem | None = None
    cuts: list[tuple[int, int]] = []
    sign = _SIGN.search(text, pos, end)
    for found in _MARK.finditer(text, max(pos, sign.start() - _BEFORE_SIGN), end) if sign else ():
        written, after = _date(text, found.start("date"), found.end("date"), end, order)
        cuts.append((found.start(), max(found.end(), after)))
        if found.group("mark") in ("✅",) or found.group("mark").startswith("done"):
            done = done or written
        elif found.group("mark") in ("📅", "⏳") or found.group("mark").startswith(("due", "期限")):
            due = due or written
            due_last, problem = (due_last, problem) if due_last else _last(written, found, order)
    close = _words_end(text, pos, end, cuts)
    if not due and (trailing := _TRAILING.search(text, pos, close)):
        day = day_at(trailing.group(1).strip(), 0, order)
        if day is not None and day.date and day.end == len(trailing.group(1).strip()):
            due, due_last = trailing.group(1).strip(), day.date.isoformat()
            cuts.append(trailing.span())
    found_links = links(text, pos, end)
    owner, owners, begin = _owner(text, pos, end, found_links, cuts)
    words = _BLANKS.sub(" ", _without(shown, pos, end, cuts)).strip()
    said = (owner, owners, tuple(found_links), words, begin, due, due_last, done, problem)
    return tuple.__new__(Written, said)


def _date(text: str, start: int, stop: int, end: int, order: str) -> tuple[str, int]:
    """Return the date as written that begins at `start`, ISO where it is a whole day, and where it ends."""
    day = day_at(text, start, order)
    if day is not None and day.date and day.end <= end:
        return day.date.isoformat(), day.end
    return text[start:stop], stop


def _last(written: str, found: re.Match[str], order: str) -> tuple[str, Problem | None]:
    read = read_due(written, order)
    if isinstance(read, Refused):
        return "", Problem("bad-value", found.start("date"), found.end("date"), read.message)
    return read.last.isoformat(), None


def _words_end(text: str, pos: int, end: int, cuts: list[tuple[int, int]]) -> int:
    """Return where the words end: before the marks that close the line."""
    starts = {stop: start for start, stop in cuts if start < stop}
    while True:
        while end > pos and text[end - 1] in " \t\u3000":
            end -= 1
        if end not in starts:
            return end
        end = starts[end]


def _owner(
    text: str, pos: int, end: int, found: list[Link], cuts: list[tuple[int, int]]
) -> tuple[str, tuple[Link, ...], int]:
    mark = _OWNER.search(text, pos, end) if text.find("@", pos, end) >= 0 or "＠" in text[pos:end] else None
    owners = tuple(link for link in found if link.owner)
    cuts += [(link.start, link.end) for link in owners]
    if mark:
        cuts.append(mark.span())
    begin, stops = pos, {start: stop for start, stop in cuts if start < stop}
    while begin in stops:
        begin = stops[begin]
        while begin < end and text[begin] in " \t\u3000":
            begin += 1
    if owners:
        return "link", owners, begin
    first = found[0] if found and found[0].start == begin else None
    stop = _STOP.match(text, first.end, end) if first else None
    if first and stop:
        cuts.append((first.start, stop.end()))
        begin = stop.end()
    if mark:
        return mark.group(1).lower(), (), begin
    if first and stop:
        return "link", (first,), begin
    return "", (), begin


def _without(shown: str, pos: int, end: int, cuts: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    for start, stop in sorted(cuts):
        if start >= pos:
            pieces += (shown[pos:start], " ")
            pos = stop
    return "".join([*pieces, shown[pos:end]])
