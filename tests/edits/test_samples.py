"""Random edits on vaults of other people leave every other byte alone; skipped where the samples are not."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest

from prm.edits.body.log import add_entry
from prm.edits.body.tasks import add_promise
from prm.edits.body.tasks import drop
from prm.edits.body.tasks import reschedule
from prm.edits.body.tasks import tick
from prm.edits.front.fields import add_to
from prm.edits.front.fields import remove_from
from prm.edits.front.fields import set_field
from prm.edits.front.fields import set_in
from prm.edits.naming.links import Renaming
from prm.edits.naming.links import rename_links
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.names import target_key
from prm.model.reader import Reader
from prm.model.schema import FIELDS
from prm.model.values import field_of
from prm.text.frontmatter import read
from prm.text.source import Edit
from prm.text.source import Source

SAMPLES = Path(os.environ.get("PRM_SAMPLES") or Path(__file__).parent.parent.parent.parent / "shared" / "samples")
CONFIG, _ = read_config("")
SHAPES = {field.name: field.shape for field in FIELDS}
TEXTS = ("Nori", "[[Ben Ito]]", "no", "0123", "a: b", "山田 太郎", "it's #1", "")
MORE = ("", " (30m)", "\nand more", " 😀", " ] | # [x]", " 佐藤")
HEADS = ("call", "coffee", "gave thanks", "電話", "learned", "tried")
MEANT = {"date": "1990-04-01", "day": "2026-01-02", "cadence": "2w", "snooze": "2026-02-01", "dates": "--04-17"}
NOT_EDITED = ("TOML", "git could not merge", "edited once it can be read", "in braces", "given twice", "both say")
NOT_MEANT = ("never written", "is a map", "is no map", "is one text", "holds one value", "read first", "needs a day")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found = [path for path in sorted(SAMPLES.rglob("*.md")) if path.is_file()]
    if not found:
        pytest.skip("the sample vaults are not here")
    return [Source(str(path.relative_to(SAMPLES)), path.read_bytes()) for path in found]


def random_edit(chance: random.Random, source: Source) -> Edit | None:
    """Return the edit of a random field."""
    keys = [pair.key for pair in read(source.text).pairs]
    key = chance.choice([*keys, *keys, *SHAPES])
    shape = SHAPES.get(field_of(key, CONFIG)[0], "")
    text = MEANT.get(shape) or chance.choice(TEXTS)
    doing = chance.randrange(6)
    if doing == 0:
        return set_field(source, CONFIG, key, None)
    if doing == 1:
        return set_in(source, CONFIG, key, "work", text)
    if doing == 2:
        return add_to(source, CONFIG, key, text)
    if doing == 3:
        values = [pair.value for pair in read(source.text).pairs if pair.key == key]
        items = getattr(values[0], "items", ()) if values else ()
        return remove_from(source, CONFIG, key, getattr(chance.choice(items), "text", text) if items else text)
    return set_field(source, CONFIG, key, [text, "b"] if shape == "list" else text)


def attempt(chance: random.Random, source: Source) -> tuple[Edit | None, str]:
    """Return the edit, or why it was refused."""
    try:
        return random_edit(chance, source), ""
    except Refused as refused:
        return None, str(refused)


def lines_of(source: Source, number: int) -> tuple[int, int]:
    """Return in which bytes the lines of a key stand."""
    pair = read(source.text).pairs[number]
    starts = [*source.line_starts, len(source.text)]
    last = source.line(max(pair.value.end, pair.key_end))
    return source.byte(starts[source.line(pair.key_start) - 1]), source.byte(starts[last])


def check(source: Source, edit: Edit) -> None:
    """All bytes but those of the lines of one key, or of one place where lines were added, are as they were."""
    after = result(source, edit).data
    edges = [(source.byte(start), source.byte(end)) for (start, end), _ in edit.changes]
    first, last = min(start for start, _ in edges), max(end for _, end in edges)
    assert source.data[:first] == after[:first]
    assert after.endswith(source.data[last:])
    stretches = [lines_of(source, number) for number in range(len(read(source.text).pairs))]
    assert first == last or any(start <= first and last <= end for start, end in stretches)


def test_random_edits_leave_every_other_byte_alone(sources: list[Source]) -> None:
    chance = random.Random(20261120)
    done = 0
    for _ in range(20_000):
        source = chance.choice(sources)
        edit, refused = attempt(chance, source)
        assert not refused or any(words in refused for words in (*NOT_EDITED, *NOT_MEANT))
        if edit is not None and edit.changes:
            check(source, edit)
            done += 1
        if done == 500:
            break

    assert 500 == done


# lines of the body


def random_line(chance: random.Random, source: Source) -> Edit | None:
    """Return the edit that adds an entry or a promise, or changes a task, or the links to somebody."""
    doing = chance.randrange(6)
    day = date(2026, 1, chance.randrange(1, 29))
    if doing == 0:
        return add_entry(source, CONFIG, day, chance.choice(HEADS), chance.choice(TEXTS) + chance.choice(MORE))
    if doing == 1:
        return add_promise(source, CONFIG, f"send {chance.choice(TEXTS)}", "me", chance.choice(("", "2026-02-01")))
    note = Reader(CONFIG).read(source)
    if doing == 2:
        links = [link.target for link in note.links]
        old = target_key(chance.choice(links)) if links else ""
        renaming = Renaming("people/Nori Aoki.md", lambda target: "" if target_key(target) == old else None)
        return rename_links(source, CONFIG, renaming) if old else None
    if not note.tasks:
        return None
    line = source.line(chance.choice(note.tasks).start)
    if doing == 3:
        return tick(source, CONFIG, line, day)
    return reschedule(source, CONFIG, line, "2026-03-01") if doing == 4 else drop(source, CONFIG, line)


def check_lines(source: Source, edit: Edit) -> None:
    """All bytes but those of the changes are as they were, one after the other."""
    after, at, moved = result(source, edit), 0, 0
    for (start, end), text in sorted(edit.changes, key=lambda change: change.span):
        first, last = source.byte(start), source.byte(end)
        assert source.data[at:first] == after.data[at + moved : first + moved]
        written = len(text.encode(source.encoding if source.encoding == "cp932" else "utf-8"))
        moved += written - (last - first)
        at = last
    assert source.data[at:] == after.data[at + moved :]


def test_random_lines_leave_every_other_byte_alone(sources: list[Source]) -> None:
    chance = random.Random(20260115)
    done, refused_ = 0, 0
    for _ in range(6_000):
        source = chance.choice(sources)
        if len(source.data) > 100_000:
            continue
        try:
            edit = random_line(chance, source)
        except Refused:
            refused_ += 1
            continue
        if edit is not None and edit.changes:
            check_lines(source, edit)
            done += 1
        if done == 500:
            break

    assert 500 == done
    assert refused_ < done
