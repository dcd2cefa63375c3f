"""What to look at before asking what I could do for somebody: their needs, my ideas, the last year with them."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.entries import EntryShown
from prm.insight.entries import entries
from prm.insight.giving.ideas import Idea
from prm.insight.giving.ideas import ideas
from prm.insight.people import Need
from prm.insight.people import needs
from prm.insight.promises import Promise
from prm.insight.promises import promises
from prm.insight.reviews.yearly import ASKED
from prm.insight.reviews.yearly import last_asked
from prm.model.rows import NoteRow
from prm.model.vault import Vault

_LINES = 12


class Review(NamedTuple):
    """What to look at before answering: what they need, what is noted, promised, and the last year with them."""

    name: str
    slug: str
    asked: str | None
    asked_at: str | None
    answer: str | None
    needs: list[Need]
    ideas: list[Idea]
    promises: list[Promise]
    entries: list[EntryShown]


def review(vault: Vault, person: NoteRow) -> Review:
    """Return what to look at before asking what I could do for somebody."""
    asked = last_asked(vault, person)
    today = vault.today
    since = (today - timedelta(min(366, (today - date.min).days))).isoformat()
    present = [
        each
        for each in needs(vault, person, "needs")
        if not each.until or each.until > today.isoformat()[: len(each.until)]
    ]
    return Review(
        person.name,
        person.slug,
        asked.date if asked else None,
        asked.at if asked else None,
        answer_in(asked.text) if asked else None,
        present,
        ideas(vault, person),
        promises(vault, person),
        [each for each in entries(vault, person, 10**6) if each.date >= since and each != asked][:_LINES],
    )


def answer_in(text: str) -> str | None:
    """Return what was answered, as the line says it."""
    begun = next((each for each in ASKED if text.startswith(each)), "")
    return text[len(begun) :].strip(" :：") or None
