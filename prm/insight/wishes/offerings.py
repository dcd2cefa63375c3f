"""What somebody I wish to meet makes: its price and release, and which lines say that I bought it and used it."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from prm.model.rows import ValueRow
from prm.text.clock import moment
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern

_URL = Pattern(r"(?:https?://|www\.)\S+")
_WORD = Pattern(r"[^\W\d_]+|\d+")
_PLAIN = frozenset((
    "the", "and", "for", "with", "from", "that", "this", "about", "after", "into", "over", "his", "her", "their", "its",
))  # fmt: skip
_SHORTEST = 3
_PARTS = Pattern(r",\s+|[、，]\s*")
_LONGEST_PRICE = 24
_CJK = Pattern(r"[\u3040-\u30ff\u3400-\u9fff]")
_HIRAGANA = Pattern(r"[\u3040-\u309f]+\Z")


class Offering(NamedTuple):
    """Something they make: the day and time of its release, and since when I have it and use it.

    `bought` and `used` are null where no line says so, and empty where the line has no day.
    """

    what: str
    price: str | None
    release: str | None
    date: str | None
    time: str | None
    url: str | None
    bought: str | None
    used: str | None
    at: str


def said_offering(text: str) -> dict[str, str]:
    """Return what words say of something that is made: what, price, release and url, told apart by commas.

    “booklet, 2200 JPY, 2026-01-24 10:00, https://…”; what is neither price, day nor address is what it is.
    """
    from prm.insight.wishes.spending import amount_in

    found: dict[str, str] = {}
    what: list[str] = []
    for part in _PARTS.split(text.strip()):
        said = part.strip()
        if not said:
            continue
        key = "url" if _URL.fullmatch(said) else "release" if what and released(said)[0] else ""
        key = key or ("price" if what and len(said) <= _LONGEST_PRICE and amount_in(said) else "")
        if key and key not in found:
            found[key] = said
        else:
            what.append(said)
    return {"what": ", ".join(what), **{key: found[key] for key in ("price", "release", "url") if key in found}}


class Line(NamedTuple):
    """A day, and what was bought or used on it in words."""

    day: str
    text: str
    at: str


def offerings(rows: Sequence[ValueRow], bought: Sequence[Line], used: Sequence[Line]) -> list[Offering]:
    """Return what somebody makes, with the first line that says it was bought and the first that it was used."""
    own = [row for row in rows if row.label == "offering"]
    names = [without_marks(row.text) for row in own]
    had, tried = ([meant(names, each.text) for each in lines] for lines in (bought, used))
    return [
        _offering(row, name, _first(number, bought, had), _first(number, used, tried))
        for number, (row, name) in enumerate(zip(own, names, strict=True))
    ]


def unused(made: Sequence[Offering], bought: Sequence[Line], used: Sequence[Line]) -> tuple[str, Line] | None:
    """Return what was bought longest ago and not used yet, in its own words, with the line that says so.

    Words of use that name nothing known are of whatever was bought before.
    """
    names = [each.what for each in made]
    vague = max((line.day for line in used if not meant(names, line.text)), default="")
    for line in bought:
        named = [made[number] for number in meant(names, line.text)]
        idle = [each for each in named if each.used is None]
        if vague < line.day and (idle or not named):
            return (idle[0].what if idle else line.text), line
    return None


def _first(number: int, lines: Sequence[Line], said: Sequence[list[int]]) -> str | None:
    return min((line.day for line, meant_ in zip(lines, said, strict=True) if number in meant_), default=None)


def _offering(row: ValueRow, name: str, bought: str | None, used: str | None) -> Offering:
    url = _URL.search(row.extra)
    price = (row.extra[: url.start()] + row.extra[url.end() :]).strip() if url else row.extra
    day, time = released(row.since)
    return Offering(
        name, price or None, row.since or None, day, time, url.group() if url else None, bought, used, row.at
    )


def released(text: str) -> tuple[str | None, str | None]:
    """Return the day of a release and its time, as written; a zone stays with the time."""
    at = moment(text)
    if at is not None:
        return at.date().isoformat(), f"{at:%H:%M}" + (f" {at.tzname()}" if at.tzinfo else "")
    found = partial(text) if text else None
    whole = found.whole if isinstance(found, PartialDate) else None
    return (whole.isoformat() if whole else None), None


def meant(names: Sequence[str], text: str) -> list[int]:
    """Return which of several things a line tells of: those with whose words it shares most.

    A word that only one of the things has says more than any that several have.
    """
    said = _words(text)
    words = [_words(name) for name in names]
    shared = [len(each & said) for each in words]
    own = [len({word for word in each & said if sum(word in other for other in words) == 1}) for each in words]
    counts = own if any(own) else shared
    return [number for number, count in enumerate(counts) if count and count == max(counts)]


def _words(text: str) -> set[str]:
    """Return the words by which a thing can be told: Latin ones without an ending, pairs of Japanese signs."""
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if not _CJK.search(word):
            plain = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
            if len(plain) >= _SHORTEST and plain not in _PLAIN:
                found.add(plain.removesuffix("s"))
            continue
        pairs = (word[at : at + 2] for at in range(len(word) - 1))
        found.update(pair for pair in pairs if not _HIRAGANA.match(pair))
    return found
