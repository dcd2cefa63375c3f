"""`prm log`: a line about what was, filed where it belongs."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import ask_who
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.edits.capture import Captured
    from prm.edits.chain import Step
    from prm.model.vault import Vault


@click.command("log", short_help="a line about what was: log lunch with Aiko, she sings on Friday")
@click.argument("words", nargs=-1)
@click.option("--on", metavar="DAY", help="The day it was: yesterday, last friday, 11月3日; else today.")
@click.option("--min", "minutes", type=click.IntRange(1, 9999), metavar="N", help="How many minutes it took.")
@click.option("--text", "names_stay", is_flag=True, help="Keep names as text; nobody takes part but the first.")
@DRY_RUN
@takes_session
def command(
    session: Session, words: tuple[str, ...], on: str | None, minutes: int | None, names_stay: bool, dry_run: bool
) -> None:
    """Log what was, in your own words; without WORDS it asks, and “-” reads standard input.

    A day may come first: “yesterday: called Ben”. Names become links: who took part with one other gets it in their own
    file, several get it once, in the journal. “+Grace” keeps a name as text.
    """
    line = _line(words)
    vault = session.vault()
    day, line = _day(line, on, vault)
    said = _captured(vault, line, first_only=names_stay)
    if not said.people:
        raise click.UsageError("nobody of this vault is named; name somebody, or begin with “prm new”")
    length = f" ({minutes}m)" if minutes else ""
    if said.kind == "note":
        say("kept as a note, which is no contact: no word says how you met (call, lunch, wrote, …)")
    if len(said.people) == 1:
        person = vault.notes[said.people[0]]
        write_one(session, person.path, [_entry(vault, day, said, length)], f"log {person.name}", dry_run=dry_run)
    else:
        path, step = _journal(vault, day, said.linked + length)
        write_one(session, path, [step], "log", dry_run=dry_run)


def _line(words: tuple[str, ...]) -> str:
    if words == ("-",):
        line = sys.stdin.read()
    elif words:
        line = " ".join(words)
    else:
        line = str(click.prompt("What was", prompt_suffix=": ", err=True))
    line = line.strip()
    if not line:
        raise click.UsageError("there is nothing to log")
    return line


def _day(line: str, on: str | None, vault: Vault) -> tuple[date, str]:
    """Return the day of a line and the rest of it; a day that lies ahead is refused."""
    from prm.text.spoken import leading

    day = vault.today
    if on is not None:
        day = day_said(on, vault, ahead=False)
    elif found := leading(line, vault.today, order=vault.config.date_order):
        if found.day is None:
            message = getattr(found.said, "message", "that is more than one day; name one")
            raise click.UsageError(message)
        say(f"{line[: found.end].strip(' :：,、')}: {found.day:%a} {found.day.isoformat()}")
        day, line = found.day, line[found.end :].strip()
    if day > vault.today:
        raise click.UsageError(f"{day.isoformat()} is still to come; a log is about what was")
    return day, line


def _captured(vault: Vault, line: str, *, first_only: bool) -> Captured:
    from prm.edits.capture import Doubt
    from prm.edits.capture import capture
    from prm.model.vocabulary import Vocabulary

    words = Vocabulary(vault.config)
    said = capture(vault, line, words, first_only=first_only)
    while isinstance(said, Doubt):
        person = ask_who(vault, said.words, [vault.notes[note] for note in said.notes])
        line = line.replace(said.words, f"[[{person.path.rpartition('/')[2].rpartition('.')[0]}|{said.words}]]", 1)
        said = capture(vault, line, words, first_only=first_only)
    return said


def _entry(vault: Vault, day: date, said: Captured, length: str) -> Step:
    from prm.edits.log import add_entry

    return lambda source: add_entry(source, vault.config, day, said.head, said.alone + length)


def _journal(vault: Vault, day: date, line: str) -> tuple[str, Step]:
    """Return the daily note of a day, where the vault keeps them, and the step that adds a line to it."""
    from prm.edits.log import add_to_day

    known = [note for note in vault.notes.values() if note.kind == "dated" and note.day]
    of_day = [note for note in known if note.day == day.isoformat()]
    folder = vault.config.daily_folder or "journal"
    if known and not vault.config.daily_folder:
        folder = max(known, key=lambda note: note.day).path.rpartition("/")[0]
    path = of_day[0].path if of_day else f"{folder}/{day.isoformat()}.md".lstrip("/")
    return path, lambda source: add_to_day(source if source.data else None, vault.config, path, line)
