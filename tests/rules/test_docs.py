"""Every rule's docstring is its manual page and its test."""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from prm.engine import Engine
from prm.rules import RULES
from prm.rules import Rule
from prm.rules import check
from prm.rules import fix_of
from prm.rules.mending import mend
from prm.rules.report import manual
from prm.rules.report import reference

TODAY = date(2026, 1, 15)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
# What these find cannot be written down as a file: four megabytes, and a file that the system refuses to open.
WITHOUT_EXAMPLE = {"too-large", "unreadable-file"}

_FENCE = re.compile(r"^```(\S+) (\S[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"(?: <- P\d{3})+$", re.MULTILINE)


class Example(NamedTuple):
    """A small vault: its files by path with how to write them, and the lines that are marked."""

    files: dict[str, tuple[str, str]]
    marked: set[tuple[str, int]]


def examples(rule: Rule) -> tuple[Example, Example]:
    bad, _, good = inspect.cleandoc(rule.run.__doc__ or "").partition("\nInstead:\n")
    return example(bad, rule.code), example(good, rule.code)


def example(text: str, code: str) -> Example:
    files, marked = {}, set()
    for how, path, content in _FENCE.findall(text):
        for number, line in enumerate(content.split("\n"), 1):
            if f"<- {code}" in line:
                marked.add((path, number))
        files[path] = (how, _MARK.sub("", content))
    return Example(files, marked)


def write(root: Path, files: dict[str, tuple[str, str]]) -> None:
    root.mkdir()
    for name, (how, content) in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if how == "symlink":
            path.symlink_to(content.strip())
        else:
            content = content.replace("␀", "\0") if how == "nul" else content
            path.write_bytes(content.encode(how if how == "cp932" else "utf-8"))


def found(root: Path, rule: Rule) -> set[tuple[str, int]]:
    return {(each.path, each.line) for each in check(Engine(str(root)).vault(TODAY), select=(rule.code,))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_hold(rule: Rule, tmp_path: Path) -> None:
    bad, good = examples(rule)

    write(tmp_path / "bad", bad.files)
    write(tmp_path / "good", good.files)

    assert (not bad.marked) == (rule.name in WITHOUT_EXAMPLE)
    assert bad.marked == found(tmp_path / "bad", rule)
    assert set() == good.marked
    assert set() == found(tmp_path / "good", rule)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.name)
def test_a_fix_makes_the_second_example_of_the_first(rule: Rule, tmp_path: Path) -> None:
    bad, good = examples(rule)
    write(tmp_path / "vault", bad.files)
    engine = Engine(str(tmp_path / "vault"))
    findings = check(engine.vault(TODAY), select=(rule.code,))

    mended = mend(findings, fix_of, engine.source, engine.config()[0])
    engine.apply(mended.edits)

    assert len(bad.marked) == len(mended.findings)
    assert {path: text for path, (_, text) in good.files.items()} == {
        path: (tmp_path / "vault" / path).read_text() for path in good.files
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_says_why_and_what_to_do(rule: Rule) -> None:
    page = manual(rule)

    assert page.startswith(f"# {rule.code} {rule.name} ({rule.severity.name})\n\n")
    assert "\n\nWhy: " in page
    page = page.removesuffix("\n`prm check --fix` does it where only one thing can be meant.\n")
    assert "\n\nFix: " in page.rstrip().rpartition("```")[2] or rule.name in WITHOUT_EXAMPLE
    assert rule.name.replace("-", "_") == rule.run.__name__


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]

    assert sorted(set(codes)) == codes
    assert len(RULES) == len({rule.name for rule in RULES})


def test_the_document_of_rules_is_made_of_their_pages() -> None:
    # After a change: python -c "from prm.rules.report import reference; print(reference(), end='')" > docs/rules.md
    assert reference() == DOCS.read_text(encoding="utf-8")
