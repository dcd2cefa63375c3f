"""The exact text of one file: its path, its bytes, what is shown of them, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from prm.text.pattern import Pattern

_BOM = b"\xef\xbb\xbf"
_LINE_END = Pattern(r"\r\n|\r|\n")
_ESCAPED = dict.fromkeys(range(56448, 56576), "�")


class Span(NamedTuple):
    """A stretch of text, in code points: `start` is inside, `end` is not."""

    start: int
    end: int


class Source:
    """One file as read: `data` are its bytes, `text` what is shown of them, without a BOM.

    `encoding` is `utf-8`; or `cp932` where only that decodes strictly; or `unknown`, where bytes that are not
    UTF-8 show as U+FFFD, one for each. Offsets are code points of `text` and map back to bytes exactly.
    """

    __slots__ = ("_digest", "_line_starts", "_raw", "bom", "data", "encoding", "path", "text")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.bom = len(_BOM) if data.startswith(_BOM) else 0
        self._raw: str | None = None
        try:
            self.text, self.encoding = data[self.bom :].decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            self.text, self.encoding = self._other_encoding()
        self._digest = ""
        self._line_starts: list[int] | None = None

    def _other_encoding(self) -> tuple[str, str]:
        rest = self.data[self.bom :]
        if not self.bom and b"\0" not in rest:
            try:
                return rest.decode("cp932"), "cp932"
            except UnicodeDecodeError:
                pass
        self._raw = rest.decode("utf-8", "surrogateescape")
        return self._raw.translate(_ESCAPED), "unknown"

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        if not self._digest:
            from hashlib import sha256

            self._digest = sha256(self.data).hexdigest()
        return self._digest

    def shown_as(self, path: str, text: str) -> Source:
        """Return what is shown of the file, under another path or with another text; it keeps the file's digest."""
        found = Source(path, text.encode("utf-8"))
        found._digest = self.digest
        return found

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; a file has at least one line."""
        if self._line_starts is None:
            if "\r" in self.text:
                self._line_starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
            else:
                sizes = [len(line) + 1 for line in self.text.split("\n")]
                self._line_starts = [0, *accumulate(sizes[:-1])]
        return self._line_starts

    def line(self, offset: int) -> int:
        """Return the line of `offset`, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of `offset`, both counted from 1, columns in code points."""
        line = self.line(offset)
        return line, offset - self.line_starts[line - 1] + 1

    def byte(self, offset: int) -> int:
        """Return how many bytes of `data` stand before `offset`."""
        before = (self.text if self._raw is None else self._raw)[:offset]
        if self.encoding == "unknown":
            return self.bom + len(before.encode("utf-8", "surrogateescape"))
        return self.bom + len(before.encode(self.encoding))

    @property
    def is_utf16(self) -> bool:
        """Whether the file begins as UTF-16 does: what is written into it could not be read again."""
        return self.data.startswith((b"\xff\xfe", b"\xfe\xff"))

    @property
    def newline(self) -> str:
        """The line end this file uses: that of its first line, else a plain newline."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"


class Change(NamedTuple):
    """Replace `span` of a source's text by `text`."""

    span: Span
    text: str


class Edit(NamedTuple):
    """A change to one file, proposed by anything and written by the engine alone.

    `digest` is the SHA-256 of the bytes it was computed from, "" where the file must not exist yet; then one change at
    the start holds the whole text. `to` moves the file there, `delete` removes it; `why` says in a few words what it
    does.
    """

    path: str
    digest: str
    changes: tuple[Change, ...] = ()
    to: str = ""
    delete: bool = False
    why: str = ""


def splice(source: Source, changes: list[Change]) -> bytes:
    """Return the bytes of `source` with `changes` made and every other byte as it was.

    Changes at one place are made in the order given. Raises ValueError where two changes overlap or one lies
    outside the text, UnicodeEncodeError where the file's encoding has no place for a new character.
    """
    encoding = "utf-8" if source.encoding == "unknown" else source.encoding
    pieces: list[bytes] = []
    at = done = 0
    for (start, end), text in sorted(changes, key=lambda change: change.span):
        if not done <= start <= end <= len(source.text):
            raise ValueError(f"changes overlap or lie outside the text at {start}")
        begin, stop = source.byte(start), source.byte(end)
        pieces += (source.data[at:begin], text.encode(encoding))
        at, done = stop, end
    pieces.append(source.data[at:])
    return b"".join(pieces)
