"""The grammar of an entry: head, kind, who took part, and what a sentence in a journal says of contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prm.model.schema import HONORIFICS
from prm.model.schema import Kind
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import Link
from prm.text.markdown import links

_TIME = re.compile(
    r"[ \t\u3000T]*(?:(?:午前|午後)?[ \u3000]?\d{1,2}時(?:半|\d{1,2}分)?|\d{1,2}[:：]\d{2})"
    r"(?:[ \u3000]*[-–—〜~～][ \u3000]*(?:(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?|\d{1,2}[:：]\d{2})|[〜~～])?"
    r"(?=[\s\u3000:：—–\-·|]|$|に|から|より|頃|ごろ)"
)
_STOP = re.compile(r"：|[:—–\-·|](?=[\s\u3000]|$)")
_LEADING_STOP = re.compile(r"[ \t\u3000]*(?:：|[:—–\-·|](?=[\s\u3000]|$))?[ \t\u3000]*")
_SENTENCE_END = re.compile(r"[。！？]|[.!?]+(?=[\s\u3000]|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|approx|ca|No|e\.g|i\.e)$", re.IGNORECASE
)
_ABOUT = re.compile(r"(?<![\w-])(?:about|re|regarding)(?![\w-])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_HONORIFIC = rf"(?:{'|'.join(HONORIFICS)})?"
_MATTER = re.compile(rf"[ \u3000]*{_HONORIFIC}[ \u3000]*(?:の件|について|のこと)")
_JOINED = re.compile(rf"[ \u3000]*{_HONORIFIC}[ \u3000]*[と・、,，][ \u3000]*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_DURATION = re.compile(
    r"[(（][ \u3000]*(?:(\d{1,3})[ \u3000]*(?:h|時間)[ \u3000]*(半)?[ \u3000]*(\d{1,2})?[ \u3000]*(?:m|min|分)?|(\d{1,4})[ \u3000]*(?:m|min|分))[ \u3000]*[)）]"
)


class Reading(NamedTuple):
    """What the content of a line says: kind or None, what was given, links that took part, and where its text begins."""

    kind: Kind | None
    what: str
    with_: tuple[Link, ...]
    text: int
    stopped: bool


def after_time(text: str, pos: int, end: int) -> int:
    """Return where the head begins: behind a time and a stop, if there are any."""
    found = _TIME.match(text, pos, end)
    at = found.end() if found else pos
    stop = _LEADING_STOP.match(text, at, end)
    return stop.end() if stop else at


def read_content(
    text: str, pos: int, end: int, words: Vocabulary, where: str = "", *, journal: bool = False
) -> Reading:
    """Read head and text of an entry whose content runs from `pos` to `end`.

    In a journal those in the first sentence of the text took part where the head links nobody.
    """
    head = words.head(text, pos, end, where)
    if head is None:
        return Reading(None, "", (), pos, False)
    found = links(text, pos, end) if "[" in text[pos:end] else []
    stop = _first(_STOP, text, head.end, end, found)
    sentence = _sentence_end(text, head.end, end, found)
    close, behind, stopped = (stop[0], stop[1], True) if stop and stop[0] < sentence else (sentence, sentence, False)
    with_ = taking_part(text, pos, close, found)
    if not with_ and journal and stopped:
        next_end = _sentence_end(text, behind, end, found)
        with_ = taking_part(text, behind, next_end, found)
    bare = stopped and not text[head.end : close].strip(" \t\u3000しましたでにをがとのはも")
    begin = _LEADING_STOP.match(text, behind, end)
    said = begin.end() if begin else behind
    kind = head.kind
    if kind.contact and words.tried(text, said if stopped else pos, end) and not (not stopped and kind.name == "tried"):
        kind = words.kinds["tried"]
    return Reading(kind, head.what, with_, said if bare else pos, stopped)


def _first(pattern: re.Pattern[str], text: str, pos: int, end: int, found: list[Link]) -> tuple[int, int] | None:
    for match in pattern.finditer(text, pos, end):
        if not any(link.start <= match.start() < link.end for link in found):
            return match.span()
    return None


def _sentence_end(text: str, pos: int, end: int, found: list[Link]) -> int:
    for match in _SENTENCE_END.finditer(text, pos, end):
        if any(link.start <= match.start() < link.end for link in found):
            continue
        if match.group() == "." and _ABBREVIATION.search(text, max(pos, match.start() - 8), match.start()):
            continue
        return match.end()
    return end


def sentences(text: str, pos: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences between `pos` and `end`."""
    found = links(text, pos, end)
    while pos < end:
        after = _sentence_end(text, pos, end, found)
        yield pos, after
        pos = after


def taking_part(text: str, pos: int, end: int, found: list[Link]) -> tuple[Link, ...]:
    """Return the links between `pos` and `end` of people who took part, not those that were only talked about."""
    inside = [link for link in found if pos <= link.start and link.end <= end and not link.owner]
    if not inside:
        return ()
    about = _first(_ABOUT, text, pos, end, found)
    matters = {link.start for link in inside if _MATTER.match(text, link.end, end)}
    for link, after in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        if after.start in matters and _JOINED.fullmatch(text, link.end, after.start):
            matters.add(link.start)
    return tuple(
        link
        for link in inside
        if link.start not in matters and not (about and link.start > about[0]) and not _POSSESSIVE.match(text, link.end)
    )


class Said(NamedTuple):
    """What one sentence of a journal says: the kind of contact and its links, or why its links are mentions only."""

    kind: Kind | None
    with_: tuple[Link, ...]
    mentions: tuple[Link, ...]
    why: str


def read_sentence(text: str, pos: int, end: int, words: Vocabulary, mentions: str) -> Said:
    """Read one sentence of a journal without a head, by its words of contact and of intention."""
    found = links(text, pos, end)
    if not found:
        return Said(None, (), (), "")
    if mentions == "never":
        return Said(None, (), tuple(found), "mentions in journals do not count here (prm.toml)")
    bare = _without(text, pos, end, found)
    if mentions == "all":
        taking = taking_part(text, pos, end, found)
        word = next((kind for _, _, kind in words.contact_words(bare, 0, len(bare))), None)
        return Said(word, taking, tuple(link for link in found if link not in taking), "talked about")
    japanese = _JAPANESE.search(bare) is not None
    spoken = list(words.contact_words(text, pos, end))
    spoken = [word for word in spoken if not any(link.start <= word[0] < link.end for link in found)]
    if not spoken:
        return Said(None, (), tuple(found), "no word of contact")
    intention = words.intention.search(bare)
    if intention and japanese:
        return Said(None, (), tuple(found), f"only meant: “{intention.group()}”")
    taking = taking_part(text, pos, end, found)
    if not japanese:
        taking = tuple(link for link in taking if _meant_so(link, spoken, intention, pos))
    if not taking:
        why = f"only meant: “{intention.group()}”" if intention else "talked about, or no word of contact before it"
        return Said(None, (), tuple(found), why)
    begin, _, kind = next((word for word in reversed(spoken) if word[0] < taking[0].start), spoken[0])
    if words.tried(text, begin, end):
        kind = words.kinds["tried"]
    return Said(kind, taking, tuple(link for link in found if link not in taking), "talked about")


def _meant_so(link: Link, spoken: list[tuple[int, int, Kind]], intention: re.Match[str] | None, pos: int) -> bool:
    """Tell whether a word of contact stands before `link` and no word of intention before that word."""
    before = [word[0] for word in spoken if word[0] < link.start]
    return bool(before) and not (intention and pos + intention.start() < before[-1])


def _without(text: str, pos: int, end: int, found: list[Link]) -> str:
    """Return a stretch with its links blanked, offset for offset."""
    pieces: list[str] = []
    for link in found:
        pieces += (text[pos : link.start], " " * (link.end - link.start))
        pos = link.end
    return "".join([*pieces, text[pos:end]])


def minutes(text: str) -> int:
    """Return the duration that an entry ends with, in minutes, or 0."""
    found = None
    for found in _DURATION.finditer(text[-40:]):
        pass
    if found is None:
        return 0
    hours, half, more, plain = found.groups()
    if plain:
        return int(plain)
    return int(hours) * 60 + (30 if half else int(more or 0))


def received(text: str) -> str:
    """Return how something given was received: what stands behind the last arrow."""
    return text.rpartition("→")[2].strip() if "→" in text else ""
