"""Tags that YAML takes for a comment, and comments that are none."""

from __future__ import annotations

import pytest

from prm.rules.writing import hidden_tag
from tests.small import vault_of


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("tags: #person", [(2, 7)]),
        ('"tags": #person', [(2, 9)]),
        ("labels:   #a #b", [(2, 11)]),
        ("tags:\n  - choir\n  - #friend\n  - #kin", [(4, 5), (5, 5)]),
        ("tags:\r\n- #friend", [(3, 3)]),
        ("name: Ana\ntags: #person\nrole: baker", [(3, 7)]),
        ('tags: "#person"', []),
        ("tags: choir # and #more", []),
        ("tags: [choir] #person", []),
        ("tags: # mine\n  - choir", []),
        ("tags: #mine\n  - choir", []),
        ("tags:", []),
        ("role: #baker", []),
        ("tags: choir\nneeds:\n  - #quiet", []),
    ],
)
def test_a_tag_without_quotes_is_found(front: str, found: list[tuple[int, int]]) -> None:
    vault = vault_of({"notes/ana.md": f"---\n{front}\n---\n"})

    assert found == [(each.line, each.column) for each in hidden_tag(vault)]


def test_what_is_meant_for_a_person_is_told_of_and_is_none() -> None:
    vault = vault_of({"notes/ana.md": "---\ntags: #person\n---\n# Ana\n"})

    assert (0, ["notes/ana.md"]) == (len(vault.people), [each.path for each in hidden_tag(vault)])
