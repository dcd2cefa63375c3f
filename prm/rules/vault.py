"""Rules about the vault as a whole: its `prm.toml`, and words that name a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from difflib import get_close_matches

from prm.model.schema import FIELDS
from prm.model.vault import Vault
from prm.rules.expect import unreadable_queries
from prm.text.diagnostics import Diagnostic

_TOML = "prm.toml"


def bad_config(vault: Vault) -> Iterable[Diagnostic]:
    """Find a setting that prm does not know or cannot read.

    Why: it is not in force, and its default holds. Names of rules are looked up here too, in prm.toml and under
    `prm-ignore` in a note, and queries are read.

    ```toml prm.toml
    lang = "english" <- P602
    laguage = "ja" <- P602

    [fields]
    birthdy = ["geburtstag"] <- P602

    [rules]
    ignore = ["broken-lnk"] <- P602

    [[expect]]
    who = "circel:inner" <- P602
    has = ["birthdate", "birthdya"] <- P602
    ```

    ```md people/ana.md
    ---
    prm-ignore: [duplicate-fone] <- P602
    ---
    ```

    Instead:

    ```toml prm.toml
    lang = "en"

    [fields]
    birthday = ["geburtstag"]

    [rules]
    ignore = ["broken-link", "P5"]

    [rules.severity]
    name-not-split = "warning"

    [[expect]]
    who = "circle:inner"
    has = ["birthday"]
    ```

    ```md people/ana.md
    ---
    prm-ignore: [duplicate-phone]
    ---
    ```

    Fix: write the name as it is proposed.
    """
    yield from vault.findings("bad-config")
    yield from _fields(vault)
    yield from _me(vault)
    yield from unreadable_queries(vault)


def unknown_words(vault: Vault, family: Callable[[str], str], rule: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Yield the words for rules that name none; `family` and `rule` say what is wrong with a word, "" for nothing."""
    for word in map(str, vault.config.get("rules.ignore")):
        if problem := family(word):
            yield _in_toml(vault, word, problem)
    for word in vault.config.severity:
        if problem := rule(word):
            yield _in_toml(vault, word, problem)
    for row in vault.values("prm_ignore"):
        if problem := family(row.text):
            yield Diagnostic(row.path, row.line, row.column, row.end_line, row.end_column, "bad-config", problem)


def _fields(vault: Vault) -> Iterator[Diagnostic]:
    known = [field.name for field in FIELDS]
    for name in vault.config.values:
        field = name.removeprefix("fields.")
        if field != name and field not in known:
            near = get_close_matches(field, known, 1, 0.6)
            advice = f"; did you mean “{near[0]}”?" if near else ""
            yield _in_toml(vault, field, f"no field “{field}” to spell in other ways{advice}")


def _me(vault: Vault) -> Iterator[Diagnostic]:
    me = str(vault.config.get("me"))
    if me and not vault.me:
        found = vault.resolve(me.removeprefix("[[").removesuffix("]]"))
        said = "finds several notes; link the file" if found else "finds no note; link the file that is yours"
        yield _in_toml(vault, "me", f"“me” is “{me}” and {said}")


def _in_toml(vault: Vault, word: str, message: str) -> Diagnostic:
    text = vault.config.text
    found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)
    if found is None:
        return Diagnostic(_TOML, 1, 1, 1, 1, "bad-config", message)
    before = re.split(r"\r\n|\r|\n", text[: found.start()])
    line, column = len(before), len(before[-1]) + 1
    return Diagnostic(_TOML, line, column, line, column + len(word), "bad-config", message)
