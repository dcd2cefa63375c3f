"""What `prm.toml` says: inert data, read by one table."""

import re
from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from prm.model.schema import FACT_HEADINGS
from prm.model.schema import FIELDS
from prm.model.schema import INTENTION
from prm.model.schema import PEOPLE_FOLDERS
from prm.model.schema import PERSON_TAGS
from prm.text.cadence import Cadence
from prm.text.cadence import cadence
from prm.text.dates import Refused
from prm.text.diagnostics import Problem
from prm.text.nodes import fold_key


class Setting(NamedTuple):
    """One key of `prm.toml`: its dotted name (`*` stands for any name), type, default, and what it does."""

    name: str
    type: str
    default: object
    doc: str


SETTINGS: tuple[Setting, ...] = (
    Setting("lang", "text", "en", "language of digests: en or ja"),
    Setting("date_order", "text", "", "how 03/04/1990 reads: ymd (refused), mdy or dmy; lang = ja means month/day"),
    Setting("me", "text", "", "link to my own note, which is never listed, due or suggested"),
    Setting("people", "list", PEOPLE_FOLDERS, "folders whose notes are people"),
    Setting("person_tags", "list", PERSON_TAGS, "tags that make a note a person"),
    Setting("ignore", "list", (), "globs of files that are no notes"),
    Setting("fields.*", "list", (), "more spellings of a key: birthday = [“geburtstag”]"),
    Setting("kinds.*.aliases", "list", (), "words for a kind of entry of your own, or more words for one there is"),
    Setting("kinds.*.contact", "bool", True, "whether that kind is a contact"),
    Setting("kinds.*.give", "bool", False, "whether that kind needs a what, as gave does"),
    Setting("mentions", "text", "words", "links in journals: words counts those after a contact word, all, never"),
    Setting("log.to", "text", "auto", "where new entries go: auto, person or journal"),
    Setting("log.order", "text", "", "order of a log: newest or oldest first"),
    Setting("log.facts", "list", FACT_HEADINGS, "headings whose dated lines are facts, not contacts"),
    Setting("words.intention", "list", (), "more words that say something is only meant"),
    Setting("words.synonyms", "lists", (), "lists of words that mean the same to a search"),
    Setting("circles.*.cadence", "cadence", None, "how often to be in touch with people of this circle"),
    Setting("circles.*.room", "number", 0, "how many people fit; 0 means any number"),
    Setting("circles.*.lead", "number", None, "days ahead that dates of this circle show: time to find a gift"),
    Setting("circles.*.greet", "number", None, "days ahead that it is time for a word rather than a gift: 7"),
    Setting("keeping.per_day", "number", 3, "people a day that the digest proposes"),
    Setting("keeping.per_week", "number", 10, "people a week that the digest proposes"),
    Setting("keeping.crowd", "number", 8, "a meeting with more attendees is no contact: they were seen"),
    Setting("giving.kinds", "list", (), "more words for what is given and received"),
    Setting("giving.suggest", "bool", True, "one idea a day of what to give"),
    Setting(
        "introductions.min_meetings",
        "number",
        3,
        "meetings before you introduce somebody on your own standing",
    ),
    Setting("introductions.min_months", "number", 6, "months before you introduce somebody on your own standing"),
    Setting("wishes.budget", "money", "", "what you mean to spend on what those you wish to meet make: “20,000 JPY”"),
    Setting("calendars.files", "list", (), ".ics files, or folders of them"),
    Setting("seasons.*.window", "window", None, "days of a season: 12-01..12-20; none switches it off"),
    Setting("seasons.*.who", "text", "", "who gets a card or a gift in that season: a query"),
    Setting("seasons.*.kind", "text", "", "the kind of entry that says it was done: letter, gift"),
    Setting("seasons.*.words", "list", (), "words in a line of the log that say it was done; else the season's name"),
    Setting("expect.*.who", "text", "", "who must satisfy an expectation: a query"),
    Setting("expect.*.contact_within", "cadence", None, "the longest time without a contact"),
    Setting("expect.*.has", "list", (), "fields that must be known"),
    Setting("rules.ignore", "list", (), "findings not to report, by name or code"),
    Setting("rules.severity.*", "text", "", "info, warning or error for a finding, by name or code"),
    Setting("git.names", "bool", False, "true puts names into the messages of sync's commits"),
    Setting("index.text", "bool", True, "false keeps the text of notes out of the index"),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}
_WHAT = {"list": "a list of texts", "lists": "a list of lists of words", "bool": "true or false", "money": "an amount"}
_EXPECT = r"(?m)^[ \t]*\[\[?[ \t]*[\"']?(expect)[\"']?[ \t]*\]"
_MOST = 100_000
"""The largest number that means something: days, people, meetings, months."""
_CHOICES = {
    "lang": ("en", "ja"),
    "date_order": ("ymd", "mdy", "dmy"),
    "mentions": ("words", "all", "never"),
    "log.to": ("auto", "person", "journal"),
    "log.order": ("newest", "oldest"),
    "rules.severity.*": ("info", "warning", "error"),
}
_FREE = tuple({setting.name.split(".")[0] for setting in SETTINGS if ".*" in setting.name})


class Circle(NamedTuple):
    """A circle of people: its rhythm, how many fit, how many days ahead its dates show, and when to greet."""

    cadence: Cadence | None
    room: int
    lead: int | None
    greet: int | None = None


class Config(NamedTuple):
    """All that `prm.toml` says, with defaults for what it does not; `values` holds each setting by its dotted name."""

    values: dict[str, Any]
    circles: dict[str, Circle]
    spellings: dict[str, str]
    kinds: dict[str, dict[str, Any]]
    expect: tuple[dict[str, Any], ...]
    severity: dict[str, str]
    daily_folder: str
    text: str

    def get(self, name: str) -> Any:
        """Return a setting by its dotted name, or its default."""
        found = self.values.get(name)
        return _BY_NAME[name].default if found is None else found

    @property
    def lang(self) -> str:
        """The language of digests."""
        return str(self.get("lang"))

    @property
    def date_order(self) -> str:
        """How a date such as 03/04 reads: `ymd` (month first, years refused), `mdy` or `dmy`."""
        return str(self.get("date_order")) or ("mdy" if self.lang == "ja" else "ymd")


def read_config(text: str, daily_folder: str = "") -> tuple[Config, tuple[Problem, ...]]:
    """Read the text of a `prm.toml`; what cannot be read is a problem, and its default holds."""
    if not text.strip():
        return _config({}, text, daily_folder), ()
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return _config({}, text, daily_folder), (_broken(text, str(error)),)
    problems: list[Problem] = []
    values = dict(_values(data, "", text, problems))
    return _config(values, text, daily_folder), tuple(problems)


def _broken(text: str, message: str) -> Problem:
    found = re.search(r"line (\d+)", message)
    start = 0
    for _ in range(int(found.group(1)) - 1 if found else 0):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    return Problem("bad-config", start, len(text) if end < 0 else end, f"prm.toml cannot be read: {message}")


def _values(data: dict[str, Any], prefix: str, text: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        name = f"{prefix}{key}"
        if name == "expect":
            for number, table in enumerate(value if isinstance(value, list) else [None]):
                yield from _expected(number, table, text, problems)
            continue
        setting = _setting(name)
        if setting is not None:
            found = _checked(setting, name, value, text, problems)
            if found is not None:
                yield name, found
        elif isinstance(value, dict) and _is_table(name):
            if prefix == "seasons.":
                yield name, True
            yield from _values(value, name + ".", text, problems)
        else:
            from difflib import get_close_matches

            near = get_close_matches(name, _BY_NAME, 1, 0.6)
            advice = f"; did you mean “{near[0]}”?" if near else ""
            problems.append(_at(text, name, f"unknown key “{name}” in prm.toml{advice}"))


def _expected(number: int, table: object, text: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    """Yield what one `[[expect]]` says; one that asks for nothing would hold whatever happens."""
    said = table if isinstance(table, dict) else {}
    if not {"contact_within", "has"} & set(said):
        headers = [found.span(1) for found in re.compile(_EXPECT).finditer(text)]
        start, end = headers[number] if number < len(headers) else (0, 0)
        advice = "this expects nothing; write [[expect]], and below it who, with contact_within or has"
        problems.append(Problem("bad-config", start, end, advice))
    yield from _values(said, f"expect.{number}.", text, problems)


def _setting(name: str) -> Setting | None:
    parts = name.split(".")
    if parts[0] not in _FREE:
        return _BY_NAME.get(name)
    at = 2 if parts[:2] == ["rules", "severity"] else 1
    pattern = ".".join([*parts[:at], "*", *parts[at + 1 :]]) if len(parts) > at else name
    return _BY_NAME.get(name) or _BY_NAME.get(pattern)


def _is_table(name: str) -> bool:
    parts = name.split(".")
    inside = name + "."
    return any(known.startswith(inside) for known in _BY_NAME) or (
        len(parts) == 2 and any(known.startswith(f"{parts[0]}.*.") for known in _BY_NAME)
    )


def _checked(setting: Setting, name: str, value: Any, text: str, problems: list[Problem]) -> Any:
    if setting.type == "cadence":
        rhythm = cadence(str(value))
        if isinstance(rhythm, Refused):
            problems.append(_at(text, name, f"“{name}”: {rhythm.message}"))
            return None
        return rhythm
    if setting.type == "window":
        return _window(name, value, text, problems)
    if setting.name in ("ignore", "log.facts") and isinstance(value, str):
        value = [value]
    if setting.type in ("list", "lists") and isinstance(value, list):
        return _items(setting, name, value, text, problems)
    if setting.type == "text" and isinstance(value, str):
        choices = _CHOICES.get(setting.name)
        if choices is None or value in choices:
            return value
        problems.append(_at(text, name, f"“{name}” is {' or '.join(choices)}, not “{value}”"))
        return None
    if setting.type == "bool" and isinstance(value, bool):
        return value
    if setting.type == "money" and isinstance(value, str | int) and not isinstance(value, bool):
        said = str(value)
        if not said.strip() or re.compile(r"\d").search(said):
            return said
    if setting.type == "number" and isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
        return value
    what = f"a number from 0 to {_MOST}" if setting.type == "number" else _WHAT.get(setting.type, f"a {setting.type}")
    problems.append(_at(text, name, f"“{name}” in prm.toml must be {what}"))
    return None


def _items(setting: Setting, name: str, value: list[Any], text: str, problems: list[Problem]) -> tuple[Any, ...]:
    """Return the items of a list that are texts, or lists of them; of the others it is said that they are not."""
    of_lists = setting.type == "lists"
    kept = tuple(each for each in value if (_all_text(each) if of_lists else isinstance(each, str)))
    if len(kept) < len(value):
        problems.append(_at(text, name, f"“{name}” in prm.toml must be {_WHAT[setting.type]}; what is not is left out"))
    return kept


def _all_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _window(name: str, value: Any, text: str, problems: list[Problem]) -> Any:
    """Return the days of a season, or “none”."""
    from prm.text.window import window

    found = "none" if value == "none" else window(str(value))
    if isinstance(found, Refused):
        problems.append(_at(text, name, f"“{name}”: {found.message}"))
        return None
    return found


def _at(text: str, name: str, message: str) -> Problem:
    """Return a problem at a key: below the header of its table, if it has one, else where the key stands first."""
    table, _, key = name.rpartition(".")
    pattern = rf"(?m)(?:^|[\[.{{,])[ \t]*\"?({re.escape(key)})\"?[ \t]*[\]=.]"
    header = re.search(rf"(?m)^[ \t]*\[+{re.escape(table)}\]", text) if table else None
    found = re.compile(pattern).search(text, header.end() if header else 0)
    start, end = found.span(1) if found else (0, 0)
    return Problem("bad-config", start, end, message)


def _config(values: dict[str, Any], text: str, daily_folder: str) -> Config:
    circles: dict[str, Circle] = {}
    kinds: dict[str, dict[str, Any]] = {}
    expect: dict[str, dict[str, Any]] = {}
    severity: dict[str, str] = {}
    spellings = {fold_key(word): field.name for field in FIELDS for word in (field.name, *field.spellings)}
    for name, value in values.items():
        first, *rest = name.split(".")
        if first == "circles":
            known = circles.get(rest[0], Circle(None, 0, None))
            circles[rest[0]] = known._replace(**{rest[1]: value})
        elif first == "kinds":
            kinds.setdefault(rest[0], {})[rest[1]] = value
        elif first == "expect":
            expect.setdefault(rest[0], {})[rest[1]] = value
        elif first == "fields":
            spellings |= {fold_key(str(word)): rest[0] for word in value}
        elif name.startswith("rules.severity."):
            severity[rest[1]] = value
    return Config(values, circles, spellings, kinds, tuple(expect.values()), severity, daily_folder, text)


def intention_words(config: Config) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of intention, Latin ones and Japanese ones."""
    latin, japanese = INTENTION
    more = [str(word) for word in config.get("words.intention")]
    return (
        (*latin, *(word for word in more if word.isascii())),
        (*japanese, *(word for word in more if not word.isascii())),
    )
