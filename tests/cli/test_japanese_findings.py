"""What `check` finds is said in Japanese too: every rule, every message of the code, and every example of a manual."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prm.cli.japanese import finding_in_japanese
from prm.cli.japanese import in_japanese
from prm.cli.japanese.findings import FINDINGS
from prm.cli.japanese.reading import READING
from prm.cli.japanese.rules import PAGES
from prm.cli.japanese.rules import listed
from prm.cli.japanese.rules import manual
from prm.engine import Engine
from prm.rules import RULES
from prm.rules import Rule
from prm.rules import check
from tests.cli.test_japanese import JAPANESE
from tests.cli.test_japanese import skeleton
from tests.rules.test_docs import TODAY
from tests.rules.test_docs import WITHOUT_EXAMPLE
from tests.rules.test_docs import examples
from tests.rules.test_docs import write

PRM = Path(__file__).parent.parent.parent / "prm"
BANNED = re.compile("人脈|案件|期限切れ|未対応")
ENGLISH = re.compile(r"\b(?:is|are|was|has|the|this|write|cannot|did|you|and|with|of)\b")
SAID = ("Problem", "Diagnostic", "Refused", "Unreadable", "_value", "_line", "_at", "wrong", "_finding", "_wrong")
"""What makes a finding, or a part of its message, in the code."""
PLACES = ("rules", "text", "model", "insight/query", "disk/folder.py")
BUILT = (
    "“{}” is no field{}", "no person “{}”{}", "“{}” {} themselves: who is meant?",
    "“{}” is {}; the file is not listed", "“{}” does not say how often; {}", "“{}” cannot be how often; {}",
    "“{}” is no date that can be read; {}", "“{}” can be two days; write {}", "“{}” has day {}, and {}",
    "{}; write the one that is meant", "unknown key “{}” in prm.toml{}",
    "the file is not UTF-8 ({}){}; save it as UTF-8",
    "“{}” knows no “{}”; {}", "a value is missing behind “{}”{}", "“{}”: “{}” is no date; {}", "“{}”: the era {}",
    "{}; it is not read",
)  # fmt: skip
"""Made of parts: the table has them whole, once for each part."""
HANDED_ON = ("{}; {}", "“{}”: {}", "“{}” {}", "“{}” is no {}; use {} or {}")
"""Made of nothing but parts, each of which has its own line, or is in an example."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_are_told_in_japanese(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path / "vault", examples(rule)[0].files)
    found = check(Engine(str(tmp_path / "vault")).vault(TODAY), select=(rule.code,))
    said = [finding_in_japanese(rule.name, each.message) for each in found]

    assert bool(said) == (rule.name not in WITHOUT_EXAMPLE)
    for each, line in zip(found, said, strict=True):
        assert JAPANESE.search(line), each.message
        assert not ENGLISH.search(re.sub("「[^」]*」", "", line)), line
        assert not BANNED.search(line)


def messages() -> Iterator[str]:
    """Yield the English of every message that a finding can carry, with `{}` for what it is about."""
    for place in PLACES:
        for path in sorted((PRM / place).rglob("*.py")) if (PRM / place).is_dir() else [PRM / place]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = {
                target.id: node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in ast.walk(tree):
                name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else name
                if isinstance(node, ast.Call) and name in SAID and node.args:
                    last = node.args[-1]
                    text = skeleton(named.get(last.id, last) if isinstance(last, ast.Name) else last)
                    if text is not None:
                        yield text


def test_every_message_of_the_code_has_its_japanese() -> None:
    whole = [text for text in dict.fromkeys(messages()) if " " in text and text not in (*BUILT, *HANDED_ON)]
    said = {text: [finding_in_japanese(name, text.replace("{}", "x")) for name in ("", *FINDINGS)] for text in whole}

    assert len(whole) > 60
    assert [] == [text for text, lines in said.items() if not any(map(JAPANESE.search, lines))]


@pytest.mark.parametrize("text", BUILT)
def test_what_is_made_of_parts_stands_whole_in_the_table(text: str) -> None:
    known = [english for pairs in (*FINDINGS.values(), READING) for english, _ in pairs]
    parts = re.compile(".*".join(map(re.escape, text.split("{}"))))

    assert any(parts.fullmatch(english) and english != text for english in known)


@pytest.mark.parametrize(
    ("rule", "english", "japanese"),
    [(name, *pair) for name, pairs in FINDINGS.items() for pair in pairs if pair[0] not in HANDED_ON]
    + [("", *pair) for pair in READING],
)
def test_a_message_is_found_and_filled(rule: str, english: str, japanese: str) -> None:
    values = [f"x{number}" for number in range(english.count("{}"))]
    parts = english.split("{}")
    line = parts[0] + "".join(value + part for value, part in zip(values, parts[1:], strict=True))
    said = finding_in_japanese(rule, line)

    assert JAPANESE.search(said)
    assert said != line
    assert not re.search(r"\{\d", said)
    assert {int(number) for number in re.findall(r"\{(\d)", japanese)} <= set(range(len(values)))
    assert not BANNED.search(japanese)


def test_what_is_named_stays() -> None:
    assert "「bob」という人はいません。「Bob Ito」か「Bob Berg」のことですか？" == finding_in_japanese(
        "broken-link", "no person “bob”; did you mean “Bob Ito” or “Bob Berg”?"
    )
    assert (
        "「丁寧」という文体（register）はありません。casual、polite、formal のどれかを書いてください"
        == finding_in_japanese("bad-value", "“丁寧” is no register; use casual, polite or formal")
    )
    assert "「role」の値にコロンと空白があります。引用符で囲んでください" == finding_in_japanese(
        "bad-yaml", "the value of “role” has a colon and a blank in it; put it in quotes"
    )
    assert "探し方の6文字目：「2026-02-30」は30日になっていますが、2026-02は28日までです" == in_japanese(
        "query, column 6: “2026-02-30” has day 30, and 2026-02 has 28 days; write one of them"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_has_its_examples(rule: Rule) -> None:
    page = manual(rule)

    assert page.startswith(f"# {rule.code} {rule.name}（")
    assert all(JAPANESE.search(each) for each in PAGES[rule.code])
    bad, good = examples(rule)
    assert len(re.findall(r"(?m)^```\w", page)) == len(bad.files) + len(good.files)
    assert not BANNED.search(page)


def test_every_rule_has_a_page_and_no_other_has() -> None:
    assert [rule.code for rule in RULES] == list(PAGES)
    assert len(RULES) == len(listed().splitlines())
