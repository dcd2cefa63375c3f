"""One change to many people: planned for all, said, asked about, and written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.writing import changed_rows
from prm.cli.writing import refused
from prm.cli.writing import write

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.rows import NoteRow
    from prm.text.source import Edit
    from prm.text.source import Source

_SHOWN = 12


def write_many(
    session: Session, people: Sequence[NoteRow], steps: Sequence[Step], what: str, *, yes: bool, dry_run: bool
) -> None:
    """Write the same steps to the files of many people, after saying to whom; nothing where one file is refused."""
    from prm.edits.chain import chain

    if not people:
        return

    def again(_: Edit, source: Source) -> Edit | None:
        with refused():
            return chain(source, steps, what)

    edits, unable = _planned(session, people, steps, what)
    if unable:
        for problem in unable:
            say(f"prm: {problem}")
        many = "1 file" if len(unable) == 1 else f"{len(unable)} files"
        raise click.ClickException(f"{many} cannot be changed so, and nothing was written; mend or leave them out")
    changed = [person for person, edit in zip(people, edits, strict=True) if edit.changes]
    say(f"{what}: {_counted(len(changed))}{_as_it_is(len(people) - len(changed))}")
    if not changed:
        return
    if not (yes or dry_run):
        _sum_up(session, [edit for edit in edits if edit.changes], [person.name for person in changed])
        _ask(len(changed))
    write(session, edits, dry_run=dry_run, replan=again)


def _planned(
    session: Session, people: Sequence[NoteRow], steps: Sequence[Step], what: str
) -> tuple[list[Edit], list[str]]:
    """Return the edit of every file, and why some are refused."""
    from prm.disk.store import Refused as Blocked
    from prm.disk.store import plan
    from prm.edits.chain import chain
    from prm.edits.proof import Refused

    engine = session.engine()
    edits: list[Edit] = []
    unable: list[str] = []
    for person in people:
        try:
            edits.append(chain(engine.source(person.path), steps, what))
            if edits[-1].changes:
                plan(engine.root, edits[-1:])
        except (Refused, Blocked) as error:
            said = str(error)
            unable.append(said if person.path in said else f"{person.path}: {said}")
    return edits, unable


def _sum_up(session: Session, edits: Sequence[Edit], names: Sequence[str]) -> None:
    """Say of the first few what changes, and name the others."""
    engine = session.engine()
    for name, edit in zip(names[:_SHOWN], edits, strict=False):
        rows = changed_rows(engine.source(edit.path), edit)
        lines = [f"{sign} {line.strip()}" for row in rows for sign, key in (("-", "removed"), ("+", "added"))
                 for line in row[key]]  # fmt: skip
        say(f"  {name}: {'  '.join(lines)[:200]}", as_is=True)
    if len(names) > _SHOWN:
        say(f"  and {', '.join(names[_SHOWN:])}")


def _counted(many: int) -> str:
    return "nobody changes" if not many else "1 person changes" if many == 1 else f"{many} people change"


def _as_it_is(many: int) -> str:
    return f", {many} {'is' if many == 1 else 'are'} so already" if many else ""


def _ask(many: int) -> None:
    files = "1 file" if many == 1 else f"{many} files"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"this changes {files}; add --yes to do it, or --dry-run to see the difference")
    if not click.confirm(f"Change {files}?", err=True):
        raise click.Abort
