"""Reading on all cores: several processes give what one gives, whatever becomes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from prm.disk import reading
from prm.engine import Engine
from prm.model.config import Config
from prm.model.config import read_config

MakeVault = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
TOML = 'date_order = "dmy"\n[fields]\ncadence = ["takt"]\n[kinds.sauna]\naliases = ["steam"]\n'
TEXTS = (
    "---\nname: Ada\ntakt: 2w\nbirthday: 03/04/1990\n---\n# Ada\n\n- 2026-01-02 call [[健]]: the boat\n- [ ] @me tea\n",
    "# 健\n\n- 2026-01-03 steam [[Ada]]\n- 2026-13-03 lunch\n%%private%% a secret %%/private%%\n",
    b"- 2026-01-02 call: caf\xe9\n",
    "---\nname: [unclosed\n---\n\n```\n[[Ada]]\n```\n",
    "",
)
ONCE = tuple(f'INSERT INTO "{table}"' for table in ("folder", "racy", "meta"))
"""What follows from when a file was written, and read."""
INTERRUPTED = """
import os
import signal
import sys
from prm.cli.main import run
from prm.disk import reading
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where what runs the tests ignores it
reading.WORTH_IT, reading._cores = 1, lambda: 2
start, started = reading._start, []
def counted():
    started.append(start())
    return started[-1]
def stopped(pipe):
    os.killpg(0, signal.SIGINT)
    raise SystemExit("it went on")
reading._start, reading._receive = counted, stopped
code = run(["--vault", sys.argv[1], "list"])
print(*(worker.process.pid for worker in started))
sys.exit(code)
"""


def many(vault: MakeVault, count: int = 250) -> tuple[str, list[reading.Job], Config]:
    """Write many notes and return them as jobs."""
    files = {f"people/{number:03}.md": TEXTS[number % len(TEXTS)] for number in range(count)}
    root = vault({"prm.toml": TOML, **files})
    return str(root), [(at << 24, path) for at, path in enumerate(sorted(files), 1)], read_config(TOML)[0]


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_IT", 1)


def test_several_processes_give_the_rows_of_one_in_their_order(vault: MakeVault) -> None:
    root, jobs, config = many(vault)
    told: list[tuple[int, int]] = []

    one = list(reading.read_all(root, jobs, config, workers=1))
    more = list(reading.read_all(root, jobs, config, lambda done, of: told.append((done, of)), workers=3))

    assert one == more
    assert [(100, 250), (200, 250), (250, 250)] == told
    assert any(each.rows.diagnostic for each in one)
    assert any(each.rows.private for each in one)


def test_several_processes_are_what_reads(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    root, jobs, config = many(vault)
    one = list(reading.read_all(root, jobs, config, workers=1))
    monkeypatch.setattr(reading, "read_some", None)

    assert one == list(reading.read_all(root, jobs, config, workers=2))


def test_files_with_odd_names_gone_and_unreadable_are_told_as_by_one(vault: MakeVault) -> None:
    root, jobs, config = many(vault)
    odd = os.fsdecode(b"people/caf\xe9.md")
    Path(root, odd).write_text("- 2026-01-02 call\n")
    Path(root, "people/folder.md").mkdir()
    for path in ("people/gone.md", odd, "people/folder.md"):
        jobs.append((len(jobs) + 1 << 24, path))

    one = list(reading.read_all(root, jobs, config, workers=1))

    assert one == list(reading.read_all(root, jobs, config, workers=2))
    assert ["people/folder.md"] == [each.path for read in one for each in read.lost]
    assert odd in [path for read in one for _, path, _ in read.files]


@pytest.mark.parametrize("changed", [False, True])
def test_the_index_of_several_processes_is_that_of_one(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> None:
    root, jobs, _ = many(vault)
    dumps = []
    for cores in (1, 2):
        monkeypatch.setattr(reading, "_cores", lambda cores=cores: cores)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{cores}"))
        if changed:
            for at, (_, path) in enumerate(jobs):
                Path(root, path).write_bytes(b"# before\n- 2026-01-01 call\n" if at % 3 else b"")
            list(Engine(root).vault(date(2026, 1, 15)).people)
            for at, (_, path) in enumerate(jobs):
                text = TEXTS[at % len(TEXTS)]
                Path(root, path).write_bytes(text if isinstance(text, bytes) else text.encode())
        engine = Engine(root)
        engine.vault(date(2026, 1, 15))
        (connection, _), *_ = engine._kept.values()
        dumps.append([line for line in connection.iterdump() if not line.startswith(ONCE)])

    assert dumps[0] == dumps[1]
    assert len(jobs) == sum(line.startswith('INSERT INTO "note"') for line in dumps[0])


@pytest.mark.parametrize("workers", [2, 3])
def test_what_a_killed_process_leaves_is_read_here(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    root, jobs, config = many(vault)
    one = list(reading.read_all(root, jobs, config, workers=1))
    ask, asked = reading._ask, list[int]()

    def killed(worker: reading._Worker, *said: object) -> None:
        if not asked:
            worker.process.kill()
            worker.process.wait()
        asked.append(worker.process.pid)
        ask(worker, *said)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "_ask", killed)

    assert one == list(reading.read_all(root, jobs, config, workers=workers))
    assert workers == len(asked)


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.write({sending}, b'what is this?' * 9)",
        "import os; os.write({sending}, b'\\0' * 8)",
        "import os; os.write({sending}, b'\\0' * 7 + b'\\3' + b'[[[')",
        "raise SystemExit",
        "import no_such_module",
    ],
)
def test_what_cannot_be_understood_is_read_here(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], program: str
) -> None:
    root, jobs, config = many(vault)
    one = list(reading.read_all(root, jobs, config, workers=1))
    monkeypatch.setattr(reading, "_PROGRAM", program)

    assert one == list(reading.read_all(root, jobs, config, workers=2))
    assert ("", "") == tuple(capfd.readouterr())


@pytest.mark.parametrize("program", ["/no/such/python", "/usr/bin/vim", "", None])
def test_where_no_interpreter_can_be_started_all_is_read_here(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    root, jobs, config = many(vault)
    one = list(reading.read_all(root, jobs, config, workers=1))
    monkeypatch.setattr(sys, "executable", program)

    assert one == list(reading.read_all(root, jobs, config, workers=2))


def test_who_stops_listening_leaves_no_process_behind(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    root, jobs, config = many(vault)
    start, started = reading._start, list[reading._Worker]()
    monkeypatch.setattr(reading, "_start", lambda: started.append(start()) or started[-1])

    reads = reading.read_all(root, jobs, config, workers=2)
    next(reads)
    reads.close()  # type: ignore[attr-defined]

    assert [True, True] == [worker.process.returncode is not None and worker.pipe.closed for worker in started]


def test_ctrl_c_while_others_read_is_one_line_and_leaves_nobody(vault: MakeVault, tmp_path: Path) -> None:
    root, _, _ = many(vault)
    env = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    env.pop("PRM_INDEX", None)
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, root],
        env=env, capture_output=True, text=True, check=False, process_group=0,
    )  # fmt: skip
    left = [each for each in done.stdout.split() if os.path.exists(f"/proc/{each}")]

    assert (130, "\nprm: stopped\n") == (done.returncode, done.stderr)
    assert (2, []) == (len(done.stdout.split()), left)
    assert [] == [name for _, _, names in os.walk(tmp_path / "cache") for name in names]
