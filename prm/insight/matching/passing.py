"""Which pairs rest on a word in passing: true now and then, and worth no more than a glance behind the others.

“Lends her big piano room” answers no “pianist for the concert”, and a piano is not yet somebody to tune it.
"""

from __future__ import annotations

from collections.abc import Sequence

from prm.insight.matching.offering import Offering
from prm.insight.matching.offering import Words
from prm.insight.search.saying import Thing
from prm.model.names import is_cjk
from prm.model.synonyms import LIGHT
from prm.model.synonyms import MEASURES
from prm.model.synonyms import STOPS
from prm.model.words import fold
from prm.model.words import stem
from prm.model.words import words
from prm.text.pattern import Pattern

_IN_ITS_WORD = 0.9
"""From how surely on a text says a thing in its own word, and not in one that means nearly the same."""
_DEED = Pattern(
    r"(?i)^(?:(?:somebody|someone|anybody|anyone|people|a person)\s+)?(?:to|who(?:\s+(?:can|could|would))?)\s+(\w+)"
)
_LITTLE = frozenset((*LIGHT, *map(stem, (
    "speak", "talk", "practise", "practice", "play", "share", "join", "come", "go", "run", "keep", "work", "learn",
    "study", "do", "take", "bring", "love", "offer", "read",
))))  # fmt: skip
"""What one does with things without its being what is looked for: speaks Czech, plays the harp."""
_ROOT = 6
"""How many letters words of one root begin with."""
_LINES = ("log", "journal", "meeting", "mention", "note", "about", "intro")


def in_passing(offering: Offering, need: str, things: Sequence[Thing], wanted: Sequence[int], person: int) -> bool:
    """Tell whether what speaks for somebody only touches a need.

    `things` are what it looks for, `wanted` their numbers. So it is where just what is told aside of the thing is said,
    “for the quartet”; where somebody is to do something, and just what it is done to is said; or where a line that
    begins with something else holds a word like it, one of the same language.
    """
    said = [(thing, found) for thing, at in zip(things, wanted, strict=True) if (found := offering.says(at, person))]
    main = [thing for thing, _ in said if not thing.aside]
    if not main:
        return True
    if (deed := _deed(need, things)) is not None and deed not in main:
        return True
    numbers = dict(zip(things, wanted, strict=True))
    return not any(
        sure >= _IN_ITS_WORD
        or is_cjk(thing.said) != is_cjk(each.text)
        or _shares_root(thing, each.text)
        or _begins(offering, numbers[thing], each)
        for thing, found in said
        if not thing.aside
        for each, sure in found
    )


def _deed(need: str, things: Sequence[Thing]) -> Thing | None:
    """Return what is to be done, where a need begins so: “somebody to tune the piano”; None where it tells little."""
    found = _DEED.match(need)
    if found is None or not things or fold(things[0].said) != fold(found.group(1)):
        return None
    return None if stem(fold(found.group(1))) in _LITTLE else things[0]


def _shares_root(thing: Thing, text: str) -> bool:
    """Tell whether a text has a word of the same root: photography, for a photographer."""
    word = fold(thing.said)
    return len(word) >= _ROOT and any(each.startswith(word[:_ROOT]) for each in words(fold(text)))


def _begins(offering: Offering, at: int, said: Words) -> bool:
    """Tell whether a text begins with the thing, and not with what belongs to another: “piano tuning”.

    Words that tell little do not count. Japanese puts the thing anywhere.
    """
    text = said.text.partition(": ")[2] or said.text if said.field in _LINES else said.text
    if is_cjk(text):
        return True
    said_words = words(fold(text))
    for number, word in enumerate(said_words):
        if word not in STOPS and word not in MEASURES and stem(word) not in _LITTLE:
            return offering.is_said(at, word) and (number + 1 == len(said_words) or said_words[number + 1] in STOPS)
    return False
