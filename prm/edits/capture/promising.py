"""Lines that say what is still to be done for somebody, or by them: to whom, what, and by when."""

from datetime import date
from typing import NamedTuple

from prm.edits.capture.understand import Doubt
from prm.edits.capture.understand import people_in
from prm.insight.named import Named
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.nearest import Spoken
from prm.text.pattern import Pattern
from prm.text.spoken import spoken

_TO_DO = Pattern(
    r"(?i)^(?P<sure>to-?do\b[ \t]*:?|remember to|remind me to|don['’]?t forget to"
    r"|(?:i[ \t]+)?(?:need to|have to|must))[ \t]+"
    r"|^(?:(?:i[ \t]+)?(?:should|will|want to|plan to)|i['’]ll)[ \t]+",
)
_I_PROMISED = Pattern(r"(?i)^(?:i[ \t]+)?promised?[ \t]+")
_THEY_PROMISED = Pattern(
    r"(?i)^[ \t]+promised(?:[ \t]+me)?(?:[ \t]+(?:to|that[ \t]+(?:he|she|they)(?:['’]ll|[ \t]+will)?))?[ \t]+",
)
_TO = Pattern(r"(?i)^[ \t]*(?:that[ \t]+)?(?:to[ \t]+|i(?:['’](?:d|ll)|[ \t]+(?:will|would))[ \t]+)?")
_DUE = Pattern(r"(?i)[ \t]+(?:by|before|until|due:?)[ \t]+(?P<day>[^,;]{2,30}?)[.!]?$")
_JAPANESE = Pattern(r"約束|(?:しないと|しなきゃ|すること|忘れずに)[。！!]?$")


class Promised(NamedTuple):
    """A promise: whose file it goes to (or a name in doubt), its words, who owes it, when it is due, what is unsure.

    `undated`: when it is due counts from a day that is not known.
    """

    person: int | Doubt
    text: str
    owner: str
    due: str = ""
    reason: str = ""
    undated: bool = False


def promised(vault: Vault, text: str, day: date | None, words: Vocabulary) -> Promised | None:
    """Return what a line promises, None where it does not; `day` is the one on which it was written."""
    found = people_in(vault, text)
    if not found:
        return None
    first = found[0]
    if len(first.notes) == 1 and first.start == 0 and (theirs := _THEY_PROMISED.match(text[first.end :])):
        return _due(first.notes[0], text[first.end + theirs.end() :], "them", "", day, vault)
    mine = _I_PROMISED.match(text)
    if mine is not None and first.start == mine.end():
        rest = text[first.end :]
        return _due(_person(first), rest[_TO.match(rest).end() :], "me", "", day, vault)  # type: ignore[union-attr]
    todo = _TO_DO.match(text)
    if todo is not None:
        reason = "" if todo["sure"] else "it may be a wish rather than a promise"
        return _due(_one(found), text[todo.end() :], "me", reason or _several(found), day, vault)
    if _JAPANESE.search(text):
        return _due(_one(found), text, "me", _several(found), day, vault)
    return None


def _person(each: Named) -> int | Doubt:
    return each.notes[0] if len(each.notes) == 1 else Doubt(each.words, each.notes, each.start, each.end)


def _one(found: list[Named]) -> int | Doubt:
    """Return the person a line names, or the first name in it that is in doubt."""
    return next((_person(each) for each in found if len(each.notes) > 1), _person(found[0]))


def _several(found: list[Named]) -> str:
    return "it names several people" if len({each.notes for each in found}) > 1 else ""


def _due(person: int | Doubt, text: str, owner: str, reason: str, day: date | None, vault: Vault) -> Promised:
    """Return a promise, with the day it is due where its last words say one."""
    text = text.strip()
    found = _DUE.search(text)
    if found is None:
        return Promised(person, text, owner, "", reason)
    order = vault.config.date_order
    said = spoken(found["day"], day or vault.today, ahead=True, order=order)
    if not isinstance(said, Spoken):
        return Promised(person, text, owner, "", reason)
    later = spoken(found["day"], date(vault.today.year - 2, 6, 15), ahead=True, order=order)
    undated = day is None and said != later
    return Promised(person, text[: found.start()].strip(), owner, said.text, reason, undated)
