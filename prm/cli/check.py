"""`prm check`: what is wrong or unclear in the notes."""

from __future__ import annotations

import os
import sys

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session


@click.command("check", short_help="what is wrong or unclear in the notes")
@click.option("--select", metavar="RULES", help="Only these, by code, beginning of a code, or name; commas between.")
@click.option("--ignore", metavar="RULES", help="All but these.")
@click.option("--staged", is_flag=True, help="Only notes to be committed; exit 1 only for conflict markers.")
@takes_session
def command(session: Session, select: str | None, ignore: str | None, staged: bool) -> int:
    """Check every note; exit 1 if anything is a warning or worse.

    --format is text (one line a finding), full, json, jsonl or github. “prm rule CODE” explains a finding.
    """
    from prm.rules import check
    from prm.rules import report

    forms = {
        "text": report.concise,
        "full": lambda found: report.full(found, lambda path, line: _line(root, path, line)),
        "json": report.as_json,
        "jsonl": report.jsonl,
        "github": report.github,
    }
    if session.format not in forms:
        raise click.UsageError(f"unknown format “{session.format}”; check knows {', '.join(forms)}")
    root = session.root
    vault = session.vault()
    try:
        found = check(vault, _words(select), _words(ignore))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if staged:
        chosen = _staged(root)
        found = [each for each in found if each.path in chosen]
    sys.stdout.write(forms[session.format](found))
    say(report.summary(found))
    return int(any(each.name == "conflict-marker" for each in found) if staged else report.fails(found))


def _staged(root: str) -> set[str]:
    """Return the paths that git is about to commit."""
    from prm.disk import git

    answer = git.staged(root)
    if answer.problem:
        raise click.ClickException(answer.problem)
    return set(answer.parts)


def _words(said: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (said or "").split(",") if word.strip())


def _line(root: str, path: str, line: int) -> str:
    """Return one line of a file as it is shown, or nothing where it cannot be read."""
    from prm.text.source import Source

    try:
        with open(os.path.join(root, path), "rb") as file:
            source = Source(path, file.read())
    except OSError:
        return ""
    if not 0 < line <= len(source.line_starts):
        return ""
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return source.text[start:end].rstrip("\r\n")
