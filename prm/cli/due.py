"""`prm due`: whose turn it is."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import slugs_of


@click.command("due", short_help="whose turn it is")
@QUERY
@AS_OF
@takes_session
def command(session: Session, query: tuple[str, ...]) -> None:
    """List everybody whose turn it is to hear from you, the longest first; with QUERY only those whom it finds.

    “prm list --help” tells what a query is.
    """
    from prm.insight.keeping import due
    from prm.insight.rows import as_data

    vault = session.vault()
    among = slugs_of(vault, query)
    found = as_data([each for each in due(vault) if among is None or each.slug in among])
    put_rows(session, vault, found, "list/due.txt.j2", {"due": found, "today": vault.today.isoformat()})
