"""What I don't know of somebody and could: plain rules over what the lines say, each with the command that fills it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from prm.insight.matching.needs import sought_in
from prm.model.names import exact
from prm.model.names import folded
from prm.model.notes import NOT_WRITTEN
from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.rows import ValueRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from prm.exchange.icsevents import Event

ROLE = 365
"""After how many days a role may have changed."""
KNOWN = 3
"""After how many contacts it is odd not to know what somebody needs."""
_AT_REST = ("deceased", "archived", "acquaintance")
_KANJI = Pattern(r"[\u3400-\u9fff\uf900-\ufaff々]")
_KANA = Pattern(r"[\u3041-\u30ff]")
_CHILD = Pattern(
    r"\b(?:her|his|their|(?:has|have|with) (?:a|an|two|three|four|five))(?: [a-z]+)? "
    r"(?:kids?|child|children|sons?|daughters?|baby|twins)\b(?!['’])"
    r"|(?:息子|娘|お子)さん|お嬢さん|(?:長|次|三)[男女](?![性子])"
)
_NAMED = Pattern(r"[ \t]*,?[ \t]*(?:is |are )?(?:called |named )?(?:\[\[|[A-ZÀ-Ý])|[ \t]*の?\[\[")
_CHILDREN = frozenset(
    ("child", "children", "kid", "kids", "son", "daughter", "sons", "daughters", "子", "子供", "息子", "娘")
)


class Unknown(NamedTuple):
    """Something not known: what (a word that the templates explain), a detail, its line, and what would fill it."""

    what: str
    text: str | None
    at: str | None
    command: str


def unknowns(
    vault: Vault, person: NoteRow, events: Sequence[Event] = (), written: Mapping[int, str] | None = None
) -> list[Unknown]:
    """Return what is not known of a person, what matters most first.

    `events` are those of the last year; `written` says on which day git saw each line of their file.
    """
    if person.status in _AT_REST:
        return []
    values = vault.values_of(person.id)
    contacts = vault.contacts_of(person.id)
    who = quoted(person.name)
    found = [
        *_meeting(vault, person, contacts, events),
        *_birthdays(values, who),
        *_children(vault, person, values, contacts, who),
        *_role(vault, values, contacts, written or {}, who),
        *_reading(person, values, who),
    ]
    if person.status == "wish":
        return found
    if not any(row.key in ("email", "phone") and _holds(vault, row) for row in values):
        found.append(Unknown("reach", None, None, f"prm set {who} email=…"))
    if person.circle and not person.birthday:
        found.append(Unknown("birthday", None, None, f"prm set {who} birthday=…"))
    asks = vault.contact_counts.get(person.id, 0) >= KNOWN and not any(row.key == "needs" for row in values)
    if asks and not any(each.kind == "learned" and sought_in(each.text) for each in contacts):
        found.append(Unknown("needs", None, None, f"prm set {who} needs+=…"))
    return found


def quoted(text: str) -> str:
    """Return a text as one word of a shell: what stands in a calendar must not run when a line is copied."""
    from shlex import quote

    return quote(" ".join(text.split()).lstrip("-") or "…")


def _holds(vault: Vault, row: ValueRow) -> bool:
    return not row.until or row.until > vault.today.isoformat()[: len(row.until)]


def _meeting(vault: Vault, person: NoteRow, contacts: list[Contact], events: Sequence[Event]) -> Iterator[Unknown]:
    """Yield the last meeting of which no line says that it took place."""
    last = vault.last_contacts.get(person.id)
    since = last.day if last else person.met_day
    today = vault.today.isoformat()
    noted = {each.day for each in contacts}
    found: list[tuple[str, str, str]] = [
        (each.day, each.text.partition("\n")[0], each.at)
        for each in contacts
        if each.why == NOT_WRITTEN and since < each.day < today
    ]
    found += [each for each in _shared(vault, person, events) if since < each[0] < today and each[0] not in noted]
    if found:
        day, title, at = max(found)
        yield Unknown("meeting", f"{day} {plain(title)}".strip(), at, f"prm debrief {quoted(plain(title))} --on {day}")


def _shared(vault: Vault, person: NoteRow, events: Sequence[Event]) -> Iterator[tuple[str, str, str]]:
    """Yield the day, title and place of every event to which a person is invited by address or name."""
    if not events:
        return
    from prm.exchange.icsevents import local
    from prm.insight.meetings.guests import my_zone
    from prm.insight.meetings.guests import names_of

    zone, keys = my_zone(vault), vault.keys_of(person.id)
    for event in events:
        for guest in event.guests:
            names = [f"~{folded(name)}" for name in names_of(guest.name)] if guest.name else []
            if guest.said != "DECLINED" and (exact(guest.email) in keys or keys.intersection(names)):
                yield local(event, zone).day, event.title, event.at
                break


def _birthdays(values: list[ValueRow], who: str) -> Iterator[Unknown]:
    """Yield two birthdays that cannot both be right."""
    said = [row for row in values if row.key == "birthday" or (row.key == "dates" and row.label == "birthday")]
    for at, row in enumerate(said):
        for other in said[:at]:
            if _differ(row.value, other.value):
                text = f"{plain(other.text)}, {plain(row.text)}"
                yield Unknown("birthdays", text, row.at, f"prm edit {who}")
                return


def _differ(one: str, other: str) -> bool:
    """Tell whether two partial dates contradict each other."""
    first, second = (_parts(text) for text in (one, other))
    return any(a and b and a != b for a, b in zip(first, second, strict=True))


def _parts(text: str) -> tuple[str, str, str]:
    if text.startswith("--"):
        return "", text[2:4], text[5:7]
    return ("" if text.startswith("~") else text[:4]), text[5:7], text[8:10]


def _children(
    vault: Vault, person: NoteRow, values: list[ValueRow], contacts: list[Contact], who: str
) -> Iterator[Unknown]:
    """Yield a line that speaks of somebody's children, where no name of theirs is known."""
    if any(row.key == "relations" and row.label.casefold() in _CHILDREN for row in values):
        return
    texts = [(each.text, each.at) for each in contacts if each.own] + [(vault.about(person.id), person.path)]
    found = [(match, text, at) for text, at in texts if (match := _CHILD.search(text))]
    if found and not any(_NAMED.match(text, match.end()) for match, text, _ in found):
        match, _, at = found[0]
        yield Unknown("children", plain(match.group()), at, f"prm set {who} relations.child=…")


def _role(
    vault: Vault, values: list[ValueRow], contacts: list[Contact], written: Mapping[int, str], who: str
) -> Iterator[Unknown]:
    """Yield a role of which nothing was said for a year; what I wrote or heard of it since says that it still holds."""
    limit = (vault.today - timedelta(ROLE)).isoformat()
    for row in values:
        if row.key != "role" or not _holds(vault, row):
            continue
        role = plain(row.text)
        said = [each.day for each in contacts if each.day and folded(role) in folded(each.text)]
        said += [day for day in (row.since, written.get(row.line, "")) if day]
        said = [day for day in said if day <= vault.today.isoformat()]
        if said and max(said) < limit[: len(max(said))]:
            yield Unknown("role", role, row.at, f"prm learn {who} {quoted('still ' + role)}")
        return


def _reading(person: NoteRow, values: list[ValueRow], who: str) -> Iterator[Unknown]:
    """Yield that nobody can know how a name in kanji is read."""
    foreign = any(row.key == "lang" and row.text.strip().lower()[:2] in ("zh", "ko") for row in values)
    if _KANJI.search(person.name) and not person.reading and not foreign:
        yield Unknown("reading", person.name, None, f"prm set {who} reading=…")
