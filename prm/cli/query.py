"""QUERY on the command line: read once, mistakes said in one line, words that find nobody said on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from prm.insight.query import Found
    from prm.model.vault import Vault


class QueryWord(click.ParamType[str]):
    """A part of a query: `circle:inner`, `last>60d`, a name."""

    name = "query"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the names of fields and flags behind the last blank or parenthesis, without reading a note."""
        from click.shell_completion import CompletionItem

        from prm.insight.query.fields import COMPUTED
        from prm.insight.query.fields import FLAGS
        from prm.model.schema import FIELDS

        at = max(incomplete.rfind(sign) for sign in " (（　") + 1
        before, word = incomplete[:at], incomplete[at:]
        fields = dict.fromkeys([*(field.name for field in COMPUTED), *(field.name for field in FIELDS), "has"])
        known = [*(flag.name for flag in FLAGS), *(f"{name}:" for name in sorted(fields))]
        return [CompletionItem(before + name) for name in known if name.startswith(word)]


QUERY = click.argument("query", nargs=-1, type=QueryWord(), metavar="[QUERY]...")

FOR = click.option("--for", "query", type=QueryWord(), metavar="QUERY", help="Only those whom QUERY finds.")


def found_by(vault: Vault, query: str) -> Found:
    """Return whom a query finds; one that cannot be read is an error, words that find nobody are said."""
    from prm.cli.output import say
    from prm.insight.query import Unreadable
    from prm.insight.query import find

    try:
        found = find(vault, query)
    except Unreadable as error:
        raise click.UsageError(str(error)) from None
    if found.nobody or not found.people:
        from prm.insight.query.hints import hints

        for line in hints(vault, found):
            say(f"prm: {line}")
    return found


def slugs_of(vault: Vault, query: tuple[str, ...] | str | None) -> frozenset[str] | None:
    """Return the slugs of those whom a query finds, None for everybody where there is no query."""
    if query is None or query == ():
        return None
    text = query if isinstance(query, str) else " ".join(query)
    return frozenset(person.slug for person in found_by(vault, text).people)
