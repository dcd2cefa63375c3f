"""`prm init`: make a folder a vault."""

from __future__ import annotations

import os

import click

from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.params import vault_around

_CONFIG = """\
# This file makes the folder a vault. Everything in it may be left out; docs/format.md names all keys.
lang = "{lang}"
{me}
# How often to be in touch: write `circle: inner` in a person's file, or `cadence: monthly` for them alone.
[circles.inner]
cadence = "3w"
room = 15

[circles.friends]
cadence = "3 months"
"""


@click.command("init", short_help="make a folder a vault")
@click.argument("folder", default=".")
@click.option("--me", metavar="NAME", help="Your own name: a note for yourself, which is never listed.")
@click.option("--nested", is_flag=True, help="Even inside another vault, which reads these notes too.")
@takes_session
def command(session: Session, folder: str, me: str | None, nested: bool) -> None:
    """Make FOLDER (this one unless said otherwise) a vault: a prm.toml and a people/ folder; nothing is overwritten."""
    from prm.disk.store import write_new
    from prm.edits.people import read_aloud
    from prm.engine import Engine

    folder = os.path.expanduser(folder)
    if me is not None and (not me.strip() or set(me) & set("/\\\0[]|#^:") or me.startswith(".")):
        raise click.UsageError(f"“{me}” cannot be a file's name; leave out / \\ [ ] | # : and a dot in front")
    outer = vault_around(os.path.dirname(os.path.realpath(folder)))
    if outer and not nested and not os.path.lexists(os.path.join(folder, "prm.toml")):
        raise click.ClickException(f"this is inside a vault already: {outer}; --nested makes another within it")
    os.makedirs(os.path.join(folder, "people"), exist_ok=True)
    name, reading = read_aloud(me.strip()) if me else ("", "")
    line = f'me = "[[{name}]]"' if me else '# me = "[[Your Name]]"   your own note, which is never listed'
    config = _CONFIG.format(lang=session.lang_or("en"), me=line.replace("\\", "\\\\"))
    made = write_new(os.path.join(folder, "prm.toml"), config.encode())
    if me and not made:
        raise click.ClickException(f'{folder} is a vault already; write me = "[[{name}]]" in its prm.toml')
    note = f"---\nreading: {reading}\n---\n# {name}\n" if reading else f"# {name}\n"
    if me and write_new(os.path.join(folder, "people", f"{name}.md"), note.encode()):
        say(f"people/{name}.md is your own note")
    people = len(Engine(folder).vault(session.today).people)
    say(f"{'a new vault' if made else 'already a vault'}: {os.path.abspath(folder)}")
    if people:
        say(f"{people} {'person' if people == 1 else 'people'} found; “prm list” shows them, “prm check” reads them")
    else:
        say("name three people who matter: “prm new NAME” makes a file for each")
