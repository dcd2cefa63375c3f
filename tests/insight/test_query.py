"""Queries: what each form finds, what cannot be read and where, and the laws that hold of all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from prm.engine import Engine
from prm.insight.query import Unreadable
from prm.insight.query import find
from prm.insight.query import parse
from prm.insight.query import printed
from prm.insight.query import quoted
from prm.insight.query.fields import COMPUTED
from prm.insight.query.fields import FLAGS
from prm.insight.query.hints import hints
from prm.insight.query.order import ordered
from prm.model.config import read_config
from prm.model.vault import Vault
from prm.model.vault import build
from prm.text.source import Source

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 1, 15)
FILES = {
    "people/Ana.md": """---
name: Ana Núñez
aliases: [Nana]
circle: inner
tags: [choir, work/acme]
email: {home: ana@example.org, work: {value: ana@old.example.net, until: 2020}}
phone: "+81 90-1234-5678"
birthday: 1990-04-17
location: Kyoto
org: "[[Acme|the works]]"
offers: [translation from Japanese, {what: driving, until: 2024}]
cadence: 2w
met: {date: 2021-05-01, at: choir week, through: "[[Ben]]"}
shoe_size: 41
joined: 2024-06-03
Phone Number 2: x
relations: {child: "[[Ben]]"}
---
## Log
- 2026-01-10 call: about the harmonium
- 2025-12-01 gave intro: to the landlord
- 2025-11-01 gave thanks: for the jam
- 2025-10-01 got advice: on reeds

## Promises
- [ ] @me lend her the score due:2026-02-01
""",
    "people/Ben.md": """---
name: Ben Ito
circle: inner-2
status: paused
birthday: --12-24
location: New York
org: Kyotographers
cadence: 4w..6w
---
## Log
- 2025-10-17 coffee: rye

## Promises
- [ ] @them the recipe
""",
    "people/竹.md": """---
name: 竹田 光
reading: たけだ ひかる
tags: [合唱]
birthday: 1985
address: 京都市北区
所属: 北山文化会館
wichtig: ja
---
""",
    "people/Dee.md": """---
name: Dee Odor
status: acquaintance
private: true
cadence: 4w..6w
last_contact: 2025-12-12
birthday: ~1970
location: Śródmieście
---
""",
    "orgs/Acme.md": "---\naliases: [Acme Works Ltd]\n---\n# Acme\n",
}


def make(files: dict[str, str], toml: str = "") -> Vault:
    config, _ = read_config(toml)
    return build((Source(path, text.encode()) for path, text in files.items()), config, TODAY)


VAULT = make(FILES, '[circles.inner]\ncadence = "3w"\n[kinds.played]\naliases = ["合奏"]\ncontact = true\n')
EXAMPLE = Engine(str(ROOT / "example-vault")).vault(TODAY)
SHORT = {"Ana": "A", "Ben": "B", "竹": "T", "Dee": "D"}


def found(query: str) -> str:
    """Return whom a query finds, a letter each: A, B, D, T."""
    people = find(VAULT, query).people
    return "".join(sorted(SHORT[each.slug.rpartition("/")[2]] for each in people))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "ABDT"),
        # words, labels, whole values
        ("offers:translation", "A"),
        ("offers:trans", ""),
        ("offers:trans*", "A"),
        ("offers:*lation", "A"),
        ('offers:"trans*"', ""),
        ('offers:"from japanese"', "A"),
        ('offers:"japanese from"', ""),
        ("offers=translation", ""),
        ('offers="TRANSLATION from Japanese"', "A"),
        ("offers:driving", ""),
        ("circle:inner", "A"),
        ("circle:inner*", "AB"),
        ("circle:inner-2", "B"),
        ("circle:INNER", "A"),
        ("tag:choir", "A"),
        ("#choir", "A"),
        ("＃合唱", "T"),
        ("tag:合", ""),
        ("tag:work", "A"),
        ("tag:acme", ""),
        ("city:kyoto", "A"),
        ("city:京都", "T"),
        ('city:"New York"', "B"),
        ("city:'New York'", "B"),
        ("city:“New York”", "B"),
        ("city:kyoto,京都", "AT"),
        ("city:kyoto、京都", "AT"),
        ("city:*", "ABDT"),
        ("city:srodmiescie", "D"),
        ("所属:文化", "T"),
        ("email:example.org", "A"),
        ("email:old.example.net", "A"),
        ("email.home:ana", "A"),
        ("email.home:old", ""),
        ("phone:1234-5678", "A"),
        ("phone:09012345678", "A"),
        # links
        ("org:works", "A"),
        ("org:Ltd", "A"),
        ('org="Acme"', "A"),
        ('org="[[Acme]]"', "A"),
        ("through:Ito", "A"),
        ("met:week", "A"),
        ("met.at:choir", "A"),
        # relations, from either file
        ("relations.child:Ben", "A"),
        ("relations.parent:Ana", "B"),
        ("relations:Ana,Ben", "AB"),
        # names
        ("Ana", "A"),
        ("nana", "A"),
        ("nunez", "A"),
        ("núñe", "A"),
        ("光", "T"),
        ("竹田光さん", "T"),
        ("たけだ", "T"),
        ("タケダ", "T"),
        ("name:an", ""),
        ("name=ana", "A"),
        ('name="ana nunez"', "A"),
        ('"due"', ""),
        ("Ana,Ben", "AB"),
        # dates
        ("last<30d", "A"),
        ("last>30d", "BD"),
        ("last>=90d", "B"),
        ("last>90d", ""),
        ("last:30d..60d", "D"),
        ("last:..40d", "AD"),
        ("last:2026-01", "A"),
        ("last:2025", "BD"),
        ("last<2026", "BD"),
        ("last>2025-12-11", "AD"),
        ("last:2025-12..", "AD"),
        ("last:..", "ABD"),
        ("last ＞ ３０ｄ", "BD"),
        ("last≧90日", "B"),
        ("last:yesterday", ""),
        ("last:10", "B"),
        ("not has:last", "T"),
        ("birthday:04", "A"),
        ("誕生日：4月", "A"),
        ("birthday:12-24", "B"),
        ("birthday:03-01..04-15", ""),
        ("birthday:03-01〜04-17", "A"),
        ("birthday:12-15..01-15", "B"),
        ("birthday:1985", "T"),
        ("birthday:1985-04", ""),
        ("birthday<1986", "DT"),
        ("birthday:..", "ABDT"),
        ("birthday<93d", "A"),
        ("birthday<92d", ""),
        ("met:2021", "A"),
        ("met<2022", "A"),
        ("met:2025", "B"),
        ("met.date>=2021-05-01", "AB"),
        ("joined:2024", "A"),
        ("joined<2025", "A"),
        ("joined:2024-06..2024-07", "A"),
        # numbers and spans
        ("contacts<2", "BDT"),
        ("contacts:0", "DT"),
        ("contacts:1..4", "AB"),
        ("shoesize>=41", "A"),
        ("shoe-size>41", ""),
        ("age:35", "A"),
        ("age:30..40", "A"),
        ("age>=40歳", "T"),
        ("cadence<=2w", "A"),
        ("cadence:4w..6w", "BD"),
        ("cadence:6w", "BD"),
        ("cadence:none", ""),
        # what is counted
        ("given>=2", "A"),
        ("given:0", "BDT"),
        ("given:intro", "A"),
        ("given:紹介", "A"),
        ("given.thanks>=1", "A"),
        ("given:money", ""),
        ("got:advice", "A"),
        ("kind:coffee", "B"),
        ("kind:お茶", "B"),
        ("kind:合奏", ""),
        ("has:interactions", "AB"),
        ("has:entries", "AB"),
        ("interactions>1", "A"),
        ("交流:coffee", "B"),
        ("interactions.call>0", "A"),
        ("promise:me", "A"),
        ("promise:them", "B"),
        ("promise>=1", "AB"),
        # has, text, keys of one's own
        ("has:email", "A"),
        ("has:email,address", "AT"),
        ("has:email.work", "A"),
        ("has:wichtig", "T"),
        ("has:wish", ""),
        ("has:age", "AT"),
        ("has:given", "A"),
        ("wichtig:ja", "T"),
        ("text:harmonium", "A"),
        ("text:北区", "T"),
        # flags
        ("due", ""),
        ("opportune", ""),
        ("tracked", "A"),
        ("promise", "AB"),
        ("private", "D"),
        ("paused", "B"),
        ("acquaintance", "D"),
        ("active", "AT"),
        ("status:active", "AT"),
        # joined
        ("circle:inner or paused", "AB"),
        ("circle:inner または paused", "AB"),
        ("not (circle:inner or paused)", "DT"),
        ("-paused", "ADT"),
        ("－paused", "ADT"),
        ("paused 以外", "ADT"),
        ("（circle:inner or paused） 以外", "DT"),
        ("has:birthday and has:org", "ABT"),
        ("has:org paused or private", "BD"),
        ("has:org (paused or private)", "B"),
        ("NOT paused", "ADT"),
        ("circle: inner", "A"),
        ("circle：inner　has：email", "A"),
    ],
)
def test_what_a_query_finds(query: str, expected: str) -> None:
    assert expected == found(query)


@pytest.mark.parametrize(
    ("query", "column", "message"),
    [
        ("circel:inner", 1, "“circel” is no field; did you mean “circle”?"),
        ("paused or 誕生:04", 11, "“誕生” is no field; did you mean “誕生日”?"),
        (
            "zzzz:1",
            1,
            "“zzzz” is no field, and no key of this vault; text:… looks everywhere, and quotes make it a name",
        ),
        ("is:due", 1, "“is” is no field; a flag stands alone, as in: due not paused"),
        ("hotel:x", 1, "“hotel” is no field; did you mean “tel”?"),
        ("has:emial", 5, "“emial” is no field; did you mean “email”?"),
        ("circle:", 8, "a value is missing behind “circle:”; has:circle asks whether there is any"),
        ("city:a,", 8, "a value is missing behind “city:”; has:city asks whether there is any"),
        ("(paused", 1, "this parenthesis is never closed"),
        ("paused)", 7, "a parenthesis is closed here that was never opened"),
        ("()", 2, "something to look for is missing here, such as circle:inner or a name"),
        ("paused or", 10, "something to look for is missing here, such as circle:inner or a name"),
        ("or paused", 1, "something to look for is missing here, such as circle:inner or a name"),
        ("not", 4, "something to look for is missing here, such as circle:inner or a name"),
        ('city:"New', 6, "these quotes are never closed"),
        ('city:"a"b', 9, "put a blank behind the closing quotes"),
        (":x", 1, "a field must stand before “:”; write circle:…"),
        ("org!=x", 1, "a field must stand before “=”; write not org=…"),
        ("last:60d", 6, "“60d” is a span; write last<60d or last>60d"),
        ("last>60", 6, "“last”: “60” is no date; write 2026-03-01, 2026-03, 03-01, 90d or yesterday; 60d is a span"),
        ("last:2026-02-30", 6, "“2026-02-30” has day 30, and 2026-02 has 28 days; write one of them"),
        ("last:2026..30d", 6, "“last”: both ends of a range must be of one kind, dates or spans"),
        ("last>1d,2d", 9, "one value goes behind “>”; use “:” for several"),
        ("age:old", 5, "“age” is a number, and “old” is none; write age>=3"),
        ("cadence<often", 9, "“cadence”: “often” does not say how often; write 2w, 30d or monthly"),
        ("circle>3", 8, "“circle” is a word; “<”, “>” and “..” compare dates and numbers"),
        ("city>5", 6, "“city” holds words here, and nothing to compare by “>”"),
        ("city:a..b", 6, "“a” is no number and no date, and “city” holds words"),
        ("status:pausd", 8, "“status” knows no “pausd”; did you mean “paused”?"),
        ("given:thnks", 7, "“given” knows no “thnks”; did you mean “thanks”?"),
        ("promise:Ben", 9, "“promise” knows no “Ben”; known are me, them"),
        ("1..2", 1, "a range needs a field before it, such as age:30..40"),
        ("has>email", 1, "has is followed by “:” and a field, such as has:email"),
        ("(" * 99, 61, "more than 60 parentheses inside each other; write it flatter"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(query: str, column: int, message: str) -> None:
    with pytest.raises(Unreadable) as raised:
        find(VAULT, query)

    assert (column, message) == (raised.value.column, raised.value.message)
    assert f"query, column {column}: {message}" == str(raised.value)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Anna", ["no name, alias or reading has “Anna” in it; did you mean “Ana Núñez”?"]),
        ("qqqq", ["no name, alias or reading has “qqqq” in it; text:qqqq looks everywhere else"]),
        ("email", ["no name, alias or reading has “email” in it; has:email asks who has that field"]),
        ("circle:iner", ["nobody has circle “iner”; did you mean “inner” or “inner-2”?"]),
        ("tag:zzz", ["nobody has tag “zzz”; there is “choir”, “work/acme” or “合唱”"]),
        ("paused age>90", ["nobody matches paused age>90"]),
        ("Ana or qqqq", ["no name, alias or reading has “qqqq” in it; text:qqqq looks everywhere else"]),
        ("Ana not circle:iner", []),
    ],
)
def test_who_is_not_found_is_said_with_the_nearest(query: str, expected: list[str]) -> None:
    assert expected == list(hints(VAULT, find(VAULT, query)))


@pytest.mark.parametrize(
    ("key", "expected", "turned"),
    [
        ("name", "ABDT", "TDBA"),
        ("last", "BDAT", "ADBT"),
        ("contacts", "ABDT", "DTBA"),
        ("age", "TABD", "ATBD"),
        ("birthday", "ABDT", "BADT"),
        ("cadence", "ABDT", "BDAT"),
        ("due", "ABDT", "ABDT"),
        ("given", "ABDT", "ABDT"),
        ("city", "ABDT", "TDBA"),
        ("shoesize", "ABDT", "ABDT"),
        ("email.home", "ABDT", "ABDT"),
    ],
)
def test_the_order_of_a_list(key: str, expected: str, turned: str) -> None:
    def letters(*, backwards: bool) -> str:
        people = ordered(VAULT, VAULT.people, key, turned=backwards) or []
        return "".join(SHORT[each.slug.rpartition("/")[2]] for each in people)

    assert (expected, turned) == (letters(backwards=False), letters(backwards=True))


def test_an_order_by_no_field_is_none() -> None:
    assert ordered(VAULT, VAULT.people, "colour") is None


@pytest.mark.parametrize("word", [each.name for each in (*COMPUTED, *FLAGS)])
def test_every_field_and_flag_stands_in_the_documentation(word: str) -> None:
    assert f"`{word}`" in (ROOT / "docs" / "query.md").read_text(encoding="utf-8")


def test_the_grammar_of_the_documentation_is_that_of_the_code() -> None:
    import prm.insight.query

    grammar = [line for line in (prm.insight.query.__doc__ or "").split("\n") if line.startswith("    ")]

    assert len(grammar) == 7
    assert "\n".join(grammar) in (ROOT / "docs" / "query.md").read_text(encoding="utf-8")


def test_a_planned_meeting_is_no_kind_of_entry() -> None:
    vault = make(
        {
            "people/A.md": "# A\n",
            "m.md": "---\ndate: 2026-01-02\nattendees: ['[[A]]']\nstatus: planned\n---\ntext\n",
            "n.md": "---\ndate: 2026-03-02\nattendees: ['[[A]]']\n---\ntext\n",
        }
    )

    assert () == find(vault, "kind:meet").people


def test_my_own_note_is_never_found() -> None:
    vault = make({"people/Me.md": "# Me\n", "people/A.md": "# A\n"}, 'me = "[[Me]]"')

    assert ["A"] == [each.name for each in find(vault, "not zzz").people]
    assert () == find(vault, "Me").people


# laws

WORDS = [
    *(
        "circle:inner",
        "last>60d",
        "not",
        "-",
        "or",
        "and",
        "(",
        ")",
        "（",
        "）",
        '"',
        "”",
        "“",
        "'",
        "..",
        "…",
        "〜",
        "*",
    ),
    *(",", "、", ":", "：", "=", "<", "<=", "＞", "#choir", "due", "Aiko", "tag:", "birthday:04", "age:30..40", "\\"),
    *(" ", "\u3000", "以外", "または", "has:email", "\n", "~", "2026", "--", "é", "竹", "text:", "promise:me", "."),
]
anything = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
pieces = st.sampled_from(
    ["circle:inner", "last>60d", "due", "Aiko", "has:email", "#choir", "city:Malm*", "age:30..40", "promise:me", "qqq",
     "birthday:12-01..02-01", 'org="Slow Crumb"', "contacts<3", "met<2024", "-snoozed", "text:bread"]
)  # fmt: skip
queries = st.recursive(
    pieces,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        inner.map(lambda one: f"not {one}"),
    ),
    max_leaves=6,
)


@example("circle:inner -- 以外")
@given(anything)
def test_any_text_is_a_query_or_one_clear_error(text: str) -> None:
    try:
        query = find(VAULT, text).query
    except Unreadable as error:
        column = error.column
    else:
        column = 1
        assert printed(query) == printed(parse(printed(query)))
        assert find(VAULT, text).ids == find(VAULT, printed(query)).ids

    assert 1 <= column <= len(text) + 1


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_any_words_are_a_query_or_one_clear_error(text: str) -> None:
    test_any_text_is_a_query_or_one_clear_error.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@example("以外")
@given(anything)
def test_a_printed_query_reads_as_the_same_query(text: str) -> None:
    try:
        query = parse(text)
    except Unreadable:
        return

    assert bare(query) == bare(parse(printed(query)))


def bare(query: object) -> object:
    """Return a query without its places."""
    if isinstance(query, tuple):
        named = query._asdict() if hasattr(query, "_asdict") else dict(enumerate(query))
        return [type(query).__name__, *(bare(value) for name, value in named.items() if name != "at")]
    return query


@given(queries, queries)
def test_not_and_or_are_those_of_logic(one: str, two: str) -> None:
    def ids(query: str) -> frozenset[int]:
        return find(EXAMPLE, query).ids

    everybody = ids("")
    assert ids(one) == ids(f"not not {one}")
    assert everybody == ids(f"{one} or not {one}")
    assert frozenset() == ids(f"{one} not {one}")
    assert ids(f"not ({one} or {two})") == ids(f"not {one} not {two}")
    assert ids(f"not ({one} {two})") == ids(f"not {one} or not {two}")
    assert ids(f"{one} {two}") == ids(f"{two} {one}") == ids(one) & ids(two)


@given(st.text(min_size=1, max_size=20))
def test_what_is_quoted_is_taken_as_it_stands(text: str) -> None:
    query = parse(f"city:{quoted(text)}")

    assert text == query.values[0].word.text  # type: ignore[union-attr]
    assert f"city:{quoted(text)}" == printed(query)
