"""The grammar of an entry: head, kind, who took part, and what a sentence in a journal says of contact."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from prm.model.schema import HONORIFICS
from prm.model.schema import IMPLIED_GIVING
from prm.model.schema import Kind
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import Link
from prm.text.markdown import links
from prm.text.pattern import Pattern

_TIME = Pattern(
    r"[ \t\u3000T]*(?:(?:午前|午後)?[ \u3000]?\d{1,2}時(?:半|\d{1,2}分)?|\d{1,2}[:：]\d{2})"
    r"(?:[ \u3000]*[-–—〜~～][ \u3000]*(?:(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?|\d{1,2}[:：]\d{2})|[〜~～])?"
    r"(?:(?=[\s\u3000:：—–\-·|－｜]|$)|(?:から|より|頃|ごろ)に?|に|(?<=[時半分])(?!間))"
)
_STOP = Pattern(r"[：:—–\-·|－｜](?:(?<=：)|(?=[\s\u3000]|$))")
_LEADING_STOP = Pattern(r"[ \t\u3000]*+(?:：|[:—–\-·|－｜](?=[\s\u3000]|$))?[ \t\u3000]*+")
_SENTENCE_END = Pattern(r"[。！？｡.!?．](?:(?<=[。！？｡])|(?<![.!?．]{2})[.!?．]*+(?=[\s\u3000]|$))")
_ABBREVIATION = Pattern(r"(?i)(?:^|[\s(])(?:[A-Za-z]|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|approx|ca|No|e\.g|i\.e)$")
_MARKDOWN_LINK = Pattern(r"\[[^\[\]\n]*\]\([^()\n]*\)")
_ABOUT = Pattern(r"[aArR](?<![\w-].)(?i:(?<=a)bout|(?<=r)e(?:garding)?)(?![\w-])")
_APOSTROPHES = ("'", "’")
_POSSESSIVE = Pattern(r"['’]s(?!\w)")
_HONORIFIC = rf"(?:{'|'.join(HONORIFICS)})?"
_MATTER = Pattern(rf"[ \u3000]*+{_HONORIFIC}[ \u3000]*+(?:の件|について|のこと)")
_JOINED = Pattern(rf"[ \u3000]*+{_HONORIFIC}[ \u3000]*+[と・･、､,，][ \u3000]*+")
_TOGETHER = Pattern(r"(?<!\w)(?:with|and|&|from|to)(?!\w)|[,、・と]|さん|様|先生")
_BETWEEN = " \t\u3000しまたでにをがとのはも"
_JAPANESE = Pattern(r"[\u3040-\u30ff\u3400-\u9fff々]")
_DURATION = Pattern(
    r"[(（][ \u3000]*(?:(\d{1,3})[ \u3000]*(?:h|時間)[ \u3000]*(半)?[ \u3000]*(\d{1,2})?[ \u3000]*(?:m|min|分)?"
    r"|(\d{1,4})[ \u3000]*(?:m|min|分))[ \u3000]*[)）]"
)
_MOST_HEADS = 2000
_ANY_PRESENT = "お土産"
_PRESENTS = tuple(word for word, what in IMPLIED_GIVING if what == "gift")
_new = tuple.__new__


class Reading(NamedTuple):
    """What the content of a line says: kind or None, what was given, who took part, where its text begins."""

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
    text: str,
    pos: int,
    end: int,
    words: Vocabulary,
    where: str = "",
    *,
    journal: bool = False,
    found: list[Link] | None = None,
) -> Reading:
    """Read head and text of an entry whose content runs from `pos` to `end`; `found` are its links, where known.

    In a journal those in the first sentence of the text took part where the head links nobody.
    """
    head = words.head(text, pos, end, where)
    if head is None:
        return Reading(None, "", (), pos, False)
    found = links(text, pos, end) if found is None else found
    inside = _inside(text, pos, end, found)
    at = head.end
    stop = _first(_STOP, text, at, end, inside)
    sentence = _sentence_end(text, at, end, inside)
    close, behind, stopped = (stop[0], stop[1], True) if stop and stop[0] < sentence else (sentence, sentence, False)
    with_ = taking_part(text, pos, close, found) if found else ()
    if not with_ and journal and stopped:
        next_end = _sentence_end(text, behind, end, inside)
        with_ = taking_part(text, behind, next_end, found)
    bare = stopped and _says_nothing(text, head.end, close, found)
    begin = _LEADING_STOP.match(text, behind, end) if behind < end else None
    said = begin.end() if begin else behind
    kind = head.kind
    if kind.contact and words.tried(text, said if stopped else pos, end) and not (not stopped and kind.name == "tried"):
        kind = words.kinds["tried"]
    if head.what and text.startswith(_PRESENTS, pos):  # お歳暮をいただいた tells more than “got gift”
        bare = bare and text.startswith(_ANY_PRESENT, pos)
    else:
        bare = bare or not text[head.end : end].strip()
    return _new(Reading, (kind, head.what, with_, said if bare else pos, stopped))


class Heads:
    """What heads made of words and a stop alone say, each read but once; it forgets all when it knows too many."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._known: dict[tuple[str, str], Reading] = {}

    def read(self, head: str, where: str) -> Reading:
        """Read such a head with no text behind it; `Vocabulary.plain` says that what follows changes nothing."""
        reading = self._known.get((head, where))
        if reading is None:
            if len(self._known) >= _MOST_HEADS:
                self._known.clear()
            text = head + "…"
            reading = self._known[head, where] = read_content(text, 0, len(text), self._words, where)
        return reading


def _says_nothing(text: str, pos: int, end: int, found: list[Link]) -> bool:
    """Tell whether a head says no more behind its kind than who took part."""
    if not text[pos:end].strip(_BETWEEN):
        return True
    if len(found) == 1 and _stands_alone(text, pos, end, found[0]):
        return True
    inside = [link for link in found if pos <= link.start and link.end <= end]
    return not _TOGETHER.sub("", _without(text, pos, end, inside)).strip(_BETWEEN)


def _stands_alone(text: str, pos: int, end: int, link: Link) -> bool:
    """Tell at a glance that a head has but one link behind its kind: what is left without it says nothing."""
    around = pos <= link.start and link.end <= end
    return around and not text[pos : link.start].strip(_BETWEEN) and not text[link.end : end].strip(_BETWEEN)


def read_link_first(text: str, pos: int, end: int, words: Vocabulary, found: list[Link]) -> Reading | None:
    """Read a line of a journal that begins with those it is about and a stop: `[[Ben]]: lunch at noon`.

    They took part if a word of contact follows in the sentence, none of intention before it. `found` are its links.
    """
    if not found or not _ONLY_NAMES.fullmatch(text, pos, max(pos, found[0].start)):
        return None
    inside = _inside(text, pos, end, found)
    stop = _first(_STOP, text, pos, end, inside)
    if stop is None or stop[0] < found[0].end or not _ONLY_NAMES.fullmatch(_without(text, pos, stop[0], found)):
        return None
    close = _sentence_end(text, stop[1], end, inside)
    word = next(words.contact_words(text, stop[1], close), None)
    meant = words.intention.search(_without(text, stop[1], close, found))
    if word is None or (meant and (meant.group("japanese") or stop[1] + meant.start() < word[0])):
        return None
    head = words.head(text, word[0], close)
    kind = words.kinds["tried"] if words.tried(text, word[0], end) or words.tried(text, stop[1], end) else word[2]
    with_ = tuple(link for link in found if link.end <= stop[0] and not link.owner)
    return Reading(kind, head.what if head else "", with_, pos, True)


_ONLY_NAMES = Pattern(rf"[ \t\u3000]*+(?:(?:and|&|＆|と|・|、|,|，|さん|様|{'|'.join(HONORIFICS)})[ \t\u3000]*+)*+")


def _inside(text: str, pos: int, end: int, found: list[Link]) -> list[tuple[int, int]]:
    """Return the stretches in which no stop and no sentence ends: links to notes and to elsewhere."""
    spans = [link[:2] for link in found]
    if text.find("](", pos, end) >= 0:
        spans = sorted({*spans, *(match.span() for match in _MARKDOWN_LINK.finditer(text, pos, end))})
    return spans


def _outside(pattern: Pattern, text: str, pos: int, end: int, inside: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin in no link."""
    at = bisect_left(inside, (pos, pos))
    at = max(0, at - 1)
    for match in pattern.finditer(text, pos, end):
        while at < len(inside) and inside[at][1] <= match.start():
            at += 1
        if at == len(inside) or match.start() < inside[at][0]:
            yield match


def _first(pattern: Pattern, text: str, pos: int, end: int, inside: list[tuple[int, int]]) -> tuple[int, int] | None:
    match = pattern.search(text, pos, end)
    if match is not None and not _is_outside(match.start(), inside):
        match = next(_outside(pattern, text, pos, end, inside), None)
    return match.span() if match else None


def _is_outside(at: int, inside: list[tuple[int, int]]) -> bool:
    """Tell at a glance that a place is in no link: before the first, or behind the only one; else look closer."""
    return not inside or at < inside[0][0] or (len(inside) == 1 and at >= inside[0][1])


def _sentence_end(text: str, pos: int, end: int, inside: list[tuple[int, int]]) -> int:
    first = _SENTENCE_END.search(text, pos, end)
    if first is None or (first.group() != "." and _is_outside(first.start(), inside)):
        return first.end() if first else end  # no doubt, as most are
    for match in _outside(_SENTENCE_END, text, pos, end, inside):
        if match.group() == "." and _ABBREVIATION.search(text, max(pos, match.start() - 8), match.start()):
            continue
        return match.end()
    return end


def sentences(text: str, pos: int, end: int, found: list[Link]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences between `pos` and `end`; `found` are the links there."""
    if pos < end and _is_one_sentence(text, pos, end):
        yield pos, end
        return
    inside = _inside(text, pos, end, found)
    while pos < end:
        after = _sentence_end(text, pos, end, inside)
        yield pos, after
        pos = after


def _is_one_sentence(text: str, pos: int, end: int) -> bool:
    """Tell at a glance that the first place where a sentence may end is the end, wherever the links are."""
    first = _SENTENCE_END.search(text, pos, end)
    return first is None or first.end() == end


def taking_part(text: str, pos: int, end: int, found: list[Link]) -> tuple[Link, ...]:
    """Return the links between `pos` and `end` of people who took part, not those that were only talked about."""
    inside = [link for link in found if pos <= link.start and link.end <= end and not link.owner] if found else None
    if not inside:
        return ()
    if len(inside) == 1 and _took_part(text, pos, end, inside[0]):
        return (inside[0],)
    about = _ABOUT.search(text, pos, end) and _first(_ABOUT, text, pos, end, _inside(text, pos, end, found))
    matters = {link.start for link in inside if _MATTER.match(text, link.end, end)}
    if matters:
        for link, after in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
            if after.start in matters and _JOINED.fullmatch(text, link.end, after.start):
                matters.add(link.start)
    took = [
        link
        for link in inside
        if link.start not in matters
        and not (about and link.start > about[0])
        and not (text[link.end : link.end + 1] in _APOSTROPHES and _POSSESSIVE.match(text, link.end))
    ]
    return tuple(took)


def _took_part(text: str, pos: int, end: int, link: Link) -> bool:
    """Tell whether nothing beside the only link there is can make it a matter: as `taking_part` would see it."""
    return (
        _ABOUT.search(text, pos, link.start) is None
        and _MATTER.match(text, link.end, end) is None
        and text[link.end : link.end + 1] not in _APOSTROPHES
    )


class Said(NamedTuple):
    """What one sentence of a journal says: the kind of contact and its links, or why its links are mentions only."""

    kind: Kind | None
    what: str
    with_: tuple[Link, ...]
    mentions: tuple[Link, ...]
    why: str


def read_sentence(text: str, pos: int, end: int, words: Vocabulary, mentions: str, found: list[Link]) -> Said:
    """Read a sentence of a journal without a head, by its words of contact and of intention; `found` are its links."""
    if not found:
        return Said(None, "", (), (), "")
    if mentions == "never":
        return Said(None, "", (), tuple(found), "mentions in journals do not count here (prm.toml)")
    bare = _without(text, pos, end, found)
    spoken = [(pos + start, pos + stop, kind) for start, stop, kind in words.contact_words(bare, 0, len(bare))]
    if mentions == "all":
        taking = taking_part(text, pos, end, found)
        kind = spoken[0][2] if spoken else None
        return Said(kind, "", taking, _others(found, taking), "talked about")
    if not spoken:
        return Said(None, "", (), tuple(found), "no word of contact")
    japanese = _JAPANESE.search(bare) is not None
    intention = words.intention.search(bare)
    meant = f"only meant: “{intention.group()}”" if intention else ""
    if intention and japanese:
        return Said(None, "", (), tuple(found), meant)
    taking = taking_part(text, pos, end, found)
    if not japanese:
        taking = _meant_so(taking, spoken, intention, pos)
    if not taking:
        return Said(None, "", (), tuple(found), meant or "talked about, or no word of contact before it")
    begin, _, kind = next((word for word in reversed(spoken) if word[0] < taking[0].start), spoken[0])
    head = words.head(bare, begin - pos, len(bare))
    if words.tried(text, begin, end):
        kind = words.kinds["tried"]
    return Said(kind, head.what if head else "", taking, _others(found, taking), "talked about")


def _others(found: list[Link], taking: tuple[Link, ...]) -> tuple[Link, ...]:
    took = {link.start for link in taking}
    return tuple(link for link in found if link.start not in took)


def _meant_so(
    taking: tuple[Link, ...], spoken: list[tuple[int, int, Kind]], intention: re.Match[str] | None, pos: int
) -> tuple[Link, ...]:
    """Return the links behind a word of contact that has no word of intention before it."""
    close = pos + intention.start() if intention else sys.maxsize
    words = [word[0] for word in spoken]
    found: list[Link] = []
    for link in taking:
        before = bisect_left(words, link.start)
        if before and words[before - 1] < close:
            found.append(link)
    return tuple(found)


def _without(text: str, pos: int, end: int, found: list[Link]) -> str:
    """Return a stretch with its links blanked, offset for offset."""
    pieces: list[str] = []
    for link in found:
        pieces += (text[pos : link.start], " " * (link.end - link.start))
        pos = link.end
    return "".join([*pieces, text[pos:end]])


def minutes(text: str) -> int:
    """Return the duration that an entry ends with, in minutes, or 0."""
    if "(" not in text and "（" not in text:
        return 0
    found = [*_DURATION.finditer(text[-40:])]
    if not found:
        return 0
    hours, half, more, plain = found[-1].groups()
    if plain:
        return int(plain)
    return int(hours) * 60 + (30 if half else int(more or 0))


def received(text: str) -> str:
    """Return how something given was received: what stands behind the last arrow."""
    return text.rpartition("→")[2].strip() if "→" in text else ""
