"""Seasons of cards and gifts: when they are on, and who is on their lists."""

from __future__ import annotations

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prm.insight.seasons.calendar import is_open
from prm.insight.seasons.calendar import known
from prm.insight.seasons.calendar import seasons
from prm.insight.seasons.calendar import time_of
from prm.insight.seasons.cards import Card
from prm.insight.seasons.cards import cards
from prm.insight.seasons.cards import overview
from prm.insight.seasons.customs import SEASONS
from prm.insight.seasons.customs import regional_days
from prm.insight.seasons.labels import Label
from prm.insight.seasons.labels import harmless
from prm.insight.seasons.labels import label
from prm.insight.seasons.lunar import old_bon
from prm.insight.seasons.open import open_seasons
from prm.model.config import read_config
from prm.model.vault import Vault
from tests.small import vault_of

DECEMBER = date(2025, 12, 10)


def vault(log: str, *, toml: str = 'lang = "ja"', fields: str = "", today: date = DECEMBER, **files: str) -> Vault:
    more = {f"people/{name}.md": text for name, text in files.items()}
    return vault_of(
        {"prm.toml": toml, "people/佐藤 健.md": f"---\n{fields}\n---\n# 佐藤 健\n\n## 記録\n\n{log}", **more}, today
    )


def listed(found: Vault, name: str = "nenga") -> list[Card]:
    season = known(found.config, name)
    assert season is not None
    return cards(found, time_of(season, found.today))


def only(rows: list[Card]) -> Card:
    assert 1 == len(rows)
    return rows[0]


def sides(card: Card) -> tuple[str | None, str | None, str | None, str | None]:
    return tuple(each.date if each else None for each in (card.theirs, card.mine, card.received, card.done))  # type: ignore[return-value]


# when


@given(st.sampled_from(SEASONS), st.dates(date(1, 1, 1), date(9998, 6, 1)))
def test_every_season_comes_once_a_year(season, today: date) -> None:  # type: ignore[no-untyped-def]
    time = time_of(season, today)

    assert time.first <= time.last <= time.told
    assert today <= time.told
    assert time.first <= today + timedelta(366)
    assert today <= time.by(today) or not is_open(time, today)
    following = time_of(season, time.told + timedelta(1))
    assert time.first.year + 1 == following.first.year


def test_new_year_cards_cross_the_new_year() -> None:
    nenga = SEASONS[0]
    found = time_of(nenga, date(2026, 1, 3))

    assert (date(2025, 12, 1), date(2026, 1, 7), date(2026, 1, 1)) == (found.first, found.last, found.day)
    assert (date(2025, 12, 25), date(2026, 1, 7)) == (found.by(DECEMBER), found.by(date(2025, 12, 26)))


@pytest.mark.parametrize(
    ("toml", "names"),
    [
        ("", []),
        ("[seasons.christmas]", ["christmas"]),
        ('lang = "ja"', ["nenga", "kanchu", "chugen", "shochu", "zansho", "seibo"]),
        ('lang = "ja"\n[seasons.seibo]\nwindow = "none"', ["nenga", "kanchu", "chugen", "shochu", "zansho"]),
        ('[seasons.eid]\nwindow = "03-18..03-24"', ["eid"]),
        ('[seasons.eid]\nwho = "circle:inner"', []),
    ],
)
def test_a_season_is_on_by_language_or_by_name(toml: str, names: list[str]) -> None:
    assert names == [each.name for each in seasons(read_config(toml)[0])]


def test_a_window_that_cannot_be_read_is_a_finding() -> None:
    toml = '[seasons.eid]\nwindow = "soon"\n'

    assert ["“seasons.eid.window”: “soon” is no stretch of days; write it as 12-01..12-20"] == [
        each.message for each in read_config(toml)[1]
    ]


def test_a_season_is_found_by_whatever_it_is_called() -> None:
    config = read_config("")[0]

    assert ["nenga"] * 3 == [
        found.name for name in ("nenga", "年賀状", "New Year cards (年賀状)") if (found := known(config, name))
    ]


# where: the dates of the old Bon are those of Okinawa's calendars


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2020, "09-02"), (2021, "08-22"), (2022, "08-12"), (2023, "08-30"), (2024, "08-18"), (2025, "09-06"),
        (2026, "08-27"), (2027, "08-16"), (2028, "09-03"), (2029, "08-24"), (2030, "08-13"),
    ],
)  # fmt: skip
def test_the_old_bon(year: int, day: str) -> None:
    assert f"{year}-{day}" == old_bon(year).isoformat()


@pytest.mark.parametrize(
    ("place", "first", "last"),
    [
        ("", "07-01", "07-15"),
        ("東京都渋谷区", "07-01", "07-15"),
        ("京都市左京区", "07-15", "08-15"),
        ("Kita-ku, Kyoto", "07-15", "08-15"),
        ("札幌市", "07-15", "08-15"),
        ("福岡県福岡市博多区", "08-01", "08-15"),
        ("那覇市", "08-01", "08-27"),
    ],
)
def test_midsummer_gifts_go_by_the_place(place: str, first: str, last: str) -> None:
    assert (f"2026-{first}", f"2026-{last}") == tuple(day.isoformat() for day in regional_days(place, 2026))


def test_okinawa_is_open_until_the_old_bon() -> None:
    log = "- 2025-08-20 お中元：そうめんを送った\n"
    rows = {
        day: [each.write for each in open_seasons(vault(log, fields="address: 那覇市", today=day))]
        for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 27), date(2026, 8, 28))
    }

    assert [[], [1], [1], []] == list(rows.values())


# who


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 2025-01-03 年賀状：蛇の版画", ("2025-01-03", None)),
        ("- 2024-12-20 年賀状", (None, "2024-12-20")),
        ("- 2024-12-20 年賀状を出した", (None, "2024-12-20")),
        ("- 2025-01-05 年賀状を返した", (None, "2025-01-05")),
        ("- 2025-01-04 年賀状をいただいた", ("2025-01-04", None)),
        ("- 2025-01-02 heard: 年賀状、猫の絵", ("2025-01-02", None)),
        ("- 2024-12-18 wrote: New Year card", (None, "2024-12-18")),
        ("- 2024-12-18 はがき：港の写真", (None, "2024-12-18")),
        ("- 2024-01-03 年賀状：龍", ("2024-01-03", None)),
        ("- 2024-12-18 card: a Santa hat", None),
        ("- 2024-12-18 はがき：誕生日のお祝い", None),
        ("- 2024-12-18 call: 年の瀬", None),
        ("- 2023-01-03 年賀状：兎", None),
        ("- 2024-06-03 年賀状の話をした", None),
        ("- [ ] 2024-12-20 年賀状を出す", None),
    ],
)
def test_the_log_says_who_wrote_last_time(line: str, expected: tuple[str | None, str | None] | None) -> None:
    rows = listed(vault(line + "\n"))

    assert ([(*expected, None, None)] if expected else []) == [sides(each) for each in rows]


def test_a_card_in_a_journal_counts_for_those_it_links() -> None:
    found = vault("", **{"Mio Hayashi": "# Mio Hayashi\n"})
    files = {
        "prm.toml": 'lang = "ja"',
        "people/佐藤 健.md": "# 佐藤 健\n",
        "people/Mio Hayashi.md": "# Mio Hayashi\n",
        "journal/2025-01-05.md": "- 1/4 年賀状 [[佐藤 健]]：馬が傘をさしている\n- 年賀状が[[Mio Hayashi]]から届いた\n",
    }

    assert [] == listed(found)
    assert [("Mio Hayashi", "2025-01-05"), ("佐藤 健", "2025-01-04")] == [
        (each.name, each.theirs.date) for each in listed(vault_of(files, DECEMBER)) if each.theirs
    ]


def test_done_is_done_and_an_answer_is_asked_for() -> None:
    log = "- 2025-12-05 年賀状を出した\n"

    assert ("done", (None, None, None, "2025-12-05")) == ((card := only(listed(vault(log)))).state, sides(card))
    january = vault("- 2026-01-03 年賀状：馬\n", today=date(2026, 1, 5))
    assert ("write", (None, None, "2026-01-03", None)) == ((card := only(listed(january))).state, sides(card))
    answered = vault("- 2026-01-04 年賀状を返した\n- 2026-01-03 年賀状：馬\n", today=date(2026, 1, 5))
    assert "done" == only(listed(answered)).state
    assert ["done"] == [each.state for each in listed(vault("- 2025-12-11 年賀状を出した", today=date(2025, 12, 11)))]
    assert [] == listed(vault("- 2025-12-11 年賀状を出した"))  # to come


def test_a_query_says_whom_i_write_to_and_those_who_wrote_stay() -> None:
    toml = 'lang = "ja"\n[seasons.nenga]\nwho = "#yokohama"'
    mine, theirs = "- 2024-12-20 年賀状を出した\n", "- 2025-01-03 年賀状：蛇\n"

    assert [] == listed(vault(mine, toml=toml))
    assert [False] == [each.asked for each in listed(vault(theirs, toml=toml))]
    assert [True] == [each.asked for each in listed(vault("", toml=toml, fields="tags: [yokohama]"))]
    assert [] == listed(vault("", toml='lang = "ja"\n[seasons.nenga]\nwho = "circel:inner"', fields="tags: [yokohama]"))


@pytest.mark.parametrize("status", ["deceased", "archived"])
def test_nobody_writes_to_the_dead(status: str) -> None:
    assert [] == listed(vault("- 2025-01-03 年賀状：蛇\n", fields=f"status: {status}"))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("mourning: 2025-03-01", "people/佐藤 健.md:2"),
        ("mourning: 2025-01-02", "people/佐藤 健.md:2"),
        ("mourning: 2025-01-01", None),
        ("mourning: 2025-12-31", "people/佐藤 健.md:2"),
    ],
)
def test_whoever_is_in_mourning_on_new_years_day_gets_no_congratulations(said: str, place: str | None) -> None:
    card = only(listed(vault("- 2025-01-03 年賀状：蛇\n", fields=said)))

    assert ("mourning" if place else "write", place) == (card.state, card.mourning)


def test_a_notice_of_mourning_in_the_log_is_heard_and_is_no_card() -> None:
    card = only(listed(vault("- 2025-12-02 喪中はがきが届いた\n- 2025-01-03 年賀状：蛇\n")))

    assert ("mourning", "people/佐藤 健.md:8", None) == (card.state, card.mourning, card.received)


def test_midwinter_cards_go_to_those_in_mourning_and_those_without_an_answer() -> None:
    files = {
        "prm.toml": 'lang = "ja"',
        "people/A.md": "---\nmourning: 2025-06-20\n---\n- 2025-01-03 年賀状：蛇\n",
        "people/B.md": "- 2026-01-03 年賀状：馬\n",
        "people/C.md": "- 2026-01-03 年賀状：馬\n- 2025-12-20 年賀状を出した\n",
        "people/D.md": "- 2026-01-03 年賀状：馬\n- 2026-01-09 寒中見舞いを出した\n",
    }
    found = {each.name: each for each in listed(vault_of(files, date(2026, 1, 10)), "kanchu")}

    assert {"A": "write", "B": "write", "D": "done"} == {name: each.state for name, each in found.items()}
    assert ("people/A.md:2", None) == (found["A"].mourning, found["B"].mourning)
    assert ["2026-01-03"] == [each.theirs.date for each in (found["B"],) if each.theirs]


def test_late_summer_cards_go_to_those_who_wrote_in_summer_and_to_no_one_twice() -> None:
    files = {
        "prm.toml": 'lang = "ja"',
        "people/A.md": "- 2025-07-20 暑中見舞いが届いた\n",
        "people/B.md": "- 2025-07-20 暑中見舞いを出した\n- 2024-08-20 残暑見舞いを出した\n",
        "people/C.md": "- 2024-08-20 残暑見舞いを出した\n",
    }

    assert ["A", "C"] == [each.name for each in listed(vault_of(files, date(2025, 8, 10)), "zansho")]


@pytest.mark.parametrize(
    "log", ["- 2025-01-03 年賀状じまいのお知らせ\n", "- 2025-01-03 letter: no more cards, please\n"]
)
def test_who_wants_no_more_is_left_in_peace(log: str) -> None:
    card = only(listed(vault(log + "- 2024-01-03 年賀状：龍\n")))

    assert ("ended", "people/佐藤 健.md:8") == (card.state, card.ended)


def test_gifts_of_the_season_are_those_the_log_calls_so() -> None:
    log = "- 2024-12-12 gave gift: お歳暮、海苔\n- 2024-12-11 gave gift: a hat\n- 2024-12-15 お歳暮をいただいた：ハム\n"

    assert ("2024-12-15", "2024-12-12", None, None) == sides(only(listed(vault(log), "seibo")))


def test_a_season_of_ones_own_counts_its_words_and_its_kind() -> None:
    toml = '[seasons.eid]\nwindow = "03-18..03-24"\n{}'
    word, kind = "- 2025-03-20 call: Eid mubarak\n", "- 2025-03-20 message: cakes\n"
    of = {
        (line, more): len(listed(vault(line, toml=toml.format(more)), "eid"))
        for line in (word, kind)
        for more in ("", 'kind = "message"', 'words = ["mubarak"]')
    }

    assert [1, 1, 1, 0, 1, 0] == list(of.values())


def test_thanks_are_for_what_was_given_until_they_are_said() -> None:
    got = "- 2025-05-01 got help: the move\n"

    assert ["write"] == [each.state for each in listed(vault(got), "thanks")]
    assert ["done"] == [each.state for each in listed(vault("- 2025-05-09 gave thanks: cake\n" + got), "thanks")]
    assert ["write"] == [each.state for each in listed(vault(got + "- 2025-04-09 gave thanks: cake\n"), "thanks")]
    assert [] == listed(vault("- 2024-05-01 got help: the move\n"), "thanks")


# the digest, and my own mourning


def test_the_digest_mentions_a_season_while_somebody_is_left() -> None:
    log, done = "- 2025-01-03 年賀状：蛇\n", "- 2025-12-05 年賀状を出した\n"

    assert [("nenga", "2025-12-25", 1, 0)] == [
        (each.name, each.by, each.write, each.done) for each in open_seasons(vault(log))
    ]
    assert [] == open_seasons(vault(done + log))
    assert [] == open_seasons(vault(log, today=date(2025, 11, 30)))
    assert [] == open_seasons(vault(log, toml=""))
    assert [] == open_seasons(vault(log), frozenset({"people/Somebody"}))
    assert [1] == [each.write for each in open_seasons(vault(log), frozenset({"people/佐藤 健"}))]


def test_the_digest_says_until_when_those_who_are_left_can_be_given_something() -> None:
    log = "- 2025-08-20 お中元：そうめんを送った\n"
    tokyo = vault(log, fields="address: 東京都渋谷区", today=date(2026, 7, 10))
    naha = vault(log, fields="address: 那覇市", today=date(2026, 8, 20))

    assert ["2026-07-15"] == [each.by for each in open_seasons(tokyo) if each.name == "chugen"]
    assert ["2026-08-27"] == [each.by for each in open_seasons(naha) if each.name == "chugen"]


def test_a_season_that_is_over_gives_way_to_the_next_one() -> None:
    def first_of(day: date) -> list[str]:
        return [season.first for season, _ in overview(vault("", today=day)) if season.name == "nenga"]

    assert ["2025-12-01"] == first_of(date(2026, 1, 7))
    assert ["2026-12-01"] == first_of(date(2026, 1, 8))
    assert ["9998-12-01"] == first_of(date(9999, 1, 7))
    assert 1 == len(first_of(date(9999, 12, 31)))


def test_my_own_mourning_is_said() -> None:
    me = {"me": "---\nmourning: 2025-10-01\n---\n# Me\n"}
    found = vault("- 2025-01-03 年賀状：蛇\n", toml='lang = "ja"\nme = "[[me]]"', **me)

    assert [("nenga", True, 1), ("seibo", False, 0)] == [
        (each.name, each.mourning, each.write) for each, _ in overview(found)[:2]
    ]


# labels


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "〒231-0003 横浜市中区北仲町1-2-3　ひばり荘201",
            ("231-0003", "横浜市中区北仲町1-2-3　ひばり荘201", "横浜市中区北仲町1-2-3", "ひばり荘201", "", ""),
        ),
        ("Norra Kupan 12, 223 62 Lund", ("", "Norra Kupan 12, 223 62 Lund", "Norra Kupan 12", "223 62 Lund", "", "")),
        ('"1 A St\\nFlat 2\\nB\\nC\\nD"', ("", "1 A St, Flat 2, B, C, D", "1 A St", "Flat 2", "B", "C D")),
    ],
)
def test_an_address_is_broken_into_lines(address: str, expected: tuple[str, ...]) -> None:
    found = vault("- 2025-01-03 年賀状：蛇\n", fields=f"address: {address}\nreading: さとう けん")
    row = label(found, found.people[0], only(listed(found)))

    assert ("佐藤 健", "さとう けん") == row[:2]
    assert expected == row[Label._fields.index("postcode") : Label._fields.index("state")]


@given(st.text())
def test_no_cell_is_a_formula_and_none_has_two_lines(text: str) -> None:
    cell = harmless(text)

    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not set(cell) & {"\n", "\r", "\0"}


def test_the_first_address_that_is_no_office_and_still_holds_is_taken() -> None:
    fields = "address:\n  - {label: work, value: Office 1}\n  - {value: Old Road 2, until: 2024}\n  - Home 3"

    assert "Home 3" == only(listed(vault("- 2025-01-03 年賀状：蛇\n", fields=fields))).address
