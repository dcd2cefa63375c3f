"""`prm wish`: people to meet one day, how far it has come, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import put_one
from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import another
from prm.cli.params import one
from prm.cli.params import people_folder
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_SAID = ("why", "gives", "approach")
_SOMEBODY = "name somebody you would like to meet"


@click.command("wish", short_help="people to meet one day: how far it has come, what comes next")
@click.argument("who", type=WHO, required=False)
@click.option("--why", metavar="WORDS", help="Why you wish to meet them; begins a wish.")
@click.option("--gives", metavar="WORDS", help="What you can give them.")
@click.option("--approach", metavar="WORDS", help="How they like to be approached.")
@click.option("--new", "is_new", is_flag=True, help="Make a file for somebody who has none yet.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@DRY_RUN
@AS_OF
@takes_session
def command(session: Session, who: str | None, is_new: bool, share: bool, dry_run: bool, **said: str | None) -> None:
    """List every wish, or tell one: how they like to be approached, what you know, what comes next, through whom.

    With --why, --gives or --approach it writes: a wish begins, or says more. What you buy of theirs, use, and tell them
    is logged: prm log "bought Kenji Mori: the booklet, 2200 JPY".
    """
    words = {key: text.strip() for key, text in said.items() if text and text.strip()}
    if words or is_new:
        if not who:
            raise click.UsageError("whose wish? name somebody first")
        _write(session, who, words, is_new=is_new, dry_run=dry_run)
        return
    vault = session.vault(shared=share)
    if who:
        _tell(session, vault, another(vault, one(vault, who), _SOMEBODY))
        return
    from prm.insight.rows import as_data
    from prm.insight.wishes import budget
    from prm.insight.wishes import wishes

    found = wishes(vault)
    context = {"wishes": as_data(found), "budget": as_data(budget(vault, found)), "today": vault.today.isoformat()}
    put_rows(session, vault, as_data(found), "list/wishes.txt.j2", context)


def _tell(session: Session, vault: Vault, person: NoteRow) -> None:
    from prm.insight.paths import Ways
    from prm.insight.paths import way_to
    from prm.insight.rows import as_data
    from prm.insight.wishes import wish_of

    wish = wish_of(vault, person)
    if wish is None:
        raise click.UsageError(f'{person.name} is no wish; prm wish "{person.name}" --why "…" begins one')
    data: dict[str, Any] = as_data(wish)
    context: dict[str, Any] = {"wish": data, "way": None, "today": vault.today.isoformat()}
    if session.format == "text":
        over = wish.stage in ("approached", "waiting", "answered", "met")
        context["way"] = None if over else as_data(way_to(vault, Ways(vault), person, 2))
    put_one(session, vault, data, "list/wish.txt.j2", context)


def _write(session: Session, who: str, words: dict[str, str], *, is_new: bool, dry_run: bool) -> None:
    from prm.cli.writing import refused
    from prm.cli.writing import write
    from prm.cli.writing import write_one

    vault = session.vault()
    if is_new:
        from prm.cli.new import refuse_known
        from prm.edits.people import new_person
        from prm.edits.people import read_card

        card = read_card(who)
        refuse_known(vault, card)
        with refused():
            more: dict[str, Any] = {"status": "wish", **({"wish": words} if words else {})}
            edit = new_person(people_folder(vault), card, more, vault.config)
        write(session, [edit], dry_run=dry_run)
        return
    if not vault.who(who):
        raise click.UsageError(f"nobody here is called “{who}”; --new makes a file for them")
    person = another(vault, one(vault, who), _SOMEBODY)
    if person.status == "deceased":
        raise click.ClickException(f"{person.name} is no longer alive")
    from prm.edits.fields import set_field

    steps: list[Step] = [_setting(vault, key, words[key]) for key in _SAID if key in words]
    if person.status in ("", "acquaintance") and not vault.contact_counts.get(person.id):
        steps.insert(0, lambda source: set_field(source, vault.config, "status", "wish"))
    write_one(session, person.path, steps, f"wish {person.name}", dry_run=dry_run)


def _setting(vault: Vault, key: str, text: str) -> Step:
    from prm.edits.maps import set_in

    return lambda source: set_in(source, vault.config, "wish", key, text)
