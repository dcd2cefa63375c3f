"""Which need of somebody another really answers, as the match ranks it, and what of it may be told to the other."""

from typing import NamedTuple

from prm.insight.asking import Lexicon
from prm.insight.asking import things as things_of
from prm.insight.offering import Offering
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain


class Answer(NamedTuple):
    """A need, and what the other could do about it, in the words of the notes."""

    need: str
    offer: str


NONE = Answer("", "")
_PASSING = ("log", "journal", "meeting", "mention", "note", "intro", "about")
"""Lines that speak for somebody, in words that are none of an offer."""


def answered(vault: Vault, seeker: NoteRow, other: NoteRow) -> Answer:
    """Return the open need of somebody that another answers best, empty for none; they may know each other by now."""
    lexicon, today = Lexicon(vault.config), vault.today.isoformat()
    best, found = 0.0, NONE
    for need in vault.values_of(seeker.id, "needs"):
        things = things_of(need.text, lexicon)
        if not things or (need.until and need.until <= today[: len(need.until)]):
            continue
        offering, wanted = Offering(vault, things), range(len(things))
        case = next((each for each in offering.cases(wanted) if each.person == other.id), None)
        if case and case.score > best:
            lines = [line.text for line in offering.evidence(wanted, other.id) if line.field not in _PASSING]
            best, found = case.score, Answer(plain(need.text), lines[0] if lines else "")
    return found


def tellable(shared: Vault, seeker: NoteRow, other: NoteRow, found: Answer) -> Answer:
    """Return what of an answer stands in a vault without what is private; nothing where the need does not.

    The people may be rows of another vault: they are looked up by their paths.
    """
    one, two = (next(iter(shared.exactly(each.path)), None) for each in (seeker, other))
    if not found.need or one is None or two is None:
        return NONE
    if found.need not in {plain(row.text) for row in shared.values_of(one.id, "needs")}:
        return NONE
    return found if found.offer in {plain(row.text) for row in shared.values_of(two.id)} else Answer(found.need, "")
