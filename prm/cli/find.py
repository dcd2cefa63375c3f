"""`prm find`: lines that hold words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import MARK_OFF
from prm.cli.output import MARK_ON
from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.insight.search.lines import PLACES

if TYPE_CHECKING:
    from prm.insight.search.lines import Wanted
    from prm.insight.search.saying import Thing
    from prm.model.vault import Vault

_MOST = 20
_ROOM = 76
_BEFORE = 24


@click.command(
    "find",
    short_help="lines that hold words: find landlord --since 2025",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("words", nargs=-1, required=True)
@click.option("--since", metavar="DATE", help="Only lines of that day or later: 2025, 2025-06, last friday.")
@click.option("--in", "place", type=click.Choice(PLACES), help="Only in such notes.")
@click.option("--limit", type=click.IntRange(min=1), default=_MOST, show_default=True, help="How many lines at most.")
@AS_OF
@takes_session
def command(session: Session, words: tuple[str, ...], since: str | None, place: str | None, limit: int) -> None:
    """Show the lines that hold all of WORDS, in any of their forms: what people offer or need first, then the newest.

    Words in quotes stand together as they are; “-word” must not be there: prm find "spring fair" bread -rye.
    """
    if words == ("-h",):
        click.echo(click.get_current_context().get_help())
        return
    from prm.insight.rows import as_data
    from prm.insight.search.lines import find
    from prm.insight.search.lines import wanted
    from prm.insight.search.pieces import marked
    from prm.text.markdown import plain

    vault = session.vault()
    asked = wanted(_joined(words))
    if not asked.things:
        raise click.UsageError("find what? name at least one word that the lines must hold")
    day = since if since and _is_part(since) else day_said(since, vault, ahead=False).isoformat() if since else ""
    found = find(vault, asked, since=day, place=place or "")
    rows = as_data(found[:limit])
    shown = [row | {"text": _snippet(marked(plain(row["text"]), asked.things, MARK_ON, MARK_OFF))} for row in rows]
    if rows or session.format != "text":
        put_rows(session, vault, rows, "list/find.txt.j2", {"lines": shown})
    if len(found) > limit:
        more = len(found) - limit
        say(f"{more} more {'line' if more == 1 else 'lines'}; --limit {len(found)} shows all")
    if not found:
        say(_nothing(vault, asked, day, place or ""))


def _nothing(vault: Vault, asked: Wanted, day: str, place: str) -> str:
    """Say what was searched in vain, and what would find more: all places and days, other words."""
    from prm.insight.search.lines import find
    from prm.insight.search.lines import loosely
    from prm.insight.search.pieces import nearest_words

    where = (f" in {place}" if place else "") + (f" since {day}" if day else "")
    words = " and ".join(f"“{thing.said}”" for thing in asked.things)
    if where and (more := len(find(vault, asked))):
        return f"no line{where} holds {words}; {more} {'does' if more == 1 else 'do'} elsewhere or earlier"
    if more := len(find(vault, loosely(asked), since=day, place=place)):
        return f"no line{where} holds {words}; without the quotes {more} {'does' if more == 1 else 'do'}"
    near = nearest_words(vault, _nowhere(vault, asked))
    advice = f"; the nearest words there are: {', '.join(near)}" if near else ""
    return f"no line{where} holds {words}{advice}"


def _nowhere(vault: Vault, asked: Wanted) -> list[Thing]:
    """Return what stands in no line at all: the words that may be misspelt."""
    from prm.insight.search.lines import find

    return [thing for thing in asked.things if not find(vault, asked._replace(things=[thing], without=[]))]


def _joined(words: tuple[str, ...]) -> str:
    """Join the words as the shell gave them: what it gave as one was in quotes."""
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)


def _is_part(since: str) -> bool:
    """Tell whether a date is a year or a month: a text that whole dates are compared with."""
    year, _, month = since.partition("-")
    return len(year) == 4 and year.isdecimal() and (not month or (len(month) == 2 and month.isdecimal()))


def _snippet(text: str) -> str:
    """Return as much of a marked text as a line has room for, from a little before the first mark."""
    if len(text) <= _ROOM:
        return text
    start = max(0, min(text.find(MARK_ON) - _BEFORE, len(text) - _ROOM))
    if start:
        start = text.find(" ", start, start + _BEFORE) + 1 or start
    cut = text[start : start + _ROOM]
    if cut.count(MARK_ON) > cut.count(MARK_OFF):
        cut += MARK_OFF
    return ("…" if start else "") + cut.rstrip() + ("…" if start + _ROOM < len(text) else "")
