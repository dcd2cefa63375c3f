"""Who changed how between two states of the notes: who is new, was met, moved, kept a promise; what else is known."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from prm.insight.changes.differences import Difference
from prm.insight.changes.differences import differences
from prm.insight.changes.differences import said_of
from prm.insight.changes.pairing import Pair
from prm.insight.changes.pairing import Version
from prm.insight.changes.pairing import together
from prm.model.names import slug
from prm.model.notes import Note
from prm.model.notes import Value
from prm.model.schema import FIELDS
from prm.model.schema import KINDS
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks

ENTRIES = 5
"""How many entries of one person are shown where everybody's are."""
TOLD = (
    *("birthday", "dates", "mourning", "status", "circle", "cadence", "snooze", "relationship", "because", "reading"),
    *("call", "register", "aliases", "tags", "email", "phone", "address", "url", "prefers", "timezone", "lang", "met"),
    *("relations", "interests", "gifts", "dislikes", "avoid_topics", "offers", "needs", "trust", "wish"),
)
"""The fields whose changes are told one by one, besides where somebody lives and works."""
_MERGED = {field.name: field.merge for field in FIELDS}
_CHANNELS = {kind.name: kind.channel for kind in KINDS}
_ORDER = ("gone", "new", "renamed", "moved", "job", "fact", "kept", "promised", "entry", "edited")
_ALIKE = 0.6
"""From how much of it on an item of a list is the same one in other words."""
_ENTRIES = ("met", "contact", "noted", "planned", "cancelled")


class Change(NamedTuple):
    """One thing that changed about one person.

    `kind`: new, gone, renamed, moved, job, fact (a `field`, with its `label`), met (in person), contact, noted (an
    entry that is no contact), planned (not held, as far as is known), cancelled, promised, kept, or edited (words that
    mean none of these). `written` is the day on which
    it came to the vault; `date` that of the entry, or until when it was promised. `was` and `text` are before and now:
    of a fact without `text` we know that it holds no longer. `said` is the kind of an entry, or who promised; `first`
    says that you had not met before; `people` are the others who took part.
    """

    slug: str | None
    name: str
    kind: str
    written: str
    date: str | None
    field: str | None
    label: str | None
    was: str | None
    text: str | None
    said: str | None
    first: bool
    people: list[str]
    at: str | None


class Changed(NamedTuple):
    """Somebody, with what changed about them, and how many more entries there are."""

    slug: str | None
    name: str
    changes: list[Change]
    more: int


class Told(NamedTuple):
    """A change, and what dates it: a line that came to the file of a path, or went from it; where that was before."""

    change: Change
    path: str
    old_path: str
    line: bytes
    gone: bool


def changes(vault: Vault, pairs: Iterable[Pair]) -> list[Told]:
    """Return what changed about whom."""
    names = _Names(vault)
    return [told for old, new in together(pairs) for told in _of_note(names, old, new)]


def facts_since(vault: Vault, pair: Pair) -> list[Change]:
    """Return what is known otherwise of somebody than an older version of their page said; no entries, no promises."""
    told = changes(vault, [pair]) if pair[0] and pair[1] else []
    return [each.change for each in told if each.change.kind in ("renamed", "moved", "job", "fact")]


def arranged(rows: Iterable[Change]) -> list[Change]:
    """Return changes by person, those with the newest first, each person's newest first."""
    rows = sorted(rows, key=lambda row: row.date or "", reverse=True)
    rows.sort(key=lambda row: _ORDER.index("entry" if row.kind in _ENTRIES else row.kind))
    rows.sort(key=lambda row: row.written, reverse=True)
    newest: dict[tuple[str, str], str] = {}
    for row in rows:
        newest.setdefault((row.slug or "", row.name), row.written)
    rows.sort(key=lambda row: (row.name, row.slug or ""))
    return sorted(rows, key=lambda row: newest[row.slug or "", row.name], reverse=True)


def by_person(rows: Iterable[Change], most: int | None) -> list[Changed]:
    """Return changes that are arranged with the person they are about, `most` entries of each."""
    people: dict[tuple[str | None, str], list[Change]] = {}
    for row in rows:
        people.setdefault((row.slug, row.name), []).append(row)
    found: list[Changed] = []
    for (slug_, name), each in people.items():
        further = [row for row in each if row.kind in _ENTRIES][most:] if most else []
        found.append(Changed(slug_, name, [row for row in each if row not in further], len(further)))
    return found


def _of_note(names: _Names, old: Version | None, new: Version | None) -> Iterator[Told]:
    rows = [row for each in _found(old, new) for row in _rows(names, each, old, new)]
    if old and new and old.note.kind == new.note.kind == "person":
        rows += _facts(names, old, new)
        if not rows and old.source.data != new.source.data:
            rows += _edited(names, old, new)
    yield from (row._replace(old_path=old.source.path if old else row.path) for row in rows if row.change.name)


def _found(old: Version | None, new: Version | None) -> list[Difference]:
    """Return what happened to a note; a task that was ticked is no entry besides, unless it is a contact."""
    found = differences(old and old.note, new and new.note)
    tasks = {task.start for task in new.note.tasks} if new else set()
    log = [each for each in found if each.kind == "log" and (each.contact or each.start not in tasks)]
    return [each for each in found if each.kind in ("added", "removed", "promise", "kept")] + log


def _rows(names: _Names, each: Difference, old: Version | None, new: Version | None) -> Iterator[Told]:
    """Yield a row for everybody whom a difference is about, except me."""
    here = new or old
    if here is None:
        return
    people = list(dict.fromkeys(names.who(who, here.note) for who in each.people))
    at, line = None, b""
    if each.kind != "removed" and new and each.start >= 0:
        at, line = _place(new, each.start)
    for who in (who for who in people if not who.is_me):
        others = [other.slug or other.name for other in people if other != who]
        if change := _change(names, each, who, others, at, new):
            yield Told(change, here.source.path, "", line, each.kind == "removed")


def _change(
    names: _Names, each: Difference, who: _Who, others: list[str], at: str | None, new: Version | None
) -> Change | None:
    blank = Change(who.slug, who.name, "", "", None, None, None, None, None, None, False, others, at)
    if each.kind == "added" and new:
        text = ", ".join(part for keys in (("role", "org"), ("location",)) if (part := said_of(new.note, keys)))
        return blank._replace(kind="new", text=text or None, at=f"{new.source.path}:1")
    if each.kind == "removed":
        return blank._replace(kind="gone", slug=None)
    text = without_marks(each.text)
    if each.kind in ("promise", "kept"):
        kind = "promised" if each.kind == "promise" else "kept"
        return blank._replace(kind=kind, date=each.day or None, text=text, said="me" if each.said == "me" else "them")
    if each.status or (each.contact and each.day > names.today):
        kind = "cancelled" if each.status.startswith("cancel") else "planned"
        return blank._replace(kind=kind, date=each.day or None, text=text, said=each.said or None)
    if not each.contact:
        return blank._replace(kind="noted", date=each.day or None, text=text, said=each.said or None)
    in_person = _CHANNELS.get(each.said) == "in person"
    first = in_person and names.first_met(who) == each.day
    kind = "met" if in_person else "contact"
    return blank._replace(kind=kind, date=each.day or None, text=text, said=each.said or None, first=first)


def _place(version: Version, start: int) -> tuple[str, bytes]:
    """Return where an offset stands, and the bytes of its line."""
    source = version.source
    number = source.line(start)
    starts = (*source.line_starts, len(source.text))
    return f"{source.path}:{number}", source.data[source.byte(starts[number - 1]) : source.byte(starts[number])].strip()


# facts


def _facts(names: _Names, old: Version, new: Version) -> Iterator[Told]:
    """Yield what the front matter and the sections of somebody's page say otherwise than before."""
    who = names.of(new.note)
    if old.note.name != new.note.name:
        start = next((value.start for value in new.note.values if value.key == "name"), -1)
        line = _place(new, start) if start >= 0 else (f"{new.source.path}:1", new.note.name.encode())
        yield _fact(who, "renamed", new, None, None, old.note.name, new.note.name, line)
    for kind, keys in (("moved", ("location",)), ("job", ("role", "org"))):
        was, now = said_of(old.note, keys), said_of(new.note, keys)
        if was != now:
            version, note = (new, new.note) if now else (old, old.note)
            starts = [value.start for value in note.values if value.key in keys and not value.until]
            changed = [each for each in starts if _place(version, each)[1] not in (old if now else new).source.data]
            place = _place(version, (changed or starts)[0])
            yield _fact(who, kind, version, keys[0], None, was or None, now or None, place, gone=not now)
    for key in TOLD:
        for label, before, after in _differing(_values(old.note, key), _values(new.note, key), _MERGED[key]):
            version, value = (new, after) if after else (old, before)
            if value and not (key == "aliases" and value.text == old.note.name != new.note.name):
                place = _place(version, value.start)
                then, here = (_shown(each) if each else None for each in (before, after))
                yield _fact(who, "fact", version, key, label or None, then, here, place, gone=not after)


def _fact(
    who: _Who, kind: str, version: Version, field: str | None, label: str | None, was: str | None, text: str | None,
    place: tuple[str, bytes], *, gone: bool = False,
) -> Told:  # fmt: skip
    at, line = place
    change = Change(
        who.slug, who.name, kind, "", None, field, label, was, text, None, False, [], None if gone else at
    )  # fmt: skip
    return Told(change, version.source.path, "", line, gone)


def _values(note: Note, key: str) -> list[Value]:
    """Return the items of a field that hold still."""
    return [value for value in note.values if value.key == key and not value.until and value.text.strip()]


def _shown(value: Value) -> str:
    return plain(without_marks(value.value if value.key in ("birthday", "dates", "mourning") else value.text) or "")


def _differing(
    old: Sequence[Value], new: Sequence[Value], merge: str
) -> Iterator[tuple[str, Value | None, Value | None]]:
    """Yield the items that came, went, or took each other's place: the label, the item before, the item now."""
    there = {(value.label, _shown(value)) for value in old}
    stays = {(value.label, _shown(value)) for value in new}
    gone = [value for value in old if (value.label, _shown(value)) not in stays]
    come = [value for value in new if (value.label, _shown(value)) not in there]
    for value in come:
        same = [other for other in gone if other.label == value.label]
        replaced = same[0] if len(same) == 1 and (merge != "set" or _reworded(same[0], value)) else None
        if replaced:
            gone.remove(replaced)
        yield value.label, replaced, value
    yield from ((value.label, value, None) for value in gone)


def _reworded(old: Value, new: Value) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _shown(old), _shown(new), autojunk=False).ratio() > _ALIKE


def _edited(names: _Names, old: Version, new: Version) -> Iterator[Told]:
    """Yield that other words of a page changed, dated by the first line that came or went."""
    before, after = old.source.data.splitlines(), new.source.data.splitlines()
    come = next((line.strip() for line in after if line.strip() and line.strip() not in old.source.data), None)
    gone = next((line.strip() for line in before if line.strip() and line.strip() not in new.source.data), None)
    line = come or gone
    if line:
        told = _fact(names.of(new.note), "edited", new, None, None, None, None, (f"{new.source.path}:1", line))
        yield told._replace(gone=come is None)


# people


class _Who(NamedTuple):
    """Somebody as they are called now; `slug` is None where no note, or more than one, is meant."""

    slug: str | None
    name: str
    note: int = 0
    is_me: bool = False


class _Names:
    """Who is meant by names and targets of links, as the vault is now; each is asked for once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self.today = vault.today.isoformat()
        self._known: dict[str, _Who] = {}

    def who(self, said: str, note: Note) -> _Who:
        """Return who is meant: the one whose note it is, or whom a link finds."""
        return self.of(note) if note.kind == "person" and said == note.name else self._found(said, said)

    def of(self, note: Note) -> _Who:
        """Return whose page a note is."""
        own = slug(note.path)
        return self._found(own, note.name)._replace(slug=own, name=note.name)

    def _found(self, target: str, name: str) -> _Who:
        if target not in self._known:
            found = self._vault.resolve(target)
            row = self._vault.notes[found[0]] if len(found) == 1 else None
            is_me = row is not None and row.id == self._vault.me
            self._known[target] = _Who(row.slug, row.name, row.id, is_me) if row else _Who(None, name)
        return self._known[target]

    def first_met(self, who: _Who) -> str:
        """Return the day on which you first met somebody, "" where none is noted."""
        found = self._vault.first_meetings.get(who.note)
        return found.day if found else ""
