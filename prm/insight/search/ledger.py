"""Puts down to people, organisations and notes what the lines say that were found, and who looks for the same."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import TypeVar

from prm.insight.search.evidence import INDEXES
from prm.insight.search.evidence import KIND_FIELD
from prm.insight.search.evidence import PAST
from prm.insight.search.evidence import PROMISES
from prm.insight.search.evidence import SILENT
from prm.insight.search.evidence import Case
from prm.insight.search.evidence import freshness
from prm.insight.search.evidence import weight_of
from prm.insight.search.kin import kin_in
from prm.insight.search.kin import may_tell_of_kin
from prm.insight.search.pieces import Hit
from prm.insight.search.pieces import Searched
from prm.insight.search.pieces import apart
from prm.insight.search.saying import needles
from prm.insight.search.weighing import Claim
from prm.insight.search.weighing import Weighing
from prm.insight.search.weighing import words_said
from prm.model.facts_text import Said
from prm.model.names import folded
from prm.model.names import stem
from prm.model.rows import NoteRow
from prm.model.titles import words_of
from prm.model.vault import Vault

K = TypeVar("K")


class Ledger:
    """What every hit says, put down to the people it speaks for."""

    def __init__(self, vault: Vault, searched: Searched) -> None:
        self._vault = vault
        self._things = searched.things
        self._forms = [needles(thing) for thing in searched.things]
        self._known: dict[str, str] = {}
        self._weighing = Weighing(vault, searched)
        self._people: dict[int, list[Claim]] = {}
        self._sources: dict[int, list[Claim]] = {}
        self._needs: dict[int, list[Claim]] = {}
        self._told: dict[int, dict[str, list[Claim]]] = {}
        vault.look_up({hit.said.note for hit in searched.hits})
        linking = (said for said, _ in searched.hits if said.field == "line" and "[" in said.text)
        self._linked = vault.log.people_linked({(said.note, said.line, said.last) for said in linking})
        for hit in searched.hits:
            self._put(hit)

    def cases(self) -> Iterator[Case]:
        """Yield what speaks for each person, the strongest case first; who is not asked for is not weighed."""
        return self._weighing.ordered(self._people)

    def scores(self, people: Iterable[int]) -> dict[int, float]:
        """Return how much speaks for some people."""
        return self._weighing.scores({each: self._people[each] for each in people if each in self._people})

    def sources(self) -> Iterator[Case]:
        """Yield what speaks for organisations and other notes, the strongest first."""
        return self._weighing.ordered(self._sources)

    def told(self) -> dict[int, dict[str, Case]]:
        """Return, for each person, who their page tells of without a name: “her uncle”, and what it tells."""
        self._weighing.look_up(claim for told in self._told.values() for each in told.values() for claim in each)
        return {
            note: {name: self._weighing.case(note, claims) for name, claims in told.items()}
            for note, told in self._told.items()
        }

    def seekers(self) -> Iterator[Case]:
        """Yield who looks for the same, the closest first, with all that they say of it; a line says so for a year."""
        for case in self._weighing.ordered(self._needs, chosen=False):
            lines = [
                line
                for line in case.lines
                if line.evidence.field == "needs" or freshness(self._vault.today, line.day) == 1.0
            ]
            if lines:
                yield case._replace(lines=lines)

    def _put(self, hit: Hit) -> None:
        said = hit.said
        note = self._vault.notes.get(said.note)
        if note is None or note.id == self._vault.me:
            return
        offered, sought = apart(hit, self._forms, self._known) if said.field == "line" else (hit, None)
        if sought is not None:
            self._put_sought(note, sought)
        if offered is not None and note.kind == "person":
            self._put_own(note, offered)
        elif offered is not None and (said.field in ("line", "title") or said.field not in SILENT):
            self._put_shared(note, offered)

    def _put_own(self, note: NoteRow, hit: Hit) -> None:
        said = hit.said
        if said.field == "needs":
            if not said.until or self._vault.today.isoformat() <= said.until:
                _add(self._needs, note.id, Claim(hit, note, "needs", 1.0))
        elif said.field in ("line", "title"):
            if said.field == "title" and folded(said.text) == folded(note.name):
                return
            is_promise = words_of(said.title) in PROMISES
            claim = Claim(hit, note, "promise" if is_promise else "", weight_of("promise" if is_promise else "about"))
            kin = "" if is_promise or not may_tell_of_kin(said.text) else kin_in(words_said(said), self._things)
            if kin:
                _add(self._told.setdefault(note.id, {}), kin, claim)
            else:
                _add(self._people, note.id, claim)
            self._put_linked(note, hit, "mention")
        elif said.field not in SILENT and not _is_mine(said):
            is_past = bool(said.until) and said.until <= self._vault.today.isoformat()[: len(said.until)]
            weight = weight_of(said.field) * (PAST if is_past else 1.0)
            _add(self._people, note.id, Claim(hit, note, said.field, weight))

    def _put_shared(self, note: NoteRow, hit: Hit) -> None:
        """Put down a line of a journal, a meeting, an organisation or another note to those it links."""
        if stem(note.path).casefold() in INDEXES:
            return
        field = KIND_FIELD.get(note.kind, "note")
        if not self._put_linked(note, hit, field) and note.kind in ("org", "note"):
            own = hit.said.field in ("line", "title")
            weight = 0.8 if own else weight_of(hit.said.field)
            _add(self._sources, note.id, Claim(hit, note, field if own else hit.said.field, weight))

    def _put_sought(self, note: NoteRow, hit: Hit) -> None:
        """Put down a line that somebody looks for something: to whom it links, else to whose page it stands on.

        Where it links several, it does not say who of them.
        """
        said = hit.said
        people = self._linked.get((said.note, said.line, said.last), set()) - {self._vault.me}
        if not people and note.kind == "person":
            people = {note.id}
        if len(people) == 1 and words_of(said.title) not in PROMISES:
            field = "" if note.kind == "person" else KIND_FIELD.get(note.kind, "note")
            _add(self._needs, people.pop(), Claim(hit, note, field, weight_of(field or "about")))

    def _put_linked(self, note: NoteRow, hit: Hit, field: str) -> bool:
        """Put a line down to those it links; tell whether it links anybody."""
        said = hit.said
        people = self._linked.get((said.note, said.line, said.last), set()) - {note.id}
        if said.field != "line" or not people:
            return False
        claim = Claim(hit, note, field, weight_of(field) * (1.0 if len(people) < 3 else 0.6))
        for person in people:
            _add(self._people, person, claim)
        return True


def _is_mine(said: Said) -> bool:
    """Tell whether part of a field tells nothing that somebody can do: through whom we met, what I can give them."""
    return (
        said.title in ("gives", "approach")
        if said.field == "wish"
        else said.field == "met" and said.title not in ("", "at")
    )


def _add(table: dict[K, list[Claim]], key: K, claim: Claim) -> None:
    table.setdefault(key, []).append(claim)
