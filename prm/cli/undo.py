"""`prm undo`: take back the last command that wrote."""

from __future__ import annotations

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN


@click.command("undo", short_help="take back the last command that wrote")
@DRY_RUN
@takes_session
def command(session: Session, dry_run: bool) -> None:
    """Take back the last command that wrote, exactly; again, the one before. A file that changed since stays."""
    from prm.disk.store import Refused
    from prm.disk.undo import plan_undo

    engine = session.engine()
    try:
        if dry_run:
            record, steps, _ = plan_undo(engine.root, engine.state())
            files = ", ".join(step.shown for step in steps)
            say(f"would take back “{', '.join(record.why) or 'the last change'}” in {files}")
            return
        applied = engine.undo()
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    for line in (*applied.saved_aside, *applied.finished):
        say(f"prm: {line}")
    say(f"taken back: {', '.join(applied.written)}")
