"""The grammar of spoken dates in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from prm.text.nearest import Asked
from prm.text.nearest import Rule
from prm.text.nearest import Said
from prm.text.nearest import Spoken
from prm.text.nearest import a_day
from prm.text.nearest import date_near
from prm.text.nearest import day_near
from prm.text.nearest import day_of_month
from prm.text.nearest import end_near
from prm.text.nearest import month_index
from prm.text.nearest import moved
from prm.text.nearest import same_week
from prm.text.nearest import span_at
from prm.text.nearest import two_ways
from prm.text.nearest import week_near
from prm.text.nearest import weekday_near
from prm.text.nearest import weekend_near
from prm.text.pattern import Pattern

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
_DAYS |= {"day before yesterday": -2, "day after tomorrow": 2}
_WHICH = {"last": -1, "this past": -1, "this": 0, "the": 0, "next": 1, "this coming": 1, "coming": 1}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_COUNT = rf"(?P<count>\d{{1,18}}|(?:a )?couple(?: of)?|an?|{'|'.join(_NUMBERS)})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_FULL = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_CLEAR = "tues?|weds|thu(?:rs?)?|fri"
_ALSO_WORDS = "mon|wed|sat|sun"
WEEKDAY = rf"(?P<day>{_FULL}|{_CLEAR}|{_ALSO_WORDS})\b"
_NTH = r"(?P<nth>\d{1,2})"
_ENDING = r"(?:st|nd|rd|th)"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NO_DAY = "floor|street|st|avenue|ave|day|try|attempt|time|anniversary|birthday|of|and|or|grade|place|page"
BEGINS = Pattern(
    rf"(?ai)(?:\+?\d|(?:on|at|over|by|in|the|day|an?|end|week(?:end)?|couple|last|this|next|coming|today|yesterday|tomorrow"
    rf"|{_FULL}|{_CLEAR}|{_ALSO_WORDS}|w\d\d?|{'|'.join(_NUMBERS)}|(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?)\b)"
)


def _words(text: str) -> str:
    return " ".join(text.lower().split())


def weekday_number(word: str) -> int:
    """Return the number of a weekday by its name, Monday being 0."""
    return _WEEKDAYS.index(word[:2].lower())


def _count(word: str) -> int:
    word = _words(word)
    if word.isdecimal():
        return int(word)
    if "couple" in word:
        return 2
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 1


def _unit(found: re.Match[str]) -> str:
    return found["unit"][0].lower()


def _day(found: re.Match[str], asked: Asked) -> Said:
    return a_day(asked.today + timedelta(_DAYS[_words(found["word"])]))


def _ago(found: re.Match[str], asked: Asked) -> Said:
    return a_day(moved(asked.today, -_count(found["count"]), _unit(found)))


def _ahead(found: re.Match[str], asked: Asked) -> Said:
    return a_day(moved(asked.today, _count(found["count"]), _unit(found)))


def _term(found: re.Match[str], asked: Asked) -> Said:
    return _ahead(found, asked) if asked.ahead else None


def _weekday(found: re.Match[str], asked: Asked) -> Said:
    return a_day(weekday_near(asked, weekday_number(found["day"])))


def _which_weekday(found: re.Match[str], asked: Asked) -> Said:
    """Read `last friday` as one before today, `this friday` as of this week, or ahead as the next one."""
    which, weekday = _words(found["which"]), weekday_number(found["day"])
    this = same_week(asked.today, weekday)
    if _WHICH[which] < 0:
        return a_day(this if this < asked.today else this - timedelta(7))
    if which == "this":
        return a_day(weekday_near(asked, weekday) if asked.ahead else this)
    if "coming" in which or this <= asked.today:
        return a_day(this if this > asked.today else this + timedelta(7))
    other = f"“this {found['day']}” or “{found['day']} next week”"
    return two_ways(a_day(this), a_day(this + timedelta(7)), found.group(), other)


def _weekday_of_week(found: re.Match[str], asked: Asked) -> Said:
    return a_day(same_week(asked.today, weekday_number(found["day"]), _WHICH[_words(found["which"])]))


def _span(found: re.Match[str], asked: Asked) -> Said:
    return span_at(asked.today, _unit(found), _WHICH[_words(found["which"])])


def _which_weekend(found: re.Match[str], asked: Asked) -> Said:
    which = _words(found["which"])
    this, after = span_at(asked.today, "e", 0), span_at(asked.today, "e", 1)
    if which in ("this", "last"):
        return this if which == "this" else span_at(asked.today, "e", -1)
    if asked.today >= this.first or "coming" in which:
        return after if asked.today >= this.first else this
    return two_ways(this, after, found.group(), "“this weekend”")


def _weekend(_found: re.Match[str], asked: Asked) -> Spoken:
    return weekend_near(asked)


def _end(found: re.Match[str], asked: Asked) -> Said:
    which = _words(found["which"] or "the")
    near = which == "the"
    return a_day(end_near(asked, _unit(found)) if near else span_at(asked.today, _unit(found), _WHICH[which]).last)


def _nth(found: re.Match[str], asked: Asked) -> Said:
    return day_near(asked, int(found["nth"]), found.group())


def _nth_of(found: re.Match[str], asked: Asked) -> Said:
    index = month_index(asked.today) + _WHICH[_words(found["which"])]
    return day_of_month(index, int(found["nth"]), found.group())


def _date(found: re.Match[str], asked: Asked) -> Said:
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    return date_near(asked, month, int(found["nth"]), found.group())


def _week(found: re.Match[str], asked: Asked) -> Said:
    return week_near(asked, int(found["week"]), found.group())


_Mean = Callable[[re.Match[str], Asked], Said]


def _rule(written: str, mean: _Mean, needs: Literal["blank", "stop", "all"] = "blank") -> Rule:
    return Rule(Pattern("(?ai)" + written.replace(" ", "[ \\t]{1,4}")), mean, needs)


_LAST_THIS_NEXT = "(?P<which>last|this|next)"
RULES = (
    _rule(r"(?P<word>today|yesterday|tomorrow|last night)\b", _day),
    _rule(r"(?:the )?(?P<word>day before yesterday|day after tomorrow)\b", _day),
    _rule(rf"{_COUNT} {_UNIT} ago\b", _ago),
    _rule(rf"in {_COUNT} {_UNIT}\b", _ahead, "stop"),
    _rule(rf"{_COUNT} {_UNIT} from (?:now|today)\b", _ahead, "stop"),
    _rule(rf"(?:on )?{WEEKDAY} (?:of )?{_LAST_THIS_NEXT} week\b", _weekday_of_week),
    _rule(rf"{_LAST_THIS_NEXT} week(?:[’']s)? (?:on )?{WEEKDAY}", _weekday_of_week),
    _rule(rf"(?:on )?(?P<which>last|this past) (?P<day>{_FULL}|mon|{_CLEAR})\b", _which_weekday),
    _rule(rf"(?:on )?(?P<which>last|this(?: past| coming)?|coming|next) {WEEKDAY}", _which_weekday, "stop"),
    _rule(rf"(?:on )?(?P<which>this(?: coming)?|coming|next) (?P<day>{_FULL})\b", _which_weekday),
    _rule(rf"on {WEEKDAY}", _weekday),
    _rule(rf"(?P<day>{_FULL}|{_CLEAR})\b", _weekday),
    _rule(rf"(?P<day>{_ALSO_WORDS})\b", _weekday, "stop"),
    _rule(rf"{_LAST_THIS_NEXT} (?P<unit>week|month|year)\b", _span),
    _rule(r"(?P<which>last|this(?: coming)?|coming|next) weekend\b", _which_weekend),
    _rule(r"(?:at|on|over) the weekend\b", _weekend),
    _rule(r"(?:the )?weekend\b", _weekend, "stop"),
    _rule(
        r"(?:(?:by|at) )?(?:the )?end of (?:(?P<which>the|last|this|next) )?(?P<unit>week|month|year)\b", _end, "stop"
    ),
    _rule(rf"(?:on )?(?:the )?{_NTH}{_ENDING}? of (?P<which>the|last|this|next) month\b", _nth_of),
    _rule(rf"on the {_NTH}{_ENDING}(?! (?:{_NO_DAY})\b)", _nth),
    _rule(rf"(?:on )?(?:the )?{_NTH}{_ENDING}\b", _nth, "stop"),
    _rule(rf"(?:on )?(?:the )?{_NTH}{_ENDING}(?: of)? {_MONTH}", _date),
    _rule(rf"(?:on )?{_NTH} (?-i:(?!may\b|march\b)){_MONTH}", _date),
    _rule(rf"(?:on )?{_NTH} {_MONTH}", _date, "stop"),
    _rule(rf"(?:on )?{_MONTH} (?:the )?{_NTH}{_ENDING}?\b", _date),
    _rule(r"(?:week |w)(?P<week>\d{1,2})\b", _week, "stop"),
    _rule(r"\+?(?P<count>\d{1,18})(?: |)(?P<unit>[dwmy])\b", _term, "all"),
    _rule(rf"{_COUNT} {_UNIT}\b", _term, "all"),
)
DATES = tuple(rule for rule in RULES if rule.mean is _date)
