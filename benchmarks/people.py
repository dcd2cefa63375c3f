"""Files of people, with front matter in the shapes that people use."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

from benchmarks.cast import Person
from benchmarks.cast import World
from benchmarks.chance import Chance
from benchmarks.lines import STYLES
from benchmarks.lines import TODAY
from benchmarks.lines import YEARS
from benchmarks.lines import day
from benchmarks.lines import filled
from benchmarks.lines import of_log
from benchmarks.lines import somebody
from benchmarks.lines import task
from benchmarks.words import ANY
from benchmarks.words import JA

Value = str | list[str] | dict[str, str]
EARLIEST = TODAY - timedelta(days=365 * YEARS)
SPELLINGS: dict[str, dict[str, str]] = {
    "card": {"name": "FN", "email": "EMAIL[HOME]", "phone": "TEL[CELL]", "birthday": "BDAY", "tags": "categories"},
    "ja": {
        "reading": "よみ",
        "aliases": "別名",
        "email": "メール",
        "phone": "電話",
        "birthday": "誕生日",
        "org": "会社",
        "role": "役職",
        "tags": "分類",
        "interests": "趣味",
        "offers": "できること",
        "needs": "探している",
        "relations": "家族",
        "met": "出会い",
    },
    "obsidian": {
        "aliases": "alias",
        "phone": "mobile",
        "org": "company",
        "role": "job_title",
        "location": "city",
        "cadence": "contact_frequency",
        "birthday": "birthdate",
        "needs": "looking_for",
    },
}
"""How each hand spells a key, where not as `prm` does."""
MARKS = ("type: person", "type: person", "categories: '[[People]]'", "tags: [person]")


def of_person(person: Person, world: World, chance: Chance) -> tuple[str, bytes]:
    """Return the path and bytes of a person's file."""
    longest = 365 * YEARS - 200
    span = chance.number(200, longest) if person.lines < 40 else longest
    days = sorted((day(chance, span) for _ in range(person.lines)), reverse=not chance.one_in(4))
    fields = _fields(person, min(days, default=TODAY - timedelta(days=span)), world, chance)
    text = _front_matter(person, fields, chance) + _body(person, days, world, chance)
    if chance.one_in(30):
        text = text.replace("\n", "\r\n")
    elif chance.one_in(60):
        text = text.rstrip("\n")
    mark = "\ufeff" if chance.one_in(120) else ""
    folder = chance.pick(("people", "people", "people", "people/work", "人物" if person.tongue is JA else "people"))
    return f"{folder}/{person.file}.md", (mark + text).encode()


def _fields(person: Person, first: date, world: World, chance: Chance) -> dict[str, Value]:
    """Return what is known of a person, key by key: little of most."""
    tongue = person.tongue
    fields: dict[str, tuple[float, Value]] = {
        "name": (1, person.name),
        "reading": (1 if person.reading else 1e9, person.reading),
        "aliases": (5, [f"{person.given}さん" if tongue is JA else f"{person.given[:3]}-{person.number}"]),
        "tags": (2, chance.some(ANY.tags, 4)),
        "circle": (1.3 if person.lines >= 20 else 6, _circle(person.lines)),
        "cadence": (16, chance.pick(("2w", "30d", "monthly", "4w..6w", "3 months", "quarterly", "45", "none"))),
        "status": (25, chance.pick(("active", "acquaintance", "acquaintance", "paused"))),
        "email": (1.6, _email(person, chance)),
        "phone": (2, _phone(person, chance)),
        "location": (2, chance.pick(tongue.cities)),
        "timezone": (12, chance.pick(ANY.zones)),
        "org": (1 if person.org else 1e9, f"[[{person.org}]]" if chance.one_in(2) else person.org),
        "role": (2, chance.pick(tongue.roles)),
        "birthday": (2, birthday(chance)),
        "dates": (30, {"wedding": f"{chance.number(1980, 2012)}-06-{chance.number(1, 30):02}"}),
        "met": (3, _met(person, first, world, chance)),
        "relations": (8, _relations(person, world, chance)),
        "offers": (5, chance.some(tongue.things, 3)),
        "needs": (9, chance.some(tongue.things, 2)),
        "interests": (4, chance.some(tongue.interests, 3)),
        "gifts": (25, chance.some(tongue.interests, 2)),
        "because": (20, filled(chance.pick(tongue.said), world, chance)),
    }
    return {key: value for key, (rare, value) in fields.items() if chance.one_in(rare)}


def _circle(lines: int) -> str:
    return "inner" if lines > 150 else "friends" if lines > 20 else "wider"


def _email(person: Person, chance: Chance) -> Value:
    called = f"{person.given}.{person.family}".lower()
    home = f"{called if called.isascii() else 'p'}{person.number}@mail.example.{chance.pick(('org', 'net', 'com'))}"
    return {"home": home, "work": f"w{person.number}@work.example.org"} if chance.one_in(7) else home


def _phone(person: Person, chance: Chance) -> str:
    digits = f"{person.number:06}"
    return chance.pick((f"+81 90 {digits[:2]}00 {digits[2:]}", f"0{digits[:2]}-00-{digits[2:]}"))


def _met(person: Person, first: date, world: World, chance: Chance) -> Value:
    # Most were met before the journals begin; a few dates are wrong, as in life.
    when = (first if chance.one_in(15) else EARLIEST) - timedelta(days=chance.number(0, 900))
    known = {"date": when.isoformat(), "at": chance.pick(world.orgs)}
    if chance.one_in(2):
        known["through"] = f"[[{somebody(world, chance, person).file}]]"
    return known


def _relations(person: Person, world: World, chance: Chance) -> Value:
    kind = chance.pick(("friend", "friend", "colleague", "neighbour", "cousin"))
    return {kind: f"[[{somebody(world, chance, person).file}]]"}


def birthday(chance: Chance) -> str:
    """Return a birthday, whole or in part, in one of many spellings."""
    year, month, day_ = chance.number(1935, 1988), chance.number(1, 12), chance.number(1, 28)
    whole = f"{year}-{month:02}-{day_:02}"
    others = (
        f"{year}/{month}/{day_}",
        f"{year}年{month}月{day_}日",
        f"--{month:02}-{day_:02}",
        f"{month:02}-{day_:02}",
        f"{year}-{month:02}",
        str(year),
        f"~{year}",
        f"{month}月{day_}日",
        f"S{year - 1925}.{month}.{day_}",
        date(year, month, day_).strftime("%d %b %Y"),
    )
    return whole if chance.one_in(2) else chance.pick(others)


def _front_matter(person: Person, fields: dict[str, Value], chance: Chance) -> str:
    if person.hand == "bare":
        return ""
    if person.hand == "toml":
        return _toml(fields)
    out = ["---"]
    if person.hand == "obsidian":
        out.append(chance.pick(MARKS))
        fields.pop("tags", None)
    elif person.hand == "ja":
        fields.pop("name")
        out += [f"姓: {person.family}", f"名: {person.given}"]
    elif chance.one_in(5):
        fields["family"], fields["given"] = person.family, person.given
    if chance.one_in(25):
        out.append("# from the old address book")
    spelt = SPELLINGS.get(person.hand, {})
    for key, value in fields.items():
        out += _yaml(spelt.get(key, key), value, person.hand, chance)
    if chance.one_in(4):
        out.append(chance.pick(ANY.unknown).format(number=person.number))
    if chance.one_in(30):
        out += ["notes: >", f"  {chance.pick(ANY.alone)}", "  And more of that kind."]
    return "\n".join([*out, "---", ""])


def _yaml(key: str, value: Value, hand: str, chance: Chance) -> list[str]:
    quoted = hand == "obsidian"
    if isinstance(value, str):
        return [f"{key}: {_scalar(value, quoted)}"]
    if isinstance(value, dict):
        if hand == "prm" and chance.one_in(2):
            return [f"{key}: {{{', '.join(f'{name}: {_scalar(text, True)}' for name, text in value.items())}}}"]
        return [f"{key}:", *(f"  {name}: {_scalar(text, False)}" for name, text in value.items())]
    if hand == "comma":
        return [f"{key}: {', '.join(value)}"]
    if hand == "prm":
        return [f"{key}: [{', '.join(_scalar(text, False) for text in value)}]"]
    return [f"{key}:", *(f"{'  ' if hand == 'ja' else ''}- {_scalar(text, quoted)}" for text in value)]


def _scalar(text: str, quoted: bool) -> str:
    special = quoted or text[0] in "[+~-" or ": " in text or ", " in text
    return f'"{text}"' if special else text


def _toml(fields: dict[str, Value]) -> str:
    plain = [f"{key} = {_written(value)}" for key, value in fields.items() if not isinstance(value, dict)]
    for key, value in fields.items():
        if isinstance(value, dict):
            plain += ["", f"[{key}]", *(f"{name} = {_written(text)}" for name, text in value.items())]
    return "\n".join(["+++", *plain, "+++", "", ""])


def _written(value: str | list[str]) -> str:
    return f'"{value}"' if isinstance(value, str) else f"[{', '.join(map(_written, value))}]"


def _body(person: Person, days: list[date], world: World, chance: Chance) -> str:
    tongue = person.tongue
    style = chance.pick(STYLES[tongue])
    behind = f"（{person.reading}）" if person.reading and person.hand == "bare" else ""
    out = [f"# {person.name}{behind}\n\n"]
    if chance.one_in(2):
        out.append(f"{filled(chance.pick(tongue.said), world, chance)}\n\n")
    if chance.one_in(15):
        out.append(f"## {'探しているもの' if tongue is JA else 'Looking for'}\n\n- {chance.pick(tongue.things)}\n\n")
    promises = [task(world, chance) for _ in range(chance.number(1, 3))] if chance.one_in(9) else []
    kept = 1 if promises and chance.one_in(2) else 0
    if days[kept:]:
        out.append(f"## {'記録' if tongue is JA else chance.pick(('Log', 'Log', 'History', 'Notes'))}\n\n")
        out += ["| When | What |\n| --- | --- |\n"] if style == "table" else []
        out += [of_log(person, when, style, world, chance) for when in days[kept:]]
    if promises:
        out.append(f"\n## {'約束' if tongue is JA else 'Promises'}\n\n")
        out += promises
        out += [
            f"- [x] {filled(chance.pick(ANY.tasks), world, chance)} ✅ {when.isoformat()}\n" for when in days[:kept]
        ]
    if chance.one_in(12):
        out.append("\n> a line somebody else wrote, on paper, long ago\n")
    return "".join(out)
