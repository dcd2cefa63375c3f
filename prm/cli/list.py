"""`prm list`: everybody, or those whom a query finds, one a line."""

from __future__ import annotations

import click

from prm.cli.output import own_templates
from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import found_by


@click.command("list", short_help="everybody, or those whom a query finds, one a line")
@QUERY
@click.option("--sort", metavar="FIELD", default="name", help="Order of the lines, by any field; -FIELD reverses it.")
@click.option("--reverse", "-r", is_flag=True, help="The other way round; who has no value stays last.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N only.")
@AS_OF
@takes_session
def command(session: Session, query: tuple[str, ...], sort: str, reverse: bool, limit: int | None) -> None:
    """List everybody in the vault, or those whom QUERY finds: “circle:inner last>60d not status:paused”.

    A field, a sign and a value (“city:Kyoto”, “contacts<3”, “birthday:03-01..04-15”), a flag (“due”), or a name; “or”,
    “not” and parentheses join them. Without a query everybody is listed, at rest or not. Put quotes around it for the
    shell. docs/query.md has it all.

    --sort takes any field: “last” begins with the longest silence, numbers with the most.
    """
    from prm.insight.listing import lines
    from prm.insight.people import rows
    from prm.insight.query.order import ordered
    from prm.insight.rows import as_data

    vault = session.vault()
    people = found_by(vault, " ".join(query)).people if query else vault.people
    lined_up = ordered(vault, people, sort.lstrip("-"), turned=reverse != sort.startswith("-"))
    if lined_up is None:
        raise click.UsageError(f"--sort: “{sort.lstrip('-')}” is no field; name, last, due, contacts and others are")
    shorter = session.format == "text" and own_templates(session) is None
    shown = lines(vault, lined_up[:limit]) if shorter else as_data(rows(vault, lined_up[:limit]))
    if query and not shown and session.format == "text":
        return  # why nobody is found is said on standard error
    put_rows(session, vault, shown, "list/people.txt.j2", {"people": shown, "today": vault.today.isoformat()})
