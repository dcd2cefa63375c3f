"""`prm season`: who gets a card or a gift in a season, who has had one, and the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_rows
from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from prm.insight.seasons.customs import Season
    from prm.model.vault import Vault


class SeasonName(click.ParamType[str]):
    """A season by its name: nenga, christmas, one of prm.toml."""

    name = "season"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the names of the known seasons."""
        from click.shell_completion import CompletionItem

        from prm.insight.seasons.customs import SEASONS

        return [CompletionItem(each.name) for each in SEASONS if each.name.startswith(incomplete)]


@click.command("season", short_help="cards and gifts of a season: season nenga")
@click.argument("name", required=False, type=SeasonName())
@click.option("--all", "everyone", is_flag=True, help="In CSV: those who are done or in mourning too.")
@AS_OF
@takes_session
def command(session: Session, name: str | None, everyone: bool) -> None:
    """List the seasons, or who gets a card or a gift in one: who wrote last time, who is left, who is done.

    “--format csv” prints the addresses of those still to write to, for labels; nothing private is in it.
    """
    if name is None:
        _overview(session)
    elif session.format == "csv":
        _labels(session, name, everyone=everyone)
    else:
        _one(session, name)


def _overview(session: Session) -> None:
    from prm.insight.rows import as_data
    from prm.insight.seasons.cards import overview
    from prm.insight.seasons.customs import SEASONS

    if session.format == "csv":
        raise click.UsageError("name the season whose addresses you want: prm season nenga --format csv")
    vault = session.vault()
    found = [as_data(season) for season, _ in overview(vault)]
    context = {"seasons": found, "known": [each.name for each in SEASONS], "today": vault.today.isoformat()}
    put_rows(session, vault, found, "list/seasons.txt.j2", context)


def _one(session: Session, name: str) -> None:
    from prm.insight.rows import as_data
    from prm.insight.seasons.calendar import time_of
    from prm.insight.seasons.cards import cards
    from prm.insight.seasons.cards import shown

    vault = session.vault()
    time = time_of(_season(vault, name), vault.today)
    rows = cards(vault, time)
    context = {"season": as_data(shown(vault, time, rows)), "cards": as_data(rows), "today": vault.today.isoformat()}
    put_rows(session, vault, context["cards"], "list/season.txt.j2", context)


def _season(vault: Vault, name: str) -> Season:
    """Return the season that is meant; an unknown one is an error that names those that are known."""
    from prm.insight.seasons.calendar import known
    from prm.insight.seasons.customs import SEASONS

    season = known(vault.config, name)
    if season is None:
        names = ", ".join(each.name for each in SEASONS)
        advice = f'prm.toml can make one: [seasons.{name}] window = "12-01..12-20"'
        raise click.UsageError(f"no season “{name}”; there are {names}, and {advice}")
    return season


def _labels(session: Session, name: str, *, everyone: bool) -> None:
    """Print addresses as CSV from the vault without what is private; say who is not among them."""
    import csv
    import io

    from prm.insight.seasons.calendar import time_of
    from prm.insight.seasons.cards import cards
    from prm.insight.seasons.labels import Label
    from prm.insight.seasons.labels import harmless
    from prm.insight.seasons.labels import label

    vault = session.vault(shared=True)
    people = {person.slug: person for person in vault.people}
    rows = cards(vault, time_of(_season(vault, name), vault.today))
    wanted = [each for each in rows if each.state == "write" or (everyone and each.state != "ended")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Label._fields)
    for each in wanted:
        if each.address:
            writer.writerow([harmless(cell) for cell in label(vault, people[each.slug], each)])
    click.echo(safe(out.getvalue()), nl=False)
    if without := [each.name for each in wanted if not each.address]:
        names = ", ".join(without[:8]) + (f" and {len(without) - 8} more" if len(without) > 8 else "")
        say(f"prm: no address that may leave is noted for {names}")
