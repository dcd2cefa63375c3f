"""The fences of front matter, and what is looked for between them."""

from __future__ import annotations

from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from prm.text import fences

PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", " ", "\t", "a", "name: x", "- ", "* ", "・", "[[", "2026-01-02", "1月2日", "#"]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(1, 3))
@example("a: b\n- 2026-01-02 call\n", 1)
@example("a: b\n \n", 1)
def test_a_log_is_suspected_alike_whatever_ends_the_lines(text: str, start: int) -> None:
    in_full = fences._DOUBT.search(text, start - 1, len(text)) is not None

    assert in_full == fences.may_hold_log(text, start, len(text))
