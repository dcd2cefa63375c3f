"""People as CSV: a row each, a column a field, a column for each address; no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from prm.exchange.cards import Card
from prm.exchange.cards import Labelled
from prm.exchange.contentlines import clean
from prm.insight.seasons.labels import is_formula

_MANY = (("email", "emails"), ("phone", "phones"), ("address", "addresses"), ("url", "urls"))
_NUMBER = re.compile(r"[+＋][0-9０-９][0-9０-９ ().\-/]*\Z")


def sheet(cards: Iterable[Card]) -> str:
    """Return people as CSV with a line of names above; the second e-mail address stands under `email_2`, and so on."""
    cards = list(cards)
    many = [(key, name, max([1, *(len(getattr(card, name)) for card in cards)])) for key, name in _MANY]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    addresses = [f"{key}_{number}" if number else key for key, _, most in many for number in _numbers(most)]
    noted = any(card.note for card in cards)
    writer.writerow([*_BEFORE, *addresses, *_AFTER, *(["note"] if noted else [])])
    for card in cards:
        said = [text for _, name, most in many for text in _filled(getattr(card, name), most)]
        row = [*_before(card), *said, *_after(card), *([card.note] if noted else [])]
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: `'` before it; a telephone number stays as it is."""
    text = clean(cell)
    return f"'{text}" if is_formula(text) and not _NUMBER.match(text) else text


_BEFORE = ("name", "family", "given", "reading", "aliases", "tags", "circle", "status", "org", "role")
_AFTER = ("location", "timezone", "lang", "birthday", "dates", "relations", "last_contact", "contacts", "slug")


def _before(card: Card) -> list[str]:
    listed = [", ".join(card.aliases), ", ".join(card.tags)]
    return [card.name, *card.parts, card.reading, *listed, card.circle, card.status, card.org, card.role]


def _after(card: Card) -> list[str]:
    born = card.birthday.removeprefix("--")  # a spreadsheet would take the dashes for a sum
    told = [card.location, card.timezone, card.lang, born, _labelled(card.dates), _labelled(card.relations)]
    return [*told, card.last, str(card.contacts), card.slug]


def _labelled(rows: list[Labelled]) -> str:
    return "; ".join(f"{row.label}: {row.text}" if row.label else row.text for row in rows)


def _numbers(most: int) -> list[int]:
    return [0, *range(2, most + 1)]


def _filled(rows: list[Labelled], most: int) -> list[str]:
    return [row.text for row in rows] + [""] * (most - len(rows))
