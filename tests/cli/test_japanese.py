"""What commands say on standard error is said in Japanese too: each line of the code has its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prm.cli.japanese import in_japanese
from prm.cli.japanese.changing import CHANGING
from prm.cli.japanese.keeping import KEEPING
from prm.cli.japanese.looking import LOOKING
from prm.cli.japanese.talk import TALK
from prm.cli.japanese.writing import WRITING

PRM = Path(__file__).parent.parent.parent / "prm"
DOORS = tuple(sorted(path.relative_to(PRM).as_posix() for path in (PRM / "cli").glob("*.py")))
LETTERS = tuple(sorted(path.relative_to(PRM).as_posix() for path in (PRM / "insight/letters").glob("*.py")))
BELOW = tuple(
    sorted(path.relative_to(PRM).as_posix() for folder in ("disk", "edits") for path in (PRM / folder).rglob("*.py"))
)
JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
SAYING = ("say", "ClickException", "UsageError", "Held", "in_language")
REFUSING = ("Refused", "refuse", "Advice")
BY_LANGUAGE = (
    "{}", "{} {}", "   {}", "{}: {}", "{}: {} {}", "{}: {}: {}", "{} · {} · {} {}", "{} more {}; --limit {} shows all",
    "{} {} {}; “prm check” says which", "{} {} found; “prm list” shows them, “prm check” reads them",
    "“{}” names nothing to {}", "{} {}: {}", "{}: {}{}", "{}:{}: {}", "  {}: {}", "  and {}", "{}:{} {} {}",
    "would send {}",
    "committed {} {}: {}", "received {}", "sent {}", "{} more {} in other files; “prm check” shows them",
    "git still holds it in {}. When every clone is synced, these commands, in this one, take it out:",
)  # fmt: skip
"""Lines that are said by others, or in words that stand elsewhere in the table."""
OF_PARTS = (
    "{}; {}, and nothing of theirs was brought", "{}; nothing was sent, sync again when it can",
    "{} outside of the vault is staged, and bringing what others wrote would unstage it; commit it, or"
    " “git restore --staged” it, then sync again; {}",
    "git would carry {}{}, which belongs to one machine; {}", "{}; “git config core.ignoreCase true”",
    "{}; “git config core.autocrlf false”, or “* -text” in .gitattributes",
    "{} lies inside of the vault, where git may carry it; {}", "{} and {}: {}; rename one",
    "the merge driver has no second choice: {}",
)  # fmt: skip
"""Made of parts: the table has them whole."""


def skeleton(said: ast.expr) -> str | None:
    """The English of a line in the code, with `{}` for what it is about; None where it is made elsewhere."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value
    if isinstance(said, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in said.values)
    return None


def said_in(path: str, by: tuple[str, ...] = SAYING) -> Iterator[str]:
    tree = ast.parse((PRM / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in by and (text := skeleton(node.args[-1])) is not None:
                yield text.removeprefix("prm: ")


@pytest.mark.parametrize("path", [*DOORS, *LETTERS])
def test_every_line_has_its_japanese(path: str) -> None:
    lines = [line for line in said_in(path) if line.strip() not in ("", *BY_LANGUAGE) and line not in BY_LANGUAGE]

    assert [] == [line for line in lines if not JAPANESE.search(in_japanese(line.replace("{}", "x")))]


@pytest.mark.parametrize("path", BELOW)
def test_every_refusal_has_its_japanese(path: str) -> None:
    lines = [line for line in said_in(path, REFUSING) if len(line.replace("{}", " ").split()) > 1]
    lines = [line for line in lines if line not in (*OF_PARTS, *BY_LANGUAGE)]

    assert [] == [line for line in lines if not JAPANESE.search(in_japanese(line.replace("{}", "x")))]


@pytest.mark.parametrize("text", OF_PARTS)
def test_what_is_made_of_parts_stands_whole_in_the_table(text: str) -> None:
    parts = re.compile(".+".join(map(re.escape, text.split("{}"))))

    assert any(parts.fullmatch(english) and english != text for english, _ in KEEPING)


@pytest.mark.parametrize(("english", "japanese"), [*TALK, *LOOKING, *WRITING, *KEEPING, *CHANGING])
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


def test_a_file_stands_before_what_is_to_be_said_of_it() -> None:
    assert "人/花田 さくら.md：「role」の値は一つです。足すのではなく、決めてください" == in_japanese(
        "人/花田 さくら.md: “role” holds one value; set it instead"
    )
    assert "人/花田 さくら.md: words of hers" == in_japanese("人/花田 さくら.md: words of hers")
