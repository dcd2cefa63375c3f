"""What an edit would change, as a unified diff."""

from __future__ import annotations

from prm.edits.proof import result
from prm.text.source import Edit
from prm.text.source import Source


def diff(source: Source, edit: Edit) -> str:
    """Return the unified diff of an edit, "" where it changes nothing; lines end as in the file."""
    from difflib import unified_diff

    before = "" if not edit.digest else source.text
    after = "" if edit.delete else result(source, edit).text
    old = f"a/{edit.path}" if edit.digest else "/dev/null"
    new = "/dev/null" if edit.delete else f"b/{edit.to or edit.path}"
    moved = f"rename from {edit.path}\nrename to {edit.to}\n" if edit.to and edit.to != edit.path else ""
    lines = unified_diff(_lines(before), _lines(after), old, new)
    return moved + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Cut as diff and git do, at line feeds alone."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
