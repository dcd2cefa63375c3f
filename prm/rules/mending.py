"""How findings are mended: one safe fix each, proved to keep what the file means, all of a file as one edit."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import TypeAlias

from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import splice

if TYPE_CHECKING:
    from prm.model.config import Config
    from prm.model.notes import Note
    from prm.rules import Finding

Fix: TypeAlias = "Callable[[Source, Config, int, int], Edit | None]"
"""Proposes the one safe fix of a finding that stands between two offsets; None where there is none."""


class Mended(NamedTuple):
    """An edit for each file that could be mended, and the findings that are gone with them."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


def mend(findings: Iterable[Finding], fix_of: Callable[[str], Fix | None], read: Callable[[str], Source],
         config: Config) -> Mended:  # fmt: skip
    """Return what mends findings; `fix_of` gives the fix of a rule by its code, `read` a file by its path."""
    by_path: dict[str, list[Finding]] = {}
    for found in findings:
        if fix_of(found.code):
            by_path.setdefault(found.path, []).append(found)
    edits: list[Edit] = []
    gone: list[Finding] = []
    for path, here in by_path.items():
        edit, mended = _file(read(path), config, here, fix_of)
        edits += [edit] if edit else []
        gone += mended
    return Mended(tuple(edits), tuple(gone))


def _file(
    source: Source, config: Config, findings: list[Finding], fix_of: Callable[[str], Fix | None]
) -> tuple[Edit | None, list[Finding]]:
    """Mend one file from its end to its beginning, so that the places above stay where they are."""
    now, gone, edits = source, [], []
    for found in sorted(findings, key=lambda each: (each.line, each.column), reverse=True):
        if edit := fixed(now, config, found, fix_of(found.code)):
            gone.append(found)
            edits.append(edit)
            now = Source(source.path, splice(now, list(edit.changes)))
    whole = _at_once(source, now, edits) if edits else None
    return (whole, gone) if whole else (None, [])


def _at_once(source: Source, after: Source, edits: list[Edit]) -> Edit | None:
    """Return one edit for several that were made one after the other; None where that cannot be done exactly."""
    from prm.edits.chain import chain
    from prm.edits.proof import Refused

    changes = [change for edit in edits for change in edit.changes]
    with suppress(ValueError):
        if splice(source, changes) == after.data:
            return Edit(source.path, source.digest, tuple(changes), why="check --fix")
    steps = iter(edits)
    with suppress(Refused):
        return chain(source, [lambda _: next(steps)] * len(edits), "check --fix")
    return None


def fixed(source: Source, config: Config, found: Finding, fix: Fix | None) -> Edit | None:
    """Return the edit that mends one finding, None where that is not safe."""
    from prm.edits.proof import Refused

    starts = source.line_starts
    if fix is None or not 0 < found.line <= len(starts) or not 0 < found.end_line <= len(starts):
        return None
    start, end = starts[found.line - 1] + found.column - 1, starts[found.end_line - 1] + found.end_column - 1
    try:
        return fix(source, config, start, end)
    except Refused:
        return None


def proven(
    source: Source, config: Config, rule: str, changes: Iterable[Change], alike: Callable[[str], str] = str
) -> Edit:
    """Return the edit with these changes: the file means the same, and a finding of `rule` less is left.

    Values are compared as `alike` gives them. Raises Refused.
    """
    from prm.edits.body.meaning import meaning
    from prm.edits.proof import prove_note
    from prm.edits.proof import refuse_conflict

    refuse_conflict(source)
    edit = Edit(source.path, source.digest, tuple(changes), why="check --fix")

    def agrees(before: Note, after: Note) -> str:
        old, new = meaning(before, []), meaning(after, [])
        said = [[tuple(map(alike, value)) for value in each.values] for each in (old, new)]
        hidden = [len(note.private) for note in (before, after)]
        if (old.whole, *old[2:5], said[0], hidden[0]) != (new.whole, *new[2:5], said[1], hidden[1]):
            return "the file would mean something else"
        gone, grown = old.problems - new.problems, new.problems - old.problems
        if grown or not gone or {name for name, _ in gone} != {rule}:
            return "another finding would come of it"
        return ""

    prove_note(source, edit, config, agrees)
    return edit
