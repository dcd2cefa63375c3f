"""`prm merge-driver`: what git calls; the work is done in driver.py, which starts without this."""

from __future__ import annotations

import click


@click.command("merge-driver", short_help="what git calls to merge a note", options_metavar="")
@click.argument("files", nargs=-1, metavar="%O %A %B %L %P [%S %X %Y]")
def command(files: tuple[str, ...]) -> int:
    """Merge three versions of a note into the second; git calls this once “prm git-setup” was run.

    Exit 0 where it went well, 1 where a conflict is left between markers.
    """
    from prm.cli.driver import drive

    return drive(files)
