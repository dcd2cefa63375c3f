"""Postal addresses for printing labels."""

from typing import NamedTuple

from prm.insight.seasons.cards import Card
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.pattern import Pattern

_POSTCODE = Pattern(
    r"\A[ \t\u3000]*(?:〒[ \t]*([0-9０-９]{3}[-－ー‐]?[0-9０-９]{4})|([0-9]{3}-[0-9]{4})(?![0-9-]))[ \t\u3000,、]*"
)
_BREAK = Pattern(r"[ \t]*(?:\r\n|\r|\n|\\n)[ \t]*")
_JAPANESE = Pattern(r"[\u3040-\u30ff\u4e00-\u9fff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LINES = 4
"""How many lines of an address a label has."""


class Label(NamedTuple):
    """What stands on a label: the lines of the address are broken at its line ends, its commas, or Japanese blanks."""

    name: str
    reading: str
    family: str
    given: str
    call: str
    postcode: str
    address: str
    line_1: str
    line_2: str
    line_3: str
    line_4: str
    state: str
    slug: str


def label(vault: Vault, person: NoteRow, card: Card) -> Label:
    """Return the label of somebody on the list of a season."""
    said = {row.key: row.text for row in reversed(vault.values_of(person.id, "family", "given", "call"))}
    text = (card.address or "").strip()
    found = _POSTCODE.match(text)
    postcode = (found[1] or found[2]) if found else ""
    rest = text[found.end() :] if found else text
    first, second, third, fourth = _lines(rest)
    return Label(
        person.name,
        person.reading,
        said.get("family", ""),
        said.get("given", ""),
        said.get("call", ""),
        postcode,
        _BREAK.sub(" " if _JAPANESE.search(rest) else ", ", rest),
        first,
        second,
        third,
        fourth,
        card.state,
        card.slug,
    )


def _lines(address: str) -> list[str]:
    """Return the lines of an address, the last holding what does not fit."""
    parts = _BREAK.split(address)
    if len(parts) == 1:
        japanese = _JAPANESE.search(address) is not None
        parts = address.replace("\u3000", " ").split(" ") if japanese else address.split(",")
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) > LINES:
        parts = [*parts[: LINES - 1], " ".join(parts[LINES - 1 :])]
    return parts + [""] * (LINES - len(parts))


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, on one line."""
    text = _BREAK.sub(" ", cell.replace("\0", ""))
    return "'" + text if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula."""
    return text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA)
