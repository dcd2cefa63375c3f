"""What every letter needs: to whom, how they are addressed, in which language, and who signs."""

from datetime import date
from typing import NamedTuple

from prm.insight.letters.phrases import clean
from prm.insight.letters.phrases import name
from prm.insight.letters.phrases import speaks
from prm.insight.letters.phrases import value
from prm.insight.mourning import mourners
from prm.insight.mourning import mourns
from prm.insight.occasions import kind_of
from prm.insight.people import Word
from prm.model.concerning import bare
from prm.model.names import is_cjk
from prm.model.rows import NoteRow
from prm.model.vault import Vault

REGISTERS = ("casual", "polite", "formal")
_HONORIFICS = ("さん", "さま", "様", "先生", "君", "くん", "ちゃん", "殿", "氏", "師匠")
_LANGUAGES = {"english": "en", "英語": "en", "japanese": "ja", "日本語": "ja", "jp": "ja"}
_SMALL_NAME = 4
_ASKED = {
    "call": "how you call them",
    "register": "how close you write (casual, polite or formal)",
    "lang": "their language (en, ja)",
}


class Held(NamedTuple):
    """A draft that is not written, and why, in one line that says what to do."""

    why: str


class Draft(NamedTuple):
    """A message to be read, changed and sent by hand; `missing` are its gaps, `notes` what to heed while writing."""

    kind: str
    slug: str
    name: str
    lang: str
    register: str
    subject: str
    body: str
    missing: list[str]
    notes: list[str]
    evidence: list[Word]


class Ask(NamedTuple):
    """What was said besides the vault: for this once how to address, and what the message is about."""

    call: str = ""
    register: str = ""
    lang: str = ""
    sign: str = ""
    about: str = ""
    need: str = ""
    offer: str = ""
    path: str = ""
    why: str = ""


class Letter(NamedTuple):
    """A letter to be filled: from the vault, to a person, about another one."""

    vault: Vault
    person: NoteRow
    other: NoteRow | None
    ask: Ask
    call: str
    register: str
    lang: str
    sign: str


class Facts(NamedTuple):
    """What a letter can say: the names its template uses, what to heed, and the lines it rests on."""

    says: dict[str, object]
    notes: list[str]
    evidence: list[Word]


def letter(vault: Vault, person: NoteRow, other: NoteRow | None, ask: Ask) -> Letter | Held:
    """Return a letter with all that must be known to begin it, or what is missing."""
    said = {row.key: row.text for row in reversed(vault.values_of(person.id, "call", "register", "lang"))}
    call = name(ask.call or said.get("call", ""))
    register = (ask.register or said.get("register", "")).strip().casefold()
    lang = _language(said.get("lang", "") or ask.lang)
    known = {"call": call, "register": register in REGISTERS, "lang": lang}
    if wants := [key for key in known if not known[key]]:
        unknown = ", ".join(_ASKED[key] for key in wants)
        once = " ".join(f"--{key}" for key in wants)
        fields = " ".join(f"{key}=…" for key in wants)
        return Held(
            f'not noted for {person.name} yet: {unknown}; say so with: prm set "{person.name}" {fields}'
            f" (or for this once {once})"
        )
    sign = name(ask.sign) or signature(vault, lang, register)
    if not sign:
        return Held(_unsigned(vault, lang))
    return Letter(vault, person, other, ask, call, register, lang, sign)


def _language(said: str) -> str:
    word = said.strip().casefold()
    return _LANGUAGES.get(word, word.replace("_", "-").partition("-")[0])


def _unsigned(vault: Vault, lang: str) -> str:
    if not vault.me:
        return 'who signs? write me = "[[Your Name]]" into prm.toml and give yourself a note, or say --sign NAME'
    return (
        f"who signs? your note {vault.notes[vault.me].path} has no name that is read in “{lang}”; add one to its"
        " aliases, or say --sign NAME"
    )


def signature(vault: Vault, lang: str, register: str) -> str:
    """Return how I sign: my given name among friends, else the whole one; in Japanese in kana or kanji, if I have it.

    “” where no name of mine can be read in the language.
    """
    if not vault.me:
        return ""
    me = vault.notes[vault.me]
    given = next((row.text for row in vault.values_of(me.id, "given")), "")
    aliases = [row.text for row in vault.values_of(me.id, "aliases") if not row.text.endswith(_HONORIFICS)]
    if lang != "ja":
        name = next((each for each in (me.name, *aliases) if not is_cjk(each)), "")
        if register == "formal" or not name:
            return name
        return given if given and not is_cjk(given) else name.partition(" ")[0]
    native = [each for each in (me.name, *aliases, me.reading) if is_cjk(each)]
    if register == "casual":
        small = [each for each in aliases if is_cjk(each) and len(each) <= _SMALL_NAME]
        parts = [each.split()[-1] for each in native if len(each.split()) > 1]
        own = [given] if given and is_cjk(given) else []
        return next(iter((*own, *small, *parts, *native)), me.name)
    whole = [each for each in native if len(each.split()) > 1]
    return next(iter((*whole, *native)), me.name)


def died(vault: Vault, person: NoteRow) -> str | None:
    """Return the day somebody died, “” where it is not known, None for the living."""
    deceased = person.status == "deceased"
    for row in vault.values_of(person.id, "dates"):
        is_past = row.value != "" and row.value.lstrip("~") <= vault.today.isoformat()
        if is_past and kind_of(row.key, row.label, deceased=deceased) == "death":
            return row.value
    return "" if deceased else None


def in_mourning(vault: Vault, person: NoteRow, day: date) -> bool:
    """Tell whether a day falls into the year in which a person mourns; a beginning that cannot be read counts."""
    said = vault.values_of(person.id, "mourning")
    if any(not row.value for row in said):
        return True
    return bool(said) and mourns(mourners(vault).get(person.id), day)


def role_of(vault: Vault, person: NoteRow, lang: str) -> str:
    """Return what somebody does, if it is noted in a language."""
    for row in vault.values_of(person.id, "role"):
        if not _past(vault, row.until) and (role := value(bare(row.text), lang)):
            return role
    return ""


def _past(vault: Vault, until: str) -> bool:
    return bool(until) and until <= vault.today.isoformat()[: len(until)]


def place_of(vault: Vault, person: NoteRow, lang: str) -> str:
    """Return where somebody lives, as readers of a language can read it."""
    row = next(iter(vault.values_of(person.id, "location")), None)
    place = clean(bare(row.text)) if row else ""
    return place if lang == "ja" or speaks(place, lang) else ""


def named(vault: Vault, person: NoteRow, lang: str) -> str:
    """Return how to name a third person: in Japanese only with the honorific I use; “” where that is not known."""
    call = next((clean(row.text) for row in vault.values_of(person.id, "call")), "")
    if lang == "ja":
        return call if call.endswith(_HONORIFICS) else ""
    aliases = [row.text for row in vault.values_of(person.id, "aliases")]
    return next((clean(each) for each in (person.name, *aliases, call) if each and speaks(each, lang)), "")


def introduce(letter: Letter) -> dict[str, str]:
    """Return how I say who I am."""
    vault, lang = letter.vault, letter.lang
    me = vault.notes[vault.me] if vault.me else None
    return {
        "name": signature(vault, lang, "formal") or letter.sign,
        "role": role_of(vault, me, lang) if me else "",
        "place": place_of(vault, me, lang) if me else "",
    }


def heed(vault: Vault, person: NoteRow, mourns: bool) -> list[str]:
    """Return what to know before writing to somebody: how they like to be reached, and what to leave out."""
    notes = []
    for key, words in (
        ("prefers", "prefers"),
        ("avoid_topics", "leave out"),
        ("dislikes", "does not like"),
    ):
        if said := ", ".join(clean(row.text) for row in vault.values_of(person.id, key)):
            notes.append(f"{words}: {said}")
    if person.snooze > vault.today.isoformat():
        notes.append(f"left alone until {person.snooze}{': ' if person.snooze_why else ''}{clean(person.snooze_why)}")
    if person.status == "paused":
        notes.append(f"{person.name} is paused in your notes")
    if mourns:
        notes.append("in mourning: no congratulations, no new-year wishes")
    return notes
