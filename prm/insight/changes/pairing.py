"""Two states of notes, side by side: what they mean, what of it may be shared, and who is the same under a new name."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import NamedTuple

from prm.model.config import Config
from prm.model.names import exact
from prm.model.names import stem
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.model.redact import Redaction
from prm.model.values import field_of
from prm.text.source import Source

_MOST = 100
"""Among how many people who went one that came is looked for."""


class Version(NamedTuple):
    """A note as it stood: its text, and what it means."""

    source: Source
    note: Note


Pair = tuple[Version | None, Version | None]
"""A note before and now; None stands for no file."""


def versions(
    pairs: Iterable[tuple[Source | None, Source | None]], config: Config, hidden: Sequence[Note] | None
) -> Iterator[Pair]:
    """Yield what notes mean, before and now; with the `hidden` notes of the vault, without all that is private.

    A note that is private in one of the two is left out, and so is what a key said that is private now.
    """
    reader = Reader(config)
    read = [(_version(reader, old), _version(reader, new)) for old, new in pairs]
    if hidden is None:
        yield from read
        return
    redaction = Redaction([*hidden, *(each.note for pair in read for each in pair if each and each.note.hidden)])
    for before, after in read:
        if (before and before.note.hidden) or (after and after.note.hidden):
            continue
        old, new = (_shared(reader, redaction, each) if each else None for each in (before, after))
        if (old is None, new is None) == (before is None, after is None):
            yield _as_now(old, after, new, config) if old and after and new else old, new


def _as_now(old: Version, whole: Version, shared: Version, config: Config) -> Version:
    """Return an older version without the fields that are private now."""
    stated = [value.text for value in whole.note.values if value.key == "private"]
    private = {value.key for value in whole.note.values} - {value.key for value in shared.note.values}
    private |= {field_of(text, config)[0] for text in stated}
    values = tuple(value for value in old.note.values if value.key not in private)
    return old._replace(note=old.note._replace(values=values))


def _version(reader: Reader, source: Source | None) -> Version | None:
    return Version(source, reader.read(source)) if source else None


def _shared(reader: Reader, redaction: Redaction, version: Version) -> Version | None:
    return _version(reader, redaction.of(version.source, version.note))


def together(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs, one who went and one who came as one where the new page says so, or is half the old one."""
    pairs = list(pairs)
    gone = [old for old, new in pairs if old and not new and old.note.kind == "person"]
    found: dict[str, Version] = {}
    for _, new in (pair for pair in pairs if not pair[0] and len(gone) <= _MOST):
        was = next((old for old in gone if new and new.note.kind == "person" and _same(old, new)), None)
        if was and new:
            gone.remove(was)
            found[new.source.path] = was
    moved = {was.source.path for was in found.values()}
    joined = [(found.get(new.source.path, old) if new else old, new) for old, new in pairs]
    return [(old, new) for old, new in joined if new or (old and old.source.path not in moved)]


def _same(old: Version, new: Version) -> bool:
    """Tell whether a page is another one under a new name."""
    called = {key for tier, key in new.note.names if tier in ("name", "alias")}
    if exact(old.note.name) in called or exact(stem(old.note.path)) in called:
        return True
    before, after = ({line.strip() for line in each.source.data.splitlines() if line.strip()} for each in (old, new))
    return 2 * len(before & after) > min(len(before), len(after))
