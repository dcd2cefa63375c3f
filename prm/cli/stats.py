"""`prm stats`: a year of days, as a picture made of signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_one
from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.insight.reviews.heat import Heat

_ENGLISH = (
    ("Mon", "", "Wed", "", "Fri", "", ""),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("nothing noted", "in writing", "by voice", "together"),
    "A year of days",
)
_JAPANESE = (
    ("月", "", "水", "", "金", "", ""),
    tuple(f"{month}月" for month in range(1, 13)),
    ("記録なし", "書いた", "声を聞いた", "会った"),
    "一年の日々",
)


@click.command("stats", short_help="a year of days: when you were together, heard each other, wrote")
@click.argument("who", type=WHO, required=False)
@click.option("--year", type=click.IntRange(1, 9998), help="That calendar year; else the year up to today.")
@click.option("--svg", "output", metavar="FILE", help="Draw it to FILE, one picture that needs nothing else.")
@AS_OF
@takes_session
def command(session: Session, who: str | None, year: int | None, output: str | None) -> None:
    """Show a year of days: with WHO, or with anybody, you were together, heard each other, wrote, or noted nothing.

    It is a look, no count: nothing here wants to be more.
    """
    from prm.insight.reviews.heat import heat
    from prm.insight.rows import as_data

    vault = session.vault(shared=output is not None)
    found = heat(vault, one(vault, who) if who else None, year)
    if output is not None:
        _draw(found, output, str(vault.config.get("lang")))
        return
    row = as_data(found)
    put_one(session, vault, {key: row[key] for key in row if key != "weeks"}, "list/stats.txt.j2", {"stats": row})


def _draw(found: Heat, output: str, lang: str) -> None:
    from prm.disk.store import Refused
    from prm.disk.store import write_generated
    from prm.insight.reviews.heat import picture

    if not output.casefold().endswith(".svg"):
        raise click.UsageError(f"“{output}” is no name for a picture; use one that ends in .svg")
    weekdays, months, legend, title = _JAPANESE if lang == "ja" else _ENGLISH
    named = f"{title}: {found.name}" if found.name else title
    try:
        wrote = write_generated(output, safe(picture(found, named, weekdays, months, legend)), page=True)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    say(f"{'wrote' if wrote else 'nothing new for'} {output}")
