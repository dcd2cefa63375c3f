"""`prm draft`: the words for a message, to be changed and sent by hand."""

from __future__ import annotations

import click

from prm.cli.params import WHO
from prm.cli.params import Session
from prm.cli.params import another
from prm.cli.params import takes_session
from prm.insight.letters.drafting import KINDS

_KINDS = "\n".join(f"  {each.name:<15} {each.help}" for each in KINDS)


_HELP = f"""Draft a message to WHO and print it, the subject line first. Nothing is ever sent.

It is written in their language and in the words you use with them: lang, call and register (casual, polite, formal)
in their note. What is not noted is asked for, and what the notes do not say stays a gap in brackets. Nothing private
is in it. What to heed, and the lines it rests on, are said on standard error.

\b
{_KINDS}

The kinds for introductions are about somebody else, named behind WHO: draft intro-ask Aiko Tom.
"""


class KindOfDraft(click.Choice[str]):
    """A kind of draft, completed by the shell; a near miss is answered with the kind that is near."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind."""
        if value not in self.choices:
            from difflib import get_close_matches

            near = get_close_matches(value, self.choices, 1)
            advice = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(self.choices)}"
            raise click.UsageError(f"no draft “{value}”; {advice}")
        return value


@click.command(
    "draft",
    short_help="words for a message: draft thanks Aiko",
    help=_HELP,
)
@click.argument("kind", type=KindOfDraft([each.name for each in KINDS]), metavar="KIND")
@click.argument("who", type=WHO)
@click.argument("other", type=WHO, required=False)
@click.option(
    "--for", "about", metavar="TEXT", help="What it is about; for thanks a line or day of theirs will do too."
)
@click.option("--need", metavar="TEXT", help="Which need an introduction is for.")
@click.option("--offer", metavar="TEXT", help="What the other could offer.")
@click.option("--call", metavar="TEXT", help="How to address them, for this once.")
@click.option(
    "--register", type=click.Choice(["casual", "polite", "formal"]), help="How close to write, for this once."
)
@click.option("--sign", metavar="NAME", help="How to sign, for this once.")
@click.option("-o", "--output", metavar="FILE", help="Write to a new FILE.")
@takes_session
def command(session: Session, kind: str, who: str, other: str | None, output: str | None, **said: str | None) -> None:
    """Print a draft."""
    from prm.cli.drafting import answer
    from prm.cli.drafting import draft
    from prm.cli.drafting import put_draft
    from prm.cli.drafting import shared_one
    from prm.cli.output import say

    wants_other = next(each.other for each in KINDS if each.name == kind)
    if wants_other != bool(other):
        about = "name the other one behind it" if wants_other else f"it is to one person; leave out “{other}”"
        raise click.UsageError(f"draft {kind} {who}: {about}")
    if output is not None and session.format != "text":
        raise click.UsageError("-o writes the text of a draft; leave out --format, or print it and redirect")
    vault = session.vault(shared=True)
    person = another(vault, shared_one(session, vault, who), "a draft is for somebody else")
    second = shared_one(session, vault, other) if other else None
    given = {key: value for key, value in said.items() if value}
    if given.get("about", "").isspace():
        del given["about"]
    if second and kind in ("intro-offer", "intro-ask", "intro-joint") and "need" not in given:
        two = (second, person) if kind == "intro-ask" else (person, second)
        found_need = answer(session, vault, *two)
        given = {"need": found_need.need, "offer": found_need.offer, **given}
    lang = session.lang_or("")
    found = draft(session, vault, kind, person, second, **given, **({"lang": lang} if lang else {}))
    if lang and lang != found.lang:
        say(f"{person.name} reads “{found.lang}”, and so is the draft; --lang is for those where none is noted")
    put_draft(session, vault, found, output)
