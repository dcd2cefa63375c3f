"""Lines of vCard and iCalendar: their signs escaped, folded at 75 octets between two letters, ended as both ask for."""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_QUOTED = str.maketrans({'"': "'", "\n": " "})
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")


def clean(text: str) -> str:
    """Return a text without control characters and halves of letters, its line ends as one sign each."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if text.isprintable():
        return text
    kept = (sign if sign in "\n\t" or not ("\x7f" <= sign <= "\x9f" or sign < " ") else "\ufffd" for sign in text)
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in kept)


def escaped(text: str) -> str:
    """Return one text as a value, or as a part of one."""
    return clean(text).translate(_ESCAPES)


def parts(*texts: str) -> str:
    """Return texts as a value that has parts."""
    return ";".join(map(escaped, texts))


def listed(texts: Iterable[str]) -> str:
    """Return texts as a value that is a list."""
    return ",".join(map(escaped, texts))


def parameter(text: str) -> str:
    """Return a text as the value of a parameter, in quotes where it needs them; it cannot hold quotes itself."""
    text = clean(text).translate(_QUOTED)
    return text if text and _PLAIN.issuperset(text) else f'"{text}"'


def folded(line: str) -> str:
    """Return a line cut so that none has more than 75 octets, and no letter is cut."""
    if len(line) * 4 <= _MOST or len(line.encode()) <= _MOST:
        return line
    pieces: list[str] = []
    start, room = 0, _MOST
    for at, sign in enumerate(line):
        room -= len(sign.encode())
        if room < 0:
            pieces.append(line[start:at])
            start, room = at, _MOST - 1 - len(sign.encode())
    return "\r\n ".join([*pieces, line[start:]])


def document(lines: Iterable[str]) -> str:
    """Return lines as a whole text."""
    return "".join(folded(line) + "\r\n" for line in lines)
