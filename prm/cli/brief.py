"""`prm brief`: people, or a meeting with those who come, on one page before you meet."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.calendars import ICS
from prm.cli.calendars import agenda
from prm.cli.output import put_page
from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.params import with_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from prm.insight.changes.events import Change
    from prm.insight.meetings.agenda import Agenda
    from prm.insight.meetings.agenda import Held
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


@click.command("brief", short_help="people, or a meeting with those who come, on one page before you meet")
@click.argument("who", type=WHO, nargs=-1)
@click.option("--next", "next_", is_flag=True, help="The next meeting of your calendars and notes.")
@click.option("--tomorrow", is_flag=True, help="Every meeting of tomorrow.")
@click.option(
    "--event", metavar="WORDS", help="The meeting whose title, people or place hold WORDS: the next, or the last."
)
@ICS
@with_pages
@AS_OF
@takes_session
def command(
    session: Session,
    who: tuple[str, ...],
    next_: bool,
    tomorrow: bool,
    event: str | None,
    ics: tuple[str, ...],
    html: bool,
    output: str | None,
    share: bool,
    with_private: bool,
) -> None:
    """Print what to know of each WHO, or of those who come to a meeting.

    What to leave alone comes first; then the last entries, promises both ways, dates near, what they need and offer,
    and what you don't know, with the command that would fill it. Guests whom the vault does not know are named, with
    the command that would create them.
    """
    if bool(who) + next_ + tomorrow + (event is not None) != 1:
        raise click.UsageError("say who, or one of --next, --tomorrow, --event WORDS")
    html = html or bool(output and output.endswith((".html", ".htm")))
    shared = share or (html and not with_private)
    vault = session.vault(shared=shared)
    said, past = _calendars(session, vault, ics, shared=shared)
    if who:
        rows, name, context = _people(session, vault, who, past, shared=shared)
    else:
        found = _meant(session, vault, said, next_=next_, tomorrow=tomorrow, words=event)
        rows, name, context = _meetings(session, vault, found, past, shared=shared)
    if shared:
        _without_gaps(rows)
    context["today"] = vault.today.isoformat()
    if html or output is not None:
        put_page(session, vault, f"digest/{name}.{'html' if html else 'md'}.j2", context, output, html=html)
    else:
        put_rows(session, vault, rows, f"digest/{name}.md.j2", context)


def _without_gaps(rows: list[Any]) -> None:
    """Take out what I don't know: it is nothing to others, and what is private there is not unknown."""
    for row in rows:
        for each in row.get("briefs", [row]):
            each["unknowns"] = []


def _calendars(session: Session, vault: Vault, ics: tuple[str, ...], *, shared: bool) -> tuple[Agenda, Sequence[Any]]:
    """Return what the calendars say of the months that are read, and their events of the last year."""
    from prm.disk.calendars import window

    said = agenda(session, vault, window(vault.today), ics=ics, shared=shared)
    year = (vault.today - timedelta(min(366, (vault.today - date.min).days))).isoformat()
    today = vault.today.isoformat()
    return said, [each for each in said.events if year <= each.start[:10] <= today]


def _people(
    session: Session, vault: Vault, who: tuple[str, ...], past: Sequence[Any], *, shared: bool
) -> tuple[list[Any], str, dict[str, Any]]:
    from prm.insight.meetings.briefs import brief
    from prm.insight.meetings.encounters import common
    from prm.insight.meetings.encounters import ties
    from prm.insight.rows import as_data

    if shared:
        _refuse_private(session, vault, who)
    people = [one(vault, each) for each in who]
    written = _written(session, vault, people, shared=shared)
    briefs = [
        as_data(brief(vault, each, _since(session, vault, each, shared=shared), past, written.get(each.path)))
        for each in people
    ]
    return briefs, "brief", {
        "briefs": briefs, "common": as_data(common(vault, people)), "ties": as_data(ties(vault, people)),
    }  # fmt: skip


def _meetings(
    session: Session, vault: Vault, found: list[Held], past: Sequence[Any], *, shared: bool
) -> tuple[list[Any], str, dict[str, Any]]:
    from prm.insight.meetings.encounters import encounter
    from prm.insight.meetings.encounters import people_of
    from prm.insight.rows import as_data

    people = [person for each in found for person in people_of(vault, each.meeting)]
    written = _written(session, vault, people, shared=shared)
    since = {each.path: _since(session, vault, each, shared=shared) for each in people[:16]}
    rows = [as_data(encounter(vault, each, past, written, since)) for each in found]
    return rows, "meetings", {"meetings": rows}


def clock(session: Session) -> str:
    """Return what time it is, as 14:30; a day that is said begins."""
    return "00:00" if session.says_today else f"{datetime.now():%H:%M}"


def _meant(
    session: Session, vault: Vault, said: Agenda, *, next_: bool, tomorrow: bool, words: str | None
) -> list[Held]:
    """Return the meetings that are meant; that there is none is said."""
    from prm.disk.calendars import window
    from prm.insight.meetings.agenda import held
    from prm.insight.meetings.encounters import about
    from prm.insight.meetings.encounters import coming

    if tomorrow:
        day = vault.today + timedelta(1) if vault.today < date.max else vault.today
        return held(vault, said, day, day)
    first, last = window(vault.today)
    if next_:
        return coming(held(vault, said, vault.today, last), vault.today, clock(session))[:1]
    everything = held(vault, said, first, last)
    hits = about(everything, words or "")
    ahead = coming(hits, vault.today, clock(session))
    if not hits:
        raise click.UsageError(f"no meeting around today has “{words}” in its title, people or place")
    chosen = ahead[0] if ahead else hits[-1]
    others = [each for each in hits if each.meeting.title != chosen.meeting.title]
    for title in list(dict.fromkeys(f"{each.meeting.date} {each.meeting.title}" for each in others))[:3]:
        say(f"prm: “{words}” is also in {title}")
    return [chosen]


def _written(
    session: Session, vault: Vault, people: Sequence[NoteRow], *, shared: bool
) -> Mapping[str, Mapping[int, str]]:
    """Return on which day git saw each line of people's files; nothing where git knows nothing, or for others."""
    from prm.disk.blame import line_days

    if shared or session.as_of is not None or not people:
        return {}
    root = session.root
    return {
        person.path: {
            number: day.isoformat() for number, day in enumerate(line_days(root, person.path), 1) if day is not None
        }
        for person in people[:8]
        if vault.values_of(person.id, "role")
    }


def _since(session: Session, vault: Vault, person: NoteRow, *, shared: bool) -> list[Change]:
    """Return what is known since the last contact, by git's record; nothing where there is none, or it was today."""
    last = vault.last_contacts.get(person.id)
    if last is None or session.as_of is not None or last.day >= vault.today.isoformat():
        return []
    from prm.disk.history import older

    old = older(session.root, person.path, date.fromisoformat(last.day))
    engine = session.engine()
    new = engine.source(person.path)
    if old is None or old.data == new.data:
        return []
    from prm.insight.changes.events import facts_since
    from prm.insight.changes.pairing import versions

    hidden = engine.hidden() if shared else None
    pairs = list(versions([(old, new)], vault.config, hidden))
    return facts_since(vault, pairs[0]) if pairs else []


def _refuse_private(session: Session, vault: Vault, who: tuple[str, ...]) -> None:
    """Say that somebody is private, rather than not here, where the whole vault knows them."""
    unknown = [each for each in who if not vault.who(each)]
    whole = session.vault() if unknown else vault
    for each in unknown:
        if found := whole.who(each):
            names = " and ".join(person.name for person in found)
            raise click.UsageError(f"“{each}” is private ({names}), and private people are in nothing that is shared")
