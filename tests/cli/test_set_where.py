"""`set --where`: many files at once, all of them or none, asked about on a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prm.cli.main import run

ANA = "---\ncircle: inner\n---\n# Ana\n"
BO = "---\ncircle: inner\ncadence: 3w # her wish\n---\n# Bo\n"
TORN = (
    "---\ncircle: inner\n---\n# Cy\n<<<<<<< ours\n- 2026-01-01 call: a\n=======\n- 2026-01-01 call: b\n>>>>>>> theirs\n"
)


class Terminal(io.StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def files(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "people").iterdir())}


def set_where(root: Path, *words: str) -> int:
    return run(["--vault", str(root), "--today", "2026-01-15", "set", "--where", "circle:inner", *words])


@pytest.mark.usefixtures("state")
def test_all_are_changed_and_undone_together(vault: Callable[..., Path]) -> None:
    root = vault({"people/Ana.md": ANA, "people/Bo.md": BO, "people/Di.md": "# Di\n"})
    before = files(root)

    assert 0 == set_where(root, "cadence=2w", "tags+=tea", "--yes")
    assert {
        "Ana.md": "---\ncircle: inner\ncadence: 2w\ntags: [tea]\n---\n# Ana\n",
        "Bo.md": "---\ncircle: inner\ncadence: 2w # her wish\ntags: [tea]\n---\n# Bo\n",
        "Di.md": "# Di\n",
    } == files(root)

    assert 0 == run(["--vault", str(root), "undo"])
    assert before == files(root)


@pytest.mark.usefixtures("state")
def test_one_file_that_cannot_be_written_keeps_all_as_they_are(
    vault: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = vault({"people/Ana.md": ANA, "people/Cy.md": TORN})

    assert 2 == set_where(root, "cadence=2w", "--yes")
    assert {"Ana.md": ANA, "Cy.md": TORN} == files(root)
    said = capsys.readouterr().err
    assert "people/Cy.md" in said.splitlines()[0]
    assert "prm: 1 file cannot be changed so, and nothing was written; mend or leave them out" == said.splitlines()[-1]


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize(("answer", "code", "cadence"), [("y\n", 0, "2w"), ("n\n", 130, "3w"), ("\n", 130, "3w")])
def test_a_terminal_is_asked(
    answer: str,
    code: int,
    cadence: str,
    vault: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = vault({"people/Ana.md": ANA, "people/Bo.md": BO})
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)

    assert code == set_where(root, "cadence=2w")
    assert f"cadence: {cadence} # her wish" in files(root)["Bo.md"]
    assert [
        "set cadence=2w where circle:inner: 2 people change",
        "  Ana: + cadence: 2w",
        "  Bo: - cadence: 3w # her wish  + cadence: 2w # her wish",
    ] == shown.getvalue().splitlines()[:3]
