"""`prm help`: help on a command, or every command."""

from __future__ import annotations

import click

from prm.cli.output import put


@click.command("help", short_help="help on a command; “help all” lists every command")
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Explain a command; “prm help all” lists every command there is."""
    from prm.cli.main import COMMANDS
    from prm.cli.main import cli

    root = ctx.parent or ctx
    if topic is None:
        put(cli.get_help(root))
    elif topic == "all":
        groups = list(dict.fromkeys(entry.group for entry in COMMANDS))
        for group in groups:
            put(
                f"{group}\n"
                + "\n".join(f"  {entry.name:<10} {entry.help}" for entry in COMMANDS if entry.group == group)
            )
    else:
        _, found, _ = cli.resolve_command(root, [topic])
        if found is not None:
            put(found.get_help(click.Context(found, info_name=topic, parent=root)))
