"""EXPORTERS: the formats in which people leave for other programs."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import NamedTuple

from prm.model.rows import NoteRow
from prm.model.vault import Vault


class Asked(NamedTuple):
    """Who is asked for, whether the first words of their pages go too, and the language of what is not theirs."""

    vault: Vault
    people: Sequence[NoteRow]
    notes: bool
    lang: str


class Exporter(NamedTuple):
    """A format: its name, the ending of its files, what makes the text of one, and what it is for.

    `apart` makes one file a person, by name, for the formats that are kept so.
    """

    name: str
    ending: str
    write: Callable[[Asked], str]
    doc: str
    apart: Callable[[Asked], dict[str, str]] | None = None


def _vcard(four: bool) -> Callable[[Asked], str]:
    def write(asked: Asked) -> str:
        from prm.exchange.cards import cards
        from prm.exchange.vcard import vcard

        return vcard(cards(asked.vault, asked.people, notes=asked.notes), four=four)

    return write


def _vdir(four: bool) -> Callable[[Asked], dict[str, str]]:
    def write(asked: Asked) -> dict[str, str]:
        from prm.exchange.cards import cards
        from prm.exchange.vcard import vcard

        found = cards(asked.vault, asked.people, notes=asked.notes)
        return {f"{card.key}.vcf": vcard([card], four=four) for card in found}

    return write


def _csv(asked: Asked) -> str:
    from prm.exchange.cards import cards
    from prm.exchange.sheet import sheet

    return sheet(cards(asked.vault, asked.people, notes=asked.notes))


def _json(asked: Asked) -> str:
    import json

    from prm.exchange.whole import whole

    people = (json.dumps(each, ensure_ascii=False, indent=2) for each in whole(*asked[:2], notes=asked.notes))
    return ("[\n" + ",\n".join(people) + "\n]\n").replace('": ""', '": null')  # absent is null, as everywhere


def _ics(asked: Asked) -> str:
    from prm.exchange.cards import cards
    from prm.exchange.yearly import calendar

    return calendar(cards(asked.vault, asked.people, notes=False), asked.lang)


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("vcard", "vcf", _vcard(False), "vCards 3.0: phones, Google, Apple, Outlook, Nextcloud", _vdir(False)),
    Exporter("vcard4", "vcf", _vcard(True), "vCards 4.0, where they are understood", _vdir(True)),
    Exporter("csv", "csv", _csv, "a table for a spreadsheet or a letter to many"),
    Exporter("json", "json", _json, "all that is known, for programs"),
    Exporter("ics", "ics", _ics, "a calendar of birthdays and other days"),
)
