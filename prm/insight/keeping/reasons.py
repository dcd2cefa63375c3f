"""Who has a reason to be named today, and which: they wrote last, it is their turn, it is quieter than it was."""

from datetime import date
from typing import Any
from typing import NamedTuple

from prm.insight.keeping.measure import Waiting
from prm.insight.keeping.measure import tier
from prm.insight.keeping.turns import RESTING
from prm.insight.keeping.turns import first_day
from prm.insight.keeping.turns import later
from prm.insight.keeping.turns import patience
from prm.insight.keeping.turns import turns
from prm.model.pulse import days_before
from prm.model.pulse import rhythm_of
from prm.model.pulse import split
from prm.model.pulse import unanswered
from prm.model.rows import RECENT
from prm.model.rows import Last
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.cadence import Cadence

ANSWER, DUE, DRIFT, RETURNED, GOOD, WROTE, PLACE = "answer", "due", "drift", "returned", "good", "wrote", "place"
"""The reasons: they wrote last; their turn; quieter than it was; set aside until today; a good moment; no reply yet;
they live where I am."""
FRESH = 182
"""For how many days a letter waits for its answer ahead of everything; then in its turn, if they have a rhythm."""


_TIME_TO_REPLY = 14


class Reason(NamedTuple):
    """Why somebody is named: since when, by whose cadence or usual `gap` in days, how many messages had no answer.

    `queued` is the day from which they wait: since then they are named before those who came later.
    """

    person: NoteRow
    why: str
    since: date
    queued: date
    start: date | None
    cadence: Cadence | None
    gap: int
    unanswered: int
    last: Last | None


class Reasons(NamedTuple):
    """Everybody with a reason: who wrote last, who waits, for whom it is a good moment, who has not replied yet.

    `waiting` also holds who will be due within the days that were asked for; `tended` those who had their word this
    week, `tracked` those with a rhythm who are not set aside.
    """

    answers: list[Reason]
    waiting: list[Reason]
    good: list[Reason]
    silent: list[Reason]
    tended: list[Waiting]
    tracked: list[NoteRow]


class _Pace(NamedTuple):
    """What a cadence means today: due if the last contact was by `due`, a good moment by `good`, soon by `soon`."""

    cadence: Cadence | None
    due: str
    good: str
    soon: str


_NO_ROW: tuple[Any, ...] = ("",) * 18 + (0, 0)


class _Look:
    """One pass over everybody, as of today and some days ahead."""

    def __init__(self, vault: Vault, ahead: int) -> None:
        self.vault = vault
        self.today = vault.today
        self.day = vault.today.isoformat()
        self.monday = days_before(vault.today, vault.today.weekday()).isoformat()
        self.fresh = days_before(vault.today, FRESH).isoformat()
        self.ahead = ahead
        self.paces: dict[tuple[str, str], _Pace] = {}
        self.stated = vault.lately.newer()
        self.stated_days: dict[int, list[str]] = {}
        for row in vault.lately.stated:
            self.stated_days.setdefault(row.note, []).append(row.value)
        self.found = Reasons([], [], [], [], [], [])

    def pace(self, person: NoteRow) -> _Pace:
        """Return what a person's cadence means today."""
        key = (person.cadence, person.circle)
        known = self.paces.get(key)
        if known is None:
            rhythm = self.vault.cadence(person)
            known = _Pace(None, "", "", "") if rhythm is None else self._pace(rhythm)
            self.paces[key] = known
        return known

    def _pace(self, rhythm: Cadence) -> _Pace:
        least, most = rhythm
        due, good, soon = (days_before(self.today, days) for days in (most, least, max(0, most - self.ahead)))
        return _Pace(rhythm, due.isoformat(), good.isoformat(), soon.isoformat())


def reasons(vault: Vault, ahead: int = 0) -> Reasons:
    """Return everybody who has a reason to be named today, or will be due within some days."""
    look = _Look(vault, ahead)
    rows, tracked = dict(vault.lately.rows.items()), look.found.tracked
    for person in vault.people:
        row = rows.get(person.id, _NO_ROW)
        if person.status in RESTING and not _is_known(person, row):
            continue
        pace = look.pace(person)
        if pace.cadence and not (person.snooze and person.snooze > look.day):
            tracked.append(person)
        if person.id in look.stated or person.snooze:
            _consider(look, person, row, pace)
        elif not row[2]:
            if pace.cadence and person.met_day:
                _consider(look, person, row, pace)
        elif (
            (pace.cadence and (row[2] <= pace.soon or row[2] <= pace.good))
            or row[2] >= look.monday
            or row[3] == "heard"
            or row[16] <= look.day < row[17]
            or row[18]
        ):
            _consider(look, person, row, pace)
    found = look.found
    for each in (found.answers, found.waiting, found.good, found.silent):
        each.sort(key=lambda one: (one.since, one.person.path))
    found.answers.sort(key=lambda one: one.since, reverse=True)
    return found


def _is_known(person: NoteRow, row: tuple[Any, ...]) -> bool:
    """Tell whether somebody at rest has a reason: an acquaintance with a circle, a contact, or a day that was named."""
    return person.status == "acquaintance" and bool(person.circle or row[2] or person.snooze)


def _consider(look: _Look, person: NoteRow, row: tuple[Any, ...], pace: _Pace) -> None:
    """Find the reason of one person, and whether they had their word this week."""
    found = look.found
    last = look.stated.get(person.id) or (Last(*row[2:6]) if row[2] else None)
    until = first_day(person.snooze)
    if last is not None and last.day >= look.monday:
        found.tended.extend(_tended(look, person, row, pace))
    if until is not None and until > look.today:
        return
    if last is not None and last.kind == "heard" and row[RECENT.days][10] == "h" and last.day >= look.fresh:
        day = date.fromisoformat(last.day)
        found.answers.append(_reason(person, ANSWER, max(day, until or day), day, pace, row, 0, last))
        return
    start = date.fromisoformat(last.day) if last else first_day(person.met_day)
    silent = row[RECENT.unanswered] if last and last.kind == "wrote" else 0
    if silent and start and look.fresh <= start.isoformat() and (look.today - start).days >= _TIME_TO_REPLY:
        found.silent.append(_reason(person, WROTE, start, start, pace, row, silent, last))
    if pace.cadence and start:
        _turn(look, person, row, pace, pace.cadence, start, until, silent, last)
    elif until is not None and (start is None or start < until):
        found.waiting.append(_reason(person, RETURNED, until, start, pace, row, silent, last))
    elif person.cadence != "none":
        _drift(look, person, row, pace, start, until, last)


def _turn(
    look: _Look,
    person: NoteRow,
    row: tuple[Any, ...],
    pace: _Pace,
    cadence: Cadence,
    start: date,
    until: date | None,
    silent: int,
    last: Last | None,
) -> None:
    day = later(start, cadence.most * patience(silent))
    if last and last.kind == "heard":
        day = min(day, later(start, FRESH))
    day = max(day, until) if until else day
    if day <= look.today:
        drift = _drifts(look, row, last)
        queued = min(day, max(drift, until or drift)) if drift else day
        look.found.waiting.append(_reason(person, DUE, day, start, pace, row, silent, last, queued))
    elif until is not None and start < until and (look.today - until).days < _RETURNING:
        look.found.good.append(_reason(person, RETURNED, until, start, pace, row, silent, last))
    elif not _drift(look, person, row, pace, start, until, last):
        if (day - look.today).days <= look.ahead:
            look.found.waiting.append(_reason(person, DUE, day, start, pace, row, silent, last))
        if not silent and cadence.least < cadence.most and (look.today - start).days >= cadence.least:
            look.found.good.append(_reason(person, GOOD, later(start, cadence.least), start, pace, row, 0, last))


_RETURNING = 14
"""For how many days it is said that somebody had been set aside until a day, where it is not their turn yet."""


def _drift(
    look: _Look,
    person: NoteRow,
    row: tuple[Any, ...],
    pace: _Pace,
    start: date | None,
    until: date | None,
    last: Last | None,
) -> bool:
    """Tell whether it is quieter with somebody than it used to be, and keep that."""
    day = _drifts(look, row, last)
    if day is None:
        return False
    look.found.waiting.append(_reason(person, DRIFT, max(day, until or day), start, pace, row, 0, last))
    return True


def _drifts(look: _Look, row: tuple[Any, ...], last: Last | None) -> date | None:
    """Return since when it is quieter with somebody than it used to be; None where it is not."""
    if last is None or last.kind in ("wrote", "stated") or not row[RECENT.drift] <= look.day < row[RECENT.asleep]:
        return None
    return date.fromisoformat(row[RECENT.drift])


def _reason(
    person: NoteRow,
    why: str,
    since: date | None,
    start: date | None,
    pace: _Pace,
    row: tuple[Any, ...],
    silent: int,
    last: Last | None,
    queued: date | None = None,
) -> Reason:
    day = since or date.min
    return Reason(person, why, day, queued or day, start, pace.cadence, row[RECENT.gap] or 0, silent, last)


def _tended(look: _Look, person: NoteRow, row: tuple[Any, ...], pace: _Pace) -> list[Waiting]:
    """Return how somebody waited before the contact of this week, if they did: looked at as on that morning."""
    days = split(row[RECENT.days])
    this_week = [day for day in days if day[:10] >= look.monday]
    earlier = days[len(this_week) :]
    stated = max((day for day in look.stated_days.get(person.id, ()) if day < look.monday), default="")
    if this_week and stated > (earlier[0] if earlier else ""):
        earlier = [f"{stated}x", *earlier]
    gone = date.fromisoformat(this_week[-1][:10] if this_week else look.stated[person.id].day)
    since = _waited(look, person, earlier, pace)
    if since is None or since > gone or (earlier and earlier[0][10] == "h"):
        return []
    return [Waiting(since.toordinal(), person.path, tier_of(pace.cadence, row[RECENT.gap]), gone.toordinal())]


def _waited(look: _Look, person: NoteRow, earlier: list[str], pace: _Pace) -> date | None:
    start = date.fromisoformat(earlier[0][:10]) if earlier else first_day(person.met_day)
    until = first_day(person.snooze)
    since: date | None = None
    if pace.cadence and start:
        since = later(start, pace.cadence.most * patience(unanswered(earlier)))
    elif until is not None and (start is None or start < until):
        return until
    if earlier and earlier[0][10] != "w" and person.cadence != "none":
        _, drift, asleep = rhythm_of(earlier)
        if drift and drift <= look.day < asleep:
            since = min(since or date.max, date.fromisoformat(drift))
    return max(since, until) if since and until else since


def tier_of(cadence: Cadence | None, gap: int) -> int:
    """Return how close somebody is: by how often I mean to be in touch, else by how often we were."""
    return tier(cadence.most if cadence else gap or 60)


def waiting_of(each: Reason) -> Waiting:
    """Return a reason as the measure counts it."""
    return Waiting(each.queued.toordinal(), each.person.path, tier_of(each.cadence, each.gap))


def following(vault: Vault, among: frozenset[str] | None = None) -> Reason | None:
    """Return whose turn comes next; None where nobody who is not set aside has a rhythm."""
    coming = (each for each in turns(vault) if not each.snoozed and each.due > vault.today)
    turn = next((each for each in coming if among is None or each.person.slug in among), None)
    if turn is None:
        return None
    last = vault.last_contacts.get(turn.person.id)
    return Reason(turn.person, DUE, turn.due, turn.due, turn.start, turn.cadence, 0, turn.unanswered, last)
