"""`prm review WHO`: once a year, the question what I could do for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prm.cli.capturing import is_asked
from prm.cli.output import put_one
from prm.cli.output import say
from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import day_said
from prm.cli.params import takes_session
from prm.cli.params import who_and_words
from prm.cli.writing import DRY_RUN
from prm.cli.writing import write_one

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


@click.command("review", short_help="once a year: what could I do for them?")
@click.argument("words", nargs=-1, type=WHO, metavar="[WHO] [ANSWER]...")
@click.option("--promise", "promised", is_flag=True, help="The answer is a promise; else it is an idea.")
@click.option("--due", metavar="DAY", help="A promise for that day: fri, 3w, 来月.")
@click.option("--nothing", is_flag=True, help="Nothing comes to mind: the question rests for a year.")
@DRY_RUN
@takes_session
def command(
    session: Session, words: tuple[str, ...], promised: bool, due: str | None, nothing: bool, dry_run: bool
) -> None:
    """Ask what you could do for WHO, and show what they need, your ideas, and the last year with them.

    ANSWER is written as an idea, among “gifts”, or with --promise as a promise. A line of the log, a thought, says
    that the question was asked; then it rests for a year. On a terminal it asks for the answer; elsewhere, without one,
    it only shows. Without WHO it is about whoever's turn it is: everybody of your closest circle, the one with the
    shortest cadence, has a part of the year.
    """
    vault = session.vault()
    person, answer = who_and_words(vault, words) if words else (_whose_turn(vault), "")
    if nothing and (answer or promised or due):
        raise click.UsageError("--nothing leaves no answer; say one or the other")
    if not answer and not nothing:
        _show(session, vault, person)
        if session.format != "text" or not is_asked():
            return
        answer, promised, due = _asked(vault, person, promised=promised, due=due)
    steps = _steps(session, vault, answer, promised=promised or due is not None, due=due)
    write_one(session, person.path, steps, f"review {person.name}", dry_run=dry_run)


def _whose_turn(vault: Vault) -> NoteRow:
    from prm.insight.reviews.yearly import inner_circle
    from prm.insight.reviews.yearly import question

    found = question(vault)
    if found is not None:
        return next(person for person in vault.people if person.slug == found.slug)
    name = inner_circle(vault.config)
    if not name:
        raise click.UsageError("name somebody: prm review Aiko; with “[circles]” in prm.toml it takes turns")
    raise click.UsageError(f"nobody of “{name}” has their turn just now; name somebody: prm review Aiko")


def _show(session: Session, vault: Vault, person: NoteRow) -> None:
    from prm.insight.reviews.person import review
    from prm.insight.rows import as_data

    data = as_data(review(vault, person))
    put_one(session, vault, data, "list/review.txt.j2", {"review": data, "today": vault.today.isoformat()})


def _asked(vault: Vault, person: NoteRow, *, promised: bool, due: str | None) -> tuple[str, bool, str | None]:
    """Return what is answered on the terminal, and whether it is a promise; nothing is an answer too."""
    from prm.cli.prompt import ask_line

    answer = ask_line(vault, f"What could you do for {person.name}? (Enter: nothing now) ").strip()
    if answer and not promised and due is None:
        promised = ask_line(vault, "A promise? (y, or Enter: an idea) ").strip().casefold() in ("y", "yes", "はい")
    return answer, promised, due


def _steps(session: Session, vault: Vault, answer: str, *, promised: bool, due: str | None) -> list[Step]:
    """Return the lines to write: the answer, and the thought that says the question was asked."""
    from prm.edits.body.log import add_entry
    from prm.edits.body.tasks import add_promise
    from prm.edits.front.fields import add_to
    from prm.insight.reviews.yearly import ASKED
    from prm.model.names import is_cjk

    japanese = is_cjk(answer) if answer else session.lang(vault) == "ja"
    head, asked, stop = ("気にかけた", ASKED[1], "：") if japanese else ("thought", ASKED[0], ": ")
    nothing = "今は思いつかない" if japanese else "nothing comes to mind yet"
    day = day_said(due, vault, ahead=True).isoformat() if due else ""
    steps: list[Step] = []
    if answer and promised:
        steps.append(lambda source: add_promise(source, vault.config, answer, "me", day))
    elif answer:
        steps.append(lambda source: add_to(source, vault.config, "gifts", answer))
    text = f"{asked}{stop}{answer or nothing}"
    steps.append(lambda source: add_entry(source, vault.config, vault.today, head, text))
    if not answer:
        say("noted; the question rests for a year")
    return steps
