"""What the notes about introductions say: between whom, for whom, by whom, and the lines of their logs."""

from collections.abc import Callable
from typing import Any
from typing import NamedTuple

from prm.model.names import target

_ONE = ("because", "form", "for", "by")


class Linked(NamedTuple):
    """Somebody as a note names them; `note` is 0, and `slug` None, where that finds no person, or several."""

    text: str
    note: int
    name: str
    slug: str | None
    status: str


class Line(NamedTuple):
    """A line of the log: asked, yes, no, introduced, outcome or thanked, and whom its head links."""

    kind: str
    day: str
    text: str
    line: int
    linked: tuple[Linked, ...]


class Introducing(NamedTuple):
    """One note; `said` are the texts of because, form, for and by, `line` is that of `between`."""

    note: int
    path: str
    day: str
    line: int
    between: tuple[Linked, ...]
    said: dict[str, str]
    by: Linked | None
    whose: Linked | None
    lines: tuple[Line, ...]


def introducing(ask: Callable[..., list[tuple[Any, ...]]], today: str, person: int = 0) -> list[Introducing]:
    """Return every introduction in the order of paths, or those that may name a person, with the lines until today."""
    notes = ask("introductions", person=person)
    if not notes:
        return []
    values: dict[int, list[tuple[str, str, int]]] = {}
    for note, key, text, line in ask("of introductions", person=person):
        values.setdefault(note, []).append((key, text, line))
    known: dict[tuple[int, str], Linked] = {}
    heads: dict[int, list[Linked]] = {}
    for note, entry, text, found, name, slug, status in ask("named in introductions", person=person):
        linked = Linked(text, found, name or text, slug, status or "")
        known[note, text] = linked
        if entry is not None:
            heads.setdefault(entry, []).append(linked)
    lines: dict[int, list[Line]] = {}
    for note, entry, day, kind, text, line in ask("steps of introductions", today=today, person=person):
        lines.setdefault(note, []).append(Line(kind, day, text, line, tuple(dict.fromkeys(heads.get(entry, ())))))

    def named(note: int, text: str) -> Linked:
        return known.get((note, target(text))) or Linked(target(text), 0, target(text), None, "")

    return [
        _introduction(note, path, day, values.get(note, []), tuple(lines.get(note, ())), named)
        for note, path, day in notes
    ]


def _introduction(
    note: int,
    path: str,
    day: str,
    values: list[tuple[str, str, int]],
    lines: tuple[Line, ...],
    named: Callable[[int, str], Linked],
) -> Introducing:
    said: dict[str, str] = {}
    for key, text, _ in values:
        if key in _ONE and text:
            said.setdefault(key, text)
    between = [(text, line) for key, text, line in values if key == "between" and text]
    return Introducing(
        note,
        path,
        day,
        between[0][1] if between else 1,
        tuple(dict.fromkeys(named(note, text) for text, _ in between)),
        said,
        named(note, said["by"]) if "by" in said else None,
        named(note, said["for"]) if "for" in said else None,
        lines,
    )
