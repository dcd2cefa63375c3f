"""How something was received is written behind its line, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.edits.body.received import add_received
from prm.edits.proof import Refused
from prm.edits.proof import result
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.text.source import Source

CONFIG, _ = read_config("")
PATH = "people/Aiko.md"


def written(text: str, line: int, words: str) -> str:
    source = Source(PATH, text.encode())
    return result(source, add_received(source, CONFIG, line, words)).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- 2026-01-02 gave gift: tea", "- 2026-01-02 gave gift: tea → liked it"),
        ("- 2026-01-02 gave gift: tea  \r\n- more\r\n", "- 2026-01-02 gave gift: tea → liked it  \r\n- more\r\n"),
        ("- 2026-01-02 gave gift: tea ^t1\n", "- 2026-01-02 gave gift: tea → liked it ^t1\n"),
        ("- 2026-01-02 gave gift: tea\n  in a tin\n", "- 2026-01-02 gave gift: tea → liked it\n  in a tin\n"),
        ("・2026/1/2 お土産：豆\n", "・2026/1/2 お土産：豆 → liked it\n"),
        ("2026-01-02 gave gift: tea", "2026-01-02 gave gift: tea → liked it"),
    ],
)
def test_the_words_stand_behind_the_line(before: str, after: str) -> None:
    assert "# Aiko\n\n" + after == written("# Aiko\n\n" + before, 3, "liked it")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Aiko\n\n- 2026-01-02 call: tea\n", 3),
        ("# Aiko\n\n- 2026-01-02 gave gift: tea\n", 1),
        ("# Aiko\n\n| day | what |\n|---|---|\n| 2026-01-02 | gave gift: tea |\n", 5),
        ("---\ninteractions:\n  - {date: 2026-01-02, text: 'gave gift: tea'}\n---\n# Aiko\n", 3),
        ("# Aiko\n\n- 2026-01-02 gave gift: tea `→ liked\n", 3),
    ],
)
def test_what_cannot_be_written_so_is_refused(text: str, line: int) -> None:
    with pytest.raises(Refused):
        written(text, line, "→")
    if "`" not in text:
        with pytest.raises(Refused):
            written(text, line, "liked it")


@given(st.text(alphabet="abc 豆-:[]|%`→()\n", max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_nothing_else_changes(words: str, end: str) -> None:
    lines = ["# Aiko", "", "- 2026-01-02 gave gift: tea", "- 2026-01-01 call: hello", ""]
    try:
        after = written(end.join(lines), 3, words)
    except Refused:
        return
    found = after.split(end)
    assert [*lines[:2], *lines[3:]] == [*found[:2], *found[3:]]
    assert found[2].startswith(lines[2] + " → ")
    entries = Reader(CONFIG).read(Source(PATH, after.encode())).entries
    assert [("gave", "gift"), ("call", "")] == [(each.kind, each.what) for each in entries]
    assert found[2].rpartition("→")[2].strip() == entries[0].received
