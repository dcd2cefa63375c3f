"""What somebody looks for, or can do for others, as it is said in a sentence about them."""

from __future__ import annotations

import re

_SEEKS = re.compile(
    r"^(?:is\s+|was\s+|still\s+)*(?:looks?|looking|searche?s?|searching)\s+for\s+|^(?:needs?|wants?|seeks?)\s+",
    re.IGNORECASE,
)
_OFFERS = re.compile(r"^(?:offers?(?:\s+to)?|can\s+(?:help\s+with|do|teach|lend|offer))\s+", re.IGNORECASE)
_SAID = r"(?:そう|とのこと|らしい)?[。.]?$"
_SEEKS_JA = re.compile(
    r"^(?:は|が)?[、 \u3000]*(?P<what>.+?)(?:を|が)?"
    r"(?:探している|探しています|欲しい|ほしい|必要|に困っている|で困っている)" + _SAID
)
_OFFERS_JA = re.compile(
    r"^(?:は|が)?[、 \u3000]*(?P<what>.+?)(?:が|を)?(?:得意|教えられる|教えてくれる|手伝える|貸せる)" + _SAID
)


def sought(words: str) -> str:
    """Return what words about somebody say that they look for, "" where they say nothing of the kind."""
    return _rest(words, _SEEKS, _SEEKS_JA)


def offered(words: str) -> str:
    """Return what words about somebody say that they can do for others, "" where they say nothing of the kind."""
    return _rest(words, _OFFERS, _OFFERS_JA)


def _rest(words: str, english: re.Pattern[str], japanese: re.Pattern[str]) -> str:
    found = english.match(words)
    if found is not None:
        return words[found.end() :].strip(" .")
    found = japanese.match(words)
    return found["what"].strip() if found is not None else ""
