"""The note about a meeting: those who came linked, and empty lines for what was learned, promised and given."""

from collections.abc import Sequence
from typing import NamedTuple

from prm.edits.chain import Step
from prm.edits.chain import chain
from prm.edits.front.fields import set_field
from prm.edits.front.forms import Given
from prm.edits.people import NOT_IN_NAMES
from prm.model.config import Config
from prm.model.vocabulary import Vocabulary
from prm.text.source import Change
from prm.text.source import Edit
from prm.text.source import Source
from prm.text.source import Span
from prm.text.source import splice

MOST = 3
"""For so many people there is a line each for promises and gifts; of more, only for what was learned."""


class _Words(NamedTuple):
    """The words of a note: headings, and the beginnings of lines."""

    learned: str
    promises: str
    given: str
    learn: str
    give: str
    stop: str


_WORDS = {
    "en": _Words("Learned", "Promises", "Given", "learned {}", "gave {} gift", ":"),
    "ja": _Words("聞いたこと", "約束", "贈ったもの", "聞いた {}", "差し上げた {} 贈り物", "："),
}


class Facts(NamedTuple):
    """What is known of a meeting: `links` are those who came and are in the vault, `others` names of the rest."""

    day: str
    title: str
    links: Sequence[str]
    others: Sequence[str]
    place: str
    hours: str


def note_path(folder: str, facts: Facts, more: str = "") -> str:
    """Return where the note about a meeting belongs; `more` tells it from another of that name."""
    title = " ".join(NOT_IN_NAMES.sub(" ", facts.title).split()).strip(" .")[:80].rstrip(" .")
    return f"{folder}/{' '.join(part for part in (facts.day, title, more) if part)}.md".lstrip("/")


def meeting_note(path: str, facts: Facts, config: Config, lang: str) -> Edit:
    """Return the edit that makes the note; as long as nothing is written into it, it counts for nothing."""
    start = Source(path, f"# {facts.title or facts.day}\n\n{_body(facts, _WORDS[lang])}".encode())
    values: dict[str, Given] = {
        "type": _kind(facts.title, config),
        "date": facts.day,
        "attendees": [*facts.links, *facts.others],
        "location": facts.place,
        "hours": facts.hours,
    }
    steps = [_setting(config, key, value) for key, value in values.items() if value]
    text = splice(start, list(chain(start, steps).changes)).decode("utf-8")
    return Edit(path, "", (Change(Span(0, 0), text),), why=f"debrief: {facts.title}")


def _setting(config: Config, key: str, value: Given) -> Step:
    return lambda source: set_field(source, config, key, value)


def _kind(title: str, config: Config) -> str:
    """Return what kind of meeting a title speaks of: call, meal … else meeting."""
    words = Vocabulary(config)
    found = next((kind for _, _, kind in words.contact_words(title, 0, len(title))), None)
    return found.name if found and found.channel in ("in person", "live") else "meeting"


def _body(facts: Facts, words: _Words) -> str:
    few = list(facts.links) if len(facts.links) <= MOST else []
    learned = [f"- {words.learn.format(link)}{words.stop}" for link in facts.links]
    promises = [line for link in few for line in (f"- [ ] @me {link}{words.stop}", f"- [ ] @{link}")] or ["- [ ] @me"]
    given = [f"- {words.give.format(link)}{words.stop}" for link in few]
    parts = [(words.learned, learned), (words.promises, promises), (words.given, given)]
    return "\n".join(f"## {title}\n\n" + "\n".join(lines) + "\n" for title, lines in parts if lines)
