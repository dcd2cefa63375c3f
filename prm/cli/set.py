"""`prm set`: give a person's field a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.config import Config

_VALUE = re.compile(r"^([^\s=+\-.][^=+]*?)(?:\.([^=+]+?))?\s*(\+|-)?=(.*)$", re.DOTALL)


@click.command("set", short_help="give a field a value: cadence=2w, tags+=choir")
@click.argument("who", type=WHO)
@click.argument("values", nargs=-1, required=True)
@DRY_RUN
@takes_session
def command(session: Session, who: str, values: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of WHO: “cadence=2w”; “tags+=choir” adds, “tags-=choir” takes out, “snooze=” removes the key.

    “email.work=a@b.org” sets one entry of a map. Everything else in the file stays as it is, byte for byte.
    """
    vault = session.vault()
    person = one(vault, who)
    steps = [_step(value, vault.config) for value in values]
    write_one(session, person.path, steps, f"set {person.name}", dry_run=dry_run)


def _step(value: str, config: Config) -> Step:
    from prm.edits.fields import add_to
    from prm.edits.fields import remove_from
    from prm.edits.fields import set_field
    from prm.edits.fields import set_in

    found = _VALUE.match(value)
    if found is None:
        raise click.UsageError(f"“{value}” sets nothing; write key=value, such as cadence=2w")
    key, label, sign, text = found.group(1).strip(), found.group(2), found.group(3), found.group(4).strip()
    if sign:
        if not text:
            raise click.UsageError(f"“{value}” names nothing to {'add' if sign == '+' else 'take out'}")
        change = add_to if sign == "+" else remove_from
        return lambda source: change(source, config, key, text)
    if label:
        return lambda source: set_in(source, config, key, label.strip(), text or None)
    return lambda source: set_field(source, config, key, text or None)
