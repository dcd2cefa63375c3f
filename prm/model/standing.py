"""Entries and links that stand in front matter: meetings, interactions, folders named like a person, fields."""

from __future__ import annotations

from prm.model.config import Config
from prm.model.entries import after_time
from prm.model.entries import minutes
from prm.model.entries import read_content
from prm.model.entries import received
from prm.model.names import LINK
from prm.model.names import UNRENDERED
from prm.model.names import target
from prm.model.notes import NOT_HELD
from prm.model.notes import NOT_WRITTEN
from prm.model.notes import Entry
from prm.model.notes import LinkTo
from prm.model.notes import Value
from prm.model.page import Found
from prm.model.page import Known
from prm.model.schema import Kind
from prm.model.vocabulary import Vocabulary
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.markdown import links
from prm.text.nodes import Items
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.pattern import Pattern

_EMPTY_ENTRY = Pattern(
    r"[-*+]\s+(?:\[ \]\s*)?(?:[^\s\[]{1,24}\s*)?\[\[[^\[\]]*\]\](?:\s*[^\s\[\]]{1,24})?\s*[:：]"
    r"|[-*+]\s+\[ \]\s*@(?:me|them|\[\[[^\[\]]*\]\])"
)
"""A line of a debriefing that nobody has filled in: `- learned [[Aiko]]:`, `- [ ] @[[Aiko]]`."""
_EMPTY_LINE = Pattern(r"#.*|(?:[-*+]|\d+\.)?\s*+(?:\[[ xX]\])?\s*+(?:[^\s:：]{1,24}[:：])?|!\[\[[^\]]*\]\]")
_NOT_HELD = ("planned", "cancelled", "canceled", "tentative")


class Standing:
    """Reads what stands in front matter under one configuration; what it finds goes to `found`."""

    def __init__(self, config: Config, words: Vocabulary, journals: frozenset[str]) -> None:
        self.config, self.words, self._journals = config, words, journals

    def read(self, known: Known, found: Found, written: str, title: str) -> None:
        """Add the entries of one file; `written` is its body, `title` what a meeting is called."""
        if known.kind in ("meeting", "dated") and any(value.key == "attendees" for value in found.values):
            self._meeting(known, found, written.strip(), title)
        if known.kind == "dated" and known.day:
            self._in_folder(known, found, written)
        if known.kind == "person" and "interactions" in known.fields:
            for pair, field in zip(known.front.pairs, known.fields, strict=True):
                if field == "interactions" and isinstance(pair.value, Items):
                    for item in pair.value.items:
                        if isinstance(item, Pairs):
                            self._interaction(item, found)
        found.links.extend(_field_links(found.values))
        if known.kind == "intro":
            _introduced(found)

    def _meeting(self, known: Known, found: Found, written: str, title: str) -> None:
        kind = self.words.named(known.subject) or self.words.kinds["meet"]
        attendees = [value for value in found.values if value.key == "attendees"]
        status = next((value.text.casefold() for value in found.values if value.key == "status"), "")
        if status in _NOT_HELD:
            title = f"{title} ({status})".lstrip()
        seen = len(attendees) > self.config.get("keeping.crowd")
        why = _why_not(kind, status, written) or (f"seen among {len(attendees)} people" if seen else "")
        pair = known.front.pairs[known.fields.index("attendees")]
        number, role = len(found.entries), "seen" if seen else "with"
        at = (pair.key_start, pair.value.end)
        found.entries.append(Entry(known.day, kind.name, "", title, False, not why, why, 0, "", *at))
        found.links.extend(
            LinkTo(role, target(value.text), value.start, value.end, number, -1, why) for value in attendees
        )

    def _in_folder(self, known: Known, found: Found, written: str) -> None:
        """Read a dated note as an entry of the person that its folder is named like, if it is."""
        folder = known.path.split("/")[-2] if "/" in known.path else ""
        if not folder or folder.isdigit() or folder.casefold() in self._journals:
            return
        words = [known.subject, *(value.text for value in found.values if value.key == "tags")]
        kind = next((named for word in words if (named := self.words.named(word))), None)
        text = next((line.strip() for line in written.split("\n") if line.strip(" #\t")), "")
        name, contact = (kind.name, kind.contact) if kind else ("", True)
        number, at = len(found.entries), known.front.body
        found.entries.append(Entry(known.day, name, "", text, False, contact, "" if contact else name, 0, "", at, at))
        found.links.append(LinkTo("folder", folder, at, at, number, -1, ""))

    def _interaction(self, item: Pairs, found: Found) -> None:
        said = {fold_key(pair.key): pair.value for pair in item.pairs}
        when, text = said.get("date"), said.get("text") or said.get("note") or said.get("what")
        day = partial(when.text, self.config.date_order) if isinstance(when, Scalar) else None
        if not isinstance(day, PartialDate) or day.whole is None:
            return
        words = text.text if isinstance(text, Scalar) else ""
        reading = read_content(words, after_time(words, 0, len(words)), len(words), self.words)
        kind, contact = (reading.kind.name, reading.kind.contact) if reading.kind else ("", True)
        why = "" if contact else kind
        if reading.kind is None and day.whole.isoformat() < met_day(found.values):
            contact, why = False, "a fact, before you met"
        number = len(found.entries)
        found.entries.append(
            Entry(day.whole.isoformat(), kind, reading.what, words[reading.text :].strip(), True, contact, why,
                  minutes(words), received(words), item.start, item.end)
        )  # fmt: skip
        took = {link.start for link in reading.with_}
        for link in links(words, 0, len(words)):
            role, said_why = ("with", "") if link.start in took else ("mention", "talked about")
            found.links.append(LinkTo(role, link.target, item.start, item.end, number, -1, said_why))


def met_day(values: list[Value]) -> str:
    """Return since when we know each other, as much of the date as is known."""
    found = next((value.value for value in values if value.key == "met" and value.label == "date"), "")
    return found.lstrip("~")


def _why_not(kind: Kind, status: str, written: str) -> str:
    """Return why a meeting is no contact: not held, of no such kind, or nothing is written in it yet."""
    if status in _NOT_HELD:
        return NOT_HELD + status
    if not kind.contact:
        return kind.name
    empty = written and all(map(_is_empty, written.split("\n")))
    return NOT_WRITTEN if empty else ""


def _is_empty(line: str) -> bool:
    """Tell whether a line says nothing yet: a heading, a bullet, a label, or what a template left."""
    line = line.strip()
    return (
        any(pattern.fullmatch(line) for pattern in (_EMPTY_LINE, _EMPTY_ENTRY)) or UNRENDERED.search(line) is not None
    )


def _field_links(values: list[Value]) -> list[LinkTo]:
    """Return the links that stand in front matter, each under its key."""
    found: list[LinkTo] = []
    for value in values:
        through = value.key == "met" and value.label == "through"
        if value.key != "attendees" and (through or ("]]" in value.text and LINK.match(value.text))):
            role = "through" if through else value.key
            found.append(LinkTo(role, target(value.text), value.start, value.end, -1, -1, "in front matter"))
    return found


def _introduced(found: Found) -> None:
    """Let `introduced` without a link mean those between whom the introduction is."""
    between = [value for value in found.values if value.key == "between"]
    linked = {link.entry for link in found.links if link.role == "with"}
    for number, entry in enumerate(found.entries):
        if entry.kind == "introduced" and number not in linked:
            found.links.extend(
                LinkTo("with", target(value.text), value.start, value.end, number, -1, "") for value in between
            )
