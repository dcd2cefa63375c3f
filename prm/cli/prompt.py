"""A line typed at a prompt, with names completing on Tab where the system knows how."""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from prm.model.vault import Vault

_DELIMITERS = " \t\n,;:()[]+、。，：；（）「」・"


def ask_line(vault: Vault, question: str) -> str:
    """Return a line typed on the terminal; Ctrl-C and Ctrl-D raise Abort."""
    try:
        import readline
    except ImportError:
        pass
    else:
        readline.set_auto_history(False)
        readline.set_completer_delims(_DELIMITERS)
        readline.set_completer(completer(names_of(vault), lambda: readline.get_line_buffer()[: readline.get_endidx()]))
        is_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    try:
        return input(question) if sys.stdout.isatty() else _plain(question)
    except (EOFError, KeyboardInterrupt):
        click.echo(err=True)
        raise click.Abort from None


def _plain(question: str) -> str:
    """Ask where standard output goes elsewhere."""
    click.echo(question, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def names_of(vault: Vault) -> list[tuple[str, str]]:
    """Return what may be typed for people, folded, and what it completes to."""
    from prm.model.names import folded

    found: dict[tuple[str, str], None] = {}
    aliases: dict[int, list[str]] = {}
    for key in ("aliases", "call"):
        for row in vault.values(key):
            aliases.setdefault(row.note, []).append(row.text)
    for person in vault.people:
        for name in (person.name, *aliases.get(person.id, ())):
            found[folded(name), name] = None
        for part in (*person.name.split()[1:], person.reading, *person.reading.split()[1:]):
            if part:
                found[folded(part), person.name] = None
    return list(found)


def completer(names: Sequence[tuple[str, str]], line: Callable[[], str]) -> Callable[[str, int], str | None]:
    """Return the function that readline asks for the first, second … name that a word may become.

    `line` returns what is typed up to the cursor: words before the last one may belong to the same name.
    """

    def complete(word: str, number: int) -> str | None:
        found = _completions(names, line(), word)
        return found[number] if number < len(found) else None

    return complete


def _completions(names: Sequence[tuple[str, str]], line: str, word: str) -> list[str]:
    from prm.model.names import folded

    before = line.removesuffix(word).split(" ")
    for count in range(min(len(before) - 1, 3), 0, -1):
        start = " ".join(before[-count - 1 : -1]) + " "
        key = folded(start + word)
        longer = [name for begin, name in names if begin == folded(name) and begin.startswith(key)]
        if longer and before[-1] == "":
            return list(dict.fromkeys(name.split(" ", count)[-1] for name in longer if name.count(" ") >= count))
    key = folded(word)
    return list(dict.fromkeys(name for begin, name in names if key and begin.startswith(key)))
