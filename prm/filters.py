"""What a template can do to a value: escape it, link it, date it, and lay it out, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from typing import Any

from prm.insight.screen import screen
from prm.layout import columns
from prm.layout import one_line
from prm.layout import pad
from prm.layout import plain
from prm.layout import said
from prm.layout import truncate
from prm.layout import width
from prm.model.schema import KINDS
from prm.text.markdown import plain as without_links
from prm.text.pattern import Pattern

LONGEST = 2_000_000  # characters in one text, or values in one list
_DEEPEST = 80
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_JA = "月火水木金土日"
_DATE = Pattern(r"(~?)(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|--(\d\d)-(\d\d))\Z")
_MARKS = Pattern(
    r"[\\`*\[\]|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w+;)"  # anywhere
    r"|\A(?:#(?=#*(?:\s|\Z))|>|[+-](?=[\s+-]|\Z))"  # where a line begins
)
_NUMBERED = Pattern(r"\A(\d{1,9})([.)])(?=\s|\Z)")
_RHYTHM = Pattern(r"(?:(?:(\d+) to )?(\d+) )?(day|week|month|year)s?\Z")
_UNITS_JA = {"day": "日", "week": "週間", "month": "か月", "year": "年"}
_EVERY_JA = {"day": "毎日", "week": "週に一度", "month": "月に一度", "year": "年に一度"}
_LABEL = str.maketrans({"[": "(", "]": ")", "|": "/"})
_FIRST_WORDS = Pattern(r"^(?:(?:had|a|an|the)\s+)+")
_LETTER = Pattern(r"[a-zà-ɏ]")
_TAG = Pattern(r"<(?=[A-Za-z/!?])")
_NO_TARGET = Pattern(r"[\[\]|#^]|<(?=[A-Za-z/!?])")


def _joined(between: str, words: list[str]) -> str:
    if sum(map(len, words)) + len(between) * len(words) > LONGEST:
        raise ValueError("the text would grow too long")
    return between.join(words)


def md(value: object) -> str:
    """Escape text so that Markdown shows it as it is, on one line.

    Only signs that would mean something where they stand are escaped: an address with a `_` stays readable.
    """
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", one_line(value)))


def link(row: Mapping[str, object]) -> str:
    """Return the wiki link of a row with `slug` and `name` (or `text`); its name alone without a file."""
    name, slug = one_line(row.get("name") or row.get("text")), one_line(row.get("slug"))
    file = slug.rpartition("/")[2]
    if not file or _NO_TARGET.search(file):
        return md(name or file)
    label = _TAG.sub("‹", name.translate(_LABEL))
    return f"[[{file}]]" if label in ("", file) else f"[[{file}|{label}]]"


def _parts(text: str) -> tuple[bool, int | None, int | None, int | None] | None:
    found = _DATE.match(text)
    if found is None:
        return None
    about, year, month, day, yearly_month, yearly_day = found.groups()
    numbers = [int(part) if part else None for part in (year, month or yearly_month, day or yearly_day)]
    if numbers[1] is not None and not 1 <= numbers[1] <= 12:
        return None
    return bool(about), numbers[0], numbers[1], numbers[2]


def spoken_date(value: object, *, lang: str = "en") -> str:
    """Write an ISO date, whole or partial, as people do: `17 Apr 1990`, 1990年4月17日, `about 1985`.

    Anything else stays as it is.
    """
    text = said(value)
    parts = _parts(text)
    if parts is None:
        return text
    about, year, month, day = parts
    if lang == "ja":
        units = zip((year, month, day), "年月日", strict=True)
        return "".join(f"{number}{unit}" for number, unit in units if number is not None) + "頃" * about
    words = (
        str(day) if day else "",
        _MONTHS[month - 1] if month else "",
        str(year) if year is not None else "",
    )
    return "about " * about + " ".join(word for word in words if word)


def day(value: object, *, lang: str = "en") -> str:
    """Write a whole ISO date with its weekday and without its year: `Thu 15 Jan`, 1月15日（木）."""
    text = said(value)
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return spoken_date(text, lang=lang)
    if lang == "ja":
        return f"{when.month}月{when.day}日（{_WEEKDAYS_JA[when.weekday()]}）"
    return f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"


def _count_of_days(days: int) -> tuple[int, int]:
    """Return how many of which unit say a number of days: 0 days, 1 weeks, 2 months, 3 years."""
    if days < 14 or (days < 28 and days % 7):
        return days, 0
    if days < 61:
        return days // 7, 1
    if days < 730:
        return round(days / 30.44), 2
    return int(days / 365.25), 3


def ago(days: int | None, *, lang: str = "en") -> str:
    """Say how long ago something was: `18 days ago`, `3 weeks ago`, 3週間前; below zero it lies ahead: 3週間後."""
    if days is None:
        return ""
    near = {0: ("today", "今日"), 1: ("yesterday", "昨日"), -1: ("tomorrow", "明日")}
    if days in near:
        return near[days][lang == "ja"]
    count, unit = _count_of_days(abs(days))
    if lang == "ja":
        return f"{count}{('日', '週間', 'か月', '年')[unit]}{'前' if days > 0 else '後'}"
    words = f"{count} {('day', 'week', 'month', 'year')[unit]}{'s' if count != 1 else ''}"
    return f"{words} ago" if days > 0 else f"in {words}"


def days_to(value: object, other: object) -> int | None:
    """Count the days from a whole ISO date to another, such as `today`; None where either is no whole date."""
    try:
        return (date.fromisoformat(said(other)) - date.fromisoformat(said(value))).days
    except ValueError:
        return None


def rhythm(value: object, *, lang: str = "en") -> str:
    """Say a cadence, in words (`4 to 6 weeks`) or as least and most days: `every 4 to 6 weeks`, 4〜6週間に一度.

    Other words stay as they are, behind `every` in English.
    """
    words = _cadence(value) if isinstance(value, (list, tuple)) else said(value)
    if lang != "ja":
        return f"every {words}" if words else ""
    found = _RHYTHM.match(words)
    if found is None:
        return words
    least, most, unit = found.groups()
    if most is None:
        return _EVERY_JA[unit]
    return f"{least + '〜' if least else ''}{most}{_UNITS_JA[unit]}に一度"


def _cadence(days: list[int] | tuple[int, ...]) -> str:
    from prm.insight.keeping.turns import said as in_words
    from prm.text.cadence import Cadence

    return in_words(Cadence(*days))


def thousands(value: float) -> str:
    """Write a number with a comma between the thousands: `3,736`."""
    return f"{value:,}"


def join_and(items: Iterable[object], *, lang: str = "en") -> str:
    """Join a list as people do: `A, B and C`, 「A、B、C」."""
    words = [said(item) for item in items]
    if lang == "ja":
        return _joined("、", words)
    return _joined(" and ", [_joined(", ", words[:-1]), words[-1]] if len(words) > 1 else words)


def join(items: Iterable[object], between: str = "") -> str:
    """Join the texts of a list with a text between them."""
    return _joined(said(between), [said(item) for item in items])


def indent(value: object, columns: int = 4, first: bool = False) -> str:
    """Indent the lines of a text by a number of blanks: all but the first, or that one too."""
    blanks = " " * min(columns, _DEEPEST)
    return blanks * first + re.sub(r"\n(?=.)", "\n" + blanks, said(value))


def replace(value: object, old: str, new: str) -> str:
    """Replace a part of a text wherever it stands; an empty part is nowhere."""
    text = said(value)
    if not old:
        return text
    if text.count(old) * len(new) > LONGEST:
        raise ValueError("the text would grow too long")
    return text.replace(old, new)


def trim(value: object) -> str:
    """Take the blanks from both ends of a text."""
    return said(value).strip()


def upper(value: object) -> str:
    """Write a text in capitals."""
    return said(value).upper()


def lower(value: object) -> str:
    """Write a text in small letters."""
    return said(value).lower()


def capitalize(value: object) -> str:
    """Begin a text with a capital and leave the rest as it is."""
    text = said(value)
    return text[:1].upper() + text[1:]


def rounded(value: float, digits: int = 0) -> float:
    """Round a number to a few digits behind the point; without any the result is a whole number."""
    return round(value, max(0, min(digits, 15))) if digits else round(value)


def total(items: Iterable[float]) -> float:
    """Add up the numbers of a list."""
    return sum(0 + item for item in items)


def says(value: object, kind: object) -> bool:
    """Tell whether the words of an entry begin with a word for its kind; what is no contact is always named."""
    known = next((each for each in KINDS if each.name == kind), None)
    if known is not None and not known.contact:
        return False
    aliases = (said(kind), *(known.aliases if known else ()))
    text = without_links(said(value)).casefold()
    begins = (text, text.removeprefix("お").removeprefix("ご"), _FIRST_WORDS.sub("", text))
    return any(words.startswith(word) and not _LETTER.match(words, len(word)) for words in begins for word in aliases)


# A filter with a `lang` keyword speaks the language of the vault unless the template names another.
def listed(
    people: Iterable[Mapping[str, Any]], today: str, statuses: Mapping[str, str], *, lang: str = "en"
) -> list[str]:
    """Lay people out, one a line: the name, the last contact, the circle or status, what they do or where they live.

    All at once: the same in a loop of a template costs ten times as much.
    """
    since: dict[str, str] = {"": ""}
    lines: list[str] = []
    for row in people:
        day = row["last_contact"]["date"] if row["last_contact"] else ""
        if day not in since:
            since[day] = ago(days_to(day, today), lang=lang)
        standing = row["circle"] or statuses.get(row["status"], row["status"])
        work = row["role"] or row["org"] or row["location"]
        text = work["text"] if isinstance(work, Mapping) else work
        lines.append(columns((row["name"], since[day], standing, text), 28, 15, 15, 36))
    return lines


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("ago", ago),
    ("capitalize", capitalize),
    ("columns", columns),
    ("date", spoken_date),
    ("day", day),
    ("days_to", days_to),
    ("indent", indent),
    ("join", join),
    ("join_and", join_and),
    ("link", link),
    ("listed", listed),
    ("lower", lower),
    ("md", md),
    ("one_line", one_line),
    ("pad", pad),
    ("plain", plain),
    ("replace", replace),
    ("rhythm", rhythm),
    ("round", rounded),
    ("says", says),
    ("screen", screen),
    ("string", said),
    ("sum", total),
    ("thousands", thousands),
    ("trim", trim),
    ("truncate", truncate),
    ("upper", upper),
    ("width", width),
)
