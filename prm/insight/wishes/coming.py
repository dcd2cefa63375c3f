"""What wishes have for a digest: releases, and one thing that comes next."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.model.vault import Vault
from prm.text.markdown import without_marks

_FEW = 12
"""How many wishes are looked through for an answer that waits; of more, one a day is looked at."""
_RESTING = ("archived", "paused", "deceased")


class WishStep(NamedTuple):
    """What comes next with somebody I wish to meet; `days` counts from the line that asks for it, or to a release."""

    slug: str
    name: str
    step: str
    what: str | None
    date: str | None
    time: str | None
    days: int | None
    at: str


class Coming(NamedTuple):
    """What wishes have for a digest: releases by its last day, and at most one thing that comes next."""

    releases: list[WishStep]
    next: WishStep | None


def coming(vault: Vault, days: int, among: frozenset[str] | None = None) -> Coming:
    """Return what is released within some days, and one thing that comes next; from day to day another one.

    An answer that waits for a word comes first; `among` are the slugs of those it may be about, None means everybody.
    """
    rows = vault.values("wish")
    wishing = [person.id for person in vault.people if person.status == "wish"]
    if not rows and not wishing:
        return Coming([], None)
    from prm.insight.wishes.offerings import released
    from prm.insight.wishes.wish import wish_of

    last = vault.today + timedelta(days=min(days, (date.max - vault.today).days))
    releases = [
        WishStep(
            note.slug,
            note.name,
            "release",
            without_marks(row.text),
            day,
            time,
            (date.fromisoformat(day) - vault.today).days,
            row.at,
        )
        for row in rows
        if row.label == "offering" and row.since and (note := vault.notes[row.note]).status not in _RESTING
        for day, time in (released(row.since),)
        if day and vault.today.isoformat() <= day <= last.isoformat() and (among is None or note.slug in among)
    ]
    known = {each.at for each in releases}
    people = dict.fromkeys(row.note for row in rows)
    people |= dict.fromkeys(wishing)
    order = sorted(each for each in people if among is None or vault.notes[each].slug in among)
    start = vault.today.toordinal() % len(order) if order else 0
    steps: list[WishStep] = []
    for person in (*order[start:], *order[:start]):
        note = vault.notes[person]
        wish = wish_of(vault, note) if note.status not in _RESTING else None
        if wish and wish.next and wish.next.step != "welcome" and wish.next.at not in known:
            steps.append(WishStep(wish.slug, wish.name, *wish.next))
            if wish.next.step == "answer" or len(order) > _FEW:
                break
    turn = next((each for each in steps if each.step == "answer"), steps[0] if steps else None)
    return Coming(sorted(releases, key=lambda each: (each.date or "", each.time or "", each.name)), turn)
