"""People named in running text: what becomes a link, and what stays beside it."""

from time import process_time

import pytest

from prm.edits.capture.telling import told
from prm.insight.meetings.strangers import strangers
from prm.insight.named import named
from prm.insight.named import with_links
from prm.model.vocabulary import Vocabulary
from tests.small import TODAY
from tests.small import vault_of

PEOPLE = {
    "people/佐藤.md": "# 佐藤\n",
    "people/田中 花.md": "# 田中 花\n",
    "people/Ben Ito.md": "# Ben Ito\n",
}


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("lunch with 佐藤 and Ben", "lunch with [[佐藤]] and [[Ben Ito|Ben]]"),
        ("lunch with 田中 花 and Ben", "lunch with [[田中 花]] and [[Ben Ito|Ben]]"),
        ("lunch with 田中花 and Ben", "lunch with [[田中 花|田中花]] and [[Ben Ito|Ben]]"),
        ("佐藤　とランチ", "[[佐藤]]　とランチ"),
        ("田中 さん と散歩", "[[田中 花|田中]] さん と散歩"),
        ("佐藤さん と Ben と散歩", "[[佐藤]]さん と [[Ben Ito|Ben]] と散歩"),
    ],
)
def test_a_blank_beside_a_name_stays_outside_its_link(text: str, linked: str) -> None:
    vault = vault_of(PEOPLE)
    assert linked == with_links(vault, text, named(vault, text))


def test_a_long_line_without_blanks_is_read_in_linear_time() -> None:
    """With a look for an address from each sign to the end of the word, this took a minute."""
    vault = vault_of(PEOPLE)
    began = process_time()
    assert [] == named(vault, "[^1]" * 20_000)
    assert process_time() - began < 8


def test_an_address_names_nobody() -> None:
    vault = vault_of(PEOPLE)
    assert ["佐藤"] == [each.words for each in named(vault, "Ben@example.org, 佐藤さん, [[Ben Ito]]Ben@x.org")]


@pytest.mark.parametrize("many", ["[[a]], ", "[[a]]", "A, ", "Bo "])
def test_a_line_of_many_strangers_is_read_in_linear_time(many: str) -> None:
    vault = vault_of(PEOPLE)
    text = "昼食 called " + many * 20_000
    began = process_time()
    strangers(vault, text, [], Vocabulary(vault.config))
    assert process_time() - began < 8


def test_a_long_number_tells_no_day() -> None:
    began = process_time()
    assert None is told("called Ben " + "1" * 100_000, TODAY, "ymd").day
    assert process_time() - began < 8
    assert "3日前" == told("佐藤さん、3日前にランチ", TODAY, "ymd").loose
