"""How far a season of cards and gifts has come."""

from typing import NamedTuple


class SeasonShown(NamedTuple):
    """A season and how far it has come; `title` and `ja` are what it is called in English and Japanese.

    `by` is the day to post by, `open` says that it is on, `mourning` that I am in mourning and congratulate nobody.
    """

    name: str
    title: str
    ja: str
    first: str
    last: str
    by: str
    open: bool
    mourning: bool
    write: int
    done: int
