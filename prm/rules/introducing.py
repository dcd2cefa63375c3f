"""Rules about introductions: those that came too early, and answers that are not read as such."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from prm.insight.introductions.readiness import knowing
from prm.insight.introductions.readiness import readiness
from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import Step
from prm.insight.introductions.states import introductions
from prm.model.names import target
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic
from prm.text.pattern import Pattern

_ANSWER = Pattern(
    r"(?i)\b(?:sa(?:ys|id) (?:yes|no)|declin(?:es|ed)|refuse[sd]|accept(?:s|ed)|agree[sd]|not interested|rather not)\b"
    r"|(?:\A|\]\][:：]? ?)(?:yes\b|no\b(?! (?:news|word|hurry|answer|reply|time|problem|one|idea)\b))"
    r"|承諾|快諾|辞退|見送り|断られ|断った|断りました"
)
"""Words of a yes or a no, as people write them."""
_STILL_OPEN = ("idea", "asked", "half-open", "open", "introduced")


def introduced_too_early(vault: Vault) -> Iterable[Diagnostic]:
    """Find somebody you introduce on your own standing (`form: real`) before you knew them well, or before a yes.

    Why: you answer for both. How well you knew them is what your lines say of the day you first asked, or of today
    while nobody was asked: how often you met and for how long (`[introductions]` in prm.toml), the last word, what they
    need or can do. `trust` does not stand in for it. Introductions that came to something, or to nothing, are not
    reported.
    Who was asked is introduced when they said yes, and not before: a no would have been theirs to say.

    ```md people/Ana Sousa.md
    ---
    met: 2024-02-17
    needs: [a bookbinder]
    ---

    - 2025-11-30 lunch
    - 2025-03-01 coffee
    - 2024-09-07 visit
    ```

    ```md people/Rui Tavares.md
    ---
    met: 2025-12-20
    role: bookbinder
    trust: trusts
    ---
    ```

    ```md intros/2026-01-10-ana-rui.md
    ---
    between:
      - "[[Ana Sousa]]"
      - "[[Rui Tavares]]" <- P507
    form: real
    for: "[[Ana Sousa]]"
    ---

    - 2026-01-10 asked [[Rui Tavares]]
    ```

    ```md intros/2026-01-12-ana-tom.md
    ---
    between: ["[[Ana Sousa]]", "[[Tom Larsen]]"]
    form: light
    ---

    - 2026-01-12 asked [[Ana Sousa]] [[Tom Larsen]]
    - 2026-01-13 yes [[Ana Sousa]]
    - 2026-01-14 introduced: by message <- P507
    ```

    ```md people/Tom Larsen.md
    ```

    Instead:

    ```md people/Ana Sousa.md
    ---
    met: 2024-02-17
    needs: [a bookbinder]
    ---

    - 2025-11-30 lunch
    - 2025-03-01 coffee
    - 2024-09-07 visit
    ```

    ```md people/Rui Tavares.md
    ---
    met: 2025-12-20
    role: bookbinder
    ---
    ```

    ```md intros/2026-01-10-ana-rui.md
    ---
    between:
      - "[[Ana Sousa]]"
      - "[[Rui Tavares]]"
    form: light
    for: "[[Ana Sousa]]"
    ---

    - 2026-01-10 asked [[Rui Tavares]]
    ```

    ```md intros/2026-01-12-ana-tom.md
    ---
    between: ["[[Ana Sousa]]", "[[Tom Larsen]]"]
    form: light
    ---

    - 2026-01-12 asked [[Ana Sousa]] [[Tom Larsen]]
    - 2026-01-13 yes [[Ana Sousa]]
    - 2026-01-14 introduced in person: both came to the fair
    ```

    ```md people/Tom Larsen.md
    ```

    Fix: say how it is: `form: light`, “if you like I can connect you”; or leave it until you know them better. Write
    the yes down where there was one, or that it was in person.
    """
    known = introductions(vault)
    yield from _unanswered(known)
    yield from _not_known_well(vault, known)


def answer_unread(vault: Vault) -> Iterable[Diagnostic]:
    """Find a line of an introduction that looks like an answer and is read as none.

    Why: where an introduction stands follows from lines that begin with `asked`, `yes`, `no`, `introduced`, `outcome`
    or `thanked` and link who is meant. A no that is not read leaves somebody waiting, and you asking again.

    ```md people/Ana Sousa.md
    ```

    ```md people/Rui Tavares.md
    ```

    ```md intros/2026-01-10-ana-rui.md
    ---
    between: ["[[Ana Sousa]]", "[[Rui Tavares]]"]
    ---

    - 2026-01-10 asked [[Ana Sousa]] [[Rui Tavares]]
    - 2026-01-11 yes Ana <- P508
    - 2026-01-12 [[Rui Tavares]] says no, too busy this year <- P508
    ```

    Instead:

    ```md people/Ana Sousa.md
    ```

    ```md people/Rui Tavares.md
    ```

    ```md intros/2026-01-10-ana-rui.md
    ---
    between: ["[[Ana Sousa]]", "[[Rui Tavares]]"]
    ---

    - 2026-01-10 asked [[Ana Sousa]] [[Rui Tavares]]
    - 2026-01-11 yes [[Ana Sousa]]
    - 2026-01-12 no [[Rui Tavares]]: too busy this year
    - 2026-01-13 call [[Ana Sousa]]: she asked whether there was any news
    ```

    Fix: begin the line with the answer, and link who gave it.
    """
    for path, number, text in vault.log.beside_introductions():
        if _ANSWER.search(text):
            yield _unread(path, number)
    for one in introductions(vault):
        for step in one.steps:
            if step.kind == "yes" and not step.people:
                yield _unread(one.path, int(step.at.rpartition(":")[2]))


def _unread(path: str, number: int) -> Diagnostic:
    message = "this looks like an answer and is read as none; begin it so: “yes [[…]]” or “no [[…]]”"
    return Diagnostic(path, number, 1, number, 1, "answer-unread", message)


def _unanswered(known: Iterable[Introduction]) -> Iterable[Diagnostic]:
    """Find introductions made while somebody who was asked had not said yes."""
    for one in known:
        made = next((step for step in one.steps if step.kind == "introduced"), None)
        if made is None or not one.mine or one.state != "introduced" or _in_person(made):
            continue
        waiting = [who.name for who in (*one.waiting, *one.said_no)]
        if waiting:
            line = int(made.at.rpartition(":")[2])
            message = f"introduced before {' and '.join(waiting)} said yes; in person it needs no asking"
            yield Diagnostic(one.path, line, 1, line, 1, "introduced-too-early", message)


def _in_person(made: Step) -> bool:
    from prm.edits.introducing import IN_PERSON

    return any(words in made.text.casefold() for words in IN_PERSON.values())


def _not_known_well(vault: Vault, known: Iterable[Introduction]) -> Iterable[Diagnostic]:
    """Find introductions on my own standing of somebody I do not know well."""
    found = [one for one in known if one.mine and one.form == "real" and one.state in _STILL_OPEN]
    if not found:
        return
    places = _places(vault, {one.note for one in found})
    for one in found:
        day = _day(one, vault)
        for who in one.between:
            if who.me or not who.note or (one.note, who.note) not in places:
                continue
            wanted = knowing(who.note, one.whose.note if one.whose else 0, why=bool(one.why))
            knows = readiness(vault, vault.notes[who.note], wanted, day)
            if not knows.ready:
                missing = ", ".join(knows.missing)
                message = f"“{who.name}” is introduced on your own standing, and still missing is: {missing}"
                yield Diagnostic(one.path, *places[one.note, who.note], "introduced-too-early", message)


def _day(one: Introduction, vault: Vault) -> date:
    """Return the day somebody was first asked or introduced; today, while it is an idea."""
    days = [step.day for step in one.steps if step.kind in ("asked", "introduced", "yes")]
    return date.fromisoformat(min(days)) if days else vault.today


def _places(vault: Vault, of: set[int]) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Return where each person stands among those between whom an introduction is."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in vault.values("between"):
        notes = vault.resolve(target(row.text)) if row.note in of else ()
        if len(notes) == 1:
            found.setdefault((row.note, notes[0]), (row.line, row.column, row.end_line, row.end_column))
    return found
