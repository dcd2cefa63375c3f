"""The log of the whole vault: what everybody's entries say, asked by day, kind and words."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from prm.model import facts
from prm.model.concerning import days_by_line
from prm.model.rows import EntryRow
from prm.model.rows import Took

if TYPE_CHECKING:
    from prm.model.introducing import Introducing
    from prm.model.text import Read

NOTHING = "\0"
"""What no text holds."""


class Log:
    """Questions of all entries at once; `me` takes no part."""

    def __init__(self, ask: Callable[..., list[tuple[Any, ...]]], read: Read, me: int, today: date) -> None:
        self._ask = ask
        self._read = read
        self._lines: dict[str, list[str]] = {}
        self._me = me
        self._today = today.isoformat()

    def tally(self) -> list[tuple[int, str, str, int]]:
        """Return how many entries of each kind, and of what was given, each person took part in."""
        today = self._today
        return [(int(who), *rest) for who, *rest in self._ask("tally", me=self._me, today=today)]

    def contact_days(self, since: str) -> list[tuple[int, str, str]]:
        """Return who was in touch on which day from one on, and by which kind of contact."""
        return self._ask("contact days", me=self._me, since=since, today=self._today)

    def giving(self, question: str = "giving") -> list[tuple[Any, ...]]:
        """Return who gave or was given what, newest first; for “thanking” or “learned”, what may say so."""
        return self._ask(question, me=self._me, today=self._today)

    def meetings(self, first: str, last: str) -> list[EntryRow]:
        """Return the meetings from one ISO day to another, both included, held or not."""
        return list(map(EntryRow._make, self._ask("meetings", first, last)))

    def asides(self) -> list[tuple[int, str]]:
        """Return what values hold beside their text: the reason of a snooze, the price of an offering."""
        return [(int(note), str(text)) for note, text in self._ask("asides")]

    def works(self) -> list[tuple[int, str, str, str]]:
        """Return the roles, organisations and places of all notes: the note, the field, the text, until when."""
        return self._ask("some values")

    def introductions(self, person: int = 0) -> list[Introducing]:
        """Return what the notes about introductions say, as written; with a person, of those that may name them."""
        from prm.model.introducing import introducing

        return introducing(self._ask, self._today, person)

    def beside_introductions(self) -> list[tuple[str, int, str]]:
        """Return the lines of introductions that are none of their steps: the path, the line and its words."""
        return [(row[0], row[1], row[2]) for row in self._ask("beside steps of introductions")]

    def contacts_in(self, days: list[tuple[str, str]], kinds: Iterable[str], words: Iterable[str]) -> list[Took]:
        """Return who took part in contacts of up to three stretches of days, oldest first.

        Those of up to three kinds, and those whose text holds one of up to facts.WORDS words, in lower case.
        """
        bounds = [day for each in (*days, *[("~", "")] * 3)[:3] for day in each]
        asked = (*words, *[NOTHING] * facts.WORDS)[: facts.WORDS]
        return list(map(Took._make, self._ask("contacts in", *bounds, *(*kinds, *[NOTHING] * 3)[:3], *asked)))

    def entries_holding(self, one: str, other: str) -> list[Took]:
        """Return who took part in entries of any day whose text holds one of two words, oldest first."""
        return list(map(Took._make, self._ask("entries holding", one, other)))

    def took_at(self, places: Iterable[tuple[int, int]]) -> list[Took]:
        """Return who took part in the entries at some lines of notes."""
        return list(map(Took._make, self._of_places("took at", places)))

    def contacts_after(self, day: str) -> list[EntryRow]:
        """Return the entries after a day that would count as a contact."""
        return list(map(EntryRow._make, self._ask("contacts after", day)))

    def days_at(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """Return the days of the entries at some lines of notes; one without a year takes the latest that was."""
        return days_by_line(self._of_places("days at", places), self._today)

    def people_linked(self, lines: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int, int], set[int]]:
        """Return the people that lines link; of each line the note, where it begins and where it ends."""
        found: dict[tuple[int, int, int], set[int]] = {}
        for note, line, last, person in self._of_places("people linked at", lines):
            found.setdefault((note, line, last), set()).add(person)
        return found

    def _of_places(self, question: str, places: Iterable[tuple[int, ...]]) -> Iterator[tuple[Any, ...]]:
        """Ask of many places at once."""
        ordered, most = sorted(places), facts.AT_ONCE
        for at in range(0, len(ordered), most):
            some = [part for place in ordered[at : at + most] for part in place]
            yield from self._ask(question, *some, *[0] * (most * len(ordered[0]) - len(some)))

    def written(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Return lines as they stand in the files, by path and number; what cannot be read is left out."""
        places = list(places)
        wanted = {path for path, _ in places} - self._lines.keys()
        for source in self._read(wanted) if wanted else ():
            starts = [*source.line_starts, len(source.text)]
            self._lines[source.path] = [source.text[a:b] for a, b in pairwise(starts)]
        lines = ((path, line, self._lines.get(path, [])) for path, line in places)
        return {(path, line): known[line - 1] for path, line, known in lines if 0 < line <= len(known)}
