"""What the letters around an introduction say: to offer it, to ask for it, to make it, to thank for it.

Until somebody said yes to an introduction they have no name in the letters to the other: who says no is never known.
"""

from __future__ import annotations

from prm.insight.introductions.states import introductions
from prm.insight.introductions.states import introductions_of
from prm.insight.letters.letter import Facts
from prm.insight.letters.letter import Held
from prm.insight.letters.letter import Letter
from prm.insight.letters.letter import introduce
from prm.insight.letters.letter import named
from prm.insight.letters.letter import place_of
from prm.insight.letters.letter import role_of
from prm.insight.letters.phrases import clean
from prm.insight.letters.phrases import news
from prm.insight.letters.phrases import sought
from prm.insight.letters.phrases import value
from prm.insight.people import Word
from prm.model.concerning import bare
from prm.model.rows import NoteRow
from prm.model.vault import Vault


def agreed(vault: Vault, one: NoteRow, two: NoteRow, path: str = "") -> frozenset[int]:
    """Return who of two people said yes to being introduced, in the note at `path` or any; a later no takes it back.

    A yes in an introduction that was declined was for that one alone.
    """
    both = {one.id, two.id}
    made = [each for each in introductions(vault) if both <= {who.note for who in each.between}]
    said = [each.said_yes for each in made if path in ("", each.path) and each.state != "declined"]
    return frozenset(who.note for yes in said for who in yes if who.note in both)


def _between(vault: Vault) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for link in vault.links_as("between"):
        if link.found is not None and link.hits == 1:
            found.setdefault(link.note, set()).add(link.found)
    return found


def offer(letter: Letter) -> Facts | Held:
    """Return what an offer says to the one whose need it is."""
    other = _other(letter)
    need, evidence = _need(letter, letter.person, theirs=True)
    return _facts(letter, other, {"need": need}, evidence)


def ask(letter: Letter) -> Facts | Held:
    """Return what a question says to the other, for whom a no must be easy."""
    other = _other(letter)
    need, evidence = _need(letter, other, theirs=False)
    said = value(letter.ask.offer, letter.lang, theirs=True)
    work = role_of(letter.vault, letter.person, letter.lang)
    if said and said == work:  # a role is what somebody is, and nothing they can
        return _facts(letter, other, {"need": need, "offer": "", "own_role": work}, evidence)
    return _facts(letter, other, {"need": need, "offer": said, "own_role": ""}, evidence)


def joint(letter: Letter) -> Facts | Held:
    """Return what a letter to both says, after two yeses; the one who looks for something is the first."""
    other, vault = _other(letter), letter.vault
    yes = agreed(vault, letter.person, other, letter.ask.path)
    waiting = [each.name for each in (letter.person, other) if each.id not in yes]
    if waiting:
        return Held(f"no letter to both before both said yes; {' and '.join(waiting)} did not yet")
    return both(letter, letter.person, other)


def both(letter: Letter, seeker: NoteRow, helper: NoteRow) -> Facts:
    """Return what a letter to two people says, in its own language."""
    calls = [
        next((clean(row.text) for row in letter.vault.values_of(each.id, "call")), "") for each in (seeker, helper)
    ]
    if letter.person.id == seeker.id:
        calls[0] = letter.call
    need, evidence = _need(letter, seeker, theirs=False)
    offered = value(letter.ask.offer, letter.lang)
    work = _work(letter, helper)
    why, known = _why(letter, seeker, helper)
    says: dict[str, object] = {
        "why": _beside(why, need, offered),
        "seeker": {"call": calls[0], **_work(letter, seeker), "need": need},
        "helper": {"call": calls[1], **work, "offer": "" if offered == work["role"] else offered},
    }
    return Facts(says, [], [*evidence, *known])


def close(letter: Letter) -> Facts | Held:
    """Return what is told to somebody who was asked, where an introduction does not come about: never why, or whose no.

    It knows nobody but the one it goes to, and the one need they have.
    """
    today = letter.vault.today.isoformat()
    rows = letter.vault.values_of(letter.person.id, "needs")
    rows = [row for row in rows if not row.until or row.until > today[: len(row.until)]]
    need = sought(value(rows[0].text, letter.lang, theirs=True)) if len(rows) == 1 else ""
    return Facts({"need": need}, [], [Word(clean(row.text), row.at) for row in rows] if need else [])


def request(letter: Letter) -> Facts | Held:
    """Return what is asked of a friend who could introduce me, with lines to pass on."""
    other, vault, lang = _other(letter), letter.vault, letter.lang
    wish = {row.label: row for row in reversed(vault.values_of(other.id, "wish"))}
    said = {key: value(wish[key].text, lang, theirs=True) if key in wish else "" for key in ("why", "gives")}
    if lang == "en" and not said["why"].startswith("to "):
        said["why"] = ""  # it stands behind “I would like to meet you”
    evidence = [Word(f"{key}: {clean(wish[key].text)}", wish[key].at) for key in ("why", "gives") if key in wish]
    notes = [f"how {other.name} likes to be approached: {clean(wish['approach'].text)}"] if "approach" in wish else []
    says: dict[str, object] = {"other": named(vault, other, lang), "mine": introduce(letter), **said}
    return Facts(says, notes, evidence)


def thank(letter: Letter) -> Facts | Held:
    """Return what is told to the one who introduced me."""
    other, vault = _other(letter), letter.vault
    told = [
        step
        for each in introductions_of(vault, other)
        if each.by and each.by.note == letter.person.id and any(who.me for who in each.between)
        for step in reversed(each.steps)
        if step.kind == "outcome" and step.day <= vault.today.isoformat()
    ]
    outcome = next((text for step in told if (text := news(step.text, letter.lang, of_another=True))), "")
    evidence = [Word(clean(step.text), step.at) for step in told]
    return Facts({"other": named(vault, other, letter.lang), "outcome": outcome}, [], evidence)


def _other(letter: Letter) -> NoteRow:
    assert letter.other is not None
    return letter.other


def _facts(letter: Letter, other: NoteRow, says: dict[str, object], evidence: list[Word]) -> Facts:
    """Return what both letters say of the other: a name only where they said yes, else what anybody may know."""
    yes = other.id in agreed(letter.vault, letter.person, other, letter.ask.path)
    about = {"name": _full(letter, other) if yes else "", "yes": yes, **_work(letter, other)}
    offered = says.get("offer") or (value(letter.ask.offer, letter.lang) if "offer" not in says else "")
    offered = "" if offered == about["role"] else offered  # it is said already
    why, known = _why(letter, letter.person, other)
    notes = [] if yes else [f"{other.name} did not say yes yet, so the draft leaves the name out"]
    more = {"other": about, "offer": offered, "why": _beside(why, says["need"], offered)}
    return Facts({**says, **more}, notes, [*evidence, *known])


def _work(letter: Letter, person: NoteRow) -> dict[str, str]:
    role = role_of(letter.vault, person, letter.lang)
    return {"role": role, "place": place_of(letter.vault, person, letter.lang)}


def _full(letter: Letter, person: NoteRow) -> str:
    return named(letter.vault, person, letter.lang)


def _need(letter: Letter, person: NoteRow, *, theirs: bool) -> tuple[str, list[Word]]:
    """Return what is looked for, as the caller says: a need that the other does not answer is not for them."""
    said = clean(bare(letter.ask.need))
    rows = [row for row in letter.vault.values_of(person.id, "needs") if said and clean(bare(row.text)) == said]
    return sought(value(letter.ask.need, letter.lang, theirs=theirs)), [Word(clean(row.text), row.at) for row in rows]


def _why(letter: Letter, *people: NoteRow) -> tuple[str, list[Word]]:
    """Return why the two: as the caller says, else as the note of the introduction does in words of mine."""
    if mine := letter.ask.why or letter.ask.about:
        return value(mine, letter.lang, theirs=True), []
    vault, ids = letter.vault, {each.id for each in people}
    needs = {clean(bare(row.text)) for each in people for row in vault.values_of(each.id, "needs")}
    for note, held in _between(vault).items():
        if ids <= held and letter.ask.path in ("", vault.notes[note].path):
            for row in vault.values_of(note, "because"):
                said = clean(row.text)
                if said not in needs and not any(said.startswith(f"{need}:") for need in needs):
                    return value(row.text, letter.lang, theirs=True), [Word(f"why: {said}", row.at)]
    return "", []


def _beside(why: str, *others: object) -> str:
    """Return why the two, or “” where the need or the offer say it already."""
    return "" if sought(why).casefold() in {str(each).casefold() for each in others} else why
