"""`prm show`: all that is known of one person."""

from __future__ import annotations

import click

from prm.cli.output import put_one
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session


@click.command("show", short_help="all that is known of one person")
@click.argument("who", type=WHO)
@AS_OF
@takes_session
def command(session: Session, who: str) -> None:
    """Show all that the vault knows of WHO: a name, alias, reading, e-mail, file name or a part of one."""
    from prm.insight.people import show
    from prm.insight.rows import as_data

    vault = session.vault()
    data = as_data(show(vault, one(vault, who)))
    person = data.pop("row") | data
    put_one(session, vault, person, "list/show.txt.j2", {"person": person, "today": vault.today.isoformat()})
