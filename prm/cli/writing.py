"""What every command that writes has in common: --dry-run, the one door, what to say afterwards."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.output import json_text
from prm.cli.output import put
from prm.cli.output import say
from prm.cli.params import Session

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.engine import Engine
    from prm.text.source import Edit
    from prm.text.source import Source

    Replan = Callable[[Edit, Source], Edit | None]
    More = Callable[[], dict[str, Any]]

DRY_RUN = click.option("--dry-run", "-n", is_flag=True, help="Show what would change, and change nothing.")


@contextmanager
def refused() -> Iterator[None]:
    """Turn the refusal of an edit into the one line that the user reads."""
    from prm.edits.proof import Refused

    try:
        yield
    except Refused as error:
        raise click.ClickException(str(error)) from None


def write_one(session: Session, path: str, steps: Sequence[Step], why: str, *, dry_run: bool) -> None:
    """Write the steps as one edit of one file; they are planned again where it changed in between."""
    write_all(session, [(path, step) for step in steps], why, dry_run=dry_run)


def write_all(
    session: Session, steps: Sequence[tuple[str, Step]], why: str, *, dry_run: bool, more: More | None = None
) -> None:
    """Write steps, each on the file of its path, as one change that is made whole or not at all.

    `more` is asked once it is written what else JSON is to say.
    """
    from prm.edits.chain import chain

    of_path: dict[str, list[Step]] = {}
    for path, step in steps:
        of_path.setdefault(path, []).append(step)

    def again(edit: Edit, source: Source) -> Edit | None:
        with refused():
            return chain(source, of_path[edit.path], why)

    engine = session.engine()
    with refused():
        edits = [chain(engine.source(path), own, why) for path, own in of_path.items()]
    write(session, edits, dry_run=dry_run, replan=again, more=more)


def write(
    session: Session,
    edits: Sequence[Edit],
    *,
    dry_run: bool,
    replan: Replan | None = None,
    summary: str = "",
    more: More | None = None,
) -> None:
    """Write edits through the one door and say what changed, line by line or in a summary; or show them as a diff."""
    from prm.disk.store import Refused
    from prm.disk.store import plan
    from prm.text.source import Edit

    engine = session.engine()
    edits = [_as_there(engine, edit) for edit in edits if edit.changes or edit.to or edit.delete]
    pairs = {edit.path: (engine.source(edit.path), edit) for edit in edits}

    def again(edit: Edit, source: Source) -> Edit | None:
        """Plan an edit again, and keep what is really written to be told."""
        planned = replan(edit, source) if replan else None
        pairs[edit.path] = (source, planned or Edit(edit.path, source.digest))
        return planned

    try:
        if dry_run:
            plan(engine.root, edits)
            _show(session, list(pairs.values()), more)
            return
        applied = engine.apply(edits, again if replan else None)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    for line in (*applied.saved_aside, *applied.finished):
        say(f"prm: {line}")
    if summary and session.format != "json":
        say(summary)
    else:
        _tell(session, list(pairs.values()), more)


def _as_there(engine: Engine, edit: Edit) -> Edit:
    """Return the edit of a new file as one of the empty file that stands there, as some programs leave them."""
    if edit.digest or not os.path.isfile(os.path.join(engine.root, edit.path)):
        return edit
    source = engine.source(edit.path)
    return edit if source.data else edit._replace(digest=source.digest)


def _show(session: Session, pairs: Sequence[tuple[Source, Edit]], more: More | None) -> None:
    from prm.edits.diff import diff

    if session.format == "json":
        rows = [row for pair in pairs for row in changed_rows(*pair)]
        put(json_text({"edits": rows, "written": False, **(more() if more else {})}))
    elif shown := "".join(diff(source, edit) for source, edit in pairs):
        put(shown, session.color)
    else:
        say("nothing to change")


def _tell(session: Session, pairs: Sequence[tuple[Source, Edit]], more: More | None) -> None:
    rows = [row for pair in pairs for row in changed_rows(*pair)]
    if session.format == "json":
        put(json_text({"edits": rows, "written": True, **(more() if more else {})}))
        return
    for row in rows:
        for sign, lines in (("-", row["removed"]), ("+", row["added"])):
            for line in lines[:12]:
                say(f"{row['path']}:{row['line']} {sign} {line[:200]}", as_is=True)
    if not rows:
        say("nothing to change")


def changed_rows(source: Source, edit: Edit) -> list[dict[str, Any]]:
    """Return what an edit does, line by line; `line` counts in the new file."""
    from difflib import SequenceMatcher

    from prm.edits.proof import result

    if edit.digest not in ("", source.digest):  # it was saved between planning and telling
        return [{"path": edit.to or edit.path, "line": 1, "added": [], "removed": []}]
    before = _lines(source.text) if edit.digest else []
    after = [] if edit.delete else _lines(result(source, edit).text)
    path = edit.to or edit.path
    rows = [
        {"path": path, "line": new + 1, "added": after[new:end], "removed": before[old:stop]}
        for tag, old, stop, new, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return rows or ([{"path": path, "line": 1, "added": [], "removed": []}] if edit.to else [])


def _lines(text: str) -> list[str]:
    """Return the lines of a text; signs that break a line elsewhere, such as U+2028, are part of it."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]
