"""`prm brief`: one person on one page, before you meet."""

from __future__ import annotations

import click

from prm.cli.output import put_page
from prm.cli.output import put_rows
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.params import with_pages


@click.command("brief", short_help="one person on one page, before you meet")
@click.argument("who", type=WHO, nargs=-1, required=True)
@with_pages
@takes_session
def command(
    session: Session, who: tuple[str, ...], html: bool, output: str | None, share: bool, with_private: bool
) -> None:
    """Print what to know of each WHO: the last entries, promises both ways, dates near, what they offer and need."""
    from prm.insight.briefs import brief
    from prm.insight.rows import as_data

    html = html or bool(output and output.endswith((".html", ".htm")))
    vault = session.vault(shared=share or (html and not with_private))
    briefs = [as_data(brief(vault, one(vault, each))) for each in who]
    context = {"briefs": briefs, "today": vault.today.isoformat()}
    if html or output is not None:
        put_page(session, vault, f"digest/brief.{'html' if html else 'md'}.j2", context, output, html=html)
    else:
        put_rows(session, vault, briefs, "digest/brief.md.j2", context)
