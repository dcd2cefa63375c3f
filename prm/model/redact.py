"""What leaves the vault: the same notes without anything private, before anything is derived from them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from unicodedata import normalize

from prm.model.names import VARIANTS
from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import stem
from prm.model.names import target_key
from prm.model.notes import Note
from prm.model.opening import MOST_BYTES
from prm.model.opening import readable_end
from prm.text.days import day_in_name
from prm.text.markdown import links
from prm.text.markdown import read_body
from prm.text.source import Source
from prm.text.source import Span

_NOT_BREAK = re.compile(r"[^\r\n]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,6})[ \t]")
_SEPARATOR = re.compile(r"[\s_\-]+")
_CALLED = ("aliases", "reading", "email", "call", "name")


def redact(notes: Iterable[tuple[Source, Note]]) -> Iterator[Source]:
    """Yield the sources without private files, keys, sections and spans, and without the names of private people.

    Lines keep their numbers. A line that names a private person goes whole, with what is indented below it: the rest
    of it would say something else. Redacting the text, not what follows from it, means that nothing derived can still
    know what was private. What was generated may tell anything and goes too.
    """
    notes = list(notes)
    redaction = Redaction(note for _, note in notes if note.hidden)
    for source, note in notes:
        if (shown := redaction.of(source, note)) is not None:
            yield shown


class Redaction:
    """What is to be left out besides what each file says of itself: whatever names somebody whose file is private."""

    def __init__(self, hidden: Iterable[Note]) -> None:
        hidden = list(hidden)
        self._found: dict[str, bool] = {}
        self._keys = {
            key
            for note in hidden
            for tier, key in note.names
            if not _is_day(note.path) or (tier == "path" and "/" in key)
        }
        self._names = _names([note for note in hidden if note.kind == "person"])

    def __str__(self) -> str:
        """Return all that it depends on."""
        return "\n".join((self._names.pattern if self._names else "", *sorted(self._keys)))

    @property
    def is_idle(self) -> bool:
        """Whether nobody is to be left out."""
        return not self._keys and self._names is None

    def concerns(self, source: Source) -> bool:
        """Tell whether a file can differ from what is shown of it because of whom it names; False is certain."""
        if _stands_below(source.path, self._keys):
            return True
        if self._names and (self._names.search(source.text) or self._names.search(source.path)):
            return True
        return any(True for _ in self._links(source.text))

    def of(self, source: Source, note: Note) -> Source | None:
        """Return a file without what is private, None where all of it is."""
        if note.hidden or note.kind == "generated" or _stands_below(source.path, self._keys):
            return None
        text = source.text if len(source.data) <= MOST_BYTES else source.text[: readable_end(source)]
        text = _blank(text, (*note.private, *_generated(text)))
        path = source.path
        named = list(self._links(text))
        if self._names:
            named += (Span(*found.span()) for found in self._names.finditer(text))
            path = self._names.sub("…", path)
        text = _blank(text, _whole_lines(text, named))
        same = text == source.text and path == source.path
        return source if same else source.shown_as(path, text)

    def _links(self, text: str) -> Iterator[Span]:
        """Yield the links to somebody who is left out."""
        for link in links(text, 0, len(text)) if self._keys else ():
            if (found := self._found.get(link.target)) is None:
                key = target_key(link.target)
                found = self._found[link.target] = key in self._keys or folded(key) in self._keys
            if found:
                yield Span(link.start, link.end)


def _is_day(path: str) -> bool:
    """Tell whether a file's name is a bare day: links to days are how entries are dated."""
    found = day_in_name(stem(path))
    return found is not None and not found[1]


def _stands_below(path: str, keys: set[str]) -> bool:
    """Tell whether a note lies in a folder that is named like a private person: it is about that person."""
    return any(exact(part) in keys or folded(part) in keys for part in path.split("/")[:-1]) if keys else False


def _generated(text: str) -> Iterator[Span]:
    if "prm:begin" in text:
        yield from (Span(each.start, each.end) for each in read_body(text, 0).excluded if each.why == "generated")


def _whole_lines(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the lines that hold the spans, each with what is indented below it, a heading with all that it heads."""
    if not (spans := list(spans)):
        return
    starts = [0, *(found.end() for found in _LINE_END.finditer(text)), len(text)]
    for start, end in spans:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)) - 1
        depth = _depth(text[starts[first] : starts[first + 1]])
        while last + 2 < len(starts) and _depth(text[starts[last + 1] : starts[last + 2]]) > depth:
            last += 1
        yield Span(starts[first], starts[last + 1])


def _depth(line: str) -> int:
    """Return how deep a line stands: its indentation; headings stand above all else, a blank line belongs nowhere."""
    if found := _HEADING.match(line):
        return len(found.group(1)) - 10
    return len(line) - len(line.lstrip(" \t\u3000")) if line.strip() else -1


def _blank(text: str, spans: Iterable[Span]) -> str:
    """Take the spans out, all but the ends of lines."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            pieces += (text[at:start], _NOT_BREAK.sub("", text[start:end]))
            at = end
    return "".join([*pieces, text[at:]])


def _names(hidden: list[Note]) -> re.Pattern[str] | None:
    """Return a pattern for every name that private people are called by, however its parts are joined."""
    written = {
        key for note in hidden for tier, key in note.names if tier in ("file", "name", "alias", "reading", "email")
    }
    written |= {value.text for note in hidden for value in note.values if value.key in _CALLED}
    written |= {name for note in hidden for name in (note.name, note.reading, stem(note.path))}
    forms = {form for word in written for form in (word, normalize("NFC", word), normalize("NFD", word))}
    words = sorted((word.strip() for word in forms if len(word.strip()) > 1), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_pattern, words)), re.IGNORECASE) if words else None


def _pattern(word: str) -> str:
    """Return a pattern for a name: its parts joined in any way, variant kanji as one, Latin words whole."""
    parts = ["".join(map(_sign, part)) for part in _SEPARATOR.split(word) if part]
    joined = r"[\s_\-・]*".join(parts)
    before = "(?<![a-zA-Z0-9])" if word[0].isascii() else ""
    after = "(?![a-zA-Z0-9])" if word[-1].isascii() else ""
    return before + joined + after


def _sign(sign: str) -> str:
    return f"[{VARIANTS[sign]}]" if sign in VARIANTS else re.escape(sign)
