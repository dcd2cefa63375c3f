"""What wakes us: watchdog, where it can be trusted, told apart from where it cannot; the only importer of it."""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.watch.causes import OBSIDIAN
from prm.watch.causes import is_hidden
from prm.watch.pace import Heard
from prm.watch.words import Notice

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

_DISTANT = (
    *("9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs", "fuse.glusterfs", "fuse.prl_fs", "fuse.rclone"),
    *("fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb2"),
    *("smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
)
"""Disks on which others can write without the system here being told."""
LIMIT = "sudo sysctl fs.inotify.max_user_watches=524288"
SHORT = Notice("short", LIMIT)
"""What to say where the system lets us hear of a part of the folders only."""
INSTANCES = "sudo sysctl fs.inotify.max_user_instances=512"


_NOWHERE = logging.NullHandler()
"""Where watchdog's log goes once nobody listens: it has something to say about being stopped in the midst of events."""


class Deaf(Exception):
    """Events cannot be trusted here: why, and what to do, in one line."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.text)
        self.notice = notice


class Ears(NamedTuple):
    """An observer that is listening."""

    observer: BaseObserver
    handler: logging.Handler
    threads: tuple[threading.Thread, ...]

    def is_alive(self) -> bool:
        """Tell whether every thread that listens still does."""
        return all(thread.is_alive() for thread in self.threads)

    def hear_all(self, folders: Collection[int]) -> bool:
        """Tell whether every folder of these inodes can be heard."""
        return hears_all(folders)

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger("watchdog").removeHandler(self.handler)
        with suppress(RuntimeError):
            self.observer.stop()
            self.observer.join(2)


def listen(root: str, hear: Callable[[Heard], None]) -> Ears:
    """Call `hear`, on another thread, for whatever may have changed below a folder; raises Deaf."""
    from watchdog import events
    from watchdog.observers import Observer

    if disk := distant(root):
        raise Deaf(Notice("distant", root, disk))
    wanted: list[type[FileSystemEvent]] = [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.FileClosedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)  # of folders that come and go at once
    before = set(threading.enumerate())
    observer: BaseObserver | None = None
    try:
        observer = Observer()
        observer.schedule(_handler(root, hear), root, recursive=True, event_filter=wanted)
        observer.start()
    except OSError as error:
        if observer is not None:
            with suppress(Exception):
                observer.on_thread_stop()
        raise Deaf(_why(error)) from None
    handler = _Overflow(hear)
    log = logging.getLogger("watchdog")
    log.addHandler(handler)
    log.addHandler(_NOWHERE)
    log.propagate = False
    return Ears(observer, handler, tuple(set(threading.enumerate()) - before))


def _why(error: OSError) -> Notice:
    if error.errno == errno.ENOSPC:
        return SHORT
    if error.errno == errno.EMFILE:
        return Notice("crowded", INSTANCES)
    return Notice("silent", error.strerror or "")


class _Overflow(logging.Handler):
    """Hears that events were lost, which watchdog only writes to its log."""

    def __init__(self, hear: Callable[[Heard], None]) -> None:
        super().__init__(logging.WARNING)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        """Take any warning for lost events."""
        self._hear(Heard())


def _handler(root: str, hear: Callable[[Heard], None]) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        """Passes on where something happened."""

        def dispatch(self, event: FileSystemEvent) -> None:
            """Pass on both ends of a move."""
            for place in (event.src_path, event.dest_path):
                if place and (heard := heard_at(root, os.fsdecode(place), folder=event.is_directory)):
                    hear(heard)

    return Handler()


def heard_at(root: str, place: str, *, folder: bool) -> Heard | None:
    """Return what an event at a place means; None for what programs keep to themselves."""
    path = os.path.relpath(place, root).replace(os.sep, "/")
    if path == ".":
        return Heard()
    if is_hidden(path) and path != OBSIDIAN and not (path.endswith(".icloud") and not folder):
        return None
    return Heard() if folder else Heard(path)


def distant(root: str, mounts: str | None = None) -> str:
    """Return the kind of disk that a folder lies on, if others can write to it unheard; else ""."""
    if mounts is None:
        try:
            with open("/proc/self/mounts", encoding="utf-8", errors="surrogateescape") as file:
                mounts = file.read()
        except OSError:
            return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, _, rest = line.partition(" ")
        point, _, rest = rest.partition(" ")
        point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        below = root == point or root.startswith(point.rstrip("/") + "/")
        if below and len(point) >= len(best):
            best, kind = point, rest.partition(" ")[0]
    return kind if kind in _DISTANT else ""


def hears_all(folders: Collection[int], told: str | None = None) -> bool:
    """Tell whether the system watches every folder of these inodes; watchdog is silent about those it could not add."""
    if told is None:
        if not sys.platform.startswith("linux"):
            return True
        told = "".join(_told())
    watched = {
        int(line.split("ino:", 1)[1].split()[0], 16)
        for line in told.splitlines()
        if "inotify wd:" in line and "ino:" in line
    }
    if watched & set(folders):
        return watched >= set(folders)
    return told.count("inotify wd:") >= len(folders)


def _told() -> list[str]:
    found = []
    with suppress(OSError):
        for name in os.listdir("/proc/self/fdinfo"):
            with suppress(OSError), open(f"/proc/self/fdinfo/{name}", encoding="ascii", errors="replace") as file:
                text = file.read()
                found += [text] if "inotify wd:" in text else []
    return found
