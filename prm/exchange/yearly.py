"""Birthdays and other days as a calendar: one yearly event each, the same lines each time it is made."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from prm.exchange.cards import Card
from prm.exchange.contentlines import document
from prm.exchange.contentlines import escaped
from prm.insight.occasions import kind_of
from prm.text.dates import PartialDate
from prm.text.dates import partial

_LEAP = 1972
"""The year of the first event of a day without a year: it has a 29 February, and all calendars reach it."""
_WORDS = {
    "en": ("{name}: {label}", "birthday", "date", "Birthdays and dates"),
    "ja": ("{name}　{label}", "誕生日", "記念日", "誕生日・記念日"),
}


class Yearly(NamedTuple):
    """A day that comes every year: `first` is the day it began, its year `_LEAP` where that is not known."""

    name: str
    label: str
    first: date
    year: int | None
    uid: str


def calendar(cards: Iterable[Card], lang: str) -> str:
    """Return the days of people as a calendar, in the order of the people.

    Nobody's birthday is kept after their death, only the day of the death; acquaintances and archived people have no
    days, as everywhere. A day of which the month or the day is not known is in no calendar.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//prm//prm//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(_WORDS[lang][3])}"]
    for card in cards:
        for day in days(card, lang):
            lines += _event(day, _WORDS[lang][0])
    return document([*lines, "END:VCALENDAR"])


def days(card: Card, lang: str) -> Iterator[Yearly]:
    """Yield the days of one person that are kept."""
    if card.status in ("acquaintance", "archived"):
        return
    _, birthday, other, _ = _WORDS[lang]
    dead = card.status == "deceased" or any(kind_of("dates", row.label) == "death" for row in card.dates)
    said = [("birthday", birthday, card.birthday)] if card.birthday else []
    said += [("dates", row.label or other, row.text) for row in card.dates]
    for at, (key, label, text) in enumerate(said):
        if dead and kind_of(key, label, deceased=True) != "death":
            continue
        day = partial(text)
        if isinstance(day, PartialDate) and day.month and day.day:
            known = day.year if day.year and not day.about else None
            first = date(known or _LEAP, day.month, day.day)
            yield Yearly(card.name, label, first, known, f"{card.uid}-{at}" if at else card.uid)


def _event(day: Yearly, words: str) -> list[str]:
    first = day.first
    said = words.format(name=day.name, label=day.label) + (f" ({day.year})" if day.year else "")
    leap = ";BYMONTH=2;BYMONTHDAY=-1" if (first.month, first.day) == (2, 29) else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(day.uid)}",
        "DTSTAMP:19700101T000000Z",
        f"DTSTART;VALUE=DATE:{first.isoformat().replace('-', '')}",
        f"RRULE:FREQ=YEARLY{leap}",
        f"SUMMARY:{escaped(said)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
