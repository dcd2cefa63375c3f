"""Write introductions: a note for a new one, and lines of its log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from datetime import date

from prm.edits.body.log import add_entry
from prm.edits.chain import Step
from prm.edits.chain import chain
from prm.edits.front.fields import set_field
from prm.edits.front.forms import Given
from prm.edits.people import NOT_IN_NAMES
from prm.edits.proof import Refused
from prm.insight.named import link_to
from prm.model.config import Config
from prm.model.names import is_cjk
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.pattern import Pattern
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

_BECAUSE = Pattern(r"(?m)^because:")
_HEADS_JA = {
    "asked": "打診",
    "yes": "承諾",
    "no": "見送り",
    "introduced": "引き合わせた",
    "outcome": "その後",
    "thanked": "お礼した",
}
IN_PERSON = {"en": "in person", "ja": "その場で"}
"""How an introduction is said to have been made where both stood before me."""


def linked(vault: Vault, person: NoteRow | None) -> str:
    """Return a link that finds a person and nobody else, by their path if need be; `me` for None."""
    if person is None:
        return "me"
    link = link_to(person)
    found = vault.resolve(link[2:-2].partition("|")[0])
    return link if found == (person.id,) else f"[[{person.slug}|{person.name}]]"


def path_for(vault: Vault, people: Sequence[NoteRow | None], taken: Callable[[str], bool]) -> str:
    """Return the path of a new introduction: `intros/2026-11-20-aiko-tom.md`, where the others lie."""
    folders = Counter(each.path.rpartition("/")[0] for each in vault.log.introductions())
    folder = folders.most_common(1)[0][0] if folders else "intros"
    names = "-".join(_short(vault, person) for person in people)
    begun = f"{folder}/{vault.today.isoformat()}-{names}".lstrip("/")
    tries = (f"{begun}{f'-{count}' if count > 1 else ''}.md" for count in range(1, 1000))
    return next(path for path in tries if not taken(path))


def _short(vault: Vault, person: NoteRow | None) -> str:
    """Return the name that files are named by: what one is called by where names are written so, 田中 or Aiko."""
    if person is None:
        return "me"
    key = "family" if is_cjk(person.name) else "given"
    name = next((row.text for row in vault.values_of(person.id, key)), "") or person.name.partition(" ")[0]
    return "-".join(NOT_IN_NAMES.sub(" ", name).lower().replace(".", " ").split()) or "somebody"


def new_introduction(path: str, title: str, said: dict[str, Given], config: Config) -> Step:
    """Return the step that makes the note of an introduction; raises Refused where a file is there already."""

    def step(source: Source) -> Edit:
        if source.data:
            raise Refused(f"{path} is there already")
        start = Source(path, f"# {title}\n".encode())
        whole = chain(start, [_setting(config, key, value) for key, value in said.items() if value])
        text = splice(start, list(whole.changes)).decode("utf-8")
        text = _BECAUSE.sub("why:", text, count=1)  # as introductions call it
        return Edit(path, "", (Change(Span(0, 0), text),), why=f"introduction: {title}")

    return step


def _setting(config: Config, key: str, value: Given) -> Step:
    return lambda source: set_field(source, config, key, value)


def add_line(config: Config, day: date, kind: str, people: Sequence[str], text: str) -> Step:
    """Return the step that adds a line to the log of an introduction; `people` are links that stand in its head."""
    head = " ".join([_HEADS_JA[kind] if config.lang == "ja" else kind, *people])
    return lambda source: add_entry(source, config, day, head, text)
