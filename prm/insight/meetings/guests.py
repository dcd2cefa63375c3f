"""Who is meant by the names and addresses of a calendar: people of the vault, strangers, and myself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.insight.meetings.strangers import strangers
from prm.insight.named import Named
from prm.insight.named import named
from prm.model.names import exact
from prm.model.names import folded
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from datetime import tzinfo

    from prm.exchange.icsevents import Event
    from prm.exchange.icsevents import Guest

_ASIDE = Pattern(r"[(（\[【][^)）\]】]*[)）\]】]|[/／|｜].*$")
_NO_MEETING = Pattern(
    r"(?i)birthday|anniversary|out of office|holiday|vacation|誕生日|記念日|命日|休暇|休み|法事",
)


class Unknown(NamedTuple):
    """Somebody whom the vault does not know: name and address, "" for none, and whether invited or named in the title.

    `near` are those who may be meant all the same.
    """

    name: str
    email: str
    how: str
    near: tuple[NoteRow, ...]


class Party(NamedTuple):
    """Who takes part in an event: people with what told (email, name, title), strangers, and whether I declined."""

    people: list[tuple[NoteRow, str]]
    strangers: list[Unknown]
    declined: bool


class Guests:
    """Tells who is meant in events; all their titles are read at once."""

    def __init__(self, vault: Vault, titles: Sequence[str]) -> None:
        self._vault = vault
        self._words = Vocabulary(vault.config)
        self._mine = {exact(row.text) for row in vault.values_of(vault.me, "email")} if vault.me else set()
        plain = list(dict.fromkeys(title for title in titles if title))
        self._titles: dict[str, tuple[tuple[Named, ...], tuple[str, ...]]] = {}
        for title in plain:
            known = named(vault, title)
            others = strangers(vault, self._spoken(title), known, self._words)
            self._titles[title] = (tuple(known), tuple(each.words for each in others))

    def _spoken(self, title: str) -> str:
        """Return a title with its words of contact in small letters: in “Lunch Mike” one word is a name."""
        for start, end, _ in self._words.contact_words(title, 0, len(title)):
            small = title[start:end].lower()
            title = title[:start] + small + title[end:] if len(small) == end - start else title
        return title

    def of(self, event: Event) -> Party:
        """Return who takes part in an event."""
        people: dict[int, tuple[NoteRow, str]] = {}
        unknown: list[Unknown] = []
        declined = False
        for guest in event.guests:
            if self._is_me(guest):
                declined = declined or guest.said == "DECLINED"
            elif guest.said != "DECLINED":
                self._add(guest, people, unknown)
        if event.guests or not self._is_no_meeting(event):
            self._read_title(event.title, people, unknown)
        return Party(list(people.values()), unknown, declined)

    def _is_me(self, guest: Guest) -> bool:
        me = self._vault.me
        if not me:
            return False
        if guest.email and (exact(guest.email) in self._mine or self._vault.resolve(guest.email) == (me,)):
            return True
        return bool(guest.name) and not self._people(guest.email) and self._vault.resolve(guest.name) == (me,)

    def _add(self, guest: Guest, people: dict[int, tuple[NoteRow, str]], unknown: list[Unknown]) -> None:
        by_email = self._people(guest.email)
        names = names_of(guest.name)
        by_name = next((found for name in names if (found := self._people(name))), ())
        if len(by_email) == 1:
            people.setdefault(by_email[0].id, (by_email[0], "email"))
        elif len(by_name) == 1:
            people.setdefault(by_name[0].id, (by_name[0], "name"))
        else:
            name = names[0] if names else ""
            unknown.append(Unknown(name, guest.email, "invited", by_email or by_name or self._near(name, guest.email)))

    def _people(self, target: str) -> tuple[NoteRow, ...]:
        """Return the people, without me, that a name or an address finds as a link would."""
        if not target:
            return ()
        notes = [self._vault.notes[note] for note in self._vault.resolve(target) if note != self._vault.me]
        return tuple(note for note in notes if note.kind == "person")

    def _near(self, name: str, email: str) -> tuple[NoteRow, ...]:
        """Return who may be meant by a name that finds nobody: those of that given or family name, or nearly so."""
        found = dict.fromkeys(person for person in self._vault.exactly(name)) if name else {}
        if not found:
            words = (name or re.split(r"[.\-_+\d]", email.partition("@")[0])[0]).split()
            keys = {folded(word) for word in (words[0], words[-1]) if len(word) > 1} if words else set()
            parts = [self._vault.people_named(key, part=True) for key in keys if key]
            hits = set.intersection(*parts) if len(parts) > 1 and set.intersection(*parts) else set().union(*parts)
            found = dict.fromkeys(self._vault.notes[note] for note in sorted(hits))
        return tuple(person for person in found if person.id != self._vault.me)[:3]

    def _read_title(self, title: str, people: dict[int, tuple[NoteRow, str]], unknown: list[Unknown]) -> None:
        known, others = self._titles.get(title, ((), ()))
        for each in known:
            if any(note in people for note in each.notes):
                continue
            meant = tuple(self._vault.notes[note] for note in each.notes)
            if len(meant) == 1:
                people[meant[0].id] = (meant[0], "title")
            elif not any(one.how == "title" and one.name == each.words for one in unknown):
                unknown.append(Unknown(each.words, "", "title", meant[:3]))
        invited = {folded(part) for each in unknown for part in (each.name, *each.name.split()) if part}
        unknown += [Unknown(words, "", "title", ()) for words in others if folded(words) not in invited]

    def _is_no_meeting(self, event: Event) -> bool:
        """Tell whether a name in a title says nothing about meeting: a birthday, a whole day without a word of it."""
        if _NO_MEETING.search(event.title):
            return True
        return len(event.start) == 10 and not any(
            True for _ in self._words.contact_words(event.title, 0, len(event.title))
        )


def names_of(said: str) -> list[str]:
    """Return what a name in an address book can mean: as written, without what stands in parentheses, turned round."""
    plain = " ".join(_ASIDE.sub(" ", said).split())
    family, comma, given = plain.partition(",")
    turned = f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else ""
    return [name for name in dict.fromkeys((turned, plain, said)) if name]


def my_zone(vault: Vault) -> tzinfo | None:
    """Return the time zone I live in by my own note; None is that of the machine."""
    said = vault.values_of(vault.me, "timezone") if vault.me else []
    if not said:
        return None
    from zoneinfo import ZoneInfo
    from zoneinfo import ZoneInfoNotFoundError

    try:
        return ZoneInfo(said[0].text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
