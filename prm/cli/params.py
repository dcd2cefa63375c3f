"""What every command is told: which vault, which day, how to print; and who is meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING
from typing import Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from prm.engine import Engine
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_OPTIONS = (
    click.option(
        "--vault", metavar="DIR", help="The vault; else this folder or one above, $PRM_VAULT, or your config."
    ),
    click.option("--today", metavar="DATE", help="Look at everything as on that day."),
    click.option(
        "--format", "format_", metavar="FORMAT", help="text, json, jsonl, or a template such as '{{ name }}'."
    ),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour the output."),
    click.option("--lang", type=click.Choice(["en", "ja"]), help="Language of the output; else that of prm.toml."),
)
_COMMON = ("vault", "today", "format_", "color", "lang")
YEARS = range(1000, 9000)
"""The years that can be looked at: there is room for a calendar on both sides."""
AS_OF = click.option("--as-of", metavar="DATE", help="As git knew everything at the end of that day.")


def GLOBAL_OPTIONS(function: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802
    """Add the options that every command takes, before or behind its name."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def takes_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the common options, folded into the Session that it takes first."""

    @GLOBAL_OPTIONS
    @click.pass_context
    @wraps(function)
    def command(ctx: click.Context, /, **options: Any) -> Any:
        common = {name: options.pop(name) for name in (*_COMMON, "as_of") if name in options}
        session = (ctx.obj if isinstance(ctx.obj, Session) else Session({})).with_options(common)
        if session.format == "html" and "html" in options:
            session, options["html"] = session.with_options({"format_": "text"}), True
        ctx.find_root().obj = session
        return function(session, **options)

    return command


_PAGES = (
    click.option("--html", is_flag=True, help="One self-contained page, as --format html; nothing private in it."),
    click.option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all; .html means --html."),
    click.option("--share", is_flag=True, help="Leave out everything private."),
    click.option("--with-private", is_flag=True, help="Keep what is private in a page for yourself."),
)


def with_pages(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of commands that make a page."""
    for option in reversed(_PAGES):
        function = option(function)
    return function


class Session:
    """The options of one run, those behind the command's name before those ahead of it."""

    def __init__(self, options: dict[str, str | None]) -> None:
        self._options = options
        self._lang = ""

    def with_options(self, options: dict[str, str | None]) -> Session:
        """Return the session with options that were given behind the command's name."""
        return Session(self._options | {name: value for name, value in options.items() if value is not None})

    @property
    def format(self) -> str:
        """How to print: text, json, jsonl or a template."""
        return self._options.get("format_") or "text"

    @property
    def color(self) -> str:
        """Whether to colour: auto, always or never."""
        return self._options.get("color") or "auto"

    @property
    def today(self) -> date:
        """The day to look at: --today, or today."""
        return self._today() if self.as_of is None else self.as_of

    def _today(self) -> date:
        said = self._options.get("today")
        if not said:
            return date.today()
        from prm.text.dates import Refused
        from prm.text.dates import partial

        found = partial(said)
        if isinstance(found, Refused) or found.whole is None:
            raise click.UsageError(f"--today “{said}” is no whole date; write it as 2026-01-15")
        if found.whole.year not in YEARS:
            raise click.UsageError(f"--today “{said}” is too far away; write it as 2026-01-15")
        return found.whole

    @property
    def says_today(self) -> bool:
        """Whether the day was said, and is looked at from its beginning."""
        return bool(self._options.get("today") or self._options.get("as_of"))

    @property
    def as_of(self) -> date | None:
        """The day at whose end git is asked what it knew: --as-of, if it is given."""
        said = self._options.get("as_of")
        if not said:
            return None
        from prm.text.dates import Refused
        from prm.text.spoken import spoken

        found = spoken(said, self._today(), ahead=False, order="ymd")
        if found is None or isinstance(found, Refused):
            raise click.UsageError(f"--as-of “{said}” is no day; write it as 2026-01-15")
        return found.last

    @property
    def root(self) -> str:
        """The folder of the vault."""
        return find_vault(self._options.get("vault"))

    def engine(self) -> Engine:
        """Return the engine of the vault."""
        from prm.cli.output import Progress
        from prm.cli.output import say
        from prm.engine import Engine

        return Engine(self.root, lambda text: say(f"prm: {text}"), Progress())

    def vault(self, *, shared: bool = False) -> Vault:
        """Return the vault as it is on the day; a shared one holds nothing private. What cannot be read is said."""
        from prm.cli.output import say

        engine = self.engine()
        if self.as_of is not None:
            return self._past(engine, self.as_of, shared=shared)
        vault = engine.vault(self.today, shared=shared)
        self._lang = vault.config.lang
        click.get_current_context().find_root().call_on_close(engine.keep)
        lost = vault.findings("unreadable-file")
        if any(each.path == "." for each in lost):
            raise click.ClickException(f"{engine.root}: {lost[0].message}")
        for found, what in ((lost, "could not be read"), (vault.findings("bad-config"), "not understood in prm.toml")):
            if found:
                say(f"prm: {len(found)} {'thing' if len(found) == 1 else 'things'} {what}; “prm check” says which")
        return vault

    def _past(self, engine: Engine, day: date, *, shared: bool) -> Vault:
        """Return the vault as git knew it at the end of a day, with the prm.toml of then."""
        from prm.disk.files import Refused

        try:
            return engine.past(day, shared=shared)
        except Refused as refused:
            raise click.ClickException(str(refused)) from None

    def lang_or(self, default: str) -> str:
        """Return the language that was asked for, or a default."""
        return self._options.get("lang") or default

    def lang(self, vault: Vault) -> str:
        """Return the language to print in."""
        return self._options.get("lang") or vault.config.lang

    def speaks(self) -> str:
        """Return the language to talk in: as said, else that of the vault, if there is one."""
        if not self._lang and not self._options.get("lang"):
            with suppress(click.ClickException, OSError):
                self._lang = self.engine().config()[0].lang
        return self._options.get("lang") or self._lang or "en"


def find_vault(said: str | None) -> str:
    """Return the folder of the vault: as said, else around the working folder, else $PRM_VAULT, else as configured."""
    if said:
        return _folder(said, "--vault")
    if found := vault_around(os.getcwd()):
        return found
    if os.environ.get("PRM_VAULT"):
        return _folder(os.environ["PRM_VAULT"], "$PRM_VAULT")
    return _configured()


def vault_around(folder: str) -> str:
    """Return the innermost vault that a folder is, or lies in; "" where there is none."""
    while not os.path.isfile(os.path.join(folder, "prm.toml")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent
    return folder


def _folder(path: str, source: str) -> str:
    path = os.path.expanduser(path)
    if not os.path.isdir(path):
        raise click.UsageError(f"{source}: there is no folder “{path}”")
    return path


def _configured() -> str:
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    path = os.path.join(home, "prm", "config.toml")
    try:
        with open(path, "rb") as file:
            import tomllib

            said = tomllib.load(file).get("vault")
    except OSError:
        raise click.UsageError("no vault here; make one with “prm init”, or name one with --vault DIR") from None
    except ValueError as error:
        raise click.UsageError(f"{path} cannot be read: {error}") from None
    if not isinstance(said, str):
        raise click.UsageError(f'{path} names no vault; write: vault = "~/notes"')
    return _folder(said, path)


def day_said(words: str, vault: Vault, *, ahead: bool) -> date:
    """Return the first day that words mean: the latest past one, or the next ahead; it is echoed on standard error."""
    from prm.cli.output import say
    from prm.text.dates import Refused
    from prm.text.spoken import spoken

    found = spoken(words, vault.today, ahead=ahead, order=vault.config.date_order)
    if isinstance(found, Refused):
        raise click.UsageError(found.message)
    if found is None:
        raise click.UsageError(f"“{words}” is no day I understand; write 2026-01-15, friday, 3w, 昨日")
    if not ahead and found.first.year not in YEARS:
        raise click.UsageError(f"“{words}” is too far away; name a day as 2026-01-15")
    say(f"{words}: {found.first:%a} {found.first.isoformat()}")
    return found.first


class Who(click.ParamType[str]):
    """A person, said by name, alias, reading, e-mail, file name or a part of one."""

    name = "who"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete names, readings and aliases of people."""
        from click.shell_completion import CompletionItem

        from prm.engine import Engine

        try:
            root = find_vault(ctx.params.get("vault") or ctx.find_root().params.get("vault"))
            names = Engine(root).vault(date.today()).completing(incomplete)
        except (click.UsageError, OSError):
            return []
        return [CompletionItem(name) for name in names]


WHO = Who()


def who_and_words(vault: Vault, words: tuple[str, ...]) -> tuple[NoteRow, str]:
    """Return who the first words name, as many of them as name somebody, and the rest; in quotes too."""
    words = words if len(words) > 1 or vault.who(words[0]) else tuple(words[0].split()) or words
    for count in range(min(len(words), 4), 0, -1):
        found = vault.who(" ".join(words[:count])) if count == 1 else vault.exactly(" ".join(words[:count]))
        if len(found) == 1:
            return found[0], " ".join(words[count:])
        if found:
            return ask_who(vault, " ".join(words[:count]), list(found)), " ".join(words[count:])
    if begun := _begun_with(vault, words[0]):
        return begun[0], " ".join((begun[1], *words[1:])).strip()
    return one(vault, words[0]), " ".join(words[1:])


_PARTICLES = ("は", "が", "に", "を", "と", "の", "へ", "も", "、")
_LONGEST_NAME = 16


def _begun_with(vault: Vault, word: str) -> tuple[NoteRow, str] | None:
    """Return who a Japanese sentence begins with, and what follows the particle: 「健さんは稽古場を…」."""
    for at in range(1, min(len(word), _LONGEST_NAME)):
        if word[at] in _PARTICLES and len(found := vault.exactly(word[:at])) == 1:
            return found[0], word[at + 1 :]
    return None


def ask_who(vault: Vault, words: str, people: list[NoteRow]) -> NoteRow:
    """Return who is meant of several: asked on a terminal, an error that names them elsewhere."""
    from prm.cli.output import in_language

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        names = ", ".join(f"{note.name} ({note.path})" for note in people[:8])
        raise click.UsageError(f"“{words}” could be {names}; say which")
    for number, note in enumerate(people, 1):
        click.echo(f"  {number}  {note.name}  {note.path}", err=True)
    chosen = click.prompt(in_language(f"Who is “{words}”"), type=click.IntRange(1, len(people)), err=True)
    return people[int(chosen) - 1]


def one(vault: Vault, who: str) -> NoteRow:
    """Return the person who is meant; nobody, or several, is an error that names who could be."""
    found = vault.who(who) if who.strip() else ()
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{note.name} ({note.path})" for note in found[:8])
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        raise click.UsageError(f"“{who}” could be {names}{more}; say which")
    from difflib import get_close_matches

    from prm.model.names import means_me

    if means_me(who):
        raise click.UsageError('no note is yours yet: write me = "[[Your Name]]" into prm.toml')
    names_ = {name.casefold(): note.name for note in vault.people for name in (note.name, *note.name.split())}
    near = list(dict.fromkeys(names_[name] for name in get_close_matches(who.casefold(), names_, 3, 0.6)))
    advice = f"did you mean {' or '.join(f'“{name}”' for name in near)}?" if near else "“prm list” shows everybody"
    raise click.UsageError(f"nobody here is called “{who}”; {advice}")


def another(vault: Vault, person: NoteRow, advice: str) -> NoteRow:
    """Return a person who is not me; me is an error with advice."""
    if person.id == vault.me:
        raise click.UsageError(f"that is you; {advice}")
    return person


def people_folder(vault: Vault) -> str:
    """Return the folder that most people of the vault are in, else people."""
    from collections import Counter

    folders = Counter(note.path.rpartition("/")[0] for note in vault.notes.values() if note.kind == "person")
    return folders.most_common(1)[0][0] if folders else "people"
