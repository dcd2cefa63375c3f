"""How something I gave was received: which line is meant, and the words behind its arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.params import Session
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.insight.giving.given import Given
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


def receive(session: Session, person: NoteRow, which: str, *, liked: bool, kind: str, note: str, dry_run: bool) -> None:
    """Write behind the newest thing I gave somebody, or the one that `which` names, whether they liked it."""
    from prm.edits.body.received import LIKED
    from prm.edits.body.received import NOT_FOR_THEM
    from prm.edits.body.received import add_received
    from prm.model.names import is_cjk

    vault = session.vault()
    row = _meant(vault, person, which.strip(), kind)
    lang = "ja" if is_cjk(row.text) else "en"
    said = (LIKED if liked else NOT_FOR_THEM)[lang]
    words = f"{said}{'：' if lang == 'ja' else ': '}{note.strip()}" if note.strip() else said
    path, _, line = row.at.rpartition(":")
    step = lambda source: add_received(source, vault.config, int(line), words)  # noqa: E731
    write_one(session, path, [step], f"received {person.name}", dry_run=dry_run)


def _meant(vault: Vault, person: NoteRow, which: str, kind: str) -> Given:
    """Return what I gave that is meant; without words the newest of which nothing is said yet."""
    from prm.insight.giving.given import given_by_person
    from prm.insight.giving.given import to_ask
    from prm.model.names import folded

    rows = [each for each in given_by_person(vault, person) if each.way == "gave" and kind in ("", each.what)]
    if not which:
        waiting = [each for each in to_ask(vault, rows, most=len(rows)) if each.received is None][:1]
        if not waiting:
            raise click.UsageError(
                f"nothing you gave {person.name} within a year waits for a word on how it was received; name it by its"
                " words or its day"
            )
        return waiting[0]
    found = [each for each in rows if which in (each.date, each.at) or folded(which) in folded(each.text)]
    if not found:
        raise click.UsageError(f"nothing you gave {person.name} says “{which}”; “prm given” lists it")
    open_ = [each for each in found if each.received is None]
    if len(open_) > 1:
        lines = ", ".join(f"{each.date} {each.what}: {each.text} ({each.at})" for each in open_[:6])
        raise click.UsageError(f"“{which}” could be {lines}; say more of it, or its day")
    if not open_:
        raise click.UsageError(f"that line says “{found[0].received}” already: {found[0].at}")
    return open_[0]
