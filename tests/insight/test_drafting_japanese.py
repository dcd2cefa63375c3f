"""Japanese drafts: what a note says in its own way is said as one says it in a letter."""

from __future__ import annotations

from datetime import date

import pytest

from tests.insight.test_drafting import ME
from tests.insight.test_drafting import body
from tests.insight.test_drafting import small
from tests.messages import draft
from tests.small import vault_of


def japanese(register: str, **more: str) -> str:
    said = {"call": "茂さん", "register": register, "lang": "ja"} | more
    return "---\n" + "".join(f"{key}: {text}\n" for key, text in said.items()) + "---\n"


@pytest.mark.parametrize(
    ("register", "need", "expected"),
    [
        ("casual", "着付けの先生を探している", "「着付けの先生」を探していると聞いて、思い浮かんだ人がいます。"),
        (
            "polite",
            "着付けの先生を探している",
            "「着付けの先生」をお探しとのことで、思い浮かんだ方が",
        ),
        ("casual", "日本画を習いたい", "「日本画を習いたい」と聞いて、思い浮かんだ人がいます。"),
        ("polite", "後継ぎがいない", "「後継ぎがいない」とのことで、思い浮かんだ方がいらっしゃいます。"),
        ("formal", "日本画を習いたい", "「日本画を習いたい」と伺っておりましたが、思い当たる方がいらっしゃいます。"),
    ],
)
def test_a_need_is_said_as_it_is_written(register: str, need: str, expected: str) -> None:
    vault = small(Mie=japanese(register, needs=need), Rei=japanese("polite", role="大学で演劇史を教えている"))
    found = body(draft(vault, "intro-offer", "Mie", "Rei", need=need))

    assert expected in found
    assert f"大学で演劇史を教えている{'人' if register == 'casual' else '方'}です。" in found


def test_how_a_day_was_spent_is_not_made_up() -> None:
    said = {"Mie": japanese("polite") + "\n- 2026-01-02 お悔やみの手紙を書いた\n"}
    assert "1月2日のことを、ふと思い出しておりました。" in body(draft(small(**said), "checkin", "Mie"))
    met = {"Mie": japanese("polite") + "\n- 2026-01-02 会った\n"}
    assert "1月2日にお会いしたときのことを、" in body(draft(small(**met), "checkin", "Mie"))


def test_a_new_year_card_of_november_is_dated_on_the_day() -> None:
    files = {**ME, "people/Mie.md": japanese("formal")}
    found = draft(vault_of(files, date(2026, 11, 20)), "season", "Mie", about="nenga")

    assert "2027年　元旦" in body(found)
