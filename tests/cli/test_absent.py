"""What is absent is null in JSON, never an empty text: also where a line says a day that is none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from prm.cli.main import run

FILES = {
    "people/Ida.md": "# Ida\n\n- 1990-02-30 gave gift: a hat\n- 1990-02-31 thought: of her\n- 2026-01-02 coffee\n",
    "people/Jon.md": (
        "---\nbirthday: 1990-02-30\nlast_contact: 2026-02-30\nmet: {date: 2020-02-30}\nmourning: 2026-02-30\n"
        "needs: [{what: a hat, since: 2020-02-30}]\ndates: {wedding: 2020-02-30}\nsnooze: 2027-02-30\n"
        "interactions: [{date: 2020-02-30, text: 'call: the hat'}]\n---\n- [ ] a hat due:2020-02-30\n"
    ),
    "meetings/Talk.md": "---\nattendees: ['[[Jon]]']\ndate: 2026-02-30\n---\nabout hats\n",
    "intros/ida-jon.md": (
        "---\nbetween: ['[[Ida]]', '[[Jon]]']\n---\n- 2026-02-30 asked [[Jon]]\n- 2026-01-03 yes [[Ida]]\n"
    ),
}
LOOKING = (
    "list", "show Ida", "show Jon", "why Ida", "why Jon", "due", "dates", "promises", "given", "given Ida", "needs",
    "match", "find hat", "who hat", "intro --list", "graph", "path Jon", "wish", "stats", "check", "brief Jon",
    "export json", "digest", "digest weekly", "digest review", "review Ida",
)  # fmt: skip


def empty(value: object, place: str = "") -> Iterator[str]:
    """Yield the places of all empty texts in a JSON value."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from empty(each, f"{place}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from empty(each, f"{place}[{number}]")
    elif value == "":
        yield place


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "prm.toml").write_text("")
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("command", LOOKING)
def test_absent_is_null(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    form = [] if "json" in command else ["--format", "json"]
    run(["--today", "2026-01-15", *command.split(), *form])
    assert [] == list(empty(json.loads(capsys.readouterr().out)))


@pytest.mark.usefixtures("vault")
def test_show_says_that_a_line_has_no_day(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--today", "2026-01-15", "show", "Ida"])
    assert "  no day      you gave (gift): a hat  people/Ida.md:3" in capsys.readouterr().out.splitlines()
