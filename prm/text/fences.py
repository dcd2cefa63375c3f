"""Where front matter begins and ends, its lines, and the keys that begin them."""

from collections.abc import Iterator
from typing import NamedTuple

from prm.text.pattern import Pattern

BLANKS = " \t\u3000"
_KEY_LENGTH = 80
OPENING = Pattern(r"(?:-{3,}|\+{3,})(?=[ \t]*(?:[\r\n]|\Z))")
CLOSING = {
    "-": Pattern(r"[\r\n]---+[ \t]*(?=[\r\n]|\Z)"),
    "+": Pattern(r"[\r\n]\+\+\++[ \t]*(?=[\r\n]|\Z)"),
}
_LINE = Pattern(r"([ \t\u3000]*)([^\r\n]*)(\r\n|\r|\n|\Z)")
QUOTED = Pattern(r"\"(?:[^\"\\\r\n]|\\[^\r\n])*\"|'(?:[^'\r\n]|'')*'")
_COLON = Pattern(r"：|:(?=[ \t\u3000]|\Z)")
_NO_KEY = Pattern(r"[#・●○•]|[-*+?>|](?:[ \t\u3000]|\Z)|\Z")
ITEM = Pattern(r"-(?:[ \t]+|\Z)")
_DAY = Pattern(r"\d{4}[-/.年]")
_DAY_ITEM = r"(?:[-*+][ \t]+|[・●○•][ \t\u3000]*)(?:\*\*|\[\[)*\d{1,4}[-/.年月]\d"
_DATED = Pattern(rf"{_DAY_ITEM}|{_DAY.written}")
_DOUBT = Pattern(rf"(?:\r\n|\n|\r(?!\n))(?:[ \t]*[\r\n]|{_DAY_ITEM})")
_USUAL_DOUBT = Pattern(rf"\n(?:[ \t]*\n|{_DAY_ITEM})")  # the same without \r, found much faster
_HEADING = Pattern(r"#{1,6}(?:[ \t\u3000]|\Z)")
_HEADING_APART = Pattern(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\r|\n)#{1,6}[ \t\u3000]")
_TOML_KEY = Pattern(r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s=#\[\]\"'{},])+")
TOML_TABLE = Pattern(r"(\[\[?)([^\[\]\r\n]+)\]")


class Line(NamedTuple):
    """A line: where it begins, where its text begins and ends, where the next line begins."""

    start: int
    text: int
    end: int
    next: int


class Key(NamedTuple):
    """A key that begins a line: its bounds, where colon ends and value begins, if the colon is not YAML's."""

    key: str
    start: int
    end: int
    colon: int
    value: int
    wide: bool


def next_line(text: str, at: int) -> int:
    """Return where the line after the one at `at` begins, or the end of the text."""
    found = _LINE.match(text, at)
    return found.end() if found else len(text)


def lines_in(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines of a stretch that ends with a line."""
    while start < end and (found := _LINE.match(text, start, end)):
        yield Line(start, found.end(1), found.end(2), found.end())
        start = found.end()


def key_in(text: str, line: Line) -> Key | None:
    """Return the key that begins `line`; its colon is followed by a blank, or is full-width."""
    if _NO_KEY.match(text, line.text, line.end):
        return None
    quoted = QUOTED.match(text, line.text, line.end)
    colon = _COLON.search(text, quoted.end() if quoted else line.text, line.end)
    if colon is None:
        return None
    key = text[line.text : colon.start()].rstrip(BLANKS)
    if not key or len(key) > _KEY_LENGTH or (quoted and len(key) != len(quoted.group())):
        return None
    value = line.end - len(text[colon.end() : line.end].lstrip(BLANKS))
    wide = colon.group() == "：" or text.startswith("\u3000", colon.end())
    name = key[1:-1] if quoted else key
    return Key(name, line.text, line.text + len(key), colon.end(), value, wide)


def toml_key(text: str, line: Line) -> Key | None:
    """Return the key of a TOML line, or the table that it opens."""
    if table := TOML_TABLE.match(text, line.text, line.end):
        is_list = table.group(1) == "[["
        return Key(table.group(2).strip(), table.start(2), table.end(2), line.end, line.end, is_list)
    key = _TOML_KEY.match(text, line.text, line.end)
    if key is None:
        return None
    rest = text[key.end() : line.end].lstrip()
    if not rest.startswith("="):
        return None
    value = line.end - len(rest[1:].lstrip())
    return Key(key.group(), key.start(), key.end(), line.end - len(rest) + 1, value, False)


class Seen(NamedTuple):
    """A line that says something: what it is, and if it stands behind a blank line, or behind a heading.

    `sort`: key, value (of the key above), day (begins with one), day key (has a colon besides), prose.
    """

    line: Line
    sort: str
    apart: bool
    headed: bool


def _seen(text: str, start: int, end: int, kind: str) -> Iterator[Seen]:
    """Yield what the lines of a block are, comments and blank lines left out, nor what is indented below prose.

    A list belongs to a key without a value above it, unless a heading or a blank line sets a log apart.
    """
    any_key = blank = headed = below_prose = False
    items = -1  # how many the list at hand has so far; -1 where there is none
    for line in lines_in(text, start, end):
        shown = text[line.text : line.end]
        indented = text[line.start] in " \t"
        if not shown or shown[0] == "#":
            headed = headed or (blank and not indented and _HEADING.match(shown) is not None)
            blank = not shown
            continue
        if indented and below_prose:
            continue
        key = key_in(text, line) if kind == "yaml" else toml_key(text, line)
        dated = _DATED.match(shown) is not None
        day_key = key is not None and _DAY.match(shown) is not None
        if any_key and indented:
            sort = "value"
        elif key and not day_key:
            sort, any_key, headed = "key", True, False
            items = -1 if text[key.value : line.end].partition("#")[0].strip() else 0
        elif ITEM.match(shown) and items >= 0 and not _begins_log(items, dated, blank, headed):
            sort, items = "value", items + 1
        else:
            sort, items = "day key" if day_key else "day" if dated else "prose", -1
        below_prose = sort in ("day", "prose")
        yield Seen(line, sort, blank or headed, headed)
        blank = False


def _begins_log(items: int, dated: bool, blank: bool, headed: bool) -> bool:
    """Tell the first line of a log from an item of the list above, of which there are so many items."""
    if items == 0:
        return headed or (blank and dated)
    return headed and dated


def unclosed_end(text: str, start: int, kind: str) -> int:
    """Return where a block without a closing fence ends, `start` where it has no key at all.

    Comments and blank lines behind the last key are headings and gaps of the body. A list belongs to the
    block only below a key without a value; below any other line it is the body's.
    """
    kept = start
    for seen in _seen(text, start, len(text), kind):
        if seen.sort not in ("key", "value"):
            break
        kept = seen.line.next
    return kept


def may_hold_log(text: str, start: int, end: int) -> bool:
    """Tell whether a block has a blank line or an item with a day, as few have: else it holds no log."""
    doubt = _DOUBT if text.find("\r", start - 1, end) >= 0 else _USUAL_DOUBT
    return doubt.search(text, start - 1, end) is not None


def has_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a heading stands behind a blank line of a block."""
    return _HEADING_APART.search(text, start - 1, end) is not None


def log_below(text: str, start: int, end: int) -> int | None:
    """Return where the keys of a block end if the rule that closes it stands below a log or prose, else None.

    What cannot stand in front matter ends it: a day or a heading with no key below. Prose behind a blank
    line does so only where no key ends the block; elsewhere it is a line that lost its key.
    """
    kept, doubt, closed = start, None, False
    for seen in _seen(text, start, end, "yaml"):
        if seen.sort in ("key", "value") or (seen.sort == "day key" and not seen.apart):
            kept, closed = seen.line.next, True
        elif kept > start and (seen.sort != "prose" or seen.headed):
            return kept
        else:
            closed = False
            doubt = kept if doubt is None and seen.apart else doubt
    if kept == start:
        return start
    return None if closed else doubt
