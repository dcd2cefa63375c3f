"""What takes minutes can be measured in a moment, too; no time decides a test."""

from __future__ import annotations

from pathlib import Path

from benchmarks.place import place
from benchmarks.watching import at_length


def test_what_takes_long_is_measured_and_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    small = place(40, tmp_path)
    small.prm("due")

    found = at_length(small, 0, 30, 40)
    small.run(("git", "status", "--porcelain"))

    assert "" == small.printed()
    assert 1 == found.batches
    assert all(number > 0 for number in (found.before, found.after))
