"""What the commands that note a need or an offer say at once: with whom it fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from prm.cli.output import say

if TYPE_CHECKING:
    from prm.insight.matching import Fit
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_MOST = 3
_SAYS = {"offers": "offers", "needs": "is looking for"}


def tell_fits(vault: Vault, person: NoteRow, said: Iterable[tuple[str, str]]) -> None:
    """Say on standard error with whom needs and offers fit, three lines at most; `said` are pairs of key and words."""
    from prm.insight.matching import fits

    told = 0
    for key, what in said:
        for fit in fits(vault, person, key, what):
            if told < _MOST:
                say(_line(fit))
                told += 1


def tell_pairs(vault: Vault, path: str) -> None:
    """Say on standard error whom somebody new could help, and who could help them, three lines at most."""
    from prm.insight.pairs import pairs

    person = next((note for note in vault.exactly(path) if note.path == path), None)
    for pair in pairs(vault, person.id, most=_MOST) if person is not None else ():
        other = pair.needs if pair.offers == person.slug else pair.offers  # type: ignore[union-attr]
        name = vault.names_by_slug.get(other, other)
        if other == pair.needs:
            since = f" since {pair.since}" if pair.since else ""
            say(f"{name} is looking for “{pair.on}”{since}  {pair.evidence[0].at}")
        else:
            say(f"{name} may help: “{pair.evidence[1].text[:100]}”  {pair.evidence[1].at}")


def _line(fit: Fit) -> str:
    since = f" since {fit.since}" if fit.since else ""
    if fit.field in _SAYS:
        return f"{fit.name} {_SAYS[fit.field]} “{fit.text}”{since}  {fit.at}"
    return f"{fit.name} may help: “{fit.text[:100]}”  {fit.at}"
