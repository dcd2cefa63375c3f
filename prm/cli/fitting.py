"""What the commands that note a need or an offer say at once: with whom it fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from prm.cli.output import rendered
from prm.cli.output import say
from prm.cli.params import Session

if TYPE_CHECKING:
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

    Row = dict[str, str | None]

_MOST = 3


def tell_fits(session: Session, vault: Vault, person: NoteRow, said: Iterable[tuple[str, str]]) -> None:
    """Say on standard error with whom needs and offers fit, three lines at most; `said` are pairs of key and words."""
    from prm.insight.matching.fitting import fits

    found = [fit for key, what in said for fit in fits(vault, person, key, what)]
    _tell(session, vault, [_row(vault, fit.slug, fit.field, fit.text, fit.since, fit.at) for fit in found])


def tell_pairs(session: Session, vault: Vault, path: str) -> None:
    """Say on standard error whom somebody new could help, and who could help them, three lines at most."""
    from prm.insight.matching.pairs import pairs

    person = next((note for note in vault.exactly(path) if note.path == path), None)
    rows: list[Row] = []
    for pair in pairs(vault, person.id, most=_MOST) if person is not None else ():
        other = str(pair.needs if pair.offers == person.slug else pair.offers)  # type: ignore[union-attr]
        need, offer = pair.evidence[0], pair.evidence[1]
        if other == pair.needs:
            rows.append(_row(vault, other, "needs", pair.on, pair.since, need.at))
        else:
            rows.append(_row(vault, other, "helps", offer.text, None, offer.at))
    _tell(session, vault, rows)


def _row(vault: Vault, slug: str, field: str, text: str, since: str | None, at: str) -> Row:
    says = field if field in ("offers", "needs") else "helps"
    me = vault.me in vault.notes and slug in ("me", vault.notes[vault.me].slug)
    name = None if me else vault.names_by_slug.get(slug, slug)
    return {"name": name, "says": says, "text": text, "since": since or None, "at": at}


def _tell(session: Session, vault: Vault, rows: list[Row]) -> None:
    if rows:
        for line in rendered(vault, session, "list/fits.txt.j2", {"fits": rows[:_MOST]}).splitlines():
            say(line)
