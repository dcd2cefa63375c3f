"""`prm log`: typed at a prompt, and from standard input."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run
from prm.cli.prompt import completer
from prm.engine import Engine
from prm.text.source import Source
from tests.cli.terminal import at_terminal

MakeVault = Callable[..., Path]
BEN, GRACE = "people/Ben Ito.md", "people/Grace Okafor.md"
LOG = ("--today", "2026-01-15", "log")
FILES = {
    "prm.toml": "",
    BEN: "# Ben Ito\n\n## Log\n- 2025-12-01 call: ovens\n",
    GRACE: "",
    "people/Grace Holm.md": "",
    "people/佐藤 健.md": "---\nreading: さとう たけし\naliases: [Ken]\n---\n",
}


@pytest.fixture
def folder(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = vault(FILES)
    monkeypatch.chdir(root)
    return root


def piped(text: bytes, *words: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))
        return run([*LOG, *words])


def tree(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


# at a prompt


def test_a_line_is_asked_for(folder: Path) -> None:
    shown, code = at_terminal(folder, LOG, [("What was? ", "lunch with Ben, it's “warm” & $HOME\n")])

    assert 0 == code
    assert "meal · Ben Ito · Thu 2026-01-15" in shown
    assert "- 2026-01-15 meal: it's “warm” & $HOME\n" in (folder / BEN).read_text()


@pytest.mark.parametrize("typed", ["Be\t, ovens\n", "Ben It\t, ovens\n"])
def test_names_complete(folder: Path, typed: str) -> None:
    pytest.importorskip("readline")
    _, code = at_terminal(folder, LOG, [("What was? ", f"lunch with {typed}")])

    assert 0 == code
    assert "- 2026-01-15 meal: ovens\n" in (folder / BEN).read_text()


@pytest.mark.parametrize("typed", ["\x03", "\x04", "lunch with Ben\x03", "\n", "   \n"])
def test_who_turns_back_leaves_nothing_behind(folder: Path, typed: str) -> None:
    shown, code = at_terminal(folder, LOG, [("What was? ", typed)])

    assert FILES == tree(folder)
    assert code in (2, 130)
    assert shown.splitlines()[-1] in ("prm: stopped", "prm: there is nothing to log")
    assert "Traceback" not in shown


def test_who_is_meant_is_asked(folder: Path) -> None:
    shown, code = at_terminal(folder, [*LOG, "lunch with Grace"], [("Who is “Grace”: ", "2\n")])

    assert 0 == code
    assert "1  Grace Holm" in shown
    assert "- 2026-01-15 meal\n" in (folder / GRACE).read_text()


@pytest.mark.parametrize(("answer", "made"), [("y\n", True), ("\n", False), ("n\n", False)])
def test_somebody_new_is_asked_about(folder: Path, answer: str, made: bool) -> None:
    _, code = at_terminal(folder, [*LOG, "lunch with Ben and Zed"], [("[y/N]: ", answer)])

    assert 0 == code
    assert made is (folder / "people/Zed.md").exists()
    assert made is not ("with Ben and Zed" in (folder / BEN).read_text())


def test_completion_goes_by_every_name() -> None:
    names = [("ben ito", "Ben Ito"), ("ito", "Ben Ito"), ("さとう たけし", "佐藤 健"), ("ben okri", "Ben Okri")]
    line = "lunch with "
    complete = completer(names, lambda: line)

    assert ["Ben Ito", "Ben Okri", None] == [complete("be", number) for number in range(3)]
    assert ["Ben Ito", None] == [complete("It", number) for number in range(2)]
    assert "佐藤 健" == complete("さと", 0)
    assert [None, None] == [complete("", 0), complete("xx", 0)]
    line = "lunch with Ben O"
    assert ["Okri", None] == [complete("O", number) for number in range(2)]


# from standard input


def test_every_line_is_an_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "- 2026-01-10 call Ben: ovens\n  and loaves\n\nyesterday: lunch with Ken\n* coffee with Ben and Ken\n"

    assert 0 == piped(text.encode(), "-")
    assert "- 2026-01-10 call: ovens\n  and loaves\n" in (folder / BEN).read_text()
    assert "- 2026-01-14 meal\n" in (folder / "people/佐藤 健.md").read_text()
    assert "- coffee with [[Ben Ito|Ben]] and [[佐藤 健|Ken]]\n" == (folder / "journal/2026-01-15.md").read_text()
    assert run(["undo"]) == 0
    assert FILES == tree(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lunch with Ben\nlunch with Grace\n", "line 2: “Grace” could be Grace Holm"),
        ("lunch with Ben\n\nlunch with Zed\n", "line 3: “Zed” is nobody here"),
        ("lunch with Ben\nnobody in particular\n", "line 2: nobody of this vault is named"),
        ("", "there is nothing to log"),
        (" \n\n", "there is nothing to log"),
    ],
)
def test_nothing_is_written_unless_every_line_is_understood(
    folder: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == piped(text.encode(), "-")
    assert said in capsys.readouterr().err.splitlines()[-1]
    assert FILES == tree(folder)


def test_bytes_that_are_not_utf8_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == piped(b"lunch with Ben \xff\n", "-")
    assert "prm: standard input is not UTF-8; nothing was written\n" == capsys.readouterr().err


def test_a_pipe_without_words_is_no_prompt(folder: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "prm", *LOG], cwd=folder, input="lunch with Ben\n", capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(Path(__file__).parent.parent.parent), "HOME": str(folder.parent)},
    )  # fmt: skip

    assert (2, "") == (found.returncode, found.stdout)
    assert "“prm log -” reads standard input" in found.stderr


def test_a_save_between_reading_and_writing_is_kept_and_told_right(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Engine.source

    def source(engine: Engine, path: str) -> Source:
        found = real(engine, path)
        if path == BEN and b"typed" not in found.data:
            (folder / BEN).write_text("# Ben Ito\n\ntyped\n\n## Log\n- 2025-12-01 call: ovens\n")
        return found

    monkeypatch.setattr(Engine, "source", source)

    assert 0 == run([*LOG, "lunch with Ben"])
    assert f"{BEN}:6 + - 2026-01-15 meal" in capsys.readouterr().err.splitlines()
    assert "typed\n\n## Log\n- 2026-01-15 meal\n- 2025-12-01 call: ovens\n" in (folder / BEN).read_text()


# words that are hard to write


@pytest.mark.parametrize(
    "words",
    [
        "lunch with Ben, ] | # [x] ![[y]] `z` <!-- --> %% private %% \\ end",
        "lunch with Ben, 😀👩‍👩‍👧 é ﬁ 桜",
        "lunch with Ben, " + "long " * 2048,
        "lunch with Ben, first\nsecond\n- third\n# fourth\n---\n> fifth",
        "lunch with Ben, 2026-01-01 call: x due:2026-02-01 @them",
    ],
)
def test_words_stay_as_they_are(folder: Path, words: str) -> None:
    assert 0 == run([*LOG, words])
    after = (folder / BEN).read_text()
    plain = after.replace("\\", "").split("\n")
    assert FILES[BEN].split("\n") == [line for line in after.split("\n") if line in FILES[BEN].split("\n")]
    for line in words.removeprefix("lunch with Ben, ").replace("\\", "").split("\n"):
        assert any(line.strip() in found for found in plain)
    assert 0 == run(["undo"])
    assert FILES == tree(folder)


# where daily notes are


@pytest.mark.parametrize(
    ("settings", "template", "path", "expected"),
    [
        ('{"folder": "days"}', "", "days/2026-01-15.md", "- lunch with [[Ben Ito|Ben]] and [[佐藤 健|Ken]]\n"),
        (
            '{"folder": "days", "format": "YYYY/MM/YYYY-MM-DD ddd", "template": "Templates/Day"}',
            "# {{title}}\n\n{{date:dddd}}\n",
            "days/2026/01/2026-01-15 Thu.md",
            "# 2026-01-15 Thu\n\nThursday\n\n- lunch with [[Ben Ito|Ben]] and [[佐藤 健|Ken]]\n",
        ),
        (
            '{"template": "Templates/Day.md"}', "<% tp.date.now() %>\n", "journal/2026-01-15.md",
            "- lunch with [[Ben Ito|Ben]] and [[佐藤 健|Ken]]\n",
        ),
    ],
)  # fmt: skip
def test_the_daily_note_is_the_vaults_own(folder: Path, settings: str, template: str, path: str, expected: str) -> None:
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian/daily-notes.json").write_text(settings)
    (folder / "Templates").mkdir()
    (folder / "Templates/Day.md").write_text(template)

    assert 0 == run([*LOG, "lunch with Ben and Ken"])
    assert expected == (folder / path).read_text()


def test_an_empty_daily_note_is_filled(folder: Path) -> None:
    (folder / "journal").mkdir()
    (folder / "journal/2026-01-15.md").write_bytes(b"")

    assert 0 == run([*LOG, "lunch with Ben and Ken"])
    assert "- lunch with [[Ben Ito|Ben]] and [[佐藤 健|Ken]]\n" == (folder / "journal/2026-01-15.md").read_text()


def test_lines_are_counted_at_line_ends_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / BEN).write_text("# Ben Ito\n\nhe bakes\u2028and swims\x0cand reads\n\n## Log\n- 2025-12-01 call: ovens\n")

    assert 0 == run([*LOG, "called Ben, mended"])
    assert f"{BEN}:6 + - 2026-01-15 call: mended" == capsys.readouterr().err.splitlines()[-1]
