"""What the people around me look for: the standing board, the oldest first."""

from collections.abc import Container
from collections.abc import Iterable
from typing import NamedTuple

from prm.edits.capture.seeking import sought
from prm.insight.giving.given import bare
from prm.insight.giving.given import days_since
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import plain
from prm.text.pattern import Pattern

STILL = 365
"""After how many days one asks whether somebody still looks for it."""
_MORE = Pattern(r"[;；。]|\s[#＃]\w|,\s+(?:his|her|their|he|she|they|because|since|so|but|and|for)\b")
NOT_LOOKING = ("deceased", "archived")


class Needed(NamedTuple):
    """What somebody looks for, since when, and the line that says so."""

    slug: str
    what: str
    since: str | None
    at: str


class Sought(NamedTuple):
    """A need with whose it is; `since` is "" where nothing says since when."""

    note: int
    what: str
    since: str
    at: str


def needs(vault: Vault, among: frozenset[str] | None = None) -> list[Needed]:
    """Return what people look for, the oldest first, those without a day last; mine are not among them."""
    found = [each for each in all_sought(vault) if each.note != vault.me]
    found.sort(key=lambda each: (not each.since, each.since, vault.notes[each.note].sort, each.at))
    rows = [Needed(vault.notes[each.note].slug, each.what, each.since or None, each.at) for each in found]
    return [row for row in rows if among is None or row.slug in among]


def asks_still(vault: Vault, since: str | None) -> bool:
    """Tell whether a need is older than a year, so that one asks first."""
    said = partial(since) if since else None
    if not isinstance(said, PartialDate) or said.first is None:
        return False
    return days_since(vault, said.first.isoformat()) > STILL


def all_sought(vault: Vault) -> list[Sought]:
    """Return what everybody looks for: by field or section, and by lines that say so; each thing once a person."""
    today = vault.today.isoformat()
    looking = {person for person, status in vault.ties.standings.items() if status not in NOT_LOOKING}
    found = [
        Sought(row.note, plain(row.text), row.since, row.at)
        for row in vault.values("needs")
        if row.note in looking and row.text.strip() and not (row.until and row.until < today[: len(row.until)])
    ]
    return [*found, *_from_lines(vault, found, looking)]


def _from_lines(vault: Vault, known: Iterable[Sought], looking: Container[int]) -> list[Sought]:
    """Return what lines of what I learned say that people look for, unless a field says it too; the newest line."""
    lines = vault.log.giving("learned")
    said: dict[int, list[str]] = {row[0]: [] for row in lines}
    for each in known:
        if each.note in said:
            said[each.note].append(_key(each.what))
    found: list[Sought] = []
    for person, day, text, path, line in lines:
        what = sought_in(text)
        key = _key(what)
        if key and person in looking and not any(_same(key, other) for other in said[person]):
            said[person].append(key)
            found.append(Sought(person, what, day, f"{path}:{line}"))
    return found


def sought_in(text: str) -> str:
    """Return what a line of what I learned says that somebody looks for, "" where it says nothing of the kind."""
    return _MORE.split(plain(sought(bare(text))))[0].strip()


def learned_needs(vault: Vault, person: NoteRow, known: Iterable[str]) -> list[Sought]:
    """Return what lines of what I learned say that one person looks for, unless it is known; the newest line."""
    said = [_key(each) for each in known]
    found: list[Sought] = []
    for each in vault.contacts_of(person.id) if person.status not in NOT_LOOKING else ():
        what = sought_in(each.text) if each.kind == "learned" and each.day <= vault.today.isoformat() else ""
        if (key := _key(what)) and not any(_same(key, other) for other in said):
            said.append(key)
            found.append(Sought(person.id, what, each.day, each.at))
    return found


def _key(what: str) -> str:
    return "".join(sign for sign in what.casefold() if sign.isalnum())


def _same(one: str, other: str) -> bool:
    return one in other or other in one
