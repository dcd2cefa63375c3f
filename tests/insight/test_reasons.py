"""Who is named and why: answers, turns, drift, days until which somebody was set aside, and who is left in peace."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.insight.digest import daily
from prm.insight.digest import weekly
from prm.insight.keeping.due import due
from prm.insight.keeping.due import turns_of
from prm.insight.keeping.places import there
from prm.insight.keeping.warmth import thought_of
from prm.insight.keeping.warmth import warm
from prm.insight.reviews.yearly import question
from tests.small import TODAY
from tests.small import vault_of

TOML = '[circles.inner]\ncadence = "2w"\n[circles.friends]\ncadence = "3 months"\n'
MONTHLY = "".join(f"- 2025-{month:02}-10 call: so\n" for month in range(11, 2, -1))
WARM = "".join(f"- 2025-{month:02}-10 heard: a letter\n" for month in range(10, 4, -1))


def note(front: str, log: str) -> str:
    return f"---\n{front}\n---\n\n{log}" if front else log


@pytest.mark.parametrize(
    ("front", "log", "expected"),
    [
        ("circle: inner", "- 2026-01-02 call: x\n", None),
        ("circle: inner", "- 2026-01-01 call: x\n", "every 2 weeks (inner); last contact 2026-01-01"),
        ("circle: inner\ncadence: 4w", "- 2026-01-01 call: x\n", None),
        ("circle: inner\ncadence: none", "- 2025-01-01 call: x\n", None),
        ("cadence: 4w..6w", "- 2025-12-05 call: x\n", None),
        ("cadence: 4w..6w", "- 2025-12-04 call: x\n", "every 4 to 6 weeks; last contact 2025-12-04"),
        ("cadence: 2w\nmet: 2025-12-01", "- 2026-01-02 tried: x\n", "every 2 weeks; met 2025-12-01"),
        ("cadence: 2w", "", None),
        ("", "- 2026-01-02 call: x\n", None),
        # they wrote last: ahead of everything, with a rhythm or without
        ("", "- 2026-01-14 heard: x\n", "they wrote last, on 2026-01-14"),
        ("circle: friends", "- 2026-01-14 heard: x\n", "they wrote last, on 2026-01-14"),
        ("", "- 2026-01-14 heard: x\n- 2026-01-14 wrote: y\n", None),
        ("", "- 2026-01-14 wrote: y\n- 2026-01-13 heard: x\n", None),
        ("", "- 2025-07-16 heard: x\n", None),
        ("cadence: 1y", "- 2025-07-16 heard: x\n", "every year; last contact 2025-07-16"),
        ("status: paused", "- 2026-01-14 heard: x\n", None),
        # I wrote: said, and not asked for again at once
        ("circle: inner", "- 2026-01-01 wrote: x\n", None),
        (
            "circle: inner",
            "- 2025-12-18 wrote: x\n- 2025-12-01 call: y\n",
            "every 2 weeks (inner); last contact 2025-12-18; wrote once since 2025-12-18, no reply",
        ),
        ("circle: inner", "- 2025-12-18 wrote: x\n- 2025-12-10 wrote: y\n", None),
        (
            "circle: inner",
            "- 2025-11-01 wrote: x\n- 2025-10-10 wrote: y\n- 2025-10-01 wrote: z\n- 2025-09-01 call: y\n",
            "every 2 weeks (inner); last contact 2025-11-01; wrote 3 times since 2025-10-01, no reply",
        ),
        # quieter than it was, without any cadence
        ("", MONTHLY, "usually every 31 days; last contact 2025-11-10"),
        ("cadence: none", MONTHLY, None),
        ("", "- 2025-12-01 call: so\n" + MONTHLY, None),
        ("", "- 2025-12-01 wrote: are you well?\n" + MONTHLY, None),
        ("", MONTHLY.replace("2025", "2024"), None),
        # set aside
        ("circle: inner\nsnooze: 2026-01-16", "- 2025-01-01 call: x\n", None),
        ("snooze: 2026-01-16", "- 2026-01-14 heard: x\n", None),
        (
            "circle: inner\nsnooze: {until: 2026-01-15, because: exams}",
            "- 2025-01-01 call: x\n",
            "every 2 weeks (inner); last contact 2025-01-01; set aside until 2026-01-15: exams",
        ),
        ("snooze: {until: 2026-01-15, because: exams}", "", "set aside until 2026-01-15: exams; not in touch yet"),
        ("status: acquaintance\nsnooze: 2026-01-10", "", "set aside until 2026-01-10; not in touch yet"),
        ("status: archived\nsnooze: 2026-01-10", "", None),
        ("snooze: 2026-01-10", "- 2026-01-10 call: x\n", None),
        ("circle: friends\nsnooze: 2026-01-10", "- 2026-01-02 call: x\n", None),
        ("status: acquaintance", "- 2026-01-01 note: nods\n", None),
        ("status: deceased\ncircle: inner", "- 2025-01-01 call: x\n", None),
    ],
)
def test_why_somebody_is_named(front: str, log: str, expected: str | None) -> None:
    vault = vault_of({"prm.toml": TOML, "people/A.md": note(front, log)})

    assert ([expected] if expected else []) == [row.reason for row in due(vault)]


def test_a_good_moment_is_said_where_the_day_has_room() -> None:
    files = {"people/A.md": note("cadence: 2w..6w", "- 2026-01-01 call: x\n"), "prm.toml": TOML}
    crowd = {f"people/B{at}.md": note("cadence: 2w", "- 2025-12-01 call: x\n") for at in range(3)}
    returned = note("cadence: 3 months\nsnooze: {until: 2026-01-14, because: back from Peru}", "- 2026-01-01 call: x\n")

    assert ["A"] == [row.name for row in daily(vault_of(files)).good]
    assert [] == daily(vault_of(files | crowd)).good
    assert ["A"] == [row.name for row in weekly(vault_of(files | crowd)).good]
    assert ["back from Peru"] == [row.until_because for row in daily(vault_of({"people/A.md": returned})).good]


def test_no_reply_yet_stands_in_the_week() -> None:
    def silent(log: str) -> list[str]:
        return [row.name for row in weekly(vault_of({"people/A.md": log})).silent]

    assert ["A"] == silent("- 2026-01-01 wrote: x\n")
    assert [] == silent("- 2026-01-02 wrote: x\n")
    assert [] == silent("- 2025-06-01 wrote: x\n")


def test_those_who_wrote_come_first_and_take_nobodys_place() -> None:
    files = {f"people/L{at}.md": f"- 2026-01-{at + 1:02} heard: x\n" for at in range(9)}
    files |= {f"people/B{at}.md": note("cadence: 2w", "- 2025-12-01 call: x\n") for at in range(5)}
    vault = vault_of(files)

    assert [*(f"L{at}" for at in (8, 7, 6, 5, 4, 3, 2)), "B0", "B1", "B2"] == [row.name for row in daily(vault).turns]
    assert 4 == daily(vault).more
    assert 14 == len(due(vault))


def test_when_those_of_today_had_their_word_that_is_all() -> None:
    files = {f"people/B{at}.md": note("cadence: 2w", "- 2025-12-01 call: x\n") for at in range(5)}
    done = {f"people/B{at}.md": note("cadence: 2w", "- 2026-01-15 call: y\n- 2025-12-01 call: x\n") for at in range(3)}
    found = daily(vault_of(files | done))

    assert ([], 3, 2) == (found.turns, found.done, found.more)
    assert ["B3", "B4"] == [row.name for row in daily(vault_of(files | done, date(2026, 1, 16))).turns]


def test_nothing_is_proposed_where_the_measure_is_nothing() -> None:
    files = {"people/A.md": note("cadence: 2w", "- 2025-12-01 call: x\n"), "people/L.md": "- 2026-01-14 heard: x\n"}
    for toml in ("[keeping]\nper_day = 0\n", "[keeping]\nper_week = 0\n"):
        vault = vault_of(files | {"prm.toml": toml})

        assert ["L"] == [row.name for row in daily(vault).turns]
        assert [("L", "2026-01-15"), ("A", None)] == [(row.name, row.day) for row in due(vault)]


def test_who_lives_in_a_place() -> None:
    files = {
        "prm.toml": TOML + '[words]\nsynonyms = [["malmo", "マルメ"]]\n',
        "people/A.md": note("location: Malmö", "- 2025-12-01 call: x\n"),
        "people/B.md": note("address: {home: 'Storgatan 1, MALMÖ', summer: {value: Ystad, until: 2025}}", ""),
        "people/C.md": note("location: マルメ\ncircle: inner", "- 2025-12-30 call: x\n"),
        "people/D.md": note("location: Malmögatan, Lund", ""),
        "people/E.md": note("location: Malmö\nstatus: archived", ""),
        "people/F.md": note("location: '[[Malmö]]'\nstatus: acquaintance", "- 2025-01-01 note: x\n"),
    }
    vault = vault_of(files)

    assert ["C", "A", "B", "F"] == [row.name for row in there(vault, "malmo")]
    assert ["due", "place", "place", "place"] == [row.why for row in there(vault, "Malmö")]
    assert ["B"] == [row.name for row in daily(vault, place="storgatan").there]
    assert [] == there(vault, "Ystad")


def test_those_who_keep_me_in_mind() -> None:
    def months(log: str, front: str = "") -> list[tuple[int, str]]:
        found = warm(vault_of({"people/A.md": note(front, log)}))
        return [(each.months, each.lines[0].at) for each in found]

    assert [(6, "people/A.md:1")] == months(WARM)
    assert [] == months(WARM.replace("- 2025-10-10 heard", "- 2025-10-10 wrote"))
    assert [] == months(WARM.replace("- 2025-10", "- 2025-09"))
    assert [] == months(WARM.replace("2025", "2022"))
    assert [] == months(WARM, "status: deceased")
    assert [(7, "people/A.md:1")] == months("- 2025-12-24 got gift: jam\n" + WARM)


def test_a_kind_thought_counts_as_my_side() -> None:
    vault = vault_of({"people/A.md": "- 2026-01-10 thought: her exam\n- 2025-12-01 call: x\n- 2027-01-01 thought: y\n"})
    person = vault.people[0]
    found = thought_of(vault, person, vault.contacts_of(person.id))

    assert found is not None
    assert ("2026-01-10", "thought") == found[:2]
    assert [] == [row for row in due(vault) if row.last_contact and row.last_contact.date == "2026-01-10"]


def test_the_question_of_the_year_takes_turns_and_rests() -> None:
    files = {"prm.toml": TOML, "people/X.md": note("circle: friends", "")}
    files |= {f"people/{name}.md": note("circle: inner", "") for name in "ABCD"}
    asked = note("circle: inner", "- 2026-01-02 thought: what I could do for them: a lift\n")

    def whom(day: date, more: dict[str, str] | None = None) -> str | None:
        found = question(vault_of(files | (more or {}), day))
        return found.name if found else None

    assert ["A", "B", "C", "D"] == [whom(date(2026, month, 15)) for month in (1, 4, 8, 12)]
    assert whom(TODAY, {"people/A.md": asked}) is None
    assert "A" == whom(date(2027, 1, 15), {"people/A.md": asked})
    assert whom(TODAY, {"people/A.md": note("circle: inner\nsnooze: 2026-03-01", "")}) is None
    assert question(vault_of({"people/A.md": note("circle: inner", "")})) is None
    assert "X" == whom(TODAY, {"prm.toml": "[circles.friends]\nroom = 3\n[circles.inner]\nroom = 2\n"})


heads = st.sampled_from(["call", "wrote", "heard", "got gift", "tried", "thought", "met"])
logs = st.lists(st.tuples(st.integers(1, 400), heads), max_size=12)
fronts = st.sampled_from(["", "cadence: 2w", "cadence: 1w..3w", "circle: friends", "snooze: 2026-01-10"])


@settings(max_examples=60)
@given(st.lists(st.tuples(fronts, logs), max_size=12), st.integers(0, 4), st.integers(0, 6))
def test_any_vault_is_within_measure_and_answers_are_never_displaced(
    people: list[tuple[str, list[tuple[int, str]]]], per_day: int, per_week: int
) -> None:
    files = {"prm.toml": f"{TOML}[keeping]\nper_day = {per_day}\nper_week = {per_week}\n"}
    for number, (front, log) in enumerate(people):
        lines = [f"- {date.fromordinal(TODAY.toordinal() - days)} {head}: so\n" for days, head in sorted(log)]
        files[f"people/P{number:02}.md"] = note(front, "".join(lines))
    vault = vault_of(files)
    found, rows = turns_of(vault), due(vault)
    contacts = {person.name: [each for each in vault.contacts_of(person.id) if each.counts] for person in vault.people}
    waiting = {
        name
        for name, each in contacts.items()
        if each and {one.kind for one in each if one.day == each[0].day} == {"heard"}
        if (TODAY - date.fromisoformat(each[0].day)).days <= 182
    }

    assert waiting == {each.person.name for each in found.answers}
    assert len(found.chosen) <= min(per_day, per_week)
    names = [row.name for row in rows]
    assert names[: len(waiting)] == [each.person.name for each in found.answers]
    assert len(names) == len(set(names))
    assert [] == [row for row in rows if row.days_past < 0 or (row.why == "due" and row.cadence is None)]
