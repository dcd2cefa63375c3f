"""The real watchdog, driven by the system calls of each editor: every save is one batch."""

from __future__ import annotations

import errno
import logging
import mmap
import os
import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from prm.watch import ears
from prm.watch.causes import causes
from prm.watch.ears import Deaf
from prm.watch.ears import Ears
from prm.watch.ears import distant
from prm.watch.ears import heard_at
from prm.watch.ears import hears_all
from prm.watch.ears import listen
from prm.watch.loop import Batch
from prm.watch.loop import Notice
from prm.watch.loop import Watched
from prm.watch.loop import World
from prm.watch.loop import moments
from prm.watch.pace import Heard

PATIENCE = 30.0
AIKO = "people/Aiko Sato.md"
TEXT = "# Aiko Sato\n\n- 2026-01-10 call: the fair\n"
MORE = TEXT + "- 2026-01-15 coffee: plans\n"


class Listener:
    """Watches a folder in earnest; a wait that takes too long is a failure, not a hang."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self.watched = Watched(str(root), causes(), lambda folder: listen(folder, self.heard.put))
        self.until = time.monotonic() + PATIENCE
        world = World(time.monotonic, time.time_ns, lambda: date(2026, 1, 15), self.wait)
        self.moments = moments(self.watched, world)
        self.number = 0
        assert self.next() == ("start", ())
        assert not self.watched.polls

    def wait(self, seconds: float) -> Sequence[Heard]:
        assert time.monotonic() < self.until, "nothing was heard"
        found = []
        try:
            found.append(self.heard.get(timeout=max(seconds, 0.001)))
            while True:
                found.append(self.heard.get_nowait())
        except queue.Empty:
            return found

    def next(self) -> tuple[str, tuple[str, ...]]:
        self.until = time.monotonic() + PATIENCE
        for moment in self.moments:
            assert isinstance(moment, Batch), moment
            return moment.cause, moment.files
        raise AssertionError("the loop ended")

    def expect_one(self, *files: str) -> None:
        """The next batch has just these files, and the one after it comes from another save only."""
        assert self.next() == ("edit", tuple(sorted(files)))
        self.number += 1
        (self.root / f"mark {self.number}.md").write_text("# Mark\n")
        assert self.next() == ("edit", (f"mark {self.number}.md",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "people").mkdir(parents=True)
    (folder / "prm.toml").write_text("")
    (folder / AIKO).write_text(TEXT)
    return folder


@pytest.fixture
def listener(root: Path) -> Iterator[Listener]:
    found = Listener(root)
    yield found
    found.watched.close()


def in_place(note: Path) -> None:
    with open(note, "w") as file:
        for line in MORE.splitlines(keepends=True):
            file.write(line)
            file.flush()


def appended(note: Path) -> None:
    with open(note, "a") as file:
        file.write("- 2026-01-15 coffee: plans\n")


def temporary_and_rename(note: Path) -> None:
    temporary = note.with_name(note.name + ".tmp.4711")
    with open(temporary, "w") as file:
        file.write(MORE)
        os.fsync(file.fileno())
    os.replace(temporary, note)


def outside_and_rename(note: Path) -> None:
    temporary = note.parent.parent.parent / "elsewhere"
    temporary.write_text(MORE)
    os.replace(temporary, note)


def backup_and_write(note: Path) -> None:
    backup = note.with_name(note.name + "~")
    os.rename(note, backup)
    note.write_text(MORE)
    os.unlink(backup)


def vim(note: Path) -> None:
    swap, swap2, probe = (note.with_name(name) for name in (f".{note.name}.swp", f".{note.name}.swx", "4913"))
    for path in (swap, swap2):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    swap2.unlink()
    swap.write_bytes(b"b0VIM 9.0" + bytes(4096))
    os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    os.chown(probe, os.getuid(), os.getgid())
    probe.unlink()
    backup_and_write(note)
    os.chmod(note, 0o644)
    swap.unlink()


def emacs(note: Path) -> None:
    lock, save = note.with_name(f".#{note.name}"), note.with_name(f"#{note.name}#")
    os.symlink("user@host.4711:1768460000", lock)
    save.write_text(MORE)
    os.rename(note, note.with_name(note.name + "~"))
    note.write_text(MORE)
    save.unlink()
    lock.unlink()


def sed(note: Path) -> None:
    temporary = note.with_name("sedXyZ123")
    temporary.write_text(MORE)
    os.chmod(temporary, note.stat().st_mode)
    os.rename(temporary, note)


def gedit(note: Path) -> None:
    temporary = note.with_name(".goutputstream-ABC123")
    temporary.write_text(MORE)
    os.rename(temporary, note)


def syncthing(note: Path) -> None:
    temporary = note.with_name(f".syncthing.{note.name}.tmp")
    temporary.write_text(MORE)
    os.utime(temporary, (1_700_000_000, 1_700_000_000))
    os.rename(temporary, note)


def hard_link(note: Path) -> None:
    os.link(note, note.with_name(".prm-1-1.old"))
    temporary = note.with_name(".prm-1-1.tmp")
    temporary.write_text(MORE)
    os.replace(temporary, note)
    note.with_name(".prm-1-1.old").unlink()


def mapped(note: Path) -> None:
    with open(note, "r+b") as file:
        os.truncate(note, len(MORE))
        with mmap.mmap(file.fileno(), len(MORE)) as memory:
            memory[:] = MORE.encode()


def sed_itself(note: Path) -> None:
    subprocess.run(["sed", "-i", "s/fair/festival/", str(note)], check=True)


SAVES: tuple[Callable[[Path], None], ...] = (
    *(in_place, appended, temporary_and_rename, outside_and_rename, backup_and_write, vim, emacs, sed, gedit),
    *(syncthing, hard_link, mapped),
)


def test_every_way_of_saving_is_one_batch(listener: Listener, root: Path) -> None:
    for save in SAVES:
        (root / AIKO).write_text(TEXT)
        assert listener.next() == ("edit", (AIKO,)), save.__name__
        save(root / AIKO)
        listener.expect_one(AIKO)
    if shutil.which("sed"):
        sed_itself(root / AIKO)
        listener.expect_one(AIKO)


def test_reading_is_none(listener: Listener, root: Path) -> None:
    for _ in range(3):
        (root / AIKO).read_text()
        os.listdir(root / "people")
    (root / "people/.hidden.md").write_text("x")

    (root / "people/ben.md").write_text("# Ben\n")
    listener.expect_one("people/ben.md")


def test_a_new_folder_and_what_is_written_in_it_at_once(listener: Listener, root: Path) -> None:
    deep = root / "journal/2026/01"
    deep.mkdir(parents=True)
    (deep / "2026-01-15.md").write_text("- call [[Aiko Sato]]\n")
    listener.expect_one("journal/2026/01/2026-01-15.md")

    (deep / "2026-01-15.md").write_text("- call [[Aiko Sato]]: more\n")
    listener.expect_one("journal/2026/01/2026-01-15.md")


def test_a_folder_renamed_is_one_batch_and_heard_in_its_new_place(listener: Listener, root: Path) -> None:
    os.rename(root / "people", root / "friends")
    listener.expect_one(AIKO, "friends/Aiko Sato.md")

    in_place(root / "friends/Aiko Sato.md")
    listener.expect_one("friends/Aiko Sato.md")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_of_500_files_is_one_batch(listener: Listener, root: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=me", "-c", "user.email=me@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)

    names = [f"people/{number:03}.md" for number in range(500)]
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    for name in names:
        (root / name).write_text("# Somebody\n")
    listener.expect_one(*names)
    git("add", ".")
    git("commit", "-qm", "many")

    git("checkout", "-q", "HEAD~1")
    assert listener.next() == ("edit", ("mark 1.md", *names))
    git("checkout", "-q", "-")
    assert listener.next() == ("edit", ("mark 1.md", *names))


def test_the_folder_itself_goes_and_comes_back(listener: Listener, root: Path) -> None:
    away = root.with_name("away")
    os.rename(root, away)
    (away / "people/wake.md").write_text("# Wake\n")  # a rename of the folder itself is not announced
    said = next(listener.moments)
    assert said == Notice("away", str(root))
    os.rename(away, root)
    assert next(listener.moments) == Notice("back", str(root))
    assert listener.next() == ("edit", ("people/wake.md",))

    in_place(root / AIKO)
    assert ("edit", AIKO) in [
        (cause, each) for cause, files in [listener.next()] for each in files
    ]  # or both: it is new


def test_ears_that_gave_up_are_opened_again(listener: Listener, root: Path) -> None:
    found = listener.watched._ears
    assert isinstance(found, Ears)
    found.observer.stop()
    in_place(root / AIKO)

    listener.expect_one(AIKO)
    assert listener.watched._ears is not found


def test_a_warning_of_watchdog_means_that_events_were_lost(listener: Listener, root: Path) -> None:
    listener.watched.accept({AIKO: None})  # as if the save had not been heard
    logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed; reconciling")

    listener.expect_one(AIKO)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what it watches")
def test_folders_that_are_not_watched_are_noticed(listener: Listener, root: Path) -> None:
    assert hears_all({root.stat().st_ino, (root / "people").stat().st_ino})
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir()

    assert not hears_all({root.stat().st_ino, elsewhere.stat().st_ino})


def test_where_inodes_say_nothing_folders_are_counted() -> None:
    told = "inotify wd:1 ino:1 sdev:0\ninotify wd:2 ino:2 sdev:0\n"

    assert hears_all({100, 101}, told)
    assert not hears_all({100, 101, 102}, told)


def test_a_short_watch_is_answered_by_the_clock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ears, "hears_all", lambda folders: False)
    watched = Watched(str(root), causes(), lambda folder: listen(folder, lambda heard: None))

    said = [notice.text for notice in watched.open(time.time_ns())]

    assert [ears.SHORT.text] == said
    assert watched.polls


@pytest.mark.parametrize(
    ("code", "advice"),
    [(errno.ENOSPC, "max_user_watches"), (errno.EMFILE, "max_user_instances"), (errno.EACCES, "by the clock")],
)
def test_a_system_that_lets_nobody_listen(root: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str) -> None:
    from watchdog import observers

    def refuse() -> object:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(observers, "Observer", refuse)

    with pytest.raises(Deaf, match=advice):
        listen(str(root), lambda heard: None)


MOUNTS = """/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
C:\\134 /mnt/c 9p rw 0 0
me@host:/notes /home/me/my\\040notes fuse.sshfs rw 0 0
/dev/sdb /home/me/disk ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/notes", ""),
        ("/home/me/notes", "nfs4"),
        ("/home", "nfs4"),
        ("/homestead", ""),
        ("/mnt/c/Users/me", "9p"),
        ("/home/me/my notes/people", "fuse.sshfs"),
        ("/home/me/disk/notes", ""),
    ],
)
def test_disks_that_others_write_to_unheard(path: str, kind: str) -> None:
    assert kind == distant(path, MOUNTS)


def test_a_network_disk_is_looked_at_by_the_clock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ears, "distant", lambda folder: "nfs4")

    with pytest.raises(Deaf, match="nfs4"):
        listen(str(root), lambda heard: None)


def test_what_an_event_means() -> None:
    assert heard_at("/v", "/v/people/a.md", folder=False) == Heard("people/a.md")
    assert heard_at("/v", "/v/people", folder=True) == Heard()
    assert heard_at("/v", "/v", folder=True) == Heard()
    assert heard_at("/v", "/v/.git/index", folder=False) is None
    assert heard_at("/v", "/v/.git/refs", folder=True) is None
    assert heard_at("/v", "/v/.obsidian/daily-notes.json", folder=False) == Heard(".obsidian/daily-notes.json")
