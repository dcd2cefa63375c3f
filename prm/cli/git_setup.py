"""`prm git-setup`: let git merge notes by what they mean."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN

if TYPE_CHECKING:
    from prm.disk.gitsetup import Plan


@click.command("git-setup", short_help="let git merge notes by what they mean, once in each clone")
@click.option("--hooks", is_flag=True, help="Also check the notes of each commit before it is made.")
@click.option("--undo", is_flag=True, help="Take all of it back.")
@DRY_RUN
@takes_session
def command(session: Session, hooks: bool, undo: bool, dry_run: bool) -> None:
    """Let git merge the notes of this vault by what they mean: run it once in each clone.

    Writes the merge driver to the settings of this clone and two lines to .gitattributes in the vault's folder;
    again, it finds nothing to do. docs/git.md explains what the driver does.
    """
    from prm.disk.gitsetup import Refused
    from prm.disk.gitsetup import plan
    from prm.disk.gitsetup import plan_undo

    if hooks and undo:
        raise click.UsageError("--undo takes the hook away as well; leave out --hooks")
    root = session.root
    try:
        found = plan_undo(root) if undo else plan(root, program(), hooks=hooks)
        if not dry_run:
            for step in found.steps:
                step.do()
        _tell(found, undo, dry_run)
        if not undo and not dry_run:
            _warn(root)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


def program() -> str:
    """Return how this prm is started, for a shell."""
    from shlex import quote

    path = os.path.abspath(sys.argv[0])
    if os.path.basename(path) == "prm" and os.access(path, os.X_OK) and os.path.isfile(path):
        return quote(path)
    return f"{quote(sys.executable)} -P -m prm"  # -P: what stands in the vault is no module of Python


def _tell(found: Plan, undo: bool, dry_run: bool) -> None:
    done = ("would take away" if undo else "would set up") if dry_run else "taken away" if undo else "set up"
    for step in found.steps:
        say(f"{done}: {step.words}")
    for words in found.there:
        say(f"there already: {words}")
    if not found.steps:
        say("nothing to do")
    for hint in found.hints:
        say(hint)


def _warn(root: str) -> None:
    from prm.disk.gitsetup import effective

    if path := effective(root):
        how = f"“git check-attr merge -- '{path}'” shows it"
        say(f"but another line of git's attributes keeps {path} from being merged by prm; {how}")
