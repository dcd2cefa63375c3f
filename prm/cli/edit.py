"""`prm edit`: open somebody's file in your editor, and look at it afterwards."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from prm.cli.output import findings_in_language
from prm.cli.output import put
from prm.cli.output import say
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prm.model.rows import NoteRow
    from prm.model.vault import Vault
    from prm.rules import Finding

_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")
_TAKES_LINE = ("vi", "vim", "nvim", "gvim", "view", "nano", "emacs", "emacsclient", "micro", "joe", "ne", "mg", "kak")
"""Editors that begin at a line given as +LINE before the file."""


@click.command("edit", short_help="open somebody's file in your editor")
@click.argument("who", nargs=-1, required=True, type=WHO)
@takes_session
def command(session: Session, who: tuple[str, ...]) -> None:
    """Open the files of WHO in $VISUAL, else $EDITOR, at the last line of the log; check them when it is closed.

    “today” is the page of today's journal, “prm.toml” the settings. What is new among the findings is printed.
    """
    vault = session.vault()
    paths = list(dict.fromkeys(_path(vault, each) for each in who))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException("edit needs a terminal; elsewhere use “prm set”, “prm log” or “prm learn”")
    line = _line(vault, paths)
    del vault
    edited(session, paths, line)


def edited(session: Session, paths: list[str], line: int) -> None:
    """Open files in the editor at a line, 0 for none, and say what is new among the findings when it is closed."""
    from prm.rules import check

    editor, engine = _editor(), session.engine()
    known = {_same(found) for found in check(session.vault())}
    before = [engine.source(path).digest for path in paths]
    ended = _run(editor, [os.path.join(engine.root, path) for path in paths], line)
    changed = [path for path, digest in zip(paths, before, strict=True) if engine.source(path).digest != digest]
    if changed:
        _tell(session, changed, [found for found in check(session.vault()) if _same(found) not in known])
    if ended:
        left = f"{', '.join(changed)} changed all the same" if changed else "nothing changed"
        raise click.ClickException(f"the editor “{editor}” ended with {ended}; {left}")
    if not changed:
        say("nothing changed")


def _path(vault: Vault, who: str) -> str:
    """Return the file that is meant: of a person, of today, the settings, or a note that the words find."""
    if who == "prm.toml":
        return who
    if who in ("today", "今日") and not vault.exactly(who):
        today = [note for note in vault.notes.values() if note.kind == "dated" and note.day == vault.today.isoformat()]
        if not today:
            raise click.ClickException("today has no page in the journal yet; “prm log” begins one")
        return today[0].path
    found: Sequence[NoteRow] = vault.who(who)
    if not found:
        found = [vault.notes[note] for note in vault.resolve(who)]
        if len(found) == 1:
            return found[0].path
    return one(vault, who).path


def _editor() -> str:
    """Return the command of the user's editor, else the first usual one that is there."""
    for name in ("VISUAL", "EDITOR"):
        if said := os.environ.get(name, "").strip():
            return said
    import shutil

    found = next((name for name in _USUAL if shutil.which(name)), "")
    if not found:
        raise click.ClickException("no editor is there; name yours, such as: export EDITOR=nano")
    return found


def _line(vault: Vault, paths: list[str]) -> int:
    """Return the line of the last entry of one person's own log, 0 where there is none or where several are opened."""
    note = next((note for note in vault.people if [note.path] == paths), None)
    if note is None:
        return 0
    return next((row.line for row in vault.contacts_of(note.id) if row.path == note.path), 0)


def _run(editor: str, files: list[str], line: int) -> int:
    """Run the editor as a shell would, so that it may have arguments; return how it ended."""
    import subprocess

    program = os.path.basename(editor.split()[0])
    arguments = [f"+{line}", *files] if line and program in _TAKES_LINE else files
    if os.path.isfile(editor):
        return subprocess.run([editor, *arguments], check=False).returncode
    return subprocess.run(["sh", "-c", f'{editor} "$@"', editor, *arguments], check=False).returncode


def _same(found: Finding) -> tuple[str, str, str]:
    """Return what makes two findings one, though lines have moved."""
    return found.path, found.code, found.message


def _tell(session: Session, changed: list[str], new: list[Finding]) -> None:
    """Print what the edit brought: findings in these files, and those that it caused elsewhere."""
    from prm.rules.report import concise

    put(concise(findings_in_language(session, new)))
    if not new:
        say(f"{', '.join(changed)}: nothing to mend")
