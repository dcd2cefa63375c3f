"""`prm changes`: who changed how since a day."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.disk.changed import Compared
    from prm.insight.changes.events import Change
    from prm.model.vault import Vault

_DAYS = 7


@click.command("changes", short_help="who changed how: changes --since “last month”")
@click.argument("who", type=WHO, required=False)
@click.option("--since", metavar="DATE", help="From that day on, or since a commit; else the last seven days.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@AS_OF
@takes_session
def command(session: Session, who: str | None, since: str | None, share: bool) -> None:
    """Say who changed how, as git's record and the files tell it: of WHO, or of everybody, the newest first.

    New people and those who are gone, whom you met again, who moved or has other work, promises made and kept, and
    what else is known since. What is not committed yet counts too.
    """
    from prm.disk.files import Refused
    from prm.insight.changes.events import ENTRIES
    from prm.insight.changes.events import by_person
    from prm.insight.rows import as_data

    vault = session.vault(shared=share)
    person = one(vault, who) if who and vault.who(who) else None
    try:
        start = _since(session, vault, since)
        rows, found = _changes(session, vault, start, share=share)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    if who:
        rows = [row for row in rows if (row.slug == person.slug if person else _called(row, who))]
        if not rows and not person:
            one(vault, who)
    begun = found.first or (start.isoformat() if isinstance(start, date) else "")
    if found.first:
        say(_begins(found))
    people = by_person(rows, most=None if who else ENTRIES)
    context = {"people": as_data(people), "since": begun, "today": vault.today.isoformat()}
    put_rows(session, vault, as_data(rows), "list/changes.txt.j2", context)


def _since(session: Session, vault: Vault, since: str | None) -> date | str:
    """Return the day that is meant, or the name of a commit."""
    from prm.disk.changed import commit_named
    from prm.text.dates import Refused as NoDay
    from prm.text.spoken import spoken

    if not since:
        return vault.today - timedelta(days=_DAYS)
    said = spoken(since, vault.today, ahead=False, order=vault.config.date_order)
    is_day = said is not None and not isinstance(said, NoDay)
    return since if not is_day and commit_named(session.root, since) else day_said(since, vault, ahead=False)


def _changes(session: Session, vault: Vault, since: date | str, *, share: bool) -> tuple[list[Change], Compared]:
    """Return what changed, and what git had to say."""
    from prm.disk.changed import Line
    from prm.disk.changed import compared
    from prm.disk.changed import days
    from prm.insight.changes.events import arranged
    from prm.insight.changes.events import changes
    from prm.insight.changes.pairing import versions

    found = compared(session.root, since, vault.config, until=session.as_of)
    hidden = session.engine().hidden() if share else None
    told = changes(vault, versions(found.notes, vault.config, hidden))
    lines = [Line(each.path, each.old_path, each.line, each.gone) for each in told]
    dated = days(session.root, found, lines, vault.today)
    return arranged(each.change._replace(written=day) for each, day in zip(told, dated, strict=True)), found


def _begins(found: Compared) -> str:
    """Return what to know where git's record begins within the time asked for."""
    begins = f"git's record begins on {found.first}"
    if found.shallow:
        return f"{begins}: this clone is shallow, and holds no older commits; “git fetch --unshallow” brings them"
    many = "1 note; what it" if found.there == 1 else f"{found.there} notes; what they"
    return f"{begins}, with {many} said then is not told as new" if found.there else begins


def _called(row: Change, who: str) -> bool:
    """Tell whether somebody who is no longer here was called so."""
    return row.slug is None and who.casefold() in row.name.casefold()
