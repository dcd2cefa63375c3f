"""Evidence: what the lines that say something asked for tell of people, and how much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import log
from typing import NamedTuple

from prm.insight.kin import kin_in
from prm.insight.saying import Thing
from prm.insight.search import Hit
from prm.insight.search import Searched
from prm.model.facts_text import Said
from prm.model.names import folded
from prm.model.names import stem
from prm.model.rows import NoteRow
from prm.model.schema import FIELDS
from prm.model.sections import words_of
from prm.model.synonyms import LIGHT
from prm.model.vault import Vault
from prm.text.days import day_at
from prm.text.markdown import plain

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("offers", 1.0), ("role", 0.9), ("relations", 0.8), ("tags", 0.75), ("interests", 0.7), ("location", 0.7),
    ("org", 0.65), ("about", 0.65), ("wish", 0.6), ("relationship", 0.55), ("because", 0.5), ("log", 0.5),
    ("address", 0.5), ("note", 0.45), ("org note", 0.45), ("intro", 0.4), ("journal", 0.4), ("meeting", 0.4),
    ("mention", 0.35), ("met", 0.3), ("promise", 0.3),
)  # fmt: skip
"""How much a line tells of what somebody can do, by where it stands; fields of one's own tell 0.8."""

_WEIGHTS = dict(WEIGHTS)
_OWN_FIELD = 0.8
SILENT = frozenset((
    "type", "name", "family", "given", "reading", "aliases", "call", "register", "circle", "cadence", "snooze",
    "status", "email", "phone", "url", "timezone", "lang", "birthday", "dates", "mourning", "gifts", "dislikes",
    "avoid_topics", "trust", "private", "last_contact", "next_contact", "prefers", "attendees", "date", "needs",
    "between", "form", "for", "by", "prm_ignore", "source", "interactions",
))  # fmt: skip
_KNOWN_FIELDS = frozenset(field.name for field in FIELDS)
PROMISES = ("promises", "約束", "research", "下調べ")
KIND_FIELD = {"dated": "journal", "meeting": "meeting", "intro": "intro", "org": "org note", "note": "note"}
INDEXES = ("readme", "index", "_index")
_AGES = ((365, 1.0), (3 * 365, 0.85), (6 * 365, 0.7))
_OLD, PAST = 0.6, 0.55
_MORE = (1.0, 0.15, 0.07)
"""What the best line for a thing counts, the second, the third: several add a little, one repeated adds nothing."""


class Evidence(NamedTuple):
    """A line that speaks for somebody: the field or part it stands in, its words, its place."""

    field: str
    text: str
    at: str


class Via(NamedTuple):
    """Somebody or something that leads there, with the lines that say so; `slug` is null where there is no note."""

    slug: str | None
    name: str
    evidence: list[Evidence]


class Line(NamedTuple):
    """Evidence with what it weighs for each thing asked for, and its day."""

    evidence: Evidence
    weights: tuple[float, ...]
    day: str


class Case(NamedTuple):
    """All that speaks for one note, and how much."""

    note: int
    score: float
    lines: list[Line]


def backwards(day: str) -> str:
    """Return a key that sorts days from the newest to the oldest, none last."""
    return "".join(chr(0x10FF - ord(sign)) for sign in day) if day else "\uffff"


class Ledger:
    """What every hit says, put down to the people it speaks for."""

    def __init__(self, vault: Vault, searched: Searched) -> None:
        self._vault = vault
        self._things = searched.things
        self._lines: dict[int, dict[str, Line]] = {}
        self._sources: dict[int, dict[str, Line]] = {}
        self._told: dict[int, dict[str, list[Line]]] = {}
        self._needs: dict[int, list[Line]] = {}
        vault.look_up({hit.said.note for hit in searched.hits})
        self._days = vault.log.days_at({(hit.said.note, hit.said.line) for hit in searched.hits if hit.said.line})
        self._links: dict[int, list[tuple[int, str, int]]] = {}
        linking = {hit.said.note for hit in searched.hits if hit.said.field == "line" and "[" in hit.said.text}
        for note, line, role, found in vault.links_in(linking):
            self._links.setdefault(note, []).append((line, role, found))
        vault.look_up({found for links in self._links.values() for _, _, found in links})
        counts = [sum(1 for hit in searched.hits if hit.sures[at]) for at in range(len(self._things))]
        self._rare = [rarity(thing, count) for thing, count in zip(self._things, counts, strict=True)]
        for hit in searched.hits:
            self._put(hit)

    def cases(self, least: float = 0.0) -> list[Case]:
        """Return what speaks for each person, the strongest case first, and none below this share of it."""
        return self._weighed(self._lines, least)

    def sources(self) -> list[Case]:
        """Return what speaks for organisations and other notes."""
        return self._weighed(self._sources)

    def told(self) -> dict[int, dict[str, Case]]:
        """Return, for each person, who their page tells of without a name: “her uncle”, and what it tells."""
        return {
            note: {name: Case(note, self._score(lines), lines) for name, lines in told.items()}
            for note, told in self._told.items()
        }

    def seekers(self) -> list[Case]:
        """Return who looks for the same, the closest first."""
        cases = [Case(note, self._score(lines), lines) for note, lines in self._needs.items()]
        return sorted(cases, key=lambda case: (-round(case.score, 6), self._vault.notes[case.note].path))

    # from hits to lines

    def _put(self, hit: Hit) -> None:
        said = hit.said
        note = self._vault.notes.get(said.note)
        if note is None or note.id == self._vault.me:
            return
        if note.kind == "person":
            self._put_own(note, hit)
        elif said.field in ("line", "title") or said.field not in SILENT:
            self._put_shared(note, hit)

    def _put_own(self, note: NoteRow, hit: Hit) -> None:
        said = hit.said
        if said.field == "needs":
            if not said.until or self._vault.today.isoformat() <= said.until:
                self._needs.setdefault(note.id, []).append(self._line(hit, note, "needs", 1.0, said.since))
            return
        if said.field in ("line", "title"):
            field, day = self._part(note, said)
            if said.field == "title" and folded(said.text) == folded(note.name):
                return
            line = self._line(hit, note, field, weight_of(field), day)
            kin = kin_in(line.evidence.text, self._things) if field != "promise" else ""
            if kin:
                self._told.setdefault(note.id, {}).setdefault(kin, []).append(line)
            else:
                self._add(self._lines, note.id, line)
            self._put_linked(note, hit, day)
        elif said.field not in SILENT and (said.field != "met" or said.title in ("", "at")):
            weight = weight_of(said.field) * (PAST if self._is_past(said.until) else 1.0)
            line = self._line(hit, note, said.field, weight, "")
            self._add(self._lines, note.id, line)

    def _part(self, note: NoteRow, said: Said) -> tuple[str, str]:
        """Return which part of a person's page a line stands in, and its day."""
        if words_of(said.title) in PROMISES:
            return "promise", ""
        day = self._day(note, said)
        return ("log", day) if day else ("about", "")

    def _put_shared(self, note: NoteRow, hit: Hit) -> None:
        """Put down a line of a journal, a meeting, an organisation or another note to those it links."""
        if stem(note.path).casefold() in INDEXES:
            return
        day = self._day(note, hit.said) or note.day
        field = KIND_FIELD.get(note.kind, "note")
        if not self._put_linked(note, hit, day, field) and note.kind in ("org", "note"):
            own = hit.said.field in ("line", "title")
            weight = 0.8 if own else weight_of(hit.said.field)
            self._add(self._sources, note.id, self._line(hit, note, hit.said.field if not own else field, weight, day))

    def _put_linked(self, note: NoteRow, hit: Hit, day: str, field: str = "mention") -> bool:
        """Put a line down to those it links; tell whether it links anybody."""
        said = hit.said
        if said.field != "line" or "[" not in said.text:
            return False
        people = {
            found
            for line, role, found in self._links.get(note.id, ())
            if said.line <= line <= said.last and role in ("with", "mention", "owner", "seen") and found != note.id
            if self._vault.notes[found].kind == "person"
        }
        for person in people:
            weight = weight_of(field) * (1.0 if len(people) < 3 else 0.6)
            self._add(self._lines, person, self._line(hit, note, field, weight, day))
        return bool(people)

    def _day(self, note: NoteRow, said: Said) -> str:
        return self._days.get((note.id, said.line), "") or _day_of(said.title)

    def _is_past(self, until: str) -> bool:
        return bool(until) and until <= self._vault.today.isoformat()[: len(until)]

    def _line(self, hit: Hit, note: NoteRow, field: str, weight: float, day: str) -> Line:
        said = hit.said
        fresh = weight * (freshness(self._vault.today, day) if field != "needs" else 1.0)
        text = plain(without_day(said.text))
        if said.title and said.field not in ("line", "title", "met", "wish"):
            text = f"{said.title}: {text}"
        evidence = Evidence(field, text, f"{note.path}:{said.line}")
        return Line(evidence, tuple(fresh * sure for sure in hit.sures), day)

    def _add(self, table: dict[int, dict[str, Line]], note: int, line: Line) -> None:
        """Keep a line once, at its heaviest."""
        known = table.setdefault(note, {})
        key = f"{line.evidence.at} {line.evidence.text}"
        if key not in known or sum(known[key].weights) < sum(line.weights):
            known[key] = line

    # from lines to cases

    def _weighed(self, table: dict[int, dict[str, Line]], least: float = 0.0) -> list[Case]:
        scores = {note: self._score(list(lines.values())) for note, lines in table.items()}
        enough = least * max(scores.values(), default=0.0)
        cases = [
            Case(note, score, self._best(table[note].values())) for note, score in scores.items() if score >= enough
        ]
        return sorted(cases, key=lambda case: (-round(case.score, 6), self._vault.notes[case.note].path))

    def _score(self, lines: list[Line]) -> float:
        """Return how well lines answer all that is asked for: 1 for an offer that says every thing of it."""
        total = sum(self._rare) or 1.0
        score = 0.0
        for at, rare in enumerate(self._rare):
            seen: dict[str, float] = {}
            for line in lines:
                seen[line.evidence.text] = max(seen.get(line.evidence.text, 0.0), line.weights[at])
            best = sorted(seen.values(), reverse=True)[: len(_MORE)]
            score += rare * sum(weight * share for weight, share in zip(best, _MORE, strict=False))
        together = max((sum(1 for weight in line.weights if weight) for line in lines), default=0)
        return score / total + (0.1 * (together - 1) / len(self._rare) if together > 1 else 0.0)

    def _best(self, lines: Iterable[Line], most: int = 3) -> list[Line]:
        """Return the lines to show: the best for each thing first, then the heaviest."""

        def heavy(line: Line) -> tuple[float, str, str]:
            return (
                -sum(w * r for w, r in zip(line.weights, self._rare, strict=True)),
                backwards(line.day),
                line.evidence.at,
            )

        ordered = sorted(lines, key=heavy)
        shown: list[Line] = []
        covered: set[int] = set()
        for line in ordered:
            new = {at for at, weight in enumerate(line.weights) if weight} - covered
            if new:
                shown.append(line)
                covered |= new
        texts = {line.evidence.text for line in shown}
        more = [line for line in ordered if line not in shown and line.evidence.text not in texts]
        kept = (shown + more[: max(0, most - len(shown))])[: max(most, len(self._things))]
        return sorted(kept, key=heavy)


def rarity(thing: Thing, count: int) -> float:
    """Return how much a thing counts among all: rare ones more, what can be done with them, or is done for, less."""
    light = any(form.text in LIGHT for form in thing.forms)
    return (0.6 if light else 1.0) * (0.5 if thing.aside else 1.0) / (1 + 0.35 * log(count)) if count else 0.0


def weight_of(field: str) -> float:
    """Return how much a line tells of what somebody can do, by where it stands."""
    known = _WEIGHTS.get(field)
    return known if known is not None else 0.3 if field in _KNOWN_FIELDS else _OWN_FIELD


def freshness(today: date, day: str) -> float:
    """Return how much a line of a day still tells."""
    if len(day) != 10:
        return 1.0
    days = (today - date.fromisoformat(day)).days
    return next((share for most, share in _AGES if days <= most), _OLD)


def _day_of(title: str) -> str:
    """Return the day that a heading begins with, or ""."""
    if not title[:1].isdigit():
        return ""
    found = day_at(title, 0)
    return found.date.isoformat() if found and found.date and not found.span else ""


def without_day(text: str) -> str:
    """Return a line without the day it begins with."""
    if not text[:1].isdigit() and text[:1] not in "*[令平昭０１２３４５６７８９":
        return text
    found = day_at(text, 0)
    if found is None or found.span:
        return text
    return text[found.end :].strip(" \t\u3000|｜-–—:：") or text
