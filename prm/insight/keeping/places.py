"""Who lives in a place, whether or not it is their turn: for the days when you are there."""

from __future__ import annotations

import re
from datetime import date

from prm.insight.keeping.due import Due
from prm.insight.keeping.due import row
from prm.insight.keeping.reasons import PLACE
from prm.insight.keeping.reasons import Reason
from prm.insight.keeping.reasons import reasons
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.synonyms import SYNONYMS
from prm.model.vault import Vault
from prm.text.markdown import plain

_FIELDS = ("location", "address")
_AWAY = ("archived", "deceased")


def there(vault: Vault, place: str, among: frozenset[str] | None = None) -> list[Due]:
    """Return everybody who lives in a place: those with a reason first, then those whom I have not met for longest."""
    found = _living(vault, place)
    known = reasons(vault)
    named = {each.person.id: each for some in (known.good, known.waiting, known.answers) for each in some}
    rows: list[tuple[bool, str, str, Due]] = []
    for person in vault.people:
        if person.id in found and person.status not in _AWAY and (among is None or person.slug in among):
            each = named.get(person.id) or _reason(vault, person.id)
            shown = row(vault, each, vault.today)._replace(place=found[person.id])
            last = shown.last_contact.date if shown.last_contact else ""
            rows.append((person.id not in named, last or "~", person.path, shown))
    return [shown for *_, shown in sorted(rows, key=lambda one: one[:3])]


def _reason(vault: Vault, number: int) -> Reason:
    person, last = vault.notes[number], vault.last_contacts.get(number)
    start = date.fromisoformat(last.day) if last else None
    return Reason(person, PLACE, vault.today, vault.today, start, vault.cadence(person), 0, 0, last)


def _living(vault: Vault, place: str) -> dict[int, str]:
    """Return where those live who live in a place now, as written: by a word of it, or another name of it."""
    patterns = [_pattern(each) for each in _names(vault, place)]
    today = vault.today.isoformat()
    found: dict[int, str] = {}
    for field in _FIELDS:
        for value in vault.values(field):
            if value.until and value.until <= today[: len(value.until)]:
                continue
            text = plain(value.text)
            key = folded(text)
            if any(pattern.search(key) or pattern.search(text.casefold()) for pattern in patterns):
                found.setdefault(value.note, text)
    return found


def _names(vault: Vault, place: str) -> list[str]:
    """Return a place and the other names that prm.toml or the search know for it."""
    wanted = folded(place)
    groups = [*SYNONYMS, *(tuple(map(str, each)) for each in vault.config.get("words.synonyms"))]
    more = [word for group in groups if wanted in map(folded, group) for word in group]
    return list(dict.fromkeys([place.strip(), *more]))


def _pattern(name: str) -> re.Pattern[str]:
    key = re.escape(folded(name))
    return re.compile(key if is_cjk(name) else rf"(?<![^\W_]){key}(?![^\W_])")
