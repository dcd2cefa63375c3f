"""Where a captured line goes: the one person's own file, or once, with links, the daily note."""

from datetime import date
from typing import NamedTuple

from prm.edits.body.log import add_entry
from prm.edits.body.log import add_to_day
from prm.edits.capture.understand import Captured
from prm.edits.chain import Step
from prm.insight.named import link_to
from prm.model.schema import KINDS
from prm.model.vault import Vault
from prm.text.moment import written_day

_OF_WISHES = tuple(kind.name for kind in KINDS if kind.where == "wish")
"""Kinds that are read in the file of somebody I wish to meet, and nowhere else."""


class Daily(NamedTuple):
    """How a vault keeps its daily notes: the format of a name, "" for none stated, and what a new one begins with."""

    name: str = ""
    template: str = ""


class Filed(NamedTuple):
    """A file and what is added to it."""

    path: str
    step: Step


def file_entry(vault: Vault, day: date, said: Captured, more: str = "", daily: Daily = Daily()) -> Filed:  # noqa: B008
    """Return where what was captured goes; `more` stands behind its words. `[log] to` may say otherwise."""
    to = str(vault.config.get("log.to"))
    if to == "person" or said.kind in _OF_WISHES or (to != "journal" and len(said.people) == 1):
        person = vault.notes[said.people[0]]
        others = " and ".join(link_to(vault.notes[note]) for note in said.people[1:])
        head, text = f"{said.head} {others}".strip(), said.alone + more
        return Filed(person.path, lambda source: add_entry(source, vault.config, day, head, text))
    path = daily_note(vault, day, daily.name)
    line, template = said.linked + more, filled(daily.template, day, path)
    return Filed(
        path,
        lambda source: add_to_day(source if source.data else None, vault.config, path, line, template=template),
    )


def daily_note(vault: Vault, day: date, name: str = "") -> str:
    """Return the path of the daily note of a day: the one there is, else where the vault keeps them."""
    known = [note for note in vault.notes.values() if note.kind == "dated" and note.day]
    of_day = [note for note in known if note.day == day.isoformat()]
    if of_day:
        return of_day[0].path
    folder = vault.config.daily_folder or ("" if name else "journal")
    if known and not vault.config.daily_folder and not name:
        folder = max(known, key=lambda note: note.day).path.rpartition("/")[0]
    return f"{folder}/{written_day(day, name or 'YYYY-MM-DD')}.md".lstrip("/")


def filled(template: str, day: date, path: str) -> str:
    """Return what a new daily note begins with: a template with its marks filled in, as Obsidian does.

    A template with marks that only another program can fill in is left out.
    """
    import re

    if "<%" in template:
        return ""
    title = path.rpartition("/")[2].rpartition(".")[0]
    template = re.sub(r"\{\{\s*title\s*\}\}", lambda _: title, template)
    dated = re.sub(
        r"\{\{\s*date(?::([^{}\n]*))?\s*\}\}",
        lambda found: written_day(day, (found.group(1) or "YYYY-MM-DD").strip()),
        template,
    )
    return re.sub(r"\{\{\s*time(?::[^{}\n]*)?\s*\}\}", "", dated)
