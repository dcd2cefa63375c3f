"""Rename a link everywhere in a file: labels, headings and all else stay; proven before it is returned."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from posixpath import dirname
from posixpath import relpath
from typing import TypeAlias
from urllib.parse import quote
from urllib.parse import unquote

from prm.edits.meaning import unsafe
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


def rename_links(source: Source, config: Config, old_targets: set[str], new: str, *, label: str = "") -> Edit | None:
    """Return the edit that makes each link to one of `old_targets` a link to `new`, None where there is none.

    `new` is the path of the renamed note, `old_targets` are targets as they are written in links. A wiki link keeps its
    label and heading, and gets `label` where it has none. Links in code, comments and generated text stay.

    Raises Refused.
    """
    name = stem(new)
    if any(sign in name for sign in _IN_LINK) or any(sign in label for sign in "[]\r\n"):
        raise Refused(f"{source.path}: “{name}” cannot stand in a link; choose a name without [ ] | # ^")
    front = readable(source)
    keys = {target_key(target) for target in old_targets}

    def write(found: re.Match[str], in_row: bool) -> str | None:
        return _written(found, in_row, keys, new, label, source.path)

    changes = [*_in_front_matter(source, front, write), *_in_body(source, front.body, write)]
    if not changes:
        return None
    edit = Edit(source.path, source.digest, tuple(changes), why=f"link {name}")
    _prove(source, config, edit, front, keys, new, write)
    return edit


def _written(found: re.Match[str], in_row: bool, keys: set[str], new: str, label: str, path: str) -> str | None:
    """Return what stands for a link's target, and its label where it gets one; None for links to others."""
    if found.group("wiki") is not None:
        wiki = found.group("wiki")
        bare = wiki.removesuffix("\\")
        if target_key(bare.strip()) not in keys:
            return None
        blanks = bare[: len(bare) - len(bare.lstrip())], bare[len(bare.rstrip()) :] + wiki[len(bare) :]
        target = _with_folder(bare.strip(), new, wiki=True)
        added = label if label and not found.group("label") and label != target else ""
        rest = found.group("rest")
        return blanks[0] + target + blanks[1] + rest + (f"{chr(92) * in_row}|{added}" if added else "")
    written = found.group("path")
    inside = written.strip("<>")
    file, hash_, heading = inside.partition("#")
    plain = unquote(file)
    if "://" in plain or not _ENDING.search(plain) or target_key(plain) not in keys:
        return None
    target = _path(plain, new, path)
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


def _prove(
    source: Source, config: Config, edit: Edit, front: FrontMatter, keys: set[str], new: str, write: _Write
) -> None:
    """Prove that front matter says the same with other links, and that every link plays the part it had."""
    after = result(source, edit)
    if after.encoding != source.encoding and not source.data.isascii():
        raise unsafe(source, "the file would read in another encoding")
    now = read(after.text)
    meant = [(pair.key, _renamed(shape(pair.value), write)) for pair in front.pairs]
    if meant != [(pair.key, shape(pair.value)) for pair in now.pairs]:
        raise unsafe(source, "front matter would read otherwise")
    reader = Reader(config)
    if _bones(reader.read(source), keys, new) != _bones(reader.read(after), keys, new):
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


def _bones(note: Note, keys: set[str], new: str) -> tuple[object, ...]:
    """Return what a note means with links and places left out, and the links with the renamed one as one."""
    ends = slug(new)
    names = keys | {target_key("/".join(ends.split("/")[at:])) for at in range(ends.count("/") + 1)}
    return (
        (note.kind, note.day, note.hidden, _bare(note.about)),
        [(*value[:2], _bare(value.text), _bare(value.value), value.since, value.until) for value in note.values],
        [(*entry[:3], _bare(entry.text), *entry[4:9]) for entry in note.entries],
        [(*task[:2], _bare(task.text), *task[3:8]) for task in note.tasks],
        [
            (link.role, "" if target_key(link.target) in names else link.target, link.entry, link.task, link.why)
            for link in note.links
        ],
        [(found.rule, _bare(found.message)) for found in note.problems],
    )


def _bare(text: str) -> str:
    return _SHOWN.sub("[]", text)
