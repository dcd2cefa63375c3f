"""Reading many notes at once, on all cores: files become rows in processes of their own."""

import marshal
import os
import signal
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import IO
from typing import NamedTuple

from prm.disk.folder import read_file
from prm.model.config import Config
from prm.model.facts.filling import Rows
from prm.model.facts.filling import collect
from prm.model.facts.filling import no_rows
from prm.model.reader import Reader
from prm.text.diagnostics import Diagnostic

AT_ONCE = 100
"""How many files are read before their rows are handed over."""
WORTH_IT = 300
"""From how many files on reading them in several processes costs less than it saves."""
_SIZE = 8
"""How many bytes say how long the rows are that follow."""

Job = tuple[int, str]
Progress = Callable[[int, int], None]


class Read(NamedTuple):
    """The rows of some files: of each its number, path and digest, and what is to be said of those that refused."""

    rows: Rows
    files: list[tuple[int, str, str]]
    lost: list[Diagnostic]


def read_all(
    root: str, jobs: Sequence[Job], config: Config, progress: Progress | None = None, workers: int | None = None
) -> Iterator[Read]:
    """Yield the rows of numbered files, in their order."""
    count = workers if workers is not None else _cores()
    chunks = [jobs[at : at + AT_ONCE] for at in range(0, len(jobs), AT_ONCE)]
    reader = Reader(config)
    several = count > 1 and len(jobs) >= WORTH_IT and hasattr(os, "fork")
    reads = _in_parallel(root, chunks, reader, count) if several else _here(root, chunks, reader)
    for number, found in enumerate(reads):
        if progress:
            progress(min(len(jobs), (number + 1) * AT_ONCE), len(jobs))
        yield found


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def read_some(root: str, jobs: Sequence[Job], reader: Reader) -> Read:
    """Return the rows of numbered files."""
    rows = no_rows()
    files: list[tuple[int, str, str]] = []
    lost: list[Diagnostic] = []
    for number, path in jobs:
        source, found = read_file(root, path)
        if source is not None:
            collect(rows, number, source, reader.read(source))
            files.append((number, path, "" if found else source.digest))
            lost += [found] if found else []
    return Read(rows, files, lost)


def _here(root: str, chunks: Sequence[Sequence[Job]], reader: Reader) -> Iterator[Read]:
    for chunk in chunks:
        yield read_some(root, chunk, reader)


def _in_parallel(root: str, chunks: Sequence[Sequence[Job]], reader: Reader, count: int) -> Iterator[Read]:
    """Yield what processes of our own read, each every so-manyth chunk; what one of them fails at is read here."""
    started: list[tuple[int, IO[bytes]]] = []
    try:
        for worker in range(count):
            started.append(_start(root, chunks[worker::count], reader, [pipe for _, pipe in started]))
        for number, chunk in enumerate(chunks):
            yield _receive(started[number % count][1]) or read_some(root, chunk, reader)
    finally:
        for process, pipe in started:
            pipe.close()
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _start(
    root: str, chunks: Sequence[Sequence[Job]], reader: Reader, others: Sequence[IO[bytes]]
) -> tuple[int, IO[bytes]]:
    receiving, sending = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process:
        os.close(sending)
        return process, os.fdopen(receiving, "rb")
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.close(receiving)
        for pipe in others:
            os.close(pipe.fileno())
        with os.fdopen(sending, "wb") as pipe:
            for chunk in chunks:
                found = read_some(root, chunk, reader)
                data = marshal.dumps((tuple(found.rows), found.files, [tuple(each) for each in found.lost]))
                pipe.write(len(data).to_bytes(_SIZE, "big") + data)
                pipe.flush()
        status = 0
    finally:
        os._exit(status)


def _receive(pipe: IO[bytes]) -> Read | None:
    try:
        size = int.from_bytes(pipe.read(_SIZE), "big")
        rows, files, lost = marshal.loads(pipe.read(size))  # `load` would ask the pipe for each number anew
    except (EOFError, ValueError, TypeError):
        return None
    return Read(Rows(*rows), files, [Diagnostic(*each) for each in lost])
