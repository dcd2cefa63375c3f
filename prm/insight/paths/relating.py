"""How much a stated relation says of two people: family, close, slight; or that they are better left apart."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from prm.text.pattern import Pattern

FAMILY = 0.9
"""How much it says that two people are of one family."""
_FAMILY = frozenset((
    "family", "spouse", "husband", "wife", "parent", "child", "children", "kid", "mother", "father", "mum",
    "mom", "dad", "son", "daughter", "sibling", "sister", "brother", "twin", "aunt", "uncle", "nephew", "niece",
    "cousin",
    "grandparent", "grandmother", "grandfather", "grandchild", "grandson", "granddaughter", "godparent", "godchild",
    "fiance", "fiancee", "家族", "配偶者", "夫", "妻", "旦那", "親", "子", "父", "母", "息子", "娘", "兄", "弟",
    "姉", "妹", "兄弟", "姉妹", "祖父", "祖母", "孫", "叔父", "伯父", "叔母", "伯母", "おじ", "おば", "甥", "姪",
    "いとこ", "従兄弟", "従姉妹",
    "きょうだい", "婚約者", "パートナー",
))  # fmt: skip
_CLOSE = frozenset((
    "friend", "mentor", "mentee", "teacher", "student", "flatmate", "roommate", "bandmate", "友人", "友達", "親友",
    "師", "先生", "生徒", "弟子", "恩師", "教え子",
))  # fmt: skip
_SLIGHT = frozenset(("relation", "acquaintance", "knows", "met", "contact", "知人", "知り合い", "つながり"))
_APART = frozenset(("ex", "estranged", "enemy", "元夫", "元妻", "元配偶者", "不仲", "絶縁"))
_MOST_LABELS = 1000
_WORD = Pattern(r"[^\W\d_]+")


@lru_cache(_MOST_LABELS)
def relation_weight(label: str) -> float:
    """Return how much a stated relation says: most of a family, least of acquaintances; 0 keeps two people apart."""
    words = {word.removesuffix("さん") for word in _WORD.findall(unicodedata.normalize("NFKC", label).casefold())}
    words |= {word.removesuffix("s") for word in words}
    if words & _APART:
        return 0.0
    if words & _FAMILY or words == {"partner"} or {"in", "law"} <= words:
        return FAMILY
    return 0.8 if words & _CLOSE else 0.5 if not words or words & _SLIGHT else 0.65
