"""Names that the vault does not know, where a line says that those people took part."""

from typing import NamedTuple

from prm.insight.named import Named
from prm.model.schema import HONORIFICS
from prm.model.vault import Vault
from prm.model.vocabulary import Vocabulary
from prm.text.markdown import links
from prm.text.pattern import Pattern

_NAME = Pattern(r"(?<![\w+@#/\[|.-])[^\W\d_a-z][\w’'-]+(?: (?:[^\W\d_a-z][\w’'-]+|de|van|von|der|da|di|la))*")
_BEFORE = Pattern(r"(?i)(?:^|[ \t])(?:(?:up )?with|from|to|by)[ \t]+\Z")
_JOINT = Pattern(r"(?:さん)?(?:[ \t]*(?:,|&|、|・)[ \t]*(?:and[ \t]+)?|[ \t]+(?:and|plus)[ \t]+)\Z")
_BLANKS = Pattern(r"[ \t]*\Z")
_NEAR = 80
"""How many signs before a name are looked at; with all of them, a line of many names takes minutes."""
_HONORED = Pattern(
    r"(?P<name>[\u3400-\u9fff々ァ-ヶー]{1,6}|(?<![A-Za-zÀ-ɏ+])[A-Z][a-zà-ÿ’'-]+(?: [A-Z][a-zà-ÿ’'-]+){0,3})"
    rf"(?:{'|'.join(HONORIFICS)})"
    r"(?=と|に|から|へ|が|は|も|[、,，：: \t\u3000]|$)"
)
_DAY_WORDS = Pattern(r"^(?:一昨日|昨日|今日|先日|先週|今朝|昨夜|昨晩|今夜|本日|同日|前日|一緒)")
_ROLE_WORDS = (
    "客 お客 皆 皆様 奥 娘 息子 母 父 兄 姉 弟 妹 親 嫁 婿 孫 祖母 祖父 叔父 叔母 伯父 伯母 子供 患者 学生 生徒 店員 "
    "医者 看護師 担当 担当者 隣 近所 業者 大家 店長 旦那 主治医 社長 部長 課長 先生 運転手"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_OTHER_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter i i'm i'd i've i'll ok zoom whatsapp signal skype teams "
    "facetime telegram slack everyone everybody"
)
_NO_NAMES = frozenset(_OTHER_WORDS.split())


class Stranger(NamedTuple):
    """A stretch of text that names somebody whom the vault does not know; in a link, the stretch is its target."""

    start: int
    end: int
    words: str


def strangers(vault: Vault, text: str, known: list[Named], words: Vocabulary) -> list[Stranger]:
    """Return those a line says took part and the vault does not know, in order.

    A Latin name, or a link that finds nothing, counts behind a word of contact, behind “with”, or joined to somebody; a
    Japanese name before an honorific. `+Name` stays text.
    """
    taken = [(each.start, each.end) for each in known]
    spoken = [end for _, end, _ in words.contact_words(text, 0, len(text))]
    spoken += [found.end] if (found := words.head(text, 0, len(text))) else []
    ends = {end for _, end in taken}
    new: list[Stranger] = []
    for each in sorted([*_linked(vault, text), *_latin(vault, text, taken, words)]):
        if _took_part(text, each.start, spoken, ends):
            new.append(each)
            ends.add(each.end)
    return sorted([*new, *_japanese(vault, text, taken)])


def _linked(vault: Vault, text: str) -> list[Stranger]:
    lost = [link for link in links(text, 0, len(text)) if not vault.resolve(link.target) and "/" not in link.target]
    return [Stranger(link.start, link.end, link.target) for link in lost]


def _latin(vault: Vault, text: str, taken: list[tuple[int, int]], words: Vocabulary) -> list[Stranger]:
    taken = [*taken, *((link.start, link.end) for link in links(text, 0, len(text)))]
    found: list[Stranger] = []
    for name in _NAME.finditer(text):
        start, end, said = *name.span(), name.group()
        said = said.removesuffix("'s").removesuffix("’s").rstrip("'’-")
        if len(said) < len(name.group()) or not said[0].isupper() or any(a < end and start < b for a, b in taken):
            continue
        first = said.partition(" ")[0].casefold()
        if not (first in _NO_NAMES or words.named(first) or vault.resolve(said) or said.isupper()):
            found.append(Stranger(start, end, said))
    return found


def _took_part(text: str, start: int, spoken: list[int], ends: set[int]) -> bool:
    """Tell whether a name that begins at `start` stands where those stand who took part."""
    near = max(0, start - _NEAR)
    joint = _JOINT.search(text, near, start)
    if joint is not None and joint.start() in ends:
        return True
    before = _BEFORE.search(text, near, start) or _BLANKS.search(text, near, start)
    at = before.start() if before else start
    if before is not None and "with" in before.group().casefold():
        return any(end <= start for end in spoken)
    return any(end == at for end in spoken) and at < start


def _japanese(vault: Vault, text: str, taken: list[tuple[int, int]]) -> list[Stranger]:
    if text.isascii():
        return []
    found: list[Stranger] = []
    for match in _HONORED.finditer(text):
        name = match["name"]
        day = _DAY_WORDS.match(name)
        start = match.start() + (day.end() if day else 0)
        name = name[day.end() :] if day else name
        beside = text[start - 1 : start] in ("お", "ご", "+", "＋") or any(
            a < match.end() and start < b for a, b in taken
        )
        if name and not beside and name not in _ROLES and not name.endswith("屋") and not vault.resolve(name):
            found.append(Stranger(start, start + len(name), name))
    return found
