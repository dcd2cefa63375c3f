"""What was given and received: what it was, how it was received, and for what help no thanks are noted yet."""

from collections.abc import Iterable
from typing import NamedTuple

from prm.model.rows import Contact
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern

FRESH = 365
"""For how many days it is said that something has no thanks yet, or that nothing tells how it was liked."""
WITHOUT_THANKS = ("thanks", "praise")
"""What asks for no thanks."""
_TO_LIKE = ("gift", "meal", "intro", "referral", "info", "advice")
"""What one may ask about: whether it pleased, or was of use."""
_NO_WORDS_OF_MINE = ("got", "heard", "learned", "note", "thought", "tried", "gave")
_THANKS = Pattern(
    r"(?i)" r"\bthank(?:s|ed|ing)?\b(?!\s+(?:me|us)\b)(?!\s+from\b)|お礼(?!を言われ|を頂|をいただ)|ありがと|御礼"
)
_THANKED_ME = Pattern(r"(?i)" r"\b(?:he|she|they)\s+thank|お礼を言われ|感謝され")
_AGAINST = Pattern(
    r"(?i)"
    r"\bnot\s+(?:really\s+|quite\s+)?(?:for|her|his|their|to\s+(?:her|his|their)|so|much|liked|keen|fond)\b"
    r"|\b(?:did|does|do|could|can|would)(?:n['’]t|\s+not)\s+(?:\w+\s+){0,2}"
    r"(?:like|love|enjoy|eat|drink|use|wear|read|want|touch|fit|work|please|help)"
    r"|\b(?:disliked|hated|refused|declined|disappointed|too\s+(?:sweet|big|small|much|loud|strong)|allergic"
    r"|gave\s+it\s+(?:away|back)|sent\s+it\s+back)\b"
    r"|好みで(?:は|も)?な|好きで(?:は|も)?な|好きじゃな|合わな|苦手|いまいち|今ひとつ|不評|喜ばれな|喜んでもらえな|食べられな|使わな"
    r"|気に入らな|気に入ってもらえな|好みじゃな|口に合わ"
)
_NOTHING_YET = Pattern(
    r"(?i)" r"^(?:no\s+(?:reaction|answer|word|reply)|not\s+yet|still\s+waiting|まだ|反応なし|返事なし)"
)
_DURATION = Pattern(
    r"(?i)" r"\s*[(（](?:\d+\s*h\s*\d*\s*m?(?:in)?|\d+\s*m(?:in)?|\d+(?:時間半?|分)|\d+時間\d+分)[)）]\s*$"
)


class Given(NamedTuple):
    """One thing that I gave somebody (`way` is `gave`) or was given by them (`got`), and what it was.

    `received` is how it was taken, as noted, and `liked` whether that was well. `open`: help or a present from them,
    after which nothing that I gave is noted, and no thanks.
    """

    slug: str
    name: str
    date: str
    way: str
    what: str
    text: str
    received: str | None
    liked: bool | None
    open: bool
    at: str


class Total(NamedTuple):
    """How often something was given and received within one month."""

    month: str
    what: str
    gave: int
    got: int


class _Row(NamedTuple):
    """An entry of giving, before it is known what followed it."""

    person: int
    day: str
    way: str
    what: str
    text: str
    received: str
    at: str


def given_by_person(vault: Vault, person: NoteRow) -> list[Given]:
    """Return what one person was given by me and gave me, the newest first."""
    return given_in(vault, person, vault.contacts_of(person.id))


def given_in(vault: Vault, person: NoteRow, contacts: Iterable[Contact]) -> list[Given]:
    """Return what the entries of one person say was given and received, in their order."""
    contacts = list(contacts)
    today = vault.today.isoformat()
    found = [
        _Row(person.id, each.day, each.kind, each.what, each.text, each.received, each.at)
        for each in contacts
        if each.kind in ("gave", "got") and each.role != "seen" and "" < each.day <= today
    ]
    thanked = [each.day for each in contacts if each.day <= today and thanks(each.kind, each.text)]
    return _shown(vault, found, {person.id: max(thanked, default="")})


def given(vault: Vault) -> list[Given]:
    """Return all that was given and received, the newest first."""
    found = [
        _Row(person, day, way, what, text, received, f"{path}:{line}")
        for person, day, way, what, text, received, path, line in vault.log.giving()
        if day
    ]
    thanked: dict[int, str] = {}
    for person, day, kind, text in vault.log.giving("thanking"):
        if day > thanked.get(person, "") and thanks(kind, text):
            thanked[person] = day
    return _shown(vault, found, thanked)


def thanks(kind: str, text: str) -> bool:
    """Tell whether an entry says that I thanked them."""
    return kind not in _NO_WORDS_OF_MINE and bool(_THANKS.search(text)) and not _THANKED_ME.search(text)


def _shown(vault: Vault, found: list[_Row], thanked: dict[int, str]) -> list[Given]:
    """Return entries of giving as they are shown; `thanked` has the last day on which each person was thanked."""
    returned: dict[int, str] = dict(thanked)
    for row in found:
        if row.way == "gave":
            returned[row.person] = max(returned.get(row.person, ""), row.day)
    return [_given(vault.notes[row.person], row, returned.get(row.person, "")) for row in found]


def _given(person: NoteRow, row: _Row, returned: str) -> Given:
    text, received = bare(row.text), bare(row.received)
    if received and "→" in text:
        text = text.rpartition("→")[0].rstrip()
    if text.casefold().startswith(f"{row.way} {row.what}"):
        text = text[len(row.way) + len(row.what) + 1 :].lstrip(" :：—–-")
    is_open = row.way == "got" and row.what not in WITHOUT_THANKS and returned < row.day
    return Given(
        person.slug,
        person.name,
        row.day,
        row.way,
        row.what,
        text,
        received or None,
        None if not received or _NOTHING_YET.match(received) else _AGAINST.search(received) is None,
        is_open and person.status != "deceased" and not _THANKS.search(row.text),
        row.at,
    )


def bare(text: str) -> str:
    """Return the first line of an entry as a reader would say it, without how long it took."""
    return _DURATION.sub("", plain(without_marks(text)).strip().partition("\n")[0]).strip()


def without_thanks(vault: Vault, found: Iterable[Given], days: int = FRESH) -> list[Given]:
    """Return what came from somebody within so many days and has no thanks yet, in the order given."""
    return [each for each in found if each.open and days_since(vault, each.date) <= days]


def to_ask(vault: Vault, found: Iterable[Given], most: int = 2) -> list[Given]:
    """Return what I gave within a year of which nothing tells how it was liked: something to ask about."""
    asked = [
        each
        for each in found
        if each.way == "gave" and each.what in _TO_LIKE and each.liked is None and each.text
        if days_since(vault, each.date) <= FRESH
    ]
    return asked[:most]


def not_for_them(found: Iterable[Given]) -> list[Given]:
    """Return what I gave and they did not like."""
    return [each for each in found if each.way == "gave" and each.liked is False and each.text]


def totals(found: Iterable[Given]) -> list[Total]:
    """Return how often what was given and received, month by month, the newest month first."""
    counts: dict[tuple[str, str], list[int]] = {}
    for each in found:
        counts.setdefault((each.date[:7], each.what), [0, 0])[each.way == "got"] += 1
    rows = [Total(month, what, gave, got) for (month, what), (gave, got) in counts.items()]
    return sorted(
        sorted(rows, key=lambda row: (-row.gave - row.got, row.what)), key=lambda row: row.month, reverse=True
    )


def days_since(vault: Vault, day: str) -> int:
    """Return how many days ago a day was."""
    from datetime import date

    return (vault.today - date.fromisoformat(day)).days
