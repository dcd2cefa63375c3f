"""What the commands of every day say on standard error is said in Japanese too: each line of the code has its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prm.cli.japanese import in_japanese
from prm.cli.japanese.looking import LOOKING
from prm.cli.japanese.talk import TALK
from prm.cli.japanese.writing import WRITING

PRM = Path(__file__).parent.parent.parent / "prm"
DAILY = (
    "cli/brief.py", "cli/capturing.py", "cli/check.py", "cli/debrief.py", "cli/digest.py", "cli/draft.py",
    "cli/drafting.py", "cli/due.py", "cli/edit.py", "cli/find.py", "cli/given.py", "cli/giving.py",
    "cli/graph.py", "cli/inbox.py", "cli/intro.py", "cli/introdrafts.py", "cli/introlog.py", "cli/intronew.py",
    "cli/introrequest.py", "cli/learn.py", "cli/list.py", "cli/log.py", "cli/match.py", "cli/needs.py",
    "cli/init.py", "cli/new.py", "cli/output.py", "cli/params.py", "cli/path.py", "cli/promise.py", "cli/received.py",
    "cli/review.py", "cli/season.py", "cli/set.py", "cli/show.py", "cli/snooze.py", "cli/stats.py", "cli/undo.py",
    "cli/wish.py", "insight/letters/approaching.py", "insight/letters/drafting.py", "insight/letters/everyday.py",
    "insight/letters/introductions.py", "insight/letters/letter.py",
)  # fmt: skip
JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
SAYING = ("say", "ClickException", "UsageError", "Held", "in_language")
BY_LANGUAGE = (
    "{}", "{} {}", "   {}", "{}: {}", "{}: {} {}", "{}: {}: {}", "{} · {} · {} {}", "{} more {}; --limit {} shows all",
    "{} {} {}; “prm check” says which", "{} {} found; “prm list” shows them, “prm check” reads them",
    "“{}” names nothing to {}",
)  # fmt: skip
"""Lines that are said by others, or in words that stand elsewhere in the table."""


def skeleton(said: ast.expr) -> str | None:
    """The English of a line in the code, with `{}` for what it is about; None where it is made elsewhere."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in said.values)
    return None


def said_in(path: str) -> Iterator[str]:
    tree = ast.parse((PRM / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING and (text := skeleton(node.args[0])) is not None:
                yield text.removeprefix("prm: ")


@pytest.mark.parametrize("path", DAILY)
def test_every_line_has_its_japanese(path: str) -> None:
    lines = [line for line in said_in(path) if line not in BY_LANGUAGE]

    assert [] == [line for line in lines if not JAPANESE.search(in_japanese(line.replace("{}", "x")))]


@pytest.mark.parametrize(("english", "japanese"), [*TALK, *LOOKING, *WRITING])
def test_a_line_is_found_and_filled(english: str, japanese: str) -> None:
    names = [f"x{number}" for number in range(english.count("{}"))]
    said = in_japanese(english.format(*names))

    assert JAPANESE.search(said)
    assert said != english.format(*names)
    assert "{" not in said
    assert {int(number) for number in re.findall(r"\{(\d)", japanese)} <= set(range(len(names)))
    assert not re.search("人脈|案件|期限切れ|未対応", japanese)


def test_what_is_not_in_the_table_stays() -> None:
    assert "prm: some words of a note" == in_japanese("prm: some words of a note")
    assert "prm: 「春」という人はいません。「prm list」で全員を見られます" == in_japanese(
        "prm: nobody here is called “春”; “prm list” shows everybody"
    )


def test_names_with_blanks_and_parts_of_lists() -> None:
    assert "Ann Bergさんは2026-10-06に見送りました（i.md:7）。ご本人の希望があるときだけ：--anyway" == in_japanese(
        "Ann Berg said no on 2026-10-06 (i.md:7); only at their own wish: --anyway"
    )
    assert "足りないもの：A B：あと2回会うこと、この一年のやりとり；C D：その人にできること。" in in_japanese(
        "not yet on your own standing; still missing is, of A B: 2 more meetings, a word within the last year; of C D:"
        " what they can do; --light connects them without your word on it, --anyway gives it all the same"
    )
