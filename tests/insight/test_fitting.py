"""With whom a need or an offer fits, as it is written down."""

from __future__ import annotations

import pytest

from prm.insight.matching.fitting import fits
from prm.model.vault import Vault
from tests.small import vault_of

TOWN = {
    "prm.toml": 'me = "[[Nell]]"\n',
    "people/Nell.md": "---\noffers: [logos]\nneeds: [somebody who can bind books, a desk]\n---\n# Nell\n",
    "people/Ada.md": "---\noffers: [zither lessons]\nlocation: Bristol\n---\n# Ada\n",
    "people/Dee.md": "---\nneeds: [zither lessons]\n---\n# Dee\n",
    "people/Eve.md": "---\nstatus: wish\nwish: {gives: photographs}\noffers: [zither lessons]\n---\n# Eve\n",
    "people/Fay.md": "---\nstatus: paused\noffers: [zither lessons]\n---\n# Fay\n",
    "people/Gus.md": "---\noffers: [lends her big piano room, photography]\n---\n# Gus\n",
    "people/Hal.md": "---\nneeds: [a photographer for June]\n---\n# Hal\n",
    "people/Ivy.md": "# Ivy\n",
}


def said(vault: Vault, name: str, key: str, what: str) -> list[tuple[str, str]]:
    """Who fits, and the line that says so."""
    return [(fit.name, fit.at) for fit in fits(vault, vault.exactly(name)[0], key, what)]


@pytest.mark.parametrize(
    ("name", "key", "what", "expected"),
    [
        ("Dee", "needs", "zither lessons", [("Ada", "people/Ada.md:2")]),
        ("Ivy", "needs", "a zither in Bristol", [("Ada", "people/Ada.md:2")]),
        ("Ivy", "needs", "a studio in Bristol", []),
        ("Ivy", "needs", "a photographer for two houses", [("Gus", "people/Gus.md:2")]),
        ("Ivy", "needs", "a pianist for the concert", []),
        ("Ivy", "needs", "a logo", [("Nell", "people/Nell.md:2")]),
        ("Ivy", "needs", "a hat", []),
        ("Ada", "offers", "zither lessons", [("Dee", "people/Dee.md:2")]),
        ("Ivy", "offers", "photography", [("Hal", "people/Hal.md:2")]),
        ("Ivy", "offers", "bookbinding", [("Nell", "people/Nell.md:3")]),
        ("Nell", "offers", "bookbinding", []),
    ],
)
def test_a_need_fits_with_an_offer_and_an_offer_with_a_need(
    name: str, key: str, what: str, expected: list[tuple[str, str]]
) -> None:
    assert expected == said(vault_of(TOWN), name, key, what)


def test_whom_somebody_knows_is_not_named() -> None:
    known = TOWN | {"people/Ivy.md": "# Ivy\n\n- 2025-12-01 tea with [[Ada]]\n"}

    assert [] == said(vault_of(known), "Ivy", "needs", "zither lessons")
