"""A day written as another one is: its form, its weekday, its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from prm.text.days import day_at
from prm.text.forms import DAY_NAMES
from prm.text.forms import narrow
from prm.text.pattern import Pattern

_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr]) ?(?P<count>\d{1,2}|元)"
_NAME = r"(?P<name>[A-Za-z]{3,9})"
_NTH = r"(?P<day>\d{1,2})(?P<nth>st|nd|rd|th)?"
_FORMS = (
    Pattern(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"),
    Pattern(rf"(?:(?P<year>\d{{4}})|{_ERA}) ?年 ?(?P<month>\d{{1,2}})月 ?(?P<day>\d{{1,2}})日"),
    Pattern(rf"{_ERA}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)"),
    Pattern(rf"{_NTH} {_NAME}\.?,? (?P<year>\d{{4}})"),
    Pattern(rf"{_NAME}\.? {_NTH},? (?P<year>\d{{4}})"),
    Pattern(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)"),
    Pattern(r"(?P<short>(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日)"),
    Pattern(r"(?P<short>(?P<one>\d{1,2})/(?P<two>\d{1,2}))(?!\d)"),
)
_WEEKDAYS = (
    Pattern(r"[(（] ?(?P<kanji>[月火水木金土日])(?:曜日?)?(?P<beside>(?:[・･､,、/][^()（）]*|祝日?|休)?) ?[)）]"),
    Pattern(r"(?P<kanji>[月火水木金土日])曜"),
    Pattern(r"(?<![A-Za-z])(?P<latin>[A-Za-z]{3,9})(?![A-Za-z])"),
)
_LABEL = Pattern(r"\|[^\[\]]*(?=\]\])")
_KANJI = "月火水木金土日"
_LATIN = {name[:size].lower() for name in DAY_NAMES for size in (3, 9)} | {"tues", "weds", "thur", "thurs"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 25), "明治", "M"),
)
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}


def write_day(day: date, sample: str, others: Sequence[str], order: str) -> str:
    """Return `day` as the `sample` writes its own, where that reads back; else in ISO form.

    The sample runs from the marks before the date to those behind it; `others` tell whether 5 is written 05.
    """
    for form in _FORMS:
        found = form.search(narrow(sample))
        if found is None or found.start() > 4:
            continue
        written = _LABEL.sub("", _written(day, sample, found, [sample, *others], order))
        read = day_at(written + " -", 0, order)
        if read and read.date == day and not read.span and read.weekday in (None, day.weekday()):
            return written
        break
    return day.isoformat()


def _written(day: date, sample: str, found: re.Match[str], samples: list[str], order: str) -> str:
    said = _parts(day, found, samples, order)
    changes = [(*found.span(name), text) for name, text in said.items() if found.span(name)[0] >= 0]
    changes += _weekday(day, narrow(sample), found.end())
    for start, end, text in sorted(changes, reverse=True):
        wide = text.isdigit() and sample[start:end] and not sample[start:end].isascii()
        sample = sample[:start] + (text.translate(_WIDE) if wide else text) + sample[end:]
    return sample


def _parts(day: date, found: re.Match[str], samples: list[str], order: str) -> dict[str, str]:
    """Return what each named part of a form says for `day`."""
    parts = found.groupdict()
    width = 2 if _padded(samples, samples[0].isascii() and not parts.get("name")) else 1
    month, number = f"{day.month:0{width}d}", f"{day.day:0{width}d}"
    if parts.get("short"):
        return {
            "short": f"{day.year}年{month}月{number}日" if "月" in parts["short"] else f"{day.year}/{month}/{number}"
        }
    said = {"year": f"{day.year:04d}"}
    if parts.get("one"):
        first = order == "dmy" or (order == "ymd" and int(parts["one"]) > 12)
        return said | ({"one": number, "two": month} if first else {"one": month, "two": number})
    said |= {"month": month, "day": number}
    if parts.get("name"):
        name = _MONTHS[day.month - 1]
        said["name"] = _cased(parts["name"], name[:3] if len(parts["name"]) < 5 and parts["name"] != "June" else name)
        said["nth"] = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    if parts.get("era"):
        said |= _era(day, parts["era"])
    return {name: text for name, text in said.items() if parts.get(name)}


def _era(day: date, sample: str) -> dict[str, str]:
    first, kanji, letter = next((era for era in _ERAS if era[0] <= day), _ERAS[-1])
    count = day.year - first.year + 1
    if len(sample) > 1:
        return {"era": kanji, "count": "元" if count == 1 else str(count)}
    return {"era": letter.lower() if sample.islower() else letter, "count": str(count)}


def _padded(samples: list[str], default: bool) -> bool:
    """Tell whether a month or day of one digit has a zero before it."""
    for sample in samples:
        found = next((found for form in _FORMS if (found := form.search(narrow(sample)))), None)
        parts = found.groupdict() if found else {}
        for name in ("month", "day", "one", "two"):
            if parts.get(name) and (len(parts[name]) == 1 or parts[name][0] == "0"):
                return len(parts[name]) == 2
    return default


def _weekday(day: date, sample: str, at: int) -> list[tuple[int, int, str]]:
    for form in _WEEKDAYS:
        found = form.search(sample, at)
        if found is None:
            continue
        parts = found.groupdict()
        if parts.get("kanji"):
            beside = [(*found.span("beside"), "")] if "beside" in parts else []
            return [(*found.span("kanji"), _KANJI[day.weekday()]), *beside]
        if parts["latin"].lower() in _LATIN:
            name = DAY_NAMES[day.weekday()]
            full = parts["latin"].lower() in (name.lower() for name in DAY_NAMES)
            return [(*found.span("latin"), _cased(parts["latin"], name if full else name[:3]))]
    return []


def _cased(sample: str, word: str) -> str:
    return word.lower() if sample.islower() else word.upper() if sample.isupper() else word
