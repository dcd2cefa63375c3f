"""Begin an introduction: say how well I know both, make the note, draft a question to each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import click

from prm.cli.introdrafts import Wish
from prm.cli.introdrafts import drafts_of
from prm.cli.introdrafts import put_drafts
from prm.cli.introdrafts import tell_next
from prm.cli.output import put_rows
from prm.cli.output import rendered
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.writing import write_all

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.insight.introductions.readiness import Readiness
    from prm.insight.introductions.states import Introduction
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

    Two = tuple[NoteRow, NoteRow]


class Wanted(NamedTuple):
    """How an introduction is to be made; `here` is where both stand before me, None where they do not."""

    why: str
    form: str
    here: str | None
    anyway: bool
    dry_run: bool
    day: date


class _Reason(NamedTuple):
    """To whom it is offered, and why the two; need and offer where they are known.

    `known` says that it is known whose need it is: as said, or as their notes say.
    """

    whose: NoteRow
    why: str
    need: str
    offer: str
    known: bool


def list_them(session: Session, vault: Vault, people: list[NoteRow]) -> None:
    """Print where introductions stand; of some people line by line."""
    from prm.insight.introductions.listed import listed
    from prm.insight.rows import as_data

    rows = as_data(listed(vault, people))
    me = vault.notes[vault.me].slug if vault.me else None
    context = {"intros": rows, "whole": bool(people), "me": me, "today": vault.today.isoformat()}
    put_rows(session, vault, rows, "list/intros.txt.j2", context)


def introduce(session: Session, vault: Vault, two: Two, whose: NoteRow | None, wanted: Wanted) -> None:
    """Begin an introduction between two people, or go on with the one there is."""
    _refuse_same(vault, two, whose)
    known = _known(vault, two)
    if known and known.state == "declined" and not wanted.anyway:
        raise click.ClickException(declined(known))
    if known and known.state in ("introduced", "bore fruit", "thanked") and not wanted.anyway:
        raise click.ClickException(f"they were introduced on {known.since} ({known.at}); --anyway begins once more")
    reason = _reason(session, vault, two, whose, wanted.why)
    found = _readiness(session, vault, two, reason)
    _guard(two, found, wanted)
    _tell_acquainted(vault, two)
    going_on = known is not None and known.state not in ("introduced", "bore fruit", "thanked")
    if wanted.here is not None:
        _here(session, vault, two, known if going_on else None, reason, wanted)
        return
    other = two[1] if reason.whose.id == two[0].id else two[0]
    wishes = [
        Wish("intro-offer", reason.whose, other, reason.need, reason.offer, wanted.why),
        Wish("intro-ask", other, reason.whose, reason.need, reason.offer, wanted.why),
    ]
    readiness = [_ready(person, each) for person, each in zip(two, found, strict=True)]
    if known and going_on:
        go_on(session, vault, known, wishes, readiness)
        return
    path, steps = _begun(session, vault, list(two), reason, wanted)
    drafts = drafts_of(session, vault, wishes, path)
    more = lambda: {"readiness": readiness, "drafts": drafts.rows}  # noqa: E731
    write_all(session, [(path, step) for step in steps], f"introduce {_names(two)}", dry_run=wanted.dry_run, more=more)
    put_drafts(session, vault, drafts)
    tell_next(session, vault, "asked", _args(two))


def _refuse_same(vault: Vault, two: Two, whose: NoteRow | None) -> None:
    if two[0].id == two[1].id:
        raise click.UsageError(f"that is {two[0].name} twice; name two people")
    if whose is not None and whose.id not in (two[0].id, two[1].id):
        raise click.UsageError(f"--for is one of the two: {_names(two)}")
    for person in two:
        if person.status == "deceased":
            raise click.ClickException(f"{person.name} is no longer alive")


def _known(vault: Vault, two: Two) -> Introduction | None:
    """Return the newest introduction of the two that I make."""
    from prm.insight.introductions.states import introductions_of

    both = {two[0].id, two[1].id}
    found = [each for each in introductions_of(vault, two[0]) if both == {who.note for who in each.between}]
    return next((each for each in found if each.mine), None)


def declined(known: Introduction) -> str:
    """Say to me, and to nobody else, who said no."""
    names = " and ".join(who.name for who in known.said_no) or "one of them"
    return f"{names} said no on {known.since} ({known.at}); only at their own wish: --anyway"


def _reason(session: Session, vault: Vault, two: Two, whose: NoteRow | None, why: str) -> _Reason:
    """Return whose need it is: as said, else of whom a need fits what the other offers, else the first.

    What is private is no reason that is written down, or told.
    """
    from prm.insight.matching.answering import answered
    from prm.insight.matching.answering import tellable

    shared = session.engine().vault(vault.today, shared=True)
    for seeker in [whose] if whose else two:
        other = two[1] if seeker.id == two[0].id else two[0]
        found = answered(vault, seeker, other)
        if found.need:
            told = tellable(shared, seeker, other, found)
            words = told.need if told.offer.casefold() in told.need.casefold() else f"{told.need}: {told.offer}"
            return _Reason(seeker, why or words, *told, known=True)
    return _Reason(whose or two[0], why, "", "", known=whose is not None)


def _readiness(session: Session, vault: Vault, two: Two, reason: _Reason) -> list[Readiness]:
    """Return how well I know each, and say so."""
    from prm.insight.introductions.readiness import knowing
    from prm.insight.introductions.readiness import readiness
    from prm.insight.rows import as_data

    found = [
        readiness(
            vault,
            person,
            knowing(person.id, reason.whose.id if reason.known else 0, why=bool(reason.why or reason.need)),
        )
        for person in two
    ]
    rows = [as_data(each) | {"name": person.name} for person, each in zip(two, found, strict=True)]
    if session.format == "text":
        for line in rendered(vault, session, "list/readiness.txt.j2", {"people": rows}).splitlines():
            say(line)
    return found


def _ready(person: NoteRow, found: Readiness) -> dict[str, Any]:
    from prm.insight.rows import as_data

    data: dict[str, Any] = as_data(found)
    return {"slug": person.slug, "name": person.name, **data}


def _guard(two: Two, found: list[Readiness], wanted: Wanted) -> None:
    """Refuse an introduction on my own standing where I do not know both well yet."""
    missing = [
        f"{person.name}: {', '.join(each.missing)}" for person, each in zip(two, found, strict=True) if not each.ready
    ]
    if missing and wanted.form == "real" and not wanted.anyway:
        advice = "--light connects them without your word on it, --anyway gives it all the same"
        raise click.ClickException(
            f"not yet on your own standing; still missing is, of {'; of '.join(missing)}; {advice}"
        )


def _tell_acquainted(vault: Vault, two: Two) -> None:
    """Say where the two know each other already, as far as the notes tell."""
    from prm.insight.matching.knowing import met_each_other

    for one, other in (two, two[::-1]):
        for row in vault.values_of(one.id, "relations"):
            if other.id in vault.resolve(row.text.strip("[]").partition("|")[0]):
                say(f"they know each other already: {row.label or 'related'} ({row.at})")
                return
    if met := met_each_other(vault, *two):
        say(f"they were together already on {met.day} ({met.at})")


def _begun(
    session: Session, vault: Vault, people: list[NoteRow], reason: _Reason, wanted: Wanted
) -> tuple[str, list[Step]]:
    """Return the path of a new note and the step that makes it."""
    from prm.edits.introducing import linked
    from prm.edits.introducing import new_introduction
    from prm.edits.introducing import path_for

    engine = session.engine()
    path = path_for(vault, people, lambda path: bool(engine.source(path).data))
    said = {
        "type": "intro",
        "between": [linked(vault, person) for person in people],
        "why": reason.why,
        "form": wanted.form,
        "for": linked(vault, reason.whose) if reason.known else "",
    }
    return path, [new_introduction(path, _title(vault, people), dict(said), vault.config)]


def _title(vault: Vault, people: list[NoteRow]) -> str:
    if vault.config.lang == "ja":
        return "と".join(f"{person.name}さん" for person in people)
    return " and ".join(person.name for person in people)


def _here(
    session: Session, vault: Vault, two: Two, known: Introduction | None, reason: _Reason, wanted: Wanted
) -> None:
    """Note that both were introduced in person, in the note there is or in a new one."""
    from prm.edits.introducing import IN_PERSON
    from prm.edits.introducing import add_line

    path, steps = (known.path, []) if known else _begun(session, vault, list(two), reason, wanted)
    how = IN_PERSON["ja" if vault.config.lang == "ja" else "en"]
    steps.append(add_line(vault.config, wanted.day, "introduced", [how], wanted.here or ""))
    why = f"introduced {_names(two)}"
    write_all(session, [(path, step) for step in steps], why, dry_run=wanted.dry_run)
    tell_next(session, vault, "outcome", _args(two))


def go_on(
    session: Session, vault: Vault, known: Introduction, wishes: list[Wish], readiness: list[dict[str, Any]]
) -> None:
    """Say where an introduction stands, and draft what is still to be written; nothing is changed."""
    from prm.cli.introdrafts import joint
    from prm.cli.introdrafts import tell_state

    tell_state(session, vault, [known])
    if known.may_join:
        drafts = joint(session, vault, known)
    else:
        asked = {who.note for who in (*known.said_yes, *known.waiting)}
        open_ = [each for each in wishes if each.person.id not in asked] or [
            each for each in wishes if each.person.id in {who.note for who in known.waiting}
        ]
        drafts = drafts_of(session, vault, open_, known.path)
    if session.format == "json":
        from prm.cli.output import json_text
        from prm.cli.output import put

        more = {"readiness": readiness, "drafts": drafts.rows}
        put(json_text({"edits": list[str](), "written": False, **more}))
    put_drafts(session, vault, drafts)


def _names(two: Two) -> str:
    return " and ".join(person.name for person in two)


def _args(two: Two) -> str:
    return " ".join(arg(person) for person in two)


def arg(person: NoteRow) -> str:
    """Return a name as it is typed on the command line."""
    return f'"{person.name}"' if " " in person.name else person.name
