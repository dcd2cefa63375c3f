"""What somebody looks for, or can do for others, as it is said in a sentence about them."""

from __future__ import annotations

from prm.text.pattern import Pattern

_SEEKS = Pattern(
    r"(?i)" r"^(?:is\s+|was\s+|still\s+)*(?:looks?|looking|searche?s?|searching)\s+for\s+|^(?:needs?|wants?|seeks?)\s+"
)
_OFFERS = Pattern(r"(?i)" r"^(?:offers?(?:\s+to)?|can\s+(?:help\s+with|do|teach|lend|offer))\s+")
_SAID = r"(?:そう|とのこと|らしい)?[。.]?$"
_SEEKS_JA = Pattern(
    r"^(?:は|が)?[、 \u3000]*(?P<what>.+?)(?:を|が)?"
    r"(?:探している|探しています|欲しい|ほしい|必要|に困っている|で困っている)" + _SAID
)
_OFFERS_JA = Pattern(
    r"^(?:は|が)?[、 \u3000]*(?P<what>.+?)(?:(?:が|を)?"
    r"(?:得意|上手|教えられる|教えてくれる|教えている|手伝える|貸せる|話せる|直せる|作れる|弾ける)|"
    r"ができる|ができます|に詳しい)" + _SAID
)


_HAS = Pattern(
    r"(?i)^(?:has|have|owns?|lends?|teach(?:es)?|knows?\s+(?:all\s+|a\s+lot\s+)?about|(?:is|was)\s+good\s+at)\s+"
)


def offer_in(words: str) -> str:
    """Return what words say that somebody can do for others, where it is known that this is what they say."""
    found = _HAS.match(words)
    return offered(words) or (words[found.end() :].strip(" .") if found else words)


def sought(words: str) -> str:
    """Return what words about somebody say that they look for, "" where they say nothing of the kind."""
    return _rest(words, _SEEKS, _SEEKS_JA)


def offered(words: str) -> str:
    """Return what words about somebody say that they can do for others, "" where they say nothing of the kind."""
    return _rest(words, _OFFERS, _OFFERS_JA)


def _rest(words: str, english: Pattern, japanese: Pattern) -> str:
    found = english.match(words)
    if found is not None:
        return words[found.end() :].strip(" .")
    found = japanese.match(words)
    return found["what"].strip() if found is not None else ""
