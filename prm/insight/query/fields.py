"""What a query can ask for by name: computed fields, the fields of front matter, every key of the vault, and flags."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from prm.insight.query import columns
from prm.insight.query.columns import Cells
from prm.model.config import Config
from prm.model.rows import NoteRow
from prm.model.schema import FIELDS
from prm.model.vault import Vault
from prm.text.nodes import fold_key


class Computed(NamedTuple):
    """A field that is derived, or compared in a way of its own: its names, its shape, its cells, and what it says.

    `shape`: text (words, or a date or number within), label (one whole word), phone, day, coming, yearly (days that
    were, that come, of every year), number, span (how often), counted (a number, or what was counted).
    """

    name: str
    spellings: tuple[str, ...]
    shape: str
    cells: Callable[[Vault], Cells]
    doc: str


COMPUTED: tuple[Computed, ...] = (
    Computed("name", (), "text", columns.names, "name, alias, reading, file name, how I address them"),
    Computed("last", ("最終連絡", "最後"), "day", columns.lasts, "the last contact: last>60d is longer ago than that"),
    Computed("exchange", ("やりとり",), "day", columns.exchanges, "the last contact in which both sides had a part"),
    Computed("due", (), "coming", columns.dues, "the day on which it is their turn: due<7d"),
    Computed("contacts", ("回数",), "number", columns.contacts, "on how many days there was contact: contacts<3"),
    Computed("kind", ("種類",), "counted", columns.entries, "kinds of entries they took part in: kind:coffee"),
    Computed("interactions", ("entries", "交流"), "counted", columns.interactions,
             "how many entries they took part in: interactions>3, has:interactions"),
    Computed("given", ("gave", "あげたもの"), "counted", lambda vault: columns.entries(vault, "gave"),
             "how often I gave, or what: given:intro"),
    Computed("got", ("もらったもの",), "counted", lambda vault: columns.entries(vault, "got"),
             "how often they gave, or what: got:advice"),
    Computed("promise", ("約束",), "counted", columns.promised, "open promises: promise:me, promise:them, promise>=2"),
    Computed("age", ("年齢",), "number", columns.ages, "their age, where the year of birth is known: age:30..40"),
    Computed("city", ("都市",), "text", lambda vault: columns.of_values(vault, "location", "address"),
             "where they live: location or address"),
    Computed("met", (), "text", columns.met, "how, where and when we met: met:2024, met:“choir week”"),
    Computed("through", (), "text", lambda vault: columns.of_values(vault, "met", label="through"),
             "through whom we met"),
    Computed("status", (), "label", columns.statuses, "the status in effect; active where none is given"),
    Computed("circle", (), "label", columns.circles, "the circle they are in"),
    Computed("cadence", (), "span", columns.cadences, "how often, own or the circle's: cadence<=2w"),
    Computed("relations", (), "text", columns.relations, "who is related to them, whichever file says so"),
    Computed("tag", ("tags", "タグ"), "tag", lambda vault: columns.of_values(vault, "tags"),
             "a tag, or one above it; #choir is short for tag:choir"),
    Computed("text", ("本文",), "text", columns.texts, "words in a line of their page or an entry they took part in"),
)  # fmt: skip
_BY_NAME = {fold_key(word): field for field in COMPUTED for word in (field.name, *field.spellings)}
_COUNTED = ("kind", "interactions", "given", "got", "promise")
_OF_FIELDS = ("name", "met", "status", "circle", "cadence", "relations", "tag")  # theirs is the field of that name, too
_SHAPES = {
    **dict.fromkeys(("type", "register", "lang", "timezone", "trust", "form"), "label"),
    **dict.fromkeys(("birthday", "dates"), "yearly"),
    **dict.fromkeys(("snooze", "next_contact"), "coming"),
    **dict.fromkeys(("mourning", "last_contact", "date"), "day"),
    "phone": "phone",
}


class Column(NamedTuple):
    """A field of one vault, ready to be compared: what it is called, how it is compared, its values."""

    name: str
    shape: str
    cells: Cells


def column(vault: Vault, written: str) -> Column | None:
    """Return the field of a name, in any spelling, with its part behind a dot (`email.work`); None if there is none."""
    key = fold_key(unicodedata.normalize("NFKC", written))
    if found := _BY_NAME.get(key):
        return Column(found.name, found.shape, found.cells(vault))
    name, label, sure = _field(key, vault.config)
    if not name:
        values = columns.of_values(vault, key) if key else {}
        return Column(key, "text", values) if values or (key and vault.values(key)) else None
    if name in _COUNTED and label:
        return _counted(vault, name, label)
    named = _named(vault, name, label)
    known = sure or named.cells or any(fold_key(row.label) == fold_key(label) for row in vault.values(name))
    return named if known else None


def _field(key: str, config: Config) -> tuple[str, str, bool]:
    """Return the field that a key means, its label, and whether the key is one of the table."""
    from prm.model.values import field_of

    if key in config.spellings:
        return *field_of(key, config), True
    base, _, label = key.partition(".")
    if label and (base in _BY_NAME or base in config.spellings):
        named = _BY_NAME[base].name if base in _BY_NAME else config.spellings[base]
        return named, label, False
    return *field_of(key, config), False


def _named(vault: Vault, name: str, label: str) -> Column:
    shown = f"{name}.{label}" if label else name
    if name == "met":
        shape = "day" if label == "date" else "text"
        return Column(shown, shape, columns.met(vault, label))
    if name == "relations":
        return Column(shown, "text", columns.relations(vault, label))
    if not label and name in (*_OF_FIELDS, "tags"):
        found = _BY_NAME[name]
        return Column(name, found.shape, found.cells(vault))
    shape = "tag" if name == "tags" else _SHAPES.get(name, "text")
    return Column(shown, shape, columns.of_values(vault, name, label=label))


def _counted(vault: Vault, name: str, label: str) -> Column | None:
    what = {fold_key(word): means for word, means in vocabulary(vault, name).items()}.get(label)
    cells = _BY_NAME[name].cells(vault)
    kept = {who: few for who, said in cells.items() if (few := [cell for cell in said if what in cell.texts])}
    return Column(f"{name}.{label}", "counted", kept) if what else None


def vocabulary(vault: Vault, name: str) -> dict[str, str]:
    """Return the words of a field that has only so many, each with what it stands for; {} where any word is one."""
    if name == "promise":
        return {"me": "me", "them": "them", "i": "me", "私": "me", "自分": "me", "相手": "them"}
    if name == "status":
        from prm.model.schema import STATUSES

        return {word: word for word in STATUSES}
    if name not in ("kind", "interactions", "given", "got"):
        return {}
    from prm.model.schema import GIVING
    from prm.model.schema import KINDS

    if name in ("kind", "interactions"):
        own = {kind: kind for kind in vault.config.kinds}
        own |= {str(word): kind for kind, said in vault.config.kinds.items() for word in said.get("aliases", ())}
        return {word: kind.name for kind in KINDS for word in (kind.name, *kind.aliases)} | own
    more = {str(word): str(word) for word in vault.config.get("giving.kinds")}
    return {word: what for what, words in GIVING for word in (what, *words)} | more


def known_parts(vault: Vault) -> dict[str, str]:
    """Return the parts of fields that this vault has, as they are asked for: `relations.colleague`, `dates.wedding`."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for row in vault.values(field.name) if field.shape in ("relations", "dates", "labelled", "met") else ():
            if key := fold_key(row.label):
                found.setdefault(key, f"{field.name}.{key}")
    return found


def known_names(vault: Vault) -> dict[str, str]:
    """Return every name of a field by its folded form: computed ones, those of the table, those of this vault."""
    known = {fold_key(key): key for key in vault.known_keys()}
    known |= {fold_key(word): word for field in FIELDS for word in field.spellings}
    known |= {fold_key(field.name): field.name for field in FIELDS}
    return known | {fold_key(word): word for field in COMPUTED for word in (field.name, *field.spellings)}


# flags


class Flag(NamedTuple):
    """A word that stands alone: its other spellings, whom it means, and what it says."""

    name: str
    spellings: tuple[str, ...]
    people: Callable[[Vault], set[int]]
    doc: str


def _due(vault: Vault) -> set[int]:
    from prm.insight.keeping.due import due_people

    return due_people(vault)


def _opportune(vault: Vault) -> set[int]:
    from prm.insight.keeping.turns import turns

    return {
        turn.person.id
        for turn in turns(vault)
        if not turn.snoozed and turn.cadence.least <= (vault.today - turn.start).days < turn.cadence.most
    }


def _snoozed(vault: Vault) -> set[int]:
    return {
        person.id
        for person in vault.people
        if person.snooze and (until := columns.first_day(person.snooze)) and until > vault.today
    }


def _tracked(vault: Vault) -> set[int]:
    from prm.insight.keeping.turns import RESTING

    return {person.id for person in vault.people
            if vault.cadence(person) and columns.status_of(vault, person) not in RESTING}  # fmt: skip


def _private(vault: Vault) -> set[int]:
    return {person.id for person in vault.people if person.hidden} | {row.note for row in vault.values("private")}


def _promise(vault: Vault) -> set[int]:
    return set(columns.promised(vault))


def _of_status(name: str) -> Callable[[Vault], set[int]]:
    def people(vault: Vault) -> set[int]:
        return {person.id for person in vault.people if _status(vault, person) == name}

    return people


def _status(vault: Vault, person: NoteRow) -> str:
    return columns.status_of(vault, person)


FLAGS: tuple[Flag, ...] = (
    Flag("due", ("ご無沙汰",), _due, "whose turn it is to hear from me"),
    Flag("opportune", (), _opportune, "with a range such as 4w..6w: not due, but the shorter time has gone by"),
    Flag("tracked", (), _tracked, "with a rhythm of their own or of their circle, and not at rest"),
    Flag("snoozed", (), _snoozed, "left alone until a day that has not come"),
    Flag("promise", ("約束",), _promise, "with a promise open between us, mine or theirs"),
    Flag("private", ("非公開",), _private, "private as a whole, or in keys and sections that `private` names"),
    Flag("active", (), _of_status("active"), "at rest in no way"),
    Flag("acquaintance", ("知り合い",), _of_status("acquaintance"), "known in passing"),
    Flag("paused", (), _of_status("paused"), "resting for a while"),
    Flag("archived", (), _of_status("archived"), "kept, and no more"),
    Flag("deceased", ("故人",), _of_status("deceased"), "who has died"),
    Flag("wish", ("会いたい人",), _of_status("wish"), "somebody I wish to meet"),
)
_FLAGS = {word: flag for flag in FLAGS for word in (flag.name, *flag.spellings)}


def flag(written: str) -> Flag | None:
    """Return the flag of a word, if it is one."""
    return _FLAGS.get(unicodedata.normalize("NFKC", written).casefold())
