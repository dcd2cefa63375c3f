"""The pieces that a merged scope is put together from, and their order."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple
from typing import TypeAlias

Places: TypeAlias = tuple[int | None, int | None, int | None]


class Piece(NamedTuple):
    """Some lines of the merged scope: the numbers of its first and its last unit in base, ours and theirs.

    What is no section comes first, then the deeper ones: below a heading anything else would be a part of its section.
    """

    kind: str
    day: str
    lines: list[str]
    first: Places
    last: Places
    level: int = 9

    def is_new(self, side: int) -> bool:
        """Tell whether only one side has it."""
        return all((place is not None) == (at == side) for at, place in enumerate(self.first))


class Gap(NamedTuple):
    """What stands between two pieces of text: on our side, and on theirs; there a number is that of one of ours."""

    ours: list[Piece | int]
    theirs: list[Piece | int]

    def merged(self) -> list[Piece]:
        """Return ours, with what only theirs has before what it stands before there, else behind."""
        merged = [piece for piece in self.ours if isinstance(piece, Piece)]
        waiting: list[Piece] = []
        for piece in self.theirs:
            if isinstance(piece, Piece):
                waiting.append(piece)
                continue
            place = next((at for at, each in enumerate(merged) if each.first[1] == piece), -1)
            if place >= 0:
                merged[place:place] = waiting
                waiting = []
        return merged + waiting


def is_sorted(run: Iterable[Piece], newest_first: bool) -> bool:
    """Tell whether the days of some pieces rise, or fall where the newest comes first."""
    days = [piece.day for piece in run if piece.day]
    return days == sorted(days, reverse=newest_first)


def placed_by_day(run: Sequence[Piece], kept: list[Piece], newest_first: bool) -> list[Piece]:
    """Return the kept pieces with the others put in by their days; one without a day stays behind its neighbour."""
    placed = list(kept)
    stay = {id(piece) for piece in kept}
    for at, piece in enumerate(run):
        if id(piece) in stay:
            continue
        if piece.day and any(each.day for each in placed):
            placed.insert(_place(placed, piece.day, newest_first), piece)
        else:
            neighbour = next((to for to, each in enumerate(placed) if at and each is run[at - 1]), -1)
            placed.insert(neighbour + 1, piece)
    return placed


def _place(placed: Sequence[Piece], day: str, newest_first: bool) -> int:
    dated = [at for at, piece in enumerate(placed) if piece.day]
    if newest_first:
        return next((at for at in dated if placed[at].day < day), dated[-1] + 1)
    return next((at + 1 for at in reversed(dated) if placed[at].day <= day), dated[0])
