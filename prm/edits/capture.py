"""What a line typed in a hurry says: the day, the kind, who took part, and the words to keep."""

from __future__ import annotations

import re
from typing import NamedTuple

from prm.insight.named import Named
from prm.insight.named import named
from prm.insight.named import with_links
from prm.model.entries import read_content
from prm.model.entries import read_sentence
from prm.model.entries import sentences
from prm.model.schema import HONORIFICS
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary

_JOINED = re.compile(r"[ \t\u3000]*(?:(?:with|to|from|by)(?!\w)[ \t]*)?", re.IGNORECASE)
_BEHIND_NAME = re.compile(rf"(?:{'|'.join(HONORIFICS)})?[ \t\u3000]*(?:[,、:：;.。–—-](?=\s|$)|[,、：])?[ \t\u3000]*")
_PARTICLE = re.compile(r"(?:から|と|に|へ)")
_BEHIND_HEAD = re.compile(r"^(?:しました|した|をした|で|に|を)?[、。，．\s\u3000:：]*")
_KEPT = re.compile(r"(?<!\S)\+(?=[^\W\d_])")
_AND = re.compile(r"(?:and|&)(?!\w)", re.IGNORECASE)
_LEADING = re.compile(r"(?:had|have|a|an|the)\s+", re.IGNORECASE)


class Captured(NamedTuple):
    """What a line says: its kind (note where no word says contact), who took part, its words.

    `head` is the word to write for the kind. `alone` are the words for the one person's own file, `linked` those for a
    journal, with links.
    """

    kind: str
    head: str
    people: tuple[int, ...]
    alone: str
    linked: str


class Doubt(NamedTuple):
    """A name that could mean several people."""

    words: str
    notes: tuple[int, ...]


def capture(vault: Vault, text: str, words: Vocabulary, *, first_only: bool = False) -> Captured | Doubt:
    """Return what a line says, or the first name in it that could mean several people.

    With `first_only` all names but the first stay text.
    """
    found = named(vault, text)[: 1 if first_only else None]
    doubt = next((each for each in found if len(each.notes) > 1), None)
    if doubt is not None:
        return Doubt(doubt.words, doubt.notes)
    linked = with_links(vault, text, found)
    kind, written, people = _contact(vault, linked, words)
    if not people and found:
        people = tuple(dict.fromkeys(each.notes[0] for each in found))[:1]
    head = written if kind and not written.isascii() else kind
    alone = _alone(vault, text, found, words, kind) if len(people) == 1 else linked
    return Captured(kind or "note", head or "note", people, _KEPT.sub("", alone), _KEPT.sub("", linked))


def _contact(vault: Vault, linked: str, words: Vocabulary) -> tuple[str, str, tuple[int, ...]]:
    """Return the kind, the word for it, and who took part, as a journal would be read."""
    size = len(linked)
    reading = read_content(linked, 0, size, words, journal=True)
    if reading.kind is not None and (reading.with_ or "[[" not in linked):
        head = words.head(linked, 0, size)
        written = linked[: head.end] if head else ""
        return (
            reading.kind.name,
            _LEADING.sub("", written).strip(),
            _notes(vault, [link.target for link in reading.with_]),
        )
    for start, end in sentences(linked, 0, size):
        said = read_sentence(linked, start, end, words, "words")
        if said.kind is not None and said.with_:
            spoken = next((each for each in words.contact_words(linked, start, end)), None)
            written = linked[spoken[0] : spoken[1]] if spoken else ""
            return said.kind.name, written, _notes(vault, [link.target for link in said.with_])
    return "", "", ()


def _notes(vault: Vault, targets: list[str]) -> tuple[int, ...]:
    found = [vault.resolve(target) for target in targets]
    return tuple(dict.fromkeys(notes[0] for notes in found if len(notes) == 1 and notes[0] != vault.me))


def _alone(vault: Vault, text: str, found: list[Named], words: Vocabulary, kind: str) -> str:
    """Return the words for the person's own file: without the kind and the name where the line begins with them."""
    own = found[:1]
    rest = with_links(vault, text, [each for each in found[1:] if each.notes != own[0].notes] if own else [])
    head = words.head(rest, 0, len(rest)) if kind else None
    at = head.end if head is not None else 0
    begin = _JOINED.match(rest, at)
    name = begin.end() if begin else at
    if not own or own[0].start != name:
        return rest[at:].strip(" \t\u3000,:")
    behind = _BEHIND_NAME.match(rest, name + len(own[0].words))
    told = rest[behind.end() if behind else name :]
    if _AND.match(told):
        return rest[at:].strip(" \t\u3000,:")
    if head is None and kind and (joined := _PARTICLE.match(told)):
        after = words.head(told, joined.end(), len(told))
        if after is None:
            return rest.strip()
        told = _BEHIND_HEAD.sub("", told[after.end :], count=1)
    return told.strip()
