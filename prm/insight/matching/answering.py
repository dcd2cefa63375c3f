"""Which need of somebody another really answers, as the match ranks it, and what of it may be told to the other."""

from typing import NamedTuple

from prm.edits.capture.seeking import offered
from prm.insight.giving.given import bare
from prm.insight.matching.needs import learned_needs
from prm.insight.matching.offering import Offering
from prm.insight.search.asking import Lexicon
from prm.insight.search.asking import things as things_of
from prm.model.rows import NoteRow
from prm.model.vault import Vault
from prm.text.markdown import plain


class Answer(NamedTuple):
    """A need, and what the other could do about it, in the words of the notes."""

    need: str
    offer: str


NONE = Answer("", "")
_PASSING = ("log", "journal", "meeting", "mention", "note", "intro", "about")
"""Lines that speak for somebody, in words that are none of an offer unless they say so: “can do …”."""


def answered(vault: Vault, seeker: NoteRow, other: NoteRow) -> Answer:
    """Return the open need of somebody that another answers best, empty for none; they may know each other by now."""
    lexicon = Lexicon(vault.config)
    best, found = 0.0, NONE
    for need in _needs(vault, seeker):
        things = things_of(need, lexicon)
        if not things:
            continue
        offering, wanted = Offering(vault, things), range(len(things))
        case = next((each for each in offering.cases(wanted) if each.person == other.id), None)
        if case and case.score > best:
            lines, learned = offering.evidence(wanted, other.id), _learned(vault, other)
            said = (learned.get(line.at, "") if line.field in _PASSING else line.text for line in lines)
            best, found = case.score, Answer(need, next(filter(None, said), ""))
    return found


def _needs(vault: Vault, seeker: NoteRow) -> list[str]:
    """Return what somebody looks for today: by field or section, and by lines of what I learned."""
    today = vault.today.isoformat()
    rows = vault.values_of(seeker.id, "needs")
    stated = [plain(row.text) for row in rows if not (row.until and row.until < today[: len(row.until)])]
    return [*stated, *(each.what for each in learned_needs(vault, seeker, stated))]


def _learned(vault: Vault, other: NoteRow) -> dict[str, str]:
    """Return what lines of what I learned say that somebody can do for others, by where they stand."""
    return {each.at: offered(bare(each.text)) for each in vault.contacts_of(other.id) if each.kind == "learned"}


def tellable(shared: Vault, seeker: NoteRow, other: NoteRow, found: Answer) -> Answer:
    """Return what of an answer stands in a vault without what is private; nothing where the need does not.

    The people may be rows of another vault: they are looked up by their paths.
    """
    one, two = (next(iter(shared.exactly(each.path)), None) for each in (seeker, other))
    if not found.need or one is None or two is None:
        return NONE
    if found.need not in _needs(shared, one):
        return NONE
    offers = {plain(row.text) for row in shared.values_of(two.id)}.union(_learned(shared, two).values())
    return found if found.offer in offers else Answer(found.need, "")
