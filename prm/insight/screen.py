"""How much of a day stands on one quiet screen: every list has its share, the rest is a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LINES = 24
"""How many lines the daily digest takes at most, headings and empty lines too."""
_TITLE = 1
_HEADING = 2  # with the empty line above; a paragraph takes as much
_FEW = 7
_MOST = {"introductions": 3}
_PARTS = (
    ("answers", "turns"), ("meetings",), ("promises",), ("dates", "seasons"), ("introductions",), ("wishes",)
)  # fmt: skip
"""The lists that share a heading."""
_IN_TURN = (
    *("answers", "turns", "meetings", "promises", "dates", "introductions", "wishes", "seasons"),
    *("turns", "turns", "told", "answers", "told"),
)
"""Who takes the next line that is free, round by round; `told` are the lines that say what was last talked about."""


def screen(digest: Mapping[str, Any]) -> dict[str, int]:
    """Return how many rows of each list of a day its screen shows.

    Of `turns`, `answers` are those of people who wrote last, and `turns` the choice of the day; for the first `told` of
    all it says what was last talked about. `idea` and `step` are 1 where there is room for what I could give, and for
    what comes next with a wish, `stamp` where there is for the day it was made on, else 0.
    """
    counts = _counts(digest)
    answers = [_says(each) for each in digest["turns"] if each["why"] == "answer"]
    chosen = [_says(each) for each in digest["turns"] if each["why"] != "answer"]
    counts |= {"answers": len(answers), "turns": len(chosen)}
    most = {name: _most(name, count) for name, count in counts.items()}
    shown = dict.fromkeys((*counts, "told"), 0)
    lines = 0
    grows = True
    while grows:
        grows = False
        for name in _IN_TURN:
            more = shown | {name: shown[name] + 1}
            rows = answers[: more["answers"]] + chosen[: more["turns"]]
            takes = _lines(digest, counts, more, sum(rows[: more["told"]]))
            if more[name] <= (len(rows) if name == "told" else most[name]) and takes <= LINES:
                shown, lines, grows = more, takes, True
    waits = {"idea": has_room(digest), "step": has_room(digest, 1 + _HEADING), "stamp": lines + _HEADING <= LINES}
    return shown | {name: int(fits) for name, fits in waits.items()}


def has_room(digest: Mapping[str, Any], more: int = 0) -> bool:
    """Tell whether all that a day asks for leaves room for an idea of what to give, and so many lines more."""
    counts = _counts(digest)
    return _lines(digest, counts, counts, len(digest["turns"])) + 2 * _HEADING + more <= LINES


def _says(row: Mapping[str, Any]) -> bool:
    """Tell whether there is something to say of somebody besides: what was last talked about, or why they matter."""
    return bool(row["last_entry"] or row["because"])


def _counts(digest: Mapping[str, Any]) -> dict[str, int]:
    counts = {name: len(digest[name]) for name in ("turns", "meetings", "dates", "seasons", "introductions")}
    promises, releases = len(digest["mine"]) + len(digest["theirs"]), len(digest["wishes"]["releases"])
    return counts | {"answers": 0, "promises": promises, "wishes": releases}


def _most(name: str, count: int) -> int:
    """Return how many rows of a list to show: all where only one would be left out, for its number takes a line too."""
    most = _MOST.get(name, _FEW)
    return count if count <= most + 1 else most


def _lines(digest: Mapping[str, Any], counts: Mapping[str, int], shown: Mapping[str, int], told: int) -> int:
    """Return how many lines a day takes with so many rows of each list, `told` of them with a line besides."""
    paragraphs = (not digest["turns"]) + bool(digest["good"]) + bool(digest["question"]) + (not digest["tended"])
    lines = _TITLE + _HEADING * paragraphs + told
    for part in _PARTS:
        rows, hidden = sum(counts[name] for name in part), sum(shown[name] < counts[name] for name in part)
        if "turns" in part:
            hidden = bool(hidden or digest["more"])
        lines += _HEADING + sum(shown[name] for name in part) + hidden if rows else 0
    return lines
