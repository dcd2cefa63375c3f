"""What is new: two readings of a vault are compared, findings and people."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.keeping.due import due_people
from prm.insight.promises import promises
from prm.model.vault import Vault
from prm.rules import Finding
from prm.watch.words import ENGLISH
from prm.watch.words import Words

_COUNT = re.compile(r"\b\d+ days?\b")  # grows by itself every night


class Known(NamedTuple):
    """What is known of a person that is worth a line when it changes."""

    name: str
    path: str
    last: str


class Reading(NamedTuple):
    """A vault as plain data: findings, people by slug, open and kept promises, and whose turn it is."""

    day: date
    findings: tuple[Finding, ...]
    people: dict[str, Known]
    open: frozenset[tuple[str, tuple[str, ...], str]]
    kept: frozenset[tuple[str, tuple[str, ...], str]]
    due: frozenset[str]


class Change(NamedTuple):
    """Something new about somebody: what, who, and the line that says it."""

    what: str
    slug: str
    name: str
    text: str


class News(NamedTuple):
    """What differs between two readings: findings that came and went, to the place, and what is new of people."""

    appeared: list[Finding]
    gone: list[Finding]
    changes: list[Change]


def reading(vault: Vault, findings: Iterable[Finding]) -> Reading:
    """Return what is compared of a vault."""
    last = {person: each.day for person, each in vault.last_contacts.items()}
    people = {person.slug: Known(person.name, person.path, last.get(person.id, "")) for person in vault.people}
    said = promises(vault, done=True)
    keys = [((each.owner, tuple(each.people), each.text), each.done) for each in said]
    return Reading(
        vault.today,
        tuple(findings),
        people,
        frozenset(key for key, done in keys if not done),
        frozenset(key for key, done in keys if done),
        frozenset(vault.notes[person].slug for person in due_people(vault)),
    )


def news(old: Reading, new: Reading, words: Words = ENGLISH) -> News:
    """Return what differs between two readings, in the words of a language."""
    before, after = set(old.findings), set(new.findings)
    appeared = [each for each in new.findings if each not in before]
    gone = [each for each in old.findings if each not in after]
    return News(appeared, gone, list(_changes(old, new, words)))


def without_moves(found: News) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that came and went, without those that only stand on another line now."""
    came, went = Counter(map(_what, found.appeared)), Counter(map(_what, found.gone))
    return _rest(found.appeared, came - went), _rest(found.gone, went - came)


def _what(found: Finding) -> tuple[str, str, str, str]:
    return found.code, found.severity, found.path, _COUNT.sub("", found.message)


def _rest(findings: list[Finding], left: Counter[tuple[str, str, str, str]]) -> list[Finding]:
    kept: list[Finding] = []
    for each in findings:
        if left[_what(each)] > 0:
            left[_what(each)] -= 1
            kept.append(each)
    return kept


def _changes(old: Reading, new: Reading, words: Words) -> Iterator[Change]:
    yield from _people(old, new, words)
    yield from _promises(old, new, words)
    if new.day != old.day:
        for slug in sorted(new.due - old.due):
            name = _name(new, slug)
            yield Change("due", slug, name, words.due.format(name=name))


def _people(old: Reading, new: Reading, words: Words) -> Iterator[Change]:
    came = {slug: each for slug, each in new.people.items() if slug not in old.people}
    went = {slug: each for slug, each in old.people.items() if slug not in new.people}
    named = {each.name: slug for slug, each in went.items()}
    for slug, each in came.items():
        was = named.pop(each.name, "")
        if was:
            del went[was]
            yield Change("moved", slug, each.name, words.moved.format(name=each.name, path=each.path))
            if each.last != old.people[was].last:
                yield _contact(slug, each, new.day, words)
        else:
            yield Change("new", slug, each.name, words.new.format(name=each.name))
            if each.last:
                yield _contact(slug, each, new.day, words)
    for slug, each in went.items():
        yield Change("gone", slug, each.name, words.gone.format(name=each.name))
    for slug, each in new.people.items():
        before = old.people.get(slug)
        if before is not None and before.name != each.name:
            yield Change("renamed", slug, each.name, words.renamed.format(name=each.name, was=before.name))
        if before is not None and before.last != each.last:
            yield _contact(slug, each, new.day, words)


def _contact(slug: str, person: Known, today: date, words: Words) -> Change:
    line = words.contact if person.last else words.none
    return Change("contact", slug, person.name, line.format(name=person.name, day=said(person.last, today, words)))


def said(day: str, today: date, words: Words = ENGLISH) -> str:
    """Return a day as one says it: today, yesterday, else in figures."""
    if day == today.isoformat():
        return words.today
    if today > date.min and day == (today - timedelta(1)).isoformat():
        return words.yesterday
    return day


def _promises(old: Reading, new: Reading, words: Words) -> Iterator[Change]:
    for owner, people, text in sorted(new.open - old.open - old.kept):
        name, slug = _of(new, owner, people, words)
        line = words.promised if not name else words.promised_to if owner == "me" else words.promised_by
        yield Change("promised", slug, name, line.format(name=name, text=text))
    for owner, people, text in sorted(new.kept & old.open):
        name, slug = _of(new, owner, people, words)
        line = words.kept_of if name else words.kept
        yield Change("kept", slug, name, line.format(name=name, text=text))


def _of(reading: Reading, owner: str, people: tuple[str, ...], words: Words) -> tuple[str, str]:
    """Return whom a promise is about: the names, and the first slug."""
    slugs = [owner] if owner != "me" else list(people)
    return words.join.join(_name(reading, slug) for slug in slugs), slugs[0] if slugs else ""


def _name(reading: Reading, slug: str) -> str:
    known = reading.people.get(slug)
    return known.name if known else slug
