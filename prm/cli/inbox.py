"""`prm inbox`: lines typed on a phone, filed where they belong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import click

from prm.cli.capturing import Listener
from prm.cli.capturing import is_asked
from prm.cli.output import in_language
from prm.cli.output import put_rows
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import takes_session
from prm.cli.writing import DRY_RUN
from prm.cli.writing import refused
from prm.cli.writing import write

if TYPE_CHECKING:
    from prm.edits.body.layout import Layout
    from prm.edits.capture.inbox import Desk
    from prm.edits.capture.inbox import Proposal
    from prm.edits.capture.inboxlines import Recorded
    from prm.model.vault import Vault
    from prm.text.source import Edit
    from prm.text.source import Source

_ASKED = "y file it, n leave it, e write it anew, a this and all that are clear, q enough, ? this"


@click.command("inbox", short_help="file the lines of inbox.md where they belong")
@click.option("--yes", "-y", is_flag=True, help="File every line that is clear; the others stay, with the reason.")
@DRY_RUN
@takes_session
def command(session: Session, yes: bool, dry_run: bool) -> None:
    """Propose where each line of inbox.md goes: a log, the journal, a promise, what somebody needs.

    On a terminal each is asked for; what is accepted is filed in the end, all at once, and just those lines leave the
    inbox. In a pipe the proposals are printed and nothing is written. A day counts from the line's own date or heading,
    else from when git saw the line; never from today.
    """
    from prm.edits.body.layout import lay_out
    from prm.edits.capture.inbox import propose
    from prm.edits.capture.inboxlines import waiting

    listener = Listener(session)
    vault = listener.vault
    source = session.engine().source(_path(vault))
    with refused():
        layout = lay_out(source, vault.config)
    desk = _desk(session, listener, source)
    order = vault.config.date_order
    proposals = [propose(desk, line) for line in waiting(layout, vault.today, order, desk.recorded)]
    if not yes and not dry_run and (session.format != "text" or not is_asked()):
        rows = [_row(proposal, vault, source) for proposal in proposals]
        put_rows(session, vault, rows, "list/inbox.txt.j2", {"rows": rows, "today": vault.today.isoformat()})
        return
    if not proposals:
        say(f"{source.path}: no line waits for a place" if source.data else "there is no inbox.md; nothing waits")
        return
    asked = not yes and not dry_run
    chosen = _ask(desk, listener, proposals) if asked else [each for each in proposals if each.clear]
    _file(session, layout, desk, proposals, chosen, dry_run=dry_run)


def _path(vault: Vault) -> str:
    from prm.model.names import exact

    return next((note.path for note in vault.notes.values() if exact(note.path) == "inbox.md"), "inbox.md")


def _desk(session: Session, listener: Listener, source: Source) -> Desk:
    from prm.edits.capture.inbox import Desk

    return Desk(listener.vault, listener.words, listener.daily, _recorded(session.root, source))


def _recorded(root: str, source: Source) -> Recorded:
    """Return the function that asks git, once and only if need be, when a line was written."""
    known: list[list[date | None]] = []

    def recorded(number: int) -> date | None:
        from prm.disk.blame import line_days

        if not known:
            known.append(line_days(root, source.path))
        row = source.text.count("\n", 0, source.line_starts[number - 1])
        return known[0][row] if row < len(known[0]) else None

    return recorded


def _row(proposal: Proposal, vault: Vault, source: Source) -> dict[str, Any]:
    return {
        "at": f"{source.path}:{proposal.line.number}",
        "text": proposal.line.words,
        "as": proposal.sort or None,
        "day": proposal.day.isoformat() if proposal.day else None,
        "kind": proposal.kind or None,
        "people": [vault.notes[person].slug for person in proposal.people],
        "to": proposal.path or None,
        "clear": proposal.clear,
        "reason": proposal.reason or None,
    }


def _shown(proposal: Proposal, vault: Vault) -> str:
    """Return in one line where a line would go, and what is unsure of it."""
    if not proposal.sort:
        return f"stays: {proposal.reason}"
    names = ", ".join(vault.notes[person].name for person in proposal.people)
    day = f" · {proposal.day:%a} {proposal.day.isoformat()}" if proposal.day else ""
    kind = proposal.kind if proposal.sort in ("log", "journal") else proposal.sort
    return f"{kind} · {names}{day} → {proposal.path}" + (f" ({proposal.reason})" if proposal.reason else "")


# One by one


def _ask(desk: Desk, listener: Listener, proposals: list[Proposal]) -> list[Proposal]:
    """Return the proposals that are accepted, as they were changed on the way."""
    chosen: list[Proposal] = []
    for at, proposal in enumerate(proposals):
        say(f"{proposal.line.number}: {proposal.line.words}", as_is=True)
        answer, settled = _answer(desk, listener, proposal)
        if answer == "y":
            chosen.append(settled)
        if answer == "a":
            return [*chosen, *([settled] if settled.sort else []), *(one for one in proposals[at + 1 :] if one.clear)]
        if answer == "q":
            break
    return chosen


def _answer(desk: Desk, listener: Listener, proposal: Proposal) -> tuple[str, Proposal]:
    """Ask about one line until it is decided; return y, n, a or q, and the proposal as it is then."""
    proposal = _settled(desk, listener, proposal, proposal.line.words)
    while True:
        say(f"   {_shown(proposal, desk.vault)}")
        choices = ["y", "n", "e", "a", "q", "?"] if proposal.sort else ["n", "e", "a", "q", "?"]
        default = "y" if proposal.clear else "n"
        answer = click.prompt(
            in_language("   file it"), type=click.Choice(choices), default=default, err=True, show_choices=True
        )
        if answer == "?":
            say(f"   {_ASKED}")
        elif answer == "e":
            words = str(click.prompt(in_language("   anew"), default=proposal.line.words, show_default=False, err=True))
            proposal = _settled(desk, listener, proposal, words)
        else:
            return answer, proposal


def _settled(desk: Desk, listener: Listener, proposal: Proposal, words: str) -> Proposal:
    """Ask who is meant and when a line was written, where that is all that is missing."""
    from prm.edits.capture.inbox import propose

    written: date | None = None
    found = proposal if words == proposal.line.words else propose(desk, proposal.line, words)
    while True:
        if found.doubt is not None and found.doubt.notes:
            words = listener.settled(words, found.doubt)
        elif found.undated and written is None:
            written = _written(desk)
            if written is None:
                return found
        else:
            return found
        found = propose(desk, proposal.line, words, written)


def _written(desk: Desk) -> date | None:
    """Ask on which day a line was written; nothing leaves it where it is."""
    from prm.text.nearest import Spoken
    from prm.text.spoken import spoken

    while True:
        words = str(
            click.prompt(in_language("   On which day was it written"), default="", show_default=False, err=True)
        ).strip()
        if not words:
            return None
        said = spoken(words, desk.vault.today, ahead=False, order=desk.vault.config.date_order)
        if isinstance(said, Spoken) and said.first == said.last and said.first <= desk.vault.today:
            return said.first
        say(f"   “{words}” is no day that has been; write 2026-01-15, friday, 昨日")


# Filing


def _file(
    session: Session, layout: Layout, desk: Desk, proposals: list[Proposal], chosen: list[Proposal], *, dry_run: bool
) -> None:
    """Write what was chosen and take just those lines out of the inbox, in one change."""
    from prm.edits.body.layout import lay_out
    from prm.edits.capture.inboxlines import found_again
    from prm.edits.capture.inboxlines import take_out
    from prm.edits.chain import chain
    from prm.edits.chain import joined
    from prm.edits.proof import Refused

    engine = session.engine()
    begun: dict[str, tuple[Source, Source, list[Edit]]] = {}
    kept: list[Proposal] = []
    reasons = {each.line.number: each.reason or "left for later" for each in proposals}
    for proposal in chosen:
        source, now, edits = begun.get(proposal.path) or ((start := engine.source(proposal.path)), start, [])
        try:
            now, more = _planned(proposal, now)
        except Refused as error:
            reasons[proposal.line.number] = str(error)
            continue
        begun[proposal.path] = source, now, [*edits, *more]
        kept.append(proposal)
    lines = [proposal.line for proposal in kept]

    def again(edit: Edit, source: Source) -> Edit | None:
        with refused():
            if edit.path != layout.source.path:
                steps = [step for each in kept if each.path == edit.path for step in each.steps]
                return chain(source, steps, "inbox")
            fresh = lay_out(source, desk.vault.config)
            return take_out(fresh, found_again(layout, fresh, lines))

    if kept:
        with refused():
            written = [joined(source, now, edits, "inbox") for source, now, edits in begun.values() if edits]
            edits = [*written, take_out(layout, lines)]
        write(session, edits, dry_run=dry_run, replan=again)
    for proposal in proposals:
        if proposal.line not in lines:
            say(f"stays: {proposal.line.words[:60]} ({reasons[proposal.line.number]})")


def _planned(proposal: Proposal, now: Source) -> tuple[Source, list[Edit]]:
    """Return a file as the steps of a proposal leave it, and their edits; raises Refused."""
    from prm.edits.proof import result

    edits: list[Edit] = []
    for step in proposal.steps:
        edit = step(now)
        if edit is not None and edit.changes:
            edits.append(edit)
            now = result(now, edit)
    return now, edits
