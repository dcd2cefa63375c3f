"""`prm gave` and `prm got`: what was given, and what was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.params import Session
from prm.cli.params import another
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.params import who_and_words
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one
from prm.model.schema import IMPLIED_GIVING

if TYPE_CHECKING:
    from prm.model.vault import Vault
    from prm.model.vocabulary import Vocabulary

_IMPLYING = tuple(alias for alias, _ in IMPLIED_GIVING)
_STOPS = " :：、,"
_ARTICLES = ("a", "an", "the")


def _command(name: str, help_: str, example: str) -> click.Command:
    @click.command(
        name, short_help=help_, help=f"Log what {help_}: {example}. The first word behind the name says what."
    )
    @click.argument("words", nargs=-1, required=True)
    @click.option("--on", metavar="DAY", help="The day it was; else today.")
    @DRY_RUN
    @takes_session
    def command(session: Session, words: tuple[str, ...], on: str | None, dry_run: bool) -> None:
        from prm.edits.body.log import add_entry
        from prm.model.schema import GIVING
        from prm.model.vocabulary import Vocabulary

        vault = session.vault()
        vocabulary = Vocabulary(vault.config)
        if _begins_with_what(vault, vocabulary, name, words):
            raise click.UsageError(f"say who first, then what: prm {name} Aiko thanks for the soup")
        person, rest = who_and_words(vault, words)
        another(vault, person, f"say whom it was about: prm {name} Aiko thanks for the soup")
        day = day_said(on, vault, ahead=False) if on else vault.today
        if day > vault.today:
            raise click.UsageError(f"{day.isoformat()} is still to come; a log is about what was")
        what, text = _what(vocabulary, name, rest)
        if not what:
            kinds = ", ".join([*(what for what, _ in GIVING), *map(str, vault.config.get("giving.kinds"))])
            raise click.UsageError(f"what was it? the first word behind the name is one of {kinds}")
        step = lambda source: add_entry(source, vault.config, day, _head(vault, name, what, rest), text)  # noqa: E731
        write_one(session, person.path, [step], f"{name} {person.name}", dry_run=dry_run)

    return command


def _what(vocabulary: Vocabulary, name: str, words: str) -> tuple[str, str]:
    """Return what was given, "" where no word says it, and the words behind it."""
    said = f"{name} {words}"
    head = vocabulary.head(said, 0, len(said))
    if head is None:
        said = words
        head = vocabulary.head(said, 0, len(said)) if words.startswith(_IMPLYING) else None
    if head is not None:
        return head.what, said[head.end :].strip(_STOPS)
    first, _, rest = words.partition(" ")
    return dict(IMPLIED_GIVING).get(first.strip(_STOPS), ""), rest.strip(_STOPS)


def _head(vault: Vault, name: str, what: str, typed: str) -> str:
    """Return the head of the line: in Japanese where the words are, or say nothing in a Japanese vault."""
    from prm.model.handed import said_of
    from prm.model.names import is_cjk

    if not is_cjk(typed) and not (vault.config.lang == "ja" and " " not in typed):
        return f"{name} {what}"
    return said_of(name, what)


def _begins_with_what(vault: Vault, vocabulary: Vocabulary, name: str, words: tuple[str, ...]) -> bool:
    """Tell whether words say what was given before they say to whom."""
    if vault.exactly(words[0]) or len(words) == 1:
        return False
    return words[0].casefold() in _ARTICLES or (bool(_what(vocabulary, name, words[0])[0]) and not vault.who(words[0]))


gave = _command("gave", "you gave", "prm gave Aiko thanks for the introduction")
got = _command("got", "you were given", "prm got Tom intro to the landlord")
