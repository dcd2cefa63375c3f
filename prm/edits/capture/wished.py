"""What a typed line says of somebody I wish to meet: bought, used, result, reported."""

from __future__ import annotations

from prm.insight.named import Named
from prm.insight.named import with_links
from prm.model.schema import HONORIFICS
from prm.model.schema import KINDS
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.pattern import Pattern

_JOINED = Pattern(r"(?i)[ \t\u3000]*(?:(?:to|from|by|of)(?!\w)[ \t]*)?")
_STOP = Pattern(rf"(?:{'|'.join(HONORIFICS)})?[ \t\u3000]*(?:[:：—–,、](?=\s|$)|[：、])[ \t\u3000]*")
_BLANKS = " \t\u3000,:：、"
_VERBS = [(alias, kind.name) for kind in KINDS if kind.where == "wish" for alias in kind.aliases if not alias.isascii()]
_SAID = Pattern(rf"({'|'.join(alias for alias, _ in _VERBS)})(?:しました|した)?[。.]?\Z")


def wished(vault: Vault, text: str, found: list[Named], words: Vocabulary) -> tuple[str, str, str] | None:
    """Return the kind, the head to write and the words behind it, where a line tells such a thing; None where not.

    `bought Kenji Mori: the booklet`, `Kenji Mori: used: the booklet`, 「森さんの小冊子を購入した」.
    """
    if found[0].notes[0] == vault.me or not _is_wish(vault, found[0].notes[0]):
        return None
    said = _head_first(vault, text, found, words) or _name_first(vault, text, found, words)
    return said or (_verb_last(text) if len(found) == 1 else None)


def _is_wish(vault: Vault, person: int) -> bool:
    return vault.notes[person].status == "wish" or bool(vault.values_of(person, "wish"))


def _head_first(vault: Vault, text: str, found: list[Named], words: Vocabulary) -> tuple[str, str, str] | None:
    head = words.head(text, 0, len(text), "wish")
    if head is None or head.kind.where != "wish":
        return None
    at, name = head.end, found[0]
    joined = _JOINED.match(text, at)
    stop = _STOP.match(text, name.end) if joined and joined.end() == name.start else None
    if stop or (joined and joined.end() == name.start and not text[name.end :].strip()):
        at = stop.end() if stop else len(text)
    return head.kind.name, _written(text[: head.end], head.kind.name), _linked(vault, text, at, found)


def _name_first(vault: Vault, text: str, found: list[Named], words: Vocabulary) -> tuple[str, str, str] | None:
    stop = _STOP.match(text, found[0].end) if not text[: found[0].start].strip() else None
    head = words.head(text, stop.end(), len(text), "wish") if stop else None
    if stop is None or head is None or head.kind.where != "wish":
        return None
    return head.kind.name, _written(text[stop.end() : head.end], head.kind.name), _linked(vault, text, head.end, found)


def _verb_last(text: str) -> tuple[str, str, str] | None:
    said = _SAID.search(text)
    kind = next((kind for alias, kind in _VERBS if said and alias == said.group(1)), "")
    return (kind, said.group(1), text) if said and kind else None


def _written(word: str, kind: str) -> str:
    """Return the head to write: a Japanese word as it is written, else the name of the kind."""
    return word.strip() if not word.isascii() else kind


def _linked(vault: Vault, text: str, at: int, found: list[Named]) -> str:
    """Return the words from a place on, with links for whom else they name."""
    rest = [each for each in found if each.start >= at and each.notes[0] != found[0].notes[0]]
    moved = [each._replace(start=each.start - at, end=each.end - at) for each in rest]
    return with_links(vault, text[at:], moved).strip(_BLANKS)
