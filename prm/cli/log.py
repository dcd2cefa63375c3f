"""`prm log`: a line about what was, filed where it belongs."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from prm.cli.capturing import Listener
from prm.cli.capturing import echo
from prm.cli.capturing import is_asked
from prm.cli.output import in_language
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_all
from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.vault import Vault

_BULLET = Pattern(r"(?:[-*+][ \t]+|[・●○][ \t\u3000]*)")


@click.command("log", short_help="a line about what was: log lunch with Aiko, she sings on Friday")
@click.argument("words", nargs=-1)
@click.option("--on", metavar="DAY", help="The day it was: yesterday, last friday, 11月3日; else today.")
@click.option("--min", "minutes", type=click.IntRange(1, 9999), metavar="N", help="How many minutes it took.")
@click.option("--text", "names_stay", is_flag=True, help="Keep names as text; nobody takes part but the first.")
@click.option("--create", is_flag=True, help="Make a file for somebody who is not in the vault yet.")
@DRY_RUN
@takes_session
def command(
    session: Session,
    words: tuple[str, ...],
    on: str | None,
    minutes: int | None,
    names_stay: bool,
    create: bool,
    dry_run: bool,
) -> None:
    """Log what was, in your own words. Without WORDS it asks, and names complete on Tab.

    A day may come first: “yesterday: called Ben”. Names become links: who took part with one other gets it in their own
    file, several get it once, in the journal. “+Grace” keeps a name as text. “-” reads standard input: each line is an
    entry, lines that are indented belong to the one above, and nothing is written unless every line is understood.
    """
    from prm.edits.capture.filing import file_entry

    listener = Listener(session, create=create)
    lines = _lines(words, listener.vault)
    length = f" ({minutes}m)" if minutes else ""
    steps: list[tuple[str, Step]] = []
    for number, line, more in lines:
        try:
            day, line = _day(line, on, listener.vault)
            said = listener.captured(line, first_only=names_stay)
            if not said.people:
                raise click.UsageError(_nobody(listener.vault, line))
        except click.UsageError as error:
            raise click.UsageError(f"line {number}: {error.message}" if len(lines) > 1 else error.message) from None
        echo(listener.vault, day, said)
        steps.append(file_entry(listener.vault, day, said, length + more, listener.daily))
    write_all(session, [*listener.steps, *steps], "log", dry_run=dry_run)


def _nobody(vault: Vault, line: str) -> str:
    """Say that a line names nobody; who would be named by capitals or with さん is named."""
    from prm.insight.named import bare
    from prm.insight.named import named

    raised = re.sub(r"(?<![\w+])[^\W\d_]", lambda letter: letter.group().title(), line)
    for each in named(vault, raised) if len(raised) == len(line) else ():
        if names := _or(vault, each.notes):
            typed = line[each.start : each.end]
            return f"names begin with a capital: write “{each.words}” for “{typed}” if you mean {names}"
    if (part := bare(vault, line)) and (names := _or(vault, part.notes)):
        return f"it is not sure that “{part.words}” is a name: write “{part.words}さん” if you mean {names}"
    return "nobody of this vault is named; name somebody, or begin with “prm new”"


def _or(vault: Vault, notes: tuple[int, ...]) -> str:
    return " or ".join(vault.notes[note].name for note in notes[:3] if note != vault.me)


def _lines(words: tuple[str, ...], vault: Vault) -> list[tuple[int, str, str]]:
    """Return the lines to log with their numbers, and what stands below each."""
    if words == ("-",):
        lines = list(_from_input())
    elif words:
        first, *more = re.split(r"\r\n|\r|\n", " ".join(words).strip())
        lines = [(1, first, "".join(f"\n{line}" for line in more))]
    elif is_asked():
        from prm.cli.prompt import ask_line

        lines = [(1, ask_line(vault, in_language("What was? ")).strip(), "")]
    else:
        raise click.UsageError("say what was: “prm log lunch with Aiko”; “prm log -” reads standard input")
    if not lines or not lines[0][1].strip():
        raise click.UsageError("there is nothing to log")
    return lines


def _from_input() -> list[tuple[int, str, str]]:
    """Return the entries of standard input: one a line, with what is indented below it."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError("standard input is not UTF-8; nothing was written") from None
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if line[:1] in (" ", "\t", "\u3000") and line.strip() and found:
            found[-1] = (*found[-1][:2], f"{found[-1][2]}\n{line.strip()}")
        elif line.strip():
            words = line.strip()
            bullet = _BULLET.match(words)
            found.append((number, words[bullet.end() if bullet else 0 :], ""))
    return found


def _day(line: str, on: str | None, vault: Vault) -> tuple[date, str]:
    """Return the day of a line and the rest of it; a day that lies ahead is refused."""
    from prm.edits.capture.telling import told

    if on is not None:
        day = day_said(on, vault, ahead=False)
    else:
        said = told(line, vault.today, vault.config.date_order)
        if said.problem:
            raise click.UsageError(said.problem)
        if said.loose:
            say(f"logged for today; if it was {said.loose}, begin with “{said.loose}:”")
        day, line = said.day or vault.today, said.text
    if day > vault.today:
        raise click.UsageError(f"{day.isoformat()} is still to come; a log is about what was")
    return day, line
