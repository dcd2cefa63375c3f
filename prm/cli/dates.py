"""`prm dates`: birthdays and other days ahead."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import Session
from prm.cli.params import takes_session


@click.command("dates", short_help="birthdays and other days ahead")
@click.option("--days", type=click.IntRange(0, 366), default=30, show_default=True, help="How many days ahead to look.")
@takes_session
def command(session: Session, days: int) -> None:
    """List birthdays and other days of the year that come, the soonest first."""
    from prm.insight.occasions import occasions
    from prm.insight.rows import as_data

    vault = session.vault()
    found = as_data(occasions(vault, days))
    put_rows(session, vault, found, "list/dates.txt.j2", {"dates": found, "today": vault.today.isoformat()})
