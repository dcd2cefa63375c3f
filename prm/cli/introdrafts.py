"""The drafts of an introduction: to each of the two, to both, to a friend; printed, never sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from prm.cli.output import put
from prm.cli.output import rendered
from prm.cli.output import say
from prm.cli.params import Session

if TYPE_CHECKING:
    from prm.insight.introductions.states import Introduction
    from prm.insight.letters.letter import Draft
    from prm.insight.letters.letter import Held
    from prm.insight.matching.answering import Answer
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault


class Wish(NamedTuple):
    """A draft that is wanted: its kind, to whom, about whom; what is looked for and offered, and why the two.

    One that says that nothing comes of it is about nobody.
    """

    kind: str
    person: NoteRow
    other: NoteRow | None
    need: str = ""
    offer: str = ""
    why: str = ""


class Drafts(NamedTuple):
    """Drafts as they are printed, and why others are not there."""

    drafts: list[Draft]
    held: list[str]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The drafts as plain data."""
        from prm.insight.rows import as_data

        return [as_data(each) for each in self.drafts]


def drafts_of(session: Session, vault: Vault, wishes: Sequence[Wish], path: str = "") -> Drafts:
    """Return drafts made of a vault without anything private; `path` is the note of the introduction."""
    from prm.cli.drafting import draft_or_held
    from prm.insight.letters.letter import Held

    shared = session.engine().vault(vault.today, shared=True)
    done = Drafts([], [])
    for wish in wishes:
        people = [each for each in (wish.person, wish.other) if each]
        known = [next(iter(shared.exactly(each.path)), None) for each in people]
        made: Draft | Held
        private = [person.name for person, found in zip(people, known, strict=True) if found is None]
        first, other = known[0], known[1] if wish.other else None
        if first is None or private:
            made = Held(f"{' and '.join(private)} is private, and nothing private stands in a draft")
        else:
            said = {**_told(shared, wish)._asdict(), "why": wish.why, "path": path}
            made = draft_or_held(session, shared, wish.kind, first, other, **said)
        if isinstance(made, Held):
            done.held.append(_held(wish.person.name, made.why.partition(" (or for this once")[0]))
        else:
            done.drafts.append(made)
    return done


def _held(name: str, why: str) -> str:
    """Say that there is no draft to somebody, and why; a line that names them stands alone."""
    return f"no draft yet: {why}" if name in why else f"no draft to {name}: {why}"


def _told(shared: Vault, wish: Wish) -> Answer:
    """Return what may be told of a need and of what answers it."""
    from prm.insight.matching.answering import Answer
    from prm.insight.matching.answering import tellable

    if wish.other is None:
        return Answer("", "")
    two = (wish.other, wish.person) if wish.kind == "intro-ask" else (wish.person, wish.other)
    return tellable(shared, *two, Answer(wish.need, wish.offer))


def joint(session: Session, vault: Vault, one: Introduction) -> Drafts:
    """Return the draft to both, once both said yes; none before."""
    from prm.insight.matching.answering import answered

    people = [vault.notes[who.note] for who in one.between if who.note]
    if not one.may_join or len(people) != 2:
        return Drafts([], [])
    first, second = people
    if one.whose and one.whose.note == second.id:
        first, second = second, first
    found = drafts_of(session, vault, [Wish("intro-joint", first, second, *answered(vault, first, second))], one.path)
    return found._replace(drafts=[each._replace(name=f"{first.name}, {second.name}") for each in found.drafts])


def put_drafts(session: Session, vault: Vault, drafts: Drafts) -> None:
    """Print drafts, each below a line that says to whom, and what to heed on standard error."""
    from prm.cli.drafting import tell
    from prm.cli.drafting import text_of

    for line in drafts.held:
        say(line)
    if session.format == "json":
        return
    for draft in drafts.drafts:
        put(f"── {draft.name} ──\n\n{text_of(draft)}\n", session.color)
    for draft in drafts.drafts:
        tell(session, vault, draft, draft.name)


def tell_state(session: Session, vault: Vault, introductions: Sequence[Introduction]) -> None:
    """Say where introductions stand, and what comes next, a line each."""
    from prm.insight.introductions.listed import listed_so
    from prm.insight.rows import as_data

    me = vault.notes[vault.me].slug if vault.me else None
    context = {"intros": as_data(listed_so(introductions)), "whole": False, "now": True, "me": me}
    text = rendered(vault, session, "list/intros.txt.j2", context | {"today": vault.today.isoformat()})
    for line in text.splitlines():
        say(line)


def tell_next(session: Session, vault: Vault, step: str, names: str) -> None:
    """Say what to type once both were asked, or once it is known what came of it."""
    say(rendered(vault, session, "list/next.txt.j2", {"step": step, "names": names}).strip())
