"""`prm rename`: another name for somebody, in their file and in every link."""

from __future__ import annotations

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
    from collections.abc import Iterator

    from prm.edits.naming.rename import Renamed
    from prm.engine import Engine
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault
    from prm.text.source import Source


@click.command("rename", short_help="another name for somebody, in every link too")
@click.argument("old", type=WHO)
@click.argument("new")
@click.option("--no-alias", is_flag=True, help="Do not keep the old name as an alias.")
@click.option("--anyway", is_flag=True, help="Even if somebody else is called that.")
@DRY_RUN
@takes_session
def command(session: Session, old: str, new: str, no_alias: bool, anyway: bool, dry_run: bool) -> None:
    """Call OLD by the name NEW: the file, the name in it, and every link that means them.

    The old name stays as an alias, so that what others wrote still finds them. Labels of links stay, and so does all
    text. It works for organisations and other notes too. Everything is written, or nothing.
    """
    from prm.edits.naming.rename import rename

    engine, vault = session.engine(), session.vault()
    note = _note(vault, old)
    toml = engine.source("prm.toml")
    with refused():
        plan = rename(
            vault, note, new, engine.source(note.path), _others(engine, vault, note),
            toml=toml if toml.data else None, alias=not no_alias, anyway=anyway,
        )  # fmt: skip
    for line in plan.said:
        say(line)
    write(session, plan.edits, dry_run=dry_run, summary=_summary(plan, note))


def _note(vault: Vault, old: str) -> NoteRow:
    """Return who is meant; where nobody is, a note that the words find as a link would."""
    if not vault.who(old):
        found = vault.resolve(old)
        if len(found) == 1 and vault.notes[found[0]].kind not in ("generated", "none"):
            return vault.notes[found[0]]
    return one(vault, old)


def _others(engine: Engine, vault: Vault, note: NoteRow) -> Iterator[Source]:
    for other in sorted(vault.notes.values(), key=lambda each: each.path):
        if other.id != note.id:
            yield engine.source(other.path)


def _summary(plan: Renamed, note: NoteRow) -> str:
    """Return one line: where the file is now, and how much follows."""
    own, others = plan.edits[0], plan.edits[1:]
    if not (own.changes or own.to or others):
        return ""
    moved = f"{note.path} is now {own.to}" if own.to else f"{note.path} keeps its file name"
    files = "1 other file" if len(others) == 1 else f"{len(others)} other files"
    return f"{moved}; links in {files} follow" if others else moved
