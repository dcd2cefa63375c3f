"""`prm forget`: somebody's page goes, links to them become words, and nothing here keeps a copy."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from prm.cli.output import say
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import refused
from prm.cli.writing import write

if TYPE_CHECKING:
    from prm.edits.forget import Forgotten
    from prm.engine import Engine
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault
    from prm.text.source import Source

_INSTEAD = {"en": "somebody", "ja": "ある人"}


@click.command("forget", short_help="somebody's page, and every link to it, for good")
@click.argument("who", type=WHO)
@click.option("--mentions", is_flag=True, help="Other words for their name, wherever it stands.")
@click.option("--yes", is_flag=True, help="Without asking.")
@DRY_RUN
@takes_session
def command(session: Session, who: str, mentions: bool, yes: bool, dry_run: bool) -> None:
    """Remove WHO: their page goes, links to them become the words that a reader saw, and other notes stay true.

    No copy stays in prm's own folders, so “prm undo” cannot take it back. Git's history still holds the page; the
    commands that take it out of there are printed. With --mentions their names go too.
    """
    from prm.edits.forget import forget
    from prm.edits.forget import is_long
    from prm.edits.forget import own_notes

    engine, vault = session.engine(), session.vault()
    person = one(vault, who)
    instead = _INSTEAD.get(vault.config.lang, _INSTEAD["en"]) if mentions else ""
    notes = own_notes(vault, person)
    with refused():
        own = [engine.source(note.path) for note in notes]
        plan = forget(vault, person, own, _others(engine, vault, notes), instead=instead)
    files = f"{len(notes)} {'file goes' if len(notes) == 1 else 'files go'}"
    others = len(plan.edits) - len(notes)
    summary = f"{person.name}: {files}, {others} other {'file changes' if others == 1 else 'files change'}"
    if not (dry_run or yes):
        _ask(summary)
    for line in plan.said:
        say(line)
    write(session, plan.edits, dry_run=dry_run, summary=summary)
    paths = [note.path for note in notes]
    if not dry_run:
        _leave_no_copy(engine, paths)
    _tell_left(vault, person, notes, plan)
    _tell_calendars(session, vault, person, plan)
    _tell_history(session, paths, [name for name in plan.names if mentions and is_long(name)], instead)


def _ask(summary: str) -> None:
    """Ask on a terminal whether somebody is to be forgotten; elsewhere refuse."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.ClickException(f"{summary}, and prm cannot undo it; --yes does it, --dry-run shows it")
    click.confirm(f"{summary}, and prm cannot undo it. Go on", abort=True, err=True)


def _others(engine: Engine, vault: Vault, notes: Sequence[NoteRow]) -> list[Source]:
    own = {note.id for note in notes}
    rest = sorted((note for note in vault.notes.values() if note.id not in own), key=lambda note: note.path)
    return [engine.source(note.path) for note in rest]


def _leave_no_copy(engine: Engine, paths: Sequence[str]) -> None:
    """Remove what prm keeps of the vault besides: records of undo, texts set aside, the index."""
    from prm.disk.undo import forget_records

    forget_records(engine.state(), {path.rpartition("/")[2] for path in paths})
    engine.forget()


def _tell_left(vault: Vault, person: NoteRow, notes: Sequence[NoteRow], plan: Forgotten) -> None:
    """Say where the name still stands that was not to be changed: in names of files."""
    from prm.edits.forget import named_in

    own = {note.id for note in notes}
    for note in sorted(vault.notes.values(), key=lambda each: each.path):
        if note.id not in own and named_in(plan.names, note.path):
            say(f"{note.path} has the name of {person.name} in its own; rename or delete it if that is to go too")


def _tell_calendars(session: Session, vault: Vault, person: NoteRow, plan: Forgotten) -> None:
    """Say which calendars still name somebody: they are made elsewhere, so they are never changed here."""
    files = vault.config.get("calendars.files")
    if not files:
        return
    from prm.disk.calendars import files_naming
    from prm.edits.forget import is_long

    for shown in files_naming(session.root, files, [name for name in plan.names if is_long(name)]):
        say(f"{shown} names {person.name} too; take that out where the calendar is kept")


def _tell_history(session: Session, paths: Sequence[str], words: Sequence[str], instead: str) -> None:
    """Say how git forgets too."""
    from prm.disk.remembered import recipe
    from prm.disk.remembered import remembered

    found = remembered(session.root, paths)
    if found is None:
        return
    count = "1 commit" if found.commits == 1 else f"{found.commits} commits"
    say(f"git still holds it in {count}. When every clone is synced, these commands, in this one, take it out:")
    for line in recipe(found, words, instead):
        say(f"  {line}")
    say("then delete every other clone and clone anew: an old one that syncs brings it back. What a host keeps")
    say("(forks, pull requests, backups) only the host removes. “git filter-repo” is installed apart from git.")
