"""Lines that hold words: what `find` looks for, in which notes, and in which order they come."""

from typing import NamedTuple

from prm.insight.search.evidence import backwards
from prm.insight.search.evidence import without_day
from prm.insight.search.saying import Form
from prm.insight.search.saying import Heard
from prm.insight.search.saying import Thing
from prm.insight.search.saying import fts
from prm.insight.search.saying import surely
from prm.model.facts_text import Said
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.model.words import fold
from prm.model.words import stem
from prm.model.words import tokens
from prm.text.pattern import Pattern

_PART = Pattern(r"(?P<not>-(?=\S))?(?:[\"“「『](?P<quoted>[^\"”」』]+)[\"”」』]|(?P<word>[^\s\u3000]+))")
_PLACES = (
    ("people", "person"), ("journal", "dated"), ("meetings", "meeting"), ("orgs", "org"), ("intros", "intro"),
    ("notes", "note"),
)  # fmt: skip
PLACES = tuple(dict(_PLACES))
"""What `find` may be kept to."""
_TELLING = ("name", "title", "offers", "needs", "role", "org", "tags", "interests")


class FoundLine(NamedTuple):
    """A line that holds the words: its day or null, whose page it is, under which field it stands."""

    date: str | None
    slug: str
    name: str
    field: str
    text: str
    at: str


class Wanted(NamedTuple):
    """What a line must hold, all of it, and what it must not hold."""

    things: list[Thing]
    without: list[Thing]


def wanted(words: str) -> Wanted:
    """Read words: “two words” stand together as they are, `-word` must not be there; others in any of their forms."""
    things: list[Thing] = []
    without: list[Thing] = []
    for part in _PART.finditer(words):
        said = part.group("quoted") or part.group("word")
        forms = _forms(said, exact=bool(part.group("quoted")))
        if forms:
            (without if part.group("not") else things).extend(Thing(said, (form,)) for form in forms)
    return Wanted(things, without)


def loosely(asked: Wanted) -> Wanted:
    """Return what is wanted with the words of each quoted text in any order and form."""
    things = [
        each
        for thing in asked.things
        for each in (wanted(thing.said).things if thing.forms[0].sort == "text" else [thing])
    ]
    return asked._replace(things=things)


def _forms(said: str, *, exact: bool) -> list[Form]:
    """Return what a line must say: a quoted phrase as it stands, else each of its words and runs."""
    folded = fold(said).strip()
    found = tokens(folded)
    if exact or (len(found) > 1 and not any(token.run for token in found)):
        return [Form("text", folded, 1.0)] if found else []
    return [Form("run" if token.run else "stem", token.text if token.run else stem(token.text), 1.0) for token in found]


def find(vault: Vault, asked: Wanted, *, since: str = "", place: str = "") -> list[FoundLine]:
    """Return the lines that hold all that is wanted: fields that tell most first, then the newest lines."""
    kind = dict(_PLACES).get(place, "")
    if not asked.things:
        return []
    known: dict[str, str] = {}
    holding: list[Said] = []
    for said in vault.text.holding(fts(asked.things, " AND ")):
        if kind and vault.notes[said.note].kind != kind:
            continue
        heard = Heard(said.text, known)
        if all(surely(thing, heard) for thing in asked.things) and not any(
            surely(thing, heard) for thing in asked.without
        ):
            holding.append(said)
    days = vault.log.days_at({(said.note, said.line) for said in holding})
    rows: dict[tuple[int, int], tuple[tuple[int, str, str, int, str, str], FoundLine]] = {}
    for said in holding:
        note = vault.notes[said.note]
        day = days.get((note.id, said.line)) or said.since or note.day
        if since and day < since:
            continue
        text = without_day(said.text) if day else said.text
        row = FoundLine(day or None, note.slug, note.name, said.field, text, f"{note.path}:{said.line}")
        key = (note.id, said.line)
        order = _order(said, day, note)
        if key not in rows or order < rows[key][0]:
            rows[key] = (order, row)
    return [row for _, row in sorted(rows.values(), key=lambda pair: pair[0])]


def _order(said: Said, day: str, note: NoteRow) -> tuple[int, str, str, int, str, str]:
    telling = 0 if said.field in _TELLING else 1
    return telling, backwards(day) if telling else "", note.path, said.line, said.field, said.text
