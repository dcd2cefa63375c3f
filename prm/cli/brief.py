"""`prm brief`: one person on one page, before you meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import put_page
from prm.cli.output import put_rows
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.params import with_pages

if TYPE_CHECKING:
    from prm.insight.changes import Change
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


@click.command("brief", short_help="one person on one page, before you meet")
@click.argument("who", type=WHO, nargs=-1, required=True)
@with_pages
@AS_OF
@takes_session
def command(
    session: Session, who: tuple[str, ...], html: bool, output: str | None, share: bool, with_private: bool
) -> None:
    """Print what to know of each WHO: the last entries, promises both ways, dates near, what they offer and need."""
    from prm.insight.briefs import brief
    from prm.insight.rows import as_data

    html = html or bool(output and output.endswith((".html", ".htm")))
    shared = share or (html and not with_private)
    vault = session.vault(shared=shared)
    if shared:
        _refuse_private(session, vault, who)
    people = [one(vault, each) for each in who]
    briefs = [as_data(brief(vault, person, _since(session, vault, person, shared=shared))) for person in people]
    context = {"briefs": briefs, "today": vault.today.isoformat()}
    if html or output is not None:
        put_page(session, vault, f"digest/brief.{'html' if html else 'md'}.j2", context, output, html=html)
    else:
        put_rows(session, vault, briefs, "digest/brief.md.j2", context)


def _since(session: Session, vault: Vault, person: NoteRow, *, shared: bool) -> list[Change]:
    """Return what is known since the last contact, by git's record; nothing where there is none, or it was today."""
    last = vault.last_contacts.get(person.id)
    if last is None or session.as_of is not None or last.day >= vault.today.isoformat():
        return []
    from datetime import date

    from prm.disk.history import older

    old = older(session.root, person.path, date.fromisoformat(last.day))
    engine = session.engine()
    new = engine.source(person.path)
    if old is None or old.data == new.data:
        return []
    from prm.insight.changes import facts_since
    from prm.insight.pairing import versions

    hidden = engine.hidden() if shared else None
    pairs = list(versions([(old, new)], vault.config, hidden))
    return facts_since(vault, pairs[0]) if pairs else []


def _refuse_private(session: Session, vault: Vault, who: tuple[str, ...]) -> None:
    """Say that somebody is private, rather than not here, where the whole vault knows them."""
    unknown = [each for each in who if not vault.who(each)]
    whole = session.vault() if unknown else vault
    for each in unknown:
        if found := whole.who(each):
            names = " and ".join(person.name for person in found)
            raise click.UsageError(f"“{each}” is private ({names}), and private people are in nothing that is shared")
