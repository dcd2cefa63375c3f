"""`prm list`: everybody, one a line."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import Session
from prm.cli.params import takes_session


@click.command("list", short_help="everybody, one a line")
@click.option("--sort", type=click.Choice(["name", "last", "contacts"]), default="name", help="Order of the lines.")
@takes_session
def command(session: Session, sort: str) -> None:
    """List everybody in the vault, by name unless told otherwise; “last” begins with the longest silence."""
    from prm.insight.people import rows
    from prm.insight.rows import as_data

    vault = session.vault()
    found = rows(vault, vault.people)
    if sort == "last":
        found.sort(key=lambda row: row.last_contact.date if row.last_contact else "")
    elif sort == "contacts":
        found.sort(key=lambda row: -row.contacts)
    people = as_data(found)
    put_rows(session, vault, people, "list/people.txt.j2", {"people": people, "today": vault.today.isoformat()})
