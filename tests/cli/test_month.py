"""A month, day by day: who is named, why, and how many, while the vault is edited as days pass."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from typing import NamedTuple

import pytest

from prm.cli.main import run

FIRST = date(2026, 3, 2)
PER_DAY, PER_WEEK = 3, 8
CADENCES = {"inner": (14, 14), "friends": (60, 60), "2w..4w": (14, 28)}
TOML = f"""\
[circles.inner]
cadence = "14d"

[circles.friends]
cadence = "60d"

[keeping]
per_day = {PER_DAY}
per_week = {PER_WEEK}
"""
ENTRY = re.compile(r"^- (\d{4}-\d\d-\d\d) (\w+)", re.MULTILINE)
SNOOZE = re.compile(r"^snooze: (?:\{until: )?(\d{4}-\d\d-\d\d)", re.MULTILINE)
STATED = re.compile(r"^last_contact: (\d{4}-\d\d-\d\d)", re.MULTILINE)


def person(front: str, *entries: str) -> str:
    return f"---\n{front}\n---\n\n## Log\n\n" + "".join(f"- {entry}\n" for entry in entries)


def days(start: str, step: int, count: int, kind: str = "call: so and so") -> list[str]:
    """Entries at even distances, the newest first."""
    first = date.fromisoformat(start)
    return [f"{first + timedelta(step * at)} {kind}" for at in reversed(range(count))]


PEOPLE = {
    "Ada": person("circle: inner", "2026-02-10 call: the boat"),
    "Bea": person("circle: inner", "2026-02-20 coffee: rain"),
    "Cem": person("circle: inner", "2026-02-25 call: the cat"),
    "Dag": person("circle: friends", "2025-12-01 lunch: soup"),
    "Eli": person("circle: friends", "2025-06-01 call: old times"),
    "Fay": person("circle: friends", "2026-01-10 call: her move"),
    "Gus": person("circle: friends", "2026-03-01 heard: a long letter"),
    "Hal": person("cadence: 2w..4w", "2026-02-12 call: the garden"),
    "Ida": person("cadence: 14d", "2026-02-20 wrote: are you well?", "2026-01-20 call: her job"),
    "Jo": person("tags: [choir]", *days("2025-11-03", 14, 6)),
    "Kim": person("status: acquaintance", "2026-01-01 note: nods on the ferry"),
    "Lea": person("tags: [choir]", "2025-01-01 call: once"),
    "Max": person("circle: inner\ncadence: none", "2024-01-01 call: he asked to be left alone"),
    "Noa": person("circle: friends\nsnooze: {until: 2026-03-12, because: exams}", "2025-10-01 call: books"),
}


class Seen(NamedTuple):
    """What a file says, read with eyes of its own."""

    cadence: tuple[int, int] | None
    contacts: list[tuple[date, str]]
    snooze: date | None


def seen(path: Path) -> Seen:
    text = path.read_text(encoding="utf-8")
    found = [(date.fromisoformat(day), kind) for day, kind in ENTRY.findall(text)]
    found += [(date.fromisoformat(day), "stated") for day in STATED.findall(text)]
    contacts = sorted(each for each in found if each[1] not in ("tried", "thought", "note", "learned"))
    own = re.search(r"^cadence: (.+)$", text, re.MULTILINE)
    circle = re.search(r"^circle: (.+)$", text, re.MULTILINE)
    word = own.group(1) if own else circle.group(1) if circle else ""
    plain = (int(word[:-1]),) * 2 if re.fullmatch(r"\d+d", word) else CADENCES.get(word)
    snooze = SNOOZE.search(text)
    return Seen(plain, contacts, date.fromisoformat(snooze.group(1)) if snooze else None)  # type: ignore[arg-type]


def due_on(said: Seen) -> date | None:
    """The day on which it is somebody's turn by their cadence; one cadence more for each message without an answer."""
    if said.cadence is None or not said.contacts:
        return None
    silent = 0
    for _, kind in reversed(said.contacts):
        if kind != "wrote":
            break
        silent += 1
    day = said.contacts[-1][0] + timedelta(said.cadence[1] * (min(silent, 3) + 1))
    return max(day, said.snooze) if said.snooze else day


def median(said: Seen) -> int:
    real = [day for day, kind in said.contacts if kind != "wrote"]
    gaps = sorted((later - earlier).days for earlier, later in pairwise(real))
    return gaps[len(gaps) // 2] if len(gaps) % 2 else -(-(gaps[len(gaps) // 2 - 1] + gaps[len(gaps) // 2]) // 2)


def holds(row: dict[str, Any], said: Seen, today: date) -> bool:
    """Whether the reason of a line is true."""
    last, kind = said.contacts[-1]
    assert row["last_contact"]["date"] == last.isoformat()
    assert row["days_since"] == (today - last).days
    if said.snooze and said.snooze > today:
        return False
    if row["why"] == "answer":
        return kind == "heard" and (today - last).days <= 182
    if row["why"] == "due":
        day = due_on(said)
        return day is not None and day <= today and row["since"] == day.isoformat()
    if row["why"] == "drift":
        gap = median(said)
        return row["usual_days"] == gap and (today - last).days >= max(2 * gap, gap + 14)
    return False


class Month:
    """A vault and its user."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        self.today = FIRST

    def prm(self, *words: str) -> str:
        assert run(["--vault", str(self.root), "--today", self.today.isoformat(), *words]) == 0
        return self.capsys.readouterr().out

    def due(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.prm("due", "--format", "json"))
        return found

    def seen(self, name: str) -> Seen:
        return seen(self.root / "people" / f"{name}.md")

    def bulk(self) -> None:
        """Twenty-five people come from an address book, nobody of whom was heard of for long."""
        for number in range(25):
            text = person(f"circle: friends\nlast_contact: 2024-0{1 + number % 9}-15")
            (self.root / "people" / f"Zed{chr(97 + number)}.md").write_text(text, encoding="utf-8")


def named_today(rows: list[dict[str, Any]], today: date) -> list[str]:
    return [row["name"] for row in rows if row["day"] == today.isoformat() and row["why"] != "answer"]


def live(month: Month, number: int, chosen: list[str]) -> set[str]:
    """What happens on a day; returns whom the user was in touch with, or set aside."""
    done: set[str] = set()
    if number % 7 in (0, 2, 4):
        for name in chosen[: 1 + number % 3]:
            month.prm("log", f"call {name}: this and that")
            done.add(name)
    if number == 3:
        month.prm("snooze", "Eli", "2026-03-20", "because", "he", "is", "at", "sea")
        done.add("Eli")
    if number == 5:
        month.prm("promise", "Bea", "the", "recipe", "--due", "2026-03-10")
        month.prm("done", "recipe")
    if number == 6:
        month.prm("new", "Ova <ova@example.org>")
        month.prm("set", "Ova", "cadence=7d")
        month.prm("log", "coffee Ova: a good beginning")
        done.add("Ova")
    if number == 8:
        month.prm("log", "heard Lea: she is back in town")
        month.prm("log", "tried Dag: no answer")
    if number == 11:
        month.bulk()
    if number == 15:
        month.prm("log", "wrote Gus: at last")
        month.prm("log", "wrote Lea: welcome back")
        done |= {"Gus", "Lea"}
    if number == 20:
        month.prm("log", "wrote Ida: hello again")
        done.add("Ida")
    return done


def test_a_month(vault: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = vault({"prm.toml": TOML} | {f"people/{name}.md": text for name, text in PEOPLE.items()})
    month = Month(root, capsys)
    before: list[dict[str, Any]] = []
    chosen: list[str] = []
    gone: set[str] = set()
    week: set[str] = set()
    ever: set[str] = set()
    for number in range(31):
        month.today = FIRST + timedelta(number)
        rows = month.due()
        names = [row["name"] for row in rows]

        assert rows == month.due()
        assert names == list(dict.fromkeys(names))
        assert [] == [row for row in rows if not holds(row, month.seen(row["name"]), month.today)]
        answers = [row["name"] for row in rows if row["why"] == "answer"]
        assert answers == names[: len(answers)]
        assert not {"Kim", "Max"} & set(names)

        # nothing vanishes before it is done or set aside, and whoever was named stays while the week lasts
        assert [] == [row["name"] for row in before if row["name"] not in {*names, *gone}]
        now = named_today(rows, month.today)
        if month.today.weekday() == 0:
            week = set()
        else:
            assert [] == [name for name in chosen if name not in {*now, *gone}]

        # the measure
        week |= set(now)
        assert len(now) <= PER_DAY
        assert len(week) <= PER_WEEK
        assert [] == [row for row in rows if row["day"] < month.today.isoformat()]

        # everybody whose turn it is by their cadence is there, and nobody sooner
        for path in sorted((root / "people").glob("*.md")):
            said = seen(path)
            day = due_on(said)
            rests = said.snooze is not None and said.snooze > month.today
            if day is not None and day <= month.today and not rests:
                assert path.stem in names
            if said.contacts and said.contacts[-1][1] == "heard" and not rests:
                assert path.stem in answers
        digest = json.loads(month.prm("digest", "--format", "json"))
        assert [*answers, *now] == [turn["name"] for turn in digest["turns"]]
        assert len(rows) - len(answers) - len(now) == digest["more"]

        # a word given today moves nobody up
        gone = live(month, number, now)
        after = named_today(month.due(), month.today)
        if number not in (3, 11):  # somebody was set aside, or many came
            assert [name for name in now if name not in gone] == after
        ever |= set(now)
        before, chosen = rows, after

    assert {"Ada", "Bea", "Cem", "Dag", "Eli", "Fay", "Hal", "Jo", "Noa", "Ova"} <= ever
    assert any(name.startswith("Zed") for name in ever)


def test_an_import_is_spread_over_the_weeks(vault: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = vault({"prm.toml": TOML, "people/Ada.md": PEOPLE["Ada"]})
    month = Month(root, capsys)
    month.bulk()
    rows = month.due()
    of_day = [[row["name"] for row in rows if row["day"] == each] for each in sorted({row["day"] for row in rows})]

    assert [3, 3, 2] == list(map(len, of_day[:3]))
    assert "Ada" in of_day[0]
    assert 26 == sum(map(len, of_day))
    assert "2026-03-23" == max(row["day"] for row in rows)
    assert "23 more in the days to come" in month.prm("digest")
    text = month.prm("due")
    assert "and 16 more: prm due --all" in text
    assert "Zedy" in month.prm("due", "--all")
