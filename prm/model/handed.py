"""What a Japanese line says was given, at the end of its first clause: 引っ越しを手伝ってもらった."""

from __future__ import annotations

from prm.model.names import is_cjk
from prm.model.schema import GIVING
from prm.model.schema import IMPLIED_GIVING
from prm.text.pattern import Pattern

_FOR_ME = (
    r"(?:もら(?:った|いました)|(?:いただ|頂|戴)(?:いた|きました)|頂戴し(?:た|ました)|くれ(?:た|ました)"
    r"|(?:くだ|下)さ(?:った|いました))"
)
_GIFT = "|".join(("贈り物", "プレゼント", *(word for word, what in IMPLIED_GIVING if what == "gift")))
_DEED = (
    r"(?:(?P<help>お?手伝(?:って|い)|手を貸して|助けて)|(?P<intro>(?:ご?紹介|引き合わせ)(?:して)?)"
    r"|(?P<advice>(?:ご?(?:相談に乗|相談にの)って|(?:ご?助言|アドバイス)(?:して|を)))|(?P<info>教えて)"
    r"|(?P<meal>(?:おご|奢|(?:ご馳走|ごちそう)し)(?:って|て))|(?P<listening>話を聞いて)|(?P<praise>(?:褒|ほ)めて))"
)
_GOT = Pattern(rf"{_DEED}{_FOR_ME}\Z|(?P<meal_too>(?:ご馳走|ごちそう)にな(?:った|りました))\Z")
_GAVE = Pattern(
    r"(?:(?P<help>(?:手伝(?:った|いました)|お手伝いし(?:た|ました)))|(?P<intro>ご?紹介し(?:た|ました))"
    r"|(?P<advice>(?:ご?相談に(?:乗|の)(?:った|りました)|(?:ご?助言|アドバイス)し(?:た|ました)))"
    r"|(?P<meal>(?:おご|奢)(?:った|りました)|(?:ご馳走|ごちそう)し(?:た|ました))"
    r"|(?P<gift>(?:プレゼント|お贈り)し(?:た|ました)|贈(?:った|りました))|(?P<praise>(?:褒|ほ)め(?:た|ました)))\Z"
)
_PRESENT = Pattern(
    rf"(?:{_GIFT})を?(?:(?P<got>{_FOR_ME})"
    r"|(?P<gave>(?:あげ|差し上げ)(?:た|ました)|(?:贈|送)(?:った|りました)|(?:渡|お渡し|お送り)し(?:た|ました)"
    r"|持って(?:行|い)(?:った|きました)))\Z"
)
_POLITE = Pattern("いただ|頂|戴|くだ|下さ")
_CLAUSE = Pattern(r"[^。！？!?：→\n]*")
_BEHIND = Pattern(r"[ \u3000]*(?::|[（(][^（）()]*[)）])?[ \u3000]*\Z")
_DEED_OF_MINE = (
    r"(?:お?手伝(?:った|いました|いし(?:た|ました))|(?:ご?紹介|プレゼント|お渡し|渡|お贈り|お送り|ご馳走|ごちそう)し(?:た|ました)"
    r"|(?:贈|送|おご|奢)(?:った|りました)|(?:あげ|差し上げ)(?:た|ました)|持って(?:行|い)(?:った|きました))"
)
_THING = Pattern(
    rf"(?P<thing>[^をにがはでと、 \u3000]+)を"
    rf"(?:(?:{_DEED})?{_FOR_ME}|(?:ご馳走|ごちそう)にな(?:った|りました)|{_DEED_OF_MINE})\Z"
)

_VERBS = {
    "gave": {
        "meal": "ご馳走した", "help": "手伝った", "advice": "助言した", "praise": "褒めた", "listening": "話を聞いた",
        "intro": "紹介した", "referral": "仕事を紹介した",
    },
    "got": {
        "meal": "ご馳走になった", "help": "手伝っていただいた", "praise": "褒めていただいた",
        "listening": "話を聞いていただいた", "intro": "紹介していただいた", "referral": "仕事を紹介していただいた",
    },
}  # fmt: skip
"""How one says in Japanese that something was given or received that is not handed over."""


def said_of(way: str, what: str, told: str = "いただいた") -> str:
    """Return how one writes in Japanese that something was given, as politely as it is told: 手伝ってもらった."""
    head = _said(way, what)
    return head if _POLITE.search(told) else head.replace("いただいた", "もらった")


def _said(way: str, what: str) -> str:
    if verb := _VERBS[way].get(what):
        return verb
    words = next((words for kind, words in GIVING if kind == what), ())
    said = next((word for word in words if is_cjk(word)), "")
    return f"{said}を{'差し上げた' if way == 'gave' else 'いただいた'}" if said else f"{way} {what}"


def handed(text: str) -> tuple[str, str] | None:
    """Return `gave` or `got` and what, where the first clause of a line ends with a word of giving."""
    if text.isascii():
        return None
    clause = _clause(text)
    if clause[-1:] != "た":
        return None
    for way, pattern in (("got", _GOT), ("gave", _GAVE)):
        if found := pattern.search(clause):
            what = str(found.lastgroup).removesuffix("_too")
            return way, "referral" if what == "intro" and clause.endswith("仕事を", 0, found.start()) else what
    if found := _PRESENT.search(clause):
        return str(found.lastgroup), "gift"
    return None


def thing_handed(text: str) -> str:
    """Return the thing that such a clause names, “” where it names none: 引っ越し, お中元."""
    found = _THING.search(_clause(text))
    return found.group("thing") if found else ""


def is_deed_alone(text: str) -> bool:
    """Tell whether such a clause says nothing but the deed: 相談に乗っていただいた."""
    clause = _clause(text)
    return bool(_GOT.match(clause) or _GAVE.match(clause))


def _clause(text: str) -> str:
    found = _CLAUSE.match(text)
    clause = found.group() if found else ""
    return _BEHIND.sub("", clause)
