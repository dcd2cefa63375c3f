"""The day that a line tells: at its beginning, or as its last words; and the line without it."""

from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.model.schema import HONORIFICS
from prm.text.nearest import Spoken
from prm.text.pattern import Pattern
from prm.text.spoken import leading
from prm.text.spoken import spoken

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|a couple of)"
_TAIL = Pattern(
    rf"(?i)[ \t]+(?P<day>(?:the day before )?yesterday|today|last night|(?:on |last ){_WEEKDAY}"
    rf"|{_COUNT} (?:day|week|month)s? ago)[.!]?[ \t]*\Z"
)
_CLAUSE = Pattern(r"(?i)[,;:：、。，](?=\s|$|[^\d])|[.!?](?=\s)|(?<!\w)(?:that|who|because|since)(?!\w)")
_LOOSE = Pattern(
    rf"(?i)(?<!\w)(?:yesterday|last night|last {_WEEKDAY}|{_COUNT} (?:day|week)s? ago)(?!\w)"
    r"|一昨日|おととい|昨日|昨夜|昨晩|先週|(?<!\d)\d{1,4}日前"
)
_BESIDE_NAME = Pattern(
    rf"(?:一昨日|おととい|昨日|今日|昨夜|昨晩|今朝)(?=[\u3400-\u9fff々ァ-ヶー]{{1,8}}(?:{'|'.join(HONORIFICS)}))"
)
_TODAY = {"今朝": "今日", "昨夜": "昨日", "昨晩": "昨日"}
_LONG_BEFORE = timedelta(200)


class Told(NamedTuple):
    """The day a line tells, None where it tells none, and the line without it.

    `words` are those of the day. `problem` says why they cannot be taken; `loose` are words of a day that stand where
    they may belong to something else.
    """

    day: date | None
    text: str
    words: str = ""
    problem: str = ""
    loose: str = ""


def told(text: str, base: date, order: str) -> Told:
    """Return the day that a line tells, counted from `base`."""
    text = text.strip()
    found = leading(text, base, order=order)
    if found is not None:
        words, rest = text[: found.end].strip(" :：,、"), text[found.end :].strip()
        if found.day is None:
            return Told(None, text, words, getattr(found.said, "message", f"“{words}” is more than one day; name one"))
        again = leading(rest, found.day, order=order)
        if again is not None and again.day and is_relative(rest, found.day, order):
            return Told(again.day, rest[again.end :].strip(), words)
        return Told(found.day, rest, words)
    beside = None if text.isascii() else _BESIDE_NAME.match(text)
    if beside is not None:
        said = spoken(_TODAY.get(beside.group(), beside.group()), base, ahead=False, order=order)
        if isinstance(said, Spoken):
            return Told(said.first, text[beside.end() :], beside.group())
    tail = _TAIL.search(text)
    if tail is not None and not _CLAUSE.search(text[: tail.start()]):
        said = spoken(tail["day"], base, ahead=False, order=order)
        if isinstance(said, Spoken) and said.first == said.last:
            return Told(said.first, text[: tail.start()].strip(), tail["day"])
    loose = _LOOSE.search(text)
    return Told(None, text, loose=loose.group() if loose else "")


def is_relative(text: str, today: date, order: str) -> bool:
    """Tell whether the day of a line depends on the day it was written, and not in its year alone."""
    now, before = told_at(text, today, order), told_at(text, today - _LONG_BEFORE, order)
    return now is not None and before is not None and (now.month, now.day) != (before.month, before.day)


def lacks_year(text: str, today: date, order: str) -> bool:
    """Tell whether the day of a line lacks its year alone: `11/16`, `3 November`."""
    now, before = told_at(text, today, order), told_at(text, today - _LONG_BEFORE * 2, order)
    return now is not None and now != before and not is_relative(text, today, order)


def told_at(text: str, base: date, order: str) -> date | None:
    """Return the first day that a line tells, counted from `base`."""
    found = leading(text, base, order=order)
    return found.day if found is not None else told(text, base, order).day
