"""`prm digest`: what today, or this week, asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import put_one
from prm.cli.output import put_page
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.params import with_pages
from prm.cli.query import FOR
from prm.cli.query import slugs_of

if TYPE_CHECKING:
    from prm.model.vault import Vault


@click.command("digest", short_help="what today asks for; weekly: what this week asks for")
@click.argument("which", default="daily")
@FOR
@with_pages
@click.option("--exit-code", is_flag=True, help="Exit 1 when there is something to do, 0 on a quiet day.")
@AS_OF
@takes_session
def command(
    session: Session,
    which: str,
    query: str | None,
    html: bool,
    output: str | None,
    share: bool,
    with_private: bool,
    exit_code: bool,
) -> None:
    """Print a digest: daily (the default), weekly, or a template of your own in templates/digest/."""
    html = html or is_page(output)
    template = template_of(which, html=html)
    vault = session.vault(shared=share or (html and not with_private))
    digest = digest_of(vault, which, query)
    if html or output is not None:
        put_page(session, vault, template, {"digest": digest}, output, html=html)
    else:
        put_one(session, vault, digest, template, {"digest": digest})
    if exit_code and asks_for_something(digest):
        raise click.exceptions.Exit(1)


def asks_for_something(digest: dict[str, Any]) -> bool:
    """Tell whether a digest names anything to do: whoever comes next, ideas and what was do not count."""
    asking = ("meetings", "turns", "mine", "theirs", "dates", "seasons")
    return any(digest[name] for name in asking)


def is_page(output: str | None) -> bool:
    """Tell whether a file is a page by its name."""
    return bool(output and output.endswith((".html", ".htm")))


def template_of(which: str, *, html: bool) -> str:
    """Return the name of the template of a digest."""
    if "/" in which or which.startswith("."):
        raise click.UsageError(f"“{which}” is no name of a digest; use daily, weekly, or a name in templates/digest/")
    return f"digest/{which}.{'html' if html else 'md'}.j2"


def digest_of(vault: Vault, which: str, query: str | None = None) -> dict[str, Any]:
    """Return what a digest says, as plain data."""
    from prm.insight.digest import daily
    from prm.insight.digest import weekly
    from prm.insight.rows import as_data

    found: dict[str, Any] = as_data((weekly if which == "weekly" else daily)(vault, slugs_of(vault, query)))
    return found
