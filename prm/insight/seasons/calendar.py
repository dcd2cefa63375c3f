"""Which seasons of cards and gifts are on, and when each comes next."""

from datetime import date
from datetime import timedelta
from typing import Any
from typing import NamedTuple

from prm.insight.seasons.customs import SEASONS
from prm.insight.seasons.customs import Season
from prm.model.config import Config
from prm.text.window import Window

BACK = 2
"""How many years back the log is asked who wrote to whom."""


class Time(NamedTuple):
    """One year's run of a season: its first and last day, and the last on which the log may still say it was done."""

    season: Season
    first: date
    last: date
    told: date

    @property
    def day(self) -> date:
        """The day that congratulations are for."""
        return self._on(self.season.on) or self.last

    def by(self, today: date) -> date:
        """Return the day to post by: the best one, or the last where that has passed."""
        best = self._on(self.season.best)
        return best if best is not None and today <= best else self.last

    def _on(self, day: tuple[int, int] | None) -> date | None:
        if day is None:
            return None
        year = self.first.year + (day < self.season.window.first)
        return date(min(year, date.max.year), *day)


def seasons(config: Config) -> list[Season]:
    """Return the seasons that are on: those of the vault's language, those that prm.toml names, and its own."""
    said: dict[str, dict[str, Any]] = {}
    for key, value in config.values.items():
        if key.startswith("seasons."):
            _, name, *rest = key.split(".", 2)
            said.setdefault(name, {}).update({rest[0]: value} if rest else {})
    known = [
        _changed(each, said.get(each.name, {}))
        for each in SEASONS
        if each.name in said or each.lang == config.lang
        if said.get(each.name, {}).get("window") != "none"
    ]
    return known + [each for name, table in said.items() if (each := _own(name, table)) is not None]


def known(config: Config, name: str) -> Season | None:
    """Return a season by its name or what it is called, on or not."""
    key = name.strip().casefold()
    on = {each.name: each for each in seasons(config)}
    every = [*on.values(), *(each for each in SEASONS if each.name not in on)]
    return next((each for each in every if key in (each.name.casefold(), each.en.casefold(), each.ja.casefold())), None)


def _changed(season: Season, table: dict[str, Any]) -> Season:
    """Return a season as prm.toml has it."""
    days = table.get("window")
    words = tuple(str(word).casefold() for word in table.get("words", ()))
    return season._replace(
        window=days if isinstance(days, Window) else season.window,
        words=(*season.words, *words),
        who=str(table.get("who", season.who)),
        kind=str(table.get("kind", season.kind)),
        regional=season.regional and not isinstance(days, Window),
    )


def _own(name: str, table: dict[str, Any]) -> Season | None:
    """Return a season that only prm.toml knows; None for one without days, or one that is known."""
    days = table.get("window")
    if not isinstance(days, Window) or any(each.name == name for each in SEASONS):
        return None
    return _changed(Season(name, name, name, days, () if table.get("words") else (name.casefold(),)), table)


def time_of(season: Season, today: date) -> Time:
    """Return the run of a season that is on or comes next; one lasts until nothing more is logged for it."""
    for year in (today.year - 1, today.year, today.year + 1):
        time = _time(season, year)
        if time is not None and time.told >= today:
            return time
    return Time(season, date.max, date.max, date.max)


def coming(season: Season, today: date) -> Time:
    """Return the run of a season that is on or comes next; one that is over gives way to that of the next year."""
    time = time_of(season, today)
    is_over = today > (time.told if season.regional else time.last)
    return time_of(season, time.told + timedelta(1)) if is_over and time.told < date.max else time


def earlier(time: Time, years: int) -> Time | None:
    """Return the run of a season so many years before one."""
    return _time(time.season, time.first.year - years)


def before(season: Season, day: date) -> Time:
    """Return the last run of a season that began by a day."""
    found = [time for year in (day.year - 1, day.year) if (time := _time(season, year)) and time.first <= day]
    return found[-1] if found else Time(season, date.min, date.min, date.min)


def is_open(time: Time, today: date) -> bool:
    """Tell whether a day is one to write."""
    return time.first <= today <= time.last


def _time(season: Season, year: int) -> Time | None:
    days = season.window.beginning_in(year) if year >= 1 else None
    if days is None:
        return None
    first, last = days
    return Time(season, first, last, last + timedelta(min(season.tail, (date.max - last).days)))
