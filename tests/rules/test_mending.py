"""Mending: one safe fix each, and the file means what it meant; strange files are said and never hang."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.cli.main import run
from prm.edits.proof import result
from prm.engine import Engine
from prm.model.config import read_config
from prm.model.reader import Reader
from prm.model.vault import build
from prm.rules import check
from prm.rules import fix_of
from prm.rules import really_fixable
from prm.rules.mending import mend
from prm.rules.writing import padded
from prm.text.source import Source

MANY = 60 if os.environ.get("CI") == "true" else 200
TODAY = date(2026, 1, 15)
CONFIG, _ = read_config("")
PATH = "people/ana.md"


def mended(text: str | bytes) -> tuple[str, int]:
    """Return a page after --fix, and how many findings were mended."""
    source = Source(PATH, text.encode() if isinstance(text, str) else text)
    found = check(build([source], CONFIG, TODAY))
    done = mend(found, fix_of, lambda path: source, CONFIG)
    exactly = [each for each in really_fixable(found, lambda path: source, CONFIG) if each.fixable]
    assert len(done.findings) <= len(exactly) or len(exactly) == 0
    after = result(source, done.edits[0]).data if done.edits else source.data
    return after.decode("utf-8", "surrogateescape"), len(done.findings)


PAGES = [
    ("---\r\nspouse: [[Rui]]\r\n---\r\n", '---\r\nspouse: "[[Rui]]"\r\n---\r\n', 1),
    ("\ufeff---\nspouse: [[Rui]]\n---\n", '\ufeff---\nspouse: "[[Rui]]"\n---\n', 1),
    ("---\nkids: [[[A]], [[B|b]]]  # both\n---\n", '---\nkids: ["[[A]]", "[[B|b]]"]  # both\n---\n', 2),
    ("---\nmet:\n  through: [[A]]\nx:\n  - [[B]]\n---\n", '---\nmet:\n  through: "[[A]]"\nx:\n  - "[[B]]"\n---\n', 2),
    ("---\nmanager: [[A]], [[B]]\n---\n", '---\nmanager: ["[[A]]", "[[B]]"]\n---\n', 1),
    ("---\norg: [[A]] and more\n---\n", '---\norg: "[[A]] and more"\n---\n', 1),
    ('---\nrole: he: "so"\n---\n', "---\nrole: 'he: \"so\"'\n---\n", 1),
    ("---\nurl: @ana\nrole: a: b\n---\n", '---\nurl: "@ana"\nrole: "a: b"\n---\n', 2),
    ("---\nbirthday: 1990-4\nmet: '2024-1-5'\n---\n", "---\nbirthday: 1990-04\nmet: '2024-01-05'\n---\n", 2),
    ("- 2026-1-5 call: 2026-1-6\n", "- 2026-01-05 call: 2026-1-6\n", 1),
    ("・**2026-1-5** 電話：歌\n", "・**2026-01-05** 電話：歌\n", 1),
    ("## 2026-1-5 call\n", "## 2026-01-05 call\n", 1),
    ("| 2026-1-5 | call |\n", "| 2026-01-05 | call |\n", 1),
    ("---\nrole: cook", "---\nrole: cook\n---\n", 1),
    ("---\r\nrole: cook\r\n\r\n# Ana\r\n", "---\r\nrole: cook\r\n---\r\n\r\n# Ana\r\n", 1),
]


@pytest.mark.parametrize(("page", "after", "count"), PAGES)
def test_what_has_one_fix_is_mended(page: str, after: str, count: int) -> None:
    assert (after, count) == mended(page)
    assert (after, 0) == mended(after)


STAYS = [
    "---\nbirthdya: 1990-04-17\n---\n",
    "---\ntags: [a, b\n---\n",
    "---\nrole: *cook\n---\n",
    '---\nrole: "a" b\n---\n',
    "---\nemail: a@x.org\nemail: a@x.org\n---\n",
    "---\nbirthday: 1990-02-30\n---\n",
    "- [[2026-1-5]] call: a page of that name\n",
    "- 2026/1/5 call: so it is written in Japan\n",
    "---\nx: {{title}}\n---\n",
    "---\nspouse: [[Rui]]\n<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n---\n",
    "- 2026-1-5 call\n<<<<<<< a\n=======\n>>>>>>> b\n",
]


@pytest.mark.parametrize("page", STAYS)
def test_what_can_mean_two_things_stays(page: str) -> None:
    assert (page, 0) == mended(page)


def test_bytes_that_are_not_utf8_stay() -> None:
    page = b"---\nspouse: [[Rui]]\nrole: caf\xe9 \xff\n---\n- 2026-1-5 call: \xff\n"
    after, count = mended(page)

    assert 2 == count
    assert b'---\nspouse: "[[Rui]]"\nrole: caf\xe9 \xff\n---\n- 2026-01-05 call: \xff\n' == after.encode(
        "utf-8", "surrogateescape"
    )


LINES = st.sampled_from(
    ["spouse: [[Rui]]", "kids: [[A]], [[B]]", "role: a: b", "birthday: 1990-4-7", "tags: [a, [[B]]]", "org: [[A]] x",
     "---", "- 2026-1-5 call: x", "- **2026-01-6** [[Rui]]", "", "# H", "x:", "  - [[B]]", "url: @me",
     "## 2026-1-8 call", "met: {date: 2024-1-5, through: [[A]]}", "%% private %%",
     "due: 2026-1-1", "  y: 2026-1-2", "text 2026-1-9",
     "interactions: [{date: 2024-1-5, text: call}]"]
)  # fmt: skip


@settings(max_examples=MANY, deadline=None)
@given(st.lists(LINES, max_size=9), st.sampled_from(["\n", "\r\n"]))
def test_a_mended_file_means_what_it_meant(lines: list[str], newline: str) -> None:
    page = newline.join(("---", *lines))
    after, count = mended(page)
    old, new = (Reader(CONFIG).read(Source(PATH, text.encode())) for text in (page, after))

    assert [tuple(map(padded, value[:7])) for value in old.values] == [
        tuple(map(padded, value[:7])) for value in new.values
    ]
    assert [entry[:9] for entry in old.entries] == [entry[:9] for entry in new.entries]
    assert [link[:2] for link in old.links] == [link[:2] for link in new.links]
    assert len(new.problems) <= len(old.problems) - count
    assert (page == after) == (count == 0)


def test_a_log_that_is_written_so_is_written_on(vault: Callable[..., Path]) -> None:
    root = vault({"prm.toml": "", PATH: "# Ana\n\n- 2026-1-5 call: a\n- 2026-1-4 call: b\n"})

    assert 0 == run(["--vault", str(root), "--today", "2026-01-15", "log", "coffee with Ana"])
    assert 5 == (root / PATH).read_text().count("\n")


def test_pipes_sockets_and_links_to_nothing_are_said(vault: Callable[..., Path]) -> None:
    root = vault({"prm.toml": "", PATH: "# Ana\n"})
    os.mkfifo(root / "people" / "pipe.md")
    (root / "people" / "gone.md").symlink_to("nowhere.md")
    (root / "people" / "there.md").symlink_to("ana.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(root / "people" / "ear.md"))
        found = check(Engine(str(root)).vault(TODAY))

    assert [
        ("people/ear.md", "not-a-file", "a socket, and no file; it is not read"),
        ("people/gone.md", "not-a-file", "a symbolic link to nothing; it is not read"),
        ("people/pipe.md", "not-a-file", "a pipe, and no file; it is not read"),
    ] == [(each.path, each.name, each.message) for each in found]


@pytest.mark.parametrize("form", ["full", "json"])
def test_a_pipe_is_never_waited_for(vault: Callable[..., Path], form: str) -> None:
    root = vault({"prm.toml": "", PATH: "# Ana\n"})
    os.mkfifo(root / "people" / "pipe.md")

    assert 1 == run(["--vault", str(root), "check", "--fix", "--format", form])
