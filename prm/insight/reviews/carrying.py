"""Who carries me: those who know, like and trust me, by what they did; `trust` in their file only confirms it."""

from typing import NamedTuple

from prm.insight.giving.given import Given
from prm.insight.giving.given import bare
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault

DAYS, SPAN = 5, 180
"""They know me: so many days of contact, over so many days."""
OFTEN = 3
"""They like me: on so many days of the last two years they wrote or gave."""
_THEIRS = ("heard", "got")
_TRUSTING = ("intro", "referral", "money")
_LET_ME = ("help", "advice", "listening")
# They trust me where they put their name on me, or let me help, advise and listen.
_RESTING = ("deceased", "archived", "wish", "acquaintance")


class Sign(NamedTuple):
    """A line that shows one of the three: `knows`, `likes` or `trusts`."""

    shows: str
    date: str
    text: str
    at: str


class Carrier(NamedTuple):
    """Somebody who knows, likes and trusts me, with a line for each; `confirmed` says that their file says so too."""

    name: str
    slug: str
    confirmed: bool
    signs: list[Sign]


def carriers(vault: Vault, days: dict[int, dict[str, str]], given: list[Given]) -> list[Carrier]:
    """Return those who carry me, by name; `days` has each person's days of contact, `given` all that was given."""
    trusted = {row.note for row in vault.values("trust") if row.value == "trusts" or row.text.casefold() == "trusts"}
    trusting = {each.slug for each in given if _is_trust(each)}
    found: list[Carrier] = []
    for person in vault.people:
        known = sorted(days.get(person.id, ()))
        if person.status in _RESTING or not _knows(known) or (person.slug not in trusting and person.id not in trusted):
            continue
        signs = _signs(vault, person, vault.contacts_of(person.id), given)
        if len(signs) == 3 or (person.id in trusted and len(signs) > 1):
            found.append(Carrier(person.name, person.slug, person.id in trusted, signs))
    return found


def _knows(days: list[str]) -> bool:
    from datetime import date

    return len(days) >= DAYS and (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days >= SPAN


def _is_trust(each: Given) -> bool:
    return each.what in (_TRUSTING if each.way == "got" else _LET_ME)


def _signs(vault: Vault, person: NoteRow, contacts: list[Contact], given: list[Given]) -> list[Sign]:
    """Return a line for each of the three that the notes show."""
    counted = [each for each in contacts if each.counts and each.day]
    found = [_sign("knows", counted[-1])] if counted else []
    theirs = [each for each in counted if each.kind in _THEIRS and each.day[:4] >= str(vault.today.year - 2)]
    if len({each.day for each in theirs}) >= OFTEN:
        found.append(_sign("likes", theirs[0]))
    trust = next((each for each in given if each.slug == person.slug and _is_trust(each)), None)
    if trust is not None:
        found.append(Sign("trusts", trust.date, trust.text or trust.what, trust.at))
    return found


def _sign(shows: str, contact: Contact) -> Sign:
    return Sign(shows, contact.day, bare(contact.text), contact.at)
