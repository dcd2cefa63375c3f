"""Reading many notes at once, on all cores: files become rows, here or in processes of our own."""

import marshal
import os
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from typing import IO
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import cast

from prm.disk.folder import read_file
from prm.model.config import Config
from prm.model.config import read_config
from prm.model.facts.filling import Rows
from prm.model.facts.filling import collect
from prm.model.facts.filling import no_rows
from prm.model.reader import Reader
from prm.text.diagnostics import Diagnostic

if TYPE_CHECKING:
    from subprocess import Popen

AT_ONCE = 100
"""How many files are read before their rows are handed over."""
WORTH_IT = 300
"""How many files a process must have to read so that it saves more than it costs: it takes 70 ms to start."""
_MOST = 6
"""More processes than this read faster than one can put their rows into tables."""
_SIZE = 8
"""How many bytes say how long the rows are that follow."""
_AHEAD = 1 << 20
"""How many bytes a process may be ahead of who takes them, where the system can be told."""
_PROGRAM = "import sys; sys.path[:] = {path!r}; from prm.disk.reading import serve; serve({sending})"

Job = tuple[int, str]
Chunks = Sequence[Sequence[Job]]
Progress = Callable[[int, int], None]


class Read(NamedTuple):
    """The rows of some files: of each its number, path and digest, and what is to be said of those that refused."""

    rows: Rows
    files: list[tuple[int, str, str]]
    lost: list[Diagnostic]


class _Worker(NamedTuple):
    """A process that reads, and the pipe that its rows come through."""

    process: "Popen[bytes]"
    pipe: IO[bytes]


def read_all(
    root: str, jobs: Sequence[Job], config: Config, progress: Progress | None = None, workers: int | None = None
) -> Iterator[Read]:
    """Yield the rows of numbered files, in their order."""
    count = workers if workers is not None else min(_cores(), _MOST, len(jobs) // WORTH_IT)
    chunks = [jobs[at : at + AT_ONCE] for at in range(0, len(jobs), AT_ONCE)]
    reads = _beside(root, chunks, config, count) if count > 1 and _can_start() else _here(root, chunks, config)
    for number, found in enumerate(reads):
        if progress:
            progress(min(len(jobs), (number + 1) * AT_ONCE), len(jobs))
        yield found


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _can_start() -> bool:
    """Tell whether there is an interpreter to start: what runs us may be a program that only embeds one."""
    name = os.path.basename(sys.executable or "").lower()
    return name.startswith(("python", "pypy")) and not hasattr(sys, "frozen")


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


def _here(root: str, chunks: Chunks, config: Config) -> Iterator[Read]:
    reader = Reader(config)
    for chunk in chunks:
        yield read_some(root, chunk, reader)


def _beside(root: str, chunks: Chunks, config: Config, count: int) -> Iterator[Read]:
    """Yield what processes of our own read, each every so-manyth chunk; what one of them fails at is read here.

    They are started anew and not forked: a fork takes along the locks of threads that it does not have, as of those
    that watch, and macOS forbids its frameworks in one. They end by themselves once nobody takes what they read.
    """
    started: list[_Worker] = []
    reader = Reader(config)
    try:
        with suppress(OSError):
            while len(started) < count:
                started.append(_start())
        for number, worker in enumerate(started):
            _ask(worker, root, config, chunks[number :: len(started)])
        for number, chunk in enumerate(chunks):
            found = _receive(started[number % len(started)].pipe) if started else None
            yield found or read_some(root, chunk, reader)
    finally:
        for process, pipe in started:
            pipe.close()
            process.kill()
            process.wait()


def _start() -> _Worker:
    """Start a process that waits for what it is to read; Ctrl-C is for us alone. Raises OSError."""
    from subprocess import DEVNULL
    from subprocess import PIPE
    from subprocess import Popen

    receiving, sending = os.pipe()
    pipe = os.fdopen(receiving, "rb")
    program = _PROGRAM.format(path=sys.path, sending=sending)
    command = [sys.executable, "-I" if sys.flags.isolated else "-P", "-X", f"utf8={sys.flags.utf8_mode}", "-c", program]
    try:
        process = Popen(
            command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, pass_fds=(sending,), process_group=0, bufsize=0
        )
    except OSError:
        pipe.close()
        raise
    finally:
        os.close(sending)
    with suppress(ImportError, OSError):
        from fcntl import F_SETPIPE_SZ
        from fcntl import fcntl

        fcntl(receiving, F_SETPIPE_SZ, _AHEAD)
    return _Worker(process, pipe)


def _ask(worker: _Worker, root: str, config: Config, chunks: Chunks) -> None:
    """Tell a process all that it is to read; it takes it in whole before it begins, so that nobody waits for good."""
    data = memoryview(marshal.dumps((root, config.text, config.daily_folder, [list(chunk) for chunk in chunks])))
    with suppress(OSError), cast(IO[bytes], worker.process.stdin) as asking:
        while data:
            data = data[asking.write(data) :]


def _receive(pipe: IO[bytes]) -> Read | None:
    """Return the next rows of a process; None where it is no more."""
    try:
        size = int.from_bytes(pipe.read(_SIZE), "big")
        rows, files, lost = marshal.loads(pipe.read(size))  # `load` would ask the pipe for each number anew
    except (EOFError, ValueError, TypeError, OverflowError, MemoryError):
        return None
    return Read(Rows(*rows), files, [Diagnostic(*each) for each in lost])


def serve(sending: int) -> None:
    """Read what standard input asks for, and hand the rows to a pipe: all that such a process does."""
    root, text, daily_folder, chunks = marshal.loads(sys.stdin.buffer.read())
    reader = Reader(read_config(text, daily_folder)[0])
    with os.fdopen(sending, "wb") as pipe:
        for chunk in chunks:
            found = read_some(root, chunk, reader)
            data = marshal.dumps((tuple(found.rows), found.files, [tuple(each) for each in found.lost]))
            pipe.write(len(data).to_bytes(_SIZE, "big") + data)
            pipe.flush()
