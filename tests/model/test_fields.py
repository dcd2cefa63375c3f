"""Front matter by the field table: every key, in every spelling and shape that people use."""

# ruff: noqa: E501 - tables of lines

from __future__ import annotations

import pytest

from prm.model.config import read_config
from prm.model.notes import Note
from prm.model.reader import Reader
from prm.text.source import Source

PATH = "people/Aiko Sato.md"


def note(front: str, body: str = "", path: str = PATH, toml: str = "") -> Note:
    config, problems = read_config(toml)
    assert not problems
    return Reader(config).read(Source(path, f"---\n{front}\n---\n{body}".encode()))


def said(read: Note, key: str) -> list[str]:
    """Return the values of a key: `label=text`, or just the text."""
    return [f"{value.label}={value.text}" if value.label else value.text for value in read.values if value.key == key]


TEXTS = {
    "call": "call address_as address-as 呼び方",
    "register": "register 文体",
    "circle": "circle tier closeness category relationship_tier prm-tier",
    "relationship": "relationship relation relationship_type prm-relationship 関係",
    "status": "status",
    "because": "because why 気になる理由",
    "prefers": "prefers",
    "location": "location city based-in based_in loc lives_in prm-location",
    "timezone": "timezone tz",
    "lang": "lang language",
    "org": "org company companies organisation organization organizations institution employer agency 会社 所属 ORG Company",
    "role": "role job_title jobTitle position Position poste 役職 肩書 official_title",
    "trust": "trust fan",
    "family": "family last_name lastName last-name 姓 nom N.FN",
    "given": "given first_name firstName first-name 名 prenom N.GN",
    "reading": "reading kana yomi phonetic furigana X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME よみ ふりがな",
    "offers": "offers can_help_with canHelpWith skills 得意 できること",
    "needs": "needs looking_for looking-for 困りごと 探している",
    "interests": "interests 趣味",
    "gifts": "gifts gift_ideas 贈り物",
    "dislikes": "dislikes 苦手",
    "avoid_topics": "avoid_topics avoid-topics avoidTopics",
    "aliases": "aliases alias Aliases nickname nick_name NICKNAME aka a.k.a. 別名",
    "tags": "tags Tags groups labels categories circles 分類 Person+Tags",
    "address": "address addresses Street+Address 住所",
    "url": "url urls website homepage linkedin",
    "private": "private",
}


@pytest.mark.parametrize(
    ("key", "spelling"),
    [(key, spelling.replace("+", " ")) for key, spellings in TEXTS.items() for spelling in spellings.split()],
)
def test_spellings(key: str, spelling: str) -> None:
    assert ["Xyz"] == [value.text for value in note(f"{spelling}: Xyz").values if value.key == key]


DATES = {
    "birthday": "birthday birth_date birthDate birth-date born bday BDAY date_of_birth dateOfBirth prm-birthday 誕生日 生年月日",
    "last_contact": "last_contact last-contact lastContact last_contacted prm-last-contacted last_interaction LastChatted last_chat Last+Contact last_touch",
    "next_contact": "next_contact next-contact nextContact next_contact_due next_follow_up follow_up_date",
    "mourning": "mourning 喪中",
    "snooze": "snooze snooze_until prm-snooze-until",
    "dates": "anniversary important_dates deathday died",
}


@pytest.mark.parametrize(
    ("key", "spelling"),
    [(key, spelling.replace("+", " ")) for key, spellings in DATES.items() for spelling in spellings.split()],
)
def test_spellings_of_dates(key: str, spelling: str) -> None:
    assert ["2026-04-17"] == [value.value for value in note(f"{spelling}: 2026-04-17").values if value.key == key]


@pytest.mark.parametrize(
    "spelling",
    [
        "cadence",
        "contact_frequency",
        "contactFrequency",
        "contact-frequency",
        "frequency",
        "keep_in_touch",
        "contact_interval_days",
        "cadence_days",
        "prm-cadence",
        "contact_cadence",
        "custom_frequency_days",
    ],
)
def test_spellings_of_cadence(spelling: str) -> None:
    assert [("14", "14..14")] == [
        (value.text, value.value) for value in note(f"{spelling}: 14").values if value.key == "cadence"
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("30", "30..30"),
        ("30d", "30..30"),
        ("2w", "14..14"),
        ("3 months", "90..90"),
        ("monthly", "30..30"),
        ("quarterly", "91..91"),
        ("4w..6w", "28..42"),
        ("none", "none"),
    ],
)
def test_cadences(written: str, value: str) -> None:
    assert [value] == [each.value for each in note(f"cadence: {written}").values]


@pytest.mark.parametrize(
    ("front", "name"),
    [
        ("name: Aiko Sato", "Aiko Sato"),
        ("full_name: Aiko Sato", "Aiko Sato"),
        ("display_name: Aiko Sato", "Aiko Sato"),
        ("FN: Aiko Sato", "Aiko Sato"),
        ("person-name: Aiko Sato", "Aiko Sato"),
        ("speaker.name: Aiko Sato", "Aiko Sato"),
        ("名前: 佐藤 愛子", "佐藤 愛子"),
        ("氏名：佐藤 愛子", "佐藤 愛子"),
        ("nom: Sato\nprenom: Aiko", "Aiko Sato"),
        ("first_name: Aiko\nlast_name: Sato", "Aiko Sato"),
        ("First Name: Aiko\nLast Name: Sato", "Aiko Sato"),
        ("N.GN: Aiko\nN.FN: Sato", "Aiko Sato"),
        ("姓: 佐藤\n名: 愛子", "佐藤 愛子"),
        ("name: {first: Aiko, last: Sato}", "Aiko Sato"),
        ("Name: {First: Aiko, Last: Sato}", "Aiko Sato"),
        ("name:\n  first: Aiko\n  last: Sato", "Aiko Sato"),
        ("name: {given: Aiko, family: Sato}", "Aiko Sato"),
        ("name: {姓: 佐藤, 名: 愛子}", "佐藤 愛子"),
        ("name: {full: Aiko Sato}", "Aiko Sato"),
        ("name: '[[Aiko Sato]]'", "Aiko Sato"),
        ("title: Head of R&D", "The Heading"),
        ("title: The Heading", "The Heading"),
        ("title: Aiko Sato", "Aiko Sato"),
        ("", "The Heading"),
        ("name:", "The Heading"),
        ("name: '{{title}}'", "The Heading"),
        ("name: 佐藤愛子（さとう あいこ）", "佐藤愛子"),
    ],
)
def test_names(front: str, name: str) -> None:
    assert name == note(front, "# The Heading\n").name


def test_a_name_without_any_key_is_heading_or_file_name() -> None:
    reader = Reader(read_config("")[0])
    assert "Ada Lovelace" == reader.read(Source("people/ada.md", b"# Ada Lovelace")).name
    assert "Ada Lovelace" == reader.read(Source("people/Ada Lovelace.md", b"")).name
    assert "Ada" == reader.read(Source("people/a.md", b"text\n\n# Ada #\n\n## Log\n")).name


def test_a_heading_below_others_names_nobody() -> None:
    reader = Reader(read_config("")[0])
    assert "Kevin Kelly" == reader.read(Source("people/Kevin Kelly.md", b"## Books\n\n# Clippings\n")).name


def test_kana_behind_a_name_is_its_reading() -> None:
    assert ("佐藤愛子", "さとう あいこ") == (
        note("name: 佐藤愛子（さとう あいこ）").name,
        note("name: 佐藤愛子（さとう あいこ）").reading,
    )
    assert "さとう あいこ" == note("", "# 佐藤愛子 (さとう あいこ)").reading


def test_title_is_the_role_unless_it_is_the_name() -> None:
    assert ["Head of R&D"] == said(note("name: Aiko Sato\ntitle: Head of R&D"), "role")
    assert [] == said(note("title: Aiko Sato"), "role")
    assert [] == said(note("title: The Heading", "# The Heading"), "role")
    assert ["Engineer"] == said(note("title: Engineer", "# The Heading"), "role")


LABELLED = [
    ("email: a@b.org", ["a@b.org"]),
    ("E-mail: a@b.org", ["a@b.org"]),
    ("emails: [a@b.org, c@d.org]", ["a@b.org", "c@d.org"]),
    ("email: a@b.org, c@d.org", ["a@b.org", "c@d.org"]),
    ("email: a@b.org、c@d.org", ["a@b.org", "c@d.org"]),
    ("EMAIL: a@b.org", ["a@b.org"]),
    ("EMAIL[HOME]: a@b.org", ["home=a@b.org"]),
    ("EMAIL[1]: a@b.org", ["a@b.org"]),
    ("EMAIL[2:WORK]: a@b.org", ["work=a@b.org"]),
    ("email_2: a@b.org", ["a@b.org"]),
    ("work_email: a@b.org", ["work=a@b.org"]),
    ("other_email: a@b.org", ["other=a@b.org"]),
    ("sync_email: a@b.org", ["sync=a@b.org"]),
    ("メール: a@b.org", ["a@b.org"]),
    ("email: {work: a@b.org, home: c@d.org}", ["work=a@b.org", "home=c@d.org"]),
    ("email:\n  work: [a@b.org, c@d.org]", ["work=a@b.org", "work=c@d.org"]),
    ("email: ['Work: a@b.org']", ["Work=a@b.org"]),
    ("email: '[Aiko](mailto:a@b.org)'", ["a@b.org"]),
    ("email: [{value: a@b.org, label: work, until: 2024}]", ["work=a@b.org"]),
    ("email:\n  - value: a@b.org\n    type: home", ["home=a@b.org"]),
    ("email: [{address: a@b.org, label: work}]", ["work=a@b.org"]),
    ("email: [{work: a@b.org}]", ["work=a@b.org"]),
]
PHONES = [
    ("phone: +81 90-0000-0001", ["+81 90-0000-0001"]),
    ("phone: 0123", ["0123"]),
    ("phone: 0o17", ["0o17"]),
    ("phone: 12:30", ["12:30"]),
    ("Phone Number: '1'", ["1"]),
    ("phones: ['1', '2']", ["1", "2"]),
    ("telephone: '1'", ["1"]),
    ("mobile: '1'", ["mobile=1"]),
    ("携帯: '1'", ["携帯=1"]),
    ("電話: 03-0000-0001", ["03-0000-0001"]),
    ("work_mobile: '1'", ["work=1"]),
    ("work_phone: '1'", ["work=1"]),
    ("TEL[CELL]: '1'", ["cell=1"]),
    ("TEL[1:CELL]: '1'", ["cell=1"]),
    ("phone_number: '1'", ["1"]),
    ("phone_2: '1'", ["1"]),
    ("phone: ['Mobile: +1 555 0100']", ["Mobile=+1 555 0100"]),
    ("phone: 'Mobile: +1 555 0100'", ["Mobile=+1 555 0100"]),
    ("phone: {cell: ['1', '2'], home: '3'}", ["cell=1", "cell=2", "home=3"]),
    ("phone: {value: '1', label: old, until: 2020}", ["old=1"]),
    ("phone: [{number: '1', type: home}]", ["home=1"]),
]


@pytest.mark.parametrize(("front", "values"), LABELLED)
def test_emails(front: str, values: list[str]) -> None:
    assert values == said(note(front), "email")


@pytest.mark.parametrize(("front", "values"), PHONES)
def test_phones(front: str, values: list[str]) -> None:
    assert values == said(note(front), "phone")


def test_until_is_kept() -> None:
    assert [("a@b.org", "2024")] == [(v.text, v.until) for v in note("email: [{value: a@b.org, until: 2024}]").values]


ADDRESSES = [
    ("address: 1 Elm St, York", ["1 Elm St, York"]),
    ("address: {home: '1 Elm St'}", ["home=1 Elm St"]),
    ("ADR[HOME].STREET: 1 Elm St", ["home street=1 Elm St"]),
    ("ADR[HOME].LOCALITY: York", ["home locality=York"]),
    ("ADR.CITY: York", ["city=York"]),
    ("address:\n  street: 1 Elm St\n  city: York", ["street=1 Elm St", "city=York"]),
]


@pytest.mark.parametrize(("front", "values"), ADDRESSES)
def test_addresses(front: str, values: list[str]) -> None:
    assert values == said(note(front), "address")


@pytest.mark.parametrize(
    ("front", "key", "values"),
    [
        ("url: https://a.org/x:y", "url", ["https://a.org/x:y"]),
        ("URL[HOME]: https://a.org", "url", ["home=https://a.org"]),
        ("url: [https://a.org, https://b.org]", "url", ["https://a.org", "https://b.org"]),
        ("aliases: [Ai, A. Sato]", "aliases", ["Ai", "A. Sato"]),
        ("aliases: Ai, Aichan", "aliases", ["Ai", "Aichan"]),
        ("aliases: Ai、あいちゃん", "aliases", ["Ai", "あいちゃん"]),
        ("aliases: ['Sato, Aiko']", "aliases", ["Sato, Aiko"]),
        ("aliases:\n  -\n", "aliases", []),
        ("tags: [choir, '#music']", "tags", ["choir", "music"]),
        ("tags: '#choir, #music'", "tags", ["choir", "music"]),
        ("tags: choir", "tags", ["choir"]),
        ("categories: '[[People]]'", "tags", ["[[People]]"]),
        ("company: '[[Acme]]'", "org", ["[[Acme]]"]),
        ("company: [[Acme]]", "org", ["[[Acme]]"]),
        ("organizations: [acme, other]", "org", ["acme", "other"]),
        ("org: {org: Acme, role: cook}", "org", ["Acme"]),
        ("org: {name: Acme, title: cook, department: kitchen}", "org", ["Acme"]),
        ("org: [{org: Acme, from: 2019, to: 2021}, Other]", "org", ["Acme", "Other"]),
        ("location: [[York]]", "location", ["[[York]]"]),
        ("location: {city: York, country: NO}", "location", ["city=York", "country=NO"]),
        ("relations: {spouse: '[[Ben]]'}", "relations", ["spouse=[[Ben]]"]),
        (
            "relations: {children: ['[[Ben]]', '[[Tom]]']}",
            "relations",
            ["children=[[Ben]]", "children=[[Tom]]"],
        ),
        (
            "relations:\n  - spouse: '[[Ben]]'\n  - friend: '[[Tom]]'",
            "relations",
            ["spouse=[[Ben]]", "friend=[[Tom]]"],
        ),
        ("relations:\n  - spouse: [[Ben]]", "relations", ["spouse=[[Ben]]"]),
        ("relations: ['spouse: [[Ben]]']", "relations", ["spouse=[[Ben]]"]),
        ("relations: [{target: '[[Ben]]', type: friend, until: 2022}]", "relations", ["friend=[[Ben]]"]),
        ("relations: [{partner: '[[Ben]]', until: 2022}]", "relations", ["partner=[[Ben]]"]),
        ("relationships: [{person: Ben, kind: friend}]", "relations", ["friend=Ben"]),
        ("spouse: '[[Ben]]'", "relations", ["spouse=[[Ben]]"]),
        ("partner: Ben", "relations", ["partner=Ben"]),
        ("kids: [Ben, Tom]", "relations", ["kids=Ben", "kids=Tom"]),
        ("children: Ben, Tom", "relations", ["children=Ben", "children=Tom"]),
        ("parents: ['[[Ben]]']", "relations", ["parents=[[Ben]]"]),
        ("siblings: ['[[Ben]]']", "relations", ["siblings=[[Ben]]"]),
        ("manager: '[[Ben]]'", "relations", ["manager=[[Ben]]"]),
        ("reports_to: '[[Ben]]'", "relations", ["reportsto=[[Ben]]"]),
        ("家族: {妻: '[[花]]'}", "relations", ["家族 妻=[[花]]"]),
        ("met: choir week", "met", ["choir week"]),
        ("met: 2021-09-14", "met", ["date=2021-09-14"]),
        (
            "met: {date: 2021-09-14, at: choir, through: '[[Ben]]'}",
            "met",
            ["date=2021-09-14", "at=choir", "through=[[Ben]]"],
        ),
        ("met_at: choir", "met", ["at=choir"]),
        ("met_via: '[[Ben]]'", "met", ["through=[[Ben]]"]),
        ("introduced_by: '[[Ben]]'", "met", ["through=[[Ben]]"]),
        ("紹介者: '[[Ben]]'", "met", ["through=[[Ben]]"]),
        ("first_met: 2021-09-14", "met", ["date=2021-09-14"]),
        ("first_met: at the choir", "met", ["at the choir"]),
        ("met_date: 2021", "met", ["date=2021"]),
        ("how_we_met: choir", "met", ["choir"]),
        ("discovered_in: a book", "met", ["a book"]),
        ("source: fair", "met", ["fair"]),
        ("出会い: 2021年の合唱", "met", ["2021年の合唱"]),
        ("dates: {wedding: 2015-06-06}", "dates", ["wedding=2015-06-06"]),
        ("dates: [{date: 2015-06-06, label: wedding}]", "dates", ["wedding=2015-06-06"]),
        ("anniversary: 06-06", "dates", ["anniversary=06-06"]),
        ("died: 2020", "dates", ["death=2020"]),
        ("needs: [{what: a room, since: 2025-05, until: 2026}]", "needs", ["a room"]),
        ("needs: [a room, a piano]", "needs", ["a room", "a piano"]),
        ("needs: a room, a piano", "needs", ["a room", "a piano"]),
        ("needs:\n  - what: a room", "needs", ["a room"]),
        ("snooze: {until: 2026-02-01, because: exams}", "snooze", ["2026-02-01"]),
        (
            "wish: {why: staging, gives: tales, approach: letter}",
            "wish",
            ["why=staging", "gives=tales", "approach=letter"],
        ),
        (
            "wish: {offerings: [{what: book, price: 12, release: 2026-01-02, url: 'https://a.b'}]}",
            "wish",
            ["offering=book"],
        ),
        ("wish: to learn", "wish", ["why=to learn"]),
        ("private: [needs, Health]", "private", ["needs", "Health"]),
        ("visibility: private", "private", ["private"]),
        ("country: NO", "country", ["NO"]),
        ("whereabouts: [{location: Oslo, start: 2024}]", "whereabouts", ["location=Oslo", "start=2024"]),
        ("a: {b: {c: [x, {d: y}]}}", "a", ["b c=x", "b c d=y"]),
        ("x_id: 0x1F", "xid", ["0x1F"]),
        ("active: yes", "active", ["yes"]),
        ("time: 12:30", "time", ["12:30"]),
        ("version: 1.10", "version", ["1.10"]),
    ],
)
def test_shapes(front: str, key: str, values: list[str]) -> None:
    assert values == said(note(front), key)


def test_positions_have_their_years() -> None:
    read = note("org: [{org: Acme, role: cook, from: 2019, to: 2021}]")
    assert [("org", "Acme", "2019", "2021"), ("role", "cook", "2019", "2021")] == [
        (value.key, value.text, value.since, value.until) for value in read.values
    ]


@pytest.mark.parametrize(
    ("front", "extra"),
    [
        ("org: {name: Acme, department: kitchen}", "department: kitchen"),
        ("needs: [{what: a, note: by May}]", "note: by May"),
        ("email: [{value: a@b.org, comment: bounced}]", "comment: bounced"),
        ("relations: [{target: '[[Ben]]', type: friend, period: 2001-2010}]", "period: 2001-2010"),
        ("relations: [{friend: '[[Ben]]', since: 2001}]", "since: 2001"),
        ("snooze: {until: 2026-02-01, because: exams, note: x}", "exams; note: x"),
    ],
)
def test_what_no_field_asks_for_is_kept_beside_it(front: str, extra: str) -> None:
    assert [extra] == [value.extra for value in note(front).values]


def test_needs_have_their_years_and_snoozes_their_reason() -> None:
    assert [("2025-05", "2026")] == [
        (v.since, v.until) for v in note("needs: [{what: a, since: 2025-05, until: 2026}]").values
    ]
    assert [("2026-02-01", "exams")] == [
        (v.value, v.extra) for v in note("snooze: {until: 2026-02-01, because: exams}").values
    ]
    offering = note("wish: {offerings: [{what: book, price: 12, release: 2026-01-02 10:00, url: u}]}").values[0]
    assert ("2026-01-02 10:00", "12 u") == (offering.since, offering.extra)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1990-04-17", "1990-04-17"),
        ("1990-04", "1990-04"),
        ("1990", "1990"),
        ("04-17", "--04-17"),
        ("--04-17", "--04-17"),
        ("'????-04-17'", "--04-17"),
        ("1604-04-17", "--04-17"),
        ("~1985", "~1985"),
        ("'[[1990-04-17]]'", "1990-04-17"),
        ("[[1990-04-17]]", "1990-04-17"),
        ("15 Apr 1988", "1988-04-15"),
        ("昭和55年4月17日", "1980-04-17"),
        ("S55.4.17", "1980-04-17"),
        ("4月17日", "--04-17"),
        ("1990-04-17T00:00:00Z", "1990-04-17"),
        ("'1990-04-17'", "1990-04-17"),
    ],
)
def test_birthdays(written: str, value: str) -> None:
    assert [value] == [each.value for each in note(f"birthday: {written}").values]


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("birthday: 1990-02-30", "impossible-date"),
        ("birthday: 03/04/1990", "ambiguous-date"),
        ("birthday: soon", "bad-value"),
        ("cadence: sometimes", "bad-value"),
        ("brithday: 1990", "misspelt-key"),
        ("name: a\nname: b", "duplicate-key"),
    ],
)
def test_a_bad_value_is_one_finding_and_no_lost_value(front: str, rule: str) -> None:
    read = note(front + "\nrole: cook")
    assert [rule] == [problem.rule for problem in read.problems]
    assert ["cook"] == said(read, "role")
    assert front.splitlines()[-1].partition(": ")[2] in [value.text for value in read.values]


@pytest.mark.parametrize("empty", ["", "~", "null", "[]", "{}", "''"])
def test_empty_values_say_nothing(empty: str) -> None:
    read = note(
        "\n".join(
            f"{key}: {empty}" for key in ("birthday", "email", "met", "relations", "cadence", "tags", "org", "xyz")
        )
    )
    assert ((), ()) == (read.values, read.problems)


@pytest.mark.parametrize("word", ["never", "unknown", "'{{date}}'", "<% tp.date %>"])
def test_no_date_is_no_finding_of_a_bad_date(word: str) -> None:
    assert [] == [p for p in note(f"last_contact: {word}").problems if p.rule == "bad-value"]


def test_a_line_scan_reads_what_yaml_cannot() -> None:
    read = note("名前：佐藤 愛子\nメール：a@b.org\n関係：[[Ben]]")
    assert ("佐藤 愛子", ["a@b.org"], ["[[Ben]]"]) == (
        read.name,
        said(read, "email"),
        said(read, "relationship"),
    )
    read = note("name: Aiko\nemail: @broken\nrole: [x\norg: Acme")
    assert ("Aiko", ["@broken"], ["Acme"]) == (read.name, said(read, "email"), said(read, "org"))


def test_toml() -> None:
    text = '+++\nname = "Aiko"\nbirthday = 1990-04-17\nphone = "0123"\ntags = ["a", "b"]\n[met]\nat = "choir"\n[[needs]]\nwhat = "room"\n+++\n- 2026-01-02 call'
    read = Reader(read_config("")[0]).read(Source(PATH, text.encode()))
    assert ("Aiko", ["1990-04-17"], ["0123"], ["a", "b"], ["at=choir"], ["room"]) == (
        read.name,
        said(read, "birthday"),
        said(read, "phone"),
        said(read, "tags"),
        said(read, "met"),
        said(read, "needs"),
    )
    assert ["2026-01-02"] == [entry.day for entry in read.entries]


def test_a_setting_adds_spellings() -> None:
    assert ["1990-04-17"] == [
        v.value for v in note("Geburtstag: 1990-04-17", toml='[fields]\nbirthday = ["geburtstag"]').values
    ]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Offers", "offers"),
        ("Needs", "needs"),
        ("Can help with", "offers"),
        ("Looking for", "needs"),
        ("探しているもの", "needs"),
        ("LOOKING FOR:", "needs"),
    ],
)
def test_sections_that_count_as_fields(title: str, key: str) -> None:
    read = note("", f"## {title}\n\n- a room\n- 2025-05-01 a piano\n\n## Log\n\n- 2026-01-02 call")
    assert [("a room", ""), ("a piano", "2025-05-01")] == [
        (value.text, value.since) for value in read.values if value.key == key
    ]
    assert ["2026-01-02"] == [entry.day for entry in read.entries]


def test_what_a_file_that_is_not_utf8_says() -> None:
    reader = Reader(read_config("")[0])
    read = reader.read(Source("people/a.md", "---\n名前: 佐藤 愛子\n---\n".encode("cp932")))
    assert ("佐藤 愛子", ["not-utf8"]) == (read.name, [problem.rule for problem in read.problems])
