"""What a line tells of what somebody goes through, wants and likes, in English and Japanese."""

from collections.abc import Iterator
from typing import NamedTuple

from prm.text.pattern import Pattern

_SENTENCE = Pattern(r"[^.;。；!?！？→]+(?:\.(?=\S)[^.;。；!?！？→]+)*")
_NOT = Pattern(r"(?i)" r"\b(?:not|never|no longer|nobody|hardly|without)\b|n['’]t\b|ない|ません|なかった|嫌い|苦手")
_OF_ME = Pattern(r"(?i)" r"^\W*(?:I|we|my|our)\b|\b(?:I|we)(?:['’](?:d|m|ve|re))?\s+(?:\w+\s+)?$|^(?:私|僕|わたし)")
_OVER = Pattern(
    r"(?i)"
    r"\bwent\s+(?:very\s+)?well|\b(?:is|are|feels?|feeling)\s+(?:much\s+)?(?:better|fine|well\s+again)|\brecovered"
    r"|無事|回復|退院|よくなった|良くなった|元気になった"
)
_TELLS: tuple[tuple[str, Pattern], ...] = (
    (
        "hard",
        Pattern(
            r"(?i)"
            r"\b(?:ill|sick|(?:in|into|to|out\s+of)\s+hospital|taken\s+to\s+the\s+hospital|surgery|operation"
            r"|diagnos\w+|cancer|funeral|(?:has|have|had)\s+died|died|passed\s+away"
            r"|buried|grie[fv]\w*|divorc\w+|separated|lost\s+(?:her|his|their|the)\s+(?:job|mother|father|wife|husband|"
            r"brother|sister|friend|dog|cat)|laid\s+off|burn(?:ed|t)\s+out|burnout|worried|worries|exhausted"
            r"|tired|lonely|sleeps?\s+badly|not\s+well|unwell|a\s+hard\s+(?:time|week|month|year)|in\s+pain)\b"
            r"|入院|手術|病気|亡くな|葬儀|お通夜|離婚|失業|解雇|倒れ|具合が|体調を|落ち込|心配|眠れ|疲れ|つらい|辛い|介護"
        ),
    ),
    (
        "good",
        Pattern(
            r"(?i)"
            r"\b(?:(?:has|have)\s+won|won\s+(?:the|a|an|her|his|first)|passed\s+(?:the|her|his|their|every|all)"
            r"|promoted|graduated"
            r"|published|was\s+born|got\s+(?:married|engaged|the\s+job|a\s+place)|is\s+(?:engaged|pregnant|expecting)"
            r"|finished\s+(?:the|her|his|their)|opened\s+(?:the|her|his|their|a)|went\s+(?:very\s+)?well|new\s+job"
            r"|moved\s+into|first\s+prize)\b"
            r"|合格|受賞|昇進|出版|卒業|完成|優勝|生まれた|結婚|婚約|開店|無事に?終|内定|退院"
        ),
    ),
    (
        "wants",
        Pattern(
            r"(?i)"
            r"\b(?:would\s+(?:love|like)|wants?|wishes|longs\s+for|dreams\s+of|hopes\s+for|(?:is|are"
            r"|still)\s+looking\s+for"
            r"|looks\s+for|is\s+searching\s+for|needs|is\s+saving\s+(?:up\s+)?for|misses|(?:has\s+)?ran?\s+out\s+of"
            r"|has\s+run\s+out\s+of|(?:has\s+)?(?:lost|broke|broken)\s+(?:her|his|their))\s+\w"
            r"|欲し|ほしい|ほしがって|探して|(?:食べ|飲み|読み|行き|習い|見|聴き|聞き|やり|始め|会い)たが?[いっ]|憧れ|なくした|壊れ|切らして"
        ),
    ),
    (
        "likes",
        Pattern(
            r"(?i)"
            r"\b(?:loves|adores|likes|enjoys|collects|is\s+(?:very\s+)?fond\s+of|is\s+mad\s+about"
            r"|fell\s+in\s+love\s+with"
            r"|(?:her|his|their)\s+favou?rite)\s+\w|好き|好物|集めて|気に入って|目がない|はまって"
        ),
    ),
)


class Telling(NamedTuple):
    """A sentence that tells something of somebody: what it `tells` is hard, good, wants or likes."""

    tells: str
    text: str


def telling(text: str) -> Iterator[Telling]:
    """Yield the sentences of a line that tell something; what is said of me, or denied, tells nothing."""
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip(" ,、:：\u3000")
        said = _tells(sentence)
        if said:
            yield Telling(said, sentence)


def _tells(sentence: str) -> str:
    for tells, words in _TELLS:
        found = words.search(sentence)
        if found is None or _OF_ME.search(sentence[: found.start()]):
            continue
        if tells == "hard" and _OVER.search(sentence):
            continue
        if tells in ("wants", "likes") and _NOT.search(sentence):
            continue
        return tells
    return ""
