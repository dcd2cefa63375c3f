"""Who gets a card or a gift in a season: by the log of the years before, by a query, and by who wrote this time."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.insight.history import When
from prm.insight.mourning import Mourning
from prm.insight.mourning import mourners
from prm.insight.mourning import mourns
from prm.insight.seasons.calendar import Time
from prm.insight.seasons.calendar import before
from prm.insight.seasons.calendar import coming
from prm.insight.seasons.calendar import is_open
from prm.insight.seasons.calendar import known
from prm.insight.seasons.calendar import seasons
from prm.insight.seasons.calendar import time_of
from prm.insight.seasons.customs import THANKS
from prm.insight.seasons.customs import regional_days
from prm.insight.seasons.exchanges import NO_MORE
from prm.insight.seasons.exchanges import Log
from prm.insight.seasons.exchanges import latest
from prm.insight.seasons.exchanges import said_of
from prm.insight.seasons.progress import SeasonShown
from prm.model.rows import NoteRow
from prm.model.rows import Took
from prm.model.vault import Vault

_RESTING = ("archived", "deceased")


class Card(NamedTuple):
    """Somebody on the list of a season.

    `state` is write, done, mourning (no congratulations this time) or ended (they asked for no more, `ended` is where
    that stands). `theirs` and `mine` are the last of the years before, `received` and `done` those of this time. `by`
    is the last good day. `asked` says that the query of the season finds them.
    """

    slug: str
    name: str
    state: str
    theirs: When | None
    mine: When | None
    received: When | None
    done: When | None
    ended: str | None
    mourning: str | None
    since: str
    by: str
    asked: bool
    address: str | None


def overview(vault: Vault) -> list[tuple[SeasonShown, list[Card]]]:
    """Return the seasons that are on with their people, the next to come first."""
    times = sorted((coming(each, vault.today) for each in seasons(vault.config)), key=lambda time: time.first)
    said = said_of(vault, times) if times else []
    return [(shown(vault, time, rows), rows) for time in times for rows in (cards(vault, time, said),)]


def open_today(vault: Vault, among: frozenset[str] | None) -> list[SeasonShown]:
    """Return the seasons in which there is somebody to write to today; `among` are slugs, None for everybody."""
    found: list[SeasonShown] = []
    today = vault.today.isoformat()
    times = [time_of(season, vault.today) for season in seasons(vault.config)]
    times = [each for each in times if each.first <= vault.today <= (each.told if each.season.regional else each.last)]
    said = said_of(vault, times) if times else []
    for time in times:
        rows = [each for each in cards(vault, time, said) if each.since <= today <= each.by]
        rows = [each for each in rows if among is None or each.slug in among]
        told = shown(vault, time, rows)
        last = min((each.by for each in rows if each.state == "write"), default=told.by)
        found += [told._replace(by=last)] if told.write else []
    return found


def shown(vault: Vault, time: Time, rows: Iterable[Card]) -> SeasonShown:
    """Return a season with how many people are on its list and how many cards are done."""
    states = [each.state for each in rows]
    mourning = time.season.glad and mourns(mourners(vault).get(vault.me), time.day)
    season = time.season
    return SeasonShown(
        season.name,
        season.en,
        season.ja,
        time.first.isoformat(),
        time.last.isoformat(),
        time.by(vault.today).isoformat(),
        is_open(time, vault.today),
        mourning,
        states.count("write"),
        states.count("done"),
    )


def cards(vault: Vault, time: Time, said: list[Took] | None = None) -> list[Card]:
    """Return who is on the list of a season, those to write to first, each part in the order of names.

    On it are those whom the query of the season finds, those who wrote or gave in the last years, without a query those
    whom I wrote or gave to, everybody of this time, and whom the season before this one left without an answer. `said`
    is what the log may say of it, if that was asked already to count: then addresses are left out that nothing depends
    on.
    """
    log = Log(vault, time, said_of(vault, [time]) if said is None else said)
    asked = _asked(vault, time.season.who)
    wanted = {
        person
        for person, rows in log.past.items()
        if not time.season.who or any(each.side != "me" for each in rows)
    } | asked  # fmt: skip
    wanted |= log.now.keys()
    left, spared = _after(vault, time)
    wanted = (wanted | left.keys()) - spared
    mourning = mourners(vault) if time.season.glad else {}
    found = [
        _card(
            vault,
            person,
            time,
            log,
            mourning.get(person.id),
            left.get(person.id),
            asked=person.id in asked,
            counting=said is not None,
        )
        for person in vault.people
        if person.id in wanted and person.status not in _RESTING
    ]
    order = ("write", "mourning", "done", "ended")
    return sorted(found, key=lambda each: order.index(each.state))


def _asked(vault: Vault, who: str) -> frozenset[int]:
    """Return whom the query of a season finds; one that cannot be read finds nobody, `prm check` says why."""
    if not who:
        return frozenset()
    from prm.insight.query import Unreadable
    from prm.insight.query import find

    try:
        return find(vault, who).ids
    except Unreadable:
        return frozenset()


def _after(vault: Vault, time: Time) -> tuple[dict[int, Card], set[int]]:
    """Return whom the season before left without an answer, or to their mourning; and whom it needs no more of."""
    first = known(vault.config, time.season.after) if time.season.after else None
    if first is None:
        return {}, set()
    ids = {note.slug: note.id for note in vault.people}
    rows = cards(vault, before(first, time.first))
    left = {ids[each.slug]: each for each in rows if each.state == "mourning" or (each.received and not each.done)}
    return left, set() if first.glad else {ids[each.slug] for each in rows if each.done}


def _card(
    vault: Vault,
    person: NoteRow,
    time: Time,
    log: Log,
    mourning: Mourning | None,
    left: Card | None,
    *,
    asked: bool,
    counting: bool,
) -> Card:
    received, done = latest(log.now, person.id, "them"), latest(log.now, person.id, "me")
    if done and received and time.season.name == THANKS and done.date < received.date:
        done = None
    sad = mourning.at if mourning and mourns(mourning, time.day) else log.mourning.get(person.id)
    sad = sad if time.season.glad else None
    ended = (log.ended.get(person.id) or _ended(vault, person)) if time.season.glad else None
    state = "done" if done else "ended" if ended else "mourning" if sad else "write"
    address = None if counting and not time.season.regional else _address(vault, person)
    first, last = time.first, time.by(vault.today)
    if time.season.regional:
        first, last = regional_days(address or _place(vault, person), time.first.year)
    return Card(
        person.slug,
        person.name,
        state,
        (left.received if left else None) or latest(log.past, person.id, "them"),
        latest(log.past, person.id, "me"),
        received,
        done,
        ended,
        sad or (left.mourning if left else None),
        first.isoformat(),
        last.isoformat(),
        asked,
        address,
    )


def _ended(vault: Vault, person: NoteRow) -> str | None:
    """Return where the first lines about somebody say that they want no more cards."""
    said = any(words in vault.about(person.id) for words in NO_MORE)
    return person.path if said else None


def _address(vault: Vault, person: NoteRow) -> str | None:
    """Return the present postal address; one that is called work comes after the others."""
    today = vault.today.isoformat()
    found = [
        row for row in vault.values_of(person.id, "address") if not row.until or row.until > today[: len(row.until)]
    ]
    found.sort(key=lambda row: row.label.casefold() in ("work", "office", "studio", "会社", "職場", "勤務先"))
    return found[0].text if found else None


def _place(vault: Vault, person: NoteRow) -> str:
    return " ".join(row.text for row in vault.values_of(person.id, "location"))
