"""Search: which pieces of the vault's text say what is asked for."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import NamedTuple

from prm.insight.search.saying import Form
from prm.insight.search.saying import Heard
from prm.insight.search.saying import Thing
from prm.insight.search.saying import fts
from prm.insight.search.saying import needles
from prm.insight.search.saying import respelt
from prm.insight.search.saying import surest
from prm.insight.search.seeking import without_sought
from prm.model.facts_text import Said
from prm.model.vault import Vault
from prm.model.words import fold
from prm.model.words import tokens


class Hit(NamedTuple):
    """A piece of text that says something asked for; `sures` has how surely, for each thing."""

    said: Said
    sures: tuple[float, ...]


class Searched(NamedTuple):
    """What was found: the hits, the things looked for, those that were taken for another word, those found nowhere."""

    hits: list[Hit]
    things: list[Thing]
    taken: list[tuple[str, list[str]]]
    nowhere: list[Thing]


def search(vault: Vault, things: Sequence[Thing]) -> Searched:
    """Return every piece of text that says one of the things; a word that stands nowhere is tried one letter off."""
    things = list(things)
    hits = _hits(vault, things)
    nowhere = [thing for at, thing in enumerate(things) if not any(hit.sures[at] for hit in hits)]
    taken: list[tuple[str, list[str]]] = []
    if nowhere:
        known = [word for word in vault.text.known_words() if word.isascii()]
        for thing in nowhere[:]:
            other = respelt(thing, known)
            if other:
                things[things.index(thing)] = other
                nowhere.remove(thing)
                taken.append((thing.said, [form.text for form in other.forms]))
    if taken:
        hits = _hits(vault, things)
    return Searched(hits, things, taken, nowhere)


def _hits(vault: Vault, things: list[Thing]) -> list[Hit]:
    known: dict[str, str] = {}
    found: list[Hit] = []
    if not things:
        return found
    forms = [needles(thing) for thing in things]
    told: dict[str, tuple[float, ...]] = {}
    for said in vault.text.holding(fts(things)):
        sures = told.get(said.text)
        if sures is None:
            heard = Heard(said.text, known)
            sures = told[said.text] = tuple([surest(each, heard) for each in forms])
        if any(sures):
            found.append(Hit(said, sures))
    found.sort(key=lambda hit: (hit.said.note, hit.said.line, hit.said.field, hit.said.text))
    return found


Needles = list[tuple[str, Form]]


def apart(hit: Hit, forms: Sequence[Needles], known: dict[str, str]) -> tuple[Hit | None, Hit | None]:
    """Return a hit without what it says that somebody looks for, and that alone; None for what says nothing then.

    `forms` are the needles of each thing, `known` remembers the stems of words.
    """
    rest = without_sought(hit.said.text)
    if rest is None:
        return hit, None
    heard = Heard(rest, known)
    offered = [surest(each, heard) for each in forms]
    sought = [0.0 if still else sure for still, sure in zip(offered, hit.sures, strict=True)]
    found = [hit._replace(sures=tuple(sures)) if any(sures) else None for sures in (offered, sought)]
    return found[0], found[1]


def nearest_words(vault: Vault, things: Sequence[Thing], most: int = 5) -> list[str]:
    """Return the words of the vault that look most like those that stand nowhere."""
    from difflib import get_close_matches

    found: list[str] = []
    known = sorted(vault.text.known_words())
    latin = [word for word in known if word.isascii() and len(word) > 3]
    for thing in things:
        for token in tokens(fold(thing.said)):
            if token.run:
                found += _words_with(vault, token.text)
            else:
                found += get_close_matches(token.text, latin, 3, 0.7)
    said = {token.text for thing in things for token in tokens(fold(thing.said))}
    return [word for word in dict.fromkeys(found) if word not in said][:most]


def _words_with(vault: Vault, run: str) -> list[str]:
    """Return the Japanese words of the vault that share a kanji with a run, the most frequent first."""
    import re
    from collections import Counter

    signs = [sign for sign in run if "\u3400" <= sign <= "\u9fff"]
    if not signs:
        return []
    word = re.compile(rf"[\u3400-\u9fff々]*[{''.join(signs)}][\u3400-\u9fff々]*")
    query = " OR ".join(f'"{sign}"*' for sign in signs)
    found = Counter(each for said in vault.text.holding(query) for each in word.findall(fold(said.text)))
    return [each for each, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:3]]


def marked(text: str, things: Sequence[Thing], on: str, off: str) -> str:
    """Return a text with what says one of the things between two marks."""
    from prm.model.words import spans

    folded, places = spans(text)
    cuts: list[tuple[int, int]] = []
    for thing in things:
        for form in thing.forms:
            cuts += ((places[start], _end(text, places, end)) for start, end in _places(form.sort, form.text, folded))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in reversed(joined):
        text = text[:start] + on + text[start:end] + off + text[end:]
    return text


def _end(text: str, places: list[int], end: int) -> int:
    """Return where in the text the folded sign before `end` is over."""
    at = places[end - 1]
    return next((place for place in places[end:] if place > at), len(text))


def _places(sort: str, text: str, folded: str) -> list[tuple[int, int]]:
    if sort in ("run", "text"):
        found, at = [], folded.find(text)
        while at >= 0:
            found.append((at, at + len(text)))
            at = folded.find(text, at + 1)
        return found
    words = [token for token in tokens(folded) if not token.run]
    if sort == "phrase":
        count = text.count(" ") + 1
        stems = [_stem(token.text) for token in words]
        return [
            (words[at].start, words[at + count - 1].end)
            for at in range(len(words) - count + 1)
            if " ".join(stems[at : at + count]) == text
        ]
    says = _SAYS[sort]
    return [(token.start, token.end) for token in words if says(token.text, text)]


def _stem(word: str) -> str:
    from prm.model.words import stem

    return stem(word)


_SAYS: dict[str, Callable[[str, str], bool]] = {
    "stem": lambda word, text: _stem(word) == text,
    "word": lambda word, text: word == text,
    "start": lambda word, text: word.startswith(text),
}
