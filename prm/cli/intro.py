"""`prm intro`: bring two people together, lightly or on your own standing, and note what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN

if TYPE_CHECKING:
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


@click.command("intro", short_help="bring two people together: intro Aiko Tom")
@click.argument("who", type=WHO, nargs=-1)
@click.option("--why", metavar="TEXT", help="Why the two; else the need and the offer that fit.")
@click.option("--for", "whose", type=WHO, metavar="WHO", help="Whose need it is; else whose need fits.")
@click.option("--light", is_flag=True, help="“If you like I can connect you” (the default): the guard only advises.")
@click.option("--real", is_flag=True, help="On your own standing: refused for somebody you do not know well yet.")
@click.option("--anyway", is_flag=True, help="Against the guard, or against a no, at their own wish.")
@click.option(
    "--here", is_flag=False, flag_value="", metavar="[WHERE]", help="Both stand before you: introduced, in one step."
)
@click.option("--through", type=WHO, metavar="WHO", help="With “me”: whom to ask to introduce you.")
@click.option("--list", "listing", is_flag=True, help="Where introductions stand, or those of WHO, line by line.")
@click.option(
    "--asked", is_flag=False, flag_value="", type=WHO, metavar="[WHO]", help="You asked; both, or just this one."
)
@click.option("--said-yes", type=WHO, multiple=True, metavar="WHO", help="Somebody would like it.")
@click.option("--said-no", type=WHO, multiple=True, metavar="WHO", help="Somebody would rather not; nobody hears who.")
@click.option("--introduced", is_flag=True, help="You brought them together, once both said yes.")
@click.option("--outcome", metavar="TEXT", help="What came of it.")
@click.option("--thank", is_flag=True, help="You thank: those you introduced, or who introduced you.")
@click.option("--note", default="", metavar="TEXT", help="Words to keep with --asked, --said-yes, --said-no, --thank.")
@click.option("--on", metavar="DAY", help="The day it was; else today.")
@DRY_RUN
@takes_session
def command(
    session: Session,
    who: tuple[str, ...],
    why: str | None,
    whose: str | None,
    light: bool,
    real: bool,
    anyway: bool,
    here: str | None,
    through: str | None,
    listing: bool,
    asked: str | None,
    said_yes: tuple[str, ...],
    said_no: tuple[str, ...],
    introduced: bool,
    outcome: str | None,
    thank: bool,
    note: str,
    on: str | None,
    dry_run: bool,
) -> None:
    """Bring two people together: prm intro Aiko Tom.

    It says how well you know each, makes a note in intros/ and drafts a question to each; nothing is sent. Note what
    comes of it: --asked, --said-yes Aiko, --said-no Tom, --introduced, --outcome TEXT, --thank; the introduction is
    found by the names. The message to both is drafted once both said yes, and nobody ever hears who said no.

    “prm intro me WHO --through Ben” asks Ben to introduce you.
    """
    from prm.cli.introlog import Answer
    from prm.cli.introlog import log_answers
    from prm.cli.intronew import Wanted
    from prm.cli.intronew import introduce
    from prm.cli.intronew import list_them
    from prm.cli.introrequest import request

    answers = [Answer("asked", asked)] if asked is not None else []
    answers += [Answer("yes", each) for each in said_yes] + [Answer("no", each) for each in said_no]
    answers += [Answer("introduced", "")] if introduced else []
    answers += [Answer("outcome", "", outcome)] if outcome is not None else []
    answers += [Answer("thanked", "")] if thank else []
    ways = [listing, bool(answers), here is not None, through is not None]
    if sum(ways) > 1 or (light and real):
        raise click.UsageError("say one thing at a time: --list, --here, --through, or what came of an introduction")
    vault = session.vault()
    if listing:
        list_them(session, vault, [one(vault, each) for each in who])
        return
    day = day_said(on, vault, ahead=False) if on else vault.today
    if day > vault.today:
        raise click.UsageError(f"{day.isoformat()} is still to come; note what was")
    if answers:
        people = [one(vault, each) for each in who if not is_me(vault, each)]
        log_answers(session, vault, people, answers, note, day, anyway=anyway, dry_run=dry_run)
        return
    if len(who) != 2:
        raise click.UsageError("who is to meet whom? “prm intro Aiko Tom”; “prm intro --list” shows where they stand")
    wanted = Wanted(" ".join((why or "").split()), "real" if real else "light", here, anyway, dry_run, day)
    if through is not None or any(is_me(vault, each) for each in who):
        request(session, vault, _other_than_me(vault, who), _friend(vault, through), wanted)
        return
    two = (one(vault, who[0]), one(vault, who[1]))
    introduce(session, vault, two, one(vault, whose) if whose else None, wanted)


def is_me(vault: Vault, words: str) -> bool:
    """Tell whether words mean me."""
    from prm.model.names import means_me

    if means_me(words) and not vault.exactly(words):
        return True
    found = vault.who(words) if vault.me else ()
    return len(found) == 1 and found[0].id == vault.me


def _other_than_me(vault: Vault, who: tuple[str, ...]) -> NoteRow:
    others = [each for each in who if not is_me(vault, each)]
    if len(others) != 1:
        raise click.UsageError("who would you like to meet? “prm intro me 'Kenji Mori' --through Ben”")
    return one(vault, others[0])


def _friend(vault: Vault, through: str | None) -> NoteRow:
    if through is None:
        raise click.UsageError("through whom? “prm intro me 'Kenji Mori' --through Ben”")
    return one(vault, through)
