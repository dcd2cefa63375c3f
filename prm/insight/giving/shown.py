"""What I could give somebody, as it is shown."""

from typing import NamedTuple


class Mine(NamedTuple):
    """What I offer that answers what they look for."""

    text: str
    at: str


class Idea(NamedTuple):
    """Something I could give: what kind of thing, the reason, and the words and place of the line that says so.

    `reason`: `got` (they helped me, and no thanks are noted), `hard` or `good` (what they go through), `needs`, `wants`
    and `likes` (what they said), `gifts` (noted by me), `liked` (they liked it once), `interests`, `meal` (it has been
    a while). `date` is the day of the line; `mine` is what I offer for a need.
    """

    give: str
    reason: str
    text: str
    date: str | None
    at: str
    mine: Mine | None = None


class Suggestion(NamedTuple):
    """One idea for one person, once a day."""

    name: str
    slug: str
    idea: Idea
