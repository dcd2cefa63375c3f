"""`prm given`: what was given and received, what has no thanks yet, and what I could give."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import another
from prm.cli.params import day_said
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.query import FOR
from prm.cli.query import slugs_of

if TYPE_CHECKING:
    from prm.insight.giving.given import Given
    from prm.model.vault import Vault

_MOST = 20
_LISTS = "“prm given” lists what you gave and were given"


@click.command("given", short_help="what you gave and were given, what has no thanks yet, what you could give")
@click.argument("who", type=WHO, required=False)
@FOR
@click.option("--what", metavar="KIND", help="Only that kind: gift, help, thanks, advice …")
@click.option("--since", metavar="DAY", help="Only from that day on.")
@click.option("--count", is_flag=True, help="How many of each kind, month by month.")
@click.option("--ideas", "only_ideas", is_flag=True, help="Only what you could give WHO, and why.")
@click.option(
    "--liked", is_flag=False, flag_value="", metavar="[WHICH]", help="They liked what you gave: the newest, or WHICH."
)
@click.option(
    "--not-for-them", is_flag=False, flag_value="", metavar="[WHICH]", help="It was not for them: the newest, or WHICH."
)
@click.option("--note", default="", metavar="TEXT", help="Words to keep with --liked and --not-for-them.")
@click.option("-n", "--limit", type=click.IntRange(min=0), default=_MOST, show_default=True, help="How many; 0: all.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@click.option("--dry-run", is_flag=True, help="With --liked or --not-for-them: change nothing.")
@AS_OF
@takes_session
def command(
    session: Session,
    who: str | None,
    query: str | None,
    what: str | None,
    since: str | None,
    count: bool,
    only_ideas: bool,
    liked: str | None,
    not_for_them: str | None,
    note: str,
    limit: int,
    share: bool,
    dry_run: bool,
) -> None:
    """List what you gave and were given, the newest first, with how it was received.

    Help and presents of the last year that have no thanks yet, and after which you gave nothing, stand on top. With
    WHO, ideas of what to give follow, each with the line it comes from. `prm gave` and `prm got` write the lines; what
    stands behind an arrow says how it was received, and --liked and --not-for-them write that: “gave gift: yōkan →
    liked it”. WHICH is words of the line, or its day.
    """
    if liked is not None or not_for_them is not None:
        _receive(session, who, liked, not_for_them, _said_kind(session, what), note, dry_run=dry_run)
        return
    if dry_run or note:
        raise click.UsageError("say how it was received: --liked or --not-for-them")
    from prm.insight.giving.given import totals
    from prm.insight.giving.ideas import ideas
    from prm.insight.rows import as_data

    vault = session.vault(shared=share)
    person = another(vault, one(vault, who), _LISTS) if who else None
    if only_ideas:
        if person is None:
            raise click.UsageError("say for whom: prm given Aiko --ideas")
        found = as_data(ideas(vault, person))
        context = {"ideas": found, "name": person.name, "today": vault.today.isoformat()}
        put_rows(session, vault, found, "list/ideas.txt.j2", context)
        return
    rows = _rows(vault, who, query, what, since)
    if count:
        counted = as_data(totals(rows))
        put_rows(session, vault, counted, "list/given-count.txt.j2", {"totals": counted, "what": what})
        return
    context = _context(vault, rows, limit) | {
        "ideas": as_data(ideas(vault, person)) if person else [],
        "name": person.name if person else None,
    }
    put_rows(session, vault, as_data(rows[: limit or None]), "list/given.txt.j2", context)


def _receive(
    session: Session,
    who: str | None,
    liked: str | None,
    not_for_them: str | None,
    kind: str,
    note: str,
    *,
    dry_run: bool,
) -> None:
    """Write how something was received; raises UsageError where it is not said whose, or both are."""
    from prm.cli.received import receive

    if not who or (liked is not None and not_for_them is not None):
        raise click.UsageError("say whose, and one of the two: prm given Aiko --liked, prm given Aiko --not-for-them")
    person = another(session.vault(), one(session.vault(), who), _LISTS)
    which = liked if liked is not None else not_for_them
    receive(session, person, which or "", liked=liked is not None, kind=kind, note=note, dry_run=dry_run)


def _said_kind(session: Session, what: str | None) -> str:
    return _kind(session.vault(), what) if what else ""


def _rows(vault: Vault, who: str | None, query: str | None, what: str | None, since: str | None) -> list[Given]:
    from prm.insight.giving.given import given
    from prm.insight.giving.given import given_by_person

    found = given_by_person(vault, one(vault, who)) if who else given(vault)
    among = slugs_of(vault, query)
    kind = _kind(vault, what) if what else ""
    first = day_said(since, vault, ahead=False).isoformat() if since else ""
    return [
        each
        for each in found
        if (among is None or each.slug in among) and kind in ("", each.what) and each.date >= first
    ]


def _kind(vault: Vault, what: str) -> str:
    """Return the kind of giving that a word means."""
    from prm.model.schema import GIVING

    own = [str(kind) for kind in vault.config.get("giving.kinds")]
    for kind, others in (*GIVING, *((kind, ()) for kind in own)):
        if what.casefold() in (kind, *others):
            return kind
    raise click.UsageError(f"“{what}” is no kind; use one of {', '.join([*(kind for kind, _ in GIVING), *own])}")


def _context(vault: Vault, rows: list[Given], limit: int) -> dict[str, Any]:
    from prm.insight.giving.given import without_thanks
    from prm.insight.rows import as_data

    months: dict[str, list[Any]] = {}
    for each in rows[: limit or None]:
        months.setdefault(each.date[:7], []).append(as_data(each))
    return {
        "open": as_data(without_thanks(vault, rows)[: limit or None]),
        "months": [{"month": month, "rows": found} for month, found in months.items()],
        "more": max(0, len(rows) - limit) if limit else 0,
        "today": vault.today.isoformat(),
    }
