"""Nobody is rated: what is said of giving, needs, matches and introductions holds lines and words, and no number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from prm.insight.given import given
from prm.insight.giving import ideas
from prm.insight.intros import listed
from prm.insight.needs import needs
from prm.insight.pairs import match
from prm.insight.pairs import pairs
from prm.insight.rows import as_data
from prm.model.vault import Vault
from tests.messages import example


def rows(vault: Vault, what: str) -> list[Any]:
    if what == "ideas":
        return [row for person in vault.people for row in as_data(ideas(vault, person))]
    found = {
        "given": lambda: given(vault),
        "needs": lambda: needs(vault),
        "match": lambda: [match(each) for each in pairs(vault, most=0)],
        "intros": lambda: listed(vault),
    }
    return list(as_data(found[what]()))


def leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from leaves(each)
    else:
        yield data


@pytest.mark.parametrize("what", ["given", "ideas", "needs", "match", "intros"])
def test_no_number_is_given_to_anybody(what: str) -> None:
    found = rows(example("en", "2026-01-15"), what)

    assert found
    assert {str, bool, type(None)} >= {type(each) for each in leaves(found)}
