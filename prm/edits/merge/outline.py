"""A body as a tree of what belongs together: sections, items with what is indented below them, and other lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from prm.text.markdown import Line
from prm.text.markdown import lines as lines_of
from prm.text.markdown import read_body
from prm.text.markdown import read_line
from prm.text.pattern import Pattern
from prm.text.usual import MAY_BEGIN
from prm.text.usual import USUAL

_BLANKS = " \t\u3000"
_PERIOD = Pattern(r"(\d{4})(?:[-/年.](\d{1,2}))?月?\Z")
_OPENS = Pattern(r"(?:%%|％％)[ \t\u3000]*(?i:private|非公開)[ \t\u3000]*(?:%%|％％)\Z")
_CLOSES = Pattern(r"(?:%%|％％)[ \t\u3000]*[/／][ \t\u3000]*(?i:private|非公開)[ \t\u3000]*(?:%%|％％)\Z")
_MARKS = ("<!--", "%%", "％％")
_NUMBERED = Pattern(r"[ \t]*\d{1,3}[.)][ \t]")
TASK = Pattern(
    r"(?P<bullet>[ \t\u3000]*(?:[-*+－＊＋][ \t\u3000]*|[・･●○][ \t\u3000]*)?)"
    r"(?P<box>[\[［][ \u3000xXｘＸ\-－][\]］]|[□☐☑])(?P<words>.*)",
)
DONE = Pattern(r"[ \t\u3000]*(?:✅[\ufe0f \t\u3000]*|(?<!\w)(?:done|完了)(?:::?|：)[ \t]*)\S+")


def is_generated(line: str) -> bool:
    """Tell whether text that `prm` made begins in a line; it can be made again, so of two versions one will do."""
    return line.lstrip(_BLANKS).startswith("<!-- prm:begin")


def ends_in_prose(lines: Sequence[str]) -> bool:
    """Tell whether a day without a bullet right below some lines would be no entry, but go on with their words."""
    for line in reversed(lines):
        found = read_line(line, 0, len(line))
        if found.kind != "text" or line[:1] in _BLANKS:
            return False
        if not _day(line, found):
            return True
    return False


class Unit(NamedTuple):
    """What moves, changes or goes as one.

    `kind`: text (any other line, or code as a whole), item, line (that begins with a day), row, section, span (private)
    or key (of front matter). `key` is what the same unit has on another side; `head` are its own lines,
    `inside` what it owns, behind the blank lines `lead`, and `foot` closes it. `tail` are the blank lines below, `core`
    all lines but those. `day` is ISO, or the year or month of a heading. `value` is what a key or an item of front
    matter says.
    """

    kind: str
    key: str
    head: tuple[str, ...]
    core: tuple[str, ...]
    lead: tuple[str, ...] = ()
    inside: tuple[Unit, ...] = ()
    foot: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    day: str = ""
    value: object = None


class Scope(NamedTuple):
    """Units that stand below one another, and the blank lines above the first."""

    lead: tuple[str, ...]
    units: tuple[Unit, ...]


class _Text(NamedTuple):
    """The lines of a body, what each of them is, and the lines in which code or a comment that began above goes on."""

    raw: Sequence[str]
    text: str
    lines: list[Line]
    inner: set[int]

    def is_blank(self, at: int) -> bool:
        return at not in self.inner and not self.raw[at].strip(" \t\u3000\r\n")


def outline(raw: Sequence[str]) -> Scope:
    """Return the units of a body, given as lines."""
    bare = [line.rstrip("\r\n") for line in raw]
    body = read_body("\n".join(bare), 0)
    found = list(lines_of(body.text, 0))
    while len(found) < len(bare):
        found.append(Line(len(body.text), len(body.text), "blank", 0, len(body.text), ""))
    inner: set[int] = set()
    starts = [line.start for line in found]
    for start, end, why in body.excluded:
        if why in ("code", "comment", "generated"):
            inner.update(at for at, begin in enumerate(starts) if start < begin < end)
    return _scope(_Text(raw, body.text, found, inner), 0, len(bare))


def _scope(text: _Text, start: int, end: int) -> Scope:
    """Return the units of some lines."""
    at = _skip_blanks(text, start, end)
    lead = tuple(text.raw[start:at])
    units: list[Unit] = []
    paragraph = False
    while at < end:
        unit, after = _unit(text, at, end, paragraph=paragraph)
        behind = _skip_blanks(text, after, end)
        paragraph = unit.kind == "text" and behind == after
        units.append(unit._replace(tail=tuple(text.raw[after:behind])))
        at = behind
    return Scope(lead, tuple(units))


def _skip_blanks(text: _Text, at: int, end: int) -> int:
    while at < end and text.is_blank(at):
        at += 1
    return at


def _without_blanks(text: _Text, start: int, end: int) -> int:
    while end > start and text.is_blank(end - 1):
        end -= 1
    return end


def _unit(text: _Text, at: int, end: int, *, paragraph: bool) -> tuple[Unit, int]:
    """Return the unit that begins in a line, and the line behind it."""
    line = text.lines[at]
    if line.kind == "heading":
        return _section(text, at, end)
    if line.kind in ("blank", "text") and at + 1 < end and at + 1 in text.inner:
        return _block(text, at, end)
    raw = text.raw[at].strip(" \t\u3000\r\n")
    if raw[:1] in "%％" and _OPENS.fullmatch(raw) and (close := _closing(text, at, end)):
        inside = _scope(text, at + 1, close)
        return _owner(text, "span", "private", at, inside, close, close + 1)
    day = _day(text.text, line)
    if line.kind == "row":
        return _leaf(text, "row" if day else "text", at, day)
    if line.kind == "item" or (line.kind == "text" and day and not paragraph and raw[:1] not in "%<"):
        after = _owned(text, at, end)
        if not day and not line.box and _NUMBERED.match(text.raw[at]):
            core = tuple(text.raw[at:after])
            return Unit("text", "", core, core), after
        kind = "item" if line.kind == "item" else "line"
        return _owner(text, kind, _key(text, line, at), at, _scope(text, at + 1, after), after, after, day)
    return _leaf(text, "text", at, "")


def _leaf(text: _Text, kind: str, at: int, day: str) -> tuple[Unit, int]:
    core = (text.raw[at],)
    key = " ".join(text.raw[at].split()) if kind != "text" else ""
    return Unit(kind, key, core, core, day=day), at + 1


def _block(text: _Text, at: int, end: int) -> tuple[Unit, int]:
    """Return code, a comment or generated text as one unit."""
    after = at + 1
    while after < end and after in text.inner:
        after += 1
    core = tuple(text.raw[at:after])
    return Unit("text", "", core, core), after


def _owner(
    text: _Text, kind: str, key: str, at: int, inside: Scope, foot: int, after: int, day: str = ""
) -> tuple[Unit, int]:
    """Return a unit that owns others; those that it owns keep the blank lines behind them."""
    core = tuple(text.raw[at:after])
    unit = Unit(kind, key, core[:1], core, inside.lead, inside.units, tuple(text.raw[foot:after]), (), day)
    return unit, after


def _section(text: _Text, at: int, end: int) -> tuple[Unit, int]:
    line = text.lines[at]
    after = at + 1
    while after < end and not (text.lines[after].kind == "heading" and text.lines[after].level <= line.level):
        after += 1
    after = _without_blanks(text, at + 1, after)
    title = " ".join(text.text[line.content : line.end].strip(" #\t\r\u3000").casefold().split())
    period = _PERIOD.match(title)
    day = f"{period[1]}-{int(period[2]):02}" if period and period[2] else period[1] if period else _day(text.text, line)
    return _owner(text, "section", f"{line.level} {title}", at, _scope(text, at + 1, after), after, after, day)


def _closing(text: _Text, at: int, end: int) -> int:
    """Return the line that closes a private stretch, 0 where a heading stands before it or nothing closes it."""
    for now in range(at + 1, end):
        if text.lines[now].kind == "heading":
            return 0
        if _CLOSES.fullmatch(text.raw[now].strip(" \t\u3000\r\n")):
            return now
    return 0


def _owned(text: _Text, at: int, end: int) -> int:
    """Return the line behind those that an item owns."""
    owner = text.lines[at]
    after = now = at + 1
    apart = False
    while now < end:
        if text.is_blank(now):
            apart, now = True, now + 1
            continue
        if now not in text.inner and not _belongs(text, owner, now, apart=apart):
            break
        now = after = now + 1
        apart = False
    return after


def _belongs(text: _Text, owner: Line, at: int, *, apart: bool) -> bool:
    line, raw = text.lines[at], text.raw[at]
    depth = len(raw) - len(raw.lstrip(_BLANKS))
    if line.kind in ("heading", "row"):
        return False
    if line.kind == "item":
        return line.level > owner.level
    if depth > owner.level:
        return True
    begins_block = at + 1 in text.inner or raw.lstrip(_BLANKS).startswith(_MARKS) or line.kind == "blank"
    return not apart and not begins_block and not _day(text.text, line)


def _day(text: str, line: Line) -> str:
    """Return the whole day that a line begins with, "" for none; a box has its own words."""
    if line.box or line.kind == "blank":
        return ""
    begin = line.content
    while begin < line.end and text[begin] in _BLANKS:
        begin += 1
    return _day_at(text, begin, line.end) if begin < line.end else ""


def _day_at(text: str, begin: int, end: int) -> str:
    """Return the day at a place of a line; what knows every form is imported for the unusual ones alone."""
    if usual := USUAL.match(text, begin, end):
        year, month, day = map(int, usual.groups())
        if year and 1 <= month <= 12 and 1 <= day <= 28:
            return f"{year:04}-{month:02}-{day:02}"
    elif not MAY_BEGIN.match(text, begin):
        return ""
    from prm.text.days import day_at

    found = day_at(text, begin)
    return found.date.isoformat() if found and found.date and not found.span and found.end <= end else ""


def _key(text: _Text, line: Line, at: int) -> str:
    """Return what makes an item the same one: its words; those of a task without its box and the day it was done."""
    raw = text.raw[at].rstrip("\r\n")
    task = TASK.match(raw) if line.box else None
    words = DONE.sub("", task["words"]) if task else raw[line.content - line.start :]
    return ("task " if task else "") + " ".join(words.split())
