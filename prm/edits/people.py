"""A new person from one line: a name, and whatever else it holds."""

from typing import NamedTuple

from prm.edits.chain import chain
from prm.edits.front.fields import set_field
from prm.edits.front.forms import Given
from prm.edits.proof import Refused
from prm.model.config import Config
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

_EMAIL = Pattern(r"[<＜]?([^\s<>＜＞,、]+[@＠][^\s<>＜＞,、]+\.[^\s<>＜＞,、]+)[>＞]?")
_PHONE = Pattern(r"(?<![\w.])[+＋]?[(（]?\d[\d \-‐－()（）.]{6,}\d(?!\w)")
_TAG = Pattern(r"(?:^|(?<=\s))[#＃](\w[\w\-/]*)")
_ORG = Pattern(r"(?:^|(?<=\s))[@＠](\S+)")
_READING = Pattern(r"(?P<name>.*\S)\s*[(（](?P<reading>[ぁ-ゖァ-ヺー・ 　]+)[)）]\Z")
NOT_IN_NAMES = Pattern(r'[\\/\[\]|#^:*?"<>\x00-\x1f\x7f]')


class Card(NamedTuple):
    """What one line says of somebody."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    org: str
    reading: str = ""


def read_card(line: str) -> Card:
    """Read `Mike Bianco <mike@x.co> +1 310 555 1234 @acme #climbing`; what is left over is the name."""
    found: dict[str, list[str]] = {"email": [], "phone": [], "tag": [], "org": []}
    for kind, pattern in (("email", _EMAIL), ("tag", _TAG), ("org", _ORG), ("phone", _PHONE)):
        for match in pattern.finditer(line):
            found[kind].append(match.group(1 if match.re.groups else 0).strip())
        line = pattern.sub(" ", line)
    name, reading = read_aloud(" ".join(line.replace(",", " ").split()))
    return Card(
        name, tuple(found["email"]), tuple(found["phone"]), tuple(found["tag"]), " ".join(found["org"]), reading
    )


def read_aloud(name: str) -> tuple[str, str]:
    """Return a name, and how it is read where kana in parentheses behind it say so."""
    found = _READING.match(name)
    return (found["name"], found["reading"]) if found else (name, "")


def new_person(folder: str, card: Card, more: dict[str, Given], config: Config) -> Edit:
    """Return the edit that makes a file for somebody, named by their name; raises Refused."""
    file = NOT_IN_NAMES.sub(" ", card.name).strip(" .")
    if not file:
        raise Refused("nobody is named: write a name, such as “Mike Bianco <mike@x.co>”")
    path = f"{folder}/{' '.join(file.split())}.md" if folder else f"{file}.md"
    values: dict[str, Given] = {
        "reading": card.reading,
        "email": _one_or_more(card.emails),
        "phone": _one_or_more(card.phones),
        "org": card.org,
        "tags": list(card.tags),
    } | more
    start = Source(path, f"# {card.name}\n".encode())
    steps = [_setting(config, key, value) for key, value in values.items() if value]
    whole = chain(start, steps)
    text = splice(start, list(whole.changes)).decode("utf-8")
    return Edit(path, "", (Change(Span(0, 0), text),), why=f"new: {card.name}")


def _setting(config: Config, key: str, value: Given):  # type: ignore[no-untyped-def]
    return lambda source: set_field(source, config, key, value)


def _one_or_more(values: tuple[str, ...]) -> Given:
    return values[0] if len(values) == 1 else list(values)
