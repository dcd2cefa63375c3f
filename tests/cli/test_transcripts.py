"""Transcripts: what a user types and what they see, word for word.

A file in transcripts/ is Markdown. Each fence with a path is a file of the vault; without any the vault is a copy
of the example vault. In a fence `console` a line `$ prm …` or `$ git …` is run; below it stand standard output, then
standard error (each line behind `2> `), then `exit N` where the exit code is not 0. PRM_UPDATE_SNAPSHOTS=1 writes what
was seen.
"""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from prm.cli.main import run

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "transcripts").glob("*.md"))
EXAMPLE = HERE.parent.parent / "example-vault"
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1$\n?", re.MULTILINE | re.DOTALL)


def set_up(text: str, folder: Path) -> None:
    files = [(info.split(maxsplit=1)[-1], content) for _, info, content in FENCE.findall(text) if info != "console"]
    if not files:
        shutil.copytree(EXAMPLE, folder)
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    folder.mkdir(exist_ok=True)


def replay(session: str, capsys: pytest.CaptureFixture[str]) -> str:
    seen: list[str] = []
    for line in session.splitlines():
        if not line.startswith("$ "):
            continue
        words = shlex.split(line[2:])
        assert words[0] in ("prm", "git"), line
        if words[0] == "git":
            done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
            code, out, err = done.returncode, done.stdout, done.stderr
        else:
            code = run(words[1:])
            out, err = capsys.readouterr()
            out = out.replace("\r\n", "\n")  # vCard and iCalendar end their lines so; a transcript has plain ends
        seen.append(line + "\n" + out + "".join(f"2> {said}\n" for said in err.splitlines()))
        if code:
            seen.append(f"exit {code}\n")
    return "".join(seen)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text(encoding="utf-8")
    set_up(text, tmp_path / "vault")
    monkeypatch.chdir(tmp_path / "vault")

    def again(fence: re.Match[str]) -> str:
        mark, info, content = fence.groups()
        seen = replay(content, capsys).replace(str(tmp_path), "…") if info == "console" else content
        return f"{mark}{info}\n{seen}{mark}\n"

    actual = FENCE.sub(again, text)
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8")
        return

    assert text == actual


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 5
