"""Rules about front matter: keys and values that do not say what they seem to."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from prm.model.schema import FORMS
from prm.model.schema import REGISTERS
from prm.model.schema import TRUSTS
from prm.model.vault import Vault
from prm.text.diagnostics import Diagnostic

_WORDS = (("register", "person", REGISTERS), ("trust", "person", TRUSTS), ("form", "intro", FORMS))
"""Keys that take one of a few words, in which kind of note."""
_KEEPS = ("person", "org", "intro", "meeting", "dated")


def about_people(vault: Vault, name: str) -> list[Diagnostic]:
    """Return what reading found under `name`, in plain notes only on lines that link somebody.

    A shopping list may write dates as it likes.
    """
    found = vault.findings(name)
    if not found:
        return []
    kinds = vault.kinds
    if all(kinds.get(each.path, "person") in _KEEPS for each in found):
        return found
    linked = {(link.path, link.line) for link in vault.links}
    return [each for each in found if kinds.get(each.path, "person") in _KEEPS or (each.path, each.line) in linked]


def misspelt_key(vault: Vault) -> Iterable[Diagnostic]:
    """Find a key that is nearly one that prm knows.

    Why: an unknown key is kept, but a `birthdya` never shows up as a birthday.

    ```md people/ana.md
    ---
    birthdya: 1990-04-17 <- P201
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04-17
    shoe_size: 39
    ---
    ```

    Fix: write the key as it is proposed. A key of your own may stay: this is a note, and `prm-ignore` silences it.
    """
    return about_people(vault, "misspelt-key")


def bad_value(vault: Vault) -> Iterable[Diagnostic]:
    """Find a value that cannot be read as what its key needs.

    Why: the text stays, but no date, rhythm or state follows from it.

    ```md people/ana.md
    ---
    birthday: some time in spring <- P202
    cadence: now and then <- P202
    ---
    ```

    ```toml prm.toml
    [circles.inner]
    cadence = "3w"
    ```

    ```md people/ben.md
    ---
    circle: iner <- P202
    register: friendly <- P202
    ---
    ```

    ```md intros/2026-01-10-ana-ben.md
    ---
    between: ["[[Ana]]"] <- P202
    form: reel <- P202
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04
    cadence: 4w..6w
    ---
    ```

    ```toml prm.toml
    [circles.inner]
    cadence = "3w"
    ```

    ```md people/ben.md
    ---
    circle: inner
    register: casual
    ---
    ```

    ```md intros/2026-01-10-ana-ben.md
    ---
    between: ["[[Ana]]", "[[Ben]]"]
    form: real
    ---
    ```

    Fix: write it in one of the ways that the message names, or delete the line.
    """
    yield from about_people(vault, "bad-value")
    yield from _unknown_circles(vault)
    yield from _unknown_words(vault)
    yield from _alone(vault)


def _unknown_circles(vault: Vault) -> Iterable[Diagnostic]:
    circles = vault.config.circles
    unknown = {person.circle for person in vault.people} - {"", *circles} if circles else set()
    near = {circle: found[0] for circle in unknown if (found := get_close_matches(circle, circles, 1, 0.75))}
    for row in vault.values("circle") if near else ():
        if row.text in near:
            message = f"no circle “{row.text}” in prm.toml; did you mean “{near[row.text]}”?"
            place = (row.line, row.column, row.end_line, row.end_column)
            yield Diagnostic(row.path, *place, "bad-value", message)


def _unknown_words(vault: Vault) -> Iterable[Diagnostic]:
    for key, kind, words in _WORDS:
        for row in vault.values(key):
            if row.text and row.text.strip().casefold() not in words and vault.notes[row.note].kind == kind:
                message = f"“{row.text}” is no {key}; use {', '.join(words[:-1])} or {words[-1]}"
                place = (row.line, row.column, row.end_line, row.end_column)
                yield Diagnostic(row.path, *place, "bad-value", message)


def _alone(vault: Vault) -> Iterable[Diagnostic]:
    for one in vault.log.introductions():
        if len(one.between) < 2 and (one.between or one.lines):
            message = "an introduction is between two people; name both as `between`, or it stands in no list"
            yield Diagnostic(one.path, one.line, 1, one.line, 1, "bad-value", message)


def ambiguous_date(vault: Vault) -> Iterable[Diagnostic]:
    """Find a date that can be two days.

    Why: 03/04 is the third of April to some and the fourth of March to others; prm does not guess.

    ```md people/ana.md
    ---
    birthday: 03/04/1990 <- P203
    ---
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-04-03
    ---
    ```

    Fix: write the year first, or say `date_order = "dmy"` or `"mdy"` in prm.toml once for all.
    """
    return about_people(vault, "ambiguous-date")


def impossible_date(vault: Vault) -> Iterable[Diagnostic]:
    """Find a day that no calendar has.

    Why: nobody is reminded of the 30th of February.

    ```md people/ana.md
    ---
    birthday: 1990-02-30 <- P204
    ---

    ## Log

    - 2025-11-31 call: her new job <- P204
    ```

    Instead:

    ```md people/ana.md
    ---
    birthday: 1990-02
    ---

    ## Log

    - 2025-11-30 call: her new job
    ```

    Fix: write the day it was, or as much of it as you know: `1990-02`.
    """
    return about_people(vault, "impossible-date")


def key_means_two_things(vault: Vault) -> Iterable[Diagnostic]:
    """Find a `title` beside a `role`, where it can be the name or a second role.

    Why: in some vaults `title` is what a person is called, in others what they do.

    ```md people/ana.md
    ---
    title: Doctor Ana <- P205
    role: conductor
    ---

    # Ana Sousa
    ```

    Instead:

    ```md people/ana.md
    ---
    name: Ana Sousa
    role: [doctor, conductor]
    ---
    ```

    Fix: rename the key to `name` or `role`.
    """
    return vault.findings("key-means-two-things")


def name_not_split(vault: Vault) -> Iterable[Diagnostic]:
    """Find a name in kanji without a blank between family and given name.

    Why: where the family name ends is known only to you; a greeting or an export would have to guess.

    ```md people/hayashi.md
    ---
    name: 小林美咲 <- P206
    ---
    ```

    Instead:

    ```md people/hayashi.md
    ---
    name: 小林 美咲
    ---
    ```

    Fix: write a blank between the two, or add `family` and `given`, or `reading: こばやし みさき`.
    """
    return vault.findings("name-not-split")
