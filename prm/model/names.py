"""Names: how they stand in paths and links, and how they are compared: exactly, and folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from prm.model.schema import HONORIFICS
from prm.text.pattern import Pattern

TIERS = ("path", "file", "name", "alias", "reading", "email", "folded")
"""The order in which a link finds its note."""

LINK = Pattern(r"^!?\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]$")
"""A value that is a link: its target and its label."""

UNRENDERED = Pattern(r"\{\{[^\r\n{]*?\}\}|<%[^\r\n<]*?%>")
"""What the template of another program left where a name or a value belongs."""

ME = ("me", "私", "自分", "わたし")
"""What I am called, on the command line and where no note is mine."""

_MOST_NAMES, _MOST_PATHS = 4096, 16
_VARIANTS = {
    ord(variant): common
    for common, variants in (
        ("高", "髙"), ("崎", "﨑碕嵜"), ("辺", "邉邊"), ("浜", "濵濱"), ("斎", "齋齊斉"), ("沢", "澤"),
        ("島", "嶋嶌"), ("広", "廣"), ("桜", "櫻"), ("国", "國"), ("恵", "惠"), ("徳", "德"), ("真", "眞"),
        ("富", "冨"), ("吉", "𠮷"), ("滝", "瀧"), ("竜", "龍"), ("関", "關"), ("条", "條"), ("栄", "榮"),
        ("宝", "寶"), ("万", "萬"), ("礼", "禮"), ("秋", "穐"), ("塚", "塚"), ("祐", "祐"), ("祥", "祥"),
        ("神", "神"), ("福", "福"), ("渚", "渚"), ("晴", "晴"), ("桑", "桒"), ("館", "舘"), ("峰", "峯"),
        ("剣", "劔劒"), ("舟", "舩"), ("船", "舩"), ("蔵", "藏"), ("鉄", "鐵"), ("巌", "巖"), ("薮", "藪籔"),
        ("桧", "檜"), ("彦", "彥"), ("頼", "賴"), ("来", "來"), ("会", "會"), ("学", "學"), ("寿", "壽"),
        ("実", "實"), ("経", "經"), ("応", "應"), ("数", "數"), ("黒", "黑"), ("緑", "綠"), ("翠", "翆"),
    )
    for variant in variants
}  # fmt: skip


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for code, common in _VARIANTS.items():
        forms[common] = forms.get(common, common) + chr(code)
    for all_ in [*forms.values()]:
        forms |= dict.fromkeys(all_, "".join(dict.fromkeys(all_)))
    return forms


VARIANTS = _forms()
"""Every form of a kanji that is written in several ways, by each of them."""
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_BETWEEN = Pattern(r"[\s・]+")
_LONG_VOWEL = Pattern(r"(o)(?:u|o|h(?![aeiouy]))|(u)u")
_LONG_VOWELS = ("ou", "oo", "oh", "uu")  # one of these in every one of them
_ENDING = Pattern(r"(?i)\.(?:md|markdown)$")


def exact(name: str) -> str:
    """Return a name as the exact tiers compare it: NFKC, case folded, blanks around it gone."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split())


@lru_cache(_MOST_NAMES)
def folded(name: str) -> str:
    """Return a name as the last tier compares it: without accents, kana as one, variant kanji as one, no honorific."""
    key = exact(name)
    if not key.isascii():
        signs = unicodedata.normalize("NFKD", key)
        key = "".join([sign for sign in signs if not unicodedata.combining(sign) or sign in "\u3099\u309a"])
        key = unicodedata.normalize("NFC", key).translate(_VARIANTS).translate(_KATAKANA)
        key = _without_honorific(_closed_up(key))
    key = " ".join(key.replace("_", " ").replace("-", " ").split())
    return _LONG_VOWEL.sub(r"\1\2", key) if any(pair in key for pair in _LONG_VOWELS) else key


def _closed_up(key: str) -> str:
    """Return a name without the blanks and dots that have kana or kanji on one side."""
    return _BETWEEN.sub(
        lambda gap: "" if is_cjk(key[: gap.start()][-1:]) or is_cjk(key[gap.end() :][:1]) else gap.group(), key
    )


def _without_honorific(key: str) -> str:
    for honorific in HONORIFICS:
        if key.endswith(honorific) and is_cjk(key[: -len(honorific)][-1:]):
            return key[: -len(honorific)]
    return key


def target_key(target: str) -> str:
    """Return the target of a link as the exact tiers compare it, without ending and leading dots."""
    key = exact(slug(target.replace("\\", "/")))
    while key.startswith(("./", "../", "/")):
        key = key.partition("/")[2]
    return key


def target(text: str) -> str:
    """Return the target of a link, or the text itself."""
    text = text.strip()
    found = LINK.match(text) if text[-2:] == "]]" else None
    return found.group(1).strip() if found else text


def is_cjk(name: str) -> bool:
    """Tell whether a name is written in kana or kanji."""
    return not name.isascii() and any(
        "\u3040" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign in "々〆"
        for sign in name
    )


def is_kanji(sign: str) -> bool:
    """Tell whether a sign is one of those that family and given names are written in, other than kana."""
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign == "々"


@lru_cache(_MOST_PATHS)
def stem(path: str) -> str:
    """Return the name of a file without folder and ending."""
    return slug(path.rpartition("/")[2])


def slug(path: str) -> str:
    """Return a path without its ending."""
    return path[:-3] if path.endswith(".md") else _ENDING.sub("", path)


@lru_cache(_MOST_PATHS)
def named_day(path: str) -> tuple[str, str]:
    """Return the day that a file is named after, and the words behind it."""
    from prm.text.days import day_in_name

    found = day_in_name(stem(path))
    return (found[0].isoformat(), found[1]) if found else ("", "")


def join_name(given: str, family: str) -> str:
    """Join the parts of a name: given first, in kana and kanji family first."""
    parts = (family, given) if is_cjk(family or given) else (given, family)
    return " ".join(part for part in parts if part)


def means_me(words: str) -> bool:
    """Tell whether words on the command line say “me”."""
    return words.strip().casefold() in ME
