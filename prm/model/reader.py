"""From the text of one file to what it means: `Reader.read` turns a Source into a Note."""

from __future__ import annotations

import re
from typing import NamedTuple

from prm.model.body import Place
from prm.model.body import Walk
from prm.model.config import Config
from prm.model.entries import after_time
from prm.model.entries import minutes
from prm.model.entries import read_content
from prm.model.entries import received
from prm.model.names import exact
from prm.model.names import folded
from prm.model.names import is_cjk
from prm.model.names import join_name
from prm.model.names import slug
from prm.model.names import stem
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.notes import Note
from prm.model.notes import Value
from prm.model.opening import readable
from prm.model.privacy import private_spans
from prm.model.privacy import private_words
from prm.model.schema import GENERATED_TYPES
from prm.model.schema import INTRO_FOLDERS
from prm.model.schema import JOURNAL_FOLDERS
from prm.model.schema import NOT_PEOPLE
from prm.model.schema import ORG_FOLDERS
from prm.model.schema import ORG_TYPES
from prm.model.schema import PERSON_TYPES
from prm.model.values import field_of
from prm.model.values import read_values
from prm.model.vocabulary import Vocabulary
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.days import day_in_name
from prm.text.diagnostics import Problem
from prm.text.frontmatter import read as read_front_matter
from prm.text.markdown import links as links_in
from prm.text.markdown import read_body
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Source

_UNRENDERED = re.compile(r"\{\{[^\r\n{]*?\}\}|<%[^\r\n<]*?%>")
_KANA_BEHIND = re.compile(r"^(.*\S)[ \u3000]*[(（]([\u3040-\u30ff\u3000・ ー]+)[)）]$")
_LINK = re.compile(r"^!?\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]$")
_EMPTY_LINE = re.compile(r"#.*|(?:[-*+]|\d+\.)?\s*+(?:\[[ xX]\])?\s*+(?:[^\s:：]{1,24}[:：])?|!\[\[[^\]]*\]\]")
_LINKED_FIELDS = ("org", "location", "relations", "met", "between", "for", "by", "attendees", "wish")
_MONTH_FOLDER = re.compile(r"(?:^|/)(\d{4})/(\d{2})/$")


_WHOLE = ("true", "private", "yes", "on", "1", "all", "非公開")


class _Names(NamedTuple):
    name: str
    reading: str
    keys: tuple[tuple[str, str], ...]


class Reader:
    """Reads files under one configuration; it keeps no state between them."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.words = Vocabulary(config)
        self._people = frozenset(exact(str(name)) for name in config.get("people"))
        self._tags = frozenset(exact(str(tag)) for tag in config.get("person_tags"))
        self._journals = frozenset((*JOURNAL_FOLDERS, *((exact(config.daily_folder),) if config.daily_folder else ())))
        self._facts = frozenset(str(title).casefold() for title in config.get("log.facts"))

    def read(self, source: Source) -> Note:
        """Return what a file means; never raises on what stands in it."""
        shown, problems = readable(source)
        front = read_front_matter(shown)
        conflict = any(problem.rule == "conflict-marker" for problem in problems)
        problems += [found for found in front.problems if not (conflict and found.rule == "duplicate-key")]
        values = read_values(front.pairs, self.config)
        problems += values.problems
        kind, day, subject = self._kind(source.path, front, values.values, shown)
        if kind == "generated":
            return _nothing(source.path, kind, tuple(problems))
        body = read_body(shown, front.body)
        place = self._place(source.path, kind, day, values.values, front)
        walk = Walk(shown, body, front.body, place, self.words)
        walk.walk()
        problems += walk.problems
        problems += (
            Problem("bad-value", *span, "a private span is opened and not closed: all below it is private")
            for span in body.unclosed
        )
        found = values.values + walk.values
        names = self._names(source.path, kind, found, front, walk.heading, problems)
        if kind == "person":
            problems += _unrendered(shown, front)
        entries, links = walk.entries, walk.links
        title = names.name if names.name != stem(source.path) else _named_day(source.path)[1]
        self._front_matter_entries(source.path, front, kind, day, found, body.text, entries, links, subject, title)
        links += _field_links(found)
        _introduced(kind, found, entries, links)
        private = private_spans(shown, front, self.config, walk.private, place.private)
        hidden = any(value.key == "private" and exact(value.text) in _WHOLE for value in found)
        return Note(
            source.path, kind, names.name, names.reading, day, walk.about, hidden, names.keys, tuple(found),
            tuple(entries), tuple(walk.tasks), tuple(links), tuple(problems), private,
        )  # fmt: skip

    # what kind of note

    def _kind(self, path: str, front: FrontMatter, values: list[Value], shown: str) -> tuple[str, str, str]:
        """Return the kind of a note, its day, and for a meeting the subject's kind word."""
        folders = [exact(part) for part in path.split("/")[:-1]]
        if _UNRENDERED.search(stem(path)) or any(folder == "templates" for folder in folders):
            return "none", "", ""
        types = [exact(_target(value.text)) for value in values if value.key == "type"]
        named, rest = _named_day(path)
        stated = next((value.value for value in values if value.key == "date" and len(value.value) == 10), "")
        day = named or stated
        kind = self._marked(types, values) or self._by_folder(path, folders, bool(named))
        if kind in ("", "dated") and (named or stated) and any(value.key == "attendees" for value in values):
            in_journal = bool(named) and (not rest or any(folder in self._journals for folder in folders))
            return ("dated" if in_journal else "meeting"), day, next(iter(types), "")
        if kind == "person" and stem(path).casefold() in NOT_PEOPLE and not self._marked(types, values):
            return "none", "", ""
        return (
            kind or "note",
            (day if kind == "dated" else ""),
            next(iter(types), "") if kind == "dated" else "",
        )

    def _marked(self, types: list[str], values: list[Value]) -> str:
        """Return the kind that explicit marks give: type, tags, categories."""
        for kind in types:
            bare = fold_key(kind)
            if bare in GENERATED_TYPES:
                return "generated"
            if bare in PERSON_TYPES:
                return "person"
            if bare in ORG_TYPES:
                return "org"
            if bare == "intro":
                return "intro"
        for value in values:
            if value.key == "tags":
                tag = exact(_target(value.text))
                if tag in self._tags or tag.partition("/")[0] in self._tags:
                    return "person"
        return ""

    def _by_folder(self, path: str, folders: list[str], named: bool) -> str:
        if any(folder in INTRO_FOLDERS for folder in folders):
            return "intro"
        if any(folder in ORG_FOLDERS for folder in folders):
            return "org"
        if named and not _subject(path):
            return "dated"
        if any(folder in self._people for folder in folders):
            return "person"
        inside = "/".join(folders)
        if any(folder in self._journals for folder in folders) or inside in self._journals:
            return "dated"
        return ""

    def _place(self, path: str, kind: str, day: str, values: list[Value], front: FrontMatter) -> Place:
        where = "intro" if kind == "intro" else ""
        if any(value.key == "wish" or (value.key == "status" and value.text == "wish") for value in values):
            where = "wish"
        met = _met_day(values)
        private = private_words(front, self.config)
        inbox = exact(path) == "inbox.md"
        return Place(
            kind,
            day,
            where,
            inbox,
            met,
            private,
            self._facts,
            self.config.date_order,
            self.config.get("mentions"),
        )

    # names

    def _names(
        self,
        path: str,
        kind: str,
        values: list[Value],
        front: FrontMatter,
        heading: str,
        problems: list[Problem],
    ) -> _Names:
        first = {
            key: next((value.text for value in values if value.key == key and not value.label), "")
            for key in ("family", "given", "reading")
        }
        named = {fold_key(value.label): value.text for value in reversed(values) if value.key == "name"}
        title = next((value.text for value in values if value.key == "title"), "")
        given = first["given"] or _part(named, "first", "firstname", "given", "givenname", "名", "prenom")
        family = first["family"] or _part(named, "last", "lastname", "family", "familyname", "姓", "nom")
        reading = first["reading"] or _part(named, "reading", "kana", "よみ", "ふりがな")
        name = _part(named, "", "full", "fullname", "display") or join_name(given, family)
        if not name and title and exact(title) in (exact(heading), exact(stem(path))):
            name = title
        if title and exact(title) not in (exact(heading), exact(stem(path)), exact(name)):
            role = next(value for value in values if value.key == "title")
            if not any(value.key == "role" for value in values):
                values.append(role._replace(key="role"))
            elif kind == "person":
                problems.append(
                    Problem(
                        "key-means-two-things",
                        role.start,
                        role.end,
                        "“title” is neither the name nor the only role; write `role` or `name`",
                    )
                )
        name = _plain_name(name) or _plain_name(heading) or stem(path)
        if found := _KANA_BEHIND.match(name):
            name, reading = found.group(1), reading or found.group(2)
        if (
            kind == "person"
            and is_cjk(name)
            and not (given or family or reading)
            and " " not in name
            and "\u3000" not in name
            and len(name) > 2
        ):
            pair = next((pair for pair in front.pairs if field_of(pair.key, self.config)[0] == "name"), None)
            start, end = (pair.value.start, pair.value.end) if pair else (0, 0)
            problems.append(
                Problem(
                    "name-not-split",
                    start,
                    end,
                    f"where does the family name of “{name}” end? write it with a blank, or add `reading`",
                )
            )
        return _Names(name, reading, self._keys(path, name, reading, values))

    def _keys(self, path: str, name: str, reading: str, values: list[Value]) -> tuple[tuple[str, str], ...]:
        """Return every key that finds this note, with its tier."""
        whole = exact(slug(path))
        parts = whole.split("/")
        keys = {("path", whole)}
        keys |= {("path", "/".join(parts[at:])) for at in range(1, len(parts) - 1)}
        aliases = [value.text for value in values if value.key == "aliases"]
        written = [(tier, text) for tier, text in (("file", stem(path)), ("name", name), ("reading", reading)) if text]
        written += (("alias", alias) for alias in aliases)
        keys |= {(tier, exact(text)) for tier, text in written}
        keys |= {("email", exact(value.text)) for value in values if value.key == "email"}
        keys |= {("email", exact(alias)) for alias in aliases if "@" in alias}
        keys |= {("folded", folded(text)) for _, text in written}
        return tuple(sorted(key for key in keys if key[1]))

    # entries that stand in front matter

    def _front_matter_entries(
        self, path: str, front: FrontMatter, kind: str, day: str, values: list[Value], body: str,
        entries: list[Entry], links: list[LinkTo], subject: str,
        title: str,
    ) -> None:  # fmt: skip
        if kind in ("meeting", "dated") and any(value.key == "attendees" for value in values):
            self._meeting(front, day, values, body, entries, links, subject, title)
        if kind == "dated" and day:
            self._in_folder(path, front, day, values, body, entries, links, subject)
        if kind == "person":
            for pair in front.pairs:
                if field_of(pair.key, self.config)[0] == "interactions" and isinstance(pair.value, Items):
                    for item in pair.value.items:
                        if isinstance(item, Pairs):
                            self._interaction(item, values, entries, links)

    def _meeting(
        self,
        front: FrontMatter,
        day: str,
        values: list[Value],
        body: str,
        entries: list[Entry],
        links: list[LinkTo],
        subject: str,
        title: str,
    ) -> None:
        kind = self.words.named(subject) or self.words.kinds["meet"]
        attendees = [value for value in values if value.key == "attendees"]
        status = next((value.text.casefold() for value in values if value.key == "status"), "")
        why = ""
        if status in ("planned", "cancelled", "canceled", "tentative"):
            why, title = f"the meeting is {status}", f"{title} ({status})".lstrip()
        if not why and not kind.contact:
            why = kind.name
        written = body[front.body :].strip()
        if not why and written and all(map(_is_empty, written.split("\n"))):
            why = "nothing is written in it yet"
        seen = len(attendees) > self.config.get("keeping.crowd")
        if seen and not why:
            why = f"seen among {len(attendees)} people"
        pair = next(pair for pair in front.pairs if field_of(pair.key, self.config)[0] == "attendees")
        number = len(entries)
        entries.append(Entry(day, kind.name, "", title, False, not why, why, 0, "", pair.key_start, pair.value.end))
        role = "seen" if seen else "with"
        links.extend(LinkTo(role, _target(value.text), value.start, value.end, number, -1, why) for value in attendees)

    def _in_folder(
        self,
        path: str,
        front: FrontMatter,
        day: str,
        values: list[Value],
        body: str,
        entries: list[Entry],
        links: list[LinkTo],
        subject: str,
    ) -> None:
        """Read a dated note as an entry of the person that its folder is named like, if it is."""
        folder = path.split("/")[-2] if "/" in path else ""
        if not folder or folder.isdigit() or folder.casefold() in self._journals:
            return
        words = [subject, *(value.text for value in values if value.key == "tags")]
        kind = next((found for word in words if (found := self.words.named(word))), None)
        text = next((line.strip() for line in body[front.body :].split("\n") if line.strip(" #\t")), "")
        contact = kind is None or kind.contact
        number = len(entries)
        entries.append(
            Entry(
                day,
                kind.name if kind else "",
                "",
                text,
                False,
                contact,
                "" if contact or not kind else kind.name,
                0,
                "",
                front.body,
                front.body,
            )
        )
        links.append(LinkTo("folder", folder, front.body, front.body, number, -1, ""))

    def _interaction(self, item: Pairs, values: list[Value], entries: list[Entry], links: list[LinkTo]) -> None:
        said = {fold_key(pair.key): pair.value for pair in item.pairs}
        when, text = said.get("date"), said.get("text") or said.get("note") or said.get("what")
        day = partial(when.text, self.config.date_order) if isinstance(when, Scalar) else None
        if not isinstance(day, PartialDate) or day.whole is None:
            return
        words = text.text if isinstance(text, Scalar) else ""
        begin = after_time(words, 0, len(words))
        reading = read_content(words, begin, len(words), self.words)
        contact = reading.kind is None or reading.kind.contact
        kind = reading.kind.name if reading.kind else ""
        why = "" if contact else kind
        if reading.kind is None and day.whole.isoformat() < _met_day(values):
            contact, why = False, "a fact, before you met"
        number = len(entries)
        entries.append(
            Entry(day.whole.isoformat(), kind, reading.what, words[reading.text :].strip(), True, contact, why,
                  minutes(words), received(words), item.start, item.end)
        )  # fmt: skip
        took = {link.start for link in reading.with_}
        for link in links_in(words, 0, len(words)):
            role, said_why = ("with", "") if link.start in took else ("mention", "talked about")
            links.append(LinkTo(role, link.target, item.start, item.end, number, -1, said_why))


def _is_empty(line: str) -> bool:
    """Tell whether a line says nothing yet: a heading, a bullet, a label, or what a template left."""
    return _EMPTY_LINE.fullmatch(line.strip()) is not None or _UNRENDERED.search(line) is not None


def _nothing(path: str, kind: str, problems: tuple[Problem, ...]) -> Note:
    return Note(
        path,
        kind,
        stem(path),
        "",
        "",
        "",
        False,
        (("file", exact(stem(path))), ("path", exact(slug(path)))),
        (),
        (),
        (),
        (),
        problems,
        (),
    )


def _met_day(values: list[Value]) -> str:
    """Return since when we know each other, as much of the date as is known."""
    found = next((value.value for value in values if value.key == "met" and value.label == "date"), "")
    return found.lstrip("~")


def _target(text: str) -> str:
    """Return the target of a link, or the text itself."""
    found = _LINK.match(text.strip())
    return found.group(1).strip() if found else text.strip()


def _part(named: dict[str, str], *labels: str) -> str:
    """Return the first part of a name under one of its labels."""
    return next((named[label] for label in labels if named.get(label)), "")


def _plain_name(name: str) -> str:
    found = _LINK.match(name.strip())
    name = (found.group(2) or found.group(1)) if found else name
    return "" if _UNRENDERED.search(name) else " ".join(name.split())


def _named_day(path: str) -> tuple[str, str]:
    found = day_in_name(stem(path))
    return (found[0].isoformat(), found[1]) if found else ("", "")


def _subject(path: str) -> str:
    """Return what a dated file name says besides its day where that is more than a few words."""
    rest = _named_day(path)[1]
    return rest if len(rest.split()) > 4 or len(rest) > 30 else ""


def _unrendered(shown: str, front: FrontMatter) -> list[Problem]:
    return [
        Problem(
            "unrendered-template",
            *found.span(),
            f"“{found.group()}” was never filled in: write the value, or delete the line",
        )
        for found in _UNRENDERED.finditer(shown, front.start, front.end)
    ]


def _field_links(values: list[Value]) -> list[LinkTo]:
    """Return the links that stand in front matter, each under its key."""
    found: list[LinkTo] = []
    for value in values:
        link = _LINK.match(value.text)
        if value.key == "attendees":
            continue
        if link or (value.key == "met" and value.label == "through"):
            role = "through" if value.key == "met" and value.label == "through" else value.key
            found.append(LinkTo(role, _target(value.text), value.start, value.end, -1, -1, "in front matter"))
    return found


def _introduced(kind: str, values: list[Value], entries: list[Entry], links: list[LinkTo]) -> None:
    """Let `introduced` without a link mean those between whom the introduction is."""
    if kind != "intro":
        return
    between = [value for value in values if value.key == "between"]
    linked = {link.entry for link in links if link.role == "with"}
    for number, entry in enumerate(entries):
        if entry.kind == "introduced" and number not in linked:
            links.extend(
                LinkTo("with", _target(value.text), value.start, value.end, number, -1, "") for value in between
            )
