"""Note what comes of an introduction: asked, yes, no, introduced, what came of it, thanks."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from typing import NamedTuple

import click

from prm.cli.introdrafts import Drafts
from prm.cli.introdrafts import Wish
from prm.cli.introdrafts import drafts_of
from prm.cli.introdrafts import joint
from prm.cli.introdrafts import put_drafts
from prm.cli.introdrafts import tell_state
from prm.cli.output import say
from prm.cli.params import Session
from prm.cli.params import one as one_person
from prm.cli.writing import write_all
from prm.insight.introductions.states import Introduction
from prm.insight.introductions.states import Step as Line
from prm.insight.introductions.states import Who
from prm.insight.introductions.states import introductions
from prm.insight.introductions.states import named_in
from prm.insight.introductions.states import told

if TYPE_CHECKING:
    from prm.edits.chain import Step
    from prm.model.rows import NoteRow
    from prm.model.vault import Vault

_DONE = ("introduced", "bore fruit", "thanked")
_NOTHING = {
    "asked": "where somebody is still to be asked",
    "yes": "that waits for their answer",
    "no": "that waits for their answer",
    "introduced": "that is still to be made",
    "outcome": "that was made",
    "thanked": "to thank for",
}


class Answer(NamedTuple):
    """What is to be noted: its kind, who answered as they were called on the command line, words."""

    kind: str
    who: str
    text: str = ""


class _Meant(NamedTuple):
    """An answer with its introduction, and the people it is about."""

    one: Introduction
    kind: str
    people: tuple[Who, ...]
    text: str


def log_answers(
    session: Session,
    vault: Vault,
    people: Sequence[NoteRow],
    answers: Sequence[Answer],
    note: str,
    day: date,
    *,
    anyway: bool,
    dry_run: bool,
) -> None:
    """Note answers in the logs of the introductions they belong to, and draft what comes next."""
    from prm.edits.introducing import add_line
    from prm.edits.introducing import linked

    all_ = {each.path: each for each in introductions(vault)}
    before = dict(all_)
    steps: list[tuple[str, Step]] = []
    for answer in answers:
        meant = _meant(vault, list(all_.values()), people, answer, note)
        all_[meant.one.path] = _after(meant, day, anyway=anyway)
        links = [linked(vault, vault.notes[who.note]) if who.note else f"[[{who.name}]]" for who in meant.people]
        steps.append((meant.one.path, add_line(vault.config, day, meant.kind, links, meant.text)))
    changed = [all_[path] for path in dict.fromkeys(path for path, _ in steps)]
    made: list[Drafts] = []

    def more() -> dict[str, object]:
        made.extend([] if dry_run else [_drafts(session, vault, before[each.path], each) for each in changed])
        return {"drafts": [row for each in made for row in each.rows]}

    write_all(session, steps, "introduction", dry_run=dry_run, more=more)
    if session.format != "json":
        more()
    tell_state(session, vault, changed)
    for drafts in made:
        put_drafts(session, vault, drafts)
    for one in changed:
        if any(step.kind == "outcome" for step in one.steps) and one.state != "thanked":
            _tell_settled(session, vault, one)


def _tell_settled(session: Session, vault: Vault, one: Introduction) -> None:
    """Say how to strike out the need that an introduction was for, now that it bore fruit; it may be settled."""
    from prm.edits.front.fields import remove_from
    from prm.insight.matching.needs import all_sought

    people = {who.note: who.name for who in ([one.whose] if one.whose else one.between) if who.note}
    why = (one.why or "").casefold()
    for each in all_sought(vault) if why else ():
        if each.note in people and (why == each.what.casefold() or why.startswith(f"{each.what.casefold()}:")):
            name = people[each.note]
            edit = remove_from(session.engine().source(each.at.rpartition(":")[0]), vault.config, "needs", each.what)
            strike = f'prm set "{name}" needs-="{each.what}"' if edit else "take that line out"
            say(f"{name} still looks for “{each.what}” ({each.at}); if that is settled: {strike}")


def _names(one: Introduction) -> str:
    return " and ".join("you" if who.me else who.name for who in one.between)


# Which introduction is meant


def _meant(vault: Vault, all_: Sequence[Introduction], people: Sequence[NoteRow], answer: Answer, note: str) -> _Meant:
    """Return the introduction that an answer belongs to, found by the names; raises UsageError with the candidates."""
    who = one_person(vault, answer.who) if answer.who else None
    wanted = {person.id for person in (*people, *([who] if who else ()))}
    among = [each for each in all_ if wanted <= {named.note for named in named_in(each)}]
    rank = _RANKS[answer.kind]
    ranked = [(place, each) for each in among if (place := rank(each, who.id if who else 0)) is not None]
    best = [each for place, each in ranked if place == min(place for place, _ in ranked)]
    if not best:
        raise click.UsageError(_nothing(vault, answer, wanted, among))
    if len(best) > 1:
        names = "; ".join(f"{_names(each)} ({each.path})" for each in best[:8])
        raise click.UsageError(f"which introduction? {names}; name both")
    one = best[0]
    known = {named.note: named for named in named_in(one)}
    if who is None and answer.kind == "asked" and len(people) == 1 and one.mine:
        who = people[0]
    about = (known[who.id],) if who else _about(one, answer.kind)
    return _Meant(one, answer.kind, about, answer.text or note)


def _nothing(vault: Vault, answer: Answer, wanted: set[int], among: Sequence[Introduction]) -> str:
    names = " and ".join(vault.notes[note].name for note in wanted)
    if answer.kind == "introduced" and among:
        waiting = [who.name for who in among[-1].needed if who not in among[-1].said_yes]
        if among[-1].state in ("idea", "asked", "half-open"):
            return (
                f"not before both said yes: {' and '.join(waiting)} did not yet; if you brought them together: --here"
            )
    what = _NOTHING[answer.kind]
    advice = "“prm intro --list” shows them all"
    return f"there is no introduction of {names} {what}; {advice}" if names else f"no introduction {what}; {advice}"


def _rank_asked(one: Introduction, who: int) -> int | None:
    if one.state in _DONE or one.state == "open":
        return None
    if who and who not in {each.note for each in one.needed}:
        return None
    if one.state == "declined":
        return 2
    open_ = {each.note for each in one.needed} - {each.note for each in (*one.said_yes, *one.waiting)}
    return 0 if (who in open_ if who else open_) else 1


def _rank_yes(one: Introduction, who: int) -> int | None:
    if one.state in _DONE or who not in {each.note for each in one.needed}:
        return None
    if who in {each.note for each in one.said_yes}:
        return None
    order = (one.waiting, one.needed)
    if who in {each.note for each in one.said_no}:
        return 2
    return next(place for place, each in enumerate(order) if who in {named.note for named in each})


def _rank_no(one: Introduction, who: int) -> int | None:
    if one.state in _DONE or who in {each.note for each in one.said_no}:
        return None
    if who in {each.note for each in one.waiting}:
        return 0
    return (2 if who in {each.note for each in one.said_yes} else 1) if who in _ids(one.needed) else None


def _ids(people: Sequence[Who]) -> set[int]:
    return {each.note for each in people}


def _rank_introduced(one: Introduction, who: int) -> int | None:
    may = one.may_join or not one.mine
    return 0 if one.state == "open" and may else 1 if not one.mine and one.state in ("asked", "half-open") else None


def _rank_outcome(one: Introduction, who: int) -> int | None:
    told_ = any(step.kind == "outcome" for step in one.steps)
    return (1 if told_ else 0) if one.state in _DONE else None


def _rank_thanked(one: Introduction, who: int) -> int | None:
    if one.state == "bore fruit" or (one.state == "introduced" and one.by):
        return 0
    return 1 if one.state == "introduced" else None


_RANKS: dict[str, Callable[[Introduction, int], int | None]] = {
    "asked": _rank_asked,
    "yes": _rank_yes,
    "no": _rank_no,
    "introduced": _rank_introduced,
    "outcome": _rank_outcome,
    "thanked": _rank_thanked,
}


def _about(one: Introduction, kind: str) -> tuple[Who, ...]:
    """Return whom a line is about where the command line does not say."""
    if kind == "asked":
        if not one.mine:
            return (one.by,) if one.by else ()
        open_ = tuple(who for who in one.needed if who not in one.said_yes and who not in one.waiting)
        return open_ or one.waiting
    if kind == "thanked":
        return (one.by,) if one.by else tuple(who for who in one.between if not who.me)
    return ()


def _after(meant: _Meant, day: date, *, anyway: bool) -> Introduction:
    """Return an introduction as it stands with the answer; raises ClickException where the answer would not count."""
    one, kind = meant.one, meant.kind
    refusing = [who for who in meant.people if who in one.said_no]
    if kind == "asked" and one.state == "declined" and not anyway:
        names = " and ".join(who.name for who in refusing or one.said_no) or "one of them"
        raise click.ClickException(
            f"{names} said no on {one.since} ({one.at}); ask again only at their own wish: --anyway"
        )
    place = f"{one.path}:{10**6 + len(one.steps)}"
    after = told(one, [Line(kind, day.isoformat(), meant.people, meant.text, place)])
    counted = {"yes": after.said_yes, "no": after.said_no, "asked": (*after.waiting, *after.said_yes)}
    lost = [who.name for who in meant.people if kind in counted and who not in counted[kind]]
    if lost:
        raise click.ClickException(
            f"{' and '.join(lost)} said otherwise since, or on that day, a no counting first ({one.at});"
            " take that line out if it is wrong, or say --on another day"
        )
    return after


# What comes next


def _drafts(session: Session, vault: Vault, before: Introduction, after: Introduction) -> Drafts:
    """Return the drafts that an answer calls for: to both, to the other, or a word of thanks."""
    if after.may_join and after.state == "open" and before.state != "open":
        return joint(session, vault, after)
    if after.state == "declined" and before.state != "declined" and after.mine:
        spoken = [vault.notes[who.note] for who in (*after.said_yes, *after.waiting) if who.note]
        return drafts_of(session, vault, [Wish("intro-close", each, None) for each in spoken], after.path)
    if after.state == "half-open" and after.mine and after.next and after.next.do == "ask":
        return drafts_of(session, vault, _to_the_other(vault, after), after.path)
    if after.by and after.by.note and _thanks(after) > _thanks(before):
        met = [vault.notes[who.note] for who in after.between if who.note and not who.me]
        friend = vault.notes[after.by.note]
        return drafts_of(session, vault, [Wish("intro-thank", friend, each) for each in met[:1]], after.path)
    if after.mine and _thanks(after) > _thanks(before):
        met = [vault.notes[who.note] for who in after.between if who.note and not who.me]
        return drafts_of(session, vault, [Wish("thanks", each, None) for each in met], after.path)
    return Drafts([], [])


def _thanks(one: Introduction) -> int:
    return len([step for step in one.steps if step.kind == "thanked"])


def _to_the_other(vault: Vault, one: Introduction) -> list[Wish]:
    """Return the question to whoever was not asked yet, now that somebody said yes."""
    yes = [vault.notes[who.note] for who in one.said_yes if who.note]
    open_ = [vault.notes[who.note] for who in one.next.who if who.note] if one.next else []
    whose = one.whose.note if one.whose else one.between[0].note
    return [_question(vault, each, yes[0], is_offer=each.id == whose) for each in open_ if yes]


def _question(vault: Vault, person: NoteRow, other: NoteRow, *, is_offer: bool) -> Wish:
    from prm.insight.matching.answering import answered

    if is_offer:
        return Wish("intro-offer", person, other, *answered(vault, person, other))
    return Wish("intro-ask", person, other, *answered(vault, other, person))
