"""Files of days, meetings, organisations and introductions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from datetime import timedelta

from benchmarks.cast import World
from benchmarks.chance import Chance
from benchmarks.lines import TODAY
from benchmarks.lines import YEARS
from benchmarks.lines import day
from benchmarks.lines import filled
from benchmarks.lines import link
from benchmarks.lines import of_day
from benchmarks.lines import said
from benchmarks.lines import somebody
from benchmarks.lines import task
from benchmarks.words import EN

PER_DAY = 8
"""Entries of a daily note, on average."""


def of_days(entries: int, world: World, chance: Chance) -> Iterator[tuple[str, bytes]]:
    """Yield daily notes with so many entries in all; where the years are full, several notes a day."""
    span = 365 * YEARS
    notes = -(-entries // PER_DAY)
    headed = chance.shuffled([at % 2 == 0 for at in range(entries)])
    start = 0
    for number in range(notes):
        stop = min(entries, start + chance.number(PER_DAY // 2, PER_DAY * 3 // 2))
        when = TODAY - timedelta(days=number % span if notes > span else number * span // notes)
        text = _day(headed[start : entries if number == notes - 1 else stop], world, chance)
        yield _path(when, number // span, chance), text.encode()
        start = stop


def _path(when: date, lap: int, chance: Chance) -> str:
    behind = f" {('work', 'home', 'choir', 'garden')[(lap - 1) % 4]} {lap}" if lap else ""
    return f"journal/{when.year}/{when.isoformat()}{behind or chance.pick(('', '', f' {when:%a}'))}.md"


def _day(headed: list[bool], world: World, chance: Chance) -> str:
    out = []
    if chance.one_in(5):
        out.append(f"---\nweather: {chance.pick(('rain', 'sun', 'wind'))}\nmood: {chance.number(1, 5)}\n---\n")
    prose = chance.one_in(5)
    for each in headed:
        line = of_day(world, chance, headed=each)
        out.append(f"{line}\n\n" if prose else f"- {line}\n")
    if chance.one_in(6):
        out.append(task(world, chance, f"write to [[{somebody(world, chance).file}]]"))
    return "".join(out)


def of_meeting(number: int, world: World, chance: Chance) -> tuple[str, bytes]:
    """Return a meeting with a few people, every fiftieth with a crowd."""
    when = day(chance, 365 * YEARS)
    many = 14 if chance.one_in(50) else chance.number(2, 6)
    people = dict.fromkeys(f'"[[{somebody(world, chance).file}]]"' for _ in range(many))
    org = chance.pick(world.orgs)
    attendees = f" [{', '.join(people)}]" if chance.one_in(2) else "".join(f"\n  - {each}" for each in people)
    text = f"---\ntype: meeting\ndate: {when.isoformat()}\nattendees:{attendees}\nlocation: {org}\n---\n# {org}\n\n"
    text += "".join(f"- {said(EN, world, chance)}\n" for _ in range(chance.number(1, 6)))
    return f"meetings/{when.year}/{when.isoformat()} {org} {number}.md", text.encode()


def of_org(name: str, world: World, chance: Chance) -> tuple[str, bytes]:
    """Return an organisation."""
    who = link(somebody(world, chance), chance)
    text = f"---\ntype: org\nlocation: {chance.pick(EN.cities)}\n---\n# {name}\n\n"
    return f"orgs/{name}.md", f"{text}{filled(chance.pick(EN.said), world, chance)}. Ask {who}.\n".encode()


def of_introduction(number: int, world: World, chance: Chance) -> tuple[str, bytes]:
    """Return an introduction of two people, as far as it has come."""
    first = somebody(world, chance)
    one, other = f"[[{first.file}]]", f"[[{somebody(world, chance, first).file}]]"
    steps = (
        f"asked {one}: by letter",
        f"yes {one}: gladly",
        f"asked {other}: on the telephone",
        f"yes {other}: of course",
        f"introduced {one} {other}: one letter to both",
        "outcome: they met twice",
        "thanked: with a cake",
    )
    when = day(chance, 1500)
    text = f'---\ntype: intro\nbetween: ["{one}", "{other}"]\nwhy: {chance.pick(EN.things)}\n---\n\n'
    for at, step in enumerate(steps[: chance.number(1, len(steps))]):
        text += f"- {min(when + timedelta(days=3 * at), TODAY).isoformat()} {step}\n"
    return f"intros/{when.isoformat()} {number}.md", text.encode()
