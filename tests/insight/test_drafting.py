"""Drafts: what they say, what they leave open, and what they never say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from prm.insight.drafting import Draft
from prm.insight.drafting import Held
from prm.insight.drafting import drafted
from prm.model.vault import Vault
from prm.render import render
from tests.small import vault_of

ME = {
    "prm.toml": 'me = "[[Haru Lindgren]]"\n',
    "people/Haru Lindgren.md": """\
---
reading: リンドグレン はる
aliases: [ハル, 春さん]
role: [piano tuner, ピアノ調律師]
---
""",
}
BEN = """\
---
{call: Ben, register: casual, lang: en, role: baker, location: Copenhagen, needs: [somebody who knows koji]}
---
"""
SAKI = """\
---
{call: 咲さん, register: casual, lang: ja, role: 豆腐屋, location: 京都, aliases: [Saki], needs: [英語の献立表]}
---
"""


def write(name: str, context: Mapping[str, object], lang: str) -> str:
    return render(name, context, vault_templates=None, lang=lang)


def small(**people: str) -> Vault:
    return vault_of(ME | {f"people/{name}.md": text for name, text in people.items()})


def draft(vault: Vault, kind: str, who: str, other: str = "", **said: Any) -> Draft | Held:
    people = [vault.who(name)[0] for name in (who, other) if name]
    return drafted(vault, kind, *people, write=write, **said)


def body(found: Draft | Held) -> str:
    assert isinstance(found, Draft), found
    return found.body


def intro(log: str) -> dict[str, str]:
    return {"intros/ben-saki.md": f'---\ntype: intro\nbetween: ["[[Ben]]", "[[Saki]]"]\n---\n\n{log}'}


def test_what_is_not_known_is_asked_for_and_never_guessed() -> None:
    assert draft(small(Tom="# Tom\n"), "intro-thank", "Tom", "Tom") == Held(
        "not noted for Tom yet: how you call them, how close you write, their language; say so with: prm set “Tom” "
        "call=… register=casual|polite|formal lang=en|ja (or for this once --call --register --lang)"
    )


def test_who_signs_is_asked_for() -> None:
    found = drafted(
        (vault := vault_of({"people/Ben.md": BEN})), "intro-thank", vault.people[0], vault.people[0], write=write
    )

    assert found == Held(
        'who signs? write me = "[[Your Name]]" into prm.toml and give yourself a note, or say --sign NAME'
    )


def test_before_a_yes_the_other_has_no_name() -> None:
    files = ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI.replace("豆腐屋", "tofu maker")}
    asked = vault_of(files | intro("- 2026-01-02 asked [[Saki]]\n"))
    agreed = vault_of(files | intro("- 2026-01-02 asked [[Saki]]\n- 2026-01-04 yes [[Saki]]\n"))
    declined = vault_of(files | intro("- 2026-01-04 yes [[Saki]]\n- 2026-01-04 no [[Saki]]\n"))

    assert ["Saki" in body(draft(each, "intro-offer", "Ben", "Saki")) for each in (asked, agreed, declined)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("log", "written"),
    [
        ("", False),
        ("- 2026-01-04 yes [[Saki]]\n", False),
        ("- 2026-01-04 yes [[Saki]]\n- 2026-01-05 yes [[Ben]]\n", True),
        ("- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n", True),
        ("- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n- 2026-01-06 no [[Saki]]\n", False),
        ("- 2026-01-06 no [[Saki]]\n- 2026-01-05 yes [[Ben]]\n- 2026-01-04 yes [[Saki]]\n", False),
    ],
)
def test_nobody_is_joined_before_two_yeses(log: str, written: bool) -> None:
    vault = vault_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI} | intro(log))

    assert written == isinstance(draft(vault, "intro-joint", "Ben", "Saki"), Draft)


def test_two_languages_are_two_texts() -> None:
    log = "- 2026-01-04 yes [[Saki]]\n- 2026-01-05 yes [[Ben]]\n"
    found = draft(
        vault_of(ME | {"people/Ben.md": BEN, "people/Saki.md": SAKI} | intro(log)), "intro-joint", "Ben", "Saki"
    )

    english, japanese = body(found).split("* * *")
    assert "is looking for somebody who knows koji" in english
    assert "京都の豆腐屋" in japanese
    assert "koji" not in japanese
