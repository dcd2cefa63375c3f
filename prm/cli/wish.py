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
@click.option("--makes", metavar="WORDS", multiple=True, help="What they make: “booklet, 2200 JPY, 2026-01-24 10:00”.")
@click.option("--study", metavar="WORDS", multiple=True, help="Something to find out before the first word.")
@click.option(
    "--studied", metavar="WORDS", multiple=True, help="It is found out: ticks what has these WORDS, or adds it."
)
@click.option("--new", "is_new", is_flag=True, help="Make a file for somebody who has none yet.")
@click.option("--share", is_flag=True, help="Leave out everything private.")
@DRY_RUN
@AS_OF
@takes_session
def command(
    session: Session,
    who: str | None,
    makes: tuple[str, ...],
    study: tuple[str, ...],
    studied: tuple[str, ...],
    is_new: bool,
    share: bool,
    dry_run: bool,
    **said: str | None,
) -> None:
    """List every wish, or tell one: how they like to be approached, what you know, what comes next, through whom.

    With --why, --gives, --approach, --makes, --study or --studied it writes: a wish begins, or says more. What you buy
    of theirs, use, and tell them is logged: prm log "bought Kenji Mori: the booklet, 2200 JPY".
    """
    words = {key: text.strip() for key, text in said.items() if text and text.strip()}
    more = [
        (key, " ".join(text.split()))
        for key, texts in (("makes", makes), ("study", study), ("studied", studied))
        for text in texts
        if text.strip()
    ]
    if words or more or is_new:
        if not who:
            raise click.UsageError("whose wish? name somebody first")
        _write(session, who, words, more, is_new=is_new, dry_run=dry_run)
        return
    vault = session.vault(shared=share)
    if who:
        _tell(session, vault, another(vault, one(vault, who), _SOMEBODY))
        return
    from prm.insight.rows import as_data
    from prm.insight.wishes.wish import budget
    from prm.insight.wishes.wish import wishes

    found = wishes(vault)
    context = {"wishes": as_data(found), "budget": as_data(budget(vault, found)), "today": vault.today.isoformat()}
    put_rows(session, vault, as_data(found), "list/wishes.txt.j2", context)


def _tell(session: Session, vault: Vault, person: NoteRow) -> None:
    from prm.insight.paths.ways import Ways
    from prm.insight.paths.ways import way_to
    from prm.insight.rows import as_data
    from prm.insight.wishes.wish import wish_of

    wish = wish_of(vault, person)
    if wish is None:
        raise click.UsageError(f'{person.name} is no wish; prm wish "{person.name}" --why "…" begins one')
    data: dict[str, Any] = as_data(wish)
    context: dict[str, Any] = {"wish": data, "way": None, "today": vault.today.isoformat()}
    if session.format == "text":
        over = wish.stage in ("approached", "waiting", "answered", "met")
        context["way"] = None if over else as_data(way_to(vault, Ways(vault), person, 2))
    put_one(session, vault, data, "list/wish.txt.j2", context)


def _write(
    session: Session, who: str, words: dict[str, str], more: list[tuple[str, str]], *, is_new: bool, dry_run: bool
) -> None:
    from prm.cli.writing import refused
    from prm.cli.writing import write
    from prm.cli.writing import write_one

    vault = session.vault()
    if is_new:
        from prm.cli.new import refuse_known
        from prm.edits.chain import chain
        from prm.edits.people import new_person
        from prm.edits.people import read_card
        from prm.text.source import Source

        card = read_card(who)
        refuse_known(vault, card)
        with refused():
            begun: dict[str, Any] = {"status": "wish", **({"wish": words} if words else {})}
            edit = new_person(people_folder(vault), card, begun, vault.config)
            steps = [_saying(vault, None, key, text) for key, text in more]
            edit = chain(Source(edit.path, b""), [lambda _: edit, *steps]) if steps else edit
        write(session, [edit], dry_run=dry_run)
        return
    if not vault.who(who):
        raise click.UsageError(f"nobody here is called “{who}”; --new makes a file for them")
    person = another(vault, one(vault, who), _SOMEBODY)
    if person.status == "deceased":
        raise click.ClickException(f"{person.name} is no longer alive")
    from prm.edits.front.fields import set_field

    steps = [_saying(vault, person, key, text) for key, text in more if key == "studied"]  # before lines move
    if person.status in ("", "acquaintance") and not vault.contact_counts.get(person.id):
        steps.append(lambda source: set_field(source, vault.config, "status", "wish"))
    steps += [_setting(vault, key, words[key]) for key in _SAID if key in words]
    steps += [_saying(vault, person, key, text) for key, text in more if key != "studied"]
    write_one(session, person.path, steps, f"wish {person.name}", dry_run=dry_run)


def _saying(vault: Vault, person: NoteRow | None, key: str, text: str) -> Step:
    """Return the step that writes what they make, or what is to be found out or was."""
    from prm.edits.body.tasks import add_research
    from prm.edits.body.tasks import tick
    from prm.edits.offering import add_offering
    from prm.insight.wishes.offerings import said_offering
    from prm.insight.wishes.stages import research_of
    from prm.model.names import folded

    if key == "makes":
        item = said_offering(text)
        return lambda source: add_offering(source, vault.config, item)
    tasks = research_of(vault, person) if person and key == "studied" else []
    found = [task for task in tasks if not task.done and folded(text) in folded(task.text)]
    if len(found) > 1:
        lines = ", ".join(f"“{task.text}” ({task.at})" for task in found)
        raise click.UsageError(f"“{text}” could be {lines}; say more of it")
    if found:
        line = int(found[0].at.rpartition(":")[2])
        return lambda source: tick(source, vault.config, line, vault.today)
    day = vault.today if key == "studied" else None
    return lambda source: add_research(source, vault.config, text, day)


def _setting(vault: Vault, key: str, text: str) -> Step:
    from prm.edits.front.maps import set_in

    return lambda source: set_in(source, vault.config, "wish", key, text)
