"""Birthdays, anniversaries and days of remembrance: when they come, for whom, and what they are called."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.digest import daily
from prm.insight.digest import weekly
from prm.insight.occasions import MEMORIALS
from prm.insight.occasions import Occasion
from prm.insight.occasions import approaching
from prm.insight.occasions import kind_of
from prm.insight.occasions import occasions
from prm.model.vault import Vault
from tests.small import TODAY
from tests.small import vault_of

CIRCLES = """
[circles.inner]
cadence = "2w"
lead = 28
greet = 5
[circles.team]
lead = 0
"""


def person(fields: str, body: str = "", today: date = TODAY, toml: str = CIRCLES) -> Vault:
    return vault_of({"prm.toml": toml, "people/Ada.md": f"---\n{fields}\n---\n# Ada\n{body}"}, today)


def only(found: list[Occasion]) -> Occasion:
    assert 1 == len(found)
    return found[0]


days = st.dates(date(1, 1, 1), date(9997, 12, 31))
births = st.dates(date(1605, 1, 1), date(2100, 12, 31))


@given(births, days)
def test_a_date_comes_once_in_every_year_and_never_before_its_own(born: date, today: date) -> None:
    vault = person(f"birthday: {born.isoformat()}", today=today)
    found = occasions(vault, 366)
    coming = [date.fromisoformat(each.date) for each in found]

    assert len(coming) <= 1
    assert bool(coming) == (born <= today or (born - today).days <= 366)
    for day in coming:
        assert today <= day <= today + timedelta(366)
        assert (day.month, day.day) == (born.month, born.day) or (born.month, born.day, day.day) == (2, 29, 28)
        assert born.year + (only(found).age or 0) == day.year


@given(st.integers(1, 12), st.integers(1, 31), days)
def test_without_a_year_there_is_no_age(month: int, day: int, today: date) -> None:
    try:
        date(2000, month, day)
    except ValueError:
        return
    found = only(occasions(person(f"birthday: --{month:02}-{day:02}", today=today), 366))

    assert found.age is None
    assert 0 <= found.in_days <= 366


@given(st.integers(1, 5000), st.booleans())
def test_29_february_is_the_28th_in_other_years(year: int, about: bool) -> None:
    found = only(occasions(person("birthday: --02-29", today=date(year, 2, 1 + 26 * about)), 30))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    assert f"{year:04}-02-{29 if leap else 28}" == found.date


@given(st.integers(1, 60))
def test_memorials_are_counted_from_the_death_on(years: int) -> None:
    vault = person("status: deceased\ndied: 1966-02-01", today=date(1966 + years, 1, 20))
    found = only(occasions(vault))

    counted = {1: 1} | {number - 1: number for number in (3, 7, 13, 17, 23, 27, 33, 37, 43, 47, 50)}
    assert ("death", years, counted.get(years)) == (found.kind, found.age, found.memorial)


def test_a_hundred_years_are_the_hundredth_memorial() -> None:
    assert 100 == MEMORIALS[99]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("died", "death"),
        ("Death", "death"),
        ("命日", "death"),
        ("her mother's death", "loss"),
        ("Mum died", "loss"),
        ("父の命日", "loss"),
        ("wedding day", "wedding"),
        ("married", "wedding"),
        ("結婚記念日", "wedding"),
        ("入籍", "wedding"),
        ("anniversary", "other"),
        ("first dive", "other"),
        ("name day", "other"),
    ],
)
def test_a_label_says_what_sort_of_day_it_is(label: str, kind: str) -> None:
    assert kind == kind_of("dates", label)


DECEASED = "birthday: 1940-01-20\ndates: {died: 2024-01-25, wedding: 1966-01-22, her mother's death: 1990-01-21}"


@pytest.mark.parametrize("status", ["status: deceased\n", ""])
def test_of_the_deceased_only_the_day_of_their_death_is_kept(status: str) -> None:
    assert [("died", 2, 3)] == [(each.label, each.age, each.memorial) for each in occasions(person(status + DECEASED))]


def test_a_death_that_is_only_known_by_its_year_ends_the_birthdays() -> None:
    assert [] == occasions(person("birthday: 1940-01-20\ndied: 2024"), 366)


def test_every_labelled_date_comes() -> None:
    vault = person("birthday: --02-01\ndates:\n  - {date: 2016-02-13, label: wedding day}\n  - 1999-02-05")

    assert [("birthday", "2026-02-01"), ("date", "2026-02-05"), ("wedding day", "2026-02-13")] == [
        (each.label, each.date) for each in occasions(vault)
    ]


@pytest.mark.parametrize(
    ("status", "body", "shown"),
    [
        ("acquaintance", "", 0),
        ("acquaintance", "- 2025-01-01 call: hello\n", 1),
        ("archived", "", 0),
        ("paused", "", 1),
        ("wish", "", 1),
    ],
)
def test_acquaintances_are_absent_until_there_is_a_contact(status: str, body: str, shown: int) -> None:
    assert shown == len(occasions(person(f"status: {status}\nbirthday: 1990-01-20", body)))


@pytest.mark.parametrize(
    ("circle", "in_days", "expected"),
    [
        ("inner", 29, "absent"),
        ("inner", 28, "gift"),
        ("inner", 6, "gift"),
        ("inner", 5, "greeting"),
        ("inner", 0, "greeting"),
        ("team", 1, "absent"),
        ("team", 0, "greeting"),
        ("", 15, "absent"),
        ("", 14, None),
        ("", 8, None),
        ("", 7, "greeting"),
    ],
)
def test_the_circle_says_how_far_ahead(circle: str, in_days: int, expected: str | None) -> None:
    born = (TODAY + timedelta(in_days)).replace(year=1990)
    found = approaching(person(f"birthday: {born}\n" + (f"circle: {circle}" if circle else "")), 14)

    assert ("absent" if not found else only(found).stage) == expected


def test_gift_ideas_come_with_the_time_for_a_gift_until_one_is_given() -> None:
    fields = "circle: inner\nbirthday: 1990-02-01\ngifts: [yuzu jam]"

    assert ["yuzu jam"] == only(approaching(person(fields), 14)).ideas
    given_ = only(occasions(person(fields, "- 2026-01-12 gave gift: yuzu jam\n")))
    assert ("given", []) == (given_.stage, given_.ideas)
    long_ago = only(approaching(person(fields, "- 2025-12-24 gave gift: yuzu jam\n"), 14))
    assert ("gift", []) == (long_ago.stage, long_ago.ideas), "they have that one"
    disliked = f"{fields}\ndislikes: [jam]"
    assert [] == only(approaching(person(disliked), 14)).ideas


@pytest.mark.parametrize(
    ("in_days", "line", "expected"),
    [
        (17, "gave gift: yuzu jam", []),
        (8, "gave gift: yuzu jam", []),
        (7, "gave gift: yuzu jam", ["given"]),
        (0, "gave gift: yuzu jam", ["given"]),
        (8, "gave advice: which jam", ["gift"]),
        (8, "got gift: yuzu jam", ["gift"]),
        (3, "call: about jam", ["greeting"]),
    ],
)
def test_a_date_whose_gift_is_given_rests_until_it_is_time_for_a_word(
    in_days: int, line: str, expected: list[str]
) -> None:
    born = (TODAY + timedelta(in_days)).replace(year=1990)
    for circle, stages in (("inner", expected), ("", [] if 14 < in_days else expected)):
        found = person(f"birthday: {born}\n" + (f"circle: {circle}" if circle else ""), f"- 2026-01-14 {line}\n")

        assert [each or "gift" for each in stages] == [each.stage or "gift" for each in approaching(found, 14)]


def test_today_comes_first_then_what_passed_then_the_days_to_come() -> None:
    days = {"Soon": "01-16", "Past": "01-13", "Now": "01-15"}
    files = {f"people/{name}.md": f"---\nbirthday: 1990-{day}\ncadence: 1y\n---\n" for name, day in days.items()}

    assert ["Now", "Past", "Soon"] == [each.name for each in approaching(vault_of(files), 14)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", [-2]),
        ("- 2026-01-12 call: many happy returns\n", []),
        ("- 2025-11-01 call: the fair\n", [-2]),
    ],
)
def test_a_birthday_that_passed_without_a_word_stays_a_while(body: str, expected: list[int]) -> None:
    vault = person("circle: inner\nmet: 2020-01-01\nbirthday: 1990-01-13", body)

    assert expected == [each.in_days for each in daily(vault).dates]
    assert [] == daily(person("birthday: 1990-01-13", body)).dates
    assert [] == daily(person("circle: inner\nbirthday: 1990-01-11", body)).dates


def test_the_week_looks_a_month_ahead_whatever_the_circle_says() -> None:
    vault = person("circle: team\nbirthday: 1990-02-10")

    assert ([], 1) == (daily(vault).dates, len(weekly(vault).dates))


@pytest.mark.parametrize(
    ("mourning", "expected"),
    [
        ("2025-01-21", True),
        ("2025-01-20", False),
        ("2026-01-10", True),
        ("2025-01", True),
        ("2025", True),
        ("2024", False),
        ("2024-02-29", False),
        ("true", False),
    ],
)
def test_for_a_year_of_mourning_nobody_congratulates(mourning: str, expected: bool) -> None:
    vault = person(f"circle: inner\nbirthday: 1990-01-20\nmourning: {mourning}")
    found = only(occasions(vault))

    assert (expected, None if expected else "greeting") == (found.mourning, found.stage)


def test_days_of_remembrance_are_no_matter_of_mourning() -> None:
    found = only(occasions(person("mourning: 2025-12-01\ndates: {her mother's death: 2025-02-01}")))

    assert ("loss", 1, 1, False, None) == (found.kind, found.age, found.memorial, found.mourning, found.stage)


@given(st.lists(st.sampled_from(["--01-20", "1990-02-29", "~1985-04-17", "1990", "", "never", "2027-03-01"])))
def test_no_value_is_a_mistake(values: list[Any]) -> None:
    rows = "".join(f"  - {{label: day, date: '{value}'}}\n" for value in values)

    assert [] == [each for each in occasions(person(f"dates:\n{rows}"), 366) if not each.date]
