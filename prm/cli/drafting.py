"""Drafts at the door: from the vault without what is private, printed and never sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from prm.cli.output import compiled
from prm.cli.output import own_templates
from prm.cli.output import put
from prm.cli.output import put_one
from prm.cli.output import rendered
from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import one

if TYPE_CHECKING:
    from prm.insight.letters.letter import Draft
    from prm.insight.letters.letter import Held
    from prm.insight.matching.answering import Answer
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


def shared_one(session: Session, vault: Vault, who: str) -> NoteRow:
    """Return who is meant in a vault without what is private; somebody private is named as such."""
    if who.strip() and not vault.who(who) and (found := session.vault().who(who)):
        names = " and ".join(person.name for person in found)
        raise click.UsageError(f"“{who}” is private ({names}), and private people are in no draft")
    return one(vault, who)


def draft(
    session: Session, vault: Vault, kind: str, person: NoteRow, other: NoteRow | None = None, **said: str
) -> Draft:
    """Return a draft from a vault without what is private; one that is held back is an error that says why."""
    from prm.insight.letters.letter import Held

    found = draft_or_held(session, vault, kind, person, other, **said)
    if isinstance(found, Held):
        raise click.ClickException(found.why)
    return found


def draft_or_held(
    session: Session, vault: Vault, kind: str, person: NoteRow, other: NoteRow | None = None, **said: str
) -> Draft | Held:
    """Return a draft from a vault without what is private, or why it is held back."""
    from prm.insight.letters.drafting import drafted

    languages = _languages(own_templates(session), kind)
    return drafted(vault, kind, person, other, write=Writer(session), languages=languages, **said)


def answer(session: Session, shared: Vault, seeker: NoteRow, other: NoteRow) -> Answer:
    """Return the need that another answers, as far as it may be told; the whole vault is searched, for its index."""
    from prm.insight.matching.answering import answered
    from prm.insight.matching.answering import tellable

    vault = shared if session.as_of else session.engine().vault(shared.today)
    one, two = (next(iter(vault.exactly(each.path)), each) for each in (seeker, other))
    return tellable(shared, one, two, answered(vault, one, two))


class Writer:
    """Renders messages with the templates of a vault, each in the language it is asked for."""

    def __init__(self, session: Session) -> None:
        self._templates = own_templates(session)

    def __call__(self, name: str, context: Mapping[str, object], lang: str) -> str:
        """Return the text of a template; what is wrong with it is one line."""
        from prm.render import TemplateProblem
        from prm.render import render

        try:
            return render(name, context, vault_templates=self._templates, lang=lang, compiled=compiled())
        except TemplateProblem as problem:
            raise click.ClickException(str(problem)) from None


def _languages(templates: str | None, kind: str) -> tuple[str, ...]:
    """Return the languages that a kind can be written in: ours, and those the vault has a template for."""
    from prm.insight.letters.drafting import LANGUAGES

    folders = sorted(os.listdir(templates)) if templates else []
    own = [each for each in folders if os.path.isfile(os.path.join(templates or "", each, "message", f"{kind}.txt.j2"))]
    return (*LANGUAGES, *own)


def text_of(found: Draft) -> str:
    """Return a draft as it is printed: the subject line first."""
    return f"{'件名：' if found.lang == 'ja' else 'Subject: '}{found.subject}\n\n{found.body}"


def put_draft(session: Session, vault: Vault, found: Draft, output: str | None = None) -> None:
    """Print a draft, or write it to a new file; what to heed and what is still open goes to standard error."""
    from prm.insight.rows import as_data

    if session.format != "text":
        put_one(session, vault, as_data(found), "", {})
        return
    if output in (None, "-"):
        put(text_of(found))
    else:
        _write_new(str(output), safe(text_of(found)))
    tell(session, vault, found)


def tell(session: Session, vault: Vault, found: Draft, before: str = "") -> None:
    """Say on standard error what to heed, which lines the draft rests on, and what is left for my own words.

    `before` begins each line: whom it is about, where there are several drafts.
    """
    from prm.insight.rows import as_data

    evidence = [as_data(each) for each in found.evidence]
    context = {"notes": found.notes, "evidence": evidence, "missing": found.missing, "before": before}
    for line in rendered(vault, session, "list/heed.txt.j2", context).splitlines():
        say(line)


def _write_new(path: str, text: str) -> None:
    """Write a file that is not there yet: a draft that somebody worked on is never written over."""
    try:
        with open(path, "x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already; name another file, or move it away") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
    say(f"wrote {path}")
