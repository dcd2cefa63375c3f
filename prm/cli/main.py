"""The door: finds the command, runs it, and turns whatever goes wrong into one line."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any
from typing import NamedTuple

import click

from prm.cli.params import GLOBAL_OPTIONS
from prm.cli.params import Session
from prm.version import VERSION


class Entry(NamedTuple):
    """A command: its name, the module that holds it, its group, one line for the help, its name in the module."""

    name: str
    module: str
    group: str
    help: str
    function: str = "command"


COMMANDS: tuple[Entry, ...] = (
    Entry("init", "init", "start", "make a folder a vault"),
    Entry("doctor", "doctor", "start", "how the vault is kept: remotes, permissions, git's settings"),
    Entry("list", "list", "look", "everybody, or those whom a query finds, one a line"),
    Entry("show", "show", "look", "all that is known of one person"),
    Entry("why", "why", "look", "which lines say when the last contact was, and which do not count"),
    Entry("who", "who", "look", "who could help: who bamboo percussion teacher"),
    Entry("find", "find", "look", "lines that hold words: find landlord --since 2025"),
    Entry("due", "due", "look", "whose turn it is"),
    Entry("dates", "dates", "look", "birthdays and other days ahead"),
    Entry("season", "season", "look", "cards and gifts of a season: season nenga"),
    Entry("promises", "promises", "look", "open promises, mine and theirs"),
    Entry("needs", "needs", "look", "what people around you are looking for, the oldest first"),
    Entry("match", "match", "connect", "who needs what somebody offers, and whether you can introduce them"),
    Entry("given", "given", "look", "what you gave and were given, and what you could give"),
    Entry("graph", "graph", "look", "who is tied to whom: an outline, or one picture"),
    Entry("stats", "stats", "look", "a year of days: when you were together, heard each other, wrote"),
    Entry("digest", "digest", "digest", "what today asks for; weekly; review and year look back"),
    Entry("brief", "brief", "digest", "people, or the next meeting, on one page before you meet"),
    Entry("debrief", "debrief", "digest", "the note about a meeting, with lines to fill in"),
    Entry("review", "review", "digest", "once a year: what could I do for them?"),
    Entry("draft", "draft", "connect", "words for a message: draft thanks Aiko"),
    Entry("log", "log", "capture", "a line about what was: log lunch with Aiko"),
    Entry("gave", "giving", "capture", "what you gave: gave Aiko thanks for the introduction", "gave"),
    Entry("got", "giving", "capture", "what you were given: got Tom intro to the landlord", "got"),
    Entry("learn", "learn", "capture", "something you learned about somebody"),
    Entry("promise", "promise", "capture", "something promised: promise Aiko the video --due fri", "promise"),
    Entry("done", "promise", "capture", "a promise is kept, or an open thread closed", "done"),
    Entry("new", "new", "capture", "somebody new, from one line"),
    Entry("set", "set", "capture", "give a field a value: cadence=2w, tags+=choir"),
    Entry("snooze", "snooze", "capture", "leave somebody alone until a day"),
    Entry("edit", "edit", "capture", "open somebody's file in your editor"),
    Entry("inbox", "inbox", "capture", "file the lines of inbox.md where they belong"),
    Entry("undo", "undo", "capture", "take back the last command that wrote"),
    Entry("intro", "intro", "connect", "bring two people together: intro Aiko Tom"),
    Entry("wish", "wish", "connect", "people to meet one day: how far it has come, what comes next"),
    Entry("path", "path", "connect", "through whom: path “Kenji Mori”; path --tree Ben"),
    Entry("check", "check", "care", "what is wrong or unclear in the notes"),
    Entry("watch", "watch", "care", "answers while you type: findings, fresh digests"),
    Entry("rename", "rename", "care", "another name for somebody, in every link too"),
    Entry("forget", "forget", "care", "somebody's page, and every link to it, for good"),
    Entry("rule", "rule", "care", "the page of one check, or the list of all"),
    Entry("export", "export", "exchange", "people for other programs: export vcard '#choir' -o choir.vcf"),
    Entry("sync", "sync", "git", "commit what changed, bring what others wrote, push"),
    Entry("changes", "changes", "git", "who changed how: changes --since “last month”"),
    Entry("git-setup", "git_setup", "git", "let git merge notes by what they mean, once in each clone"),
    Entry("merge-driver", "merge_driver", "git", "what git calls to merge a note"),
    Entry("help", "help", "start", "help on a command; “help all” lists every command"),
)
_LOOKING = ("look", "digest", "exchange")
DAILY = ("digest", "brief", "log", "who", "show", "list", "check", "sync")
"""The commands that `--help` explains; the rest are named."""


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong in one that may have written says so."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            error.add_note("looked" if _only_looks(ctx.invoked_subcommand) else "may have written")
            if isinstance(error, click.ClickException):
                error.add_note(f"said in {(ctx.obj or Session(ctx.params)).speaks()}")
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        for entry in COMMANDS:
            if entry.name == cmd_name:
                command: click.Command = getattr(import_module(f"prm.cli.{entry.module}"), entry.function)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant, or say which one it may be."""
        if args and not any(entry.name == args[0] for entry in COMMANDS):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            advice = f"did you mean “{near[0]}”?" if near else "“prm help all” lists the commands"
            raise click.UsageError(f"no command “{args[0]}”; {advice}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Explain the daily commands and name the others."""
        with formatter.section("Daily"):
            formatter.write_dl([(entry.name, entry.help) for name in DAILY for entry in COMMANDS if entry.name == name])
        others = [entry.name for entry in COMMANDS if entry.name not in (*DAILY, "merge-driver")]
        formatter.write_paragraph()
        formatter.write_text(f"Also: {', '.join(others)}. “prm help all” explains them.")


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="prm")
@GLOBAL_OPTIONS
@click.pass_context
def cli(ctx: click.Context, /, **options: str | None) -> None:
    """Few people, deeply: a relationship manager in a folder you own.

    Alone, inside a vault, prm prints today's digest.
    """
    ctx.obj = Session(options)
    if ctx.invoked_subcommand is None:
        from prm.cli.digest import command

        ctx.invoke(command, which="daily")


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; no traceback reaches the user unless PRM_DEBUG is set."""
    from prm.cli.output import say
    from prm.cli.output import utf8

    utf8()
    try:
        arguments = [os.fsencode(each).decode("utf-8", "replace") for each in arguments]
        found = cli.main(arguments, prog_name="prm", standalone_mode=False)
        sys.stdout.flush()
        return found if isinstance(found, int) else 0
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except SystemExit:  # click ends so where a pipe was closed
        _leave_pipe()
        return 0
    except click.ClickException as error:
        say(f"prm: {_message(error)}")
        return 2
    except (KeyboardInterrupt, click.Abort):
        say("prm: stopped")
        return 130
    except BrokenPipeError:
        _leave_pipe()
        return 0
    except OSError as error:
        say(f"prm: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return 2
    except Exception as error:
        if type(error).__name__ == "Damaged" and "PRM_INDEX" not in os.environ:
            return _index_is_damaged(error, arguments)
        if isinstance(error, UnicodeEncodeError) and error.encoding == sys.getfilesystemencoding() != "utf-8":
            say(f"prm: file names here need UTF-8, and this system is set to {error.encoding}; set PYTHONUTF8=1")
            return 2
        if os.environ.get("PRM_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        say(f"prm: a mistake in prm itself ({what}); PRM_DEBUG=1 shows where; no file was changed")
        return 2


def _message(error: click.ClickException) -> str:
    """Return what went wrong on one line, in the language of the command that said it."""
    message = " ".join(error.format_message().split())
    if "said in ja" not in getattr(error, "__notes__", ()):
        return message
    from prm.cli.japanese import in_japanese

    return in_japanese(message)


def _only_looks(command: str | None) -> bool:
    """Tell whether a command writes nothing in the vault; without a name it is the digest."""
    return command is None or any(entry.name == command and entry.group in _LOOKING for entry in COMMANDS)


def _index_is_damaged(error: Exception, arguments: list[str]) -> int:
    """Have an index made anew that turned out to be damaged while it was read; only what looks is run once more."""
    from prm.cli.output import say

    if "looked" in getattr(error, "__notes__", ()):
        say("prm: the index was damaged and is made anew")
        os.environ["PRM_INDEX"] = "anew"
        return run(arguments)
    with suppress(OSError):
        os.unlink(getattr(error, "path", ""))
    say("prm: the index was damaged and is removed; look whether the command has written, and run it again if not")
    return 2


def _leave_pipe() -> None:
    """Point standard output at nothing, so that Python has nothing to complain of at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
