"""Who is related to whom, whichever of two files says so."""

from __future__ import annotations

import pytest

from prm.insight.people import relations
from prm.insight.people import show
from tests.small import vault_of


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("{child: '[[Ben Ito]]'}", "parent"),
        ("{child: '[[people/Ben Ito|our Ben]]'}", "parent"),
        ("{child: Ben Ito}", "parent"),
        ("{friend: ベン}", "friend"),
        ("[teacher: '[[bén ito]]']", "student"),
        ("{child: '[[Ben]]'}", None),
        ("{child: '[[Ben Ito'}", None),
        ("{child: '[[Ben Ito]] and Cy'}", None),
        ("{child: Benjamin}", None),
    ],
)
def test_a_relation_is_seen_from_both_sides(said: str, found: str | None) -> None:
    vault = vault_of(
        {
            "people/Ada.md": f"---\nrelations: {said}\n---\n# Ada\n",
            "people/Ben Ito.md": "---\nname: Ben Ito\naliases: [ベン]\n---\n",
            "people/Ben Ott.md": "---\nname: Ben Ott\n---\n",
        }
    )
    (ben,) = [person for person in vault.people if person.name == "Ben Ito"]
    expected = [] if found is None else [(found, "people/Ada", "people/Ada.md:2")]

    assert expected == [(each.kind, each.person.slug, each.at) for each in relations(vault, ben)]
    assert relations(vault, ben) == show(vault, ben).relations
