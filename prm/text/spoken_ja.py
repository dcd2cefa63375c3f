"""The grammar of spoken dates in Japanese."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from prm.text.forms import Refused
from prm.text.nearest import Asked
from prm.text.nearest import Rule
from prm.text.nearest import Said
from prm.text.nearest import Spoken
from prm.text.nearest import a_day
from prm.text.nearest import a_month
from prm.text.nearest import date_near
from prm.text.nearest import day_near
from prm.text.nearest import day_of_month
from prm.text.nearest import end_near
from prm.text.nearest import month_index
from prm.text.nearest import moved
from prm.text.nearest import same_week
from prm.text.nearest import span_at
from prm.text.nearest import weekday_near
from prm.text.nearest import weekend_near
from prm.text.pattern import Pattern

_DAYS = {
    **dict.fromkeys(("さきおととい", "一昨々日", "一昨昨日"), -3),
    **dict.fromkeys(("一昨日", "おととい", "おとつい"), -2),
    **dict.fromkeys(("昨日", "きのう", "昨夜", "昨晩", "ゆうべ"), -1),
    **dict.fromkeys(("今日", "本日", "きょう"), 0),
    **dict.fromkeys(("明日", "あした", "あす"), 1),
    **dict.fromkeys(("明後日", "あさって"), 2),
    **dict.fromkeys(("しあさって", "明々後日", "明明後日"), 3),
}
_SPANS = {
    **dict.fromkeys(("先々週", "先先週", "先々月", "先先月", "一昨年", "おととし"), -2),
    **dict.fromkeys(("先週", "先月", "去年", "昨年"), -1),
    **dict.fromkeys(("今週", "今月", "今年", "本年"), 0),
    **dict.fromkeys(("来週", "来月", "来年"), 1),
    **dict.fromkeys(("再来週", "再来月", "再来年"), 2),
}
_UNITS = {"日": "d", "週": "w", "月": "m", "年": "y"}
_DIGITS = "一二三四五六七八九"

_KANJI = rf"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"
_COUNT = rf"(?P<count>\d{{1,18}}|{_KANJI})"
_UNIT = r"(?P<unit>日|週|[かヶケカヵ箇]月|年)"
_NUMBER = rf"(?:\d{{1,2}}|{_KANJI})"
_NTH = rf"(?P<nth>{_NUMBER})日"
_MONTH = rf"(?P<month>{_NUMBER})月"
_WEEKDAY = "(?P<day>[月火水木金土日])曜日?"
_WEEK = "(?P<span>先々週|先先週|先週|今週|来週|再来週)"
_SOME_MONTH = "(?P<span>先々月|先先月|先月|今月|来月|再来月)"
_YEAR = "(?P<span>一昨年|おととし|去年|昨年|今年|本年|来年|再来年)"
BEGINS = Pattern(rf"(?a)\d|[{_DIGITS}十昨今本明きゆおあさし先来再去半月火水木金土日週]")


def number(text: str) -> int:
    """Return a number in digits, or in kanji up to 九十九."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return 10 * (_DIGITS.find(tens) + 1 if tens else len(ten)) + (_DIGITS.index(ones) + 1 if ones else 0)


def weekday_number(sign: str) -> int:
    """Return the number of a weekday by its sign, Monday being 0."""
    return "月火水木金土日".index(sign)


def _day(found: re.Match[str], asked: Asked) -> Said:
    return a_day(asked.today + timedelta(_DAYS[found.group()]))


def _weekday(found: re.Match[str], asked: Asked) -> Said:
    return a_day(weekday_near(asked, weekday_number(found["day"])))


def _weekday_of_week(found: re.Match[str], asked: Asked) -> Said:
    return a_day(same_week(asked.today, weekday_number(found["day"]), _SPANS[found["span"]]))


def _span(found: re.Match[str], asked: Asked) -> Said:
    unit = _UNITS.get(found["span"][-1], "y")
    return span_at(asked.today, unit, _SPANS[found["span"]])


def _weekend(found: re.Match[str], asked: Asked) -> Spoken:
    return span_at(asked.today, "e", _SPANS[found["span"]]) if found["span"] else weekend_near(asked)


def _month_end(found: re.Match[str], asked: Asked) -> Said:
    if found["span"] is None:
        return a_day(end_near(asked, "m"))
    return a_day(span_at(asked.today, "m", _SPANS[found["span"]]).last)


def _nth(found: re.Match[str], asked: Asked) -> Said:
    return day_near(asked, number(found["nth"]), found.group())


def _nth_of_month(found: re.Match[str], asked: Asked) -> Said:
    index = month_index(asked.today) + _SPANS[found["span"]]
    return day_of_month(index, number(found["nth"]), found.group())


def _month_of_year(found: re.Match[str], asked: Asked) -> Said:
    month = number(found["month"])
    if not 1 <= month <= 12:
        return Refused("impossible", f"“{found.group()}” has month {month}; write a month from 1 to 12")
    return a_month((asked.today.year + _SPANS[found["span"]]) * 12 + month - 1)


def _date_of_year(found: re.Match[str], asked: Asked) -> Said:
    month = _month_of_year(found, asked)
    if not isinstance(month, Spoken):
        return month
    return day_of_month(month_index(month.first), number(found["nth"]), found.group())


def _date(found: re.Match[str], asked: Asked) -> Said:
    return date_near(asked, number(found["month"]), number(found["nth"]), found.group())


def _away(found: re.Match[str], asked: Asked) -> Said:
    sign = -1 if found["way"] == "前" else 1
    return a_day(moved(asked.today, sign * number(found["count"]), _UNITS[found["unit"][-1]]))


def _half_year(found: re.Match[str], asked: Asked) -> Said:
    return a_day(moved(asked.today, -6 if found["way"] == "前" else 6, "m"))


def _term(found: re.Match[str], asked: Asked) -> Said:
    if not asked.ahead:
        return None
    return a_day(moved(asked.today, number(found["count"]), _UNITS[found["unit"][-1]]))


_Mean = Callable[[re.Match[str], Asked], Said]


def _rule(written: str, mean: _Mean, needs: Literal["blank", "stop", "all"] = "blank") -> Rule:
    return Rule(Pattern("(?a)" + written), mean, needs)


RULES = (
    _rule("|".join(_DAYS), _day),
    _rule(f"{_WEEK}の? ?{_WEEKDAY}", _weekday_of_week),
    _rule("(?:(?P<span>先週|今週|来週)(?:の?週)?末|週末)", _weekend, "stop"),
    _rule(_WEEK, _span, "stop"),
    _rule(f"{_SOME_MONTH}の? ?{_NTH}", _nth_of_month),
    _rule("(?:(?P<span>先月|今月|来月)(?:の?月)?末|月末)", _month_end, "stop"),
    _rule(_SOME_MONTH, _span, "stop"),
    _rule(f"{_YEAR}の? ?{_MONTH} ?{_NTH}", _date_of_year),
    _rule(f"{_YEAR}の? ?{_MONTH}", _month_of_year, "stop"),
    _rule(_YEAR, _span, "stop"),
    _rule(f"{_COUNT} ?{_UNIT}間?の?(?P<way>[前後])", _away, "stop"),
    _rule("半年(?P<way>[前後])", _half_year, "stop"),
    _rule(_WEEKDAY, _weekday),
    _rule(f"{_MONTH} ?{_NTH}", _date),
    _rule(f"(?!一日){_NTH}", _nth, "stop"),
    _rule("(?P<nth>一)日", _nth, "all"),
    _rule(f"{_COUNT} ?(?P<unit>日|週|[かヶケカヵ箇]月|年)間", _term, "all"),
    _rule(f"{_COUNT} ?(?P<unit>週|[かヶケカヵ箇]月|年)", _term, "all"),
)
