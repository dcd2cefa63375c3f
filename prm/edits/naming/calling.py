"""What a file calls its person: the name, its parts and the heading, changed where they state the old name."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from prm.edits.body.meaning import meaning
from prm.edits.chain import Step
from prm.edits.front.changes import put
from prm.edits.front.items import add_to
from prm.edits.front.items import remove_from
from prm.edits.front.page import page_of
from prm.edits.front.page import slot_of
from prm.edits.front.writing import entries
from prm.edits.front.writing import finish
from prm.edits.proof import Refused
from prm.edits.proof import prove_body
from prm.edits.proof import prove_note
from prm.edits.proof import readable
from prm.model.config import Config
from prm.model.names import exact
from prm.model.names import is_cjk
from prm.model.notes import Note
from prm.model.values import field_of
from prm.text.markdown import lines
from prm.text.markdown import read_body
from prm.text.nodes import Pair
from prm.text.nodes import Pairs
from prm.text.nodes import Scalar
from prm.text.nodes import fold_key
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_GIVEN = ("given", "first", "firstname", "givenname", "名", "prenom")
_FAMILY = ("family", "last", "lastname", "familyname", "姓", "nom")
_KANA = r"(?=[ \t\u3000]*(?:[(（][\u3040-\u30ff\u3000・ ー]+[)）])?[ \t\u3000]*\Z)"


def call(source: Source, config: Config, note: Note, new: str, *, alias: bool) -> Iterator[Step]:
    """Yield the steps that make a file call its person `new`; the old name is kept as an alias. Raises Refused."""
    old, pairs = note.name, readable(source).pairs
    for at, pair in enumerate(pairs):
        if text := _whole(pair, config, old, new):
            yield _setting(config, at, -1, text)
    yield from _parts(source, config, old, new)
    yield lambda now: _heading(now, config, old, new)
    if alias and exact(old) != exact(new):
        yield lambda now: add_to(now, config, "aliases", old, why="alias")
    known = [value.text for value in note.values if value.key == "aliases"]
    if new in known and exact(old) != exact(new):
        yield lambda now: remove_from(now, config, "aliases", new, why="alias")


def _setting(config: Config, at: int, inside: int, text: str) -> Step:
    """Return the step that gives a key a text; keys are counted, `inside` of a map too where it is one."""

    def step(source: Source) -> Edit | None:
        page = page_of(source)
        pair = page.front.pairs[at]
        if inside >= 0 and isinstance(pair.value, Pairs):
            return entries(page, config, pair, {pair.value.pairs[inside].key: text}, set(), "name")
        return finish(page, config, put(page, slot_of(page, pair), text), {pair.key: text}, "name")

    return step


def said_in(text: str, name: str) -> Span | None:
    """Return where a text states a name and nothing else; a reading in parentheses may stand behind it."""
    words = r"[ \t\u3000]+".join(map(re.escape, name.split()))
    found = re.match(rf"[ \t\u3000]*({words}){_KANA}", text, re.IGNORECASE)
    return Span(*found.span(1)) if found else None


def _restated(text: str, old: str, new: str) -> str | None:
    span = said_in(text, old)
    return text[: span.start] + new + text[span.end :] if span else None


def _whole(pair: Pair, config: Config, old: str, new: str) -> str:
    """Return what a key that states the whole name says from now on, "" for other keys."""
    if field_of(pair.key, config)[0] not in ("name", "title") or _part_of(pair.key):
        return ""
    return (_restated(pair.value.text, old, new) or "") if isinstance(pair.value, Scalar) else ""


def _part_of(key: str) -> str:
    """Return which part of a name a key holds, "" for all of it."""
    folded = fold_key(key)
    return "given" if folded in _GIVEN else "family" if folded in _FAMILY else ""


class _Part(NamedTuple):
    """A key that holds a part of the name: which part, what it says, and where it stands among the keys."""

    part: str
    text: str
    at: int
    inside: int


def _parts(source: Source, config: Config, old: str, new: str) -> Iterator[Step]:
    """Yield the steps that change `given` and `family` where they are parts of the old name."""
    found = [part for part in _part_keys(readable(source).pairs, config) if _is_in(part.text, old)]
    if not found:
        return
    stated = {part.part: part.text for part in reversed(found)}
    parts = _split(new, stated.get("given", ""), stated.get("family", ""))
    if parts is None:
        which = " and ".join(f"`{part}`" for part in stated)
        raise Refused(f"{source.path}: which part of “{new}” is the family name? change {which} first, then rename")
    for part in found:
        if parts[part.part] != part.text:
            yield _setting(config, part.at, part.inside, parts[part.part])


def _is_in(part: str, name: str) -> bool:
    words, whole = list(map(exact, part.split())), list(map(exact, name.split()))
    return bool(words) and (whole[: len(words)] == words or whole[-len(words) :] == words)


def _part_keys(pairs: tuple[Pair, ...], config: Config) -> Iterator[_Part]:
    """Yield the keys that hold a part of the name, also those in a map."""
    for at, pair in enumerate(pairs):
        name = field_of(pair.key, config)[0]
        if isinstance(pair.value, Scalar):
            part = name if name in ("given", "family") else _part_of(pair.key) if name == "name" else ""
            if part:
                yield _Part(part, pair.value.text.strip(), at, -1)
        elif name == "name" and isinstance(pair.value, Pairs):
            for inside, inner in enumerate(pair.value.pairs):
                if isinstance(inner.value, Scalar) and (part := _part_of(inner.key)):
                    yield _Part(part, inner.value.text.strip(), at, inside)


def _split(new: str, given: str, family: str) -> dict[str, str] | None:
    """Return the parts of a new name, by the part that it shares with the old one; None where it cannot be told."""
    for stays, other, part in (("given", "family", given), ("family", "given", family)):
        rest = _without(new, part) if part else ""
        if rest:
            return {stays: part, other: rest}
    words = new.split()
    if len(words) != 2:
        return None
    first, last = ("family", "given") if is_cjk(new) else ("given", "family")
    return {first: words[0], last: words[1]}


def _without(name: str, part: str) -> str:
    """Return a name without the words at its start or end that are one part of it, "" where they are none."""
    words, gone = name.split(), part.split()
    if 0 < len(gone) < len(words):
        if list(map(exact, words[: len(gone)])) == list(map(exact, gone)):
            return " ".join(words[len(gone) :])
        if list(map(exact, words[-len(gone) :])) == list(map(exact, gone)):
            return " ".join(words[: -len(gone)])
    return ""


def _heading(source: Source, config: Config, old: str, new: str) -> Edit | None:
    """Change the first heading where it states the old name."""
    front = readable(source)
    body = read_body(source.text, front.body)
    first = next((line for line in lines(body.text, front.body) if line.kind == "heading"), None)
    if first is None or first.level != 1:
        return None
    title = source.text[first.content : first.end].rstrip(" #\t\r\u3000")
    span = said_in(title, old)
    if span is None or title[span.start : span.end] == new:
        return None
    at = Span(first.content + span.start, first.content + span.end)
    edit = Edit(source.path, source.digest, (Change(at, new),), why="heading")
    line = source.text[first.start : first.end].rstrip("\r")
    shift = first.start
    after = line[: at.start - shift] + new + line[at.end - shift :]
    prove_body(source, edit, added=[after], removed=[line])
    prove_note(source, edit, config, _differ_in_name)
    return edit


def _differ_in_name(before: Note, after: Note) -> str:
    """Return what differs between two readings besides the name, "" for nothing."""
    old, new = meaning(before, []), meaning(after, [])
    if (before.kind, before.day, before.about, before.hidden) != (after.kind, after.day, after.about, after.hidden):
        return "the file would read otherwise"
    if old[2:5] != new[2:5] or len(old.values) != len(new.values):
        return "something besides the name would change"
    return ""


def further(source: Source, note: Note) -> list[str]:
    """Return what to say of keys that may speak of the old name still."""
    return [
        f"{source.path}:{source.line(value.start)}: the reading is still “{value.text}”"
        for value in note.values
        if value.key == "reading" and value.text
    ]
