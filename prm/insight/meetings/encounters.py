"""A meeting on one page: who comes, what to know of each, whom the vault does not know, and what ties them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.insight.meetings.agenda import Held
from prm.insight.meetings.agenda import Meeting
from prm.insight.meetings.briefs import Brief
from prm.insight.meetings.briefs import brief
from prm.insight.meetings.gaps import quoted
from prm.insight.people import relations
from prm.model.concerning import bare
from prm.model.names import folded
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain

if TYPE_CHECKING:
    from prm.exchange.icsevents import Event
    from prm.insight.changes.events import Change
    from prm.insight.meetings.guests import Unknown

GRACE = 15
"""For how many minutes a meeting that has begun is still the next one."""
MOST = 8
"""Of how many people at most a meeting's page tells; the others are named."""
_COMMON = 5


class Near(NamedTuple):
    """Somebody of the vault who may be meant, and the command that says so."""

    name: str
    slug: str
    command: str | None


class Stranger(NamedTuple):
    """Somebody who takes part and is not in the vault: how that is known, who may be meant, what would create them."""

    name: str | None
    email: str | None
    how: str
    near: list[Near]
    command: str


class Common(NamedTuple):
    """Somebody whom two or more of those who meet know: the slugs of those, and a line that says so."""

    name: str
    slug: str
    people: list[str]
    at: str


class Tie(NamedTuple):
    """What two of those who meet are to each other; `kind` is null where no line says that they ever met."""

    one: str
    other: str
    kind: str | None
    at: str | None


class Encounter(NamedTuple):
    """A meeting with all there is to know beforehand."""

    meeting: Meeting
    briefs: list[Brief]
    strangers: list[Stranger]
    common: list[Common]
    ties: list[Tie]


def coming(found: Sequence[Held], today: date, clock: str) -> list[Held]:
    """Return the meetings that are still to come by the clock (`14:30`); one that has just begun is."""
    minutes = max(0, int(clock[:2]) * 60 + int(clock[3:5]) - GRACE)
    limit, day = f"{minutes // 60:02d}:{minutes % 60:02d}", today.isoformat()
    return [
        each
        for each in found
        if each.meeting.date > day or (each.meeting.date == day and (each.meeting.start or "99") >= limit)
    ]


def about(found: Sequence[Held], words: str) -> list[Held]:
    """Return the meetings whose title holds all words, else those where title, people and place do."""
    wanted = folded(words).split()
    titled = [each for each in found if all(word in folded(each.meeting.title) for word in wanted)]
    return titled or [each for each in found if all(word in _told(each.meeting) for word in wanted)]


def _told(meeting: Meeting) -> str:
    parts = (meeting.title, meeting.place or "", meeting.date, *meeting.others, *(each.name for each in meeting.people))
    return " ".join(map(folded, parts))


def encounter(
    vault: Vault,
    each: Held,
    events: Sequence[Event] = (),
    written: Mapping[str, Mapping[int, str]] | None = None,
    since: Mapping[str, Sequence[Change]] | None = None,
) -> Encounter:
    """Return a meeting with what to know of those who come; for the rest, by their paths, see briefs.brief."""
    people = people_of(vault, each.meeting)[:MOST]
    unknown = each.party.strangers if each.party else []
    known = {folded(one.name or one.email) for one in unknown}
    strangers = [_stranger(vault, one, each.meeting) for one in unknown]
    strangers += [
        Stranger(name, None, "note", [], f"prm new {quoted(name)}")
        for name in each.meeting.others
        if folded(name) not in known
    ]
    briefs = [
        brief(vault, person, (since or {}).get(person.path, ()), events, (written or {}).get(person.path))
        for person in people
    ]
    return Encounter(each.meeting, briefs, strangers, common(vault, people), ties(vault, people))


def people_of(vault: Vault, meeting: Meeting) -> list[NoteRow]:
    """Return the people of the vault who take part."""
    return [found[0] for each in meeting.people if (found := vault.exactly(each.slug))]


def _stranger(vault: Vault, one: Unknown, meeting: Meeting) -> Stranger:
    name = one.name or _from_address(one.email)
    card = f"{name} {one.email}".strip()
    near = [
        Near(person.name, person.slug, _adds(vault, person, one.email) if one.email else None) for person in one.near
    ]
    met = f" --met {quoted(meeting.title)} --on {meeting.date}" if meeting.title else f" --on {meeting.date}"
    return Stranger(one.name or None, one.email or None, one.how, near, f"prm new {quoted(card)}{met}")


def _adds(vault: Vault, person: NoteRow, email: str) -> str:
    """Return the command that adds an address to somebody's."""
    labels = any(row.label for row in vault.values_of(person.id, "email"))
    return f"prm set {quoted(person.name)} {'email.other=' if labels else 'email+='}{quoted(email)}"


def _from_address(email: str) -> str:
    """Return the name that an address may stand for: mike.bianco@… is Mike Bianco."""
    words = email.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " ").split()
    return " ".join(word.capitalize() for word in words if not word.isdecimal()) or email


def common(vault: Vault, people: Sequence[NoteRow]) -> list[Common]:
    """Return those whom two or more of some people know, the best known first."""
    if len(people) < 2:
        return []
    here = {person.id for person in people}
    known: dict[int, dict[int, str]] = {}
    for person in people:
        for other, (_, at) in _acquaintances(vault, person).items():
            if other not in here and other != vault.me:
                known.setdefault(other, {})[person.id] = at
    slugs = {person.id: person.slug for person in people}
    found = [
        Common(vault.notes[other].name, vault.notes[other].slug, [slugs[each] for each in by], next(iter(by.values())))
        for other, by in known.items()
        if len(by) > 1 and vault.notes[other].status != "deceased"
    ]
    return sorted(found, key=lambda each: (-len(each.people), each.name))[:_COMMON]


def ties(vault: Vault, people: Sequence[NoteRow]) -> list[Tie]:
    """Return what each two of a few people are to each other, as far as the notes say."""
    if not 1 < len(people) <= _COMMON:
        return []
    known = {person.id: _acquaintances(vault, person) for person in people}
    places = {person.id: _places(vault, person) for person in people}
    found: list[Tie] = []
    for one, other in combinations(people, 2):
        both = sorted(places[one.id].keys() & places[other.id].keys())
        tie = known[one.id].get(other.id) or known[other.id].get(one.id)
        kind, at = tie or (("together", places[one.id][both[0]]) if both else (None, None))
        found.append(Tie(one.name, other.name, kind, at))
    return found


def _places(vault: Vault, person: NoteRow) -> dict[str, str]:
    """Return where a person works or belongs, and the line that says so."""
    return {folded(plain(row.text)): row.at for row in vault.values_of(person.id, "org") if not row.until}


def _acquaintances(vault: Vault, person: NoteRow) -> dict[int, tuple[str, str]]:
    """Return whom a person knows: how, `met` where they took part in something together, and the line that says so."""
    places = {each.entry: each.at for each in vault.contacts_of(person.id) if each.counts or each.role == "with"}
    found: dict[int, tuple[str, str]] = {}
    for entry, company in vault.company_of(person.id).items():
        for other in company:
            if other != person.id and entry in places:
                found.setdefault(other, ("met", places[entry]))
    for row in vault.values_of(person.id, "met"):
        if row.label == "through" and len(through := vault.resolve(bare(row.text))) == 1:
            found.setdefault(through[0], ("met", row.at))
    for relation in relations(vault, person):
        if relation.person.slug and (note := vault.exactly(relation.person.slug)):
            found[note[0].id] = (relation.kind, relation.at)
    return found
