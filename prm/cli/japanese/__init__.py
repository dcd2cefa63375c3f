"""Talk in Japanese: how a line that the code says in English is found in the table, and what it says there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prm.cli.japanese.changing import CHANGING
from prm.cli.japanese.findings import FINDINGS
from prm.cli.japanese.keeping import KEEPING
from prm.cli.japanese.looking import LOOKING
from prm.cli.japanese.reading import READING
from prm.cli.japanese.talk import KINDS
from prm.cli.japanese.talk import PARTS
from prm.cli.japanese.talk import TALK
from prm.cli.japanese.writing import WRITING

_MARK = "prm: "
_ALL = (*TALK, *LOOKING, *WRITING, *READING, *KEEPING, *CHANGING)
_GAP = re.compile(r"\{(\d)(?::(said|names|kind|parts|quoted|words))?\}")


def in_japanese(text: str) -> str:
    """Return a line of talk in Japanese, as it is where the table does not have it.

    The table is found by the English of the code, a `{}` for what the line is about: that stays as it is, or is said in
    Japanese too where the translation says `{0:said}` (a line of the table again), `{0:parts}` (some of them, joined),
    `{0:names}` (names, joined by “and”), `{0:quoted}` (names in quotes), `{0:words}` (words that may be written) or
    `{0:kind}` (a kind of entry).
    """
    if text.startswith(_MARK):
        return _MARK + in_japanese(text[len(_MARK) :])
    found = _from(_ALL, text)
    if not found and ": " in text:  # a file, and what is to be said of it
        place, _, rest = text.partition(": ")
        said = _from(_ALL, rest)
        found = f"{place}：{said}" if said else ""
    return found or text


def finding_in_japanese(rule: str, message: str) -> str:
    """Return what a rule found in Japanese, by the lines of that rule first."""
    return _from(FINDINGS.get(rule, ()), message) or in_japanese(message)


def _from(pairs: tuple[tuple[str, str], ...], text: str) -> str:
    """Return a line in Japanese by the pair with the most words that it is made of, “” where there is none."""
    for english, japanese in _candidates(pairs, text):
        gaps = re.fullmatch("(.+?)".join(map(re.escape, english.split("{}"))), text, re.DOTALL)
        if gaps is not None:
            return _filled(japanese, gaps.groups())
    return ""


def _filled(japanese: str, values: tuple[str, ...]) -> str:
    return _GAP.sub(lambda gap: _said(values[int(gap[1])], gap[2]), japanese)


def _candidates(pairs: tuple[tuple[str, str], ...], text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a table whose words all stand in a text, those with the most words first."""
    found = [pair for pair in pairs if all(words in text for words in pair[0].split("{}"))]
    yield from sorted(found, key=lambda pair: -len(pair[0].replace("{}", "")))


def _said(value: str, how: str | None) -> str:
    if how == "said":
        return in_japanese(value)
    if how == "names":
        return re.sub(", | and ", "さんと", value)
    if how == "quoted":
        return re.sub("” or “", "」か「", value).replace("“", "「").replace("”", "」")
    if how == "words":
        return re.sub(", | or ", "、", value)
    if how == "kind":
        return KINDS.get(value, in_japanese(value))
    if how == "parts":
        each = re.split("; (?:of )?", value)
        return "；".join("、".join(map(_part, parts.split(", "))) for parts in each)
    return value


def _part(words: str) -> str:
    name, colon, rest = words.rpartition(": ")
    more = re.fullmatch(r"(\d+) more (meeting|month)s?", rest)
    said = PARTS.get(rest, rest)
    if more:
        said = f"あと{more[1]}回会うこと" if more[2] == "meeting" else f"あと{more[1]}か月"
    return f"{name}：{said}" if colon else said
