"""Meetings: those that notes tell of and those of calendars, each once, with who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.model.names import folded
from prm.model.names import stem
from prm.model.rows import EntryRow
from prm.model.vault import Vault

if TYPE_CHECKING:
    from prm.exchange.icsevents import Event
    from prm.exchange.icsevents import Span
    from prm.insight.meetings.guests import Party


class Attendee(NamedTuple):
    """Somebody of the vault who takes part; `how` says what told: note, email, name, or title."""

    name: str
    slug: str
    how: str


class Meeting(NamedTuple):
    """A meeting: its title, the people of the vault who take part, and names that the vault does not know.

    `until` is its last day; `start` and `end` are times of day, null where none is known; `event` is the place in a
    calendar, `note` the slug of the note about it.
    """

    date: str
    title: str
    people: list[Attendee]
    others: list[str]
    at: str
    until: str
    start: str | None
    end: str | None
    place: str | None
    event: str | None
    note: str | None


class Agenda(NamedTuple):
    """What the calendars say; with `strangers` false nobody is named whom the vault does not know."""

    events: Sequence[Event]
    strangers: bool = True


NO_CALENDARS = Agenda(())
"""No calendar at all: meetings are those of notes."""


class Held(NamedTuple):
    """A meeting with what it was told by: an event of a calendar, a note, or both."""

    meeting: Meeting
    event: Event | None
    party: Party | None
    note: int


def meetings(vault: Vault, agenda: Agenda, first: date, last: date) -> list[Meeting]:
    """Return the meetings of some days, the soonest first; those that are cancelled are left out."""
    return [each.meeting for each in held(vault, agenda, first, last)]


def held(vault: Vault, agenda: Agenda, first: date, last: date) -> list[Held]:
    """Return the meetings of some days with what told of them; an event that a note tells of is in it."""
    noted = _noted(vault, first, last)
    if agenda.events:
        noted = _joined(noted, _of_calendars(vault, agenda, first, last))
    found = [each for each, why in noted if "cancel" not in why]
    return sorted(found, key=lambda each: (each.meeting.date, each.meeting.start or "~", each.meeting.title))


def _noted(vault: Vault, first: date, last: date) -> list[tuple[Held, str]]:
    """Return the meetings that notes tell of, and why they are no contact if they are not."""
    entries = {each.note: each for each in vault.log.meetings(first.isoformat(), last.isoformat())}
    return [(_of_note(vault, each), each.why) for each in entries.values()]


def _of_note(vault: Vault, entry: EntryRow) -> Held:
    note = vault.notes[entry.note]
    title = note.name if note.name != stem(entry.path) else _title(entry.path)
    people = [
        Attendee(vault.notes[each].name, vault.notes[each].slug, "note") for each in vault.attendees.get(note.id, ())
    ]
    others = [link.target for link in vault.links_of(note.id) if link.entry == entry.id and link.hits == 0]
    at = f"{entry.path}:{entry.line}"
    meeting = Meeting(entry.day, title, people, others, at, entry.day, None, None, None, None, note.slug)
    return Held(meeting, None, None, note.id)


def _title(path: str) -> str:
    """Return the name of a meeting's file without its day."""
    from prm.text.days import day_in_name

    found = day_in_name(stem(path))
    return found[1] if found and found[1] else stem(path)


def _of_calendars(vault: Vault, agenda: Agenda, first: date, last: date) -> list[Held]:
    """Return the events of some days in which somebody takes part; those I declined are none of mine."""
    from prm.exchange.icsevents import local
    from prm.insight.meetings.guests import Guests
    from prm.insight.meetings.guests import my_zone

    zone = my_zone(vault)
    low, high = first.isoformat(), last.isoformat()
    spans = [(event, local(event, zone)) for event in agenda.events if _is_near(event, first, last)]
    spans = [(event, span) for event, span in spans if span.day <= high and span.last >= low]
    if not spans:
        return []
    guests = Guests(vault, [event.title for event, _ in spans])
    found: list[Held] = []
    for event, span in spans:
        party = guests.of(event)
        if not agenda.strangers:
            party = party._replace(strangers=[])
        if not party.declined and (party.people or any(each.how != "title" or each.near for each in party.strangers)):
            found.append(_happening(event, span, party, low))
    return found


def shareable(whole: Vault, shared: Vault, events: Sequence[Event], first: date, last: date) -> Agenda:
    """Return what may be told to others: no event that is private, has a private note or names a private person."""
    known = shared.names_by_slug
    hidden: set[Event] = set()
    for each in held(whole, Agenda(events), first, last):
        if each.event is None or each.party is None:
            continue
        named = [person for person, _ in each.party.people] + [
            near for one in each.party.strangers for near in one.near
        ]
        noted = whole.notes[each.note].slug if each.note else ""
        if each.event.private or (noted and noted not in known) or any(person.slug not in known for person in named):
            hidden.add(each.event)
    return Agenda([event for event in events if event not in hidden and not event.private], strangers=False)


def _is_near(event: Event, first: date, last: date) -> bool:
    """Tell whether an event can touch some days in any time zone."""
    return (
        event.start[:10] <= (last + timedelta(1)).isoformat() and event.end[:10] >= (first - timedelta(1)).isoformat()
    )


def _happening(event: Event, span: Span, party: Party, first: str) -> Held:
    people = [Attendee(person.name, person.slug, how) for person, how in party.people]
    others = [each.name or each.email for each in party.strangers if each.how != "title"]
    begun = span.day < first
    meeting = Meeting(
        first if begun else span.day,
        event.title or event.place,
        people,
        others,
        event.at,
        span.last,
        None if begun else span.start or None,
        span.end or None,
        event.place or None,
        event.at,
        None,
    )
    return Held(meeting, event, party, 0)


def _joined(noted: list[tuple[Held, str]], happening: list[Held]) -> list[tuple[Held, str]]:
    """Return notes and events, each event once: in the note of that day that is called like it, or has its people."""
    left = list(happening)
    found: list[tuple[Held, str]] = []
    for note, why in sorted(noted, key=lambda pair: pair[0].meeting.title, reverse=True):
        best = max(left, key=lambda event: _likeness(note.meeting, event.meeting), default=None)
        if best is not None and _likeness(note.meeting, best.meeting):
            left.remove(best)
            found.append((_one(note, best), why))
        else:
            found.append((note, why))
    return [*found, *((each, "") for each in left)]


def _likeness(note: Meeting, event: Meeting) -> int:
    """Return how sure it is that a note and an event tell of one meeting, 0 for not at all."""
    if note.date != event.date:
        return 0
    one, two = (folded(title) for title in (note.title, event.title))
    if one and one == two:
        return 3
    slugs = [{each.slug for each in meeting.people} for meeting in (note, event)]
    if one and two and (one in two or two in one) and slugs[0] & slugs[1]:
        return 2
    return int(bool(slugs[0]) and slugs[0] == slugs[1])


def _one(note: Held, event: Held) -> Held:
    """Return a note and the event it tells of as one: its words and people, the event's time and place."""
    known = {each.slug for each in note.meeting.people}
    more = [each for each in event.meeting.people if each.slug not in known and each.how != "title"]
    said = {folded(each) for each in note.meeting.others}
    others = [each for each in event.meeting.others if folded(each) not in said]
    meeting = note.meeting._replace(
        people=[*note.meeting.people, *more],
        others=[*note.meeting.others, *others],
        until=event.meeting.until,
        start=event.meeting.start,
        end=event.meeting.end,
        place=event.meeting.place,
        event=event.meeting.event,
    )
    return Held(meeting, event.event, event.party, note.note)
