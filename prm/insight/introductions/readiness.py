"""Whether I know somebody well enough to introduce them on my own standing: what the lines say, and what is missing."""

from datetime import date
from typing import NamedTuple

from prm.edits.capture.seeking import offered
from prm.edits.capture.seeking import sought
from prm.insight.paths.relating import FAMILY
from prm.insight.paths.relating import relation_weight
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import plain
from prm.text.pattern import Pattern

LONGEST = 365
"""For how many days without a word somebody still counts as one I know well."""
CARD = "more than a card"
"""What is missing where I know somebody by name and address alone."""
_NOT_A_MEETING = ("call", "message", "email", "letter", "wrote", "heard", "gave", "got", "introduced", "reported")
_SHOWS_A_NEED = ("help", "advice", "listening", "referral", "intro")
_SHOWS_AN_OFFER = (*_SHOWS_A_NEED, "info", "meal")
_OF_ANOTHER = Pattern(r"['’]s?\b|\bof\b|の")
"""What makes a relationship that of another: “my sister's friend”."""
_AT_REST = {"deceased": "they have died", "paused": "they rest for now", "archived": "they rest for now"}


class Ground(NamedTuple):
    """A line that readiness rests on: met, meeting, last, needs, offers, trust or family; its words, its place."""

    what: str
    text: str
    at: str


class Readiness(NamedTuple):
    """How well I know somebody: `missing` names in plain words what is not there yet; trust takes nothing away from it.

    `months` have passed since we met, `days_since` days since the last word. `is_card`: nothing is known of them but
    what stands on a card. `trusted` says that my own word on it, `trust`, confirms what the lines say.
    """

    ready: bool
    missing: list[str]
    meetings: int
    months: int
    days_since: int | None
    needs_known: bool
    offers_known: bool
    evidence: list[Ground]
    is_card: bool
    trusted: bool


def readiness(vault: Vault, person: NoteRow, knowing: str = "both", on: date | None = None) -> Readiness:
    """Return whether I know a person well enough to introduce them on my own standing, as the lines had it `on` a day.

    `knowing`: of what they need and can do `both` are wanted, `either`, one of the two (`needs`, `offers`) or `none`.
    """
    if person.id == vault.me:
        return Readiness(True, [], 0, 0, None, True, True, [], is_card=False, trusted=True)
    day = on or vault.today
    lines = vault.contacts_of(person.id)
    contacts = [each for each in lines if each.counts and each.day <= day.isoformat()]
    meetings = {each.day: each for each in contacts if _is_meeting(each)}
    values = vault.values_of(person.id)
    family = _family(values)
    first = _first(person, values, contacts, day)
    last = _last(values, contacts, day)
    needs = _known(values, contacts, day, "needs", "gave", _SHOWS_A_NEED)
    offers = _known(values, contacts, day, "offers", "got", _SHOWS_AN_OFFER)
    is_card = (
        not family and len({each.day for each in contacts}) < 2 and not needs and not offers and not _tells_more(values)
    )
    needs, offers = needs or _learned(lines, day, "needs"), offers or _learned(lines, day, "offers")
    trust = next((Ground("trust", row.text, row.at) for row in values if row.key == "trust"), None)
    newest = max(meetings.values(), key=lambda each: each.day, default=None)
    met = Ground("meeting", plain(newest.text), newest.at) if newest else None
    found = Readiness(
        True,
        [],
        len(meetings),
        _months(date.fromisoformat(first.text), day) if first else 0,
        (day - date.fromisoformat(last.text)).days if last else None,
        needs is not None,
        offers is not None,
        [each for each in (first, met, last, needs, offers, trust, family) if each],
        is_card,
        trust is not None and trust.text.casefold() in ("likes", "trusts"),
    )
    missing = _missing(vault, person, found, knowing)
    return found._replace(ready=not missing, missing=missing)


def _is_meeting(contact: Contact) -> bool:
    """Tell whether we saw each other: a line that does not say how counts too, and a kind of one's own, and a meal."""
    return contact.kind not in _NOT_A_MEETING or contact.what == "meal"


def _family(values: list[ValueRow]) -> Ground | None:
    """Return the line that says that somebody is of my family: “my mother”, not “my mother's friend”."""
    for row in values:
        said = plain(row.text)
        if row.key == "relationship" and not _OF_ANOTHER.search(said) and relation_weight(said) == FAMILY:
            return Ground("family", said, row.at)
    return None


def _first(person: NoteRow, values: list[ValueRow], contacts: list[Contact], day: date) -> Ground | None:
    """Return since when I know somebody: the day we met, at its latest, or the first contact."""
    found = [Ground("met", each.day, each.at) for each in contacts]
    said = partial(person.met_day) if person.met_day else None
    if isinstance(said, PartialDate) and said.last is not None and said.first is not None and said.first <= day:
        at = next((row.at for row in values if row.key == "met"), person.path)
        found.append(Ground("met", min(said.last, day).isoformat(), at))
    return min(found, key=lambda each: (each.text, each.at), default=None)


def _last(values: list[ValueRow], contacts: list[Contact], day: date) -> Ground | None:
    """Return the last contact, dated or stated."""
    found = [Ground("last", each.day, each.at) for each in contacts]
    stated = [row for row in values if row.key == "last_contact" and len(row.value) == 10]
    found += [Ground("last", row.value, row.at) for row in stated if row.value <= day.isoformat()]
    return max(found, key=lambda each: each.text, default=None)


def _known(
    values: list[ValueRow], contacts: list[Contact], day: date, key: str, kind: str, what: tuple[str, ...]
) -> Ground | None:
    """Return a line that says what somebody needs or can do: a field, or help that was given, or received."""
    for row in values:
        if row.key == key and row.since <= day.isoformat():
            return Ground(key, plain(row.text), row.at)
    for each in contacts:
        if each.kind == kind and each.what in what:
            return Ground(key, plain(each.text) or each.what, each.at)
    return None


def _learned(contacts: list[Contact], day: date, key: str) -> Ground | None:
    """Return a line of what I learned that says what somebody needs or can do."""
    tells = {"needs": sought, "offers": offered}[key]
    for each in contacts:
        if each.kind == "learned" and "" < each.day <= day.isoformat() and (what := tells(plain(each.text))):
            return Ground(key, what, each.at)
    return None


def _tells_more(values: list[ValueRow]) -> bool:
    return any(row.key in ("interests", "because", "relationship") for row in values)


def _months(first: date, day: date) -> int:
    return max(0, (day.year - first.year) * 12 + day.month - first.month - (day.day < first.day))


def _missing(vault: Vault, person: NoteRow, found: Readiness, knowing: str) -> list[str]:
    """Say in plain words what is not there yet."""
    if person.status in _AT_REST:
        return [_AT_REST[person.status]]
    known = {"needs": found.needs_known, "offers": found.offers_known}
    wanted = {"both": ["needs", "offers"], "either": [] if any(known.values()) else ["needs", "offers"], "none": []}
    unknown = [key for key in wanted.get(knowing, [knowing]) if not known[key]]
    meetings = int(vault.config.get("introductions.min_meetings")) - found.meetings
    months = int(vault.config.get("introductions.min_months")) - found.months
    silent = found.days_since is None or found.days_since > LONGEST
    if any(ground.what == "family" for ground in found.evidence):
        meetings = months = 0
        silent = False
    said = (
        (found.is_card, CARD),
        (meetings > 0, f"{meetings} more meeting{'s' * (meetings != 1)}"),
        (months > 0, f"{months} more month{'s' * (months != 1)}"),
        (silent and found.meetings > 0, "a word within the last year"),
        ("needs" in unknown, "what they need"),
        ("offers" in unknown, "what they can do"),
    )
    return [words for holds, words in said if holds]


def knowing(person: int, whose: int, *, why: bool) -> str:
    """Return what is to be known of a person who is introduced for the need of `whose` (0: that is not said).

    Of the one whose need it is, the need, which `why` may say; of the other, what they can do.
    """
    if not whose:
        return "either"
    if person != whose:
        return "offers"
    return "none" if why else "needs"
