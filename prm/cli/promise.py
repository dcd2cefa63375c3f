"""`prm promise` and `prm done`: what is owed, and that it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.params import who_and_words
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.model.rows import TaskRow


_CLOSED = ("promise", "thread", "research")


@click.command("promise", short_help="something promised: promise Aiko send the video --due fri")
@click.argument("words", nargs=-1, required=True)
@click.option("--due", metavar="DAY", help="The day it is meant for: fri, 3w, 2026-W34, 来月.")
@click.option("--theirs", is_flag=True, help="They promised it to me.")
@DRY_RUN
@takes_session
def promise(session: Session, words: tuple[str, ...], due: str | None, theirs: bool, dry_run: bool) -> None:
    """Write down a promise to somebody, or with --theirs one of theirs, in their file."""
    from prm.edits.body.tasks import add_promise

    vault = session.vault()
    person, text = who_and_words(vault, words)
    if not text:
        raise click.UsageError(f"what is promised to {person.name}?")
    day = day_said(due, vault, ahead=True).isoformat() if due else ""
    owner = "them" if theirs else "me"
    step = lambda source: add_promise(source, vault.config, text, owner, day)  # noqa: E731
    write_one(session, person.path, [step], f"promise {person.name}", dry_run=dry_run)


@click.command("done", short_help="a promise is kept, an open thread closed, something found out")
@click.argument("words", nargs=-1, required=True)
@DRY_RUN
@takes_session
def done(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Tick the open promise, thread or research that WORDS name: words of it, or of whom it concerns."""
    from prm.edits.body.tasks import tick
    from prm.model.names import folded

    vault = session.vault()
    wanted = [folded(word) for word in words]

    def said(task: TaskRow) -> str:
        return folded(" ".join((task.text, *(vault.notes[note].name for note in (*task.people, *task.owners) if note))))

    open_ = [task for task in vault.tasks if task.sort in _CLOSED and not task.done]
    found = [task for task in open_ if all(word in said(task) for word in wanted)]
    if not found:
        raise click.UsageError(f"nothing open says “{' '.join(words)}”; “prm promises” lists what is")
    if len(found) > 1:
        lines = ", ".join(f"“{task.text}” ({task.at})" for task in found[:6])
        raise click.UsageError(f"“{' '.join(words)}” could be {lines}; say more of it")
    task = found[0]
    step = lambda source: tick(source, vault.config, task.line, vault.today)  # noqa: E731
    write_one(session, task.path, [step], f"done: {task.text}", dry_run=dry_run)
