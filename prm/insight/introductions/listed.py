"""Introductions in a list, and those that wait for a word of mine."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.introductions.shown import Party
from prm.insight.introductions.shown import party
from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import Next
from prm.insight.introductions.states import Who
from prm.insight.introductions.states import introductions
from prm.insight.introductions.states import later
from prm.insight.refs import Ref
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_REMIND = {"wait": (14, 120), "ask": (0, 120), "introduce": (0, 365), "outcome": (0, 180), "thank": (0, 180),
           "report": (0, 180)}  # fmt: skip
"""From how many days on, and for how many, there is a word about what comes next."""
LONGEST = 400
"""After how many days without a line an introduction is brought up no more: more than any of the above."""


class StepShown(NamedTuple):
    """A line of an introduction: asked, yes, no, introduced, outcome or thanked, and whom its head links."""

    kind: str
    date: str
    people: list[Ref]
    text: str
    at: str


class Listed(NamedTuple):
    """One introduction as `intro --list` gives it; `next` says in words what `do` and `who` say, from the day `on`."""

    path: str
    between: list[Ref]
    form: str | None
    state: str
    next: str | None
    since: str | None
    at: str
    why: str | None
    whose: Ref | None
    by: Ref | None
    do: str | None
    who: list[Ref]
    on: str | None
    steps: list[StepShown]


class Waiting(NamedTuple):
    """An introduction that waits for a word of mine: what to `do`, with whom; `yes` are those who said yes already."""

    between: list[Party]
    by: Party | None
    state: str
    do: str
    who: list[Party]
    yes: list[Party]
    since: str
    days: int
    at: str


def listed(vault: Vault, among: Iterable[NoteRow] = ()) -> list[Listed]:
    """Return the introductions, those that wait for something first, newest first; of all of `among`, if any are given.

    Whoever stands in none of `among` is left out.
    """
    wanted = {person.id for person in among}
    found = [each for each in introductions(vault) if wanted <= _notes(each)]
    found.sort(key=lambda each: each.since or "", reverse=True)
    return [_listed(each) for each in sorted(found, key=lambda each: each.next is None)]


def listed_so(found: Iterable[Introduction]) -> list[Listed]:
    """Return introductions as they are listed, in the order given."""
    return [_listed(each) for each in found]


def _notes(one: Introduction) -> set[int]:
    return {who.note for who in (*one.between, *([one.by] if one.by else ())) if who.note}


def _listed(one: Introduction) -> Listed:
    steps = [StepShown(each.kind, each.day, list(map(_ref, each.people)), each.text, each.at) for each in one.steps]
    return Listed(
        one.path,
        [_ref(who) for who in one.between],
        one.form,
        one.state,
        in_words(one.next),
        one.since,
        one.at,
        one.why,
        _ref(one.whose) if one.whose else None,
        _ref(one.by) if one.by else None,
        one.next.do if one.next else None,
        [_ref(who) for who in one.next.who] if one.next else [],
        (one.next.day or None) if one.next else None,
        steps,
    )


def _ref(who: Who) -> Ref:
    return Ref(who.name, who.slug)


def in_words(next_: Next | None) -> str | None:
    """Say in words what comes next."""
    if next_ is None:
        return None
    names = " and ".join(who.name for who in next_.who)
    return {
        "ask": f"ask {names}",
        "wait": f"wait for a word from {names}",
        "introduce": f"bring {names} together",
        "outcome": f"ask {names} what came of it" if names else "note what came of it",
        "thank": f"thank {names}",
        "report": f"tell {names} how it went, and say thanks",
    }[next_.do]


def waiting(vault: Vault, among: frozenset[str] | None = None) -> list[Waiting]:
    """Return the introductions that wait for a word of mine today, the oldest first; of the slugs `among`, or of all.

    An answer is left in peace for two weeks, unless the other has said yes; what came of an introduction is asked after
    three weeks. What nobody spoke of for months is not brought up again.
    """
    today = vault.today.isoformat()
    recent = (vault.today - timedelta(min(LONGEST, (vault.today - date.min).days))).isoformat()
    found = [_waiting(vault, one, one.next) for one in introductions(vault, recent) if one.next and _is_due(one, today)]
    if among is not None:
        found = [each for each in found if any(who.slug in among for who in (*each.between, *each.who))]
    return sorted(found, key=lambda each: (each.since, each.at))


def _is_due(one: Introduction, today: str) -> bool:
    if one.next is None or one.state == "idea":
        return False
    first, last = _REMIND[one.next.do]
    if one.state == "half-open" and one.mine:
        first = 0
    return later(one.next.day, first) <= today <= later(one.next.day, last)


def _waiting(vault: Vault, one: Introduction, next_: Next) -> Waiting:
    since = one.since or vault.today.isoformat()
    return Waiting(
        [party(who) for who in one.between],
        party(one.by) if one.by else None,
        one.state,
        next_.do,
        [party(who) for who in next_.who],
        [party(who) for who in one.said_yes],
        since,
        (vault.today - date.fromisoformat(since)).days,
        one.at,
    )
