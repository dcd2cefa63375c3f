"""`prm graph`: who is tied to whom, as an outline, as data, or as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.output import json_text
from prm.cli.output import put
from prm.cli.output import rendered
from prm.cli.output import safe
from prm.cli.output import say
from prm.cli.params import AS_OF
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import one
from prm.cli.params import takes_session

if TYPE_CHECKING:
    from prm.insight.graph.network import Network
    from prm.model.vault import Vault

_FORMATS = ("text", "json", "dot", "mermaid", "svg")
_PICTURES = ("dot", "mermaid", "svg")


@click.command("graph", short_help="who is tied to whom: --format text, dot, mermaid, json or svg")
@click.argument("who", type=WHO, required=False)
@click.option("--depth", type=click.IntRange(1, 6), default=2, show_default=True, help="How many hops from the middle.")
@click.option("--most", type=click.IntRange(min=1), default=200, show_default=True, help="How many people at most.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; .svg, .dot, .mmd and .json say what it is.")
@click.option("--share", is_flag=True, help="Leave out everything private, as pictures and files always do.")
@click.option("--with-private", is_flag=True, help="Keep what is private, in a picture for yourself.")
@AS_OF
@takes_session
def command(
    session: Session, who: str | None, depth: int, most: int, output: str | None, share: bool, with_private: bool
) -> None:
    """Show the people around WHO, or around you, and how they are tied: the nearest first, each with the tie.

    Besides text and json, --format takes dot (Graphviz), mermaid and svg: one picture that needs nothing else.
    Ties are those of “prm path”; around you the weakest are left out.
    """
    from prm.insight.graph.network import network

    kind = _kind(session, output)
    shared = share or ((output is not None or kind in _PICTURES) and not with_private)
    vault = session.vault(shared=shared)
    graph = network(vault, one(vault, who) if who else None, depth, most)
    text = _drawn(session, vault, graph, kind, depth)
    if output is None or output == "-":
        put(text, session.color if kind == "text" else "never")
        return
    from prm.disk.files import Refused
    from prm.disk.store import write_generated

    if kind == "text":
        raise click.UsageError("-o writes .svg, .dot, .mmd or .json; print the text and redirect it")
    try:
        wrote = write_generated(output, safe(text), page=True)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    say(f"{'wrote' if wrote else 'nothing new for'} {output}")


def _kind(session: Session, output: str | None) -> str:
    """Return what to make: as --format says, else as the file is called."""
    ending = (output or "").rpartition(".")[2].casefold()
    by_name = {"svg": "svg", "dot": "dot", "gv": "dot", "mmd": "mermaid", "mermaid": "mermaid", "json": "json"}
    kind = session.format if session.format != "text" else by_name.get(ending, "text")
    if kind not in _FORMATS:
        raise click.UsageError(f"unknown format “{kind}”; use {', '.join(_FORMATS)}")
    return kind


def _drawn(session: Session, vault: Vault, graph: Network, kind: str, depth: int) -> str:
    from prm.insight.graph import plotting
    from prm.insight.rows import as_data

    if kind == "json":
        return json_text(as_data(graph)) + "\n"
    if kind == "dot":
        return plotting.dot(graph)
    if kind == "mermaid":
        return plotting.mermaid(graph)
    if kind == "svg":
        return plotting.svg(graph, _words(session, vault, graph))
    context = {"lines": as_data(plotting.outline(graph, depth)), "more": graph.more, "middle": graph.middle}
    return rendered(vault, session, "list/graph.txt.j2", context)


def _words(session: Session, vault: Vault, graph: Network) -> dict[str, str]:
    """Return the words of a picture's legend, from the templates as all words are."""
    middle = next((node.name for node in graph.nodes if node.slug == graph.middle), None)
    context = {"middle": middle, "more": graph.more}
    text = rendered(vault, session, "list/legend.txt.j2", context)
    return dict(line.split("\t", 1) for line in text.splitlines() if "\t" in line)
