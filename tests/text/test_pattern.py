"""Patterns that are compiled late: they find what `re` finds, and importing the readers compiles none."""

from __future__ import annotations

import re
import sys
from copy import copy
from subprocess import run

import pytest

from prm.text.pattern import Pattern


def test_finds_what_re_finds() -> None:
    late, known, text = Pattern(r"(\d)-?"), re.compile(r"(\d)-?"), "a1-2-"

    for _ in range(2):
        assert known.sub("x", text) == late.sub("x", text)
        assert known.split(text) == late.split(text)
        assert [found.span() for found in known.finditer(text)] == [found.span() for found in late.finditer(text)]
        for at in range(len(text)):
            found = (late.match(text, at), late.search(text, at), late.fullmatch(text, at))
            expected = (known.match(text, at), known.search(text, at), known.fullmatch(text, at))
            assert [one and one.span() for one in expected] == [one and one.span() for one in found]


def test_knows_only_what_it_names() -> None:
    with pytest.raises(AttributeError, match="pattern"):
        getattr(Pattern("a"), "pattern")  # noqa: B009

    assert copy(Pattern("a")).match("a")


def test_importing_the_readers_compiles_nothing() -> None:
    code = (
        "import sys, re, typing, datetime\n"
        "made = []\n"
        "compile_, re.compile = re.compile, lambda *given: made.append(given) or compile_(*given)\n"
        "import prm.text.cadence, prm.text.dates, prm.text.days, prm.text.frontmatter\n"
        "assert not made, made\n"
        "prm.text.days.day_at('2026-10-02 call', 0)\n"
        "assert 1 == len(made), made\n"
    )

    assert 0 == run([sys.executable, "-c", code], check=False).returncode
