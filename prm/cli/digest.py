"""`prm digest`: what today, or this week, asks for."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.calendars import ICS
from prm.cli.calendars import agenda
from prm.cli.output import put_one
from prm.cli.output import put_page
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.params import with_pages
from prm.cli.query import FOR
from prm.cli.query import slugs_of
from prm.insight.meetings.agenda import NO_CALENDARS
from prm.insight.meetings.agenda import Agenda

if TYPE_CHECKING:
    from prm.model.vault import Vault


REVIEWS = {"review": "month", "year": "year"}
"""The digests that look back, and over which span."""


@click.command("digest", short_help="what today asks for; weekly: this week; review, year: a look back")
@click.argument("which", default="daily")
@FOR
@click.option("--in", "place", metavar="PLACE", default="", help="Name those who live in PLACE too, due or not.")
@ICS
@with_pages
@click.option("--exit-code", is_flag=True, help="Exit 1 when there is something to do, 0 on a quiet day.")
@AS_OF
@takes_session
def command(
    session: Session,
    which: str,
    query: str | None,
    place: str,
    ics: tuple[str, ...],
    html: bool,
    output: str | None,
    share: bool,
    with_private: bool,
    exit_code: bool,
) -> None:
    """Print a digest: daily (the default), weekly, review, year, or a template of your own in templates/digest/.

    “review” looks back on a month: those closest, who grew quiet, whom you met, what has no thanks yet, promises.
    “year” looks back on a year, and tells besides where people came from, and who carries you.
    """
    html = html or is_page(output)
    template = template_of(which, html=html)
    shared = share or (html and not with_private)
    vault = session.vault(shared=shared)
    said = agenda(session, vault, days_of(vault, which), ics=ics, shared=shared)
    digest = digest_of(vault, which, query, said, place)
    if html or output is not None:
        put_page(session, vault, template, {"digest": digest}, output, html=html)
    else:
        put_one(session, vault, digest, template, {"digest": digest})
    if exit_code and asks_for_something(digest):
        raise click.exceptions.Exit(1)


def asks_for_something(digest: dict[str, Any]) -> bool:
    """Tell whether a digest names anything to do: whoever comes next, ideas and what was do not count."""
    asking = ("meetings", "turns", "mine", "theirs", "dates", "seasons")
    return any(digest.get(name) for name in asking)


def is_page(output: str | None) -> bool:
    """Tell whether a file is a page by its name."""
    return bool(output and output.endswith((".html", ".htm")))


def template_of(which: str, *, html: bool) -> str:
    """Return the name of the template of a digest."""
    if "/" in which or which.startswith("."):
        raise click.UsageError(
            f"“{which}” is no name of a digest; use daily, weekly, review, year, or a name in templates/digest/"
        )
    return f"digest/{'review' if which in REVIEWS else which}.{'html' if html else 'md'}.j2"


def days_of(vault: Vault, which: str) -> tuple[date, date]:
    """Return the days that a digest tells of."""
    ahead = 6 if which == "weekly" else 0
    return vault.today, vault.today + timedelta(days=min(ahead, (date.max - vault.today).days))


def digest_of(
    vault: Vault, which: str, query: str | None = None, said: Agenda = NO_CALENDARS, place: str = ""
) -> dict[str, Any]:
    """Return what a digest says, as plain data; `said` is what the calendars say."""
    from prm.insight.digest import daily
    from prm.insight.digest import weekly
    from prm.insight.rows import as_data

    if which in REVIEWS:
        from prm.insight.reviews.retrospect import retrospect

        back: dict[str, Any] = as_data(retrospect(vault, REVIEWS[which], slugs_of(vault, query)))
        return back
    digest = weekly if which == "weekly" else daily
    found: dict[str, Any] = as_data(digest(vault, slugs_of(vault, query), said, place))
    return found
