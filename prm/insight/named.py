"""People named in running text: who is meant, never a guess."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.names import is_kanji
from prm.model.names import stem
from prm.model.rows import NoteRow
from prm.model.schema import HONORIFICS
from prm.model.vault import Vault
from prm.text.pattern import Pattern

_TAKEN = Pattern(
    r"\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\]\([^()\n]*\)|\b\w+://\S+|[^\s@]{1,64}@[^\s@]+|(?<![^\s、。，・「（])\+(?:[\u3400-\u9fff々ァ-ヶー]+|\S+)|`[^`\n]*`"
)
_WORD = Pattern(r"[^\W\d_](?:[\w'’.\-]*\w)?")
_HONORIFIC = Pattern("|".join(HONORIFICS))
_DAY_BEFORE = Pattern(r"(?:昨日|今日|先日|先週|今週|今朝|昨夜|今夜|同日|前日|一緒)$")
_BEGINS = Pattern(r"(?:^|[\s、。，・「（:：と])$")
_ENDS = Pattern(r"[\s、，:：と]|$")
_POSSESSIVE = Pattern(r"['’]s$")
_TAKES = ("[", "://", "@", "+", "`")
_LONGEST_CJK = 12
_MOST_WORDS = 4


class Named(NamedTuple):
    """A stretch of text that names somebody: the notes it can mean, best first; honorifics are not part of it."""

    start: int
    end: int
    words: str
    notes: tuple[int, ...]


class _Names:
    """Every name by which people can be meant: whole ones, and parts that need more to be sure."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[tuple[str, bool], set[int]] = {}
        self._calls: dict[str, set[int]] = {}
        for row in vault.values("call"):
            if row.note != vault.me and "@" not in row.text:
                self._calls.setdefault(folded(row.text), set()).add(row.note)

    def whole(self, key: str) -> set[int]:
        """Return the people of a whole name, folded, by what I call them too."""
        return self._calls.get(key, set()) | self._asked(key, part=False)

    def parts(self, key: str) -> set[int]:
        """Return the people of whose name something is a part, folded."""
        return self._asked(key, part=True)

    def find(self, words: str) -> set[int]:
        """Return the people of a whole name, else those of whose name it is a part."""
        key = folded(words)
        return self.whole(key) or self.parts(key)

    def _asked(self, key: str, *, part: bool) -> set[int]:
        if (key, part) not in self._known:
            self._known[key, part] = self._vault.people_named(key, part=part)
        return self._known[key, part]


def named(vault: Vault, text: str) -> list[Named]:
    """Return the people that a text names, in order; links, addresses and `+Name` stay what they are.

    A Latin name must be capitalised. A Japanese one stands whole, or in parts before an honorific; a part in two signs
    or more also as a word of its own, or before と.
    """
    names = _Names(vault)
    found: list[Named] = []
    at = 0
    kept = _TAKEN.finditer(text) if any(sign in text for sign in _TAKES) else ()
    for taken in (*kept, None):
        stop = taken.start() if taken else len(text)
        found += _between(text, at, stop, names)
        at = taken.end() if taken else stop
    return _best_first(vault, found)


def _between(text: str, at: int, stop: int, names: _Names) -> Iterator[Named]:
    while at < stop:
        is_japanese = is_cjk(text[at])
        hit = _japanese_at(text, at, stop, names) if is_japanese else _latin_at(text, at, stop, names)
        if hit is None:
            word = None if is_japanese else _WORD.match(text, at, stop)
            at = _latin_end(text, word) if word else at + 1
        else:
            if hit.notes:
                yield hit
            at = hit.end


def _japanese_at(text: str, at: int, stop: int, names: _Names) -> Named | None:
    for end in range(min(stop, at + _LONGEST_CJK), at + 1, -1):
        words = text[at:end]
        key = folded(words)
        sure = is_cjk(words) and not words[-1].isspace() and not _HONORIFIC.search(words)
        found = names.whole(key) if sure else None
        if found:
            return Named(at, end, words, tuple(sorted(found)))
    if is_kanji(text[max(0, at - 1) : at]) and not _DAY_BEFORE.search(text, max(0, at - 2), at):
        return None
    for end in range(min(stop, at + _LONGEST_CJK), at, -1):
        if _HONORIFIC.match(text, end, stop) and (found := names.parts(folded(text[at:end]))):
            words = text[at:end].rstrip()
            return Named(at, at + len(words), words, tuple(sorted(found)))
    return _apart(text, at, stop, names)


def bare(vault: Vault, text: str) -> Named | None:
    """Return the first part of a Japanese name that stands where no honorific and no end of a word makes it sure."""
    names = _Names(vault)
    for at in range(len(text)):
        for end in range(min(len(text), at + _LONGEST_CJK), at, -1):
            if is_kanji(text[end - 1]) and (found := names.parts(folded(text[at:end]))):
                return Named(at, end, text[at:end], tuple(sorted(found)))
    return None


def _apart(text: str, at: int, stop: int, names: _Names) -> Named | None:
    """Return who is named by a part of their name that stands apart, in kanji: 佐藤 年賀状を出した, 佐藤と昼食."""
    if not _BEGINS.search(text, max(0, at - 1), at):
        return None
    for end in range(min(stop, at + _LONGEST_CJK), at + 1, -1):
        if _ENDS.match(text, end, stop) and is_kanji(text[end - 1]) and (found := names.parts(folded(text[at:end]))):
            return Named(at, end, text[at:end], tuple(sorted(found)))
    return None


def _latin_at(text: str, at: int, stop: int, names: _Names) -> Named | None:
    ends: list[int] = []
    pos = at
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, pos, stop)):
        if _latin_end(text, word) < word.end():
            ends += [_latin_end(text, word), word.end()]
            break
        ends.append(word.end())
        if text[word.end() : word.end() + 1] != " ":
            break
        pos = word.end() + 1
    if not ends or not text[at].isupper():
        return None
    for end in reversed(ends):
        words = _POSSESSIVE.sub("", text[at:end])
        if found := names.find(words):
            return Named(at, at + len(words), words, tuple(sorted(found)))
    return None


def _latin_end(text: str, word: re.Match[str]) -> int:
    """Return where the Latin letters of a word end: kana may follow a name without a blank, as in `Benと`."""
    places = range(word.start() + 1, word.end())
    return next((at for at in places if is_cjk(text[at])), word.end())


def _best_first(vault: Vault, found: list[Named]) -> list[Named]:
    """Put first, where several could be meant, those you met together with the others who are named."""
    sure = {each.notes[0] for each in found if len(each.notes) == 1}
    if not sure or all(len(each.notes) == 1 for each in found):
        return found
    often: dict[int, int] = {}
    for person in sure:
        for company in vault.company_of(person).values():
            for other in company:
                often[other] = often.get(other, 0) + 1
    return [
        each._replace(notes=tuple(sorted(each.notes, key=lambda note: (-often.get(note, 0), note)))) for each in found
    ]


def link_to(note: NoteRow, words: str = "") -> str:
    """Return a link to a note as `prm` writes it: the file name, with a label where they differ."""
    file, label = stem(note.path), words or note.name
    return f"[[{file}]]" if exact(file) == exact(label) else f"[[{file}|{label}]]"


def with_links(vault: Vault, text: str, found: list[Named]) -> str:
    """Return a text in which everybody who is named beyond doubt is a link."""
    for each in reversed(found):
        if len(each.notes) == 1 and not each.words.startswith("["):
            text = text[: each.start] + link_to(vault.notes[each.notes[0]], each.words) + text[each.end :]
    return text
