"""`prm match`: who needs what somebody offers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.insight.matching.company import Company
    from prm.insight.matching.pairs import Pair
    from prm.model.vault import Vault

_MOST = 10


@click.command("match", short_help="who needs what somebody offers, ready to introduce or not, and why")
@click.argument("who", type=WHO, required=False)
@click.option("--among", metavar="WORDS", help="Among the people of one event or note, or those whom a query finds.")
@click.option("-n", "--limit", type=click.IntRange(min=0), default=_MOST, show_default=True, help="How many; 0: all.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@AS_OF
@takes_session
def command(session: Session, who: str | None, among: str | None, limit: int, share: bool) -> None:
    """Say who needs what somebody else offers, the best first: two who do not know each other, or one of them and you.

    With WHO only what concerns WHO, both ways. Each pair comes with the lines that speak for it, and with what is
    missing before you introduce the two on your own standing. Nobody is named with somebody they know already, nor a
    pair that was introduced or asked before.
    """
    from prm.insight.matching.pairs import match
    from prm.insight.matching.pairs import pairs
    from prm.insight.rows import as_data

    vault = session.vault(shared=share)
    person = _whom(vault, who) if who else None
    group = _company(vault, among) if among is not None else None
    found = pairs(vault, person, group.people if group else None, apart=group.apart if group else (), most=limit)
    rows = as_data([match(each) for each in found])
    put_rows(session, vault, rows, "list/match.txt.j2", _context(vault, found, limit))


def _whom(vault: Vault, who: str) -> int:
    from prm.cli.intro import is_me

    return vault.me if vault.me and is_me(vault, who) else one(vault, who).id


def _company(vault: Vault, words: str) -> Company:
    """Return whom `--among` means: the people of notes and lines of that event, else those whom it finds as a query."""
    from prm.cli.query import found_by
    from prm.insight.matching.company import Company
    from prm.insight.matching.company import company

    found = company(vault, words)
    return found if found.people else Company(found_by(vault, words).ids, frozenset())


def _context(vault: Vault, found: list[Pair], limit: int) -> dict[str, Any]:
    from prm.insight.matching.needs import asks_still
    from prm.insight.rows import as_data

    me = vault.notes[vault.me].slug if vault.me else ""
    names = _names(vault, found)
    shown = [
        as_data(each)
        | {
            "needs_name": names.get(each.needs, each.needs),
            "offers_name": names.get(each.offers, each.offers),
            "mine": "needs" if each.needs == me else "offers" if each.offers == me else None,
            "still": asks_still(vault, each.since),
        }
        for each in found
    ]
    return {"pairs": shown, "full": bool(limit) and len(found) == limit, "today": vault.today.isoformat()}


def _names(vault: Vault, found: list[Pair]) -> dict[str, str]:
    if len(found) > _MOST:
        return vault.names_by_slug
    return {slug: vault.exactly(slug)[0].name for pair in found for slug in (pair.needs, pair.offers)}
