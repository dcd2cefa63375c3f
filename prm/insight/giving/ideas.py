"""What I could give somebody, and why: thanks, an ear, a meal are gifts too; never what they dislike or have."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from prm.insight.giving.given import FRESH
from prm.insight.giving.given import Given
from prm.insight.giving.given import bare
from prm.insight.giving.given import days_since
from prm.insight.giving.given import given
from prm.insight.giving.given import given_by_person
from prm.insight.giving.given import given_in
from prm.insight.giving.given import not_for_them
from prm.insight.giving.given import to_ask
from prm.insight.giving.given import totals
from prm.insight.giving.given import without_thanks
from prm.insight.giving.shown import Idea
from prm.insight.giving.shown import Mine
from prm.insight.giving.shown import Suggestion
from prm.insight.giving.taste import Taste
from prm.insight.giving.taste import answers
from prm.insight.giving.taste import dislikes_in
from prm.insight.giving.telling import telling
from prm.insight.matching.needs import sought_in
from prm.insight.people import Word
from prm.insight.people import words
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks

__all__ = [
    "Given", "Giving", "Idea", "Suggestion", "given", "given_by_person", "giving", "ideas", "suggestion", "to_ask",
    "totals", "without_thanks",
]  # fmt: skip

MOST = 5
"""How many ideas for one person are enough."""
_LOOKED_AT = 6
"""Of how many people a digest looks for an idea; they are others every day."""
_TELLING = {"hard": (90, "listening"), "good": (60, "praise"), "wants": (FRESH, "help"), "likes": (2 * FRESH, "gift")}
"""For how many days a line that tells something is an idea, and of what."""
_ORDER = ("hard", "needs", "good", "wants", "gifts", "likes", "liked", "interests", "meal")
_STRONG = ("got", "hard", "needs", "good", "wants", "gifts")
"""Reasons that are worth a line in a digest."""
_MEALS = ("meal", "coffee", "drink")
_AT_REST = ("deceased", "archived")


class Giving(NamedTuple):
    """What a brief says of giving: what to ask about, what has no thanks yet, ideas, and what did not please."""

    ask: list[Given]
    open: list[Given]
    ideas: list[Idea]
    not_for_them: list[Given]


def giving(vault: Vault, person: NoteRow) -> Giving:
    """Return what to know of giving before meeting somebody."""
    contacts = vault.contacts_of(person.id)
    found = given_in(vault, person, contacts)
    return Giving(
        to_ask(vault, found) if person.status != "deceased" else [],
        without_thanks(vault, found),
        list(islice(_ideas(vault, person, contacts, found), MOST)),
        not_for_them(found),
    )


def ideas(vault: Vault, person: NoteRow, most: int = MOST) -> list[Idea]:
    """Return what I could give somebody, the best reason first."""
    contacts = vault.contacts_of(person.id)
    return list(islice(_ideas(vault, person, contacts, given_in(vault, person, contacts)), most or None))


def presents(vault: Vault, person: NoteRow) -> list[Word]:
    """Return the presents I thought of for somebody, without what they have by now or would not like."""
    noted = words(vault, person, "gifts")
    if not noted:
        return []
    contacts = vault.contacts_of(person.id)
    taste = _taste(vault, vault.values_of(person.id), contacts, given_in(vault, person, contacts))
    return [each for each in noted if taste.suits(plain(each.text))]


def suggestion(vault: Vault, people: Iterable[NoteRow]) -> Suggestion | None:
    """Return the idea of the day: for one of `people`, another one each day, the same all day; None where that is fine.

    Once something was given to whose turn it is, the day is done.
    """
    if not vault.config.get("giving.suggest"):
        return None
    today = vault.today.isoformat()
    turned = sorted(people, key=lambda person: (crc32(f"{today} {person.slug}".encode()), person.path))
    for person in turned[:_LOOKED_AT]:
        contacts = vault.contacts_of(person.id)
        if any(each.kind == "gave" and each.day == today for each in contacts):
            return None
        best = next(_ideas(vault, person, contacts, given_in(vault, person, contacts)), None)
        if best is not None and best.reason in _STRONG:
            return Suggestion(person.name, person.slug, best)
    return None


def _ideas(vault: Vault, person: NoteRow, contacts: list[Contact], found: list[Given]) -> Iterator[Idea]:
    """Yield every idea, the best reason first: of one reason those of fields as written, others from the newest."""
    if person.status in _AT_REST:
        return
    known: list[str] = []
    for idea in _in_turn(vault, person, contacts, found):
        key = "".join(sign for sign in idea.text.casefold() if sign.isalnum())
        if not any(key in other or other in key for other in known):
            if idea.reason not in ("got", "meal"):
                known.append(key)
            yield idea


def _in_turn(vault: Vault, person: NoteRow, contacts: list[Contact], found: list[Given]) -> Iterator[Idea]:
    for each in without_thanks(vault, found)[:2]:
        yield Idea("thanks", "got", each.text or each.what, each.date, each.at)
    values = vault.values_of(person.id)
    told = list(_told(vault, values, contacts))
    taste = _taste(vault, values, contacts, found)
    for reason in _ORDER:
        if reason in _TELLING:
            yield from (each for each in told if each.reason == reason and taste.suits(each.text, each.date or ""))
        elif reason == "liked":
            yield from _liked(found, taste)
        elif reason == "meal":
            yield from _meal(vault, contacts)
        else:
            yield from _from_fields(vault, values, reason, taste)
            yield from (each for each in told if each.reason == reason and taste.suits(each.text, each.date or ""))


def _taste(vault: Vault, values: list[ValueRow], contacts: list[Contact], found: list[Given]) -> Taste:
    avoided = [row.text for row in values if row.key in ("dislikes", "avoid_topics")]
    avoided += [each.text for each in not_for_them(found)]
    avoided += [words for each in contacts for words in dislikes_in(without_marks(each.text))]
    return Taste(vault.config, avoided, [(each.date, each.text) for each in found if each.way == "gave" and each.text])


def _told(vault: Vault, values: list[ValueRow], contacts: list[Contact]) -> Iterator[Idea]:
    """Yield what lines of the last while tell: what they go through, what they want and like."""
    mourning = any(row.key == "mourning" for row in values)
    for each in contacts:
        since = days_since(vault, each.day) if each.day else -1
        if not 0 <= since <= 2 * FRESH or each.kind in ("gave", "got", "tried") or each.role == "seen":
            continue
        need = sought_in(each.text) if each.kind == "learned" else ""
        if need and since <= FRESH:
            yield Idea("help", "needs", need, each.day, each.at, _mine(vault, need))
        for said in telling(bare(each.text)):
            if need and said.tells == "wants":
                continue
            most, give = _TELLING[said.tells]
            if since <= most and not (mourning and said.tells == "good"):
                yield Idea(give, said.tells, said.text, each.day, each.at)


def _from_fields(vault: Vault, values: list[ValueRow], key: str, taste: Taste) -> Iterator[Idea]:
    today = vault.today.isoformat()
    for row in values:
        text = plain(row.text)
        if row.key != key or not text or (row.until and row.until < today[: len(row.until)]):
            continue
        if key == "needs" and taste.suits(text, row.since):
            yield Idea("help", "needs", text, row.since or None, row.at, _mine(vault, text))
        elif key == "gifts" and taste.suits(text):
            yield Idea("gift", "gifts", text, None, row.at)
        elif key == "interests" and taste.suits(text, _day_before(vault, FRESH)):
            yield Idea("gift", "interests", text, None, row.at)


def _mine(vault: Vault, need: str) -> Mine | None:
    """Return what I offer that answers a need, as far as my own note says."""
    for row in vault.values_of(vault.me, "offers") if vault.me else ():
        is_over = row.until and row.until < vault.today.isoformat()[: len(row.until)]
        if not is_over and answers(vault.config, need, row.text):
            return Mine(plain(row.text), row.at)
    return None


def _liked(found: list[Given], taste: Taste) -> Iterator[Idea]:
    for each in found:
        if each.way == "gave" and each.what in ("gift", "meal") and each.liked and taste.pleases(each.text):
            yield Idea(each.what, "liked", each.text, each.date, each.at)


def _meal(vault: Vault, contacts: list[Contact]) -> Iterator[Idea]:
    """Yield a meal, where we had one once and none for half a year."""
    last = next((each for each in contacts if each.counts and each.kind in _MEALS), None)
    if last is not None and days_since(vault, last.day) > FRESH // 2:
        yield Idea("meal", "meal", bare(last.text), last.day, last.at)


def _day_before(vault: Vault, days: int) -> str:
    from datetime import date
    from datetime import timedelta

    return (vault.today - timedelta(min(days, (vault.today - date.min).days))).isoformat()
