"""`prm debrief`: the note about a meeting, with those who came and lines to fill in."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from prm.cli.calendars import ICS
from prm.cli.calendars import agenda
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import refused
from prm.cli.writing import write

if TYPE_CHECKING:
    from prm.edits.debriefing import Facts
    from prm.insight.meetings.agenda import Held
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

BACK = 31
"""How many days back a meeting is looked for."""


@click.command("debrief", short_help="the note about a meeting, with lines to fill in")
@click.argument("event", nargs=-1, metavar="[EVENT]...")
@click.option("--on", metavar="DAY", help="The day it was: yesterday, monday, 2026-01-12.")
@click.option("--no-edit", is_flag=True, help="Make the note, and open no editor.")
@ICS
@DRY_RUN
@takes_session
def command(
    session: Session, event: tuple[str, ...], on: str | None, no_edit: bool, ics: tuple[str, ...], dry_run: bool
) -> None:
    """Make the note about the last meeting, or the one that EVENT names, and open it in your editor.

    Those who came are linked; there are empty lines for what you learned, promised and gave. As long as nothing is
    written into them the note counts for nothing; filled in they are entries and promises. A note that is there is
    opened. EVENT may also be people: then it is a meeting of that day with them.
    """
    vault = session.vault()
    words = " ".join(event)
    day = day_said(on, vault, ahead=False) if on else None
    held = _meant(session, vault, words, day, ics)
    if held is not None and held.note:
        path = vault.notes[held.note].path
        say(f"{path} is here already")
    else:
        facts = _facts(vault, held) if held else _with(vault, event, day or vault.today)
        path = _make(session, vault, facts, held, dry_run=dry_run)
        if held:
            _tell_strangers(vault, held)
    if not dry_run and not no_edit and sys.stdin.isatty() and sys.stdout.isatty():
        from prm.cli.edit import edited

        del vault
        edited(session, [path], 0)


def _meant(session: Session, vault: Vault, words: str, day: date | None, ics: tuple[str, ...]) -> Held | None:
    """Return the meeting that is meant: the last that has begun, of those that hold all words."""
    from prm.disk.calendars import window
    from prm.insight.meetings.agenda import held
    from prm.insight.meetings.encounters import about

    low, high = window(vault.today)
    first = day or max(low, vault.today - timedelta(min(BACK, (vault.today - date.min).days)))
    last = day or (high if words else vault.today)
    said = agenda(session, vault, (min(low, first), max(high, last)), ics=ics)
    found = held(vault, said, first, last)
    found = about(found, words) if words else found
    clock = "24:00" if session.says_today else f"{datetime.now():%H:%M}"
    today = vault.today.isoformat()
    begun = [each for each in found if (each.meeting.date, each.meeting.start or "") <= (today, clock)]
    if begun:
        return begun[-1]
    if found and words:
        return found[0]
    if words:
        return None
    raise click.ClickException("no meeting of the last month is in calendars or notes; say with whom: prm debrief Aiko")


def _with(vault: Vault, words: tuple[str, ...], day: date) -> Facts:
    """Return a meeting of a day with the people whom words name."""
    from prm.edits.debriefing import Facts
    from prm.insight.named import link_to

    people: list[NoteRow] = []
    whole = vault.exactly(" ".join(words))
    for found in [whole] if len(whole) == 1 else [vault.exactly(word) for word in words]:
        if len(found) != 1:
            said = " ".join(words)
            raise click.UsageError(
                f"no meeting around today has “{said}” in its title, people or place, and it names nobody"
            )
        people += found
    return Facts(
        day.isoformat(), ", ".join(each.name for each in people), [link_to(each) for each in people], [], "", ""
    )


def _facts(vault: Vault, held: Held) -> Facts:
    from prm.edits.debriefing import Facts
    from prm.insight.meetings.encounters import people_of
    from prm.insight.named import link_to

    meeting = held.meeting
    links = [link_to(person) for person in people_of(vault, meeting)]
    title = meeting.title or ", ".join([*(each.name for each in meeting.people), *meeting.others])
    return Facts(meeting.date, title, links, meeting.others, meeting.place or "", _hours(meeting.start, meeting.end))


def _hours(start: str | None, end: str | None) -> str:
    """Return how many hours a meeting takes by the calendar, "" for what is not known or a day."""
    if not start or not end:
        return ""
    begin, stop = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    hours = (stop - begin) % 1440 / 60
    return f"{hours:.2f}".rstrip("0").rstrip(".") if 0 < hours <= 12 else ""


def _make(session: Session, vault: Vault, facts: Facts, held: Held | None, *, dry_run: bool) -> str:
    """Write the note, and return its path; one that stands there under this name is kept."""
    from prm.edits.debriefing import meeting_note
    from prm.edits.debriefing import note_path

    folder = _folder(vault)
    path = note_path(folder, facts)
    root = session.root
    if os.path.exists(os.path.join(root, path)):
        start = held.meeting.start if held else None
        path = note_path(folder, facts, (start or "again").replace(":", ""))
        if os.path.exists(os.path.join(root, path)):
            raise click.ClickException(f"{path} is here already; “prm edit” opens it")
    with refused():
        edit = meeting_note(path, facts, vault.config, session.lang(vault))
    write(session, [edit], dry_run=dry_run, summary=f"made {path}, with lines to fill in")
    return path


def _folder(vault: Vault) -> str:
    """Return the folder that most meetings of the vault are in, else meetings."""
    found = Counter(note.path.rpartition("/")[0] for note in vault.notes.values() if note.kind == "meeting")
    return found.most_common(1)[0][0] if found else "meetings"


def _tell_strangers(vault: Vault, held: Held) -> None:
    from prm.insight.meetings.encounters import encounter

    for each in encounter(vault, held).strangers:
        if each.how != "title":
            say(f"not in the vault yet: {each.name or each.email}; {each.command}")
