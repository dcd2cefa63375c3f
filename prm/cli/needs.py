"""`prm needs`: what people around me are looking for."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import slugs_of

_MOST = 30


@click.command("needs", short_help="what people around you are looking for, the oldest first")
@QUERY
@click.option("-n", "--limit", type=click.IntRange(min=0), default=_MOST, show_default=True, help="How many; 0: all.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@AS_OF
@takes_session
def command(session: Session, query: tuple[str, ...], limit: int, share: bool) -> None:
    """List what people look for, the oldest first, those without a day last; with QUERY only those whom it finds.

    It comes from `needs` at the top of a file, from sections such as “## Looking for”, and from lines of what you
    learned: “learned: looks for a rehearsal room”. After a year it is time to ask whether they still do.
    """
    from prm.insight.matching.needs import asks_still
    from prm.insight.matching.needs import needs
    from prm.insight.rows import as_data

    vault = session.vault(shared=share)
    found = needs(vault, slugs_of(vault, query))
    rows = as_data(found[: limit or None])
    names = vault.names_by_slug
    shown = [row | {"name": names[row["slug"]], "still": asks_still(vault, row["since"])} for row in rows]
    context = {"needs": shown, "more": len(found) - len(rows), "today": vault.today.isoformat()}
    put_rows(session, vault, rows, "list/needs.txt.j2", context)
