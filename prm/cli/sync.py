"""`prm sync`: one vault on many machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from prm.cli.output import findings_in_language
from prm.cli.output import json_text
from prm.cli.output import put
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN

if TYPE_CHECKING:
    from prm.disk.repository import Changed
    from prm.disk.sync import Done
    from prm.model.config import Config
    from prm.rules import Finding

_NOTES = (".md", ".markdown")


@click.command("sync", short_help="commit what changed, bring what others wrote, push")
@DRY_RUN
@takes_session
def command(session: Session, dry_run: bool) -> None:
    """Commit what changed in the vault, put it on top of what others wrote, check, and push.

    Only the vault's own folder is committed. Nothing is ever forced, and what cannot be merged is left for you to
    choose, as git leaves it. Without a network all is saved here, and the next sync sends it. docs/git.md says more.
    """
    from prm.disk.files import Refused
    from prm.disk.lock import state_folder
    from prm.disk.sync import Asked
    from prm.disk.sync import sync

    if session.format not in ("text", "json"):
        raise click.UsageError(f"unknown format “{session.format}”; sync knows text and json")
    root = session.root
    try:
        if dry_run:
            _preview(session, root)
            return
        asked = Asked(
            partial(_message, session),
            partial(_marked, session),
            partial(_name, session),
            _driver,
            lambda line: say(f"prm: {line}"),
        )
        done = sync(root, partial(state_folder, root), asked)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    _tell(session, done)


def _config(session: Session) -> Config:
    """Return what `prm.toml` says; only what changed needs it."""
    return session.engine().config()[0]


def _marked(session: Session, changed: Sequence[Changed]) -> list[str]:
    """Return the notes that hold conflict markers, of those that changed or that git finds lines like them in."""
    from prm.disk.files import read
    from prm.disk.git import holding
    from prm.model.reader import Reader
    from prm.text.source import Source

    root, reader = session.root, None
    found = []
    for path in dict.fromkeys([*(each.path for each in changed), *holding(root, "^<<<<<<<")]):
        if path.lower().endswith(_NOTES) and os.path.isfile(os.path.join(root, path)) and not _is_link(root, path):
            reader = reader or Reader(_config(session))
            note = reader.read(Source(path, read(os.path.join(root, path))))
            found += [path] if any(each.rule == "conflict-marker" for each in note.problems) else []
    return found


def _driver() -> str:
    """Return the line of the merge driver that this prm would set up."""
    from prm.cli.git_setup import program
    from prm.disk.gitsetup import driver

    return driver(program())


def _name(session: Session, path: str, data: bytes) -> str:
    """Return the name that a note states, "" where it is called by its file alone."""
    from prm.model.reader import Reader
    from prm.text.source import Source

    unnamed = f"{os.path.dirname(path)}/\0.md".lstrip("/")
    name = Reader(_config(session)).read(Source(unnamed, data)).name
    return "" if name == "\0" else name


def _message(session: Session, changed: Sequence[Changed]) -> str:
    """Return what a commit of changed files is called."""
    from prm.disk.files import read
    from prm.disk.git import blobs
    from prm.insight.changes.differences import differences
    from prm.insight.changes.differences import message
    from prm.model.reader import Reader
    from prm.text.source import Source

    root, config = session.root, _config(session)
    notes = [each for each in changed if each.path.lower().endswith(_NOTES) and not _is_link(root, each.path)]
    reader = Reader(config)
    found = []
    for each, old in zip(notes, blobs(root, [each.old for each in notes]), strict=True):
        try:
            new = reader.read(Source(each.path, read(os.path.join(root, each.path))))
        except OSError:
            new = None
        found += differences(reader.read(Source(each.path, old)) if old is not None else None, new)
    return message(found, len(changed) - len(notes), names=bool(config.get("git.names")))


def _is_link(root: str, path: str) -> bool:
    """Tell whether a file is a link: git stores where it leads, and what stands there may be no note of this vault."""
    return os.path.islink(os.path.join(root, path))


def _preview(session: Session, root: str) -> None:
    from prm.disk.sync import preview
    from prm.disk.sync import refuse_markers

    now, to = preview(root)
    if now.changed or (to and (to.ahead or to.behind)):  # with nothing to do a sync looks into no note either
        refuse_markers(root, now, _marked(session, now.changed))
    message = _message(session, now.changed) if now.changed else ""
    send = to.ahead + bool(now.changed) if to else 0
    if session.format == "json":
        paths = [each.path for each in now.changed]
        values = {
            "committed": paths,
            "message": message,
            "received": to.behind if to else 0,
            "sent": send,
            "written": False,
        }
        put(json_text({**values, "written": False, "came": [], "findings": []}))
        return
    for each in now.changed:
        say(f"would commit {each.path}")
    if message:
        say(f"message: {message}")
    if send:
        say(f"would send {_commits(send)}")
    if not (now.changed or send):
        say("nothing to commit; what others wrote is not known before a sync")


def _tell(session: Session, done: Done) -> None:
    findings = _findings(session) if done.committed or done.came else []
    touched = {*done.committed, *done.came}
    if session.format == "json":
        found = [each._asdict() for each in findings if each.path in touched]
        values = {"committed": list(done.committed), "message": done.message, "received": done.received}
        put(json_text({**values, "sent": done.sent, "written": True, "came": list(done.came), "findings": found}))
    for line in done.said:
        say(f"prm: {line}")
    if session.format == "json":
        return
    _say_findings(session, findings, touched)
    if done.committed:
        say(f"committed {len(done.committed)} {'file' if len(done.committed) == 1 else 'files'}: {done.message}")
    if done.received:
        say(f"received {_commits(done.received)}")
    if done.sent:
        say(f"sent {_commits(done.sent)}")
    if not (done.committed or done.received or done.sent):
        say("nothing to do")


def _findings(session: Session) -> list[Finding]:
    from prm.rules import check

    return list(check(session.vault()))


def _say_findings(session: Session, findings: Sequence[Finding], touched: set[str]) -> None:
    """Print the findings in files that this sync touched; the others are counted."""
    if not findings:
        return
    from prm.rules.report import concise

    here = [found for found in findings if found.path in touched]
    sys.stdout.write(concise(findings_in_language(session, here)))
    rest = sum(found.severity != "info" for found in findings if found.path not in touched)
    if rest:
        say(f"{rest} more {'finding' if rest == 1 else 'findings'} in other files; “prm check” shows them")


def _commits(number: int) -> str:
    return f"{number} commit" if number == 1 else f"{number} commits"
