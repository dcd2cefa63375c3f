"""Random edits on vaults of other people leave every other byte alone; skipped where the samples are not."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from prm.edits.fields import add_to
from prm.edits.fields import remove_from
from prm.edits.fields import set_field
from prm.edits.fields import set_in
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.schema import FIELDS
from prm.model.values import field_of
from prm.text.frontmatter import read
from prm.text.source import Edit
from prm.text.source import Source

SAMPLES = Path(os.environ.get("PRM_SAMPLES") or Path(__file__).parent.parent.parent.parent / "shared" / "samples")
CONFIG, _ = read_config("")
SHAPES = {field.name: field.shape for field in FIELDS}
TEXTS = ("Nori", "[[Ben Ito]]", "no", "0123", "a: b", "山田 太郎", "it's #1", "")
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
