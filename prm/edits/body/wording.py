"""Words as they are written into a body, so that they read back as words and nothing else."""

from __future__ import annotations

from prm.edits.proof import Refused
from prm.text.markdown import read_line
from prm.text.pattern import Pattern

_LINE_END = Pattern(r"\r\n|\r|\n")
_CONTROL = Pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_COMMENT = Pattern(r"<!(?=--)")
_PRIVATE = Pattern(r"([%％])(?=[%％][ \t\u3000]*(?:[/／][ \t\u3000]*)?(?i:private|非公開)[ \t\u3000]*(?:%%|％％))")
_STOP_FIRST = Pattern(r"(?:：|[:—–\-·|－｜](?=[\s\u3000]|\Z))")
_MARK_FIRST = Pattern(r"[>＞]|`{3}|~{3}|[<>|=]{7}")
_NUMBER = Pattern(r"(\d{1,3})(?=[.)](?:[ \t]|\Z))")
_PIPE = Pattern(r"(?<!\\)\|")


def words_in(text: str, path: str) -> list[str]:
    """Return the lines of a text, blanks around it gone.

    Raises Refused where it holds a control character.
    """
    if found := _CONTROL.search(text):
        raise Refused(f"{path}: U+{ord(found.group()):04X} cannot be written in a note; leave it out")
    lines = [line.rstrip() for line in _LINE_END.split(text.strip())]
    return [line for at, line in enumerate(lines) if line or lines[at - 1]]


def harmless(line: str) -> str:
    """Return a line in which no comment and no private stretch begins or ends."""
    return _PRIVATE.sub(r"\1\\", _COMMENT.sub(r"<\\!", line))


def first_line(line: str) -> str:
    """Return the words that stand behind a head: what they begin with is no stop."""
    line = harmless(line)
    return "\\" + line if _STOP_FIRST.match(line) else line


def further_line(line: str, *, items: bool) -> str:
    """Return words as a line of their own; with `items` a list stays one, unless it has boxes."""
    line = harmless(line.strip())
    read = read_line(line, 0, len(line))
    if found := _NUMBER.match(line):
        return line if items else f"{found.group(1)}\\{line[found.end() :]}"
    if read.kind == "item" and items and not read.box:
        return line
    return "\\" + line if read.kind not in ("text", "blank") or _MARK_FIRST.match(line) else line


def cell(line: str) -> str:
    """Return words for the cell of a table."""
    return _PIPE.sub(r"\\|", harmless(line)) + (" " if line.endswith("\\") else "")
