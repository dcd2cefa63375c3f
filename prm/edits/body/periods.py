"""Logs that are kept under a heading for each year or month: the section for a day, or a new one."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from prm.edits.body.layout import Layout
from prm.edits.body.layout import Section
from prm.edits.body.layout import block_end
from prm.edits.body.spot import Spot
from prm.text.pattern import Pattern

Period: TypeAlias = tuple[int, int]
"""A year and a month, 0 where the whole year is meant."""

_PERIOD = Pattern(r"(\d{4})(?:年|(?:[-/.]|年[ ]?)(\d{1,2})月?)?\Z")
_NUMBERS = Pattern(r"(?P<year>\d{4})(?P<between>\D*)(?P<month>\d{0,2})")


def period_of(section: Section | None) -> Period | None:
    """Return the year or month that a heading names, None where it says anything else."""
    found = _PERIOD.match(section.title) if section else None
    return (int(found.group(1)), int(found.group(2) or 0)) if found else None


def period_for(day: date, like: Period) -> Period:
    """Return the period of a day, a year or a month as the given one is."""
    return (day.year, day.month if like[1] else 0)


def siblings(layout: Layout, section: Section) -> list[tuple[Period, Section]]:
    """Return the sections of periods that stand beside one, itself included."""
    above = layout.section_of(section.at)
    beside = [one for one in layout.sections if one.level == section.level and layout.section_of(one.at) == above]
    return [(period, one) for one in beside if (period := period_of(one))]


def new_period(layout: Layout, section: Section, day: date, newest_first: bool, lines: list[str]) -> Spot:
    """Return the spot of a section for the period of `day`, headed as the sections beside it are."""
    beside = siblings(layout, section)
    like = period_of(section)
    wanted = period_for(day, like) if like else (day.year, 0)
    blank = section.at + 1 < len(layout.lines) and layout.is_blank(section.at + 1)
    written = [_heading(layout.raw(section.at), wanted), *([""] if blank else []), *lines]
    apart = [""] if section.at > 0 and layout.is_blank(section.at - 1) else []
    if newest_first:
        older = next((one for period, one in beside if period < wanted), None)
        return (
            Spot(older.at, [*written, *apart])
            if older
            else Spot(block_end(layout, beside[-1][1].at), [*apart, *written])
        )
    before = next((one for period, one in reversed(beside) if period < wanted), None)
    return (
        Spot(block_end(layout, before.at), [*apart, *written]) if before else Spot(beside[0][1].at, [*written, *apart])
    )


def _heading(raw: str, period: Period) -> str:
    found = _NUMBERS.search(raw)
    if found is None:
        return raw
    month = f"{period[1]:0{2 if found.group('month')[:1] == '0' or '-' in found.group('between') else 1}d}"
    number = month if found.group("month") else ""
    return f"{raw[: found.start()]}{period[0]:04d}{found.group('between')}{number}{raw[found.end() :]}"
