"""Calendars at the door: which files, what could not be read, and what may be told to others."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from prm.cli.output import say
from prm.insight.meetings.agenda import NO_CALENDARS
from prm.insight.meetings.agenda import Agenda

if TYPE_CHECKING:
    from prm.cli.params import Session
    from prm.model.vault import Vault

ICS = click.option("--ics", multiple=True, metavar="FILE", help="A calendar, or a folder of them, besides prm.toml's.")
_MOST = 3


def agenda(
    session: Session,
    vault: Vault,
    days: tuple[date, date],
    *,
    ics: tuple[str, ...] = (),
    shared: bool = False,
    whole: Vault | None = None,
    quiet: bool = False,
) -> Agenda:
    """Return what the calendars say of some days; what is odd is said, a line each, not all of many, unless `quiet`.

    What is `shared` holds nothing of private people, told by the `whole` vault, which is read where it is not given.
    """
    if not ics and not vault.config.get("calendars.files"):
        return NO_CALENDARS
    more = tuple(os.path.abspath(os.path.expanduser(each)) for each in ics)
    found = session.engine().calendars(vault.config, vault.today, more, days)
    for line in found.troubles[:_MOST] if not quiet else ():
        say(f"prm: {line}")
    if len(found.troubles) > _MOST and not quiet:
        say(f"prm: and {len(found.troubles) - _MOST} more things in calendars that are odd")
    if shared and found.events:
        from prm.insight.meetings.agenda import shareable

        return shareable(whole or session.vault(), vault, found.events, *days)
    return Agenda(found.events, strangers=not shared)
