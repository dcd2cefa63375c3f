"""The loop with a clock that jumps: every save of an editor, seen at its worst moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from prm.watch.causes import causes
from prm.watch.loop import ELSEWHERE
from prm.watch.loop import POLL
from prm.watch.loop import Batch
from prm.watch.loop import Listening
from prm.watch.loop import Notice
from prm.watch.loop import Watched
from prm.watch.loop import World
from prm.watch.loop import git_folder
from prm.watch.loop import moments
from prm.watch.pace import BUSY
from prm.watch.pace import FULL
from prm.watch.pace import Heard

Act = Callable[[], object]
DAY, NEXT = date(2026, 1, 15), date(2026, 1, 16)


class Stage:
    """A world whose clock stands still but for waiting; at set times something happens, heard or not."""

    def __init__(self, *acts: tuple[float, Act, Sequence[Heard]], end: float = 30.0) -> None:
        self.now = 0.0
        self.acts = sorted(acts, key=lambda act: act[0])
        self.end = end
        self.midnight = float("inf")
        self.waits = 0

    def wait(self, seconds: float) -> Sequence[Heard] | None:
        self.waits += 1
        assert self.waits < 5000, "the loop spins"
        if self.acts and self.acts[0][0] <= self.now + seconds:
            at, act, heard = self.acts.pop(0)
            self.now = max(self.now, at)
            act()
            return heard
        self.now += seconds
        return None if self.now > self.end else []

    def world(self) -> World:
        # Files are written at a moment of the real clock that is of no matter here: none is “just now”.
        return World(lambda: self.now, lambda: 0, lambda: NEXT if self.now >= self.midnight else DAY, self.wait)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "people").mkdir(parents=True)
    (root / "prm.toml").write_text("")
    (root / "people/aiko.md").write_text("# Aiko\n")
    (root / "people/ben.md").write_text("# Ben\n")
    return root


class Silent:
    """Ears that are told everything by the stage."""

    def is_alive(self) -> bool:
        return True

    def hear_all(self, folders: Collection[int]) -> bool:
        return True

    def stop(self) -> None:
        pass


def play(
    root: Path,
    stage: Stage,
    counts: Callable[[str], bool] | None = None,
    elsewhere: Callable[[], Mapping[str, str]] = dict,
    ears: Callable[[str], Listening] = lambda root: Silent(),
) -> list[tuple[float, Batch | Notice]]:
    """Return what the loop said, and when."""
    watched = Watched(str(root), counts or causes(), ears, elsewhere)
    return [(stage.now, moment) for moment in moments(watched, stage.world())]


def batches(said: list[tuple[float, Batch | Notice]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.cause, each.files) for _, each in said if isinstance(each, Batch)]


def notices(said: list[tuple[float, Batch | Notice]]) -> list[str]:
    return [each.text for _, each in said if isinstance(each, Notice)]


def nothing() -> None:
    pass


START = ("start", ())
AIKO = [Heard("people/aiko.md")]


def test_a_save_in_place_is_one_batch(folder: Path) -> None:
    note = folder / "people/aiko.md"
    stage = Stage((1.0, lambda: note.write_text(""), AIKO), (1.01, lambda: note.write_text("# Aiko Sato\n"), AIKO))

    said = play(folder, stage)

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert said[-1][0] == pytest.approx(1.11)


def test_what_was_named_is_looked_at_and_everything_where_names_do_not_suffice(folder: Path) -> None:
    path = folder / "people/aiko.md"
    stage = Stage(
        (1.0, lambda: path.write_text("# Aiko S\n"), [Heard("people/aiko.md")]),
        (5.0, lambda: path.write_text("# Aiko Sa\n"), [Heard("people/aiko.md"), Heard()]),
    )
    batches = [batch for _, batch in play(folder, stage) if isinstance(batch, Batch)]

    assert [True, False, True] == [batch.whole for batch in batches]


def test_another_day_in_the_middle_of_a_save_is_a_look_at_everything(folder: Path) -> None:
    path = folder / "people/aiko.md"
    stage = Stage((1.0, lambda: path.write_text("# Aiko S\n"), [Heard("people/aiko.md")]))
    stage.midnight = 1.05
    batches = [batch for _, batch in play(folder, stage) if isinstance(batch, Batch)]

    assert [("edit", True)] == [(batch.cause, batch.whole) for batch in batches[1:]]


def test_a_file_set_aside_for_half_a_second_is_never_missing(folder: Path) -> None:
    note, aside = folder / "people/aiko.md", folder / "people/aiko.md~"
    stage = Stage(
        (1.0, lambda: os.rename(note, aside), AIKO),
        (1.5, lambda: shutil.copy(aside, note), AIKO),
    )

    said = play(folder, stage)

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert said[-1][0] > 1.5


def test_a_file_emptied_for_half_a_second_is_never_empty(folder: Path) -> None:
    note = folder / "people/aiko.md"
    sizes: list[int] = []
    stage = Stage((1.0, lambda: os.truncate(note, 0), AIKO), (1.5, lambda: os.truncate(note, 7), AIKO))

    for moment in moments(Watched(str(folder), causes(), lambda root: Silent()), stage.world()):
        sizes += [note.stat().st_size] if isinstance(moment, Batch) else []

    assert [7, 7] == sizes


def test_a_file_that_was_deleted_is_said_so_a_second_later(folder: Path) -> None:
    said = play(folder, Stage((1.0, (folder / "people/aiko.md").unlink, AIKO)))

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert 2.0 <= said[-1][0] <= 2.3


def test_an_event_without_a_change_is_no_batch(folder: Path) -> None:
    assert [START] == batches(play(folder, Stage((1.0, nothing, AIKO), (2.0, nothing, [Heard()]))))


def test_our_own_pages_and_swap_files_are_no_batch(folder: Path) -> None:
    def write() -> None:
        (folder / "today.md").write_text("x")
        (folder / "people/.aiko.md.swp").write_text("x")

    stage = Stage((1.0, write, [Heard("today.md"), Heard("people/.aiko.md.swp"), Heard()]))

    assert [START] == batches(play(folder, stage, causes((), {"today.md"})))


def test_a_link_to_a_folder_comes_and_goes(folder: Path) -> None:
    link = folder / "elsewhere"
    heard = [Heard("elsewhere")]
    stage = Stage((1.0, lambda: link.symlink_to("/"), heard), (5.0, link.unlink, heard))

    edit = ("edit", ("elsewhere",))
    assert [START, edit, edit] == batches(play(folder, stage))


def test_a_folder_that_moves_is_one_batch(folder: Path) -> None:
    said = play(folder, Stage((1.0, lambda: os.rename(folder / "people", folder / "friends"), [Heard()])))

    files = ("friends/aiko.md", "friends/ben.md", "people/aiko.md", "people/ben.md")
    assert [START, ("edit", files)] == batches(said)


def test_what_was_not_heard_is_found_within_ten_minutes(folder: Path) -> None:
    note = folder / "people/aiko.md"
    said = play(folder, Stage((1.0, lambda: note.write_text("# A\n"), []), end=FULL + 20))

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert FULL <= said[-1][0] < FULL + 5


def test_a_calendar_elsewhere_is_looked_at_every_minute(folder: Path, tmp_path: Path) -> None:
    calendar = tmp_path / "work.ics"
    calendar.write_text("BEGIN:VCALENDAR\n")

    def elsewhere() -> dict[str, str]:
        return {"~/work.ics": str(calendar)} if calendar.exists() else {}

    stage = Stage((70.0, lambda: calendar.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n"), []),
                  (200.0, calendar.unlink, []), end=400.0)  # fmt: skip
    said = play(folder, stage, None, elsewhere)

    edit = ("edit", ("~/work.ics",))
    assert [START, edit, edit] == batches(said)
    assert 70 < said[1][0] < 70 + ELSEWHERE + 1
    assert 200 < said[2][0] < 200 + ELSEWHERE + 2


def test_another_day_is_a_batch_of_its_own(folder: Path) -> None:
    stage = Stage()
    stage.midnight = 12.0

    said = play(folder, stage)

    assert [START, ("day", ())] == batches(said)
    assert said[-1][0] <= 17.0


def test_a_checkout_is_one_batch_while_git_holds_its_lock(folder: Path) -> None:
    (folder / ".git").mkdir()
    lock, acts = folder / ".git/index.lock", []
    for number in range(60):
        note = folder / f"people/{number:02}.md"

        def write(note: Path = note, last: bool = number == 59) -> None:
            lock.write_text("")
            note.write_text(f"# {note.stem}\n")
            if last:
                lock.unlink()

        acts.append((1.0 + number * 0.09, write, [Heard(f"people/{note.name}")]))

    said = play(folder, Stage(*acts))

    assert [START, ("edit", tuple(f"people/{number:02}.md" for number in range(60)))] == batches(said)


def test_a_lock_that_git_left_behind_holds_nothing_up_for_long(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/index.lock").write_text("")
    note = folder / "people/aiko.md"

    said = play(folder, Stage((1.0, lambda: note.write_text("# A\n"), AIKO)))

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert said[-1][0] <= 1.0 + BUSY + 0.2


def test_the_git_folder_of_a_vault_inside_a_work_tree(tmp_path: Path) -> None:
    vault = tmp_path / "tree/notes"
    vault.mkdir(parents=True)
    (tmp_path / "tree/.git").write_text("gitdir: ../main/.git/worktrees/tree\n")

    assert str(tmp_path / "tree/../main/.git/worktrees/tree") == git_folder(str(vault))


def test_a_folder_that_goes_away_is_waited_for_and_nobody_is_gone(folder: Path) -> None:
    away = folder.with_name("away")

    def back() -> None:
        os.rename(away, folder)
        (folder / "people/aiko.md").write_text("# Aiko Sato\n")

    said = play(folder, Stage((1.0, lambda: os.rename(folder, away), [Heard()]), (9.0, back, [])))

    assert [f"{folder} is gone; waiting for it to come back", f"{folder} is back"] == notices(said)
    assert [START, ("edit", ("people/aiko.md",))] == batches(said)


def test_the_empty_folder_under_a_disk_is_no_vault(folder: Path) -> None:
    away = folder.with_name("away")

    def unmount() -> None:
        os.rename(folder, away)
        folder.mkdir()

    def mount() -> None:
        folder.rmdir()
        os.rename(away, folder)

    said = play(folder, Stage((1.0, unmount, [Heard()]), (9.0, mount, [])))

    assert [f"{folder} is gone; waiting for it to come back", f"{folder} is back"] == notices(said)
    assert [START, ("edit", ())] == batches(said)


def test_another_folder_in_its_place_is_read_anew(folder: Path) -> None:
    def replace() -> None:
        os.rename(folder, folder.with_name("away"))
        (folder / "people").mkdir(parents=True)
        (folder / "prm.toml").write_text("")
        (folder / "people/zoe.md").write_text("# Zoe\n")

    said = play(folder, Stage((1.0, replace, [Heard()])))

    assert [f"{folder} was replaced by another folder; everything is read anew"] == notices(said)
    cause, files = batches(said)[-1]
    assert cause == "edit"
    assert {"people/zoe.md", "people/aiko.md", "people/ben.md"} <= set(files)


def test_the_end_may_come_while_the_folder_is_gone(folder: Path) -> None:
    said = play(folder, Stage((1.0, lambda: shutil.rmtree(folder), [Heard()]), end=10.0))

    assert [START] == batches(said)
    assert [f"{folder} is gone; waiting for it to come back"] == notices(said)


def test_without_events_a_save_is_found_by_the_clock(folder: Path) -> None:
    note = folder / "people/aiko.md"
    stage = Stage((3.0, lambda: note.write_text("# Aiko Sato\n"), []))

    said = [(stage.now, each) for each in moments(Watched(str(folder), causes()), stage.world())]

    assert [START, ("edit", ("people/aiko.md",))] == batches(said)
    assert said[-1][0] <= 3.0 + POLL + 0.5


def test_by_the_clock_a_save_that_is_going_on_is_waited_for(folder: Path) -> None:
    note = folder / "people/aiko.md"
    acts = [
        (3.95 + number * 0.08, lambda number=number: note.write_text("# A\n" * (number + 1)), []) for number in range(6)
    ]
    stage = Stage(*acts)
    sizes = []

    for moment in moments(Watched(str(folder), causes()), stage.world()):
        sizes += [note.stat().st_size] if isinstance(moment, Batch) else []

    assert [7, 24] == sizes
