"""Looking back: who was close, who grew quiet, where people came from, who carries me; a strip, a year of days."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from prm.insight.reviews.heat import BEFORE
from prm.insight.reviews.heat import heat
from prm.insight.reviews.heat import picture
from prm.insight.reviews.retrospect import retrospect
from prm.insight.reviews.yearstrip import MONTHS
from prm.insight.reviews.yearstrip import strip
from tests.small import TODAY
from tests.small import vault_of

EVERY_MONTH = "".join(f"- 2025-{month:02}-03 coffee: again\n" for month in range(1, 9))


def test_who_was_regular_and_is_silent_has_grown_quiet_once() -> None:
    vault = vault_of({"people/Ada.md": EVERY_MONTH, "people/Eva.md": "- 2025-09-01 call: one\n"})

    year = retrospect(vault, "year")

    assert [("Ada", 31)] == [(each.name, each.gap) for each in year.faded]
    assert [] == retrospect(vault, "month").faded


def test_closest_are_the_inner_circle_with_what_went_to_and_fro() -> None:
    files = {
        "prm.toml": "[circles.near]\ncadence = '2w'\n[circles.far]\ncadence = '6 months'\n",
        "people/Ada.md": "---\ncircle: near\n---\n- 2026-01-05 got help: her van\n- 2025-02-01 gave gift: a book\n",
        "people/Eva.md": "---\ncircle: far\n---\n- 2026-01-06 coffee\n",
    }
    vault = vault_of(files)

    (ada,) = retrospect(vault, "month").closest

    assert ("Ada", ["her van"], []) == (ada.name, [each.text for each in ada.got], [each.text for each in ada.gave])
    assert ["a book"] == [each.text for each in retrospect(vault, "year").closest[0].gave]
    assert ["her van"] == [each.text for each in retrospect(vault, "month").unthanked]


def test_people_came_through_others_from_events_and_places() -> None:
    often = "- 2025-03-01 met\n- 2025-05-01 coffee\n- 2025-09-01 coffee\n"
    files = {
        "people/Ada.md": "---\nmet: {date: 2025-03-01, at: the fair, through: '[[Eva]]'}\n---\n" + often,
        "people/Eva.md": "---\nmet: 2009, at school\n---\n- 2025-04-01 call\n",
        "people/Ida.md": "---\nmet: {date: 2025-03-02, at: the fair}\n---\n- 2025-03-02 met: once\n",
        "people/Ulf.md": "",
        "meetings/2025-11-20 Open day.md": "---\nattendees: ['[[Ulf]]']\ncost: 300 SEK\nhours: 2\n---\n",
    }

    year = retrospect(vault_of(files), "year")

    assert [
        ("through", "Eva", ["Ada"], [], [], None, None),
        ("place", "the fair", [], ["Ida"], [], None, None),
        ("event", "Open day", [], [], ["Ulf"], "300 SEK", "2"),
    ] == [
        (each.sort, each.name, *([one.name for one in part] for part in each[5:8]), each.cost, each.hours)
        for each in year.sources
    ]
    assert [("Ada", "Eva", "the fair"), ("Ida", None, "the fair"), ("Ulf", None, None)] == [
        (each.name, each.through, each.where) for each in year.met
    ]


def test_who_knows_likes_and_trusts_me_carries_me() -> None:
    lines = "".join(f"- 2025-{month:02}-03 heard: how are you\n" for month in range(1, 8))
    files = {
        "people/Ada.md": lines + "- 2025-08-01 got intro: to the printer\n",
        "people/Eva.md": lines,
        "people/Ida.md": "---\ntrust: trusts\n---\n" + lines,
        "people/Ulf.md": "---\ntrust: trusts\n---\n- 2025-08-01 coffee\n",
    }

    year = retrospect(vault_of(files), "year")

    assert [("Ada", False, ["knows", "likes", "trusts"]), ("Ida", True, ["knows", "likes"])] == [
        (each.name, each.confirmed, [sign.shows for sign in each.signs]) for each in year.carriers
    ]


def test_promises_of_the_time_are_kept_or_open() -> None:
    tasks = (
        "- [x] @me the score ✅ 2026-01-03\n- [x] @me long ago ✅ 2024-01-03\n- [ ] @them the keys due:2026-01-02\n"
        "- [ ] @me the plan due:2026-02-02\n"
    )

    kept = retrospect(vault_of({"people/Ada.md": "## Promises\n" + tasks})).promises

    assert (["the score"], [], [], ["the keys"]) == tuple([each.text for each in part] for part in kept)


@given(
    st.dates(date(2, 1, 1), date(9998, 12, 31)),
    st.lists(st.tuples(st.integers(-500, 100), st.sampled_from(["meet", "wrote", ""]))),
)
def test_a_strip_is_twelve_months_up_to_today(today: date, days: list[tuple[int, str]]) -> None:
    said = [
        ((today + timedelta(shift)).isoformat(), kind) for shift, kind in days if today.year < 9990 and today.year > 4
    ]
    found = strip(today, said)

    assert today.isoformat()[:7] == found[-1].month
    assert sorted({each.month for each in found}) == [each.month for each in found]
    assert len(found) <= MONTHS
    assert {each.month for each in found if each.depth} <= {day[:7] for day, _ in said if day <= today.isoformat()}


@given(st.integers(1, 9998) | st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_year_of_days_shows_each_day_once(year: int | None, today: date) -> None:
    vault = vault_of({"people/Ada.md": f"- {today.isoformat()} coffee\n"}, today)
    found = heat(vault, None, year)
    shown = [depth for week in found.weeks for depth in week.days]
    days = date.fromisoformat(found.until).toordinal() - date.fromisoformat(found.since).toordinal() + 1

    assert days == sum(depth != BEFORE for depth in shown)
    assert [each.depth for each in found.days] == [depth for depth in shown if depth > 0]


def test_a_picture_is_one_well_formed_file_without_other_names() -> None:
    vault = vault_of({"people/Ada.md": "- 2026-01-03 coffee [[Eva]]: <b>\n", "people/Eva.md": ""})
    text = picture(heat(vault, vault.people[0]), "<Ada & co>", [""] * 7, ["m"] * 12, ["a", "b", "c", "d"])

    assert "<Ada & co>" == ET.fromstring(text)[0].text
    assert "Eva" not in text
    assert TODAY == vault.today
