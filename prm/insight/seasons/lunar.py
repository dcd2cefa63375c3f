"""The day that the Okinawan Bon ends: the 15th of the seventh month of the old calendar."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from math import radians
from math import sin

_EPOCH = date(2000, 1, 1)
_MONTH = 29.530588861


def old_bon(year: int) -> date:
    """Return the 15th of the seventh month, the month in which the sun reaches 150° (処暑, about 23 August)."""
    heat_ends = _days(date(year, 8, 23))
    number = round((heat_ends - 5.6) / _MONTH) + 1
    while _new_moon(number) > heat_ends:
        number -= 1
    return _EPOCH + timedelta(_new_moon(number) + 14)


def _days(day: date) -> int:
    return (day - _EPOCH).days


def _new_moon(number: int) -> int:
    """Return the day of a new moon in Japan, counted from 2000; by the first terms of Meeus, good to some minutes."""
    century = number / 1236.85
    sun = radians(2.5534 + 29.1053567 * number)
    moon = radians(201.5643 + 385.81693528 * number)
    node = radians(160.7108 + 390.67050284 * number)
    mean = 2451550.09766 + _MONTH * number + 0.00015437 * century**2
    corrections = -0.4072 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    corrections += 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    universal = mean + corrections - 69 / 86400
    return int(universal + 9 / 24 - 2451544.5)
