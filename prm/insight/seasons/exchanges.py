"""What the log says of a season: who wrote or gave to whom, when, and who asked for no more or is in mourning."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.history import When
from prm.insight.seasons.calendar import BACK
from prm.insight.seasons.calendar import Time
from prm.insight.seasons.calendar import earlier
from prm.insight.seasons.customs import SEASONS
from prm.insight.seasons.customs import THANKS
from prm.model.facts import WORDS
from prm.model.rows import Took
from prm.model.schema import KINDS
from prm.model.vault import Vault
from prm.text.pattern import Pattern

_NOTICE = timedelta(75)
"""How long before a season somebody may write that they are in mourning."""
_MOURNING = ("喪中", "年賀欠礼", "in mourning")
_MOST_KINDS = 3
NO_MORE = ("状じまい", "no more cards")
_THEIRS = Pattern(
    r"(?i)もらっ|もらう|いただ|頂い|届い|届く|来た|来ました|受け取|くださっ|下さっ|"
    r"\b(?:received|got|arrived|came|from (?:her|him|them))\b"
)
_MINE = Pattern(r"(?i)出し|出す|送っ|送り|書い|書き|贈っ|贈り|返し|投函|差し上げ|\b(?:sent|wrote|posted|mailed|gave)\b")
_OTHER_DAYS = Pattern(r"(?i)birthday|wedding|condolence|誕生日|結婚|お悔やみ|香典|お見舞い")


class Logged(NamedTuple):
    """What the log says of one season and person: a card or gift, whose it was, and where that stands."""

    person: int
    side: str
    when: When


class _Asked(NamedTuple):
    """What a season asks of the log: stretches of days, this time's first, kinds of entries, and words."""

    spans: list[tuple[str, str]]
    kinds: frozenset[str]
    words: frozenset[str]


def _asking(vault: Vault, time: Time) -> _Asked:
    thanks = time.season.name == THANKS
    begin = time.first - min(timedelta(366) if thanks else _NOTICE, time.first - date.min)
    runs = [] if thanks else _runs(time)
    spans = [(begin, min(time.told, vault.today)), *((run.first, run.told) for run in runs)]
    name = _bare(time.season.kind)
    kinds = {name} if any(kind.name == name for kind in KINDS) else {"gave", "got"} if name or thanks else set()
    words = (*time.season.words, *(_MOURNING if time.season.glad else ()))
    return _Asked([(a.isoformat(), b.isoformat()) for a, b in spans], frozenset(kinds), frozenset(words))


def _runs(time: Time) -> list[Time]:
    return [run for back in range(1, BACK + 1) if (run := earlier(time, back))]


def said_of(vault: Vault, times: list[Time]) -> list[Took]:
    """Return what the log may say of some seasons, all asked at once where the tables can be."""
    asked = [_asking(vault, time) for time in times]
    kinds = frozenset[str]().union(*(each.kinds for each in asked))
    words = frozenset[str]().union(*(each.words for each in asked))
    if len(times) > 1 and (len(kinds) > _MOST_KINDS or len(words) > WORDS):
        return [entry for time in times for entry in said_of(vault, [time])]
    spans = [
        (min(begin for begin, _ in some), max(end for _, end in some))
        for number in range(BACK + 1)
        if (some := [each.spans[number] for each in asked if number < len(each.spans)])
    ]
    return vault.log.contacts_in(spans, kinds, words)


class Log:
    """What the log says of a season: in the years before, this time, and who asked for no more or is in mourning."""

    def __init__(self, vault: Vault, time: Time, said: list[Took]) -> None:
        asked = _asking(vault, time)
        begin, told = asked.spans[0]
        runs = [] if time.season.name == THANKS else _runs(time)
        said = _with_heads(vault, said, time.season.kind, [time, *runs])
        self.past = _by_person(found for each in said for run in runs if (found := _logged(each, run)))
        now = time if runs else time._replace(first=date.fromisoformat(begin))
        self.now = _by_person(found for each in said if each.day <= told and (found := _logged(each, now)))
        ended = vault.log.entries_holding(*NO_MORE) if time.season.glad and time.season.who else said
        self.ended = {each.person: each.at for each in ended if any(words in each.text for words in NO_MORE)}
        self.mourning = {each.person: each.at for each in said if begin <= each.day <= told and _mourns(each.text)}


def _by_person(rows: Iterable[Logged]) -> dict[int, list[Logged]]:
    found: dict[int, list[Logged]] = {}
    for each in rows:
        found.setdefault(each.person, []).append(each)
    return found


def latest(rows: dict[int, list[Logged]], person: int, side: str) -> When | None:
    """Return the last time that somebody, or I, wrote or gave; what does not say whose it was counts for both."""
    return next((each.when for each in reversed(rows.get(person, [])) if each.side in (side, "either")), None)


def _with_heads(vault: Vault, said: list[Took], kind: str, runs: list[Time]) -> list[Took]:
    """Return entries, those of a kind with their whole lines for text: “年賀状：the horse” keeps only the horse."""
    name = _bare(kind)
    told = [(run.first.isoformat(), run.told.isoformat()) for run in runs]
    places = {(each.path, each.line) for each in said if each.kind == name and any(a <= each.day <= b for a, b in told)}
    lines = vault.log.written(places) if name else {}
    return [each._replace(text=lines[at]) if (at := (each.path, each.line)) in lines else each for each in said]


def _mourns(text: str) -> bool:
    return any(word in text.casefold() for word in _MOURNING)


def _bare(kind: str) -> str:
    return kind.removeprefix("gave ").removeprefix("got ")


def _logged(entry: Took, time: Time) -> Logged | None:
    """Return what an entry says of a run of a season, None if nothing."""
    if not time.first.isoformat() <= entry.day <= time.told.isoformat() or _mourns(entry.text):
        return None
    if time.season.name == THANKS:
        side = "them" if entry.kind == "got" else "me" if entry.kind == "gave" and entry.what == "thanks" else ""
        return Logged(entry.person, side, When(entry.day, entry.kind, entry.at)) if side else None
    text = entry.text.casefold()
    if not any(word in text for word in time.season.words) and not _is_of_kind(entry, text, time.season.kind):
        return None
    return Logged(entry.person, _side(entry, time), When(entry.day, entry.kind or None, entry.at))


def _is_of_kind(entry: Took, text: str, kind: str) -> bool:
    """Tell whether an entry is of the kind that counts in a season without a word, and names no other occasion."""
    name = _bare(kind)
    if not name or (entry.kind != name and not (entry.kind in ("gave", "got") and entry.what == name)):
        return False
    return not _OTHER_DAYS.search(text) and not any(word in text for season in SEASONS for word in season.words)


def _side(entry: Took, time: Time) -> str:
    """Return whose card or gift it was: me, them or either, where nothing says it."""
    if entry.kind in ("gave", "wrote", "got", "heard"):
        return "me" if entry.kind in ("gave", "wrote") else "them"
    theirs, mine = _THEIRS.search(entry.text), _MINE.search(entry.text)
    if theirs or mine:
        return "either" if theirs and mine else "them" if theirs else "me"
    if time.season.on == (1, 1):  # before New Year's Day one sends cards, from then on they come
        return "me" if entry.day < time.day.isoformat() else "them"
    return "either"
