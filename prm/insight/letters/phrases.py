"""What of my notes can stand in a letter as it is: things and topics, in the language of the letter, nothing more.

A note is written for me: “her van, and her patience” is no line to send to her. What is not surely a thing, a topic or
a piece of advice in the right language is left out, and the draft keeps a gap for my own words.
"""

from __future__ import annotations

import re
from datetime import date

from prm.model.handed import handed
from prm.model.handed import thing_handed
from prm.text.markdown import plain
from prm.text.markdown import without_marks
from prm.text.pattern import Pattern

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
RECENT = 45
"""For so many days a day is named, then its month."""
_NO_DOUBT = 150
_LONGEST = 60

_KANA = Pattern("[\u3041-\u30ff\u3400-\u9fff]")
_LATIN = Pattern("[A-Za-z]{2}")
_THIRD = Pattern(r"(?i)\b(?:he|she|him|her|hers|his|they|them|their|theirs|himself|herself|themselves)\b")
_THIRD_JA = Pattern("彼|先方|本人")
_FIRST = Pattern(r"(?i)\b(?:I|me|my|mine|we|us|our)\b")
_CUT = Pattern(r"(?s)\s*(?:→|[(（]\d|[,;:—–“”\"。、；：]|\s-\s).*")
_ARTICLE = Pattern(r"(?i)(?:a|an|the|some)\s+")
_THING = Pattern(r"(?i)(?:(?:a|an|the|some|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+)\s)[\w\s’'&-]+\Z")
_VERBAL = Pattern(
    r"(?i)\b(?:is|are|was|were|has|had|did|does|said|says|that|which|who|when|because|took|gave|made|brought|came|went"
    r"|could|would|will|with me|for me|to me)\b"
)
_THING_JA = Pattern(r"[^。、！？!?…→「」『』（）()\s]{1,24}(?<![たるだいすくてでにをがはもと])\Z")
_TITLE_JA = Pattern(r"(?:「[^「」\n]{1,40}」|『[^『』\n]{1,40}』)\Z")
_SOUGHT_JA = Pattern(
    r"(?:[をがは、]|を(?:どなたか|誰か))?(?:(?:探|さが)(?:して(?:いる|います|る|ます)?|し中|す)|募集(?:中|して(?:いる|います|る))?"
    r"|求めて(?:いる|います|る)|求む|(?<!て)(?:欲|ほ)しい(?:です)?|(?:ご存[知じ]|知り|い)(?:では?ありませんか|ないですか|ませんか))"
    r"[。？?]?\Z"
)
_ABOUT = Pattern(r"(?i)\babout ((?:the |a |an )?[a-z][a-z-]*(?: [a-z][a-z-]*){0,2})\Z")
_TOPIC_JA = Pattern(r"[^。、！？!?→「」（）()\s]{1,18}(?:の話|のこと|の件)\Z")
_KIN = Pattern(
    r"(?i)\b(?:mother|father|parents|brother|sister|son|daughter|husband|wife|partner|ex|boss|divorce|illness|surgery"
    r"|hospital|funeral|death|money|debt)\b|[父母兄姉弟妹夫妻娘息孫祖病癌死葬検査入院離婚借金別れ亡手術]"
)
_WORRY = Pattern(
    r"(?i)\b(?:worr(?:y|ied|ies)|afraid|fear|upset|sad|angry|anxious|concerned|cried|crying|quarrel\w*|argu\w+|complain\w*"
    r"|hurt|tired of)\b|心配|不安|つらい|辛い|悩|泣"
)
_WITH = Pattern(r"(?i)with (?:the|my|our) [\w’'-]+(?: [\w’'-]+){0,3}\Z")
_DEEDS = (
    "took|gave|made|brought|came|drove|lent|found|wrote|sent|sat|stood|held|kept|taught|cut|built|dug|fed|lit|sold|hung"
    "|carried|fixed|helped|cooked|moved|repaired|mended|cleaned|painted|looked|saved|baked"
)
_DID = Pattern(
    rf"(?i)(?:(?P<who>he|she|they) (?P<did>[a-z]{{2,}}ed|was|were|had|went|told|let|ran|spent|met|{_DEEDS})"
    rf"|(?P<alone>{_DEEDS}|(?!needed|wanted|tried|asked|hoped|seemed|used|refused|agreed|offered|promised)[a-z]{{3,}}ed"
    r"(?= (?:the|my|our|me|us|a|an|all|both) )))(?= )"
)
_FOR_ME = Pattern(r"(?i)(?: [\w’'-]+){0,2}? (?:my|me|our|us)\b")
_POSSESSIVE = Pattern(r"(?i)\b(?:his|her|their)(?= )")
_MINE = r"(?:his|her|their) (?!own\b)[a-z][\w’'-]*(?: (?!and\b|for\b|to\b|on\b|in\b|with\b|when\b)[a-z][\w’'-]*)?"
_OWNED = Pattern(
    rf"(?i)(?P<all>{_MINE}(?:(?:, | and |, and ){_MINE})*)(?:,? (?:for|to|on|in|when|while)\b.*| ?[(（→;].*)?\Z"
)
_COMMAS = Pattern(r",? and |, ")
_FOLK = Pattern(
    r"(?i)\b(?:friend|neighbou?r|colleague|cousin|uncle|aunt|assistant|team|people|dog|cat|child|children|kids)s?\b"
)
_GIFTS = Pattern(
    r"(?i)\b(?:patience|time|help|company|trust|kindness|honesty|care|support|encouragement|hospitality|generosity|thoughts?"
    r"|work|effort|calm|courage|humour|humor|words|advice|opinion|ear|eye)\Z"
)
"""What one thanks for as it is: “your patience”."""
_OWN = {"he": "his", "she": "her", "they": "their"}
_NO_NOUN = (
    r"(?:a|an|the|to|and|or|with|for|in|on|at|by|from|home|there|here|back|up|down|out|off|over|into|as|that|how|what"
    r"|when|where|not)\b"
)
_SENTENCES = Pattern(r"[.;。；：]\s*")


def speaks(text: str, lang: str) -> bool:
    """Tell whether a text is in a language: Japanese has kana or kanji, all else Latin letters and neither."""
    if lang == "ja":
        return _KANA.search(text) is not None
    return _KANA.search(text) is None and _LATIN.search(text) is not None


def clean(text: str) -> str:
    """Return a text as one line to be said: links as names, no marks, no brackets, which are the signs of a gap."""
    said = " ".join(plain(without_marks(text)).split())
    for sign, other in (("[", "("), ("]", ")"), ("*", ""), ("`", "")):
        said = said.replace(sign, other)
    return said.strip(" 　.。")


def name(text: str) -> str:
    """Return how somebody is called, or signs, as one line without the signs of a gap."""
    return " ".join(plain(without_marks(text)).replace("[", "(").replace("]", ")").split())


def value(text: str, lang: str, *, theirs: bool = False) -> str:
    """Return the value of a field if it can be said in a language; `theirs` is said to the one whose it is.

    What calls somebody “her” cannot be said to her.
    """
    said = clean(text)
    if not said or not speaks(said, lang) or len(said) > 2 * _LONGEST:
        return ""
    return "" if theirs and (_THIRD.search(said) or _THIRD_JA.search(said)) else said


def thing(text: str, lang: str) -> str:
    """Return the thing that an entry begins with, without its article, or “” where it is not surely one."""
    if "[[" in text:
        return ""
    said = _CUT.sub("", clean(text)).strip()
    if not said or len(said) > _LONGEST or not speaks(said, lang):
        return ""
    if lang == "ja":
        return said if _THING_JA.match(said) or _TITLE_JA.match(said) else thing_handed(said)
    if not _THING.match(said) or any(each.search(said) for each in (_THIRD, _FIRST, _VERBAL)):
        return ""
    return _ARTICLE.sub("", said, 1)


def title(text: str, lang: str) -> str:
    """Return the thing that an entry begins with, a Japanese title without its brackets: a letter has its own."""
    said = thing(text, lang)
    return said[1:-1] if lang == "ja" and _TITLE_JA.match(said) else said


def sought(need: str) -> str:
    """Return what is looked for without the words that say so: 着付けの先生 for 着付けの先生を探している."""
    return _SOUGHT_JA.sub("", need, 1) or need


def helped(text: str, lang: str, *, alone: bool = True) -> str:
    """Return with what somebody helped, as it is said to them: “with the stairs”, 引っ越し; “” where it is not sure.

    What was theirs is “your van and your patience”, or “out with your van”; where they were not `alone` it may be
    another's.
    """
    if lang == "ja":
        said = thing(text, lang)
        return "" if _THIRD_JA.search(said) else said
    if alone and (theirs := _theirs(clean(text))):
        return theirs
    said = _CUT.sub("", clean(text)).strip()
    if "[[" in text or len(said) > _LONGEST:
        return ""
    if _WITH.match(said):
        return "" if _THIRD.search(said) or _VERBAL.search(said) else said
    return f"when {did}" if (did := _done(said, alone=alone)) else ""


def _theirs(said: str) -> str:
    """Return what of theirs helped, as it is said to them: “her van and her patience”, “her van, for the piano”."""
    found = _OWNED.match(said)
    owned = [each for each in _COMMAS.split(found.group("all")) if each] if found else []
    if (
        found is None
        or len({each.split(" ")[0].casefold() for each in owned}) != 1
        or any(each.search(found.group("all")) for each in (_VERBAL, _KIN, _FOLK))
    ):
        return ""
    yours = [f"your {each.partition(' ')[2]}" for each in owned]
    if len(yours) > 1:
        return f"{', '.join(yours[:-1])} and {yours[-1]}"
    return yours[0] if _GIFTS.search(yours[0]) else f"out with {yours[0]}"


def to_you(text: str, lang: str) -> str:
    """Return words of mine as they are said to the one they are about: “her father” is “your father” to her."""
    return re.sub(rf"(?i)\A(?:his|her|their)\b(?= (?!{_NO_NOUN})[a-z])", "your", text) if lang != "ja" else text


def _done(said: str, *, alone: bool) -> str:
    """Return what a line tells that somebody did, as it is said to them: “he fixed my sink”, “you fixed my sink”.

    Where it names nobody and was done for me, a “his” is theirs: “moved my desk in his van”.
    """
    found = _DID.match(said)
    if found is None:
        return ""
    verb, rest = (found.group("did") or found.group("alone")).casefold(), said[found.end() :]
    own = _OWN.get((found.group("who") or "").casefold())
    if not own and alone and _FOR_ME.match(rest):
        named = {each.casefold() for each in _POSSESSIVE.findall(rest)}
        own = named.pop() if len(named) == 1 else None
    if own:
        rest = re.sub(rf"(?i)\b{own}(?= (?!{_NO_NOUN})[a-z])", "your", rest)
    if _THIRD.search(rest) or not rest.strip():
        return ""
    return f"you {'were' if verb == 'was' else verb}{rest}"


def of_both(text: str, lang: str) -> str:
    """Return what is told of two people as it is said to them: “they play”, “you play”; “” where it is not sure."""
    said = re.sub(r"\s*→.*\Z", "", clean(text)).strip()
    if "[[" in text or not said or not speaks(said, lang) or len(said) > 2 * _LONGEST:
        return ""
    if lang == "ja":
        return "" if _THIRD_JA.search(said) else said
    if not said.casefold().startswith("they "):
        return ""
    rest = re.sub(r"(?i)\btheir\b", "your", said[4:])
    return "" if _THIRD.search(rest) else f"you{rest}"


def advice(text: str, lang: str) -> str:
    """Return a piece of advice as it was noted, or “” where it tells of somebody."""
    said = re.sub(r"\s*(?:→.*|[(（]\d[^)）]*[)）])\Z", "", clean(text)).strip()
    if "[[" in text or not said or len(said) > _LONGEST or not speaks(said, lang) or handed(said):
        return ""
    return "" if any(each.search(said) for each in (_THIRD, _FIRST, _THIRD_JA)) else said


def news(text: str, lang: str, *, of_another: bool = False) -> str:
    """Return what came of something as a sentence of mine, or “” where it tells of somebody else.

    `of_another`: it may, for the letter has named them, and goes to a third.
    """
    said = re.sub(r"\s*→.*\Z", "", clean(text)).strip()
    if "[[" in text or not said or not speaks(said, lang) or len(said) > 2 * _LONGEST:
        return ""
    if not of_another and (_THIRD.search(said) or _THIRD_JA.search(said)):
        return ""
    return said[:1].upper() + said[1:]


def topic(text: str, lang: str, names: frozenset[str] = frozenset()) -> str:
    """Return what was talked about, where an entry says so in a few words that name nobody and touch nothing sore."""
    if "[[" in text:
        return ""
    for sentence in _SENTENCES.split(re.sub(r"[(（][^)）]*[)）]\s*\Z", "", clean(text))):
        said = sentence.strip()
        if _WORRY.search(said):
            continue
        if lang == "ja":
            found = _TOPIC_JA.match(said)
            about = found.group() if found else ""
        else:
            inner = _ABOUT.search(said)
            about = inner.group(1) if inner else ""
        if about and speaks(about, lang) and not _sore(about) and not names & set(about.casefold().split()):
            return about
    return ""


def _sore(text: str) -> bool:
    return any(each.search(text) is not None for each in (_KIN, _THIRD, _FIRST))


def when(day: str, today: date, lang: str) -> str:
    """Say when something was or will be: “on 19 December”, “last September”, 昨年9月; “” for no whole day."""
    try:
        then = date.fromisoformat(day)
    except ValueError:
        return ""
    past = (today - then).days
    if past in (0, 1):
        return (("today", "yesterday"), ("今日", "昨日"))[lang == "ja"][past]
    month = f"{then.month}月" if lang == "ja" else _MONTHS[then.month - 1]
    if abs(past) <= RECENT:
        return f"{month}{then.day}日" if lang == "ja" else f"on {then.day} {month}"
    if then.year == today.year or 0 < past <= _NO_DOUBT:
        return month if lang == "ja" else f"in {month}"
    if then.year == today.year - 1:
        return (
            f"昨年{month}" if lang == "ja" else f"last {month}" if then.month > today.month else f"in {month} last year"
        )
    return f"{then.year}年{month}" if lang == "ja" else f"in {month} {then.year}"


def lately(day: str, today: date) -> bool:
    """Tell whether a day is so near that a letter says 先日."""
    try:
        return (today - date.fromisoformat(day)).days <= RECENT
    except ValueError:
        return False
