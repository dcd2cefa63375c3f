"""`prm dates`: birthdays and other days ahead."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import slugs_of


@click.command("dates", short_help="birthdays and other days ahead")
@QUERY
@click.option("--days", type=click.IntRange(0, 366), default=30, show_default=True, help="How many days ahead to look.")
@AS_OF
@takes_session
def command(session: Session, query: tuple[str, ...], days: int) -> None:
    """List birthdays and other days of the year that come, the soonest first; with QUERY those of whom it finds.

    “prm list --help” tells what a query is.
    """
    from prm.insight.occasions import occasions
    from prm.insight.rows import as_data

    vault = session.vault()
    among = slugs_of(vault, query)
    found = as_data([each for each in occasions(vault, days) if among is None or each.slug in among])
    put_rows(session, vault, found, "list/dates.txt.j2", {"dates": found, "today": vault.today.isoformat()})
