"""Who came through whom: how one trusted person grew into many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prm.insight.introductions.bringing import introductions
from prm.insight.introductions.bringing import resolver
from prm.model.rows import NoteRow
from prm.model.vault import Vault


class Branch(NamedTuple):
    """Somebody, how and when I came to know them through the one above, and those who came through them.

    `kind` is through (as `met` says), introduced, or given (an introduction that I was given); null at the root.
    """

    slug: str
    name: str
    kind: str | None
    date: str | None
    at: str | None
    people: list[Branch]


class Twig(NamedTuple):
    """A line of a tree as it is drawn: `depth` counts from the root, `many` is how many people came through them.

    `last` says that nobody of the same one comes below, `passing` of everybody above but the root whether a line goes
    on to somebody further down.
    """

    depth: int
    slug: str
    name: str
    kind: str | None
    date: str | None
    at: str | None
    many: int
    last: bool
    passing: list[bool]


class _Came(NamedTuple):
    """By whom somebody came: of several ways the one that `met` states comes first, then the earliest."""

    rank: int
    day: str
    by: int
    kind: str
    at: str


def tree(vault: Vault, person: NoteRow | None = None) -> list[Branch]:
    """Return who came through a person, or through everybody who came through nobody themselves."""
    came = _came(vault)
    below: dict[int, list[int]] = {}
    for child, how in came.items():
        below.setdefault(how.by, []).append(child)
    if person is not None:
        return [_branch(vault, came, below, person.id, is_root=True, above=frozenset())]
    roots = [each for each in below if each not in came or _in_circle(came, each)]
    found = [_branch(vault, came, below, each, is_root=True, above=frozenset()) for each in roots]
    return sorted(found, key=lambda each: (-_count(each), each.name, each.slug))


def _came(vault: Vault) -> dict[int, _Came]:
    """Return by whom everybody came; the vault's tables are asked once each."""
    found: dict[int, _Came] = {}

    def take(child: int, how: _Came) -> None:
        known = found.get(child)
        if child not in (how.by, vault.me) and how.by not in (0, vault.me) and (known is None or how < known):
            found[child] = how

    resolved = resolver(vault)
    days = {row.note: row.value for row in vault.values("met") if row.label == "date"}
    for row in vault.values("met"):
        if row.label == "through":
            take(row.note, _Came(0, days.get(row.note, ""), resolved(row.text), "through", row.at))
    made = vault.ties.made()
    for each in introductions(vault, resolved):
        if each.note in made and 0 in each.between and len(each.by) == 1:
            day, path, line = made[each.note]
            for child in each.between:
                take(child, _Came(1, day, each.by[0], "introduced", f"{path}:{line}"))
    for by, path, child, day, line in vault.ties.brought():
        take(child, _Came(2, day, by, "given", f"{path}:{line}"))
    people = vault.ties.standings
    return {child: how for child, how in found.items() if child in people and how.by in people}


def _in_circle(came: dict[int, _Came], person: int) -> bool:
    """Tell whether somebody came through people who came through them, and is to be the root of these."""
    seen = [person]
    while (each := came[seen[-1]].by) not in seen:
        if each not in came:
            return False
        seen.append(each)
    return each == person and person == min(seen)


def _branch(
    vault: Vault,
    came: dict[int, _Came],
    below: dict[int, list[int]],
    person: int,
    *,
    is_root: bool = False,
    above: frozenset[int],
) -> Branch:
    note, how = vault.notes[person], None if is_root else came[person]
    above |= {person}
    children = sorted(
        (child for child in below.get(person, ()) if child not in above),
        key=lambda child: (came[child].day or "~", vault.notes[child].name, child),
    )
    people = [_branch(vault, came, below, child, above=above) for child in children]
    if how is None:
        return Branch(note.slug, note.name, None, None, None, people)
    return Branch(note.slug, note.name, how.kind, how.day or None, how.at, people)


def _count(branch: Branch) -> int:
    return sum(1 + _count(each) for each in branch.people)


def drawn(branches: list[Branch], depth: int = 0, passing: tuple[bool, ...] = ()) -> Iterator[Twig]:
    """Yield trees line by line."""
    for number, each in enumerate(branches, 1):
        last = number == len(branches)
        yield Twig(depth, *each[:5], many=_count(each), last=last, passing=list(passing))
        yield from drawn(each.people, depth + 1, (*passing, not last) if depth else ())
