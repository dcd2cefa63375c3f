"""What takes minutes can be measured in a moment, too; no time decides a test."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks.place import place
from benchmarks.section import put_section
from benchmarks.section import section_of
from benchmarks.watching import Long
from benchmarks.watching import at_length
from benchmarks.watching import section


def test_what_takes_long_is_measured_and_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    small = place(40, tmp_path)
    small.prm("due")

    found = at_length(small, 3, 0, 30, 40)
    small.run(("git", "status", "--porcelain"))

    assert "" == small.printed()
    assert 1 == found.batches
    assert 3 == len(found.took)
    assert all(number > 0 for number in (found.before, found.after))


def test_the_section_is_written_and_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Benchmarks\n\nother\n")
    assert "" == section_of(page)

    put_section(page, "one\n")
    put_section(page, "two\n")

    assert "# Benchmarks\n\nother\n\n## Watching at length\n\ntwo\n" == page.read_text()
    assert "\n## Watching at length\n\ntwo\n" == section_of(page)


def test_what_was_measured_stands_beside_its_budget() -> None:
    said = Namespace(people=10, idle=600.0, files=5000, saves=10000)
    text = section(Long([0.3, 0.5], 0.1, 2, 100.0, 105.0), said)

    assert "| 95 of a hundred, debounce of 100 ms included | 400 ms | 500 ms | **no** |" in text
    assert "| 600 idle seconds | 0.2 s of processor time | 0.10 s | yes |" in text
    assert "| a checkout of 5,000 files | 1 batch | 2 | **no** |" in text
    assert "| 10,000 saves, memory | flat | 100 MB, then 105 MB | yes |" in text
