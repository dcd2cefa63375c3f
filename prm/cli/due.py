"""`prm due`: whose turn it is."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import Session
from prm.cli.params import takes_session


@click.command("due", short_help="whose turn it is")
@takes_session
def command(session: Session) -> None:
    """List everybody whose turn it is to hear from you, the longest first."""
    from prm.insight.keeping import due
    from prm.insight.rows import as_data

    vault = session.vault()
    found = as_data(due(vault))
    put_rows(session, vault, found, "list/due.txt.j2", {"due": found, "today": vault.today.isoformat()})
