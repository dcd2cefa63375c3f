"""What was spent, read from words: 3000 JPY, ¥3,000, 12,50 €, 1万円. Each currency is kept apart, none is converted."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from prm.text.pattern import Pattern

_SIGNS = {"¥": "JPY", "円": "JPY", "yen": "JPY", "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP"}
_CURRENCY = r"[A-Z]{3}(?![A-Za-z])|US\$|[A-Z]{1,2}\$|[¥€£$₩₹]|円|kr(?![a-z])|yen(?![a-z])|euros?(?![a-z])"
_NUMBER = r"\d{1,3}(?:[ ,.'’]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?"
_AMOUNT = Pattern(
    rf"(?:(?<![A-Za-z])({_CURRENCY}) ?({_NUMBER})(?![\d-])|(?<![\d.,A-Za-z-])({_NUMBER}) ?([万千]?) ?({_CURRENCY}))"
)
_JOINED = Pattern(r"\s*(?:\+|plus|and|と|、|＋)\s*\Z")
_TIMES = {"": 1, "千": 1000, "万": 10_000}


class Amount(NamedTuple):
    """An amount of money in one currency."""

    amount: float
    currency: str


def amount_in(text: str) -> list[Amount]:
    """Return the first amount that a text names, and those that a plus or an *and* joins to it."""
    plain = unicodedata.normalize("NFKC", text)
    found: list[tuple[int, int, Amount]] = []
    for match in _AMOUNT.finditer(plain):
        if found and not _JOINED.match(plain[found[-1][1] : match.start()]):
            break
        before, first, second, times, behind = match.groups()
        sign = before or behind
        number = _number(first or second) * _TIMES[times or ""]
        found.append((match.start(), match.end(), Amount(number / 100, _SIGNS.get(sign, sign))))
    return total(each for _, _, each in found)


def _number(text: str) -> int:
    """Return a number in hundredths: the last of its points or commas is decimal where one or two digits follow."""
    whole, point, part = text, "", ""
    for sign in ".,":
        head, found, tail = text.rpartition(sign)
        if found and len(tail) < 3 and len(head) > len(whole if point else ""):
            whole, point, part = head, found, tail
    digits = "".join(sign for sign in whole if sign.isdecimal())
    return int(digits) * 100 + int(part.ljust(2, "0") if point else 0)


def total(amounts: Iterable[Amount]) -> list[Amount]:
    """Return the sum of amounts in each currency, in the order in which the currencies appear."""
    sums: dict[str, int] = {}
    for each in amounts:
        sums[each.currency] = sums.get(each.currency, 0) + round(each.amount * 100)
    return [Amount(_plain(cents), currency) for currency, cents in sums.items()]


def _plain(cents: int) -> float:
    """Return hundredths as a number that prints without a needless part."""
    return cents / 100 if cents % 100 else cents // 100
