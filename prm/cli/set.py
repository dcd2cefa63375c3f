"""`prm set`: give a field a value, of one person or of everybody whom a query finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from prm.cli.fitting import tell_fits
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session
from prm.cli.query import QueryWord
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.config import Config

_VALUE = re.compile(r"^([^\s=+\-.][^=+]*?)(?:\.([^=+]+?))?\s*(\+|-)?=(.*)$", re.DOTALL)

_TELLING = ("needs", "offers", "role", "interests", "tags")
"""Fields that may complete a match."""


@click.command("set", short_help="give a field a value: cadence=2w, tags+=choir")
@click.argument("words", nargs=-1, required=True, type=WHO, metavar="[WHO] KEY=VALUE...")
@click.option("--where", type=QueryWord(), metavar="QUERY", help="Everybody whom QUERY finds, instead of WHO.")
@click.option("--yes", "-y", is_flag=True, help="Change many people without asking.")
@DRY_RUN
@takes_session
def command(session: Session, words: tuple[str, ...], where: str | None, yes: bool, dry_run: bool) -> None:
    """Set fields of WHO: “cadence=2w”; “tags+=choir” adds, “tags-=choir” takes out, “snooze=” removes the key.

    “email.work=a@b.org” sets one entry of a map. Everything else in the file stays as it is, byte for byte.

    With --where the fields of everybody whom QUERY finds are set, all of them or none, and “undo” takes it back whole.
    What would change is said first; it is asked about on a terminal, and needs --yes elsewhere.
    """
    vault = session.vault()
    if where is not None:
        from prm.cli.query import found_by
        from prm.cli.sweeping import write_many

        steps = [_step(value, vault.config) for value in words]
        if not where.strip():
            raise click.UsageError("--where “” would mean everybody; say whom, such as --where circle:inner")
        what = f"set {' '.join(words)} where {where.strip()}"
        write_many(session, found_by(vault, where).people, steps, what, yes=yes, dry_run=dry_run)
        return
    if len(words) < 2:
        raise click.UsageError("say who and what: set Aiko cadence=2w, or set --where circle:inner cadence=2w")
    person = one(vault, words[0])
    steps = [_step(value, vault.config) for value in words[1:]]
    write_one(session, person.path, steps, f"set {person.name}", dry_run=dry_run)
    if said := [pair for value in words[1:] if (pair := _need_or_offer(value, vault.config))]:
        tell_fits(session, vault, person, said)


def _need_or_offer(value: str, config: Config) -> tuple[str, str] | None:
    """Return needs or offers and the words, where a value adds what somebody needs, or tells what they can do."""
    from prm.model.values import field_of

    found = _VALUE.match(value)
    key = field_of(found.group(1).strip(), config)[0] if found else ""
    if found is None or key not in _TELLING or found.group(3) == "-" or not found.group(4).strip():
        return None
    return ("needs" if key == "needs" else "offers"), found.group(4).strip()


def _step(value: str, config: Config) -> Step:
    from prm.edits.front.fields import add_to
    from prm.edits.front.fields import remove_from
    from prm.edits.front.fields import set_field
    from prm.edits.front.fields import set_in

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
