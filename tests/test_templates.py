"""What the templates say: of the example vault, of quiet days, of crowds, and of values that mean harm."""

from __future__ import annotations

import atexit
import copy
import html
import os
import re
import shutil
import tempfile
import typing
from collections.abc import Callable
from datetime import date
from datetime import timedelta
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from prm.engine import Engine
from prm.filters import FILTERS
from prm.insight.changes.events import Changed
from prm.insight.changes.events import Told
from prm.insight.changes.events import arranged
from prm.insight.changes.events import by_person
from prm.insight.changes.events import changes
from prm.insight.changes.learned import Learned
from prm.insight.changes.learned import learned
from prm.insight.changes.pairing import versions
from prm.insight.digest import Digest
from prm.insight.digest import PromiseShown
from prm.insight.digest import daily
from prm.insight.digest import promise_shown
from prm.insight.digest import weekly
from prm.insight.giving.given import Total
from prm.insight.giving.given import given
from prm.insight.giving.given import totals
from prm.insight.giving.given import without_thanks
from prm.insight.giving.ideas import ideas
from prm.insight.history import Why
from prm.insight.history import why
from prm.insight.introductions.listed import Listed
from prm.insight.introductions.listed import listed
from prm.insight.keeping.due import Due
from prm.insight.keeping.due import later_rows
from prm.insight.keeping.due import today_rows
from prm.insight.keeping.due import turns_of
from prm.insight.listing import lines
from prm.insight.matching.needs import Needed
from prm.insight.matching.needs import needs
from prm.insight.matching.pairs import Pair
from prm.insight.matching.pairs import pairs
from prm.insight.meetings.agenda import Agenda
from prm.insight.meetings.agenda import held
from prm.insight.meetings.briefs import Brief
from prm.insight.meetings.briefs import brief
from prm.insight.meetings.encounters import Encounter
from prm.insight.meetings.encounters import common
from prm.insight.meetings.encounters import encounter
from prm.insight.meetings.encounters import ties
from prm.insight.occasions import Occasion
from prm.insight.occasions import occasions
from prm.insight.people import PersonRow
from prm.insight.people import PersonShown
from prm.insight.people import rows
from prm.insight.people import show
from prm.insight.promises import promises
from prm.insight.reviews.heat import Heat
from prm.insight.reviews.heat import heat
from prm.insight.reviews.person import Review
from prm.insight.reviews.person import review
from prm.insight.reviews.retrospect import Retrospect
from prm.insight.reviews.retrospect import retrospect
from prm.insight.rows import as_data
from prm.insight.screen import screen
from prm.insight.search.lines import FoundLine
from prm.insight.search.lines import find
from prm.insight.search.lines import wanted
from prm.insight.search.standing import Standing
from prm.insight.search.standing import standing
from prm.insight.search.who import Match
from prm.insight.search.who import who
from prm.insight.seasons.calendar import known
from prm.insight.seasons.calendar import time_of
from prm.insight.seasons.cards import Card
from prm.insight.seasons.cards import cards
from prm.insight.seasons.cards import overview
from prm.insight.seasons.cards import shown
from prm.model.reader import Reader
from prm.model.vault import Vault
from prm.render import TemplateProblem
from prm.render import render
from prm.text.source import Source

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
SNAPSHOTS = Path(__file__).parent / "snapshots"
TODAY = date(2026, 1, 15)
LANGUAGES = ("en", "ja")
PAGES = tuple(
    f"digest/{name}.{kind}.j2" for name in ("daily", "weekly", "brief", "meetings", "review") for kind in ("md", "html")
)
LISTS = tuple(
    f"list/{name}.txt.j2"
    for name in (
        *("people", "show", "why", "due", "dates", "promises", "who", "find", "changes", "learned"),
        *("given", "given-count", "ideas", "intros", "seasons", "season"),
        *("needs", "match", "review", "stats"),
    )
)
WORDLESS = {"digest/page.html.j2"}
HARM = (
    "a | b\n\n# c [[d]] ]] [e](f) `g` **h** <script>alert(1)</script> <img src=x onerror=y> &amp; \"i\" 'j'"
    "\x1b[31m\u2028- k"
)
BANNED = (
    r"overdue|\bleads?\b|pipeline|\bscores?\b|\btargets?\b|ledger|\bdebts?\b|\bowed?s?\b|neglect|late\b|must\b|should\b"
    r"|人脈|案件|期限切れ|未対応|見込み|借り(?!て)|義務|放置|怠"
)


@cache
def contexts() -> dict[str, dict[str, Any]]:
    """The context of every template, from the example vault."""
    engine = Engine(str(ROOT / "example-vault"))
    vault = engine.vault(TODAY)
    agenda = Agenda(engine.calendars(vault.config, TODAY).events)
    today = vault.today.isoformat()
    people = {person.name: person for person in vault.people}
    sofie = [each.change for each in told(vault) if each.change.name == "Sofie Holm"]
    facts = [change for change in sofie if change.kind in ("renamed", "moved", "job", "fact")]
    names = ("Ben Ito", "Sofie Holm", "Kenji Mori", "佐藤 健")
    briefs = [as_data(brief(vault, people[name], facts if name == "Sofie Holm" else ())) for name in names]
    four = [people[name] for name in names]
    among = as_data(common(vault, four)), as_data(ties(vault, four))
    days = held(vault, agenda, TODAY, TODAY + timedelta(7))
    encounters = [as_data(encounter(vault, each, agenda.events)) for each in days]
    person = as_data(show(vault, people["Sofie Holm"]))
    turns = turns_of(vault, days=30)
    found_who = who(vault, "bamboo percussion translator")
    people_found = [
        as_data(match)
        | {"standing": as_data(standing(vault, people[match.name], vault.contacts_of(people[match.name].id)))}
        for match in found_who.people
    ]
    found = {
        "digest/daily": {"digest": as_data(daily(vault, agenda=agenda))},
        "digest/weekly": {"digest": as_data(weekly(vault, agenda=agenda))},
        "digest/brief": {"briefs": briefs, "common": among[0], "ties": among[1], "today": today},
        "digest/meetings": {"meetings": encounters, "today": today},
        "digest/review": {"digest": as_data(retrospect(vault, "year"))},
        "list/stats": {"stats": as_data(heat(vault, people["Sofie Holm"]))},
        "list/people": {"people": as_data(rows(vault, vault.people)), "today": today},
        "list/show": {"person": person.pop("row") | person, "today": today},
        "list/why": {"why": as_data(why(vault, people["Ben Ito"])), "name": "Ben Ito", "today": today},
        "list/due": {
            "due": as_data(today_rows(vault, turns)),
            "later": as_data(later_rows(vault, turns)),
            "more": 0,
            "done": 0,
            "good": [],
            "place": None,
            "today": today,
        },
        "list/review": {"review": as_data(review(vault, people["Ben Ito"])), "today": today},
        "list/dates": {"dates": as_data(occasions(vault)), "today": today},
        "list/who": {"people": people_found, "seekers": as_data(found_who.seekers), "today": today},
        "list/needs": {
            "needs": [as_data(each) | {"name": "Ben Ito", "still": at < 2} for at, each in enumerate(needs(vault))],
            "more": 4,
            "today": today,
        },
        "list/match": matched(vault),
        "list/given": {
            "months": [{"month": "2025-12", "rows": as_data(given(vault)[:5])}],
            "open": as_data(without_thanks(vault, given(vault))),
            "more": 23,
            "ideas": as_data(ideas(vault, people["Mio Hayashi"])),
            "name": None,
            "today": today,
        },
        "list/given-count": {"totals": as_data(totals(given(vault))), "what": None},
        "list/ideas": {"ideas": as_data(ideas(vault, people["Ben Ito"])), "name": "Ben Ito", "today": today},
        "list/intros": {
            "intros": as_data(listed(vault)),
            "whole": True,
            "me": "people/Haru Lindgren",
            "today": today,
        },
        "list/seasons": {"seasons": [as_data(each) for each, _ in overview(vault)], "known": ["nenga"], "today": today},
        "list/season": season(vault),
        "list/find": {"lines": as_data(find(vault, wanted("bread")))},
        "list/changes": changed(vault),
        "list/learned": written(vault),
        "list/promises": {
            "promises": [as_data(promise_shown(vault, each)) for each in promises(vault)],
            "today": today,
        },
    }
    return {name: found[name.partition(".")[0]] for name in (*PAGES, *LISTS)}


def written(vault: Vault) -> dict[str, Any]:
    """What `show --learned` shows, as if every other line had been written on another day."""
    source = Source("people/佐藤 健.md", (ROOT / "example-vault" / "people" / "佐藤 健.md").read_bytes())
    days = [date(2025, 12, 1 + number % 2) for number in range(200)]
    rows = as_data(learned(source, Reader(vault.config).read(source), days, vault.today))
    return {"rows": rows, "name": "佐藤 健", "today": vault.today.isoformat()}


def told(vault: Vault) -> list[Told]:
    """What changed in the example vault, where some of it had been written otherwise."""
    then = {
        "Aiko Sato": (
            (b"prefers: voice messages after nine in the evening", b"prefers: letters"),
            (b": Malm\xc3\xb6", b": Oslo"),
        ),
        "Sofie Holm": (
            (b"# Sofie Holm", b"# Sofie Lund"),
            (b"name: Sofie Holm", b"name: Sofie Lund"),
            (b"role: stage", b"role: "),
        ),
        "Elif Demir": ((b"", b""),),
        "Kenji Mori": ((b"", b""),),
        "水野 千晶": ((b"\nlocation:", b"\nwas:"), (b"teacher:", b"student:")),
    }
    pairs = []
    for name, edits in then.items():
        path, old = f"people/{name}.md", (ROOT / "example-vault" / "people" / f"{name}.md").read_bytes()
        new = Source(path, old)
        for now, was in edits:
            old = old.replace(now, was)
        old = re.sub(rb"(?m)^- 202[56]-.*\n", b"", old)
        pairs.append((None if name == "Elif Demir" else Source(path, old), None if name == "Kenji Mori" else new))
    return changes(vault, versions(pairs, vault.config, None))


def changed(vault: Vault) -> dict[str, Any]:
    """What `changes` shows of it."""
    rows = arranged(each.change._replace(written="2026-01-10") for each in told(vault))
    return {"people": as_data(by_person(rows, 5)), "since": "2026-01-01", "today": vault.today.isoformat()}


def season(vault: Vault) -> dict[str, Any]:
    """The New Year cards of the example vault, with one of them done."""
    nenga = known(vault.config, "nenga")
    assert nenga is not None
    time = time_of(nenga, vault.today)
    rows = cards(vault, time)
    done = rows[0]._replace(state="done", name="Mio Hayashi", done=rows[0].received, by=rows[0].since)
    return {
        "season": as_data(shown(vault, time, [*rows, done])),
        "cards": as_data([*rows, done]),
        "today": vault.today.isoformat(),
    }


def matched(vault: Vault) -> dict[str, Any]:
    """The context of the list of matches: ready, not yet, mine to give, mine to ask for."""
    shown = [as_data(pair) | {"still": False, "mine": None} for pair in pairs(vault)]
    for row in shown:
        row |= {"needs_name": row["needs"].rpartition("/")[2], "offers_name": row["offers"].rpartition("/")[2]}
    lacking = [{"slug": "people/x", "name": "Ben Ito", "missing": ["2 more meetings", "what they can do"]}]
    changes: tuple[dict[str, Any], ...] = (
        {}, {"ready": False, "lacking": lacking * 2, "still": True}, {"mine": "offers"}, {"mine": "needs"}
    )  # fmt: skip
    return {"pairs": [shown[0] | change for change in changes], "full": True, "today": "2026-01-15"}


@cache
def kept() -> str:
    """A folder that keeps the code of templates: compiling takes longer than writing."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def said(name: str, lang: str, context: dict[str, Any] | None = None) -> str:
    context = contexts()[name] if context is None else context
    return render(name, context, vault_templates=None, lang=lang, compiled=kept())


def digest(**changes: Any) -> dict[str, Any]:
    """The daily digest of the example with other values."""
    return {"digest": contexts()["digest/daily.md.j2"]["digest"] | changes}


EMPTY = {
    "wishes": {"releases": [], "next": None},
    "meetings": [],
    "turns": [],
    "more": 0,
    "next": None,
    "mine": [],
    "theirs": [],
    "dates": [],
    "met": [],
    "idea": None,
    "seasons": [],
    "introductions": [],
    "done": 0,
    "good": [],
    "silent": [],
    "warm": [],
    "question": None,
    "place": None,
    "there": [],
}

everywhere = pytest.mark.parametrize("lang", LANGUAGES)
every_template = pytest.mark.parametrize("name", [*PAGES, *LISTS])


@everywhere
@every_template
def test_the_example_vault_looks_like_this(name: str, lang: str) -> None:
    actual = said(name, lang)
    path = SNAPSHOTS / lang / (name.removesuffix(".j2").replace("/", "-") + ".txt")
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == actual


CASES = ("quiet", "untended", "none", "bare")


def case(name: str, case: str) -> dict[str, Any]:
    """What a template is given on an empty day, for an empty list, or of people with nothing but a name."""
    context = contexts()[name]
    if "review.md" in name or "review.html" in name:
        return {"digest": {key: nothing(value) for key, value in context["digest"].items()}}
    if "digest" in context:
        return digest(**EMPTY, tended=case == "quiet")
    if case == "bare" or "briefs" in context:  # a brief is always of somebody
        return emptied(context)
    return {key: [] if isinstance(value, list) else value for key, value in context.items()}


def nothing(value: Any) -> Any:
    """The same without what lists hold."""
    return [] if isinstance(value, list) else {key: [] for key in value} if isinstance(value, dict) else value


def emptied(context: dict[str, Any]) -> dict[str, Any]:
    """A context in which people have nothing but a name."""
    kept = {"slug", "path", "name", "contacts", "person", "date", "in_days", "label", "mine", "text", "reason", "at"}
    kept |= {"title", "ja", "first", "last", "by", "state", "write", "since", "until"}

    def without(row: dict[str, Any]) -> dict[str, Any]:
        return {
            key: value
            if key in kept and not isinstance(value, dict)
            else without(value)
            if key in ("person", "meeting")
            else bare(value)
            for key, value in row.items()
        }

    def bare(value: Any) -> Any:
        return [] if isinstance(value, list) else None

    return {
        key: [without(row) if isinstance(row, dict) else row for row in value]
        if isinstance(value, list)
        else without(value)
        if isinstance(value, dict)
        else value
        for key, value in context.items()
    }


@everywhere
@every_template
@pytest.mark.parametrize("kind", ["full", *CASES])
def test_the_page_is_tidy(name: str, kind: str, lang: str) -> None:
    text = said(name, lang, None if kind == "full" else case(name, kind))
    lines = text.split("\n")

    assert [] == [line for line in lines if line != line.rstrip()]
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\n")
    if name.endswith(".md.j2"):  # no heading without a line below
        assert [] == [line for line, after in pairwise(lines) if line[:3] == "## " and not after]
    if name.endswith(".html.j2"):
        assert "<ul>\n</ul>" not in text


@everywhere
@pytest.mark.parametrize("name", [name for name in LISTS if "show" not in name])
def test_a_list_fits_a_terminal(name: str, lang: str) -> None:
    from prm.filters import width

    place = re.compile(r"  \S[^:]*:\d+$")

    assert [] == [line for line in said(name, lang).splitlines() if width(place.sub("", line)) > 100]


@everywhere
def test_an_ordinary_day_fits_on_one_screen(lang: str) -> None:
    assert len(said("digest/daily.md.j2", lang).splitlines()) <= 24


def row_of(name: str) -> dict[str, Any]:
    """A row of a list of the digest, with as much as one can have."""
    full = contexts()["digest/daily.md.j2"]["digest"]
    rows: dict[str, dict[str, Any]] = {
        "answers": next(row for row in full["turns"] if row["why"] == "answer"),
        "turns": next(row for row in full["turns"] if row["why"] != "answer"),
        "seasons": as_data(overview(Engine(str(ROOT / "example-vault")).vault(TODAY))[0][0]),
        "releases": {
            **dict.fromkeys(("what", "time", "at"), "x"), "name": "Kenji", "slug": "people/Kenji", "step": "release",
            "date": "2026-01-16", "days": 1,
        },
    }  # fmt: skip
    return rows.get(name) or full[name][0]


SHARES = ("meetings", "answers", "turns", "mine", "introductions", "dates", "seasons", "releases")


def busy(**counts: int) -> dict[str, Any]:
    """A day with so many rows of each list."""
    many = {name: [row_of(name)] * counts.get(name, 0) for name in SHARES}
    wishes = {"releases": many.pop("releases"), "next": row_of("releases")}
    turns = many.pop("answers") + many.pop("turns")
    idea = {"give": "gift", "reason": "gifts", "text": "jam", "date": None, "at": "x", "mine": None}
    shown = {"name": "Ben", "slug": "people/Ben", "idea": idea}
    return digest(**EMPTY | many | {"wishes": wishes, "turns": turns, "idea": shown, "more": counts.get("more", 0)})


@everywhere
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given_(counts=st.fixed_dictionaries({name: st.sampled_from((0, 1, 2, 3, 4, 8, 400)) for name in (*SHARES, "more")}))
def test_a_busy_day_stays_on_one_screen(lang: str, counts: dict[str, int]) -> None:
    lines = said("digest/daily.md.j2", lang, busy(**counts)).splitlines()

    assert len(lines) <= 24
    assert not any(after.startswith("## ") or not after for line, after in pairwise(lines) if line.startswith("## "))


@everywhere
@pytest.mark.parametrize("name", ["daily", "weekly"])
def test_the_page_says_all_that_the_text_says(name: str, lang: str) -> None:
    context = busy(**dict.fromkeys(SHARES, 1)) if name == "daily" else contexts()["digest/weekly.md.j2"]
    written = said(f"digest/{name}.html.j2", lang, context).partition("</style>")[2]
    page = html.unescape(re.sub(r"<[^>]*>", "", written))
    lines = said(f"digest/{name}.md.j2", lang, context).replace("\\", "").splitlines()
    plain = [re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", line).lstrip("#-> ") for line in lines]

    assert [] == [line for line in plain if line.partition("…")[0] not in page]


def test_every_list_has_its_share_of_a_busy_day() -> None:
    counts = dict.fromkeys(("answers", "turns", "mine", "dates", "introductions"), 9)

    assert {
        "meetings": 0, "answers": 3, "turns": 3, "told": 2, "promises": 1, "introductions": 1, "dates": 1, "seasons": 0,
        "wishes": 0, "idea": 0, "step": 0, "stamp": 0,
    } == screen(busy(**counts, more=9)["digest"])  # fmt: skip


def test_what_is_left_out_is_a_number() -> None:
    text = said("digest/daily.md.j2", "en", busy(**dict.fromkeys(SHARES, 9), more=9))
    japanese = said("digest/daily.md.j2", "ja", busy(**dict.fromkeys(SHARES, 9), more=9))

    assert "- and 16 more, 9 in the days to come: prm due\n" in text
    assert "- ほか16人、また後日9人：prm due\n" in japanese
    assert "## Introductions\n- 9 of them: prm intro --list\n" in text
    assert "## ご紹介\n- 9件：prm intro --list\n" in japanese
    assert "- and 9 more: prm season" not in text


@everywhere
def test_an_idea_and_a_step_of_a_wish_wait_for_a_day_with_room(lang: str) -> None:
    for counts, expected in (({"mine": 7}, (True, True)), ({"mine": 9, "dates": 7}, (False, False))):
        text = said("digest/daily.md.j2", lang, busy(**counts))
        page = said("digest/daily.html.j2", lang, busy(**counts))

        assert expected == ("jam" in text, "Kenji" in text)
        assert expected == ("jam" in page, "Kenji" in page)


@everywhere
def test_a_crowd_is_seven_people_and_a_number(lang: str) -> None:
    turn = contexts()["digest/daily.md.j2"]["digest"]["turns"][0]
    crowd = [turn | {"name": f"Person {number}", "slug": f"people/Person {number}"} for number in range(7)]
    dates = [row | {"name": "Twin"} for row in contexts()["digest/daily.md.j2"]["digest"]["dates"][:1] * 400]

    text = said("digest/daily.html.j2", lang, digest(turns=crowd, more=3736, people=3743, dates=dates))

    more = {"en": "and 3,736 more in the days to come: {}", "ja": "ほか3,736人は、また後日：{}"}[lang]
    dates_more = {"en": "and 393 more: {}", "ja": "ほか393件：{}"}[lang]
    command = "<code>{}</code>"
    assert more.format(command.format("prm due")) in text
    assert dates_more.format(command.format("prm dates")) in text
    assert [7, 7] == [len(re.findall(r"Person \d</b>", text)), text.count("Twin")]


QUIET = {
    "en": """\
# Thu 15 Jan 2026

A quiet day: nobody waits for a word, and nothing is near.

made on 2026-01-15 by prm
""",
    "ja": """\
# 2026年1月15日（木）

今日は穏やかな一日です。

2026-01-15 prm 作成
""",
}
NEXT = {
    "en": """\
# Thu 15 Jan 2026

Nobody waits for a word today. Next is [[大野 正雄]], in 19 days (every 3 months).

made on 2026-01-15 by prm
""",
    "ja": """\
# 2026年1月15日（木）

今日、急いで連絡する人はいません。次は[[大野 正雄]]、19日後です（3か月に一度）。

2026-01-15 prm 作成
""",
}
UNTENDED = {
    "en": """\
# Thu 15 Jan 2026

3,743 people are here already, and all is well today.

Name three people who matter: write `cadence: monthly`, or a `circle`, at the top of their files, \
and this page will remember with you.

made on 2026-01-15 by prm
""",
    "ja": """\
# 2026年1月15日（木）

3,743人がここにいます。今日は穏やかな一日です。

まずは大切な人を三人。その人のファイルの先頭に `cadence: monthly`（または `circle`）と書けば、\
ご無沙汰になりそうな頃にここでお知らせします。

2026-01-15 prm 作成
""",
}
NOBODY = {
    "en": """\
# Thu 15 Jan 2026

Welcome. There is room here for everybody you care about.

Name three people who matter: `prm new NAME` makes a file for each, \
and `cadence: monthly` at its top says how often.

made on 2026-01-15 by prm
""",
    "ja": """\
# 2026年1月15日（木）

ようこそ。大切な人たちのための場所です。

まずは大切な人を三人。`prm new 名前` で一人ずつファイルを作り、\
先頭に `cadence: monthly` と書いてみてください。

2026-01-15 prm 作成
""",
}


@everywhere
def test_a_quiet_day_is_one_calm_line(lang: str) -> None:
    turn = contexts()["digest/daily.md.j2"]["digest"]["turns"][-1]

    assert QUIET[lang] == said("digest/daily.md.j2", lang, digest(**EMPTY))
    assert NEXT[lang] == said("digest/daily.md.j2", lang, digest(**EMPTY | {"next": turn | {"days_past": -19}}))


@everywhere
def test_a_vault_with_nobody_to_care_for_yet_is_a_warm_line_and_an_invitation(
    lang: str, vault: Callable[..., Path]
) -> None:
    untended = digest(**EMPTY, tended=False, people=3743)
    nobody = {"digest": as_data(daily(Engine(str(vault({}))).vault(TODAY)))}

    assert UNTENDED[lang] == said("digest/daily.md.j2", lang, untended)
    assert NOBODY[lang] == said("digest/daily.md.j2", lang, nobody)


@pytest.mark.parametrize(
    ("days", "english", "japanese"),
    [
        (None, "", ""),
        (0, " — today", "（今日）"),
        (-1, " — tomorrow", "（明日まで）"),
        (-3, " — in 3 days", "（あと3日）"),
        (-20, " — in 20 days", "（あと20日）"),
        (1, " — 1 day past", "（1日すぎ）"),
        (2, " — 2 days past", "（2日すぎ）"),
        (90, " — 3 months past", "（3か月すぎ）"),
    ],
)
def test_a_promise_says_how_long(days: int | None, english: str, japanese: str) -> None:
    row = {"mine": True, "people": [], "text": "a word", "due": None, "days_past": days, "at": "x.md:1"}

    for lang, words in (("en", english), ("ja", japanese)):
        assert f"- a word{words}\n" in said("digest/daily.md.j2", lang, digest(**EMPTY | {"mine": [row]}))


@pytest.mark.parametrize(
    ("changes", "english", "japanese"),
    [
        ({"in_days": 0, "age": 36}, "today · [[Ben]] turns 36", "今日・[[Ben]] 36歳の誕生日"),
        ({"in_days": 1}, "tomorrow · birthday of [[Ben]]", "明日・[[Ben]] 誕生日"),
        (
            {"age": 60},
            "Tue 20 Jan · [[Ben]] turns 60, a round birthday",
            "1月20日（火）・[[Ben]] 60歳の誕生日（還暦）",
        ),
        ({"age": 88}, "Tue 20 Jan · [[Ben]] turns 88", "1月20日（火）・[[Ben]] 88歳の誕生日（米寿）"),
        (
            {"age": 36, "in_days": -2},
            "Tue 20 Jan · [[Ben]] turned 36 · a word is still welcome",
            "1月20日（火）・[[Ben]] 36歳の誕生日・今からでもひとことを",
        ),
        (
            {"age": 77, "mourning": True},
            "Tue 20 Jan · [[Ben]] turns 77 · in mourning, so no congratulations",
            "1月20日（火）・[[Ben]] 77歳の誕生日（喜寿）・喪中につきお祝いは控える",
        ),
        (
            {"stage": "gift", "ideas": ["a *red* hat", "tea", "jam"]},
            "Tue 20 Jan · birthday of [[Ben]] · time to find a gift: a \\*red\\* hat; tea",
            "1月20日（火）・[[Ben]] 誕生日・贈り物を考える頃：a \\*red\\* hat、tea",
        ),
        (
            {"stage": "gift"},
            "Tue 20 Jan · birthday of [[Ben]] · time to find a gift",
            "1月20日（火）・[[Ben]] 誕生日・贈り物を考える頃",
        ),
        (
            {"label": "wedding day", "kind": "wedding", "age": 1},
            "Tue 20 Jan · [[Ben]]: wedding day, one year",
            "1月20日（火）・[[Ben]] 結婚記念日（1年・紙婚式）",
        ),
        (
            {"label": "wedding day", "kind": "wedding", "age": 25},
            "Tue 20 Jan · [[Ben]]: wedding day, 25 years (silver)",
            "1月20日（火）・[[Ben]] 結婚記念日（25年・銀婚式）",
        ),
        (
            {"label": "died", "kind": "death", "age": 1, "memorial": 1},
            "Tue 20 Jan · one year since [[Ben]] died",
            "1月20日（火）・[[Ben]] 一周忌",
        ),
        (
            {"label": "died", "kind": "death", "age": 2, "memorial": 3},
            "Tue 20 Jan · 2 years since [[Ben]] died",
            "1月20日（火）・[[Ben]] 三回忌",
        ),
        (
            {"label": "died", "kind": "death", "age": 4},
            "Tue 20 Jan · 4 years since [[Ben]] died",
            "1月20日（火）・[[Ben]] 命日（4年）",
        ),
        (
            {"label": "died", "kind": "death"},
            "Tue 20 Jan · the day [[Ben]] died",
            "1月20日（火）・[[Ben]] 命日",
        ),
        (
            {"label": "父の命日", "kind": "loss", "age": 12, "memorial": 13},
            "Tue 20 Jan · [[Ben]]: 父の命日, 12 years since",
            "1月20日（火）・[[Ben]] 父の命日（十三回忌）",
        ),
        (
            {"label": "first dive", "kind": "other"},
            "Tue 20 Jan · [[Ben]]: first dive",
            "1月20日（火）・[[Ben]] first dive",
        ),
    ],
)
def test_a_date_says_what_it_is(changes: dict[str, Any], english: str, japanese: str) -> None:
    ben = Occasion("people/Ben", "Ben", "birthday", "2026-01-20", None, 5, "birthday", None, False, None, [])
    rows = [as_data(ben) | changes]

    for lang, words in (("en", english), ("ja", japanese)):
        assert f"- {words}\n" in said("digest/daily.md.j2", lang, digest(dates=rows))
        page = re.sub(r"</?b>", "", said("digest/daily.html.j2", lang, digest(dates=rows)))
        assert f"<li>{words}</li>".replace("[[Ben]]", "Ben").replace("\\", "") in page


@pytest.mark.parametrize(
    ("changes", "english", "japanese"),
    [
        (
            {},
            "New Year cards (年賀状) until Thu 25 Dec: 3 to write · prm season nenga",
            "年賀状（12月25日（木）まで）：あと3人・prm season nenga",
        ),
        (
            {"done": 2},
            "New Year cards (年賀状) until Thu 25 Dec: 3 to write, 2 done · prm season nenga",
            "年賀状（12月25日（木）まで）：あと3人、済み2人・prm season nenga",
        ),
        (
            {"mourning": True},
            "New Year cards (年賀状) until Thu 25 Dec: you are in mourning, so a quiet word to 3 instead"
            " · prm season nenga",
            "年賀状（12月25日（木）まで）：ご自身が喪中のため、お祝いに代えて3人に知らせる・prm season nenga",
        ),
    ],
)
def test_an_open_season_is_one_line(changes: dict[str, Any], english: str, japanese: str) -> None:
    row = {
        "name": "nenga",
        "title": "New Year cards (年賀状)",
        "ja": "年賀状",
        "by": "2025-12-25",
        "write": 3,
        "done": 0,
    }
    context = digest(**EMPTY | {"seasons": [row | {"mourning": False} | changes]})

    for lang, words in (("en", english), ("ja", japanese)):
        assert f"- {words}\n" in said("digest/daily.md.j2", lang, context)
        assert f"- {words}\n" in said("digest/weekly.md.j2", lang, context)
        page = re.sub(r"</?code>", "", said("digest/daily.html.j2", lang, context))
        assert f"<li>{words}</li>" in page


@pytest.mark.parametrize(
    ("reason", "japanese"),
    [
        ("only meant: “should”", "「should」とあるだけ"),
        ("seen among 12 people", "12人の集まりで同席"),
        ("in a block quote", "引用の中"),
        ("never heard of", "never heard of"),
    ],
)
def test_reasons_are_said_in_japanese(reason: str, japanese: str) -> None:
    line = {"at": "x.md:1", "text": "text", "reason": reason}
    context = {
        "why": {"slug": "a", "last_contact": None, "counted": [], "not_counted": [line]},
        "name": "A",
        "today": "",
    }

    assert japanese in said("list/why.txt.j2", "ja", context)


def test_every_reason_of_the_parser_has_japanese_words() -> None:
    words = (TEMPLATES / "ja" / "words.txt.j2").read_text(encoding="utf-8")
    vault = Engine(str(ROOT / "example-vault")).vault(TODAY)
    reasons = {row.reason for person in vault.people for row in why(vault, person).not_counted}

    assert reasons
    assert [] == sorted(
        each for each in reasons if f'"{each}"' not in words and not each.startswith(("only meant", "seen"))
    )


def replaced(value: Any, text: str) -> Any:
    """A context with every text that is no date replaced."""
    if isinstance(value, dict):
        return {key: replaced(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, text) for item in value]
    return text if isinstance(value, str) and not re.match(r"\d{4}-", value) else value


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, repr(attrs)))


def tags(page: str) -> list[tuple[str, str]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


@everywhere
@every_template
def test_values_from_notes_stay_values(name: str, lang: str) -> None:
    harmless = said(name, lang, replaced(contexts()[name], "word"))
    text = said(name, lang, replaced(contexts()[name], HARM))

    assert "\x1b" not in text
    assert len(harmless.split("\n")) == len(re.split("[\n\r\u2028\u2029\x85]", text))
    if name.endswith(".md.j2"):
        assert [] == re.findall(r"(?<!\\)<[a-z]|(?<!\\)`g|(?<!\\)\*\*h", text)
        assert [] == re.findall(r"(?<!\\)\[\[d", text)
    if name.endswith(".html.j2"):
        assert tags(harmless) == tags(text)
        assert "&amp;amp;amp;" not in text


@everywhere
@pytest.mark.parametrize("name", [name for name in PAGES if "md" in name])
def test_a_name_is_no_html(name: str, lang: str) -> None:
    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: HARM if key == "name" else named(item) for key, item in value.items()}
        return [named(item) for item in value] if isinstance(value, list) else value

    assert [] == re.findall(r"(?<!\\)<[a-z/]", said(name, lang, named(contexts()[name])))


@everywhere
@pytest.mark.parametrize("name", [name for name in PAGES if "html" in name])
def test_a_page_stands_alone(name: str, lang: str) -> None:
    text = said(name, lang)

    assert [] == re.findall(
        r"<script|<link|<img|<iframe|href=|src=|url\(|@import|//[a-z]", text.replace("https://mori", "")
    )
    assert 'name="viewport"' in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert f'<html lang="{lang}">' in text


def test_words_are_warm() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        assert [] == re.findall(
            BANNED, re.sub(r"{[%#].*?[%#]}", "", path.read_text(encoding="utf-8")), re.IGNORECASE
        ), path
    for lang in LANGUAGES:
        words = (TEMPLATES / ("ja" if lang == "ja" else "") / "words.txt.j2").read_text(encoding="utf-8")
        assert [] == re.findall(BANNED, words, re.IGNORECASE)


def test_every_template_has_its_twin() -> None:
    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.j2")}

    english = {name for name in names(TEMPLATES) if not name.startswith("ja/")}

    assert english - WORDLESS == names(TEMPLATES / "ja")


def test_a_template_of_the_vault_comes_first(vault: Callable[..., Path]) -> None:
    root = vault({"templates/digest/daily.md.j2": "{{ digest.today }}: {{ digest.turns[-1]|link }}\n"})
    context = contexts()["digest/daily.md.j2"]

    for lang in LANGUAGES:
        actual = render("digest/daily.md.j2", context, vault_templates=str(root / "templates"), lang=lang)
        assert actual == "2026-01-15: [[大野 正雄]]\n"


def test_one_word_can_be_changed(vault: Callable[..., Path]) -> None:
    words = (TEMPLATES / "words.txt.j2").read_text(encoding="utf-8").replace("a letter", "paper")
    root = vault({"templates/words.txt.j2": words})

    actual = render(
        "digest/daily.md.j2", contexts()["digest/daily.md.j2"], vault_templates=str(root / "templates"), lang="en"
    )
    assert "4 months ago (paper)" in actual


def test_an_error_names_template_and_line(vault: Callable[..., Path]) -> None:
    root = vault({"templates/digest/daily.md.j2": "# {{ digest.today }}\n\n\n{{ digest.turn }}\n"})

    with pytest.raises(TemplateProblem) as caught:
        render(
            "digest/daily.md.j2", contexts()["digest/daily.md.j2"], vault_templates=str(root / "templates"), lang="en"
        )

    assert str(caught.value) == "templates/digest/daily.md.j2:4: no “turn” here; did you mean “turns”?"


# The heading under which docs/templates.md describes each row.
HEADINGS = {
    "Digest": "Digest", "Meeting": "Meeting", "Attendee": "Attendee", "Person": "Somebody",
    "When": "Contact",
    "EntryShown": "Entry", "PromiseShown": "Promise with names", "Occasion": "Date ahead", "digest.Met": "In touch",
    "Brief": "Brief", "PersonRow": "Person", "PersonShown": "Person in full", "Promise": "Promise", "Thread": "Thread",
    "Relation": "Relation", "Ref": "Reference", "Address": "Address", "Need": "Offer or need", "Word": "Word",
    "people.Met": "How you met", "Wish": "Wish", "Dated": "Day of the year", "Why": "Derivation",
    "Match": "Match", "Via": "Way", "Evidence": "Evidence", "Standing": "Standing", "FoundLine": "Line found",
    "Listed": "Introduction", "Waiting": "Introduction that waits", "Party": "Party",
    "IntroShown": "Introduction on a page", "StepShown": "Line of an introduction",
    "Coming": "What wishes have", "WishStep": "Step of a wish",
    "Counted": "Line that counts", "NotCounted": "Line that does not count", "Due": "Due",
    "Changed": "Somebody who changed", "Change": "Change",
    "Learned": "Line learned",
    "Unknown": "Not known yet", "Encounter": "Meeting in full", "Stranger": "Stranger", "Near": "Perhaps",
    "Common": "Common acquaintance", "Tie": "Tie",
    "Giving": "Giving", "Given": "Given", "Idea": "Idea", "Mine": "Mine", "Suggestion": "Suggestion", "Total": "Total",
    "SeasonShown": "Season", "Card": "Card",
    "Needed": "Need", "Pair": "Pair", "Lacking": "Lacking",
    "Retrospect": "Look back", "Close": "Somebody close", "Month": "Month", "Faded": "Grown quiet",
    "NewlyMet": "Newly met", "Kept": "Promises of a time", "Source": "Where people came from",
    "Carrier": "Carries me", "Sign": "Sign", "Heat": "Year of days", "Day": "Day of contact", "Column": "Week",
    "Warm": "Keeps me in mind", "WarmLine": "Line of theirs", "Question": "Question", "Review": "Review",
}  # fmt: skip


def nested(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Every kind of row within a kind of row, by name."""
    if hasattr(kind, "_fields"):
        module = kind.__module__.rpartition(".")[2]
        name = f"{module}.Met" if kind.__name__ == "Met" else kind.__name__
        if name not in found:
            found[name] = kind
            for hint in typing.get_type_hints(kind).values():
                nested(hint, found)
    for part in typing.get_args(kind):
        nested(part, found)
    return found


def kinds() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in (
        Digest,
        Brief,
        PersonRow,
        PersonShown,
        Why,
        Due,
        Occasion,
        PromiseShown,
        Match,
        Standing,
        FoundLine,
        Changed,
        Learned,
        Total,
        Listed,
        Card,
        Needed,
        Pair,
        Encounter,
        Review,
        Retrospect,
        Heat,
    ):
        nested(kind, found)
    return found


def sections() -> dict[str, list[str]]:
    """The keys in the table below each heading of the page."""
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} (.+)\n", page, flags=re.MULTILINE)
    return {
        title: re.findall(r"^\| `(\w+)`", text, re.MULTILINE)
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize("name", HEADINGS)
def test_the_page_names_every_key(name: str) -> None:
    fields = [field for field in kinds()[name]._fields if field != "row"]

    assert fields == sections()[HEADINGS[name]]


def test_the_page_knows_every_row() -> None:
    assert sorted(HEADINGS) == sorted(kinds())


def test_the_page_names_every_filter_and_template() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")

    assert [name for name, _ in FILTERS] == sections()["Filters"]
    assert [] == [name for name in (*PAGES, *LISTS, *WORDLESS) if f"`{name}`" not in page]
    for name in (*PAGES, *LISTS):
        for key in contexts()[name]:
            assert f"`{key}`" in page


def test_the_examples_of_the_page_work(vault: Callable[..., Path]) -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    first, second = re.findall(r"```jinja\n(.*?)```", page, re.DOTALL)
    root = vault({"templates/digest/daily.md.j2": first, "templates/list/people.txt.j2": second})

    for name in ("digest/daily.md.j2", "list/people.txt.j2"):
        context = copy.deepcopy(contexts()[name])
        assert "Sato" in render(name, context, vault_templates=str(root / "templates"), lang="en")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_line_of_a_list_says_what_the_whole_row_says(lang: str) -> None:
    vault = Engine(str(ROOT / "example-vault")).vault(TODAY)
    said = [
        render("list/people.txt.j2", {"people": people, "today": "2026-01-15"}, vault_templates=None, lang=lang)
        for people in (as_data(rows(vault, vault.people)), lines(vault, vault.people))
    ]

    assert said[0] == said[1]
