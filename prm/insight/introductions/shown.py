"""Introductions on the page of one of their people."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import Who
from prm.model.rows import NoteRow


class Party(NamedTuple):
    """Somebody in an introduction; `slug` is null where the vault does not know them; `me` says that it is I."""

    name: str
    slug: str | None
    me: bool


class IntroShown(NamedTuple):
    """An introduction on the page of one of its people: the others, who introduced if not I, and where it stands."""

    others: list[Party]
    by: Party | None
    state: str
    do: str | None
    who: list[Party]
    since: str | None
    at: str


def shown(found: Iterable[Introduction], person: NoteRow, *, declined: bool = True) -> list[IntroShown]:
    """Return the introductions of a person for their page; without those that were declined, if so wished."""
    return [_shown(one, person) for one in found if declined or one.state != "declined"]


def _shown(one: Introduction, person: NoteRow) -> IntroShown:
    return IntroShown(
        [party(who) for who in one.between if who.note != person.id],
        party(one.by) if one.by else None,
        one.state,
        one.next.do if one.next else None,
        [party(who) for who in one.next.who] if one.next else [],
        one.since,
        one.at,
    )


def party(who: Who) -> Party:
    """Return somebody as they are shown."""
    return Party(who.name, who.slug, who.me)
