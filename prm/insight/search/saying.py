"""What a text says: the forms of a thing that is looked for, and whether one of them stands there."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from prm.model.words import fold
from prm.model.words import one_letter_apart
from prm.model.words import short_vowels
from prm.model.words import stem
from prm.model.words import stem_start
from prm.model.words import tokens
from prm.model.words import words
from prm.model.words import words_from

NEAR = 0.5
"""How surely a word is meant that is one letter off."""


class Form(NamedTuple):
    """One way in which a thing can be said, and how surely it is meant (at most 1).

    `sort`: `stem` (a word in any form), `word`, `start` (words that begin so), `phrase` (stems side by side), `run`
    (Japanese, anywhere), `text` (as it stands).
    """

    sort: str
    text: str
    surely: float


class Thing(NamedTuple):
    """One thing that is asked for: as it was said, and its forms, the surest first.

    `aside` says that it only tells more of another thing, what it is for or how big it is, and counts less.
    """

    said: str
    forms: tuple[Form, ...]
    aside: bool = False


class Heard:
    """A text made ready to be compared: folded, its words, their stems; `known` remembers the stems of words."""

    def __init__(self, text: str, known: dict[str, str]) -> None:
        self.folded = fold(text)
        self._known = known

    @cached_property
    def words(self) -> list[str]:
        """Its words, without runs of signs."""
        return words(self.folded)

    @cached_property
    def stems(self) -> list[str]:
        """The stems of its words."""
        return [self._stem(word) for word in self.words]

    def _stem(self, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = stem(word)
        return found

    def says(self, stemmed: str) -> bool:
        """Tell whether a word with a stem stands here, without looking at all words."""
        begun = self.beginning(stem_start(stemmed))
        return any(self._stem(word) == stemmed for word in begun)

    def beginning(self, start: str) -> list[str]:
        """Return its words that begin so."""
        return words_from(start, self.folded) if start in self.folded else []


def surely(thing: Thing, heard: Heard) -> float:
    """Return how surely a text says a thing; 0 where it does not."""
    return surest(needles(thing), heard)


def needles(thing: Thing) -> list[tuple[str, Form]]:
    """Return the forms of a thing, each behind the letters that stand in whatever says it."""
    return [(_needle(form), form) for form in thing.forms]


def _needle(form: Form) -> str:
    return stem_start(form.text.partition(" ")[0]) if form.sort in ("stem", "phrase") else form.text


def surest(forms: Iterable[tuple[str, Form]], heard: Heard) -> float:
    """Return how surely a text says one of some forms, each behind its letters; 0 where it does not."""
    folded = heard.folded
    for needle, form in forms:
        if needle in folded and _says(form, heard):
            return form.surely
    return 0.0


def _says(form: Form, heard: Heard) -> bool:
    sort, text = form.sort, form.text
    if sort == "stem":
        return heard.says(text)
    if sort == "run":
        return text in heard.folded
    if sort == "word":
        return text in heard.beginning(text)
    if sort == "start":
        return heard.beginning(text) != []
    if sort == "phrase":
        return f" {text} " in f" {' '.join(heard.stems)} "
    return _stands_whole(text, heard.folded)


def _stands_whole(text: str, folded: str) -> bool:
    """Tell whether a folded text stands in another, not inside a longer Latin word."""
    before = r"(?<![a-z0-9])" if text[:1].isascii() else ""
    after = r"(?![a-z0-9])" if text[-1:].isascii() else ""
    return text in folded and re.search(before + re.escape(text) + after, folded) is not None


def fts(things: Iterable[Thing], between: str = " OR ") -> str:
    """Return a query of FTS5 for all that may say one of the things, or each of them with `between` AND."""
    return between.join(f"({' OR '.join(dict.fromkeys(map(_terms, thing.forms)))})" for thing in things)


def in_full(thing: Thing) -> str:
    """Return a query of FTS5 for some of what may say a thing, "" for none: whole words are sooner found."""
    stems = [stem_start(form.text) for form in thing.forms if form.sort == "stem"]
    said = [word for word in words(fold(thing.said)) if any(word.startswith(start) for start in stems)]
    whole = [*stems, *said, *(form.text for form in thing.forms if form.sort in ("stem", "start", "word"))]
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(whole))


def _terms(form: Form) -> str:
    if form.sort in ("stem", "start"):
        return _begins(stem_start(form.text) if form.sort == "stem" else form.text)
    if form.sort == "phrase":
        return f"({' AND '.join(_begins(stem_start(word)) for word in form.text.split(' '))})"
    parts: list[str] = []
    for token in tokens(form.text):
        if not token.run:
            parts.append(f'"{token.text}"')
        elif len(token.text) == 1:
            parts.append(_begins(token.text))
        else:
            parts += (f'"{token.text[at : at + 2]}"' for at in range(len(token.text) - 1))
    return f"({' AND '.join(parts)})"


def _begins(start: str) -> str:
    return f'"{start}"*'


def respelt(thing: Thing, known: Iterable[str]) -> Thing | None:
    """Return a thing whose word stands nowhere as the words it may be a slip for: one letter off, or a long vowel."""
    word = fold(thing.said)
    if any(token.run for token in tokens(word)) or " " in word or len(word) < 4:
        return None
    short = short_vowels(word)
    near = [
        each
        for each in known
        if each.isascii() and ((len(word) > 4 and one_letter_apart(word, each)) or short_vowels(each) == short)
    ]
    near += [each for each in known if len(word) > 5 and each.isascii() and one_letter_apart(stem(word), stem(each))]
    return thing._replace(forms=tuple(Form("word", each, NEAR) for each in sorted(set(near)))) if near else None
