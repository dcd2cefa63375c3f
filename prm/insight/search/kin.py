"""Who a line tells of without a name: “her uncle lets flats”, 「お姉さんが弁護士」."""

from __future__ import annotations

from collections.abc import Sequence

from prm.insight.search.saying import Heard
from prm.insight.search.saying import Thing
from prm.insight.search.saying import surely
from prm.text.pattern import Pattern

_KIN = (
    r"uncle|aunt|father|mother|dad|mum|mom|parents|brother|sister|cousin|son|daughter|husband|wife|partner"
    r"|boyfriend|girlfriend|grandfather|grandmother|grandson|granddaughter|nephew|niece|friend|friends"
    r"|flatmate|housemate|roommate|neighbour|neighbor|neighbours|colleague|colleagues|boss|landlord"
    r"|landlady|teacher|student|pupil|in-laws|mother-in-law|father-in-law|brother-in-law|sister-in-law"
    r"|godmother|godfather|stepfather|stepmother|ex"
)
_LATIN = Pattern(r"(?i)" rf"\b(?:her|his|their|[A-Z]\w+['’]s)\s+(?:\w+\s+){{0,2}}?(?:{_KIN})\b")
_JAPANESE = Pattern(
    r"(?:お?(?:父|母|兄|姉|祖父|祖母|じい|ばあ|嫁|婿|孫)(?:さん|様)?|弟|妹|叔父|伯父|叔母|伯母|おじ|おば|いとこ|従兄弟?|従姉妹?|夫|妻|旦那|奥|"
    r"息子|娘|甥|姪|友人|友だち|友達|知人|知り合い|同僚|上司|隣人|隣の人|ご主人|両親|親戚)(?:さん|様|夫婦|の人)?(?=[がはも、]|の\S{1,6}[がはも])"
)
_WHOSE = ("her", "his", "their", "'s", "’s")
_MAYBE_JAPANESE = Pattern(r"[父母兄姉祖嫁婿孫弟妹叔伯従夫妻旦奥息娘甥姪友知同上隣主両親]|じい|ばあ|おじ|おば|いとこ")
_SENTENCE = Pattern(r"[.;!?。；！？]\s*")


def may_tell_of_kin(text: str) -> bool:
    """Tell whether it pays to ask who without a name a line tells of; most lines tell of nobody."""
    if _MAYBE_JAPANESE.search(text):
        return True
    folded = text.casefold()
    return any(word in folded for word in _WHOSE)


def kin_in(text: str, things: Sequence[Thing]) -> str:
    """Return who without a name a text says something asked for of, or ""."""
    known: dict[str, str] = {}
    for sentence in _SENTENCE.split(text):
        found = _LATIN.search(sentence) or _JAPANESE.search(sentence)
        if found:
            after = Heard(sentence[found.end() :], known)
            before = Heard(sentence[: found.start()], known)
            if any(surely(thing, after) and not surely(thing, before) for thing in things):
                return found.group()
    return ""
