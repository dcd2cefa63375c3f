"""`prm export`: people for other programs, as vCards, a table, data or a calendar."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.query import QUERY
from prm.cli.query import found_by
from prm.exchange.exporters import EXPORTERS

if TYPE_CHECKING:
    from prm.exchange.exporters import Asked
    from prm.exchange.exporters import Exporter

_BY_NAME = {each.name: each for each in EXPORTERS}
_BOM = "\ufeff"


@click.command("export", short_help="people for other programs: export vcard '#choir' -o choir.vcf")
@click.argument("kind", metavar="FORMAT", type=click.Choice(list(_BY_NAME)))
@QUERY
@click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all; a folder gets a card a person."
)
@click.option("--replace", is_flag=True, help="Write over FILE where it is there already.")
@click.option("--notes", is_flag=True, help="The first paragraph of each page too.")
@click.option("--with-private", is_flag=True, help="Keep what is private in a copy for yourself.")
@click.option("--bom", is_flag=True, help="Begin CSV with the sign by which Excel knows UTF-8.")
@AS_OF
@takes_session
def command(
    session: Session,
    kind: str,
    query: tuple[str, ...],
    output: str | None,
    replace: bool,
    notes: bool,
    with_private: bool,
    bom: bool,
) -> None:
    """Write everybody, or those whom QUERY finds, for other programs: vcard, vcard4, csv, json or ics.

    vcard is 3.0, which phones, Google and Outlook read; vcard4 is 4.0; ics holds birthdays and other days; json all
    that is known, entries too. Nothing private is in it. docs/export.md has it all.
    """
    exporter = _BY_NAME[kind]
    _look_at_options(session, exporter, output, bom=bom)
    asked = _asked(session, query, notes=notes, shared=not with_private)
    if query and not asked.people:
        raise click.ClickException("nobody to write; nothing was written")
    if output not in (None, "-") and _is_folder(str(output)):
        _write_apart(asked, exporter, str(output), replace=replace)
        return
    text = _BOM * bom + exporter.write(asked)
    if output in (None, "-"):
        _print(text)
    else:
        said = "wrote" if _write(str(output), text, replace=replace) else "nothing new for"
        say(f"{said} {output}: {_many(len(asked.people))}")


def _look_at_options(session: Session, exporter: Exporter, output: str | None, *, bom: bool) -> None:
    """Raise UsageError for options that do not go together, before anything is read."""
    if session.format != "text":
        raise click.UsageError(f"the format is the first word: prm export {session.format}; leave out --format")
    if bom and exporter.name != "csv":
        raise click.UsageError("--bom is for csv; the others need none")
    if output == "":
        raise click.UsageError(f"“” is no name for a file; write -o people.{exporter.ending}")
    if output and _is_folder(output) and exporter.apart is None:
        raise click.UsageError(f"{output} is a folder; name a file in it, such as people.{exporter.ending}")


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def _asked(session: Session, query: tuple[str, ...], *, notes: bool, shared: bool) -> Asked:
    from prm.exchange.exporters import Asked

    vault = session.vault(shared=shared)
    people = found_by(vault, " ".join(query)).people if query else vault.people
    return Asked(vault, people, notes, session.lang(vault))


def _print(text: str) -> None:
    """Print to a terminal what cannot command it, and to everything else the bytes of the format."""
    click.echo(safe(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text.encode(), nl=False)


def _write(path: str, text: str, *, replace: bool) -> bool:
    from prm.disk.files import Refused
    from prm.disk.outgoing import write_out

    try:
        return write_out(path, text.encode(), replace=replace)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


def _write_apart(asked: Asked, exporter: Exporter, folder: str, *, replace: bool) -> None:
    """Write one file a person into a folder; those that stand there and say the same are left alone."""
    assert exporter.apart is not None
    made = exporter.apart(asked)
    wrote = sum(_write(os.path.join(folder, name), text, replace=replace) for name, text in made.items())
    left = len(made) - wrote
    say(f"wrote {_many(wrote)} to {folder}" + (f", {left} as before" if left else ""))


def _many(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"
