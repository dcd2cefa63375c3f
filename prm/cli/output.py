"""From values to bytes: JSON, templates, colour; nothing in a note can reach the terminal as a command."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any

import click

from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from prm.cli.params import Session
    from prm.model.vault import Vault
    from prm.rules import Finding

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_HEADING = Pattern(r"(?m)^(#+ .*)$")
_LINK = Pattern(r"(\[\[[^\[\]\n]+\]\])")
MARK_ON, MARK_OFF = "\ufdd0", "\ufdd1"
"""Signs that no text holds: what stands between them is marked where colours are seen."""


def utf8() -> None:
    """Print what the terminal cannot show as a question mark rather than fail, and to nowhere what nobody takes."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def safe(text: str) -> str:
    """Return text with control characters, terminal escapes and hidden directions shown as U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def in_language(text: str) -> str:
    """Return a line of talk in the language of the command that runs."""
    context = click.get_current_context(silent=True)
    session: Session | None = context.find_root().obj if context else None
    if session is None or session.speaks() != "ja":
        return text
    from prm.cli.japanese import in_japanese

    return in_japanese(text)


def findings_in_language(session: Session, found: Iterable[Finding]) -> list[Finding]:
    """Return findings with what they say in the language of the command; programs are told in English."""
    if session.format in ("json", "jsonl") or session.speaks() != "ja":
        return list(found)
    from prm.cli.japanese import finding_in_japanese

    return [each._replace(message=finding_in_japanese(each.name, each.message)) for each in found]


def say(text: str, *, as_is: bool = False) -> None:
    """Print one line of talk on standard error; where nobody can take it, nothing else ends for that.

    `as_is` shows lines of files.
    """
    with suppress(OSError):
        click.echo(safe(text if as_is else in_language(text)), err=True)


class Progress:
    """A bar on standard error while many files are read: on a terminal, once it has taken a second."""

    def __init__(self) -> None:
        self._began = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Show that so many of all are done."""
        from time import monotonic

        self._began = self._began or monotonic()
        if not sys.stderr.isatty() or monotonic() - self._began < 1:
            return
        bar = ("#" * (30 * done // max(1, total))).ljust(30)
        end = "\r" + " " * 70 + "\r" if done >= total else ""
        sys.stderr.write(f"\rreading notes [{bar}] {done} of {total}{end}")
        sys.stderr.flush()


def put(text: str, color: str = "never") -> None:
    """Print data on standard output, coloured if that is wanted and can be seen."""
    text = safe(text)
    if colored(color):
        text = _LINK.sub("\x1b[36m\\1\x1b[0m", _HEADING.sub("\x1b[1m\\1\x1b[0m", text))
        text = text.replace(MARK_ON, "\x1b[1;33m").replace(MARK_OFF, "\x1b[0m")
    else:
        text = text.replace(MARK_ON, "").replace(MARK_OFF, "")
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def colored(color: str) -> bool:
    """Tell whether to colour: as said, else by NO_COLOR, FORCE_COLOR and whether a terminal looks on."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """Return a value as JSON: an empty text under a key is null, control characters are escaped, letters are not."""
    import json

    shows_all = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not shows_all, indent=indent)
    text = text.replace('": ""', '": null')  # which stands in no text: quotes in one have a backslash before them
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def put_rows(
    session: Session, vault: Vault, rows: Sequence[Mapping[str, Any]], template: str, context: Mapping[str, Any]
) -> None:
    """Print rows as the session wants them: JSON, one JSON line a row, a template a row, or the named template."""
    if session.format == "json":
        sys.stdout.write(json_text(list(rows)) + "\n")
    elif session.format == "jsonl":
        sys.stdout.writelines(json_text(row, indent=None) + "\n" for row in rows)
    elif session.format == "text":
        put(rendered(vault, session, template, context), session.color)
    else:
        put(_each(vault, session, rows), session.color)


def put_one(
    session: Session, vault: Vault, value: Mapping[str, Any], template: str, context: Mapping[str, Any]
) -> None:
    """Print one value as the session wants it."""
    if session.format == "json":
        sys.stdout.write(json_text(value) + "\n")
    elif session.format == "jsonl":
        sys.stdout.write(json_text(value, indent=None) + "\n")
    elif session.format == "text":
        put(rendered(vault, session, template, context), session.color)
    else:
        put(_each(vault, session, [value]), session.color)


def put_page(
    session: Session, vault: Vault, template: str, context: Mapping[str, Any], output: str | None, *, html: bool
) -> None:
    """Print a page, or write it to a file with the marks that keep it from being read for history."""
    if session.format != "text":
        raise click.UsageError("--html and -o make pages; leave out --format, or print it and redirect")
    if output == "" or (html and output and not output.endswith((".html", ".htm")) and output != "-"):
        raise click.UsageError(f"“{output}” is no name for a page; use one that ends in .html")
    text = safe(rendered(vault, session, template, context))
    if output in (None, "-"):
        sys.stdout.write(text)
        return
    from prm.disk.store import Refused
    from prm.disk.store import write_generated

    try:
        wrote = write_generated(str(output), text, page=html)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    say(f"{'wrote' if wrote else 'nothing new for'} {output}")


def compiled() -> str:
    """Return the folder of the user's cache that keeps the code of templates."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "prm", "templates")


def own_templates(session: Session) -> str | None:
    """Return the vault's own folder of templates, if there is one."""
    for name in ("templates", "Templates"):
        path = os.path.join(session.root, name)
        if os.path.isdir(path):
            return path
    return None


def rendered(vault: Vault, session: Session, template: str, context: Mapping[str, Any]) -> str:
    """Return the text of a template; what is wrong with it is one line."""
    from prm.render import TemplateProblem
    from prm.render import render

    try:
        return render(
            template, context, vault_templates=own_templates(session), lang=session.lang(vault), compiled=compiled()
        )
    except TemplateProblem as problem:
        raise click.ClickException(str(problem)) from None


def _each(vault: Vault, session: Session, rows: Sequence[Mapping[str, Any]]) -> str:
    from prm.render import TemplateProblem
    from prm.render import render_rows

    source = session.format
    if "{{" not in source and "{%" not in source:
        raise click.UsageError(
            f"unknown format “{source}”; use text, json, jsonl, or a template such as '{{{{ name }}}}'"
        )
    try:
        return render_rows(source + "\n", rows, lang=session.lang(vault), vault_templates=own_templates(session))
    except TemplateProblem as problem:
        raise click.ClickException(str(problem)) from None
