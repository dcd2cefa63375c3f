"""The choice of a day: stable, within measure, and everybody has their turn."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.keeping.measure import Waiting
from prm.insight.keeping.measure import plan
from prm.insight.keeping.measure import spread

TODAY = date(2026, 1, 15)
DAY = TODAY.toordinal()

waits = st.builds(
    Waiting,
    since=st.integers(DAY - 400, DAY + 10),
    key=st.integers(0, 10**9).map(str),
    tier=st.integers(0, 2),
    gone=st.none() | st.integers(DAY - TODAY.weekday(), DAY),
).filter(lambda one: one.gone is None or one.since <= one.gone)
crowds = st.lists(waits, max_size=40, unique_by=lambda one: one.key)
places = st.integers(0, 5)
weeks = st.integers(0, 15)


@given(crowds, places, weeks, st.randoms())
def test_the_choice_is_within_measure_and_the_same_however_it_is_asked(
    people: list[Waiting], per_day: int, per_week: int, chance: object
) -> None:
    found = plan(people, TODAY, per_day, per_week)
    again = list(people)
    chance.shuffle(again)  # type: ignore[attr-defined]

    assert found == plan(again, TODAY, per_day, per_week)
    assert len(found.today) + found.done <= per_day
    assert found.named <= per_week
    assert all(one.since <= DAY and one.gone is None for one in found.today)
    assert len(set(found.today)) == len(found.today)


@given(crowds, st.integers(1, 5), weeks, st.data())
def test_a_word_given_today_frees_no_place_and_moves_nobody(
    people: list[Waiting], per_day: int, per_week: int, data: st.DataObject
) -> None:
    before = plan(people, TODAY, per_day, per_week)
    open_ = [one for one in people if one.gone is None and one.since <= DAY]
    told = data.draw(st.lists(st.sampled_from(open_), unique=True)) if open_ else []
    after = plan([one._replace(gone=DAY) if one in told else one for one in people], TODAY, per_day, per_week)

    assert [one for one in before.today if one not in told] == after.today
    assert before.done + sum(one in told for one in before.today) == after.done


@given(crowds, crowds, st.integers(1, 5), weeks)
def test_who_was_named_stays_until_the_week_ends(
    people: list[Waiting], new: list[Waiting], per_day: int, per_week: int
) -> None:
    """On the next day others may wait too; whoever was named and had no word is still there."""
    tomorrow = TODAY + timedelta(1)
    new = [one._replace(since=DAY + 1, gone=None, key=f"new {one.key}") for one in new]

    before = plan(people, TODAY, per_day, per_week)
    after = plan([*people, *new], tomorrow, per_day, per_week)

    assert before.today == after.today[: len(before.today)]


@given(crowds, st.integers(1, 5), st.integers(1, 15))
def test_everybody_has_their_turn_on_a_day_of_their_own(people: list[Waiting], per_day: int, per_week: int) -> None:
    found = plan(people, TODAY, per_day, per_week)
    days = spread(people, found, TODAY, per_day, per_week, 1000)
    open_ = {one.key: one for one in people if one.gone is None and one not in found.today}
    each = list(days.values())

    assert open_.keys() == days.keys()
    assert [] == [key for key, day in days.items() if day <= TODAY or day.toordinal() < open_[key].since]
    assert [] == [day for day in each if each.count(day) > per_day]
    weeks_ = [day - timedelta(day.weekday()) for day in each]
    assert [] == [week for week in weeks_ if weeks_.count(week) > per_week]


@settings(max_examples=20)
@given(crowds, st.integers(1, 4), st.integers(1, 10))
def test_nobody_starves_behind_those_who_are_closer(people: list[Waiting], per_day: int, per_week: int) -> None:
    """Somebody writes to those named, and every day as many of the closest come in anew: all get their turn."""
    waiting = [one._replace(gone=None, since=min(one.since, DAY)) for one in people]
    first = {one.key for one in waiting}
    each_day = min(per_day, per_week)
    left = 7 * (4 * len(first) // each_day + 8)
    today = TODAY
    while first and left:
        now = plan(waiting, today, per_day, per_week)
        told = {one.key for one in now.today}
        first -= told
        monday = today.toordinal() - today.weekday()
        waiting = [one._replace(gone=today.toordinal()) if one.key in told else one for one in waiting]
        today += timedelta(1)
        left -= 1
        waiting = [one for one in waiting if one.gone is None or one.gone >= monday]
        waiting += [Waiting(today.toordinal(), f"new {left} {at}", 0) for at in range(per_day)]

    assert set() == first
