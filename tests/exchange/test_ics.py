"""Calendars as bytes: what is read of them, what is refused, and that nothing hangs."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from prm.exchange.ics import Calendar
from prm.exchange.ics import read
from prm.exchange.icsevents import Event
from prm.exchange.icsevents import Guest
from prm.exchange.icsevents import Span
from prm.exchange.icsevents import Trouble
from prm.exchange.icsevents import local

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
STOCKHOLM, TOKYO = ZoneInfo("Europe/Stockholm"), ZoneInfo("Asia/Tokyo")
NOTHING = ("event_dt_rrule_until_before_start.ics", "event_rrule_no_occurence.ics")
SAMPLES = Path(os.environ.get("PRM_SAMPLES") or Path(__file__).parents[3] / "shared" / "samples") / "ics"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of events, each given by its properties."""
    body = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event.strip()}\nEND:VEVENT\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def said(*events: str, head: str = "") -> Calendar:
    return read(calendar(*events, head=head), FIRST, LAST)


def times(found: Calendar) -> list[tuple[str, str]]:
    return [(event.start, event.end) for event in found.events]


def test_one_event_whole() -> None:
    found = said(
        "SUMMARY:Lunch\\, with cake\nLOCATION:the square\n"
        "DTSTART;TZID=Europe/Stockholm:20260115T120000\nDURATION:PT1H30M\n"
        'ATTENDEE;CN="Holm, Sofie";PARTSTAT=ACCEPTED:MAILTO:Sofie@Holm.example.org\n'
        "ATTENDEE;CUTYPE=ROOM;CN=Small stage:mailto:room@hall.example.org\n"
        "ATTENDEE;CN=Sofie again:mailto:sofie@holm.example.org\nATTENDEE;CN=Mike:invalid:nomail\n"
        "ORGANIZER;CN=haru@x.example.org:mailto:haru@x.example.org\nCLASS:PRIVATE\nDESCRIPTION:" + "long " * 5000
    )

    guests = (
        Guest("", "haru@x.example.org", ""),
        Guest("Holm, Sofie", "Sofie@Holm.example.org", "ACCEPTED"),
        Guest("Mike", "", ""),
    )
    event = Event("2026-01-15T11:00Z", "2026-01-15T12:30Z", "0", "Lunch, with cake", "the square", True, guests, "4")
    assert Calendar([event], []) == found


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("DTSTART:20260115T120000", ("2026-01-15T12:00", "2026-01-15T12:00")),
        ("DTSTART:20260115T120000Z\nDTEND:20260115T130000Z", ("2026-01-15T12:00Z", "2026-01-15T13:00Z")),
        ("DTSTART;VALUE=DATE:20260115", ("2026-01-15", "2026-01-16")),
        ("DTSTART;VALUE=DATE:20260115\nDTEND;VALUE=DATE:20260115", ("2026-01-15", "2026-01-16")),
        ("DTSTART;VALUE=DATE:20251220\nDTEND;VALUE=DATE:20260203", ("2025-12-20", "2026-02-03")),
        ("DTSTART;VALUE=DATE:20251220\nDURATION:P6W", ("2025-12-20", "2026-01-31")),
        ("DTSTART:20260115T120000\nDTEND:20260115T110000", ("2026-01-15T12:00", "2026-01-15T12:00")),
        ("DTSTART;TZID=Tokyo Standard Time:20260115T120000", ("2026-01-15T03:00Z", "2026-01-15T03:00Z")),
        ('DTSTART;TZID="(UTC+09:00) Osaka, Sapporo, Tokyo":20260115T120000', ("2026-01-15T03:00Z",) * 2),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20260115T120000", ("2026-01-15T03:00Z",) * 2),
        ("DTSTART;TZID=America/Argentina/Buenos_Aires:20260115T120000", ("2026-01-15T15:00Z",) * 2),
    ],
)
def test_moments(properties: str, expected: tuple[str, str]) -> None:
    assert ([expected], []) == (times(found := said(properties)), found.troubles)


def test_a_zone_that_nobody_knows_is_local_and_said_once() -> None:
    found = said("DTSTART;TZID=Elsewhere:20260115T120000", "DTSTART;TZID=Elsewhere:20260116T120000")

    assert ["2026-01-15T12:00", "2026-01-16T12:00"] == [event.start for event in found.events]
    assert [Trouble(4, "no time zone “Elsewhere” is known; its events are taken as local time")] == found.troubles


def test_two_calendars_may_define_one_zone_each() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{0}\nTZOFFSETTO:{0}\n"
        "END:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "DTSTART;TZID=Home:20260115T120000"

    assert ["2026-01-15T07:00Z"] == [each.start for each in said(event, head=zone.format("+0500")).events]
    assert ["2026-01-15T15:00Z"] == [each.start for each in said(event, head=zone.format("-0300")).events]


def test_a_series_with_exceptions() -> None:
    start = "DTSTART;TZID=Europe/Stockholm:20251229T180000\nDTEND;TZID=Europe/Stockholm:20251229T200000"
    found = read(
        b"BEGIN:VCALENDAR\n"
        + "".join(
            f"BEGIN:VEVENT\nUID:choir\n{each}\nEND:VEVENT\n"
            for each in (
                f"{start}\nSUMMARY:Choir\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Stockholm:20260105T180000",
                "RECURRENCE-ID;TZID=Europe/Stockholm:20260112T180000\nSUMMARY:Choir\nSTATUS:CANCELLED\n"
                "DTSTART;TZID=Europe/Stockholm:20260112T180000",
                "RECURRENCE-ID;TZID=Europe/Stockholm:20260119T180000\nSUMMARY:Choir at the hall\n"
                "DTSTART;TZID=Europe/Stockholm:20260120T190000\nDTEND;TZID=Europe/Stockholm:20260120T200000",
            )
        ).encode()
        + b"END:VCALENDAR\n",
        FIRST,
        LAST,
    )

    assert [
        ("2026-01-20T18:00Z", "Choir at the hall", "17"),
        ("2026-01-26T17:00Z", "Choir", "2"),
    ] == [(event.start, event.title, event.at) for event in found.events]
    assert [] == found.troubles


def test_summer_time_moves_a_series_with_the_clock() -> None:
    found = read(
        calendar("DTSTART;TZID=Europe/Stockholm:20260301T180000\nRRULE:FREQ=WEEKLY;COUNT=6"),
        date(2026, 3, 1),
        date(2026, 5, 1),
    )

    assert {"18:00"} == {local(event, STOCKHOLM).start for event in found.events}
    assert ["17:00Z", "17:00Z", "17:00Z", "17:00Z", "16:00Z", "16:00Z"] == [each.start[11:] for each in found.events]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("FREQ=SECONDLY", "an event that repeats every second"),
        ("FREQ=MINUTELY;COUNT=999999999", "an event that repeats every minute"),
        ("FREQ=HOURLY", "an event that repeats every hour"),
        ("FREQ=DAILY;INTERVAL=0", "an event whose rule of repetition cannot be read"),
        ("FREQ=OFTEN", "an event whose rule of repetition cannot be read"),
        ("FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSECOND=1,2,3", "an event that repeats 27 times a day"),
        ("FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 900), "an event whose rule of repetition is too long"),
    ],
)
def test_rules_that_would_go_on_for_ever_are_refused(rule: str, message: str) -> None:
    found = said(f"DTSTART:20260101T120000Z\nRRULE:{rule}", "DTSTART:20260115T120000Z")

    assert [("2026-01-15T12:00Z", "2026-01-15T12:00Z")] == times(found)
    assert [Trouble(4, message)] == found.troubles


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        ("20260101T120000Z", "FREQ=DAILY;COUNT=999999999", 32),
        ("20260101T120000Z", "FREQ=DAILY;COUNT=3", 3),
        ("20260101T120000Z", "FREQ=DAILY;UNTIL=20260104", 4),
        ("20260101T120000Z", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("20260101T120000Z", "FREQ=DAILY;COUNT=5;BYMONTH=2;BYMONTHDAY=30", 1),
        ("20200101T120000", "FREQ=WEEKLY;UNTIL=20260110T000000Z", 2),
        ("16040115", "FREQ=YEARLY", 1),
        ("20240229", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1", 1),
    ],
)
def test_rules_end_with_the_days_asked_for(start: str, rule: str, expected: int) -> None:
    began = time.process_time()
    found = said(f"DTSTART{'' if 'T' in start else ';VALUE=DATE'}:{start}\nRRULE:{rule}")

    assert (expected, []) == (len(found.events), found.troubles)
    assert time.process_time() - began < 2


def test_a_daily_rule_from_the_year_1_is_refused() -> None:
    assert [Trouble(4, "an event that repeats since the year 1")] == said(
        "DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY"
    ).troubles


def test_what_is_broken_costs_only_itself() -> None:
    found = said(
        "SUMMARY:no beginning",
        "SUMMARY:bad\nDTSTART:2026-13-99",
        "SUMMARY:good\nDTSTART:20260115T120000Z",
        "SUMMARY:gone\nSTATUS:CANCELLED\nDTSTART:20260115T120000Z",
    )

    assert ["good"] == [event.title for event in found.events]
    assert [4, 8] == [trouble.line for trouble in found.troubles]
    assert "an event without a beginning" == found.troubles[0].message


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().encode("cp932"),
        lambda data: data.replace(b"END:VEVENT\r\nEND:VCALENDAR\r\n", b""),
        lambda data: data.replace("佐藤".encode(), "佐".encode()[:2] + b"\r\n " + "佐藤".encode()[2:]),
        lambda data: data[data.index(b"BEGIN:VEVENT") :],
    ],
)
def test_files_as_programs_write_them(change) -> None:  # type: ignore[no-untyped-def]
    found = read(change(calendar("SUMMARY:佐藤さんランチ\nDTSTART:20260115T120000Z")), FIRST, LAST)

    assert (["佐藤さんランチ"], []) == ([event.title for event in found.events], found.troubles)


def test_what_is_no_calendar_is_said() -> None:
    assert Calendar([], [Trouble(0, "this is no calendar: it holds no BEGIN:VCALENDAR")]) == read(b"hello", FIRST, LAST)
    assert Calendar([], []) == read(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", FIRST, LAST)
    assert Calendar([], []) == read(
        calendar("DTSTART:20260115T120000Z", head="METHOD:CANCEL\n").replace(b"\r\n", b"\n"), FIRST, LAST
    )


@pytest.mark.parametrize(
    ("start", "end", "zone", "expected"),
    [
        ("2026-01-15T17:30Z", "2026-01-15T19:00Z", STOCKHOLM, Span("2026-01-15", "2026-01-15", "18:30", "20:00")),
        ("2026-01-15T17:30Z", "2026-01-15T19:00Z", TOKYO, Span("2026-01-16", "2026-01-16", "02:30", "04:00")),
        ("2026-01-15T18:30", "2026-01-16T00:00", TOKYO, Span("2026-01-15", "2026-01-15", "18:30", "00:00")),
        ("2026-01-15T18:30", "2026-01-15T18:30", None, Span("2026-01-15", "2026-01-15", "18:30", "")),
        ("2026-01-15", "2026-01-18", TOKYO, Span("2026-01-15", "2026-01-17", "", "")),
    ],
)
def test_when_it_is_there(start: str, end: str, zone: ZoneInfo | None, expected: Span) -> None:
    assert expected == local(Event(start, end, "", "", "", False, (), ""), zone)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.binary(max_size=60))
def test_any_bytes_are_read(body: bytes, more: bytes) -> None:
    read(body, FIRST, LAST)
    found = read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260115\n" + more + b"\nEND:VEVENT\n", FIRST, LAST)

    assert len(found.events) <= 40


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from((
            "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "COUNT=1000000", "COUNT=3", "INTERVAL=7",
            "BYDAY=MO,-1SU", "BYMONTHDAY=31", "BYSETPOS=-1", "BYWEEKNO=53", "BYHOUR=1,2", "UNTIL=20260110T000000Z",
            "UNTIL=junk", "WKST=SU", "BYMONTH=2", "BYEASTER=1", "X=", "=",
        )),
        max_size=6,
    ),
    st.sampled_from(("20260101T120000Z", "20200229", "19000101T000000", "2026", "")),
)  # fmt: skip
def test_any_rule_ends(parts: list[str], start: str) -> None:
    began = time.process_time()
    found = said(f"DTSTART:{start}\nRRULE:{';'.join(parts)}")

    assert len(found.events) <= 100
    assert time.process_time() - began < 10


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample calendars are not here")
def test_sample_calendars_are_read_or_refused_in_a_line_each() -> None:
    for path in sorted(SAMPLES.rglob("*.ics")):
        found = read(path.read_bytes(), date(2005, 1, 1), date(2024, 1, 1))
        assert found.events or found.troubles or path.name in NOTHING, path.name
        assert len(found.troubles) <= 1, path.name
        assert [] == [each.message for each in found.troubles if "\n" in each.message], path.name
