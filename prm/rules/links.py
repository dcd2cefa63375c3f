"""Rules about links that mean a person."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from prm.model.names import folded
from prm.model.rows import LinkRow
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.rules.near import Near
from prm.text.diagnostics import Diagnostic

_MEANT = ("with", "owner", "relations", "through", "between", "for", "by")
_UNREAD = ("in code", "in a comment", "in a block quote", "embedded")
_MOST = 3


def broken_link(vault: Vault) -> Iterable[Diagnostic]:
    """Find a link that means a person and finds nobody.

    Why: a call with `[[bob]]` counts for nobody while the file is called “Bob Ito”. Said only where a person must be
    meant: in the head of an entry, as linked attendee, relation, `through`, in an introduction, as owner of a promise.
    Other links only when they are within one letter of somebody's name. An attendee in plain text may be a stranger,
    and in `coffee [[Bob Ito]] at [[Blue Bottle]]` the second link may be a place.

    ```md people/Ana Sousa.md
    ---
    relations:
      - spouse: "[[Rui]]" <- P301
    ---

    ## Log

    - 2026-01-02 call [[bob]]: the fair, and [[The Book]] he lent me <- P301
    - 2025-12-02 call: she asked after [[Bob Itto]] <- P301
    ```

    ```md people/Bob Ito.md
    # Bob Ito
    ```

    Instead:

    ```md people/Ana Sousa.md
    ---
    relations:
      - spouse: Rui
    ---

    ## Log

    - 2026-01-02 call [[Bob Ito]]: the fair, and [[The Book]] he lent me
    - 2025-12-02 call: she asked after [[Bob Ito]]
    ```

    ```md people/Bob Ito.md
    # Bob Ito
    ```

    Fix: write the name as the file has it, add it to the `aliases` of the one who is meant, or make a file for them.
    """
    broken = [link for link in vault.loose_links if link.hits == 0 and link.why not in _UNREAD]
    if not broken:
        return
    names = _names(vault)
    near, plain = Near(names), _plain(vault)
    given: dict[str, list[NoteRow]] = {}
    known: dict[str, list[NoteRow]] = {}
    met: set[int] = set()
    for link in broken:
        if link.role == "folder" or (link.note, link.line, link.column) in plain:
            continue
        if link.key not in known:
            known[link.key] = [names[name] for name in near.find(folded(link.key.rpartition("/")[2]))]
        likely = known[link.key]
        if not likely and link.role in _MEANT:
            given = given or _given(vault)
            likely = _begins(folded(link.key), given)
        beside = link.role in _MEANT and _is_beside(vault, link, met)
        if likely or (link.role in _MEANT and not beside):
            yield _at(link, "broken-link", f"no person “{link.target}”{_advice(likely)}")


def _names(vault: Vault) -> dict[str, NoteRow]:
    """Return the people by each of their names, folded."""
    notes = {note.id: note for note in vault.people}
    found: dict[str, NoteRow] = {}
    for note in notes.values():
        found[folded(note.name) if note.reading else note.sort] = note
        if (file := note.slug.rpartition("/")[2]) != note.name:
            found[folded(file)] = note
    for row in vault.values("aliases"):
        if row.note in notes:
            found.setdefault(folded(row.text), notes[row.note])
    return found


def _given(vault: Vault) -> dict[str, list[NoteRow]]:
    """Return the people by each word of their names, folded."""
    found: dict[str, list[NoteRow]] = {}
    for note in vault.people:
        plain = note.name.isascii() and not note.reading and "-" not in note.name and "_" not in note.name
        for word in set(note.sort.split()) if plain else {folded(word) for word in note.name.split()}:
            found.setdefault(word, []).append(note)
    return found


def _begins(word: str, given: dict[str, list[NoteRow]]) -> list[NoteRow]:
    """Return the people whose name has `word` in it, or begins with it: bob, aiko s."""
    if word in given:
        return given[word]
    word = word.rstrip(".")
    first = given.get(word.partition(" ")[0], ())
    return [note for note in first if " " in word and folded(note.name).startswith(word)]


def _is_beside(vault: Vault, link: LinkRow, met: set[int]) -> bool:
    """Tell whether a link in a head stands beside others, and so may be a place; `met` are entries looked at before."""
    if link.role != "with" or link.note_kind == "meeting" or link.entry is None:
        return False
    beside = link.entry in met or vault.others_in(link.entry)
    met.add(link.entry)
    return beside


def _plain(vault: Vault) -> set[tuple[int, int, int]]:
    """Return the places of attendees, and of those through whom we met, that are not written as links."""
    rows = (*vault.values("attendees", only="unlinked"), *vault.values("met", only="unlinked"))
    return {(row.note, row.line, row.column) for row in rows}


def _advice(likely: list[NoteRow]) -> str:
    names = list(dict.fromkeys(note.name for note in likely))
    if not names or len(names) > _MOST:
        return ": write the name as their file has it, or make one for them"
    return f"; did you mean {' or '.join(f'“{name}”' for name in names)}?"


def ambiguous_link(vault: Vault) -> Iterable[Diagnostic]:
    """Find a link that finds two people or more.

    Why: prm never guesses, so the line counts for neither.

    ```md people/grace-okafor.md
    # Grace
    ```

    ```md people/grace-lindqvist.md
    # Grace
    ```

    ```md journal/2026-01-05.md
    - lunch with [[Grace]]: her sister is better <- P302
    ```

    Instead:

    ```md people/grace-okafor.md
    # Grace
    ```

    ```md people/grace-lindqvist.md
    # Grace
    ```

    ```md journal/2026-01-05.md
    - lunch with [[grace-okafor|Grace]]: her sister is better
    ```

    Fix: link the file name, with the name behind a bar.
    """
    found: dict[str, list[NoteRow]] = {}
    for link in vault.loose_links:
        if link.hits < 2 or link.why in _UNREAD:
            continue
        if link.key not in found:
            found[link.key] = [vault.notes[note] for note in vault.resolve(link.target)]
        people = [note for note in found[link.key] if note.kind == "person"]
        if people:
            files = sorted(note.slug for note in people)
            more = f" and {len(files) - 5} more" if len(files) > 5 else ""
            yield _at(
                link,
                "ambiguous-link",
                f"“{link.target}” can be {' or '.join(f'“{file}”' for file in files[:5])}{more}; link the file",
            )


def self_link(vault: Vault) -> Iterable[Diagnostic]:
    """Find a person who is related to, met through or introduced to themselves.

    Why: somebody else was meant, and that tie is missing.

    ```md people/Ana Sousa.md
    ---
    relations:
      - sibling: "[[Ana Sousa]]" <- P303
    ---
    ```

    ```md intros/2026-01-02-ana.md
    ---
    between:
      - "[[Ana Sousa]]"
      - "[[Ana Sousa]]" <- P303
    ---
    ```

    Instead:

    ```md people/Ana Sousa.md
    ---
    relations:
      - sibling: "[[Eva Sousa]]"
    ---
    ```

    ```md people/Eva Sousa.md
    # Eva Sousa
    ```

    ```md intros/2026-01-02-ana.md
    ---
    between:
      - "[[Ana Sousa]]"
      - "[[Eva Sousa]]"
    ---
    ```

    Fix: link the other person.
    """
    for role, said in (("relations", "is related to"), ("through", "was met through")):
        for link in vault.links_as(role):
            if link.found == link.note and link.note_kind == "person":
                yield _at(link, "self-link", f"“{link.target}” {said} themselves: who is meant?")
    yield from _same_twice(vault)


def _same_twice(vault: Vault) -> Iterator[Diagnostic]:
    seen: set[tuple[int, int]] = set()
    for link in vault.links_as("between"):
        if link.hits == 1 and link.found is not None:
            if (link.note, link.found) in seen:
                message = f"“{link.target}” is introduced to themselves: who is meant?"
                yield _at(link, "self-link", message)
            seen.add((link.note, link.found))


def _at(link: LinkRow, name: str, message: str) -> Diagnostic:
    return Diagnostic(link.path, link.line, link.column, link.end_line, link.end_column, name, message)
