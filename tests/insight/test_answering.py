"""Which need another answers, and what of it may be told."""

from __future__ import annotations

from prm.insight.matching.answering import NONE
from prm.insight.matching.answering import Answer
from prm.insight.matching.answering import answered
from prm.insight.matching.answering import tellable
from prm.model.vault import Vault
from tests.small import vault_of

BEN = "---\nneeds: [a translator for the fair, somebody who knows koji]\n---\n"
TOM = "---\noffers: [koji for beginners]\n---\n"


def vault(ben: str = BEN, tom: str = TOM) -> Vault:
    return vault_of({"people/Ben.md": ben, "people/Tom.md": tom})


def ask(found: Vault) -> Answer:
    (ben,), (tom,) = found.exactly("Ben"), found.exactly("Tom")
    return answered(found, ben, tom)


def test_the_need_that_the_other_answers_is_found() -> None:
    assert Answer("somebody who knows koji", "koji for beginners") == ask(vault())


def test_a_need_that_the_other_does_not_answer_is_none() -> None:
    assert NONE == ask(vault(tom="---\noffers: [bookbinding]\n---\n"))


def test_what_is_private_is_not_told() -> None:
    whole = vault()
    people = (*whole.exactly("Ben"), *whole.exactly("Tom"))
    found = ask(whole)
    assert found == tellable(whole, *people, found)
    assert NONE == tellable(vault(ben="---\nneeds: [bread]\n---\n"), *people, found)
    assert Answer(found.need, "") == tellable(vault(tom="# Tom\n"), *people, found)
    assert NONE == tellable(vault_of({"people/Ben.md": BEN}), *people, found)


def test_lines_of_what_i_learned_say_needs_and_offers_too() -> None:
    found = vault_of(
        {
            "people/佐藤 健.md": "# 佐藤 健\n\n- 2025-11-21 聞いた：経理ができる人を探している\n",
            "people/鈴木 花.md": "# 鈴木 花\n\n- 2025-11-21 聞いた：経理ができる\n",
        }
    )
    people = (*found.exactly("佐藤 健"), *found.exactly("鈴木 花"))
    expected = Answer("経理ができる人", "経理")
    assert expected == answered(found, *people)
    assert expected == tellable(found, *people, expected)
    assert NONE == answered(found, *reversed(people))


def test_a_need_lasts_to_its_last_day() -> None:
    ben = "---\nneeds: [{{what: somebody who knows koji, until: {}}}]\n---\n"
    assert "somebody who knows koji" == ask(vault(ben=ben.format("2026-01-15"))).need
    assert "" == ask(vault(ben=ben.format("2026-01-14"))).need
