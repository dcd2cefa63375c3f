"""Dates as they are said, in English and Japanese: a closed grammar that gives up rather than guesses.

Which day is meant: one that comes again and again (`friday`, `the 4th`, `March 4`, `W34`) is the next one
where `ahead` is set and the latest one where it is not. Today is such a day in both, so “friday” on a Friday is
today; `last friday` is always before today. Weeks run from Monday to Sunday. `next friday` is refused while the
Friday of this week is still to come, since people mean either that one or the one after it.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal
from typing import NamedTuple

from prm.text import spoken_en
from prm.text.dates import PartialDate
from prm.text.dates import due
from prm.text.dates import partial
from prm.text.days import DayAt
from prm.text.days import day_at
from prm.text.forms import Refused
from prm.text.forms import narrow
from prm.text.forms import shorten
from prm.text.forms import unwrap
from prm.text.forms import weekday_behind
from prm.text.nearest import Asked
from prm.text.nearest import Rule
from prm.text.nearest import Said
from prm.text.nearest import Spoken as Spoken
from prm.text.nearest import a_day
from prm.text.nearest import date_near
from prm.text.nearest import weekday_fault
from prm.text.pattern import Pattern

_LONGEST = 120  # in a line; no phrase is longer
_BEFORE = Pattern(rf"(?ai)(?:(?P<until>by|until|till)[ \t]+)?(?:on[ \t]+)?(?:{spoken_en.WEEKDAY},?[ \t]+)?")
_BEHIND_JA = Pattern(r"(?:(?P<until>まで)に?|に|は)\Z")
_ERA_ALONE = Pattern(r"(?ai)[mtshr] ?(?:\d{1,2}|元)(?:[-/.]\d{1,2})?")


class Leading(NamedTuple):
    """What a line begins with: a day, a span of them or why it is refused; the rest of it begins at `end`."""

    said: Spoken | Refused
    end: int

    @property
    def day(self) -> date | None:
        """The day, where it is a single one."""
        return self.said.first if isinstance(self.said, Spoken) and self.said.first == self.said.last else None


# --- A whole phrase.


def spoken(text: str, today: date, *, ahead: bool, order: str = "ymd") -> Spoken | Refused | None:
    """Read a phrase that is a date and nothing else; None where it is no date that can be read for sure.

    `ahead` is for promises, where also `3w` and `until friday` are read; without it the past is meant.
    """
    value = " ".join(unwrap(text).split())
    if not value:
        return None
    return _phrase(value, Asked(today, ahead), order)


def _outside(shown: str) -> Refused:
    return Refused("impossible", f"“{shorten(shown)}” lies outside the years 1 to 9999; write a day within them")


def _phrase(value: str, asked: Asked, order: str) -> Said:
    if value.endswith(")"):
        at = value.rfind("(")
        named = weekday_behind(value, at, None) if at > 0 else None
        if named is None or named.end != len(value):
            return None
        said = _phrase(value[:at].rstrip(), asked, order)
        return _checked(said, named.number, value)
    return _by_rule(value, asked) or _written(value, asked, order) or _stripped(value, asked, order)


def _checked(said: Said, weekday: int | None, shown: str) -> Said:
    """Return what is said, unless it is no single day, or one with another weekday."""
    if not isinstance(said, Spoken) or weekday is None:
        return said
    return None if said.first != said.last else weekday_fault(said.first, weekday, shorten(shown)) or said


def _rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of the languages in which a text may begin with a date."""
    english = spoken_en.RULES if spoken_en.BEGINS.match(text) else ()
    if text.isascii():
        return english
    from prm.text import spoken_ja

    return (*spoken_ja.RULES, *english) if spoken_ja.BEGINS.match(text) else english


def _by_rule(value: str, asked: Asked) -> Said:
    for rule in _rules(value):
        if (found := rule.form.fullmatch(value)) and (said := _meant(rule, found, asked)):
            return said
    return None


def _meant(rule: Rule, found: re.Match[str], asked: Asked) -> Said:
    try:
        return rule.mean(found, asked)
    except OverflowError:
        return _outside(found.group())


def _written(value: str, asked: Asked, order: str) -> Said:
    found = day_at(value, 0, order)
    if found is not None and found.end == len(value) and not found.span:
        return _of_day(found, value, asked, order)
    if _ERA_ALONE.fullmatch(value):
        return None
    read = partial(value, order)
    if isinstance(read, PartialDate) and read.about:
        return None
    if isinstance(read, PartialDate) and read.year is None and read.month and read.day:
        return _near(asked, read.month, read.day, shorten(value))
    known = due(value, order)
    if isinstance(known, Refused):
        return None if known.reason == "unreadable" else known
    return Spoken(_first(known.text), known.last, known.text)


def _first(text: str) -> date:
    """Return the first day of a date, a month, a year or a week in ISO form."""
    year, _, rest = text.partition("-")
    if rest.startswith("W"):
        return date.fromisocalendar(int(year), int(rest[1:]), 1)
    month, _, day = rest.partition("-")
    return date(int(year), int(month or 1), int(day or 1))


def _of_day(found: DayAt, shown: str, asked: Asked, order: str) -> Said:
    if found.problem is not None:
        read = partial(shown, order)
        return read if isinstance(read, Refused) else Refused("impossible", found.problem)
    day = found.date
    said = a_day(day) if day else _near(asked, found.month, found.day, shorten(shown))
    return _checked(said, found.weekday, shown)


def _near(asked: Asked, month: int, day: int, shown: str) -> Said:
    try:
        return date_near(asked, month, day, shown)
    except OverflowError:
        return _outside(shown)


def _stripped(value: str, asked: Asked, order: str) -> Said:
    """Read a phrase without `on`, `by` or a weekday before it, or に or まで behind it."""
    before = _BEFORE.match(value)
    if before is not None and before.end() and (asked.ahead or not before["until"]) and before.end() < len(value):
        rest = value[before.end() :]
        weekday = spoken_en.weekday_number(before["day"]) if before["day"] else None
        said = _by_rule(rest, asked) if weekday is None else _dated(rest, asked)
        return _checked(said or _written(rest, asked, order), weekday, value)
    behind = _BEHIND_JA.search(value)
    if behind is not None and behind.start() and (asked.ahead or not behind["until"]):
        rest = value[: behind.start()]
        return _by_rule(rest, asked) or _written(rest, asked, order)
    return None


def _dated(value: str, asked: Asked) -> Said:
    """Read a phrase beside a weekday: only a date can stand there."""
    for rule in spoken_en.DATES:
        if found := rule.form.fullmatch(value):
            return _meant(rule, found, asked)
    return None


# --- At the beginning of a line.

_BLANKS = Pattern(r"[ \t\u3000\u00a0]*")
_STOP = Pattern(r"[ \t]{0,4}(?:[:,、—–]|-(?=[ \t\r\n]|\Z))[ \t\r\n]*")
_BLANK = Pattern(r"[ \t\r\n]+|\Z")
_END = Pattern(r"[ \t\r\n]*\Z")
_TIME_JA = Pattern(r"(?a)(?=\d{1,2}[時:]|午[前後])")
_AFTER_DATE = Pattern(r"(?![間目後前以頃生付号版分発着締])(?=[\u3400-\u9fff\u30a1-\u30fa\[]|お(?!よ)|ご(?!ろ))")
_PARTICLE = Pattern(
    r"は(?!じめ|な[しすせれ]|や[くめ]|し[るっ]|たら|ん)[、, \t]*"
    r"|に(?!ぎ|ほん|こに|おい|ん)[、, \t]*|(?P<of>の)(?!ん|み[にま会]|ぼ|り|こ[るっ]|ぞ|ど)"
)
_PART_OF_DAY = Pattern(r"[夜朝昼晩夕午深未]")
_JOINED = Pattern(r"(?ai)[ \t]{0,4}(?:(?:and|or|to|through|till|until)\b|[&/~〜・とや]|から|[-–—](?=\S))[ \t]{0,4}")
_SPAN = Pattern(r"(?ai)\d{4}-w?\d\d(?![\d-])")
_PRICES = Pattern(r"(?ai)\d{1,2}/\d{1,2} (?:hours?|days?|of|off|an?|price|times?|years?|months?|pints?|marathon)\b")


class _Found(NamedTuple):
    said: Spoken | Refused
    end: int
    needs: Literal["blank", "stop", "all", "free"]
    japanese: bool


def leading(text: str, today: date, *, ahead: bool = False, order: str = "ymd") -> Leading | None:
    """Read the day with which a line begins, spoken or written; None where it begins with something else.

    Spans (`last week`) and refusals are returned too, so that such a line is not taken for one of today.
    """
    begin = _BLANKS.match(text)
    at = begin.end() if begin else 0
    line = narrow(text[at : at + _LONGEST])
    for found in _candidates(line, Asked(today, ahead), order):
        if found.needs == "all":
            continue
        if _two_days(line, found.end, Asked(today, ahead), order):
            return Leading(_joined(line[: found.end]), at + found.end)
        end = _rest(line, found, today)
        if end is not None:
            blanks = _BLANKS.match(text, at + end)
            return Leading(found.said, blanks.end() if blanks else at + end)
    return None


def _joined(shown: str) -> Refused:
    return Refused("ambiguous", f"“{shorten(shown)}” is joined to another day; write one line for each")


def _candidates(line: str, asked: Asked, order: str) -> Iterator[_Found]:
    """Yield what the line may begin with, the written forms first."""
    yield from _written_at(line, asked, order)
    for rule in _rules(line):
        found = rule.form.match(line)
        said = _meant(rule, found, asked) if found else None
        if found and said:
            yield _with_weekday(line, _Found(said, found.end(), rule.needs, not found.group().isascii()))


def _with_weekday(line: str, found: _Found) -> _Found:
    at = found.end + (line[found.end : found.end + 1] == " ")
    if line[at : at + 1] != "(" or (named := weekday_behind(line, found.end, None)) is None:
        return found
    said = _checked(found.said, named.number, line[: named.end])
    return found if said is None else _Found(said, named.end, "free", True)


def _written_at(line: str, asked: Asked, order: str) -> Iterator[_Found]:
    if _PRICES.match(line):
        return
    before = _BEFORE.match(line)
    at = before.end() if before and not before["until"] else 0
    found = day_at(line, at, order)
    if found is None:
        if (span := _SPAN.match(line, at)) and (said := _written(span.group(), asked, order)):
            yield _Found(said, span.end(), "stop", False)
        yield from _weekday_and_date(line, at, before["day"] if before and at else None, asked)
        return
    shown = line[at : found.end]
    if found.span:
        yield _Found(_joined(shown), found.end, "free", False)
        return
    said = _of_day(found, shown, asked, order)
    if before and at and before["day"]:
        said = _checked(said, spoken_en.weekday_number(before["day"]), line[: found.end])
    if said is not None:
        free = found.free and shown[-1] in ")T"
        yield _Found(said, found.end, "free" if free else "blank", shown[-1] in "日曜")


def _weekday_and_date(line: str, at: int, weekday: str | None, asked: Asked) -> Iterator[_Found]:
    if weekday is None:
        return
    for rule in spoken_en.DATES:
        if (found := rule.form.match(line, at)) and (said := _meant(rule, found, asked)):
            checked = _checked(said, spoken_en.weekday_number(weekday), line[: found.end()])
            yield _Found(checked or said, found.end(), rule.needs, False)


def _two_days(line: str, end: int, asked: Asked, order: str) -> bool:
    joint = _JOINED.match(line, end)
    return joint is not None and any(
        found.needs != "all" and _rest(line[joint.end() :], found, asked.today) is not None
        for found in _candidates(line[joint.end() :], asked, order)
    )


def _rest(line: str, found: _Found, today: date) -> int | None:
    """Return where the rest of a line begins, behind the stop, blank or particle that must follow a day."""
    end = found.end
    if stop := _STOP.match(line, end) or _END.match(line, end):
        return stop.end()
    span = isinstance(found.said, Spoken) and found.said.first != found.said.last
    if isinstance(found.said, Spoken) and span and found.said.last >= today:
        return None
    if found.needs == "stop" and not found.japanese:
        return None
    if blank := _BLANK.match(line, end):
        return blank.end()
    if found.needs == "free":
        return end
    return _behind_japanese(line, found, span) if found.japanese else None


def _behind_japanese(line: str, found: _Found, span: bool) -> int | None:
    end = found.end
    if particle := _PARTICLE.match(line, end):
        whole = particle["of"] is None or (found.needs == "blank" and not span)
        return particle.end() if whole or _PART_OF_DAY.match(line, particle.end()) else None
    if line[end : end + 1] in tuple("はにの") and found.needs == "blank" and not span:
        return end
    if _TIME_JA.match(line, end) and not span:
        return end
    dated = "月" in line[:end] and line[end - 1] == "日" and found.needs == "blank"
    return end if dated and _AFTER_DATE.match(line, end) else None
