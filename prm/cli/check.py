"""`prm check`: what is wrong or unclear in the notes, and what of it can be mended."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from prm.cli.output import findings_in_language
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN

if TYPE_CHECKING:
    from collections.abc import Callable

    from prm.model.vault import Vault
    from prm.rules import Finding

    Find = Callable[[Vault], list[Finding]]


@click.command("check", short_help="what is wrong or unclear in the notes")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--select", metavar="RULES", help="Only these, by code, beginning of a code, or name; commas between.")
@click.option("--ignore", metavar="RULES", help="All but these.")
@click.option("--staged", is_flag=True, help="Only notes to be committed; exit 1 only for conflict markers.")
@click.option("--fix", is_flag=True, help="Mend what has one safe fix, and print what is left.")
@DRY_RUN
@takes_session
def command(
    session: Session,
    paths: tuple[str, ...],
    select: str | None,
    ignore: str | None,
    staged: bool,
    fix: bool,
    dry_run: bool,
) -> int:
    """Check every note, or the files and folders PATH; exit 1 if anything is a warning or worse.

    --format is text (one line a finding), full, json, jsonl or github. “prm rule CODE” explains a finding. A fix
    changes how something is written and never what it means; “prm undo” takes all of them back.
    """
    from prm.rules import check
    from prm.rules import report

    forms = {
        "text": report.concise,
        "full": lambda found: report.full(found, lambda path, line: _line(root, path, line), _advice(session)),
        "json": report.as_json,
        "jsonl": report.jsonl,
        "github": report.github,
    }
    if session.format not in forms:
        raise click.UsageError(f"unknown format “{session.format}”; check knows {', '.join(forms)}")
    if dry_run and not fix:
        raise click.UsageError("check writes nothing; --dry-run belongs to --fix")
    root = session.root
    wanted = [_inside(root, path) for path in paths]
    chosen = _staged(root) if staged else None

    def find(vault: Vault) -> list[Finding]:
        found = check(vault, _words(select), _words(ignore))
        found = [each for each in found if not wanted or any(_is_in(each.path, path) for path in wanted)]
        return found if chosen is None else [each for each in found if each.path in chosen]

    vault = session.vault()
    try:
        found = find(vault)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if fix:
        left = _mend(session, vault, found, find, dry_run=dry_run)
        if left is None:
            return 0
        found = left
    sys.stdout.write(forms[session.format](_exactly(session, vault, found)))
    say(report.summary(found))
    return int(any(each.name == "conflict-marker" for each in found) if staged else report.fails(found))


def _advice(session: Session) -> Callable[[str], str]:
    """Return what says, by the code of a rule, what to do about its findings."""
    if session.speaks() == "ja":
        from prm.cli.japanese.rules import advice

        return advice
    from prm.rules.report import advice as english

    return english


def _staged(root: str) -> set[str]:
    """Return the paths that git is about to commit."""
    from prm.disk import git

    answer = git.staged(root)
    if answer.problem:
        raise click.ClickException(answer.problem)
    return set(answer.parts)


def _exactly(session: Session, vault: Vault, found: list[Finding]) -> list[Finding]:
    """Return the findings in words; for programs it is tried whether each can really be mended."""
    if session.format not in ("json", "jsonl"):
        return findings_in_language(session, found)
    from prm.rules import really_fixable

    return really_fixable(found, session.engine().source, vault.config)


def _mend(session: Session, vault: Vault, found: list[Finding], find: Find, *, dry_run: bool) -> list[Finding] | None:
    """Mend what can be, and return what is left; None where it is only shown."""
    from prm.cli.writing import write
    from prm.disk.store import Refused
    from prm.rules import fix_of
    from prm.rules.mending import mend

    engine = session.engine()
    mended = mend(found, fix_of, engine.source, vault.config)
    files = f"{len(mended.edits)} file{'s' * (len(mended.edits) != 1)}"
    many = f"{len(mended.findings)} finding{'s' * (len(mended.findings) != 1)} in {files}"
    if dry_run:
        write(session, mended.edits, dry_run=True)
        say(f"would mend {many}" if mended.edits else "nothing that can be mended")
        return None
    try:
        applied = engine.apply(mended.edits)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    for line in (*applied.saved_aside, *applied.finished):
        say(f"prm: {line}")
    say(f"mended {many}" if mended.edits else "nothing that can be mended")
    return find(session.vault()) if mended.edits else found


def _inside(root: str, said: str) -> str:
    """Return a path below the vault; raises UsageError for one that is not there."""
    real = os.path.realpath(root)
    for base in (os.getcwd(), real):
        path = os.path.realpath(os.path.join(base, said))
        if os.path.lexists(path) and (path == real or path.startswith(real + os.sep)):
            return os.path.relpath(path, real).replace(os.sep, "/")
    raise click.UsageError(f"“{said}” is no file or folder of this vault")


def _is_in(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(folder + "/")


def _words(said: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (said or "").split(",") if word.strip())


def _line(root: str, path: str, line: int) -> str:
    """Return one line of a file as it is shown, or nothing where it cannot be read."""
    from prm.disk.folder import read_file

    source = read_file(root, path)[0] if os.path.isfile(os.path.join(root, path)) else None
    if source is None or not 0 < line <= len(source.line_starts):
        return ""
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return source.text[start:end].rstrip("\r\n")
