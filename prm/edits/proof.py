"""The proof of an edit: made, read again and compared; what was meant has changed and nothing else has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prm.edits.front.shape import Shape as Shape
from prm.edits.front.shape import shape as shape
from prm.model.config import Config
from prm.model.values import read_values
from prm.text.diagnostics import Problem
from prm.text.frontmatter import read
from prm.text.nodes import FrontMatter
from prm.text.pattern import Pattern
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import splice

if TYPE_CHECKING:
    from prm.model.notes import Note

_MARKER = Pattern(r"(?:\A|[\r\n])<{7}(?=[ \t\r\n]|\Z)")
_LINE_END = Pattern(r"\r\n|\r|\n")
_UNREADABLE = ("bad-yaml", "unclosed-front-matter")
_MAY_GROW = ("misspelt-key",)


class Refused(Exception):
    """An edit that cannot be made safely; the message is one line: where, what is wrong, what to do."""


def refuse(source: Source, offset: int, message: str) -> Refused:
    """Return the refusal of an edit, naming the line of `offset`."""
    return Refused(f"{source.path}:{source.line(offset)}: {message}")


def readable(source: Source) -> FrontMatter:
    """Return the front matter of a file that may be edited.

    Raises Refused where the file has conflict markers, or front matter that could not be read.
    """
    refuse_conflict(source)
    front = read(source.text)
    for problem in front.problems:
        if problem.rule in _UNREADABLE:
            raise refuse(source, problem.start, f"{problem.message} (the file is edited once it can be read)")
    return front


def refuse_conflict(source: Source) -> None:
    """Raise Refused where a file has conflict markers."""
    if found := _MARKER.search(source.text):
        advice = "git could not merge this file; choose between the sides and delete the marker lines first"
        raise refuse(source, found.end(), advice)


def result(source: Source, edit: Edit) -> Source:
    """Return the file as the edit leaves it.

    Raises Refused where the file changed since, or its encoding has no place for a new character.
    """
    if source.is_utf16 and edit.changes:
        raise Refused(f"{edit.path}: this file is UTF-16; save it as UTF-8 first")
    if edit.digest not in ("", source.digest):
        raise Refused(f"{edit.path}: the file has changed since it was read; try again")
    base = source if edit.digest else Source(edit.path, b"")
    try:
        return Source(edit.to or edit.path, splice(base, list(edit.changes)))
    except UnicodeEncodeError as error:
        sign = error.object[error.start : error.start + 1]
        if not sign.isprintable():
            sign = f"U+{ord(sign):04X}"
        name = "CP932" if base.encoding == "cp932" else "UTF-8"
        raise Refused(f"{edit.path}: “{sign}” cannot be written in {name}; {_ENCODING_ADVICE[name]}") from None
    except ValueError as error:
        raise Refused(f"{edit.path}: this edit cannot be made: {error}") from None


_ENCODING_ADVICE = {"CP932": "save the file as UTF-8 first, or use other words", "UTF-8": "leave it out"}


def prove(
    source: Source,
    edit: Edit,
    config: Config,
    *,
    expect: Mapping[str, Shape | None],
    before: FrontMatter | None = None,
) -> None:
    """Prove an edit of front matter: each key of `expect`, as the file writes it, then means that; None takes it out.

    All other keys mean what they did, in the order they had; new ones come last. The body is the same to the byte, and
    there is no new problem. `before` is the front matter of `source`, if it is known. Raises Refused.
    """
    after = result(source, edit)
    old, new = before or read(source.text), read(after.text)
    if any(span.end > old.end for span, _ in edit.changes):
        raise _unproven(source, "the change leaves the front matter")
    if new.kind != "yaml":
        raise _unproven(source, "what is left would not read as front matter")
    if source.data[source.byte(old.body) :] != after.data[after.byte(new.body) :]:
        raise _unproven(source, "the text below it would change")
    if not _same_encoding(source, after):
        raise _unproven(source, "the file would read in another encoding")
    wrong = _difference(_meant(old, expect), [(pair.key, shape(pair.value)) for pair in new.pairs])
    if wrong:
        raise _unproven(source, f"“{wrong}” would not say what is meant")
    _no_new_problem(source, _problems(old, config, expect), _problems(new, config, expect))


def _problems(front: FrontMatter, config: Config, keys: Collection[str]) -> list[Problem]:
    """Return what is wrong with front matter, and with the values of `keys`; the others read as before."""
    pairs = tuple(pair for pair in front.pairs if pair.key in keys)
    return [*front.problems, *read_values(pairs, config).problems]


def _unproven(source: Source, why: str) -> Refused:
    return Refused(f"{source.path}: this cannot be changed safely ({why}); change the line in an editor")


def _same_encoding(before: Source, after: Source) -> bool:
    """Tell whether a file reads by the same rules as before; plain ASCII reads by all."""
    return before.encoding == after.encoding or after.data.isascii() or before.data.isascii()


def _meant(front: FrontMatter, expect: Mapping[str, Shape | None]) -> list[tuple[str, Shape]]:
    """Return what the keys must say: those there were, the changed ones changed, the new ones last."""
    meant: list[tuple[str, Shape]] = []
    for pair in front.pairs:
        said = expect.get(pair.key, shape(pair.value))
        if said is not None:
            meant.append((pair.key, said))
    there = {pair.key for pair in front.pairs}
    return meant + [(key, said) for key, said in expect.items() if said is not None and key not in there]


def _difference(meant: list[tuple[str, Shape]], said: list[tuple[str, Shape]]) -> str:
    """Return the first key that differs, "" where none does."""
    for (key, wanted), (there, found) in zip(meant, said, strict=False):
        if (key, wanted) != (there, found):
            return key
    longer = meant if len(meant) > len(said) else said
    return longer[min(len(meant), len(said))][0] if len(meant) != len(said) else ""


def _no_new_problem(source: Source, old: Sequence[Problem], new: Sequence[Problem]) -> None:
    """Refuse what would be a finding of `check`, in its words."""
    known = Counter(problem.rule for problem in old)
    grown = Counter(problem.rule for problem in new) - known
    said = Counter(problem.message for problem in old)
    for problem in new:
        if problem.rule in grown and problem.rule not in _MAY_GROW and not said[problem.message]:
            raise Refused(f"{source.path}: {problem.message}")
    if any(rule not in _MAY_GROW for rule in grown):
        raise _unproven(source, "it would bring a new finding")


def prove_body(source: Source, edit: Edit, *, added: Sequence[str], removed: Sequence[str] = ()) -> None:
    """Prove an edit of the body: just the lines `added` are new and the lines `removed` gone, line ends apart.

    The other lines stand in the order they had, and front matter says what it did. Raises Refused.
    """
    after = result(source, edit)
    if not _same_encoding(source, after):
        raise _unproven(source, "the file would read in another encoding")
    old, new = _lines(source.text), _lines(after.text)
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    if (come, gone) != (Counter(added) - Counter(removed), Counter(removed) - Counter(added)):
        raise _unproven(source, "other lines would change")
    if [line for line in old if line not in gone | come] != [line for line in new if line not in gone | come]:
        raise _unproven(source, "lines would change their order")
    if _said(source) != _said(after):
        raise _unproven(source, "front matter would change")


def _lines(text: str) -> list[str]:
    """Return the lines of a text; a line end at its end begins no further one."""
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def _said(source: Source) -> list[tuple[str, Shape]]:
    return [(pair.key, shape(pair.value)) for pair in read(source.text).pairs]


def prove_note(source: Source, edit: Edit, config: Config, agrees: Callable[[Note, Note], str]) -> None:
    """Prove an edit by what the file means before and after: `agrees` says what is wrong, "" where nothing is.

    Raises Refused.
    """
    from prm.model.reader import Reader

    reader = Reader(config)
    wrong = agrees(reader.read(source), reader.read(result(source, edit)))
    if wrong:
        raise _unproven(source, wrong)
