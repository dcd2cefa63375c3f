"""`prm learn`: something you learned about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.fitting import tell_fits
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.params import who_and_words
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.edits.chain import Step


@click.command("learn", short_help="something you learned about somebody")
@click.argument("words", nargs=-1, required=True)
@click.option("--needs", is_flag=True, help="It is something they look for: it goes to their needs too.")
@click.option("--offers", is_flag=True, help="It is something they can do for others: it goes to their offers too.")
@click.option("--on", metavar="DAY", help="The day you learned it; else today.")
@DRY_RUN
@takes_session
def command(session: Session, words: tuple[str, ...], needs: bool, offers: bool, on: str | None, dry_run: bool) -> None:
    """Note what you learned: prm learn Tom looks for a rehearsal room --needs.

    Where it is a need or an offer, those with whom it fits are named at once.
    """
    from prm.edits.body.log import add_entry
    from prm.edits.capture.seeking import offer_in
    from prm.edits.capture.seeking import offered
    from prm.edits.capture.seeking import sought
    from prm.edits.front.fields import add_to
    from prm.model.names import is_cjk

    vault = session.vault()
    person, text = who_and_words(vault, words)
    if not text:
        raise click.UsageError(f"what did you learn about {person.name}?")
    day = day_said(on, vault, ahead=False) if on else vault.today
    head = "聞いた" if is_cjk(text) else "learned"
    steps: list[Step] = [lambda source: add_entry(source, vault.config, day, head, text)]
    said: list[tuple[str, str]] = []
    for key, wanted, what in (("needs", needs, sought(text)), ("offers", offers, offered(text))):
        if wanted:
            item = {"what": what or (offer_in(text) if key == "offers" else text), "since": day.isoformat()}
            said.append((key, item["what"]))
            steps.append(lambda source, key=key, item=item: add_to(source, vault.config, key, item))  # type: ignore[misc]
        elif what:
            said.append((key, what))
    write_one(session, person.path, steps, f"learn {person.name}", dry_run=dry_run)
    if said:
        tell_fits(session, vault, person, said)
