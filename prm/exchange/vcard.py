"""vCards: 3.0, which phones, Google and Outlook read, and 4.0.

Readings stand where each program looks for them: in X-PHONETIC-* (Apple, Google, Android) and in SORT-STRING (3.0) or
SORT-AS (4.0). A label of one's own stands in X-ABLabel beside its line. A birthday without a year is 1604 with Apple's
mark in 3.0, which has no such dates, and `--0417` in 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from prm.exchange.cards import Card
from prm.exchange.cards import Labelled
from prm.exchange.contentlines import clean
from prm.exchange.contentlines import document
from prm.exchange.contentlines import escaped
from prm.exchange.contentlines import listed
from prm.exchange.contentlines import parameter
from prm.exchange.contentlines import parts
from prm.version import VERSION

_TYPES = {
    "home": "home", "private": "home", "自宅": "home",
    "work": "work", "office": "work", "会社": "work", "勤務先": "work",
}  # fmt: skip
_CALLED = {
    **_TYPES, "mobile": "cell", "cell": "cell", "携帯": "cell", "fax": "fax", "ファックス": "fax", "pager": "pager",
}  # fmt: skip
_SAYS = {"home": "home", "work": "work", "cell": "mobile", "fax": "fax", "pager": "pager"}
"""What a type says by itself; any other label is written out beside it."""


def vcard(cards: Iterable[Card], *, four: bool = False) -> str:
    """Return people as vCards 3.0, or 4.0."""
    return "".join(document(_Lines(four).of(card)) for card in cards)


class _Lines:
    """Writes the lines of one card; lines with a label of their own are numbered."""

    def __init__(self, four: bool) -> None:
        self.four = four
        self.items = 0

    def of(self, card: Card) -> Iterator[str]:
        """Yield the lines of a card."""
        yield "BEGIN:VCARD"
        yield "VERSION:4.0" if self.four else "VERSION:3.0"
        yield f"PRODID:-//prm//prm {VERSION}//EN"
        yield f"UID:{escaped(card.uid)}"
        yield f"FN:{escaped(card.name)}"
        yield from self._names(card)
        if card.aliases:
            yield f"NICKNAME:{listed(card.aliases)}"
        for name, rows, types in (("EMAIL", card.emails, _TYPES), ("TEL", card.phones, _CALLED)):
            for row in rows:
                yield from self._labelled(name, row, types, escaped(row.text))
        for row in card.addresses:
            yield from self._labelled("ADR", row, _TYPES, parts("", "", row.text, "", "", "", ""))
        for row in card.urls:
            yield from self._labelled("URL", row, _TYPES, clean(row.text).replace("\n", " "))
        for name, text in (("ORG", card.org), ("TITLE", card.role)):
            if text:
                yield f"{name}:{escaped(text)}"
        yield from self._days(card)
        yield from self._others(card)
        yield "END:VCARD"

    def _names(self, card: Card) -> Iterator[str]:
        sort = ""
        if self.four and card.reading:
            sort = f";SORT-AS={parameter(','.join(filter(None, card.read)))}"
        yield f"N{sort}:{parts(card.parts.family, card.parts.given, '', '', '')}"
        if card.reading:
            if card.read.family:
                yield f"X-PHONETIC-LAST-NAME:{escaped(card.read.family)}"
            if card.read.given:
                yield f"X-PHONETIC-FIRST-NAME:{escaped(card.read.given)}"
            if not self.four:
                yield f"SORT-STRING:{escaped(card.reading)}"

    def _labelled(self, name: str, row: Labelled, types: dict[str, str], value: str) -> Iterator[str]:
        """Yield a line with its type, or with its label beside it."""
        kind = types.get(row.label.casefold(), "")
        typed = f"{name};TYPE={kind if self.four else kind.upper()}" if kind else name
        yield from self._beside(f"{typed}:{value}", "" if _SAYS.get(kind) == row.label else row.label)

    def _beside(self, line: str, label: str) -> Iterator[str]:
        """Yield a line, with its label beside it if it has one."""
        if not label:
            yield line
            return
        self.items += 1
        yield f"item{self.items}.{line}"
        yield f"item{self.items}.X-ABLabel:{escaped(label)}"

    def _days(self, card: Card) -> Iterator[str]:
        if card.birthday:
            yield self._day("BDAY", card.birthday) or f"X-PRM-BIRTHDAY:{escaped(card.birthday)}"
        for row in card.dates:
            yield from self._beside(self._day("X-ABDATE", row.text) or f"X-PRM-DATE:{escaped(row.text)}", row.label)

    def _day(self, name: str, day: str) -> str:
        """Return a line for a date, "" where this version of vCard cannot say it."""
        if day.startswith("--"):
            return f"{name}:{day[0:4]}{day[5:]}" if self.four else f"{name};X-APPLE-OMIT-YEAR=1604:1604{day[1:]}"
        if len(day) == 10:
            return f"{name}:{day.replace('-', '')}" if self.four else f"{name}:{day}"
        if not self.four:
            return ""
        return f"{name};VALUE=text:{escaped(day)}" if day.startswith("~") else f"{name}:{day}"

    def _others(self, card: Card) -> Iterator[str]:
        related = "RELATED;VALUE=text" if self.four else "X-ABRELATEDNAMES"
        for row in card.relations:
            yield from self._beside(f"{related}:{escaped(row.text)}", row.label)
        if card.tags:
            yield f"CATEGORIES:{listed(card.tags)}"
        if card.timezone:
            yield f"TZ{'' if self.four else ';VALUE=text'}:{escaped(card.timezone)}"
        if card.lang and self.four:
            yield f"LANG:{escaped(card.lang)}"
        if card.note:
            yield f"NOTE:{escaped(card.note)}"
