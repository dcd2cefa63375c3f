"""Ask a friend to introduce me to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.introdrafts import Wish
from prm.cli.introdrafts import drafts_of
from prm.cli.introdrafts import put_drafts
from prm.cli.introdrafts import tell_next
from prm.cli.intronew import Wanted
from prm.cli.intronew import arg
from prm.cli.intronew import declined
from prm.cli.intronew import go_on
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.writing import write_all

if TYPE_CHECKING:
    from prm.insight.introductions.states import Introduction
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_BEFORE = {
    "research": "finish the research",
    "gives": "think of what you can give",
    "declined": "they said no, and it stays with that",
    "resting": "the wish rests in your notes",
}


def request(session: Session, vault: Vault, person: NoteRow, friend: NoteRow, wanted: Wanted) -> None:
    """Ask a friend to introduce me to somebody: a note, and a draft with a paragraph to pass on."""
    from prm.edits.introducing import linked
    from prm.edits.introducing import new_introduction
    from prm.edits.introducing import path_for

    if person.id == friend.id or wanted.here is not None:
        raise click.UsageError(
            f"name whom you would like to meet, and a friend: prm intro me “{person.name}” --through Ben"
        )
    if friend.id == vault.me:
        raise click.UsageError("that is you; name a friend who knows them: --through Ben")
    for each in (person, friend):
        if each.status == "deceased":
            raise click.ClickException(f"{each.name} is no longer alive")
    known = _asked_before(vault, person, friend)
    if known and known.state == "declined" and not wanted.anyway:
        raise click.ClickException(declined(known))
    if known and known.state in ("introduced", "bore fruit", "thanked"):
        raise click.ClickException(f"you were introduced on {known.since} ({known.at})")
    _tell_wish(vault, person)
    _tell_card(vault, friend)
    _tell_stranger(vault, friend, person)
    wishes = [Wish("intro-request", friend, person, "", "")]
    if known:
        go_on(session, vault, known, wishes, [])
        return
    me = vault.notes[vault.me] if vault.me else None
    engine = session.engine()
    path = path_for(vault, [me, person], lambda path: bool(engine.source(path).data))
    said = {
        "type": "intro",
        "between": [linked(vault, me), linked(vault, person)],
        "why": wanted.why,
        "by": linked(vault, friend),
    }
    title = _through(vault, person, friend)
    drafts = drafts_of(session, vault, wishes, path)
    steps = [(path, new_introduction(path, title, dict(said), vault.config))]
    more = lambda: {"drafts": drafts.rows}  # noqa: E731
    write_all(session, steps, f"ask {friend.name} for an introduction", dry_run=wanted.dry_run, more=more)
    put_drafts(session, vault, drafts)
    tell_next(session, vault, "asked", f"me {arg(person)}")


def _through(vault: Vault, person: NoteRow, friend: NoteRow) -> str:
    if vault.config.lang == "ja":
        return f"{person.name}さん（{friend.name}さんのご紹介で）"
    return f"{person.name}, through {friend.name}"


def _asked_before(vault: Vault, person: NoteRow, friend: NoteRow) -> Introduction | None:
    from prm.insight.introductions.states import introductions_of

    for each in introductions_of(vault, person):
        if each.by and each.by.note == friend.id and any(who.me for who in each.between):
            return each
    return None


def _tell_wish(vault: Vault, person: NoteRow) -> None:
    """Say what is better done before somebody is asked, where I wish to meet a person."""
    from prm.insight.wishes.wish import wish_of

    wish = wish_of(vault, person)
    if wish is not None and not wish.may_approach:
        missing = "; ".join(_BEFORE[each] for each in wish.missing)
        say(f"before the first word to {person.name}: {missing or f'it is on its way already ({wish.at})'}")


def _tell_card(vault: Vault, friend: NoteRow) -> None:
    from prm.insight.introductions.readiness import readiness

    if readiness(vault, friend).is_card:
        say(f"{friend.name}: you know no more of them than a card; it is a lot to ask")


def _tell_stranger(vault: Vault, friend: NoteRow, person: NoteRow) -> None:
    """Say where no line of the notes tells that a friend knows a person."""
    from prm.insight.paths.bonds import Bonds

    if not Bonds(vault).strength(friend.id, person.id):
        say(f"no line in your notes says that {friend.name} knows {person.name}; ask whether they do")
