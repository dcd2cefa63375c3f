"""What somebody would rather not have, and what they have already: whether an idea suits them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prm.text.markdown import plain
from prm.text.pattern import Pattern

if TYPE_CHECKING:
    from prm.insight.search.asking import Lexicon
    from prm.insight.search.saying import Heard
    from prm.insight.search.saying import Thing
    from prm.model.config import Config

_SURE = 0.7
_ENOUGH = 0.6
_DISLIKES = Pattern(
    r"(?i)"
    r"\b(?:(?:does|do|did)(?:n['’]t|\s+not)\s+(?:really\s+|much\s+)?(?:like|love|enjoy|eat|drink|want|care\s+for)"
    r"|(?:cannot|can['’]t)\s+(?:stand|bear|eat|drink)|dislikes?|hates?|is\s+allergic\s+to|has\s+gone\s+off)\s+"
    r"(?P<what>[^.;,!?→]{2,60})"
    r"|(?P<ja>[^、。；;→\s]{1,30}?)(?:が|は)(?:苦手|嫌い|大嫌い|食べられない|飲めない|好きではない|好きじゃない)"
)


class Taste:
    """What one person avoids and has; nothing is taken apart before an idea is to be judged."""

    def __init__(self, config: Config, avoided: list[str], had: list[tuple[str, str]]) -> None:
        self._config = config
        self._avoided_texts = [plain(text) for text in avoided]
        self._lexicon: Lexicon | None = None
        self._avoided: list[list[Thing]] = []
        self._known: dict[str, str] = {}
        self._had = had

    def suits(self, text: str, since: str = "") -> bool:
        """Tell whether an idea is neither something they avoid nor what I gave them since a day."""
        return self.pleases(text) and not self._has(text, since)

    def pleases(self, text: str) -> bool:
        """Tell whether an idea is nothing that they avoid: it says less than half of what that says."""
        if not self._avoided_texts:
            return True
        if not self._avoided:
            self._avoided = [self._things(each) for each in self._avoided_texts]
        heard = self._hear(text)
        return not any(_says(avoided, heard, 0.5) for avoided in self._avoided)

    def _has(self, text: str, since: str) -> bool:
        had = [said for day, said in self._had if day >= since]
        if not had:
            return False
        wanted = self._things(text)
        return any(_says(wanted, self._hear(plain(said)), 0.75) for said in had)

    def _hear(self, text: str) -> Heard:
        from prm.insight.search.saying import Heard

        return Heard(text, self._known)

    def _things(self, text: str) -> list[Thing]:
        from prm.insight.search.asking import Lexicon
        from prm.insight.search.asking import things

        if self._lexicon is None:
            self._lexicon = Lexicon(self._config)
        return things(text, self._lexicon)


def answers(config: Config, need: str, offer: str) -> bool:
    """Tell whether an offer says most of what a need asks for."""
    from prm.insight.search.asking import Lexicon
    from prm.insight.search.asking import things
    from prm.insight.search.saying import Heard
    from prm.insight.search.saying import surely

    wanted = things(need, Lexicon(config))
    heard = Heard(offer, {})
    weights = [0.5 if thing.aside else 1.0 for thing in wanted]
    said = sum(weight * surely(thing, heard) for weight, thing in zip(weights, wanted, strict=True))
    return bool(wanted) and said >= _ENOUGH * sum(weights)


def _says(wanted: list[Thing], heard: Heard, share: float) -> bool:
    """Tell whether such a share of some things is said, or more."""
    from prm.insight.search.saying import surely

    said = sum(surely(thing, heard) >= _SURE for thing in wanted)
    return said > 0 and said >= share * len(wanted)


def dislikes_in(text: str) -> Iterator[str]:
    """Yield what a line says that they do not like."""
    for found in _DISLIKES.finditer(text):
        yield found["what"] or found["ja"]
