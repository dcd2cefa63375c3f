"""`prm why`: which lines say when the last contact was, and which do not count."""

from __future__ import annotations

import click

from prm.cli.output import put_one
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session


@click.command("why", short_help="which lines say when the last contact was, and which do not count")
@click.argument("who", type=WHO)
@AS_OF
@takes_session
def command(session: Session, who: str) -> None:
    """Show every line about WHO that counts as a contact, and every line that does not, with the reason."""
    from prm.insight.history import why
    from prm.insight.rows import as_data

    vault = session.vault()
    person = one(vault, who)
    data = as_data(why(vault, person))
    context = {"why": data, "name": person.name, "today": vault.today.isoformat()}
    put_one(session, vault, data, "list/why.txt.j2", context)
