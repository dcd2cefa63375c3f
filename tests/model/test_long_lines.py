"""Reading takes time in proportion to a file, whatever is repeated in it."""

from time import process_time

import pytest

from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

READER = Reader(read_config("")[0])


@pytest.mark.parametrize("begins", ["- 2026-10-02 call ", "- 2026-10-02 電話"])
def test_thousands_of_people_in_one_line(begins: str) -> None:
    """With a look through all who took part for each link, this took half a minute."""
    began = process_time()
    note = READER.read(Source("people/a.md", (begins + "[[a]]" * 40_000).encode()))
    assert 40_000 == len(note.links)
    assert process_time() - began < 8
