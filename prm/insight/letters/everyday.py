"""What the letters of everyday say: thanks, a word in between, a birthday, a report, a loss, a season, good news."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from prm.insight.giving.given import given_by_person
from prm.insight.giving.given import without_thanks
from prm.insight.introductions.states import introductions_of
from prm.insight.letters.letter import Facts
from prm.insight.letters.letter import Held
from prm.insight.letters.letter import Letter
from prm.insight.letters.letter import died
from prm.insight.letters.letter import in_mourning
from prm.insight.letters.letter import introduce
from prm.insight.letters.letter import named
from prm.insight.letters.phrases import advice
from prm.insight.letters.phrases import clean
from prm.insight.letters.phrases import helped
from prm.insight.letters.phrases import lately
from prm.insight.letters.phrases import news
from prm.insight.letters.phrases import of_both
from prm.insight.letters.phrases import sought
from prm.insight.letters.phrases import speaks
from prm.insight.letters.phrases import thing
from prm.insight.letters.phrases import title
from prm.insight.letters.phrases import to_you
from prm.insight.letters.phrases import topic
from prm.insight.letters.phrases import value
from prm.insight.letters.phrases import when
from prm.insight.occasions import occasions
from prm.insight.people import Word
from prm.insight.people import relations
from prm.insight.promises import promises
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.pattern import Pattern

BEFORE, AFTER = 14, 7
"""From how many days before a birthday, until how many after it, a greeting is drafted."""
_AHEAD = 45
_LOSS = 365
_NO_TALKS = ("gave", "got", "wrote", "introduced", "reported", "stated")
_CONDOLED = Pattern(r"(?i)お悔やみ|弔|condol|sympath|so sorry")
_TOLD = ("advice", "info", "intro", "referral", "help")


# thanks, and what came of it


def thanks(letter: Letter) -> Facts | Held:
    """Return what there is to thank for: as I say, or the latest help or present without thanks."""
    if letter.ask.path:
        return _for_an_introduction(letter)
    if letter.ask.about and not _is_line(letter, letter.ask.about):
        return Facts({"said": _about(letter), "got": None}, [], [])
    found = given_by_person(letter.vault, letter.person)
    if letter.ask.about:
        rows = [each for each in found if each.way == "got" and letter.ask.about in (each.at, each.date)]
    else:
        rows = without_thanks(letter.vault, found)
    if not rows:
        return Held(
            f"nothing that {letter.person.name} gave or did is without thanks, as far as the notes say; say what for:"
            " --for “the lift home”"
        )
    line = next(each for each in letter.vault.contacts_of(letter.person.id) if each.at == rows[0].at)
    return Facts({"said": "", "got": _got(letter, line)}, [], [_line(line)])


def _for_an_introduction(letter: Letter) -> Facts | Held:
    """Return the thanks to one of two whom I brought together, in the note at a path: they trusted me with it."""
    vault = letter.vault
    made = [each for each in introductions_of(vault, letter.person) if each.path == letter.ask.path]
    if not made or made[0].state not in ("introduced", "bore fruit", "thanked"):
        return Held(f"{letter.ask.path}: nobody is introduced yet")
    others = [who.note for who in made[0].between if who.note not in (0, vault.me, letter.person.id)]
    name = named(vault, vault.notes[others[0]], letter.lang) if others else ""
    told = [step for step in made[0].steps if step.kind == "outcome"][-1:]
    heard = next((text for step in told if (text := of_both(step.text, letter.lang))), "")
    got = {"what": "together", "item": "", "advice": "", "other": name, "when": "", "recent": True, "heard": heard}
    return Facts({"said": "", "got": got}, [], [Word(f"{step.day}: {clean(step.text)}", step.at) for step in told])


def _about(letter: Letter) -> str:
    """Return what I say that it is about, as it is said to them."""
    return to_you(clean(letter.ask.about), letter.lang)


def _is_line(letter: Letter, about: str) -> bool:
    """Tell whether --for names a line or a day of their history rather than saying something."""
    return any(about in (each.at, each.day) for each in letter.vault.contacts_of(letter.person.id))


def _got(letter: Letter, line: Contact) -> dict[str, object]:
    """Return what was received, as far as a letter can say it: a thing, a piece of advice, somebody's name."""
    lang, today = letter.lang, letter.vault.today
    others = [note for note in letter.vault.company_of(letter.person.id).get(line.entry, []) if note != line.person]
    return {
        "what": line.what,
        "item": _item(line, lang, alone=not others),
        "advice": advice(line.text, lang) if line.what == "advice" else "",
        "other": _introduced(letter, line, others) if line.what == "intro" else "",
        "when": when(line.day, today, lang),
        "recent": lately(line.day, today),
        "heard": "",
    }


def _item(line: Contact, lang: str, *, alone: bool) -> str:
    if line.what == "help":
        return helped(line.text, lang, alone=alone)
    return thing(line.text, lang) if line.what in ("gift", "meal") else ""


def _introduced(letter: Letter, line: Contact, others: list[int]) -> str:
    from prm.text.markdown import links

    found = [note for link in links(line.text, 0, len(line.text)) for note in letter.vault.resolve(link.target)]
    people = [note for note in (*others, *found) if note in letter.vault.notes]
    return named(letter.vault, letter.vault.notes[people[0]], letter.lang) if people else ""


def report(letter: Letter) -> Facts | Held:
    """Return what their work, advice or introduction did for me: my newest result, else what they gave me."""
    introduction = introduce(letter) if not letter.vault.contact_counts.get(letter.person.id) else None
    if letter.ask.about:
        says: dict[str, object] = {"said": _about(letter), "got": None, "used": "", "result": ""}
        return Facts({**says, "mine": introduction}, [], [])
    lines = [each for each in letter.vault.contacts_of(letter.person.id) if each.day <= letter.vault.today.isoformat()]
    told = max((each.day for each in lines if each.kind == "reported"), default="")
    used = [each for each in lines if each.kind == "used" and each.day > told]
    results = [each for each in lines if each.kind == "result" and each.day > told]
    if used or results:
        said = next((text for each in used if (text := title(each.text, letter.lang))), "")
        result = next((text for each in results if (text := news(each.text, letter.lang))), "")
        says = {"said": "", "got": None, "used": said, "result": result}
        return Facts({**says, "mine": introduction}, [], [_line(each) for each in (*results[:1], *used[:1])])
    got = next((each for each in lines if each.kind == "got" and each.what in _TOLD), None)
    if got is None:
        return Held(
            f"no result, advice or introduction of {letter.person.name} is noted yet; say what it is about:"
            " --for “the breathing exercise”"
        )
    told_of = _got(letter, got)
    if str(told_of["item"]).startswith(("your ", "out ")):
        told_of["item"] = ""  # one thanks for it, and nothing came of it
    says = {"said": "", "got": told_of, "used": "", "result": "", "mine": introduction}
    return Facts(says, [], [_line(got)])


def _line(contact: Contact) -> Word:
    return Word(f"{contact.day}: {clean(contact.text) or contact.what or contact.kind}", contact.at)


# a word in between


def checkin(letter: Letter) -> Facts | Held:
    """Return what we last talked about and what is near in their life; it asks nothing of them."""
    vault, lang, person = letter.vault, letter.lang, letter.person
    last = next((each for each in vault.contacts_of(person.id) if each.counts and each.kind not in _NO_TALKS), None)
    names = frozenset(part.casefold() for each in vault.people for part in each.name.split())
    says: dict[str, object] = {
        "last": None,
        "meeting": _meeting(letter),
        "near": _near(letter),
        "need": next((text for text in _needs(letter) if text), ""),
    }
    evidence = []
    if last is not None:
        says["last"] = {
            "kind": last.kind,
            "when": when(last.day, vault.today, lang),
            "recent": lately(last.day, vault.today),
            "topic": clean(letter.ask.about) or topic(last.text, lang, names),
        }
        evidence.append(_line(last))
    mine = [each for each in promises(vault, person) if each.owner == "me"]
    notes = [f"you promised: {clean(each.text)} ({each.at})" for each in mine]
    return Facts(says, notes, evidence)


def _needs(letter: Letter) -> list[str]:
    today = letter.vault.today.isoformat()
    rows = letter.vault.values_of(letter.person.id, "needs")
    open_ = [row for row in rows if not row.until or row.until > today[: len(row.until)]]
    return [sought(value(row.text, letter.lang, theirs=True)) for row in open_]


def _meeting(letter: Letter) -> str:
    """Return when we meet next, in words, or “”."""
    vault = letter.vault
    until = (vault.today + timedelta(min(_AHEAD, (date.max - vault.today).days))).isoformat()
    for each in vault.log.meetings(vault.today.isoformat(), until):
        if letter.person.id in vault.attendees.get(each.note, []) and "cancel" not in each.why:
            return "today" if each.day == vault.today.isoformat() else when(each.day, vault.today, letter.lang)
    return ""


def _near(letter: Letter) -> dict[str, object] | None:
    """Return the next day of theirs that is neither a birthday nor a loss."""
    for each in occasions(letter.vault, _AHEAD, letter.person):
        if each.kind in ("wedding", "other") and not each.mourning:
            wedding = each.kind == "wedding"
            label = "" if wedding else value(each.label, letter.lang)
            if wedding or label:
                return {"label": label, "wedding": wedding, "when": when(each.date, letter.vault.today, letter.lang)}
    return None


# days of the year


def birthday(letter: Letter) -> Facts | Held:
    """Return a birthday that is near, and its age where the year is known; no greeting at another time."""
    vault, person = letter.vault, letter.person
    born = partial(person.birthday) if person.birthday else None
    first = vault.today - timedelta(min(AFTER, (vault.today - date.min).days))
    day = born.next_on_or_after(first) if isinstance(born, PartialDate) else None
    if not isinstance(born, PartialDate) or day is None:
        return Held(f'no birthday of {person.name} is noted; say so with: prm set "{person.name}" birthday=…')
    if in_mourning(vault, person, day):
        return _not_now(person)
    away = (day - vault.today).days
    if away > BEFORE:
        return Held(
            f"the birthday of {person.name} is on {day.isoformat()}, in {away} days; a greeting is drafted from"
            f" {BEFORE} days before it"
        )
    age = day.year - born.year if born.year is not None and not born.about else None
    notes = [f"the day is {day.isoformat()}; keep this until then"] if away > 0 else []
    row = next((row for row in vault.values_of(person.id, "birthday")), None)
    evidence = [Word(clean(row.text), row.at)] if row else []
    return Facts({"age": age, "belated": away < 0}, notes, evidence)


def congratulation(letter: Letter) -> Facts | Held:
    """Return what there is to congratulate on, as I say; never in mourning."""
    if in_mourning(letter.vault, letter.person, letter.vault.today):
        return _not_now(letter.person)
    return Facts({"said": _about(letter)}, [], [])


def _not_now(person: NoteRow) -> Held:
    return Held(
        f"{person.name} is in mourning, and nobody congratulates; “prm draft season” and “prm draft checkin” know that"
    )


def season(letter: Letter) -> Facts | Held:
    """Return which greeting the time of the year asks for; in mourning, theirs or mine, none that is glad."""
    vault = letter.vault
    names = SEASONS_JA if letter.lang == "ja" else SEASONS_EN
    if letter.ask.about and letter.ask.about not in names:
        return Held(f"there is no season “{letter.ask.about}” in {letter.lang}; one of {', '.join(names)}")
    theirs = in_mourning(vault, letter.person, vault.today)
    mine = bool(vault.me) and in_mourning(vault, vault.notes[vault.me], vault.today)
    asked = letter.ask.about or _season(vault.today, letter.lang)
    name = asked
    if letter.lang == "ja" and asked == "nenga":
        winter = "kanchu" if vault.today.month != 12 else ""
        name = winter or "mochu" if theirs else winter or "ketsurei" if mine else asked
    notes = []
    if name == "nenga" and vault.today.month == 12:
        notes.append("a card for the first of January; posted by 25 December it arrives on the day")
    if name == "kanchu" and vault.today < date(vault.today.year, 1, 8):
        notes.append("midwinter cards are sent from 8 January on")
    return Facts({"season": name, "mine_mourning": mine}, notes, [])


SEASONS_JA = ("nenga", "kanchu", "yokan", "shochu", "zansho", "letter", "mochu", "ketsurei")
"""Greetings of a Japanese year: 年賀, 寒中, 余寒, 暑中, 残暑, a letter in between, 喪中見舞い, 年賀欠礼."""
SEASONS_EN = ("yearend", "newyear", "letter")
_JAPANESE = (
    ((1, 7), "nenga"), ((2, 3), "kanchu"), ((2, 28), "yokan"), ((7, 6), "letter"), ((8, 7), "shochu"),
    ((8, 31), "zansho"), ((11, 30), "letter"), ((12, 31), "nenga"),
)  # fmt: skip
_ENGLISH = (((1, 15), "newyear"), ((12, 9), "letter"), ((12, 31), "yearend"))


def _season(today: date, lang: str) -> str:
    day = (today.month, today.day)
    return next(name for last, name in (_JAPANESE if lang == "ja" else _ENGLISH) if day <= last)


# a loss


def condolence(letter: Letter) -> Facts | Held:
    """Return whom they lost: as I say, or the one of theirs who died last."""
    if letter.ask.about:
        return Facts({"of": _about(letter)}, [], [])
    lost = sorted(_lost(letter), reverse=True)
    if not lost:
        return Facts({"of": ""}, [], [])
    day, _, name, person = lost[0]
    row = next(iter(letter.vault.values_of(person.id, "dates")), None)
    evidence = [Word(f"{person.name}: {row.label} {row.text}", row.at)] if row else []
    written = [
        each for each in letter.vault.contacts_of(letter.person.id) if each.day >= day and _CONDOLED.search(each.text)
    ]
    notes = [f"you wrote to {letter.person.name} about it already ({each.at})" for each in written[-1:]]
    return Facts({"of": name}, notes, evidence)


def _lost(letter: Letter) -> list[tuple[str, str, str, NoteRow]]:
    """Return whom they are tied to and who died within a year: the day, and what I call them."""
    vault = letter.vault
    notes = {each.slug: each for each in vault.people}
    since = (vault.today - timedelta(min(_LOSS, (vault.today - date.min).days))).isoformat()
    found = []
    for each in relations(vault, letter.person):
        person = notes.get(each.person.slug or "")
        day = died(vault, person) if person else None
        if person is None or not day or day < since:
            continue
        calls = [clean(row.text) for row in vault.values_of(person.id, "call")]
        name = next((call for call in calls if speaks(call, letter.lang)), "")
        found.append((day, person.slug, name, person))
    return found
