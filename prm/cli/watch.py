"""`prm watch`: answers while you type: findings as they come and go, digests that stay fresh."""

from __future__ import annotations

import os

import click

from prm.cli.digest import is_page
from prm.cli.digest import template_of
from prm.cli.pages import Page
from prm.cli.params import Session
from prm.cli.params import takes_session


@click.command("watch", short_help="answers while you type: findings, fresh digests")
@click.option("--digest", "digests", multiple=True, metavar="NAME", help="Keep this digest fresh, in the FILE of -o.")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="Where; .html makes a page.")
@click.option("--on-change", metavar="COMMAND", help="Run COMMAND after each batch of changes, one at a time.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each batch.")
@click.option("--notify", is_flag=True, help="Notify of promises for today, of meetings and releases, on the desktop.")
@click.option("--poll", is_flag=True, help="Look by the clock, for disks that announce no changes.")
@click.option("--share", is_flag=True, help="Leave out of the digests everything private.")
@click.option("--with-private", is_flag=True, help="Keep what is private in pages for yourself.")
@takes_session
def command(
    session: Session,
    digests: tuple[str, ...],
    outputs: tuple[str, ...],
    on_change: str | None,
    as_json: bool,
    notify: bool,
    poll: bool,
    share: bool,
    with_private: bool,
) -> None:
    """Watch the vault and print what every save changes, until Ctrl-C.

    A line with + is a finding that came, one with - a finding that went; other lines tell what is new about people. A
    digest is written when it says something else than before, between the marks that “prm digest -o” makes, and anew
    at midnight. COMMAND runs in the vault; what it writes there is shown, but does not start it again and again.
    """
    from prm.cli.notify import program
    from prm.cli.watching import Watcher

    if session.format not in ("text", "json", "jsonl"):
        raise click.UsageError(f"unknown format “{session.format}”; watch knows text and json")
    root = os.path.realpath(session.root)
    if notify and not program():
        raise click.UsageError("--notify needs notify-send (of libnotify) or, on macOS, osascript; neither is here")
    pages = _pages(digests, outputs, share=share, with_private=with_private)
    watcher = Watcher(
        session.with_options({"vault": root}),
        root,
        pages,
        on_change=on_change or "",
        notify=notify,
        as_json=as_json or session.format != "text",
    )
    watcher.run(poll=poll)


def _pages(digests: tuple[str, ...], outputs: tuple[str, ...], *, share: bool, with_private: bool) -> list[Page]:
    """Return what is kept fresh: the first --digest in the first -o, and so on."""
    digests = digests or ("daily",) * len(outputs)
    if len(digests) != len(outputs):
        raise click.UsageError("every --digest needs a file of its own: --digest daily -o today.md")
    found = []
    for which, output in zip(digests, outputs, strict=True):
        if not output or output == "-":
            raise click.UsageError(f"“{output}” is no name for a file; write -o today.md")
        html = is_page(output)
        path = os.path.realpath(os.path.expanduser(output))
        found.append(
            Page(which, template_of(which, html=html), output, path, html, share or (html and not with_private))
        )
    if len({page.path for page in found}) < len(found):
        raise click.UsageError("two digests cannot be kept in one file")
    return found
