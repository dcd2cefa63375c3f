"""Forget somebody: the file goes, links become words, and what other notes say of others stays exactly true."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.names import exact
from prm.model.names import is_cjk
from prm.model.names import stem
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import links
from prm.text.markdown import plain
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_LINK = Pattern(
    r"!?(?:\[\[[^\[\]\r\n]+\]\]|\[[^\[\]\r\n]*\]\((?:<[^<>\r\n]*>|[^()\s<>]+)[ \t]*\))",
)
_OPEN = Pattern(r"[ \t]*(?:[-*+・●○]|\d+[.)])[ \t]+\[(?P<box> )\]")
_CALLED = ("name", "aliases", "reading", "email")
_JOINTS = Pattern(r"[\W_]+")
_SHORTEST = 3
"""How many Latin letters a name has at least that is looked for in running text."""


class Forgotten(NamedTuple):
    """The edits that forget somebody, their own files first; what to say of links that had to stay; their names."""

    edits: tuple[Edit, ...]
    said: tuple[str, ...]
    names: tuple[str, ...]


def own_notes(vault: Vault, person: NoteRow) -> list[NoteRow]:
    """Return the notes that are somebody's own: their page, and dated notes in a folder that is named like them."""
    found = [person]
    for note in vault.notes.values():
        folder = note.path.rpartition("/")[0].rpartition("/")[2]
        if note.kind == "dated" and folder and note.id != person.id and vault.resolve(folder) == (person.id,):
            found.append(note)
    return found


def forget(
    vault: Vault, person: NoteRow, own: Sequence[Source], others: Iterable[Source], *, instead: str = ""
) -> Forgotten:
    """Return what forgets a person: `own` are the files that go, `others` all other notes.

    Links to what goes become the words that a reader saw. With `instead` their names give way to it too, wherever they
    stand. Raises Refused.
    """
    if person.id == vault.me:
        raise Refused(f"{person.path} is your own page, as prm.toml says (“me”); nothing was written")
    plan = _Plan(vault, person, own, instead)
    why = f"forget {person.name}"
    edits = [Edit(source.path, source.digest, delete=True, why=why) for source in own]
    concerned = ((source, plan.changes(source)) for source in others if plan.concerns(source.text))
    edits += (Edit(source.path, source.digest, tuple(changes), why=why) for source, changes in concerned if changes)
    return Forgotten(tuple(edits), (*plan.said, *plan.found_otherwise()), tuple(plan.names))


def named_in(names: Sequence[str], path: str) -> bool:
    """Tell whether a path holds one of the names, however its parts are joined."""
    bare = _JOINTS.sub("", exact(path))
    return any(len(word) >= _SHORTEST and word in bare for name in names if (word := _JOINTS.sub("", exact(name))))


class _Plan:
    """What goes, how it is written, and what is said instead."""

    def __init__(self, vault: Vault, person: NoteRow, own: Sequence[Source], instead: str) -> None:
        self._vault, self._instead = vault, instead
        self._reader = Reader(vault.config)
        notes = [self._reader.read(source) for source in own]
        self._gone = {note.id for note in vault.notes.values() if note.path in {source.path for source in own}}
        self._means: dict[str, bool] = {}
        self.names = sorted({name for note in notes if note.path == person.path for name in _names(note)}, key=len)[
            ::-1
        ]
        self._called = {exact(word) for name in self.names for word in (name, *name.split())}
        self._names = _pattern(self.names) if instead else None
        self.said: list[str] = []

    def means(self, target: str) -> bool:
        """Tell whether a target finds what goes, and nothing else."""
        if target not in self._means:
            found = self._vault.resolve(target)
            self._means[target] = bool(found) and self._gone.issuperset(found)
        return self._means[target]

    def concerns(self, text: str) -> bool:
        """Tell whether a text links what goes, or names it where that matters."""
        return any(True for _ in self._found(text)) or bool(self._names and self._names.search(text))

    def found_otherwise(self) -> Iterator[str]:
        """Yield the links that could be several people before, and find another one alone from now on."""
        for link in self._vault.loose_links:
            found = set(self._vault.resolve(link.target)) if link.hits > 1 else set()
            if found & self._gone and len(left := found - self._gone) == 1:
                other = self._vault.notes[left.pop()].name
                yield f"{link.path}:{link.line}: “{link.target}” could be two people, and means {other} from now on"

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        for found in _LINK.finditer(text):
            target = next((link.target for link in links(text, text.index("[", found.start()), found.end())), "")
            if target and self.means(target):
                yield found

    def _shown(self, link: str) -> str:
        """Return what stands for a link: the words that a reader saw, unless they are to go and are a name."""
        label = plain(link.lstrip("!"))
        return self._instead if self._instead and exact(label) in self._called else label

    def words(self, text: str) -> str:
        """Return a text with links to what goes as words, and other words for the names."""
        at, pieces = 0, list[str]()
        for found in self._found(text) if "[" in text else ():
            pieces += (text[at : found.start()], self._shown(found.group()))
            at = found.end()
        text = "".join([*pieces, text[at:]])
        return self._names.sub(self._instead, text) if self._names else text

    def changes(self, source: Source) -> list[Change]:
        """Return the changes to one file; a link without which something else would be said stays, and is told."""
        before = self._reader.read(source)
        wanted = list(self._wanted(source.text))
        changes = [change for first, *_ in wanted for change in first]
        if self._proven(source, before, changes):
            return changes
        kept: list[Change] = []
        for candidates in wanted:
            fitting = next((each for each in candidates if self._proven(source, before, [*kept, *each])), None)
            if fitting is None or fitting is not candidates[0]:
                self._tell(source, candidates[0][0].span.start, fitting)
            kept += fitting or ()
        return kept

    def _tell(self, source: Source, start: int, fitting: list[Change] | None) -> None:
        at = f"{source.path}:{source.line(start)}"
        if fitting is None:
            self.said.append(f"{at}: the link stays: without it the line would say something else; change it yourself")
        elif any(change.text == "-" for change in fitting):
            self.said.append(f"{at}: what they had promised is marked as dropped")
        else:
            self.said.append(
                f"{at}: a link to “{self._instead}” stays, without which the line would say something else"
            )

    def _wanted(self, text: str) -> Iterator[list[list[Change]]]:
        """Yield for each link and each name what may stand there, the best first."""
        at = 0
        for found in self._found(text):
            yield from self._named(text, at, found.start())
            at = found.end()
            span = Span(*found.span())
            candidates = [[Change(span, self._shown(found.group()))]]
            begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
            if box := _OPEN.match(text, begin):
                candidates.append([Change(Span(*box.span("box")), "-"), *candidates[0]])
            if self._instead:
                candidates.append([Change(span, f"[[{self._instead}]]")])
            yield candidates
        yield from self._named(text, at, len(text))

    def _named(self, text: str, start: int, end: int) -> Iterator[list[list[Change]]]:
        for found in self._names.finditer(text, start, end) if self._names else ():
            yield [[Change(Span(*found.span()), self._instead)]]

    def _proven(self, source: Source, before: Note, changes: list[Change]) -> bool:
        """Tell whether the rest of a file means what it did."""
        try:
            after = result(source, Edit(source.path, source.digest, tuple(changes)))
        except Refused:
            return False
        return self._bones(before) == self._bones(now := self._reader.read(after)) and not (
            Counter(each.rule for each in now.problems) - Counter(each.rule for each in before.problems)
        )

    def _bones(self, note: Note) -> tuple[object, ...]:
        """Return what a note means without what goes: of entries those of others or of the note's own person."""
        others = [link for link in note.links if not self.means(link.target) and link.target != self._instead]
        with_others = {link.entry for link in others if link.role in ("with", "seen")}
        theirs = {link.task for link in note.links if link.role == "owner" and link.task >= 0} - {
            link.task for link in others if link.role == "owner"
        }
        is_person = note.kind == "person"
        return (
            (note.kind, note.day, note.hidden, len(note.private), self.words(note.name)),
            [(each.key, each.label, self.words(each.text), each.since, each.until) for each in note.values],
            [
                (each.day, each.kind, each.what, each.own, each.contact, each.minutes, each.received)
                for number, each in enumerate(note.entries)
                if (is_person and each.own) or number in with_others
            ],
            [
                (each.sort, each.owner, self.words(each.text), each.due, each.done, each.own)
                for number, each in enumerate(note.tasks)
                if number not in theirs and each.sort != "dropped"
            ],
            Counter((link.role, link.target, link.why) for link in others),
        )


def _names(note: Note) -> set[str]:
    """Return what somebody is called on their page."""
    said = {value.text.strip() for value in note.values if value.key in _CALLED}
    return {name for name in (*said, note.name, stem(note.path)) if name}


def is_long(name: str) -> bool:
    """Tell whether a name can be looked for in running text; a short one in Latin letters could be another word."""
    return len(name) >= (2 if is_cjk(name) else _SHORTEST)


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for names as they are written."""
    words = [word for word in names if is_long(word)]
    forms = [re.escape(word) if is_cjk(word) else rf"(?<![^\W_]){re.escape(word)}(?![^\W_])" for word in words]
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None
