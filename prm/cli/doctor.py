"""`prm doctor`: how the vault is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from prm.cli.output import in_language
from prm.cli.output import json_text
from prm.cli.output import put
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.disk.doctor import Advice
    from prm.model.vault import Vault


@click.command("doctor", short_help="how the vault is kept: remotes, permissions, git's settings")
@takes_session
def command(session: Session) -> int:
    """Look at how the vault is kept, and say what to do; exit 1 if anything needs you.

    Looks at remotes that anybody can read, permissions, files of one machine that git would carry, the merge driver,
    line ends, copies that sync programs left, and encryption. It changes nothing.
    """
    from prm.disk.doctor import examine

    if session.format not in ("text", "json", "jsonl"):
        raise click.UsageError(f"unknown format “{session.format}”; doctor knows text, json and jsonl")
    vault, engine = session.vault(), session.engine()
    found = [*examine(session.root, (engine.state(), engine.cache())), *_copies(vault), *_private(vault)]
    if session.format == "json":
        put(json_text([each._asdict() for each in found]))
    elif session.format == "jsonl":
        sys.stdout.writelines(json_text(each._asdict(), indent=None) + "\n" for each in found)
    else:
        put("".join(f"{in_language(each.message)} [{each.name}]\n" for each in found))
        if not found:
            say("all is well")
    return int(any(each.level == "warning" for each in found))


def _copies(vault: Vault) -> Iterator[Advice]:
    from prm.disk.doctor import Advice

    for each in vault.findings("conflict-copy"):
        yield Advice("conflict-copy", "warning", f"{each.path}: {each.message}")


def _private(vault: Vault) -> Iterator[Advice]:
    """Yield, where something is private, what that does not mean."""
    from prm.disk.doctor import Advice

    count = sum(1 for note in vault.notes.values() if note.hidden)
    marked = {row.path for row in vault.values("private")}
    count = max(count, len(marked))
    if count:
        what = f"“private” keeps {count} {'note' if count == 1 else 'notes'} out of what leaves through prm"
        yield Advice("private", "info", f"{what}, and is not encryption: git carries every byte")
