"""Calendar files: found, read once, read again when they change, and never trusted longer than they should be."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from prm.disk import calendars
from prm.disk.calendars import read_calendars
from prm.disk.calendars import window

TODAY = date(2026, 1, 15)
ONE = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{0}\nSUMMARY:{1}\nDTSTART:20260115T120000\nEND:VEVENT\nEND:VCALENDAR\n"


def titles(root: Path, *files: str, cache: str = "") -> tuple[list[str], list[str]]:
    found = read_calendars(str(root), files, TODAY, cache)
    return [event.title for event in found.events], found.troubles


def written(path: Path, text: str, age: int = 100) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - age * 10**9
    os.utime(path, ns=(then, then))


def test_files_and_folders(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", ONE.format("a", "one"))
    written(tmp_path / "more" / "b.ics", ONE.format("b", "two"))
    written(tmp_path / "more" / "below" / "c.ICS", ONE.format("c", "three"))
    written(tmp_path / "more" / ".hidden.ics", ONE.format("d", "four"))
    written(tmp_path / "more" / "note.md", "five")
    (tmp_path / "empty").mkdir()

    assert (["one", "two", "three"], []) == titles(tmp_path, "a.ics", "more", "a.ics")
    assert (
        [],
        [
            "empty: no calendar is in this folder; calendars end in .ics",
            "gone.ics: this calendar cannot be read: it or its folder is gone",
        ],
    ) == titles(tmp_path, "empty", "gone.ics")


def test_what_is_no_file_or_too_large_is_said(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.ics")
        assert ([], ["pipe.ics: this is no file"]) == titles(tmp_path, "pipe.ics")
    with (tmp_path / "large.ics").open("wb") as file:
        file.truncate(65_000_000)
    assert ([], ["large.ics: larger than 64 MB; it is not read"]) == titles(tmp_path, "large.ics")


def test_a_name_that_no_file_can_have_is_said(tmp_path: Path) -> None:
    assert ([], ["“a\0b” can be no name of a file"]) == titles(tmp_path, "a\0b")


def test_one_event_in_two_calendars_is_one(tmp_path: Path) -> None:
    written(tmp_path / "mine.ics", ONE.format("a", "one"))
    written(tmp_path / "ours.ics", ONE.format("a", "one"))

    found = read_calendars(str(tmp_path), ["mine.ics", "ours.ics"], TODAY)

    assert [("one", "mine.ics:2")] == [(event.title, event.at) for event in found.events]


def test_the_memo_says_the_same_and_follows_the_files(tmp_path: Path) -> None:
    cache, file = str(tmp_path / "cache"), tmp_path / "a.ics"
    written(file, ONE.format("a", "one") + ONE.format("b", "tab\there").replace("20260115", "junk"))
    first = titles(tmp_path, "a.ics", cache=cache)

    assert first == titles(tmp_path, "a.ics", cache=cache) == titles(tmp_path, "a.ics")
    assert (["one"], 1) == (first[0], len(first[1]))
    assert 0o600 == (Path(cache) / "calendars").stat().st_mode & 0o777

    written(file, ONE.format("a", "two"), age=90)
    assert (["two"], []) == titles(tmp_path, "a.ics", cache=cache)
    file.unlink()
    assert [] == titles(tmp_path, "a.ics", cache=cache)[0]


def test_a_file_written_as_it_was_read_is_not_trusted(tmp_path: Path) -> None:
    cache, file = str(tmp_path / "cache"), tmp_path / "a.ics"
    file.write_text(ONE.format("a", "one"), encoding="utf-8")
    assert ["one"] == titles(tmp_path, "a.ics", cache=cache)[0]
    looks = file.stat()
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(ONE.format("a", "two"))
    os.utime(file, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    assert ["two"] == titles(tmp_path, "a.ics", cache=cache)[0]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"junk", lambda data: data.replace(b"one", b"won")]
)
def test_a_damaged_memo_is_made_anew(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    cache = tmp_path / "cache"
    written(tmp_path / "a.ics", ONE.format("a", "one"))
    titles(tmp_path, "a.ics", cache=str(cache))
    memo = cache / "calendars"
    memo.write_bytes(damage(memo.read_bytes()))

    assert (["one"], []) == titles(tmp_path, "a.ics", cache=str(cache))


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", ONE.format("a", "one"))
    (tmp_path / "cache").write_text("a file")

    assert (["one"], []) == titles(tmp_path, "a.ics", cache=str(tmp_path / "cache"))


def test_another_version_of_the_reader_reads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = str(tmp_path / "cache")
    written(tmp_path / "a.ics", ONE.format("a", "one"))
    titles(tmp_path, "a.ics", cache=cache)
    memo = tmp_path / "cache" / "calendars"
    before = memo.read_bytes()
    monkeypatch.setattr(calendars, "_reader", lambda: iter(["another"]))

    assert ["one"] == titles(tmp_path, "a.ics", cache=cache)[0]
    assert before != memo.read_bytes()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 15), (date(2025, 1, 1), date(2026, 4, 30))),
        (date(2026, 12, 31), (date(2025, 12, 1), date(2027, 3, 31))),
        (date(1, 1, 1), (date(1, 1, 1), date(1, 4, 30))),
        (date(9999, 12, 31), (date(9998, 12, 1), date(9999, 11, 30))),
    ],
)
def test_the_months_that_are_read(today: date, expected: tuple[date, date]) -> None:
    assert expected == window(today)


def test_a_memo_is_read_without_libraries(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", ONE.format("a", "one"))
    code = (
        "import sys; from datetime import date; from prm.disk.calendars import read_calendars\n"
        f"found = read_calendars({str(tmp_path)!r}, ['a.ics'], date(2026, 1, 15), {str(tmp_path / 'cache')!r})\n"
        "print(len(found.events), 'icalendar' in sys.modules)"
    )
    seen = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for _ in range(2)
    ]

    assert ["1 True\n", "1 False\n"] == seen
