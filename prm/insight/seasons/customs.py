"""The seasons of cards and gifts that are known by name, and where in Japan they fall when."""

from datetime import date
from typing import NamedTuple

from prm.insight.seasons.lunar import old_bon
from prm.text.pattern import Pattern
from prm.text.window import Window


class Season(NamedTuple):
    """A time of the year to write or give to certain people, and how the log says that it was done.

    `words` in a line of the log say that it belongs to the season, in the `tail` days behind the window too. `kind` is
    the kind of entry that counts in that time without such a word; "" for none. `who` is a query: who gets something;
    "" for those with whom it was exchanged before. `glad` seasons congratulate, on the day `on` (else the last one).
    `best` is the last day to post for that. `after` is the season before it: whom that one left without an answer.
    """

    name: str
    en: str
    ja: str
    window: Window
    words: tuple[str, ...]
    lang: str = ""
    tail: int = 14
    kind: str = ""
    who: str = ""
    glad: bool = False
    on: tuple[int, int] | None = None
    after: str = ""
    regional: bool = False
    best: tuple[int, int] | None = None


SEASONS: tuple[Season, ...] = (
    Season(
        "nenga", "New Year cards (年賀状)", "年賀状", Window((12, 1), (1, 7)),
        ("年賀", "賀状", "new year", "nenga"), "ja", 8, "letter", glad=True, on=(1, 1), best=(12, 25),
    ),
    Season(
        "kanchu", "midwinter cards (寒中見舞い)", "寒中見舞い", Window((1, 8), (2, 3)), ("寒中", "kanchu"), "ja",
        after="nenga",
    ),
    Season(
        "chugen", "midsummer gifts (お中元)", "お中元", Window((7, 1), (8, 15)), ("中元", "chugen"), "ja", 25,
        regional=True,
    ),
    Season("shochu", "summer cards (暑中見舞い)", "暑中見舞い", Window((7, 7), (8, 7)), ("暑中", "shochu"), "ja"),
    Season(
        "zansho", "late summer cards (残暑見舞い)", "残暑見舞い", Window((8, 8), (8, 31)), ("残暑", "zansho"), "ja",
        after="shochu",
    ),
    Season("seibo", "year-end gifts (お歳暮)", "お歳暮", Window((12, 1), (12, 20)), ("歳暮", "seibo"), "ja", 11),
    Season(
        "christmas", "Christmas cards", "クリスマスカード", Window((12, 1), (12, 24)),
        ("christmas", "xmas", "クリスマス", "santa"), "", 14, "letter", glad=True, on=(12, 25), best=(12, 17),
    ),
    Season(
        "newyear", "New Year's greetings", "新年のあいさつ", Window((12, 27), (1, 10)), ("new year", "新年", "年始"),
        glad=True, on=(1, 1),
    ),
    Season("thanks", "thanks at the end of the year", "一年のお礼", Window((12, 10), (12, 31)), ()),
)  # fmt: skip

THANKS = "thanks"
"""The season that is about those who gave me something in the last year, until I thanked them."""

_REGIONS: tuple[tuple[Pattern, Window], ...] = (
    (Pattern(r"(?i)北海道|札幌|函館|hokkaido|sapporo"), Window((7, 15), (8, 15))),
    (
        Pattern(r"(?i)福岡|博多|北九州|佐賀|長崎|熊本|大分|宮崎県|鹿児島|fukuoka|kumamoto|nagasaki|kagoshima"),
        Window((8, 1), (8, 15)),
    ),
    (
        Pattern(
            r"(?i)静岡|愛知|名古屋|岐阜|三重|滋賀|(?<!東)京都|大阪|兵庫|神戸|奈良|和歌山|鳥取|島根|岡山|広島|山口県|"
            r"徳島|香川|高松|愛媛|松山|高知|nagoya|kyoto|osaka|kobe|nara\b|hiroshima|okayama"
        ),
        Window((7, 15), (8, 15)),
    ),
)
_OKINAWA = Pattern(r"(?i)沖縄|那覇|石垣市|宮古島|okinawa|naha\b")
_EAST = Window((7, 1), (7, 15))


def regional_days(place: str, year: int) -> tuple[date, date]:
    """Return from when to when お中元 is given at a place; as in Tokyo where nothing else is known."""
    if _OKINAWA.search(place):
        last = old_bon(year)
        return date(year, 8, 1), last
    found = next((window for pattern, window in _REGIONS if pattern.search(place)), _EAST).beginning_in(year)
    return found or (date(year, *_EAST.first), date(year, *_EAST.last))
