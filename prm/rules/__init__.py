"""What is wrong: the rules, one line each, and the check that asks them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from prm.model.config import Config
from prm.model.vault import Vault
from prm.rules import dates
from prm.rules import expect
from prm.rules import fields
from prm.rules import files
from prm.rules import introducing
from prm.rules import links
from prm.rules import people
from prm.rules import strange
from prm.rules import ties
from prm.rules import vault as whole
from prm.rules import writing
from prm.rules.mending import Fix
from prm.rules.mending import fixed
from prm.text.diagnostics import Diagnostic
from prm.text.diagnostics import Severity
from prm.text.source import Source


class Rule(NamedTuple):
    """A rule: its code and name, how much a finding matters, the function that finds, and the one that mends.

    The docstring of `run` is the manual page and, where it has examples, the test. `fix` stands where a finding has
    one safe fix: it turns the first example into the second.
    """

    code: str
    name: str
    severity: Severity
    run: Callable[[Vault], Iterable[Diagnostic]]
    fix: Fix | None = None


class Finding(NamedTuple):
    """A finding as it is printed; lines and columns count from 1 in code points, the end is exclusive."""

    code: str
    name: str
    severity: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    fixable: bool


class Unknown(ValueError):
    """A word that names no rule; its text says which may be meant."""


_INFO, _WARNING, _ERROR = Severity.info, Severity.warning, Severity.error

# Codes are never used again. Kept for later: P601 template-error.
RULES: tuple[Rule, ...] = (
    Rule("P101", "not-utf8", _WARNING, files.not_utf8),
    Rule("P102", "unclosed-front-matter", _ERROR, files.unclosed_front_matter, files.close_front_matter),
    Rule("P103", "bad-yaml", _ERROR, files.bad_yaml, files.quote_value),
    Rule("P104", "duplicate-key", _WARNING, files.duplicate_key),
    Rule("P105", "conflict-marker", _ERROR, files.conflict_marker),
    Rule("P106", "unrendered-template", _WARNING, files.unrendered_template),
    Rule("P107", "link-outside-vault", _WARNING, files.link_outside_vault),
    Rule("P108", "too-large", _WARNING, files.too_large),
    Rule("P109", "conflict-copy", _WARNING, files.conflict_copy),
    Rule("P110", "unreadable-file", _ERROR, files.unreadable_file),
    Rule("P111", "not-a-file", _WARNING, strange.not_a_file),
    Rule("P112", "not-a-person", _INFO, strange.not_a_person),
    Rule("P113", "nul-byte", _WARNING, strange.nul_byte),
    Rule("P201", "misspelt-key", _INFO, fields.misspelt_key),
    Rule("P202", "bad-value", _WARNING, fields.bad_value),
    Rule("P203", "ambiguous-date", _WARNING, fields.ambiguous_date),
    Rule("P204", "impossible-date", _WARNING, fields.impossible_date),
    Rule("P205", "key-means-two-things", _WARNING, fields.key_means_two_things),
    Rule("P206", "name-not-split", _INFO, fields.name_not_split),
    Rule("P207", "unquoted-link", _INFO, writing.unquoted_link, writing.quote_link),
    Rule("P208", "hidden-tag", _WARNING, writing.hidden_tag),
    Rule("P301", "broken-link", _WARNING, links.broken_link),
    Rule("P302", "ambiguous-link", _WARNING, links.ambiguous_link),
    Rule("P303", "self-link", _WARNING, links.self_link),
    Rule("P401", "future-entry", _WARNING, dates.future_entry),
    Rule("P402", "overdue-promise", _INFO, dates.overdue_promise),
    Rule("P403", "stated-contact-disagrees", _INFO, dates.stated_contact_disagrees),
    Rule("P404", "impossible-order", _WARNING, dates.impossible_order),
    Rule("P405", "weekday-mismatch", _WARNING, dates.weekday_mismatch),
    Rule("P406", "undated-year", _WARNING, dates.undated_year),
    Rule("P407", "owner-unclear", _WARNING, dates.owner_unclear),
    Rule("P408", "unpadded-date", _INFO, writing.unpadded_date, writing.pad_date),
    Rule("P501", "duplicate-email", _WARNING, people.duplicate_email),
    Rule("P502", "duplicate-phone", _INFO, people.duplicate_phone),
    Rule("P503", "duplicate-name", _WARNING, people.duplicate_name),
    Rule("P504", "case-collision", _WARNING, people.case_collision),
    Rule("P505", "contradicting-relation", _WARNING, ties.contradicting_relation),
    Rule("P506", "circle-over-room", _INFO, ties.circle_over_room),
    Rule("P507", "introduced-too-early", _INFO, introducing.introduced_too_early),
    Rule("P508", "answer-unread", _INFO, introducing.answer_unread),
    Rule("P602", "bad-config", _WARNING, whole.bad_config),
    Rule("P603", "expectation-failed", _WARNING, expect.expectation_failed),
)


def find_rule(word: str) -> Rule:
    """Return the rule of a code or name; raises Unknown with one line."""
    key = word.strip().casefold()
    for rule in RULES:
        if key in (rule.code.casefold(), rule.name):
            return rule
    raise Unknown(_unknown(word))


def codes_of(word: str) -> frozenset[str]:
    """Return the codes that a code, a name or the beginning of a code (P3) stands for; raises Unknown with one line."""
    key = word.strip().upper()
    if family := frozenset(rule.code for rule in RULES if key and rule.code.startswith(key)):
        return family
    return frozenset((find_rule(word).code,))


def _unknown(word: str) -> str:
    known = [name for rule in RULES for name in (rule.name, rule.code)]
    near = get_close_matches(word.strip().casefold(), known, 1, 0.6) or get_close_matches(word.upper(), known, 1, 0.6)
    return f"no rule “{word}”" + (f"; did you mean “{near[0]}”?" if near else "; `prm rule` lists them")


def fix_of(code: str) -> Fix | None:
    """Return what mends the findings of a rule, if anything does safely."""
    return next((rule.fix for rule in RULES if rule.code == code), None)


def really_fixable(findings: Iterable[Finding], read: Callable[[str], Source], config: Config) -> list[Finding]:
    """Return findings that say they can be mended only where that is so for the very place; `read` gives a file."""
    return [
        each._replace(fixable=fixed(read(each.path), config, each, fix_of(each.code)) is not None)
        if each.fixable
        else each
        for each in findings
    ]


def check(vault: Vault, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Finding]:
    """Return what is wrong with a vault, by path and place.

    `select` and `ignore` take codes, names and beginnings of codes; they raise Unknown for anything else. A rule
    selected by its whole code or name runs even where prm.toml ignores it.
    """
    wanted = [codes_of(word) for word in select]
    chosen = frozenset().union(*wanted)
    named = frozenset().union(*(codes for codes in wanted if len(codes) == 1))
    dropped = frozenset().union(*map(codes_of, ignore)) | (_known(map(str, vault.config.get("rules.ignore"))) - named)
    files_dropped = _ignored_in_files(vault)
    severity = _severities(vault)
    found = {
        Finding(
            rule.code,
            rule.name,
            severity.get(rule.code, rule.severity).name,
            *each[:5],
            each.message,
            rule.fix is not None,
        )
        for rule in RULES
        if (not chosen or rule.code in chosen) and rule.code not in dropped
        for each in _run(rule, vault)
        if rule.code not in files_dropped.get(each.path, ())
    }
    return sorted(found, key=lambda each: (each.path, each.line, each.column, each.code, each[6:]))


def _run(rule: Rule, vault: Vault) -> Iterator[Diagnostic]:
    """Yield what a rule finds; the words that name no rule are known here only."""
    yield from rule.run(vault)
    if rule.run is whole.bad_config:
        yield from whole.unknown_words(vault, _problem(codes_of), _problem(find_rule))


def _problem(read: Callable[[str], object]) -> Callable[[str], str]:
    def problem(word: str) -> str:
        try:
            read(word)
        except Unknown as error:
            return str(error)
        return ""

    return problem


def _known(words: Iterable[str]) -> frozenset[str]:
    """Return the codes of the words that name a rule; what the others are is said by bad-config."""
    found: set[str] = set()
    for word in words:
        try:
            found |= codes_of(word)
        except Unknown:
            continue
    return frozenset(found)


def _ignored_in_files(vault: Vault) -> dict[str, frozenset[str]]:
    words: dict[str, list[str]] = {}
    for row in vault.values("prm_ignore"):
        words.setdefault(row.path, []).append(row.text)
    return {path: _known(said) for path, said in words.items()}


def _severities(vault: Vault) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for word, severity in vault.config.severity.items():
        for code in _known((word,)):
            found[code] = Severity[severity]
    return found
