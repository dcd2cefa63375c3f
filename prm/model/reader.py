"""From the text of one file to what it means: `Reader.read` turns a Source into a Note."""

from __future__ import annotations

from collections.abc import Iterator

from prm.model.body import Walk
from prm.model.config import Config
from prm.model.dating import UNPADDED
from prm.model.dating import padding
from prm.model.entries import Heads
from prm.model.kinds import Kinds
from prm.model.leaves import is_blank
from prm.model.names import LINK
from prm.model.names import UNRENDERED
from prm.model.names import exact
from prm.model.names import named_day
from prm.model.names import slug
from prm.model.names import stem
from prm.model.naming import read_names
from prm.model.notes import Note
from prm.model.notes import Value
from prm.model.opening import readable
from prm.model.page import Found
from prm.model.page import Known
from prm.model.page import Page
from prm.model.page import Place
from prm.model.privacy import private_spans
from prm.model.privacy import private_words
from prm.model.standing import Standing
from prm.model.standing import met_day
from prm.model.values import read_values
from prm.model.values import remembered_fields
from prm.model.vocabulary import Vocabulary
from prm.text.diagnostics import Problem
from prm.text.frontmatter import read as read_front_matter
from prm.text.markdown import read_body
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern
from prm.text.source import Source

_HIDDEN_TAG = Pattern(r"[\"']?[ \t]*:[ \t]+(#[^\s#,]+)")
_HIDDEN_ITEM = Pattern(r"(?m)^[ \t]*-[ \t]+(#[^\s#,]+)")
_WHOLE = ("true", "private", "yes", "on", "1", "all", "非公開")


class Reader:
    """Reads files under one configuration; what it keeps between them spares work and changes no result."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.words = Vocabulary(config)
        self._heads = Heads(self.words)
        self._fields = remembered_fields(config)
        self._kinds = Kinds(config)
        self._standing = Standing(config, self.words, self._kinds.journals)
        self._order, self._mentions = config.date_order, config.get("mentions")
        self._facts = frozenset(str(title).casefold() for title in config.get("log.facts"))

    def read(self, source: Source) -> Note:
        """Return what a file means; never raises on what stands in it."""
        shown, problems = readable(source)
        front = read_front_matter(shown)
        conflict = any(problem.rule == "conflict-marker" for problem in problems)
        problems += [found for found in front.problems if not (conflict and found.rule == "duplicate-key")]
        fields = tuple([self._fields(pair.key)[0] for pair in front.pairs])
        values, wrong, _ = read_values(front.pairs, self.config, self._fields)
        problems += wrong
        known = Known(source.path, front, fields, *self._kinds.of(source.path, values))
        if known.kind == "generated":
            return _nothing(known, problems)
        return self._note(shown, known, values, problems)

    def _note(self, shown: str, known: Known, values: list[Value], problems: list[Problem]) -> Note:
        """Read the body, and what follows from it and the front matter together."""
        path, front, kind = known.path, known.front, known.kind
        body = read_body(shown, front.body)
        found = Found([], [], [], values, problems, list(body.private))
        place = self._place(known, values)
        walk = Walk(Page(shown, body.text, place, self.words, self._heads), found)
        walk.walk(body, front.body)
        problems += (
            Problem("bad-value", *span, "a private span is opened and not closed: all below it is private")
            for span in body.unclosed
        )
        names = read_names(known, found, walk.heading)
        if kind == "person":
            problems += _unrendered(shown, front)
        problems += [*_unquoted(shown, front, problems), *_unpadded(shown, values), *_hidden_tags(shown, known)]
        title = names.name if names.name != stem(path) else named_day(path)[1]
        self._standing.read(known, found, body.text[front.body :], title)
        private = private_spans(shown, known, found.private, place.private)
        stated = [value.text for value in values if value.key == "private"]
        hidden = any(exact(text) in _WHOLE for text in stated) if stated else False
        return Note(
            path, kind, names.name, names.reading, known.day, walk.about, hidden, names.keys, tuple(values),
            tuple(found.entries), tuple(found.tasks), tuple(found.links), tuple(problems), private,
        )  # fmt: skip

    def _place(self, known: Known, values: list[Value]) -> Place:
        where = "intro" if known.kind == "intro" else ""
        if [value for value in values if value.key == "wish" or (value.key == "status" and value.text == "wish")]:
            where = "wish"
        is_inbox = exact(known.path) == "inbox.md"
        private = private_words(known, self.config)
        met = met_day(values)
        return Place(known.kind, known.day, where, is_inbox, met, private, self._facts, self._order, self._mentions)


def _nothing(known: Known, problems: list[Problem]) -> Note:
    """Return a note that says nothing but its name."""
    name = stem(known.path)
    keys = (("file", exact(name)), ("path", exact(slug(known.path))))
    return Note(known.path, known.kind, name, "", "", "", False, keys, (), (), (), (), tuple(problems), ())


def _unquoted(shown: str, front: FrontMatter, known: list[Problem]) -> Iterator[Problem]:
    """Yield the links that stand without quotes, which YAML reads as a list in a list; not where it reads nothing."""
    broken = [problem for problem in known if problem.rule == "bad-yaml"]
    nodes: list[Node] = [pair.value for pair in front.pairs] if "[[" in shown[front.start : front.end] else []
    while nodes:
        node = nodes.pop()
        if not isinstance(node, Scalar):
            nodes += node.items if isinstance(node, Items) else [pair.value for pair in node.pairs]
        elif not node.quoted and LINK.match(node.text) and shown[node.start : node.end] == node.text:
            if any(problem.start <= node.start < problem.end for problem in broken):
                continue
            message = f"“{node.text}” stands without quotes: to other programs it is a list in a list"
            yield Problem("unquoted-link", node.start, node.end, message)


def _hidden_tags(shown: str, known: Known) -> Iterator[Problem]:
    """Yield what looks like a tag and stands without quotes, `tags: #choir`: to YAML it is a comment."""
    front = known.front
    if front.kind != "yaml" or "#" not in shown[front.start : front.end]:
        return
    ends = [*(pair.key_start for pair in front.pairs[1:]), front.end]
    for pair, field, end in zip(front.pairs, known.fields, ends, strict=False):
        if field == "tags":
            blank = isinstance(pair.value, Scalar) and is_blank(pair.value)
            alone = _HIDDEN_TAG.match(shown, pair.key_end, end) if blank else None
            for found in [alone] if alone else _HIDDEN_ITEM.finditer(shown, pair.key_end, end):
                message = f"“{found[1]}” without quotes is a comment to YAML, and no tag: put it in quotes"
                yield Problem("hidden-tag", *found.span(1), message)


def _unpadded(shown: str, values: list[Value]) -> Iterator[Problem]:
    """Yield the dates of front matter in which a month or day has one digit."""
    for value in values:
        whole = value.value and UNPADDED.fullmatch(value.text)
        if whole and shown[value.start : value.end].strip("\"'") == value.text:
            yield Problem("unpadded-date", value.start, value.end, padding(value.text))


def _unrendered(shown: str, front: FrontMatter) -> list[Problem]:
    """Return the places in front matter that a template was to fill in."""
    if "{{" not in shown and "<%" not in shown:
        return []
    advice = "was never filled in: write the value, or delete the line"
    return [
        Problem("unrendered-template", *found.span(), f"“{found.group()}” {advice}")
        for found in UNRENDERED.finditer(shown, front.start, front.end)
    ]
