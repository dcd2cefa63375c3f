"""Understanding what is typed: who is meant and who is new; asked on a terminal, refused elsewhere."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from prm.cli.output import in_language
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import ask_who
from prm.cli.params import people_folder
from prm.cli.writing import refused
from prm.model.names import is_cjk

if TYPE_CHECKING:
    from prm.edits.capture.filing import Daily
    from prm.edits.capture.understand import Captured
    from prm.edits.capture.understand import Doubt
    from prm.edits.chain import Step
    from prm.model.vault import Vault
    from prm.model.vocabulary import Vocabulary
    from prm.text.source import Edit
    from prm.text.source import Source

_TRIED, _NOTE = "tried (no contact)", "note (no contact: no word says how you met, such as {})"
_NO_CONTACT = {
    False: {"tried": _TRIED, "note": _NOTE.format("call, lunch or wrote")},
    True: {"tried": _TRIED, "note": _NOTE.format("電話, ランチ or 会った")},
}
"""What is said of a line that counts as no contact, by whether it is Japanese."""


class Listener:
    """Understands lines one after the other; who was made new in one is known in the next.

    `steps` are the files of new people and how they are made.
    """

    def __init__(self, session: Session, *, create: bool = False) -> None:
        from prm.edits.capture.filing import Daily
        from prm.model.vocabulary import Vocabulary

        self._session = session
        self._create = create
        self._kept: frozenset[str] = frozenset()
        self._new: list[Source] = []
        self.vault: Vault = session.vault()
        self.words: Vocabulary = Vocabulary(self.vault.config)
        self.daily: Daily = Daily(*session.engine().daily())
        self.steps: list[tuple[str, Step]] = []

    def captured(self, line: str, *, first_only: bool = False) -> Captured:
        """Return what a line says, once everybody in it is known; raises UsageError where nobody can be asked."""
        from prm.edits.capture.understand import Doubt
        from prm.edits.capture.understand import capture

        while True:
            said = capture(self.vault, line, self.words, first_only=first_only, kept=self._kept)
            if not isinstance(said, Doubt):
                return said
            line = self.settled(line, said)

    def settled(self, line: str, doubt: Doubt) -> str:
        """Return a line in which a name in doubt is a link, or stays text."""
        from prm.insight.named import link_to

        if not doubt.notes:
            return self._met(line, doubt.words)
        label = doubt.words.removeprefix("[[").removesuffix("]]").rpartition("|")[2]
        person = ask_who(self.vault, label, [self.vault.notes[note] for note in doubt.notes])
        return line.replace(doubt.words, link_to(person, label), 1)

    def _met(self, line: str, name: str) -> str:
        if not self._create:
            if not is_asked():
                advice = f'--create makes a file for them, as “prm new "{name}"” does; “+{name}” keeps the name as text'
                raise click.UsageError(f"“{name}” is nobody here; {advice}")
            if not click.confirm(
                in_language(f"“{name}” is nobody here yet. Make a file for them?"), default=False, err=True
            ):
                self._kept |= {name}
                return line
        self.make(name)
        return line if f"[[{name}" in line else line.replace(name, f"[[{name}]]", 1)

    def make(self, name: str) -> None:
        """Make a file for somebody, which is written together with the entry."""
        from prm.edits.people import new_person
        from prm.edits.people import read_card
        from prm.edits.proof import Refused
        from prm.edits.proof import result
        from prm.text.source import Source

        with refused():
            edit = new_person(people_folder(self.vault), read_card(name), {}, self.vault.config)

        def step(source: Source) -> Edit:
            if source.data:
                raise Refused(f"{edit.path} is there already; say who is meant")
            return edit

        if self._session.engine().source(edit.path).data:
            raise click.ClickException(f"{edit.path} is there already; say who is meant")
        self.steps.append((edit.path, step))
        self._new.append(result(Source(edit.path, b""), edit))
        self.vault = self._session.engine().preview(self.vault.today, self._new)


def is_asked() -> bool:
    """Tell whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def echo(vault: Vault, day: date, said: Captured) -> None:
    """Say what was understood: the kind, the people, the day."""
    kind = _NO_CONTACT[is_cjk(said.linked)].get(said.kind, said.kind if said.head.isascii() is False else said.head)
    names = ", ".join(vault.notes[person].name for person in said.people)
    say(f"{kind} · {names} · {day:%a} {day.isoformat()}")
