"""`prm path`: through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_MOST_PEOPLE = 5
_SEARCHED = {
    "en": "nobody is called “{}”; these are the people whom “prm who” finds for it",
    "ja": "「{}」という名前の人はいません。「prm who」で見つかった人を示します",
}
_IN_QUERY = (":", "#", "<", ">", "(", "：", "＃")


@click.command("path", short_help="through whom: path “Kenji Mori”; path --tree Ben")
@click.argument("who", type=WHO, nargs=-1)
@click.option("--tree", is_flag=True, help="Who came through WHO, and who through them; without WHO, everybody.")
@click.option("--limit", type=click.IntRange(min=1), default=3, show_default=True, help="How many ways at most.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@AS_OF
@takes_session
def command(session: Session, who: tuple[str, ...], tree: bool, limit: int, share: bool) -> None:
    """Say through whom you can come to WHO: the strongest ways and the shortest, with what speaks for each hop.

    WHO is a person, a query as of “prm list”, or words to look for as in “prm who”. Your own tree is
    everybody's.
    """
    from prm.cli.intro import is_me

    vault = session.vault(shared=share)
    if tree:
        _tree(session, vault, "" if who and is_me(vault, " ".join(who)) else " ".join(who))
        return
    if not who:
        raise click.UsageError("to whom? name somebody, or say words to look for")
    people = _meant(session, vault, " ".join(who))
    from prm.insight.paths.ways import Ways
    from prm.insight.paths.ways import way_to
    from prm.insight.rows import as_data

    ways = Ways(vault)
    found = as_data([way_to(vault, ways, person, limit) for person in people])
    rows = [path for way in found for path in way["paths"]]
    put_rows(session, vault, rows, "list/path.txt.j2", {"ways": found})


def _meant(session: Session, vault: Vault, words: str) -> list[NoteRow]:
    """Return whom words name, else whom a query or a search finds; that nobody is called so is said."""
    from prm.cli.intro import is_me

    if is_me(vault, words):
        raise click.UsageError("that is you; name somebody you would like to come to")
    if vault.who(words):
        return [one(vault, words)]
    if any(sign in words for sign in _IN_QUERY):
        from prm.cli.query import found_by

        return list(found_by(vault, words).people[:_MOST_PEOPLE])
    from prm.insight.search.who import who

    found = who(vault, words, direct=True, most=_MOST_PEOPLE).people
    if not found:
        raise click.UsageError(f"nobody is called “{words}”, and nobody is found for it; “prm list” shows everybody")
    say(_SEARCHED["ja" if session.lang(vault) == "ja" else "en"].format(words))
    return [vault.exactly(each.slug)[0] for each in found]


def _tree(session: Session, vault: Vault, who: str) -> None:
    from prm.insight.paths.tree import drawn
    from prm.insight.paths.tree import tree
    from prm.insight.rows import as_data

    branches = tree(vault, one(vault, who) if who else None)
    context = {"tree": as_data(list(drawn(branches)))}
    put_rows(session, vault, as_data(branches), "list/tree.txt.j2", context)
