"""What leaves the vault: the same notes without anything private, before anything is derived from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator

from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import target_key
from prm.model.notes import Note
from prm.text.markdown import links
from prm.text.source import Source
from prm.text.source import Span

_NOT_BREAK = re.compile(r"[^\r\n]")


def redact(notes: Iterable[tuple[Source, Note]]) -> Iterator[Source]:
    """Yield the sources without private files, keys, sections and spans, and without the names of private people.

    What is private becomes blanks, so that lines keep their numbers. Redacting the text, not what follows from it, means
    that nothing derived can still know what was private.
    """
    notes = list(notes)
    hidden = [note for _, note in notes if note.hidden]
    keys = {key for note in hidden for _, key in note.names}
    names = _names(hidden)
    for source, note in notes:
        if note.hidden:
            continue
        text = _blank(source.text, note.private)
        if hidden:
            text = _blank(text, tuple(_links_to(text, keys)))
            text = names.sub(lambda found: " " * len(found.group()), text) if names else text
        yield source if text == source.text else Source(source.path, text.encode("utf-8"))


def _blank(text: str, spans: tuple[Span, ...]) -> str:
    """Blank the lines' rest too: a comment behind a private value is private."""
    for start, end in spans:
        end = min(end, len(text))
        text = text[:start] + _NOT_BREAK.sub(" ", text[start:end]) + text[end:]
    return text


def _links_to(text: str, keys: set[str]) -> Iterator[Span]:
    for link in links(text, 0, len(text)):
        key = target_key(link.target)
        if key in keys or folded(key) in keys:
            yield Span(link.start, link.end)


def _names(hidden: list[Note]) -> re.Pattern[str] | None:
    """Return a pattern for every name that private people are called by."""
    written = {
        key for note in hidden for tier, key in note.names if tier in ("file", "name", "alias", "reading", "email")
    }
    written |= {note.name for note in hidden} | {exact(note.name).replace(" ", "") for note in hidden}
    words = sorted((word for word in written if len(word) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
