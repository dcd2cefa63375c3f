"""`prm due`: whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import slugs_of

if TYPE_CHECKING:
    from prm.model.vault import Vault

FEW = 7


@click.command("due", short_help="whose turn it is")
@QUERY
@click.option("--all", "everybody", is_flag=True, help="Name everybody of the days to come, not the next few alone.")
@click.option("--in", "place", metavar="PLACE", help="Those who live in PLACE, due or not.")
@AS_OF
@takes_session
def command(session: Session, query: tuple[str, ...], everybody: bool, place: str | None) -> None:
    """Say whose turn it is to hear from you today, why, and what was last said; with QUERY only of those whom it finds.

    Who wrote to you comes first. Of the others a few are chosen, by “per_day” and “per_week” of “[keeping]” in
    prm.toml; the choice is the same all day. The rest follow in the days to come: as data, everybody is listed with
    their “day”. “prm snooze” sets somebody aside. “prm list --help” tells what a query is.
    """
    from prm.insight.keeping.due import FOREVER
    from prm.insight.keeping.due import later_rows
    from prm.insight.keeping.due import rows
    from prm.insight.keeping.due import today_rows
    from prm.insight.keeping.due import turns_of
    from prm.insight.rows import as_data

    vault = session.vault()
    if place is not None:
        _put_there(session, vault, query, place)
        return
    is_text = session.format == "text"
    most = FEW if is_text and not everybody else None
    found = turns_of(vault, slugs_of(vault, query), days=366 if most else FOREVER)
    now, later = as_data(today_rows(vault, found)), as_data(later_rows(vault, found, most))
    context = {
        "due": now,
        "later": later,
        "more": len(found.rest) - len(later),
        "done": found.done,
        "good": as_data(rows(vault, found.good[:3])) if is_text else [],
        "today": vault.today.isoformat(),
    }
    put_rows(session, vault, [*now, *later], "list/due.txt.j2", context | {"place": None})


def _put_there(session: Session, vault: Vault, query: tuple[str, ...], place: str) -> None:
    """Print who lives in a place."""
    from prm.insight.keeping.places import there
    from prm.insight.rows import as_data

    if not place.strip():
        raise click.UsageError("--in names a place: prm due --in Kyoto")
    found = as_data(there(vault, place, slugs_of(vault, query)))
    context = {"due": found, "later": [], "more": 0, "done": 0, "good": [], "place": place}
    put_rows(session, vault, found, "list/due.txt.j2", context | {"today": vault.today.isoformat()})
