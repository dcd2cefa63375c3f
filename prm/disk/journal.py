"""What one command changes: its steps, kept outside the vault until all are done, then for taking them back."""

import os
from contextlib import suppress
from typing import Any
from typing import NamedTuple

from prm.disk.files import NEW_FILE
from prm.disk.files import read
from prm.disk.files import remove
from prm.disk.files import sync_folders
from prm.disk.files import write_whole
from prm.disk.lock import private_folder

MOST_RECORDS = 20
"""How many commands can be taken back."""
PREPARING, READY, BACK = "preparing.json", "journal.json", "back.json"
"""What the journal is called: while texts are prepared, while steps are done, while they are taken back."""
_VERSION = 1


class Step(NamedTuple):
    """One thing done to one file, `kind` being create, write, respell or delete; paths are whole ones.

    `old` and `new` are digests, "" where there is no file. `temporary` holds the new text until it is put in place,
    `aside` what it took the place of. `shown` is the path as the user knows it. `after` is not kept in the journal.
    """

    kind: str
    path: str
    shown: str
    old: str = ""
    new: str = ""
    to: str = ""
    temporary: str = ""
    aside: str = ""
    mode: int = NEW_FILE
    owner: tuple[int, int] | None = None
    like: str = ""
    before: bytes = b""
    after: bytes = b""


class Journal(NamedTuple):
    """The steps of one command, the folders it makes, and the record that it takes back, if it does."""

    root: str
    steps: tuple[Step, ...]
    folders: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    undoes: str = ""


def save(state: str, journal: Journal) -> None:
    """Write the journal of a command that prepares its texts."""
    path = os.path.join(state, PREPARING)
    remove(path)
    write_whole(path, _encode(journal), 0o600)


def turn(state: str, old: str, new: str) -> None:
    """Go on from one phase to another; this needs no room on the disk, and lasts when it returns."""
    os.replace(os.path.join(state, old), os.path.join(state, new))
    sync_folders([state])


def load(state: str) -> tuple[str, Journal] | None:
    """Return the phase and the journal that an interrupted command left; a damaged one is put out of the way.

    One that was not yet written whole is dropped: nothing was prepared then.
    """
    for phase in (READY, BACK, PREPARING):
        path = os.path.join(state, phase)
        try:
            return phase, decode(read(path))
        except FileNotFoundError:
            continue
        except ValueError:
            if phase == PREPARING:
                remove(path)
            else:
                os.replace(path, os.path.join(state, "damaged.json"))
    return None


def drop(state: str) -> None:
    """Forget the journal: nothing of it is left to do."""
    remove(*(os.path.join(state, phase) for phase in (READY, BACK, PREPARING)))


def close(state: str, journal: Journal) -> None:
    """Make the finished journal the record from which the command can be taken back; drop one that took back."""
    folder = os.path.join(state, "undo")
    if journal.undoes or not journal.steps:
        if journal.undoes:
            remove(os.path.join(folder, journal.undoes))
        drop(state)
        return
    private_folder(folder)
    names = records(state)
    number = int(names[-1].partition(".")[0]) + 1 if names else 1
    os.replace(os.path.join(state, READY), os.path.join(folder, f"{number:06}.json"))
    remove(*(os.path.join(folder, name) for name in names[: max(0, len(names) + 1 - MOST_RECORDS)]))


def records(state: str) -> list[str]:
    """Return the names of the records of finished commands, the oldest first."""
    with suppress(FileNotFoundError):
        names = os.listdir(os.path.join(state, "undo"))
        return sorted((name for name in names if name.removesuffix(".json").isdigit()), key=lambda name: int(name[:-5]))
    return []


def decode(data: bytes) -> Journal:
    """Return the journal that the bytes hold; raises ValueError for anything else."""
    import json
    from binascii import a2b_base64

    def step(found: dict[str, Any]) -> Step:
        owner = tuple(found["owner"]) if found["owner"] else None
        return Step(**{**found, "owner": owner, "before": a2b_base64(found["before"])})

    try:
        found = json.loads(data)
        if found.pop("version") != _VERSION:
            raise ValueError("another version")
        lists = {name: tuple(found[name]) for name in ("folders", "why")}
        return Journal(**{**found, **lists, "steps": tuple(map(step, found["steps"]))})
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"not a journal: {error}") from None


def _encode(journal: Journal) -> bytes:
    import json
    from binascii import b2a_base64

    def plain(step: Step) -> dict[str, Any]:
        found = step._asdict()
        del found["after"]
        return {**found, "before": b2a_base64(step.before, newline=False).decode("ascii")}

    whole = {**journal._asdict(), "version": _VERSION, "steps": [plain(step) for step in journal.steps]}
    return json.dumps(whole).encode("ascii")
