"""A look back over a month or a year: who was close, what went to and fro, who grew quiet, what is still open."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.digest import PromiseShown
from prm.insight.digest import promise_shown
from prm.insight.giving.given import Given
from prm.insight.giving.given import days_since
from prm.insight.giving.given import given
from prm.insight.giving.given import without_thanks
from prm.insight.history import When
from prm.insight.history import when
from prm.insight.promises import Promise
from prm.insight.reviews.carrying import Carrier
from prm.insight.reviews.carrying import carriers
from prm.insight.reviews.sources import Source
from prm.insight.reviews.sources import day_met
from prm.insight.reviews.sources import sources
from prm.insight.reviews.sources import told_of_meeting
from prm.insight.reviews.yearly import inner
from prm.insight.reviews.yearstrip import Month
from prm.insight.reviews.yearstrip import depth_of
from prm.insight.reviews.yearstrip import strip
from prm.model.names import target
from prm.model.pulse import rhythm_of
from prm.model.rows import NoteRow
from prm.model.rows import TaskRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks

MOST = 7
"""How many people a part of a review names at most."""
_BACK = 3 * 366
_RESTING = ("deceased", "archived", "paused", "wish", "acquaintance")


class Close(NamedTuple):
    """Somebody close: a year of contact, the last one, and what I gave and was given in the time looked back on."""

    name: str
    slug: str
    year: list[Month]
    last_contact: When | None
    gave: list[Given]
    got: list[Given]


class Faded(NamedTuple):
    """Somebody who grew quiet in this time: the last contact, and how many days apart it used to be."""

    name: str
    slug: str
    year: list[Month]
    last_contact: When | None
    gap: int


class NewlyMet(NamedTuple):
    """Somebody I met in this time, through whom or where; both null where the notes do not say."""

    name: str
    slug: str
    date: str
    through: str | None
    where: str | None
    at: str


class Kept(NamedTuple):
    """Promises of this time: those kept, and those past their day."""

    mine: list[PromiseShown]
    theirs: list[PromiseShown]
    open_mine: list[PromiseShown]
    open_theirs: list[PromiseShown]


class Retrospect(NamedTuple):
    """What a month or a year was; `sources` and `carriers` are looked at once a year and empty in a month's."""

    today: str
    since: str
    span: str
    closest: list[Close]
    faded: list[Faded]
    met: list[NewlyMet]
    unthanked: list[Given]
    promises: Kept
    sources: list[Source]
    carriers: list[Carrier]


def retrospect(vault: Vault, span: str = "month", among: frozenset[str] | None = None) -> Retrospect:
    """Return the look back over the last month or year, of some people or all."""
    since = _back(vault.today, 1 if span == "month" else 12).isoformat()
    days = _days(vault)
    everything = [each for each in given(vault) if among is None or each.slug in among]
    people = [person for person in vault.people if among is None or person.slug in among]
    yearly = span == "year"
    return Retrospect(
        vault.today.isoformat(),
        since,
        span,
        _closest(vault, people, days, everything, since),
        _faded(vault, people, days, since),
        _met(vault, people, days, since),
        without_thanks(vault, everything)[:MOST],
        _promises(vault, since, among),
        [each for each in sources(vault, days) if _is_among(each, among)] if yearly else [],
        [each for each in carriers(vault, days, everything) if among is None or each.slug in among] if yearly else [],
    )


def _back(today: date, months: int) -> date:
    """Return the same day so many months before, or the last one of that month."""
    at = today.year * 12 + today.month - 1 - months
    if at < 12:
        return date.min
    following = date(at // 12 + (at % 12 == 11), (at + 1) % 12 + 1, 1)
    return date(at // 12, at % 12 + 1, min(today.day, (following - timedelta(1)).day))


def _days(vault: Vault) -> dict[int, dict[str, str]]:
    """Return the days of contact of the last years by person, each with its nearest kind."""
    found: dict[int, dict[str, str]] = {}
    since = max(date.min.toordinal(), vault.today.toordinal() - _BACK)
    for person, day, kind in vault.log.contact_days(date.fromordinal(since).isoformat()):
        known = found.setdefault(person, {})
        if day not in known or depth_of(kind) > depth_of(known[day]):
            known[day] = kind
    return found


def _is_among(source: Source, among: frozenset[str] | None) -> bool:
    return among is None or any(each.slug in among for each in (*source.grew, *source.stayed, *source.early))


# those who are close, and those who grew quiet


def _closest(
    vault: Vault, people: list[NoteRow], days: dict[int, dict[str, str]], everything: list[Given], since: str
) -> list[Close]:
    """Return the inner circle; without one, those with whom I was together in most months of the year."""
    chosen = {person.id for person in inner(vault)}
    near = [person for person in people if person.id in chosen]
    if not chosen:
        ranked = [(sum(m.depth == 3 for m in strip(vault.today, days.get(p.id, {}).items())), p) for p in people]
        ranked = [row for row in ranked if row[0] and row[1].status not in _RESTING]
        near = [person for _, person in sorted(ranked, key=lambda row: (-row[0], row[1].sort, row[1].path))]
    lately = [each for each in everything if each.date >= since]
    return [_close(vault, person, days, lately) for person in near[:MOST]]


def _close(vault: Vault, person: NoteRow, days: dict[int, dict[str, str]], lately: list[Given]) -> Close:
    theirs = [each for each in lately if each.slug == person.slug]
    return Close(
        person.name,
        person.slug,
        strip(vault.today, days.get(person.id, {}).items()),
        when(vault.last_contacts.get(person.id)),
        [each for each in theirs if each.way == "gave"],
        [each for each in theirs if each.way == "got"],
    )


def _faded(vault: Vault, people: list[NoteRow], days: dict[int, dict[str, str]], since: str) -> list[Faded]:
    found: list[tuple[str, Faded]] = []
    for person in people:
        known = days.get(person.id)
        if not known or person.status in _RESTING or (person.snooze and person.snooze > vault.today.isoformat()):
            continue
        signs = {"wrote": "w", "heard": "h"}
        marked = [day + signs.get(known[day], "x") for day in sorted(known, reverse=True)]
        gap, drift, _ = rhythm_of(marked)
        last = when(vault.last_contacts.get(person.id))
        if gap and since <= drift <= vault.today.isoformat() and last and last.date <= marked[0][:10]:
            year = strip(vault.today, known.items())
            found.append((drift, Faded(person.name, person.slug, year, last, gap)))
    return [each for _, each in sorted(found, key=lambda row: (row[0], row[1].slug))][:MOST]


# those I met


def _met(vault: Vault, people: list[NoteRow], days: dict[int, dict[str, str]], since: str) -> list[NewlyMet]:
    said, first = told_of_meeting(vault), vault.first_meetings
    found: list[NewlyMet] = []
    for person in people:
        told, start = said.get(person.id, {}), first.get(person.id)
        day = day_met(person, told, start)
        if since < day <= vault.today.isoformat():
            through, where = told.get("through"), told.get("at") or told.get("")
            at = (through or where or told.get("date") or ("", start.at if start else person.path))[1]
            shown = _named(vault, through[0]) if through else None
            found.append(NewlyMet(person.name, person.slug, day, shown, plain(where[0]) if where else None, at))
    return sorted(found, key=lambda each: (each.date, each.slug))


def _named(vault: Vault, text: str) -> str:
    notes = vault.resolve(target(text))
    return vault.notes[notes[0]].name if len(notes) == 1 else plain(text)


# promises


def _promises(vault: Vault, since: str, among: frozenset[str] | None) -> Kept:
    kept: list[tuple[bool, PromiseShown]] = []
    still: list[tuple[bool, PromiseShown]] = []
    today = vault.today.isoformat()
    for task in vault.tasks:
        if task.sort != "promise" or task.owner == "unclear":
            continue
        if task.done and since < task.done_day <= today:
            kept += _shown(vault, task, among)
        elif not task.done and task.due_last and task.due_last < today:
            still += _shown(vault, task, among)
    return Kept(
        *([each for mine, each in rows if mine is whose][:20] for rows in (kept, still) for whose in (True, False))
    )


def _shown(vault: Vault, task: TaskRow, among: frozenset[str] | None) -> list[tuple[bool, PromiseShown]]:
    slugs = [vault.notes[note].slug for note in task.people]
    owners = ["me" if note == 0 else vault.notes[note].slug for note in task.owners]
    if among is not None and among.isdisjoint([*slugs, *owners]):
        return []
    past = days_since(vault, task.due_last) if task.due_last and not task.done else None
    text = without_marks(task.text)
    rows = [Promise(owner, slugs, text, task.due or None, task.done, past, task.at) for owner in owners]
    return [(row.owner == "me", promise_shown(vault, row)) for row in rows]
