"""`prm new`: somebody new, from one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.fitting import tell_pairs
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import one
from prm.cli.params import people_folder
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import refused
from prm.cli.writing import write

if TYPE_CHECKING:
    from prm.edits.people import Card
    from prm.model.vault import Vault


@click.command("new", short_help="somebody new, from one line")
@click.argument("card")
@click.option("--met", metavar="WORDS", help="Where or how you met.")
@click.option("--on", metavar="DAY", help="The day you met: yesterday, last friday, 2026-01-10.")
@click.option("--through", metavar="WHO", help="Who brought you together.")
@click.option("--anyway", is_flag=True, help="Even if somebody like that is here already.")
@DRY_RUN
@takes_session
def command(
    session: Session, card: str, met: str | None, on: str | None, through: str | None, anyway: bool, dry_run: bool
) -> None:
    """Make a file for somebody: "Mike Bianco <mike@x.co> +1 310 555 1234 @acme #climbing"."""
    from prm.edits.people import new_person
    from prm.edits.people import read_card
    from prm.model.names import stem

    vault = session.vault()
    said = read_card(card)
    if not anyway:
        refuse_known(vault, said)
    story: dict[str, str] = {}
    if on:
        story["date"] = day_said(on, vault, ahead=False).isoformat()
    if met:
        story["at"] = met
    if through:
        story["through"] = f"[[{stem(one(vault, through).path)}]]"
    with refused():
        edit = new_person(people_folder(vault), said, {"met": story} if story else {}, vault.config)
    write(session, [edit], dry_run=dry_run)
    if not dry_run and (said.tags or said.org):
        tell_pairs(session, session.vault(), edit.path)


def refuse_known(vault: Vault, card: Card) -> None:
    """Refuse where somebody of that name or address is here already."""
    for name in (card.name, *card.emails):
        found = [vault.notes[note] for note in vault.resolve(name) if vault.notes[note].kind == "person"]
        if found:
            raise click.ClickException(f"“{name}” is here already: {found[0].path}; --anyway makes another")
    if part := vault.exactly(card.name) if card.name else ():
        names = ", ".join(f"{note.name} ({note.path})" for note in part[:3])
        advice = "write more of the name; --anyway makes another"
        raise click.ClickException(f"“{card.name}” could be {names}; {advice}")
    digits = {_digits(phone): phone for phone in card.phones}
    for row in vault.values("phone"):
        if _digits(row.text) in digits:
            raise click.ClickException(f"{row.text} is the number of {row.at}; --anyway makes another")


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdecimal()).removeprefix("00")[-9:]
