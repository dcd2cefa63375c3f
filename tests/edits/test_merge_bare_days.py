"""Days without a bullet: entries of their own, which a merge neither loses nor lets go on with somebody's words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.edits.merge.merge3 import merge
from tests.edits.test_merge_laws import note

LISTED = "# Ada\n\n## Log\n- 2026-10-31 call: z\n- 2026-11-01 call: a\n"
BARE = "2026-11-02 call: b\n"
ENTRY = ["{} call: bare", "**{}** coffee: bare", "- {} call: listed", "- {} lunch: own\n  and what was said"]
OTHER = ["\nWords of their own.\n", "", "- a thing", "## Log"]
GLUED = ["Words.", "  - {} call: below", "  {} call: below"]


def merged(base: str, ours: str, theirs: str) -> str:
    found = merge(*(text.encode() for text in (base, ours, theirs)))
    assert 0 == found.conflicts
    return found.data.decode()


def days(text: str) -> Counter[str]:
    return Counter(each.day for each in note(text.encode()).entries)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        # a day without a bullet stays one, below the list
        (f"{LISTED}{BARE}", f"{LISTED}- 2026-11-03 call: c\n", f"{LISTED}{BARE}- 2026-11-03 call: c\n"),
        (f"{LISTED}{BARE}", f"{LISTED}2026-11-03 call: c\n", f"{LISTED}{BARE}2026-11-03 call: c\n"),
        # words that the other side wrote there do not swallow it
        (f"{LISTED}Words.\n", f"{LISTED}{BARE}", f"{LISTED}Words.\n\n{BARE}"),
        (f"{LISTED}{BARE}", f"{LISTED}Words.\n", f"{LISTED}Words.\n\n{BARE}"),
        (f"{LISTED}  Words.\n", f"{LISTED}{BARE}", f"{LISTED}  Words.\n{BARE}"),
    ],
)
def test_below_a_dated_list(ours: str, theirs: str, expected: str) -> None:
    assert expected == merged(LISTED, ours, theirs)
    assert Counter() == (days(ours) | days(theirs)) - days(expected)


@st.composite
def versions(draw: st.DrawFn, lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Draw some lines, and twice the same with more between them; a day is written once."""
    number = iter(range(1, 1000))

    def line() -> str:
        at = next(number)
        return draw(st.sampled_from(lines)).format(f"{2020 + at // 28}-01-{at % 28 + 1:02}")

    def edited() -> list[str]:
        found: list[str] = []
        for each in [*base, None]:
            found += [line()] if draw(st.integers(0, 2)) == 0 else []
            found += [each] if each is not None else []
        return found

    base = [line() for _ in range(draw(st.integers(0, 6)))]
    return base, edited(), edited()


def text(lines: list[str]) -> str:
    return "# Ada\n\n" + "".join(f"{line}\n" for line in lines)


@given(versions([*ENTRY, *OTHER, *GLUED]))
@settings(max_examples=300)
def test_no_line_is_lost(three: tuple[list[str], list[str], list[str]]) -> None:
    data = merge(*(text(lines).encode() for lines in three)).data.decode()
    base, ours, theirs, now = (
        Counter(line.strip() for line in each.split("\n") if "20" in line or "Words" in line)
        for each in (*map(text, three), data)
    )

    assert Counter() == ((ours - base) | (theirs - base)) - now
    assert Counter() == (base & ours & theirs) - now


@given(versions([*ENTRY, *OTHER]))
@settings(max_examples=300)
def test_no_entry_is_lost_where_words_stand_by_themselves(three: tuple[list[str], list[str], list[str]]) -> None:
    base, ours, theirs = map(text, three)
    found = merge(*(each.encode() for each in (base, ours, theirs)))

    if not found.conflicts:
        assert Counter() == ((days(ours) - days(base)) | (days(theirs) - days(base))) - days(found.data.decode())
