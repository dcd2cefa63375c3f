"""What git and the files tell apart: commits, renames, merges, what is not committed, clones that hold little."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prm.disk.changed import Compared
from prm.disk.changed import Line
from prm.disk.changed import compared
from prm.disk.changed import days
from prm.disk.files import Refused
from prm.disk.history import older
from prm.model.config import read_config
from tests.disk.clones import run
from tests.disk.clones import settle

CONFIG = read_config('ignore = ["drafts"]\n')[0]
TODAY = date(2026, 1, 15)


def made(folder: Path, *commits: tuple[int, dict[str, str | None]]) -> Path:
    """Make a repository; each commit is of a day of January and writes files, or removes those that are None."""
    folder.mkdir()
    run(folder, "init", "-qb", "main")
    settle(folder, prm=False)
    for day, files in commits:
        write(folder, files)
        save(folder, day)
    return folder


def write(folder: Path, files: dict[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text)


def save(folder: Path, day: int, *words: str) -> None:
    when = f"2026-01-{day:02}T12:00:00"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", when)
        patch.setenv("GIT_AUTHOR_DATE", when)
        run(folder, "add", "-A")
        run(folder, *(words or ("commit", "-qm", "m")))


def since(folder: Path, day: int | str, until: int | None = None) -> Compared:
    start = day if isinstance(day, str) else date(2026, 1, day)
    return compared(str(folder), start, CONFIG, until=date(2026, 1, until) if until else None)


def texts(found: Compared) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """The notes that differ: path and text before, path and text now."""
    rows = [(old and old.path, old and old.text, new and new.path, new and new.text) for old, new in found.notes]
    return sorted(rows, key=lambda row: row[2] or row[0] or "")


def dated(folder: Path, found: Compared, *lines: tuple[str, str, bool]) -> list[str]:
    return days(str(folder), found, [Line(path, "", text.encode(), gone) for path, text, gone in lines], TODAY)


ADA = "# Ada\n\nAda sings and likes the sea.\n- 2025-12-01 call: hello\n"


def test_commits_and_what_is_not_committed_are_one(tmp_path: Path) -> None:
    root = made(
        tmp_path / "v",
        (2, {"a.md": "one\n", "gone.md": "x\n", "same.md": "s\n", "x.txt": "1", "drafts/d.md": "1\n"}),
        (6, {"a.md": "one\ntwo\n", "gone.md": None, "x.txt": "2", "drafts/d.md": "2\n", "back.md": "b\n"}),
        (8, {"a.md": "one\ntwo\nthree\n", "back.md": None}),
    )
    write(root, {"a.md": "one\ntwo\nthree\nfour\n", "new.md": "n\n", "same.md": "s\n"})

    found = since(root, 5)
    assert [
        ("a.md", "one\n", "a.md", "one\ntwo\nthree\nfour\n"),
        ("gone.md", "x\n", None, None),
        (None, None, "new.md", "n\n"),
    ] == texts(found)
    assert ["2026-01-06", "2026-01-08", "2026-01-15", "2026-01-06", "2026-01-15"] == dated(
        root, found, ("a.md", "two", False), ("a.md", "three", False), ("a.md", "four", False),
        ("gone.md", "", True), ("new.md", "", False),
    )  # fmt: skip
    assert [
        ("a.md", "one\n", "a.md", "one\ntwo\n"),
        (None, None, "back.md", "b\n"),
        ("gone.md", "x\n", None, None),
    ] == (texts(since(root, 5, until=7)))
    assert [("a.md", "one\ntwo\n", "a.md", "one\ntwo\nthree\nfour\n"), ("back.md", "b\n", None, None)] == (
        texts(since(root, "HEAD~1"))[:2]
    )
    assert ("", False) == found[1:3]


def test_a_rename_is_followed_however_much_changed_since(tmp_path: Path) -> None:
    other = "# Ada Larsen\n\nNothing that stood here before is left, not one word of it.\n"
    root = made(
        tmp_path / "v",
        (2, {"ada.md": ADA}),
        (6, {"ada.md": None, "people/ada.md": ADA}),
        (7, {"people/ada.md": ADA + "- 2026-01-07 call: yuzu\n"}),
        (8, {"people/ada.md": None, "people/ada larsen.md": ADA.replace("# Ada", "# Ada Larsen")}),
        (9, {"people/ada larsen.md": other, "ada.md": "# Another Ada\n"}),
    )

    found = since(root, 5)
    assert [(None, None, "ada.md", "# Another Ada\n"), ("ada.md", ADA, "people/ada larsen.md", other)] == texts(found)
    assert ["2026-01-08", "2026-01-09", "2026-01-09"] == dated(
        root, found, ("people/ada larsen.md", "# Ada Larsen", False), ("people/ada larsen.md", "Nothing", False),
        ("people/ada larsen.md", "- 2025-12-01 call: hello", True),
    )  # fmt: skip


def test_a_file_that_git_was_told_to_forget_is_still_there(tmp_path: Path) -> None:
    root = made(tmp_path / "v", (2, {"a.md": "one\n", "b.md": "two\n"}))
    run(root, "rm", "-q", "--cached", "a.md", "b.md")
    write(root, {"b.md": "three\n"})

    assert [("b.md", "two\n", "b.md", "three\n")] == texts(since(root, 5))


def test_what_a_merge_itself_wrote_has_its_day(tmp_path: Path) -> None:
    root = made(tmp_path / "v", (2, {"a.md": "one\n", "b.md": "1\n"}))
    run(root, "checkout", "-qb", "other")
    write(root, {"b.md": "1\n2\n"})
    save(root, 6)
    run(root, "checkout", "-q", "main")
    write(root, {"a.md": "one\ntwo\n"})
    save(root, 7)
    run(root, "merge", "-q", "--no-commit", "other")
    write(root, {"a.md": "one\ntwo\nthree\n"})
    save(root, 9)

    found = since(root, 5)
    assert ["2026-01-06", "2026-01-07", "2026-01-09"] == dated(
        root, found, ("b.md", "2", False), ("a.md", "two", False), ("a.md", "three", False)
    )


def test_many_versions_take_few_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"line {number:02}\n" for number in range(1, 29)]
    root = made(tmp_path / "v", *((day, {"a.md": "".join(lines[:day])}) for day in range(1, 29)))
    found = since(root, 2)
    calls: list[int] = []
    from prm.disk import git

    asked = git.blobs
    monkeypatch.setattr(git, "blobs", lambda root, names: (calls.append(len(names)), asked(root, names))[1])

    expected = [f"2026-01-{day:02}" for day in range(2, 29)]
    assert expected == dated(root, found, *(("a.md", f"line {day:02}", False) for day in range(2, 29)))
    assert len(calls) <= 5
    assert sum(calls) <= 27


def test_a_vault_below_the_top(tmp_path: Path) -> None:
    root = made(tmp_path / "v", (2, {"vault/a.md": "one\n", "other/b.md": "1\n"}))
    write(root, {"vault/日記.md": "two\n", "vault/a.md": None, "vault/sub/é.md": "one\n", "other/b.md": "2\n"})
    save(root, 6)
    write(root, {"vault/x.md": "three\n"})

    found = since(root / "vault", 5)
    assert [
        ("a.md", "one\n", "sub/é.md", "one\n"),
        (None, None, "x.md", "three\n"),
        (None, None, "日記.md", "two\n"),
    ] == texts(found)
    assert ["2026-01-06"] == dated(root, found, ("日記.md", "", False))


def test_a_record_that_begins_later(tmp_path: Path) -> None:
    root = made(tmp_path / "v", (6, {"a.md": "one\n"}), (7, {"a.md": "two\n"}))

    found = since(root, 5)
    assert [("a.md", "one\n", "a.md", "two\n")] == texts(found)
    assert ("2026-01-06", 1, False) == found[1:4]
    run(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    write(tmp_path / "shallow", {"b.md": "new\n"})
    found = since(tmp_path / "shallow", 5)
    assert [(None, None, "b.md", "new\n")] == texts(found)
    assert ("2026-01-07", 1, True) == found[1:4]


def test_where_nothing_can_be_known(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for folder, day, said in (
        (tmp_path / "none", 5, "“git init” makes one"),
        (made(tmp_path / "unborn"), 5, "nothing is committed yet"),
        (made(tmp_path / "v", (6, {"a.md": "1\n"})), "nowhere", "“nowhere” is no commit that git knows"),
        (tmp_path / "v", "--help", "“--help” is no commit that git knows"),
        (made(tmp_path / "locked", (2, {"a.md": "\0GITCRYPT\0x"}), (6, {"a.md": "\0GITCRYPT\0y"})), 5, "encrypted"),
    ):
        with pytest.raises(Refused, match=said):
            since(folder, day)


def test_settings_of_git_change_nothing(tmp_path: Path) -> None:
    root = made(tmp_path / "v", (2, {"a.md": ADA}), (6, {"a.md": None, "b.md": ADA}))
    expected = since(root, 5)
    settings = {
        "log.showSignature": "true", "color.ui": "always", "diff.renames": "false", "diff.noprefix": "true",
        "diff.external": "false", "log.decorate": "full", "core.quotePath": "true", "diff.orderFile": "/dev/null",
        "core.abbrev": "5", "log.follow": "true", "format.pretty": "fuller", "diff.relative": "true",
    }  # fmt: skip
    for name, value in settings.items():
        run(root, "config", name, value)

    assert texts(expected) == texts(since(root, 5))
    assert expected.versions == since(root, 5).versions


def test_a_page_as_it_was_at_the_end_of_a_day(tmp_path: Path) -> None:
    root = made(
        tmp_path / "v",
        (3, {"v/ada.md": ADA, "v/é.md": "x\n"}),
        (6, {"v/ada.md": None, "v/people/Ada Larsen.md": ADA + "- 2026-01-06 call: soup\n"}),
    )
    write(root, {"v/people/Ada Larsen.md": "other\n", "v/new.md": "new\n"})

    def then(path: str, day: int) -> tuple[str, str] | None:
        found = older(str(root / "v"), path, date(2026, 1, day))
        return (found.path, found.text) if found else None

    assert ("ada.md", ADA) == then("people/Ada Larsen.md", 3) == then("people/Ada Larsen.md", 5)
    assert ("people/Ada Larsen.md", ADA + "- 2026-01-06 call: soup\n") == then("people/Ada Larsen.md", 6)
    assert ("é.md", "x\n") == then("é.md", 9)
    assert (None, None) == (then("people/Ada Larsen.md", 2), then("new.md", 9))
    (tmp_path / "none").mkdir()
    assert older(str(tmp_path / "none"), "a.md", TODAY) is None
