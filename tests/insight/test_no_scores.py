"""Nobody is rated: what is said of giving, needs, matches and introductions holds lines and words, and no number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prm.cli.main import run
from prm.insight.giving.given import given
from prm.insight.giving.ideas import ideas
from prm.insight.introductions.listed import listed
from prm.insight.matching.needs import needs
from prm.insight.matching.pairs import match
from prm.insight.matching.pairs import pairs
from prm.insight.rows import as_data
from prm.model.vault import Vault
from tests.messages import example


def rows(vault: Vault, what: str) -> list[Any]:
    if what == "ideas":
        return [row for person in vault.people for row in as_data(ideas(vault, person))]
    found = {
        "given": lambda: given(vault),
        "needs": lambda: needs(vault),
        "match": lambda: [match(each) for each in pairs(vault, most=0)],
        "intros": lambda: listed(vault),
    }
    return list(as_data(found[what]()))


def leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from leaves(each)
    else:
        yield data


@pytest.mark.parametrize("what", ["given", "ideas", "needs", "match", "intros"])
def test_no_number_is_given_to_anybody(what: str) -> None:
    found = rows(example("en", "2026-01-15"), what)

    assert found
    assert {str, bool, type(None)} >= {type(each) for each in leaves(found)}


GIFTS, HELP, NEEDS = 37, 41, 23
"""How many lines there are of each: numbers that stand in no day, and so in nothing but a count."""
TALLY = re.compile(rf"(?<![\d-])(?:{GIFTS}|{HELP}|{NEEDS}|{GIFTS + HELP}|{GIFTS - 1}|{HELP - 1})(?![\d-])")


def counted_vault(folder: Path) -> None:
    days = [f"2025-{1 + at // 12:02}-{1 + at % 12:02}" for at in range(max(GIFTS, HELP))]
    log = "".join(f"- {day} gave gift: a pear\n" for day in days[:GIFTS])
    log += "".join(f"- {day} got help: with the nets\n" for day in days[:HELP])
    needs = "".join(f"  - a boat named {name}\n" for name in "abcdefghijklmnopqrstuvw")
    files = {
        "prm.toml": "",
        "people/Ada.md": f"---\ncadence: monthly\nneeds:\n{needs}---\n# Ada\n\n## Log\n\n{log}",
        "people/Ben.md": "---\noffers: [a boat]\n---\n# Ben\n",
        "intros/one.md": '---\nbetween: ["[[Ada]]", "[[Ben]]"]\n---\n- 2025-12-01 asked [[Ada]]\n',
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "command",
    ["given -n 0", "given Ada -n 0", "given", "given Ada --ideas", "needs -n 0", "match -n 0", "match Ada -n 0",
     "intro --list Ada", "digest", "digest weekly", "brief Ada", "given Ada --format json"],
)  # fmt: skip
def test_no_total_is_said_unless_it_is_asked_for(
    command: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_vault(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["--today", "2026-01-15", "--lang", lang, *command.split()])
    said = "\n".join(line for line in capsys.readouterr().out.splitlines() if "-n 0" not in line)
    assert said
    assert [] == TALLY.findall(re.sub(r"\.md:\d+", "", said))


def test_a_total_is_said_where_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_vault(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["--today", "2026-01-15", "given", "Ada", "--count", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert (GIFTS, HELP) == tuple(sum(row[way] for row in rows) for way in ("gave", "got"))
