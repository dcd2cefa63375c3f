"""Who is in mourning, and until when: for a year nobody congratulates them."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial


class Mourning(NamedTuple):
    """The days of mourning, the first and the last; `at` is the line that says so."""

    first: date
    last: date
    at: str


def mourners(vault: Vault) -> dict[int, Mourning]:
    """Return who has said when their mourning began, by note; a date of which only a part is known counts in full."""
    found: dict[int, Mourning] = {}
    for row in vault.values("mourning"):
        since = partial(row.value) if row.value else None
        if isinstance(since, PartialDate) and since.first is not None and since.last is not None:
            mourning = Mourning(since.first, _a_year_on(since.last), row.at)
            if row.note not in found or found[row.note].last < mourning.last:
                found[row.note] = mourning
    return found


def mourns(mourning: Mourning | None, day: date) -> bool:
    """Tell whether a day falls into somebody's mourning."""
    return mourning is not None and mourning.first <= day <= mourning.last


def _a_year_on(day: date) -> date:
    """Return the last day of the year that begins with a day."""
    if day.year == date.max.year:
        return date.max
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, day.month, 28) if leap else day.replace(year=day.year + 1) - timedelta(1)
