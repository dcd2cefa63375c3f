"""What to say where a query finds nobody: what was searched, and the nearest that there is."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from difflib import get_close_matches

from prm.insight.query.fields import column
from prm.insight.query.finding import Found
from prm.insight.query.grammar import printed
from prm.insight.query.matching import fold
from prm.model.vault import Vault


def hints(vault: Vault, found: Found) -> Iterator[str]:
    """Yield a line for each word that is nobody's name and, where nobody is found at all, for each unknown value."""
    for word in dict.fromkeys(found.nobody):
        yield _name(vault, word)
    if found.people or found.nobody:
        return
    for field, word in dict.fromkeys(found.nothing):
        yield _value(vault, field, word)
    if not found.nothing:
        yield f"nobody matches {printed(found.query)}" if printed(found.query) else "there is nobody in this vault"


def _name(vault: Vault, word: str) -> str:
    searched = f"no name, alias or reading has “{word}” in it"
    names = {fold(name): person.name for person in vault.people for name in (person.name, *person.name.split())}
    names |= {fold(row.text): row.text for row in vault.values("aliases") if vault.notes[row.note].kind == "person"}
    if column(vault, word) is not None:
        return f"{searched}; has:{word} asks who has that field"
    if near := _near(word, names):
        return f"{searched}; did you mean {near}?"
    return f"{searched}; text:{word} looks everywhere else"


def _value(vault: Vault, field: str, word: str) -> str:
    asked = column(vault, field)
    if asked is not None and asked.name == "text":
        return _text(vault, word)
    cells = [cell for said in asked.cells.values() for cell in said] if asked else []
    texts = {fold(text): text for cell in cells for text in cell.texts}
    near = _near(word, texts)
    if near:
        return f"nobody has {field} “{word}”; did you mean {near}?"
    known = _listed(sorted(set(texts.values()))[:8])
    return f"nobody has {field} “{word}”" + (f"; there is {known}" if known else "")


def _text(vault: Vault, word: str) -> str:
    """Return what to say where no text holds a word, with the nearest there are."""
    from prm.insight.search.lines import wanted
    from prm.insight.search.pieces import nearest_words

    near = nearest_words(vault, wanted(word.strip("*＊")).things)
    return f"no line about anybody holds “{word}”" + (
        f"; the nearest words there are: {', '.join(near)}" if near else ""
    )


def _near(word: str, known: dict[str, str]) -> str:
    return _listed(dict.fromkeys(known[key] for key in get_close_matches(fold(word)[:40], known, 2, 0.7)))


def _listed(words: Iterable[str]) -> str:
    *first, last = [f"“{word}”" for word in words] or [""]
    return f"{', '.join(first)} or {last}" if first else last
