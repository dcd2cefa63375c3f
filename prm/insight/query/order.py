"""The order of a list: by any field that a query can ask for."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from typing import TypeAlias

from prm.insight.query.fields import Column
from prm.insight.query.fields import column
from prm.insight.query.matching import Cell
from prm.insight.query.matching import fold
from prm.insight.query.scales import number
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_Key: TypeAlias = "str | float"


def ordered(vault: Vault, people: Iterable[NoteRow], key: str, *, turned: bool = False) -> list[NoteRow] | None:
    """Return people in the order of a field, None where there is no such field.

    Days begin with the earliest, birthdays with January, words with a, numbers with the most; `turned` is the other way
    round. Who has no value comes last either way, and equals stay as they were.
    """
    people = list(people)
    if key == "name":
        return people[::-1] if turned else people
    found = column(vault, key)
    if found is None:
        return None
    read = _reading(found)
    keys: dict[int, _Key] = {}
    for person, cells in found.cells.items():
        if found.shape == "counted":
            keys[person] = -sum(cell.number or 0 for cell in cells)
        elif said := [each for cell in cells if (each := read(cell)) != ""]:
            keys[person] = min(said)
    with_one = [person for person in people if keys.get(person.id, "") != ""]
    without = [person for person in people if keys.get(person.id, "") == ""]
    return sorted(with_one, key=lambda person: keys[person.id], reverse=turned) + without


def _reading(found: Column) -> Callable[[Cell], _Key]:
    cells = [cell for said in found.cells.values() for cell in said]
    if found.shape == "number":
        return lambda cell: -(cell.number or 0)
    if found.shape == "span":
        return lambda cell: cell.most if cell.most is not None else ""
    if found.shape in ("day", "coming") or (cells and all(cell.day for cell in cells)):
        return _of_year if found.shape == "yearly" else lambda cell: cell.day.lstrip("~")
    if found.shape == "yearly":
        return _of_year
    if cells and all(cell.texts and number(cell.texts[0]) is not None for cell in cells):
        return lambda cell: -(number(cell.texts[0]) or 0)
    return lambda cell: fold(cell.texts[0]) if cell.texts else cell.day


def _of_year(cell: Cell) -> str:
    day = cell.day.lstrip("~")
    return day[2:] if day.startswith("--") else day[5:]
