"""Birthdays, anniversaries and days of remembrance, ahead of today."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from prm.insight.entries import status
from prm.insight.mourning import Mourning
from prm.insight.mourning import mourners
from prm.insight.mourning import mourns
from prm.model.rows import RECENT
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.dates import PartialDate
from prm.text.dates import partial
from prm.text.pattern import Pattern

DAYS = 30
"""How many days ahead `dates` looks unless told otherwise."""
GREETING = 7
"""How many days ahead it is time for a word, where the circle does not say."""
GIVEN = 14
"""For how many days before a date a gift is one for that day, where the circle has no longer lead."""
_NO_GIFTS = ("thanks", "help", "advice", "praise", "listening", "intro", "referral", "info")
BELATED = 3
"""For how many days a birthday that passed without a word stays in the digest."""

MEMORIALS = {
    1: 1, 2: 3, 6: 7, 12: 13, 16: 17, 22: 23, 26: 27, 32: 33, 36: 37, 42: 43, 46: 47, 49: 50, 99: 100,
}  # fmt: skip
"""Which Buddhist memorial a year after a death is: the death itself counts as the first, but for 一周忌."""
_DEATH = Pattern(r"\b(?:deaths?|died|deathday|passed away|passing)\b|命日|忌日|逝去|死去|他界|亡くな|没")
_OWN_DEATH = frozenset({
    "death", "died", "deathday", "death day", "day of death", "date of death", "passed away",
    "命日", "祥月命日", "忌日", "逝去", "死去", "他界", "没", "没年月日", "亡くなった日",
})  # fmt: skip
_WEDDING = Pattern(r"\b(?:wedding|married|marriage)\b|結婚|入籍")


class Occasion(NamedTuple):
    """A day of the year that comes: `date` is the next one, `age` the years it completes, null without a year.

    `kind` is birthday, wedding, death, loss (somebody of theirs died) or other; `memorial` the number of the memorial
    that a death's day is by Buddhist counting (3 is 三回忌, two years on). `mourning` says that they mourn on that day
    and nobody congratulates. `stage` says what it is time for: gift, greeting, or null; `given` says that the gift is
    given, so that a word is all there is to come. `ideas` are their gift ideas while it is time for one.
    """

    slug: str
    name: str
    label: str
    date: str
    age: int | None
    in_days: int
    kind: str
    memorial: int | None
    mourning: bool
    stage: str | None
    ideas: list[str]


class _Dated(NamedTuple):
    row: ValueRow
    note: NoteRow
    kind: str


def occasions(vault: Vault, days: int = DAYS, person: NoteRow | None = None) -> list[Occasion]:
    """Return what falls within `days` from today, soonest first.

    Acquaintances and archived people are left out. Of the deceased only the day of their death is kept.
    """
    days = min(days, 400)
    found = [
        (occasion, dated.note)
        for dated in _dated(vault, _near(vault.today, 0, days), person)
        if (occasion := _next(vault, dated, vault.today)) and occasion.in_days <= days
    ]
    return _told(vault, found)


def approaching(vault: Vault, days: int, least: int = 0) -> list[Occasion]:
    """Return what a digest mentions: dates within the lead of the circle, within `days` without one.

    All within `least` days is mentioned whatever the circle says. A birthday of somebody to keep in touch with that
    passed without a word stays for BELATED days. Today comes first, then what passed, then the days to come.
    """
    leads = {name: max(least, circle.lead) for name, circle in vault.config.circles.items() if circle.lead is not None}
    most = min(max(days, least, *leads.values(), 0), 400)
    found: list[tuple[Occasion, NoteRow]] = []
    for dated in _dated(vault, _near(vault.today, BELATED, most), None):
        occasion = _next(vault, dated, vault.today)
        if occasion and occasion.in_days <= leads.get(dated.note.circle, max(days, least)):
            found.append((occasion, dated.note))
        elif dated.kind == "birthday" and (missed := _missed(vault, dated)):
            found.append((missed, dated.note))
    told = [each for each in _told(vault, found) if each.stage != "given" or each.in_days <= GREETING]
    return sorted(told, key=_order)


def kind_of(key: str, label: str, *, deceased: bool = False) -> str:
    """Return what sort of day a date is by its label: birthday, wedding, death, loss or other."""
    return "birthday" if key == "birthday" else _kind(label.strip().casefold(), deceased)


@lru_cache(256)
def _kind(label: str, deceased: bool) -> str:
    if _DEATH.search(label):
        own = label in _OWN_DEATH or (deceased and (_DEATH.match(label) or not label.isascii()))
        return "death" if own else "loss"
    return "wedding" if _WEDDING.search(label) else "other"


def _dated(vault: Vault, near: frozenset[str], person: NoteRow | None) -> Iterator[_Dated]:
    """Yield the dates that fall on days that are near, of people whose dates are kept."""
    labelled = vault.values_of(person.id, "dates") if person else vault.values("dates")
    born = vault.values_of(person.id, "birthday") if person else vault.values_on("birthday", near)
    dead = _dead(vault, labelled)
    for row in (*born, *labelled):
        if row.value[-5:] not in near:
            continue
        note = vault.notes[row.note]
        if note.kind != "person" or note.id == vault.me or status(vault, note) in ("acquaintance", "archived"):
            continue
        deceased = note.status == "deceased" or note.id in dead
        kind = kind_of(row.key, row.label, deceased=deceased)
        if not deceased or kind == "death":
            yield _Dated(row, note, kind)


def _dead(vault: Vault, labelled: Iterable[ValueRow]) -> set[int]:
    """Return the notes whose own dates say that their person has died."""
    today = vault.today.isoformat()
    return {
        row.note
        for row in labelled
        if row.value.lstrip("~") <= today and kind_of(row.key, row.label) == "death"
    }  # fmt: skip


def _near(today: date, before: int, after: int) -> frozenset[str]:
    """Return the days of the year around today, as the last five signs of a date that has one."""
    first = -min(before, (today - date.min).days)
    last = min(after, (date.max - today).days)
    near = {(today + timedelta(ahead)).strftime("%m-%d") for ahead in range(first, last + 1)}
    return frozenset(near | {"02-29"})


def _next(vault: Vault, dated: _Dated, since: date) -> Occasion | None:
    """Return the first time that a date comes on or after a day."""
    day = partial(dated.row.value)
    following = day.next_on_or_after(since) if isinstance(day, PartialDate) else None
    if following is None or not isinstance(day, PartialDate):
        return None
    age = following.year - day.year if day.year is not None and not day.about else None
    lost = dated.kind in ("death", "loss")
    return Occasion(
        dated.note.slug,
        dated.note.name,
        dated.row.label or ("birthday" if dated.kind == "birthday" else "date"),
        following.isoformat(),
        age,
        (following - vault.today).days,
        dated.kind,
        MEMORIALS.get(age) if lost and age else None,
        False,
        None,
        [],
    )


def _missed(vault: Vault, dated: _Dated) -> Occasion | None:
    """Return a birthday of these last days if somebody to keep in touch with had no word around it."""
    if vault.cadence(dated.note) is None:
        return None
    before = timedelta(min(BELATED, (vault.today - date.min).days))
    occasion = _next(vault, dated, vault.today - before)
    if occasion is None or occasion.in_days >= 0:
        return None
    row = vault.lately.rows.get(dated.note.id)
    days = [row[RECENT.day]] if row else []
    days += [stated.value for stated in vault.lately.stated if stated.note == dated.note.id]
    spoken = (date.fromisoformat(occasion.date) - before).isoformat()
    return None if any(day >= spoken for day in days) else occasion


def _told(vault: Vault, found: list[tuple[Occasion, NoteRow]]) -> list[Occasion]:
    """Return occasions in order, each with what it is time for, and who mourns."""
    mourning = mourners(vault) if found else {}
    told = [_with_stage(vault, each, note, mourning.get(note.id)) for each, note in found]
    return sorted(told, key=lambda each: (each.in_days, each.name, each.label))


def _with_stage(vault: Vault, each: Occasion, note: NoteRow, mourning: Mourning | None) -> Occasion:
    if each.kind in ("death", "loss"):
        return each
    if mourns(mourning, date.fromisoformat(each.date)):
        return each._replace(mourning=True)
    stage = _stage(vault, each, note)
    return each._replace(stage=stage, ideas=_presents(vault, note) if stage == "gift" else [])


def _order(each: Occasion) -> tuple[bool, int]:
    """Return what comes first: today, then what passed without a word, then the days to come."""
    return each.in_days != 0, each.in_days


def _presents(vault: Vault, note: NoteRow) -> list[str]:
    from prm.insight.giving.ideas import presents

    return [each.text for each in presents(vault, note)]


def _stage(vault: Vault, each: Occasion, note: NoteRow) -> str | None:
    """Return what it is time for: a gift from the circle's lead on, a word from `greet` days on; or `given`."""
    circle = vault.circle(note)
    lead = circle.lead if circle else None
    greet = circle.greet if circle else None
    if greet is None:
        greet = GREETING if lead is None else min(GREETING, lead)
    if each.kind in ("birthday", "wedding") and _is_given(vault, each, note, max(lead or 0, GIVEN)):
        return "given"
    if each.in_days <= greet:
        return "greeting"
    return "gift" if lead is not None and each.in_days <= lead and each.kind in ("birthday", "wedding") else None


def _is_given(vault: Vault, each: Occasion, note: NoteRow, days: int) -> bool:
    """Tell whether a gift was given within so many days before a date; nobody is asked who was not met since then."""
    begun = (vault.today - timedelta(min(max(0, days - each.in_days), (vault.today - date.min).days))).isoformat()
    row = vault.lately.rows.get(note.id)
    if row is None or row[RECENT.day] < begun:
        return False
    given = (each for each in vault.contacts_of(note.id) if each.kind == "gave" and each.what not in _NO_GIFTS)
    return any(entry.day >= begun for entry in given)
