"""Several changes to one file as one edit."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator

from prm.edits.proof import Refused
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

Step = Callable[[Source], Edit | None]
"""Proposes a change to a file as the steps before leave it."""


def chain(source: Source, steps: Iterable[Step], why: str = "") -> Edit:
    """Return the edit that does all steps, each on what the one before leaves; raises Refused as they do."""
    now, edits = source, []
    for step in steps:
        edit = step(now)
        if edit is not None and edit.changes:
            edits.append(edit)
            now = Source(source.path, splice(now, list(edit.changes)))
    return joined(source, now, edits, why)


def joined(source: Source, now: Source, edits: list[Edit], why: str = "") -> Edit:
    """Return the one edit that leads from a file to what several edits, each on the one before, made of it."""
    if len(edits) == 1:
        return edits[0]._replace(why=why or edits[0].why)
    changes = tuple(_changes(source.text, now.text))
    whole = Edit(source.path, edits[0].digest if edits and not source.data else source.digest, changes, why=why)
    if any("\ufffd" in change.text for change in changes) or splice(source, list(changes)) != now.data:
        raise Refused(f"{source.path}: bytes that are not UTF-8 stand where this would change; save it as UTF-8 first")
    return whole


def _changes(before: str, after: str) -> Iterator[Change]:
    """Yield the changes of whole lines that turn one text into another."""
    from difflib import SequenceMatcher

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, stop, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(Span(starts[first], starts[stop]), "".join(new[begin:end]))
