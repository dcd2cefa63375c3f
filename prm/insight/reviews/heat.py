"""A year of days: on which ones I was in touch with anybody, or with one person, and how near it brought us."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from typing import NamedTuple

from prm.insight.reviews.yearstrip import NOTHING
from prm.insight.reviews.yearstrip import depth_of
from prm.model.rows import NoteRow
from prm.model.vault import Vault

BEFORE = -1
"""A day outside of the year that is shown."""
_SIDE, _STEP, _LEFT, _TOP = 11, 13, 34, 20
_SHADES = ("#e8eaed", "#a9cfe6", "#4f9bc9", "#0b5c93")
_DARK = ("#2a2d33", "#2f5f7d", "#4f9bc9", "#b3dcf4")


class Day(NamedTuple):
    """A day of contact, and how near the nearest one was: 1 in writing, 2 by voice or unsaid, 3 in person."""

    date: str
    depth: int


class Column(NamedTuple):
    """A week from Monday on: the month that begins in it or null, and the depth of each day, -1 outside of the year."""

    month: str | None
    days: list[int]


class Heat(NamedTuple):
    """A year of days from `since` until `until`; `slug` and `name` are null where it is about everybody."""

    slug: str | None
    name: str | None
    since: str
    until: str
    days: list[Day]
    weeks: list[Column]


def heat(vault: Vault, person: NoteRow | None = None, year: int | None = None) -> Heat:
    """Return the days of a calendar year, or of the year up to today."""
    last = vault.today if year is None else min(date(year, 12, 31), max(vault.today, date(year, 1, 1)))
    first = _year_before(last) if year is None else date(year, 1, 1)
    if person is None:
        said = [(day, kind) for _, day, kind in vault.log.contact_days(first.isoformat())]
    else:
        said = [(each.day, each.kind) for each in vault.contacts_of(person.id) if each.counts]
    found: dict[str, int] = {}
    for day, kind in said:
        if first.isoformat() <= day <= last.isoformat():
            found[day] = max(found.get(day, NOTHING), depth_of(kind))
    days = [Day(day, depth) for day, depth in sorted(found.items())]
    slug, name = (person.slug, person.name) if person else (None, None)
    return Heat(slug, name, first.isoformat(), last.isoformat(), days, list(_weeks(first, last, found)))


def _year_before(last: date) -> date:
    """Return the day after the same day a year before."""
    if last.year == 1:
        return date.min
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return date(last.year - 1, last.month, day) + timedelta(1)


def _weeks(first: date, last: date, depths: dict[str, int]) -> Iterable[Column]:
    monday = first.toordinal() - first.weekday()
    while 0 < monday <= last.toordinal():
        days: list[int] = []
        month = None
        for number in range(monday, monday + 7):
            if not first.toordinal() <= number <= last.toordinal():
                days.append(BEFORE)
                continue
            day = date.fromordinal(number).isoformat()
            days.append(depths.get(day, NOTHING))
            month = day[:7] if day.endswith("-01") else month
        yield Column(month, days)
        monday += 7


def picture(found: Heat, title: str, weekdays: Iterable[str], months: Iterable[str], legend: Iterable[str]) -> str:
    """Return the days as one SVG picture that needs nothing else; names stand in it only as `title`."""
    wide, high = _LEFT + _STEP * len(found.weeks) + 10, _TOP + _STEP * 7 + 34
    boxes = [
        _box(depth, _LEFT + _STEP * x, _TOP + _STEP * y)
        for x, week in enumerate(found.weeks)
        for y, depth in enumerate(week.days)
        if depth != BEFORE
    ]
    names = list(months)
    heads = [
        f'<text x="{_LEFT + _STEP * x}" y="13">{_escaped(names[int(week.month[5:]) - 1])}</text>'
        for x, week in enumerate(found.weeks)
        if week.month
    ]
    sides = [f'<text x="4" y="{_TOP + _STEP * y + 10}">{_escaped(name)}</text>' for y, name in enumerate(weekdays)]
    foot = _TOP + _STEP * 7 + 14
    key = [
        f'{_box(depth, at := _LEFT + 110 * depth, foot)}<text x="{at + 16}" y="{foot + 10}">{_escaped(word)}</text>'
        for depth, word in enumerate(legend)
    ]
    light, dark = (
        "".join(f".d{depth}{{fill:{shade}}}" for depth, shade in enumerate(shades)) for shades in (_SHADES, _DARK)
    )
    style = (
        f".page{{fill:#fff}}text{{font:9px system-ui,sans-serif;fill:#444}}{light}"
        f"@media (prefers-color-scheme:dark){{.page{{fill:#16181c}}text{{fill:#ddd}}{dark}}}"
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img">',
        f"<title>{_escaped(title)}</title>",
        f"<style>{style}</style>",
        f'<rect class="page" width="{wide}" height="{high}"/>',
        *heads,
        *sides,
        *boxes,
        *key,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(depth: int, x: int, y: int) -> str:
    return f'<rect class="d{depth}" x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="2"/>'


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
