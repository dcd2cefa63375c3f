"""Lines of a log and of a day, as different people write them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from benchmarks.cast import Person
from benchmarks.cast import World
from benchmarks.chance import Chance
from benchmarks.words import ANY
from benchmarks.words import EN
from benchmarks.words import JA
from benchmarks.words import Tongue

TODAY = date(2026, 1, 15)
YEARS = 12
STYLES = {
    EN: ("plain",) * 6 + ("bold", "linked", "weekday", "heading", "table", "star"),
    JA: ("plain",) * 3 + ("kanji", "kanji", "slash", "slash", "heading"),
}
"""How a log is written: one style a file."""
_WEEKDAYS = "月火水木金土日"


def day(chance: Chance, days: int) -> date:
    """Return one of the last `days` days, a recent one more often."""
    return TODAY - timedelta(days=int(days * chance.random() ** 1.4))


def filled(text: str, world: World, chance: Chance, link: str = "") -> str:
    """Return a phrase with its gaps filled."""
    if "{" not in text:
        return text
    tongue = JA if any("ぁ" <= sign <= "ヿ" for sign in text) else EN
    said = filled(chance.pick(EN.said), world, chance) if "{said}" in text else ""
    thing, city, org = chance.pick(tongue.things), chance.pick(tongue.cities), chance.pick(world.orgs)
    return text.format(thing=thing, city=city, org=org, link=link, said=said)


def link(person: Person, chance: Chance) -> str:
    """Return a link to a person, with a label where the file has another name, and sometimes elsewhere."""
    if person.file != person.name:
        return f"[[{person.file}|{person.name}]]"
    return f"[[{person.file}|{person.given}]]" if chance.one_in(8) else f"[[{person.file}]]"


def somebody(world: World, chance: Chance, *others: Person) -> Person:
    """Return somebody else, those who are met often more often."""
    while True:
        found = world.people[world.often.pick(chance)]
        if found not in others:
            return found


def _head(tongue: Tongue, chance: Chance) -> str:
    if chance.one_in(12):
        return chance.pick(tongue.giving)
    return chance.pick(ANY.quiet if tongue is EN and chance.one_in(12) else tongue.heads)


def said(tongue: Tongue, world: World, chance: Chance) -> str:
    """Return what is noted about a contact, sometimes with what else came up, who was talked of, how long it took."""
    text = filled(chance.pick(tongue.said), world, chance)
    if chance.one_in(3):
        first, second = chance.pick(tongue.topics), chance.pick(tongue.topic_ends)
        text += f"。{first}{second}のこと" if tongue is JA else f"; about the {first} {second}"
    if chance.one_in(12):
        other = f"[[{somebody(world, chance).file}]]"
        text += f"。{other}も" if tongue is JA else f", {other} too"
    if chance.one_in(15):
        text += f" #{chance.pick(ANY.tags)}"
    if chance.one_in(9):
        text += chance.pick((" (30m)", " (1h)", " (1h30)", "（1時間半）" if tongue is JA else " (45m)"))
    return text


def of_log(person: Person, when: date, style: str, world: World, chance: Chance) -> str:
    """Return one entry of a person's log, with its line end and what is indented below it."""
    tongue = person.tongue
    what = _head(tongue, chance)
    if chance.one_in(10):
        what += f" {link(somebody(world, chance, person), chance)}"
    text = said(tongue, world, chance)
    if what.startswith("gave") and chance.one_in(2):
        text += f" → {chance.pick(ANY.received)}"
    line = text if chance.one_in(8) else f"{what}{'：' if tongue is JA else ': '}{text}"
    below = f"  - {filled(chance.pick(tongue.said), world, chance)}\n" if chance.one_in(14) else ""
    iso, weekday = when.isoformat(), _WEEKDAYS[when.weekday()]
    match style:
        case "bold":
            return f"- **{iso}** {line}\n{below}"
        case "linked":
            return f"- [[{iso}]] {line}\n{below}"
        case "weekday":
            return f"- {iso} {when:%a}: {line}\n{below}"
        case "star":
            return f"* {iso} {line}\n{below}"
        case "kanji":
            return f"- {when.year}年{when.month}月{when.day}日（{weekday}） {line}\n"
        case "slash":
            return f"・{when.year}/{when.month}/{when.day}({weekday}) {line}\n"
        case "heading":
            return f"### {iso} {what}\n\n{text}\n\n"
        case "table":
            return f"| {iso} | {text if '|' in line else line} |\n"
    return f"- {iso} {line}\n{below}"


def of_day(world: World, chance: Chance, *, headed: bool) -> str:
    """Return one entry of a daily note: with a head that says what was done, or the way people write a day."""
    person = somebody(world, chance)
    who = link(person, chance)
    if not headed:
        alone = chance.one_in(4)
        return chance.pick(ANY.alone) if alone else filled(chance.pick(ANY.mentions), world, chance, who)
    tongue = JA if person.tongue is JA and chance.one_in(2) else EN
    if chance.one_in(400):
        who = f"[[{person.file}{chance.pick('nes')}]]"  # a slip of the pen: a link that finds nobody
    if chance.one_in(8):
        who += f" {link(somebody(world, chance, person), chance)}"
    time = f"{chance.number(7, 21):02}:{chance.pick(('00', '15', '30'))} " if chance.one_in(6) else ""
    return f"{time}{_head(tongue, chance)} {who}{'：' if tongue is JA else ': '}{said(tongue, world, chance)}"


def task(world: World, chance: Chance, text: str = "") -> str:
    """Return an open task: mine or theirs, due or not."""
    what = text or filled(chance.pick(ANY.tasks), world, chance)
    owner = chance.pick(("", "", "@me ", "" if text else "@them "))
    due = (TODAY + timedelta(days=chance.number(-20, 90))).isoformat()
    return f"- [ ] {owner}{what}{chance.pick(('', '', f' due:{due}', f' 📅 {due}'))}\n"
