"""`prm show`: all that is known of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_one
from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


@click.command("show", short_help="all that is known of one person")
@click.argument("who", type=WHO)
@click.option("--learned", is_flag=True, help="When each line of their page was written, as git recorded it.")
@AS_OF
@takes_session
def command(session: Session, who: str, learned: bool) -> None:
    """Show all that the vault knows of WHO: a name, alias, reading, e-mail, file name or a part of one."""
    from prm.insight.people import show
    from prm.insight.rows import as_data

    if learned and session.as_of is not None:
        raise click.UsageError("--learned tells of the page as it is; leave out --as-of")
    vault = session.vault()
    if learned:
        _put_learned(session, vault, one(vault, who))
        return
    data = as_data(show(vault, one(vault, who)))
    person = data.pop("row") | data
    put_one(session, vault, person, "list/show.txt.j2", {"person": person, "today": vault.today.isoformat()})


def _put_learned(session: Session, vault: Vault, person: NoteRow) -> None:
    """Print what a page says by the day on which it came to the vault."""
    from prm.disk.blame import line_days
    from prm.insight.changes.learned import learned
    from prm.insight.rows import as_data
    from prm.model.reader import Reader

    source = session.engine().source(person.path)
    days = line_days(session.root, person.path)
    if not days:
        raise click.ClickException(f"git knows nothing of {person.path} yet; “prm sync” commits it")
    rows = as_data(learned(source, Reader(vault.config).read(source), days, vault.today))
    context = {"rows": rows, "name": person.name, "today": vault.today.isoformat()}
    put_rows(session, vault, rows, "list/learned.txt.j2", context)
