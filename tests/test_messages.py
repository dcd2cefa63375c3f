"""Messages: how every kind reads in both languages and three registers, and what none of them ever says."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest

from prm.cli.main import run
from prm.insight.letters.drafting import KINDS
from prm.insight.letters.drafting import Draft
from prm.insight.letters.drafting import Held
from prm.insight.letters.drafting import drafted
from tests.messages import CASES
from tests.messages import LANGUAGES
from tests.messages import REGISTERS
from tests.messages import Case
from tests.messages import draft
from tests.messages import drafts_of
from tests.messages import example
from tests.messages import example_files
from tests.messages import few
from tests.messages import page

ROOT = Path(__file__).parent.parent
SNAPSHOTS = Path(__file__).parent / "snapshots"
IMI = (
    "重ね|重なる|重々|度々|たびたび|再び|再度|再三|追って|追伸|続い|続く|続け|引き続き|益々|ますます|次々|いよいよ|くれぐれ|返す返す|"
    "返すがえす|しばしば|しみじみ|わざわざ|いろいろ|様々|皆々|死|急逝|生きて|生前|四|九|苦|迷|浮かば|消え|落ち|切れ|とんだ|大往生|また"
)
"""What no condolence says: words of repetition, of death itself, of four and nine, of torment."""
RELIGION = "冥福|成仏|供養|仏|天国|昇天|御霊|霊前|合掌|香典|線香|神|極楽|召され"
WEDDING_IMI = "別れ|終わ|切れ|離れ|破れ|戻|再び|重ね|繰り返|たびたび"
GLAD = "祝|喜|慶|賀|寿|おめでた|めでたい|おめでとう|新春|迎春|初春|幸多"
GLAD_EN = r"happy|congratulat|celebrat|joy|merry|cheer|festive"
COMFORT_EN = (
    r"better place|heaven|god\b|pray|bless|soul|at least|at peace|passed|time heals|everything happens|be strong"
)

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.lang}")


def without_names(found: Draft) -> str:
    """The words of a draft that are the template's own: no gaps, no names."""
    text = f"{found.subject}\n{found.body}"
    for name in ("咲さん", "千晶さん", "Malmö", "Ben", "Kenji Mori", "森さん", "Haru Lindgren"):
        text = text.replace(name, "")
    return text


@every_case
def test_it_reads_like_this(case: Case) -> None:
    actual = page(case)
    path = SNAPSHOTS / case.lang / f"message-{case.kind}.txt"
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == actual


def test_every_kind_has_a_case_in_both_languages() -> None:
    assert {(kind.name, lang) for kind in KINDS for lang in LANGUAGES} == {(case.kind, case.lang) for case in CASES}


@every_case
def test_it_is_tidy_and_short(case: Case) -> None:
    for found in drafts_of(case):
        lines = found.body.split("\n")

        assert [] == [line for line in lines if line != line.rstrip()]
        assert "\n\n\n" not in found.body
        assert found.body.endswith("\n")
        assert found.subject
        assert len([line for line in lines if line.strip()]) <= (16 if found.register == "formal" else 12)
        assert found.missing == re.findall(r"\[([^\]]+)\]", found.body)
        assert "None" not in found.body


@every_case
def test_it_is_in_one_language(case: Case) -> None:
    for found in drafts_of(case):
        text = without_names(found)
        wrong = r"[A-Za-z]+(?:[ ,]+[A-Za-z]+){2,}" if case.lang == "ja" else r"[\u3041-\u30ff\u3400-\u9fff]"

        assert [] == re.findall(wrong, text), found.body


@every_case
def test_the_form_fits_the_register(case: Case) -> None:
    for found in drafts_of(case):
        opened, closed = found.body.count("拝啓"), found.body.count("敬具")
        letter = case.lang == "ja" and found.register == "formal" and case.kind not in ("condolence", "season")

        assert [int(letter)] * 2 == [opened, closed]
        assert "あなた" not in found.body
        if letter:
            assert found.body.startswith("拝啓　")
            assert found.body.index("敬具") < found.body.index(f"{case.day[:4]}年")
        if case.lang == "en":
            assert ("sincerely" in found.body) == (found.register == "formal" and case.kind != "condolence")


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("about", ["", "お父様"])
def test_a_condolence_says_none_of_the_words_to_avoid(register: str, about: str) -> None:
    for who in ("小川 文子", "佐藤 健"):
        found = draft(few(date(2025, 6, 22)), "condolence", who, register=register, about=about)
        assert isinstance(found, Draft)
        text = re.sub(r"\d+年\d+月\d+日", "", f"{found.subject}\n{found.body}")

        assert [] == re.findall(f"{IMI}|{RELIGION}", text)


@pytest.mark.parametrize("register", REGISTERS)
def test_a_condolence_in_english_comforts_with_nothing_cheap(register: str) -> None:
    found = draft(example("en", "2026-01-15"), "condolence", "Aiko Sato", register=register)

    assert isinstance(found, Draft)
    assert [] == re.findall(f"{COMFORT_EN}|{GLAD_EN}", found.body.casefold())


def test_a_wedding_is_congratulated_without_words_of_parting() -> None:
    for register in REGISTERS:
        found = draft(example("ja", "2026-01-15"), "congratulation", "高木 蓮", register=register, about="ご結婚")

        assert isinstance(found, Draft)
        assert [] == re.findall(WEDDING_IMI, found.body)


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_glad_is_said_in_mourning(register: str, lang: str) -> None:
    widow = example_files("ja")["people/小川 文子.md"].replace("lang: ja", f"lang: {lang}")
    held = set()
    for days in (*range(0, 350, 31), 170, 180, 190, 200, 211, 220):
        day = date(2025, 6, 25) + timedelta(days)
        vault = few(day, 文子=widow)
        for kind in ("thanks", "checkin", "birthday", "report", "congratulation", "season", "condolence"):
            found = draft(vault, kind, "小川 文子", register=register)
            if isinstance(found, Held):
                held.add(kind)
            else:
                said = f"{found.subject}{found.body}".casefold()
                assert [] == re.findall(GLAD if lang == "ja" else GLAD_EN, said), day

    assert {"birthday", "congratulation"} <= held


SEASONS = {
    "2026-01-03": "謹んで新年のお慶び", "2026-01-08": "寒中お見舞い", "2026-02-03": "寒中お見舞い",
    "2026-02-10": "余寒お見舞い", "2026-04-10": "陽春の候", "2026-07-10": "暑中お見舞い",
    "2026-08-08": "残暑お見舞い", "2026-10-20": "秋冷の候", "2026-12-10": "謹んで新年のお慶び",
}  # fmt: skip


@pytest.mark.parametrize("day", SEASONS)
def test_the_season_has_its_greeting(day: str) -> None:
    found = draft(few(date.fromisoformat(day)), "season", "佐藤 健", register="formal")

    assert isinstance(found, Draft)
    assert SEASONS[day] in found.body


@pytest.mark.parametrize(
    ("day", "words"), [("2025-12-10", "ご服喪中と承り"), ("2026-01-03", "寒中お見舞い"), ("2026-01-20", "寒中お見舞い")]
)
def test_new_year_is_another_word_for_those_who_mourn(day: str, words: str) -> None:
    found = draft(few(date.fromisoformat(day)), "season", "小川 文子")

    assert isinstance(found, Draft)
    assert words in found.body


def test_in_my_own_mourning_i_send_no_new_year_card() -> None:
    me = example_files("ja")["people/Haru Lindgren.md"].replace("lang: en\n", "lang: en\nmourning: 2025-10-01\n")
    for day, words in (("2025-12-05", "喪中につき"), ("2026-01-15", "喪中につき、年始の")):
        vault = few(date.fromisoformat(day), Lindgren=me)
        found = draft(vault, "season", "佐藤 健", register="formal")

        assert isinstance(found, Draft)
        assert words in found.body


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 15, 16, 28])
def test_every_half_month_has_its_own_opening(month: int, day: int) -> None:
    vault = few(date(2026, month, day))
    formal, polite = (draft(vault, "checkin", "佐藤 健", register=each) for each in ("formal", "polite"))

    assert isinstance(formal, Draft)
    assert isinstance(polite, Draft)
    assert re.match(r"拝啓　\S{2,3}の候、", formal.body)
    assert re.match(r"健さん\n\n\S+。\n", polite.body)
    opening, care = re.findall(r"拝啓　(\S+?)の候、|　(\S+?)、どうぞご自愛", formal.body)
    assert opening[0] not in care[1]


@pytest.mark.parametrize(
    ("day", "dated"), [("2025-12-10", "2026年　元旦"), ("2026-01-01", "2026年　元旦"), ("2026-01-04", "2026年1月4日")]
)
def test_a_new_year_card_carries_the_day_it_is_read(day: str, dated: str) -> None:
    found = draft(few(date.fromisoformat(day)), "season", "佐藤 健", register="formal")

    assert isinstance(found, Draft)
    assert f"\n\n　　{dated}\n" in found.body


@every_case
def test_a_word_in_between_asks_for_nothing(case: Case) -> None:
    if case.kind == "checkin":
        assert [] == [each.body for each in drafts_of(case) if re.search(r"[?？]|ですか|ますか", each.body)]


def test_no_template_addresses_by_a_pronoun_or_scolds() -> None:
    for path in (ROOT / "templates" / "ja" / "message").glob("*.j2"):
        assert [] == re.findall("あなた|貴方|貴女|ご無沙汰して申し訳", path.read_text(encoding="utf-8")), path


def test_the_page_shows_real_output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = ROOT / "docs" / "drafts.md"
    text = path.read_text(encoding="utf-8")

    def again(block: re.Match[str]) -> str:
        code = run(shlex.split(block.group(1))[1:])
        out, err = capsys.readouterr()
        shown = out + "".join(f"2> {line}\n" for line in err.splitlines()) + (f"exit {code}\n" if code else "")
        return f"```console\n$ {block.group(1)}\n{shown}```\n"

    actual = re.sub(r"```console\n\$ ([^\n]*)\n.*?```\n", again, text, flags=re.DOTALL)
    if os.environ.get("PRM_UPDATE_SNAPSHOTS"):
        path.write_text(actual, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == actual


NAMES = {
    "call", "me", "register", "today", "month", "second_half", "mourning", "said", "got", "last", "meeting", "near",
    "need", "age", "belated", "used", "result", "mine", "season", "mine_mourning", "of", "why", "gives", "offer",
    "other", "seeker", "helper", "outcome", "own_role",
}  # fmt: skip


def test_the_page_of_templates_names_what_messages_are_given() -> None:
    page_ = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    messages = page_[page_.index("### Messages") : page_.index("### Digest")]
    given = set()

    def write(name: str, context: Mapping[str, object], lang: str) -> str:
        given.update(context)
        return "subject\n"

    for case in CASES:
        vault = example(case.lang, case.day)
        people = [vault.who(each)[0] for each in (case.who, case.other) if each]
        drafted(vault, case.kind, *people, write=write, **dict(case.said))

    assert given == NAMES
    assert [] == sorted(name for name in given if f"`{name}`" not in messages)
