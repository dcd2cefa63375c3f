"""The names of a note: what it is called, how that is read, and every key that finds it."""

from typing import NamedTuple

from prm.model.names import LINK
from prm.model.names import UNRENDERED
from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.names import join_name
from prm.model.names import slug
from prm.model.names import stem
from prm.model.notes import Value
from prm.model.page import Found
from prm.model.page import Known
from prm.text.diagnostics import Problem
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

_KANA_BEHIND = Pattern(r"^(.*\S)[ \u3000]*[(（]([\u3040-\u30ff\u3000・ ー]+)[)）]$")


class Names(NamedTuple):
    """What a note is called, and the keys that find it, each with its tier."""

    name: str
    reading: str
    keys: tuple[tuple[str, str], ...]


class _Parts(NamedTuple):
    whole: str
    given: str
    family: str
    reading: str


def read_names(known: Known, found: Found, heading: str) -> Names:
    """Return the names of a note: stated, else its first heading, else its file name."""
    parts = _parts(found.values)
    name = parts.whole or join_name(parts.given, parts.family)
    title = next((value for value in found.values if value.key == "title"), None)
    if title and title.text:
        alike = (exact(heading), exact(stem(known.path)))
        if not name and exact(title.text) in alike:
            name = title.text
        if exact(title.text) not in (*alike, exact(name)):
            _take_as_role(title, known, found)
    name, reading = _plain(name) or _plain(heading) or stem(known.path), parts.reading
    if (")" in name or "）" in name) and (behind := _KANA_BEHIND.match(name)):
        name, reading = behind.group(1), reading or behind.group(2)
    if known.kind == "person" and not (parts.given or parts.family or reading) and _is_joined(name):
        found.problems.append(_not_split(name, known))
    return Names(name, reading, _keys(known.path, name, reading, found.values))


def _parts(values: list[Value]) -> _Parts:
    """Return what is stated of a name, in whole and in parts; the first of several counts."""
    named: dict[str, str] = {}
    first: dict[str, str] = {}
    for value in reversed(values):
        if value.key == "name":
            named[fold_key(value.label)] = value.text
        elif value.key in ("given", "family", "reading") and not value.label:
            first[value.key] = value.text
    return _Parts(
        _part(named, "", "full", "fullname", "display"),
        first.get("given") or _part(named, "first", "firstname", "given", "givenname", "名", "prenom"),
        first.get("family") or _part(named, "last", "lastname", "family", "familyname", "姓", "nom"),
        first.get("reading") or _part(named, "reading", "kana", "よみ", "ふりがな"),
    )


def _part(named: dict[str, str], *labels: str) -> str:
    """Return the first part of a name under one of its labels."""
    return next((named[label] for label in labels if named.get(label)), "") if named else ""


def _plain(name: str) -> str:
    found = LINK.match(name.strip()) if "]]" in name else None
    name = (found.group(2) or found.group(1)) if found else name
    return "" if UNRENDERED.search(name) else " ".join(name.split())


def _take_as_role(title: Value, known: Known, found: Found) -> None:
    """Read a title that is no name as the role, unless there is one."""
    if not any(value.key == "role" for value in found.values):
        found.values.append(title._replace(key="role"))
    elif known.kind == "person":
        message = "“title” is neither the name nor the only role; write `role` or `name`"
        found.problems.append(Problem("key-means-two-things", title.start, title.end, message))


def _is_joined(name: str) -> bool:
    """Tell whether a name in kana or kanji is written without a blank, and may be more than a family name.

    クララ・デュボワ is written apart: a dot stands between the names of somebody from abroad.
    """
    return is_cjk(name) and not any(sign in name for sign in " \u3000・･＝") and len(name) > 2


def _not_split(name: str, known: Known) -> Problem:
    pair = known.front.pairs[known.fields.index("name")] if "name" in known.fields else None
    start, end = (pair.value.start, pair.value.end) if pair else (0, 0)
    message = f"where does the family name of “{name}” end? write it with a blank, or add `reading`"
    return Problem("name-not-split", start, end, message)


def _keys(path: str, name: str, reading: str, values: list[Value]) -> tuple[tuple[str, str], ...]:
    """Return every key that finds this note, with its tier."""
    whole = exact(slug(path))
    parts = whole.split("/")
    keys = {("path", "/".join(parts[at:])) for at in range(max(1, len(parts) - 1))}
    written = [("file", stem(path)), ("name", name), ("reading", reading)]
    for value in values:
        if value.key == "aliases":
            written.append(("alias", value.text))
        if value.key == "email" or (value.key == "aliases" and "@" in value.text):
            keys.add(("email", exact(value.text)))
    for tier, text in written:
        if text:
            keys.add((tier, exact(text)))
            keys.add(("folded", folded(text)))
    return tuple(sorted([key for key in keys if key[1]]))
