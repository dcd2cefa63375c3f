"""Digests that `prm watch` keeps fresh in files: written when they say something else, left alone where they cannot."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

import click

from prm.cli.calendars import agenda
from prm.cli.digest import days_of
from prm.cli.digest import digest_of
from prm.cli.output import rendered
from prm.cli.output import safe
from prm.cli.params import Session
from prm.model.vault import Vault


class Page(NamedTuple):
    """A digest kept in a file: `output` is the file as the user called it, `path` where it is."""

    which: str
    template: str
    output: str
    path: str
    html: bool
    shared: bool


class Refreshed(NamedTuple):
    """What came of it: the files written, and what stood in the way by file."""

    wrote: list[str]
    problems: dict[str, str]


def refresh(session: Session, pages: Sequence[Page], vaults: Mapping[bool, Vault], *, strict: bool) -> Refreshed:
    """Write every page that says something else than its file; `vaults` are the vault and the shared one.

    What stands in the way of one page is no matter for the others, and its file stays as it is. A file that is not
    ours to write is an error where `strict`.
    """
    from prm.disk.store import Refused
    from prm.disk.store import write_generated

    wrote: list[str] = []
    problems: dict[str, str] = {}
    for page in pages:
        vault = vaults.get(page.shared)
        if vault is None:
            continue
        try:
            said = agenda(
                session,
                vault,
                days_of(vault, page.which),
                shared=page.shared,
                whole=vaults.get(False),
                quiet=not strict,
            )
            context = {"digest": digest_of(vault, page.which, said=said)}
            text = safe(rendered(vault, session, page.template, context))
            wrote += [page.output] if write_generated(page.path, text, page=page.html) else []
        except Refused as refused:
            if strict:
                raise click.ClickException(str(refused)) from None
            problems[page.output] = str(refused)
        except click.ClickException as error:
            problems[page.output] = f"{error.format_message()}; {page.output} stays as it was"
        except OSError as error:
            problems[page.output] = f"{page.output} cannot be written: {(error.strerror or str(error)).lower()}"
    return Refreshed(wrote, problems)
