"""Evidence: what the lines that say something asked for tell of people, and how much."""

from datetime import date
from math import log
from typing import NamedTuple

from prm.insight.search.saying import Thing
from prm.model.schema import FIELDS
from prm.model.synonyms import LIGHT
from prm.text.days import day_at

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("offers", 1.0), ("role", 0.9), ("relations", 0.8), ("tags", 0.75), ("interests", 0.7), ("location", 0.7),
    ("org", 0.65), ("about", 0.65), ("wish", 0.6), ("relationship", 0.55), ("because", 0.5), ("log", 0.5),
    ("address", 0.5), ("note", 0.45), ("org note", 0.45), ("intro", 0.4), ("journal", 0.4), ("meeting", 0.4),
    ("mention", 0.35), ("met", 0.3), ("promise", 0.3),
)  # fmt: skip
"""How much a line tells of what somebody can do, by where it stands; fields of one's own tell 0.8."""

_WEIGHTS = dict(WEIGHTS)
_OWN_FIELD = 0.8
SILENT = frozenset((
    "type", "name", "family", "given", "reading", "aliases", "call", "register", "circle", "cadence", "snooze",
    "status", "email", "phone", "url", "timezone", "lang", "birthday", "dates", "mourning", "gifts", "dislikes",
    "avoid_topics", "trust", "private", "last_contact", "next_contact", "prefers", "attendees", "date", "needs",
    "between", "form", "for", "by", "prm_ignore", "source", "interactions",
))  # fmt: skip
_KNOWN_FIELDS = frozenset(field.name for field in FIELDS)
PROMISES = ("promises", "約束", "research", "下調べ")
KIND_FIELD = {"dated": "journal", "meeting": "meeting", "intro": "intro", "org": "org note", "note": "note"}
INDEXES = ("readme", "index", "_index")
_AGES = ((365, 1.0), (3 * 365, 0.85), (6 * 365, 0.7))
_OLD, PAST = 0.6, 0.55
MORE = (1.0, 0.15, 0.07)
"""What the best line for a thing counts, the second, the third: several add a little, one repeated adds nothing."""


class Evidence(NamedTuple):
    """A line that speaks for somebody: the field or part it stands in, its words, its place."""

    field: str
    text: str
    at: str


class Via(NamedTuple):
    """Somebody or something that leads there, with the lines that say so; `slug` is null where there is no note."""

    slug: str | None
    name: str
    evidence: list[Evidence]


class Line(NamedTuple):
    """Evidence with what it weighs for each thing asked for, and its day."""

    evidence: Evidence
    weights: tuple[float, ...]
    day: str


class Case(NamedTuple):
    """All that speaks for one note, and how much."""

    note: int
    score: float
    lines: list[Line]


def backwards(day: str) -> str:
    """Return a key that sorts days from the newest to the oldest, none last."""
    return "".join(chr(0x10FF - ord(sign)) for sign in day) if day else "\uffff"


def rarity(thing: Thing, count: int) -> float:
    """Return how much a thing counts among all: rare ones more, what can be done with them, or is done for, less."""
    return (0.6 if is_light(thing) else 1.0) * (0.5 if thing.aside else 1.0) / (1 + 0.35 * log(count)) if count else 0.0


def is_light(thing: Thing) -> bool:
    """Tell whether a thing can be done with most others: it says less than they do."""
    return any(form.text in LIGHT for form in thing.forms)


def weight_of(field: str) -> float:
    """Return how much a line tells of what somebody can do, by where it stands."""
    known = _WEIGHTS.get(field)
    return known if known is not None else 0.3 if field in _KNOWN_FIELDS else _OWN_FIELD


def freshness(today: date, day: str) -> float:
    """Return how much a line of a day still tells."""
    if len(day) != 10:
        return 1.0
    days = (today - date.fromisoformat(day)).days
    return next((share for most, share in _AGES if days <= most), _OLD)


def day_of_title(title: str) -> str:
    """Return the day that a heading begins with, or ""."""
    if not title[:1].isdigit():
        return ""
    found = day_at(title, 0)
    return found.date.isoformat() if found and found.date and not found.span else ""


def without_day(text: str) -> str:
    """Return a line without the day it begins with."""
    if not text[:1].isdigit() and text[:1] not in "*[令平昭０１２３４５６７８９":
        return text
    found = day_at(text, 0)
    if found is None or found.span:
        return text
    return text[found.end :].strip(" \t\u3000|｜-–—:：") or text
