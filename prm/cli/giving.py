"""`prm gave` and `prm got`: what was given, and what was received."""

from __future__ import annotations

import click

from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.params import who_and_words
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one


def _command(name: str, help_: str, example: str) -> click.Command:
    @click.command(
        name, short_help=help_, help=f"Log what {help_}: {example}. The first word behind the name says what."
    )
    @click.argument("words", nargs=-1, required=True)
    @click.option("--on", metavar="DAY", help="The day it was; else today.")
    @DRY_RUN
    @takes_session
    def command(session: Session, words: tuple[str, ...], on: str | None, dry_run: bool) -> None:
        from prm.edits.log import add_entry
        from prm.model.schema import GIVING
        from prm.model.vocabulary import Vocabulary

        vault = session.vault()
        person, rest = who_and_words(vault, words)
        day = day_said(on, vault, ahead=False) if on else vault.today
        if day > vault.today:
            raise click.UsageError(f"{day.isoformat()} is still to come; a log is about what was")
        vocabulary = Vocabulary(vault.config)
        head = vocabulary.head(f"{name} {rest}", 0, len(name) + 1 + len(rest))
        if head is None:
            kinds = ", ".join([*(what for what, _ in GIVING), *map(str, vault.config.get("giving.kinds"))])
            raise click.UsageError(f"what was it? the first word behind the name is one of {kinds}")
        text = f"{name} {rest}"[head.end :].strip(" :：、,")
        step = lambda source: add_entry(source, vault.config, day, f"{name} {head.what}", text)  # noqa: E731
        write_one(session, person.path, [step], f"{name} {person.name}", dry_run=dry_run)

    return command


gave = _command("gave", "you gave", "prm gave Aiko thanks for the introduction")
got = _command("got", "you were given", "prm got Tom intro to the landlord")
