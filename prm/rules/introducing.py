"""A rule about introductions: on my own standing, and too early."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from prm.insight.introductions import Introduction
from prm.insight.introductions import introductions
from prm.insight.readiness import knowing
from prm.insight.readiness import readiness
from prm.model.names import target
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic

_STILL_OPEN = ("idea", "asked", "half-open", "open", "introduced")


def introduced_too_early(vault: Vault) -> Iterable[Diagnostic]:
    """Find somebody you introduce on your own standing (`form: real`) before you knew them well.

    Why: you answer for both. How well you knew them is what your lines say of the day you first asked, or of today
    while nobody was asked: how often you met and for how long (`[introductions]` in prm.toml), the last word, what they
    need or can do. `trust` does not stand in for it. Introductions that came to something, or to nothing, are not
    reported.

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

    Fix: say how it is: `form: light`, “if you like I can connect you”; or leave it until you know them better.
    """
    found = [one for one in introductions(vault) if one.mine and one.form == "real" and one.state in _STILL_OPEN]
    if not found:
        return
    places = _places(vault, {one.note for one in found})
    for one in found:
        day = _day(one, vault)
        for who in one.between:
            if who.me or not who.note or (one.note, who.note) not in places:
                continue
            wanted = knowing(who.note, one.whose.note if one.whose else 0, why=bool(one.why))
            known = readiness(vault, vault.notes[who.note], wanted, day)
            if not known.ready:
                missing = ", ".join(known.missing)
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
