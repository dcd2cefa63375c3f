"""What the notes say of two people at once: who stands in one entry with whom, who named whom, who was introduced."""

from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any
from typing import NamedTuple

from prm.model.concerning import bare
from prm.model.names import folded
from prm.model.names import target_key
from prm.model.rows import EntryRow
from prm.model.rows import ValueRow


class Beside(NamedTuple):
    """Somebody, or something, that an entry links: `owner` is whose file it stands in, 0 where it is nobody's."""

    entry: int
    role: str
    person: int
    owner: int
    contact: int
    day: str
    kind: str
    what: str


class Ties:
    """The columns of which ties between people are made, each asked once."""

    def __init__(
        self,
        ask: Callable[..., list[tuple[Any, ...]]],
        of_some: Callable[[str, Iterable[int]], list[tuple[Any, ...]]],
        today: date,
        me: int,
    ) -> None:
        self._ask = ask
        self._of_some = of_some
        self._today = today.isoformat()
        self._me = me

    def related_to(self, person: int, keys: Iterable[str]) -> set[int]:
        """Return the notes that name somebody as a relation: by a link, or in words that are one of their `keys`."""
        linking = {int(note) for (note,) in self._ask("related to", person)}
        return linking.union(*(self._related_in_words.get(key, ()) for key in keys))

    @cached_property
    def _related_in_words(self) -> dict[str, list[int]]:
        """The notes that name a relation without a link, by how names are compared; folded ones begin with “~”."""
        found: dict[str, list[int]] = {}
        for note, text in self._ask("related in words"):
            key = target_key(bare(f"[[{text}]]"))
            for each in (key, "~" + folded(key)):
                found.setdefault(each, []).append(note)
        return found

    def texts_with_others(self, notes: Iterable[int]) -> list[tuple[int, str]]:
        """Return the people who took part in entries of some notes that are not their own, each with the text."""
        return [(int(person), str(text)) for person, text in self._of_some("texts with others", notes)]

    def together(self, person: int = 0) -> list[Beside]:
        """Return what entries link beside somebody, entry by entry, organisations too; nothing that lies ahead.

        With a person only entries of theirs, or that link them.
        """
        if person:
            return list(map(Beside._make, self._ask("together with", person=person, today=self._today)))
        return list(map(Beside._make, self._ask("together", self._today)))

    def through(self, person: int = 0) -> list[ValueRow]:
        """Return through whom people were met, as their pages say; with a person what their page and such links say."""
        rows = self._ask("through with", person=person) if person else self._ask("through")
        return list(map(ValueRow._make, rows))

    def named_beside(self, person: int = 0) -> list[tuple[int, int, int, int]]:
        """Return what lines that are no entries link: the note, the line, what is found, if the note is a person's.

        With a person only lines of their page, or that link them.
        """
        rows = self._ask("named beside with", person=person) if person else self._ask("named beside")
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def workplaces(self) -> list[tuple[int, str, str, str]]:
        """Return where everybody works or did: the note, the organisation as written, since when, until when."""
        return [(row[0], row[1], row[2], row[3]) for row in self._ask("workplaces", self._me)]

    def targets(self) -> dict[str, int]:
        """Return what each link target finds that finds one note."""
        return dict(self._ask("found targets"))

    def declined(self) -> set[int]:
        """Return the introductions that somebody declined."""
        return {note for (note,) in self._ask("declined", self._today)}

    @cached_property
    def standings(self) -> dict[int, str]:
        """Every person with their status."""
        return dict(self._ask("standings"))

    def brought(self) -> list[tuple[int, str, int, str, int]]:
        """Return whom an introduction that I was given names: the giver's note and path, who, the day and the line."""
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self._ask("brought", self._today)]

    def made(self) -> dict[int, tuple[str, str, int]]:
        """Return on which day an introduction was made, with the path and line that say so, by its note."""
        return {row[0]: (row[1], row[2], row[3]) for row in self._ask("introduced", self._today)}

    def lines(self, entries: Iterable[int]) -> dict[int, EntryRow]:
        """Return entries by their numbers."""
        return {row[0]: EntryRow._make(row) for row in self._of_some("some entries", entries)}
