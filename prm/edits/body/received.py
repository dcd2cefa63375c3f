"""Write behind something I gave how it was received: one line, proven before it is returned."""

from __future__ import annotations

from prm.edits.body.layout import lay_out
from prm.edits.body.meaning import prove_lines
from prm.edits.body.meaning import unsafe
from prm.edits.body.wording import harmless
from prm.edits.body.wording import words_in
from prm.edits.proof import Refused
from prm.edits.proof import refuse
from prm.model.config import Config
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

LIKED = {"en": "liked it", "ja": "喜ばれた"}
NOT_FOR_THEM = {"en": "not for them", "ja": "好みではなかった"}
_BLOCK_ID = Pattern(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*\Z")
_BLANKS = " \t\u3000"


def add_received(source: Source, config: Config, line: int, words: str) -> Edit:
    """Return the edit that says behind the entry on a line, counted from 1, how it was received. Raises Refused."""
    layout = lay_out(source, config)
    entry = next((each for each in layout.note.entries if source.line(each.start) == line), None)
    if entry is None or entry.kind not in ("gave", "got"):
        raise Refused(f"{source.path}:{line}: nothing given stands on this line; the file may have changed")
    said = harmless(" ".join(" ".join(words_in(words, source.path)).split()))
    if not said or "→" in said:
        raise Refused(f"{source.path}: how was it received? say it in a few words, without an arrow")
    at = next((at for at, found in enumerate(layout.lines) if found.start <= entry.start < max(found.end, 1)), -1)
    raw = layout.raw(at) if at >= 0 else ""
    if at < 0 or raw.lstrip(_BLANKS).startswith("|"):
        raise refuse(source, entry.start, f"this line is written in an unusual way; add “→ {said}” in an editor")
    found = _BLOCK_ID.search(raw)
    end = layout.lines[at].start + len((raw[: found.start()] if found else raw).rstrip(_BLANKS))
    edit = Edit(source.path, source.digest, (Change(Span(end, end), f" → {said}"),), why="received")
    new = raw[: end - layout.lines[at].start] + f" → {said}" + raw[end - layout.lines[at].start :]
    inside = prove_lines(source, edit, config, layout.note, added=[new], removed=[raw])
    now = [each._replace(start=0, end=0, text="", received="") for each in inside.entries]
    if now != [entry._replace(start=0, end=0, text="", received="")] or inside.tasks:
        raise unsafe(source, "the line would read otherwise")
    if not inside.entries[0].received.partition("\n")[0].strip().startswith(said):
        raise unsafe(source, "it would not read as how it was received")
    return edit
