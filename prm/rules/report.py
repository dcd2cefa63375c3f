"""Findings as text: short and full lines, JSON, annotations for GitHub, the manual pages."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable

from prm.rules import RULES
from prm.rules import Finding
from prm.rules import Rule
from prm.rules import find_rule

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WIDTH = 100
_LEFT = 30
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def visible(text: str) -> str:
    """Return a text in which nothing steers a terminal: control and direction signs become U+FFFD."""
    return _UNSAFE.sub("�", text)


def concise(findings: Iterable[Finding]) -> str:
    """Return a line for each finding: people/ana.md:7:11: P301 no person “bob” [broken-link]."""
    return "".join(_line(found) + "\n" for found in findings)


def _line(found: Finding) -> str:
    place = f"{found.path}:{found.line}:{found.column}"
    return visible(f"{place}: {found.code} {found.message} [{found.name}]")


def full(
    findings: Iterable[Finding], line_of: Callable[[str, int], str], advice_of: Callable[[str], str] | None = None
) -> str:
    """Return each finding with its source line, a mark below the place, and what to do.

    `line_of` gives the text of a line of a file, "" where there is none; `advice_of` what to do about a rule, by code.
    """
    say = advice_of or advice
    return "\n".join(_page(found, line_of(found.path, found.line), say(found.code)) for found in findings)


def advice(code: str) -> str:
    """Return the line that says what to do about the findings of a rule."""
    return f"fix: {fix(find_rule(code))}"


def _page(found: Finding, text: str, todo: str) -> str:
    rows = [_line(found)]
    if text.strip() and not _whole_file(found):
        start, end = _span(found, text)
        shown, start, end = _cropped(text.rstrip("\r\n"), start, end)
        number = str(found.line)
        rows.append(f"  {number} | {_flat(shown)}")
        marks = "^" * max(_columns(shown[start:end]), 1)
        rows.append(f"  {' ' * len(number)} | {' ' * _columns(shown[:start])}{marks}")
    rows.append(f"  {todo}")
    return "\n".join(rows) + "\n"


def _whole_file(found: Finding) -> bool:
    """Tell whether a finding is about its file, and not about the first line of it."""
    return (found.line, found.column, found.end_line, found.end_column) == (1, 1, 1, 1)


def _span(found: Finding, text: str) -> tuple[int, int]:
    """Return where a finding stands in its line; one without a width means all of the line."""
    if (found.line, found.column) == (found.end_line, found.end_column) and found.column == 1:
        return len(text) - len(text.lstrip()), len(text.rstrip())
    end = found.end_column - 1 if found.end_line == found.line else len(text.rstrip())
    return min(found.column - 1, len(text)), min(end, len(text))


def _cropped(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the part of a long line around a stretch of it."""
    if len(text) <= _WIDTH:
        return text, start, end
    begin = max(min(start - _LEFT, len(text) - _WIDTH), 0)
    stop = begin + _WIDTH
    left, right = "…" * (begin > 0), "…" * (stop < len(text))
    shift = len(left) - begin
    return left + text[begin:stop] + right, start + shift, min(end, stop) + shift


def _flat(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _columns(text: str) -> int:
    """Return how many columns a terminal gives to a text: kanji take two, accents of their own none."""
    return sum(_sign_columns(sign) for sign in _flat(text))


def _sign_columns(sign: str) -> int:
    if unicodedata.combining(sign) or sign in "\u200b\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def as_json(findings: Iterable[Finding]) -> str:
    """Return all findings as one JSON list."""
    import json

    rows = [found._asdict() for found in findings]
    return _escaped(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def jsonl(findings: Iterable[Finding]) -> str:
    """Return a JSON object on a line of its own for each finding."""
    import json

    return "".join(_escaped(json.dumps(found._asdict(), ensure_ascii=False)) + "\n" for found in findings)


def _escaped(text: str) -> str:
    """Return JSON with the signs escaped that could steer a terminal; they stand in strings only."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}" if found.group() != "\n" else "\n", text)


def github(findings: Iterable[Finding]) -> str:
    """Return the commands by which GitHub shows findings beside the lines of a change."""
    return "".join(_annotation(found) + "\n" for found in findings)


def _annotation(found: Finding) -> str:
    said = {
        "file": found.path,
        "line": found.line,
        "col": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
        "title": f"{found.code} {found.name}",
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in said.items())
    return f"::{_GITHUB[found.severity]} {properties}::{_data(found.message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(findings: Iterable[Finding]) -> str:
    """Return one line that counts the findings: 2 errors, 3 warnings, 12 notes in 7 files."""
    findings = list(findings)
    if not findings:
        return "nothing to mend"
    count = Counter(found.severity for found in findings)
    words = (("error", "error"), ("warning", "warning"), ("info", "note"))
    parts = [_counted(count[severity], word) for severity, word in words if count[severity]]
    return f"{', '.join(parts)} in {_counted(len({found.path for found in findings}), 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def fails(findings: Iterable[Finding]) -> bool:
    """Tell whether `check` ends with exit code 1: a warning or worse."""
    return any(found.severity != "info" for found in findings)


def manual(rule: Rule) -> str:
    """Return the manual page of a rule."""
    return f"# {rule.code} {rule.name} ({rule.severity.name})\n\n{_doc(rule)}\n{_mends(rule)}"


def _mends(rule: Rule) -> str:
    return "\n`prm check --fix` does it where only one thing can be meant.\n" if rule.fix else ""


def fix(rule: Rule) -> str:
    """Return what the manual says to do."""
    return " ".join(_doc(rule).rpartition("Fix: ")[2].split())


def examples(rule: Rule) -> tuple[str, str]:
    """Return the examples of a rule, those that it finds something in and those where all is well."""
    before, _, behind = _doc(rule).partition("\nInstead:\n")
    bad, good = (text[text.find("```") : text.rfind("```") + 3] if "```" in text else "" for text in (before, behind))
    return bad, good


def _doc(rule: Rule) -> str:
    text = inspect.cleandoc(rule.run.__doc__ or "").removeprefix("Find ")
    return text[:1].upper() + text[1:]


def reference() -> str:
    """Return all manual pages as one document, the text of docs/rules.md."""
    rows = [_row(rule) for rule in RULES]
    pages = [_chapter(rule) for rule in RULES]
    return "\n".join(
        (_INTRODUCTION, "| code | name | severity | what it finds | --fix |\n|---|---|---|---|---|", *rows, "", *pages)
    )


def _row(rule: Rule) -> str:
    link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
    return f"| {link} | {rule.name} | {rule.severity.name} | {_first(rule)} | {'yes' if rule.fix else ''} |"


def _chapter(rule: Rule) -> str:
    return f"## {rule.code} {rule.name}\n\nSeverity: {rule.severity.name}.\n\n{_doc(rule)}\n{_mends(rule)}"


def _first(rule: Rule) -> str:
    return _doc(rule).partition("\n")[0]


_INTRODUCTION = """\
# Rules

`prm check` asks these rules of a vault and prints what they find, with file, line and column. `prm rule CODE` prints a
page of this document. Warnings and errors end the command with exit code 1; notes (severity info) do not.

Codes and names are accepted everywhere, and so is the beginning of a code: `P3` is every rule about links. Leave one
out for the whole vault, or change how much it matters, in `prm.toml`:

```toml
[rules]
ignore = ["name-not-split"]

[rules.severity]
overdue-promise = "warning"
```

`prm check --fix` mends what has one safe fix; `--dry-run` shows it first, `prm undo` takes it back. Each fix is proved
to keep what the file means. Nothing is guessed and nothing deleted: a misspelt key may be a key of your own, a second
value the right one.

In one file, write `prm-ignore: [duplicate-phone]` in its front matter.

In the examples ` <- P301` marks the line a rule points at and is no part of the file. Every example is a test.
"""
