"""What `prm.toml` says must hold of people, and whether it does; queries in it that cannot be read."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from prm.insight.keeping.turns import RESTING
from prm.insight.query import Unreadable
from prm.insight.query import find
from prm.insight.query.columns import first_day
from prm.insight.query.columns import status_of
from prm.insight.query.fields import Column
from prm.insight.query.fields import column
from prm.insight.query.fields import known_names
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.cadence import Cadence
from prm.text.diagnostics import Diagnostic
from prm.text.nodes import fold_key

_TOML = "prm.toml"
_EXPECT = re.compile(r"(?m)^[ \t]*\[\[[ \t]*[\"']?expect[\"']?[ \t]*\]\]")


class _Expectation(NamedTuple):
    """One table of `[[expect]]`: whose number it is, whom it is about, what must hold."""

    number: str
    who: str
    within: Cadence | None
    has: tuple[str, ...]


def expectation_failed(vault: Vault) -> Iterable[Diagnostic]:
    """Find somebody of whom an expectation of prm.toml does not hold.

    Why: you wrote down what you mean to know and keep up; this says where it slipped, as a test would.
    `contact_within` counts from the last contact, or from the day you met; whoever is snoozed, paused, archived, only
    an acquaintance, wished for, or has died is not asked about. `has` names fields, `who` is a query.

    ```toml prm.toml
    [[expect]]
    who = "circle:inner"
    contact_within = "60d"
    has = ["birthday"]

    [[expect]]
    who = "tag:choir"
    has = ["email"]
    ```

    ```md people/ana.md
    --- <- P603
    circle: inner
    birthday: 04-17
    ---
    - 2025-10-01 call: the move
    ```

    ```md people/bo.md
    --- <- P603
    circle: inner
    tags: [choir]
    email: bo@example.org
    ---
    - 2026-01-02 call: the boat
    ```

    ```md people/cy.md
    --- <- P603
    tags: [choir]
    ---
    ```

    Instead:

    ```toml prm.toml
    [[expect]]
    who = "circle:inner"
    contact_within = "60d"
    has = ["birthday"]
    ```

    ```md people/ana.md
    ---
    circle: inner
    birthday: 04-17
    ---
    - 2026-01-10 call: the new kitchen
    ```

    ```md people/bo.md
    ---
    circle: inner
    birthday: 1990
    snooze: 2026-03-01
    ---
    - 2025-06-01 call: off to sea
    ```

    Fix: write what is missing, call them, or let the expectation ask less.
    """
    for expected in _expectations(vault):
        try:
            people = find(vault, expected.who).people
        except Unreadable:
            continue
        columns = {name: found for name in expected.has if (found := column(vault, name))}
        for person in people:
            for message in (*_silent(vault, person, expected), *_missing(person, expected, columns)):
                yield Diagnostic(person.path, 1, 1, 1, 1, "expectation-failed", message)


def _expectations(vault: Vault) -> list[_Expectation]:
    said_: dict[str, dict[str, object]] = {}
    for name, value in vault.config.values.items():
        first, *rest = name.split(".")
        if first == "expect" and len(rest) == 2:
            said_.setdefault(rest[0], {})[rest[1]] = value
    return [_expectation(number, table) for number, table in said_.items()]


def _expectation(number: str, table: dict[str, object]) -> _Expectation:
    within, has = table.get("contact_within"), table.get("has")
    return _Expectation(
        number,
        str(table.get("who", "")),
        within if isinstance(within, Cadence) else None,
        tuple(map(str, has)) if isinstance(has, tuple) else (),
    )


def _silent(vault: Vault, person: NoteRow, expected: _Expectation) -> Iterator[str]:
    if expected.within is None or status_of(vault, person) in RESTING:
        return
    until = first_day(person.snooze)
    if until is not None and until > vault.today:
        return
    last = vault.last_contacts.get(person.id)
    start = date.fromisoformat(last.day) if last else first_day(person.met_day)
    asked = f"prm.toml expects one within {expected.within.most} days"
    if start is None:
        yield f"no contact with “{person.name}” is noted; {asked}"
    elif (days := (vault.today - start).days) > expected.within.most:
        since = "the last contact with" if last else "you met"
        yield f"{days} days since {since} “{person.name}” ({start.isoformat()}); {asked}"


def _missing(person: NoteRow, expected: _Expectation, columns: dict[str, Column]) -> Iterator[str]:
    whom = f" of {expected.who}" if expected.who.strip() else ""
    for name, known in columns.items():
        if not known.cells.get(person.id):
            yield f"no {name} of “{person.name}”; prm.toml expects one{whom}"


def unreadable_queries(vault: Vault) -> Iterator[Diagnostic]:
    """Yield the queries of prm.toml that cannot be read, and the fields there that no query knows, at their places."""
    headers = [found.end() for found in _EXPECT.finditer(vault.config.text)]
    for expected in _expectations(vault):
        number = int(expected.number)
        start = headers[number] if number < len(headers) else 0
        yield from _unreadable(vault, expected.who, start)
        for name in expected.has:
            if column(vault, name) is None:
                yield _at(vault, name, start, 0, len(name), f"“{name}” is no field{_meant(vault, name)}")
    for name, value in vault.config.values.items():
        if name.startswith("seasons.") and name.endswith(".who"):
            season = re.escape(name.removeprefix("seasons.").removesuffix(".who"))
            header = re.search(rf"(?m)^[ \t]*\[[ \t]*seasons\.[\"']?{season}[\"']?[ \t]*\]", vault.config.text)
            yield from _unreadable(vault, str(value), header.end() if header else 0)


def _unreadable(vault: Vault, query: str, start: int) -> Iterator[Diagnostic]:
    try:
        find(vault, query)
    except Unreadable as error:
        yield _at(vault, query, start, error.column - 1, max(len(query) - error.column + 1, 1), error.message)


def _meant(vault: Vault, name: str) -> str:
    from difflib import get_close_matches

    known = known_names(vault)
    near = get_close_matches(fold_key(name)[:40], known, 1, 0.7)
    return f"; did you mean “{known[near[0]]}”?" if near else ", and no key of this vault"


def _at(vault: Vault, written: str, start: int, inside: int, length: int, message: str) -> Diagnostic:
    """Return a finding at a place inside what is written in quotes somewhere behind `start`."""
    text = vault.config.text
    places = [at + 1 for mark in "\"'" if (at := text.find(mark + written, start)) >= 0]
    if not places:
        return Diagnostic(_TOML, 1, 1, 1, 1, "bad-config", message)
    at = min(places) + inside
    before = re.split(r"\r\n|\r|\n", text[:at])
    line, column_ = len(before), len(before[-1]) + 1
    return Diagnostic(_TOML, line, column_, line, column_ + length, "bad-config", message)
