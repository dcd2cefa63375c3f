"""The words of `prm watch`: every line in both languages, with the same gaps."""

from __future__ import annotations

from string import Formatter

import pytest

from prm.rules import Finding
from prm.rules.report import summary
from prm.watch.words import ENGLISH
from prm.watch.words import JAPANESE
from prm.watch.words import Notice
from prm.watch.words import Words

NOTHING: list[Finding] = []
FOUND = [Finding(*("P", "p", severity, path, 1, 1, 1, 1, "", False)) for severity, path in (
    ("error", "a.md"), ("info", "a.md"), ("info", "b.md"), ("warning", "b.md"), ("info", "b.md"))]  # fmt: skip


def gaps(said: object) -> set[str | None]:
    """The gaps in a line, or in several."""
    if isinstance(said, tuple):
        return set().union(*map(gaps, said))
    return {name for _, name, _, _ in Formatter().parse(str(said))} - {None}


@pytest.mark.parametrize("field", Words._fields)
def test_every_line_has_the_same_gaps_in_both_languages(field: str) -> None:
    assert gaps(getattr(ENGLISH, field)) == gaps(getattr(JAPANESE, field))


@pytest.mark.parametrize("found", [NOTHING, FOUND[:1], FOUND[:3], FOUND])
def test_findings_are_counted_as_check_counts_them(found: list[Finding]) -> None:
    assert summary(found) == ENGLISH.summary(found)


def test_findings_are_counted_in_japanese() -> None:
    assert "直すところはありません" == JAPANESE.summary(NOTHING)
    assert "エラー1件、警告1件、メモ3件、2ファイル" == JAPANESE.summary(FOUND)


def test_a_notice_is_said_in_a_language() -> None:
    notice = Notice("ended", "make", "2")

    assert "“make” ended with exit code 2" == notice.text
    assert "「make」は終了コード 2 で終わりました" == notice.said(JAPANESE)
