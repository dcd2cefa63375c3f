"""Calendar files on disk: found, read, and remembered from one command to the next.

What a calendar says is kept as a memo in the cache folder, file by file, for as long as a file looks as it did (git's
rule for “racily clean” files holds here too); the memo is for one stretch of months and one version of the reader. So
most commands look at the file's times, read a few lines of text, and import no library for calendars at all.
"""

import os
import stat
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from prm.disk.files import explain
from prm.exchange.icsevents import MOST_BYTES
from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.exchange.icsevents import Trouble
from prm.text.pattern import Pattern

_ENDINGS = (".ics", ".ical", ".icalendar")
_MOST_FILES = 20_000
_GRAIN = 2_100_000_000
_BACK, _AHEAD = 12, 4
_PERSON, _PART = "\x1f", "\x1e"
_NAME = "calendars"
_FOLD = Pattern(r"\r?\n[ \t]")


class Calendars(NamedTuple):
    """The events of all calendars, by their beginning, and a line for each thing that could not be taken as it is."""

    events: list[Event]
    troubles: list[str]


class _File(NamedTuple):
    """A calendar file: what it is called, where it is, how it looks, and what was remembered of it."""

    shown: str
    path: str
    looks: str
    changed: int


class _Memo(NamedTuple):
    """What is remembered of one file: how it looked, whether that may deceive, its hash, the lines of its events."""

    looks: str
    racy: bool
    digest: str
    lines: list[str]


def window(today: date) -> tuple[date, date]:
    """Return the days that calendars are read for: whole months, a year back and a quarter ahead."""
    months = today.year * 12 + today.month - 1
    first, last = max(12, months - _BACK), min(9999 * 12 + 11, months + _AHEAD)
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, 1) - timedelta(1)


def read_calendars(
    root: str, files: Sequence[str], today: date, cache: str = "", days: tuple[date, date] | None = None
) -> Calendars:
    """Return what the calendars of a vault say around a day; `cache` is the folder of the memo, "" for none.

    With `days` only the events of those days, and of those beside them, are returned: elsewhere it may be another day.
    """
    found, troubles = _find(root, files)
    key = "\n".join((*map(str, window(today)), *_reader()))
    known = _remembered(cache, key) if cache and found else {}
    memos: dict[str, _Memo] = {}
    for each in found:
        memo = known.get(each.path)
        if memo is None or memo.looks != each.looks or memo.racy:
            memo = _read(each, today, memo)
        memos[each.path] = memo
    if cache and (memos != known):
        _remember(cache, key, memos)
    events: dict[tuple[str, str, str], Event] = {}
    for each in found:
        for event in _events(each, memos[each.path].lines, troubles, days or window(today)):
            events.setdefault((event.uid or event.at, event.start, event.title), event)
    return Calendars(sorted(events.values()), troubles)


def calendar_files(root: str, files: Sequence[str]) -> dict[str, str]:
    """Return the calendars that are there, as they are called, each with its path."""
    return {each.shown: each.path for each in _find(root, files)[0]}


def files_naming(root: str, files: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the calendars that hold one of the names or addresses; lines may be folded in the middle of a word."""
    words = [name.casefold() for name in names if len(name) > 1]
    found: list[str] = []
    for each in _find(root, files)[0]:
        with suppress(OSError), open(each.path, encoding="utf-8", errors="replace", newline="") as stream:
            text = _FOLD.sub("", stream.read(MOST_BYTES)).casefold()
            if any(word in text for word in words):
                found.append(each.shown)
    return found


def _find(root: str, files: Sequence[str]) -> tuple[list[_File], list[str]]:
    """Return the calendar files that are named, or lie in named folders, and what is to be said of the others."""
    found: dict[str, _File] = {}
    troubles: list[str] = []
    for said in files:
        path = os.path.join(root, os.path.expanduser(said))
        names = [(said, path)] if not os.path.isdir(path) else [
            (os.path.join(said, name), os.path.join(path, name)) for name in _listed(path)
        ]  # fmt: skip
        if not names:
            troubles.append(f"{said}: no calendar is in this folder; calendars end in .ics")
        for shown, file in names[:_MOST_FILES]:
            try:
                looks = os.stat(file)
            except OSError as error:
                troubles.append(f"{shown}: this calendar cannot be read: {explain(error)}")
                continue
            except ValueError:
                troubles.append(f"“{shown}” can be no name of a file")
                continue
            if not stat.S_ISREG(looks.st_mode):
                troubles.append(f"{shown}: this is no file")
            elif looks.st_size > MOST_BYTES:
                troubles.append(f"{shown}: larger than {MOST_BYTES // 1_000_000} MB; it is not read")
            else:
                said_looks = f"{looks.st_size}.{looks.st_mtime_ns}.{looks.st_ctime_ns}.{looks.st_ino}"
                changed = max(looks.st_mtime_ns, looks.st_ctime_ns)
                found.setdefault(file, _File(shown.replace(os.sep, "/"), file, said_looks, changed))
        if len(names) > _MOST_FILES:
            troubles.append(f"{said}: more than {_MOST_FILES:,} calendars; the rest is left out")
    return list(found.values()), troubles


def _listed(folder: str) -> list[str]:
    found: list[str] = []
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(above, folder)
        found += [
            os.path.normpath(os.path.join(below, name))
            for name in sorted(names)
            if name.lower().endswith(_ENDINGS) and not name.startswith(".")
        ]
        if len(found) > _MOST_FILES:
            break
    return found


def _reader() -> Iterator[str]:
    """Tell one reader of calendars from another: how its files look, the libraries it uses, the time zones it knows."""
    from importlib.util import find_spec

    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    names = ("ics", "icsevents", "icslines", "icsrules", "icszones")
    paths = [os.path.join(above, "exchange", f"{name}.py") for name in names] + [os.path.abspath(__file__)]
    for library in ("icalendar", "recurring_ical_events", "dateutil"):
        with suppress(ImportError, ValueError):
            spec = find_spec(library)
            paths += [os.path.join(os.path.dirname(spec.origin or ""), "_version.py")] if spec else []
    for path in (*paths, "/usr/share/zoneinfo"):
        with suppress(OSError):
            looks = os.stat(path)
            yield f"{path} {looks.st_size} {looks.st_mtime_ns}"


def _read(file: _File, today: date, known: _Memo | None) -> _Memo:
    """Read a calendar, unless its bytes are those that are remembered."""
    began = time.time_ns()
    try:
        with open(file.path, "rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return _Memo(file.looks, True, "", [f"T\t0\tthis calendar cannot be read: {explain(error)}"])
    digest, racy = sha256(data).hexdigest(), file.changed >= began - _GRAIN
    if known is not None and known.digest == digest:
        return _Memo(file.looks, racy, digest, known.lines)
    from prm.exchange.ics import read

    calendar = read(data, *window(today))
    lines = ["\t".join(("E", *_fields(event))) for event in calendar.events]
    return _Memo(file.looks, racy, digest, lines + [f"T\t{each.line}\t{each.message}" for each in calendar.troubles])


def _fields(event: Event) -> Iterator[str]:
    yield from (event.start, event.end, event.uid, event.title, event.place, "x" if event.private else "")
    yield _PERSON.join(_PART.join(guest) for guest in event.guests)
    yield event.at


def _events(file: _File, lines: list[str], troubles: list[str], days: tuple[date, date]) -> Iterator[Event]:
    first, last = (days[0] - timedelta(1)).isoformat(), (days[1] + timedelta(1)).isoformat()
    for line in lines:
        if line[0] == "E" and (line[2:12] > last or (line[2:12] < first and line.split("\t", 3)[2][:10] < first)):
            continue
        kind, *fields = line.split("\t")
        if kind == "T":
            trouble = Trouble(int(fields[0]), fields[1])
            troubles.append(f"{file.shown}:{trouble.line}: {trouble.message}" if trouble.line else
                            f"{file.shown}: {trouble.message}")  # fmt: skip
            continue
        start, end, uid, title, place, private, guests, number = fields
        people = tuple(Guest(*each.split(_PART)) for each in guests.split(_PERSON)) if guests else ()
        yield Event(start, end, uid, title, place, bool(private), people, f"{file.shown}:{number}")


def _remembered(cache: str, key: str) -> dict[str, _Memo]:
    """Return what is remembered under a key; nothing where the memo is damaged or for something else."""
    found: dict[str, _Memo] = {}
    try:
        with open(os.path.join(cache, _NAME), encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            text = file.read()
        head, _, rest = text.partition("\n\n")
        digest, _, said = head.partition("\n")
        if said != key or digest != sha256(rest.encode("utf-8", "surrogateescape")).hexdigest():
            return {}
        lines: list[str] = []
        for line in rest.split("\n"):
            if line.startswith("F\t"):
                _, looks, racy, hashed, path = line.split("\t", 4)
                lines = []
                found[path] = _Memo(looks, bool(racy), hashed, lines)
            elif line:
                lines.append(line)
    except (OSError, ValueError):
        return {}
    return found


def _remember(cache: str, key: str, memos: dict[str, _Memo]) -> None:
    """Keep a memo, whole or not at all; where that cannot be done the calendars are read again next time."""
    parts: list[str] = []
    for path, memo in memos.items():
        if "\n" not in path:
            parts += [f"F\t{memo.looks}\t{'x' if memo.racy else ''}\t{memo.digest}\t{path}", *memo.lines]
    rest = "\n".join(parts).encode("utf-8", "surrogateescape")
    data = f"{sha256(rest).hexdigest()}\n{key}\n\n".encode("utf-8", "surrogateescape") + rest
    unfinished = os.path.join(cache, f".{_NAME}-{os.getpid()}")
    with suppress(OSError):
        os.makedirs(cache, 0o700, exist_ok=True)
        try:
            descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.replace(unfinished, os.path.join(cache, _NAME))
        finally:
            with suppress(OSError):
                os.unlink(unfinished)
