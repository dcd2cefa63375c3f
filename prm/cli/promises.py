"""`prm promises`: open promises, mine and theirs."""

from __future__ import annotations

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.query import FOR
from prm.cli.query import slugs_of


@click.command("promises", short_help="open promises, mine and theirs")
@click.argument("who", type=WHO, required=False)
@FOR
@click.option("--all", "done", is_flag=True, help="Those that are kept, too.")
@AS_OF
@takes_session
def command(session: Session, who: str | None, query: str | None, done: bool) -> None:
    """List open promises, of WHO or of everybody: first what I promised, then what was promised to me."""
    from prm.insight.digest import promise_shown
    from prm.insight.promises import promises
    from prm.insight.rows import as_data

    vault = session.vault()
    found = promises(vault, one(vault, who) if who else None, done=done)
    if (among := slugs_of(vault, query)) is not None:
        found = [each for each in found if among.intersection((each.owner, *each.people))]
    shown = [as_data(promise_shown(vault, promise)) for promise in found]
    context = {"promises": shown, "today": vault.today.isoformat()}
    put_rows(session, vault, as_data(found), "list/promises.txt.j2", context)
