"""Rename a link everywhere in a file: labels, headings and all else stay; proven before it is returned."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from posixpath import dirname
from posixpath import relpath
from typing import NamedTuple
from typing import TypeAlias
from urllib.parse import quote
from urllib.parse import unquote

from prm.edits.body.meaning import unsafe
from prm.edits.proof import Refused
from prm.edits.proof import Shape
from prm.edits.proof import readable
from prm.edits.proof import result
from prm.edits.proof import shape
from prm.model.config import Config
from prm.model.names import slug
from prm.model.names import stem
from prm.model.names import target_key
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.frontmatter import read
from prm.text.markdown import read_body
from prm.text.markdown import read_line
from prm.text.nodes import FrontMatter
from prm.text.nodes import Items
from prm.text.nodes import Node
from prm.text.nodes import Scalar
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span

_LINK = Pattern(
    r"\[\[(?P<wiki>[^\[\]\r\n|#]+)(?P<rest>(?:#[^\[\]\r\n|]*)?(?P<label>\|[^\[\]\r\n]*)?)\]\]"
    r"|(?<=\])\((?P<path><[^<>\r\n]*>|[^()\s<>]+)(?=[ \t]*\))"
)
_SHOWN = Pattern(r"\[\[[^\[\]\r\n]*\]\]|\]\((?:<[^<>\r\n]*>|[^()\r\n]*)\)")
_IN_LINK = ("[", "]", "|", "#", "\n", "\r", "^")
_ENCODED = Pattern(r"%[89A-Fa-f][0-9A-Fa-f]")
_ENDING = Pattern(r"(?i:\.(?:md|markdown))\Z")
_Write: TypeAlias = Callable[[re.Match[str], bool], str | None]


class Renaming(NamedTuple):
    """How links to one note change: `new` is its path; `whole` says that a bare name would not find it.

    `label_of` takes a target as written: None says that the link means another note, or stays as it is; else the
    label that a wiki link without one gets, "" for none.
    """

    new: str
    label_of: Callable[[str], str | None]
    whole: bool = False
    shown: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The targets that a renamed link may have, as they are compared."""
        ends = slug(self.new)
        return frozenset(target_key("/".join(ends.split("/")[at:])) for at in range(ends.count("/") + 1))


def rename_links(source: Source, config: Config, renaming: Renaming) -> Edit | None:
    """Return the edit that makes each link to a note a link to where it is now, None where there is none.

    A wiki link keeps its label and heading. Links in code, comments and generated text stay. Raises Refused.
    """
    name = stem(renaming.new)
    if any(sign in name for sign in _IN_LINK) or any(sign in renaming.shown for sign in "[]\r\n"):
        raise Refused(f"{source.path}: “{name}” cannot stand in a link; choose a name without [ ] | # ^")
    front = readable(source)

    def write(found: re.Match[str], in_row: bool) -> str | None:
        return _written(found, in_row, renaming, source.path)

    changes = [*_in_front_matter(source, front, write), *_in_body(source, front.body, write)]
    if not changes:
        return None
    edit = Edit(source.path, source.digest, tuple(changes), why=f"link {name}")
    _prove(source, config, edit, front, renaming, write)
    return edit


def may_link(text: str, label_of: Callable[[str], str | None]) -> bool:
    """Tell whether a text may hold a link that `label_of` knows; code and comments are not looked at."""
    for found in _LINK.finditer(text):
        target = _target(found)
        if target and label_of(target) is not None:
            return True
    return False


def _target(found: re.Match[str]) -> str:
    """Return the target of a link, "" for one that leads to no note."""
    if found.group("wiki") is not None:
        return found.group("wiki").removesuffix("\\").strip()
    plain = unquote(found.group("path").strip("<>").partition("#")[0])
    return "" if "://" in plain or not _ENDING.search(plain) else plain


def _written(found: re.Match[str], in_row: bool, renaming: Renaming, path: str) -> str | None:
    """Return what stands for a link's target, and its label where it gets one; None for links to others."""
    old = _target(found)
    label = renaming.label_of(old) if old else None
    if label is None:
        return None
    if found.group("wiki") is not None:
        wiki = found.group("wiki")
        bare = wiki.removesuffix("\\")
        blanks = bare[: len(bare) - len(bare.lstrip())], bare[len(bare.rstrip()) :] + wiki[len(bare) :]
        target = slug(renaming.new) if renaming.whole else _with_folder(old, renaming.new, wiki=True)
        label = label or (renaming.shown if renaming.whole else "")
        added = label if label and not found.group("label") and label != target else ""
        rest = found.group("rest")
        return blanks[0] + target + blanks[1] + rest + (f"{chr(92) * in_row}|{added}" if added else "")
    written = found.group("path")
    file, hash_, heading = written.strip("<>").partition("#")
    target = _path(old, renaming.new, path)
    if written.startswith("<"):
        return f"<{target}{hash_}{heading}>"
    encoded = quote(target, safe="/") if _ENCODED.search(file) else _encode(target)
    return encoded + hash_ + heading


def _encode(path: str) -> str:
    return "".join(quote(sign) if sign in " ()<>%#\t?" else sign for sign in path)


def _with_folder(old: str, new: str, *, wiki: bool) -> str:
    """Return the new path with as many folders, and an ending, as the old target had."""
    ending = _ENDING.search(old)
    path = (slug(new) + ending.group()) if ending else slug(new)
    if ending and not wiki:
        path = new
    parts = [part for part in old.split("/") if part not in (".", "..", "")]
    count = len(path.split("/")) if old.startswith("/") else len(parts)
    return "/" * old.startswith("/") + "/".join(path.split("/")[-max(count, 1) :])


def _path(old: str, new: str, source: str) -> str:
    """Return the path of a Markdown link: from the file it stands in, or from the root as it was."""
    here = dirname(source)
    if old.startswith(("./", "../")) or ("/" not in old and here):
        found = relpath(new, here or ".")
        return "./" + found if old.startswith("./") and not found.startswith(".") else found
    if "/" in old:
        return _with_folder(old, new, wiki=False)
    return new


# Where links stand


def _in_body(source: Source, start: int, write: _Write) -> Iterator[Change]:
    body = read_body(source.text, start)
    shown = _visible(source.text, body.text, [one[:2] for one in body.excluded if one.why in ("embed", "quote")])
    for found in _LINK.finditer(shown, start):
        line = shown.rfind("\n", 0, found.start()) + 1
        row = read_line(shown, line, max(found.start(), line)).kind == "row"
        text = write(found, row)
        if text is not None:
            yield from _change(found, text)


def _visible(text: str, masked: str, spans: list[tuple[int, int]]) -> str:
    """Return a body with what is excluded blanked, but embeds and quotes shown."""
    pieces: list[str] = []
    at = 0
    for begin, end in sorted(spans):
        if begin >= at:
            pieces += (masked[at:begin], text[begin:end])
            at = end
    return "".join([*pieces, masked[at:]])


def _in_front_matter(source: Source, front: FrontMatter, write: _Write) -> Iterator[Change]:
    for node in _scalars(front):
        for found in _LINK.finditer(source.text, node.start, node.end):
            text = write(found, False)
            if text is not None:
                yield from _change(found, _quoted(text, source.text[node.start]))


def _scalars(front: FrontMatter) -> Iterator[Scalar]:
    nodes: list[Node] = [pair.value for pair in front.pairs]
    while nodes:
        node = nodes.pop(0)
        if isinstance(node, Scalar):
            yield node
        else:
            nodes += node.items if isinstance(node, Items) else [pair.value for pair in node.pairs]


def _quoted(text: str, quote_: str) -> str:
    if quote_ == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if quote_ == '"' else text


def _change(found: re.Match[str], text: str) -> Iterator[Change]:
    start, end = found.span("path") if found.group("path") else (found.start("wiki"), found.end("rest"))
    old = found.string[start:end]
    while start < end and text and old[0] == text[0]:
        start, old, text = start + 1, old[1:], text[1:]
    while start < end and text and old[-1] == text[-1]:
        end, old, text = end - 1, old[:-1], text[:-1]
    if old or text:
        yield Change(Span(start, end), text)


# Proof


def _prove(source: Source, config: Config, edit: Edit, front: FrontMatter, renaming: Renaming, write: _Write) -> None:
    """Prove that front matter says the same with other links, and that every link plays the part it had."""
    after = result(source, edit)
    if after.encoding != source.encoding and not source.data.isascii():
        raise unsafe(source, "the file would read in another encoding")
    now = read(after.text)
    meant = [(pair.key, _renamed(shape(pair.value), write)) for pair in front.pairs]
    if meant != [(pair.key, shape(pair.value)) for pair in now.pairs]:
        raise unsafe(source, "front matter would read otherwise")
    reader, ends = Reader(config), renaming.keys

    def is_ours(target: str) -> bool:
        return target_key(target) in ends or renaming.label_of(target) is not None

    if _bones(reader.read(source), is_ours) != _bones(reader.read(after), is_ours):
        raise unsafe(source, "something besides links would change")


def _renamed(said: Shape, write: _Write) -> Shape:
    if isinstance(said, str):
        return _LINK.sub(lambda found: _link(found, write(found, False)), said)
    if isinstance(said, list):
        return [_renamed(item, write) for item in said]
    return tuple((key, _renamed(value, write)) for key, value in said)


def _link(found: re.Match[str], text: str | None) -> str:
    if text is None:
        return found.group()
    return f"[[{text}]]" if found.group("wiki") is not None else f"({text}"


def _bones(note: Note, is_ours: Callable[[str], bool]) -> tuple[object, ...]:
    """Return what a note means with links and places left out, and the links with the renamed one as one."""
    return (
        (note.kind, note.day, note.hidden, _bare(note.about)),
        [(*value[:2], _bare(value.text), _bare(value.value), value.since, value.until) for value in note.values],
        [(*entry[:3], _bare(entry.text), *entry[4:9]) for entry in note.entries],
        [(*task[:2], _bare(task.text), *task[3:8]) for task in note.tasks],
        [
            (link.role, "" if is_ours(link.target) else link.target, link.entry, link.task, link.why)
            for link in note.links
        ],
        [(found.rule, _bare(found.message)) for found in note.problems],
    )


def _bare(text: str) -> str:
    return _SHOWN.sub("[]", text)
