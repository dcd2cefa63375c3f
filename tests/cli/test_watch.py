"""`prm watch` as a process: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60.0
ROOT = Path(__file__).resolve().parent.parent.parent
AIKO = "# Aiko Sato\n\n- 2026-01-02 call: the fair\n"
FILES = {"prm.toml": "", "people/aiko.md": AIKO, "people/ben.md": "# Ben Ito\n"}
COFFEE = "- 2026-01-15 coffee: plans\n"
Row = dict[str, Any]


class Running:
    """A `prm watch` whose lines are read as they come."""

    def __init__(self, vault: Path, *words: str) -> None:
        command = [sys.executable, "-m", "prm", "--vault", str(vault), "--today", "2026-01-15", "watch", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=vault, encoding="utf-8"
        )
        self.out: queue.Queue[str] = queue.Queue()
        self.err: queue.Queue[str] = queue.Queue()
        self.threads = [
            threading.Thread(target=_pump, args=pair, daemon=True)
            for pair in ((self.process.stdout, self.out), (self.process.stderr, self.err))
        ]
        for thread in self.threads:
            thread.start()

    def line(self) -> str:
        return self.out.get(timeout=PATIENCE)

    def row(self) -> Row:
        found: Row = json.loads(self.line())
        return found

    def talk(self, words: str) -> str:
        """The next line of talk with these words in it."""
        while words not in (line := self.err.get(timeout=PATIENCE)):
            pass
        return line

    def end(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        for thread in self.threads:
            thread.join(PATIENCE)
        return code


def _pump(stream: Any, lines: queue.Queue[str]) -> None:
    for line in stream:
        lines.put(line.rstrip("\n"))
    stream.close()


@pytest.fixture
def root(vault: Callable[..., Path]) -> Path:
    return vault(FILES)


@pytest.fixture
def run(root: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(*words: str) -> Running:
        started.append(Running(root, *words))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.end(signal.SIGKILL)


Run = Callable[..., Running]


def append(path: Path, text: str) -> None:
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)


def check(root: Path) -> list[Row]:
    command = [sys.executable, "-m", "prm", "--vault", str(root), "--today", "2026-01-15", "--format", "json", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    found: list[Row] = json.loads(done.stdout)
    return found


def test_findings_come_and_go_and_people_have_news(run: Run, root: Path) -> None:
    watch = run()
    assert watch.talk("watching").endswith("2 people; nothing to mend; Ctrl-C ends it")

    append(root / "people/aiko.md", COFFEE)
    assert watch.line() == "Aiko Sato: last contact today"
    (root / "people/mike.md").write_text("# Mike Bianco\n\n- 2026-01-14 call [[Nobody]]: x\n")
    assert watch.line().startswith("+ people/mike.md:3:19: P301 no person “Nobody”")
    assert watch.line() == "new: Mike Bianco"
    assert watch.line() == "Mike Bianco: last contact yesterday"
    (root / "people/mike.md").write_text("# Mike Bianco\n\n- 2026-01-14 call [[Ben Ito]]: x\n")
    assert watch.line().startswith("- people/mike.md:3:19: P301 no person “Nobody”")
    assert watch.line() == "Ben Ito: last contact yesterday"

    assert watch.end() == 0


def test_a_json_line_for_each_batch_and_their_sum_is_what_check_finds(run: Run, root: Path) -> None:
    watch = run("--json")
    rows = [watch.row()]
    assert (rows[0]["cause"], rows[0]["day"], rows[0]["files"]) == ("start", "2026-01-15", [])

    for number in range(30):
        (root / f"people/{number}.md").write_text(f"# P {number}\n\n- 2026-01-14 call [[Nobody {number}]]: x\n")
        (root / f"people/{number // 2}.md").unlink(missing_ok=True)
    (root / "people/last.md").write_text("# The Last\n\n- 2026-01-99 x\n")
    os.rename(root / "people", root / "contacts")
    while not any(each["name"] == "The Last" and each["slug"].startswith("contacts") for each in rows[-1]["changes"]):
        rows.append(watch.row())

    state: list[Row] = []
    for row in rows:
        state = [each for each in state if each not in row["gone"]] + row["appeared"]
    fresh = [each | {"fixable": None} for each in check(root)]
    assert sorted(fresh, key=str) == sorted((each | {"fixable": None} for each in state), key=str)
    assert watch.end(signal.SIGINT) == 0


def test_a_digest_is_kept_fresh_and_written_only_when_it_says_something_else(run: Run, root: Path) -> None:
    watch = run("--digest", "daily", "-o", "today.md", "--json")
    assert watch.row()["wrote"] == ["today.md"]
    before = (root / "today.md").stat().st_mtime_ns

    append(root / "people/ben.md", "\nTall.\n")
    row = watch.row()
    assert (["people/ben.md"], []) == (row["files"], row["wrote"])
    assert before == (root / "today.md").stat().st_mtime_ns

    append(root / "people/ben.md", "\n- [ ] @me lend him the score due:2026-01-16\n")
    assert watch.row()["wrote"] == ["today.md"]
    assert "lend him the score" in (root / "today.md").read_text()
    append(root / "people/aiko.md", COFFEE)
    assert watch.row()["files"] == ["people/aiko.md"], "our own page is no cause"
    assert watch.end() == 0


def test_a_broken_template_is_said_and_the_old_file_stays(run: Run, root: Path) -> None:
    watch = run("-o", "today.md")
    watch.talk("wrote today.md")
    before = (root / "today.md").read_text()
    template = root / "templates/digest/daily.md.j2"
    template.parent.mkdir(parents=True)

    template.write_text("{{ digest.today")
    assert "today.md stays as it was" in watch.talk("templates/digest/daily.md.j2:1")
    assert before == (root / "today.md").read_text()
    template.write_text("It is {{ digest.today }}.\n")
    watch.talk("wrote today.md")
    watch.talk("today.md is fresh again")
    assert "It is 2026-01-15." in (root / "today.md").read_text()
    assert watch.end() == 0


def test_a_file_that_is_not_ours_is_refused_at_once(run: Run, root: Path) -> None:
    (root / "mine.md").write_text("my own words\n")
    watch = run("-o", "mine.md")

    assert "not made by prm" in watch.talk("mine.md")
    assert watch.process.wait(PATIENCE) == 2
    assert (root / "mine.md").read_text() == "my own words\n"


def test_a_command_runs_after_a_batch_and_does_not_feed_itself(run: Run, root: Path) -> None:
    watch = run("--on-change", "echo x >> runs.md; echo RAN in $PRM_VAULT")
    watch.talk("watching")
    for _ in range(3):
        append(root / "people/aiko.md", COFFEE)
        assert watch.talk("RAN").endswith(f"in {root}")
    append(root / "people/ben.md", "- 2026-01-15 call: the end\n")
    while watch.line() != "Ben Ito: last contact today":
        pass
    assert watch.end() == 0

    assert len((root / "runs.md").read_text().split()) <= 8


def test_the_command_never_overlaps_itself_and_is_waited_for(run: Run, root: Path) -> None:
    command = "mkdir lock || echo OVERLAP; echo IN; read x < go; rmdir lock; echo OUT"
    os.mkfifo(root / "go")
    watch = run("--on-change", command)
    watch.talk("watching")
    append(root / "people/aiko.md", COFFEE)
    watch.talk("IN")
    append(root / "people/ben.md", COFFEE)
    while watch.line() != "Ben Ito: last contact today":
        pass
    (root / "go").write_text("\n")
    watch.talk("OUT")
    watch.talk("IN")

    watch.process.send_signal(signal.SIGTERM)
    watch.talk("waiting for")
    (root / "go").write_text("\n")

    watch.talk("OUT")
    assert watch.process.wait(PATIENCE) == 0
    assert "OVERLAP" not in "".join(watch.err.queue)
    assert not (root / "lock").exists()


def test_a_notification_for_what_is_promised_for_today(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, shown = tmp_path / "bin/notify-send", tmp_path / "shown"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nshift 2\nprintf "%s|" "$@" >> "{shown}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    append(root / "people/aiko.md", "\n- [ ] @me the video due:2026-01-15\n")
    watch = run("--notify", "--json")
    watch.row()

    append(root / "people/ben.md", "\n- [ ] @me the key due:2026-01-15\n")
    watch.row()
    assert watch.end() == 0
    assert shown.read_text() == "Promised for today|the video (Aiko Sato)|Promised for today|the key (Ben Ito)|"


def test_a_notification_in_japanese(run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, shown = tmp_path / "bin/notify-send", tmp_path / "shown"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nshift 2\nprintf "%s|" "$@" >> "{shown}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    append(root / "people/aiko.md", "\n- [ ] @me 写真 due:2026-01-15\n")
    watch = run("--notify", "--lang", "ja")
    watch.talk("見守っています")
    append(root / "people/aiko.md", COFFEE)

    assert "Aiko Sato：最後の連絡は今日" == watch.line().rstrip("\n")
    assert watch.end() == 0
    assert shown.read_text() == "今日の約束|写真（Aiko Sato）|"


def test_a_command_that_writes_the_page_that_was_saved_runs_once_more(run: Run, root: Path) -> None:
    watch = run("--on-change", "echo '- 2026-01-14 call: again' >> people/aiko.md; echo ran", "--json")
    watch.row()

    append(root / "people/aiko.md", COFFEE)
    watch.talk("ran")
    watch.talk("ran")
    while (root / "people/aiko.md").read_text().count("again") < 2:
        watch.row()
    append(root / "people/ben.md", COFFEE)
    watch.talk("ran")
    assert watch.end() == 0
    assert (root / "people/aiko.md").read_text().count("again") in (3, 4)


def test_a_signal_that_comes_twice_at_once_is_one(run: Run, root: Path) -> None:
    watch = run()
    watch.talk("watching")

    watch.process.send_signal(signal.SIGTERM)
    assert watch.end() == 0
    assert watch.err.empty()


def test_two_watchers_on_one_vault_do_not_fight(run: Run, root: Path) -> None:
    one, two = run("-o", "one.md", "--json"), run("-o", "two.md", "--json")
    assert (["one.md"], ["two.md"]) == (one.row()["wrote"], two.row()["wrote"])

    append(root / "people/aiko.md", "\n- [ ] @me lend her the score due:2026-01-16\n")
    for watch, page in ((one, "one.md"), (two, "two.md")):
        while page not in watch.row()["wrote"]:
            pass
    times = [(root / page).stat().st_mtime_ns for page in ("one.md", "two.md")]
    append(root / "people/ben.md", COFFEE)
    for watch in (one, two):
        while "people/ben.md" not in watch.row()["files"]:
            pass

    assert times == [(root / page).stat().st_mtime_ns for page in ("one.md", "two.md")]
    assert (0, 0) == (one.end(), two.end())


def test_the_vault_goes_and_comes_back(run: Run, root: Path) -> None:
    watch = run("--poll")
    watch.talk("watching")
    os.rename(root, root.with_name("away"))
    watch.talk("is gone; waiting for it to come back")
    os.rename(root.with_name("away"), root)
    watch.talk("is back")

    append(root / "people/aiko.md", COFFEE)
    assert watch.line() == "Aiko Sato: last contact today"
    assert watch.end() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--digest", "daily"), "every --digest needs a file"),
        (("--digest", "../x", "-o", "x.md"), "no name of a digest"),
        (("-o", "-"), "no name for a file"),
        (("-o", "x.md", "-o", "./x.md"), "two digests cannot be kept in one file"),
        (("--format", "{{ name }}"), "watch knows text and json"),
        (("-o", "nowhere/x.md"), "make it first"),
    ],
)
def test_what_cannot_be_meant(run: Run, words: tuple[str, ...], said: str) -> None:
    watch = run(*words)

    watch.talk(said)
    assert watch.process.wait(PATIENCE) == 2
