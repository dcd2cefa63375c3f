"""What a line says that somebody looks for, which speaks for nobody who could give it."""

from __future__ import annotations

from prm.text.pattern import Pattern

_WORDS = ("look", "search", "need", "want", "asked")
_WORDS_JA = ("探し", "欲しが", "ほしが", "求めて", "必要と", "知りたが")
_SOUGHT = Pattern(
    r"(?<!not )(?<!n't )(?<!n’t )(?<!no )"
    r"\b(?:look(?:s|ed|ing)?\s+for|search(?:es|ed|ing)?\s+for|asked\s+(?:\w+\s+)?(?:whether|if)"
    r"|(?:needs?|needed|wants?|wanted)\s+(?:an?|some|somebody|someone|more|help))\b"
    r"[^.;!?。；！？\r\n]*"
)
_CLAUSE_END = Pattern(r"[、。；！？\r\n]")


def without_sought(text: str) -> str | None:
    """Return a text, its case folded, without what it says that somebody looks for; None where it says nothing of it.

    In English that is what follows the word, in Japanese the clause that it ends: “Teaches the zither and looks for a
    flat” becomes “teaches the zither and ”.
    """
    folded = text.casefold()
    rest = folded
    if any(word in folded for word in _WORDS):
        rest = _SOUGHT.sub("", rest)
    if not folded.isascii() and any(word in folded for word in _WORDS_JA):
        clauses = _CLAUSE_END.split(rest)
        rest = "、".join(clause for clause in clauses if not any(word in clause for word in _WORDS_JA))
    return rest if rest != folded else None
