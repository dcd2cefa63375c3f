"""`prm snooze`: leave somebody alone until a day."""

from __future__ import annotations

import click

from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one


@click.command("snooze", short_help="leave somebody alone until a day")
@click.argument("who", type=WHO)
@click.argument("until")
@click.argument("because", nargs=-1)
@DRY_RUN
@takes_session
def command(session: Session, who: str, until: str, because: tuple[str, ...], dry_run: bool) -> None:
    """Leave WHO alone UNTIL a day: 3w, friday, 2026-03-01, 来月; what follows says why. “none” ends it."""
    from prm.edits.front.fields import set_field

    vault = session.vault()
    person = one(vault, who)
    if until == "none":
        value: str | dict[str, str] | None = None
    else:
        day = day_said(until, vault, ahead=True)
        if day <= vault.today:
            raise click.UsageError(f"{day.isoformat()} is not ahead; name a day to come, or “none” to end a rest")
        why = because[1:] if because[:1] == ("because",) and because[1:2] != ("of",) else because
        value = {"until": day.isoformat(), "because": " ".join(why)} if why else day.isoformat()
    step = lambda source: set_field(source, vault.config, "snooze", value)  # noqa: E731
    write_one(session, person.path, [step], f"snooze {person.name}", dry_run=dry_run)
